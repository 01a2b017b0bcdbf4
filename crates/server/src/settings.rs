//! The settings in force, to be looked at: they are changed in files, and take effect at the next start.

use axum::extract::State;
use know::identity::Namespace;
use listen::ingest::Limits;
use serde::Serialize;
use store::Db;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::Json;
use web::{Operation, Right};

use crate::app::App;

/// The rights that the operations ask for.
pub(crate) const OPERATIONS: &[Operation] =
    &[Operation { method: "GET", path: "/api/v1/settings", right: Right::SeeIntake }];

/// The routes.
pub(crate) fn routes(app: App) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get_settings)).with_state(app)
}

/// What the configuration says of identifiers and intake.
#[derive(Serialize, ToSchema)]
struct Settings {
    /// The version of the server.
    version: &'static str,
    /// `sqlite` or `postgres`.
    store: &'static str,
    /// All namespaces of identifiers, with those that were seen and never described.
    #[schema(value_type = Vec<Object>)]
    namespaces: Vec<Namespace>,
    /// What intake takes at most.
    #[schema(value_type = Object)]
    limits: Limits,
}

/// The settings in force.
#[utoipa::path(get, path = "/api/v1/settings", responses((status = 200, body = Settings)))]
async fn get_settings(State(app): State<App>) -> Json<Settings> {
    Json(Settings {
        version: env!("CARGO_PKG_VERSION"),
        store: if matches!(app.store.truth, Db::Sqlite(_)) { "sqlite" } else { "postgres" },
        namespaces: app.people.now().graph.namespaces().iter().cloned().collect(),
        limits: Limits::clone(app.intake.limits()),
    })
}
