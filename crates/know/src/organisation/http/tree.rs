//! The organisation as a tree over HTTP.

use axum::extract::State;
use kernel::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use web::extract::{Json, Query};
use web::{Principal, Result, Scope};

use super::super::{UnitKind, Units};
use super::units::WireUnit;
use super::{At, OrganisationState};

/// The organisation. What stands in nothing that the caller sees stands at the top.
#[derive(Serialize, ToSchema)]
pub(super) struct WireTree {
    /// As of when.
    at: String,
    brands: Vec<WireBrand>,
    departments: Vec<WireDepartment>,
    teams: Vec<WireUnit>,
    locations: Vec<WireUnit>,
    partners: Vec<WireUnit>,
    touchpoints: Vec<WireUnit>,
    /// Whether it is on record what things cost.
    has_costs: bool,
}

/// A brand with what is in it.
#[derive(Serialize, ToSchema)]
struct WireBrand {
    #[serde(flatten)]
    unit: WireUnit,
    departments: Vec<WireDepartment>,
    locations: Vec<WireUnit>,
}

/// A department with what is in it.
#[derive(Serialize, ToSchema)]
struct WireDepartment {
    #[serde(flatten)]
    unit: WireUnit,
    teams: Vec<WireUnit>,
    locations: Vec<WireUnit>,
    touchpoints: Vec<WireUnit>,
}

/// The part of the organisation that somebody sees at a moment.
struct Part<'a> {
    units: &'a Units,
    scope: &'a Scope,
    at: Timestamp,
}

impl Part<'_> {
    fn sees(&self, kind: UnitKind, name: &str) -> bool {
        self.units.at(kind, name, self.at).is_some() && self.units.is_within(self.scope, kind, name, self.at)
    }

    /// The units of a kind that stand in a unit, or at the top.
    fn within(&self, kind: UnitKind, parent: Option<(UnitKind, &str)>) -> Vec<WireUnit> {
        let all = self.units.all(kind, self.at).into_iter().filter(|(name, _)| self.sees(kind, name));
        let stands = all.filter(|(_, row)| row.said.names().find(|(kind, name)| self.sees(*kind, name)) == parent);
        stands.map(|(name, row)| WireUnit::of(name, row)).collect()
    }

    fn departments(&self, parent: Option<(UnitKind, &str)>) -> Vec<WireDepartment> {
        let departments = self.within(UnitKind::Departments, parent).into_iter();
        let with_parts = departments.map(|unit| {
            let of = |kind| self.within(kind, Some((UnitKind::Departments, &unit.name)));
            let [teams, locations, touchpoints] = [UnitKind::Teams, UnitKind::Locations, UnitKind::Touchpoints].map(of);
            WireDepartment { unit, teams, locations, touchpoints }
        });
        with_parts.collect()
    }

    fn brands(&self) -> Vec<WireBrand> {
        let brands = self.within(UnitKind::Brands, None).into_iter();
        let with_parts = brands.map(|unit| {
            let parent = Some((UnitKind::Brands, unit.name.as_str()));
            let departments = self.departments(parent);
            let locations = self.within(UnitKind::Locations, parent);
            WireBrand { unit, departments, locations }
        });
        with_parts.collect()
    }
}

/// The part of the organisation that the caller sees, as a tree.
#[utoipa::path(get, path = "/api/v1/organisation", params(At), responses((status = 200, body = WireTree)))]
pub(super) async fn get_organisation(
    State(state): State<OrganisationState>,
    who: Principal,
    Query(query): Query<At>,
) -> Result<Json<WireTree>> {
    let at = state.moment("at", query.at.as_deref())?;
    let record = state.organisation.now();
    let part = Part { units: &record.units, scope: &who.scope, at };
    Ok(Json(WireTree {
        at: at.to_string(),
        brands: part.brands(),
        departments: part.departments(None),
        teams: part.within(UnitKind::Teams, None),
        locations: part.within(UnitKind::Locations, None),
        partners: part.within(UnitKind::Partners, None),
        touchpoints: part.within(UnitKind::Touchpoints, None),
        has_costs: record.costs.at(at).is_some(),
    }))
}
