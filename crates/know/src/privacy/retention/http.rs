//! The HTTP API of retention.

use std::collections::BTreeMap;

use ::store::blocking;
use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Kind, PublicIds, Purpose};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query};
use web::paging::{List, Paging, number_cursor};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::super::erasure::Mode;
use super::super::permits::LegalBasis;
use super::model::{Days, Done, Rule, RuleFor, Run, RunStage};
use super::{Kept, Refused, Retention};

/// What the handlers work with.
#[derive(Clone)]
pub struct RetentionState {
    /// Rules and runs.
    pub retention: Retention,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/retention", right: Right::ProtectPeople },
    Operation { method: "PUT", path: "/api/v1/retention/purposes/{name}", right: Right::ProtectPeople },
    Operation { method: "DELETE", path: "/api/v1/retention/purposes/{name}", right: Right::ProtectPeople },
    Operation { method: "PUT", path: "/api/v1/retention/sources/{name}", right: Right::ProtectPeople },
    Operation { method: "DELETE", path: "/api/v1/retention/sources/{name}", right: Right::ProtectPeople },
    Operation { method: "POST", path: "/api/v1/retention/run", right: Right::ProtectPeople },
    Operation { method: "GET", path: "/api/v1/retention/runs", right: Right::ProtectPeople },
    Operation { method: "GET", path: "/api/v1/retention/runs/{id}", right: Right::ProtectPeople },
    Operation { method: "POST", path: "/api/v1/retention/runs/{id}/cancel", right: Right::ProtectPeople },
];

/// The routes.
pub fn routes(state: RetentionState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_retention))
        .routes(routes!(put_purpose_rule, delete_purpose_rule))
        .routes(routes!(put_source_rule, delete_source_rule))
        .routes(routes!(run_retention))
        .routes(routes!(list_retention_runs))
        .routes(routes!(get_retention_run))
        .routes(routes!(cancel_retention_run))
        .with_state(state)
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Problem {
        match refused {
            Refused::Missing(_) | Refused::Unknown(..) => Problem::not_found(refused.to_string()),
            Refused::Running | Refused::Over => Problem::conflict(refused.to_string()),
            Refused::Store(error) => error.into(),
        }
    }
}

/// A rule as it is shown.
#[derive(Serialize, ToSchema)]
struct WireRule {
    /// What it is about: for a source that has none of its own, its purpose.
    about: RuleFor,
    name: String,
    /// For how many days interactions are kept.
    days: u32,
    /// What is done then.
    then: Mode,
    changed_at: String,
}

impl From<Rule> for WireRule {
    fn from(rule: Rule) -> WireRule {
        let (days, changed_at) = (rule.days.get(), rule.changed_at.to_string());
        WireRule { about: rule.about, name: rule.name, days, then: rule.then, changed_at }
    }
}

/// A purpose or source with what its interactions rest on and how long they are kept.
#[derive(Serialize, ToSchema)]
struct WireKept {
    about: RuleFor,
    name: String,
    purpose: String,
    basis: LegalBasis,
    /// The rule that applies; without one they are kept for ever.
    rule: Option<WireRule>,
}

impl From<Kept> for WireKept {
    fn from(kept: Kept) -> WireKept {
        let Kept { about, name, purpose, basis, rule } = kept;
        WireKept { about, name, purpose, basis, rule: rule.map(WireRule::from) }
    }
}

/// A run as it is shown.
#[derive(Serialize, ToSchema)]
struct WireRun {
    id: String,
    /// Who asked for it; nobody for the daily one.
    asked_by: Option<String>,
    /// Whether it only says what it would do: then its counts are what would go.
    dry_run: bool,
    stage: RunStage,
    /// Whether somebody cancelled it: too late where the stage is `done`.
    cancelled: bool,
    /// How many frames the journal had when it began.
    frames: u64,
    /// How many of them it has looked at.
    looked_at: u64,
    /// What it did, by rule.
    rules: Vec<Done>,
    /// People of whom nothing was left: they are among the erasures.
    people_emptied: u64,
    /// How many rows changed in what follows from interactions, by who holds them.
    rows: BTreeMap<String, u64>,
    begun_at: String,
    ended_at: Option<String>,
}

impl RetentionState {
    fn wire(&self, run: Run) -> WireRun {
        WireRun {
            id: self.ids.encode(Kind::RetentionRun, run.id.unsigned_abs()),
            asked_by: run.by,
            dry_run: run.dry,
            stage: run.stage,
            cancelled: run.cancel,
            frames: run.frames,
            looked_at: run.looked_at,
            rules: run.done,
            people_emptied: run.people,
            rows: run.rows,
            begun_at: run.begun_at.to_string(),
            ended_at: run.ended_at.map(|at| at.to_string()),
        }
    }

    fn number(&self, id: &str) -> Result<i64> {
        Ok(i64::try_from(web::ids::read(&self.ids, Kind::RetentionRun, id)?).unwrap_or(-1))
    }

    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Retention) -> Result<T, Refused> + Send + 'static,
    ) -> Result<T> {
        let retention = self.retention.clone();
        Ok(blocking(move || work(&retention)).await?)
    }

    async fn put(&self, who: &Principal, about: RuleFor, name: String, put: PutRule) -> Result<Json<WireRule>> {
        let days = Days::new(put.days);
        let days = days.ok_or_else(|| Problem::bad_request(format!("`days` must be 1 to {}", Days::MOST)))?;
        let rule = self.with(move |retention| retention.put(about, &name, days, put.then)).await?;
        let said = format!("{} days, then {}", rule.days.get(), rule.then.as_str());
        self.audit.change(who, "retention.put", &format!("{}:{}", about.as_str(), rule.name), &said).await?;
        Ok(Json(rule.into()))
    }

    async fn delete(&self, who: &Principal, about: RuleFor, name: String) -> Result<StatusCode> {
        let subject = format!("{}:{name}", about.as_str());
        self.with(move |retention| retention.delete(about, &name)).await?;
        self.audit.change(who, "retention.delete", &subject, "").await?;
        Ok(StatusCode::NO_CONTENT)
    }
}

/// A purpose in its normal form.
fn purpose(name: &str) -> Result<String> {
    if name.trim().is_empty() || name.len() > 100 || name.chars().any(char::is_control) {
        return Err(Problem::bad_request("a purpose has a name of 1 to 100 characters"));
    }
    Ok(Purpose::new(name).as_str().to_owned())
}

/// Every purpose and source, on what ground of law it rests, and how long its interactions are kept.
#[utoipa::path(get, path = "/api/v1/retention", responses((status = 200, body = List<WireKept>)))]
async fn list_retention(State(state): State<RetentionState>) -> Result<Json<List<WireKept>>> {
    let kept = state.with(|retention| Ok(retention.kept()?)).await?;
    Ok(Json(List::whole(kept.into_iter().map(WireKept::from).collect())))
}

/// How long interactions are kept, and what is done then.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PutRule {
    /// For how many days they are kept: 1 to 36525.
    days: u32,
    /// `erase`: nothing stays; `anonymise`: day, channel, touchpoint and part of the organisation stay, to be counted.
    then: Mode,
}

/// Says how long interactions are kept that were taken in for a purpose. The daily run goes by it a day later.
#[utoipa::path(put, path = "/api/v1/retention/purposes/{name}", params(("name" = String, Path)), request_body = PutRule,
    responses((status = 200, body = WireRule)))]
async fn put_purpose_rule(
    State(state): State<RetentionState>,
    who: Principal,
    Path(name): Path<String>,
    Json(put): Json<PutRule>,
) -> Result<Json<WireRule>> {
    state.put(&who, RuleFor::Purpose, purpose(&name)?, put).await
}

/// Takes a purpose's rule away: what has no other is kept for ever.
#[utoipa::path(delete, path = "/api/v1/retention/purposes/{name}", params(("name" = String, Path)),
    responses((status = 204)))]
async fn delete_purpose_rule(
    State(state): State<RetentionState>,
    who: Principal,
    Path(name): Path<String>,
) -> Result<StatusCode> {
    state.delete(&who, RuleFor::Purpose, purpose(&name)?).await
}

/// Says how long a source's interactions are kept, whatever its purpose says. The daily run goes by it a day later.
#[utoipa::path(put, path = "/api/v1/retention/sources/{name}", params(("name" = String, Path)), request_body = PutRule,
    responses((status = 200, body = WireRule)))]
async fn put_source_rule(
    State(state): State<RetentionState>,
    who: Principal,
    Path(name): Path<String>,
    Json(put): Json<PutRule>,
) -> Result<Json<WireRule>> {
    state.put(&who, RuleFor::Source, name, put).await
}

/// Takes a source's own rule away: that of its purpose applies.
#[utoipa::path(delete, path = "/api/v1/retention/sources/{name}", params(("name" = String, Path)),
    responses((status = 204)))]
async fn delete_source_rule(
    State(state): State<RetentionState>,
    who: Principal,
    Path(name): Path<String>,
) -> Result<StatusCode> {
    state.delete(&who, RuleFor::Source, name).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Begin {
    /// Only say what would go.
    #[serde(default)]
    dry_run: bool,
}

/// Begins a run now, by all rules, new ones too. It goes on by itself: look at it by its id.
#[utoipa::path(post, path = "/api/v1/retention/run", request_body = Begin, responses((status = 202, body = WireRun)))]
async fn run_retention(
    State(state): State<RetentionState>,
    who: Principal,
    Json(begin): Json<Begin>,
) -> Result<(StatusCode, Json<WireRun>)> {
    let by = who.name.clone();
    let run = state.with(move |retention| retention.begin(&by, begin.dry_run)).await?;
    let wire = state.wire(run);
    state.audit.change(&who, "retention.run", &wire.id, if wire.dry_run { "dry run" } else { "" }).await?;
    Ok((StatusCode::ACCEPTED, Json(wire)))
}

/// Runs, newest first.
#[utoipa::path(get, path = "/api/v1/retention/runs", params(Paging), responses((status = 200, body = List<WireRun>)))]
async fn list_retention_runs(
    State(state): State<RetentionState>,
    Query(paging): Query<Paging>,
) -> Result<Json<List<WireRun>>> {
    let before = paging.number(&state.ids)?.map(|number| i64::try_from(number).unwrap_or(i64::MAX));
    let limit = paging.limit();
    let (runs, total) = state.with(move |retention| Ok(retention.runs(before, limit)?)).await?;
    let last = runs.last().filter(|_| runs.len() == limit).map(|last| last.id.unsigned_abs());
    let next = last.map(|last| number_cursor(&state.ids, last));
    Ok(Json(List { items: runs.into_iter().map(|run| state.wire(run)).collect(), total, next }))
}

/// One run: how far it is, and what it did.
#[utoipa::path(get, path = "/api/v1/retention/runs/{id}", params(("id" = String, Path)),
    responses((status = 200, body = WireRun)))]
async fn get_retention_run(State(state): State<RetentionState>, Path(id): Path<String>) -> Result<Json<WireRun>> {
    let number = state.number(&id)?;
    let run = state.with(move |retention| retention.run(number)).await?;
    Ok(Json(state.wire(run)))
}

/// Lets a run destroy nothing more. What is gone is still taken out everywhere before it ends.
#[utoipa::path(post, path = "/api/v1/retention/runs/{id}/cancel", params(("id" = String, Path)),
    responses((status = 200, body = WireRun)))]
async fn cancel_retention_run(
    State(state): State<RetentionState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<WireRun>> {
    let number = state.number(&id)?;
    let run = state.with(move |retention| retention.cancel(number)).await?;
    state.audit.change(&who, "retention.cancel", &id, "").await?;
    Ok(Json(state.wire(run)))
}
