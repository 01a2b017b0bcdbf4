//! The HTTP API of surveys.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use kernel::Clock;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query};
use web::paging::List;
use web::versions::http::{Shown, ShownOfMany, Which, Why};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::{Survey, Surveys, qr, templates};

/// What the handlers work with.
#[derive(Clone)]
pub struct SurveysState {
    /// The surveys.
    pub surveys: Surveys,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/surveys", right: Right::SeeJourneys },
    Operation { method: "GET", path: "/api/v1/surveys/{name}", right: Right::SeeJourneys },
    Operation { method: "PUT", path: "/api/v1/surveys/{name}", right: Right::AskPeople },
    Operation { method: "DELETE", path: "/api/v1/surveys/{name}", right: Right::AskPeople },
    Operation { method: "GET", path: "/api/v1/surveys/{name}/qr.svg", right: Right::SeeJourneys },
    Operation { method: "GET", path: "/api/v1/survey-templates", right: Right::SeeJourneys },
];

/// The routes.
pub fn routes(state: SurveysState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_surveys))
        .routes(routes!(get_survey, put_survey, end_survey))
        .routes(routes!(draw_survey_qr))
        .routes(routes!(list_survey_templates))
        .with_state(state)
}

/// The newest version of each survey that has not ended, by name.
#[utoipa::path(get, path = "/api/v1/surveys", responses((status = 200, body = List<Shown<Survey>>)))]
async fn list_surveys(State(state): State<SurveysState>) -> Result<Json<List<Shown<Survey>>>> {
    let surveys = state.surveys.list().await?.into_iter();
    Ok(Json(List::whole(surveys.filter_map(|(name, version)| Shown::of(name, version)).collect())))
}

/// A survey: its newest version, or the one that is asked for, with the list of all.
#[utoipa::path(get, path = "/api/v1/surveys/{name}", params(("name" = String, Path), Which),
    responses((status = 200, body = ShownOfMany<Survey>)))]
async fn get_survey(
    State(state): State<SurveysState>,
    Path(name): Path<String>,
    Query(which): Query<Which>,
) -> Result<Json<ShownOfMany<Survey>>> {
    let (all, place) = state.surveys.wanted(&name, which.version).await?;
    Ok(Json(ShownOfMany::of(name, all, place)))
}

/// A survey's name is part of the addresses that people are sent, so it has none but letters that need no escape.
fn checked_name(name: &str) -> Result<String> {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if (1..=60).contains(&name.len()) && name.bytes().all(fits) && !name.starts_with('-') {
        return Ok(name.to_owned());
    }
    Err(Problem::bad_request("a survey's name has 1 to 60 small letters, digits and dashes, and begins with no dash"))
}

/// Makes the next version of a survey, or its first one. What says the same as the newest changes nothing.
#[utoipa::path(put, path = "/api/v1/surveys/{name}", params(("name" = String, Path), Why), request_body = Survey,
    responses((status = 200, body = Shown<Survey>)))]
async fn put_survey(
    State(state): State<SurveysState>,
    who: Principal,
    Path(name): Path<String>,
    Query(why): Query<Why>,
    Json(definition): Json<Survey>,
) -> Result<Json<Shown<Survey>>> {
    let name = checked_name(&name)?;
    let definition = definition.checked().map_err(Problem::bad_request)?;
    let by = (&who, &state.audit, &*state.clock);
    let version = state.surveys.change_for(by, &name, Some(definition), &why).await?;
    Ok(Json(Shown::of(name, version).expect("a survey that was just put says something")))
}

/// Ends a survey: nobody can answer it any more. Its versions can still be read by their numbers.
#[utoipa::path(delete, path = "/api/v1/surveys/{name}", params(("name" = String, Path), Why),
    responses((status = 204)))]
async fn end_survey(
    State(state): State<SurveysState>,
    who: Principal,
    Path(name): Path<String>,
    Query(why): Query<Why>,
) -> Result<StatusCode> {
    state.surveys.change_for((&who, &state.audit, &*state.clock), &name, None, &why).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The longest that says where a code hangs.
const LONGEST_SOURCE: usize = 100;

/// Where a code hangs.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Hung {
    /// Where it is hung up, such as `shop-leeds`, in 1 to 100 characters: it is kept with the answers as `source`.
    source: Option<String>,
}

/// The address of a survey as a QR code, to be printed: an SVG picture. It leads to the host that this was asked of.
#[utoipa::path(get, path = "/api/v1/surveys/{name}/qr.svg", params(("name" = String, Path), Hung),
    responses((status = 200, body = String, content_type = "image/svg+xml")))]
async fn draw_survey_qr(
    State(state): State<SurveysState>,
    Path(name): Path<String>,
    Query(hung): Query<Hung>,
    headers: HeaderMap,
) -> Result<impl IntoResponse> {
    state.surveys.wanted(&name, None).await?;
    let source = hung.source.unwrap_or_default();
    if source.chars().count() > LONGEST_SOURCE || source.chars().any(char::is_control) {
        return Err(Problem::bad_request(format!("`source` has 1 to {LONGEST_SOURCE} characters")));
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.ok_or_else(|| Problem::bad_request("without a `Host` nobody knows where the code leads"))?;
    let drawn = qr::drawn(&qr::address(host, &name, &source)).map_err(Problem::bad_request)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], drawn))
}

/// A survey to begin with.
#[derive(Serialize, ToSchema)]
struct SurveyTemplate {
    /// A name for it.
    name: String,
    /// What it is for, and when to ask.
    description: String,
    survey: Survey,
}

/// Surveys for the usual programmes, to begin with.
#[utoipa::path(get, path = "/api/v1/survey-templates", responses((status = 200, body = List<SurveyTemplate>)))]
async fn list_survey_templates() -> Result<Json<List<SurveyTemplate>>> {
    let all = templates::all().into_iter().map(|(name, description, survey)| SurveyTemplate {
        name: name.to_owned(),
        description: description.to_owned(),
        survey,
    });
    Ok(Json(List::whole(all.collect())))
}
