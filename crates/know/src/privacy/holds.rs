//! Holds: what keeps a person from being erased, or from being contacted, for a while. They lie on identifiers, so that
//! merging and its undoing move them rightly.
//! Tables: `privacy_holds` (truth).

use kernel::{IdentifierNo, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Error, Migration, Result, Row, Tx};
use utoipa::ToSchema;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::new(
    "privacy_holds_1",
    "CREATE TABLE privacy_holds (id {serial}, identifier BIGINT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,
        placed_by TEXT NOT NULL, placed_at BIGINT NOT NULL, until BIGINT, released_at BIGINT);
     CREATE INDEX privacy_holds_identifier ON privacy_holds (identifier)",
)];

/// What a hold is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HoldKind {
    /// Nothing of the person may be destroyed: a lawsuit, an investigation.
    Legal,
    /// The person is not to be contacted unasked: a case is open, somebody is in mourning.
    Contact,
}

/// A hold.
#[derive(Clone, Debug)]
pub struct Hold {
    /// Its number.
    pub id: i64,
    /// The identifier on which it lies.
    pub identifier: IdentifierNo,
    /// What it is for.
    pub kind: HoldKind,
    /// Why.
    pub reason: String,
    /// Who placed it.
    pub placed_by: String,
    /// When.
    pub placed_at: Timestamp,
    /// Until when, where that was said.
    pub until: Option<Timestamp>,
    /// When it was released before that.
    pub released_at: Option<Timestamp>,
}

impl Hold {
    /// Whether it is in force.
    #[must_use]
    pub fn is_active(&self, now: Timestamp) -> bool {
        self.released_at.is_none() && self.until.is_none_or(|until| now < until)
    }
}

const COLUMNS: &str = "id, identifier, kind, reason, placed_by, placed_at, until, released_at";

pub(super) fn insert(tx: &mut dyn Tx, hold: &Hold) -> Result<i64> {
    tx.query_int(
        "INSERT INTO privacy_holds (identifier, kind, reason, placed_by, placed_at, until)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        &[
            hold.identifier.into(),
            kind_name(hold.kind).into(),
            hold.reason.as_str().into(),
            hold.placed_by.as_str().into(),
            hold.placed_at.into(),
            hold.until.map(|until| until.0).into(),
        ],
    )
}

/// The holds on some identifiers, newest first.
pub(super) fn of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<Vec<Hold>> {
    let mut holds = Vec::new();
    for identifier in identifiers {
        let sql = format!("SELECT {COLUMNS} FROM privacy_holds WHERE identifier = $1");
        for row in tx.query(&sql, &[(*identifier).into()])? {
            holds.push(read(&row)?);
        }
    }
    holds.sort_unstable_by_key(|hold: &Hold| std::cmp::Reverse(hold.id));
    Ok(holds)
}

/// The holds that are in force now, on anybody.
pub(super) fn active(tx: &mut dyn Tx, now: Timestamp) -> Result<Vec<Hold>> {
    let sql = format!("SELECT {COLUMNS} FROM privacy_holds WHERE released_at IS NULL ORDER BY id");
    let holds = tx.query(&sql, &[])?.iter().map(read).collect::<Result<Vec<Hold>>>()?;
    Ok(holds.into_iter().filter(|hold| hold.is_active(now)).collect())
}

/// Releases a hold; returns whether there was such an unreleased one.
pub(super) fn release(tx: &mut dyn Tx, id: i64, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE privacy_holds SET released_at = $1 WHERE id = $2 AND released_at IS NULL";
    Ok(tx.execute(sql, &[now.into(), id.into()])? > 0)
}

/// Deletes the holds of erased identifiers: their reasons may say who it was.
pub(super) fn delete(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<()> {
    for identifier in identifiers {
        tx.execute("DELETE FROM privacy_holds WHERE identifier = $1", &[(*identifier).into()])?;
    }
    Ok(())
}

fn kind_name(kind: HoldKind) -> &'static str {
    match kind {
        HoldKind::Legal => "legal",
        HoldKind::Contact => "contact",
    }
}

fn read(row: &Row) -> Result<Hold> {
    let kind = match row.text(2)? {
        "legal" => HoldKind::Legal,
        "contact" => HoldKind::Contact,
        _ => return Err(Error::Damaged("the kind of a hold".to_owned())),
    };
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
