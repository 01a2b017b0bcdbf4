//! The tables of retention: rules and runs.

use kernel::Timestamp;
use store::{Error, Migration, Result, Row, Tx};

use super::super::erasure::Mode;
use super::model::{Days, Rule, RuleFor, Run, RunStage};

/// At most one run is `running`; of the others it is null.
pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "privacy_retention_1",
    "CREATE TABLE privacy_retention (about TEXT NOT NULL, name TEXT NOT NULL, days BIGINT NOT NULL, mode TEXT NOT NULL,
        changed_at BIGINT NOT NULL, PRIMARY KEY (about, name));
     CREATE TABLE privacy_retention_runs (id {serial}, asked_by TEXT, dry BIGINT NOT NULL, stage TEXT NOT NULL,
        cancel BIGINT NOT NULL, frames BIGINT NOT NULL, looked_at BIGINT NOT NULL, done TEXT NOT NULL,
        people BIGINT NOT NULL, changed TEXT NOT NULL, begun_at BIGINT NOT NULL, ended_at BIGINT,
        running BIGINT UNIQUE)",
)];

/// All rules, by what they are about and name.
pub(super) fn rules(tx: &mut dyn Tx) -> Result<Vec<Rule>> {
    let rows =
        tx.query("SELECT about, name, days, mode, changed_at FROM privacy_retention ORDER BY about, name", &[])?;
    rows.iter().map(read_rule).collect()
}

pub(super) fn put(tx: &mut dyn Tx, rule: &Rule) -> Result<()> {
    let sql = "INSERT INTO privacy_retention (about, name, days, mode, changed_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (about, name) DO UPDATE SET days = excluded.days, mode = excluded.mode,
            changed_at = excluded.changed_at";
    let params = [
        rule.about.as_str().into(),
        rule.name.as_str().into(),
        rule.days.get().into(),
        rule.then.as_str().into(),
        rule.changed_at.into(),
    ];
    tx.execute(sql, &params).map(drop)
}

/// Takes a rule away; returns whether there was one.
pub(super) fn delete(tx: &mut dyn Tx, about: RuleFor, name: &str) -> Result<bool> {
    let sql = "DELETE FROM privacy_retention WHERE about = $1 AND name = $2";
    Ok(tx.execute(sql, &[about.as_str().into(), name.into()])? > 0)
}

fn read_rule(row: &Row) -> Result<Rule> {
    let about = match row.text(0)? {
        "purpose" => RuleFor::Purpose,
        "source" => RuleFor::Source,
        _ => return Err(Error::Damaged("what a rule of retention is about".to_owned())),
    };
    let days = Days::new(row.unsigned(2)?).ok_or_else(|| Error::Damaged("the days of a rule".to_owned()))?;
    Ok(Rule { about, name: row.string(1)?, days, then: Mode::parse(row.text(3)?), changed_at: row.time(4)? })
}

const COLUMNS: &str = "id, asked_by, dry, stage, cancel, frames, looked_at, done, people, changed, begun_at, ended_at";

/// Begins a run; nothing where one is running.
pub(super) fn begin(tx: &mut dyn Tx, by: Option<&str>, dry: bool, now: Timestamp) -> Result<Option<i64>> {
    let sql = "INSERT INTO privacy_retention_runs
            (asked_by, dry, stage, cancel, frames, looked_at, done, people, changed, begun_at, running)
         VALUES ($1, $2, 'journal', 0, 0, 0, '[]', 0, '{}', $3, 1) ON CONFLICT DO NOTHING RETURNING id";
    let row = tx.query_one(sql, &[by.into(), dry.into(), now.into()])?;
    row.map(|row| row.int(0)).transpose()
}

/// The run that is running.
pub(super) fn running(tx: &mut dyn Tx) -> Result<Option<Run>> {
    let sql = format!("SELECT {COLUMNS} FROM privacy_retention_runs WHERE running = 1");
    tx.query_one(&sql, &[])?.as_ref().map(read).transpose()
}

pub(super) fn get(tx: &mut dyn Tx, id: i64) -> Result<Option<Run>> {
    let sql = format!("SELECT {COLUMNS} FROM privacy_retention_runs WHERE id = $1");
    tx.query_one(&sql, &[id.into()])?.as_ref().map(read).transpose()
}

/// Runs before a number, newest first, and how many there are.
pub(super) fn list(tx: &mut dyn Tx, before: Option<i64>, limit: usize) -> Result<(Vec<Run>, u64)> {
    let total = tx.query_int("SELECT count(*) FROM privacy_retention_runs", &[])?.unsigned_abs();
    let sql = format!("SELECT {COLUMNS} FROM privacy_retention_runs WHERE id < $1 ORDER BY id DESC LIMIT $2");
    let rows = tx.query(&sql, &[before.unwrap_or(i64::MAX).into(), limit.into()])?;
    Ok((rows.iter().map(read).collect::<Result<_>>()?, total))
}

/// When the last run began that was not dry.
pub(super) fn last_begun(tx: &mut dyn Tx) -> Result<Option<Timestamp>> {
    let row = tx.query_one("SELECT max(begun_at) FROM privacy_retention_runs WHERE dry = 0", &[])?;
    Ok(row.and_then(|row| row.opt_int(0)).map(Timestamp))
}

/// The last run that was not dry and is over.
pub(super) fn last_ended(tx: &mut dyn Tx) -> Result<Option<Run>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM privacy_retention_runs WHERE dry = 0 AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1"
    );
    tx.query_one(&sql, &[])?.as_ref().map(read).transpose()
}

/// Keeps how far a run is and what it did. People are counted by [`add_people`], and cancelling by [`cancel`].
pub(super) fn keep(tx: &mut dyn Tx, run: &Run) -> Result<()> {
    let unexpected = |error: serde_json::Error| Error::Unexpected(error.to_string());
    let done = serde_json::to_string(&run.done).map_err(unexpected)?;
    let rows = serde_json::to_string(&run.rows).map_err(unexpected)?;
    let sql = "UPDATE privacy_retention_runs SET stage = $1, frames = $2, looked_at = $3, done = $4, changed = $5
         WHERE id = $6";
    let params =
        [run.stage.as_str().into(), run.frames.into(), run.looked_at.into(), done.into(), rows.into(), run.id.into()];
    tx.execute(sql, &params).map(drop)
}

pub(super) fn add_people(tx: &mut dyn Tx, id: i64, people: u64) -> Result<()> {
    let sql = "UPDATE privacy_retention_runs SET people = people + $1 WHERE id = $2";
    tx.execute(sql, &[people.into(), id.into()]).map(drop)
}

/// A run is over.
pub(super) fn end(tx: &mut dyn Tx, id: i64, stage: RunStage, now: Timestamp) -> Result<()> {
    let sql = "UPDATE privacy_retention_runs SET stage = $1, ended_at = $2, running = NULL WHERE id = $3";
    tx.execute(sql, &[stage.as_str().into(), now.into(), id.into()]).map(drop)
}

/// Somebody wants a run to end; returns whether it was running.
pub(super) fn cancel(tx: &mut dyn Tx, id: i64) -> Result<bool> {
    let sql = "UPDATE privacy_retention_runs SET cancel = 1 WHERE id = $1 AND running = 1";
    Ok(tx.execute(sql, &[id.into()])? > 0)
}

fn read(row: &Row) -> Result<Run> {
    let damaged = |what: &str| Error::Damaged(format!("the {what} of a run of retention"));
    let stage = RunStage::ALL.into_iter().find(|stage| row.text(3).is_ok_and(|text| text == stage.as_str()));
    Ok(Run {
        id: row.int(0)?,
        by: row.opt_text(1).map(str::to_owned),
        dry: row.int(2)? == 1,
        stage: stage.ok_or_else(|| damaged("stage"))?,
        cancel: row.int(4)? == 1,
        frames: row.unsigned(5)?,
        looked_at: row.unsigned(6)?,
        done: serde_json::from_str(row.text(7)?).map_err(|_| damaged("counts"))?,
        people: row.unsigned(8)?,
        rows: serde_json::from_str(row.text(9)?).map_err(|_| damaged("rows"))?,
        begun_at: row.time(10)?,
        ended_at: row.opt_int(11).map(Timestamp),
    })
}
