//! `throughline keys create|list|revoke`

use anyhow::Result;
use axum::body::Body;
use axum::http::Method;
use clap::Subcommand;
use serde_json::{Value, json};
use web::{Role, Scope};

use super::client::{Client, NoStore, escaped};
use super::scope::warn_of_unknown;
use super::{ClientArgs, Output};

#[derive(Subcommand)]
pub(super) enum KeysCommand {
    /// Make a key with a role, or a write key for a source
    Create {
        #[command(flatten)]
        client: ClientArgs,
        /// What the key is for, to tell it from others
        #[arg(long)]
        name: String,
        /// What it may do, for a key that calls the API
        #[arg(long, required_unless_present = "source", conflicts_with_all = ["source", "public"],
            value_parser = clap::builder::PossibleValuesParser::new(Role::ALL.map(Role::as_str)))]
        role: Option<String>,
        /// Of which part of the organisation it sees interactions: all, or brand, department, team or
        /// location:NAME,NAME
        #[arg(long, default_value = "all", value_parser = Scope::parse, requires = "role")]
        scope: Scope,
        /// The source that sends with it; one that does not exist yet is made
        #[arg(long)]
        source: Option<String>,
        /// The key goes into a browser or app, where anybody can read it
        #[arg(long, requires = "source")]
        public: bool,
        #[command(flatten)]
        output: Output,
    },
    /// List keys, without their tokens
    List {
        #[command(flatten)]
        client: ClientArgs,
        #[command(flatten)]
        output: Output,
    },
    /// Revoke a key by its id
    Revoke {
        #[command(flatten)]
        client: ClientArgs,
        /// The id that `keys list` shows
        id: String,
        #[command(flatten)]
        output: Output,
    },
}

pub(super) async fn run(command: KeysCommand) -> Result<()> {
    match command {
        KeysCommand::Create { client, name, role, scope, source, public, output } => {
            let client = Client::connect(&client, NoStore::Make).await?;
            let mut body = json!({"name": name, "role": role, "scope": scope, "source": source});
            if public {
                body["kind"] = "public".into();
            }
            let made = client.post("/api/v1/keys", &body).await;
            if made.is_ok() {
                warn_of_unknown(&client, &scope).await;
            }
            client.finish().await?;
            output.print(&made?, |made| made["key"].as_str().unwrap_or_default().to_owned())
        }
        KeysCommand::List { client, output } => {
            let client = Client::connect(&client, NoStore::Refuse).await?;
            let keys = client.get("/api/v1/keys").await;
            client.finish().await?;
            output.print(&keys?, |keys| {
                let items = keys["items"].as_array().map_or(&[][..], Vec::as_slice);
                items.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
        KeysCommand::Revoke { client, id, output } => {
            let client = Client::connect(&client, NoStore::Refuse).await?;
            let path = format!("/api/v1/keys/{}", escaped(&id));
            let revoked = client.send(Method::DELETE, &path, Body::empty(), "application/json").await;
            client.finish().await?;
            revoked?;
            output.print(&json!({"revoked": id}), |_| format!("revoked {id}"))
        }
    }
}

fn line(key: &Value) -> String {
    let text = |field: &str| key[field].as_str().unwrap_or_default().to_owned();
    let what = match key["role"].as_str() {
        Some(role) => format!("role {role}"),
        None => format!("source {} ({})", text("source"), text("kind")),
    };
    let state = if key["revoked_at"].is_null() { "active" } else { "revoked" };
    format!("{}  {:<20}  {what}  {state}  {}", text("id"), text("name"), text("created_at"))
}
