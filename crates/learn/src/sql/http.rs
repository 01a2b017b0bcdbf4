//! The HTTP API of SQL: ask, see what runs, end it.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use kernel::Clock;
use lake::encode::{Parquet, columns, values};
use lake::{Answer, Lake, SqlError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::rules::viewer;
use super::running::{Queries, Turn};

/// What the handlers work with.
#[derive(Clone)]
pub struct SqlState {
    /// The history; nothing where there is no place for its segments.
    pub lake: Option<Lake>,
    /// What runs.
    pub queries: Queries,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: std::sync::Arc<dyn Clock>,
}

/// The rights that the operations ask for: one that cannot be cut to a part, as an answer cannot.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", path: "/api/v1/sql", right: Right::SeeLinks },
    Operation { method: "GET", path: "/api/v1/sql", right: Right::SeeLinks },
    Operation { method: "DELETE", path: "/api/v1/sql/{number}", right: Right::SeeLinks },
];

/// The routes.
pub fn routes(state: SqlState) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(ask, list_queries)).routes(routes!(end_query)).with_state(state)
}

/// How many rows are in an answer as JSON unless told, and at most.
const ROWS: usize = 10_000;
const MOST_ROWS: usize = 100_000;
/// How long a query may be, in bytes.
const LONGEST: usize = 64 << 10;

/// The form of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum AnswerFormat {
    /// One document with columns, rows, and how many rows there are in all.
    #[default]
    Json,
    /// All rows, with a head.
    Csv,
    /// All rows, as a file.
    Parquet,
}

/// A query.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// One statement that reads: SELECT, EXPLAIN, DESCRIBE or SHOW.
    query: String,
    /// The form of the answer.
    #[serde(default)]
    format: AnswerFormat,
    /// How many rows an answer as JSON has at most, 1 to 100000; 10000 unless told.
    limit: Option<usize>,
}

/// A column of an answer.
#[derive(Serialize, ToSchema)]
struct AnswerColumn {
    /// What it is called.
    name: String,
    /// Its type.
    #[serde(rename = "type")]
    kind: String,
}

/// An answer.
#[derive(Serialize, ToSchema)]
struct SqlAnswer {
    /// The columns.
    columns: Vec<AnswerColumn>,
    /// The first rows: values in the order of the columns.
    #[schema(value_type = Vec<Vec<Object>>)]
    rows: Vec<Vec<Value>>,
    /// How many rows there are in all.
    total: u64,
    /// What is to be known of the answer, such as that a segment cannot be read.
    warnings: Vec<String>,
}

/// Answers a query over the whole history.
#[utoipa::path(post, path = "/api/v1/sql", request_body = Asked, responses(
    (status = 200, body = SqlAnswer), (status = 400, body = Problem),
    (status = 409, description = "The server has no lake, or somebody has ended the query."),
    (status = 422, description = "It takes more time or memory than a query may.")))]
async fn ask(State(state): State<SqlState>, who: Principal, Json(asked): Json<Asked>) -> Result<Response> {
    let limit = asked.limit.unwrap_or(ROWS);
    if limit == 0 || limit > MOST_ROWS {
        return Err(Problem::bad_request(format!("`limit` must be 1 to {MOST_ROWS}; csv and parquet have all rows")));
    }
    if asked.query.len() > LONGEST {
        return Err(Problem::bad_request(format!("`query` may have {LONGEST} bytes at most")));
    }
    let lake = state.lake()?;
    state.audit.change(&who, "sql.ask", "http", &asked.query).await?;
    let mut turn = state.queries.begin(&who.name, &asked.query, "http", state.clock.now());
    let viewer = viewer(&who);
    let answer = tokio::select! {
        answer = lake.query(&asked.query, &viewer) => answer.map_err(problem)?,
        () = turn.ended() => return Err(ended()),
    };
    match asked.format {
        AnswerFormat::Json => {
            let whole = tokio::select! {
                whole = whole(answer, limit) => whole?,
                () = turn.ended() => return Err(ended()),
            };
            Ok(Json(whole).into_response())
        }
        AnswerFormat::Csv => Ok(streamed("text/csv; charset=utf-8", Csv::new(&answer), answer, turn)),
        AnswerFormat::Parquet => {
            let writer = Parquet::new(answer.schema.clone()).map_err(|error| problem(error.into()))?;
            Ok(streamed("application/vnd.apache.parquet", File(Some(writer)), answer, turn))
        }
    }
}

impl SqlState {
    fn lake(&self) -> Result<&Lake> {
        self.lake.as_ref().ok_or_else(|| {
            Problem::conflict("this server has no place for the history: set `lake` to a directory or a bucket's URL")
        })
    }
}

fn ended() -> Problem {
    Problem::conflict("somebody has ended this query")
}

/// Why there is no answer, in the words of HTTP.
pub(crate) fn problem(error: SqlError) -> Problem {
    match error {
        SqlError::Refused(said) => Problem::bad_request(said),
        SqlError::TooLong(_) | SqlError::TooMuch(_) => {
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string())
        }
        SqlError::Lake(lake::Error::Waiting(said)) => {
            Problem { retry_after: Some(10), ..Problem::new(StatusCode::SERVICE_UNAVAILABLE, said) }
        }
        SqlError::Lake(lake::Error::Store(error)) => error.into(),
        SqlError::Lake(error) => {
            tracing::error!(%error, "a query failed");
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the query failed: the server's log says more")
        }
    }
}

/// The first rows of an answer, and how many there are.
async fn whole(mut answer: Answer, limit: usize) -> Result<SqlAnswer> {
    let columns = columns(&answer.schema).into_iter().map(|(name, kind)| AnswerColumn { name, kind }).collect();
    let warnings = std::mem::take(&mut answer.warnings);
    let (mut rows, mut total) = (Vec::new(), 0);
    while let Some(batch) = answer.next().await {
        let batch = batch.map_err(problem)?;
        total += batch.num_rows() as u64;
        let wanted = (limit - rows.len()).min(batch.num_rows());
        if wanted > 0 {
            rows.extend(values(&batch.slice(0, wanted)).map_err(|error| problem(error.into()))?);
        }
    }
    Ok(SqlAnswer { columns, rows, total, warnings })
}

/// Something that writes rows.
trait Writes: Send + 'static {
    fn begin(&mut self) -> Vec<u8> {
        Vec::new()
    }
    fn write(&mut self, answer: &lake::Batch) -> lake::Result<Vec<u8>>;
    fn finish(&mut self) -> lake::Result<Vec<u8>> {
        Ok(Vec::new())
    }
}

struct Csv(Vec<String>);

impl Csv {
    fn new(answer: &Answer) -> Csv {
        Csv(columns(&answer.schema).into_iter().map(|(name, _)| name).collect())
    }
}

impl Writes for Csv {
    fn begin(&mut self) -> Vec<u8> {
        let names: Vec<&str> = self.0.iter().map(String::as_str).collect();
        web::csv::line(&names).into_bytes()
    }

    fn write(&mut self, batch: &lake::Batch) -> lake::Result<Vec<u8>> {
        let mut lines = String::new();
        for row in values(batch)? {
            lines.push_str(&csv_line(&row));
        }
        Ok(lines.into_bytes())
    }
}

/// A row as a line. Numbers are no texts, so a minus before one is no formula.
fn csv_line(row: &[Value]) -> String {
    let cell = |value: &Value| match value {
        Value::Null => String::new(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => web::csv::line(&[text]).trim_end_matches("\r\n").to_owned(),
        other => web::csv::line(&[&other.to_string()]).trim_end_matches("\r\n").to_owned(),
    };
    row.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n"
}

struct File(Option<Parquet>);

impl Writes for File {
    fn write(&mut self, batch: &lake::Batch) -> lake::Result<Vec<u8>> {
        self.0.as_mut().map_or(Ok(Vec::new()), |file| file.write(batch))
    }

    fn finish(&mut self) -> lake::Result<Vec<u8>> {
        self.0.take().map_or(Ok(Vec::new()), Parquet::finish)
    }
}

/// An answer as it comes. Where it ends early the connection is broken off, so that it does not look whole.
fn streamed(content_type: &'static str, writer: impl Writes, answer: Answer, turn: Turn) -> Response {
    enum Stage {
        Head,
        Rows,
        Over,
    }
    let state = (Stage::Head, writer, answer, turn);
    let pieces = futures_util::stream::unfold(state, |(stage, mut writer, mut answer, mut turn)| async move {
        let (piece, next) = match stage {
            Stage::Head => (Ok(writer.begin()), Stage::Rows),
            Stage::Over => return None,
            Stage::Rows => tokio::select! {
                () = turn.ended() => (Err("somebody has ended the query".to_owned()), Stage::Over),
                batch = answer.next() => match batch {
                    Some(Ok(batch)) => (writer.write(&batch).map_err(|error| error.to_string()), Stage::Rows),
                    Some(Err(error)) => (Err(problem(error).detail), Stage::Over),
                    None => (writer.finish().map_err(|error| error.to_string()), Stage::Over),
                },
            },
        };
        let next = if piece.is_err() { Stage::Over } else { next };
        Some((piece.map(Bytes::from).map_err(std::io::Error::other), (next, writer, answer, turn)))
    });
    ([(header::CONTENT_TYPE, content_type)], Body::from_stream(Box::pin(pieces))).into_response()
}

/// A query that runs.
#[derive(Serialize, ToSchema)]
struct RunningQuery {
    /// Its number on this server.
    number: u64,
    /// Who asked.
    who: String,
    /// Since when, RFC 3339.
    since: String,
    /// What was asked; of others only administrators see it.
    query: Option<String>,
    /// By which way it came: `http` or `postgresql`.
    way: &'static str,
}

/// The queries that run on one server.
#[derive(Serialize, ToSchema)]
struct RunningQueries {
    /// Those that began first come first.
    items: Vec<RunningQuery>,
}

/// The queries that run on this server.
#[utoipa::path(get, path = "/api/v1/sql", responses((status = 200, body = RunningQueries)))]
async fn list_queries(State(state): State<SqlState>, who: Principal) -> Result<Json<RunningQueries>> {
    let shown = |one: super::running::Running| {
        let query = may_end(&who, &one.who).then_some(one.query);
        RunningQuery { number: one.number, who: one.who, since: one.since.to_string(), query, way: one.way }
    };
    Ok(Json(RunningQueries { items: state.queries.list().into_iter().map(shown).collect() }))
}

/// Whether somebody may end the query of another.
fn may_end(who: &Principal, whose: &str) -> bool {
    who.name == whose || who.may(Right::ManageAccess)
}

/// Ends a query: one's own, or as administrator any.
#[utoipa::path(delete, path = "/api/v1/sql/{number}", params(("number" = u64, Path)), responses((status = 204)))]
async fn end_query(State(state): State<SqlState>, who: Principal, Path(number): Path<u64>) -> Result<StatusCode> {
    let found = state.queries.list().into_iter().find(|one| one.number == number && may_end(&who, &one.who));
    let missing = || Problem::not_found("no such query of yours runs on this server");
    found.and_then(|one| state.queries.end(one.number)).ok_or_else(missing)?;
    state.audit.change(&who, "sql.end", &number.to_string(), "").await?;
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::csv_line;

    #[test]
    fn cells_keep_numbers_and_defuse_formulas() {
        assert_eq!(
            csv_line(&[json!(-5), json!("-5"), json!(null), json!([1, "a"])]),
            "-5,\"'-5\",,\"[1,\"\"a\"\"]\"\r\n"
        );
    }
}
