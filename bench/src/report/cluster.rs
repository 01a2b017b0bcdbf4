//! A PostgreSQL cluster made for a measurement, durable as by default, and removed afterwards.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use super::child::{Server, ask_to_end, free_address};
use super::settings::Settings;

/// Memory and log for a machine that does other things too; everything about durability is left as it is.
const CONFIGURATION: &str =
    "shared_buffers = 2GB\nmax_wal_size = 8GB\nwal_compression = lz4\nmaintenance_work_mem = 256MB\n";

/// A running cluster.
pub(super) struct Cluster {
    server: Server,
    data: PathBuf,
    url: String,
    _dir: TempDir,
}

impl Cluster {
    /// Makes a cluster and starts it.
    pub(super) fn start(settings: &Settings) -> Result<Cluster> {
        let bin = settings.postgres_bin.as_deref().context("PostgreSQL's programs were not found")?;
        let dir = tempfile::tempdir_in(&settings.dir).context("making a directory for the cluster")?;
        hand_over(dir.path())?;
        let data = dir.path().join("data");
        let made = as_owner(&bin.join("initdb"), dir.path())
            .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--pgdata"])
            .arg(&data)
            .output()
            .context("running initdb")?;
        ensure!(made.status.success(), "initdb failed: {}", String::from_utf8_lossy(&made.stderr));
        configure(&data)?;
        let socket = free_address()?;
        let mut command = as_owner(&bin.join("postgres"), dir.path());
        command.arg("-D").arg(&data).args(["-p", &socket.port().to_string(), "-c", "listen_addresses=127.0.0.1", "-k"]);
        command.arg(dir.path());
        let server = Server::start(&mut command, socket, &dir.path().join("postgres.log"))?;
        let url = format!("postgres://postgres@{socket}/postgres");
        let cluster = Cluster { server, data, url, _dir: dir };
        cluster.wait_until_it_answers(bin)?;
        Ok(cluster)
    }

    /// Where clients connect to.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The process whose children serve the connections.
    pub(super) fn postmaster(&self) -> Option<u32> {
        let text = fs::read_to_string(self.data.join("postmaster.pid")).ok()?;
        text.lines().next()?.trim().parse().ok()
    }

    fn wait_until_it_answers(&self, bin: &Path) -> Result<()> {
        for _ in 0..600 {
            let asked = Command::new(bin.join("pg_isready")).arg("-q").arg("-d").arg(&self.url).status();
            if asked.context("running pg_isready")?.success() {
                return Ok(());
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        anyhow::bail!("PostgreSQL did not answer within 30 s")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(postmaster) = self.postmaster() {
            // A fast shutdown. When it fails, the server is ended as any child is when it is dropped.
            let _ = ask_to_end(postmaster, "INT").and_then(|()| self.server.wait());
        }
    }
}

fn configure(data: &Path) -> Result<()> {
    let file = data.join("postgresql.conf");
    let defaults = fs::read_to_string(&file).context("reading PostgreSQL's settings")?;
    fs::write(&file, defaults + CONFIGURATION).context("writing PostgreSQL's settings")
}

/// PostgreSQL refuses to run as root, so root makes its directories for the user `postgres`.
fn hand_over(dir: &Path) -> Result<()> {
    if is_root(dir) {
        let status = Command::new("chown").arg("postgres").arg(dir).status().context("running chown")?;
        ensure!(status.success(), "there is no user postgres to run the cluster");
    }
    Ok(())
}

fn as_owner(program: &Path, dir: &Path) -> Command {
    let mut command = if is_root(Path::new("/proc/self")) { Command::new("runuser") } else { Command::new(program) };
    if is_root(Path::new("/proc/self")) {
        command.args(["-u", "postgres", "--"]).arg(program);
    }
    command.current_dir(dir);
    command
}

fn is_root(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.uid() == 0)
}
