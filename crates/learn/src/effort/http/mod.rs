//! The HTTP API of effort.

mod episodes;
mod everybody;
mod figures;
mod people;
pub(crate) mod tables;
mod weights;

use know::profiles::http::PeopleState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Operation, Right};

use crate::Questions;

/// What the handlers work with.
#[derive(Clone)]
pub struct EffortState {
    /// The whole history.
    pub questions: Questions,
    /// People, and what is shown of them.
    pub people: PeopleState,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/people/{id}/episodes", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/effort/silos", right: Right::SeeJourneys },
    Operation { method: "GET", path: "/api/v1/effort/totals", right: Right::SeeJourneys },
    Operation { method: "GET", path: "/api/v1/effort/weights", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/effort/people", right: Right::OpenFigures },
];

/// The routes.
pub fn routes(state: EffortState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(episodes::list_episodes))
        .routes(routes!(figures::get_silos))
        .routes(routes!(figures::get_totals))
        .routes(routes!(weights::get_weights))
        .routes(routes!(people::ask_effort_people))
        .with_state(state)
}
