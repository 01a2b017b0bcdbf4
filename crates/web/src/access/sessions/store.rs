//! The sessions' table.

use kernel::Timestamp;
use store::{Migration, Result, Tx, Value};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::new(
    "access_sessions_1",
    "CREATE TABLE access_sessions (hash {bytes} PRIMARY KEY, user_no BIGINT NOT NULL, created_at BIGINT NOT NULL,
        seen_at BIGINT NOT NULL);
     CREATE INDEX access_sessions_user ON access_sessions (user_no)",
)];

/// What is kept of a session, beside the hash of its token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    /// The number of its user.
    pub(super) user: i64,
    pub(super) created_at: Timestamp,
    /// When a request came with it, to the minute.
    pub(super) seen_at: Timestamp,
}

fn of_hash(hash: &[u8; 32]) -> Value {
    Value::from(hash.as_slice())
}

pub(super) fn insert(tx: &mut dyn Tx, hash: &[u8; 32], user: i64, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO access_sessions (hash, user_no, created_at, seen_at) VALUES ($1, $2, $3, $3)";
    tx.execute(sql, &[of_hash(hash), user.into(), now.into()])?;
    Ok(())
}

pub(super) fn find(tx: &mut dyn Tx, hash: &[u8; 32]) -> Result<Option<Kept>> {
    let sql = "SELECT user_no, created_at, seen_at FROM access_sessions WHERE hash = $1";
    let row = tx.query_one(sql, &[of_hash(hash)])?;
    row.map(|row| Ok(Kept { user: row.int(0)?, created_at: row.time(1)?, seen_at: row.time(2)? })).transpose()
}

pub(super) fn seen(tx: &mut dyn Tx, hash: &[u8; 32], now: Timestamp) -> Result<()> {
    tx.execute("UPDATE access_sessions SET seen_at = $1 WHERE hash = $2", &[now.into(), of_hash(hash)])?;
    Ok(())
}

pub(super) fn end(tx: &mut dyn Tx, hash: &[u8; 32]) -> Result<()> {
    tx.execute("DELETE FROM access_sessions WHERE hash = $1", &[of_hash(hash)])?;
    Ok(())
}

/// Ends all sessions of a user but one.
pub(crate) fn end_of_user(tx: &mut dyn Tx, user: i64, but: Option<[u8; 32]>) -> Result<()> {
    let but = but.map_or(Value::Blob(Some(Vec::new())), |hash| of_hash(&hash));
    tx.execute("DELETE FROM access_sessions WHERE user_no = $1 AND hash <> $2", &[user.into(), but])?;
    Ok(())
}

/// Deletes sessions that were seen last, or made, before these moments.
pub(super) fn forget_ended(tx: &mut dyn Tx, (seen, created): (Timestamp, Timestamp)) -> Result<()> {
    let sql = "DELETE FROM access_sessions WHERE seen_at <= $1 OR created_at <= $2";
    tx.execute(sql, &[seen.into(), created.into()])?;
    Ok(())
}
