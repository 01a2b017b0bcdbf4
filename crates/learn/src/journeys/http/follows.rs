//! The directly-follows graph over HTTP.

use axum::extract::State;
use know::profiles::Side;
use know::profiles::http::people::WirePerson;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::paging::List;
use web::{Principal, Problem, Result};

use super::JourneysState;
use super::asking::WirePage;
use super::filter::{Filter, code};
use crate::By;
use crate::journeys::{self, InFollows, Repeats};
use crate::questions::{Asking, Question};
use crate::shown::WireSpread;

/// How many arrows are shown at most.
const MOST: usize = 5_000;

/// What follows what.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskFollows {
    /// By what interactions are called.
    #[serde(default)]
    by: By,
    /// Which interactions count.
    #[serde(default)]
    filter: Filter,
    /// Whether of several in a row with one name only the first counts.
    #[serde(default)]
    collapse: bool,
    /// How many arrows, the most frequent first, 1 to 5000; 500 unless told.
    limit: Option<usize>,
}

impl AskFollows {
    fn repeats(&self) -> Repeats {
        if self.collapse { Repeats::Collapse } else { Repeats::Keep }
    }
}

/// The directly-follows graph.
#[derive(Serialize, ToSchema)]
pub(super) struct WireFollows {
    /// How many different arrows there are.
    total: u64,
    /// The most frequent ones.
    arrows: Vec<WireArrow>,
    /// Where people begin.
    starts: Vec<WireCounted>,
    /// Where they end.
    ends: Vec<WireCounted>,
}

/// Two names that follow one another directly.
#[derive(Serialize, ToSchema)]
struct WireArrow {
    from: String,
    to: String,
    /// How often.
    count: u64,
    /// With how many people.
    people: u64,
    /// Milliseconds between.
    time: WireSpread,
}

/// How many people a name is the beginning or the end of.
#[derive(Serialize, ToSchema)]
struct WireCounted {
    name: String,
    people: u64,
}

/// The people behind a part of the graph: give `from` and `to`, or `at`, `starts` or `ends`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskFollowsPeople {
    /// The graph.
    follows: AskFollows,
    /// Whose interaction with this name is followed by one with the name `to`.
    from: Option<String>,
    /// See `from`.
    to: Option<String>,
    /// Who has an interaction with this name.
    at: Option<String>,
    /// Whose first interaction has this name.
    starts: Option<String>,
    /// Whose last interaction has this name.
    ends: Option<String>,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

impl Question for AskFollows {
    type Answer = WireFollows;

    fn side(&self) -> Side {
        self.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WireFollows> {
        let limit = self.limit.unwrap_or(500).clamp(1, MOST);
        let answer = asking.over(self.by, self.filter.clone(), move |about, parts, work| {
            let found = journeys::follows(parts, self.repeats(), work)?;
            let counted = |all: Vec<journeys::Counted>| {
                let shown = all.into_iter().take(limit);
                shown.map(|one| WireCounted { name: about.name(one.label), people: one.people }).collect()
            };
            let arrow = |one: &journeys::Arrow| WireArrow {
                from: about.name(one.from),
                to: about.name(one.to),
                count: one.count,
                people: one.people,
                time: one.time.into(),
            };
            Ok(WireFollows {
                total: found.arrows.len() as u64,
                arrows: found.arrows.iter().take(limit).map(arrow).collect(),
                starts: counted(found.starts),
                ends: counted(found.ends),
            })
        });
        answer.await
    }
}

/// Which interactions follow one another directly: how often, with how many people, after how long.
#[utoipa::path(post, path = "/api/v1/journeys/follows", request_body = AskFollows,
    responses((status = 200, body = WireFollows)))]
pub(super) async fn ask_follows(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskFollows>,
) -> Result<Json<WireFollows>> {
    state.answer(&who, ask).await
}

/// The people behind a part of the directly-follows graph.
#[utoipa::path(post, path = "/api/v1/journeys/follows/people", request_body = AskFollowsPeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_follows_people(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskFollowsPeople>,
) -> Result<Json<List<WirePerson>>> {
    let page = ask.page.page();
    let people = state.open(&who, ask.follows.by, ask.follows.filter.clone(), move |about, parts, work| {
        let code = |name: &str| code(about.dictionary(), about.label, name);
        let wanted = match (&ask.from, &ask.to, &ask.at, &ask.starts, &ask.ends) {
            (Some(from), Some(to), None, None, None) => InFollows::Arrow { from: code(from)?, to: code(to)? },
            (None, None, Some(at), None, None) => InFollows::At(code(at)?),
            (None, None, None, Some(starts), None) => InFollows::Starts(code(starts)?),
            (None, None, None, None, Some(ends)) => InFollows::Ends(code(ends)?),
            _ => return Err(Problem::bad_request("give `from` and `to` together, or one of `at`, `starts`, `ends`")),
        };
        Ok(journeys::follows_people(parts, ask.follows.repeats(), wanted, page, work)?)
    });
    Ok(Json(people.await?))
}
