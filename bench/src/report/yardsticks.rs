//! The yardsticks of a report, and the load on those that are servers.

use std::process::Command;

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::child::{Server, free_address};
use super::cluster::Cluster;
use super::settings::Settings;
use crate::http::Address;
use crate::limit::Limit;
use crate::load::{self, Kind, Plan, Summary};
use crate::yardstick::{Written, postgres, sqlite};

/// Connections that send single events, as the table says.
pub(super) const SINGLE_CONNECTIONS: u32 = 64;
/// Connections that send batches.
pub(super) const BATCH_CONNECTIONS: u32 = 32;

/// The naive SQLite writer.
pub(super) fn sqlite(settings: &Settings) -> Result<Written> {
    shown(sqlite::run(&settings.dir, settings.sizes.people, settings.sizes.limit()))
}

/// PostgreSQL with UNNEST, in a cluster of its own.
pub(super) fn postgres(settings: &Settings) -> Result<Written> {
    let cluster = Cluster::start(settings)?;
    shown(postgres::run(&postgres::Plan {
        url: cluster.url().to_owned(),
        limit: settings.sizes.limit(),
        people: settings.sizes.people,
        connections: 2,
        pid: cluster.postmaster(),
    }))
}

/// axum with typed serde that only parses, one event a request.
pub(super) fn axum(settings: &Settings) -> Result<Summary> {
    Served::start("yardstick-axum", &[])?.single(Limit::seconds(settings.sizes.short), settings)
}

/// A yardstick that is a server.
pub(super) struct Served {
    server: Server,
    _dir: TempDir,
}

impl Served {
    /// The pipeline by hand.
    pub(super) fn pipeline(url: &str) -> Result<Served> {
        Served::start("yardstick-postgres-pipeline", &["--url", url])
    }

    fn start(subcommand: &str, options: &[&str]) -> Result<Served> {
        let dir = tempfile::tempdir().context("making a directory for a log")?;
        let this = std::env::current_exe().context("finding this program")?;
        let socket = free_address()?;
        let mut command = Command::new(this);
        command.arg(subcommand).args(["--listen", &socket.to_string()]).args(options);
        Ok(Served { server: Server::start(&mut command, socket, &dir.path().join("log"))?, _dir: dir })
    }

    /// Makes everybody known.
    pub(super) fn warm(&self, settings: &Settings) -> Result<Summary> {
        shown(load::run(&self.plan(settings)?.warming()))
    }

    /// Batches of 100.
    pub(super) fn batches(&self, settings: &Settings) -> Result<Summary> {
        shown(load::run(&self.plan(settings)?))
    }

    /// One event a request.
    pub(super) fn single(&self, limit: Limit, settings: &Settings) -> Result<Summary> {
        shown(load::run(&Plan { batch: 1, connections: SINGLE_CONNECTIONS, limit, ..self.plan(settings)? }))
    }

    fn plan(&self, settings: &Settings) -> Result<Plan> {
        Ok(Plan {
            address: Address::parse(&format!("http://{}", self.server.socket))?,
            key: "yardstick".to_owned(),
            connections: BATCH_CONNECTIONS,
            batch: 100,
            limit: settings.sizes.limit(),
            people: settings.sizes.people,
            kind: Kind::Mixed,
            rate: None,
            pid: Some(self.server.pid()),
            lag: None,
        })
    }
}

/// Prints a result on its way.
pub(super) fn shown<T: std::fmt::Display>(result: Result<T>) -> Result<T> {
    result.inspect(|result| println!("{result}"))
}
