//! The HTTP API of connectors.

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::access::http::is_source_name;
use web::extract::{Json, Path};
use web::paging::List;
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::rules::{check, leads_to_the_same};
use super::{Connector, Connectors, From, Position};

/// How many minutes are between two looks unless told.
const USUAL_MINUTES: u32 = 5;
/// The longest secret, in bytes.
const LONGEST_SECRET: usize = 1000;

/// What the handlers work with.
#[derive(Clone)]
pub struct ConnectorsState {
    /// The connectors.
    pub connectors: Connectors,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/connectors", right: Right::SeeIntake },
    Operation { method: "GET", path: "/api/v1/connectors/{name}", right: Right::SeeIntake },
    Operation { method: "PUT", path: "/api/v1/connectors/{name}", right: Right::ChangeSources },
    Operation { method: "DELETE", path: "/api/v1/connectors/{name}", right: Right::ChangeSources },
    Operation { method: "POST", path: "/api/v1/connectors/{name}/fetch", right: Right::ChangeSources },
];

/// The routes.
pub fn routes(state: ConnectorsState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_connectors))
        .routes(routes!(get_connector, put_connector, delete_connector))
        .routes(routes!(fetch_now))
        .with_state(state)
}

/// A connector as it is shown: its secret is shown to nobody.
#[derive(Serialize, ToSchema)]
struct WireConnector {
    /// Its name, and that of the source into which it fetches.
    name: String,
    from: From,
    has_secret: bool,
    every_minutes: u32,
    paused: bool,
    /// When it looks next.
    next_at: String,
    /// When it looked last, and could.
    fetched_at: Option<String>,
    /// Why it could not at its last look.
    error: Option<String>,
    /// Since when it cannot.
    failing_since: Option<String>,
    /// How many interactions it has brought.
    stored: u64,
    made_at: String,
}

fn wire(one: Connector) -> WireConnector {
    WireConnector {
        name: one.name,
        from: one.from,
        has_secret: one.has_secret,
        every_minutes: one.every_minutes,
        paused: one.paused,
        next_at: one.next_at.to_string(),
        fetched_at: one.fetched_at.map(|at| at.to_string()),
        error: one.error,
        failing_since: one.failing_since.map(|at| at.to_string()),
        stored: one.stored,
        made_at: one.made_at.to_string(),
    }
}

impl ConnectorsState {
    async fn find(&self, name: &str) -> Result<Connector> {
        let found = self.connectors.get(name).await?;
        found.ok_or_else(|| Problem::not_found(format!("there is no connector {name:?}")))
    }
}

/// All connectors, with how they do.
#[utoipa::path(get, path = "/api/v1/connectors", responses((status = 200, body = List<WireConnector>)))]
async fn list_connectors(State(state): State<ConnectorsState>) -> Result<Json<List<WireConnector>>> {
    Ok(Json(List::whole(state.connectors.list().await?.into_iter().map(wire).collect())))
}

/// One connector.
#[utoipa::path(get, path = "/api/v1/connectors/{name}", params(("name" = String, Path)),
    responses((status = 200, body = WireConnector)))]
async fn get_connector(State(state): State<ConnectorsState>, Path(name): Path<String>) -> Result<Json<WireConnector>> {
    Ok(Json(wire(state.find(&name).await?)))
}

/// A connector as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PutConnector {
    from: From,
    /// The password of a mailbox, or the access token of an account. What is left out stays, as long as it leads to the
    /// same server and user.
    secret: Option<String>,
    /// How many minutes are between two looks, 1 to 10080; 5 unless told.
    every_minutes: Option<u32>,
    /// Whether it fetches nothing for now.
    #[serde(default)]
    paused: bool,
}

/// Makes a connector, or changes it. It looks at once.
#[utoipa::path(put, path = "/api/v1/connectors/{name}", params(("name" = String, Path)), request_body = PutConnector,
    responses((status = 200, body = WireConnector)))]
async fn put_connector(
    State(state): State<ConnectorsState>,
    who: Principal,
    Path(name): Path<String>,
    Json(put): Json<PutConnector>,
) -> Result<Json<WireConnector>> {
    if !is_source_name(&name) {
        return Err(Problem::bad_request(
            "a connector's name has 1 to 64 letters, digits, dots, dashes or underscores",
        ));
    }
    let before = state.connectors.get(&name).await?;
    let secret = put.secret.as_deref().filter(|secret| !secret.is_empty());
    if secret.is_some_and(|secret| secret.len() > LONGEST_SECRET || secret.chars().any(char::is_control)) {
        return Err(Problem::bad_request(format!(
            "`secret` has at most {LONGEST_SECRET} characters, none that controls"
        )));
    }
    let same = before.as_ref().is_some_and(|before| leads_to_the_same(&before.from, &put.from));
    let keeps = same && before.as_ref().is_some_and(|before| before.has_secret) && put.secret.as_deref() != Some("");
    let has_secret = secret.is_some() || keeps;
    let every_minutes = put.every_minutes.unwrap_or(USUAL_MINUTES);
    check((&put.from, every_minutes), has_secret, &state.connectors.networks).map_err(Problem::bad_request)?;
    let now = state.connectors.clock.now();
    let goes_on = before.as_ref().filter(|before| before.from == put.from);
    let connector = Connector {
        name: name.clone(),
        position: goes_on.map_or_else(Position::default, |before| before.position.clone()),
        stored: before.as_ref().map_or(0, |before| before.stored),
        made_at: goes_on.map_or(now, |before| before.made_at),
        from: put.from,
        has_secret,
        every_minutes,
        paused: put.paused,
        next_at: now,
        fetched_at: None,
        error: None,
        failing_since: None,
        changed_at: now,
    };
    state.connectors.put(connector, secret).await?;
    state.audit.change(&who, "connectors.put", &name, "").await?;
    Ok(Json(wire(state.find(&name).await?)))
}

/// Removes a connector. What it brought stays, and so does its source.
#[utoipa::path(delete, path = "/api/v1/connectors/{name}", params(("name" = String, Path)),
    responses((status = 204)))]
async fn delete_connector(
    State(state): State<ConnectorsState>,
    who: Principal,
    Path(name): Path<String>,
) -> Result<StatusCode> {
    let connector = state.find(&name).await?;
    state.connectors.remove(&connector.name).await?;
    state.audit.change(&who, "connectors.delete", &name, "").await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Looks now, and says what came of it.
#[utoipa::path(post, path = "/api/v1/connectors/{name}/fetch", params(("name" = String, Path)),
    responses((status = 200, body = WireConnector)))]
async fn fetch_now(
    State(state): State<ConnectorsState>,
    who: Principal,
    Path(name): Path<String>,
) -> Result<Json<WireConnector>> {
    let connector = state.find(&name).await?;
    state.connectors.fetch(&connector).await?;
    state.audit.change(&who, "connectors.fetch", &name, "").await?;
    Ok(Json(wire(state.find(&name).await?)))
}
