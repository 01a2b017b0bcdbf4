//! The tables of readings: what was learnt, runs, what people corrected, and what they call themes.

use std::collections::BTreeMap;

use ::text::Polarity;
use kernel::{Position, Timestamp};
use store::{Error, Migration, Result, Row, Tx, Value};

use super::model::{Correction, Known, Run, Stage, polarity};

/// At most one run is `running`; of the others it is null. `seen_at` is when the server that runs it said so last.
pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "readings_1",
    "CREATE TABLE readings_models (id BIGINT PRIMARY KEY, version BIGINT NOT NULL, made_at BIGINT NOT NULL,
        body {bytes} NOT NULL);
     CREATE TABLE readings_runs (id {serial}, asked_by TEXT, stage TEXT NOT NULL, share DOUBLE PRECISION NOT NULL,
        cancel BIGINT NOT NULL, texts BIGINT NOT NULL, themes BIGINT NOT NULL, fresh BIGINT NOT NULL, said TEXT NOT NULL,
        begun_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, ended_at BIGINT, running BIGINT UNIQUE);
     CREATE TABLE readings_corrections (position BIGINT PRIMARY KEY, sentiment TEXT, theme BIGINT, category TEXT,
        changed_at BIGINT NOT NULL);
     CREATE TABLE readings_themes (number BIGINT PRIMARY KEY, phrases TEXT NOT NULL, name TEXT, hidden BIGINT NOT NULL,
        merged_into BIGINT, found_at BIGINT NOT NULL, is_first BIGINT NOT NULL)",
)];

/// The version of what was learnt last; 0 before anything was.
pub(super) fn version(tx: &mut dyn Tx) -> Result<i64> {
    tx.query_int("SELECT coalesce(max(version), 0) FROM readings_models", &[])
}

/// What was learnt last, with its version.
pub(super) fn models(tx: &mut dyn Tx) -> Result<Option<(i64, Vec<u8>)>> {
    let row = tx.query_one("SELECT version, body FROM readings_models WHERE id = 1", &[])?;
    row.map(|row| Ok((row.int(0)?, row.blob(1)?.to_vec()))).transpose()
}

/// Keeps what was learnt in place of what was known before.
pub(super) fn keep_models(tx: &mut dyn Tx, body: Vec<u8>, now: Timestamp) -> Result<()> {
    let version = version(tx)? + 1;
    let sql = "INSERT INTO readings_models (id, version, made_at, body) VALUES (1, $1, $2, $3)
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, made_at = excluded.made_at, body = excluded.body";
    tx.execute(sql, &[version.into(), now.into(), body.into()]).map(drop)
}

/// What people call themes, by their numbers.
pub(super) fn known(tx: &mut dyn Tx) -> Result<BTreeMap<u32, Known>> {
    let sql = "SELECT number, phrases, name, hidden, merged_into, found_at, is_first FROM readings_themes";
    let read = |row: &Row| {
        let phrases = serde_json::from_str(row.text(1)?).map_err(|_| Error::Damaged("a theme's phrases".to_owned()))?;
        let known = Known {
            phrases,
            name: row.opt_text(2).map(str::to_owned),
            is_hidden: row.int(3)? != 0,
            merged_into: row.opt_int(4).and_then(|number| u32::try_from(number).ok()),
            found_at: row.time(5)?,
            is_first: row.int(6)? != 0,
        };
        Ok((row.unsigned(0)?, known))
    };
    tx.query(sql, &[])?.iter().map(read).collect()
}

/// Keeps what is known of a theme.
pub(super) fn keep_known(tx: &mut dyn Tx, number: u32, known: &Known) -> Result<()> {
    let phrases = serde_json::to_string(&known.phrases).map_err(|error| Error::Unexpected(error.to_string()))?;
    let sql = "INSERT INTO readings_themes (number, phrases, name, hidden, merged_into, found_at, is_first)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (number) DO UPDATE SET phrases = excluded.phrases, name = excluded.name, hidden = excluded.hidden,
            merged_into = excluded.merged_into";
    let merged: Value = known.merged_into.map(i64::from).into();
    let params = [
        number.into(),
        phrases.into(),
        known.name.as_deref().into(),
        known.is_hidden.into(),
        merged,
        known.found_at.into(),
        known.is_first.into(),
    ];
    tx.execute(sql, &params).map(drop)
}

/// A theme that nobody writes about any more is forgotten.
pub(super) fn forget_known(tx: &mut dyn Tx, number: u32) -> Result<()> {
    tx.execute("DELETE FROM readings_themes WHERE number = $1", &[number.into()]).map(drop)
}

/// How many corrections there are and when the last one was made: it changes whenever they do.
pub(super) fn corrections_state(tx: &mut dyn Tx) -> Result<(i64, i64)> {
    let row = tx.query_one("SELECT count(*), coalesce(max(changed_at), 0) FROM readings_corrections", &[])?;
    row.map_or(Ok((0, 0)), |row| Ok((row.int(0)?, row.int(1)?)))
}

/// What people corrected, by position.
pub(super) fn corrections(tx: &mut dyn Tx) -> Result<Vec<(Position, Correction)>> {
    let sql = "SELECT position, sentiment, theme, category FROM readings_corrections ORDER BY position";
    tx.query(sql, &[])?.iter().map(read_correction).collect()
}

fn read_correction(row: &Row) -> Result<(Position, Correction)> {
    let sentiment = row.opt_text(1).and_then(|name| Polarity::ALL.into_iter().find(|one| polarity(*one) == name));
    let theme = row.opt_int(2).and_then(|number| u32::try_from(number).ok());
    Ok((Position(row.unsigned(0)?), Correction { sentiment, theme, category: row.opt_text(3).map(str::to_owned) }))
}

/// Keeps a correction; what it does not say stays as it was said before.
pub(super) fn correct(tx: &mut dyn Tx, position: Position, one: &Correction, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO readings_corrections (position, sentiment, theme, category, changed_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (position) DO UPDATE SET sentiment = coalesce(excluded.sentiment, readings_corrections.sentiment),
            theme = coalesce(excluded.theme, readings_corrections.theme),
            category = coalesce(excluded.category, readings_corrections.category), changed_at = excluded.changed_at";
    let theme: Value = one.theme.map(i64::from).into();
    let params =
        [position.0.into(), one.sentiment.map(polarity).into(), theme, one.category.as_deref().into(), now.into()];
    tx.execute(sql, &params).map(drop)
}

/// Forgets what was said of texts that are gone.
pub(super) fn forget_corrections(tx: &mut dyn Tx, positions: &[Position]) -> Result<u64> {
    let mut gone = 0;
    for position in positions {
        gone += tx.execute("DELETE FROM readings_corrections WHERE position = $1", &[position.0.into()])?;
    }
    Ok(gone)
}

const COLUMNS: &str = "id, asked_by, stage, share, texts, themes, fresh, said, begun_at, ended_at";

fn read_run(row: &Row) -> Result<Run> {
    Ok(Run {
        id: row.int(0)?,
        by: row.opt_text(1).map(str::to_owned),
        stage: Stage::parse(row.text(2)?),
        share: row.opt_real(3).unwrap_or_default(),
        texts: row.unsigned(4)?,
        themes: row.unsigned(5)?,
        fresh: row.unsigned(6)?,
        said: row.string(7)?,
        begun_at: row.time(8)?,
        ended_at: row.opt_int(9).map(Timestamp),
    })
}

/// Begins a run; nothing where one is running that was seen after a time.
pub(super) fn begin(tx: &mut dyn Tx, by: Option<&str>, now: Timestamp, dead_before: Timestamp) -> Result<Option<i64>> {
    let broken = "UPDATE readings_runs SET running = NULL, ended_at = seen_at, stage = 'broken_off'
        WHERE running = 1 AND seen_at < $1";
    tx.execute(broken, &[dead_before.into()])?;
    let sql = "INSERT INTO readings_runs
            (asked_by, stage, share, cancel, texts, themes, fresh, said, begun_at, seen_at, running)
        VALUES ($1, 'gathering', 0, 0, 0, 0, 0, '', $2, $3, 1) ON CONFLICT DO NOTHING RETURNING id";
    let row = tx.query_one(sql, &[by.into(), now.into(), now.into()])?;
    row.map(|row| row.int(0)).transpose()
}

/// When the last run began that was not broken off.
pub(super) fn last_begun(tx: &mut dyn Tx) -> Result<Option<Timestamp>> {
    let sql = "SELECT max(begun_at) FROM readings_runs WHERE stage <> 'broken_off'";
    Ok(tx.query_one(sql, &[])?.and_then(|row| row.opt_int(0)).map(Timestamp))
}

/// Keeps how far a run is; says whether it should go on.
pub(super) fn keep_run(tx: &mut dyn Tx, run: &Run, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE readings_runs SET stage = $1, share = $2, texts = $3, themes = $4, fresh = $5, said = $6,
            seen_at = $7, ended_at = $8, running = CASE WHEN $9 = 1 THEN NULL ELSE running END WHERE id = $10
        RETURNING cancel";
    let ended: Value = run.ended_at.map(|at| at.0).into();
    let params = [
        run.stage.as_str().into(),
        run.share.into(),
        run.texts.into(),
        run.themes.into(),
        run.fresh.into(),
        run.said.as_str().into(),
        now.into(),
        ended,
        run.ended_at.is_some().into(),
        run.id.into(),
    ];
    let row = tx.query_one(sql, &params)?;
    row.map_or(Ok(false), |row| Ok(row.int(0)? == 0))
}

/// Asks a run to end; says whether it was running.
pub(super) fn cancel(tx: &mut dyn Tx, id: i64) -> Result<bool> {
    Ok(tx.execute("UPDATE readings_runs SET cancel = 1 WHERE id = $1 AND running = 1", &[id.into()])? > 0)
}

pub(super) fn run(tx: &mut dyn Tx, id: i64) -> Result<Option<Run>> {
    let sql = format!("SELECT {COLUMNS} FROM readings_runs WHERE id = $1");
    tx.query_one(&sql, &[id.into()])?.as_ref().map(read_run).transpose()
}

/// The newest runs and how many there are.
pub(super) fn runs(tx: &mut dyn Tx, limit: usize) -> Result<(Vec<Run>, u64)> {
    let total = tx.query_int("SELECT count(*) FROM readings_runs", &[])?.unsigned_abs();
    let sql = format!("SELECT {COLUMNS} FROM readings_runs ORDER BY id DESC LIMIT $1");
    Ok((tx.query(&sql, &[limit.into()])?.iter().map(read_run).collect::<Result<_>>()?, total))
}
