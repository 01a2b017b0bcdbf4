//! The people behind figures of scores.

use axum::extract::State;
use know::profiles::http::people::WirePerson;
use serde::Deserialize;
use utoipa::ToSchema;
use web::extract::Json;
use web::paging::List;
use web::{Principal, Result};

use super::super::gather::{Grouping, given};
use super::ScoresState;
use super::asking::{ANY, GroupAt, GroupBy, Groups, of_customers};
use crate::behind::{WirePage, newest, shown};
use crate::index::Code;
use crate::journeys::http::Filter;

/// The people who gave scores.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskScorePeople {
    /// The kind of score: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`.
    kind: String,
    /// Which answers count.
    #[serde(default)]
    filter: Filter,
    /// No score below this; from the lowest of the scale unless told.
    lowest: Option<f64>,
    /// No score above this; to the highest of the scale unless told.
    highest: Option<f64>,
    /// Only answers of a group.
    group: Option<AskScoreGroup>,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

/// A group of answers.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskScoreGroup {
    /// By what answers are grouped.
    by: GroupBy,
    /// Where a group's name is taken from.
    #[serde(default)]
    at: GroupAt,
    /// By which fact, where they are grouped by one.
    fact: Option<String>,
    /// The name of the group, as it is shown.
    name: String,
}

/// The people who gave scores, in a range, in a group, those who answered last first.
#[utoipa::path(post, path = "/api/v1/scores/people", request_body = AskScorePeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_score_people(
    State(state): State<ScoresState>,
    who: Principal,
    Json(ask): Json<AskScorePeople>,
) -> Result<Json<List<WirePerson>>> {
    let sight = state.people.sight(&who, Some(ask.filter.side))?;
    let kind = of_customers(&ask.kind, None, &ask.filter)?;
    let (lowest, highest) = (ask.lowest.unwrap_or(f64::MIN), ask.highest.unwrap_or(f64::MAX));
    let asking = state.questions.of(&who);
    let (record, now, page) = (state.questions.organisation.now(), state.questions.clock.now(), ask.page.page());
    let group = ask.group.map(|one| (Groups { by: one.by, at: one.at, fact: one.fact }, one.name));
    let groups = group.clone();
    let prepare = async || match groups {
        Some((groups, _)) => groups.values(&asking).await.map(Some),
        None => Ok(None),
    };
    let found = asking.over_with(ANY, ask.filter, prepare, move |about, values, parts, work| {
        let dictionary = about.dictionary();
        let named =
            group.zip(values).map(|((groups, name), values)| (groups.named(dictionary, values, (&record, now)), name));
        let wanted = match &named {
            Some((named, name)) => Some((&named.grouping, named.code(dictionary, name)?)),
            None => None,
        };
        let people = about.each_person(parts, work, |found: &mut Vec<_>, somebody| {
            let is_one = |(row, score): &(usize, f64)| {
                let in_group = |(grouping, code): (&Grouping, Code)| grouping.of(somebody, *row) == Some(code);
                (lowest..=highest).contains(score) && wanted.is_none_or(in_group)
            };
            if let Some((row, _)) = given(somebody, kind).filter(is_one).last() {
                found.push((somebody.sorted.rows.time[row], somebody.sorted.rows.position[row], somebody.person));
            }
        })?;
        Ok(newest(people.concat(), page))
    });
    Ok(Json(shown(&state.people, &who, sight, "scores.people", found.await?).await?))
}
