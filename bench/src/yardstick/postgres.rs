//! PostgreSQL with UNNEST: batches of 10,000 rows with a unique id, durable, without identities. It takes no requests
//! and parses nothing, which flatters it.

use std::thread;
use std::time::Instant;

use anyhow::{Context, Result};
use sqlx::Executor as _;

use super::events::Events;
use super::{Written, database};
use crate::event::time;
use crate::limit::{Limit, LimitArgs};
use crate::marks::Marks;
use crate::process;

/// Rows in a transaction.
const BATCH: usize = 10_000;
const SCHEMA: &str = "
    DROP TABLE IF EXISTS yardstick_events;
    CREATE TABLE yardstick_events (id bytea PRIMARY KEY, person bigint NOT NULL, received bigint NOT NULL,
        body text NOT NULL)";
const INSERT: &str = "INSERT INTO yardstick_events (id, person, received, body)
    SELECT * FROM UNNEST($1::bytea[], $2::bigint[], $3::bigint[], $4::text[]) ON CONFLICT DO NOTHING";

/// Options of `yardstick-postgres`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The database, such as `postgres://postgres@127.0.0.1:5432/postgres`. Its table `yardstick_events` is replaced.
    #[arg(long)]
    url: String,
    #[command(flatten)]
    limit: LimitArgs,
    /// How many people the events are about.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    people: u32,
    /// Connections that write at the same time.
    #[arg(long, default_value_t = 2)]
    connections: u32,
    /// The process of the database's postmaster, whose processor time is counted.
    #[arg(long)]
    pid: Option<u32>,
}

/// What to write, and where.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) url: String,
    pub(crate) limit: Limit,
    pub(crate) people: u32,
    pub(crate) connections: u32,
    pub(crate) pid: Option<u32>,
}

/// Carries out `yardstick-postgres`.
pub(crate) fn command(args: &Args) -> Result<()> {
    let (limit, connections) = (args.limit.limit(), args.connections);
    let plan = Plan { url: args.url.clone(), limit, people: args.people, connections, pid: args.pid };
    println!("{}", run(&plan)?);
    Ok(())
}

/// Measures the writer in a table of its own, which is dropped afterwards.
pub(crate) fn run(plan: &Plan) -> Result<Written> {
    execute(&plan.url, SCHEMA)?;
    let (start, cpu) = (Instant::now(), costs(plan.pid));
    let limit = share(plan);
    let writers: Vec<Result<u64>> = thread::scope(|scope| {
        let spawn = |_| scope.spawn(move || write(plan, limit, start));
        let running: Vec<_> = (0..plan.connections.max(1)).map(spawn).collect();
        running.into_iter().map(|writer| writer.join().expect("a writer returns its errors")).collect()
    });
    let seconds = start.elapsed().as_secs_f64();
    let cpu = costs(plan.pid).zip(cpu).map(|(now, then)| now - then);
    let events = writers.into_iter().sum::<Result<u64>>()?;
    execute(&plan.url, "DROP TABLE yardstick_events")?;
    Ok(Written { events, seconds, cpu, marks: Marks::default() })
}

/// Each connection's part of the limit.
fn share(plan: &Plan) -> Limit {
    match plan.limit {
        Limit::Events(events) => Limit::Events(events.div_ceil(u64::from(plan.connections.max(1)))),
        time @ Limit::Time(_) => time,
    }
}

fn costs(pid: Option<u32>) -> Option<f64> {
    pid.and_then(process::cpu_seconds_with_children).map(|database| database + process::own_cpu_seconds())
}

/// Runs statements without parameters.
fn execute(url: &str, statements: &'static str) -> Result<()> {
    super::serve::runtime(1)?.block_on(async {
        let mut connection = database::connect(url).await?;
        connection.execute(sqlx::raw_sql(statements)).await.context("preparing the table")?;
        Ok(())
    })
}

/// One connection's work: fill a batch, insert it, commit.
fn write(plan: &Plan, limit: Limit, start: Instant) -> Result<u64> {
    super::serve::runtime(1)?.block_on(async {
        let mut connection = database::connect(&plan.url).await?;
        let (mut events, mut batch) = (Events::new(plan.people), Batch::default());
        let mut written = 0;
        while limit.goes_on(start, written) {
            batch.fill(&mut events);
            let insert =
                sqlx::query(INSERT).bind(&batch.ids).bind(&batch.people).bind(&batch.times).bind(&batch.bodies);
            written += insert.execute(&mut connection).await.context("inserting a batch")?.rows_affected();
        }
        Ok(written)
    })
}

/// The columns of a batch.
#[derive(Default)]
struct Batch {
    ids: Vec<Vec<u8>>,
    people: Vec<i64>,
    times: Vec<i64>,
    bodies: Vec<String>,
}

impl Batch {
    fn fill(&mut self, events: &mut Events) {
        *self = Batch::default();
        let now = i64::try_from(time::now()).expect("63 bits of milliseconds last long enough");
        for _ in 0..BATCH {
            let row = events.next();
            self.ids.push(row.id.to_vec());
            self.people.push(i64::from(row.person));
            self.times.push(now);
            self.bodies.push(row.body.to_owned());
        }
    }
}
