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

/// Why nobody was let in, as the sign-in page is told. It has its own words for each, and shows none that an address
/// could bring along.
#[derive(Clone, Copy)]
enum Notice {
    NoProvider,
    Unusable,
    NotBegun,
    Refused,
    NoAccess,
    NameTaken,
}

impl Notice {
    /// Where the page is that says so.
    fn address(self) -> &'static str {
        match self {
            Notice::NoProvider => "/?sign-in=no-provider",
            Notice::Unusable => "/?sign-in=unusable",
            Notice::NotBegun => "/?sign-in=not-begun",
            Notice::Refused => "/?sign-in=refused",
            Notice::NoAccess => "/?sign-in=no-access",
            Notice::NameTaken => "/?sign-in=name-taken",
        }
    }
}

/// Turns somebody away: a browser goes to the sign-in page, a program gets the problem.
fn turned_away(asked: &HeaderMap, notice: Notice, problem: Problem) -> Response {
    let accepts = asked.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    if accepts.is_some_and(|accept| accept.contains("text/html")) {
        return (StatusCode::SEE_OTHER, [(header::LOCATION, notice.address())]).into_response();
    }
    problem.into_response()
}

fn no_provider(asked: &HeaderMap) -> Response {
    let problem = Problem::not_found("no provider is configured: sign in with a password");
    turned_away(asked, Notice::NoProvider, problem)
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
#[utoipa::path(get, path = "/api/v1/session/oidc",
    responses((status = 303, description = "To the provider; where it cannot be used, to the sign-in page.")))]
async fn start(State(state): State<OidcState>, headers: HeaderMap) -> Response {
    let Some(oidc) = &state.oidc else { return no_provider(&headers) };
    match oidc.start().await {
        Ok((url, begun)) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, url), begun_cookie(&begun, 600)]).into_response()
        }
        Err(refused) => {
            tracing::warn!(%refused, "nobody can sign in through the provider");
            let said = "the provider cannot be used: the server's log says why";
            turned_away(&headers, Notice::Unusable, Problem::new(StatusCode::BAD_GATEWAY, said))
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

/// Ends signing in through the provider: sets the cookie of a new session and sends the browser to `/`. A browser that is
/// not let in goes to the sign-in page, which says why.
#[utoipa::path(get, path = "/api/v1/session/oidc/callback", params(Back),
    responses((status = 303, description = "Signed in, or to the sign-in page.")))]
async fn callback(
    State(state): State<OidcState>,
    peer: Peer,
    headers: HeaderMap,
    Query(back): Query<Back>,
) -> Result<Response> {
    let Some(oidc) = &state.oidc else { return Ok(no_provider(&headers)) };
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
        Err(denied) => {
            let (notice, problem) = state.denied(denied, address).await?;
            return Ok(([ended], turned_away(&headers, notice, problem)).into_response());
        }
    };
    let user = &begun.signed_in.user;
    let who = Principal { address, ..begun.signed_in.principal() };
    let subject = public_id(&state.sessions.ids, user);
    state.sessions.audit.change(&who, "session.begin", &subject, "through the provider").await?;
    let headers = AppendHeaders([(header::LOCATION, "/".to_owned()), set_cookie(&begun.token), ended]);
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

impl OidcState {
    /// Notes that somebody was not let in. What they are told is less than what the log says.
    async fn denied(&self, denied: Denied, address: Option<std::net::IpAddr>) -> Result<(Notice, Problem)> {
        let (notice, problem, what) = match denied {
            Denied::NotBegun => {
                let said = "this sign-in was not begun here, or too long ago: begin again at /api/v1/session/oidc";
                (Notice::NotBegun, Problem::bad_request(said), "provider: not begun")
            }
            Denied::Refused(refused) => {
                tracing::warn!(%refused, "somebody could not sign in through the provider");
                let problem = Problem::unauthorized("the provider did not confirm who you are: begin again");
                (Notice::Refused, problem, "provider: refused")
            }
            Denied::NoAccess(why) => {
                tracing::warn!(why, "an account of the provider has no access");
                let problem = Problem::forbidden("this account has no access: ask an administrator");
                (Notice::NoAccess, problem, "provider: no access")
            }
            Denied::User(refusal) => (Notice::NameTaken, refusal.into(), "provider: name taken"),
            Denied::Disabled(user) => {
                let what = "disabled";
                let denied = sessions::Denied::Wrong { user: Some(user), what };
                return Ok((Notice::NoAccess, self.sessions.denied(denied, address).await));
            }
        };
        self.sessions.audit.attempt(address, "session.refused", "", what).await?;
        Ok((notice, problem))
    }
}
