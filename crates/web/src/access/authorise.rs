//! The gate that every operation passes: who calls, by key or by session, and whether they may. A stream passes it again
//! and again, as long as it goes on.

use std::net::IpAddr;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt as _;

use super::sessions::{COOKIE, Factor, SignedIn, cookie, fits};
use super::{Access, KeyHolder, Principal, Right};
use crate::address::RemoteAddress;
use crate::problem::{Problem, Result};

/// The header in which unsafe requests with a session prove that they come from our own pages.
const CSRF: &str = "x-csrf-token";

/// How often it is looked whether a stream may go on.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

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
    let (right, by) = (call.right, call.by.again());
    match call.check(&access).await {
        Ok((principal, signed_in)) => {
            request.extensions_mut().insert(principal.clone());
            if let Some(signed_in) = signed_in {
                request.extensions_mut().insert(signed_in);
            }
            let response = next.run(request).await;
            match (by, right) {
                (Some(by), Some(right)) if is_stream(&response) => {
                    let opened = Opened { access, by, right, was: principal };
                    response.map(|body| opened.watched(body))
                }
                _ => response,
            }
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

/// Whether an answer goes on for as long as somebody listens.
fn is_stream(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

/// By what a stream was opened.
enum Credentials {
    Key(String),
    Session(String),
}

/// A stream that was opened, and who may listen to it.
struct Opened {
    access: Access,
    by: Credentials,
    right: Right,
    was: Principal,
}

impl Opened {
    /// The stream until its key is revoked, its session ends, or its user may do something else than when it was opened.
    fn watched(self, body: Body) -> Body {
        Body::from_stream(body.into_data_stream().take_until(Box::pin(async move {
            loop {
                tokio::time::sleep(LOOK_AGAIN).await;
                // Where the store does not answer nobody can say that they still may.
                if !self.goes_on().await.unwrap_or(false) {
                    return;
                }
            }
        })))
    }

    /// Looking is no request: it keeps no session alive, and is not counted.
    async fn goes_on(&self) -> ::store::Result<bool> {
        let now = match &self.by {
            Credentials::Key(token) => match self.access.holder(token).await? {
                Some(KeyHolder::Role { role, scope, .. }) => Some((role, scope)),
                Some(KeyHolder::Source { .. }) | None => None,
            },
            Credentials::Session(token) => {
                let signed_in = self.access.sessions.look(token).await?;
                let signed_in = signed_in.filter(|signed_in| signed_in.factor != Factor::Needed);
                signed_in.map(|signed_in| (signed_in.user.role, signed_in.user.scope))
            }
        };
        Ok(now.is_some_and(|(role, scope)| {
            role == self.was.role && scope == self.was.scope && super::may(role, &scope, self.right)
        }))
    }
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
    /// What a stream is looked after with.
    fn again(&self) -> Option<Credentials> {
        match self {
            By::Key(token) => Some(Credentials::Key(token.clone())),
            By::Session { token, .. } => Some(Credentials::Session(token.clone())),
            By::Nothing => None,
        }
    }

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
