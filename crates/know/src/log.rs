//! The people's log: every identifier, evidence, decision and consent, in the order in which they became durable.
//!
//! It is the part of the journal from which people are made. Servers that share a PostgreSQL take turns writing it
//! under one lock, so each can bring its memory up to date by reading on from where it was.
//! Tables: `people_log`, `identifiers` (truth).

use kernel::{ConsentDecision, Identifier, IdentifierNo, Pair, Part, Position, Timestamp};
use serde::{Deserialize, Serialize};
use store::{ColumnType, Dialect, Error, Migration, Result, Tx};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::new(
    "people_log_1",
    "CREATE TABLE people_log (number {row_id}, entries {bytes} NOT NULL);
     CREATE TABLE identifiers (number {row_id}, namespace TEXT NOT NULL, value TEXT NOT NULL, first_seen BIGINT NOT NULL)",
    ),
    // Most of it are hashes, which do not compress.
    Migration::only(
        Dialect::Postgres,
        "people_log_2",
        "ALTER TABLE people_log ALTER COLUMN entries SET STORAGE EXTERNAL",
    ),
];

/// The first byte of a portion: how the rest is to be read.
const FORM: u8 = 1;

/// An identifier that a batch saw first, with its number.
#[derive(Clone, Debug)]
pub struct NewIdentifier {
    /// Its number.
    pub number: IdentifierNo,
    /// The identifier in its normal form.
    pub identifier: Identifier,
    /// When a sender first saw it.
    pub first_seen: Timestamp,
}

/// Keeps the values of new identifiers.
///
/// # Errors
/// What the database says.
pub fn keep_identifiers(tx: &mut dyn Tx, fresh: Vec<NewIdentifier>) -> Result<()> {
    let columns = [
        ("number", ColumnType::Int),
        ("namespace", ColumnType::Text),
        ("value", ColumnType::Text),
        ("first_seen", ColumnType::Int),
    ];
    let mut rows = fresh.into_iter().map(|new| {
        vec![new.number.into(), new.identifier.namespace.into(), new.identifier.value.into(), new.first_seen.into()]
    });
    tx.insert_many("identifiers", &columns, &mut rows, "")?;
    Ok(())
}

/// The values of identifiers, in the order asked; those that are not there (any more) are left out.
///
/// # Errors
/// What the database says.
pub fn read_identifiers(tx: &mut dyn Tx, numbers: &[IdentifierNo]) -> Result<Vec<NewIdentifier>> {
    let mut found = Vec::with_capacity(numbers.len());
    for number in numbers {
        let sql = "SELECT namespace, value, first_seen FROM identifiers WHERE number = $1";
        if let Some(row) = tx.query_one(sql, &[(*number).into()])? {
            let identifier = Identifier { namespace: row.string(0)?, value: row.string(1)? };
            found.push(NewIdentifier { number: *number, identifier, first_seen: row.time(2)? });
        }
    }
    Ok(found)
}

/// How far evidence is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Claim {
    /// A public source saw the two together.
    Public,
    /// A trusted source saw the two together.
    Trusted,
    /// A trusted source says that the two are one and the same, as with Segment's `alias`.
    Asserted,
}

/// Two identifiers were seen together in an interaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The two.
    pub pair: Pair,
    /// How far it is believed.
    pub claim: Claim,
    /// When, by the sender's corrected clock.
    pub at: Timestamp,
    /// In which interaction.
    pub position: Position,
}

/// What an employee decides about two identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// They are one person.
    Joined,
    /// They are not.
    Apart,
    /// What was decided before is taken back.
    Undecided,
}

/// An employee's decision about two identifiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The two.
    pub pair: Pair,
    /// What was decided.
    pub verdict: Verdict,
    /// Who decided.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// An identifier that was never seen before; it gets the next number.
    Identifier {
        /// The namespace.
        namespace: String,
        /// The hash of its namespace and value, by which it is found. The value itself is in the table `identifiers`.
        key: [u8; 16],
        /// Whether it never passes to somebody else, although others of its namespace may.
        lasting: bool,
    },
    /// An identifier that can change hands was in use in this span of 30 days, counted from 1970.
    InUse {
        /// The identifier.
        identifier: IdentifierNo,
        /// The span.
        span: i32,
    },
    /// Two identifiers were seen together.
    Seen(Evidence),
    /// An employee decided.
    Decided(Decision),
    /// An identifier was blocked, or is used again.
    Blocked {
        /// The identifier.
        identifier: IdentifierNo,
        /// Blocked, or used again.
        blocked: bool,
    },
    /// Somebody allowed or refused something. The identifier is named by its key, so that a refusal can be remembered
    /// of somebody of whom nothing else may be kept.
    Consent {
        /// The identifier's key.
        key: [u8; 16],
        /// The decision.
        decision: ConsentDecision,
    },
    /// What an identifier was to an erased person is hidden from now on, and destroyed soon.
    Erased(Part),
    /// Somebody allowed or refused something as an employee: it counts everywhere, and is shown on that side only.
    EmployeeConsent {
        /// The identifier's key.
        key: [u8; 16],
        /// The decision.
        decision: ConsentDecision,
    },
}

/// Makes this transaction the only one that writes the log, on a database that allows several.
///
/// # Errors
/// What the database says.
pub fn lock(tx: &mut dyn Tx) -> Result<()> {
    if tx.dialect() == Dialect::Postgres {
        tx.query("SELECT 1 FROM (SELECT pg_advisory_xact_lock(7070003)) AS locked", &[])?;
    }
    Ok(())
}

/// The number of the last portion.
///
/// # Errors
/// What the database says.
pub fn last(tx: &mut dyn Tx) -> Result<i64> {
    tx.query_int("SELECT max(number) FROM people_log", &[])
}

/// Appends a portion; the caller holds the lock. Returns its number.
///
/// # Errors
/// What the database says.
pub fn append(tx: &mut dyn Tx, entries: &[Entry]) -> Result<i64> {
    let bytes = encode(entries)?;
    tx.query_int(
        "INSERT INTO people_log (number, entries) SELECT coalesce(max(number), 0) + 1, $1 FROM people_log
         RETURNING number",
        &[bytes.into()],
    )
}

fn encode(entries: &[Entry]) -> Result<Vec<u8>> {
    let mut bytes = vec![FORM];
    bytes.extend(postcard::to_allocvec(entries).map_err(|error| Error::Unexpected(error.to_string()))?);
    Ok(bytes)
}

/// Writes a portion anew, when somebody who is in it is erased. It must give as many identifiers their numbers as before.
///
/// # Errors
/// What the database says.
pub fn rewrite(tx: &mut dyn Tx, number: i64, entries: &[Entry]) -> Result<()> {
    let bytes = encode(entries)?;
    tx.execute("UPDATE people_log SET entries = $1 WHERE number = $2", &[bytes.into(), number.into()])?;
    Ok(())
}

/// Deletes the values of identifiers.
///
/// # Errors
/// What the database says.
pub fn delete_identifiers(tx: &mut dyn Tx, numbers: &[IdentifierNo]) -> Result<()> {
    for number in numbers {
        tx.execute("DELETE FROM identifiers WHERE number = $1", &[(*number).into()])?;
    }
    Ok(())
}

/// Reads the portions after a number, at most `limit`, each with its number.
///
/// # Errors
/// What the database says, or that a portion is damaged.
pub fn read_after(tx: &mut dyn Tx, after: i64, limit: usize) -> Result<Vec<(i64, Vec<Entry>)>> {
    let rows = tx.query(
        "SELECT number, entries FROM people_log WHERE number > $1 ORDER BY number LIMIT $2",
        &[after.into(), limit.into()],
    )?;
    rows.iter()
        .map(|row| {
            let number = row.int(0)?;
            let damaged = |said: &str| Error::Damaged(format!("portion {number} of the people's log: {said}"));
            let body = match row.blob(1)?.split_first() {
                Some((form, body)) if *form == FORM => body,
                _ => return Err(damaged("of an unknown form")),
            };
            let entries = postcard::from_bytes(body).map_err(|error| damaged(&error.to_string()))?;
            Ok((number, entries))
        })
        .collect()
}
