//! The pages of a survey that is being written, as people would see them: nothing of it is kept.

use std::sync::Arc;

use axum::extract::State;
use kernel::Clock;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::Json;
use web::{Operation, Problem, Result, Right};

use super::model::Answers;
use super::page::Notice;
use super::turn::{Sent, Step, Talk};
use crate::feedback::surveys::Survey;

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] =
    &[Operation { method: "POST", path: "/api/v1/survey-previews", right: Right::AskPeople }];

/// The routes.
pub fn routes(clock: Arc<dyn Clock>) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(preview)).with_state(clock)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskPreview {
    survey: Survey,
    /// The language in which it is read, one of the survey's; the first unless told.
    language: Option<String>,
    /// What was answered so far, by the ids of questions, as `properties.answers` of a response have it.
    #[serde(default)]
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    answers: Answers,
    /// The question whose page is wanted; the first page unless told.
    question: Option<String>,
    /// What the form of a page sends, as browsers write it: then the page that follows is shown.
    form: Option<String>,
}

/// A page as people see it.
#[derive(Serialize, ToSchema)]
struct SurveyPreview {
    /// The page, as HTML.
    html: String,
    /// The questions on it; none behind the last page.
    questions: Vec<String>,
    /// Those of them whose answer in `form` could not be taken: the page says why.
    refused: Vec<String>,
    /// What was answered so far.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    answers: Answers,
}

/// Shows a page of a survey that need not be kept yet, as it would be for somebody of whom nothing is known.
#[utoipa::path(post, path = "/api/v1/survey-previews", request_body = AskPreview,
    responses((status = 200, body = SurveyPreview)))]
async fn preview(State(clock): State<Arc<dyn Clock>>, Json(asked): Json<AskPreview>) -> Result<Json<SurveyPreview>> {
    let survey = asked.survey.checked().map_err(Problem::bad_request)?;
    let mut talk = Talk::tried(survey, asked.answers, asked.language.as_deref(), clock.now());
    let step = match &asked.form {
        None => talk.page_of(asked.question.as_deref()),
        Some(form) => {
            let fields = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
            talk.turn(&Sent { survey: "", invitation: None, fields, languages: Vec::new() })
        }
    };
    let (html, questions, refused) = match &step {
        Step::At(page, mistakes) => {
            let page = talk.page(*page, mistakes, None, "");
            let questions = page.questions.iter().map(|shown| shown.question.id.clone()).collect();
            (page.html(), questions, mistakes.keys().cloned().collect())
        }
        Step::Done => {
            let (title, text) = talk.thanks();
            let language = &talk.response.language;
            (Notice { language, title: &title, text: &text, tells: false, again: None }.html(), Vec::new(), Vec::new())
        }
    };
    Ok(Json(SurveyPreview { html, questions, refused, answers: talk.response.answers }))
}
