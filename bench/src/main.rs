//! The benchmarks: a load generator that checks the answers, the yardsticks it is compared with, and the report.

mod coverage;
mod drivers;
mod event;
mod event_log;
mod generate;
mod histogram;
mod http;
mod journeys;
mod limit;
mod load;
mod marks;
mod population;
mod probe;
mod process;
mod report;
mod rng;
mod served;
mod surveys;
mod text;
mod yardstick;

use clap::{Parser, Subcommand};

/// The server uses the same allocator, so the yardsticks are not held back by theirs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures Throughline beside its yardsticks. All traffic stays on loopback addresses.
#[derive(Parser)]
#[command(name = "throughline-bench", version, max_term_width = 120)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Send Segment batches as fast as they are taken, and check every answer.
    Load(load::Args),
    /// Ask for people, facts and timelines at a fixed rate.
    Probe(probe::Args),
    /// The naive SQLite writer: 1,000 events a durable transaction.
    YardstickSqlite(yardstick::sqlite::Args),
    /// PostgreSQL with UNNEST: batches of 10,000, a unique id, no identity.
    YardstickPostgres(yardstick::postgres::Args),
    /// An axum server that parses the events with typed serde and does nothing else; to be loaded by `load`.
    YardstickAxum(yardstick::axum::Args),
    /// Intake written by hand on PostgreSQL: HTTP, duplicates, identities, journal, ledger; to be loaded by `load`.
    YardstickPostgresPipeline(yardstick::pipeline::Args),
    /// Write a file for the import benchmark, and its mapping beside it.
    Generate(generate::Args),
    /// Read an event log and say how fast.
    EventLog(event_log::Args),
    /// Say how fast shares of R2 are found, over made-up answers.
    Drivers(drivers::Args),
    /// Say how often intervals of a net promoter score hold it.
    Coverage(coverage::Args),
    /// Measure the journey functions beside bare loops, over a made-up log in memory.
    Journeys(journeys::Args),
    /// Ask the questions about journeys of a running server, over its own copy of that log.
    Served(served::Args),
    /// Answer a survey on its public page, as fast as answers become durable.
    Surveys(surveys::Args),
    /// Say how well and how fast texts are understood.
    Text(text::Args),
    /// Run everything and write docs/benchmarks.md.
    Report(report::Args),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Load(args) => load::command(&args),
        Command::Probe(args) => probe::command(&args),
        Command::YardstickSqlite(args) => yardstick::sqlite::command(&args),
        Command::YardstickPostgres(args) => yardstick::postgres::command(&args),
        Command::YardstickAxum(args) => yardstick::axum::command(&args),
        Command::YardstickPostgresPipeline(args) => yardstick::pipeline::command(&args),
        Command::Generate(args) => generate::command(&args),
        Command::EventLog(args) => event_log::command(&args),
        Command::Drivers(args) => drivers::command(&args),
        Command::Coverage(args) => {
            coverage::command(&args);
            Ok(())
        }
        Command::Journeys(args) => journeys::command(&args),
        Command::Served(args) => served::command(&args),
        Command::Surveys(args) => surveys::command(&args),
        Command::Text(args) => text::command(&args),
        Command::Report(args) => report::command(&args),
    }
}
