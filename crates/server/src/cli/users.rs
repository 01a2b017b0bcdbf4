//! `throughline users add|list|password|remove-second-factor|remove`

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::http::Method;
use clap::Subcommand;
use serde_json::{Value, json};
use web::{Role, Scope};

use super::client::{Client, NoStore, escaped};
use super::scope::warn_of_unknown;
use super::{ClientArgs, Output};

#[derive(Subcommand)]
pub(super) enum UsersCommand {
    /// Add a user who signs in with a password
    Add {
        #[command(flatten)]
        client: ClientArgs,
        /// What they sign in with: an e-mail address or a short name
        name: String,
        /// What they are called; the name unless given
        #[arg(long)]
        display_name: Option<String>,
        /// What they may do
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(Role::ALL.map(Role::as_str)))]
        role: String,
        /// Of which part of the organisation they see interactions: all, or brand, department, team or
        /// location:NAME,NAME
        #[arg(long, default_value = "all", value_parser = Scope::parse)]
        scope: Scope,
        #[command(flatten)]
        password: PasswordArgs,
        #[command(flatten)]
        output: Output,
    },
    /// List users
    List {
        #[command(flatten)]
        client: ClientArgs,
        #[command(flatten)]
        output: Output,
    },
    /// Give a user another password and end their sessions
    Password {
        #[command(flatten)]
        client: ClientArgs,
        /// What they sign in with
        name: String,
        #[command(flatten)]
        password: PasswordArgs,
        #[command(flatten)]
        output: Output,
    },
    /// Take a user's second factor away, for whoever has lost it and the recovery codes too
    RemoveSecondFactor {
        #[command(flatten)]
        client: ClientArgs,
        /// What they sign in with
        name: String,
        #[command(flatten)]
        output: Output,
    },
    /// Remove a user and end their sessions
    Remove {
        #[command(flatten)]
        client: ClientArgs,
        /// What they sign in with
        name: String,
        #[command(flatten)]
        output: Output,
    },
}

#[derive(Clone, Copy, clap::Args)]
pub(super) struct PasswordArgs {
    /// Read the password from the first line of standard input; without it one is made and printed this once
    #[arg(long)]
    password_stdin: bool,
}

impl PasswordArgs {
    fn read(self) -> Result<Option<String>> {
        if !self.password_stdin {
            return Ok(None);
        }
        let mut line = String::new();
        std::io::stdin().read_line(&mut line).context("reading the password from standard input")?;
        Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned()))
    }
}

pub(super) async fn run(command: UsersCommand) -> Result<()> {
    match command {
        UsersCommand::Add { client, name, display_name, role, scope, password, output } => {
            let password = password.read()?;
            let client = Client::connect(&client, NoStore::Make).await?;
            let body = json!({
                "name": name, "display_name": display_name, "role": role, "scope": scope, "password": password
            });
            let added = client.post("/api/v1/users", &body).await;
            if added.is_ok() {
                warn_of_unknown(&client, &scope).await;
            }
            client.finish().await?;
            output.print(&added?, |added| match added["password"].as_str() {
                Some(made) => made.to_owned(),
                None => format!("added {name}"),
            })
        }
        UsersCommand::List { client, output } => {
            let client = Client::connect(&client, NoStore::Refuse).await?;
            let users = client.get("/api/v1/users").await;
            client.finish().await?;
            output.print(&users?, |users| {
                let items = users["items"].as_array().map_or(&[][..], Vec::as_slice);
                items.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
        UsersCommand::Password { client, name, password, output } => {
            let password = password.read()?;
            let client = Client::connect(&client, NoStore::Refuse).await?;
            let reset = on_user(&client, &name, Method::POST, "/password", &json!({"password": password})).await;
            client.finish().await?;
            output.print(&reset?, |reset| match reset["password"].as_str() {
                Some(made) => made.to_owned(),
                None => format!("{name} has another password"),
            })
        }
        UsersCommand::RemoveSecondFactor { client, name, output } => {
            let client = Client::connect(&client, NoStore::Refuse).await?;
            let removed = on_user(&client, &name, Method::DELETE, "/second-factor", &Value::Null).await;
            client.finish().await?;
            removed?;
            output.print(&json!({"name": name, "second_factor": false}), |_| format!("{name} has no second factor now"))
        }
        UsersCommand::Remove { client, name, output } => {
            let client = Client::connect(&client, NoStore::Refuse).await?;
            let removed = on_user(&client, &name, Method::DELETE, "", &Value::Null).await;
            client.finish().await?;
            removed?;
            output.print(&json!({"removed": name}), |_| format!("removed {name}"))
        }
    }
}

/// Calls an operation below the path of the user of this name.
async fn on_user(client: &Client, name: &str, method: Method, operation: &str, body: &Value) -> Result<Value> {
    let found = client.get(&format!("/api/v1/users?name={}", escaped(name))).await?;
    let id = found["items"][0]["id"].as_str().with_context(|| format!("there is no user {name:?}"))?;
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    client.send(method, &format!("/api/v1/users/{id}{operation}"), body, "application/json").await
}

fn line(user: &Value) -> String {
    let text = |field: &str| user[field].as_str().unwrap_or_default();
    let scope = if user["scope"] == "all" { String::new() } else { format!(" of {}", user["scope"]) };
    let state = if user["disabled_at"].is_null() { "active" } else { "disabled" };
    format!("{}  {:<24}  {}{scope}  {state}  {}", text("id"), text("name"), text("role"), text("created_at"))
}
