//! All scores that customers gave, each kind by its usual figure.

use axum::extract::State;
use know::profiles::Side;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::extract::{Json, Query};
use web::{Principal, Result};

use super::super::gather::gather;
use super::super::model::{Kind, Measure};
use super::ScoresState;
use super::asking::ANY;
use super::shown::{WireScore, WireScoreCount, counts};
use crate::journeys::http::Filter;
use crate::questions::{Asking, Question};

/// Asks for all scores.
#[derive(Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AskScores {
    /// Answers from when on, RFC 3339.
    from: Option<String>,
    /// Until when, not included, RFC 3339.
    until: Option<String>,
}

/// All scores that customers gave.
#[derive(Serialize, ToSchema)]
pub(super) struct WireScores {
    /// By kind, those that anybody gave.
    kinds: Vec<WireScoreKind>,
}

/// The scores of one kind.
#[derive(Serialize, ToSchema)]
struct WireScoreKind {
    /// The kind: `nps`, `csat`, `ces`, ...
    kind: &'static str,
    /// The lowest score there is.
    lowest: f64,
    /// The highest.
    highest: f64,
    /// By which figure they are summed up here.
    measure: Measure,
    score: WireScore,
    /// How often each score was given, ascending.
    counts: Vec<WireScoreCount>,
}

impl Question for AskScores {
    type Answer = WireScores;

    fn side(&self) -> Side {
        Side::Customer
    }

    async fn answer(self, asking: &Asking) -> Result<WireScores> {
        let filter = Filter::in_time(Side::Customer, self.from, self.until);
        let answer = asking.over(ANY, filter, |about, parts, work| {
            let mut kinds = Vec::new();
            for kind in Kind::all() {
                let gathered = gather(about, parts, (kind, None), work)?;
                let (scale, score) = (kind.scale(), WireScore::of(kind, &gathered.whole));
                let counts = counts(&gathered.scores);
                let (name, lowest, highest) = (scale.name, scale.lowest, scale.highest);
                if gathered.whole.scores() > 0 {
                    kinds.push(WireScoreKind { kind: name, lowest, highest, measure: kind.measure, score, counts });
                }
            }
            Ok(WireScores { kinds })
        });
        answer.await
    }
}

/// All scores that customers gave, each kind by its usual figure, with how often each was given.
#[utoipa::path(get, path = "/api/v1/scores", params(AskScores), responses((status = 200, body = WireScores)))]
pub(super) async fn get_scores(
    State(state): State<ScoresState>,
    who: Principal,
    Query(ask): Query<AskScores>,
) -> Result<Json<WireScores>> {
    Ok(Json(state.questions.of(&who).answer(ask).await?))
}
