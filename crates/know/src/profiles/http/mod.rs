//! The HTTP API of people and of what they did: the state, the rights, and what the parts share.

mod facts;
mod interactions;
mod line;
pub mod people;
mod registry;
pub(crate) mod timeline;

use std::collections::BTreeSet;

use kernel::{Clock, Kind, PublicIds, Timestamp};
use serde::Deserialize;
use store::blocking;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::{Profiles, Side, Sight};
use crate::identity::PersonNo;
use crate::organisation::Organisation;

/// What the handlers work with.
#[derive(Clone)]
pub struct PeopleState {
    /// The profiles.
    pub profiles: Profiles,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// Names of sources by number.
    pub sources: std::sync::Arc<dyn Fn(kernel::SourceNo) -> String + Send + Sync>,
    /// The departments of brands.
    pub departments_of: DepartmentsOf,
    /// To whom touchpoints and the other parts of the organisation belong.
    pub organisation: Organisation,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: std::sync::Arc<dyn Clock>,
}

/// The departments that brands have.
pub type DepartmentsOf = std::sync::Arc<dyn Fn(&BTreeSet<String>) -> BTreeSet<String> + Send + Sync>;

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/people", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/people/{id}", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/people/{id}/timeline", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/people/{id}/line", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/people/{id}/facts", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/people/{id}/identifiers", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/interactions/{id}", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/stream", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/touchpoints", right: Right::SeeOrganisation },
    Operation { method: "GET", path: "/api/v1/departments", right: Right::SeeOrganisation },
    Operation { method: "GET", path: "/api/v1/teams", right: Right::SeeOrganisation },
    Operation { method: "GET", path: "/api/v1/locations", right: Right::SeeOrganisation },
];

/// The routes.
pub fn routes(state: PeopleState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(people::search_people))
        .routes(routes!(people::get_person))
        .routes(routes!(timeline::get_timeline))
        .routes(routes!(line::get_line))
        .routes(routes!(facts::get_facts))
        .routes(routes!(people::get_identifiers))
        .routes(routes!(interactions::get_interaction))
        .routes(routes!(interactions::stream))
        .routes(routes!(registry::list_touchpoints))
        .routes(routes!(registry::list_departments))
        .routes(routes!(registry::list_teams))
        .routes(routes!(registry::list_locations))
        .with_state(state)
}

impl PeopleState {
    /// What a reader sees of a side. The employee's side is for few.
    ///
    /// # Errors
    /// 403 where the side is not for them.
    pub fn sight(&self, who: &Principal, side: Option<Side>) -> Result<Sight> {
        let side = side.unwrap_or_default();
        if side == Side::Employee && !who.may(Right::SeeEmployees) {
            return Err(Problem::forbidden("what employees say as employees is not shown to this role"));
        }
        Ok(Sight::of(who, side, &*self.departments_of))
    }

    /// The number of a person by their public id.
    ///
    /// # Errors
    /// 404 where it is none of ours.
    pub fn number(&self, id: &str) -> Result<PersonNo> {
        web::ids::read(&self.ids, Kind::Person, id).map(PersonNo)
    }

    /// Runs blocking work on the profiles, after this server has caught up with the others.
    pub(crate) async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Profiles) -> store::Result<T> + Send + 'static,
    ) -> Result<T> {
        let profiles = self.profiles.clone();
        Ok(blocking(move || {
            profiles.catch_up()?;
            work(&profiles)
        })
        .await?)
    }
}

pub(crate) fn gone() -> Problem {
    Problem::not_found("there is no such person")
}

/// A fact's value; one that JSON allows and no number or text can hold is shown as it was sent.
pub(crate) fn value(json: &str) -> serde_json::Value {
    serde_json::from_str(json).unwrap_or_else(|_| json.into())
}

fn moment(name: &str, text: Option<String>) -> Result<Option<Timestamp>> {
    text.map(|text| Timestamp::parse(&text).map_err(|error| Problem::bad_request(format!("{name}: {error}"))))
        .transpose()
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct OfSide {
    /// The side: `customer` (unless told) or `employee`.
    #[param(value_type = Option<String>)]
    side: Option<Side>,
}
