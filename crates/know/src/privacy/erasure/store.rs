//! The erasures' table.

use kernel::{Part, Timestamp};
use store::{Error, Migration, Result, Row, Tx, Value};

use super::model::{Erasure, Mode, Stage};
use crate::identity::PersonNo;

pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::new(
    "privacy_erasures_1",
    "CREATE TABLE privacy_erasures (id {serial}, token TEXT NOT NULL UNIQUE, stage TEXT NOT NULL, mode TEXT NOT NULL,
        person BIGINT NOT NULL, parts TEXT NOT NULL, requested_by TEXT NOT NULL, reason TEXT NOT NULL,
        requested_at BIGINT NOT NULL, hidden_at BIGINT, destroyed_at BIGINT, changed TEXT NOT NULL)",
    ),
    Migration::new("privacy_erasures_2", "ALTER TABLE privacy_erasures ADD COLUMN request BIGINT"),
];

const COLUMNS: &str =
    "id, token, stage, mode, person, parts, requested_by, reason, requested_at, hidden_at, destroyed_at, changed,
    request";

fn keep_parts(parts: &[Part]) -> Result<String> {
    serde_json::to_string(parts).map_err(|error| Error::Unexpected(error.to_string()))
}

pub(super) fn insert(
    tx: &mut dyn Tx,
    person: PersonNo,
    mode: Mode,
    parts: &[Part],
    said: (&str, &str, Option<i64>),
    now: Timestamp,
) -> Result<i64> {
    let token = format!("{:032x}", rand::random::<u128>());
    insert_as(tx, &token, person, mode, parts, said, now)
}

pub(super) fn insert_as(
    tx: &mut dyn Tx,
    token: &str,
    person: PersonNo,
    mode: Mode,
    parts: &[Part],
    (by, reason, request): (&str, &str, Option<i64>),
    now: Timestamp,
) -> Result<i64> {
    tx.query_int(
        "INSERT INTO privacy_erasures (token, stage, mode, person, parts, requested_by, reason, requested_at, changed,
            request)
         VALUES ($1, 'proposed', $2, $3, $4, $5, $6, $7, '{}', $8) RETURNING id",
        &[
            token.into(),
            mode.as_str().into(),
            person.0.into(),
            keep_parts(parts)?.into(),
            by.into(),
            reason.into(),
            now.into(),
            request.into(),
        ],
    )
}

pub(super) fn get(tx: &mut dyn Tx, id: i64) -> Result<Option<Erasure>> {
    let sql = format!("SELECT {COLUMNS} FROM privacy_erasures WHERE id = $1");
    tx.query_one(&sql, &[id.into()])?.as_ref().map(read).transpose()
}

pub(super) fn by_token(tx: &mut dyn Tx, token: &str) -> Result<Option<Erasure>> {
    let sql = format!("SELECT {COLUMNS} FROM privacy_erasures WHERE token = $1");
    tx.query_one(&sql, &[token.into()])?.as_ref().map(read).transpose()
}

pub(super) fn list(tx: &mut dyn Tx, before: Option<i64>, limit: usize) -> Result<(Vec<Erasure>, u64)> {
    let total = tx.query_int("SELECT count(*) FROM privacy_erasures", &[])?.unsigned_abs();
    let sql = format!("SELECT {COLUMNS} FROM privacy_erasures WHERE id < $1 ORDER BY id DESC LIMIT $2");
    let rows = tx.query(&sql, &[before.unwrap_or(i64::MAX).into(), limit.into()])?;
    Ok((rows.iter().map(read).collect::<Result<_>>()?, total))
}

pub(super) fn hidden(tx: &mut dyn Tx) -> Result<Vec<Erasure>> {
    let sql = format!("SELECT {COLUMNS} FROM privacy_erasures WHERE stage = 'hidden' ORDER BY id");
    tx.query(&sql, &[])?.iter().map(read).collect()
}

pub(super) fn delete(tx: &mut dyn Tx, id: i64) -> Result<()> {
    tx.execute("DELETE FROM privacy_erasures WHERE id = $1 AND stage = 'proposed'", &[id.into()]).map(drop)
}

pub(super) fn hide(tx: &mut dyn Tx, id: i64, parts: &[Part], now: Timestamp) -> Result<()> {
    let sql = "UPDATE privacy_erasures SET stage = 'hidden', parts = $1, hidden_at = $2 WHERE id = $3";
    tx.execute(sql, &[keep_parts(parts)?.into(), now.into(), id.into()]).map(drop)
}

pub(super) fn keep_reason(tx: &mut dyn Tx, id: i64, reason: &str) -> Result<()> {
    tx.execute("UPDATE privacy_erasures SET reason = $1 WHERE id = $2", &[reason.into(), id.into()]).map(drop)
}

pub(super) fn destroyed(tx: &mut dyn Tx, ids: &[i64], changed: &[(String, u64)], now: Timestamp) -> Result<()> {
    let mut sums = serde_json::Map::new();
    for (holder, rows) in changed {
        let sum = sums.get(holder).and_then(serde_json::Value::as_u64).unwrap_or(0) + rows;
        sums.insert(holder.clone(), sum.into());
    }
    let changed = serde_json::Value::from(sums).to_string();
    for id in ids {
        let sql = "UPDATE privacy_erasures SET stage = 'destroyed', destroyed_at = $1, changed = $2 WHERE id = $3";
        tx.execute(sql, &[now.into(), Value::from(changed.as_str()), (*id).into()])?;
    }
    Ok(())
}

fn read(row: &Row) -> Result<Erasure> {
    let damaged = |what: &str| Error::Damaged(format!("the {what} of an erasure"));
    let stage = Stage::ALL.into_iter().find(|stage| row.text(2).is_ok_and(|text| text == stage.as_str()));
    Ok(Erasure {
        id: row.int(0)?,
        token: row.string(1)?,
        stage: stage.ok_or_else(|| damaged("stage"))?,
        mode: Mode::parse(row.text(3)?),
        person: PersonNo(row.unsigned(4)?),
        parts: serde_json::from_str(row.text(5)?).map_err(|_| damaged("parts"))?,
        by: row.string(6)?,
        reason: row.string(7)?,
        requested_at: row.time(8)?,
        hidden_at: row.opt_int(9).map(Timestamp),
        destroyed_at: row.opt_int(10).map(Timestamp),
        rows: serde_json::from_str(row.text(11)?).map_err(|_| damaged("rows"))?,
        request: row.opt_int(12),
    })
}
