//! Extractors whose refusals are problem documents.

use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, OptionalFromRequestParts};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::access::Principal;
use crate::problem::Problem;

/// A JSON body, in and out.
#[derive(FromRequest)]
#[from_request(via(axum::Json), rejection(Problem))]
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// A query string.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Problem))]
pub struct Query<T>(pub T);

/// The placeholders of a path.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Problem))]
pub struct Path<T>(pub T);

impl From<JsonRejection> for Problem {
    fn from(rejection: JsonRejection) -> Problem {
        refused("the body", rejection.status(), &rejection.body_text())
    }
}

/// What an extractor said, without its own introduction.
fn refused(what: &str, status: StatusCode, said: &str) -> Problem {
    let detail = match said.strip_prefix("Failed to ").and_then(|rest| rest.split_once(": ")) {
        Some((_, said)) => format!("{what}: {said}"),
        None => format!("{what}: {said}"),
    };
    Problem::new(status, detail)
}

impl From<QueryRejection> for Problem {
    fn from(rejection: QueryRejection) -> Problem {
        refused("the query", rejection.status(), &rejection.body_text())
    }
}

impl From<PathRejection> for Problem {
    fn from(rejection: PathRejection) -> Problem {
        refused("the path", rejection.status(), &rejection.body_text())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Principal {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Principal, Problem> {
        let missing = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the operation was not authorised");
        parts.extensions.get::<Principal>().cloned().ok_or_else(missing)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Principal {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Principal>, Problem> {
        Ok(parts.extensions.get::<Principal>().cloned())
    }
}

/// Why something is done, as the caller says it: what makes a decision understood later.
///
/// # Errors
/// 400 where nothing is said, or more than 1000 characters.
pub fn reason(text: &str) -> crate::Result<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > 1000 {
        return Err(Problem::bad_request("`reason` must say why, in 1 to 1000 characters"));
    }
    Ok(text.to_owned())
}
