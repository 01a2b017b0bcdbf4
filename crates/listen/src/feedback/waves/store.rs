//! The tables of waves. None of them has an order or a time by which an answer could be held against a link.

use store::{ColumnType, Dialect, Error, Migration, Result, Row, Tx};

use super::model::Wave;
use super::rules::Given;
use crate::feedback::responses::Answers;

/// On SQLite rows lie in the order of their keys, which are drawn at random; on PostgreSQL they are brought into it.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration::new(
        "feedback_waves_1",
        "CREATE TABLE feedback_waves (survey TEXT NOT NULL, wave TEXT NOT NULL, version BIGINT NOT NULL,
            closes_at BIGINT NOT NULL, groups TEXT NOT NULL, PRIMARY KEY (survey, wave))",
    ),
    Migration::only(
        Dialect::Sqlite,
        "feedback_waves_2",
        "CREATE TABLE feedback_tokens (survey TEXT NOT NULL, hash BLOB NOT NULL, wave TEXT NOT NULL,
            part TEXT NOT NULL, PRIMARY KEY (survey, hash)) WITHOUT ROWID;
         CREATE TABLE feedback_anonymous (survey TEXT NOT NULL, wave TEXT NOT NULL, hash BLOB NOT NULL,
            part TEXT NOT NULL, answers TEXT NOT NULL, PRIMARY KEY (survey, wave, hash)) WITHOUT ROWID",
    ),
    Migration::only(
        Dialect::Postgres,
        "feedback_waves_2",
        "CREATE TABLE feedback_tokens (survey TEXT NOT NULL, hash BYTEA NOT NULL, wave TEXT NOT NULL,
            part TEXT NOT NULL, PRIMARY KEY (survey, hash));
         CREATE TABLE feedback_anonymous (survey TEXT NOT NULL, wave TEXT NOT NULL, hash BYTEA NOT NULL,
            part TEXT NOT NULL, answers TEXT NOT NULL, PRIMARY KEY (survey, wave, hash))",
    ),
];

/// Keeps a wave; returns whether its name was free.
pub(super) fn insert_wave(tx: &mut dyn Tx, wave: &Wave) -> Result<bool> {
    let groups = serde_json::to_string(&wave.groups).expect("names and numbers can be written as JSON");
    let sql = "INSERT INTO feedback_waves (survey, wave, version, closes_at, groups) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (survey, wave) DO NOTHING";
    let values = [
        wave.survey.as_str().into(),
        wave.name.as_str().into(),
        wave.version.into(),
        wave.closes_at.into(),
        groups.into(),
    ];
    Ok(tx.execute(sql, &values)? > 0)
}

/// Keeps what is kept of links, in the order of their hashes.
pub(super) fn insert_tokens(tx: &mut dyn Tx, wave: &Wave, mut tokens: Vec<(Vec<u8>, String)>) -> Result<()> {
    tokens.sort();
    let columns = [
        ("survey", ColumnType::Text),
        ("hash", ColumnType::Blob),
        ("wave", ColumnType::Text),
        ("part", ColumnType::Text),
    ];
    let mut rows = tokens
        .into_iter()
        .map(|(hash, group)| vec![wave.survey.as_str().into(), hash.into(), wave.name.as_str().into(), group.into()]);
    tx.insert_many("feedback_tokens", &columns, &mut rows, "").map(drop)
}

/// The waves of a survey, the one that ends last first.
pub(super) fn waves(tx: &mut dyn Tx, survey: &str) -> Result<Vec<Wave>> {
    let sql = "SELECT survey, wave, version, closes_at, groups FROM feedback_waves WHERE survey = $1
         ORDER BY closes_at DESC, wave";
    let read = |row: &Row| {
        let damaged = |what: String| Error::Damaged(format!("a wave: {what}"));
        Ok(Wave {
            survey: row.string(0)?,
            name: row.string(1)?,
            version: row.unsigned(2)?,
            closes_at: row.time(3)?,
            groups: serde_json::from_str(row.text(4)?).map_err(|error| damaged(error.to_string()))?,
        })
    };
    tx.query(sql, &[survey.into()])?.iter().map(read).collect()
}

/// The wave and the group of a link that was not spent.
pub(super) fn token(tx: &mut dyn Tx, survey: &str, hash: &[u8]) -> Result<Option<(String, String)>> {
    let sql = "SELECT wave, part FROM feedback_tokens WHERE survey = $1 AND hash = $2";
    let row = tx.query_one(sql, &[survey.into(), hash.into()])?;
    row.map(|row| Ok((row.string(0)?, row.string(1)?))).transpose()
}

/// Destroys what is kept of a link. Returns whether there was anything.
pub(super) fn spend(tx: &mut dyn Tx, survey: &str, hash: &[u8]) -> Result<bool> {
    let sql = "DELETE FROM feedback_tokens WHERE survey = $1 AND hash = $2";
    Ok(tx.execute(sql, &[survey.into(), hash.into()])? > 0)
}

/// Keeps an answer. Returns whether it was not there yet.
pub(super) fn insert_answer(tx: &mut dyn Tx, wave: &Wave, group: &str, key: &[u8], answers: &Answers) -> Result<bool> {
    let answers = serde_json::to_string(answers).expect("answers can be written as JSON");
    let sql = "INSERT INTO feedback_anonymous (survey, wave, hash, part, answers) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (survey, wave, hash) DO NOTHING";
    let values = [wave.survey.as_str().into(), wave.name.as_str().into(), key.into(), group.into(), answers.into()];
    Ok(tx.execute(sql, &values)? > 0)
}

/// Whether an answer is there.
pub(super) fn has(tx: &mut dyn Tx, survey: &str, key: &[u8]) -> Result<bool> {
    let sql = "SELECT count(*) FROM feedback_anonymous WHERE survey = $1 AND hash = $2";
    Ok(tx.query_int(sql, &[survey.into(), key.into()])? > 0)
}

/// The answers of a wave with their groups.
pub(super) fn answers(tx: &mut dyn Tx, survey: &str, wave: &str) -> Result<Vec<Given>> {
    let sql = "SELECT part, answers FROM feedback_anonymous WHERE survey = $1 AND wave = $2 ORDER BY hash";
    let read = |row: &Row| {
        let damaged = |error: serde_json::Error| Error::Damaged(format!("an anonymous answer: {error}"));
        Ok((row.string(0)?, serde_json::from_str(row.text(1)?).map_err(damaged)?))
    };
    tx.query(sql, &[survey.into(), wave.into()])?.iter().map(read).collect()
}

/// Writes the rows anew in the order of their keys, which says nothing of when they came.
pub(super) fn shuffle(tx: &mut dyn Tx) -> Result<()> {
    if tx.dialect() == Dialect::Sqlite {
        return Ok(());
    }
    for (table, key) in [("feedback_anonymous", "feedback_anonymous_pkey"), ("feedback_tokens", "feedback_tokens_pkey")]
    {
        tx.execute(&format!("CLUSTER {table} USING {key}"), &[])?;
    }
    Ok(())
}
