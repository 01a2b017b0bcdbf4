//! The mails that wait, and what became of the others.

use std::collections::BTreeMap;

use kernel::{IdentifierNo, Timestamp};
use store::{Error, Migration, Result, Row, Tx};

use super::{Mail, State};

pub(in crate::feedback) const MIGRATIONS: &[Migration] = &[Migration::new(
    "feedback_mails_1",
    "CREATE TABLE feedback_mails (invitation BIGINT NOT NULL, nth BIGINT NOT NULL, survey TEXT NOT NULL,
        identifier BIGINT NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL, next_at BIGINT NOT NULL,
        error TEXT, made_at BIGINT NOT NULL, PRIMARY KEY (invitation, nth));
     CREATE INDEX feedback_mails_due ON feedback_mails (state, next_at);
     CREATE INDEX feedback_mails_of ON feedback_mails (identifier)",
)];

const COLUMNS: &str = "invitation, nth, survey, identifier, state, attempts, next_at, error, made_at";

pub(super) fn insert(tx: &mut dyn Tx, mail: &Mail) -> Result<()> {
    let sql = format!("INSERT INTO feedback_mails ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    let values = [
        mail.invitation.into(),
        mail.nth.into(),
        mail.survey.as_str().into(),
        mail.identifier.into(),
        mail.state.as_str().into(),
        mail.attempts.into(),
        mail.next_at.into(),
        mail.error.as_deref().into(),
        mail.made_at.into(),
    ];
    tx.execute(&sql, &values).map(drop)
}

/// The mails that are due, the oldest first.
pub(super) fn due(tx: &mut dyn Tx, now: Timestamp, limit: usize) -> Result<Vec<Mail>> {
    let sql =
        format!("SELECT {COLUMNS} FROM feedback_mails WHERE state = $1 AND next_at <= $2 ORDER BY next_at LIMIT $3");
    let rows = tx.query(&sql, &[State::Waiting.as_str().into(), now.into(), limit.into()])?;
    rows.iter().map(read).collect()
}

/// Writes what became of a mail, unless somebody else was faster. Returns whether it was written.
pub(super) fn change(tx: &mut dyn Tx, before: &Mail, after: &Mail) -> Result<bool> {
    let sql = "UPDATE feedback_mails SET state = $3, attempts = $4, next_at = $5, error = $6
         WHERE invitation = $1 AND nth = $2 AND state = $7 AND attempts = $8";
    let values = [
        before.invitation.into(),
        before.nth.into(),
        after.state.as_str().into(),
        after.attempts.into(),
        after.next_at.into(),
        after.error.as_deref().into(),
        before.state.as_str().into(),
        before.attempts.into(),
    ];
    Ok(tx.execute(sql, &values)? > 0)
}

/// How many mails of a survey that were made between two moments are in which state.
pub(super) fn counts(
    tx: &mut dyn Tx,
    survey: &str,
    (from, until): (Timestamp, Timestamp),
) -> Result<BTreeMap<State, u64>> {
    let sql = "SELECT state, count(*) FROM feedback_mails WHERE survey = $1 AND made_at >= $2 AND made_at < $3
         GROUP BY state";
    let rows = tx.query(sql, &[survey.into(), from.into(), until.into()])?;
    rows.iter().map(|row| Ok((state(row.text(0)?)?, row.unsigned(1)?))).collect()
}

/// Notes that a mail that was sent came back, and refuses those that wait for its address.
pub(super) fn bounced(tx: &mut dyn Tx, invitation: u64, address: IdentifierNo) -> Result<()> {
    let sql = "UPDATE feedback_mails SET state = $3, error = 'bounced'
         WHERE identifier = $1 AND (invitation = $2 OR state = $4)";
    let (refused, waiting) = (State::Refused.as_str(), State::Waiting.as_str());
    tx.execute(sql, &[address.into(), invitation.into(), refused.into(), waiting.into()]).map(drop)
}

/// Removes the mails of identifiers. Returns how many there were.
pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    let mut removed = 0;
    for identifier in identifiers {
        removed += tx.execute("DELETE FROM feedback_mails WHERE identifier = $1", &[(*identifier).into()])?;
    }
    Ok(removed)
}

fn state(name: &str) -> Result<State> {
    State::ALL
        .into_iter()
        .find(|state| state.as_str() == name)
        .ok_or_else(|| Error::Damaged("a mail's state".to_owned()))
}

fn read(row: &Row) -> Result<Mail> {
    Ok(Mail {
        invitation: row.unsigned(0)?,
        nth: u32::try_from(row.int(1)?).map_err(|_| Error::Damaged("a mail's number".to_owned()))?,
        survey: row.string(2)?,
        identifier: IdentifierNo(row.unsigned(3)?),
        state: state(row.text(4)?)?,
        attempts: u32::try_from(row.int(5)?).map_err(|_| Error::Damaged("a mail's attempts".to_owned()))?,
        next_at: row.time(6)?,
        error: row.opt_text(7).map(str::to_owned),
        made_at: row.time(8)?,
    })
}
