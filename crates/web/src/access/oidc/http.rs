//! The HTTP API of signing in through a provider: two addresses that a browser is sent to.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Denied, Oidc};
use crate::access::Principal;
use crate::access::sessions::http::{Peer, SessionsState, address, set_cookie};
use crate::access::sessions::{self, COOKIE, cookie};
use crate::access::users::http::public_id;
use crate::extract::{Json, Query};
use crate::problem::{Problem, Result};

/// What the handlers work with.
#[derive(Clone)]
pub struct OidcState {
    /// The provider, where one is configured.
    pub oidc: Option<Oidc>,
    /// Sessions, ids and the audit.
    pub sessions: SessionsState,
}

/// Where the provider sends browsers back to.
pub(super) const CALLBACK: &str = "/api/v1/session/oidc/callback";
/// The cookie in which what was begun travels.
const BEGUN: &str = "__Host-throughline-oidc";

/// The operations that are open to everybody, by method and path: by them one becomes known.
pub const OPEN: &[(&str, &str)] =
    &[("GET", "/api/v1/session/ways"), ("GET", "/api/v1/session/oidc"), ("GET", CALLBACK)];

/// The routes.
pub fn routes(state: OidcState) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(ways)).routes(routes!(start)).routes(routes!(callback)).with_state(state)
}

/// The cookie of what was begun; `SameSite=Lax`, because the provider sends the browser back.
fn begun_cookie(value: &str, seconds: u32) -> (HeaderName, String) {
    let cookie = format!("{BEGUN}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    (header::SET_COOKIE, cookie)
}

impl OidcState {
    fn oidc(&self) -> Result<&Oidc> {
        self.oidc.as_ref().ok_or_else(|| Problem::not_found("no provider is configured: sign in with a password"))
    }
}

/// How one becomes known here.
#[derive(Serialize, ToSchema)]
struct Ways {
    /// Whether one can sign in through the organisation's provider.
    provider: bool,
    /// Whether the browser brings a session along, ended or not: without one nobody is signed in.
    session: bool,
}

/// How one can sign in, for whoever is not known yet.
#[utoipa::path(get, path = "/api/v1/session/ways", responses((status = 200, body = Ways)))]
async fn ways(State(state): State<OidcState>, headers: HeaderMap) -> Json<Ways> {
    Json(Ways { provider: state.oidc.is_some(), session: cookie(&headers, COOKIE).is_some() })
}

/// Begins to sign in through the organisation's provider: sends the browser there.
#[utoipa::path(get, path = "/api/v1/session/oidc", responses((status = 303, description = "To the provider.")))]
async fn start(State(state): State<OidcState>) -> Result<Response> {
    match state.oidc()?.start().await {
        Ok((url, begun)) => {
            Ok((StatusCode::SEE_OTHER, [(header::LOCATION, url), begun_cookie(&begun, 600)]).into_response())
        }
        Err(refused) => {
            tracing::warn!(%refused, "nobody can sign in through the provider");
            Err(Problem::new(StatusCode::BAD_GATEWAY, "the provider cannot be used: the server's log says why"))
        }
    }
}

/// What the provider sends back with a browser. Providers add fields of their own.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Back {
    /// The code.
    code: Option<String>,
    /// The state that was sent there.
    state: Option<String>,
    /// Why the provider let nobody in.
    error: Option<String>,
}

/// Ends signing in through the provider: sets the cookie of a new session and sends the browser to `/`.
#[utoipa::path(get, path = "/api/v1/session/oidc/callback", params(Back),
    responses((status = 303, description = "Signed in.")))]
async fn callback(
    State(state): State<OidcState>,
    peer: Peer,
    headers: HeaderMap,
    Query(back): Query<Back>,
) -> Result<Response> {
    let oidc = state.oidc()?;
    let address = address(peer);
    let finished = match (back.code, back.state, back.error) {
        (Some(code), Some(sent), None) => {
            let before = cookie(&headers, COOKIE).map(str::to_owned);
            oidc.finish(cookie(&headers, BEGUN), &sent, code, before).await?
        }
        _ => Err(Denied::NotBegun),
    };
    // What was begun has ended, well or badly.
    let ended = begun_cookie("", 0);
    let begun = match finished {
        Ok(begun) => begun,
        Err(denied) => return Ok(([ended], state.denied(denied, address).await).into_response()),
    };
    let user = &begun.signed_in.user;
    let who = Principal { address, ..begun.signed_in.principal() };
    let subject = public_id(&state.sessions.ids, user);
    state.sessions.audit.change(&who, "session.begin", &subject, "through the provider").await?;
    let headers = AppendHeaders([(header::LOCATION, "/".to_owned()), set_cookie(&begun.token), ended]);
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

impl OidcState {
    async fn denied(&self, denied: Denied, address: Option<std::net::IpAddr>) -> Problem {
        let (problem, what) = match denied {
            Denied::NotBegun => {
                let said = "this sign-in was not begun here, or too long ago: begin again at /api/v1/session/oidc";
                (Problem::bad_request(said), "provider: not begun")
            }
            Denied::Refused(refused) => {
                tracing::warn!(%refused, "somebody could not sign in through the provider");
                (Problem::unauthorized("the provider did not confirm who you are: begin again"), "provider: refused")
            }
            Denied::NoAccess(why) => {
                tracing::warn!(why, "an account of the provider has no access");
                (Problem::forbidden("this account has no access: ask an administrator"), "provider: no access")
            }
            Denied::User(refusal) => (refusal.into(), "provider: name taken"),
            Denied::Disabled(user) => {
                let what = "disabled";
                return self.sessions.denied(sessions::Denied::Wrong { user: Some(user), what }, address).await;
            }
        };
        match self.sessions.audit.attempt(address, "session.refused", "", what).await {
            Ok(()) => problem,
            Err(error) => error.into(),
        }
    }
}
