//! Watches a load: marks its progress, prints a line each second, reads the lag, and gives up on a server that hangs.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tokio::time::{MissedTickBehavior, interval};

use super::shared::Shared;
use super::{Plan, lag};
use crate::http::Connection;
use crate::marks::as_f64;
use crate::process;

/// A server that has answered nothing for so long hangs.
const HANGS: Duration = Duration::from_mins(1);
const TICK: Duration = Duration::from_millis(50);
/// Ticks between two readings of the lag.
const LAG_EVERY: u32 = 4;
/// Ticks between two lines.
const LINE_EVERY: u32 = 20;

/// Watches until the load ends, which drops this; returns only with an error.
pub(super) async fn watch(shared: &Shared, plan: &Plan) -> Result<()> {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut lags = match &plan.lag {
        Some(_) => Some(Connection::open(&plan.address).await?),
        None => None,
    };
    let (mut tick, mut line) = (0_u32, Line::new());
    loop {
        ticks.tick().await;
        note_progress(shared)?;
        if let Some(connection) = lags.as_mut().filter(|_| tick.is_multiple_of(LAG_EVERY)) {
            note_lag(shared, plan, connection).await?;
        }
        if tick % LINE_EVERY == LINE_EVERY - 1 {
            note_memory(shared, plan);
            line.print(shared, plan);
        }
        tick = tick.wrapping_add(1);
    }
}

fn note_progress(shared: &Shared) -> Result<()> {
    let mut tally = shared.tally.borrow_mut();
    let events = tally.events;
    tally.marks.note(shared.start, events);
    if tally.last_answer.elapsed() > HANGS && !shared.held.get() {
        bail!("no answer for a minute");
    }
    Ok(())
}

async fn note_lag(shared: &Shared, plan: &Plan, connection: &mut Connection) -> Result<()> {
    let Some(wanted) = &plan.lag else { return Ok(()) };
    let now = lag::read(connection, &plan.address, wanted).await.context("reading the lag")?;
    let mut tally = shared.tally.borrow_mut();
    tally.lag = now;
    tally.worst_lag = [tally.worst_lag, now].into_iter().flatten().reduce(f64::max);
    shared.held.set(wanted.hold_above.zip(now).is_some_and(|(bound, now)| now > bound));
    Ok(())
}

fn note_memory(shared: &Shared, plan: &Plan) {
    if let Some(now) = plan.pid.and_then(process::memory) {
        let mut tally = shared.tally.borrow_mut();
        tally.memory = Some(tally.memory.unwrap_or_default().peak(now));
    }
}

/// The line of each second, and what it counts from.
struct Line {
    at: Instant,
    events: u64,
    own_cpu: f64,
    server_cpu: f64,
}

impl Line {
    fn new() -> Line {
        Line { at: Instant::now(), events: 0, own_cpu: process::own_cpu_seconds(), server_cpu: 0.0 }
    }

    fn print(&mut self, shared: &Shared, plan: &Plan) {
        let mut tally = shared.tally.borrow_mut();
        let rate = as_f64(tally.events - self.events) / self.at.elapsed().as_secs_f64();
        let recent = tally.recent.quantiles();
        let own = process::own_cpu_seconds();
        print!("{:>6.1} s {:>10} events {rate:>8.0}/s", shared.start.elapsed().as_secs_f64(), tally.events);
        print!("  p50 {:.1} p95 {:.1} p99 {:.1} max {:.1} ms", recent.p50, recent.p95, recent.p99, recent.max);
        print!("  429s {}  generator {:.2} s", tally.refused, own - self.own_cpu);
        self.print_server(plan);
        println!("{}", tally.lag.map(|lag| format!("  lag {lag:.2} s")).unwrap_or_default());
        tally.recent.clear();
        (self.at, self.events, self.own_cpu) = (Instant::now(), tally.events, own);
    }

    fn print_server(&mut self, plan: &Plan) {
        let cost = plan.pid.and_then(|pid| Some((process::cpu_seconds(pid)?, process::memory(pid)?)));
        if let Some((cpu, memory)) = cost {
            let spent = if self.server_cpu > 0.0 { cpu - self.server_cpu } else { 0.0 };
            print!("  server {spent:.2} s, {} MB", memory.resident >> 20);
            self.server_cpu = cpu;
        }
    }
}
