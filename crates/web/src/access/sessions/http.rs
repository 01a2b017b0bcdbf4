//! The HTTP API of signing in and out.

use std::net::IpAddr;

use axum::Extension;
use axum::extract::{FromRequestParts, OptionalFromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use kernel::PublicIds;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Attempt, Begun, COOKIE, Denied, Factor, Sessions, SignedIn, rules};
use crate::access::authorise::refuse_cross_site;
use crate::access::users::http::{WireUser, public_id};
use crate::access::users::passwords::check_password;
use crate::access::{Operation, Principal, Right, Role, Scope};
use crate::address::RemoteAddress;
use crate::audit::Audit;
use crate::extract::Json;
use crate::problem::{Problem, Result};

/// What the handlers work with.
#[derive(Clone)]
pub struct SessionsState {
    /// The sessions.
    pub sessions: Sessions,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/session", right: Right::BeKnown },
    Operation { method: "DELETE", path: "/api/v1/session", right: Right::BeKnown },
    Operation { method: "POST", path: "/api/v1/session/password", right: Right::BeKnown },
];

/// The operations that are open to everybody, by method and path: by them one becomes known.
pub const OPEN: &[(&str, &str)] = &[("POST", "/api/v1/session")];

/// The routes.
pub fn routes(state: SessionsState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(get_session, sign_in, sign_out))
        .routes(routes!(change_password))
        .with_state(state)
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<SignedIn, Problem> {
        let missing = || Problem::conflict("this is for users who have signed in; a key has no session");
        parts.extensions.get::<SignedIn>().cloned().ok_or_else(missing)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<SignedIn>, Problem> {
        Ok(parts.extensions.get::<SignedIn>().cloned())
    }
}

/// Where a request comes from; nothing on the socket in the data directory.
pub(crate) type Peer = Option<Extension<RemoteAddress>>;

/// The address that counts for throttling.
pub(crate) fn address(peer: Peer) -> Option<IpAddr> {
    peer.map(|Extension(address)| address.0)
}

impl SessionsState {
    /// Answers whoever was not let in: never with what was wrong, which only the audit says.
    pub(crate) async fn denied(&self, denied: Denied, address: Option<IpAddr>) -> Problem {
        match denied {
            Denied::TooSoon(seconds) => Problem::too_soon(seconds),
            Denied::CodeNeeded => Problem {
                title: "Second factor needed".to_owned(),
                ..Problem::unauthorized("send the code that your app shows, or a recovery code, as `code`")
            },
            Denied::Wrong { user, what } => {
                let subject = user.map(|user| public_id(&self.ids, &user)).unwrap_or_default();
                match self.audit.attempt(address, "session.refused", &subject, what).await {
                    Ok(()) => Problem::unauthorized(
                        "the user, the password or the code is wrong, or the user may not sign in",
                    ),
                    Err(error) => error.into(),
                }
            }
        }
    }
}

/// The cookie that carries a session's token.
pub(crate) fn set_cookie(token: &str) -> (HeaderName, String) {
    (header::SET_COOKIE, format!("{COOKIE}={token}; Path=/; Secure; HttpOnly; SameSite=Lax"))
}

/// Who calls.
#[derive(Serialize, ToSchema)]
struct Known {
    /// The name in the audit: `user:NAME`, `key:NAME` or `local`.
    name: String,
    role: Role,
    /// Of which part of the organisation.
    scope: Scope,
    /// What they may do: the names of rights, as `x-right` of operations has them.
    rights: Vec<String>,
    /// The user; absent for keys.
    user: Option<WireUser>,
    /// What unsafe requests with the session's cookie must carry in `X-CSRF-Token`; absent for keys.
    csrf: Option<String>,
    /// Whether the user has a second factor, or should; absent for keys.
    second_factor: Option<Factor>,
}

/// Who calls: a user with a session, or a key.
#[utoipa::path(get, path = "/api/v1/session", responses((status = 200, body = Known)))]
async fn get_session(State(state): State<SessionsState>, who: Principal, signed_in: Option<SignedIn>) -> Json<Known> {
    let rights = Right::ALL.into_iter().filter(|right| who.may(*right)).map(|right| format!("{right:?}")).collect();
    Json(Known {
        rights,
        name: who.name,
        role: who.role,
        scope: who.scope,
        user: signed_in.as_ref().map(|one| WireUser::new(&state.ids, &one.user)),
        second_factor: signed_in.as_ref().map(|one| one.factor),
        csrf: signed_in.map(|one| one.csrf),
    })
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Credentials {
    /// The user's name, in any case.
    user: String,
    password: String,
    /// A code of the second factor, or a recovery code, of whoever has one.
    code: Option<String>,
}

/// A session that has begun; its cookie is `__Host-throughline`.
#[derive(Serialize, ToSchema)]
struct Session {
    user: WireUser,
    /// What unsafe requests with the cookie must carry in `X-CSRF-Token`.
    csrf: String,
    /// Where it is `needed`, the session can only set it up.
    second_factor: Factor,
}

/// Signs in. The answer sets the cookie of a new session; the one that the browser had ends.
#[utoipa::path(post, path = "/api/v1/session", request_body = Credentials,
    responses((status = 200, body = Session), (status = 429, description = "Too many tries have failed.")))]
async fn sign_in(
    State(state): State<SessionsState>,
    peer: Peer,
    headers: HeaderMap,
    Json(body): Json<Credentials>,
) -> Result<([(HeaderName, String); 1], Json<Session>)> {
    refuse_cross_site(&headers)?;
    let address = address(peer);
    let attempt = Attempt {
        name: body.user,
        password: body.password,
        code: body.code,
        address,
        before: rules::cookie(&headers, COOKIE).map(str::to_owned),
    };
    let begun = match state.sessions.sign_in(attempt).await? {
        Ok(begun) => begun,
        Err(denied) => return Err(state.denied(denied, address).await),
    };
    let Begun { token, signed_in } = begun;
    let user = WireUser::new(&state.ids, &signed_in.user);
    let who = Principal { address, ..signed_in.principal() };
    state.audit.change(&who, "session.begin", &public_id(&state.ids, &signed_in.user), "").await?;
    Ok(([set_cookie(&token)], Json(Session { user, csrf: signed_in.csrf, second_factor: signed_in.factor })))
}

/// Signs out: ends the session and takes its cookie back.
#[utoipa::path(delete, path = "/api/v1/session", responses((status = 204)))]
async fn sign_out(
    State(state): State<SessionsState>,
    who: Principal,
    signed_in: SignedIn,
) -> Result<(StatusCode, [(HeaderName, String); 1])> {
    state.sessions.end(&signed_in).await?;
    state.audit.change(&who, "session.end", &public_id(&state.ids, &signed_in.user), "").await?;
    let (name, cookie) = set_cookie("");
    Ok((StatusCode::NO_CONTENT, [(name, format!("{cookie}; Max-Age=0"))]))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangePassword {
    /// The password so far.
    old: String,
    /// At least 12 characters.
    new: String,
}

/// Changes one's own password and ends all one's other sessions.
#[utoipa::path(post, path = "/api/v1/session/password", request_body = ChangePassword,
    responses((status = 204), (status = 429, description = "Too many tries have failed.")))]
async fn change_password(
    State(state): State<SessionsState>,
    who: Principal,
    signed_in: SignedIn,
    peer: Peer,
    Json(body): Json<ChangePassword>,
) -> Result<StatusCode> {
    check_password(&body.new, signed_in.user.name.as_str()).map_err(Problem::bad_request)?;
    let address = address(peer);
    match state.sessions.change_password(&signed_in, body.old, body.new, address).await? {
        Ok(changed) => changed?,
        Err(denied) => return Err(state.denied(denied, address).await),
    }
    state.audit.change(&who, "session.password", &public_id(&state.ids, &signed_in.user), "").await?;
    Ok(StatusCode::NO_CONTENT)
}
