//! The cost table over HTTP.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use web::extract::{Json, Query};
use web::{Principal, Problem, Result};

use super::super::{Change, CostTable, Dated};
use super::{At, From, OrganisationState};

/// What things cost, and from when to when.
#[derive(Serialize, ToSchema)]
pub(super) struct WireCosts {
    #[serde(flatten)]
    table: CostTable,
    /// How many digits the currency's minor unit has: with two, 1250 is 12.50.
    minor_digits: u8,
    /// From when this holds.
    valid_from: String,
    /// Until when, where it was changed.
    valid_until: Option<String>,
}

impl WireCosts {
    fn of(row: &Dated<CostTable>) -> WireCosts {
        WireCosts {
            table: row.said.clone(),
            minor_digits: row.said.currency.minor_digits(),
            valid_from: row.from.to_string(),
            valid_until: row.until.map(|until| until.to_string()),
        }
    }
}

fn unknown() -> Problem {
    Problem::not_found("nobody has said what things cost then: PUT /api/v1/organisation/costs does")
}

/// What things cost, in minor units of the company's currency.
#[utoipa::path(get, path = "/api/v1/organisation/costs", params(At), responses((status = 200, body = WireCosts)))]
pub(super) async fn get_costs(
    State(state): State<OrganisationState>,
    Query(query): Query<At>,
) -> Result<Json<WireCosts>> {
    let at = state.moment("at", query.at.as_deref())?;
    Ok(Json(state.organisation.now().costs.at(at).map(WireCosts::of).ok_or_else(unknown)?))
}

/// Says what things cost, the whole table, from a moment on and until the next table that is on record.
#[utoipa::path(put, path = "/api/v1/organisation/costs", params(From), request_body = CostTable,
    responses((status = 200, body = WireCosts)))]
pub(super) async fn put_costs(
    State(state): State<OrganisationState>,
    who: Principal,
    Query(query): Query<From>,
    Json(table): Json<CostTable>,
) -> Result<Json<WireCosts>> {
    let from = state.moment("from", query.from.as_deref())?;
    let table = table.checked().map_err(Problem::bad_request)?;
    state.change(Change::Costs { table, from }).await?;
    state.audit.change(&who, "organisation.costs", &from.to_string(), "").await?;
    Ok(Json(state.organisation.now().costs.at(from).map(WireCosts::of).ok_or_else(unknown)?))
}
