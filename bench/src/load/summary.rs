//! What a load came to.

use std::fmt;

use super::Costs;
use super::shared::Shared;
use crate::histogram::Quantiles;
use crate::marks::{Marks, as_f64};
use crate::process::Memory;

/// The result of a load.
#[derive(Clone, Debug)]
pub(crate) struct Summary {
    /// Events that were acknowledged.
    pub(crate) events: u64,
    /// Requests that were acknowledged.
    pub(crate) requests: u64,
    /// Answers with status 429.
    pub(crate) refused: u64,
    /// From the first request to the last answer.
    pub(crate) seconds: f64,
    /// Latencies of the acknowledged requests.
    pub(crate) latency: Quantiles,
    /// Processor seconds of the generator (with everything else in its process).
    pub(crate) own_cpu: f64,
    /// Processor seconds of the server.
    pub(crate) server_cpu: Option<f64>,
    /// The most memory that the server was seen to hold.
    pub(crate) memory: Option<Memory>,
    /// The longest lag that was seen, in seconds.
    pub(crate) worst_lag: Option<f64>,
    /// The progress.
    pub(crate) marks: Marks,
}

/// Puts together what was counted.
pub(super) fn summarise(shared: &Shared, costs: Costs) -> Summary {
    let tally = shared.tally.borrow();
    let seconds = (tally.last_answer - shared.start).as_secs_f64();
    let mut marks = tally.marks.clone();
    marks.end(seconds, tally.events);
    Summary {
        events: tally.events,
        requests: tally.requests,
        refused: tally.refused,
        seconds,
        latency: tally.latency.quantiles(),
        own_cpu: costs.own,
        server_cpu: costs.server,
        memory: tally.memory,
        worst_lag: tally.worst_lag,
        marks,
    }
}

impl Summary {
    /// Acknowledged events a second.
    pub(crate) fn rate(&self) -> f64 {
        as_f64(self.events) / self.seconds.max(1e-9)
    }

    /// Acknowledged events a processor second of the server.
    pub(crate) fn rate_a_core(&self) -> Option<f64> {
        self.server_cpu.filter(|&cpu| cpu > 0.0).map(|cpu| as_f64(self.events) / cpu)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let late = self.latency;
        writeln!(
            f,
            "{} events in {} requests in {:.1} s: {:.0}/s",
            self.events,
            self.requests,
            self.seconds,
            self.rate()
        )?;
        writeln!(f, "latency p50 {:.2} p95 {:.2} p99 {:.2} max {:.2} ms", late.p50, late.p95, late.p99, late.max)?;
        write!(f, "429s {}; processor: generator {:.2} s", self.refused, self.own_cpu)?;
        if let (Some(cpu), Some(rate)) = (self.server_cpu, self.rate_a_core()) {
            write!(f, ", server {cpu:.2} s ({rate:.0} events a core second)")?;
        }
        if let Some(memory) = self.memory {
            write!(f, "; memory {} MB, of it {} MB not of files", memory.resident >> 20, memory.anonymous >> 20)?;
        }
        self.worst_lag.map_or(Ok(()), |lag| write!(f, "; longest lag {lag:.2} s"))
    }
}
