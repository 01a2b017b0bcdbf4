//! `throughline person`, `merge` and `unmerge`

use std::fmt::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::client::{Client, NoStore, escaped, program};
use super::find::{self, NotOne, cut, one_line};
use super::{ClientArgs, Output};

#[derive(clap::Args)]
pub(super) struct PersonArgs {
    #[command(flatten)]
    client: ClientArgs,
    /// An identifier in any form, or a person's id. Where it is none, people are searched by name or words
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
    /// A person, by id or an identifier in any form
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
    let client = Client::connect(&args.client, NoStore::Refuse).await?;
    let found = read(&client, &args).await;
    client.finish().await?;
    match found? {
        Ok(person) => args.output.print(&person, page).map(|()| ExitCode::SUCCESS),
        Err(not_one) => not_one.report(args.output),
    }
}

async fn read(client: &Client, args: &PersonArgs) -> Result<Result<Value, NotOne>> {
    let id = match find::one(client, &args.identifier).await? {
        Ok(id) => id,
        Err(not_one) => return Ok(Err(not_one)),
    };
    let path = format!("/api/v1/people/{}", escaped(&id));
    let mut person = client.get(&path).await?;
    person["facts"] = client.get(&format!("{path}/facts")).await?["items"].take();
    let mut timeline = client.get(&format!("{path}/timeline?limit={}", args.limit)).await?;
    person["timeline"] = timeline["items"].take();
    person["timeline_total"] = timeline["total"].take();
    Ok(Ok(person))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The person as a page of text.
fn page(person: &Value) -> String {
    let relations: Vec<&str> = list(&person["relations"]).iter().map(text).collect();
    let timeline = list(&person["timeline"]);
    let parts = [
        ("Identifiers".to_owned(), list(&person["identifiers"]).iter().map(identifier).collect::<Vec<_>>()),
        ("What they told us".to_owned(), list(&person["facts"]).iter().map(fact).collect()),
        (
            format!("Timeline: {} of {}", timeline.len(), person["timeline_total"]),
            timeline.iter().map(contact).collect(),
        ),
    ];
    let mut page = format!("{}  {}\n", text(&person["id"]), relations.join(", "));
    for (heading, lines) in parts.iter().filter(|(_, lines)| !lines.is_empty()) {
        let _ = writeln!(page, "\n{heading}");
        for line in lines {
            let _ = writeln!(page, "  {}", line.trim_end());
        }
    }
    page
}

fn identifier(one: &Value) -> String {
    let mut line = format!("{:<14} {}", text(&one["namespace"]), text(&one["value"]));
    for (field, word) in [("from", "from"), ("until", "until")] {
        if let Some(at) = one[field].as_str() {
            let _ = write!(line, "  {word} {at}");
        }
    }
    if one["shared"] == true {
        line.push_str("  shared: joins nobody");
    }
    line
}

fn fact(fact: &Value) -> String {
    let value = fact["value"].as_str().map_or_else(|| fact["value"].to_string(), one_line);
    let mut notes = String::new();
    if fact["known"] == false {
        notes.push_str("  (claimed)");
    }
    // The newest value of a fact may be past its time: it was true, and must not be read as if it were.
    if let (Some(until), Some(false)) = (fact["valid_until"].as_str(), fact["fresh"].as_bool()) {
        let _ = write!(notes, "  (expired {})", until.split('T').next().unwrap_or(until));
    }
    let from = fact["department"].as_str().unwrap_or_else(|| text(&fact["source"]));
    format!("{:<18} {value}{notes}  [{from}, {}]", text(&fact["name"]), text(&fact["learnt_at"]))
}

fn contact(item: &Value) -> String {
    let place = item["department"].as_str().unwrap_or_else(|| text(&item["touchpoint"]));
    let (at, channel) = (text(&item["occurred_at"]), text(&item["channel"]));
    let mut line = format!("{at}  {channel:<7} {place:<22} {}", one_line(text(&item["name"])));
    // What came with a public key can be made up by anybody.
    if item["known"] == false {
        line.push_str("  (claimed)");
    }
    if let Some(said) = item["text"].as_str() {
        let _ = write!(line, ": {}", cut(said, 80));
    }
    line
}

pub(super) async fn merge(args: MergeArgs) -> Result<ExitCode> {
    let client = Client::connect(&args.client, NoStore::Refuse).await?;
    let merged = join(&client, &args).await;
    client.finish().await?;
    match merged? {
        Ok(merged) => args.output.print(&merged, |merged| {
            let (person, link) = (text(&merged["person"]), text(&merged["link"]));
            format!("{person}\nundo with: {} unmerge{} {link}", program(), args.client.repeated())
        })?,
        Err(not_one) => return not_one.report(args.output),
    }
    Ok(ExitCode::SUCCESS)
}

async fn join(client: &Client, args: &MergeArgs) -> Result<Result<Value, NotOne>> {
    let mut ids = Vec::new();
    for typed in [&args.a, &args.b] {
        match find::one(client, typed).await? {
            Ok(id) => ids.push(id),
            Err(not_one) => return Ok(Err(not_one)),
        }
    }
    let body = json!({"a": ids[0], "b": ids[1], "reason": args.because});
    Ok(Ok(client.post("/api/v1/people/merge", &body).await?))
}

pub(super) async fn unmerge(args: UnmergeArgs) -> Result<()> {
    let client = Client::connect(&args.client, NoStore::Refuse).await?;
    let path = format!("/api/v1/links/{}/undo", escaped(&args.link));
    let undone = client.post(&path, &json!({"reason": args.because})).await;
    client.finish().await?;
    let undone = undone.context("the link cannot be undone")?;
    args.output.print(&undone, |link| format!("the link is now {}", text(&link["state"])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_certain_or_no_longer_holds_is_marked() {
        let told = |fresh: bool, known: bool| {
            let until = "2026-11-07T10:00:00.000Z";
            fact(
                &json!({"name": "problem", "value": "line\ndrops", "fresh": fresh, "known": known, "valid_until": until}),
            )
        };
        assert!(told(false, true).contains("line drops  (expired 2026-11-07)  ["), "{}", told(false, true));
        assert!(!told(true, true).contains('('));
        assert!(told(true, false).contains("(claimed)"));
        let met = |known: Value| contact(&json!({"name": "Called", "text": "x", "known": known}));
        assert!(met(json!(false)).ends_with("Called  (claimed): x"));
        // A server that does not say is believed.
        assert!(met(json!(true)).ends_with("Called: x") && met(Value::Null).ends_with("Called: x"));
        let page = page(&json!({"id": "p_1", "relations": [], "facts": [], "timeline": [], "identifiers": []}));
        assert_eq!(page, "p_1  \n");
    }
}
