//! The HTTP API of what was answered in waves.

use axum::extract::State;
use know::privacy::masking::mask;
use listen::feedback::waves::{Cell, Question, THRESHOLD, Wave};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::access::hidden;
use web::extract::{Json, Path};
use web::{Operation, Principal, Problem, Result, Right};

use super::{Asked, Over, Pulses, asked, tally};
use crate::scores::{Kind, LEAST, Measure, WireApart, WireScore};
use crate::shown::WireShare;
use crate::statistics::{Apart, Share, benjamini_hochberg};

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] =
    &[Operation { method: "GET", path: "/api/v1/surveys/{name}/waves/{wave}/results", right: Right::SeeJourneys }];

/// The routes.
pub fn routes(state: Pulses) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get_wave_results)).with_state(state)
}

/// What was answered in a wave that is over.
#[derive(Serialize, ToSchema)]
struct WireWaveResults {
    survey: String,
    wave: String,
    /// When it ended.
    closed_at: String,
    /// The wave of the same survey before it, with which it is compared; absent where there is none.
    before: Option<String>,
    /// Nothing is shown of fewer people.
    threshold: u64,
    /// How many were asked.
    asked: u64,
    /// How many answered; absent where it is fewer than the threshold.
    answered: Option<u64>,
    /// The questions, in the order of the survey. A matrix has one for each row.
    questions: Vec<WireWaveQuestion>,
}

/// A question.
#[derive(Serialize, ToSchema)]
struct WireWaveQuestion {
    /// Its id; of a matrix with the id of the row behind a dot.
    id: String,
    /// What was asked.
    text: String,
    /// By which figure its scores are summed up; absent where its answers are no scores.
    measure: Option<Measure>,
    /// What everybody said; absent where too few did.
    all: Option<WireWaveCell>,
    /// The groups, as the wave has them.
    groups: Vec<WireWaveGroup>,
    /// What was written, in no order and without groups; only for who sees what employees say.
    texts: Vec<String>,
    /// Why something of it is not shown, in words; absent where nothing is held back.
    held_back: Option<String>,
}

/// A group.
#[derive(Serialize, ToSchema)]
struct WireWaveGroup {
    name: String,
    /// How many were asked.
    asked: u64,
    /// What they said; absent where too few did, or where it would tell what so few said.
    said: Option<WireWaveCell>,
}

/// What some people said.
#[derive(Serialize, ToSchema)]
struct WireWaveCell {
    /// How many answered.
    people: u64,
    /// The figure with its interval; absent where the answers are no scores.
    score: Option<WireScore>,
    /// How many gave each answer, with their share of those who answered.
    counts: Vec<WireWaveCount>,
    /// The figure less that of the wave before, taking the two as answered by different people: of the same people the
    /// interval is rather too wide.
    change: Option<WireApart>,
}

/// How many gave an answer.
#[derive(Serialize, ToSchema)]
struct WireWaveCount {
    /// The answer: a score, or the id of an option.
    answer: String,
    /// What it is called.
    text: String,
    share: WireShare,
}

/// What was answered in a wave that is over: to each question by everybody and by each group, with the change since the
/// wave before. Groups of fewer than 5 are not shown, nor others from which theirs would follow.
#[utoipa::path(get, path = "/api/v1/surveys/{name}/waves/{wave}/results",
    params(("name" = String, Path), ("wave" = String, Path)), responses((status = 200, body = WireWaveResults)))]
async fn get_wave_results(
    State(state): State<Pulses>,
    who: Principal,
    Path((name, wave)): Path<(String, String)>,
) -> Result<Json<WireWaveResults>> {
    let all = state.waves.list(&name).await?;
    let missing = || Problem::not_found(format!("the survey {name:?} has no wave {wave:?}; GET its waves lists them"));
    let place = all.iter().position(|one| one.name == wave).ok_or_else(missing)?;
    let mut waves = all.into_iter().skip(place);
    let over = state.results(waves.next().ok_or_else(missing)?).await?;
    let before = match waves.next() {
        Some(before) => Some(state.results(before).await?),
        None => None,
    };
    Ok(Json(wire(&over, before.as_ref(), &who)))
}

fn wire(over: &Over, before: Option<&Over>, who: &Principal) -> WireWaveResults {
    let questions = over.results.questions.iter();
    WireWaveResults {
        survey: over.wave.survey.clone(),
        wave: over.wave.name.clone(),
        closed_at: over.wave.closes_at.to_string(),
        before: before.map(|before| before.wave.name.clone()),
        threshold: THRESHOLD,
        asked: over.results.asked,
        answered: over.results.answered,
        questions: questions
            .filter_map(|one| Some(question(one, (over, before), &asked(&over.survey, &one.id)?, who)))
            .collect(),
    }
}

fn question(
    one: &Question,
    (over, before): (&Over, Option<&Over>),
    asked_for: &Asked,
    who: &Principal,
) -> WireWaveQuestion {
    // A question that was of another kind then is another question.
    let same = before.filter(|before| asked(&before.survey, &one.id).is_some_and(|then| then.kind == asked_for.kind));
    let then = same.and_then(|before| before.results.questions.iter().find(|other| other.id == one.id));
    let groups = groups(one, then, asked_for, &over.wave);
    let sees_texts = who.may(Right::SeeEmployees);
    let texts = one.texts.iter().map(|text| mask(text, hidden(who.role)).into_owned());
    let texts: Vec<String> = if sees_texts { texts.collect() } else { Vec::new() };
    let held_back = held_back(one, &groups, sees_texts);
    let change = |kind: Kind, cell: &Cell| {
        let apart = apart(kind, cell, then?.all.as_ref()?)?;
        Some(WireApart::new(kind, &apart.0, apart.0.p, apart.1, 1))
    };
    let all = one.all.as_ref().map(|all| {
        let change = asked_for.kind.and_then(|kind| change(kind, all));
        cell(all, asked_for, change)
    });
    let measure = asked_for.kind.map(|kind| kind.measure);
    WireWaveQuestion { id: one.id.clone(), text: asked_for.text.clone(), measure, all, groups, texts, held_back }
}

/// The groups. As several are compared with the wave before, what that does to chance is taken into account.
fn groups(one: &Question, then: Option<&Question>, asked_for: &Asked, wave: &Wave) -> Vec<WireWaveGroup> {
    let before = |name: &str| then?.groups.iter().find(|(group, _)| group == name)?.1.as_ref();
    let apart = |(name, now): &(String, Option<Cell>)| apart(asked_for.kind?, now.as_ref()?, before(name)?);
    let apart: Vec<_> = one.groups.iter().map(apart).collect();
    let is_tested = |(_, counts): &(Apart, (u64, u64))| counts.0.min(counts.1) >= LEAST;
    let tested = apart.iter().flatten().filter(|one| is_tested(one)).map(|(apart, _)| apart.p);
    let q = benjamini_hochberg(&tested.collect::<Vec<_>>());
    let (among, mut q) = (q.len(), q.into_iter());
    let mut groups = Vec::with_capacity(one.groups.len());
    for ((name, now), apart) in one.groups.iter().zip(apart) {
        let q = apart.as_ref().filter(|one| is_tested(one)).and_then(|_| q.next());
        let change = asked_for.kind.zip(apart);
        let change =
            change.map(|(kind, (apart, counts))| WireApart::new(kind, &apart, q.unwrap_or(apart.p), counts, among));
        let asked = wave.groups.iter().find(|group| group.name == *name).map_or(0, |group| group.people);
        let said = now.as_ref().map(|now| cell(now, asked_for, change));
        groups.push(WireWaveGroup { name: name.clone(), asked, said });
    }
    groups
}

/// How far two cells lie apart, and of how many answers each.
fn apart(kind: Kind, now: &Cell, then: &Cell) -> Option<(Apart, (u64, u64))> {
    let (now, then) = (tally(kind, now), tally(kind, then));
    let apart = Apart::of(&now.bounded(kind.ends())?, &then.bounded(kind.ends())?);
    Some((apart, (now.scores(), then.scores())))
}

fn cell(cell: &Cell, asked_for: &Asked, change: Option<WireApart>) -> WireWaveCell {
    let mut counts: Vec<WireWaveCount> = Vec::with_capacity(cell.counts.len());
    for (answer, count) in &cell.counts {
        let text = asked_for.options.get(answer).unwrap_or(answer).clone();
        let share = WireShare::from(Share { hits: (*count).min(cell.people), of: cell.people });
        counts.push(WireWaveCount { answer: answer.clone(), text, share });
    }
    if asked_for.kind.is_some() {
        // As texts, 10 would come before 9.
        counts.sort_by_key(|one| one.answer.parse::<u32>().unwrap_or(u32::MAX));
    }
    let score = asked_for.kind.map(|kind| WireScore::of(kind, &tally(kind, cell)));
    WireWaveCell { people: cell.people, score, counts, change }
}

fn held_back(one: &Question, groups: &[WireWaveGroup], sees_texts: bool) -> Option<String> {
    if !one.texts.is_empty() && !sees_texts {
        return Some("what employees wrote is not shown to this role".to_owned());
    }
    let is_text = one.groups.is_empty() && one.all.is_none();
    if is_text && one.texts.is_empty() || !is_text && one.all.is_none() {
        return Some(format!("fewer than {THRESHOLD} people answered it"));
    }
    let hidden = groups.iter().filter(|group| group.said.is_none()).count();
    (hidden > 0).then(|| {
        format!(
            "of {hidden} of {} groups nothing is shown: fewer than {THRESHOLD} people answered in them, or what so few \
             said would follow by taking the others from all",
            groups.len()
        )
    })
}
