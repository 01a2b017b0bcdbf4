//! What a person told us over HTTP.

use axum::extract::State;
use kernel::{Kind, Timestamp, Trust};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::extract::{Json, Path, Query};
use web::paging::List;
use web::{Principal, Result};

use super::super::{Fact, Side};
use super::{PeopleState, gone, value};

/// A fact with where it comes from.
#[derive(Serialize, ToSchema)]
pub(super) struct WireFact {
    name: String,
    value: serde_json::Value,
    source: String,
    /// The department that was told it last, where known.
    department: Option<String>,
    touchpoint: Option<String>,
    /// When it was learnt last.
    learnt_at: String,
    first_learnt_at: String,
    /// The department that was told this value first, where known.
    first_department: Option<String>,
    /// How often it was told.
    times: u64,
    valid_until: Option<String>,
    /// Whether it is the newest value and still holds.
    fresh: bool,
    /// Whether it is the newest value of the fact.
    newest: bool,
    /// Known from a trusted source; otherwise only claimed, and never to be prefilled.
    known: bool,
    interaction: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct FactsQuery {
    /// The side: `customer` (unless told) or `employee`.
    #[param(value_type = Option<String>)]
    side: Option<Side>,
    /// Only facts of this name.
    name: Option<String>,
    /// Older values too.
    #[serde(default)]
    all: bool,
}

/// What a person told us: the newest value of each fact, or all values.
#[utoipa::path(get, path = "/api/v1/people/{id}/facts", params(("id" = String, Path), FactsQuery),
    responses((status = 200, body = List<WireFact>)))]
pub(super) async fn get_facts(
    State(state): State<PeopleState>,
    who: Principal,
    Path(id): Path<String>,
    Query(query): Query<FactsQuery>,
) -> Result<Json<List<WireFact>>> {
    let (number, sight) = (state.number(&id)?, state.sight(&who, query.side)?);
    let facts = state.with(move |profiles| profiles.facts(number, &sight)).await?.ok_or_else(gone)?;
    state.audit.read(&who, "people.facts", &id).await?;
    let now = state.clock.now();
    let wanted = facts.into_iter().filter(|fact| query.all || fact.newest);
    let wanted = wanted.filter(|fact| query.name.as_ref().is_none_or(|name| *name == fact.name));
    let items = wanted.map(|fact| state.fact(fact, now)).collect();
    Ok(Json(List::whole(items)))
}

impl PeopleState {
    /// The newest value of each fact.
    pub(super) fn newest_facts(&self, facts: Vec<Fact>) -> Vec<WireFact> {
        let now = self.clock.now();
        facts.into_iter().filter(|fact| fact.newest).map(|fact| self.fact(fact, now)).collect()
    }

    fn fact(&self, fact: Fact, now: Timestamp) -> WireFact {
        WireFact {
            fresh: fact.is_valid(now),
            value: value(&fact.value),
            name: fact.name,
            source: (self.sources)(fact.source),
            department: fact.department,
            touchpoint: fact.touchpoint,
            learnt_at: fact.learnt_at.to_string(),
            first_learnt_at: fact.first_learnt_at.to_string(),
            first_department: fact.first_department,
            times: fact.times,
            valid_until: fact.valid_until.map(|at| at.to_string()),
            newest: fact.newest,
            known: fact.trust == Trust::Secret,
            interaction: self.ids.encode(Kind::Interaction, fact.interaction.0),
        }
    }
}
