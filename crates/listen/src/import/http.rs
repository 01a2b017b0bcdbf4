//! The HTTP API of imports: a file's bytes are the body; each import has its progress and its cancel.

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::extract::State;
use futures_util::TryStreamExt as _;
use parking_lot::Mutex;
use serde::{Deserialize, Serialize};
use tokio_util::io::{StreamReader, SyncIoBridge};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::access::http::is_source_name;
use web::extract::{Json, Path, Query};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::recognise::{built_in, event_log_named};
use super::run::{Error, Import, Progress, run};
use crate::ingest::Intake;
use crate::mapping::Mapping;
use crate::sources::{Source, SourceChange, Sources};

/// What the handlers work with.
#[derive(Clone)]
pub struct ImportState {
    /// The way in.
    pub intake: Intake,
    /// The sources.
    pub sources: Sources,
    /// The audit.
    pub audit: Audit,
    running: Arc<Mutex<HashMap<String, Arc<Progress>>>>,
}

impl ImportState {
    /// Over an intake and its sources.
    #[must_use]
    pub fn new(intake: Intake, sources: Sources, audit: Audit) -> ImportState {
        ImportState { intake, sources, audit, running: Arc::default() }
    }
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", path: "/api/v1/sources/{name}/import", right: Right::ChangeSources },
    Operation { method: "GET", path: "/api/v1/imports/{id}", right: Right::ChangeSources },
    Operation { method: "DELETE", path: "/api/v1/imports/{id}", right: Right::ChangeSources },
];

/// The routes.
pub fn routes(state: ImportState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(import_file))
        .routes(routes!(get_import, cancel_import))
        .layer(axum::extract::DefaultBodyLimit::disable())
        .with_state(state)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ImportQuery {
    /// The file's name, by whose endings its format is known.
    file: String,
    /// A name for this import, by which its progress is asked and it can be cancelled.
    id: Option<String>,
    /// Shows what would come of it, and stores nothing.
    #[serde(default)]
    dry_run: bool,
    /// The mapping to try, TOML, with `dry_run` alone: the source's own stays as it is, and there need be no source.
    mapping: Option<String>,
}

/// Imports a file with the source's mapping. The answer comes when all of it is durable.
///
/// An event log needs no mapping: where the source has none, and the file's name tells that it is one, the source gets the
/// one that is built in.
#[utoipa::path(post, path = "/api/v1/sources/{name}/import", params(("name" = String, Path), ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 200, body = Import)))]
async fn import_file(
    State(state): State<ImportState>,
    who: Principal,
    Path(name): Path<String>,
    Query(query): Query<ImportQuery>,
    body: Body,
) -> Result<Json<Import>> {
    if !is_source_name(&name) {
        return Err(Problem::bad_request("a source's name has 1 to 64 letters, digits, dots, dashes or underscores"));
    }
    if query.mapping.is_some() && !query.dry_run {
        return Err(Problem::bad_request("`mapping` is for a dry run; an import is read by the source's own"));
    }
    let missing = || Problem::conflict("the source has no mapping: set one with PUT /api/v1/sources/{name}/mapping");
    let known = state.sources.by_name(&name).await?;
    let (source, mapping) = if let Some(text) = &query.mapping {
        let mapping = Mapping::parse(text).map_err(|error| Problem::bad_request(format!("the mapping: {error}")))?;
        (known.unwrap_or_else(|| Arc::new(Source::unsaved(&name))), mapping)
    } else {
        let own = known.as_ref().and_then(|source| source.mapping.clone());
        let built_in = || event_log_named(&query.file).and_then(built_in).map(str::to_owned);
        let text = own.or_else(built_in).ok_or_else(missing)?;
        let mapping = Mapping::parse(&text);
        let mapping = mapping.map_err(|error| Problem::conflict(format!("the source's mapping: {error}")))?;
        let source = match known {
            Some(source) if source.mapping.is_some() => source,
            known if query.dry_run => known.unwrap_or_else(|| Arc::new(Source::unsaved(&name))),
            _ => keep_mapping(&state.sources, &name, &text).await?,
        };
        (source, mapping)
    };
    let progress = Arc::new(Progress::default());
    let id = query.id.clone().unwrap_or_default();
    if !id.is_empty() {
        state.running.lock().insert(id.clone(), progress.clone());
    }
    let stream = StreamReader::new(body.into_data_stream().map_err(std::io::Error::other));
    let (intake, running) = (state.intake.clone(), state.running.clone());
    let work = tokio::task::spawn_blocking(move || {
        let stream = ReadOut(SyncIoBridge::new(Box::pin(stream)));
        let result = run(&intake, &source, &mapping, stream, &query.file, &progress, query.dry_run);
        // Here and not after the wait, which ends early where the sender hangs up.
        running.lock().remove(&id);
        result
    });
    let result = work.await.map_err(|_| store::Error::Closed)?;
    if !query.dry_run && matches!(result, Ok(_) | Err(Error::Broken { .. })) {
        state.audit.change(&who, "sources.import", &name, "").await?;
    }
    result.map(Json).map_err(|error| match error {
        Error::Refused(refusal) => refusal.into(),
        other => Problem::bad_request(other.to_string()),
    })
}

/// A body that is read to its end when it is let go: a browser that is answered before it has sent all takes the
/// connection for broken, and sends the file once more.
struct ReadOut<R: Read>(R);

impl<R: Read> Read for ReadOut<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }
}

impl<R: Read> Drop for ReadOut<R> {
    fn drop(&mut self) {
        // A sender that hangs up ends it too.
        std::io::copy(&mut self.0, &mut std::io::sink()).ok();
    }
}

/// Where an import stands.
#[derive(Serialize, ToSchema)]
struct WireProgress {
    /// Bytes read of the file as it is.
    bytes: u64,
    /// Rows read.
    rows: u64,
}

impl ImportState {
    fn find(&self, id: &str) -> Result<Arc<Progress>> {
        let found = self.running.lock().get(id).cloned();
        found.ok_or_else(|| Problem::not_found("no import of this name is running here"))
    }
}

/// The progress of a running import.
#[utoipa::path(get, path = "/api/v1/imports/{id}", params(("id" = String, Path)), responses((status = 200, body = WireProgress)))]
async fn get_import(State(state): State<ImportState>, Path(id): Path<String>) -> Result<Json<WireProgress>> {
    let progress = state.find(&id)?;
    let (bytes, rows) = (progress.bytes.load(Ordering::Relaxed), progress.rows.load(Ordering::Relaxed));
    Ok(Json(WireProgress { bytes, rows }))
}

/// Cancels a running import. What is stored stays; importing again goes on from there.
#[utoipa::path(delete, path = "/api/v1/imports/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn cancel_import(
    State(state): State<ImportState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<axum::http::StatusCode> {
    state.find(&id)?.cancelled.store(true, Ordering::Relaxed);
    state.audit.change(&who, "imports.cancel", "", "").await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Keeps the mapping of a file with its source, so that what was dropped can be replayed.
///
/// # Errors
/// What the database says.
pub async fn keep_mapping(sources: &Sources, name: &str, mapping: &str) -> store::Result<Arc<Source>> {
    let source = sources.ensure(name).await?;
    if source.mapping.as_deref() != Some(mapping) {
        let change = SourceChange { mapping: Some(mapping.to_owned()), ..SourceChange::default() };
        sources.change(source.number, change).await?;
    }
    Ok(source)
}
