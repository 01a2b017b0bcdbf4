//! `throughline journeys put|list|show`

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::Method;
use clap::Subcommand;
use serde_json::Value;

use super::client::{Client, NoStore, escaped};
use super::{ClientArgs, Output};

#[derive(Subcommand)]
pub(super) enum JourneysCommand {
    /// Put a journey on record as it is meant to be, or change it: each change is a new version
    Put {
        #[command(flatten)]
        client: ClientArgs,
        /// A TOML file with name, job, stages, start, good and bad ends; - is standard input
        file: String,
        /// Why, for whoever looks at the versions later
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        output: Output,
    },
    /// List the journeys on record
    List {
        #[command(flatten)]
        client: ClientArgs,
        #[command(flatten)]
        output: Output,
    },
    /// Show a journey with its stages and versions
    Show {
        #[command(flatten)]
        client: ClientArgs,
        /// Its name
        name: String,
        /// The number of a version [default: the newest]
        #[arg(long, value_name = "NUMBER")]
        version: Option<u32>,
        #[command(flatten)]
        output: Output,
    },
}

pub(super) async fn run(command: JourneysCommand) -> Result<()> {
    match command {
        JourneysCommand::Put { client, file, reason, output } => {
            let text = super::read_text(&file).with_context(|| format!("reading {file}"))?;
            let client = Client::connect(&client, NoStore::Make).await?;
            let design = put(&client, &text, &reason).await;
            client.finish().await?;
            output.print(&design.with_context(|| file.clone())?, line)
        }
        JourneysCommand::List { client, output } => {
            let client = Client::connect(&client, NoStore::Refuse).await?;
            let designs = client.get("/api/v1/designs").await;
            client.finish().await?;
            output.print(&designs?, |designs| {
                let items = designs["items"].as_array().map_or(&[][..], Vec::as_slice);
                let lines: Vec<String> = items.iter().map(line).collect();
                if lines.is_empty() {
                    "no journey is on record; `journeys put` does it".to_owned()
                } else {
                    lines.join("\n")
                }
            })
        }
        JourneysCommand::Show { client, name, version, output } => {
            let client = Client::connect(&client, NoStore::Refuse).await?;
            let version = version.map_or_else(String::new, |version| format!("?version={version}"));
            let design = client.get(&format!("/api/v1/designs/{}{version}", escaped(&name))).await;
            client.finish().await?;
            output.print(&design?, page)
        }
    }
}

/// Puts the journey of a TOML file on record.
///
/// # Errors
/// What is wrong with the file, or what the server says.
pub(super) async fn put(client: &Client, text: &str, reason: &str) -> Result<Value> {
    let mut design: toml::Table = toml::from_str(text)?;
    let name = design.remove("name").context("there is no `name`: say what the journey is called")?;
    let name = name.as_str().context("`name` is no text")?;
    let path = format!("/api/v1/designs/{}?reason={}", escaped(name), escaped(reason));
    client.send(Method::PUT, &path, Body::from(serde_json::to_string(&design)?), "application/json").await
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

fn line(design: &Value) -> String {
    let stages = design["stages"].as_array().into_iter().flatten().map(|stage| text(stage, "name"));
    let stages = stages.collect::<Vec<_>>().join(", ");
    format!("{}, version {}: {stages}", text(design, "name"), design["version"])
}

fn page(design: &Value) -> String {
    let names = |names: &Value| {
        let names = names.as_array().into_iter().flatten().filter_map(Value::as_str);
        names.collect::<Vec<_>>().join(", ")
    };
    let mut lines = vec![
        format!("{}, version {}, by {}", text(design, "name"), design["version"], text(design, "by")),
        text(design, "job").to_owned(),
    ];
    for stage in design["stages"].as_array().into_iter().flatten() {
        let may = |field: &str| if stage[field] == true { format!(" ({field})") } else { String::new() };
        let (name, optional, repeatable) = (text(stage, "name"), may("optional"), may("repeatable"));
        lines.push(format!("  {name}{optional}{repeatable}: {}", names(&stage["names"])));
    }
    for (field, said) in [("start", "begins with"), ("good", "ends well with"), ("bad", "ends badly with")] {
        let of = names(&design[field]);
        if !of.is_empty() {
            lines.push(format!("{said}: {of}"));
        }
    }
    for version in design["versions"].as_array().into_iter().flatten() {
        let ended = if version["ended"] == true { "ended" } else { "put" };
        let (at, by, reason) = (text(version, "changed_at"), text(version, "changed_by"), text(version, "reason"));
        lines.push(format!("version {}, {ended} {at} by {by}: {reason}", version["version"]));
    }
    lines.join("\n")
}
