//! The HTTP API of responses: taking in those that were given elsewhere.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::Responses;
use super::import::{AnswersImport, Target};

/// The largest file, in bytes.
const LARGEST: usize = 64 << 20;

/// What the handlers work with.
#[derive(Clone)]
pub struct ResponsesState {
    /// The responses.
    pub responses: Responses,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] =
    &[Operation { method: "POST", path: "/api/v1/surveys/{name}/answers", right: Right::ChangeSources }];

/// The routes.
pub fn routes(state: ResponsesState) -> OpenApiRouter {
    let limit = DefaultBodyLimit::max(LARGEST);
    OpenApiRouter::new().routes(routes!(import_answers)).layer(limit).with_state(state)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ImportAnswers {
    /// The version that was answered; the newest unless told.
    version: Option<u32>,
    /// Whether columns that are nothing known are left out.
    #[serde(default)]
    ignore_unknown: bool,
    /// Shows what would come of it, and stores nothing.
    #[serde(default)]
    dry_run: bool,
}

/// Takes in answers that were given elsewhere: a CSV file of which a column is a question, by its id or its text. Each row
/// becomes a response, once, however often the file comes.
#[utoipa::path(post, path = "/api/v1/surveys/{name}/answers", params(("name" = String, Path), ImportAnswers),
    request_body(content = String, content_type = "text/csv"), responses((status = 200, body = AnswersImport)))]
async fn import_answers(
    State(state): State<ResponsesState>,
    who: Principal,
    Path(name): Path<String>,
    Query(query): Query<ImportAnswers>,
    body: Bytes,
) -> Result<Json<AnswersImport>> {
    let (mut versions, place) = state.responses.surveys.wanted(&name, query.version).await?;
    let version = versions.swap_remove(place);
    let missing = || Problem::conflict(format!("the survey {name:?} was ended by that version: name one before it"));
    let survey = version.definition.ok_or_else(missing)?;
    if survey.anonymous {
        return Err(Problem::conflict(format!(
            "the survey {name:?} promises anonymity: a file tells who answered, when and in which order"
        )));
    }
    let into = Target { name: name.clone(), version: version.number, survey };
    let report = state.responses.import(&into, &body, (query.ignore_unknown, query.dry_run)).await?;
    let report = report.map_err(Problem::bad_request)?;
    if !query.dry_run {
        state.audit.change(&who, "surveys.answers", &name, "").await?;
    }
    Ok(Json(report))
}
