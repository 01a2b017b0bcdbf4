//! Who comes back and who comes again, over HTTP.

use axum::extract::State;
use kernel::Timestamp;
use kernel::clock::DAY;
use know::profiles::Side;
use know::profiles::http::people::WirePerson;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::paging::List;
use web::{Principal, Result};

use super::JourneysState;
use super::asking::{About, WirePage};
use super::filter::{Filter, code, codes};
use crate::By;
use crate::journeys::{self, Again, Calendar, InCohort, Labels, Part, Period, Retention, With};
use crate::questions::{Asking, Question};
use crate::shown::{WireRatio, WireShare};

/// How many periods there are where nobody says from when.
const PERIODS: i64 = 26;

/// How long a period is; weeks begin on Monday, all in UTC.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum WirePeriod {
    /// A day.
    Day,
    /// A week.
    #[default]
    Week,
    /// A month.
    Month,
}

impl WirePeriod {
    fn period(self) -> (Period, i64) {
        match self {
            WirePeriod::Day => (Period::Day, DAY),
            WirePeriod::Week => (Period::Week, 7 * DAY),
            WirePeriod::Month => (Period::Month, 30 * DAY),
        }
    }
}

/// Who is back, by when they began.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskCohorts {
    /// By what interactions are called.
    #[serde(default)]
    by: By,
    /// Which interactions count. Without `from` the table has the last 26 periods; who came earlier is in no cohort.
    #[serde(default)]
    filter: Filter,
    /// How long a period is; a week unless told.
    #[serde(default)]
    period: WirePeriod,
    /// People begin with their first interaction of any of these names; with their first one unless told.
    #[serde(default)]
    first: Vec<String>,
    /// They are back with an interaction of any of these names; with any unless told.
    #[serde(default)]
    back: Vec<String>,
}

/// The table of cohorts.
#[derive(Serialize, ToSchema)]
pub(super) struct WireCohorts {
    cohorts: Vec<WireCohort>,
}

/// People who began in one period.
#[derive(Serialize, ToSchema)]
struct WireCohort {
    /// When the period begins.
    begins: String,
    /// Its number, from 0.
    period: usize,
    /// How many began in it.
    people: u64,
    /// How many of them are back in this period, in the next, and so on. The last one may not be over.
    back: Vec<WireShare>,
}

/// The people of a cell of the table.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskCohortsPeople {
    /// The table.
    cohorts: AskCohorts,
    /// The period in which they began.
    cohort: usize,
    /// The period in which they are back; absent for all who began.
    back: Option<usize>,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

impl AskCohorts {
    fn retention(&self, about: &About, parts: &[Part<'_>]) -> Result<Option<Retention>> {
        let labels = |names: &[String]| -> Result<Option<Labels>> {
            let codes = codes(about.dictionary(), about.label, names)?;
            Ok((!codes.is_empty()).then(|| codes.into_iter().collect()))
        };
        let Some((first, last)) = journeys::span(parts) else { return Ok(None) };
        let (period, length) = self.period.period();
        let (from, until) = self.filter.between()?;
        let until = until.map_or(last, |until| last.min(until - 1));
        let from = from.map_or_else(|| first.max(until - (PERIODS - 1) * length), |from| from.max(first));
        let calendar = Calendar::of(period, from.min(until), until)?;
        Ok(Some(Retention { first: labels(&self.first)?, back: labels(&self.back)?, calendar }))
    }
}

impl Question for AskCohorts {
    type Answer = WireCohorts;

    fn side(&self) -> Side {
        self.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WireCohorts> {
        let answer = asking.over(self.by, self.filter.clone(), move |about, parts, work| {
            let Some(retention) = self.retention(about, parts)? else { return Ok(WireCohorts { cohorts: Vec::new() }) };
            let cohort = |one: journeys::Cohort| WireCohort {
                begins: Timestamp(retention.calendar.bounds()[one.period]).to_string(),
                period: one.period,
                people: one.people,
                back: one.back.into_iter().map(WireShare::from).collect(),
            };
            let cohorts = journeys::retention(parts, &retention, work)?.into_iter().map(cohort).collect();
            Ok(WireCohorts { cohorts })
        });
        answer.await
    }
}

/// Who is back in later periods, by the period in which they began.
#[utoipa::path(post, path = "/api/v1/journeys/cohorts", request_body = AskCohorts,
    responses((status = 200, body = WireCohorts)))]
pub(super) async fn ask_cohorts(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskCohorts>,
) -> Result<Json<WireCohorts>> {
    state.answer(&who, ask).await
}

/// The people of a cell of the table of cohorts.
#[utoipa::path(post, path = "/api/v1/journeys/cohorts/people", request_body = AskCohortsPeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_cohorts_people(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskCohortsPeople>,
) -> Result<Json<List<WirePerson>>> {
    let (page, wanted) = (ask.page.page(), InCohort { cohort: ask.cohort, back: ask.back });
    let people = state.open(&who, ask.cohorts.by, ask.cohorts.filter.clone(), move |about, parts, work| {
        let Some(retention) = ask.cohorts.retention(about, parts)? else { return Ok(journeys::People::default()) };
        Ok(journeys::retention_people(parts, &retention, wanted, page, work)?)
    });
    Ok(Json(people.await?))
}

/// Who comes again soon.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskRepeats {
    /// By what interactions are called.
    #[serde(default)]
    by: By,
    /// Which interactions count.
    #[serde(default)]
    filter: Filter,
    /// How soon, in milliseconds; the end counts. Seven days unless told.
    within: Option<i64>,
}

impl AskRepeats {
    fn again(&self, parts: &[Part<'_>]) -> Again {
        Again { within: self.within.unwrap_or(7 * DAY), observed_until: journeys::span(parts).map(|(_, last)| last) }
    }
}

/// How often people come again.
#[derive(Serialize, ToSchema)]
pub(super) struct WireRepeats {
    /// By name, those with the most interactions first.
    items: Vec<WireRepeated>,
}

/// How often people come again after an interaction with a name. What happened too recently to be repeated in time is
/// left out.
#[derive(Serialize, ToSchema)]
struct WireRepeated {
    name: String,
    /// With the same name.
    same: WireRatio,
    /// With any name.
    any: WireRatio,
}

/// The people who came again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskRepeatsPeople {
    /// How soon.
    repeats: AskRepeats,
    /// After what.
    name: String,
    /// Whether an interaction with any name counts, rather than the same.
    #[serde(default)]
    any: bool,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

impl Question for AskRepeats {
    type Answer = WireRepeats;

    fn side(&self) -> Side {
        self.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WireRepeats> {
        let answer = asking.over(self.by, self.filter.clone(), move |about, parts, work| {
            let mut found = journeys::repeats(parts, self.again(parts), work)?;
            found.sort_by_key(|one| std::cmp::Reverse(one.same.rows));
            let wire = |one: journeys::Repeated| WireRepeated {
                name: about.name(one.label),
                same: (&one.same).into(),
                any: (&one.any).into(),
            };
            Ok(WireRepeats { items: found.into_iter().map(wire).collect() })
        });
        answer.await
    }
}

/// How often people come again soon, by touchpoint, department or whatever they came for.
#[utoipa::path(post, path = "/api/v1/journeys/repeats", request_body = AskRepeats,
    responses((status = 200, body = WireRepeats)))]
pub(super) async fn ask_repeats(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskRepeats>,
) -> Result<Json<WireRepeats>> {
    state.answer(&who, ask).await
}

/// The people who came again soon.
#[utoipa::path(post, path = "/api/v1/journeys/repeats/people", request_body = AskRepeatsPeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_repeats_people(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskRepeatsPeople>,
) -> Result<Json<List<WirePerson>>> {
    let (page, with) = (ask.page.page(), if ask.any { With::Any } else { With::Same });
    let people = state.open(&who, ask.repeats.by, ask.repeats.filter.clone(), move |about, parts, work| {
        let label = code(about.dictionary(), about.label, &ask.name)?;
        Ok(journeys::repeats_people(parts, ask.repeats.again(parts), label, with, page, work)?)
    });
    Ok(Json(people.await?))
}
