//! The ways in over HTTP: Segment's API, CloudEvents, webhooks with a mapping. They speak their protocols' own answers.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use kernel::{ConsentDecision, Purpose, Trust};
use serde::Serialize;
use serde_json::json;
use serde_json::value::RawValue;
use web::access::SourceKeyKind;
use web::{Access, Problem, RemoteAddress};

use super::arrival::Received;
use super::edge::Edge;
use super::sent::Sent;
use super::{Intake, Receipt, Refusal, cloudevents, parsers, segment};
use crate::mapping::Mapping;
use crate::sources::Sources;

/// What the handlers work with. Cloned with every request, so it is one pointer.
#[derive(Clone)]
pub struct IntakeState(Arc<IntakeParts>);

/// What [`IntakeState`] holds.
pub struct IntakeParts {
    /// The way in.
    pub intake: Intake,
    /// Who holds which key.
    pub access: Access,
    /// The sources.
    pub sources: Sources,
}

impl IntakeState {
    /// Over these parts.
    #[must_use]
    pub fn new(parts: IntakeParts) -> IntakeState {
        IntakeState(Arc::new(parts))
    }
}

impl std::ops::Deref for IntakeState {
    type Target = IntakeParts;

    fn deref(&self) -> &IntakeParts {
        &self.0
    }
}

/// After how many seconds a busy intake asks senders to come again.
const COME_AGAIN: u32 = 1;

/// The routes. They are open to every origin: the key says who sends.
pub fn routes(state: IntakeState) -> Router {
    Router::new()
        .route("/v1/{call}", post(segment_call).options(preflight))
        .route("/v1/events", post(cloud_events).options(preflight))
        .route("/v1/hooks/{source}", post(hook).options(preflight))
        .route("/v1/projects/{key}/settings", get(settings).options(preflight))
        .route("/v1/m", post(sdk_counters).options(preflight))
        .with_state(state)
}

/// Finishes an answer of these routes: counts what was refused whole, and lets browsers of any origin read it.
pub fn finish(intake: &Intake, response: &mut Response) {
    let status = response.status();
    if matches!(
        status,
        StatusCode::BAD_REQUEST
            | StatusCode::UNAUTHORIZED
            | StatusCode::FORBIDDEN
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::PAYLOAD_TOO_LARGE
    ) {
        intake.count_refused(status.as_u16());
    }
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("retry-after"));
}

async fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, OPTIONS"),
        (
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type, content-encoding, x-retry-count, anonymousid",
        ),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

/// What the browser SDK asks for before it sends: only itself is to be used.
async fn settings(
    State(state): State<IntakeState>,
    address: Option<Extension<RemoteAddress>>,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    state.access.write_key(&key, address.map(|address| address.0.0)).await?;
    let settings = json!({"integrations": {"Segment.io": {"apiKey": key}}, "metrics": {"sampleRate": 0}});
    Ok(Json(settings).into_response())
}

/// The counters that the browser SDK keeps of itself: nothing of a person is in them, and nothing is kept.
async fn sdk_counters() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// The answer of Segment's API, with what was dropped.
#[derive(Serialize)]
struct Answer {
    success: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dropped: Vec<DroppedItem>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unread_consents: Vec<UnreadConsent>,
}

/// An event that was not stored.
#[derive(Serialize)]
struct DroppedItem {
    index: usize,
    reason: &'static str,
    detail: String,
}

/// An event whose consent string could not be read: it is as if it had come without.
#[derive(Serialize)]
struct UnreadConsent {
    index: usize,
    detail: String,
}

fn answer(receipt: Receipt) -> Response {
    let dropped = receipt.dropped.into_iter();
    let dropped =
        dropped.map(|(index, reason, detail)| DroppedItem { index, reason: reason.as_str(), detail }).collect();
    let unread = receipt.unread_consents.into_iter();
    let unread_consents = unread.map(|(index, detail)| UnreadConsent { index, detail }).collect();
    Json(Answer { success: true, dropped, unread_consents }).into_response()
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        match refusal {
            Refusal::Busy => Problem::too_fast(COME_AGAIN),
            Refusal::Store(error) => {
                tracing::error!(%error, "a batch could not be stored");
                let detail = "the batch could not be stored: send it again";
                Problem { retry_after: Some(COME_AGAIN), ..Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail) }
            }
        }
    }
}

async fn segment_call(
    State(state): State<IntakeState>,
    Path(call): Path<String>,
    Sent { headers, body, length, address }: Sent,
) -> Result<Response, Problem> {
    let is_batch = matches!(call.as_str(), "batch" | "import" | "b");
    let kind = segment::kind_of_path(&call);
    if !is_batch && kind.is_none() {
        return Err(Problem::not_found("there is no such call; see docs/api.md"));
    }
    let token = match basic_user(&headers) {
        Some(token) => Some(token),
        None => key_in_body(&body)?,
    };
    let edge = edge(&state, token, &headers, address).await?;
    let read = move || read_segment_body(&edge, &body, is_batch, kind).map(|items| (edge, items));
    let (edge, items) = if length < parsers::LARGE { read()? } else { state.intake.parsers().run(read).await?? };
    Ok(answer(state.intake.submit(&edge, items).await?))
}

/// The write key that a body carries, as the browser SDK's do.
fn key_in_body(body: &[u8]) -> Result<Option<String>, Problem> {
    #[derive(serde::Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Keyed {
        #[serde(default)]
        write_key: Option<String>,
    }
    let keyed: Keyed = serde_json::from_slice(body).map_err(|error| not_taken(&error))?;
    Ok(keyed.write_key)
}

fn not_taken(error: &serde_json::Error) -> Problem {
    Problem::bad_request(format!("the body is not the JSON object that this call takes: {}", place(error)))
}

fn read_segment_body(
    edge: &Edge,
    body: &[u8],
    is_batch: bool,
    kind: Option<&'static str>,
) -> Result<Vec<Received>, Problem> {
    let text = std::str::from_utf8(body).map_err(|_| Problem::bad_request("the body is not UTF-8"))?;
    if !is_batch {
        let item = segment::read(edge, text.trim(), kind, segment::Shared::default());
        if item.is_err() {
            // What is no JSON object at all is refused whole.
            serde_json::from_str::<segment::Request<'_>>(text).map_err(|error| not_taken(&error))?;
        }
        return Ok(vec![item]);
    }
    let request: segment::Request<'_> = serde_json::from_str(text).map_err(|error| not_taken(&error))?;
    let batch = request.batch.as_deref();
    let batch = batch.ok_or_else(|| Problem::bad_request("a batch needs the field `batch`, an array of events"))?;
    check_count(edge, batch.len())?;
    let shared = request.shared();
    Ok(batch.iter().map(|raw: &&RawValue| segment::read(edge, raw.get(), None, shared)).collect())
}

fn place(error: &serde_json::Error) -> String {
    format!("line {}, column {}", error.line(), error.column())
}

async fn cloud_events(State(state): State<IntakeState>, sent: Sent) -> Result<Response, Problem> {
    let Sent { headers, body, address, .. } = sent;
    let edge = edge(&state, bearer(&headers).or_else(|| basic_user(&headers)), &headers, address).await?;
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let text = || std::str::from_utf8(&body).map_err(|_| Problem::bad_request("the body is not UTF-8"));
    let items: Vec<Received> = if content_type.starts_with("application/cloudevents-batch") {
        let batch: Vec<&RawValue> = serde_json::from_str(text()?)
            .map_err(|error| Problem::bad_request(format!("the body is no array of events: {}", place(&error))))?;
        check_count(&edge, batch.len())?;
        batch.iter().map(|raw| cloudevents::read(&edge, raw.get())).collect()
    } else if content_type.starts_with("application/cloudevents") {
        let event: &RawValue = serde_json::from_str(text()?)
            .map_err(|error| Problem::bad_request(format!("the body is not JSON: {}", place(&error))))?;
        vec![cloudevents::read(&edge, event.get())]
    } else if headers.contains_key("ce-specversion") {
        vec![cloudevents::read(&edge, &cloudevents::structured(&headers, &body))]
    } else {
        let detail = "send application/cloudevents+json, application/cloudevents-batch+json, or the ce- headers";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    };
    if items.is_empty() {
        return Ok(answer(Receipt::default()));
    }
    Ok(answer(state.intake.submit(&edge, items).await?))
}

async fn hook(
    State(state): State<IntakeState>,
    Path(name): Path<String>,
    Sent { headers, body, address, .. }: Sent,
) -> Result<Response, Problem> {
    let edge = edge(&state, bearer(&headers).or_else(|| basic_user(&headers)), &headers, address).await?;
    if edge.source.name != name {
        return Err(Problem::forbidden("the key is that of another source"));
    }
    let mapping = edge.source.mapping.as_deref().ok_or_else(|| {
        Problem::conflict("the source has no mapping yet: set one with PUT /api/v1/sources/{name}/mapping")
    })?;
    let mapping =
        Mapping::parse(mapping).map_err(|error| Problem::conflict(format!("the source's mapping: {error}")))?;
    let text = std::str::from_utf8(&body).map_err(|_| Problem::bad_request("the body is not UTF-8"))?;
    let rows: Vec<&RawValue> = if text.trim_start().starts_with('[') {
        serde_json::from_str(text).map_err(|error| Problem::bad_request(format!("not JSON: {}", place(&error))))?
    } else {
        let row: &RawValue =
            serde_json::from_str(text).map_err(|error| Problem::bad_request(format!("not JSON: {}", place(&error))))?;
        vec![row]
    };
    check_count(&edge, rows.len())?;
    let mut items = Vec::new();
    for row in rows {
        mapping.read_json(&edge, row.get(), &mut items);
    }
    Ok(answer(state.intake.submit(&edge, items).await?))
}

fn check_count(edge: &Edge, events: usize) -> Result<(), Problem> {
    let most = edge.limits.events_per_request;
    if events > most {
        let detail = format!("{events} events in one request; at most {most}");
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail));
    }
    Ok(())
}

/// Who sends, and what the request as a whole says about consent.
async fn edge(
    state: &IntakeState,
    token: Option<String>,
    headers: &HeaderMap,
    address: Option<IpAddr>,
) -> Result<Edge, Problem> {
    let token = token.ok_or_else(|| {
        Problem::unauthorized("send the write key: as the user of Basic authentication, or as `writeKey`")
    })?;
    let (source, kind) = state.access.write_key(&token, address).await?;
    let source = state
        .sources
        .get(source)
        .await?
        .ok_or_else(|| Problem::unauthorized("the source of this write key is gone"))?;
    let trust = match kind {
        SourceKeyKind::Public => Trust::Public,
        SourceKeyKind::Secret => Trust::Secret,
    };
    let mut edge = state.intake.edge(source, trust, Vec::new());
    if headers.get("sec-gpc").is_some_and(|value| value == "1") {
        edge.consents.push(ConsentDecision {
            purpose: Purpose::new("sharing"),
            granted: false,
            decided_at: edge.received_at,
            evidence: "Sec-GPC".to_owned(),
        });
    }
    Ok(edge)
}

fn basic_user(headers: &HeaderMap) -> Option<String> {
    use base64::Engine as _;
    let value = web::access::credentials(headers, "Basic")?;
    let decoded = base64::engine::general_purpose::STANDARD.decode(value).ok()?;
    let pair = String::from_utf8(decoded).ok()?;
    Some(pair.split(':').next().unwrap_or_default().to_owned())
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    web::access::credentials(headers, "Bearer").map(str::to_owned)
}
