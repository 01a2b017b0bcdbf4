//! The HTTP API of journeys: questions about the whole history, and the people behind every figure.

mod asking;
mod conformance;
mod emotions;
mod facts;
mod filter;
mod follows;
mod funnel;
mod known;
mod lookup;
mod moments;
mod paths;
mod returning;
mod sessions;
mod somebody;
pub(crate) mod tables;

use know::profiles::http::PeopleState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Operation, Right};

use crate::Questions;
pub(crate) use asking::About;
pub(crate) use filter::{Filter, FilterProperty, code, property};
pub(crate) use lookup::Kept;
pub(crate) use somebody::Somebody;

/// What the handlers work with.
#[derive(Clone)]
pub struct JourneysState {
    /// The whole history.
    pub questions: Questions,
    /// People, and what is shown of them.
    pub people: PeopleState,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/journeys/facts", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/journeys/funnel", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/journeys/funnel/people", right: Right::OpenFigures },
    Operation { method: "POST", path: "/api/v1/journeys/follows", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/journeys/follows/people", right: Right::OpenFigures },
    Operation { method: "POST", path: "/api/v1/journeys/paths", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/journeys/paths/people", right: Right::OpenFigures },
    Operation { method: "POST", path: "/api/v1/journeys/flow", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/journeys/flow/people", right: Right::OpenFigures },
    Operation { method: "POST", path: "/api/v1/journeys/cohorts", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/journeys/cohorts/people", right: Right::OpenFigures },
    Operation { method: "POST", path: "/api/v1/journeys/repeats", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/journeys/repeats/people", right: Right::OpenFigures },
    Operation { method: "POST", path: "/api/v1/journeys/sessions", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/journeys/sessions/people", right: Right::OpenFigures },
    Operation { method: "POST", path: "/api/v1/journeys/moments", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/journeys/moments/people", right: Right::OpenFigures },
    Operation { method: "POST", path: "/api/v1/journeys/conformance", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/journeys/conformance/people", right: Right::OpenFigures },
    Operation { method: "POST", path: "/api/v1/journeys/emotions", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/journeys/emotions/people", right: Right::OpenFigures },
];

/// The routes.
pub fn routes(state: JourneysState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(facts::list_told_facts))
        .routes(routes!(funnel::ask_funnel))
        .routes(routes!(funnel::ask_funnel_people))
        .routes(routes!(follows::ask_follows))
        .routes(routes!(follows::ask_follows_people))
        .routes(routes!(paths::ask_paths))
        .routes(routes!(paths::ask_paths_people))
        .routes(routes!(paths::ask_flow))
        .routes(routes!(paths::ask_flow_people))
        .routes(routes!(returning::ask_cohorts))
        .routes(routes!(returning::ask_cohorts_people))
        .routes(routes!(returning::ask_repeats))
        .routes(routes!(returning::ask_repeats_people))
        .routes(routes!(sessions::ask_sessions))
        .routes(routes!(sessions::ask_sessions_people))
        .routes(routes!(moments::ask_moments))
        .routes(routes!(moments::ask_moments_people))
        .routes(routes!(conformance::ask_conformance))
        .routes(routes!(conformance::ask_conformance_people))
        .routes(routes!(emotions::ask_emotions))
        .routes(routes!(emotions::ask_emotions_people))
        .with_state(state)
}
