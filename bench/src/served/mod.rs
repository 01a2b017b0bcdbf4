//! How fast a running server answers questions about journeys: over a copy of the made-up log, through the API and
//! through SQL, as it lies, with a filter, and while people change; and what that takes of memory and disk.

mod questions;
mod server;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::json;
use tempfile::TempDir;

use crate::journeys::log::Log;
use crate::journeys::{median, write};
use crate::marks::as_f64;
use crate::process::memory;
use crate::report::disk::occupied;
use questions::Question;
use server::Running;

/// The options of `served`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The binary of the server.
    #[arg(long)]
    throughline: PathBuf,
    /// How many interactions; a tenth as many people.
    #[arg(long, default_value_t = 10_000_000)]
    rows: usize,
    /// How often each question is asked; the median counts.
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// Which log is made up.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Where the data directory is made; the system's temporary directory by default. A data directory that is left
    /// there with `--keep` is used again.
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Keep the data directory.
    #[arg(long)]
    keep: bool,
}

/// The mapping of the log.
const MAPPING: &str = include_str!("log.mapping.toml");

/// Runs the command.
pub(crate) fn command(args: &Args) -> Result<()> {
    let temporary = args.dir.is_none().then(tempfile::tempdir).transpose().context("making a directory")?;
    let dir = args.dir.clone().unwrap_or_else(|| temporary.as_ref().map_or(".".as_ref(), TempDir::path).into());
    let data = dir.join("data");
    if !data.exists() {
        fill(args, &dir)?;
    }
    let mut server = Running::start(&args.throughline, &data)?;
    let questions = questions::all();
    let start = Instant::now();
    server.ask(&questions[0])?;
    println!("the first answer after a start: {:.2} s", start.elapsed().as_secs_f64());
    server.settled()?;
    server = Running::start(&args.throughline, &data)?;
    let start = Instant::now();
    server.ask(&questions[0])?;
    println!("the first answer after the next one: {:.2} s", start.elapsed().as_secs_f64());
    println!("SQL is answered after {:.0} s more", server.copied()?);
    let people = args.rows / 10;
    let mut table = Table::default();
    table.column("as it lies", &mut server, &questions, args.runs)?;
    let filtered: Vec<Question> = questions.iter().map(Question::filtered).collect();
    table.column("half the channels", &mut server, &filtered, args.runs)?;
    table.column("in SQL", &mut server, &questions.iter().map(Question::in_sql).collect::<Vec<_>>(), args.runs)?;
    for (name, hundredth) in [("1 % changed", 1), ("10 % changed", 9)] {
        let first = server.change(people * hundredth / 100, &questions[0])?;
        println!("{name}: the first answer after that in {:.0} ms", first * 1000.0);
        table.column(name, &mut server, &questions, args.runs)?;
    }
    table.print();
    let memory = memory(server.pid()).context("reading the server's memory")?;
    let gigabytes = |bytes: u64| as_f64(bytes) / 1e9;
    println!(
        "\n{:.2} GB resident ({:.2} GB not of files); {:.2} GB on disk, {:.2} GB of that the journey index",
        gigabytes(memory.resident),
        gigabytes(memory.anonymous),
        gigabytes(occupied(&data)?),
        gigabytes(occupied(&data.join("index"))?),
    );
    server.end()?;
    if !args.keep && args.dir.is_some() {
        std::fs::remove_dir_all(&data).context("removing the data directory")?;
    }
    Ok(())
}

/// Makes a data directory with the log in it.
fn fill(args: &Args, dir: &std::path::Path) -> Result<()> {
    std::fs::create_dir_all(dir).with_context(|| format!("making {}", dir.display()))?;
    let (file, mapping) = (dir.join("log.parquet"), dir.join("log.mapping.toml"));
    write::write(&Log::generate(args.rows, args.seed), &file)?;
    std::fs::write(&mapping, MAPPING).context("writing the mapping")?;
    let start = Instant::now();
    server::import(&args.throughline, &dir.join("data"), &mapping, &file)?;
    println!("{} interactions imported in {:.0} s", args.rows, start.elapsed().as_secs_f64());
    std::fs::remove_file(&file).context("removing the log")?;
    Ok(())
}

/// Milliseconds by question and circumstance.
#[derive(Default)]
struct Table {
    names: Vec<String>,
    rows: Vec<(String, Option<f64>, Vec<String>)>,
}

impl Table {
    fn column(&mut self, name: &str, server: &mut Running, questions: &[Question], runs: usize) -> Result<()> {
        self.names.push(name.to_owned());
        for (place, question) in questions.iter().enumerate() {
            let first = server.ask(question)?;
            let times: Result<Vec<f64>> = (0..runs).map(|_| server.timed(question)).collect();
            let shown = if first.is_some() { format!("{:.0}", median(times?) * 1000.0) } else { "-".to_owned() };
            if self.rows.len() <= place {
                self.rows.push((question.name.to_owned(), question.goal, Vec::new()));
            }
            self.rows[place].2.push(shown);
        }
        Ok(())
    }

    fn print(&self) {
        println!(
            "\n| milliseconds | goal | {} |\n|---|---:|{}",
            self.names.join(" | "),
            "---:|".repeat(self.names.len())
        );
        for (name, goal, times) in &self.rows {
            let goal = goal.map_or("-".to_owned(), |goal| format!("{goal:.0}"));
            println!("| {name} | {goal} | {} |", times.join(" | "));
        }
    }
}

/// A made-up contact of a person of the log, long after it.
fn contact(person: usize, number: usize) -> serde_json::Value {
    json!({"type": "page", "userId": format!("{person}"), "messageId": format!("later-{person}-{number}"),
        "timestamp": "2025-06-01T10:00:00Z", "context": {"page": {"path": "/help"}}})
}
