//! `throughline backup`

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use age::secrecy::SecretString;
use anyhow::{Context as _, Result};
use futures_util::TryStreamExt as _;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use tokio_util::io::{StreamReader, SyncIoBridge};

use super::client::{Client, NoStore};
use super::{ClientArgs, Output};
use crate::backup::file::{self, PASSPHRASE};
use crate::backup::format::{self, Progress, Whole};

#[derive(clap::Args)]
pub(super) struct BackupArgs {
    /// The file to write, or with --verify to check
    file: PathBuf,
    #[command(flatten)]
    client: ClientArgs,
    /// Check a backup that is there: that it is whole, and as it was written
    #[arg(long, conflicts_with_all = ["encrypt", "force"])]
    verify: bool,
    /// Encrypt it with a passphrase, out of --passphrase-file or `THROUGHLINE_BACKUP_PASSPHRASE`
    #[arg(long)]
    encrypt: bool,
    /// A file whose first line is the passphrase
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) async fn run(args: BackupArgs) -> Result<()> {
    let passphrase = file::passphrase(args.passphrase_file.as_deref())?;
    let (name, encrypted) = (args.file.display().to_string(), args.encrypt);
    if args.verify {
        let whole = verify(args.file, passphrase).await?;
        return args.output.print(&about(&name, &whole), |about| format!("{name} is whole: {}", said(about)));
    }
    let passphrase = if encrypted {
        let missing = || format!("--encrypt needs a passphrase: --passphrase-file FILE, or {PASSPHRASE}");
        Some(passphrase.with_context(missing)?)
    } else {
        None
    };
    if !args.force {
        file::refuse_taken(&args.file)?;
    }
    let client = Client::connect(&args.client, NoStore::Refuse).await?;
    let kept = keep(&client, args.file, passphrase).await;
    client.finish().await?;
    let whole = kept?;
    args.output.print(&about(&name, &whole), |about| format!("{name}: {}", said(about)))?;
    if !encrypted {
        eprintln!(
            "it holds everything that the store holds, its secret included, and is not encrypted: keep it as safe"
        );
    }
    Ok(())
}

/// Takes a backup from wherever the store is open.
async fn keep(client: &Client, file: PathBuf, passphrase: Option<SecretString>) -> Result<Whole> {
    let body = client.download("/api/v1/backups").await?;
    let broken = |error| std::io::Error::new(std::io::ErrorKind::ConnectionAborted, error);
    let stream = StreamReader::new(body.into_data_stream().map_err(broken));
    with_bar(move |progress| file::keep(SyncIoBridge::new(Box::pin(stream)), &file, passphrase, progress)).await
}

/// Reads a backup to its end.
///
/// # Errors
/// What is wrong with it.
pub(super) async fn verify(file: PathBuf, passphrase: Option<SecretString>) -> Result<Whole> {
    with_bar(move |progress| {
        let stream = file::open(&file, passphrase.as_ref())?;
        let read = format::read(stream, progress, &mut |_| Ok(Box::new(std::io::sink())));
        read.with_context(|| file.display().to_string())
    })
    .await
}

/// Does blocking work and shows how far it is.
pub(super) async fn with_bar<T: Send + 'static>(
    work: impl FnOnce(&Progress) -> Result<T> + Send + 'static,
) -> Result<T> {
    let progress = Arc::new(Progress::default());
    let bar = ProgressBar::new(0);
    bar.set_style(ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}")?);
    let watched = progress.clone();
    let mut work = tokio::task::spawn_blocking(move || work(&progress));
    let mut tick = tokio::time::interval(Duration::from_millis(100));
    let result = loop {
        tokio::select! {
            result = &mut work => break result,
            _ = tick.tick() => {
                bar.set_length(watched.all.load(Ordering::Relaxed));
                bar.set_position(watched.done.load(Ordering::Relaxed));
            }
        }
    };
    bar.finish_and_clear();
    result?
}

fn about(file: &str, whole: &Whole) -> Value {
    let header = &whole.header;
    json!({
        "file": file,
        "created_at": header.created_at,
        "made_by": header.made_by,
        "bytes": whole.bytes,
        "database_bytes": header.database_bytes,
        "config": header.config_bytes.is_some(),
    })
}

fn said(about: &Value) -> String {
    let config = if about["config"] == true { " and its throughline.toml" } else { "" };
    format!(
        "everything up to {}, {} bytes of a database of {}{config}, made by version {}",
        about["created_at"].as_str().unwrap_or_default(),
        about["bytes"],
        about["database_bytes"],
        about["made_by"].as_str().unwrap_or_default(),
    )
}
