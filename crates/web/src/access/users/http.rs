//! The HTTP API of users.

use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Kind, PublicIds};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::passwords::{check_password, random_password};
use super::{Change, NewUser, Origin, Refusal, User, UserName, Users, rules};
use crate::access::{Operation, Principal, Right, Role, Scope};
use crate::audit::Audit;
use crate::extract::{Json, Path, Query};
use crate::paging::List;
use crate::problem::{Problem, Result};

/// What the handlers work with.
#[derive(Clone)]
pub struct UsersState {
    /// The users.
    pub users: Users,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/users", right: Right::ManageAccess },
    Operation { method: "POST", path: "/api/v1/users", right: Right::ManageAccess },
    Operation { method: "GET", path: "/api/v1/users/{id}", right: Right::ManageAccess },
    Operation { method: "PATCH", path: "/api/v1/users/{id}", right: Right::ManageAccess },
    Operation { method: "DELETE", path: "/api/v1/users/{id}", right: Right::ManageAccess },
    Operation { method: "POST", path: "/api/v1/users/{id}/password", right: Right::ManageAccess },
    Operation { method: "DELETE", path: "/api/v1/users/{id}/second-factor", right: Right::ManageAccess },
];

/// The routes.
pub fn routes(state: UsersState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_users, add_user))
        .routes(routes!(get_user, change_user, remove_user))
        .routes(routes!(reset_password))
        .routes(routes!(remove_second_factor))
        .with_state(state)
}

/// A user.
#[derive(Serialize, ToSchema)]
pub(crate) struct WireUser {
    id: String,
    /// What they sign in with.
    name: String,
    display_name: String,
    role: Role,
    /// Of which part of the organisation.
    scope: Scope,
    origin: Origin,
    /// Whether they have set up a second factor.
    second_factor: bool,
    /// Since when they may not sign in.
    disabled_at: Option<String>,
    created_at: String,
    changed_at: String,
}

impl WireUser {
    pub(crate) fn new(ids: &PublicIds, user: &User) -> WireUser {
        WireUser {
            id: public_id(ids, user),
            name: user.name.as_str().to_owned(),
            display_name: user.display_name.clone(),
            role: user.role,
            scope: user.scope.clone(),
            origin: user.origin,
            second_factor: user.second_factor,
            disabled_at: user.disabled_at.map(|at| at.to_string()),
            created_at: user.created_at.to_string(),
            changed_at: user.changed_at.to_string(),
        }
    }
}

/// The public id of a user.
pub(crate) fn public_id(ids: &PublicIds, user: &User) -> String {
    ids.encode(Kind::User, user.id.unsigned_abs())
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        match refusal {
            Refusal::Missing => Problem::not_found(refusal.to_string()),
            Refusal::Taken | Refusal::LastAdmin | Refusal::NoPassword => Problem::conflict(refusal.to_string()),
        }
    }
}

impl UsersState {
    async fn user(&self, id: &str) -> Result<User> {
        let number = crate::ids::read(&self.ids, Kind::User, id)?;
        let user = self.users.get(i64::try_from(number).unwrap_or(-1)).await?;
        Ok(user.ok_or(Refusal::Missing)?)
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct UsersQuery {
    /// Only the user of this name, in any case.
    name: Option<String>,
}

/// All users, by name.
#[utoipa::path(get, path = "/api/v1/users", params(UsersQuery), responses((status = 200, body = List<WireUser>)))]
async fn list_users(State(state): State<UsersState>, Query(query): Query<UsersQuery>) -> Result<Json<List<WireUser>>> {
    let name = query.name.as_deref().map(UserName::parse).transpose().map_err(Problem::bad_request)?;
    let users = state.users.list(name).await?;
    Ok(Json(List::whole(users.iter().map(|user| WireUser::new(&state.ids, user)).collect())))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Add {
    /// What they sign in with: an e-mail address or a short name.
    name: String,
    /// What they are called; the name unless told.
    display_name: Option<String>,
    /// What they may do.
    role: Role,
    /// Of which part of the organisation they see interactions; the whole unless told.
    #[serde(default)]
    scope: Scope,
    /// At least 12 characters; without it one is made and shown this once.
    password: Option<String>,
}

/// A new user.
#[derive(Serialize, ToSchema)]
struct Added {
    #[serde(flatten)]
    about: WireUser,
    /// The password, where it was made here. It is shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
}

/// Adds a user.
#[utoipa::path(post, path = "/api/v1/users", request_body = Add, responses((status = 201, body = Added)))]
async fn add_user(
    State(state): State<UsersState>,
    who: Principal,
    Json(add): Json<Add>,
) -> Result<(StatusCode, Json<Added>)> {
    let name = UserName::parse(&add.name).map_err(Problem::bad_request)?;
    let display_name = display_name(add.display_name.as_deref().unwrap_or(name.as_str()))?;
    let scope = add.scope.check().map_err(Problem::bad_request)?;
    let (password, made) = given_or_made(add.password, &name)?;
    let user = state.users.add(NewUser { name, display_name, role: add.role, scope }, password).await??;
    let about = WireUser::new(&state.ids, &user);
    state.audit.change(&who, "users.add", &about.id, "").await?;
    Ok((StatusCode::CREATED, Json(Added { about, password: made })))
}

/// A password that was given, checked; or one that is made, and then shown.
fn given_or_made(given: Option<String>, name: &UserName) -> Result<(String, Option<String>)> {
    if let Some(given) = given {
        check_password(&given, name.as_str()).map_err(Problem::bad_request)?;
        return Ok((given, None));
    }
    let made = random_password();
    Ok((made.clone(), Some(made)))
}

fn display_name(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 200 || text.chars().any(char::is_control) {
        return Err(Problem::bad_request("`display_name` has 1 to 200 bytes, none of them a control character"));
    }
    Ok(text.to_owned())
}

/// A user.
#[utoipa::path(get, path = "/api/v1/users/{id}", params(("id" = String, Path)),
    responses((status = 200, body = WireUser)))]
async fn get_user(State(state): State<UsersState>, Path(id): Path<String>) -> Result<Json<WireUser>> {
    let user = state.user(&id).await?;
    Ok(Json(WireUser::new(&state.ids, &user)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeUser {
    /// What they are called.
    display_name: Option<String>,
    /// What they may do. Nobody changes their own.
    role: Option<Role>,
    /// Of which part of the organisation. Nobody changes their own.
    scope: Option<Scope>,
    /// Whether they may not sign in.
    disabled: Option<bool>,
}

/// Changes a user; what is absent stays. It counts from their next request on.
#[utoipa::path(patch, path = "/api/v1/users/{id}", params(("id" = String, Path)), request_body = ChangeUser,
    responses((status = 200, body = WireUser)))]
async fn change_user(
    State(state): State<UsersState>,
    who: Principal,
    Path(id): Path<String>,
    Json(body): Json<ChangeUser>,
) -> Result<Json<WireUser>> {
    let user = state.user(&id).await?;
    let change = Change {
        display_name: body.display_name.as_deref().map(display_name).transpose()?,
        role: body.role,
        scope: body.scope.map(Scope::check).transpose().map_err(Problem::bad_request)?,
        disabled: body.disabled,
    };
    if rules::is_about_oneself(&who, &user, &change) {
        return Err(Problem::forbidden("nobody changes their own role or scope: ask another administrator"));
    }
    let after = state.users.change(user.id, change).await??;
    state.audit.change(&who, "users.change", &id, &said(&user, &after)).await?;
    Ok(Json(WireUser::new(&state.ids, &after)))
}

/// What a change did to what a user may do, for the audit.
fn said(before: &User, after: &User) -> String {
    let mut said = Vec::new();
    if before.role != after.role {
        said.push(format!("role {} -> {}", before.role.as_str(), after.role.as_str()));
    }
    if before.scope != after.scope {
        said.push("another scope".to_owned());
    }
    match (before.disabled_at, after.disabled_at) {
        (None, Some(_)) => said.push("disabled".to_owned()),
        (Some(_), None) => said.push("enabled".to_owned()),
        _ => {}
    }
    said.join(", ")
}

/// Removes a user and ends their sessions.
#[utoipa::path(delete, path = "/api/v1/users/{id}", params(("id" = String, Path)), responses((status = 204)))]
async fn remove_user(State(state): State<UsersState>, who: Principal, Path(id): Path<String>) -> Result<StatusCode> {
    let user = state.user(&id).await?;
    state.users.remove(user.id).await??;
    state.audit.change(&who, "users.remove", &id, "").await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ResetPassword {
    /// At least 12 characters; without it one is made and shown this once.
    password: Option<String>,
}

/// A password that was reset.
#[derive(Serialize, ToSchema)]
struct PasswordReset {
    /// The password, where it was made here. It is shown this once.
    password: Option<String>,
}

/// Gives a user another password and ends their sessions.
#[utoipa::path(post, path = "/api/v1/users/{id}/password", params(("id" = String, Path)),
    request_body = ResetPassword, responses((status = 200, body = PasswordReset)))]
async fn reset_password(
    State(state): State<UsersState>,
    who: Principal,
    Path(id): Path<String>,
    Json(body): Json<ResetPassword>,
) -> Result<Json<PasswordReset>> {
    let user = state.user(&id).await?;
    let (password, made) = given_or_made(body.password, &user.name)?;
    state.users.set_password(user.id, password, None).await??;
    state.audit.change(&who, "users.password", &id, "").await?;
    Ok(Json(PasswordReset { password: made }))
}

/// Takes a user's second factor away, for whoever has lost it and the recovery codes too.
#[utoipa::path(delete, path = "/api/v1/users/{id}/second-factor", params(("id" = String, Path)),
    responses((status = 204)))]
async fn remove_second_factor(
    State(state): State<UsersState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let user = state.user(&id).await?;
    if !state.users.remove_second_factor(user.id).await? {
        return Err(Problem::not_found("this user has no second factor"));
    }
    state.audit.change(&who, "users.second-factor", &id, "removed").await?;
    Ok(StatusCode::NO_CONTENT)
}
