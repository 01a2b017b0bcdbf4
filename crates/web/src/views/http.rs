//! The HTTP API of saved views.

use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Kind, PublicIds};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Address, Change, NewView, Refusal, View, ViewName, Views, rules};
use crate::access::{Operation, Principal, Right};
use crate::audit::Audit;
use crate::extract::{Json, Path};
use crate::paging::List;
use crate::problem::{Problem, Result};

/// What the handlers work with.
#[derive(Clone)]
pub struct ViewsState {
    /// The views.
    pub views: Views,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/views", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/views", right: Right::SeeJourneys },
    Operation { method: "PATCH", path: "/api/v1/views/{id}", right: Right::SeeJourneys },
    Operation { method: "DELETE", path: "/api/v1/views/{id}", right: Right::SeeJourneys },
];

/// The routes.
pub fn routes(state: ViewsState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_views, save_view))
        .routes(routes!(change_view, remove_view))
        .with_state(state)
}

/// A saved view.
#[derive(Serialize, ToSchema)]
struct WireView {
    id: String,
    name: String,
    /// The path of its page with every filter and selection as its query.
    address: String,
    /// Who made it, as the audit names them; absent where that user is gone.
    owner: Option<String>,
    /// Whether it is one's own.
    own: bool,
    /// Whether everybody sees it who sees its page.
    shared: bool,
    /// Whether one may change it.
    may_change: bool,
    created_at: String,
    changed_at: String,
}

impl ViewsState {
    fn wire(&self, who: &Principal, view: View) -> WireView {
        WireView {
            id: self.ids.encode(Kind::View, view.id.unsigned_abs()),
            own: rules::is_own(who, &view),
            may_change: rules::may_change(who, &view),
            name: view.name.as_str().to_owned(),
            address: view.address.as_str().to_owned(),
            owner: view.owner,
            shared: view.shared,
            created_at: view.created_at.to_string(),
            changed_at: view.changed_at.to_string(),
        }
    }

    fn number(&self, id: &str) -> Result<i64> {
        Ok(i64::try_from(crate::ids::read(&self.ids, Kind::View, id)?).unwrap_or(-1))
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        match refusal {
            Refusal::Missing => Problem::not_found(refusal.to_string()),
            Refusal::NotTheirs => Problem::forbidden(refusal.to_string()),
            Refusal::TooMany => Problem::conflict(refusal.to_string()),
        }
    }
}

/// The saved views that one sees: first one's own, then those that others share, each by name.
#[utoipa::path(get, path = "/api/v1/views", responses((status = 200, body = List<WireView>)))]
async fn list_views(State(state): State<ViewsState>, who: Principal) -> Result<Json<List<WireView>>> {
    let views = state.views.list(&who).await?;
    Ok(Json(List::whole(views.into_iter().map(|view| state.wire(&who, view)).collect())))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SaveView {
    /// What it is called, in 1 to 100 characters.
    name: String,
    /// The path of a page with its query, as a browser writes it, in at most 8000 bytes: `/journeys/paths?by=channel`.
    address: String,
    /// Whether everybody sees it who sees its page.
    #[serde(default)]
    shared: bool,
}

/// Saves a view under a name.
#[utoipa::path(post, path = "/api/v1/views", request_body = SaveView, responses((status = 201, body = WireView)))]
async fn save_view(
    State(state): State<ViewsState>,
    who: Principal,
    Json(save): Json<SaveView>,
) -> Result<(StatusCode, Json<WireView>)> {
    let name = ViewName::parse(&save.name).map_err(Problem::bad_request)?;
    let address = Address::parse(&save.address).map_err(Problem::bad_request)?;
    let view = state.views.add(&who, NewView { name, address, shared: save.shared }).await??;
    let view = state.wire(&who, view);
    state.audit.change(&who, "views.save", &view.id, if view.shared { "shared" } else { "" }).await?;
    Ok((StatusCode::CREATED, Json(view)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeView {
    /// What it is called.
    name: Option<String>,
    /// What it shows.
    address: Option<String>,
    /// Whether everybody sees it who sees its page.
    shared: Option<bool>,
}

impl ChangeView {
    fn change(&self) -> Result<Change> {
        Ok(Change {
            name: self.name.as_deref().map(ViewName::parse).transpose().map_err(Problem::bad_request)?,
            address: self.address.as_deref().map(Address::parse).transpose().map_err(Problem::bad_request)?,
            shared: self.shared,
        })
    }

    /// What is changed, for the audit.
    fn said(&self) -> String {
        let shared = self.shared.map(|shared| if shared { "shared" } else { "no longer shared" });
        let said =
            [self.name.as_ref().map(|_| "another name"), self.address.as_ref().map(|_| "another address"), shared];
        said.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// Changes a saved view; what is absent stays. Only who made it, or an administrator, does.
#[utoipa::path(patch, path = "/api/v1/views/{id}", params(("id" = String, Path)), request_body = ChangeView,
    responses((status = 200, body = WireView)))]
async fn change_view(
    State(state): State<ViewsState>,
    who: Principal,
    Path(id): Path<String>,
    Json(body): Json<ChangeView>,
) -> Result<Json<WireView>> {
    let view = state.views.change(&who, state.number(&id)?, body.change()?).await??;
    state.audit.change(&who, "views.change", &id, &body.said()).await?;
    Ok(Json(state.wire(&who, view)))
}

/// Removes a saved view. Only who made it, or an administrator, does.
#[utoipa::path(delete, path = "/api/v1/views/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn remove_view(State(state): State<ViewsState>, who: Principal, Path(id): Path<String>) -> Result<StatusCode> {
    state.views.remove(&who, state.number(&id)?).await??;
    state.audit.change(&who, "views.remove", &id, "").await?;
    Ok(StatusCode::NO_CONTENT)
}
