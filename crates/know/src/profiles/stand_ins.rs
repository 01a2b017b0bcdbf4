//! Stand-ins: to whom the interactions of a blocked identifier belong.
//!
//! An interaction belongs to the first of its identifiers that is not blocked, and identifiers are blocked after the
//! fact. So the interactions of one that was ever blocked are indexed once more for each of their identifiers, under
//! numbers that stand for "these are blocked, and the next is that one". A read takes in those whose condition holds
//! now: blocking, unblocking and blocking the next one change nothing that is stored.
//! Tables: `stand_ins`, `stood_in_for` (folds).

use std::collections::{BTreeSet, HashMap};

use kernel::IdentifierNo;
use store::{Error, Migration, Result, Tx};

use crate::identity::Part;

pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "stand_ins_1",
    "CREATE TABLE stood_in_for (identifier {row_id});
     CREATE TABLE stand_ins (number {serial}, owner BIGINT NOT NULL, blocked {bytes} NOT NULL);
     CREATE UNIQUE INDEX stand_ins_once ON stand_ins (owner, blocked)",
)];

/// Numbers of identifiers lie below, those of stand-ins from here on.
const FIRST: u32 = 1 << 31;

/// Below the keys of all stand-ins, above those of all identifiers.
pub(super) const LOWEST_KEY: [u8; 4] = FIRST.to_be_bytes();

/// The identifiers whose interactions are indexed under stand-ins, and the numbers of these.
#[derive(Default)]
pub(super) struct StandIns {
    of: BTreeSet<IdentifierNo>,
    numbers: HashMap<(IdentifierNo, Vec<u8>), IdentifierNo>,
}

/// Stand-ins that are kept in memory while interactions are folded.
const KEPT: usize = 100_000;

impl StandIns {
    pub(super) fn load(tx: &mut dyn Tx) -> Result<StandIns> {
        let rows = tx.query("SELECT identifier FROM stood_in_for", &[])?;
        let of = rows.iter().map(|row| Ok(IdentifierNo(row.unsigned(0)?))).collect::<Result<_>>()?;
        Ok(StandIns { of, numbers: HashMap::new() })
    }

    /// Whether the interactions of an identifier are indexed under stand-ins.
    pub(super) fn stand_in_for(&self, identifier: IdentifierNo) -> bool {
        self.of.contains(&identifier)
    }

    /// From now on they are; the caller indexes those there are in the same transaction.
    pub(super) fn begin(&mut self, tx: &mut dyn Tx, identifier: IdentifierNo) -> Result<()> {
        tx.execute("INSERT INTO stood_in_for (identifier) VALUES ($1)", &[identifier.into()])?;
        self.of.insert(identifier);
        Ok(())
    }

    /// The stand-ins of an interaction: one for every number of identifiers that may be blocked, from the first on.
    pub(super) fn numbers(&mut self, tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<Vec<IdentifierNo>> {
        if self.numbers.len() > KEPT {
            self.numbers.clear();
        }
        let mut numbers = Vec::with_capacity(identifiers.len());
        for blocked in 1..=identifiers.len() {
            // With all of them blocked it stays with the first.
            let owner = *identifiers.get(blocked).unwrap_or(&identifiers[0]);
            let condition = (owner, encode(&identifiers[..blocked]));
            let number = match self.numbers.get(&condition) {
                Some(number) => *number,
                None => number_of(tx, &condition)?,
            };
            self.numbers.insert(condition, number);
            numbers.push(number);
        }
        Ok(numbers)
    }
}

/// The number of the stand-in with this condition, a new one where there is none.
fn number_of(tx: &mut dyn Tx, (owner, blocked): &(IdentifierNo, Vec<u8>)) -> Result<IdentifierNo> {
    let condition = [(*owner).into(), blocked.clone().into()];
    let known = tx.query_one("SELECT number FROM stand_ins WHERE owner = $1 AND blocked = $2", &condition)?;
    let row = if let Some(row) = known {
        row
    } else {
        let insert = "INSERT INTO stand_ins (owner, blocked) VALUES ($1, $2) RETURNING number";
        tx.query_one(insert, &condition)?.ok_or_else(|| Error::Unexpected("a row was not inserted".to_owned()))?
    };
    let number: u32 = row.unsigned(0)?;
    number.checked_add(FIRST).map(IdentifierNo).ok_or_else(|| Error::Unexpected("too many stand-ins".to_owned()))
}

/// Whether the interactions of an identifier are indexed under stand-ins.
pub(super) fn stand_in_for(tx: &mut dyn Tx, identifier: IdentifierNo) -> Result<bool> {
    Ok(tx.query_int("SELECT count(*) FROM stood_in_for WHERE identifier = $1", &[identifier.into()])? > 0)
}

/// The parts under which a person's interactions are indexed now.
pub(super) fn indexed(tx: &mut dyn Tx, blocked: &BTreeSet<IdentifierNo>, parts: &[Part]) -> Result<Vec<Part>> {
    if blocked.is_empty() {
        return Ok(parts.to_vec());
    }
    let mut indexed = Vec::with_capacity(parts.len());
    for part in parts {
        if !blocked.contains(&part.identifier) || !stand_in_for(tx, part.identifier)? {
            indexed.push(*part);
        }
        let owned = "SELECT number, blocked FROM stand_ins WHERE owner = $1";
        for row in tx.query(owned, &[part.identifier.into()])? {
            if holds(blocked, part.identifier, row.blob(1)?) {
                indexed.push(Part { identifier: IdentifierNo(row.unsigned::<u32>(0)? + FIRST), ..*part });
            }
        }
    }
    Ok(indexed)
}

/// All numbers under which is indexed what belongs to an identifier now, or did when others were not blocked.
pub(super) fn standing_for(
    tx: &mut dyn Tx,
    blocked: &BTreeSet<IdentifierNo>,
    identifier: IdentifierNo,
) -> Result<Vec<IdentifierNo>> {
    let mut numbers = vec![identifier];
    for row in tx.query("SELECT number, owner, blocked FROM stand_ins", &[])? {
        let (owner, condition) = (IdentifierNo(row.unsigned(1)?), row.blob(2)?);
        let theirs = condition.chunks_exact(4).any(|four| four == identifier.0.to_be_bytes());
        if owner == identifier || theirs && !blocked.contains(&identifier) {
            numbers.push(IdentifierNo(row.unsigned::<u32>(0)? + FIRST));
        }
    }
    Ok(numbers)
}

/// To whom belongs what is indexed under a number now; nothing where it is another that counts.
pub(super) fn owner(
    tx: &mut dyn Tx,
    blocked: &BTreeSet<IdentifierNo>,
    number: IdentifierNo,
) -> Result<Option<IdentifierNo>> {
    if number.0 < FIRST {
        let elsewhere = blocked.contains(&number) && stand_in_for(tx, number)?;
        return Ok((!elsewhere).then_some(number));
    }
    let sql = "SELECT owner, blocked FROM stand_ins WHERE number = $1";
    let Some(row) = tx.query_one(sql, &[(number.0 - FIRST).into()])? else { return Ok(None) };
    let owner = IdentifierNo(row.unsigned(0)?);
    Ok(holds(blocked, owner, row.blob(1)?).then_some(owner))
}

/// The identifier for which a number stands, whether or not it is the one that counts now.
pub(super) fn stood_for(tx: &mut dyn Tx, number: u32) -> Result<Option<IdentifierNo>> {
    if number < FIRST {
        return Ok(Some(IdentifierNo(number)));
    }
    let row = tx.query_one("SELECT owner FROM stand_ins WHERE number = $1", &[(number - FIRST).into()])?;
    row.map(|row| Ok(IdentifierNo(row.unsigned(0)?))).transpose()
}

/// Whether those that must be blocked are, and the next one is not.
fn holds(blocked: &BTreeSet<IdentifierNo>, owner: IdentifierNo, condition: &[u8]) -> bool {
    let mut must = condition.chunks_exact(4).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]));
    let stays = condition.starts_with(&owner.0.to_be_bytes());
    must.all(|one| blocked.contains(&IdentifierNo(one))) && (stays || !blocked.contains(&owner))
}

fn encode(identifiers: &[IdentifierNo]) -> Vec<u8> {
    identifiers.iter().flat_map(|identifier| identifier.0.to_be_bytes()).collect()
}
