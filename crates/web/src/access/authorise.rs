//! The gate that every operation passes: who calls, by key or by session, and whether they may.

use std::net::IpAddr;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::sessions::{COOKIE, Factor, SignedIn, cookie, fits};
use super::{Access, KeyHolder, Principal, Right};
use crate::address::RemoteAddress;
use crate::problem::{Problem, Result};

/// The header in which unsafe requests with a session prove that they come from our own pages.
const CSRF: &str = "x-csrf-token";

/// What somebody may do who still has to set up a second factor.
const SETS_UP: [(&str, &str); 4] = [
    ("GET", "/api/v1/session"),
    ("DELETE", "/api/v1/session"),
    ("POST", "/api/v1/session/second-factor"),
    ("POST", "/api/v1/session/second-factor/confirm"),
];

/// The middleware that every operation passes: it finds out who calls, and whether they may.
///
/// # Errors
/// 401 without a valid key or session, 403 where its role does not hold the operation's right or another site asks.
pub async fn authorise(State(access): State<Access>, mut request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    if access.is_open(request.method(), path) {
        return match access.paces.address(RemoteAddress::among(request.extensions())) {
            Ok(()) => next.run(request).await,
            Err(problem) => problem.into_response(),
        };
    }
    let call = Call::of(&access, &request);
    match call.check(&access).await {
        Ok((principal, signed_in)) => {
            request.extensions_mut().insert(principal);
            if let Some(signed_in) = signed_in {
                request.extensions_mut().insert(signed_in);
            }
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

/// What the `Authorization` header carries after the name of a scheme, which may be written in any case.
#[must_use]
pub fn credentials<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let (named, credentials) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    named.eq_ignore_ascii_case(scheme).then_some(credentials.trim())
}

/// Refuses what a browser says another site has made it send.
///
/// # Errors
/// 403.
pub(crate) fn refuse_cross_site(headers: &HeaderMap) -> Result<()> {
    if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return Err(Problem::forbidden("another site may not do this in the name of who is signed in here"));
    }
    Ok(())
}

/// What is needed of a request to decide whether it may go on.
struct Call {
    right: Option<Right>,
    /// Whoever comes through the directory's own socket is the administrator of the directory.
    local: Option<Principal>,
    by: By,
    /// Whether it belongs to what somebody may do who still has to set up a second factor.
    sets_up: bool,
    address: Option<IpAddr>,
}

/// By what somebody calls. A header goes before a cookie, which browsers send by themselves.
enum By {
    Key(String),
    Session { token: String, guard: Result<(), Problem>, csrf: Option<String> },
    Nothing,
}

impl Call {
    fn of(access: &Access, request: &Request) -> Call {
        let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
        Call {
            right: access.right(request.method(), path),
            local: request.extensions().get::<Principal>().cloned(),
            sets_up: SETS_UP.contains(&(request.method().as_str(), path)),
            by: By::of(request.method(), request.headers()),
            address: RemoteAddress::among(request.extensions()),
        }
    }

    async fn check(self, access: &Access) -> Result<(Principal, Option<SignedIn>)> {
        access.paces.address(self.address)?;
        let right = self.right.ok_or_else(|| Problem::forbidden("this operation is open to nobody"))?;
        let (principal, signed_in) = if let Some(local) = self.local {
            (local, None)
        } else {
            let (known, signed_in) = self.by.check(access).await?;
            (Principal { address: self.address, ..known }, signed_in)
        };
        if signed_in.as_ref().is_some_and(|one| one.factor == Factor::Needed) && !self.sets_up {
            return Err(Problem {
                title: "Second factor needed".to_owned(),
                ..Problem::forbidden("set up a second factor first: POST /api/v1/session/second-factor")
            });
        }
        if principal.may(right) {
            return Ok((principal, signed_in));
        }
        let role = principal.role.as_str();
        let or_whole = if principal.scope.is_all() { "" } else { ", or only over the whole organisation" };
        Err(Problem::forbidden(format!("the role {role} may not do this{or_whole}")))
    }
}

impl By {
    fn of(method: &Method, headers: &HeaderMap) -> By {
        if headers.contains_key(header::AUTHORIZATION) {
            return credentials(headers, "Bearer").map_or(By::Nothing, |token| By::Key(token.to_owned()));
        }
        let Some(token) = cookie(headers, COOKIE) else { return By::Nothing };
        let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(method);
        let said = headers.get(CSRF).and_then(|value| value.to_str().ok()).unwrap_or_default();
        By::Session {
            token: token.to_owned(),
            guard: if safe { Ok(()) } else { refuse_cross_site(headers) },
            csrf: (!safe).then(|| said.to_owned()),
        }
    }

    async fn check(self, access: &Access) -> Result<(Principal, Option<SignedIn>)> {
        match self {
            By::Key(token) => {
                let known = by_key(access, &token).await?;
                access.paces.key(&token)?;
                Ok((known, None))
            }
            By::Session { token, guard, csrf } => {
                guard?;
                let signed_in = access.sessions.of_token(&token).await?;
                let signed_in =
                    signed_in.ok_or_else(|| Problem::unauthorized("the session has ended: sign in again"))?;
                if csrf.is_some_and(|csrf| !fits(&signed_in.csrf, &csrf)) {
                    return Err(Problem::forbidden(
                        "with a session this needs the header X-CSRF-Token; GET /api/v1/session says its value",
                    ));
                }
                let known = signed_in.principal();
                access.paces.key(&known.name)?;
                Ok((known, Some(signed_in)))
            }
            By::Nothing => Err(Problem::unauthorized(
                "sign in with POST /api/v1/session, or send a key as `Authorization: Bearer KEY`",
            )),
        }
    }
}

async fn by_key(access: &Access, token: &str) -> Result<Principal> {
    match access.holder(token).await? {
        Some(KeyHolder::Role { role, name, scope }) => {
            Ok(Principal { name: format!("key:{name}"), role, scope, address: None })
        }
        Some(KeyHolder::Source { .. }) => Err(Problem::forbidden("this key can only send interactions")),
        None => Err(Problem::unauthorized("the key is unknown or revoked")),
    }
}
