//! The table of designs.

use store::{Error, Migration, Result, Row, Tx};

use super::model::Version;

pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "designs_1",
    "CREATE TABLE designs_versions (name TEXT NOT NULL, version BIGINT NOT NULL, definition TEXT,
        changed_by TEXT NOT NULL, changed_at BIGINT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (name, version))",
)];

/// The newest version of each design that has not ended, by name.
pub(super) fn newest(tx: &mut dyn Tx) -> Result<Vec<(String, Version)>> {
    let sql = "SELECT version, definition, changed_by, changed_at, reason, name FROM designs_versions AS one
         WHERE definition IS NOT NULL
             AND version = (SELECT max(version) FROM designs_versions AS other WHERE other.name = one.name)";
    let rows = tx.query(sql, &[])?;
    let mut designs = rows.iter().map(|row| Ok((row.string(5)?, read(row)?))).collect::<Result<Vec<_>>>()?;
    designs.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(designs)
}

/// All versions of a design, the oldest first.
pub(super) fn versions(tx: &mut dyn Tx, name: &str) -> Result<Vec<Version>> {
    let sql = "SELECT version, definition, changed_by, changed_at, reason FROM designs_versions WHERE name = $1
         ORDER BY version";
    tx.query(sql, &[name.into()])?.iter().map(read).collect()
}

/// Keeps a version; returns whether its number was still free. On PostgreSQL another server may have taken it.
pub(super) fn insert(tx: &mut dyn Tx, name: &str, version: &Version) -> Result<bool> {
    let definition = version.definition.as_ref();
    let definition =
        definition.map(|said| serde_json::to_string(said).expect("texts and lists can be written as JSON"));
    let sql = "INSERT INTO designs_versions (name, version, definition, changed_by, changed_at, reason)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name, version) DO NOTHING";
    let values = [
        name.into(),
        version.number.into(),
        definition.into(),
        version.changed_by.as_str().into(),
        version.changed_at.into(),
        version.reason.as_str().into(),
    ];
    Ok(tx.execute(sql, &values)? > 0)
}

fn read(row: &Row) -> Result<Version> {
    let damaged = |said: String| Error::Damaged(format!("a version of a design: {said}"));
    let definition = row.opt_text(1).map(serde_json::from_str).transpose();
    Ok(Version {
        number: u32::try_from(row.int(0)?).map_err(|error| damaged(error.to_string()))?,
        definition: definition.map_err(|error| damaged(error.to_string()))?,
        changed_by: row.string(2)?,
        changed_at: row.time(3)?,
        reason: row.string(4)?,
    })
}
