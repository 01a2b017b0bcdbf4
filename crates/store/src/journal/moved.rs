//! A journal that came into another PostgreSQL cluster, as `pg_dump` and `pg_restore` bring it.
//!
//! The order of the journal is that of transaction numbers, which are a cluster's own. In a cluster that has not come
//! as far, new frames would stand before the old ones and never be folded. A row that can be seen was committed here
//! below the snapshot's end; one that stands beyond it was committed elsewhere. Where there is none, all that will be
//! written comes behind all that is there, wherever that is from.

use crate::migrate::Migration;
use crate::{Db, Dialect, Result, Tx};

const FROM_ELSEWHERE: &str = "SELECT greatest((SELECT max(xid) FROM journal), (SELECT max(xid) FROM fold_cursor))
    >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

/// Where the journal comes from another cluster: puts it before all that will be written here, in the order of its
/// frames, and empties the folds, which are then made anew. Returns whether that was so.
///
/// # Errors
/// What the database says.
pub(crate) fn settle(db: &Db, fold_steps: &[&[Migration]]) -> Result<bool> {
    if db.dialect() == Dialect::Sqlite || !db.read_blocking(is_from_elsewhere)? {
        return Ok(false);
    }
    let folds = tables(fold_steps).into_iter().filter(|table| *table != "fold_cursor");
    let truncate = format!("TRUNCATE {}", folds.collect::<Vec<_>>().join(", "));
    db.write_blocking(move |tx| {
        // The lock of the migrations: of several servers that start at once, one does it.
        tx.query("SELECT 1 FROM (SELECT pg_advisory_xact_lock(7070001)) AS locked", &[])?;
        if !is_from_elsewhere(tx)? {
            return Ok(false);
        }
        tx.execute("UPDATE journal SET xid = 0", &[])?;
        tx.execute("UPDATE fold_cursor SET xid = 0, frame = 0", &[])?;
        tx.execute(&truncate, &[])?;
        Ok(true)
    })
}

fn is_from_elsewhere(tx: &mut dyn Tx) -> Result<bool> {
    Ok(tx.query_int(&format!("SELECT CASE WHEN ({FROM_ELSEWHERE}) THEN 1 ELSE 0 END"), &[])? == 1)
}

/// The tables that steps make in PostgreSQL.
fn tables<'a>(steps: &[&'a [Migration]]) -> Vec<&'a str> {
    let there = steps.iter().flat_map(|slice| slice.iter()).filter(|step| step.only != Some(Dialect::Sqlite));
    let made = there.flat_map(|step| step.sql.split("CREATE TABLE ").skip(1));
    made.filter_map(|text| text.split([' ', '(']).next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_named_by_their_steps() {
        const STEPS: &[Migration] = &[
            Migration::new(
                "a_1",
                "CREATE TABLE one (id {serial}); CREATE INDEX x ON one (id); CREATE TABLE two(b TEXT)",
            ),
            Migration::only(Dialect::Sqlite, "a_2", "CREATE TABLE three (id BIGINT)"),
        ];
        assert_eq!(tables(&[STEPS]), ["one", "two"]);
    }
}
