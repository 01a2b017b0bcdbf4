//! The HTTP API of drivers.

mod asking;
mod contrast;
mod importance;
mod people;
mod rated;
pub(crate) mod tables;

use know::profiles::http::PeopleState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Operation, Right};

use crate::Questions;

/// What the handlers work with.
#[derive(Clone)]
pub struct DriversState {
    /// The whole history.
    pub questions: Questions,
    /// People, and what is shown of them.
    pub people: PeopleState,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", path: "/api/v1/drivers", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/drivers/penalty-reward", right: Right::SeeJourneys },
    Operation { method: "GET", path: "/api/v1/drivers/ratings", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/drivers/people", right: Right::OpenFigures },
];

/// The routes.
pub fn routes(state: DriversState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(importance::ask_drivers))
        .routes(routes!(contrast::ask_penalty_reward))
        .routes(routes!(rated::list_ratings))
        .routes(routes!(people::ask_driver_people))
        .with_state(state)
}
