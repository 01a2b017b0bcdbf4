//! The table of versions.

use store::{Error, Migration, Result, Row, Tx};

use super::{Definition, Version};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::new(
    "versions_1",
    "CREATE TABLE versions (kind TEXT NOT NULL, name TEXT NOT NULL, version BIGINT NOT NULL, definition TEXT,
        changed_by TEXT NOT NULL, changed_at BIGINT NOT NULL, reason TEXT NOT NULL,
        PRIMARY KEY (kind, name, version))",
)];

/// The newest version of each that has not ended, by name.
pub(super) fn newest<D: Definition>(tx: &mut dyn Tx) -> Result<Vec<(String, Version<D>)>> {
    let sql = "SELECT version, definition, changed_by, changed_at, reason, name FROM versions AS one
         WHERE kind = $1 AND definition IS NOT NULL AND version =
             (SELECT max(version) FROM versions AS other WHERE other.kind = one.kind AND other.name = one.name)";
    let rows = tx.query(sql, &[D::KIND.into()])?;
    let mut found = rows.iter().map(|row| Ok((row.string(5)?, read(row)?))).collect::<Result<Vec<_>>>()?;
    found.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(found)
}

/// All versions of one, the oldest first.
pub(super) fn all<D: Definition>(tx: &mut dyn Tx, name: &str) -> Result<Vec<Version<D>>> {
    let sql = "SELECT version, definition, changed_by, changed_at, reason FROM versions
         WHERE kind = $1 AND name = $2 ORDER BY version";
    tx.query(sql, &[D::KIND.into(), name.into()])?.iter().map(read).collect()
}

/// Keeps a version; returns whether its number was still free. On PostgreSQL another server may have taken it.
pub(super) fn insert<D: Definition>(tx: &mut dyn Tx, name: &str, version: &Version<D>) -> Result<bool> {
    let definition = version.definition.as_ref();
    let definition = definition.map(|said| serde_json::to_string(said).expect("definitions can be written as JSON"));
    let sql = "INSERT INTO versions (kind, name, version, definition, changed_by, changed_at, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, name, version) DO NOTHING";
    let values = [
        D::KIND.into(),
        name.into(),
        version.number.into(),
        definition.into(),
        version.changed_by.as_str().into(),
        version.changed_at.into(),
        version.reason.as_str().into(),
    ];
    Ok(tx.execute(sql, &values)? > 0)
}

fn read<D: Definition>(row: &Row) -> Result<Version<D>> {
    let damaged = |said: String| Error::Damaged(format!("a version of a {}: {said}", D::ONE));
    let definition = row.opt_text(1).map(serde_json::from_str).transpose();
    Ok(Version {
        number: u32::try_from(row.int(0)?).map_err(|error| damaged(error.to_string()))?,
        definition: definition.map_err(|error| damaged(error.to_string()))?,
        changed_by: row.string(2)?,
        changed_at: row.time(3)?,
        reason: row.string(4)?,
    })
}
