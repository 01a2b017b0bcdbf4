//! `throughline person`, `merge` and `unmerge`

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::client::{Client, escaped};
use super::{ClientArgs, Output};

#[derive(clap::Args)]
pub(super) struct PersonArgs {
    #[command(flatten)]
    client: ClientArgs,
    /// An identifier in any form, or a person's id
    identifier: String,
    /// How many interactions of the timeline
    #[arg(long, default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    output: Output,
}

#[derive(clap::Args)]
pub(super) struct MergeArgs {
    #[command(flatten)]
    client: ClientArgs,
    /// A person, by id or identifier
    a: String,
    /// The other one
    b: String,
    /// Why they are one
    #[arg(long)]
    because: String,
    #[command(flatten)]
    output: Output,
}

#[derive(clap::Args)]
pub(super) struct UnmergeArgs {
    #[command(flatten)]
    client: ClientArgs,
    /// The link's id, as `merge` printed it
    link: String,
    /// Why
    #[arg(long, default_value = "undone on the command line")]
    because: String,
    #[command(flatten)]
    output: Output,
}

pub(super) async fn show(args: PersonArgs) -> Result<ExitCode> {
    let client = Client::connect(&args.client).await?;
    let found = read(&client, &args).await;
    client.finish().await?;
    if let Some(person) = found? {
        args.output.print(&person, page)?;
        Ok(ExitCode::SUCCESS)
    } else {
        eprintln!("nobody is known by {:?}", args.identifier);
        Ok(ExitCode::from(2))
    }
}

async fn read(client: &Client, args: &PersonArgs) -> Result<Option<Value>> {
    let id = if args.identifier.starts_with("p_") {
        args.identifier.clone()
    } else {
        let found = client.get(&format!("/api/v1/people?identifier={}", escaped(&args.identifier))).await?;
        match found["items"][0]["id"].as_str() {
            Some(id) => id.to_owned(),
            None => return Ok(None),
        }
    };
    let path = format!("/api/v1/people/{}", escaped(&id));
    let mut person = client.get(&path).await?;
    person["facts"] = client.get(&format!("{path}/facts")).await?["items"].take();
    let mut timeline = client.get(&format!("{path}/timeline?limit={}", args.limit)).await?;
    person["timeline"] = timeline["items"].take();
    person["timeline_total"] = timeline["total"].take();
    Ok(Some(person))
}

/// The person as a page of text.
fn page(person: &Value) -> String {
    let mut page = String::new();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let relations: Vec<String> = list(&person["relations"]).iter().map(text).collect();
    let _ = writeln!(page, "{}  {}", text(&person["id"]), relations.join(", "));
    let _ = writeln!(page, "\nIdentifiers");
    for one in list(&person["identifiers"]) {
        let mut notes = String::new();
        if let Some(from) = one["from"].as_str() {
            let _ = write!(notes, "  from {from}");
        }
        if let Some(until) = one["until"].as_str() {
            let _ = write!(notes, "  until {until}");
        }
        if one["shared"] == true {
            notes.push_str("  shared: joins nobody");
        }
        let _ = writeln!(page, "  {:<14} {}{notes}", text(&one["namespace"]), text(&one["value"]));
    }
    let _ = writeln!(page, "\nWhat they told us");
    for fact in list(&person["facts"]) {
        let value = fact["value"].as_str().map_or_else(|| fact["value"].to_string(), str::to_owned);
        let known = if fact["known"] == true { "" } else { "  (claimed)" };
        let from = fact["department"].as_str().unwrap_or_else(|| fact["source"].as_str().unwrap_or_default());
        let _ = writeln!(page, "  {:<18} {value}{known}  [{from}, {}]", text(&fact["name"]), text(&fact["learnt_at"]));
    }
    let items = list(&person["timeline"]);
    let _ = writeln!(page, "\nTimeline: {} of {}", items.len(), person["timeline_total"]);
    for item in items {
        let place = item["department"].as_str().unwrap_or_else(|| item["touchpoint"].as_str().unwrap_or_default());
        let _ = write!(
            page,
            "  {}  {:<7} {:<22} {}",
            text(&item["occurred_at"]),
            text(&item["channel"]),
            place,
            text(&item["name"])
        );
        if let Some(said) = item["text"].as_str() {
            let said: String = said.chars().take(80).collect();
            let _ = write!(page, ": {said}");
        }
        page.push('\n');
    }
    page
}

pub(super) async fn merge(args: MergeArgs) -> Result<()> {
    let client = Client::connect(&args.client).await?;
    let body = json!({"a": args.a, "b": args.b, "reason": args.because});
    let merged = client.post("/api/v1/people/merge", &body).await;
    client.finish().await?;
    args.output.print(&merged?, |merged| {
        let text = |field: &str| merged[field].as_str().unwrap_or_default().to_owned();
        format!("{}\nundo with: throughline unmerge {}", text("person"), text("link"))
    })
}

pub(super) async fn unmerge(args: UnmergeArgs) -> Result<()> {
    let client = Client::connect(&args.client).await?;
    let path = format!("/api/v1/links/{}/undo", escaped(&args.link));
    let undone = client.post(&path, &json!({"reason": args.because})).await;
    client.finish().await?;
    let undone = undone.context("the link cannot be undone")?;
    args.output.print(&undone, |link| format!("the link is now {}", link["state"].as_str().unwrap_or_default()))
}
