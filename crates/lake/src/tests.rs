//! A lake over a journal: what it holds is what the journal holds, whatever happens to it.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use ::store::journal::{self, Cursor, Frame};
use ::store::{Location, Store};
use datafusion::arrow::array::AsArray as _;
use datafusion::arrow::datatypes::Int64Type;
use kernel::{Interaction, ManualClock, SourceNo, Timestamp};
use parking_lot::Mutex;
use tempfile::TempDir;

use crate::compactor::{Pace, Stopping};
use crate::files::Place;
use crate::persons::{CLOSER, WhoIsWho, Whose};
use crate::rows::tests::contact;
use crate::segments::{End, Maker};
use crate::sql::{Limits, SqlError};
use crate::tables::{NamedPlace, PublicNames, Registry, Viewer};
use crate::{FOLD_MIGRATIONS, Lake, Settings};

/// Everybody is who their first identifier is, but for those who were told.
struct Told(Mutex<Whose>);

impl WhoIsWho for Told {
    fn now(&self) -> ::store::Result<Whose> {
        Ok(self.0.lock().clone())
    }
}

/// No place has a name.
struct Nowhere;

impl Registry for Nowhere {
    fn touchpoints(&self, _: bool) -> ::store::Result<Vec<NamedPlace>> {
        Ok(vec![NamedPlace { name: "call".to_owned(), interactions: 3, ..NamedPlace::default() }])
    }

    fn departments(&self, _: bool) -> ::store::Result<Vec<NamedPlace>> {
        Ok(Vec::new())
    }
}

fn told(dense: &[u32]) -> Whose {
    Whose::new(dense.into(), Arc::new(|_: &[u32], _| None))
}

/// A store with a lake.
struct World {
    runtime: tokio::runtime::Runtime,
    store: Store,
    people: Arc<Told>,
    directory: TempDir,
    database: Option<String>,
    lake: Option<Lake>,
}

impl World {
    fn sqlite() -> World {
        let directory = tempfile::tempdir().unwrap();
        let location = Location::Directory(directory.path().join("data"));
        World::open(directory, &location, None)
    }

    /// On PostgreSQL, where there is a server for tests.
    fn postgres() -> Option<World> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("THROUGHLINE_TEST_POSTGRES") else {
            println!("skipped: THROUGHLINE_TEST_POSTGRES names no PostgreSQL server");
            return None;
        };
        let name = format!("throughline_lake_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        run(&server, &format!("CREATE DATABASE {name}"));
        let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
        let drop = format!("DROP DATABASE {name} WITH (FORCE)");
        Some(World::open(tempfile::tempdir().unwrap(), &Location::Postgres(url), Some(drop)))
    }

    fn open(directory: TempDir, location: &Location, database: Option<String>) -> World {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let guard = runtime.enter();
        let store = Store::open(location, &[], &[FOLD_MIGRATIONS], Timestamp(0)).unwrap();
        drop(guard);
        let people = Arc::new(Told(Mutex::new(told(&[]))));
        let mut world = World { runtime, store, people, directory, database, lake: None };
        world.reopen();
        world
    }

    fn place(&self) -> std::path::PathBuf {
        self.directory.path().join("lake")
    }

    /// Opens the lake again, as after a crash.
    fn reopen(&mut self) {
        self.lake = None;
        let settings = Settings {
            place: Place::Directory(self.place()),
            temp: self.place(),
            people: self.people.clone(),
            sources: Arc::new(|source: SourceNo| format!("s{}", source.0)),
            names: PublicNames { person: Arc::new(|n| format!("p_{n}")), interaction: Arc::new(|n| format!("i_{n}")) },
            registry: Arc::new(Nowhere),
            functions: Vec::new(),
            clock: Arc::new(ManualClock::at(Timestamp(0))),
            delay: Duration::ZERO,
            limits: Limits { memory: 32 << 20, ..Limits::default() },
        };
        self.lake = Some(Lake::open(&self.store, settings).unwrap());
    }

    fn lake(&self) -> &Lake {
        self.lake.as_ref().unwrap()
    }

    /// Interactions arrive, in frames of at most `size`.
    fn arrive(&self, all: &[Interaction], size: usize) {
        for some in all.chunks(size) {
            let some = some.to_vec();
            let write = move |tx: &mut dyn ::store::Tx| {
                let number = journal::next_frames(tx, 1)?[0];
                let frame = Frame { number, xid: 0, interactions: some, keys: Vec::new() };
                journal::append(tx, vec![frame.encode()?])
            };
            self.store.truth.write_blocking(write).unwrap();
        }
    }

    /// Does everything that is due. On PostgreSQL what others are at in other databases may hold it up.
    fn compact(&self) {
        let stopping: Stopping = Arc::new(|| false);
        let mut pace = Pace::default();
        for _ in 0..3000 {
            while self.lake().step(&mut pace, &stopping).unwrap() {}
            if self.lake().figures().unwrap().waiting == 0 {
                return;
            }
            std::thread::park_timeout(Duration::from_millis(10));
        }
        panic!("something of the journal is in no segment");
    }

    /// The only row of a query, all of it integers.
    fn numbers(&self, sql: &str) -> Vec<i64> {
        self.try_numbers(sql).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    fn try_numbers(&self, sql: &str) -> Result<Vec<i64>, SqlError> {
        let viewer = Viewer { identifiers: true, employees: true, mask: None };
        self.runtime.block_on(async {
            let mut answer = self.lake().query(sql, &viewer).await?;
            let mut rows = Vec::new();
            while let Some(batch) = answer.next().await {
                let batch = batch?;
                let value = |column: usize, row| batch.column(column).as_primitive::<Int64Type>().value(row);
                rows.extend(
                    (0..batch.num_rows())
                        .flat_map(|row| (0..batch.num_columns()).map(move |c| (c, row)))
                        .map(|(c, row)| value(c, row)),
                );
            }
            Ok(rows)
        })
    }

    fn files(&self) -> BTreeSet<String> {
        let names = std::fs::read_dir(self.place()).unwrap().map(|one| one.unwrap().file_name());
        let names = names.map(|name| name.into_string().unwrap());
        names.filter(|name| name.ends_with(".parquet")).collect()
    }

    /// Segments follow each other without a gap, and their files are the only ones.
    fn assert_whole(&self) {
        let manifest = self.lake().refresh().unwrap();
        let mut reached = Cursor::default();
        for one in &manifest.segments {
            assert_eq!(one.from, reached);
            assert!(one.to > one.from && !one.damaged);
            reached = one.to;
        }
        assert_eq!(reached, manifest.about.reached);
        assert_eq!(self.files(), manifest.segments.iter().map(|one| one.file.clone()).collect());
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.lake = None;
        self.store.close();
        if let Some(drop) = &self.database {
            run(&std::env::var("THROUGHLINE_TEST_POSTGRES").unwrap(), drop);
        }
    }
}

fn run(server: &str, sql: &str) {
    let output = Command::new("psql").args([server, "-qc", sql]).output().unwrap();
    assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
}

fn contacts(count: u32) -> Vec<Interaction> {
    (0..count).map(|number| contact(&[number % 50], i64::from(count - number))).collect()
}

const SUMS: &str = "SELECT count(*), count(DISTINCT position), min(person), max(person) FROM interactions";

#[test]
fn every_interaction_is_there_once_wherever_it_is() {
    for world in [Some(World::sqlite()), World::postgres()].into_iter().flatten() {
        assert_eq!(world.numbers("SELECT count(*) FROM interactions"), [0]);
        world.arrive(&contacts(1000), 60);
        assert_eq!(world.numbers(SUMS), [1000, 1000, 0, 49], "before there are segments");
        world.compact();
        assert_eq!(world.numbers(SUMS), [1000, 1000, 0, 49]);
        assert_eq!(world.files().len(), 1);
        for round in 1..=40 {
            world.arrive(&contacts(10), 3);
            let all = 1000 + 10 * round;
            assert_eq!(world.numbers(SUMS), [all, all, 0, 49], "with some in segments and some not");
            world.compact();
            assert_eq!(world.numbers(SUMS), [all, all, 0, 49]);
        }
        world.assert_whole();
        assert!(world.files().len() < 20, "small segments are merged: {:?}", world.files());
    }
}

#[test]
fn a_lake_that_was_thrown_away_is_made_again() {
    for mut world in [Some(World::sqlite()), World::postgres()].into_iter().flatten() {
        world.arrive(&contacts(300), 64);
        world.compact();
        // The directory goes.
        std::fs::remove_dir_all(world.place()).unwrap();
        world.reopen();
        assert_eq!(world.numbers(SUMS), [300, 300, 0, 49]);
        world.compact();
        world.assert_whole();
        // The manifest goes.
        world.store.folds.write_blocking(|tx| tx.execute("DELETE FROM lakes", &[])).unwrap();
        world.store.folds.write_blocking(|tx| tx.execute("DELETE FROM lake_segments", &[])).unwrap();
        world.reopen();
        assert_eq!(world.numbers(SUMS), [300, 300, 0, 49]);
        world.compact();
        world.assert_whole();
        // A file goes, another comes that nobody wrote.
        std::fs::remove_file(world.place().join(world.files().first().unwrap())).unwrap();
        std::fs::write(world.place().join("stray.parquet"), "x").unwrap();
        world.reopen();
        assert_eq!(world.numbers("SELECT count(*) FROM interactions"), [0], "what is left answers");
        world.compact();
        assert_eq!(world.numbers(SUMS), [300, 300, 0, 49]);
        world.assert_whole();
    }
}

#[test]
fn a_damaged_segment_is_set_aside_and_made_anew() {
    let world = World::sqlite();
    world.arrive(&contacts(300), 64);
    world.compact();
    world.arrive(&contacts(7), 64);
    let path = world.place().join(world.files().first().unwrap());
    let mut bytes = std::fs::read(&path).unwrap();
    for byte in &mut bytes[100..2000] {
        *byte ^= 0x55;
    }
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(world.numbers(SUMS)[0], 7, "the rest answers");
    assert_eq!(world.lake().figures().unwrap().damaged.len(), 1);
    world.compact();
    assert_eq!(world.numbers(SUMS), [307, 307, 0, 49]);
    assert!(world.lake().figures().unwrap().damaged.is_empty() && world.lake().examine().unwrap().is_empty());
    world.assert_whole();
}

#[test]
fn who_is_who_changes_the_next_answer() {
    let world = World::sqlite();
    world.arrive(&contacts(100), 64);
    world.compact();
    world.arrive(&contacts(100), 64);
    let people = "SELECT count(DISTINCT person), count(*) FROM interactions";
    assert_eq!(world.numbers(people), [50, 200]);
    // Two people become one, a third is hidden.
    let mut dense: Vec<u32> = (0..50).collect();
    dense[7] = 3;
    dense[8] = CLOSER;
    *world.people.0.lock() = told(&dense);
    assert_eq!(world.numbers(people), [48, 196]);
    assert_eq!(world.numbers("SELECT count(*) FROM interactions WHERE person = 3"), [8]);
    assert_eq!(world.numbers("SELECT count(*) FROM interactions WHERE person IS NULL"), [0]);
}

#[test]
fn rows_are_sorted_on_the_disk_where_memory_has_no_room() {
    let world = World::sqlite();
    world.arrive(&contacts(40_000), 64);
    let maker = Maker { memory: 12 << 20, ..world.lake().maker() };
    let made = maker.make(Cursor::default(), End::Rows(u64::MAX), &told(&[]), &(Arc::new(|| false) as Stopping));
    assert_eq!(made.unwrap().unwrap().rows, 40_000);
}

#[test]
fn what_was_written_anew_is_written_anew_here() {
    for world in [Some(World::sqlite()), World::postgres()].into_iter().flatten() {
        world.arrive(&contacts(100), 10);
        world.compact();
        let before = world.files();
        world
            .store
            .truth
            .write_blocking(|tx| {
                let mut frame = Arc::into_inner(journal::read_frame(tx, 3)?.unwrap()).unwrap();
                frame.interactions[0] = frame.interactions[0].erased(false);
                journal::rewrite_frame(tx, &frame)
            })
            .unwrap();
        assert_eq!(world.lake().forget().unwrap(), 1);
        assert!(world.files().is_disjoint(&before));
        assert_eq!(world.numbers(SUMS)[0], 99);
        assert_eq!(world.lake().forget().unwrap(), 0);
        let left = world.store.truth.read_blocking(|tx| tx.query_int("SELECT count(*) FROM journal_rewritten", &[]));
        assert_eq!(left.unwrap(), 0);
        world.assert_whole();
    }
}

#[test]
fn only_what_reads_is_answered() {
    let world = World::sqlite();
    world.arrive(&contacts(10), 10);
    for refused in [
        "CREATE TABLE t AS SELECT 1",
        "CREATE EXTERNAL TABLE t STORED AS CSV LOCATION '/etc/passwd'",
        "COPY (SELECT 1) TO '/tmp/x.csv'",
        "INSERT INTO interactions SELECT * FROM interactions",
        "DROP TABLE interactions",
        "SET datafusion.execution.batch_size = 1",
        "SELECT 1; SELECT 2",
        "SELECT * FROM '/etc/passwd'",
        "EXPLAIN CREATE VIEW v AS SELECT 1",
        "PREPARE p AS SELECT 1",
        "SELECT nothing FROM interactions",
        "SELECT",
        "",
    ] {
        let error = world.try_numbers(refused).unwrap_err();
        assert!(matches!(error, SqlError::Refused(_)), "{refused}: {error:?}");
    }
    for asked in ["EXPLAIN SELECT * FROM interactions", "SHOW TABLES", "DESCRIBE interactions"] {
        let viewer = Viewer { identifiers: true, employees: true, mask: None };
        let answer = world.runtime.block_on(world.lake().query(asked, &viewer));
        assert!(answer.is_ok(), "{asked}: {:?}", answer.err());
    }
    let heavy =
        "SELECT array_length(array_agg(a.v || repeat('x', 500))) FROM (SELECT unnest(range(0, 1000000)) AS v) a";
    assert!(matches!(world.try_numbers(heavy), Err(SqlError::TooMuch(_))), "memory has a limit");
    assert_eq!(world.numbers("SELECT count(*) FROM interactions"), [10], "and others are answered after it");
}
