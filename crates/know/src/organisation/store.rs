//! The organisation's tables.

use std::collections::BTreeSet;

use kernel::Timestamp;
use store::{ColumnType, Error, Migration, Result, Tx};

use super::Record;
use super::costs::Costs;
use super::model::{About, UnitKind};
use super::rules::{Dated, Units};

pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "organisation_1",
    "CREATE TABLE organisation_units (kind TEXT NOT NULL, name TEXT NOT NULL, valid_from BIGINT NOT NULL,
        valid_until BIGINT, about TEXT NOT NULL, PRIMARY KEY (kind, name, valid_from));
     CREATE TABLE organisation_costs (valid_from {row_id}, valid_until BIGINT, costs TEXT NOT NULL);
     CREATE TABLE organisation_version (id {row_id}, version BIGINT NOT NULL);
     INSERT INTO organisation_version (id, version) VALUES (1, 0)",
)];

/// The number of the last change.
pub(super) fn version(tx: &mut dyn Tx) -> Result<i64> {
    tx.query_int("SELECT version FROM organisation_version WHERE id = 1", &[])
}

/// Begins a change: its number. Servers that share a database take turns from here on.
pub(super) fn next_version(tx: &mut dyn Tx) -> Result<i64> {
    tx.query_int("UPDATE organisation_version SET version = version + 1 WHERE id = 1 RETURNING version", &[])
}

/// Everything that is on record.
pub(super) fn load(tx: &mut dyn Tx) -> Result<Record> {
    let mut units = Units::default();
    let sql =
        "SELECT kind, name, valid_from, valid_until, about FROM organisation_units ORDER BY kind, name, valid_from";
    for row in tx.query(sql, &[])? {
        let kind = row.text(0)?;
        let kind = UnitKind::parse(kind).ok_or_else(|| Error::Damaged(format!("{kind:?} of the organisation")))?;
        let damaged = |said: String| Error::Damaged(format!("a row of the organisation's {}: {said}", kind.as_str()));
        let about = serde_json::from_str(row.text(4)?).map_err(|error| damaged(error.to_string()))?;
        let said = About::read(kind, about).map_err(damaged)?;
        units.add(kind, row.string(1)?, Dated { from: row.time(2)?, until: row.opt_int(3).map(Timestamp), said });
    }
    let mut costs = Costs::default();
    for row in tx.query("SELECT valid_from, valid_until, costs FROM organisation_costs ORDER BY valid_from", &[])? {
        let damaged = |error: serde_json::Error| Error::Damaged(format!("a cost table: {error}"));
        let said = serde_json::from_str(row.text(2)?).map_err(damaged)?;
        costs.0.push(Dated { from: row.time(0)?, until: row.opt_int(1).map(Timestamp), said });
    }
    Ok(Record { version: version(tx)?, units, costs })
}

/// Keeps what is on record now of some units.
pub(super) fn save_units(tx: &mut dyn Tx, units: &Units, changed: &BTreeSet<(UnitKind, String)>) -> Result<()> {
    let mut rows = Vec::new();
    for (kind, name) in changed {
        let sql = "DELETE FROM organisation_units WHERE kind = $1 AND name = $2";
        tx.execute(sql, &[kind.as_str().into(), name.as_str().into()])?;
        for row in units.history(*kind, name) {
            let about = serde_json::to_string(&row.said).expect("texts can be written as JSON");
            rows.push(vec![
                kind.as_str().into(),
                name.as_str().into(),
                row.from.into(),
                row.until.into(),
                about.into(),
            ]);
        }
    }
    let columns = [
        ("kind", ColumnType::Text),
        ("name", ColumnType::Text),
        ("valid_from", ColumnType::Int),
        ("valid_until", ColumnType::Int),
        ("about", ColumnType::Text),
    ];
    tx.insert_many("organisation_units", &columns, &mut rows.into_iter(), "")?;
    Ok(())
}

/// Keeps the cost tables that are on record now.
pub(super) fn save_costs(tx: &mut dyn Tx, costs: &Costs) -> Result<()> {
    tx.execute("DELETE FROM organisation_costs", &[])?;
    for row in &costs.0 {
        let table = serde_json::to_string(&row.said).expect("texts and numbers can be written as JSON");
        tx.execute(
            "INSERT INTO organisation_costs (valid_from, valid_until, costs) VALUES ($1, $2, $3)",
            &[row.from.into(), row.until.into(), table.into()],
        )?;
    }
    Ok(())
}
