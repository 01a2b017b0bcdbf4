//! The HTTP API of permits, purposes and holds.

use axum::extract::State;
use axum::http::StatusCode;
use kernel::{IdentifierNo, Kind, Purpose, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query, reason};
use web::paging::List;
use web::{Principal, Problem, Result, Right};

use super::holds::{Hold, HoldKind};
use super::http::PrivacyState;
use super::permits::{Because, LegalBasis, permits};
use super::{purposes, store};
use crate::identity::PersonNo;

pub(super) fn routes() -> OpenApiRouter<PrivacyState> {
    OpenApiRouter::new()
        .routes(routes!(list_permits))
        .routes(routes!(list_holds, place_hold))
        .routes(routes!(list_all_holds))
        .routes(routes!(release_hold))
        .routes(routes!(list_purposes))
        .routes(routes!(set_purpose))
}

/// Whether a purpose is permitted now, and why.
#[derive(Serialize, ToSchema)]
struct WirePermit {
    purpose: String,
    basis: LegalBasis,
    granted: bool,
    because: Because,
    /// When they decided, where they did and not as an employee, whom the caller does not see.
    decided_at: Option<String>,
}

/// What a person may be used for now, purpose by purpose, and why.
#[utoipa::path(get, path = "/api/v1/people/{id}/permits", params(("id" = String, Path)),
    responses((status = 200, body = List<WirePermit>)))]
async fn list_permits(
    State(state): State<PrivacyState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<List<WirePermit>>> {
    let number = state.seen_person(&who, &id).await?;
    let identifiers = state.identifiers(number);
    let (purposes, holds) =
        state.truth.read(move |tx| Ok((purposes::all(tx)?, store::holds_of(tx, &identifiers)?))).await?;
    let shown = state.shown_consents(&who, number).await?;
    state.audit.read(&who, "people.permits", &id).await?;
    let now = state.clock.now();
    let people = state.people.now();
    let items = purposes.into_iter().map(|(purpose, basis)| {
        let permit = permits(&people, number, (&purpose, basis), &holds, now);
        WirePermit {
            purpose: purpose.as_str().to_owned(),
            basis,
            granted: permit.granted,
            because: permit.because,
            decided_at: permit.decision.filter(|one| shown.contains(one)).map(|one| one.decided_at.to_string()),
        }
    });
    Ok(Json(List::whole(items.collect())))
}

impl PrivacyState {
    fn identifiers(&self, number: PersonNo) -> Vec<IdentifierNo> {
        self.people.now().graph.parts(number).into_iter().map(|part| part.identifier).collect()
    }

    /// A hold as the caller is shown it: why it lies there is for those who protect people.
    fn wire(&self, who: &Principal, hold: &Hold) -> WireHold {
        let all = who.may(Right::ProtectPeople);
        WireHold {
            id: self.ids.encode(Kind::Hold, hold.id.unsigned_abs()),
            kind: hold.kind,
            reason: all.then(|| hold.reason.clone()),
            placed_by: all.then(|| hold.placed_by.clone()),
            placed_at: hold.placed_at.to_string(),
            until: hold.until.map(|until| until.to_string()),
            released_at: hold.released_at.map(|at| at.to_string()),
            active: hold.is_active(self.clock.now()),
        }
    }
}

/// A hold as it is shown.
#[derive(Serialize, ToSchema)]
struct WireHold {
    id: String,
    kind: HoldKind,
    /// Shown to those who protect people only.
    reason: Option<String>,
    /// Likewise.
    placed_by: Option<String>,
    placed_at: String,
    until: Option<String>,
    released_at: Option<String>,
    active: bool,
}

/// The holds on a person, newest first.
#[utoipa::path(get, path = "/api/v1/people/{id}/holds", params(("id" = String, Path)),
    responses((status = 200, body = List<WireHold>)))]
async fn list_holds(
    State(state): State<PrivacyState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<List<WireHold>>> {
    let identifiers = state.identifiers(state.seen_person(&who, &id).await?);
    let holds = state.truth.read(move |tx| store::holds_of(tx, &identifiers)).await?;
    state.audit.read(&who, "people.holds", &id).await?;
    Ok(Json(List::whole(holds.iter().map(|hold| state.wire(&who, hold)).collect())))
}

/// A hold with whom it lies on.
#[derive(Serialize, ToSchema)]
struct WireHeld {
    #[serde(flatten)]
    hold: WireHold,
    person: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct HoldsQuery {
    /// Only `legal` or only `contact` holds.
    kind: Option<HoldKind>,
}

/// All holds that are in force, newest first.
#[utoipa::path(get, path = "/api/v1/holds", params(HoldsQuery), responses((status = 200, body = List<WireHeld>)))]
async fn list_all_holds(
    State(state): State<PrivacyState>,
    who: Principal,
    Query(query): Query<HoldsQuery>,
) -> Result<Json<List<WireHeld>>> {
    let now = state.clock.now();
    let holds = state.truth.read(move |tx| store::active_holds(tx, now)).await?;
    state.audit.read(&who, "holds.list", "").await?;
    let people = state.people.now();
    let wanted = holds.iter().rev().filter(|hold| query.kind.is_none_or(|kind| kind == hold.kind));
    let items = wanted.map(|hold| {
        let person = people.graph.person_at(hold.identifier, hold.placed_at.0);
        WireHeld { hold: state.wire(&who, hold), person: state.ids.encode(Kind::Person, person.0) }
    });
    Ok(Json(List::whole(items.collect())))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Place {
    /// `legal`: nothing may be destroyed; `contact`: not to be contacted unasked.
    kind: HoldKind,
    /// Why.
    reason: String,
    /// Until when, RFC 3339; until it is released unless told.
    until: Option<String>,
}

/// Places a hold on a person.
#[utoipa::path(post, path = "/api/v1/people/{id}/holds", params(("id" = String, Path)), request_body = Place,
    responses((status = 201, body = WireHold)))]
async fn place_hold(
    State(state): State<PrivacyState>,
    who: Principal,
    Path(id): Path<String>,
    Json(place): Json<Place>,
) -> Result<(StatusCode, Json<WireHold>)> {
    let number = state.seen_person(&who, &id).await?;
    let reason = reason(&place.reason)?;
    let until = place.until.as_deref().map(Timestamp::parse).transpose();
    let until = until.map_err(|error| Problem::bad_request(format!("until: {error}")))?;
    let identifier = state.people.now().graph.named_after(number);
    let (placed_by, placed_at) = (who.name.clone(), state.clock.now());
    let mut hold = Hold { id: 0, identifier, kind: place.kind, reason, placed_by, placed_at, until, released_at: None };
    let kept = hold.clone();
    hold.id = state.truth.write(move |tx| store::insert_hold(tx, &kept)).await?;
    let wire = state.wire(&who, &hold);
    state.audit.change(&who, "holds.place", &wire.id, "").await?;
    Ok((StatusCode::CREATED, Json(wire)))
}

/// Releases a hold.
#[utoipa::path(delete, path = "/api/v1/holds/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn release_hold(State(state): State<PrivacyState>, who: Principal, Path(id): Path<String>) -> Result<StatusCode> {
    let number = i64::try_from(web::ids::read(&state.ids, Kind::Hold, &id)?).unwrap_or(-1);
    let now = state.clock.now();
    if !state.truth.write(move |tx| store::release_hold(tx, number, now)).await? {
        return Err(Problem::not_found("there is no such hold, or it was released before"));
    }
    state.audit.change(&who, "holds.release", &id, "").await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A purpose and what it rests on.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WirePurpose {
    #[serde(default)]
    name: String,
    basis: LegalBasis,
}

/// What data may be used for, and on what ground of law. A purpose that is not listed rests on consent.
#[utoipa::path(get, path = "/api/v1/purposes", responses((status = 200, body = List<WirePurpose>)))]
async fn list_purposes(State(state): State<PrivacyState>) -> Result<Json<List<WirePurpose>>> {
    let purposes = state.truth.read(purposes::all).await?;
    let items = purposes.into_iter().map(|(purpose, basis)| WirePurpose { name: purpose.as_str().to_owned(), basis });
    Ok(Json(List::whole(items.collect())))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SetPurpose {
    basis: LegalBasis,
}

/// Says on what ground of law a purpose rests.
#[utoipa::path(put, path = "/api/v1/purposes/{name}", params(("name" = String, Path)), request_body = SetPurpose,
    responses((status = 200, body = WirePurpose)))]
async fn set_purpose(
    State(state): State<PrivacyState>,
    who: Principal,
    Path(name): Path<String>,
    Json(set): Json<SetPurpose>,
) -> Result<Json<WirePurpose>> {
    if name.trim().is_empty() || name.len() > 100 || name.chars().any(char::is_control) {
        return Err(Problem::bad_request("a purpose has a name of 1 to 100 characters"));
    }
    let (purpose, basis, now) = (Purpose::new(&name), set.basis, state.clock.now());
    let name = purpose.as_str().to_owned();
    state.purposes.set(purpose, basis, now).await?;
    state.audit.change(&who, "purposes.set", &name, basis.as_str()).await?;
    Ok(Json(WirePurpose { name, basis }))
}
