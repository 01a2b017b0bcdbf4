//! What the parts of effort weigh, and where that is from.

use axum::extract::State;
use know::profiles::Side;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::{Principal, Result};

use super::EffortState;
use crate::effort::{ALL, LEAST};
use crate::questions::{Asking, Question};

/// What the parts of effort weigh.
#[derive(Serialize, ToSchema)]
pub(super) struct WireWeights {
    /// Whether answers made the weights; else they are as stated.
    fitted: bool,
    /// How many answers to the customer effort score were about an episode.
    answers: u64,
    /// Of how many people.
    people: u64,
    /// With fewer answers the weights are as stated.
    least: u64,
    /// How much of the variance of answers weights explain that other people's answers made, at most 1. Below 0 where the
    /// mean would do better; absent where nothing was fitted.
    explained: Option<f64>,
    /// When they were made; they are made anew after some minutes, when they are asked for.
    at: String,
    /// The parts of effort.
    items: Vec<WireWeight>,
}

/// What a part of effort weighs, in points of the customer effort score (1 to 7) that one of it takes.
#[derive(Serialize, ToSchema)]
struct WireWeight {
    /// The part: `further_contacts`, `channel_switches`, `warm_transfers`, `cold_transfers`, `unknown_transfers`,
    /// `asked_again`, `waiting_days` or `looked_for_help`.
    part: &'static str,
    /// The weight.
    weight: f64,
    /// The lower end of its interval of 95 %; absent where it is as stated.
    low: Option<f64>,
    /// Its upper end.
    high: Option<f64>,
    /// What is stated, where answers do not say.
    stated: f64,
    /// So many of it count, at most.
    most: f64,
}

/// Asks what the parts weigh; there is nothing to say.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AskWeights {}

impl Question for AskWeights {
    type Answer = WireWeights;

    fn side(&self) -> Side {
        Side::Customer
    }

    async fn answer(self, asking: &Asking) -> Result<WireWeights> {
        let weighed = asking.questions.weighed().await?;
        let (weights, fitted) = (weighed.weights(), weighed.fitted.as_ref());
        let item = |place: usize| {
            let (part, interval) = (ALL[place], fitted.map(|fitted| fitted.intervals[place]));
            WireWeight {
                part: part.name,
                weight: weights[place],
                low: interval.map(|of| of.low),
                high: interval.map(|of| of.high),
                stated: part.stated,
                most: part.most,
            }
        };
        Ok(WireWeights {
            fitted: fitted.is_some(),
            answers: weighed.answers,
            people: weighed.people,
            least: LEAST,
            explained: fitted.and_then(|fitted| fitted.r2),
            at: weighed.at.to_string(),
            items: (0..ALL.len()).map(item).collect(),
        })
    }
}

/// What the parts of effort weigh: how much ease each takes, by what people answered about their episodes, or as stated
/// where they are too few.
#[utoipa::path(get, path = "/api/v1/effort/weights", responses((status = 200, body = WireWeights)))]
pub(super) async fn get_weights(State(state): State<EffortState>, who: Principal) -> Result<Json<WireWeights>> {
    Ok(Json(state.questions.of(&who).answer(AskWeights {}).await?))
}
