//! The HTTP API of designs.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use kernel::Clock;
use know::organisation::checked_name;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query};
use web::paging::List;
use web::versions::http::{Shown, ShownOfMany, Which, Why};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::{Definition, Designs};

/// What the handlers work with.
#[derive(Clone)]
pub struct DesignsState {
    /// The designs.
    pub designs: Designs,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/designs", right: Right::SeeJourneys },
    Operation { method: "GET", path: "/api/v1/designs/{name}", right: Right::SeeJourneys },
    Operation { method: "PUT", path: "/api/v1/designs/{name}", right: Right::ChangeOrganisation },
    Operation { method: "DELETE", path: "/api/v1/designs/{name}", right: Right::ChangeOrganisation },
];

/// The routes.
pub fn routes(state: DesignsState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_designs))
        .routes(routes!(get_design, put_design, end_design))
        .with_state(state)
}

/// The newest version of each design that has not ended, by name.
#[utoipa::path(get, path = "/api/v1/designs", responses((status = 200, body = List<Shown<Definition>>)))]
async fn list_designs(State(state): State<DesignsState>) -> Result<Json<List<Shown<Definition>>>> {
    let designs = state.designs.list().await?.into_iter();
    Ok(Json(List::whole(designs.filter_map(|(name, version)| Shown::of(name, version)).collect())))
}

/// A design: its newest version, or the one that is asked for, with the list of all.
#[utoipa::path(get, path = "/api/v1/designs/{name}", params(("name" = String, Path), Which),
    responses((status = 200, body = ShownOfMany<Definition>)))]
async fn get_design(
    State(state): State<DesignsState>,
    Path(name): Path<String>,
    Query(which): Query<Which>,
) -> Result<Json<ShownOfMany<Definition>>> {
    let (all, place) = state.designs.wanted(&name, which.version).await?;
    Ok(Json(ShownOfMany::of(name, all, place)))
}

/// Makes the next version of a design, or its first one. What says the same as the newest changes nothing.
#[utoipa::path(put, path = "/api/v1/designs/{name}", params(("name" = String, Path), Why), request_body = Definition,
    responses((status = 200, body = Shown<Definition>)))]
async fn put_design(
    State(state): State<DesignsState>,
    who: Principal,
    Path(name): Path<String>,
    Query(why): Query<Why>,
    Json(definition): Json<Definition>,
) -> Result<Json<Shown<Definition>>> {
    let name = checked_name(&name).map_err(Problem::bad_request)?;
    let definition = definition.checked().map_err(Problem::bad_request)?;
    let version = state.designs.change_for((&who, &state.audit, &*state.clock), &name, Some(definition), &why).await?;
    Ok(Json(Shown::of(name, version).expect("a design that was just put says something")))
}

/// Ends a design. Its versions can still be read by their numbers.
#[utoipa::path(delete, path = "/api/v1/designs/{name}", params(("name" = String, Path), Why),
    responses((status = 204)))]
async fn end_design(
    State(state): State<DesignsState>,
    who: Principal,
    Path(name): Path<String>,
    Query(why): Query<Why>,
) -> Result<StatusCode> {
    state.designs.change_for((&who, &state.audit, &*state.clock), &name, None, &why).await?;
    Ok(StatusCode::NO_CONTENT)
}
