//! When backups were handed out whole.

use kernel::Timestamp;
use store::{Migration, Result, Tx};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::new(
    "backups_1",
    "CREATE TABLE backups (id {serial}, begun_at BIGINT NOT NULL, ended_at BIGINT NOT NULL, bytes BIGINT NOT NULL)",
)];

/// Notes a backup that is whole: everything up to `begun_at` is in it.
pub(super) fn note(tx: &mut dyn Tx, begun_at: Timestamp, ended_at: Timestamp, bytes: u64) -> Result<()> {
    let sql = "INSERT INTO backups (begun_at, ended_at, bytes) VALUES ($1, $2, $3)";
    tx.execute(sql, &[begun_at.into(), ended_at.into(), bytes.into()])?;
    Ok(())
}

/// Notes that the store itself came out of a backup: everything up to `begun_at` is in that.
///
/// # Errors
/// What the database says.
pub(crate) fn note_restored(tx: &mut dyn Tx, begun_at: Timestamp, restored_at: Timestamp) -> Result<()> {
    note(tx, begun_at, restored_at, 0)
}

/// Up to when everything is in the latest backup.
///
/// # Errors
/// What the database says.
pub(crate) fn latest(tx: &mut dyn Tx) -> Result<Option<Timestamp>> {
    let row = tx.query_one("SELECT max(begun_at) FROM backups", &[])?;
    Ok(row.and_then(|row| row.opt_int(0)).map(Timestamp))
}
