//! The emotion curve over HTTP: what people say in figures along the stages of a designed journey.

use axum::extract::State;
use know::profiles::Side;
use know::profiles::http::people::WirePerson;
use lake::feedback::{SCALES, Scale};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::paging::List;
use web::{Principal, Problem, Result};

use super::JourneysState;
use super::asking::{About, WirePage};
use super::conformance::{AskConformance, design};
use super::filter::Filter;
use crate::index::Score;
use crate::journeys::{self, Felt, MOOD, MOOD_PLACE};
use crate::questions::{Asking, Question};
use crate::readings::Labels;
use crate::readings::label::Label;
use crate::statistics::Average;
use crate::verbatims::is_verbatim;

/// A mean of fewer scores than this is not shown.
const LEAST: u64 = 10;

/// What people say in figures along the stages of a designed journey.
#[derive(Serialize, ToSchema)]
pub(super) struct WireEmotions {
    /// The version of the design, where it is one that is on record.
    version: Option<u32>,
    /// The stages, in order.
    stages: Vec<String>,
    /// With fewer scores a stage has no mean.
    least: u64,
    /// By kind of score, those that anybody gave.
    kinds: Vec<WireEmotion>,
}

/// The scores of one kind.
#[derive(Serialize, ToSchema)]
struct WireEmotion {
    /// The kind: `nps`, `csat`, `ces`, ..., or `mood`: what people write, from -1 (discontent) to 1 (content).
    kind: &'static str,
    /// The lowest score there is.
    lowest: f64,
    /// The highest.
    highest: f64,
    /// By stage, in order.
    stages: Vec<WireFelt>,
}

/// The scores of one kind that were given within a stage.
#[derive(Serialize, ToSchema)]
struct WireFelt {
    /// How many.
    of: u64,
    /// How many people gave them.
    people: u64,
    /// Their mean, on the scale of their kind; absent where they are too few.
    mean: Option<f64>,
    /// The lower end of its interval of 95 %; absent for fewer than two people.
    low: Option<f64>,
    /// Its upper end.
    high: Option<f64>,
    /// The mean from -1 (the lowest score there is) to 1 (the highest), so that kinds can be drawn beside each other.
    level: Option<f64>,
    /// The lower end of its interval, likewise, not below -1.
    level_low: Option<f64>,
    /// Its upper end, not above 1.
    level_high: Option<f64>,
}

impl WireFelt {
    fn new(average: &Average, scale: &Scale) -> WireFelt {
        let level = |score: f64| (2.0 * (score - scale.lowest) / (scale.highest - scale.lowest) - 1.0).clamp(-1.0, 1.0);
        let is_shown = average.scores >= LEAST;
        let mean = average.value().filter(|_| is_shown);
        let interval = average.interval().filter(|_| is_shown);
        let (low, high) = (interval.map(|of| of.low), interval.map(|of| of.high));
        WireFelt {
            of: average.scores,
            people: average.people,
            mean,
            low,
            high,
            level: mean.map(level),
            level_low: low.map(level),
            level_high: high.map(level),
        }
    }
}

/// The people who gave a score of a kind within a stage.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskEmotionsPeople {
    /// The journey.
    emotions: AskConformance,
    /// The stage, counted from 0.
    stage: usize,
    /// The kind of score.
    kind: String,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

/// What employees answer is not shown along journeys: groups of them can be too small to hide who it was.
fn of_customers(filter: &Filter) -> Result<()> {
    match filter.side {
        Side::Customer => Ok(()),
        Side::Employee => Err(Problem::bad_request(
            "`side`: the scores of employees are not shown along journeys; leave it out, or ask for `customer`",
        )),
    }
}

/// All kinds of scores with their places: those that are given, and what people write.
fn kinds() -> impl Iterator<Item = (usize, &'static Scale)> {
    SCALES.iter().chain([&MOOD]).enumerate()
}

/// Tells of each row the scores that it carries, and how content somebody sounds who wrote something.
fn said<'a>(about: &'a About, labels: &'a Labels<'a>) -> impl Fn(usize, usize, &mut dyn FnMut(Score)) + Sync + 'a {
    let rows = about.rows();
    move |part, row, tell| {
        let (rows, start) = rows[part];
        let row = start + row;
        rows.scores(row).for_each(&mut *tell);
        if is_verbatim(rows, row)
            && let Some([negative, _, positive]) = labels.of(rows.position[row]).and_then(Label::sentiment)
        {
            tell(Score { scale: MOOD_PLACE, score: positive - negative });
        }
    }
}

/// Asks for the emotion curve of a designed journey.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct AskEmotions(AskConformance);

impl Question for AskEmotions {
    type Answer = WireEmotions;

    fn side(&self) -> Side {
        self.0.side()
    }

    async fn answer(self, asking: &Asking) -> Result<WireEmotions> {
        let AskEmotions(ask) = self;
        of_customers(&ask.filter)?;
        let (definition, version) = ask.definition(&asking.questions.designs).await?;
        let readings = asking.questions.readings.clone();
        let answer = asking.over(definition.by, ask.filter, move |about, parts, work| {
            let labels = readings.labels()?;
            let felt = journeys::emotions(parts, &design(&definition, about)?, &said(about, &labels), work)?;
            let given = |(place, _): &(usize, &Scale)| felt.iter().any(|stage: &Felt| stage[*place].scores > 0);
            let kind = |(place, scale): (usize, &Scale)| WireEmotion {
                kind: scale.name,
                lowest: scale.lowest,
                highest: scale.highest,
                stages: felt.iter().map(|stage| WireFelt::new(&stage[place], scale)).collect(),
            };
            let kinds = kinds().filter(given).map(kind).collect();
            let stages = definition.stages.iter().map(|stage| stage.name.clone()).collect();
            Ok(WireEmotions { version, stages, least: LEAST, kinds })
        });
        answer.await
    }
}

/// The emotion curve: what people say in figures along the stages of a designed journey.
#[utoipa::path(post, path = "/api/v1/journeys/emotions", request_body = AskConformance,
    responses((status = 200, body = WireEmotions)))]
pub(super) async fn ask_emotions(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskConformance>,
) -> Result<Json<WireEmotions>> {
    state.answer(&who, AskEmotions(ask)).await
}

/// The people who gave a score of a kind within a stage of a designed journey.
#[utoipa::path(post, path = "/api/v1/journeys/emotions/people", request_body = AskEmotionsPeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_emotions_people(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskEmotionsPeople>,
) -> Result<Json<List<WirePerson>>> {
    of_customers(&ask.emotions.filter)?;
    let known = kinds().find(|(_, scale)| scale.name == ask.kind);
    let (kind, _) = known.ok_or_else(|| {
        let names = kinds().map(|(_, scale)| scale.name).collect::<Vec<_>>().join(", ");
        Problem::bad_request(format!("`kind`: there are no scores {:?}; they are {names}", ask.kind))
    })?;
    let (definition, _) = ask.emotions.definition(&state.questions.designs).await?;
    let (page, wanted) = (ask.page.page(), (ask.stage, kind));
    let readings = state.questions.readings.clone();
    let people = state.open(&who, definition.by, ask.emotions.filter, move |about, parts, work| {
        let labels = readings.labels()?;
        let (design, said) = (design(&definition, about)?, said(about, &labels));
        Ok(journeys::emotions_people(parts, &design, wanted, (page, &said), work)?)
    });
    Ok(Json(people.await?))
}
