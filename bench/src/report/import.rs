//! The import of a file from disk into an empty directory.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::figures::Imported;
use super::settings::Settings;
use super::throughline::on_directory;
use crate::generate::{Format, Plan, write};
use crate::marks::as_f64;

/// JSON Lines.
pub(super) fn jsonl(settings: &Settings) -> Result<Imported> {
    import(settings, Format::Jsonl, "contacts.jsonl")
}

/// CSV.
pub(super) fn csv(settings: &Settings) -> Result<Imported> {
    import(settings, Format::Csv, "contacts.csv")
}

fn import(settings: &Settings, format: Format, name: &str) -> Result<Imported> {
    let binary = settings.server.as_deref().context("no server was named with --throughline")?;
    let dir = tempfile::tempdir_in(&settings.dir).context("making a directory for the import")?;
    let file = dir.path().join(name);
    let rows = settings.sizes.rows;
    let mapping = write(&Plan { format, events: rows, people: settings.sizes.people, seed: 1 }, &file)?;
    let mut importing = on_directory(binary, &["import"], &dir.path().join("data"));
    importing.arg("--map").arg(&mapping).arg(&file);
    let start = Instant::now();
    run(&mut importing)?;
    let seconds = start.elapsed().as_secs_f64();
    println!("{rows} rows in {seconds:.1} s: {:.0}/s", as_f64(rows) / seconds);
    Ok(Imported { rows, bytes: file.metadata().context("reading the file's size")?.len(), seconds })
}

fn run(importing: &mut Command) -> Result<()> {
    let output = importing.output().context("running the import")?;
    let error = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the import failed: {}", error.lines().last().unwrap_or_default());
    println!("{}", String::from_utf8_lossy(&output.stdout).trim_end());
    Ok(())
}
