//! How fast the journey functions are beside the bare loops, over a made-up log in memory.

mod bare;
pub(crate) mod log;
mod questions;
pub(crate) mod write;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use learn::journeys::{Bits, Lines, Part, Work};

use crate::rng::Rng;
use log::Log;
use questions::Question;

/// The options of `journeys`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many interactions; a tenth as many people.
    #[arg(long, default_value_t = 10_000_000)]
    rows: usize,
    /// How many threads.
    #[arg(long, default_value = "2")]
    threads: NonZeroUsize,
    /// How often each is run, in turns; the median counts.
    #[arg(long, default_value_t = 7)]
    runs: usize,
    /// Which log is made up.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Only the questions whose name contains this.
    #[arg(long, default_value = "")]
    only: String,
    /// Write the log to this Parquet file, in order of time.
    #[arg(long)]
    write: Option<PathBuf>,
    /// Write the answers to this JSON file, with the seconds that each took.
    #[arg(long)]
    answers: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn command(args: &Args) -> anyhow::Result<()> {
    let log = Log::generate(args.rows, args.seed);
    println!("{} rows of {} people, {} threads", log.time.len(), log.people(), args.threads);
    if let Some(file) = &args.write {
        write::write(&log, file)?;
    }
    let mut rng = Rng::seeded(args.seed);
    let mask: Vec<u64> = (0..args.rows.div_ceil(64)).map(|_| rng.next()).collect();
    let part = Part::new(Lines::new(&log.offsets, &log.time, &log.position)?, &log.touchpoint)?;
    let masked = part.keep_rows(Bits::new(&mask, args.rows)?)?;
    let never = AtomicBool::new(false);
    let work = Work::new(args.threads, &never);
    let (mut answers, mut seconds) = (serde_json::Map::new(), serde_json::Map::new());
    let columns = ["median", "best", "bare loop", "ratio", "half mask", "goal"];
    let [median_, best, loop_, ratio, half, goal] = columns;
    println!("{:20} {median_:>9} {best:>9} {loop_:>9} {ratio:>6} {half:>9} {goal:>6}", "seconds");
    for question in questions::all(&log, args.threads.get()).iter().filter(|one| one.name.contains(&args.only)) {
        let answer = (question.ours)(&[part], work)?;
        let [mut ours, mut half, mut bare] = [const { Vec::new() }; 3];
        for _ in 0..args.runs {
            ours.push(timed(|| (question.ours)(&[part], work))?);
            half.push(timed(|| (question.ours)(&[masked], work))?);
            if let Some(loop_) = &question.bare {
                bare.push(timed(|| Ok(loop_()))?);
            }
        }
        seconds.insert(question.name.to_owned(), median(ours.clone()).into());
        answers.insert(question.name.to_owned(), answer);
        report(question, ours, half, bare);
    }
    answers.insert("seconds".to_owned(), seconds.into());
    let bare = (0..args.runs).map(|_| timed(|| Ok(bare::compact(&log, args.threads.get(), &mask))));
    let compaction = median(bare.collect::<anyhow::Result<_>>()?);
    println!("copying the rows of half a mask first would take {compaction:.4}");
    if let Some(file) = &args.answers {
        std::fs::write(file, serde_json::to_string_pretty(&answers)?)?;
    }
    Ok(())
}

fn report(question: &Question<'_>, ours: Vec<f64>, half: Vec<f64>, bare: Vec<f64>) {
    let best = ours.iter().copied().fold(f64::INFINITY, f64::min);
    let (name, ours, half) = (question.name, median(ours), median(half));
    let [bare, ratio] = if bare.is_empty() {
        [const { String::new() }; 2]
    } else {
        let bare = median(bare);
        [format!("{bare:.4}"), format!("{:.2}", ours / bare)]
    };
    let goal = question.goal.map_or_else(String::new, |goal| goal.to_string());
    println!("{name:20} {ours:>9.4} {best:>9.4} {bare:>9} {ratio:>6} {half:>9.4} {goal:>6}");
}

/// How many seconds it takes. What it made is thrown away outside of them.
fn timed<R>(run: impl FnOnce() -> anyhow::Result<R>) -> anyhow::Result<f64> {
    let start = Instant::now();
    let made = std::hint::black_box(run()?);
    let seconds = start.elapsed().as_secs_f64();
    drop(made);
    Ok(seconds)
}

pub(crate) fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}
