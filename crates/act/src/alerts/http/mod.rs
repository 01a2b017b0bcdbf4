//! The HTTP API of alerts and of the rules that open them.

mod handling;
mod rules;

use know::privacy::masking::mask;
use know::profiles::http::PeopleState;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::access::Hidden;
use web::{Operation, Right};

use super::Alerts;
use crate::webhooks::Webhooks;

/// What the handlers work with.
#[derive(Clone)]
pub struct AlertsState {
    /// The alerts.
    pub alerts: Alerts,
    /// Who is told of them.
    pub webhooks: Webhooks,
    /// People, and what is shown of them.
    pub people: PeopleState,
}

/// The rights that the operations ask for. Whoever sees an alert may handle it.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/alerts", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/alerts/owners", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/alerts/{id}", right: Right::SeePeople },
    Operation { method: "PATCH", path: "/api/v1/alerts/{id}", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/alert-rules", right: Right::SeeOrganisation },
    Operation { method: "GET", path: "/api/v1/alert-rules/{name}", right: Right::SeeOrganisation },
    Operation { method: "PUT", path: "/api/v1/alert-rules/{name}", right: Right::ChangeOrganisation },
    Operation { method: "DELETE", path: "/api/v1/alert-rules/{name}", right: Right::ChangeOrganisation },
];

/// The routes.
pub fn routes(state: AlertsState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(handling::list_alerts))
        .routes(routes!(handling::list_alert_owners))
        .routes(routes!(handling::get_alert, handling::change_alert))
        .routes(routes!(rules::list_alert_rules))
        .routes(routes!(rules::get_alert_rule, rules::put_alert_rule, rules::end_alert_rule))
        .with_state(state)
}

/// A text as somebody is shown it.
fn masked(text: &str, hidden: Hidden) -> String {
    mask(text, hidden).into_owned()
}
