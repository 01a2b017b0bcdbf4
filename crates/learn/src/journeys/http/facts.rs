//! The facts that are told about people: what they can be compared by.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use know::profiles::Side;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::extract::{Json, Query};
use web::paging::List;
use web::{Principal, Result};

use super::JourneysState;
use super::asking::About;
use super::filter::Filter;
use crate::By;
use crate::index::{Code, flag};
use crate::journeys::Part;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct OfWhom {
    /// The side of people: `customer` (unless told) or `employee`.
    #[param(value_type = Option<String>)]
    #[serde(default)]
    side: Side,
}

/// A fact that systems of the organisation tell.
#[derive(Serialize, ToSchema)]
pub(super) struct WireToldFact {
    name: String,
    /// Of how many people.
    people: u64,
}

/// The facts that systems of the organisation told of people, those of the most people first.
#[utoipa::path(get, path = "/api/v1/journeys/facts", params(OfWhom),
    responses((status = 200, body = List<WireToldFact>)))]
pub(super) async fn list_told_facts(
    State(state): State<JourneysState>,
    who: Principal,
    Query(of): Query<OfWhom>,
) -> Result<Json<List<WireToldFact>>> {
    let asking = state.questions.of(&who);
    asking.sees(of.side)?;
    let told = asking.over(By::Touchpoint, Filter::of_side(of.side), |about, parts, _| Ok(told(about, parts)));
    Ok(Json(List::whole(told.await?)))
}

fn told(about: &About, parts: &[Part<'_>]) -> Vec<WireToldFact> {
    let mut people: BTreeMap<Code, u64> = BTreeMap::new();
    let mut of_one = BTreeSet::new();
    for (part, (rows, start)) in parts.iter().zip(about.rows()) {
        for person in (0..part.lines.persons()).filter(|person| part.persons.is_none_or(|kept| kept.get(*person))) {
            let (first, last) = part.lines.of(person);
            let trusted = (start + first..start + last).filter(|row| rows.flags[*row] & flag::TRUSTED != 0);
            of_one.extend(trusted.flat_map(|row| rows.told(row)).map(|told| told.fact));
            while let Some(fact) = of_one.pop_first() {
                *people.entry(fact).or_default() += 1;
            }
        }
    }
    let name = |code| about.dictionary().facts.name(code).to_owned();
    let mut facts: Vec<WireToldFact> =
        people.into_iter().map(|(code, people)| WireToldFact { name: name(code), people }).collect();
    facts.sort_by(|one, other| other.people.cmp(&one.people).then_with(|| one.name.cmp(&other.name)));
    facts
}
