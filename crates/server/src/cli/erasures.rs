//! `throughline erasures keep|replay`: what was erased, as lines that name nobody, and its erasure again after a restore.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::Method;
use clap::Subcommand;
use serde_json::json;

use super::client::{Client, NoStore};
use super::{ClientArgs, Output};

#[derive(Subcommand)]
pub(super) enum ErasuresCommand {
    /// Write the list of what was erased to a file, to be kept apart from the backups
    Keep {
        #[command(flatten)]
        client: ClientArgs,
        /// The file; one that is there is replaced
        file: PathBuf,
        #[command(flatten)]
        output: Output,
    },
    /// Erase again what a list names, after a restore and before a server listens
    Replay {
        #[command(flatten)]
        client: ClientArgs,
        /// The list
        file: PathBuf,
        #[command(flatten)]
        output: Output,
    },
}

pub(super) async fn run(command: ErasuresCommand) -> Result<()> {
    match command {
        ErasuresCommand::Keep { client, file, output } => {
            let client = Client::connect(&client, NoStore::Refuse).await?;
            let lines = client.get_text("/api/v1/erasures/log").await;
            client.finish().await?;
            let lines = lines?;
            write(&file, &lines).with_context(|| format!("cannot write {}", file.display()))?;
            let about = json!({"file": file, "erasures": lines.lines().count()});
            output.print(&about, |about| format!("{}: {} erasures", file.display(), about["erasures"]))
        }
        ErasuresCommand::Replay { client, file, output } => {
            let lines = std::fs::read_to_string(&file);
            let lines = lines.with_context(|| format!("reading the list of erasures {}", file.display()))?;
            let client = Client::connect(&client, NoStore::Refuse).await?;
            let path = "/api/v1/erasures/log";
            let replayed = client.send(Method::POST, path, Body::from(lines), "application/x-ndjson").await;
            client.finish().await?;
            output.print(&replayed?, |said| format!("{} erasures were done again", said["replayed"]))
        }
    }
}

/// Writes beside the name and renames: a list that is there stays until the new one is on the disk.
fn write(file: &Path, lines: &str) -> std::io::Result<()> {
    let directory = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut partial = tempfile::NamedTempFile::new_in(directory)?;
    partial.write_all(lines.as_bytes())?;
    partial.as_file().sync_all()?;
    partial.persist(file).map(drop).map_err(|error| error.error)
}
