//! The HTTP API of one's own second factor.

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::rules;
use crate::access::sessions::SignedIn;
use crate::access::sessions::http::{Peer, SessionsState, address};
use crate::access::users::http::public_id;
use crate::access::users::{Origin, Refusal};
use crate::access::{Operation, Principal, Right};
use crate::extract::Json;
use crate::problem::{Problem, Result};

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", path: "/api/v1/session/second-factor", right: Right::BeKnown },
    Operation { method: "POST", path: "/api/v1/session/second-factor/confirm", right: Right::BeKnown },
    Operation { method: "DELETE", path: "/api/v1/session/second-factor", right: Right::BeKnown },
];

/// The routes.
pub fn routes(state: SessionsState) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(start, remove)).routes(routes!(confirm)).with_state(state)
}

/// A second factor that was begun. It counts once one of its codes is confirmed.
#[derive(Serialize, ToSchema)]
struct Started {
    /// The secret, to be typed into an app.
    secret: String,
    /// The same as a URI, to be shown as a picture.
    otpauth: String,
}

/// Begins to set up a second factor.
#[utoipa::path(post, path = "/api/v1/session/second-factor", responses((status = 200, body = Started)))]
async fn start(State(state): State<SessionsState>, signed_in: SignedIn) -> Result<Json<Started>> {
    if signed_in.user.origin != Origin::Local {
        return Err(Refusal::NoPassword.into());
    }
    let secret = state.sessions.second_factor().start(signed_in.user.id).await?;
    let there = || Problem::conflict("there is a second factor already: remove it with DELETE first");
    let secret = secret.ok_or_else(there)?;
    let otpauth = rules::otpauth(signed_in.user.name.as_str(), &secret);
    Ok(Json(Started { secret: rules::base32(&secret), otpauth }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConfirmFactor {
    /// The code that the app shows.
    code: String,
}

/// A second factor that counts from now on.
#[derive(Serialize, ToSchema)]
struct Confirmed {
    /// Each can be sent once in place of a code. They are shown this once.
    recovery_codes: Vec<String>,
}

/// Lets the second factor that was begun count, and ends one's other sessions.
#[utoipa::path(post, path = "/api/v1/session/second-factor/confirm", request_body = ConfirmFactor,
    responses((status = 200, body = Confirmed)))]
async fn confirm(
    State(state): State<SessionsState>,
    who: Principal,
    signed_in: SignedIn,
    Json(body): Json<ConfirmFactor>,
) -> Result<Json<Confirmed>> {
    let confirmed = state.sessions.second_factor().confirm(signed_in.user.id, body.code, signed_in.hash).await?;
    let wrong = || Problem::bad_request("this is no code of a second factor that was begun: try the one shown now");
    let recovery_codes = confirmed.ok_or_else(wrong)?;
    let subject = public_id(&state.ids, &signed_in.user);
    state.audit.change(&who, "session.second-factor", &subject, "set up").await?;
    Ok(Json(Confirmed { recovery_codes }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Remove {
    /// One's password.
    password: String,
}

/// Removes one's second factor.
#[utoipa::path(delete, path = "/api/v1/session/second-factor", request_body = Remove,
    responses((status = 204), (status = 429, description = "Too many tries have failed.")))]
async fn remove(
    State(state): State<SessionsState>,
    who: Principal,
    signed_in: SignedIn,
    peer: Peer,
    Json(body): Json<Remove>,
) -> Result<StatusCode> {
    let address = address(peer);
    if let Err(denied) = state.sessions.knows_password(&signed_in, body.password, address).await? {
        return Err(state.denied(denied, address).await);
    }
    state.sessions.users().remove_second_factor(signed_in.user.id).await?;
    let subject = public_id(&state.ids, &signed_in.user);
    state.audit.change(&who, "session.second-factor", &subject, "removed").await?;
    Ok(StatusCode::NO_CONTENT)
}
