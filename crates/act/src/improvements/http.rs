//! The HTTP API of improvements, and of what came of them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use kernel::clock::DAY;
use kernel::{Clock, Timestamp};
use know::organisation::checked_name;
use learn::{Cell, Questions};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query};
use web::paging::List;
use web::versions::http::{Shown, ShownOfMany, Which, Why};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::effect::{Effect, LEAST, LEAST_WEEKS, Period, effect};
use super::model::{Improvement, Improvements};

/// So many weeks before the change are looked at, and after it at most.
const WEEKS: i64 = 26;
const WEEK: i64 = 7 * DAY;

/// What the handlers work with.
#[derive(Clone)]
pub struct ImprovementsState {
    /// The improvements.
    pub improvements: Improvements,
    /// The whole history.
    pub questions: Questions,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/improvements", right: Right::SeeJourneys },
    Operation { method: "GET", path: "/api/v1/improvements/{name}", right: Right::SeeJourneys },
    Operation { method: "PUT", path: "/api/v1/improvements/{name}", right: Right::AskPeople },
    Operation { method: "DELETE", path: "/api/v1/improvements/{name}", right: Right::AskPeople },
    Operation { method: "GET", path: "/api/v1/improvements/{name}/effect", right: Right::SeeJourneys },
];

/// The routes.
pub fn routes(state: ImprovementsState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_improvements))
        .routes(routes!(get_improvement, put_improvement, end_improvement))
        .routes(routes!(get_improvement_effect))
        .with_state(state)
}

/// The newest version of each improvement that has not ended, by name.
#[utoipa::path(get, path = "/api/v1/improvements", responses((status = 200, body = List<Shown<Improvement>>)))]
async fn list_improvements(State(state): State<ImprovementsState>) -> Result<Json<List<Shown<Improvement>>>> {
    let all = state.improvements.list().await?.into_iter();
    Ok(Json(List::whole(all.filter_map(|(name, version)| Shown::of(name, version)).collect())))
}

/// An improvement: its newest version, or the one that is asked for, with the list of all.
#[utoipa::path(get, path = "/api/v1/improvements/{name}", params(("name" = String, Path), Which),
    responses((status = 200, body = ShownOfMany<Improvement>)))]
async fn get_improvement(
    State(state): State<ImprovementsState>,
    Path(name): Path<String>,
    Query(which): Query<Which>,
) -> Result<Json<ShownOfMany<Improvement>>> {
    let (all, place) = state.improvements.wanted(&name, which.version).await?;
    Ok(Json(ShownOfMany::of(name, all, place)))
}

/// Makes the next version of an improvement, or its first one.
#[utoipa::path(put, path = "/api/v1/improvements/{name}", params(("name" = String, Path), Why),
    request_body = Improvement, responses((status = 200, body = Shown<Improvement>)))]
async fn put_improvement(
    State(state): State<ImprovementsState>,
    who: Principal,
    Path(name): Path<String>,
    Query(why): Query<Why>,
    Json(improvement): Json<Improvement>,
) -> Result<Json<Shown<Improvement>>> {
    let name = checked_name(&name).map_err(Problem::bad_request)?;
    let improvement = improvement.checked().map_err(Problem::bad_request)?;
    let by = (&who, &state.audit, &*state.clock);
    let version = state.improvements.change_for(by, &name, Some(improvement), &why).await?;
    Ok(Json(Shown::of(name, version).expect("one that was just put says something")))
}

/// Ends an improvement. Its versions can still be read by their numbers.
#[utoipa::path(delete, path = "/api/v1/improvements/{name}", params(("name" = String, Path), Why),
    responses((status = 204)))]
async fn end_improvement(
    State(state): State<ImprovementsState>,
    who: Principal,
    Path(name): Path<String>,
    Query(why): Query<Why>,
) -> Result<StatusCode> {
    state.improvements.change_for((&who, &state.audit, &*state.clock), &name, None, &why).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What came of an improvement.
#[derive(Serialize, ToSchema)]
struct WireEffect {
    /// It in words.
    said: String,
    /// The difference that the change made, in units of the measure: how much the changed places moved, less how much
    /// those did that they are compared with. Absent where there are too few weeks.
    effect: Option<f64>,
    /// The lower end of its interval of 95 %.
    low: Option<f64>,
    /// The upper end of its interval of 95 %.
    high: Option<f64>,
    /// What a difference is counted in.
    unit: &'static str,
    /// Whether less of the measure is better.
    less_is_better: bool,
    /// The changed places before, and after.
    before: WireEffectPeriod,
    after: WireEffectPeriod,
    /// The places that they are compared with; empty where there are none, and the effect is before and after only.
    compared: Vec<String>,
    /// What those measured before, and after.
    compared_before: Option<WireEffectPeriod>,
    compared_after: Option<WireEffectPeriod>,
    /// Week by week, counted from the day of the change.
    weeks: Vec<WireEffectWeek>,
}

/// What was measured in a time.
#[derive(Serialize, ToSchema)]
struct WireEffectPeriod {
    /// In how many weeks there were figures.
    weeks: usize,
    /// How many figures.
    count: u64,
    /// Their mean; absent where there are none.
    mean: Option<f64>,
}

/// A week.
#[derive(Serialize, ToSchema)]
struct WireEffectWeek {
    /// When it begins.
    from: String,
    /// Whether it is after the change.
    changed: bool,
    /// What the changed places measured, and of how many figures.
    mean: Option<f64>,
    count: u64,
    /// What those measured that they are compared with, and of how many figures.
    compared_mean: Option<f64>,
    compared_count: u64,
}

impl From<Period> for WireEffectPeriod {
    fn from(period: Period) -> WireEffectPeriod {
        let Period { weeks, count, mean } = period;
        WireEffectPeriod { weeks, count, mean }
    }
}

/// What came of an improvement: the same measure before and after it, beside places that were not changed.
#[utoipa::path(get, path = "/api/v1/improvements/{name}/effect", params(("name" = String, Path)),
    responses((status = 200, body = WireEffect)))]
async fn get_improvement_effect(
    State(state): State<ImprovementsState>,
    who: Principal,
    Path(name): Path<String>,
) -> Result<Json<WireEffect>> {
    let (mut all, place) = state.improvements.wanted(&name, None).await?;
    let improvement = all.swap_remove(place).definition.expect("one that says something is wanted");
    let Some(changed_on) = improvement.changed_on else {
        return Err(Problem::conflict(
            "it was not changed yet: say when, in `changed_on`, and look again some weeks later",
        ));
    };
    let (bounds, change) = weeks(changed_on, state.clock.now())?;
    let measure = &improvement.measure;
    let cells = state.questions.cells(&who, (&measure.measured, measure.by.into()), bounds.clone()).await?;
    let found = effect(&cells, (&measure.places, &measure.compared_with), change);
    Ok(Json(wire(&improvement, found, (&bounds, change))))
}

/// The bounds of the weeks about a change, and the first that is after it: whole weeks only.
fn weeks(changed_on: Date, now: Timestamp) -> Result<(Vec<i64>, usize)> {
    let begins =
        changed_on.to_zoned(TimeZone::UTC).map_err(|error| Problem::bad_request(format!("`changed_on`: {error}")))?;
    let at = begins.timestamp().as_millisecond();
    let after = (now.0 - at).div_euclid(WEEK).clamp(0, WEEKS);
    let bounds = (-WEEKS..=after).map(|week| at + week * WEEK).collect();
    Ok((bounds, usize::try_from(WEEKS).expect("a few weeks")))
}

fn wire(improvement: &Improvement, found: Effect, (bounds, change): (&[i64], usize)) -> WireEffect {
    let mean = |cell: Cell| (cell.count > 0).then(|| cell.sum / learn::statistics::real(cell.count));
    let week = |(place, week): (usize, &super::Week)| WireEffectWeek {
        from: Timestamp(bounds[place]).to_string(),
        changed: place >= change,
        mean: mean(week.changed),
        count: week.changed.count,
        compared_mean: mean(week.beside),
        compared_count: week.beside.count,
    };
    let measured = &improvement.measure.measured;
    let (compared_before, compared_after) = found.beside.unzip();
    WireEffect {
        said: said(&found, measured.unit()),
        effect: found.value.map(|(value, _)| value),
        low: found.value.map(|(_, interval)| interval.low),
        high: found.value.map(|(_, interval)| interval.high),
        unit: measured.unit(),
        less_is_better: measured.less_is_better(),
        weeks: found.weeks.iter().enumerate().map(week).collect(),
        before: found.before.into(),
        after: found.after.into(),
        compared: found.compared,
        compared_before: compared_before.map(WireEffectPeriod::from),
        compared_after: compared_after.map(WireEffectPeriod::from),
    }
}

/// What came of a change, in words.
fn said(found: &Effect, unit: &str) -> String {
    let Some((value, interval)) = found.value else {
        let (before, after) = (found.before.weeks, found.after.weeks);
        return format!(
            "too early to tell: {LEAST_WEEKS} weeks with figures are needed on either side, and there are {before} before and \
             {after} after"
        );
    };
    let beside = match found.compared.len() {
        0 => format!(
            "nothing comparable was left as it was (a place needs {LEAST} figures on either side): this is before and after \
             only, and whatever else changed meanwhile is in it"
        ),
        1 => "beside one comparable place only".to_owned(),
        count => format!("beside {count} comparable places that were not changed"),
    };
    if interval.low <= 0.0 && 0.0 <= interval.high {
        return format!(
            "no effect can be told apart from chance ({:.1} to {:.1} {unit}); {beside}",
            interval.low, interval.high
        );
    }
    let (way, value, ends) = if value > 0.0 {
        ("higher", value, (interval.low, interval.high))
    } else {
        ("lower", -value, (-interval.high, -interval.low))
    };
    format!("{way} by {value:.1} {unit} ({:.1} to {:.1}); {beside}", ends.0, ends.1)
}
