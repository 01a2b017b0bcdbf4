//! `throughline organisation import|show`

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::Method;
use clap::Subcommand;
use know::organisation::UnitKind;
use serde_json::{Value, json};

use super::client::{Client, NoStore, Refused, escaped};
use super::{ClientArgs, Output};

/// What files are of: the units of the organisation, and its costs.
const KINDS: [&str; 7] = ["brands", "departments", "teams", "locations", "partners", "touchpoints", "costs"];

#[derive(Subcommand)]
pub(super) enum OrganisationCommand {
    /// Take in a CSV file with plain headers: all of it or, where a line is wrong, nothing
    Import {
        #[command(flatten)]
        client: ClientArgs,
        /// The file; - is standard input
        file: String,
        /// What its lines are
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(KINDS))]
        kind: String,
        /// From when the lines hold that have no column `from`, RFC 3339 [default: now]
        #[arg(long, value_name = "TIME")]
        from: Option<String>,
        /// Say what would come of it, and change nothing
        #[arg(long)]
        dry_run: bool,
        #[command(flatten)]
        output: Output,
    },
    /// Show the organisation as a tree, and what things cost
    Show {
        #[command(flatten)]
        client: ClientArgs,
        /// As of when, RFC 3339 [default: now]
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
        #[command(flatten)]
        output: Output,
    },
}

pub(super) async fn run(command: OrganisationCommand) -> Result<()> {
    match command {
        OrganisationCommand::Import { client, file, kind, from, dry_run, output } => {
            let text = super::read_text(&file).with_context(|| format!("reading {file}"))?;
            let no_store = if dry_run { NoStore::Imagine } else { NoStore::Make };
            let client = Client::connect(&client, no_store).await?;
            let from = from.map_or_else(String::new, |from| format!("&from={}", escaped(&from)));
            let path = format!("/api/v1/organisation/{kind}?dry_run={dry_run}{from}");
            let taken = client.send(Method::POST, &path, Body::from(text), "text/csv").await;
            client.finish().await?;
            output.print(&taken.with_context(|| file.clone())?, |taken| {
                let would = if dry_run { " (nothing was changed)" } else { "" };
                let count = |field: &str| taken[field].to_string();
                let (lines, changed, unchanged) = (count("lines"), count("changed"), count("unchanged"));
                format!("{file}: {lines} lines, {changed} new or changed, {unchanged} as they were{would}")
            })
        }
        OrganisationCommand::Show { client, at, output } => {
            let client = Client::connect(&client, NoStore::Refuse).await?;
            let shown = show(&client, at.as_deref()).await;
            client.finish().await?;
            output.print(&shown?, page)
        }
    }
}

/// The tree with the costs of the same moment; they may not be there.
async fn show(client: &Client, at: Option<&str>) -> Result<Value> {
    let at = at.map_or_else(String::new, |at| format!("?at={}", escaped(at)));
    let tree = client.get(&format!("/api/v1/organisation{at}")).await?;
    let costs = match client.get(&format!("/api/v1/organisation/costs{at}")).await {
        Err(error) if error.downcast_ref::<Refused>().is_some_and(|refused| refused.status == 404) => Value::Null,
        costs => costs?,
    };
    Ok(json!({"organisation": tree, "costs": costs}))
}

fn page(shown: &Value) -> String {
    let mut lines = Vec::new();
    let tree = &shown["organisation"];
    for kind in UnitKind::ALL.map(UnitKind::as_str) {
        add(&mut lines, kind, &tree[kind], 0);
    }
    if lines.is_empty() {
        lines.push("nothing is on record; `organisation import` brings it in".to_owned());
    }
    if let Some(costs) = shown["costs"].as_object() {
        lines.push(format!("costs, in minor units of {}", costs["currency"].as_str().unwrap_or_default()));
        for (channel, amount) in costs["contacts"].as_object().into_iter().flatten() {
            lines.push(format!("  contact by {channel}: {amount}"));
        }
        for field in ["visit", "agent_minute", "customer_minute"] {
            if !costs[field].is_null() {
                lines.push(format!("  {}: {}", field.replace('_', "'s "), costs[field]));
            }
        }
    }
    lines.join("\n")
}

/// The lines of some units, each with what is in it below.
fn add(lines: &mut Vec<String>, kind: &str, units: &Value, depth: usize) {
    let one = kind.strip_suffix('s').unwrap_or(kind);
    for unit in units.as_array().into_iter().flatten() {
        let name = unit["name"].as_str().unwrap_or_default();
        // What the tree's shape says already is not said again.
        let fields = UnitKind::parse(kind).map_or(&[][..], UnitKind::fields).iter();
        let fields = fields.filter(|field| depth == 0 || !matches!(**field, "brand" | "department"));
        let said = fields.filter_map(|field| Some(format!("{field} {}", unit[*field].as_str()?)));
        let said = said.collect::<Vec<_>>().join(", ");
        let said = if said.is_empty() { said } else { format!("  ({said})") };
        lines.push(format!("{}{one} {name}{said}", "  ".repeat(depth)));
        for kind in UnitKind::ALL.map(UnitKind::as_str) {
            add(lines, kind, &unit[kind], depth + 1);
        }
    }
}
