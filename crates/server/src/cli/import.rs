//! `throughline import`

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::Method;
use indicatif::{ProgressBar, ProgressStyle};
use listen::import::http::keep_mapping;
use listen::import::{Import, Progress, built_in, event_log};
use listen::mapping::{Format, Mapping};
use listen::sources::Source;
use serde_json::{Value, json};
use tokio_util::io::ReaderStream;
use web::access::http::is_source_name;

use super::client::{Client, NoStore, escaped, program, quoted};
use super::find::cut;
use super::{ClientArgs, Output};
use crate::app::App;

#[derive(clap::Args)]
pub(super) struct ImportArgs {
    #[command(flatten)]
    client: ClientArgs,
    /// The files: CSV, TSV, JSON Lines, Parquet, XES or OCEL, plain, gz or zst; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// The mapping; without one the source's own, and where it has none that of event logs
    #[arg(long, value_name = "MAP.toml")]
    map: Option<String>,
    /// Read the files as event logs by the mapping that is built in, whatever their names and content
    #[arg(long, conflicts_with = "map", value_parser = ["xes", "ocel"])]
    format: Option<String>,
    /// Of OCEL, the type of objects that are persons; given again, the next best
    #[arg(long, conflicts_with = "map", value_name = "TYPE")]
    person: Vec<String>,
    /// The source's name, in place of the one in the mapping or, without a mapping, the file's name
    #[arg(long)]
    source: Option<String>,
    /// Show the first interactions and what would be dropped and why, and store nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) async fn run(args: ImportArgs) -> Result<ExitCode> {
    let given = args.map.as_deref().map(|map| Given::read(map, args.source.as_deref())).transpose()?;
    let no_store = if args.dry_run { NoStore::Imagine } else { NoStore::Make };
    let client = Client::connect(&args.client, no_store).await?;
    let mut all_read = true;
    for file in &args.files {
        let result = one_file(&client, &args, given.as_ref(), file).await;
        match result {
            Ok((_, mut result)) if args.output.json => {
                result["file"] = file.as_str().into();
                super::print_line(&result.to_string())?;
            }
            Ok((source, result)) => {
                let mut page = page(file, &result);
                if !args.dry_run && result["dropped"].as_object().is_some_and(|dropped| !dropped.is_empty()) {
                    // The file is taken in, whether or not they can be shown.
                    let examples = super::dropped::examples(&client, &source, &result).await;
                    page.extend(examples.unwrap_or_else(|error| vec![format!("    {}", super::causes(&error))]));
                    let (program, where_) = (program(), args.client.repeated());
                    page.push(format!("  all that are kept: {program} dropped{where_} --source {}", quoted(&source)));
                }
                super::print_line(&page.join("\n"))?;
            }
            Err(error) => {
                let said = super::causes(&error);
                eprintln!("error: {file}: {said}");
                if args.output.json {
                    super::print_line(&json!({"file": file, "error": said}).to_string())?;
                }
                all_read = false;
            }
        }
    }
    client.finish().await?;
    Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Into which source a file goes, and by which mapping.
#[derive(Clone)]
struct Given {
    source: String,
    mapping: String,
}

impl Given {
    fn read(map: &str, source: Option<&str>) -> Result<Given> {
        let text = std::fs::read_to_string(map).with_context(|| format!("reading the mapping {map}"))?;
        let mapping = Mapping::parse(&text).map_err(|error| anyhow::anyhow!("the mapping {map}: {error}"))?;
        let source = source.map(str::to_owned).or(mapping.source);
        Ok(Given { source: source.context("the mapping names no source: say --source NAME")?, mapping: text })
    }

    /// Without a mapping on the command line: the source's own, or the one that is built in for the file's format. The
    /// source is called after the file.
    async fn found(client: &Client, args: &ImportArgs, file: &str) -> Result<Given> {
        let source = args.source.clone().or_else(|| source_named(file));
        let source = source.context("nothing names the source: say --source NAME")?;
        let format = match args.format.as_deref() {
            Some("ocel") => Some(Format::Ocel),
            Some(_) => Some(Format::Xes),
            None if args.person.is_empty()
                && let Some(mapping) = kept_mapping(client, &source).await? =>
            {
                return Ok(Given { source, mapping });
            }
            None if file == "-" => None,
            None => event_log(std::fs::File::open(file)?, file)?,
        };
        let mapping = format.and_then(built_in).with_context(|| {
            format!("the source {source} has no mapping, and this is no event log that needs none: say --map MAP.toml")
        })?;
        if args.person.is_empty() {
            return Ok(Given { source, mapping: mapping.to_owned() });
        }
        anyhow::ensure!(format == Some(Format::Ocel), "--person is for OCEL, where objects have types");
        // A list of texts is written the same in JSON and TOML.
        Ok(Given { source, mapping: format!("person = {}\n{mapping}", json!(args.person)) })
    }
}

/// What a file is called without its folder and its endings, as far as a source can be called so.
fn source_named(file: &str) -> Option<String> {
    let name = std::path::Path::new(file).file_name()?.to_str()?;
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let name: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).take(64).collect();
    is_source_name(&name).then_some(name)
}

/// The mapping that a source has.
async fn kept_mapping(client: &Client, source: &str) -> Result<Option<String>> {
    if let Client::Here { app, .. } = client {
        return Ok(app.sources.by_name(source).await?.and_then(|source| source.mapping.clone()));
    }
    let sources = client.get("/api/v1/sources").await?;
    let known = sources["items"].as_array().into_iter().flatten().find(|known| known["name"] == source);
    if known.is_none_or(|known| known["mapping_version"] == 0) {
        return Ok(None);
    }
    Ok(Some(client.get_text(&format!("/api/v1/sources/{}/mapping", escaped(source))).await?))
}

async fn one_file(client: &Client, args: &ImportArgs, given: Option<&Given>, file: &str) -> Result<(String, Value)> {
    let Given { source, mapping } = match given {
        Some(given) => given.clone(),
        None => Given::found(client, args, file).await?,
    };
    if let Client::Here { app, .. } = client {
        let import = import_here(app, &source, &mapping, file, args.dry_run).await?;
        return Ok((source, serde_json::to_value(import)?));
    }
    let name = escaped(&source);
    let how = if args.dry_run {
        format!("&dry_run=true&mapping={}", escaped(&mapping))
    } else {
        let path = format!("/api/v1/sources/{name}/mapping");
        client.send(Method::PUT, &path, Body::from(mapping), "application/toml").await?;
        String::new()
    };
    let body = if file == "-" {
        Body::from_stream(ReaderStream::new(tokio::io::stdin()))
    } else {
        Body::from_stream(ReaderStream::with_capacity(tokio::fs::File::open(file).await?, 1 << 18))
    };
    let path = format!("/api/v1/sources/{name}/import?file={}{how}", escaped(file));
    let result = client.send(Method::POST, &path, body, "application/octet-stream").await?;
    warn(file, result["warnings"].as_array().into_iter().flatten().filter_map(Value::as_str));
    Ok((source, result))
}

/// Imports a file into a store that this process has opened, with a progress bar.
pub(super) async fn import_here(app: &App, source: &str, mapping: &str, file: &str, dry_run: bool) -> Result<Import> {
    let source = if dry_run {
        app.sources.by_name(source).await?.unwrap_or_else(|| Arc::new(Source::unsaved(source)))
    } else {
        keep_mapping(&app.sources, source, mapping).await?
    };
    let mapping = Mapping::parse(mapping).map_err(|error| anyhow::anyhow!("the mapping: {error}"))?;
    let (intake, name) = (app.intake.clone(), file.to_owned());
    let progress = Arc::new(Progress::default());
    let bar = bar(file)?;
    let watched = progress.clone();
    let work = tokio::task::spawn_blocking(move || -> Result<Import> {
        if name == "-" {
            return Ok(listen::import::run(&intake, &source, &mapping, std::io::stdin(), &name, &progress, dry_run)?);
        }
        let stream = std::fs::File::open(&name)?;
        Ok(listen::import::run(&intake, &source, &mapping, stream, &name, &progress, dry_run)?)
    });
    let mut tick = tokio::time::interval(Duration::from_millis(100));
    let (mut work, mut warned) = (work, false);
    let result = loop {
        tokio::select! {
            result = &mut work => break result,
            _ = tick.tick() => {
                if let Some(warnings) = watched.warnings.get().filter(|_| !warned) {
                    bar.suspend(|| warn(file, warnings.iter().map(String::as_str)));
                    warned = true;
                }
                bar.set_position(watched.bytes.load(Ordering::Relaxed));
                bar.set_message(format!("{} rows", watched.rows.load(Ordering::Relaxed)));
            }
        }
    };
    bar.finish_and_clear();
    if let Some(warnings) = watched.warnings.get().filter(|_| !warned) {
        warn(file, warnings.iter().map(String::as_str));
    }
    result?
}

fn warn<'a>(file: &str, warnings: impl Iterator<Item = &'a str>) {
    for warning in warnings {
        eprintln!("warning: {file}: {warning}");
    }
}

fn bar(file: &str) -> Result<ProgressBar> {
    let length = if file == "-" { None } else { std::fs::metadata(file).ok().map(|about| about.len()) };
    let bar = ProgressBar::new(length.unwrap_or(0));
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta} {msg}")?;
    bar.set_style(style);
    Ok(bar)
}

/// The ledger's lines of an import.
fn page(file: &str, result: &Value) -> Vec<String> {
    let mut lines = vec![format!(
        "{file}: {} rows, {} received = {} stored + {} duplicate + {} dropped",
        result["rows"],
        result["received"],
        result["stored"],
        result["duplicate"],
        result["dropped"].as_object().map_or(0, |dropped| dropped.values().filter_map(Value::as_u64).sum()),
    )];
    for (reason, count) in result["dropped"].as_object().into_iter().flatten() {
        lines.push(format!("  dropped, {reason}: {count}"));
    }
    if let Some(unread @ 1..) = result["unread_consents"].as_u64() {
        lines.push(format!("  with a consent string that cannot be read: {unread}"));
    }
    if let Some(preview) = result.get("preview") {
        lines.push("nothing was stored; the first interactions would be:".to_owned());
        let shown = preview["interactions"].as_array().into_iter().flatten();
        lines.extend(shown.map(|one| serde_json::to_string_pretty(one).unwrap_or_default()));
        for drop in preview["dropped"].as_array().into_iter().flatten() {
            let text = |field: &str| drop[field].as_str().unwrap_or_default();
            let payload = cut(text("payload"), 200);
            lines.push(format!("would be dropped, {}: {}\n    {payload}", text("reason"), text("detail")));
        }
        if result["dropped"].as_object().is_some_and(|dropped| !dropped.is_empty()) {
            lines.push("of each reason the first are shown; once imported, `dropped` lists all".to_owned());
        }
    }
    lines
}
