//! The load generator: many connections on one thread, each sending a batch and checking its answer before the next.

mod lag;
mod shared;
mod summary;
mod traffic;
mod watch;
mod worker;

use std::rc::Rc;
use std::thread;

use anyhow::{Context, Result};
use tokio::task::{JoinSet, LocalSet};

use crate::http::Address;
use crate::limit::{Limit, LimitArgs};
use crate::probe;
use crate::process;
use shared::Shared;
use traffic::Traffic;

pub(crate) use lag::LagPlan;
pub(crate) use summary::Summary;
pub(crate) use traffic::Kind;

/// Options of `load`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where the server listens.
    #[arg(long, default_value = "http://127.0.0.1:7070")]
    url: String,
    /// The key of the source that the events are sent as.
    #[arg(long)]
    key: String,
    /// Connections that send at the same time.
    #[arg(long, default_value_t = 16)]
    connections: u32,
    /// Events in a request.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=400))]
    batch: u32,
    #[command(flatten)]
    limit: LimitArgs,
    /// How many people the events are about.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    people: u32,
    /// Make all people known first, by one identify for each.
    #[arg(long)]
    warm: bool,
    /// Send no more than this many events a second.
    #[arg(long)]
    rate: Option<u32>,
    /// The process whose processor time and memory are shown: the server's.
    #[arg(long)]
    pid: Option<u32>,
    /// An access key: with it, people are asked for at the same time, as `probe` does.
    #[arg(long)]
    probe_key: Option<String>,
    /// People asked for in a second.
    #[arg(long, default_value_t = 200)]
    probe_rate: u32,
    /// Where the server says how far its folds lag behind, read with the access key.
    #[arg(long)]
    lag_path: Option<String>,
    /// Hold back while the lag is longer than this many seconds.
    #[arg(long, requires = "lag_path")]
    max_lag: Option<f64>,
}

/// What to send, to whom, for how long.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) address: Address,
    pub(crate) key: String,
    pub(crate) connections: u32,
    pub(crate) batch: u32,
    pub(crate) limit: Limit,
    pub(crate) people: u32,
    pub(crate) kind: Kind,
    pub(crate) rate: Option<u32>,
    pub(crate) pid: Option<u32>,
    pub(crate) lag: Option<LagPlan>,
}

impl Plan {
    /// The same plan, sending one identify for each person.
    pub(crate) fn warming(&self) -> Plan {
        let limit = Limit::Events(u64::from(self.people));
        Plan { kind: Kind::Warm, batch: 100, connections: 16, limit, rate: None, ..self.clone() }
    }
}

/// Carries out `load`.
pub(crate) fn command(args: &Args) -> Result<()> {
    let plan = plan(args)?;
    if args.warm {
        println!("making {} people known", args.people);
        println!("{}", run(&plan.warming())?);
    }
    let Some(key) = &args.probe_key else {
        println!("{}", run(&plan)?);
        return Ok(());
    };
    let probing =
        probe::Plan { address: plan.address.clone(), key: key.clone(), rate: args.probe_rate, people: args.people };
    let (summary, probed) = run_probed(&plan, &probing)?;
    println!("{summary}\n{probed}");
    Ok(())
}

fn plan(args: &Args) -> Result<Plan> {
    let lag_key = args.probe_key.clone().unwrap_or_default();
    let lag = args.lag_path.clone().map(|path| LagPlan { path, key: lag_key, hold_above: args.max_lag });
    Ok(Plan {
        address: Address::parse(&args.url)?,
        key: args.key.clone(),
        connections: args.connections,
        batch: args.batch,
        limit: args.limit.limit(),
        people: args.people,
        kind: Kind::Mixed,
        rate: args.rate,
        pid: args.pid,
        lag,
    })
}

/// Sends the load while people are asked for on a thread of its own.
pub(crate) fn run_probed(plan: &Plan, probing: &probe::Plan) -> Result<(Summary, probe::Summary)> {
    let stop = probe::Stop::default();
    thread::scope(|scope| {
        let asking = scope.spawn(|| probe::run(probing, &stop));
        let summary = run(plan);
        stop.now();
        let probed = asking.join().expect("the probe reports its errors instead of panicking");
        Ok((summary?, probed.context("asking for people")?))
    })
}

/// Sends the load and checks the answers. Any answer but success and 429 ends it with an error.
pub(crate) fn run(plan: &Plan) -> Result<Summary> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("starting the generator")?;
    LocalSet::new().block_on(&runtime, send(plan))
}

async fn send(plan: &Plan) -> Result<Summary> {
    let traffic = Rc::new(Traffic::new(plan));
    let connections = worker::connect(plan).await?;
    let costs = Costs::now(plan.pid);
    let shared = Rc::new(Shared::new(plan));
    let mut workers = JoinSet::new();
    for connection in connections {
        workers.spawn_local(worker::work(shared.clone(), traffic.clone(), connection));
    }
    tokio::select! {
        failure = watch::watch(&shared, plan) => failure?,
        finished = all(workers) => finished?,
    }
    Ok(summary::summarise(&shared, costs.since(plan.pid)))
}

async fn all(mut workers: JoinSet<Result<()>>) -> Result<()> {
    while let Some(finished) = workers.join_next().await {
        finished.context("a connection's task broke off")??;
    }
    Ok(())
}

/// Processor seconds of the generator and of the server.
#[derive(Clone, Copy)]
pub(crate) struct Costs {
    own: f64,
    server: Option<f64>,
}

impl Costs {
    fn now(pid: Option<u32>) -> Costs {
        Costs { own: process::own_cpu_seconds(), server: pid.and_then(process::cpu_seconds) }
    }

    fn since(self, pid: Option<u32>) -> Costs {
        let now = Costs::now(pid);
        Costs { own: now.own - self.own, server: now.server.zip(self.server).map(|(now, then)| now - then) }
    }
}
