//! Who sends messages, and the messages that wait.

use kernel::IdentifierNo;
use kernel::Timestamp;
use store::{Error, Migration, Result, Row, Tx};

use super::model::{Channel, MessageState, Messenger, Queued};
use crate::feedback::invitations::Invitation;

pub(in crate::feedback) const MIGRATIONS: &[Migration] = &[Migration::new(
    "feedback_messages_1",
    "CREATE TABLE feedback_messengers (channel TEXT PRIMARY KEY, deliver_to TEXT, secrets {bytes} NOT NULL,
        changed_at BIGINT NOT NULL);
     CREATE TABLE feedback_messages (invitation BIGINT PRIMARY KEY, survey TEXT NOT NULL, identifier BIGINT NOT NULL,
        state TEXT NOT NULL, attempts BIGINT NOT NULL, next_at BIGINT NOT NULL, error TEXT, made_at BIGINT NOT NULL);
     CREATE INDEX feedback_messages_due ON feedback_messages (state, next_at);
     CREATE INDEX feedback_messages_of ON feedback_messages (identifier)",
)];

pub(super) fn messenger(tx: &mut dyn Tx, channel: Channel) -> Result<Option<Messenger>> {
    let sql = "SELECT deliver_to, changed_at FROM feedback_messengers WHERE channel = $1";
    let Some(row) = tx.query_one(sql, &[channel.as_str().into()])? else { return Ok(None) };
    let deliver_to = row.opt_text(0).map(str::to_owned);
    Ok(Some(Messenger { channel, deliver_to, changed_at: row.time(1)? }))
}

/// The secrets that are shared over a channel, encrypted.
pub(super) fn secrets(tx: &mut dyn Tx, channel: Channel) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT secrets FROM feedback_messengers WHERE channel = $1";
    tx.query_one(sql, &[channel.as_str().into()])?.map(|row| Ok(row.blob(0)?.to_vec())).transpose()
}

pub(super) fn put(tx: &mut dyn Tx, one: &Messenger, secrets: &[u8]) -> Result<()> {
    let sql = "INSERT INTO feedback_messengers (channel, deliver_to, secrets, changed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (channel) DO UPDATE SET deliver_to = excluded.deliver_to, secrets = excluded.secrets,
             changed_at = excluded.changed_at";
    let values = [one.channel.as_str().into(), one.deliver_to.as_deref().into(), secrets.into(), one.changed_at.into()];
    tx.execute(sql, &values).map(drop)
}

pub(super) fn remove(tx: &mut dyn Tx, channel: Channel) -> Result<bool> {
    Ok(tx.execute("DELETE FROM feedback_messengers WHERE channel = $1", &[channel.as_str().into()])? > 0)
}

const COLUMNS: &str = "invitation, survey, identifier, state, attempts, next_at, error";

pub(super) fn insert(tx: &mut dyn Tx, invitation: &Invitation) -> Result<()> {
    let sql = "INSERT INTO feedback_messages (invitation, survey, identifier, state, attempts, next_at, made_at)
         VALUES ($1, $2, $3, $4, 0, $5, $5)";
    let values = [
        invitation.number.into(),
        invitation.survey.as_str().into(),
        invitation.identifier.into(),
        MessageState::Waiting.as_str().into(),
        invitation.made_at.into(),
    ];
    tx.execute(sql, &values).map(drop)
}

/// The messages that are due, the oldest first.
pub(super) fn due(tx: &mut dyn Tx, now: Timestamp, limit: usize) -> Result<Vec<Queued>> {
    let sql =
        format!("SELECT {COLUMNS} FROM feedback_messages WHERE state = $1 AND next_at <= $2 ORDER BY next_at LIMIT $3");
    let rows = tx.query(&sql, &[MessageState::Waiting.as_str().into(), now.into(), limit.into()])?;
    rows.iter().map(read).collect()
}

/// Writes what became of a message, unless somebody else was faster. Returns whether it was written.
pub(super) fn change(tx: &mut dyn Tx, before: &Queued, after: &Queued) -> Result<bool> {
    let sql = "UPDATE feedback_messages SET state = $2, attempts = $3, next_at = $4, error = $5
         WHERE invitation = $1 AND state = $6 AND attempts = $7";
    let values = [
        before.invitation.into(),
        after.state.as_str().into(),
        after.attempts.into(),
        after.next_at.into(),
        after.error.as_deref().into(),
        before.state.as_str().into(),
        before.attempts.into(),
    ];
    Ok(tx.execute(sql, &values)? > 0)
}

/// How many messages are in which state.
pub(super) fn counts(tx: &mut dyn Tx, channel: Channel) -> Result<Vec<(MessageState, u64)>> {
    let sql = "SELECT message.state, count(*) FROM feedback_messages AS message
         JOIN feedback_invitations AS invitation ON invitation.number = message.invitation
         WHERE invitation.channel = $1 GROUP BY message.state ORDER BY message.state";
    let rows = tx.query(sql, &[channel.as_str().into()])?;
    rows.iter().map(|row| Ok((state(row.text(0)?)?, row.unsigned(1)?))).collect()
}

pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    let mut removed = 0;
    for identifier in identifiers {
        removed += tx.execute("DELETE FROM feedback_messages WHERE identifier = $1", &[(*identifier).into()])?;
    }
    Ok(removed)
}

fn state(name: &str) -> Result<MessageState> {
    let found = MessageState::ALL.into_iter().find(|state| state.as_str() == name);
    found.ok_or_else(|| Error::Damaged("a message's state".to_owned()))
}

fn read(row: &Row) -> Result<Queued> {
    Ok(Queued {
        invitation: row.unsigned(0)?,
        survey: row.string(1)?,
        identifier: IdentifierNo(row.unsigned(2)?),
        state: state(row.text(3)?)?,
        attempts: u32::try_from(row.int(4)?).map_err(|_| Error::Damaged("a message's attempts".to_owned()))?,
        next_at: row.time(5)?,
        error: row.opt_text(6).map(str::to_owned),
    })
}
