//! The people behind a driver.

use axum::extract::State;
use know::profiles::http::people::WirePerson;
use serde::Deserialize;
use utoipa::ToSchema;
use web::extract::Json;
use web::paging::List;
use web::{Principal, Problem, Result};

use super::DriversState;
use super::asking::AskDrivers;
use crate::By;
use crate::behind::{WirePage, newest, shown};

/// The people who gave scores and of whom a driver had a number.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskDriverPeople {
    /// The drivers.
    drivers: AskDrivers,
    /// Which of them, as it is shown.
    driver: String,
    /// No less of it than this.
    at_least: Option<f64>,
    /// No more of it than this.
    at_most: Option<f64>,
    /// No score below this.
    lowest: Option<f64>,
    /// No score above this.
    highest: Option<f64>,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

/// The people behind a driver: who had so much of it and gave such a score, those who answered last first.
#[utoipa::path(post, path = "/api/v1/drivers/people", request_body = AskDriverPeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_driver_people(
    State(state): State<DriversState>,
    who: Principal,
    Json(ask): Json<AskDriverPeople>,
) -> Result<Json<List<WirePerson>>> {
    let sight = state.people.sight(&who, Some(ask.drivers.filter.side))?;
    let (kind, filter, asking) = (ask.drivers.kind()?, ask.drivers.filter.clone(), state.questions.of(&who));
    let drivers = ask.drivers.clone();
    let prepare = async || drivers.known(&asking).await;
    let found = asking.over_with(By::Touchpoint, filter, prepare, move |about, known, parts, work| {
        let (gathered, columns) = ask.drivers.gather((kind, known), about, parts, work)?;
        let place = columns.iter().position(|column| column.name == ask.driver).ok_or_else(|| {
            let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            Problem::bad_request(format!("`driver`: there is no {:?} among {}", ask.driver, names.join(", ")))
        })?;
        let within = |number: f64, low: Option<f64>, high: Option<f64>| {
            low.is_none_or(|low| number >= low) && high.is_none_or(|high| number <= high)
        };
        let mut people: Vec<(i64, u64, _)> = Vec::new();
        for answer in &gathered.answers {
            let is_one = answer.numbers[place].is_some_and(|number| within(number, ask.at_least, ask.at_most))
                && within(answer.score, ask.lowest, ask.highest);
            if is_one {
                // Answers of one person stand together: the last one counts.
                people.pop_if(|(.., person)| *person == answer.person);
                people.push((answer.at, answer.position, answer.person));
            }
        }
        Ok(newest(people, ask.page.page()))
    });
    let found = found.await?;
    Ok(Json(shown(&state.people, &who, sight, "drivers.people", found).await?))
}
