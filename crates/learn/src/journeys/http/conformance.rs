//! Conformance over HTTP: how people's ways leave the designed one.

use axum::extract::State;
use know::profiles::http::people::WirePerson;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::paging::List;
use web::{Principal, Problem, Result};

use super::JourneysState;
use super::asking::{About, By, WirePage};
use super::filter::{Filter, codes};
use crate::journeys::{self, Design, Deviation, InConformance, Labels, Stage};
use crate::shown::{WireMean, WireShare, WireSpread};

/// A journey as it is meant to be, against what people do.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskConformance {
    /// By what interactions are called.
    #[serde(default)]
    by: By,
    /// Which interactions count.
    #[serde(default)]
    filter: Filter,
    /// The stages, in order.
    stages: Vec<WireStage>,
    /// What begins the journey; where nothing is named, the first interaction, whatever it is.
    #[serde(default)]
    start: Vec<String>,
    /// What ends it well.
    #[serde(default)]
    good: Vec<String>,
    /// What ends it badly.
    #[serde(default)]
    bad: Vec<String>,
}

/// A stage of a designed journey.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct WireStage {
    /// What it is called.
    name: String,
    /// The names of interactions that belong to it.
    names: Vec<String>,
    /// Whether it may be left out.
    #[serde(default)]
    optional: bool,
    /// Whether it may have several interactions.
    #[serde(default)]
    repeatable: bool,
}

/// How people's ways leave the designed one.
#[derive(Serialize, ToSchema)]
pub(super) struct WireConformance {
    /// People who never began.
    not_begun: u64,
    /// Whose journey ended well, out of all who began.
    good: WireShare,
    /// Whose journey ended badly, likewise.
    bad: WireShare,
    /// Whose journey leaves the design nowhere, likewise.
    conforming: WireShare,
    /// Who had an interaction of each stage, likewise.
    stages: Vec<WireReached>,
    /// How well journeys fit, in millionths.
    fitness: WireMean,
    /// How many kinds of deviations there are.
    total: u64,
    /// The most frequent ones, 200 at most.
    deviations: Vec<WireDeviated>,
}

/// Who reached a stage.
#[derive(Serialize, ToSchema)]
struct WireReached {
    name: String,
    people: WireShare,
}

/// One way in which journeys leave the design.
#[derive(Serialize, ToSchema)]
struct WireDeviated {
    deviation: WireDeviation,
    /// How often.
    count: u64,
    /// How many people, out of all who began.
    people: WireShare,
    /// How many milliseconds it took, where that is known.
    time: Option<WireSpread>,
}

/// In which way a journey leaves the design; stages are counted from 0.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum WireDeviation {
    /// A later stage, or a good end, came before this one.
    Skipped {
        /// The stage.
        stage: usize,
    },
    /// An interaction of an earlier stage.
    Back {
        /// The stage that was left.
        from: usize,
        /// The earlier one.
        to: usize,
    },
    /// A further interaction of a stage that is not repeatable.
    Repeated {
        /// The stage.
        stage: usize,
    },
    /// An interaction that belongs to no stage.
    Outside {
        /// The stage where the journey stood; absent before the first.
        stage: Option<usize>,
        /// Its name.
        name: String,
    },
    /// No end.
    Unfinished {
        /// The stage where the journey stands; absent before the first.
        stage: Option<usize>,
    },
}

/// How many kinds of deviations are shown.
const MOST: usize = 200;

/// The people whose journeys leave the design in one way, or nowhere.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskConformancePeople {
    /// The design.
    conformance: AskConformance,
    /// In which way; absent for those whose journeys leave it nowhere.
    deviation: Option<WireDeviation>,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

impl AskConformance {
    fn design(&self, about: &About) -> Result<Design> {
        let labels = |names: &[String]| -> Result<Labels> {
            Ok(codes(about.dictionary(), about.label, names)?.into_iter().collect())
        };
        let stage = |one: &WireStage| -> Result<Stage> {
            Ok(Stage { labels: labels(&one.names)?, optional: one.optional, repeatable: one.repeatable })
        };
        Ok(Design {
            stages: self.stages.iter().map(stage).collect::<Result<_>>()?,
            start: labels(&self.start)?,
            good: labels(&self.good)?,
            bad: labels(&self.bad)?,
        })
    }
}

impl WireDeviation {
    fn new(deviation: Deviation, about: &About) -> WireDeviation {
        match deviation {
            Deviation::Skipped { stage } => WireDeviation::Skipped { stage },
            Deviation::Back { from, to } => WireDeviation::Back { from, to },
            Deviation::Repeated { stage } => WireDeviation::Repeated { stage },
            Deviation::Outside { stage, label } => WireDeviation::Outside { stage, name: about.name(label) },
            Deviation::Unfinished { stage } => WireDeviation::Unfinished { stage },
        }
    }

    fn deviation(&self, about: &About) -> Result<Deviation> {
        Ok(match self {
            WireDeviation::Skipped { stage } => Deviation::Skipped { stage: *stage },
            WireDeviation::Back { from, to } => Deviation::Back { from: *from, to: *to },
            WireDeviation::Repeated { stage } => Deviation::Repeated { stage: *stage },
            WireDeviation::Outside { stage, name } => {
                let label = super::filter::code(about.dictionary(), about.label, name)?;
                Deviation::Outside { stage: *stage, label }
            }
            WireDeviation::Unfinished { stage } => Deviation::Unfinished { stage: *stage },
        })
    }
}

/// How people's ways leave the designed one: where, how often, with how many people, for how long.
#[utoipa::path(post, path = "/api/v1/journeys/conformance", request_body = AskConformance,
    responses((status = 200, body = WireConformance)))]
pub(super) async fn ask_conformance(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskConformance>,
) -> Result<Json<WireConformance>> {
    let answer = state.ask(&who, ask.by, ask.filter.clone(), move |about, parts, work| {
        let found = journeys::conformance(parts, &ask.design(about)?, work).map_err(Problem::from)?;
        let deviated = |one: &journeys::Deviated| WireDeviated {
            deviation: WireDeviation::new(one.deviation, about),
            count: one.count,
            people: one.people.into(),
            time: one.time.map(WireSpread::from),
        };
        let names = ask.stages.iter().map(|stage| stage.name.clone());
        Ok(WireConformance {
            not_begun: found.not_begun,
            good: found.good.into(),
            bad: found.bad.into(),
            conforming: found.conforming.into(),
            stages: names.zip(found.stages).map(|(name, people)| WireReached { name, people: people.into() }).collect(),
            fitness: (&found.fitness).into(),
            total: found.deviations.len() as u64,
            deviations: found.deviations.iter().take(MOST).map(deviated).collect(),
        })
    });
    Ok(Json(answer.await?))
}

/// The people whose journeys leave the design in one way, or nowhere.
#[utoipa::path(post, path = "/api/v1/journeys/conformance/people", request_body = AskConformancePeople,
    responses((status = 200, body = List<WirePerson>)))]
pub(super) async fn ask_conformance_people(
    State(state): State<JourneysState>,
    who: Principal,
    Json(ask): Json<AskConformancePeople>,
) -> Result<Json<List<WirePerson>>> {
    let page = ask.page.page();
    let people = state.open(&who, ask.conformance.by, ask.conformance.filter.clone(), move |about, parts, work| {
        let wanted = match &ask.deviation {
            None => InConformance::Conforming,
            Some(deviation) => InConformance::Deviation(deviation.deviation(about)?),
        };
        Ok(journeys::conformance_people(parts, &ask.conformance.design(about)?, wanted, page, work)?)
    });
    Ok(Json(people.await?))
}
