//! The tables of responses that are being given, and of invitations.

use kernel::{IdentifierNo, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Error, Migration, Result, Row, Tx};

use super::model::Response;

pub(in crate::feedback) const MIGRATIONS: &[Migration] = &[Migration::new(
    "feedback_responses_1",
    "CREATE TABLE feedback_responses (number BIGINT PRIMARY KEY, survey TEXT NOT NULL, version BIGINT NOT NULL,
        identifier BIGINT, about TEXT NOT NULL, language TEXT NOT NULL, hidden TEXT NOT NULL, answers TEXT NOT NULL,
        spared TEXT NOT NULL, begun_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, finished_at BIGINT);
     CREATE INDEX feedback_responses_open ON feedback_responses (finished_at, changed_at);
     CREATE INDEX feedback_responses_of ON feedback_responses (identifier)",
)];

const COLUMNS: &str =
    "number, survey, version, identifier, about, language, hidden, answers, spared, begun_at, changed_at, finished_at";

/// A response by its number.
pub(super) fn get(tx: &mut dyn Tx, number: u64) -> Result<Option<Response>> {
    let sql = format!("SELECT {COLUMNS} FROM feedback_responses WHERE number = $1");
    tx.query_one(&sql, &[number.into()])?.map(|row| read(&row)).transpose()
}

/// Responses that nobody has finished, and at which nobody has worked since a moment; the oldest first.
pub(super) fn left(tx: &mut dyn Tx, since: Timestamp, limit: usize) -> Result<Vec<Response>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM feedback_responses WHERE finished_at IS NULL AND changed_at < $1
         ORDER BY changed_at LIMIT $2"
    );
    tx.query(&sql, &[since.into(), limit.into()])?.iter().map(read).collect()
}

/// Keeps a response as it is now, unless it was finished before. Returns whether it was kept.
pub(super) fn keep(tx: &mut dyn Tx, one: &Response) -> Result<bool> {
    let sql = format!(
        "INSERT INTO feedback_responses ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (number) DO UPDATE SET version = excluded.version, language = excluded.language,
             hidden = excluded.hidden, answers = excluded.answers, spared = excluded.spared,
             changed_at = excluded.changed_at
         WHERE feedback_responses.finished_at IS NULL"
    );
    let values = [
        one.number.into(),
        one.survey.as_str().into(),
        one.version.into(),
        one.identifier.map(|identifier| i64::from(identifier.0)).into(),
        json(&one.about).into(),
        one.language.as_str().into(),
        json(&one.hidden).into(),
        json(&one.answers).into(),
        json(&one.spared).into(),
        one.begun_at.into(),
        one.changed_at.into(),
        one.finished_at.into(),
    ];
    Ok(tx.execute(&sql, &values)? > 0)
}

/// Notes that a response is over: its answers are in the journal now, and no more here. One that nobody had begun here
/// is noted too.
pub(super) fn finish(tx: &mut dyn Tx, one: &Response, now: Timestamp) -> Result<()> {
    let over = Response {
        answers: super::Answers::new(),
        hidden: std::collections::BTreeMap::new(),
        about: super::About::default(),
        spared: Vec::new(),
        ..one.clone()
    };
    keep(tx, &over)?;
    let sql = "UPDATE feedback_responses SET finished_at = $2 WHERE number = $1 AND finished_at IS NULL";
    tx.execute(sql, &[one.number.into(), now.into()])?;
    Ok(())
}

/// Forgets responses of nobody who was invited that have been over since a moment. Returns how many there were.
pub(super) fn forget(tx: &mut dyn Tx, before: Timestamp) -> Result<u64> {
    let sql = "DELETE FROM feedback_responses WHERE identifier IS NULL AND finished_at < $1";
    tx.execute(sql, &[before.into()])
}

/// The responses of identifiers.
pub(super) fn of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<Vec<Response>> {
    let sql = format!("SELECT {COLUMNS} FROM feedback_responses WHERE identifier = $1 ORDER BY begun_at");
    let mut found = Vec::new();
    for identifier in identifiers {
        for row in tx.query(&sql, &[i64::from(identifier.0).into()])? {
            found.push(read(&row)?);
        }
    }
    Ok(found)
}

/// The responses that are being given by nobody who was invited.
pub(super) fn all_open(tx: &mut dyn Tx) -> Result<Vec<Response>> {
    let sql = format!("SELECT {COLUMNS} FROM feedback_responses WHERE identifier IS NULL AND finished_at IS NULL");
    tx.query(&sql, &[])?.iter().map(read).collect()
}

/// Removes responses. Returns how many there were.
pub(super) fn remove(tx: &mut dyn Tx, numbers: &[u64]) -> Result<u64> {
    let mut removed = 0;
    for number in numbers {
        removed += tx.execute("DELETE FROM feedback_responses WHERE number = $1", &[(*number).into()])?;
    }
    Ok(removed)
}

/// Removes the responses of identifiers. Returns how many there were.
pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    let mut removed = 0;
    for identifier in identifiers {
        let sql = "DELETE FROM feedback_responses WHERE identifier = $1";
        removed += tx.execute(sql, &[i64::from(identifier.0).into()])?;
    }
    Ok(removed)
}

pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts, lists and maps of texts can be written as JSON")
}

pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Damaged(format!("a response: {error}")))
}

fn read(row: &Row) -> Result<Response> {
    let damaged = |what: &str| Error::Damaged(format!("a response: {what}"));
    let identifier = row.opt_int(3).map(u32::try_from).transpose().map_err(|_| damaged("its identifier"))?;
    Ok(Response {
        number: row.unsigned(0)?,
        survey: row.string(1)?,
        version: u32::try_from(row.int(2)?).map_err(|_| damaged("its version"))?,
        identifier: identifier.map(IdentifierNo),
        about: from_json(row.text(4)?)?,
        language: row.string(5)?,
        hidden: from_json(row.text(6)?)?,
        answers: from_json(row.text(7)?)?,
        spared: from_json(row.text(8)?)?,
        begun_at: row.time(9)?,
        changed_at: row.time(10)?,
        finished_at: row.opt_int(11).map(Timestamp),
    })
}
