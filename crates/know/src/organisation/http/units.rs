//! Single units of the organisation over HTTP.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use web::extract::{Json, Path, Query};
use web::{Principal, Problem, Result};

use super::super::model::checked_name;
use super::super::{About, Change, Dated, UnitKind};
use super::{At, From, OrganisationState};

/// A unit of the organisation.
#[derive(Serialize, ToSchema)]
pub(super) struct WireUnit {
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) about: About,
    /// From when this holds.
    pub(super) valid_from: String,
    /// Until when, where it was changed or ended.
    pub(super) valid_until: Option<String>,
}

impl WireUnit {
    pub(super) fn of(name: &str, row: &Dated<About>) -> WireUnit {
        WireUnit {
            name: name.to_owned(),
            about: row.said.clone(),
            valid_from: row.from.to_string(),
            valid_until: row.until.map(|until| until.to_string()),
        }
    }
}

/// What holds of a unit.
#[utoipa::path(get, path = "/api/v1/organisation/{kind}/{name}",
    params(("kind" = UnitKind, Path), ("name" = String, Path), At), responses((status = 200, body = WireUnit)))]
pub(super) async fn get_unit(
    State(state): State<OrganisationState>,
    who: Principal,
    Path((kind, name)): Path<(UnitKind, String)>,
    Query(query): Query<At>,
) -> Result<Json<WireUnit>> {
    let at = state.moment("at", query.at.as_deref())?;
    let record = state.organisation.now();
    let seen = record.units.at(kind, &name, at).filter(|_| record.units.is_within(&who.scope, kind, &name, at));
    let row = seen.ok_or_else(|| Problem::not_found(format!("there is no such {} at {at}", kind.one())))?;
    Ok(Json(WireUnit::of(&name, row)))
}

/// Puts a unit on record, or changes it, from a moment on and until the next change that is on record.
#[utoipa::path(put, path = "/api/v1/organisation/{kind}/{name}",
    params(("kind" = UnitKind, Path), ("name" = String, Path), From), request_body = About,
    responses((status = 200, body = WireUnit)))]
pub(super) async fn put_unit(
    State(state): State<OrganisationState>,
    who: Principal,
    Path((kind, name)): Path<(UnitKind, String)>,
    Query(query): Query<From>,
    Json(said): Json<serde_json::Value>,
) -> Result<Json<WireUnit>> {
    let from = state.moment("from", query.from.as_deref())?;
    let name = checked_name(&name).map_err(Problem::bad_request)?;
    let about = About::read(kind, said);
    let about = about.map_err(|said| Problem::bad_request(format!("the {}: {said}", kind.one())))?;
    state.change(Change::Put { kind, name: name.clone(), about, from }).await?;
    state.audit.change(&who, "organisation.put", &format!("{}/{name}", kind.as_str()), "").await?;
    let record = state.organisation.now();
    let row = record.units.at(kind, &name, from);
    let row = row.ok_or_else(|| Problem::conflict("somebody has just ended it: look at it again"))?;
    Ok(Json(WireUnit::of(&name, row)))
}

/// Ends a unit: from a moment on it is no more. What was before stays on record.
#[utoipa::path(delete, path = "/api/v1/organisation/{kind}/{name}",
    params(("kind" = UnitKind, Path), ("name" = String, Path), From), responses((status = 204)))]
pub(super) async fn end_unit(
    State(state): State<OrganisationState>,
    who: Principal,
    Path((kind, name)): Path<(UnitKind, String)>,
    Query(query): Query<From>,
) -> Result<StatusCode> {
    let from = state.moment("from", query.from.as_deref())?;
    state.change(Change::End { kind, name: name.clone(), from }).await?;
    state.audit.change(&who, "organisation.end", &format!("{}/{name}", kind.as_str()), "").await?;
    Ok(StatusCode::NO_CONTENT)
}
