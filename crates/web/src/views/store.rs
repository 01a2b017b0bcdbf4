//! The table of saved views.

use kernel::Timestamp;
use store::{Error, Migration, Result, Row, Tx};

use super::model::{Address, NewView, View, ViewName};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::new(
    "views_1",
    "CREATE TABLE views_saved (id {serial}, name TEXT NOT NULL, address TEXT NOT NULL, owner TEXT,
        shared BIGINT NOT NULL, created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL);
     CREATE INDEX views_saved_owner ON views_saved (owner)",
)];

const COLUMNS: &str = "id, name, address, owner, shared, created_at, changed_at";

/// The views that somebody sees, in no order.
pub(super) fn seen_by(tx: &mut dyn Tx, owner: &str) -> Result<Vec<View>> {
    let sql = format!("SELECT {COLUMNS} FROM views_saved WHERE shared = 1 OR owner = $1");
    tx.query(&sql, &[owner.into()])?.iter().map(read).collect()
}

/// All views.
pub(super) fn all(tx: &mut dyn Tx) -> Result<Vec<View>> {
    tx.query(&format!("SELECT {COLUMNS} FROM views_saved ORDER BY id"), &[])?.iter().map(read).collect()
}

pub(super) fn get(tx: &mut dyn Tx, id: i64) -> Result<Option<View>> {
    let row = tx.query_one(&format!("SELECT {COLUMNS} FROM views_saved WHERE id = $1"), &[id.into()])?;
    row.as_ref().map(read).transpose()
}

/// How many views somebody has.
pub(super) fn count(tx: &mut dyn Tx, owner: &str) -> Result<u64> {
    let count = tx.query_int("SELECT count(*) FROM views_saved WHERE owner = $1", &[owner.into()])?;
    Ok(count.unsigned_abs())
}

pub(super) fn insert(tx: &mut dyn Tx, owner: &str, new: &NewView, now: Timestamp) -> Result<View> {
    let sql = format!(
        "INSERT INTO views_saved (name, address, owner, shared, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $5) RETURNING {COLUMNS}"
    );
    let values = [new.name.as_str().into(), new.address.as_str().into(), owner.into(), new.shared.into(), now.into()];
    read(&tx.query(&sql, &values)?[0])
}

/// Writes what can be changed.
pub(super) fn update(tx: &mut dyn Tx, view: &View) -> Result<()> {
    let sql = "UPDATE views_saved SET name = $1, address = $2, shared = $3, changed_at = $4 WHERE id = $5";
    let values = [
        view.name.as_str().into(),
        view.address.as_str().into(),
        view.shared.into(),
        view.changed_at.into(),
        view.id.into(),
    ];
    tx.execute(sql, &values)?;
    Ok(())
}

pub(super) fn remove(tx: &mut dyn Tx, id: i64) -> Result<()> {
    tx.execute("DELETE FROM views_saved WHERE id = $1", &[id.into()])?;
    Ok(())
}

/// A user is gone: what they shared stays without them, the rest goes.
pub(crate) fn leave(tx: &mut dyn Tx, owner: &str) -> Result<()> {
    tx.execute("DELETE FROM views_saved WHERE owner = $1 AND shared = 0", &[owner.into()])?;
    tx.execute("UPDATE views_saved SET owner = NULL WHERE owner = $1", &[owner.into()])?;
    Ok(())
}

fn read(row: &Row) -> Result<View> {
    let damaged = |what: &str| Error::Damaged(format!("the {what} of a saved view"));
    Ok(View {
        id: row.int(0)?,
        name: ViewName::parse(row.text(1)?).map_err(|_| damaged("name"))?,
        address: Address::parse(row.text(2)?).map_err(|_| damaged("address"))?,
        owner: row.opt_text(3).map(str::to_owned),
        shared: row.int(4)? != 0,
        created_at: row.time(5)?,
        changed_at: row.time(6)?,
    })
}
