//! The HTTP API of the organisation: the state, the rights, and what the parts share.

mod costs;
mod import;
mod tree;
mod units;

use std::sync::Arc;

use kernel::{Clock, Timestamp};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Audit, Operation, Problem, Result, Right};

use super::{Change, Organisation, Outcome, Refusal};

/// What the handlers work with.
#[derive(Clone)]
pub struct OrganisationState {
    /// The organisation.
    pub organisation: Organisation,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/organisation", right: Right::SeeOrganisation },
    Operation { method: "GET", path: "/api/v1/organisation/costs", right: Right::SeeOrganisation },
    Operation { method: "PUT", path: "/api/v1/organisation/costs", right: Right::ChangeOrganisation },
    Operation { method: "POST", path: "/api/v1/organisation/costs", right: Right::ChangeOrganisation },
    Operation { method: "POST", path: "/api/v1/organisation/{kind}", right: Right::ChangeOrganisation },
    Operation { method: "GET", path: "/api/v1/organisation/{kind}/{name}", right: Right::SeeOrganisation },
    Operation { method: "PUT", path: "/api/v1/organisation/{kind}/{name}", right: Right::ChangeOrganisation },
    Operation { method: "DELETE", path: "/api/v1/organisation/{kind}/{name}", right: Right::ChangeOrganisation },
];

/// The routes.
pub fn routes(state: OrganisationState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(tree::get_organisation))
        .routes(routes!(costs::get_costs, costs::put_costs, import::import_costs))
        .routes(routes!(import::import_units))
        .routes(routes!(units::get_unit, units::put_unit, units::end_unit))
        .with_state(state)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct At {
    /// As of this moment, RFC 3339; now unless told.
    at: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct From {
    /// From this moment on, RFC 3339; now unless told.
    from: Option<String>,
}

impl OrganisationState {
    /// A moment of the query, by the parameter's name; now where it is not there.
    fn moment(&self, name: &str, text: Option<&str>) -> Result<Timestamp> {
        let Some(text) = text else { return Ok(self.clock.now()) };
        Timestamp::parse(text).map_err(|error| Problem::bad_request(format!("{name}: {error}")))
    }

    /// Makes one change.
    async fn change(&self, change: Change) -> Result<Outcome> {
        self.organisation.change(vec![change]).await?.map_err(|refused| {
            let refusal = refused.into_iter().next().map(|(_, refusal)| refusal);
            refusal.map_or_else(|| Problem::conflict("the change was refused"), problem)
        })
    }
}

fn problem(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::Missing(said) => Problem::not_found(said),
        Refusal::Reference(said) | Refusal::Conflict(said) => Problem::conflict(said),
    }
}
