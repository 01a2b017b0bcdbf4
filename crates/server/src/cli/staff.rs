//! What the sample company's employees say: the waves of their pulse, their notes and their needs.

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::Method;
use kernel::{Kind, Timestamp};
use serde_json::{Value, json};

use super::client::{Client, Refused, escaped};
use crate::app::App;

/// The pulse.
const SURVEY: &str = "employee-pulse";

/// Puts it on record. What is there already stays as it is, so that it may be broken off and begun again.
pub(super) async fn put_on_record(app: &App, client: &Client, plan: &sample::Plan) -> Result<()> {
    let path = format!("/api/v1/surveys/{SURVEY}?reason=first");
    let put = client.send(Method::PUT, &path, Body::from(sample::PULSE), "application/json").await;
    put.context("the pulse of the sample company's employees")?;
    waves(app, client, plan).await?;
    if client.get("/api/v1/notes").await?["total"] == 0 {
        notes(client).await?;
    }
    if client.get("/api/v1/needs").await?["total"] == 0 {
        needs(app, client).await?;
    }
    Ok(())
}

/// The waves that are over by this machine's clock.
async fn waves(app: &App, client: &Client, plan: &sample::Plan) -> Result<()> {
    for wave in sample::pulse_waves(plan) {
        if Timestamp::parse(&wave.closed_at).map_err(anyhow::Error::msg)? > app.clock.now() {
            continue;
        }
        let group = |(name, people): &(&str, u32)| json!({"name": name, "people": people});
        let answer = |(group, answers): &(&str, Value)| json!({"group": group, "answers": answers});
        let groups: Vec<Value> = wave.groups.iter().map(group).collect();
        let answers: Vec<Value> = wave.answers.iter().map(answer).collect();
        let body = json!({"wave": wave.wave, "closed_at": wave.closed_at, "groups": groups, "answers": answers});
        match client.post(&format!("/api/v1/surveys/{SURVEY}/waves/held"), &body).await {
            Err(error) if error.downcast_ref::<Refused>().is_some_and(|refused| refused.status == 409) => {}
            held => drop(held.with_context(|| format!("the sample company's wave {}", wave.wave))?),
        }
    }
    Ok(())
}

async fn notes(client: &Client) -> Result<()> {
    for note in sample::NOTES {
        let mut body = json!({"text": note.text});
        for (field, said) in [("touchpoint", note.touchpoint), ("department", note.department), ("policy", note.policy)]
        {
            body[field] = json!(said);
        }
        let made = client.post("/api/v1/notes", &body).await?;
        let Some((status, answer)) = note.answer else { continue };
        let id = made["note"]["id"].as_str().context("a note has an id")?;
        let answer = json!({"status": status, "answer": answer});
        put(client, &format!("/api/v1/notes/{}/answer", escaped(id)), &answer).await?;
    }
    Ok(())
}

async fn needs(app: &App, client: &Client) -> Result<()> {
    for need in sample::NEEDS {
        let body = json!({"title": need.title, "detail": need.detail, "department": need.department});
        let made = client.post("/api/v1/needs", &body).await?;
        let id = made["id"].as_str().context("a need has an id")?;
        let number = app.store.secrets.ids.decode(Kind::Need, id).context("an id of ours")?;
        // They are nobody who signs in, and a vote says of nobody who they are.
        for voter in 0..need.votes {
            app.needs.vote(i64::try_from(number)?, &format!("employee {voter}"), true).await?;
        }
        let Some((status, answer, due)) = need.answer else { continue };
        let answer = json!({"status": status, "answer": answer, "due": due});
        put(client, &format!("/api/v1/needs/{}/answer", escaped(id)), &answer).await?;
    }
    Ok(())
}

async fn put(client: &Client, path: &str, body: &Value) -> Result<()> {
    client.send(Method::PUT, path, Body::from(body.to_string()), "application/json").await.map(drop)
}
