//! The sizes and times of a report.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum as _;

use super::Args;
use crate::limit::Limit;

/// Rows of the table that are measured together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Group {
    /// Batches of 100 and single events beside SQLite, PostgreSQL and axum.
    Intake,
    /// From empty to the full size; then people asked for beside the intake, memory, disk, start.
    Sustained,
    /// JSON Lines and CSV from disk.
    Import,
    /// Intake on PostgreSQL beside the pipeline by hand.
    Postgres,
}

/// What to run, how large and how long.
pub(super) struct Settings {
    pub(super) server: Option<PathBuf>,
    pub(super) dir: PathBuf,
    pub(super) groups: Vec<Group>,
    pub(super) postgres_bin: Option<PathBuf>,
    pub(super) lag_path: String,
    pub(super) quick: bool,
    /// The command line, for the document.
    pub(super) command: String,
    pub(super) sizes: Sizes,
}

/// Sizes and times.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    /// People known.
    pub(super) people: u32,
    /// Seconds of each measurement at full load.
    pub(super) seconds: u64,
    /// Seconds of the axum yardstick, which does not change as it goes on.
    pub(super) short: u64,
    /// Interactions of the sustained run.
    pub(super) interactions: u64,
    /// Rows of each imported file.
    pub(super) rows: u64,
}

const FULL: Sizes = Sizes { people: 1_000_000, seconds: 60, short: 20, interactions: 10_000_000, rows: 1_000_000 };
const QUICK: Sizes = Sizes { people: 100_000, seconds: 6, short: 4, interactions: 500_000, rows: 100_000 };

impl Settings {
    /// What the options ask for.
    pub(super) fn of(args: &Args) -> Result<Settings> {
        let server = args.throughline.as_ref();
        let server = server.map(|path| path.canonicalize().with_context(|| format!("there is no {}", path.display())));
        Ok(Settings {
            server: server.transpose()?,
            dir: args.dir.clone().unwrap_or_else(std::env::temp_dir),
            groups: if args.only.is_empty() { Group::value_variants().to_vec() } else { args.only.clone() },
            postgres_bin: args.postgres_bin.clone().or_else(newest_postgres),
            lag_path: args.lag_path.clone(),
            quick: args.quick,
            command: command_line(),
            sizes: if args.quick { QUICK } else { FULL },
        })
    }

    /// Whether a group is measured.
    pub(super) fn has(&self, group: Group) -> bool {
        self.groups.contains(&group)
    }
}

impl Sizes {
    /// The limit of a measurement at full load.
    pub(super) fn limit(&self) -> Limit {
        Limit::seconds(self.seconds)
    }
}

/// The programs of the newest PostgreSQL where Debian puts them.
fn newest_postgres() -> Option<PathBuf> {
    let versions = Path::new("/usr/lib/postgresql").read_dir().ok()?;
    let numbered = versions.filter_map(|entry| {
        let path = entry.ok()?.path();
        Some((path.file_name()?.to_str()?.parse::<u32>().ok()?, path.join("bin")))
    });
    numbered.filter(|(_, bin)| bin.join("initdb").exists()).max().map(|(_, bin)| bin)
}

/// The command line with the program's name alone.
fn command_line() -> String {
    let mut words = std::env::args();
    let program = words.next().unwrap_or_default();
    let name = Path::new(&program).file_name().map_or(program.clone(), |name| name.to_string_lossy().into_owned());
    std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ")
}
