//! The HTTP API of erasure and export.

use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::{Kind, PublicIds};
use serde::{Deserialize, Serialize};
use store::blocking;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query, reason};
use web::paging::{List, Paging, number_cursor};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::model::{Erasure, Mode, Proposal, Stage};
use super::{Erasures, Refused};
use crate::identity::PersonNo;
use crate::privacy::export;
use crate::privacy::requests::{Step, http as requests};

/// What the handlers work with.
#[derive(Clone)]
pub struct ErasureState {
    /// Erases people.
    pub erasures: Erasures,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", path: "/api/v1/people/{id}/erasures", right: Right::ProtectPeople },
    Operation { method: "GET", path: "/api/v1/people/{id}/export", right: Right::ProtectPeople },
    Operation { method: "GET", path: "/api/v1/erasures", right: Right::ProtectPeople },
    Operation { method: "GET", path: "/api/v1/erasures/{id}", right: Right::ProtectPeople },
    Operation { method: "DELETE", path: "/api/v1/erasures/{id}", right: Right::ProtectPeople },
    Operation { method: "POST", path: "/api/v1/erasures/{id}/confirm", right: Right::ProtectPeople },
    Operation { method: "POST", path: "/api/v1/erasures/run", right: Right::ProtectPeople },
    Operation { method: "GET", path: "/api/v1/erasures/log", right: Right::ProtectPeople },
    Operation { method: "POST", path: "/api/v1/erasures/log", right: Right::ProtectPeople },
    Operation { method: "POST", path: "/api/v1/receipts/verify", right: Right::ProtectPeople },
];

/// The routes.
pub fn routes(state: ErasureState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(propose))
        .routes(routes!(export_person))
        .routes(routes!(list_erasures))
        .routes(routes!(get_erasure, withdraw))
        .routes(routes!(confirm))
        .routes(routes!(run))
        .merge(
            // As many lines as there were erasures.
            OpenApiRouter::new().routes(routes!(log, replay)).layer(DefaultBodyLimit::max(LONGEST_LOG)),
        )
        .routes(routes!(verify))
        .with_state(state)
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Problem {
        match refused {
            Refused::Missing(_) => Problem::not_found(refused.to_string()),
            Refused::Lines(said) => Problem::bad_request(said),
            Refused::Changed | Refused::Over(_) | Refused::Held => Problem::conflict(refused.to_string()),
            Refused::Request(refused) => refused.into(),
            Refused::Store(error) => error.into(),
        }
    }
}

/// The most that a log of erasures has, in bytes: it is held in memory while it is gone through.
const LONGEST_LOG: usize = 256 << 20;

/// An erasure as it is shown.
#[derive(Serialize, ToSchema)]
struct WireErasure {
    id: String,
    stage: Stage,
    mode: Mode,
    requested_by: String,
    reason: String,
    /// The privacy request that it serves.
    request: Option<String>,
    requested_at: String,
    /// Since when nobody sees it.
    hidden_at: Option<String>,
    /// When it was nowhere any more.
    destroyed_at: Option<String>,
    /// How many rows of people under a legal hold name it still. It is destroyed when these holds are released.
    kept_for_holds: u64,
    /// How many rows each holder changed in the passes that destroyed it.
    rows: std::collections::BTreeMap<String, u64>,
    /// What can be given to the person, once it is destroyed.
    receipt: Option<String>,
    /// What would go, as long as it is only proposed: each may be a second human's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identifiers: Vec<WireGoing>,
    /// How many interactions would go.
    #[serde(skip_serializing_if = "Option::is_none")]
    interactions: Option<u64>,
}

/// An identifier that would go.
#[derive(Serialize, ToSchema)]
struct WireGoing {
    /// By which it is confirmed.
    id: String,
    namespace: String,
    value: String,
    /// How many interactions belong to it: many may be a second human's.
    interactions: u64,
}

impl ErasureState {
    fn wire(&self, erasure: Erasure) -> WireErasure {
        WireErasure {
            id: self.ids.encode(Kind::Erasure, erasure.id.unsigned_abs()),
            receipt: self.erasures.receipt(&erasure),
            stage: erasure.stage,
            mode: erasure.mode,
            requested_by: erasure.by,
            reason: erasure.reason,
            request: erasure.request.map(|request| self.ids.encode(Kind::Request, request.unsigned_abs())),
            requested_at: erasure.requested_at.to_string(),
            hidden_at: erasure.hidden_at.map(|at| at.to_string()),
            destroyed_at: erasure.destroyed_at.map(|at| at.to_string()),
            kept_for_holds: erasure.kept,
            rows: erasure.rows,
            identifiers: Vec::new(),
            interactions: None,
        }
    }

    fn proposed(&self, proposal: Proposal) -> WireErasure {
        let going = proposal.identifiers.into_iter().map(|(number, identifier, interactions)| WireGoing {
            id: self.ids.encode(Kind::Identifier, u64::from(number.0)),
            namespace: identifier.namespace,
            value: identifier.value,
            interactions,
        });
        let interactions = (proposal.erasure.stage == Stage::Proposed).then_some(proposal.interactions);
        WireErasure { identifiers: going.collect(), interactions, ..self.wire(proposal.erasure) }
    }

    fn number(&self, id: &str) -> Result<i64> {
        Ok(i64::try_from(web::ids::read(&self.ids, Kind::Erasure, id)?).unwrap_or(-1))
    }

    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Erasures) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T> {
        let erasures = self.erasures.clone();
        Ok(blocking(move || {
            erasures.profiles.catch_up()?;
            work(&erasures)
        })
        .await?)
    }
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Propose {
    /// Why, without personal data: `asked by letter, case 4711`.
    reason: String,
    /// How much goes; `erase` unless told.
    #[serde(default)]
    mode: Mode,
    /// The privacy request that it serves: confirming closes it.
    request: Option<String>,
}

/// Says what would go if a person were erased. Nothing goes before it is confirmed.
#[utoipa::path(post, path = "/api/v1/people/{id}/erasures", params(("id" = String, Path)), request_body = Propose,
    responses((status = 201, body = WireErasure)))]
async fn propose(
    State(state): State<ErasureState>,
    who: Principal,
    Path(id): Path<String>,
    Json(propose): Json<Propose>,
) -> Result<(StatusCode, Json<WireErasure>)> {
    let number = PersonNo(web::ids::read(&state.ids, Kind::Person, &id)?);
    let reason = reason(&propose.reason)?;
    let (by, mode) = (who.name.clone(), propose.mode);
    let request = propose.request.map(|id| requests::number(&state.ids, &id)).transpose()?;
    let proposal = state.with(move |erasures| erasures.propose(number, mode, (&by, &reason), request)).await?;
    let wire = state.proposed(proposal);
    state.audit.change(&who, "erasures.propose", &wire.id, "").await?;
    Ok((StatusCode::CREATED, Json(wire)))
}

/// Erasures, newest first.
#[utoipa::path(get, path = "/api/v1/erasures", params(Paging), responses((status = 200, body = List<WireErasure>)))]
async fn list_erasures(
    State(state): State<ErasureState>,
    Query(paging): Query<Paging>,
) -> Result<Json<List<WireErasure>>> {
    let before = paging.number(&state.ids)?.map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    let limit = paging.limit();
    let (erasures, total) = state.with(move |erasures| Ok(erasures.list(before, limit)?)).await?;
    let last = erasures.last().filter(|_| erasures.len() == limit).map(|last| last.id.unsigned_abs());
    let next = last.map(|last| number_cursor(&state.ids, last));
    Ok(Json(List { items: erasures.into_iter().map(|one| state.wire(one)).collect(), total, next }))
}

/// One erasure; what would go, as long as it is only proposed.
#[utoipa::path(get, path = "/api/v1/erasures/{id}", params(("id" = String, Path)),
    responses((status = 200, body = WireErasure)))]
async fn get_erasure(
    State(state): State<ErasureState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<WireErasure>> {
    let number = state.number(&id)?;
    let proposal = state.with(move |erasures| erasures.proposal(number)).await?;
    state.audit.read(&who, "erasures.read", &id).await?;
    Ok(Json(state.proposed(proposal)))
}

/// Takes a proposal back.
#[utoipa::path(delete, path = "/api/v1/erasures/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn withdraw(State(state): State<ErasureState>, who: Principal, Path(id): Path<String>) -> Result<StatusCode> {
    let number = state.number(&id)?;
    state.with(move |erasures| erasures.withdraw(number)).await?;
    state.audit.change(&who, "erasures.withdraw", &id, "").await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConfirmErasure {
    /// The ids of the identifiers that go. What is not named stays, with everything that belongs to it.
    identifiers: Vec<String>,
}

/// Hides at once what was proposed, as far as it is named; it is destroyed within the hour.
#[utoipa::path(post, path = "/api/v1/erasures/{id}/confirm", params(("id" = String, Path)), request_body = ConfirmErasure,
    responses((status = 200, body = WireErasure)))]
async fn confirm(
    State(state): State<ErasureState>,
    who: Principal,
    Path(id): Path<String>,
    Json(confirm): Json<ConfirmErasure>,
) -> Result<Json<WireErasure>> {
    let number = state.number(&id)?;
    let read = |id: &String| {
        let number = web::ids::read(&state.ids, Kind::Identifier, id)?;
        u32::try_from(number).map(kernel::IdentifierNo).map_err(|_| Problem::not_found("there is no such identifier"))
    };
    let identifiers = confirm.identifiers.iter().map(read).collect::<Result<Vec<_>>>()?;
    let erasure = state.with(move |erasures| erasures.confirm(number, &identifiers)).await?;
    state.audit.change(&who, "erasures.confirm", &id, "").await?;
    let wire = state.wire(erasure);
    if let Some(request) = &wire.request {
        state.audit.change(&who, "requests.complete", request, "").await?;
    }
    Ok(Json(wire))
}

#[derive(Serialize, ToSchema)]
struct Destroyed {
    /// How many erasures are destroyed now.
    destroyed: usize,
}

/// Destroys now what is hidden, instead of waiting for more.
#[utoipa::path(post, path = "/api/v1/erasures/run", responses((status = 200, body = Destroyed)))]
async fn run(State(state): State<ErasureState>, who: Principal) -> Result<Json<Destroyed>> {
    state.audit.change(&who, "erasures.run", "", "").await?;
    let destroyed = state
        .with(|erasures| {
            erasures.hurry();
            Ok(erasures.destroy_due()?)
        })
        .await?;
    Ok(Json(Destroyed { destroyed }))
}

/// All erasures, a line each, without personal data: what erases them again after a restore.
#[utoipa::path(get, path = "/api/v1/erasures/log", responses((status = 200, content_type = "application/x-ndjson")))]
async fn log(State(state): State<ErasureState>, who: Principal) -> Result<Response> {
    let lines = state.with(|erasures| Ok(erasures.lines()?)).await?;
    state.audit.read(&who, "erasures.log", "").await?;
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], lines).into_response())
}

#[derive(Serialize, ToSchema)]
struct ReplayedErasures {
    /// How many were not erased here, and are now.
    replayed: usize,
}

/// Erases again what these lines name and the store does not know as erased: after a restore, before a server listens.
#[utoipa::path(post, path = "/api/v1/erasures/log", request_body(content = String, content_type = "application/x-ndjson"),
    responses((status = 200, body = ReplayedErasures)))]
async fn replay(State(state): State<ErasureState>, who: Principal, lines: String) -> Result<Json<ReplayedErasures>> {
    let replayed = state.with(move |erasures| erasures.replay(&lines)).await?;
    state.audit.change(&who, "erasures.replay", "", "").await?;
    Ok(Json(ReplayedErasures { replayed }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Receipt {
    /// The receipt as it was given.
    receipt: String,
}

#[derive(Serialize, ToSchema)]
struct Verified {
    /// Whether it is one of ours, unchanged.
    genuine: bool,
}

/// Says whether a receipt is genuine.
#[utoipa::path(post, path = "/api/v1/receipts/verify", request_body = Receipt, responses((status = 200, body = Verified)))]
async fn verify(State(state): State<ErasureState>, Json(receipt): Json<Receipt>) -> Json<Verified> {
    Json(Verified { genuine: state.erasures.is_receipt(&receipt.receipt) })
}

#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PersonFormat {
    /// For machines.
    #[default]
    Json,
    /// For people.
    Html,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Export {
    /// `json` (unless told) for machines, `html` for people.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    format: PersonFormat,
    /// The privacy request that it is made for: it is done then.
    request: Option<String>,
}

/// Everything that is held of a person, on all their sides, as a file.
#[utoipa::path(get, path = "/api/v1/people/{id}/export", params(("id" = String, Path), Export),
    responses((status = 200, content_type = "application/json")))]
async fn export_person(
    State(state): State<ErasureState>,
    who: Principal,
    Path(id): Path<String>,
    Query(wanted): Query<Export>,
) -> Result<Response> {
    let number = PersonNo(web::ids::read(&state.ids, Kind::Person, &id)?);
    let request = wanted.request.as_deref().map(|id| requests::number(&state.ids, id)).transpose()?;
    let export = state
        .with(move |erasures| {
            if let Some(request) = request {
                erasures.requests().check(request, number, &Step::Exported)?;
            }
            let export = export::of(erasures, number)?;
            if let Some(request) = request {
                erasures.requests().take(request, &Step::Exported)?;
            }
            Ok(export)
        })
        .await?;
    state.audit.read(&who, "people.export", &id).await?;
    if let Some(request) = wanted.request {
        state.audit.change(&who, "requests.complete", &request, "").await?;
    }
    let (content_type, name, body) = match wanted.format {
        PersonFormat::Json => ("application/json", "person.json", export.to_string()),
        PersonFormat::Html => ("text/html; charset=utf-8", "person.html", export::page(&export)),
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    headers.insert(header::CONTENT_DISPOSITION, disposition.expect("the name is one of two"));
    Ok(response)
}
