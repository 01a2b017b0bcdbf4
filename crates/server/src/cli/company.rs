//! The sample company's organisation, put on record through the API: its parts, what things cost, how journeys are meant
//! to go, and who signs in.

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::Method;
use serde_json::json;
use web::Scope;

use super::client::{Client, Refused, escaped};
use super::journeys;

/// Puts it on record. What is there already stays as it is, so that it may be broken off and begun again.
///
/// Nobody knows the passwords of these users: whoever wants to sign in as one of them gives them another.
pub(super) async fn put_on_record(client: &Client) -> Result<()> {
    for (kind, file) in sample::ORGANISATION {
        let path = format!("/api/v1/organisation/{kind}?from={}", escaped(sample::ORGANISATION_SINCE));
        let taken = client.send(Method::POST, &path, Body::from(*file), "text/csv").await;
        taken.with_context(|| format!("the sample company's {kind}"))?;
    }
    for design in sample::DESIGNS {
        journeys::put(client, design, "As the head office has it").await.context("a design of the sample company")?;
    }
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
