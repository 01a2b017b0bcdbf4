//! The server under test: how it is started, how its keys are made, and how it is ended.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::child::{Server, free_address};
use super::settings::Settings;
use crate::http::{Address, Connection};
use crate::load::LagPlan;
use crate::probe;

/// Hold back above this lag, in seconds: the goal is two, and the reading itself is up to a quarter of a second old.
const HOLD_ABOVE: f64 = 1.5;

/// A running server with a data directory of its own.
pub(super) struct Throughline {
    server: Option<Server>,
    binary: PathBuf,
    dir: TempDir,
    database: Option<String>,
    lag_path: String,
    people: u32,
    source_key: String,
    admin_key: String,
}

impl Throughline {
    /// Starts the server on an empty directory, and on an empty database if one is given, and makes its keys.
    pub(super) fn start(settings: &Settings, database: Option<&str>) -> Result<Throughline> {
        let binary = settings.server.clone().context("no server was named with --throughline")?;
        let dir = tempfile::tempdir_in(&settings.dir).context("making a data directory")?;
        let database = database.map(str::to_owned);
        let mut throughline = Throughline {
            server: None,
            binary,
            dir,
            database,
            lag_path: settings.lag_path.clone(),
            people: settings.sizes.people,
            source_key: String::new(),
            admin_key: String::new(),
        };
        throughline.resume()?;
        throughline.admin_key = throughline.make_key(&["--role", "admin"])?;
        throughline.source_key = throughline.make_key(&["--source", "bench"])?;
        Ok(throughline)
    }

    /// Starts the server on the directory as it is.
    fn resume(&mut self) -> Result<()> {
        let socket = free_address()?;
        let mut command = self.command(&["serve"]);
        command.arg("--listen").arg(socket.to_string());
        // One generator sends what many senders would.
        let config = self.dir.path().join("bench.toml");
        let limits = ["key", "write_key", "address"].map(|one| format!("requests_per_minute_per_{one} = 0\n"));
        std::fs::write(&config, format!("[limits]\n{}", limits.concat())).context("writing the configuration")?;
        command.arg("--config").arg(config);
        self.server = Some(Server::start(&mut command, socket, &self.dir.path().join("server.log"))?);
        Ok(())
    }

    /// Ends the server, so that its directory lies still.
    pub(super) fn end(&mut self) -> Result<()> {
        self.server.take().map_or(Ok(()), |mut server| server.end())
    }

    /// Starts the ended server again; the seconds from starting it until it has answered about a person.
    pub(super) fn start_again(&mut self) -> Result<f64> {
        let start = Instant::now();
        self.resume()?;
        let plan = self.probing(1)?;
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().context("starting the client")?;
        runtime.block_on(async {
            let mut connection = Connection::open(&plan.address).await?;
            probe::known(&mut connection, &plan, 1).await
        })?;
        Ok(start.elapsed().as_secs_f64())
    }

    /// The data directory.
    pub(super) fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// The process of the server.
    pub(super) fn pid(&self) -> Option<u32> {
        self.server.as_ref().map(Server::pid)
    }

    /// Where the server listens.
    pub(super) fn address(&self) -> Result<Address> {
        let socket: SocketAddr = self.server.as_ref().context("the server is not running")?.socket;
        Address::parse(&format!("http://{socket}"))
    }

    /// The key by which events are sent.
    pub(super) fn source_key(&self) -> &str {
        &self.source_key
    }

    /// How people are asked for.
    pub(super) fn probing(&self, rate: u32) -> Result<probe::Plan> {
        Ok(probe::Plan { address: self.address()?, key: self.admin_key.clone(), rate, people: self.people })
    }

    /// How the lag is read; with `hold`, the load waits while it is too long.
    pub(super) fn lag(&self, hold: bool) -> LagPlan {
        let hold_above = hold.then_some(HOLD_ABOVE);
        LagPlan { path: self.lag_path.clone(), key: self.admin_key.clone(), hold_above }
    }

    fn make_key(&self, kind: &[&str]) -> Result<String> {
        made_key(&mut self.command(&["keys", "create"]), kind)
    }

    fn command(&self, subcommand: &[&str]) -> Command {
        match &self.database {
            None => on_directory(&self.binary, subcommand, &self.data()),
            Some(url) => {
                let mut command = Command::new(&self.binary);
                command.args(subcommand).args(["--database-url", url]);
                command
            }
        }
    }
}

/// Makes a key by `throughline keys create` on some store.
pub(crate) fn made_key(command: &mut Command, kind: &[&str]) -> Result<String> {
    let output = command.args(["--name", "bench", "--json"]).args(kind).output().context("running keys create")?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "keys create failed: {}", error.lines().last().unwrap_or_default());
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).context("keys create did not print JSON")?;
    answer["key"].as_str().map(str::to_owned).context("keys create printed no key")
}

/// `throughline SUBCOMMAND --data DIR`.
pub(crate) fn on_directory(binary: &Path, subcommand: &[&str], data: &Path) -> Command {
    let mut command = Command::new(binary);
    command.args(subcommand).arg("--data").arg(data);
    command
}
