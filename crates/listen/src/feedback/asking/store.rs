//! The ledger of who was not asked, and what the rules go by.

use std::collections::BTreeMap;

use kernel::{IdentifierNo, Part, Timestamp};
use store::{Dialect, Error, Migration, Result, Row, Tx};

use super::model::{NotAsked, QuotaGroup};
use super::{Counts, Entry};

pub(in crate::feedback) const MIGRATIONS: &[Migration] = &[Migration::new(
    "feedback_not_asked_1",
    "CREATE TABLE feedback_not_asked (id {serial}, day BIGINT NOT NULL, survey TEXT NOT NULL, reason TEXT NOT NULL,
        identifier BIGINT NOT NULL, rule TEXT NOT NULL, times BIGINT NOT NULL,
        UNIQUE (survey, day, reason, identifier));
     CREATE INDEX feedback_not_asked_of ON feedback_not_asked (identifier)",
)];

/// In place of an identifier that nobody has.
const NOBODY: i64 = -1;

/// Waits for whoever decides about asking just now, until the transaction ends. On SQLite there is only one who writes.
pub(in crate::feedback) fn take_turn(tx: &mut dyn Tx) -> Result<()> {
    if tx.dialect() == Dialect::Postgres {
        tx.query("SELECT 1 FROM (SELECT pg_advisory_xact_lock(7070020)) AS locked", &[])?;
    }
    Ok(())
}

/// When somebody was asked since a moment, under identifiers while they were theirs.
pub(super) fn asked_at(tx: &mut dyn Tx, parts: &[Part], since: Timestamp) -> Result<Vec<Timestamp>> {
    let mut found = Vec::new();
    for part in parts {
        let sql = "SELECT made_at FROM feedback_invitations WHERE identifier = $1 AND made_at > $2";
        for row in tx.query(sql, &[part.identifier.into(), since.into()])? {
            let at = row.time(0)?;
            found.extend((part.from..part.until).contains(&at.0).then_some(at));
        }
    }
    Ok(found)
}

/// How many were invited to a survey since a moment, by group; all under the empty name where there is no group.
pub(super) fn invited(
    tx: &mut dyn Tx,
    survey: &str,
    group: Option<QuotaGroup>,
    since: Timestamp,
) -> Result<BTreeMap<String, u64>> {
    let name = match (group, tx.dialect()) {
        (None, _) => "''".to_owned(),
        (Some(group), Dialect::Sqlite) => format!("coalesce(about ->> '{}', '')", group.field()),
        (Some(group), Dialect::Postgres) => format!("coalesce(about::json ->> '{}', '')", group.field()),
    };
    let sql = format!(
        "SELECT {name} AS part, count(*) FROM feedback_invitations WHERE survey = $1 AND made_at > $2 GROUP BY part"
    );
    let rows = tx.query(&sql, &[survey.into(), since.into()])?;
    rows.iter().map(|row| Ok((row.string(0)?, row.unsigned(1)?))).collect()
}

/// Notes that somebody was not asked. The same on one day is one entry.
pub(super) fn note(tx: &mut dyn Tx, entry: &Entry) -> Result<()> {
    let sql = "INSERT INTO feedback_not_asked (day, survey, reason, identifier, rule, times)
         VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (survey, day, reason, identifier)
         DO UPDATE SET times = feedback_not_asked.times + 1, rule = excluded.rule";
    let values = [
        entry.day.into(),
        entry.survey.as_str().into(),
        entry.why.as_str().into(),
        entry.identifier.map_or(NOBODY, |identifier| i64::from(identifier.0)).into(),
        entry.rule.as_str().into(),
    ];
    tx.execute(sql, &values).map(drop)
}

const COLUMNS: &str = "id, day, survey, reason, identifier, rule, times";

/// Who was not asked to answer a survey between two days, the last entries first: those before an entry, at most `limit`.
pub(super) fn list(
    tx: &mut dyn Tx,
    survey: &str,
    (from, until): (Timestamp, Timestamp),
    before: i64,
    limit: usize,
) -> Result<Vec<(i64, Entry)>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM feedback_not_asked
         WHERE survey = $1 AND day >= $2 AND day < $3 AND id < $4 ORDER BY id DESC LIMIT $5"
    );
    let rows = tx.query(&sql, &[survey.into(), from.into(), until.into(), before.into(), limit.into()])?;
    rows.iter().map(|row| Ok((row.int(0)?, read(row)?))).collect()
}

/// What came of a survey between two moments.
pub(super) fn counts(tx: &mut dyn Tx, survey: &str, (from, until): (Timestamp, Timestamp)) -> Result<Counts> {
    let params = [survey.into(), from.into(), until.into()];
    let sql = "SELECT reason, CAST(sum(times) AS BIGINT), count(*) FROM feedback_not_asked
         WHERE survey = $1 AND day >= $2 AND day < $3 GROUP BY reason";
    let mut counts = Counts::default();
    for row in tx.query(sql, &params)? {
        counts.not_asked.insert(reason(&row, 0)?, row.unsigned(1)?);
        counts.entries += row.unsigned::<u64>(2)?;
    }
    let sql = "SELECT count(*), count(response.finished_at) FROM feedback_invitations AS invitation
         LEFT JOIN feedback_responses AS response ON response.number = invitation.number
         WHERE invitation.survey = $1 AND invitation.made_at >= $2 AND invitation.made_at < $3";
    if let Some(row) = tx.query_one(sql, &params)? {
        (counts.invited, counts.answered) = (row.unsigned(0)?, row.unsigned(1)?);
    }
    Ok(counts)
}

/// The entries of identifiers.
pub(super) fn of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<Vec<Entry>> {
    let sql = format!("SELECT {COLUMNS} FROM feedback_not_asked WHERE identifier = $1 ORDER BY id");
    let mut found = Vec::new();
    for identifier in identifiers {
        for row in tx.query(&sql, &[(*identifier).into()])? {
            found.push(read(&row)?);
        }
    }
    Ok(found)
}

/// Removes the entries of identifiers. Returns how many there were.
pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    let mut removed = 0;
    for identifier in identifiers {
        removed += tx.execute("DELETE FROM feedback_not_asked WHERE identifier = $1", &[(*identifier).into()])?;
    }
    Ok(removed)
}

/// Forgets the entries before a day.
pub(super) fn forget(tx: &mut dyn Tx, before: Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM feedback_not_asked WHERE day < $1", &[before.into()])
}

fn reason(row: &Row, column: usize) -> Result<NotAsked> {
    NotAsked::parse(row.text(column)?).ok_or_else(|| Error::Damaged("why somebody was not asked".to_owned()))
}

fn read(row: &Row) -> Result<Entry> {
    let identifier = row.int(4)?;
    Ok(Entry {
        day: row.time(1)?,
        survey: row.string(2)?,
        why: reason(row, 3)?,
        identifier: u32::try_from(identifier).ok().map(IdentifierNo),
        rule: row.string(5)?,
        times: row.unsigned(6)?,
    })
}
