//! Two groups of answers, or two times, beside each other.

use axum::extract::State;
use know::profiles::Side;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::{Principal, Result};

use super::super::gather::gather;
use super::super::model::{Kind, Measure};
use super::ScoresState;
use super::asking::{ANY, of_customers};
use super::shown::{WireApart, WireScore};
use crate::journeys::http::Filter;
use crate::questions::{Asking, Question};
use crate::statistics::Tally;

/// Two groups of answers beside each other: at two touchpoints, of two segments, in two times.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskScoreComparison {
    /// The kind of score: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`.
    kind: String,
    /// The figure that sums them up; the usual one unless told.
    measure: Option<Measure>,
    /// Which answers are one group.
    one: Filter,
    /// Which are the other one. Answers in both groups make a difference look smaller than it is.
    other: Filter,
}

/// Two groups of answers beside each other.
#[derive(Serialize, ToSchema)]
pub(super) struct WireScoreComparison {
    measure: Measure,
    one: WireScore,
    other: WireScore,
    /// One less the other; absent where either has no answers. It takes the two as given by different people.
    difference: Option<WireApart>,
}

impl Question for AskScoreComparison {
    type Answer = WireScoreComparison;

    fn side(&self) -> Side {
        self.one.side
    }

    async fn answer(self, asking: &Asking) -> Result<WireScoreComparison> {
        let kind = of_customers(&self.kind, self.measure, &self.one)?;
        of_customers(&self.kind, self.measure, &self.other)?;
        let (one, other) = (said(asking, kind, self.one).await?, said(asking, kind, self.other).await?);
        Ok(WireScoreComparison {
            measure: kind.measure,
            one: WireScore::of(kind, &one),
            other: WireScore::of(kind, &other),
            difference: WireApart::between(kind, &one, &other),
        })
    }
}

async fn said(asking: &Asking, kind: Kind, filter: Filter) -> Result<Tally> {
    let said = asking.over(ANY, filter, move |about, parts, work| Ok(gather(about, parts, (kind, None), work)?.whole));
    said.await
}

/// Two groups of answers, or two times, beside each other, and what their difference says.
#[utoipa::path(post, path = "/api/v1/scores/compare", request_body = AskScoreComparison,
    responses((status = 200, body = WireScoreComparison)))]
pub(super) async fn ask_score_comparison(
    State(state): State<ScoresState>,
    who: Principal,
    Json(ask): Json<AskScoreComparison>,
) -> Result<Json<WireScoreComparison>> {
    Ok(Json(state.questions.of(&who).answer(ask).await?))
}
