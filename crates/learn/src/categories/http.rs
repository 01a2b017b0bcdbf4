//! The HTTP API of categories.

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

use super::{Categories, CategoryDefinition};

/// What the handlers work with.
#[derive(Clone)]
pub struct CategoriesState {
    /// The categories.
    pub categories: Categories,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/categories", right: Right::SeeJourneys },
    Operation { method: "GET", path: "/api/v1/categories/{name}", right: Right::SeeJourneys },
    Operation { method: "PUT", path: "/api/v1/categories/{name}", right: Right::AskPeople },
    Operation { method: "DELETE", path: "/api/v1/categories/{name}", right: Right::AskPeople },
];

/// The routes.
pub fn routes(state: CategoriesState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_categories))
        .routes(routes!(get_category, put_category, end_category))
        .with_state(state)
}

/// The newest version of each category that has not ended, by name.
#[utoipa::path(get, path = "/api/v1/categories", responses((status = 200, body = List<Shown<CategoryDefinition>>)))]
async fn list_categories(State(state): State<CategoriesState>) -> Result<Json<List<Shown<CategoryDefinition>>>> {
    let categories = state.categories.list().await?.into_iter();
    Ok(Json(List::whole(categories.filter_map(|(name, version)| Shown::of(name, version)).collect())))
}

/// A category: its newest version, or the one that is asked for, with the list of all.
#[utoipa::path(get, path = "/api/v1/categories/{name}", params(("name" = String, Path), Which),
    responses((status = 200, body = ShownOfMany<CategoryDefinition>)))]
async fn get_category(
    State(state): State<CategoriesState>,
    Path(name): Path<String>,
    Query(which): Query<Which>,
) -> Result<Json<ShownOfMany<CategoryDefinition>>> {
    let (all, place) = state.categories.wanted(&name, which.version).await?;
    Ok(Json(ShownOfMany::of(name, all, place)))
}

/// Makes the next version of a category, or its first one. What says the same as the newest changes nothing.
#[utoipa::path(put, path = "/api/v1/categories/{name}", params(("name" = String, Path), Why), request_body = CategoryDefinition,
    responses((status = 200, body = Shown<CategoryDefinition>)))]
async fn put_category(
    State(state): State<CategoriesState>,
    who: Principal,
    Path(name): Path<String>,
    Query(why): Query<Why>,
    Json(definition): Json<CategoryDefinition>,
) -> Result<Json<Shown<CategoryDefinition>>> {
    let name = checked_name(&name).map_err(Problem::bad_request)?;
    let definition = definition.checked().map_err(Problem::bad_request)?;
    let version =
        state.categories.change_for((&who, &state.audit, &*state.clock), &name, Some(definition), &why).await?;
    Ok(Json(Shown::of(name, version).expect("a category that was just put says something")))
}

/// Ends a category. Its versions can still be read by their numbers.
#[utoipa::path(delete, path = "/api/v1/categories/{name}", params(("name" = String, Path), Why),
    responses((status = 204)))]
async fn end_category(
    State(state): State<CategoriesState>,
    who: Principal,
    Path(name): Path<String>,
    Query(why): Query<Why>,
) -> Result<StatusCode> {
    state.categories.change_for((&who, &state.audit, &*state.clock), &name, None, &why).await?;
    Ok(StatusCode::NO_CONTENT)
}
