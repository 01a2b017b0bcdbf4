//! What only hurts when it is poor, and what only delights when it is good.

use axum::extract::State;
use know::profiles::Side;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::{Principal, Result};

use super::super::contrast::{Cuts, contrasts};
use super::super::rules::Class;
use super::DriversState;
use super::asking::{AskDrivers, Column, DriverOf};
use super::importance::{LEAST, WireEstimate};
use crate::questions::{Asking, Question};

/// What only hurts, and what only delights.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct AskPenaltyReward(AskDrivers);

/// What only hurts when it is poor, and what only delights when it is good. These are correlations, the other drivers being
/// the same: they do not say what moves scores.
#[derive(Serialize, ToSchema)]
pub(super) struct WirePenaltyReward {
    /// How many answers.
    of: u64,
    /// How many people gave them.
    people: u64,
    /// Answers that were left out, because a rating was not given or they are about no episode.
    left_out: u64,
    /// With fewer answers there are no drivers.
    needed: u64,
    /// The share of the variance of scores that goes with all of it together; absent with too few answers.
    explained: Option<f64>,
    /// The standard deviation of scores: what a penalty or reward is large or small beside.
    deviation: Option<f64>,
    /// The drivers, those with the largest penalty or reward first.
    drivers: Vec<WireContrast>,
    /// Drivers that were the same in all answers.
    same: Vec<String>,
}

/// A driver.
#[derive(Serialize, ToSchema)]
struct WireContrast {
    name: String,
    source: DriverOf,
    /// A rating is poor up to this; absent of what happens or does not.
    poor_up_to: Option<f64>,
    /// A rating is good from this on.
    good_from: Option<f64>,
    /// In how many answers it was poor, or happened.
    poor: u64,
    /// In how many it was good, or did not happen.
    good: u64,
    /// By how many points scores are lower where it is poor, or happened; absent where too few answers tell.
    penalty: Option<WireEstimate>,
    /// By how many points they are higher where it is good; absent of what happens.
    reward: Option<WireEstimate>,
    /// The penalty less the reward.
    larger: Option<WireEstimate>,
    /// What that makes it; unclear unless the intervals say so.
    class: Class,
}

impl Question for AskPenaltyReward {
    type Answer = WirePenaltyReward;

    fn side(&self) -> Side {
        self.0.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WirePenaltyReward> {
        let driven = self.0.driven(asking).await?;
        let answer = asking.questions.ask(move |_, work| {
            let (table, of) = (&driven.table, driven.table.answers() as u64);
            let mut answer = WirePenaltyReward {
                of,
                people: table.people() as u64,
                left_out: driven.left_out,
                needed: LEAST,
                explained: None,
                deviation: None,
                drivers: Vec::new(),
                same: driven.same.clone(),
            };
            if of < LEAST || driven.columns.is_empty() {
                return Ok(answer);
            }
            let cuts: Vec<Cuts> = driven.columns.iter().map(cuts).collect();
            let found = contrasts(table, &cuts, work)?;
            (answer.explained, answer.deviation) = (Some(found.explained), Some(found.deviation));
            for ((column, cut), one) in driven.columns.iter().zip(cuts).zip(found.drivers) {
                let (poor_up_to, good_from) = match cut {
                    Cuts::Rating(poor, good) => (Some(poor), Some(good)),
                    Cuts::More(_) => (None, None),
                };
                answer.drivers.push(WireContrast {
                    name: column.name.clone(),
                    source: column.of,
                    poor_up_to,
                    good_from,
                    poor: one.poor,
                    good: one.good,
                    penalty: one.penalty.map(WireEstimate::from),
                    reward: one.reward.map(WireEstimate::from),
                    larger: one.larger.map(WireEstimate::from),
                    class: one.class,
                });
            }
            let size = |one: &WireContrast| {
                let value = |of: &Option<WireEstimate>| -> f64 { of.as_ref().map_or(0.0, |of| of.value) };
                value(&one.penalty).max(value(&one.reward))
            };
            answer.drivers.sort_by(|one, other| size(other).total_cmp(&size(one)));
            Ok(answer)
        });
        answer.await
    }
}

/// When a driver is poor, and when it is good.
fn cuts(column: &Column) -> Cuts {
    match column.of {
        DriverOf::Rating => Cuts::between(column.ends.0, column.ends.1),
        DriverOf::Observed | DriverOf::Event | DriverOf::Touchpoint => Cuts::More(column.usual),
    }
}

/// Penalty-reward contrast analysis: which drivers only hurt when they are poor (basics), which only delight when they are
/// good, and which do both.
#[utoipa::path(post, path = "/api/v1/drivers/penalty-reward", request_body = AskDrivers,
    responses((status = 200, body = WirePenaltyReward)))]
pub(super) async fn ask_penalty_reward(
    State(state): State<DriversState>,
    who: Principal,
    Json(ask): Json<AskDrivers>,
) -> Result<Json<WirePenaltyReward>> {
    Ok(Json(state.questions.of(&who).answer(AskPenaltyReward(ask)).await?))
}
