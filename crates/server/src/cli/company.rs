//! The sample company's organisation, put on record through the API: its parts, what things cost, how journeys are meant
//! to go, who is told of what, what was changed, and who signs in.

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::Method;
use kernel::clock::DAY;
use kernel::{Clock as _, SystemClock, Timestamp};
use serde_json::{Value, json};
use web::Scope;

use super::client::{Client, Refused, escaped};
use super::journeys;

/// Puts it on record. What is there already stays as it is, so that it may be broken off and begun again.
///
/// Nobody knows the passwords of these users: whoever wants to sign in as one of them gives them another.
pub(super) async fn put_on_record(client: &Client, mended_on: &str) -> Result<()> {
    for (kind, file) in sample::ORGANISATION {
        let path = format!("/api/v1/organisation/{kind}?from={}", escaped(sample::ORGANISATION_SINCE));
        let taken = client.send(Method::POST, &path, Body::from(*file), "text/csv").await;
        taken.with_context(|| format!("the sample company's {kind}"))?;
    }
    for design in sample::DESIGNS {
        journeys::put(client, design, "As the head office has it").await.context("a design of the sample company")?;
    }
    act_on_it(client, mended_on).await?;
    for (name, display_name, role, scope) in sample::USERS {
        let scope = Scope::parse(scope).map_err(anyhow::Error::msg)?;
        let body = json!({"name": name, "display_name": display_name, "role": role, "scope": scope});
        match client.post("/api/v1/users", &body).await {
            Err(error) if error.downcast_ref::<Refused>().is_some_and(|refused| refused.status == 409) => {}
            added => drop(added.with_context(|| format!("the sample company's user {name}"))?),
        }
    }
    Ok(())
}

/// So many days before the end of the company's life alerts are opened for: older matters are settled.
const LATELY: i64 = 21;

/// When somebody is to be told, and what was changed because of what was found.
async fn act_on_it(client: &Client, mended_on: &str) -> Result<()> {
    let ended = Timestamp::parse("2026-11-01T00:00:00Z").expect("a moment");
    let days = (SystemClock.now().0 - ended.0).div_euclid(DAY).max(0) + LATELY;
    for (name, rule) in sample::ALERT_RULES {
        let mut rule: Value = serde_json::from_str(rule)?;
        rule["within_days"] = days.into();
        put(client, "alert-rules", name, &rule, "As the head office has it").await?;
    }
    let (name, improvement) = sample::IMPROVEMENT;
    let mut improvement: Value = serde_json::from_str(improvement)?;
    improvement["changed_on"] = mended_on.into();
    put(client, "improvements", name, &improvement, "Decided with the billing desk").await
}

async fn put(client: &Client, kind: &str, name: &str, body: &Value, reason: &str) -> Result<()> {
    let path = format!("/api/v1/{kind}/{}?reason={}", escaped(name), escaped(reason));
    let taken = client.send(Method::PUT, &path, Body::from(body.to_string()), "application/json").await;
    taken.map(drop).with_context(|| format!("the sample company's {kind}: {name}"))
}
