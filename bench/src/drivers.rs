//! How fast shares of R2 are found, over made-up answers; `bench/peers/shapley.py` says the same of numpy.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use anyhow::{Result, ensure};
use learn::drivers::{BOOTSTRAPS, Cuts, Table, contrasts, importance};
use learn::journeys::Work;
use learn::statistics::{Chance, Cross, MOST_DRIVERS, explained_by_sets, shapley};
use serde_json::json;

/// Options of `drivers`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many answers.
    #[arg(long, default_value_t = 20_000)]
    answers: usize,
    /// How many drivers.
    #[arg(long, default_value_t = 14)]
    drivers: usize,
    /// How many threads.
    #[arg(long, default_value = "2")]
    threads: NonZeroUsize,
    /// How often each is run; the median counts.
    #[arg(long, default_value_t = 21)]
    runs: usize,
    /// Write the answers to this file: 64-bit floats, a row of drivers and the score each.
    #[arg(long)]
    write: Option<PathBuf>,
    /// Write the shares to this JSON file, with the seconds that they took.
    #[arg(long)]
    shares: Option<PathBuf>,
}

/// Carries out `drivers`.
pub(crate) fn command(args: &Args) -> Result<()> {
    ensure!((1..=MOST_DRIVERS).contains(&args.drivers), "there are 1 to {MOST_DRIVERS} drivers");
    let rows = made_up(args.answers, args.drivers);
    if let Some(file) = &args.write {
        let mut out = BufWriter::new(File::create(file)?);
        rows.iter().flatten().try_for_each(|number| out.write_all(&number.to_le_bytes()))?;
        out.flush()?;
    }
    let never = AtomicBool::new(false);
    let (one, all) = (Work::new(NonZeroUsize::MIN, &never), Work::new(args.threads, &never));
    let mut table = Table::new(args.drivers);
    for row in &rows {
        table.add([row.as_slice()]);
    }
    let (seconds, shares) = timed(args.runs, || shares(&rows, args.drivers));
    println!("{} answers, {} drivers", args.answers, args.drivers);
    println!("Shapley shares of R2, from the rows, one thread: {:.2} ms", 1000.0 * seconds);
    if let Some(file) = &args.shares {
        std::fs::write(file, json!({"seconds": seconds, "shares": shares}).to_string())?;
    }
    for (threads, work) in [(1, one), (args.threads.get(), all)] {
        let (seconds, _) = timed(args.runs, || importance(&table, work).map(|found| found.explained.value));
        println!("the same with {BOOTSTRAPS} bootstraps, {threads} threads: {:.1} ms", 1000.0 * seconds);
    }
    let cuts = vec![Cuts::Rating(-0.7, 0.7); args.drivers];
    let (seconds, _) = timed(args.runs, || contrasts(&table, &cuts, all).map(|found| found.explained));
    println!("penalty-reward with {BOOTSTRAPS} bootstraps, {} threads: {:.1} ms", args.threads, 1000.0 * seconds);
    Ok(())
}

/// Drivers that have something in common, and a score of all of them.
fn made_up(answers: usize, drivers: usize) -> Vec<Vec<f64>> {
    let mut chance = Chance::new(7);
    let row = |_| {
        let mood = chance.normal();
        let mut row: Vec<f64> = (0..drivers).map(|_| 0.6 * mood + chance.normal()).collect();
        let score: f64 = (1_u32..).zip(&row).map(|(place, number)| number / f64::from(place)).sum();
        row.push(score + 2.0 * chance.normal());
        row
    };
    (0..answers).map(row).collect()
}

fn shares(rows: &[Vec<f64>], drivers: usize) -> Vec<f64> {
    let mut cross = Cross::new(drivers + 1);
    for row in rows {
        cross.add(row);
    }
    shapley(&explained_by_sets(&cross.correlations(), drivers))
}

/// The median of how many seconds it takes, and what it makes.
fn timed<T>(runs: usize, mut run: impl FnMut() -> T) -> (f64, T) {
    let mut made = run();
    let mut seconds: Vec<f64> = (0..runs.max(1))
        .map(|_| {
            let start = Instant::now();
            made = run();
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_unstable_by(f64::total_cmp);
    (seconds[seconds.len() / 2], made)
}
