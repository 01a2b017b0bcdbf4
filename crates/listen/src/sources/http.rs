//! The HTTP API of sources and their mappings.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Purpose, Relation};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::access::http::is_source_name;
use web::extract::{Json, Path};
use web::paging::List;
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::{Source, SourceChange, Sources};
use crate::ingest::ledger::{self, LedgerFilter};
use crate::mapping::Mapping;

/// What the handlers work with.
#[derive(Clone)]
pub struct SourcesState {
    /// The sources.
    pub sources: Sources,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/sources", right: Right::SeeIntake },
    Operation { method: "GET", path: "/api/v1/sources/{name}", right: Right::SeeIntake },
    Operation { method: "PUT", path: "/api/v1/sources/{name}", right: Right::ChangeSources },
    Operation { method: "GET", path: "/api/v1/sources/{name}/mapping", right: Right::SeeIntake },
    Operation { method: "PUT", path: "/api/v1/sources/{name}/mapping", right: Right::ChangeSources },
];

/// The routes.
pub fn routes(state: SourcesState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_sources))
        .routes(routes!(get_source, put_source))
        .routes(routes!(get_mapping, put_mapping))
        .with_state(state)
}

/// A source as it is shown.
#[derive(Serialize, ToSchema)]
struct WireSource {
    name: String,
    /// What its interactions are taken in for.
    purpose: String,
    channel: Option<String>,
    department: Option<String>,
    relation: Option<&'static str>,
    /// Whether it has a mapping, and how often that was changed.
    mapping_version: u32,
    created_at: String,
    received: u64,
    stored: u64,
    /// The receipt hour of its last event.
    last_hour: Option<String>,
    /// What it cannot promise.
    notes: Vec<&'static str>,
}

const NOTES: [&str; 1] = [
    "events sent over HTTP with neither a message id nor a sender's time cannot be told from each other: each is stored",
];

impl SourcesState {
    async fn wire(&self, source: &Source) -> Result<WireSource> {
        let filter = LedgerFilter { source: Some(source.number), ..LedgerFilter::default() };
        let hours = self.sources.truth.read(move |tx| ledger::read(tx, &filter)).await?;
        Ok(WireSource {
            name: source.name.clone(),
            purpose: source.purpose.as_str().to_owned(),
            channel: source.channel.clone(),
            department: source.department.clone(),
            relation: source.relation.map(Relation::as_str),
            mapping_version: source.mapping_version,
            created_at: source.created_at.to_string(),
            received: hours.iter().map(|(_, _, sums)| sums.received).sum(),
            stored: hours.iter().map(|(_, _, sums)| sums.stored).sum(),
            last_hour: hours.last().map(|(_, hour, _)| hour.to_string()),
            notes: NOTES.to_vec(),
        })
    }

    async fn find(&self, name: &str) -> Result<Arc<Source>> {
        self.sources.by_name(name).await?.ok_or_else(|| Problem::not_found("there is no such source"))
    }
}

/// All sources.
#[utoipa::path(get, path = "/api/v1/sources", responses((status = 200, body = List<WireSource>)))]
async fn list_sources(State(state): State<SourcesState>) -> Result<Json<List<WireSource>>> {
    let mut items = Vec::new();
    for source in state.sources.list().await? {
        items.push(state.wire(&source).await?);
    }
    Ok(Json(List::whole(items)))
}

/// One source.
#[utoipa::path(get, path = "/api/v1/sources/{name}", params(("name" = String, Path)), responses((status = 200, body = WireSource)))]
async fn get_source(State(state): State<SourcesState>, Path(name): Path<String>) -> Result<Json<WireSource>> {
    let source = state.find(&name).await?;
    Ok(Json(state.wire(&source).await?))
}

/// What can be set of a source; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PutSource {
    /// What its interactions are taken in for: who refuses that is not taken in.
    purpose: Option<String>,
    /// The channel of interactions that name none.
    channel: Option<String>,
    /// The department of interactions that name none.
    department: Option<String>,
    /// The relation of interactions that name none.
    #[schema(value_type = Option<String>)]
    relation: Option<Relation>,
}

/// Makes a source, or changes its settings.
#[utoipa::path(put, path = "/api/v1/sources/{name}", params(("name" = String, Path)), request_body = PutSource,
    responses((status = 200, body = WireSource)))]
async fn put_source(
    State(state): State<SourcesState>,
    who: Principal,
    Path(name): Path<String>,
    Json(put): Json<PutSource>,
) -> Result<Json<WireSource>> {
    if !is_source_name(&name) {
        return Err(Problem::bad_request("a source's name has 1 to 64 letters, digits, dots, dashes or underscores"));
    }
    let source = state.sources.ensure(&name).await?;
    let change = SourceChange {
        purpose: put.purpose.as_deref().map(Purpose::new),
        channel: put.channel,
        department: put.department,
        relation: put.relation,
        mapping: None,
    };
    state.sources.change(source.number, change).await?;
    state.audit.change(&who, "sources.put", &name, "").await?;
    let source = state.find(&name).await?;
    Ok(Json(state.wire(&source).await?))
}

/// A source's mapping, as TOML.
#[utoipa::path(get, path = "/api/v1/sources/{name}/mapping", params(("name" = String, Path)),
    responses((status = 200, content_type = "application/toml")))]
async fn get_mapping(State(state): State<SourcesState>, Path(name): Path<String>) -> Result<String> {
    let source = state.find(&name).await?;
    source.mapping.clone().ok_or_else(|| Problem::not_found("the source has no mapping"))
}

/// Sets a source's mapping, as TOML. A mapping that cannot be read is refused.
#[utoipa::path(put, path = "/api/v1/sources/{name}/mapping", params(("name" = String, Path)),
    request_body(content = String, content_type = "application/toml"), responses((status = 204)))]
async fn put_mapping(
    State(state): State<SourcesState>,
    who: Principal,
    Path(name): Path<String>,
    text: String,
) -> Result<StatusCode> {
    if !is_source_name(&name) {
        return Err(Problem::bad_request("a source's name has 1 to 64 letters, digits, dots, dashes or underscores"));
    }
    Mapping::parse(&text).map_err(|error| Problem::bad_request(format!("the mapping: {error}")))?;
    let source = state.sources.ensure(&name).await?;
    state.sources.change(source.number, SourceChange { mapping: Some(text), ..SourceChange::default() }).await?;
    state.audit.change(&who, "sources.mapping", &name, "").await?;
    Ok(StatusCode::NO_CONTENT)
}
