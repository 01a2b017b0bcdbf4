//! What a probe came to.

use std::fmt;

use super::person::Times;
use crate::histogram::{Histogram, Quantiles};

/// Latencies by kind of question.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Summary {
    /// A person by identifier, with facts.
    pub(crate) person: Quantiles,
    pub(crate) timeline: Quantiles,
    /// By how much the probe itself was late.
    pub(crate) late: Quantiles,
    /// People whom the server did not know yet.
    pub(crate) unknown: u64,
}

/// What was counted so far.
pub(super) struct Counts {
    person: Histogram,
    timeline: Histogram,
    late: Histogram,
    unknown: u64,
}

impl Counts {
    pub(super) fn new() -> Counts {
        let empty = Histogram::new;
        Counts { person: empty(), timeline: empty(), late: empty(), unknown: 0 }
    }

    pub(super) fn add(&mut self, times: Option<Times>) {
        let Some(times) = times else {
            self.unknown += 1;
            return;
        };
        self.person.add(times.person);
        self.timeline.add(times.timeline);
        self.late.add(times.late);
    }

    pub(super) fn summary(&self) -> Summary {
        Summary {
            person: self.person.quantiles(),
            timeline: self.timeline.quantiles(),
            late: self.late.quantiles(),
            unknown: self.unknown,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds =
            [("person with facts", self.person), ("timeline", self.timeline), ("the probe was late", self.late)];
        for (name, late) in kinds {
            writeln!(
                f,
                "{name:<18} {:>7} asked  p50 {:.2} p99 {:.2} max {:.2} ms",
                late.count, late.p50, late.p99, late.max
            )?;
        }
        write!(f, "not known yet      {:>7}", self.unknown)
    }
}
