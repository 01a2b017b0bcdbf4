//! The server that is asked, over a directory that stays.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use super::contact;
use super::questions::{Asked, Question};
use crate::http::{Address, Connection, post, post_head};
use crate::report::child::{Server, free_address};
use crate::report::throughline::{made_key, on_directory};

/// How long it may take until the whole history is where it is read from.
const SETTLES: Duration = Duration::from_mins(10);
/// Events in a batch.
const BATCH: usize = 500;

/// A running server with a connection to it.
pub(super) struct Running {
    server: Server,
    runtime: Runtime,
    address: Address,
    connection: Connection,
    data: PathBuf,
    admin_key: String,
    source_key: String,
    changes: usize,
}

/// Imports a file into a data directory.
pub(super) fn import(binary: &Path, data: &Path, mapping: &Path, file: &Path) -> Result<()> {
    let mut command = on_directory(binary, &["import"], data);
    let output = command.arg("--map").arg(mapping).arg(file).output().context("running the import")?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the import failed: {}", error.lines().last().unwrap_or_default());
    Ok(())
}

impl Running {
    pub(super) fn start(binary: &Path, data: &Path) -> Result<Running> {
        let admin_key = made_key(&mut on_directory(binary, &["keys", "create"], data), &["--role", "admin"])?;
        let source_key = made_key(&mut on_directory(binary, &["keys", "create"], data), &["--source", "bench"])?;
        let config = data.with_extension("toml");
        let limits = ["key", "write_key", "address"].map(|one| format!("requests_per_minute_per_{one} = 0\n"));
        std::fs::write(&config, format!("[limits]\n{}", limits.concat())).context("writing the configuration")?;
        let socket = free_address()?;
        let mut command = on_directory(binary, &["serve"], data);
        command.arg("--listen").arg(socket.to_string()).arg("--config").arg(&config);
        let server = Server::start(&mut command, socket, &data.with_extension("log"))?;
        let runtime = Builder::new_current_thread().enable_all().build().context("starting the client")?;
        let address = Address::parse(&format!("http://{socket}"))?;
        let connection = runtime.block_on(Connection::open(&address))?;
        let data = data.to_owned();
        Ok(Running { server, runtime, address, connection, data, admin_key, source_key, changes: 0 })
    }

    pub(super) fn pid(&self) -> u32 {
        self.server.pid()
    }

    pub(super) fn end(mut self) -> Result<()> {
        self.server.end()
    }

    /// Waits until the lake has the history; how many seconds that took.
    pub(super) fn copied(&mut self) -> Result<f64> {
        let start = Instant::now();
        let request =
            post(&self.address, "/api/v1/sql", &self.admin_key, r#"{"query": "SELECT count(*) FROM people"}"#);
        while self.runtime.block_on(self.connection.exchange(request.as_bytes()))?.status == 503 {
            ensure!(start.elapsed() < SETTLES, "the lake does not have the history after ten minutes");
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(start.elapsed().as_secs_f64())
    }

    /// Asks, and hands back the answer; nothing where it cannot be asked in this way.
    pub(super) fn ask(&mut self, question: &Question) -> Result<Option<Value>> {
        let (path, body) = match &question.asked {
            Asked::Api(path, body) => (format!("/api/v1/journeys/{path}"), body.clone()),
            Asked::Sql(query) => ("/api/v1/sql".to_owned(), json!({"query": query})),
            Asked::NotThus => return Ok(None),
        };
        let request = post(&self.address, &path, &self.admin_key, &body.to_string());
        let answer = self.runtime.block_on(self.connection.exchange(request.as_bytes()))?;
        let told = String::from_utf8_lossy(&answer.body);
        ensure!(answer.status == 200, "{path} {body}: {} {told}", answer.status);
        Ok(Some(serde_json::from_slice(&answer.body)?))
    }

    /// How many seconds an answer takes.
    pub(super) fn timed(&mut self, question: &Question) -> Result<f64> {
        let start = Instant::now();
        self.ask(question)?;
        Ok(start.elapsed().as_secs_f64())
    }

    /// Sends something new about so many people; the seconds that the next answer takes.
    pub(super) fn change(&mut self, people: usize, question: &Question) -> Result<f64> {
        self.changes += 1;
        let events: Vec<Value> = (0..people).map(|person| contact(person, self.changes)).collect();
        for batch in events.chunks(BATCH) {
            let body = json!({"batch": batch}).to_string();
            let head = post_head(&self.address, "/v1/batch", &self.source_key, body.len());
            let answer = self.runtime.block_on(self.connection.exchange((head + &body).as_bytes()))?;
            ensure!(answer.status == 200, "a batch was answered with {}", answer.status);
        }
        self.timed(question)
    }

    /// Waits until the index lies in files, then ends the server.
    pub(super) fn settled(self) -> Result<()> {
        let until = Instant::now() + SETTLES;
        let is_whole = |name: &std::ffi::OsStr| name.to_str().is_some_and(|name| name.parse::<u64>().is_ok());
        while !self.data.join("index").read_dir()?.flatten().any(|entry| is_whole(&entry.file_name())) {
            ensure!(Instant::now() < until, "the journey index is not written after ten minutes");
            std::thread::sleep(Duration::from_millis(50));
        }
        self.end()
    }
}
