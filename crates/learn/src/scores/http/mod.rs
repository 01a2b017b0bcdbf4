//! The HTTP API of scores.

mod asking;
mod compare;
mod groups;
mod overview;
mod people;
mod responses;
mod shown;
pub(crate) mod tables;
mod trend;

use know::profiles::http::PeopleState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Operation, Right};

use crate::Questions;
pub(crate) use asking::of_customers;
pub(crate) use shown::{WireApart, WireScore};

/// What the handlers work with.
#[derive(Clone)]
pub struct ScoresState {
    /// The whole history.
    pub questions: Questions,
    /// People, and what is shown of them.
    pub people: PeopleState,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/scores", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/scores/groups", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/scores/trend", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/scores/compare", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/scores/people", right: Right::OpenFigures },
    Operation { method: "GET", path: "/api/v1/scores/responses", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/scores/responses/people", right: Right::OpenFigures },
];

/// The routes.
pub fn routes(state: ScoresState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(overview::get_scores))
        .routes(routes!(groups::ask_score_groups))
        .routes(routes!(trend::ask_score_trend))
        .routes(routes!(compare::ask_score_comparison))
        .routes(routes!(people::ask_score_people))
        .routes(routes!(responses::get_responses))
        .routes(routes!(responses::ask_response_people))
        .with_state(state)
}
