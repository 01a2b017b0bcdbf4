//! The tables of purposes and holds.

use std::collections::BTreeMap;

use kernel::{IdentifierNo, Purpose, Timestamp};
use store::{Error, Migration, Result, Row, Tx};

use super::holds::{Hold, HoldKind};
use super::permits::LegalBasis;

pub(crate) const PURPOSES: &[Migration] = &[Migration::new(
    "privacy_purposes_1",
    "CREATE TABLE privacy_purposes (name TEXT PRIMARY KEY, basis TEXT NOT NULL, changed_at BIGINT NOT NULL)",
)];

pub(crate) const HOLDS: &[Migration] = &[Migration::new(
    "privacy_holds_1",
    "CREATE TABLE privacy_holds (id {serial}, identifier BIGINT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,
        placed_by TEXT NOT NULL, placed_at BIGINT NOT NULL, until BIGINT, released_at BIGINT);
     CREATE INDEX privacy_holds_identifier ON privacy_holds (identifier)",
)];

/// The purposes of which somebody has said on what they rest.
pub(super) fn purposes(tx: &mut dyn Tx) -> Result<BTreeMap<Purpose, LegalBasis>> {
    let mut purposes = BTreeMap::new();
    for row in tx.query("SELECT name, basis FROM privacy_purposes", &[])? {
        let basis = LegalBasis::ALL.into_iter().find(|basis| row.text(1).is_ok_and(|text| text == basis.as_str()));
        let basis = basis.ok_or_else(|| Error::Damaged("the basis of a purpose".to_owned()))?;
        purposes.insert(Purpose::new(row.text(0)?), basis);
    }
    Ok(purposes)
}

/// Says on what a purpose rests.
pub(super) fn set_purpose(tx: &mut dyn Tx, purpose: &Purpose, basis: LegalBasis, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO privacy_purposes (name, basis, changed_at) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET basis = excluded.basis, changed_at = excluded.changed_at";
    tx.execute(sql, &[purpose.as_str().into(), basis.as_str().into(), now.into()]).map(drop)
}

const HOLD_COLUMNS: &str = "id, identifier, kind, reason, placed_by, placed_at, until, released_at";

/// Keeps a hold; returns its number.
pub(super) fn insert_hold(tx: &mut dyn Tx, hold: &Hold) -> Result<i64> {
    tx.query_int(
        "INSERT INTO privacy_holds (identifier, kind, reason, placed_by, placed_at, until)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        &[
            hold.identifier.into(),
            hold.kind.as_str().into(),
            hold.reason.as_str().into(),
            hold.placed_by.as_str().into(),
            hold.placed_at.into(),
            hold.until.map(|until| until.0).into(),
        ],
    )
}

/// The holds on some identifiers, newest first.
pub(super) fn holds_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<Vec<Hold>> {
    let mut holds = Vec::new();
    for identifier in identifiers {
        let sql = format!("SELECT {HOLD_COLUMNS} FROM privacy_holds WHERE identifier = $1");
        for row in tx.query(&sql, &[(*identifier).into()])? {
            holds.push(read_hold(&row)?);
        }
    }
    holds.sort_unstable_by_key(|hold: &Hold| std::cmp::Reverse(hold.id));
    Ok(holds)
}

/// The holds that are in force now, on anybody.
pub(super) fn active_holds(tx: &mut dyn Tx, now: Timestamp) -> Result<Vec<Hold>> {
    let sql = format!("SELECT {HOLD_COLUMNS} FROM privacy_holds WHERE released_at IS NULL ORDER BY id");
    let holds = tx.query(&sql, &[])?.iter().map(read_hold).collect::<Result<Vec<Hold>>>()?;
    Ok(holds.into_iter().filter(|hold| hold.is_active(now)).collect())
}

/// Releases a hold; returns whether there was such an unreleased one.
pub(super) fn release_hold(tx: &mut dyn Tx, id: i64, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE privacy_holds SET released_at = $1 WHERE id = $2 AND released_at IS NULL";
    Ok(tx.execute(sql, &[now.into(), id.into()])? > 0)
}

/// Deletes the holds of erased identifiers: their reasons may say who it was.
pub(super) fn delete_holds(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<()> {
    for identifier in identifiers {
        tx.execute("DELETE FROM privacy_holds WHERE identifier = $1", &[(*identifier).into()])?;
    }
    Ok(())
}

/// The reasons of holds of which not all stays, with what `left` leaves of them.
pub(super) fn hold_reasons_left(tx: &mut dyn Tx, left: &dyn Fn(&str) -> Option<String>) -> Result<Vec<(i64, String)>> {
    let mut changed = Vec::new();
    for row in tx.query("SELECT id, reason FROM privacy_holds", &[])? {
        let reason = left(row.text(1)?);
        changed.extend(reason.map(|reason| Ok::<_, Error>((row.int(0)?, reason))).transpose()?);
    }
    Ok(changed)
}

/// Keeps what is left of the reason of a hold.
pub(super) fn keep_hold_reason(tx: &mut dyn Tx, id: i64, reason: &str) -> Result<()> {
    tx.execute("UPDATE privacy_holds SET reason = $1 WHERE id = $2", &[reason.into(), id.into()]).map(drop)
}

fn read_hold(row: &Row) -> Result<Hold> {
    let kind = HoldKind::parse(row.text(2)?).ok_or_else(|| Error::Damaged("the kind of a hold".to_owned()))?;
    Ok(Hold {
        id: row.int(0)?,
        identifier: IdentifierNo(row.unsigned(1)?),
        kind,
        reason: row.string(3)?,
        placed_by: row.string(4)?,
        placed_at: row.time(5)?,
        until: row.opt_int(6).map(Timestamp),
        released_at: row.opt_int(7).map(Timestamp),
    })
}
