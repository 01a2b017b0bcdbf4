//! How long a measurement goes on: so many seconds or so many events.

use std::time::{Duration, Instant};

/// The end of a measurement.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    /// Until this much time has passed.
    Time(Duration),
    /// Until this many events were sent.
    Events(u64),
}

/// The options that say how long to measure.
#[derive(clap::Args, Clone, Copy)]
pub(crate) struct LimitArgs {
    /// Measure for this many seconds.
    #[arg(long, default_value_t = 60, conflicts_with = "events")]
    seconds: u64,
    /// Measure until this many events are through.
    #[arg(long)]
    events: Option<u64>,
}

impl LimitArgs {
    /// The limit that was asked for.
    pub(crate) fn limit(self) -> Limit {
        self.events.map_or(Limit::Time(Duration::from_secs(self.seconds)), Limit::Events)
    }
}

impl Limit {
    /// So many seconds.
    pub(crate) fn seconds(seconds: u64) -> Limit {
        Limit::Time(Duration::from_secs(seconds))
    }

    /// Whether to go on after so many events.
    pub(crate) fn goes_on(self, start: Instant, events: u64) -> bool {
        match self {
            Limit::Time(length) => start.elapsed() < length,
            Limit::Events(wanted) => events < wanted,
        }
    }
}
