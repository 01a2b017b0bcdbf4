//! Conformance over HTTP: how people's ways leave the designed one.

use axum::extract::State;
use know::profiles::Side;
use know::profiles::http::people::WirePerson;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::extract::Json;
use web::paging::List;
use web::{Principal, Problem, Result};

use super::JourneysState;
use super::asking::{About, WirePage};
use super::filter::{Filter, codes};
use crate::By;
use crate::designs::{Definition, DesignStage, Designs, Version};
use crate::index::{Label, flag};
use crate::journeys::{self, Design, Deviation, InConformance, Labels, Stage};
use crate::prices::Prices;
use crate::questions::{Asking, Question};
use crate::shown::{WireMean, WireShare, WireSpread};

/// A journey as it is meant to be, against what people do: a design that is on record, or one that is said here.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskConformance {
    /// Which interactions count.
    #[serde(default)]
    pub(super) filter: Filter,
    /// The name of a design that is on record. Then nothing of what follows is said, but for the version.
    design: Option<String>,
    /// The number of its version; the newest unless told.
    version: Option<u32>,
    /// By what interactions are called; touchpoint unless told.
    by: Option<By>,
    /// The stages, in order.
    #[serde(default)]
    stages: Vec<DesignStage>,
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

/// How people's ways leave the designed one.
#[derive(Serialize, ToSchema)]
pub(super) struct WireConformance {
    /// The version of the design, where it is one that is on record.
    version: Option<u32>,
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
    /// The currency of costs, ISO 4217; absent where nobody has said what things cost.
    currency: Option<String>,
    /// How many digits its minor unit has.
    minor_digits: Option<u8>,
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
    /// What the contacts that were too much cost, in minor units, as far as that is known: the one that went back, came
    /// again or belongs to no stage. Where something is missing no contact is too much.
    cost: i64,
    /// Of how many contacts it is known.
    costed: u64,
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
    /// What is asked about: the design with its version where it is on record.
    ///
    /// # Errors
    /// 400 where it is said in two ways, 404 where there is no such design.
    pub(super) async fn definition(&self, designs: &Designs) -> Result<(Definition, Option<u32>)> {
        let AskConformance { by, stages, start, good, bad, .. } = self.clone();
        let Some(name) = &self.design else {
            if self.version.is_some() {
                return Err(Problem::bad_request("`version` is that of a design on record: name it as `design`"));
            }
            return Ok((Definition { job: String::new(), by: by.unwrap_or_default(), stages, start, good, bad }, None));
        };
        if by.is_some() || ![start, good, bad].concat().is_empty() || !stages.is_empty() {
            return Err(Problem::bad_request(
                "`design` names a design that says by what interactions are called, its stages, its start and its \
                 ends: leave out `by`, `stages`, `start`, `good` and `bad`, or `design`",
            ));
        }
        let (mut versions, place) = designs.wanted(name, self.version).await?;
        let Version { number, definition, .. } = versions.swap_remove(place);
        Ok((definition.expect("one that says something is wanted"), Some(number)))
    }
}

/// The design in the index's numbers.
pub(super) fn design(definition: &Definition, about: &About) -> Result<Design> {
    let labels = |names: &[String]| -> Result<Labels> {
        Ok(codes(about.dictionary(), about.label, names)?.into_iter().collect())
    };
    let stage = |one: &DesignStage| -> Result<Stage> {
        Ok(Stage { labels: labels(&one.names)?, optional: one.optional, repeatable: one.repeatable })
    };
    Ok(Design {
        stages: definition.stages.iter().map(stage).collect::<Result<_>>()?,
        start: labels(&definition.start)?,
        good: labels(&definition.good)?,
        bad: labels(&definition.bad)?,
    })
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

impl Question for AskConformance {
    type Answer = WireConformance;

    fn side(&self) -> Side {
        self.filter.side
    }

    async fn answer(self, asking: &Asking) -> Result<WireConformance> {
        let (definition, version) = self.definition(&asking.questions.designs).await?;
        let organisation = asking.questions.organisation.now();
        let currency = organisation.costs.at(asking.questions.clock.now()).map(|table| table.said.currency);
        let answer = asking.over(definition.by, self.filter, move |about, parts, work| {
            let prices = Prices::of(&organisation.costs, about.dictionary().names(Label::Channel));
            let rows = about.rows();
            let cost = |part: usize, row: usize| {
                let (rows, start) = rows[part];
                let is_contact = rows.flags[start + row] & flag::CONTACT != 0;
                let price = || prices.contact(rows.label(Label::Channel)[start + row], rows.time[start + row]);
                is_contact.then(price).flatten()
            };
            let found =
                journeys::conformance(parts, &design(&definition, about)?, &cost, work).map_err(Problem::from)?;
            let deviated = |one: &journeys::Deviated| WireDeviated {
                deviation: WireDeviation::new(one.deviation, about),
                count: one.count,
                people: one.people.into(),
                time: one.time.map(WireSpread::from),
                cost: one.cost,
                costed: one.costed,
            };
            let names = definition.stages.iter().map(|stage| stage.name.clone());
            Ok(WireConformance {
                version,
                not_begun: found.not_begun,
                good: found.good.into(),
                bad: found.bad.into(),
                conforming: found.conforming.into(),
                stages: names
                    .zip(found.stages)
                    .map(|(name, people)| WireReached { name, people: people.into() })
                    .collect(),
                fitness: (&found.fitness).into(),
                total: found.deviations.len() as u64,
                deviations: found.deviations.iter().take(MOST).map(deviated).collect(),
                currency: currency.map(|currency| currency.code().to_owned()),
                minor_digits: currency.map(|currency| currency.minor_digits()),
            })
        });
        answer.await
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
    state.answer(&who, ask).await
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
    let (definition, _) = ask.conformance.definition(&state.questions.designs).await?;
    let people = state.open(&who, definition.by, ask.conformance.filter, move |about, parts, work| {
        let wanted = match &ask.deviation {
            None => InConformance::Conforming,
            Some(deviation) => InConformance::Deviation(deviation.deviation(about)?),
        };
        Ok(journeys::conformance_people(parts, &design(&definition, about)?, wanted, page, work)?)
    });
    Ok(Json(people.await?))
}
