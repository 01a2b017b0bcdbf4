//! The probe: asks for people, their facts and their timelines at a fixed rate, whether earlier answers are in or not.

mod person;
mod summary;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::task::{JoinSet, LocalSet};
use tokio::time::{MissedTickBehavior, interval};

use crate::http::{Address, Connection};
use crate::rng::Rng;

pub(crate) use person::known;
pub(crate) use summary::Summary;

/// Options of `probe`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where the server listens.
    #[arg(long, default_value = "http://127.0.0.1:7070")]
    url: String,
    /// An access key that may read people.
    #[arg(long)]
    key: String,
    /// People asked for in a second.
    #[arg(long, default_value_t = 200)]
    rate: u32,
    /// How long to ask.
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// How many people there are.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    people: u32,
}

/// Whom to ask, and how often.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) address: Address,
    pub(crate) key: String,
    pub(crate) rate: u32,
    pub(crate) people: u32,
}

/// Ends a probe from another thread.
#[derive(Default)]
pub(crate) struct Stop(AtomicBool);

impl Stop {
    /// Ends it.
    pub(crate) fn now(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Carries out `probe`.
pub(crate) fn command(args: &Args) -> Result<()> {
    let address = Address::parse(&args.url)?;
    let plan = Plan { address, key: args.key.clone(), rate: args.rate, people: args.people };
    let stop = Stop::default();
    let summary = std::thread::scope(|scope| {
        let prober = scope.spawn(|| run(&plan, &stop));
        let end = Instant::now() + Duration::from_secs(args.seconds);
        while Instant::now() < end && !prober.is_finished() {
            std::thread::sleep(Duration::from_millis(50));
        }
        stop.now();
        prober.join().expect("the probe reports its errors instead of panicking")
    })?;
    println!("{summary}");
    Ok(())
}

/// Asks until it is stopped.
///
/// It shares the cores with the server and would wait for them as people's own machines do not: it goes before others
/// where the system allows that.
pub(crate) fn run(plan: &Plan, stop: &Stop) -> Result<Summary> {
    let _ = rustix::process::setpriority_process(None, -10);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("starting the probe")?;
    LocalSet::new().block_on(&runtime, ask(plan, stop))
}

/// Connections that wait for the next question. Answers that are late make it grow, not the questions wait.
struct Pool {
    address: Address,
    idle: RefCell<Vec<(Instant, Connection)>>,
}

/// Connections that were idle for longer are not used again: servers end them.
const IDLE: Duration = Duration::from_secs(10);

async fn ask(plan: &Plan, stop: &Stop) -> Result<Summary> {
    let pool = Rc::new(Pool { address: plan.address.clone(), idle: RefCell::new(Vec::new()) });
    let found = Rc::new(RefCell::new(summary::Counts::new()));
    let failed = Rc::new(Cell::new(None));
    let mut asking = JoinSet::new();
    let mut rng = Rng::fresh();
    let mut ticks = interval(Duration::from_secs(1) / plan.rate.max(1));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    while !stop.0.load(Ordering::Relaxed) {
        let due = ticks.tick().await;
        let question = person::Question { plan: plan.clone(), person: 1 + rng.below(plan.people), due: due.into() };
        asking.spawn_local(answer(pool.clone(), found.clone(), failed.clone(), question));
        while asking.try_join_next().is_some() {}
        if let Some(error) = failed.take() {
            return Err(error);
        }
    }
    while asking.join_next().await.is_some() {}
    failed.take().map_or_else(|| Ok(found.borrow().summary()), Err)
}

async fn answer(
    pool: Rc<Pool>,
    found: Rc<RefCell<summary::Counts>>,
    failed: Rc<Cell<Option<anyhow::Error>>>,
    question: person::Question,
) {
    match pool.take().await {
        Ok(mut connection) => match person::ask(&mut connection, &question).await {
            Ok(times) => {
                found.borrow_mut().add(times);
                pool.idle.borrow_mut().push((Instant::now(), connection));
            }
            Err(error) => failed.set(Some(error)),
        },
        Err(error) => failed.set(Some(error)),
    }
}

impl Pool {
    async fn take(&self) -> Result<Connection> {
        let idle = self.idle.borrow_mut().pop();
        match idle {
            Some((since, connection)) if since.elapsed() < IDLE => Ok(connection),
            _ => Connection::open(&self.address).await,
        }
    }
}
