//! Which frames were written anew: whoever keeps copies of the journal makes those anew that hold such a frame.

use super::Cursor;
use crate::migrate::Migration;
use crate::value::Value;
use crate::{Dialect, Result, Tx};

/// Numbers only ever grow, also when nothing is noted any more.
pub(super) const MIGRATION: Migration = Migration::new(
    "journal_2",
    "CREATE TABLE journal_rewritten (number {serial}, frame BIGINT NOT NULL);
     CREATE UNIQUE INDEX journal_rewritten_frame ON journal_rewritten (frame)",
);

/// A frame that was written anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// The note's number: one frame written anew twice has a later one. Those who write frames anew take turns.
    pub number: u64,
    /// Where the frame stands.
    pub place: Cursor,
}

/// Notes that a frame was written anew, in the transaction that does it.
pub(super) fn note(tx: &mut dyn Tx, frame: u64) -> Result<()> {
    tx.execute("DELETE FROM journal_rewritten WHERE frame = $1", &[frame.into()])?;
    tx.execute("INSERT INTO journal_rewritten (frame) VALUES ($1)", &[frame.into()])?;
    Ok(())
}

/// The notes after a number, at most `limit`.
///
/// # Errors
/// What the database says.
pub fn rewritten_after(tx: &mut dyn Tx, number: u64, limit: usize) -> Result<Vec<Rewritten>> {
    let sql = "SELECT n.number, j.xid, j.frame FROM journal_rewritten n JOIN journal j ON j.frame = n.frame
        WHERE n.number > $1 ORDER BY n.number LIMIT $2";
    let rows = tx.query(sql, &[number.into(), limit.into()])?;
    let note = |row: &crate::Row| {
        Ok(Rewritten { number: row.unsigned(0)?, place: Cursor { xid: row.int(1)?, frame: row.unsigned(2)? } })
    };
    rows.iter().map(note).collect()
}

/// The number of the last note that was ever written.
///
/// # Errors
/// What the database says.
pub fn last_rewritten(tx: &mut dyn Tx) -> Result<u64> {
    let sql = match tx.dialect() {
        Dialect::Sqlite => "SELECT seq FROM sqlite_sequence WHERE name = 'journal_rewritten'",
        Dialect::Postgres => "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM journal_rewritten_number_seq",
    };
    Ok(tx.query_int(sql, &[])?.unsigned_abs())
}

/// Everybody who keeps copies has made them anew up to a number.
///
/// # Errors
/// What the database says.
pub fn forget_rewritten(tx: &mut dyn Tx, up_to: u64) -> Result<()> {
    tx.execute("DELETE FROM journal_rewritten WHERE number <= $1", &[Value::from(up_to)])?;
    Ok(())
}
