//! Runs over HTTP: what is learnt from the organisation's own texts.

use axum::extract::State;
use axum::http::StatusCode;
use kernel::Kind;
use serde::Serialize;
use store::blocking;
use utoipa::ToSchema;
use web::extract::{Json, Path};
use web::paging::List;
use web::{Principal, Problem, Result};

use super::http::ThemesState;
use crate::readings::Run;

/// So many runs are listed.
const LISTED: usize = 50;

/// A pass over all texts to learn sentiment, categories and themes from them.
#[derive(Serialize, ToSchema)]
pub(super) struct WireReadingRun {
    id: String,
    /// Who asked for it; absent where it was due, which it is once a week.
    asked_by: Option<String>,
    /// `gathering`, `learning`, `finding`, `done`, `cancelled`, `failed` or `broken_off`.
    stage: &'static str,
    /// How much of the stage is done, from 0 to 1.
    share: f64,
    /// From how many texts it learns; a sample of 50,000 at most.
    texts: u64,
    /// How many themes it found.
    themes: u64,
    /// How many of them are new since the run before.
    fresh: u64,
    /// What was left undone, and why; empty where nothing was.
    said: String,
    begun_at: String,
    ended_at: Option<String>,
}

impl ThemesState {
    fn shown(&self, run: Run) -> WireReadingRun {
        WireReadingRun {
            id: self.people.ids.encode(Kind::ReadingRun, run.id.unsigned_abs()),
            asked_by: run.by,
            stage: run.stage.as_str(),
            share: run.share,
            texts: run.texts,
            themes: run.themes,
            fresh: run.fresh,
            said: run.said,
            begun_at: run.begun_at.to_string(),
            ended_at: run.ended_at.map(|at| at.to_string()),
        }
    }

    fn run_number(&self, id: &str) -> Result<i64> {
        let number: u64 = web::ids::read(&self.people.ids, Kind::ReadingRun, id)?;
        i64::try_from(number).map_err(|_| Problem::not_found("there is no such run"))
    }
}

/// The newest fifty runs.
#[utoipa::path(get, path = "/api/v1/themes/runs", responses((status = 200, body = List<WireReadingRun>)))]
pub(super) async fn list_reading_runs(State(state): State<ThemesState>) -> Result<Json<List<WireReadingRun>>> {
    let readings = state.questions.readings.clone();
    let (runs, total) = blocking(move || readings.runs(LISTED)).await?;
    Ok(Json(List { items: runs.into_iter().map(|run| state.shown(run)).collect(), total, next: None }))
}

/// One run.
#[utoipa::path(get, path = "/api/v1/themes/runs/{id}", params(("id" = String, Path)),
    responses((status = 200, body = WireReadingRun)))]
pub(super) async fn get_reading_run(
    State(state): State<ThemesState>,
    Path(id): Path<String>,
) -> Result<Json<WireReadingRun>> {
    let (readings, number) = (state.questions.readings.clone(), state.run_number(&id)?);
    let run = blocking(move || readings.run(number)).await?;
    let run = run.ok_or_else(|| Problem::not_found("there is no such run"))?;
    Ok(Json(state.shown(run)))
}

/// Learns from all texts anew. It goes on by itself.
#[utoipa::path(post, path = "/api/v1/themes/runs", responses((status = 202, body = WireReadingRun)))]
pub(super) async fn begin_reading_run(
    State(state): State<ThemesState>,
    who: Principal,
) -> Result<(StatusCode, Json<WireReadingRun>)> {
    let (readings, by) = (state.questions.readings.clone(), who.name.clone());
    let run = blocking(move || readings.begin(&by)).await?;
    let run = run.ok_or_else(|| Problem::conflict("a run is going on already: wait for its end, or cancel it"))?;
    let shown = state.shown(run);
    state.people.audit.change(&who, "themes.run", &shown.id, "").await?;
    Ok((StatusCode::ACCEPTED, Json(shown)))
}

/// Stops a run. What was learnt before stays.
#[utoipa::path(post, path = "/api/v1/themes/runs/{id}/cancel", params(("id" = String, Path)),
    responses((status = 204)))]
pub(super) async fn cancel_reading_run(
    State(state): State<ThemesState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let (readings, number) = (state.questions.readings.clone(), state.run_number(&id)?);
    if !blocking(move || readings.cancel(number)).await? {
        return Err(Problem::conflict("this run is over already"));
    }
    state.people.audit.change(&who, "themes.cancel", &id, "").await?;
    Ok(StatusCode::NO_CONTENT)
}
