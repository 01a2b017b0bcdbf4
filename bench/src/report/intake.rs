//! The server under load: batches, single events, from empty to the full size, and people asked for meanwhile.

use anyhow::Result;

use super::disk;
use super::figures::{Beside, Full};
use super::settings::Settings;
use super::throughline::Throughline;
use super::yardsticks::{BATCH_CONNECTIONS, SINGLE_CONNECTIONS, shown};
use crate::limit::Limit;
use crate::load::{self, Kind, Plan, Summary};
use crate::marks::as_f64;

/// People asked for in a second.
const PROBE_RATE: u32 = 200;

/// A server that knows everybody, and whose folds keep up: what is measured next begins with no backlog.
pub(super) fn warmed(settings: &Settings, database: Option<&str>) -> Result<Throughline> {
    let server = Throughline::start(settings, database)?;
    println!("\n== making {} people known", settings.sizes.people);
    shown(load::run(&plan(settings, &server, true)?.warming()))?;
    Ok(server)
}

/// Batches of 100 as fast as they are acknowledged.
pub(super) fn batches(settings: &Settings, server: &Throughline) -> Result<Summary> {
    shown(load::run(&plan(settings, server, false)?))
}

/// One event a request.
pub(super) fn single(settings: &Settings, server: &Throughline) -> Result<Summary> {
    shown(load::run(&Plan { batch: 1, connections: SINGLE_CONNECTIONS, ..plan(settings, server, false)? }))
}

/// From empty to the full size, no faster than the folds keep up.
pub(super) fn sustained(settings: &Settings, server: &Throughline) -> Result<Summary> {
    let limit = Limit::Events(settings.sizes.interactions);
    shown(load::run(&Plan { limit, ..plan(settings, server, true)? }))
}

/// Batches of 100, no faster than the folds keep up, while people are asked for.
pub(super) fn beside(settings: &Settings, server: &Throughline) -> Result<Beside> {
    let (intake, asked) = load::run_probed(&plan(settings, server, true)?, &server.probing(PROBE_RATE)?)?;
    println!("{intake}\n{asked}");
    Ok(Beside { intake, asked })
}

/// What the directory takes on disk, and how long the server takes to start on it.
pub(super) fn full(server: &mut Throughline, interactions: u64) -> Result<Full> {
    server.end()?;
    let bytes = disk::occupied(&server.data())?;
    let start = server.start_again()?;
    let each = as_f64(bytes) / as_f64(interactions.max(1));
    println!("{interactions} interactions, {bytes} bytes on disk ({each:.0} each); started in {start:.3} s");
    Ok(Full { interactions, bytes, start })
}

fn plan(settings: &Settings, server: &Throughline, hold: bool) -> Result<Plan> {
    Ok(Plan {
        address: server.address()?,
        key: server.source_key().to_owned(),
        connections: BATCH_CONNECTIONS,
        batch: 100,
        limit: settings.sizes.limit(),
        people: settings.sizes.people,
        kind: Kind::Mixed,
        rate: None,
        pid: server.pid(),
        lag: Some(server.lag(hold)),
    })
}
