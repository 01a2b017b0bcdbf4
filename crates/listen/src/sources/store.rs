//! The sources' table.

use kernel::{Purpose, Relation, SourceNo, Timestamp};
use store::{Migration, Result, Row, Tx};

use super::model::{Source, SourceChange};

pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "sources_1",
    "CREATE TABLE sources (number {serial}, name TEXT NOT NULL UNIQUE, purpose TEXT NOT NULL, channel TEXT,
        department TEXT, relation TEXT, mapping TEXT, mapping_version BIGINT NOT NULL, created_at BIGINT NOT NULL)",
)];

const COLUMNS: &str = "number, name, purpose, channel, department, relation, mapping, mapping_version, created_at";

pub(super) fn list(tx: &mut dyn Tx) -> Result<Vec<Source>> {
    tx.query(&format!("SELECT {COLUMNS} FROM sources ORDER BY name"), &[])?.iter().map(read).collect()
}

pub(super) fn ensure(tx: &mut dyn Tx, name: &str, now: Timestamp) -> Result<Source> {
    tx.execute(
        "INSERT INTO sources (name, purpose, mapping_version, created_at) VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING",
        &[name.into(), super::usual_purpose().as_str().into(), now.into()],
    )?;
    let rows = tx.query(&format!("SELECT {COLUMNS} FROM sources WHERE name = $1"), &[name.into()])?;
    read(&rows[0])
}

pub(super) fn change(tx: &mut dyn Tx, number: SourceNo, change: &SourceChange) -> Result<()> {
    if let Some(purpose) = &change.purpose {
        tx.execute("UPDATE sources SET purpose = $1 WHERE number = $2", &[purpose.as_str().into(), number.into()])?;
    }
    for (column, value) in [("channel", &change.channel), ("department", &change.department)] {
        if let Some(value) = value {
            let value = Some(value.as_str()).filter(|value| !value.is_empty());
            tx.execute(&format!("UPDATE sources SET {column} = $1 WHERE number = $2"), &[value.into(), number.into()])?;
        }
    }
    if let Some(relation) = change.relation {
        tx.execute("UPDATE sources SET relation = $1 WHERE number = $2", &[relation.as_str().into(), number.into()])?;
    }
    if let Some(mapping) = &change.mapping {
        let mapping = Some(mapping.as_str()).filter(|mapping| !mapping.trim().is_empty());
        tx.execute(
            "UPDATE sources SET mapping = $1, mapping_version = mapping_version + 1 WHERE number = $2",
            &[mapping.into(), number.into()],
        )?;
    }
    Ok(())
}

fn read(row: &Row) -> Result<Source> {
    Ok(Source {
        number: SourceNo(row.unsigned(0)?),
        name: row.string(1)?,
        purpose: Purpose::new(row.text(2)?),
        channel: row.opt_text(3).map(str::to_owned),
        department: row.opt_text(4).map(str::to_owned),
        relation: row.opt_text(5).and_then(Relation::parse),
        mapping: row.opt_text(6).map(str::to_owned),
        mapping_version: row.unsigned(7)?,
        created_at: row.time(8)?,
    })
}
