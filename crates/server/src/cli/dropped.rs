//! `throughline dropped`: what was received and not stored, and why.

use std::fmt::Write as _;

use anyhow::Result;
use serde_json::Value;

use super::client::{Client, NoStore, escaped};
use super::find::cut;
use super::{ClientArgs, Output};

/// How many characters of a payload are shown; JSON has all of it.
const PAYLOAD: usize = 200;
/// How many dropped events are looked through for the first ones of an import.
const LOOKED_THROUGH: u64 = 200;
/// How many of each reason an import shows.
const EXAMPLES: usize = 3;

#[derive(clap::Args)]
pub(super) struct DroppedArgs {
    #[command(flatten)]
    client: ClientArgs,
    /// Only of this source
    #[arg(long)]
    source: Option<String>,
    /// Only for this reason, such as `invalid_time`
    #[arg(long)]
    reason: Option<String>,
    /// How many, 1 to 500
    #[arg(long, default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    output: Output,
}

pub(super) async fn run(args: DroppedArgs) -> Result<()> {
    let client = Client::connect(&args.client, NoStore::Refuse).await?;
    let mut path = format!("/api/v1/dropped?limit={}", args.limit);
    for (name, value) in [("source", &args.source), ("reason", &args.reason)] {
        if let Some(value) = value {
            let _ = write!(path, "&{name}={}", escaped(value));
        }
    }
    let found = client.get(&path).await;
    client.finish().await?;
    args.output.print(&found?, page)
}

fn page(found: &Value) -> String {
    let items = found["items"].as_array().map_or(&[][..], Vec::as_slice);
    let mut page = String::new();
    for item in items {
        let text = |field: &str| item[field].as_str().unwrap_or_default();
        let (at, source, reason, detail) = (text("received_at"), text("source"), text("reason"), text("detail"));
        let _ = writeln!(page, "{at}  {source}  {reason}: {detail}\n    {}", cut(text("payload"), PAYLOAD));
    }
    let _ = write!(page, "{} of {} that are kept, newest first", items.len(), found["total"]);
    page
}

/// The first rows that an import dropped, by reason; what consent refused is kept nowhere. The import must be the last
/// thing that the source sent.
pub(super) async fn examples(client: &Client, source: &str, import: &Value) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for (reason, count) in import["dropped"].as_object().into_iter().flatten() {
        let limit = count.as_u64().unwrap_or_default().min(LOOKED_THROUGH);
        let path = format!("/api/v1/dropped?source={}&reason={reason}&limit={limit}", escaped(source));
        let found = client.get(&path).await?;
        let items = found["items"].as_array().map_or(&[][..], Vec::as_slice);
        // They come newest first.
        let first = items.iter().rev().take(EXAMPLES);
        lines.extend(first.map(|item| format!("    {reason}: {}", item["detail"].as_str().unwrap_or_default())));
    }
    Ok(lines)
}
