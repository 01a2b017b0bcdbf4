//! The report: runs the yardsticks and the server one after the other and writes what was measured into the documents.

mod chart;
pub(crate) mod child;
mod cluster;
mod curve;
pub(crate) mod disk;
mod document;
mod figures;
mod import;
mod intake;
mod machine;
mod measure;
mod numbers;
mod rows;
mod settings;
pub(crate) mod throughline;
mod yardsticks;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::yardstick::Written;
use settings::{Group, Settings};

/// Options of `report`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The binary of the server; without it only the yardsticks are measured.
    #[arg(long)]
    throughline: Option<PathBuf>,
    /// Where `benchmarks.md` and its drawing are written.
    #[arg(long, default_value = "docs")]
    docs: PathBuf,
    /// Where data directories and databases are made; the system's temporary directory by default.
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Small sizes and short times: about two minutes, to see that everything works.
    #[arg(long)]
    quick: bool,
    /// Measure only these groups of rows.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Group>,
    /// The directory of PostgreSQL's programs, with which a cluster is made for the run; found by itself on Debian.
    #[arg(long)]
    postgres_bin: Option<PathBuf>,
    /// Where the server says how far its folds lag behind (JSON or Prometheus text with `lag_seconds`).
    #[arg(long, default_value = "/metrics")]
    lag_path: String,
}

/// Carries out `report`.
pub(crate) fn command(args: &Args) -> Result<()> {
    let settings = Settings::of(args)?;
    let figures = measure::measure(&settings);
    fs::create_dir_all(&args.docs).with_context(|| format!("making {}", args.docs.display()))?;
    let text = document::write(&settings, &figures);
    let page = args.docs.join("benchmarks.md");
    fs::write(&page, &text).with_context(|| format!("writing {}", page.display()))?;
    let drawing = args.docs.join(document::DRAWING);
    if let Some(svg) = curve::draw(&figures) {
        fs::write(&drawing, svg).with_context(|| format!("writing {}", drawing.display()))?;
    }
    println!("{text}\nwritten to {}", page.display());
    Ok(())
}
