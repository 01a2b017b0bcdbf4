//! The registry over HTTP: touchpoints and departments.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use web::extract::Json;
use web::paging::List;
use web::{Principal, Result};

use super::super::RegistryKind;
use super::PeopleState;

/// A touchpoint or department that interactions have named.
#[derive(Serialize, ToSchema)]
pub(super) struct WireNamed {
    name: String,
    /// The channel of its newest interaction.
    channel: String,
    first_seen: String,
    last_seen: String,
    interactions: u64,
}

async fn registry(state: &PeopleState, who: &Principal, kind: RegistryKind) -> Result<Json<List<WireNamed>>> {
    let sight = state.sight(who, None)?;
    let named = state.with(move |profiles| profiles.registry(kind, &sight)).await?;
    let items = named.into_iter().map(|named| WireNamed {
        name: named.name,
        channel: named.channel,
        first_seen: named.first_seen.to_string(),
        last_seen: named.last_seen.to_string(),
        interactions: named.interactions,
    });
    Ok(Json(List::whole(items.collect())))
}

/// Touchpoints of the part of the organisation that the caller sees, the most used first. They appear by themselves as
/// interactions name them.
#[utoipa::path(get, path = "/api/v1/touchpoints", responses((status = 200, body = List<WireNamed>)))]
pub(super) async fn list_touchpoints(
    State(state): State<PeopleState>,
    who: Principal,
) -> Result<Json<List<WireNamed>>> {
    registry(&state, &who, RegistryKind::Touchpoint).await
}

/// Departments of the part of the organisation that the caller sees, the most used first. They appear by themselves as
/// interactions name them.
#[utoipa::path(get, path = "/api/v1/departments", responses((status = 200, body = List<WireNamed>)))]
pub(super) async fn list_departments(
    State(state): State<PeopleState>,
    who: Principal,
) -> Result<Json<List<WireNamed>>> {
    registry(&state, &who, RegistryKind::Department).await
}

/// Teams of the part of the organisation that the caller sees, the most used first. They appear by themselves as
/// interactions name them.
#[utoipa::path(get, path = "/api/v1/teams", responses((status = 200, body = List<WireNamed>)))]
pub(super) async fn list_teams(State(state): State<PeopleState>, who: Principal) -> Result<Json<List<WireNamed>>> {
    registry(&state, &who, RegistryKind::Team).await
}

/// Locations of the part of the organisation that the caller sees, the most used first. They appear by themselves as
/// interactions name them.
#[utoipa::path(get, path = "/api/v1/locations", responses((status = 200, body = List<WireNamed>)))]
pub(super) async fn list_locations(State(state): State<PeopleState>, who: Principal) -> Result<Json<List<WireNamed>>> {
    registry(&state, &who, RegistryKind::Location).await
}
