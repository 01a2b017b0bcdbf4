//! The HTTP API of answers as a table.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kernel::Timestamp;
use lake::Lake;
use lake::encode::values;
use listen::feedback::surveys::{Survey, Surveys};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::rules::{BEFORE, cell, columns, title};
use crate::sql::{problem, viewer};

/// The most responses of one answer as CSV, and as JSON.
const MOST: usize = 200_000;
const MOST_JSON: usize = 1000;

/// What the handlers work with.
#[derive(Clone)]
pub struct AnswersState {
    /// The history; nothing where there is no place for its segments.
    pub lake: Option<Lake>,
    /// The surveys.
    pub surveys: Surveys,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for: one that cannot be cut to a part, as an answer cannot.
pub const OPERATIONS: &[Operation] =
    &[Operation { method: "GET", path: "/api/v1/surveys/{name}/responses", right: Right::SeeLinks }];

/// The routes.
pub fn routes(state: AnswersState) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get_responses)).with_state(state)
}

/// The form of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ResponsesFormat {
    /// The newest 1,000, with how many there are.
    #[default]
    Json,
    /// All of them; the header `x-total-count` says how many.
    Csv,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ResponsesQuery {
    /// `json` (unless told) or `csv`.
    #[param(inline)]
    #[serde(default)]
    format: ResponsesFormat,
    /// Those answered from this moment on, RFC 3339.
    from: Option<String>,
    /// Those answered before this moment, RFC 3339.
    to: Option<String>,
}

/// Responses as a table.
#[derive(Serialize, ToSchema)]
struct ResponsesTable {
    /// The names of the columns: what is known of a response, then the questions of all versions.
    columns: Vec<String>,
    /// The newest responses: texts in the order of the columns.
    rows: Vec<Vec<String>>,
    /// How many there are in all.
    total: u64,
}

/// What was answered to a survey, a row a response, the newest first. Of a survey that promises anonymity there is no such
/// table.
#[utoipa::path(get, path = "/api/v1/surveys/{name}/responses", params(("name" = String, Path), ResponsesQuery),
    responses((status = 200, body = ResponsesTable),
    (status = 409, description = "The survey promises anonymity, or the server has no lake.")))]
async fn get_responses(
    State(state): State<AnswersState>,
    who: Principal,
    Path(name): Path<String>,
    Query(query): Query<ResponsesQuery>,
) -> Result<Response> {
    let (versions, _) = state.surveys.wanted(&name, None).await?;
    let surveys: Vec<&Survey> = versions.iter().filter_map(|version| version.definition.as_ref()).collect();
    if surveys.iter().any(|survey| survey.anonymous) {
        return Err(Problem::conflict(format!(
            "the survey {name:?} promises anonymity: there is no list of its answers, only figures of whole waves"
        )));
    }
    let columns = columns(surveys.into_iter());
    let sql = statement(&name, moment("from", query.from)?, moment("to", query.to)?);
    let rows = state.rows(&who, &sql).await?;
    state.audit.change(&who, "surveys.responses", &name, "").await?;
    let titles: Vec<String> = BEFORE.iter().map(|name| (*name).to_owned()).chain(columns.iter().map(title)).collect();
    let total = rows.len() as u64;
    let table = rows.iter().map(|row| cells(row, &columns));
    if query.format == ResponsesFormat::Json {
        let rows = table.take(MOST_JSON).collect();
        return Ok(Json(ResponsesTable { columns: titles, rows, total }).into_response());
    }
    let line = |cells: &[String]| web::csv::line(&cells.iter().map(String::as_str).collect::<Vec<_>>());
    let csv: String = std::iter::once(line(&titles)).chain(table.map(|cells| line(&cells))).collect();
    let headers = [
        (header::CONTENT_TYPE.as_str(), "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION.as_str(), format!("attachment; filename=\"{name}.csv\"")),
        ("x-total-count", total.to_string()),
    ];
    Ok((headers, csv).into_response())
}

fn moment(field: &str, text: Option<String>) -> Result<Option<Timestamp>> {
    let read = |text: String| {
        Timestamp::parse(&text).map_err(|_| Problem::bad_request(format!("`{field}`: {text:?} is no time of RFC 3339")))
    };
    text.map(read).transpose()
}

/// A survey's name has small letters, digits and dashes only, so it can stand in a statement.
fn statement(name: &str, from: Option<Timestamp>, to: Option<Timestamp>) -> String {
    let since = from.map_or_else(String::new, |at| format!(" AND occurred_at >= TIMESTAMP '{at}'"));
    let until = to.map_or_else(String::new, |at| format!(" AND occurred_at < TIMESTAMP '{at}'"));
    let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')).collect();
    format!(
        "SELECT interaction_id(position) AS id, CAST(occurred_at AS TEXT) AS at, name, channel, department, employee,
             location, person_id(person) AS person, properties
         FROM interactions WHERE touchpoint = 'survey.{plain}' AND name IN ('Survey Answered', 'Survey Left'){since}{until}
         ORDER BY occurred_at DESC, position DESC"
    )
}

impl AnswersState {
    /// What a query says to somebody, in the order of its columns.
    async fn rows(&self, who: &Principal, sql: &str) -> Result<Vec<Vec<Value>>> {
        let lake = self.lake.as_ref().ok_or_else(|| {
            Problem::conflict("this server has no place for the history: set `lake` to a directory or a bucket's URL")
        })?;
        let mut answer = lake.query(sql, &viewer(who)).await.map_err(problem)?;
        let mut rows = Vec::new();
        while let Some(batch) = answer.next().await {
            rows.extend(values(&batch.map_err(problem)?).map_err(|error| problem(error.into()))?);
            if rows.len() > MOST {
                let detail = format!("there are more than {MOST} responses: say `from` and `to`");
                return Err(Problem::bad_request(detail));
            }
        }
        Ok(rows)
    }
}

/// A response as cells.
fn cells(row: &[Value], columns: &[(String, Option<String>)]) -> Vec<String> {
    let text = |place: usize| row.get(place).and_then(Value::as_str).unwrap_or_default().to_owned();
    let properties: Value = serde_json::from_str(&text(8)).unwrap_or_else(|_| json!(Map::new()));
    let property = |name: &str| match &properties[name] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let finished = if text(2) == "Survey Answered" { "yes" } else { "no" };
    let mut cells = vec![text(0), text(1), finished.to_owned(), property("version"), property("language")];
    cells.extend([text(3), property("about"), text(4), text(5), text(6), text(7)]);
    cells.extend(columns.iter().map(|column| cell(&properties["answers"], column)));
    cells
}
