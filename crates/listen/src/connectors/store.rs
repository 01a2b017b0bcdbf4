//! The connectors' table.

use kernel::Timestamp;
use store::{Error, Migration, Result, Row, Tx};

use super::model::Connector;

pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "connectors_1",
    "CREATE TABLE connectors (name TEXT PRIMARY KEY, settings TEXT NOT NULL, secret {bytes}, every_minutes BIGINT NOT NULL,
        paused BIGINT NOT NULL, position TEXT NOT NULL, next_at BIGINT NOT NULL, fetched_at BIGINT, error TEXT,
        failing_since BIGINT, stored BIGINT NOT NULL, made_at BIGINT NOT NULL, changed_at BIGINT NOT NULL)",
)];

const COLUMNS: &str = "name, settings, CASE WHEN secret IS NULL THEN 0 ELSE 1 END, every_minutes, paused, position,
    next_at, fetched_at, error, failing_since, stored, made_at, changed_at";

pub(super) fn list(tx: &mut dyn Tx) -> Result<Vec<Connector>> {
    tx.query(&format!("SELECT {COLUMNS} FROM connectors ORDER BY name"), &[])?.iter().map(read).collect()
}

pub(super) fn get(tx: &mut dyn Tx, name: &str) -> Result<Option<Connector>> {
    let sql = format!("SELECT {COLUMNS} FROM connectors WHERE name = $1");
    tx.query_one(&sql, &[name.into()])?.map(|row| read(&row)).transpose()
}

/// Those that look now.
pub(super) fn due(tx: &mut dyn Tx, now: Timestamp) -> Result<Vec<Connector>> {
    let sql = format!("SELECT {COLUMNS} FROM connectors WHERE paused = 0 AND next_at <= $1 ORDER BY next_at");
    tx.query(&sql, &[now.into()])?.iter().map(read).collect()
}

/// Takes one that looks at a moment, until another. Returns whether nobody else was faster.
pub(super) fn take(tx: &mut dyn Tx, name: &str, before: Timestamp, until: Timestamp) -> Result<bool> {
    let sql = "UPDATE connectors SET next_at = $3 WHERE name = $1 AND next_at = $2";
    Ok(tx.execute(sql, &[name.into(), before.into(), until.into()])? > 0)
}

/// The secret of one, encrypted.
pub(super) fn secret(tx: &mut dyn Tx, name: &str) -> Result<Option<Vec<u8>>> {
    let row = tx.query_one("SELECT secret FROM connectors WHERE name = $1", &[name.into()])?;
    Ok(row.and_then(|row| row.opt_blob(0).map(<[u8]>::to_vec)))
}

/// Keeps one as somebody wants it.
pub(super) fn put(tx: &mut dyn Tx, one: &Connector, secret: Option<&[u8]>) -> Result<()> {
    let sql =
        "INSERT INTO connectors (name, settings, every_minutes, paused, position, next_at, stored, made_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (name) DO UPDATE SET settings = excluded.settings, every_minutes = excluded.every_minutes,
             paused = excluded.paused, position = excluded.position, next_at = excluded.next_at, error = NULL,
             failing_since = NULL, changed_at = excluded.changed_at";
    let values = [
        one.name.as_str().into(),
        json(&one.from).into(),
        one.every_minutes.into(),
        i64::from(one.paused).into(),
        json(&one.position).into(),
        one.next_at.into(),
        one.stored.into(),
        one.made_at.into(),
        one.changed_at.into(),
    ];
    tx.execute(sql, &values)?;
    if let Some(secret) = secret {
        tx.execute("UPDATE connectors SET secret = $2 WHERE name = $1", &[one.name.as_str().into(), secret.into()])?;
    } else if !one.has_secret {
        tx.execute("UPDATE connectors SET secret = NULL WHERE name = $1", &[one.name.as_str().into()])?;
    }
    Ok(())
}

/// Notes what came of a look, and how much more it brought, unless somebody has changed the connector meanwhile.
pub(super) fn fetched(tx: &mut dyn Tx, one: &Connector, stored: u64) -> Result<()> {
    let sql = "UPDATE connectors SET position = $3, next_at = $4, fetched_at = $5, error = $6, failing_since = $7,
         stored = stored + $8 WHERE name = $1 AND changed_at = $2";
    let values = [
        one.name.as_str().into(),
        one.changed_at.into(),
        json(&one.position).into(),
        one.next_at.into(),
        one.fetched_at.into(),
        one.error.as_deref().into(),
        one.failing_since.into(),
        stored.into(),
    ];
    tx.execute(sql, &values).map(drop)
}

pub(super) fn remove(tx: &mut dyn Tx, name: &str) -> Result<bool> {
    Ok(tx.execute("DELETE FROM connectors WHERE name = $1", &[name.into()])? > 0)
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("settings and places can be written as JSON")
}

fn read(row: &Row) -> Result<Connector> {
    let damaged = |error: serde_json::Error| Error::Damaged(format!("a connector: {error}"));
    Ok(Connector {
        name: row.string(0)?,
        from: serde_json::from_str(row.text(1)?).map_err(damaged)?,
        has_secret: row.int(2)? == 1,
        every_minutes: row.unsigned::<u64>(3)?.try_into().unwrap_or(u32::MAX),
        paused: row.int(4)? == 1,
        position: serde_json::from_str(row.text(5)?).map_err(damaged)?,
        next_at: row.time(6)?,
        fetched_at: row.opt_int(7).map(Timestamp),
        error: row.opt_text(8).map(str::to_owned),
        failing_since: row.opt_int(9).map(Timestamp),
        stored: row.unsigned(10)?,
        made_at: row.time(11)?,
        changed_at: row.time(12)?,
    })
}
