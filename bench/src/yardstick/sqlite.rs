//! The naive SQLite writer: in one durable transaction of 1,000 events, insert each with a unique id, look up its two
//! identifiers, and update one profile. It takes no requests and parses nothing, which flatters it.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use rusqlite::{Connection, Transaction, params};

use super::Written;
use super::events::{Events, Row};
use crate::event::time;
use crate::limit::{Limit, LimitArgs};
use crate::marks::Marks;
use crate::population::{anonymous_id, user_id};
use crate::process;

/// Events in a transaction.
const BATCH: usize = 1_000;

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE events (id BLOB PRIMARY KEY, person INTEGER NOT NULL, received INTEGER NOT NULL, body TEXT NOT NULL);
    CREATE TABLE identifiers (namespace TEXT NOT NULL, value TEXT NOT NULL, person INTEGER NOT NULL,
        PRIMARY KEY (namespace, value)) WITHOUT ROWID;
    CREATE TABLE profiles (person INTEGER PRIMARY KEY, events INTEGER NOT NULL, first_seen INTEGER NOT NULL,
        last_seen INTEGER NOT NULL);";
const INSERT: &str = "INSERT INTO events (id, person, received, body) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
const LOOK_UP: &str = "SELECT person FROM identifiers WHERE namespace = ?1 AND value = ?2";
const UPSERT: &str = "INSERT INTO profiles (person, events, first_seen, last_seen) VALUES (?1, 1, ?2, ?2)
    ON CONFLICT (person) DO UPDATE SET events = events + 1, last_seen = excluded.last_seen";

/// Options of `yardstick-sqlite`.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    limit: LimitArgs,
    /// People who are known before anything is measured.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    people: u32,
    /// Where the database is made; a temporary directory by default.
    #[arg(long)]
    dir: Option<PathBuf>,
}

/// Carries out `yardstick-sqlite`.
pub(crate) fn command(args: &Args) -> Result<()> {
    let parent = args.dir.clone().unwrap_or_else(std::env::temp_dir);
    println!("{}", run(&parent, args.people, args.limit.limit())?);
    Ok(())
}

/// Measures the writer in a new database under `parent`, which is removed afterwards.
pub(crate) fn run(parent: &Path, people: u32, limit: Limit) -> Result<Written> {
    let dir = tempfile::tempdir_in(parent).context("making a directory for the database")?;
    let mut connection = Connection::open(dir.path().join("yardstick.db")).context("opening the database")?;
    connection.execute_batch(SCHEMA).context("making the tables")?;
    know(&mut connection, people).context("making people known")?;
    let mut events = Events::new(people);
    let (start, cpu) = (Instant::now(), process::own_cpu_seconds());
    let (mut written, mut marks) = (0, Marks::default());
    while limit.goes_on(start, written) {
        let transaction = connection.transaction()?;
        for _ in 0..BATCH {
            take(&transaction, &events.next())?;
        }
        transaction.commit()?;
        written += BATCH as u64;
        marks.note(start, written);
    }
    let cpu = Some(process::own_cpu_seconds() - cpu);
    let seconds = start.elapsed().as_secs_f64();
    marks.end(seconds, written);
    Ok(Written { events: written, seconds, cpu, marks })
}

/// Gives every person their two identifiers and a profile.
fn know(connection: &mut Connection, people: u32) -> Result<()> {
    let mut anonymous: Vec<(String, u32)> = (1..=people).map(|person| (anonymous_id(person), person)).collect();
    anonymous.sort_unstable();
    let mut users: Vec<(String, u32)> = (1..=people).map(|person| (user_id(person), person)).collect();
    users.sort_unstable();
    let transaction = connection.transaction()?;
    for (namespace, ids) in [("anonymous_id", &anonymous), ("user_id", &users)] {
        let mut insert = transaction.prepare("INSERT INTO identifiers VALUES (?1, ?2, ?3)")?;
        for (value, person) in ids {
            insert.execute(params![namespace, value, person])?;
        }
    }
    let mut insert = transaction.prepare("INSERT INTO profiles VALUES (?1, 1, ?2, ?2)")?;
    for person in 1..=people {
        insert.execute(params![person, millis()])?;
    }
    drop(insert);
    transaction.commit()?;
    connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").context("emptying the log")
}

fn take(transaction: &Transaction<'_>, row: &Row<'_>) -> Result<()> {
    let received = millis();
    transaction.prepare_cached(INSERT)?.execute(params![row.id.as_slice(), row.person, received, row.body])?;
    let mut look_up = transaction.prepare_cached(LOOK_UP)?;
    let person: u32 = look_up.query_row(params!["user_id", user_id(row.person)], |found| found.get(0))?;
    let same: u32 = look_up.query_row(params!["anonymous_id", anonymous_id(row.person)], |found| found.get(0))?;
    debug_assert_eq!(person, same, "both identifiers are of one person");
    transaction.prepare_cached(UPSERT)?.execute(params![person, received])?;
    Ok(())
}

fn millis() -> i64 {
    i64::try_from(time::now()).expect("63 bits of milliseconds last long enough")
}
