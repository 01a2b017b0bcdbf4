//! What goes with scores, and how much: importance beside performance.

use axum::extract::State;
use know::profiles::Side;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::{Principal, Result};

use super::super::importance::{Driver, Estimate, importance};
use super::super::rules::{Quadrant, quadrant};
use super::DriversState;
use super::asking::{AskDrivers, Column, Driven, DriverOf};
use crate::questions::{Asking, Question};
use crate::shown::WireShare;
use crate::statistics::{Share, real};

/// So many answers are needed, and so many for each driver.
pub(super) const LEAST: u64 = 30;
const EACH: u64 = 10;

/// What goes with scores.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct AskImportance(AskDrivers);

/// What goes with scores. That it does so is a correlation: it does not say that it moves them.
#[derive(Serialize, ToSchema)]
pub(super) struct WireDrivers {
    /// How many answers.
    of: u64,
    /// How many people gave them.
    people: u64,
    /// Answers that were left out, because a rating was not given or they are about no episode.
    left_out: u64,
    /// So many answers are needed for these drivers: with fewer there are none.
    needed: u64,
    /// The share of the variance of scores that goes with all drivers together (R2); absent with too few answers.
    explained: Option<WireEstimate>,
    /// The drivers, the most important first.
    drivers: Vec<WireDriver>,
    /// Drivers that were the same in all answers: nothing can be said of them.
    same: Vec<String>,
}

/// A figure with its interval of 95 %, by drawing people anew 200 times.
#[derive(Serialize, ToSchema)]
pub(super) struct WireEstimate {
    pub(super) value: f64,
    low: f64,
    high: f64,
}

/// A driver.
#[derive(Serialize, ToSchema)]
struct WireDriver {
    name: String,
    source: DriverOf,
    /// Its importance: its Shapley share of what is explained; those of all drivers are 1 together. It is never negative.
    share: WireEstimate,
    /// By how many points the score differs with one more of it, the other drivers being the same; absent where it only
    /// repeats others.
    slope: Option<WireEstimate>,
    /// Its correlation with the score.
    correlation: WireEstimate,
    /// Its mean.
    mean: f64,
    /// The lowest of it that there was.
    lowest: f64,
    /// The highest.
    highest: f64,
    /// Answers in which it happened; absent of ratings.
    affected: Option<WireShare>,
    /// How good it is, from 0 to 1: where the mean of a rating lies between the lowest and the highest, and of what
    /// happens the share of answers in which it did not.
    performance: f64,
    /// Where it stands by importance and performance beside the other drivers; absent where its importance cannot be told
    /// from an equal share.
    quadrant: Option<Quadrant>,
}

impl From<Estimate> for WireEstimate {
    fn from(estimate: Estimate) -> WireEstimate {
        WireEstimate { value: estimate.value, low: estimate.interval.low, high: estimate.interval.high }
    }
}

/// How many answers are needed for so many drivers.
fn needed(drivers: usize) -> u64 {
    LEAST.max(EACH * drivers as u64)
}

impl Question for AskImportance {
    type Answer = WireDrivers;

    fn side(&self) -> Side {
        self.0.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WireDrivers> {
        let driven = self.0.driven(asking).await?;
        asking.questions.ask(move |_, work| Ok(shown(&driven, work)?)).await
    }
}

fn shown(
    driven: &Driven,
    work: crate::journeys::Work<'_>,
) -> std::result::Result<WireDrivers, crate::journeys::JourneyError> {
    let Driven { table, columns, left_out, same } = driven;
    let (of, needed) = (table.answers() as u64, needed(columns.len()));
    let mut answer = WireDrivers {
        of,
        people: table.people() as u64,
        left_out: *left_out,
        needed,
        explained: None,
        drivers: Vec::new(),
        same: same.clone(),
    };
    if of < needed || columns.is_empty() {
        return Ok(answer);
    }
    let found = importance(table, work)?;
    let performances: Vec<f64> = columns
        .iter()
        .zip(&found.drivers)
        .enumerate()
        .map(|(place, (column, driver))| performance(column, driver, affected(driven, place, column)))
        .collect();
    answer.explained = Some(found.explained.into());
    for (place, (column, driver)) in columns.iter().zip(found.drivers).enumerate() {
        // A rating is held against ratings, and what happens against what happens.
        let alike = columns.iter().zip(&performances).filter(|(other, _)| is_rating(other) == is_rating(column));
        let alike: Vec<f64> = alike.map(|(_, performance)| *performance).collect();
        let usual = alike.iter().sum::<f64>() / real(alike.len().max(1) as u64);
        let happened = affected(driven, place, column);
        answer.drivers.push(WireDriver {
            name: column.name.clone(),
            source: column.of,
            share: driver.share.into(),
            slope: driver.slope.map(WireEstimate::from),
            correlation: driver.correlation.into(),
            mean: driver.mean,
            lowest: column.ends.0,
            highest: column.ends.1,
            affected: (!is_rating(column)).then(|| happened.into()),
            performance: performances[place],
            quadrant: quadrant(driver.share.interval, columns.len(), performances[place], usual),
        });
    }
    answer.drivers.sort_by(|one, other| other.share.value.total_cmp(&one.share.value));
    Ok(answer)
}

fn is_rating(column: &Column) -> bool {
    column.of == DriverOf::Rating
}

fn affected(driven: &Driven, place: usize, column: &Column) -> Share {
    let hits = driven.table.column(place).filter(|number| *number > column.usual).count() as u64;
    Share { hits, of: driven.table.answers() as u64 }
}

fn performance(column: &Column, driver: &Driver, affected: Share) -> f64 {
    if is_rating(column) {
        return (driver.mean - column.ends.0) / (column.ends.1 - column.ends.0);
    }
    1.0 - affected.value().unwrap_or(0.0)
}

/// What goes with high and low scores, of what people rated and of what happened to them before: Shapley shares of R2 with
/// intervals, beside how good each driver is.
#[utoipa::path(post, path = "/api/v1/drivers", request_body = AskDrivers,
    responses((status = 200, body = WireDrivers)))]
pub(super) async fn ask_drivers(
    State(state): State<DriversState>,
    who: Principal,
    Json(ask): Json<AskDrivers>,
) -> Result<Json<WireDrivers>> {
    Ok(Json(state.questions.of(&who).answer(AskImportance(ask)).await?))
}
