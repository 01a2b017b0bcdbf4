//! Scores by group, each beside everything that was said outside of it; and weighted to the population.

use axum::extract::State;
use know::profiles::Side;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::{Principal, Result};

use super::super::gather::{Gathered, Grouped, gather};
use super::super::model::{Kind, Measure};
use super::super::rules::LEAST;
use super::ScoresState;
use super::asking::{ANY, GroupAt, GroupBy, Groups, of_customers};
use super::shown::{WireApart, WireScore};
use crate::index::Code;
use crate::journeys::http::Filter;
use crate::questions::{Asking, Question};
use crate::statistics::{Apart, Stratum, Tally, benjamini_hochberg, post_stratified};

/// So many groups are shown unless told otherwise, and at most.
const USUAL: usize = 50;
const MOST: usize = 200;

/// Scores by group.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskScoreGroups {
    /// The kind of score: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`.
    kind: String,
    /// The figure that sums them up; unless told, the net promoter score of nps, the share of the two highest scores of
    /// csat and satisfaction, the mean of the others.
    measure: Option<Measure>,
    /// Which answers count.
    #[serde(default)]
    filter: Filter,
    /// By what they are grouped.
    by: GroupBy,
    /// Where a group's name is taken from.
    #[serde(default)]
    at: GroupAt,
    /// By which fact, where they are grouped by one.
    fact: Option<String>,
    /// How many groups, those with the most answers; 50 unless told, 200 at most.
    limit: Option<usize>,
}

/// Scores by group.
#[derive(Serialize, ToSchema)]
pub(super) struct WireScoreGroups {
    measure: Measure,
    /// All answers together, those in no group too.
    whole: WireScore,
    /// The groups, those with the most answers first.
    groups: Vec<WireScoreGroup>,
    /// How many groups there are.
    total: u64,
    /// All answers as the population would have given them; only where people are grouped by a fact.
    weighted: Option<WireWeightedScore>,
}

/// A group.
#[derive(Serialize, ToSchema)]
struct WireScoreGroup {
    /// Its name; empty for answers that have none.
    name: String,
    score: WireScore,
    /// Its figure less that of all answers outside of it; absent where either side has none. It takes the two as given
    /// by different people.
    difference: Option<WireApart>,
    /// How many people the population has of it; only where people are grouped by a fact that is known of them.
    population: Option<u64>,
}

/// Scores as the population would have given them: answers of a group count as much as the group has people.
#[derive(Serialize, ToSchema)]
struct WireWeightedScore {
    score: WireScore,
    /// The share of the people of whom the fact is known that is in groups with answers. Of the rest nothing is known,
    /// and it is not in the figure.
    covered: f64,
    /// How many answers the weights leave (Kish).
    effective: f64,
}

impl Question for AskScoreGroups {
    type Answer = WireScoreGroups;

    fn side(&self) -> Side {
        self.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WireScoreGroups> {
        let kind = of_customers(&self.kind, self.measure, &self.filter)?;
        let groups = Groups { by: self.by, at: self.at, fact: self.fact };
        let (record, now) = (asking.questions.organisation.now(), asking.questions.clock.now());
        let most = self.limit.unwrap_or(USUAL).clamp(1, MOST);
        let values = groups.clone();
        let prepare = async move || values.values(asking).await;
        let answer = asking.over_with(ANY, self.filter, prepare, move |about, values, parts, work| {
            let people = values.people();
            let named = groups.named(about.dictionary(), values, (&record, now));
            let gathered = gather(about, parts, (kind, Some(&named.grouping)), work)?;
            let name = |code| named.name(about.dictionary(), code);
            Ok(shown(kind, &gathered, &people, most, &name))
        });
        answer.await
    }
}

/// The answer. `people` says how many people each group has, where that is known.
fn shown(
    kind: Kind,
    gathered: &Gathered,
    people: &[u64],
    most: usize,
    name: &dyn Fn(Code) -> String,
) -> WireScoreGroups {
    let none = Grouped::default();
    let known = (1_u16..).zip(people.iter().skip(1)).filter(|(_, people)| **people > 0).map(|(code, _)| code);
    let unanswered = known.filter(|code| !gathered.groups.contains_key(code)).map(|code| (code, &none));
    let mut all: Vec<(Code, &Grouped)> = gathered.groups.iter().map(|(code, group)| (*code, group)).collect();
    all.extend(unanswered);
    all.sort_by_key(|(code, group)| (std::cmp::Reverse(group.own.scores()), *code));
    let total = all.len() as u64;
    all.truncate(most);
    let of_rest = |(_, group): &(Code, &Grouped)| {
        let rest = gathered.rest(group);
        let apart = Apart::of(&group.own.bounded(kind.ends())?, &rest.bounded(kind.ends())?);
        Some((apart, (group.own.scores(), rest.scores())))
    };
    let apart: Vec<_> = all.iter().map(of_rest).collect();
    let is_tested = |counts: &(u64, u64)| counts.0.min(counts.1) >= LEAST;
    let tested = apart.iter().flatten().filter(|(_, counts)| is_tested(counts));
    let q = benjamini_hochberg(&tested.map(|(apart, _)| apart.p).collect::<Vec<_>>());
    let (among, mut q) = (q.len(), q.into_iter());
    let mut difference = |apart: &(Apart, (u64, u64))| {
        let (apart, counts) = apart;
        let q = if is_tested(counts) { q.next() } else { None };
        WireApart::new(kind, apart, q.unwrap_or(apart.p), *counts, among)
    };
    let mut groups = Vec::with_capacity(all.len());
    for ((code, group), apart) in all.iter().zip(&apart) {
        groups.push(WireScoreGroup {
            name: name(*code),
            score: WireScore::of(kind, &group.own),
            difference: apart.as_ref().map(&mut difference),
            population: people.get(usize::from(*code)).copied().filter(|_| *code > 0),
        });
    }
    WireScoreGroups {
        measure: kind.measure,
        whole: WireScore::of(kind, &gathered.whole),
        groups,
        total,
        weighted: weighted(kind, gathered, people),
    }
}

fn weighted(kind: Kind, gathered: &Gathered, people: &[u64]) -> Option<WireWeightedScore> {
    let stratum = |(code, population): (Code, &u64)| {
        let said = gathered.groups.get(&code).map(|group| group.own.clone()).unwrap_or_default();
        Stratum { population: *population, said }
    };
    let strata: Vec<Stratum> = (1..).zip(people.iter().skip(1)).map(stratum).collect();
    let weighted = post_stratified(&strata, kind.ends())?;
    let mut answers = Tally::default();
    for stratum in &strata {
        answers.merge(&stratum.said);
    }
    Some(WireWeightedScore {
        score: WireScore::new(kind, &answers, Some(&weighted.bounded)),
        covered: weighted.covered,
        effective: weighted.effective,
    })
}

/// Scores by touchpoint, channel, department, stage or fact: each group beside all others together, with what many
/// comparisons do to that.
#[utoipa::path(post, path = "/api/v1/scores/groups", request_body = AskScoreGroups,
    responses((status = 200, body = WireScoreGroups)))]
pub(super) async fn ask_score_groups(
    State(state): State<ScoresState>,
    who: Principal,
    Json(ask): Json<AskScoreGroups>,
) -> Result<Json<WireScoreGroups>> {
    Ok(Json(state.questions.of(&who).answer(ask).await?))
}
