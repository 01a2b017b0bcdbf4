//! What a report measured. What was not measured says why, and is never shown as a number.

use crate::load::Summary;
use crate::probe;
use crate::yardstick::Written;

/// A figure, or why there is none.
pub(super) type Outcome<T> = Result<T, String>;

/// Everything that a report measures.
pub(super) struct Figures {
    /// The naive SQLite writer.
    pub(super) sqlite: Outcome<Written>,
    /// PostgreSQL with UNNEST.
    pub(super) postgres: Outcome<Written>,
    /// Batches of 100.
    pub(super) batches: Outcome<Summary>,
    /// The axum yardstick with one event a request.
    pub(super) axum_single: Outcome<Summary>,
    /// One event a request.
    pub(super) single: Outcome<Summary>,
    /// From empty to the full size.
    pub(super) sustained: Outcome<Summary>,
    /// People asked for beside the intake, on the full directory.
    pub(super) beside: Outcome<Beside>,
    /// The full directory itself.
    pub(super) full: Outcome<Full>,
    /// JSON Lines from disk.
    pub(super) jsonl: Outcome<Imported>,
    /// CSV from disk.
    pub(super) csv: Outcome<Imported>,
    /// The pipeline by hand on PostgreSQL.
    pub(super) by_hand: Pair,
    /// The server on PostgreSQL.
    pub(super) on_postgres: Pair,
}

/// Batches of 100 and single events.
pub(super) struct Pair {
    pub(super) batches: Outcome<Summary>,
    pub(super) single: Outcome<Summary>,
}

/// Intake with people asked for at the same time.
pub(super) struct Beside {
    pub(super) intake: Summary,
    pub(super) asked: probe::Summary,
}

/// A directory that holds the full size.
#[derive(Clone, Copy)]
pub(super) struct Full {
    pub(super) interactions: u64,
    pub(super) bytes: u64,
    /// Seconds from starting the server until it answers about a person.
    pub(super) start: f64,
}

/// A file taken in.
#[derive(Clone, Copy)]
pub(super) struct Imported {
    pub(super) rows: u64,
    pub(super) bytes: u64,
    pub(super) seconds: f64,
}

/// Why something that nobody asked for has no figure.
const LEFT_OUT: &str = "left out of this run";

impl Figures {
    /// Nothing measured yet.
    pub(super) fn none() -> Figures {
        Figures {
            sqlite: left_out(),
            postgres: left_out(),
            batches: left_out(),
            axum_single: left_out(),
            single: left_out(),
            sustained: left_out(),
            beside: left_out(),
            full: left_out(),
            jsonl: left_out(),
            csv: left_out(),
            by_hand: Pair::none(),
            on_postgres: Pair::none(),
        }
    }
}

impl Pair {
    fn none() -> Pair {
        Pair { batches: left_out(), single: left_out() }
    }

    /// Neither could be measured, for the same reason.
    pub(super) fn failed(error: &anyhow::Error) -> Pair {
        Pair { batches: failed(error), single: failed(error) }
    }
}

fn left_out<T>() -> Outcome<T> {
    Err(LEFT_OUT.to_owned())
}

/// Why a measurement failed, in a line.
pub(super) fn failed<T>(error: &anyhow::Error) -> Outcome<T> {
    let text = format!("{error:#}");
    Err(text.lines().next().unwrap_or_default().replace('|', "/"))
}

/// Runs a measurement, says on the console how it went, and keeps its figure or the reason why there is none.
pub(super) fn outcome<T>(name: &str, measured: impl FnOnce() -> anyhow::Result<T>) -> Outcome<T> {
    println!("\n== {name}");
    measured().or_else(|error| {
        println!("not measured: {error:#}");
        failed(&error)
    })
}
