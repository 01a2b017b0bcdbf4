//! What the connections share: how much was sent and answered, and when to hold back or stop.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use tokio::time;

use super::Plan;
use crate::histogram::Histogram;
use crate::limit::Limit;
use crate::marks::Marks;
use crate::process::Memory;

/// The state of a load.
pub(super) struct Shared {
    pub(super) start: Instant,
    pub(super) tally: RefCell<Tally>,
    /// Set while the server's folds lag too far behind.
    pub(super) held: Cell<bool>,
    claimed: Cell<u64>,
    batch: u64,
    limit: Limit,
    rate: Option<u32>,
}

/// What was answered so far.
pub(super) struct Tally {
    pub(super) events: u64,
    pub(super) requests: u64,
    pub(super) refused: u64,
    pub(super) latency: Histogram,
    /// The latencies since the last line was printed.
    pub(super) recent: Histogram,
    pub(super) last_answer: Instant,
    pub(super) marks: Marks,
    pub(super) memory: Option<Memory>,
    pub(super) worst_lag: Option<f64>,
    pub(super) lag: Option<f64>,
}

impl Shared {
    pub(super) fn new(plan: &Plan) -> Shared {
        Shared {
            start: Instant::now(),
            tally: RefCell::new(Tally::new()),
            held: Cell::new(false),
            claimed: Cell::new(0),
            batch: u64::from(plan.batch),
            limit: plan.limit,
            rate: plan.rate,
        }
    }

    /// Waits until the next batch may be sent; `false` when the load is at its end.
    pub(super) async fn claim(&self) -> bool {
        while self.held.get() {
            time::sleep(Duration::from_millis(5)).await;
        }
        let before = self.claimed.get();
        if !self.limit.goes_on(self.start, before) {
            return false;
        }
        self.claimed.set(before + self.batch);
        if let Some(rate) = self.rate {
            let due = Duration::from_micros(before * 1_000_000 / u64::from(rate.max(1)));
            time::sleep_until((self.start + due).into()).await;
        }
        true
    }

    /// Counts a batch that was taken.
    pub(super) fn taken(&self, latency: Duration) {
        let mut tally = self.tally.borrow_mut();
        tally.events += self.batch;
        tally.requests += 1;
        tally.latency.add(latency);
        tally.recent.add(latency);
        tally.last_answer = Instant::now();
    }

    /// Counts a 429.
    pub(super) fn refused(&self) {
        let mut tally = self.tally.borrow_mut();
        tally.refused += 1;
        tally.last_answer = Instant::now();
    }
}

impl Tally {
    fn new() -> Tally {
        Tally {
            events: 0,
            requests: 0,
            refused: 0,
            latency: Histogram::new(),
            recent: Histogram::new(),
            last_answer: Instant::now(),
            marks: Marks::default(),
            memory: None,
            worst_lag: None,
            lag: None,
        }
    }
}
