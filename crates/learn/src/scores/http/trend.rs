//! Scores by day, week or month, and when they became others.

use axum::extract::State;
use kernel::Timestamp;
use know::profiles::Side;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::{Principal, Result};

use super::super::gather::{by_period, gather};
use super::super::model::{Kind, Measure};
use super::ScoresState;
use super::asking::{ANY, of_customers};
use super::shown::{WireApart, WireScore};
use crate::journeys::http::Filter;
use crate::journeys::{Calendar, Period, span};
use crate::questions::{Asking, Question};
use crate::statistics::{Change, Tally};

/// Scores by period.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskScoreTrend {
    /// The kind of score: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`.
    kind: String,
    /// The figure that sums them up; the usual one unless told.
    measure: Option<Measure>,
    /// Which answers count.
    #[serde(default)]
    filter: Filter,
    /// How long a period is; a month unless told.
    #[serde(default)]
    period: ScorePeriod,
}

/// How long a period is, UTC; weeks begin on Mondays.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ScorePeriod {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    #[default]
    Month,
}

/// Scores by period.
#[derive(Serialize, ToSchema)]
pub(super) struct WireScoreTrend {
    measure: Measure,
    /// All answers together.
    whole: WireScore,
    /// The periods from the first answer to the last.
    periods: Vec<WireScorePeriod>,
    /// When the scores became others, in order: found by a test that sees such a moment in 5 % of histories without one.
    changes: Vec<WireScoreChange>,
}

/// A period.
#[derive(Serialize, ToSchema)]
struct WireScorePeriod {
    /// When it begins.
    from: String,
    score: WireScore,
}

/// A moment at which the scores became others.
#[derive(Serialize, ToSchema)]
struct WireScoreChange {
    /// The beginning of the first period after it.
    from: String,
    /// The probability of a change this sharp at any of the moments that were looked at, if there were none.
    p: f64,
    /// From the change before, or the beginning.
    before: WireScore,
    /// Until the next change, or the end.
    after: WireScore,
    /// After less before. As the moment was chosen where they differ most, it is rather too large.
    difference: Option<WireApart>,
}

impl From<ScorePeriod> for Period {
    fn from(period: ScorePeriod) -> Period {
        match period {
            ScorePeriod::Day => Period::Day,
            ScorePeriod::Week => Period::Week,
            ScorePeriod::Month => Period::Month,
        }
    }
}

impl Question for AskScoreTrend {
    type Answer = WireScoreTrend;

    fn side(&self) -> Side {
        self.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WireScoreTrend> {
        let kind = of_customers(&self.kind, self.measure, &self.filter)?;
        let period = Period::from(self.period);
        let answer = asking.over(ANY, self.filter, move |about, parts, work| {
            let mut trend = WireScoreTrend {
                measure: kind.measure,
                whole: WireScore::of(kind, &gather(about, parts, (kind, None), work)?.whole),
                periods: Vec::new(),
                changes: Vec::new(),
            };
            let Some((first, last)) = span(parts) else { return Ok(trend) };
            let calendar = Calendar::of(period, first, last)?;
            let (tallies, series) = by_period(about, parts, (kind, &calendar), work)?;
            trend.periods = periods(kind, calendar.bounds(), &tallies);
            let found = series.changes();
            if !found.is_empty() {
                // Between two changes a person is one person, in however many periods they answered.
                let (bounds, ends) = (calendar.bounds(), [0, calendar.periods()]);
                let mut bounds: Vec<i64> =
                    found.iter().map(|change| change.period).chain(ends).map(|place| bounds[place]).collect();
                bounds.sort_unstable();
                let (between, _) = by_period(about, parts, (kind, &Calendar::new(bounds)?), work)?;
                trend.changes = changes(kind, calendar.bounds(), &found, &between);
            }
            Ok(trend)
        });
        answer.await
    }
}

/// The periods from the first with an answer to the last, which begin at these bounds.
fn periods(kind: Kind, bounds: &[i64], tallies: &[Tally]) -> Vec<WireScorePeriod> {
    let has_any = |tally: &Tally| tally.scores() > 0;
    let first = tallies.iter().position(has_any).unwrap_or(tallies.len());
    let end = tallies.iter().rposition(has_any).map_or(first, |last| last + 1);
    let period = |period: usize| {
        let from = Timestamp(bounds[period]).to_string();
        WireScorePeriod { from, score: WireScore::of(kind, &tallies[period]) }
    };
    (first..end).map(period).collect()
}

/// The changes, with what was said between them.
fn changes(kind: Kind, bounds: &[i64], found: &[Change], between: &[Tally]) -> Vec<WireScoreChange> {
    let change = |(change, sides): (&Change, &[Tally])| WireScoreChange {
        from: Timestamp(bounds[change.period]).to_string(),
        p: change.p,
        before: WireScore::of(kind, &sides[0]),
        after: WireScore::of(kind, &sides[1]),
        difference: WireApart::between(kind, &sides[1], &sides[0]),
    };
    found.iter().zip(between.windows(2)).map(change).collect()
}

/// Scores by day, week or month with their intervals, and the moments at which they became others.
#[utoipa::path(post, path = "/api/v1/scores/trend", request_body = AskScoreTrend,
    responses((status = 200, body = WireScoreTrend)))]
pub(super) async fn ask_score_trend(
    State(state): State<ScoresState>,
    who: Principal,
    Json(ask): Json<AskScoreTrend>,
) -> Result<Json<WireScoreTrend>> {
    Ok(Json(state.questions.of(&who).answer(ask).await?))
}
