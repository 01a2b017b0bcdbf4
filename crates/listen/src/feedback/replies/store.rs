//! Which messages were answers, and which addresses are dead.

use kernel::{IdentifierNo, Timestamp};
use store::{Migration, Result, Tx};

pub(in crate::feedback) const MIGRATIONS: &[Migration] = &[Migration::new(
    "feedback_replies_1",
    "CREATE TABLE feedback_heard (key {bytes} PRIMARY KEY, heard_at BIGINT NOT NULL);
     CREATE TABLE feedback_bounced (identifier BIGINT PRIMARY KEY, bounced_at BIGINT NOT NULL)",
)];

pub(super) fn note_heard(tx: &mut dyn Tx, key: &[u8; 16], at: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO feedback_heard (key, heard_at) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING";
    Ok(tx.execute(sql, &[key.as_slice().into(), at.into()])? > 0)
}

pub(super) fn was_heard(tx: &mut dyn Tx, key: &[u8; 16]) -> Result<bool> {
    let sql = "SELECT heard_at FROM feedback_heard WHERE key = $1";
    Ok(tx.query_one(sql, &[key.as_slice().into()])?.is_some())
}

pub(super) fn forget(tx: &mut dyn Tx, before: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM feedback_heard WHERE heard_at < $1", &[before.into()])
}

pub(super) fn note_bounced(tx: &mut dyn Tx, address: IdentifierNo, at: Timestamp) -> Result<()> {
    let sql =
        "INSERT INTO feedback_bounced (identifier, bounced_at) VALUES ($1, $2) ON CONFLICT (identifier) DO NOTHING";
    tx.execute(sql, &[address.into(), at.into()]).map(drop)
}

pub(super) fn is_bounced(tx: &mut dyn Tx, address: IdentifierNo) -> Result<bool> {
    let sql = "SELECT bounced_at FROM feedback_bounced WHERE identifier = $1";
    Ok(tx.query_one(sql, &[address.into()])?.is_some())
}

pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    let mut removed = 0;
    for identifier in identifiers {
        removed += tx.execute("DELETE FROM feedback_bounced WHERE identifier = $1", &[(*identifier).into()])?;
    }
    Ok(removed)
}
