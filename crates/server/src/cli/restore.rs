//! `throughline restore`

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use serde_json::{Value, json};

use super::Output;
use super::backup::{verify, with_bar};
use super::doctor::page;
use crate::backup::file;
use crate::restore::{Plan, Restored};

#[derive(clap::Args)]
pub(super) struct RestoreArgs {
    /// The backup
    file: PathBuf,
    /// The data directory to make
    #[arg(long, env = "THROUGHLINE_DATA", value_name = "DIR")]
    data: PathBuf,
    /// A TOML file with what the backup's own configuration does not say
    #[arg(long, env = "THROUGHLINE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// A file whose first line is the passphrase of an encrypted backup; else it is in `THROUGHLINE_BACKUP_PASSPHRASE`
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Move a store that is there aside, to DIR.before-restore-TIME
    #[arg(long)]
    replace: bool,
    /// The list of what was erased after the backup, to be erased again [default: erasures.jsonl of the directory that
    /// is replaced]
    #[arg(long, value_name = "FILE")]
    erasures: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

pub(super) async fn run(args: RestoreArgs) -> Result<ExitCode> {
    let passphrase = file::passphrase(args.passphrase_file.as_deref())?;
    let plan = Plan {
        file: args.file.clone(),
        passphrase: passphrase.clone(),
        data: args.data.clone(),
        config: args.config,
        replace: args.replace,
        erasures: args.erasures,
    };
    plan.check_place()?;
    let whole = verify(args.file, passphrase).await?;
    plan.check_backup(&whole.header)?;
    eprintln!("the backup is whole and holds everything up to {}", whole.header.created_at);
    let restored = with_bar(move |progress| plan.carry_out(progress)).await?;
    let healthy = restored.report.healthy;
    let about = json!({
        "data": args.data,
        "created_at": whole.header.created_at,
        "moved_aside": restored.aside,
        "erasures_replayed": restored.erasures,
        "doctor": serde_json::to_value(&restored.report)?,
    });
    args.output.print(&about, |about| said(about, &restored))?;
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn said(about: &Value, restored: &Restored) -> String {
    let (data, at) = (about["data"].as_str().unwrap_or_default(), about["created_at"].as_str().unwrap_or_default());
    let mut lines = vec![format!("restored into {data}; the folds were made anew")];
    if let Some(aside) = &restored.aside {
        lines.push(format!("what was there is in {}", aside.display()));
    }
    lines.push(match restored.erasures {
        Some(count) => format!("{count} erasures that were made after {at} were done again"),
        None => format!(
            "no list of erasures after {at} is known: who was erased since is there again; erase them again, or restore \
             with --erasures FILE"
        ),
    });
    lines.push(format!("keys, users and sessions are those of {at}: what was revoked or removed since is valid again"));
    lines.push(page(&about["doctor"]));
    lines.join("\n")
}
