//! A server started for the report: waited for until it listens, ended politely, its output kept for when it fails.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long a server may take to listen.
const STARTS: Duration = Duration::from_mins(2);
/// How long a server may take to end after it was asked to.
const ENDS: Duration = Duration::from_mins(1);

/// A running server.
pub(crate) struct Server {
    child: Child,
    log: PathBuf,
    pub(crate) socket: SocketAddr,
}

/// A loopback address with a port that nobody uses.
pub(crate) fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("looking for a free port")?;
    listener.local_addr().context("looking for a free port")
}

impl Server {
    /// Starts a program that will listen at `socket`, and waits until it does.
    pub(crate) fn start(command: &mut Command, socket: SocketAddr, log: &Path) -> Result<Server> {
        let output = File::create(log).with_context(|| format!("making {}", log.display()))?;
        let errors = output.try_clone().context("sharing the log")?;
        let command = command.stdin(Stdio::null()).stdout(output).stderr(errors);
        let child = command.spawn().with_context(|| format!("starting {}", command.get_program().display()))?;
        let mut server = Server { child, log: log.to_owned(), socket };
        server.wait_until_it_listens()?;
        Ok(server)
    }

    /// The process of the server.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks the server to end and waits until it has.
    pub(crate) fn end(&mut self) -> Result<()> {
        ask_to_end(self.pid(), "TERM")?;
        self.wait()
    }

    /// Waits until the server has ended by itself.
    pub(crate) fn wait(&mut self) -> Result<()> {
        let until = Instant::now() + ENDS;
        while Instant::now() < until {
            if self.child.try_wait().context("waiting for the server to end")?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        bail!("the server did not end within {} s", ENDS.as_secs())
    }

    fn wait_until_it_listens(&mut self) -> Result<()> {
        let until = Instant::now() + STARTS;
        while Instant::now() < until {
            if TcpStream::connect(self.socket).is_ok() {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait().context("watching the server start")? {
                bail!("the server ended with {status} instead of listening: {}", self.last_words());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        bail!("the server did not listen within {} s: {}", STARTS.as_secs(), self.last_words())
    }

    fn last_words(&self) -> String {
        let text = fs::read_to_string(&self.log).unwrap_or_default();
        let last: Vec<&str> = text.lines().rev().take(3).collect();
        last.into_iter().rev().collect::<Vec<_>>().join("; ")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(Some(_))) && self.end().is_err() {
            // It has ended by itself, or it hangs and no other way is left.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Sends a signal to one process.
pub(crate) fn ask_to_end(pid: u32, signal: &str) -> Result<()> {
    let status =
        Command::new("kill").arg(format!("-{signal}")).arg(pid.to_string()).status().context("running kill")?;
    anyhow::ensure!(status.success(), "process {pid} could not be asked to end");
    Ok(())
}
