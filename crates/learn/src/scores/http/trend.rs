//! Scores by day, week or month, and when they became others.

use axum::extract::State;
use kernel::Timestamp;
use know::profiles::Side;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::{Principal, Result};

use super::super::gather::by_period;
use super::super::model::{Kind, Measure};
use super::ScoresState;
use super::asking::{ANY, of_customers};
use super::shown::{WireApart, WireScore};
use crate::journeys::http::Filter;
use crate::journeys::{Calendar, Period, span};
use crate::questions::{Asking, Question};
use crate::statistics::{Change, Series, Tally};

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
            let Some((first, last)) = span(parts) else { return Ok(shown(kind, &[], &[], &Series::default())) };
            let calendar = Calendar::of(period, first, last)?;
            let (tallies, series) = by_period(about, parts, (kind, &calendar), work)?;
            Ok(shown(kind, calendar.bounds(), &tallies, &series))
        });
        answer.await
    }
}

/// The answer of periods that begin at these bounds.
fn shown(kind: Kind, bounds: &[i64], tallies: &[Tally], series: &Series) -> WireScoreTrend {
    let together = |tallies: &[Tally]| {
        let mut all = Tally::default();
        for tally in tallies {
            all.merge(tally);
        }
        all
    };
    let from = |period: usize| Timestamp(bounds[period]).to_string();
    let has_any = |tally: &Tally| tally.scores() > 0;
    let first = tallies.iter().position(has_any).unwrap_or(tallies.len());
    let end = tallies.iter().rposition(has_any).map_or(first, |last| last + 1);
    let changes = series.changes();
    let change = |(place, change): (usize, &Change)| {
        let begin = place.checked_sub(1).map_or(first, |before| changes[before].period);
        let until = changes.get(place + 1).map_or(end, |next| next.period);
        let (before, after) = (together(&tallies[begin..change.period]), together(&tallies[change.period..until]));
        WireScoreChange {
            from: from(change.period),
            p: change.p,
            before: WireScore::of(kind, &before),
            after: WireScore::of(kind, &after),
            difference: WireApart::between(kind, &after, &before),
        }
    };
    let period = |period| WireScorePeriod { from: from(period), score: WireScore::of(kind, &tallies[period]) };
    WireScoreTrend {
        measure: kind.measure,
        whole: WireScore::of(kind, &together(tallies)),
        periods: (first..end).map(period).collect(),
        changes: changes.iter().enumerate().map(change).collect(),
    }
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
