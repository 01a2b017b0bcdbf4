//! The erasures' table.

use std::collections::BTreeSet;

use kernel::{Part, Timestamp};
use serde::Serialize;
use store::{Error, Migration, Result, Row, Tx};

use super::model::{Erasure, Mode, Outcome, Stage};
use crate::identity::PersonNo;

pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::new(
    "privacy_erasures_1",
    "CREATE TABLE privacy_erasures (id {serial}, token TEXT NOT NULL UNIQUE, stage TEXT NOT NULL, mode TEXT NOT NULL,
        person BIGINT NOT NULL, parts TEXT NOT NULL, requested_by TEXT NOT NULL, reason TEXT NOT NULL,
        requested_at BIGINT NOT NULL, hidden_at BIGINT, destroyed_at BIGINT, changed TEXT NOT NULL)",
    ),
    Migration::new("privacy_erasures_2", "ALTER TABLE privacy_erasures ADD COLUMN request BIGINT"),
    Migration::new(
        "privacy_erasures_3",
        "ALTER TABLE privacy_erasures ADD COLUMN kept BIGINT NOT NULL DEFAULT 0;
         ALTER TABLE privacy_erasures ADD COLUMN held_by TEXT NOT NULL DEFAULT '[]';
         ALTER TABLE privacy_erasures ADD COLUMN names TEXT NOT NULL DEFAULT '[]'",
    ),
];

const COLUMNS: &str =
    "id, token, stage, mode, person, parts, requested_by, reason, requested_at, hidden_at, destroyed_at, changed,
    request, kept, held_by, names";

fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Unexpected(error.to_string()))
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
            json(&parts)?.into(),
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
    tx.execute(sql, &[json(&parts)?.into(), now.into(), id.into()]).map(drop)
}

pub(super) fn keep_reason(tx: &mut dyn Tx, id: i64, reason: &str) -> Result<()> {
    tx.execute("UPDATE privacy_erasures SET reason = $1 WHERE id = $2", &[reason.into(), id.into()]).map(drop)
}

/// Keeps what came of a pass: what it left nothing of is destroyed, the rest waits for the holds that were in force.
pub(super) fn passed(tx: &mut dyn Tx, outcomes: &[Outcome], holds: &BTreeSet<i64>, now: Timestamp) -> Result<()> {
    for outcome in outcomes {
        let is_over = outcome.kept == 0;
        let stage = if is_over { Stage::Destroyed } else { Stage::Hidden };
        let none = BTreeSet::new();
        let sql = "UPDATE privacy_erasures SET stage = $1, destroyed_at = $2, changed = $3, kept = $4, held_by = $5
             WHERE id = $6";
        let params = [
            stage.as_str().into(),
            is_over.then_some(now.0).into(),
            json(&outcome.rows)?.into(),
            outcome.kept.into(),
            json(if is_over { &none } else { holds })?.into(),
            outcome.id.into(),
        ];
        tx.execute(sql, &params)?;
        if is_over {
            keep_names(tx, outcome.id, &BTreeSet::new())?;
        }
    }
    Ok(())
}

/// Keeps the names of the people of an erasure.
pub(super) fn keep_names(tx: &mut dyn Tx, id: i64, names: &BTreeSet<String>) -> Result<()> {
    let sql = "UPDATE privacy_erasures SET names = $1 WHERE id = $2";
    tx.execute(sql, &[json(names)?.into(), id.into()]).map(drop)
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
        kept: row.unsigned(13)?,
        held_by: serde_json::from_str(row.text(14)?).map_err(|_| damaged("holds"))?,
        names: serde_json::from_str(row.text(15)?).map_err(|_| damaged("names"))?,
    })
}
