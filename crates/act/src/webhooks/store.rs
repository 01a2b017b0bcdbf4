//! The tables of webhooks and of what goes out.

use kernel::Timestamp;
use store::{Error, Migration, Result, Row, Tx, Value};

use super::model::{Delivery, DeliveryState, Told, Webhook};

pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "webhooks_1",
    "CREATE TABLE webhooks (name TEXT PRIMARY KEY, url TEXT NOT NULL, secret {bytes} NOT NULL, made_at BIGINT NOT NULL,
        changed_at BIGINT NOT NULL);
     CREATE TABLE webhooks_deliveries (number {serial}, webhook TEXT, email TEXT, event TEXT NOT NULL, about BIGINT,
        body TEXT NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL, next_at BIGINT NOT NULL, answer TEXT,
        made_at BIGINT NOT NULL);
     CREATE INDEX webhooks_deliveries_due ON webhooks_deliveries (state, next_at);
     CREATE INDEX webhooks_deliveries_about ON webhooks_deliveries (about)",
)];

const WEBHOOK: &str = "name, url, secret, made_at, changed_at";
const DELIVERY: &str = "number, webhook, email, event, body, state, attempts, next_at, answer, made_at";

pub(super) fn all(tx: &mut dyn Tx) -> Result<Vec<Webhook>> {
    let mut all: Vec<Webhook> =
        tx.query(&format!("SELECT {WEBHOOK} FROM webhooks"), &[])?.iter().map(webhook).collect::<Result<_>>()?;
    all.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(all)
}

pub(super) fn get(tx: &mut dyn Tx, name: &str) -> Result<Option<Webhook>> {
    let row = tx.query_one(&format!("SELECT {WEBHOOK} FROM webhooks WHERE name = $1"), &[name.into()])?;
    row.as_ref().map(webhook).transpose()
}

/// Makes a webhook or changes it; without a secret it keeps its own.
pub(super) fn put(tx: &mut dyn Tx, (name, url): (&str, &str), secret: Option<&[u8]>, now: Timestamp) -> Result<()> {
    let Some(secret) = secret else {
        let sql = "UPDATE webhooks SET url = $2, changed_at = $3 WHERE name = $1";
        return tx.execute(sql, &[name.into(), url.into(), now.into()]).map(drop);
    };
    let sql = "INSERT INTO webhooks (name, url, secret, made_at, changed_at) VALUES ($1, $2, $3, $4, $4)
         ON CONFLICT (name) DO UPDATE SET url = $2, secret = $3, changed_at = $4";
    tx.execute(sql, &[name.into(), url.into(), secret.into(), now.into()]).map(drop)
}

/// Removes a webhook and gives up what waits for it. Returns whether there was one.
pub(super) fn remove(tx: &mut dyn Tx, name: &str, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE webhooks_deliveries SET state = $2, answer = $3, next_at = $4 WHERE webhook = $1 AND state = $5";
    let values = [
        name.into(),
        DeliveryState::GivenUp.as_str().into(),
        "the webhook was removed".into(),
        now.into(),
        DeliveryState::Waiting.as_str().into(),
    ];
    tx.execute(sql, &values)?;
    Ok(tx.execute("DELETE FROM webhooks WHERE name = $1", &[name.into()])? > 0)
}

/// Notes a message to be sent at once, and returns its number.
pub(super) fn insert(tx: &mut dyn Tx, told: &Told, body: &str, now: Timestamp) -> Result<u64> {
    let sql = "INSERT INTO webhooks_deliveries (webhook, email, event, about, body, state, attempts, next_at, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $7) RETURNING number";
    let values = [
        told.webhook.as_deref().into(),
        told.email.as_deref().into(),
        told.event.into(),
        told.about.map_or(Value::Int(None), Value::from),
        body.into(),
        DeliveryState::Waiting.as_str().into(),
        now.into(),
    ];
    tx.query(sql, &values)?[0].unsigned(0)
}

/// The messages that are due, the oldest first.
pub(super) fn due(tx: &mut dyn Tx, now: Timestamp, limit: usize) -> Result<Vec<Delivery>> {
    let sql = format!(
        "SELECT {DELIVERY} FROM webhooks_deliveries WHERE state = $1 AND next_at <= $2 ORDER BY next_at, number LIMIT $3"
    );
    let rows = tx.query(&sql, &[DeliveryState::Waiting.as_str().into(), now.into(), limit.into()])?;
    rows.iter().map(read).collect()
}

pub(super) fn delivery(tx: &mut dyn Tx, number: u64) -> Result<Option<Delivery>> {
    let sql = format!("SELECT {DELIVERY} FROM webhooks_deliveries WHERE number = $1");
    tx.query_one(&sql, &[number.into()])?.as_ref().map(read).transpose()
}

/// Messages before a number, newest first, and how many there are in all.
pub(super) fn list(
    tx: &mut dyn Tx,
    (webhook, state): (Option<&str>, Option<DeliveryState>),
    (before, limit): (u64, usize),
) -> Result<(Vec<Delivery>, u64)> {
    let state = state.map(DeliveryState::as_str);
    let wanted = "($1 IS NULL OR webhook = $1) AND ($2 IS NULL OR state = $2)";
    let sql = format!(
        "SELECT {DELIVERY} FROM webhooks_deliveries WHERE {wanted} AND number < $3 ORDER BY number DESC LIMIT $4"
    );
    let rows = tx.query(&sql, &[webhook.into(), state.into(), before.into(), limit.into()])?;
    let sql = format!("SELECT count(*) FROM webhooks_deliveries WHERE {wanted}");
    let total = tx.query_int(&sql, &[webhook.into(), state.into()])?;
    Ok((rows.iter().map(read).collect::<Result<_>>()?, total.unsigned_abs()))
}

/// How many messages to each webhook are in a state.
pub(super) fn counts(tx: &mut dyn Tx, state: DeliveryState) -> Result<Vec<(String, u64)>> {
    let sql = "SELECT webhook, count(*) FROM webhooks_deliveries WHERE state = $1 AND webhook IS NOT NULL
         GROUP BY webhook";
    let rows = tx.query(sql, &[state.as_str().into()])?;
    rows.iter().map(|row| Ok((row.string(0)?, row.unsigned(1)?))).collect()
}

/// Writes what became of a message, unless somebody else was faster. Returns whether it was written.
pub(super) fn change(tx: &mut dyn Tx, before: &Delivery, after: &Delivery) -> Result<bool> {
    let sql = "UPDATE webhooks_deliveries SET state = $2, attempts = $3, next_at = $4, answer = $5
         WHERE number = $1 AND state = $6 AND attempts = $7";
    let values = [
        before.number.into(),
        after.state.as_str().into(),
        after.attempts.into(),
        after.next_at.into(),
        after.answer.as_deref().into(),
        before.state.as_str().into(),
        before.attempts.into(),
    ];
    Ok(tx.execute(sql, &values)? > 0)
}

pub(super) fn remove_about(tx: &mut dyn Tx, about: &[u64]) -> Result<u64> {
    let mut removed = 0;
    for number in about {
        removed += tx.execute("DELETE FROM webhooks_deliveries WHERE about = $1", &[(*number).into()])?;
    }
    Ok(removed)
}

/// Forgets what came to its end before a moment. Returns how much that was.
pub(super) fn forget(tx: &mut dyn Tx, before: Timestamp) -> Result<u64> {
    let sql = "DELETE FROM webhooks_deliveries WHERE state <> $1 AND next_at < $2";
    tx.execute(sql, &[DeliveryState::Waiting.as_str().into(), before.into()])
}

fn webhook(row: &Row) -> Result<Webhook> {
    let secret = row.opt_blob(2).ok_or_else(|| Error::Damaged("a webhook's secret".to_owned()))?;
    Ok(Webhook {
        name: row.string(0)?,
        url: row.string(1)?,
        secret: secret.to_vec(),
        made_at: row.time(3)?,
        changed_at: row.time(4)?,
    })
}

fn read(row: &Row) -> Result<Delivery> {
    let damaged = |what: &str| Error::Damaged(format!("a delivery's {what}"));
    let state = row.text(5)?;
    let state = DeliveryState::ALL.into_iter().find(|known| known.as_str() == state);
    Ok(Delivery {
        number: row.unsigned(0)?,
        webhook: row.opt_text(1).map(str::to_owned),
        email: row.opt_text(2).map(str::to_owned),
        event: row.string(3)?,
        body: row.string(4)?,
        state: state.ok_or_else(|| damaged("state"))?,
        attempts: u32::try_from(row.int(6)?).map_err(|_| damaged("attempts"))?,
        next_at: row.time(7)?,
        answer: row.opt_text(8).map(str::to_owned),
        made_at: row.time(9)?,
    })
}
