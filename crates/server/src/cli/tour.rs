//! What a newcomer can try on the demo, beside looking: a merge that was wrong, and a mapping that reads dates wrongly.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};

use super::client::{Client, escaped};
use super::import::import_here;
use crate::app::App;

/// The user who looks round.
const USER: &str = "demo";
/// People who are looked through for two of one name.
const LOOKED_THROUGH: usize = 200;
/// Rows of the file whose dates the mapping reads wrongly.
const ROWS: usize = 12;

/// What was brought back to shops. The depot changed how it writes dates; the mapping reads them as before.
const RETURNS: &str = r#"# What was brought back to shops, as the depot records it.
source = "returns"
format = "csv"
time_zone = "Europe/London"
time_format = "%d/%m/%Y %H:%M"
relation = "customer"

[[interaction]]
output = "return"
message_id = "{{ no }}"
time = "{{ brought_back }}"
channel = "store"
touchpoint = "shop.returns"
name = "Device Returned"
direction = "inbound"
department = "Retail"
identifiers = [{ namespace = "user_id", value = "{{ customer }}" }]
facts = [{ name = "device_model", value = "{{ device }}", valid_days = 365 }]
text = "{{ note }}"
"#;

/// Lets the user look round, with a password for this start. The one of the start before is nobody's any more.
pub(super) async fn sign_in(client: &Client) -> Result<(&'static str, String)> {
    let found = client.get(&format!("/api/v1/users?name={USER}")).await?;
    let made = match found["items"][0]["id"].as_str() {
        Some(id) => {
            let path = format!("/api/v1/users/{}/password", escaped(id));
            client.send(Method::POST, &path, Body::from("{}"), "application/json").await?
        }
        None => client.post("/api/v1/users", &json!({"name": USER, "role": "admin"})).await?,
    };
    Ok((USER, made["password"].as_str().context("a password was made")?.to_owned()))
}

/// Leaves something to mend: once, when the company was just made. Whoever is in `untouched` is left as they are.
pub(super) async fn prepare(app: &App, client: &Client, data: &Path, untouched: &[String]) -> Result<()> {
    // Whoever spoke of their line is a customer.
    let found = client.get(&format!("/api/v1/people?q=line&facts=true&limit={LOOKED_THROUGH}")).await?;
    let is_touched = |person: &&Value| {
        let own = person["identifiers"].as_array().into_iter().flatten();
        !own.filter_map(|one| one["value"].as_str()).any(|value| untouched.iter().any(|one| one.ends_with(value)))
    };
    let people: Vec<&Value> = found["items"].as_array().into_iter().flatten().filter(is_touched).collect();
    merge_namesakes(client, &people).await?;
    let file = data.join("sample").join("returns.csv");
    std::fs::write(&file, returns(&people)).with_context(|| format!("writing {}", file.display()))?;
    import_here(app, "returns", RETURNS, &file.to_string_lossy(), false).await.map(drop)
}

/// Makes two people of one name one, as somebody in a hurry would.
async fn merge_namesakes(client: &Client, people: &[&Value]) -> Result<()> {
    let mut by_name: BTreeMap<&str, &str> = BTreeMap::new();
    for person in people {
        let facts = person["facts"].as_array().map_or(&[][..], Vec::as_slice);
        let name = facts.iter().find(|fact| fact["name"] == "full_name").and_then(|fact| fact["value"].as_str());
        let (Some(name), Some(id)) = (name, person["id"].as_str()) else { continue };
        if let Some(other) = by_name.insert(name, id) {
            let merge = json!({"a": other, "b": id, "reason": format!("Both are called {name}")});
            return client.post("/api/v1/people/merge", &merge).await.map(drop);
        }
    }
    Ok(())
}

/// The rows, of customers who were seen lately, with dates as the depot writes them now.
fn returns(people: &[&Value]) -> String {
    let number = |person: &&Value| {
        let identifiers = person["identifiers"].as_array()?;
        let own = identifiers.iter().find(|one| one["namespace"] == "user_id")?;
        own["value"].as_str().map(str::to_owned)
    };
    let mut csv = "no,brought_back,customer,device,note\n".to_owned();
    for (row, customer) in people.iter().filter_map(number).take(ROWS).enumerate() {
        let (day, hour, minute) = (1 + row, 9 + row % 8, 7 * row % 60);
        let model = if row % 3 == 0 { "HX-100" } else { "HX-200" };
        // Writing to a string cannot fail.
        let _ = writeln!(
            csv,
            "R{:04},2026-10-{day:02} {hour:02}:{minute:02},{customer},{model},brought back with its box",
            4100 + row
        );
    }
    csv
}
