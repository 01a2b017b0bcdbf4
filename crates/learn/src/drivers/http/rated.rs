//! What people rate beside their score: the properties of answers that can be drivers.

use std::collections::BTreeMap;

use axum::extract::State;
use know::profiles::Side;
use lake::feedback::SCALES;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use web::extract::{Json, Query};
use web::paging::List;
use web::{Principal, Problem, Result};

use super::DriversState;
use crate::By;
use crate::journeys::http::Filter;
use crate::scores::{given, of_customers};
use crate::sql::problem;

/// So many of the latest answers are looked at.
const LATEST: usize = 2000;
/// A property is shown where at least this share of them has a number there.
const OFTEN: f64 = 0.05;
/// Properties within properties are looked at to this depth.
const DEPTH: usize = 3;
/// A number with more values than this is no rating.
const VALUES: usize = 25;

/// Of which answers.
#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct RatingsOf {
    /// The kind of score: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`.
    kind: String,
}

/// A property that people rate beside their score.
#[derive(Serialize, ToSchema)]
pub(super) struct WireRatingPath {
    /// Its path, as `ratings` of drivers takes it.
    path: String,
    /// In how many of the answers that were looked at it is a number.
    of: u64,
    /// The lowest.
    lowest: f64,
    /// The highest.
    highest: f64,
}

/// The numbers at a path.
#[derive(Default)]
struct Numbers {
    values: Vec<f64>,
    /// In how many answers it is the score itself.
    is_score: usize,
}

/// The properties with numbers of a few values in the latest 2,000 answers of a kind: what people rated beside their score.
#[utoipa::path(get, path = "/api/v1/drivers/ratings", params(RatingsOf),
    responses((status = 200, body = List<WireRatingPath>)))]
pub(super) async fn list_ratings(
    State(state): State<DriversState>,
    who: Principal,
    Query(of): Query<RatingsOf>,
) -> Result<Json<List<WireRatingPath>>> {
    let asking = state.questions.of(&who);
    let filter = Filter::in_time(Side::Customer, None, None);
    let kind = of_customers(&of.kind, None, &filter)?;
    let answers = asking.over(By::Touchpoint, filter, move |about, parts, work| {
        let made = about.each_person(parts, work, |made: &mut Vec<(u64, f64)>, somebody| {
            made.extend(given(somebody, kind).map(|(row, score)| (somebody.sorted.rows.position[row], score)));
        })?;
        let mut all = made.concat();
        all.sort_unstable_by_key(|(position, _)| std::cmp::Reverse(*position));
        all.truncate(LATEST);
        Ok(all)
    });
    let answers: BTreeMap<u64, f64> = answers.await?.into_iter().collect();
    let lake = asking.questions.lake.as_ref().ok_or_else(|| {
        Problem::conflict("what people rate is read from the lake, and this server has no place for one: set `lake`")
    })?;
    let said = lake.properties_at(&asking.viewer, answers.keys().copied().collect()).await.map_err(problem)?;
    let mut found: BTreeMap<String, Numbers> = BTreeMap::new();
    for (position, properties) in &said {
        if let Ok(properties) = serde_json::from_str::<Map<String, Value>>(properties) {
            look(&properties, "", 1, answers[position], &mut found);
        }
    }
    Ok(Json(List::whole(shown(found, answers.len()))))
}

fn look(fields: &Map<String, Value>, before: &str, depth: usize, score: f64, found: &mut BTreeMap<String, Numbers>) {
    for (name, value) in fields.iter().filter(|(name, _)| !name.contains('.')) {
        let path = format!("{before}{name}");
        if let Value::Object(fields) = value {
            if depth < DEPTH {
                look(fields, &format!("{path}."), depth + 1, score, found);
            }
        } else if let Some(number) = lake::feedback::number(value) {
            let numbers = found.entry(path).or_default();
            numbers.is_score += usize::from((number - score).abs() < 1e-9);
            numbers.values.push(number);
        }
    }
}

/// Those that are ratings: not the score again, of a few values, in many answers.
fn shown(found: BTreeMap<String, Numbers>, answers: usize) -> Vec<WireRatingPath> {
    let count = |count: usize| crate::statistics::real(count as u64);
    let is_rating = |(path, numbers): &(String, Numbers)| {
        let is_scale = SCALES.iter().any(|scale| scale.name == path);
        let is_often = count(numbers.values.len()) >= OFTEN * count(answers);
        !is_scale && is_often && numbers.is_score < numbers.values.len()
    };
    let path = |(path, numbers): (String, Numbers)| {
        let mut values = numbers.values;
        let of = values.len() as u64;
        values.sort_unstable_by(f64::total_cmp);
        values.dedup();
        let (lowest, highest) = (*values.first()?, *values.last()?);
        (2..=VALUES).contains(&values.len()).then_some(WireRatingPath { path, of, lowest, highest })
    };
    found.into_iter().filter(is_rating).filter_map(path).collect()
}
