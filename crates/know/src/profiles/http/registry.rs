//! The registry over HTTP: touchpoints, departments, teams and locations, as interactions name them and as the
//! organisation has them on record.

use std::collections::BTreeSet;

use axum::extract::State;
use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::extract::{Json, Query};
use web::paging::List;
use web::{Principal, Result, Right};

use super::super::{Named, RegistryKind};
use super::{PeopleState, moment};
use crate::organisation::{Moment, Record, UnitKind};

/// A part of the organisation that interactions have named, or that is on record.
#[derive(Serialize, ToSchema)]
pub(super) struct WireNamed {
    name: String,
    /// The channel of its newest interaction; of a touchpoint that none has named, the one on record.
    channel: String,
    /// The first interaction that named it; absent where none has.
    first_seen: Option<String>,
    /// The last one.
    last_seen: Option<String>,
    interactions: u64,
    /// Whether it is on record; of a touchpoint, whether a department or user answers for it.
    owned: bool,
    /// Its brand, or that of its department.
    brand: Option<String>,
    /// The department that it belongs to.
    department: Option<String>,
    /// The user who answers for it.
    owner: Option<String>,
    /// The stage of the journey at which it is met.
    stage: Option<String>,
    /// When in the relationship it is met.
    moment: Option<Moment>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct RegistryQuery {
    /// Only those that are owned, or only those that are not.
    owned: Option<bool>,
    /// To whom they belong as of this moment, RFC 3339; now unless told. Counts are of all time.
    at: Option<String>,
}

/// What the organisation says of a name, as far as the caller sees it. Of what lies outside of the caller's part it is
/// said that it is owned, not by whom.
fn wire(name: String, kind: UnitKind, record: &Record, who: &Principal, at: Timestamp) -> WireNamed {
    let belongs = record.units.belongs(kind, &name, at).unwrap_or_default();
    let shown = if record.units.is_within(&who.scope, kind, &name, at) { Some(belongs) } else { None };
    let text = |text: Option<&str>| text.map(str::to_owned);
    WireNamed {
        name,
        channel: String::new(),
        first_seen: None,
        last_seen: None,
        interactions: 0,
        owned: belongs.owned,
        brand: text(shown.and_then(|shown| shown.brand)),
        department: text(shown.and_then(|shown| shown.department)),
        owner: text(shown.and_then(|shown| shown.owner)),
        stage: text(shown.and_then(|shown| shown.stage)),
        moment: shown.and_then(|shown| shown.moment),
    }
}

async fn registry(
    state: &PeopleState,
    who: &Principal,
    (kind, unit): (RegistryKind, UnitKind),
    query: RegistryQuery,
) -> Result<Json<List<WireNamed>>> {
    let at = moment("at", query.at)?.unwrap_or_else(|| state.clock.now());
    let sight = state.sight(who, None)?;
    let of_employees = who.may(Right::SeeEmployees);
    let named = state.with(move |profiles| profiles.registry(kind, &sight, of_employees)).await?;
    let record = state.organisation.now();
    let seen: BTreeSet<&str> = named.iter().map(|named| named.name.as_str()).collect();
    let unseen = record.units.all(unit, at).into_iter();
    let unseen = unseen.filter(|(name, _)| !seen.contains(name) && record.units.is_within(&who.scope, unit, name, at));
    let unseen = unseen.map(|(name, row)| WireNamed {
        channel: row.said.channel().unwrap_or_default().to_owned(),
        ..wire(name.to_owned(), unit, &record, who, at)
    });
    let unseen: Vec<WireNamed> = unseen.collect();
    let mut items: Vec<WireNamed> = Vec::with_capacity(named.len() + unseen.len());
    for Named { name, channel, first_seen, last_seen, interactions } in named {
        let (first_seen, last_seen) = (Some(first_seen.to_string()), Some(last_seen.to_string()));
        items.push(WireNamed { channel, first_seen, last_seen, interactions, ..wire(name, unit, &record, who, at) });
    }
    items.extend(unseen);
    items.retain(|item| query.owned.is_none_or(|owned| owned == item.owned));
    Ok(Json(List::whole(items)))
}

/// Touchpoints of the part of the organisation that the caller sees, the most used first. They appear by themselves as
/// interactions name them, and with none where they are on record only.
#[utoipa::path(get, path = "/api/v1/touchpoints", params(RegistryQuery), responses((status = 200, body = List<WireNamed>)))]
pub(super) async fn list_touchpoints(
    State(state): State<PeopleState>,
    who: Principal,
    Query(query): Query<RegistryQuery>,
) -> Result<Json<List<WireNamed>>> {
    registry(&state, &who, (RegistryKind::Touchpoint, UnitKind::Touchpoints), query).await
}

/// Departments of the part of the organisation that the caller sees, the most used first. They appear by themselves as
/// interactions name them, and with none where they are on record only.
#[utoipa::path(get, path = "/api/v1/departments", params(RegistryQuery), responses((status = 200, body = List<WireNamed>)))]
pub(super) async fn list_departments(
    State(state): State<PeopleState>,
    who: Principal,
    Query(query): Query<RegistryQuery>,
) -> Result<Json<List<WireNamed>>> {
    registry(&state, &who, (RegistryKind::Department, UnitKind::Departments), query).await
}

/// Teams of the part of the organisation that the caller sees, the most used first. They appear by themselves as
/// interactions name them, and with none where they are on record only.
#[utoipa::path(get, path = "/api/v1/teams", params(RegistryQuery), responses((status = 200, body = List<WireNamed>)))]
pub(super) async fn list_teams(
    State(state): State<PeopleState>,
    who: Principal,
    Query(query): Query<RegistryQuery>,
) -> Result<Json<List<WireNamed>>> {
    registry(&state, &who, (RegistryKind::Team, UnitKind::Teams), query).await
}

/// Locations of the part of the organisation that the caller sees, the most used first. They appear by themselves as
/// interactions name them, and with none where they are on record only.
#[utoipa::path(get, path = "/api/v1/locations", params(RegistryQuery), responses((status = 200, body = List<WireNamed>)))]
pub(super) async fn list_locations(
    State(state): State<PeopleState>,
    who: Principal,
    Query(query): Query<RegistryQuery>,
) -> Result<Json<List<WireNamed>>> {
    registry(&state, &who, (RegistryKind::Location, UnitKind::Locations), query).await
}
