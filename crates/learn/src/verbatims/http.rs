//! The HTTP API of verbatims.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use ::text::Polarity;
use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Kind, Position};
use know::profiles::http::PeopleState;
use know::profiles::{Opened, Side, Sight};
use serde::{Deserialize, Serialize};
use store::blocking;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::access::hidden;
use web::extract::{Json, Path};
use web::{Operation, Principal, Problem, Result, Right};

use super::shown::{Showing, WireVerbatim};
use super::{AskSaid, is_verbatim};
use crate::behind::WirePage;
use crate::journeys::http::Filter;
use crate::readings::label::Label;
use crate::readings::model::polarity;
use crate::readings::{Correction, Known};
use crate::{By, Questions};

/// So many texts are looked through for words at most, the newest first.
const SEARCHED: usize = 5_000;

/// What the handlers work with.
#[derive(Clone)]
pub struct VerbatimsState {
    /// The whole history.
    pub questions: Questions,
    /// People, and what is shown of them.
    pub people: PeopleState,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", path: "/api/v1/verbatims", right: Right::OpenFigures },
    Operation { method: "PUT", path: "/api/v1/interactions/{id}/correction", right: Right::OpenFigures },
];

/// The routes.
pub fn routes(state: VerbatimsState) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(ask_verbatims)).routes(routes!(correct_verbatim)).with_state(state)
}

/// Asks what people wrote.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskVerbatims {
    /// Which interactions count.
    #[serde(default)]
    filter: Filter,
    /// Which of their texts, by what was understood of them.
    #[serde(default)]
    said: AskSaid,
    /// Words that must all be in the text as it is shown, the last one as a beginning. The newest 5,000 texts are looked
    /// through.
    search: Option<String>,
    /// Which of them.
    #[serde(default)]
    page: WirePage,
}

/// What people wrote, the newest first.
#[derive(Serialize, ToSchema)]
struct WireVerbatims {
    items: Vec<WireVerbatim>,
    /// How many there are.
    total: u64,
    /// How many people wrote them.
    people: u64,
    /// How many texts that the filter lets through were not looked at yet: they are read in the background.
    waiting: u64,
    /// Whether a search looked through all of them.
    searched_all: bool,
}

/// The texts that are meant, with what was understood of each, the newest first.
struct Found {
    all: Vec<(i64, u64, Label)>,
    people: u64,
    waiting: u64,
    themes: BTreeMap<u32, Known>,
    categories: Vec<String>,
}

/// Of some people the texts that are meant, how many people wrote them, and how many texts were not looked at yet.
type Own = (Vec<(i64, u64, Label)>, u64, u64);

/// What people wrote in their own words, the newest first.
#[utoipa::path(post, path = "/api/v1/verbatims", request_body = AskVerbatims,
    responses((status = 200, body = WireVerbatims)))]
async fn ask_verbatims(
    State(state): State<VerbatimsState>,
    who: Principal,
    Json(ask): Json<AskVerbatims>,
) -> Result<Json<WireVerbatims>> {
    let sight = state.people.sight(&who, Some(ask.filter.side))?;
    let (page, said, readings) = (ask.page.page(), ask.said.read()?, state.questions.readings.clone());
    let asking = state.questions.of(&who);
    asking.sees(ask.filter.side)?;
    let found = asking.over(By::Touchpoint, ask.filter, move |about, parts, work| {
        let labels = readings.labels()?;
        let made = about.each_person(parts, work, |own: &mut Own, somebody| {
            let (rows, before) = (&somebody.sorted.rows, own.0.len());
            for row in somebody.kept.iter().copied().filter(|row| is_verbatim(rows, *row)) {
                match labels.of(rows.position[row]) {
                    None => own.2 += 1,
                    Some(label) if said.is_true_of(label, &labels) => {
                        own.0.push((rows.time[row], rows.position[row], label));
                    }
                    Some(_) => {}
                }
            }
            own.1 += u64::from(own.0.len() > before);
        })?;
        let (people, waiting) = made.iter().fold((0, 0), |sum, own| (sum.0 + own.1, sum.1 + own.2));
        let mut all: Vec<_> = made.into_iter().flat_map(|own| own.0).collect();
        all.sort_unstable_by_key(|(time, position, _)| Reverse((*time, *position)));
        let categories = labels.categories().to_vec();
        drop(labels);
        Ok(Found { all, people, waiting, themes: readings.known()?, categories })
    });
    let found = found.await?;
    let words = ask.search.map(|search| search.trim().to_owned()).filter(|search| !search.is_empty());
    let (people, hidden) = (state.people.clone(), hidden(who.role));
    let shown = blocking(move || -> store::Result<WireVerbatims> {
        let Found { all, people: writers, waiting, themes, categories } = found;
        let showing = Showing { ids: &people.ids, hidden, themes: &themes, categories: &categories };
        let open = |(_, position, label): &(i64, u64, Label)| -> store::Result<Option<WireVerbatim>> {
            let opened = people.profiles.open(Position(*position))?.filter(|one| may_see(one, &sight));
            Ok(opened.and_then(|one| showing.verbatim(one, Some(*label))))
        };
        let Some(words) = words else {
            let items = all.iter().skip(page.skip).take(page.limit).map(open);
            let items = items.collect::<store::Result<Vec<_>>>()?.into_iter().flatten().collect();
            return Ok(WireVerbatims { items, total: all.len() as u64, people: writers, waiting, searched_all: true });
        };
        let mut matching = Vec::new();
        for one in all.iter().take(SEARCHED) {
            matching.extend(open(one)?.filter(|one| one.has(&words)));
        }
        let writers = matching.iter().map(WireVerbatim::person).collect::<std::collections::BTreeSet<_>>().len() as u64;
        let (total, searched_all) = (matching.len() as u64, all.len() <= SEARCHED);
        let items = matching.into_iter().skip(page.skip).take(page.limit).collect();
        Ok(WireVerbatims { items, total, people: writers, waiting, searched_all })
    });
    let shown = shown.await?;
    let said = format!("{} texts shown", shown.items.len());
    state.people.audit.read_many(&who, "verbatims.read", "", &said).await?;
    Ok(Json(shown))
}

/// Whether an opened interaction is one that somebody sees.
fn may_see(opened: &Opened, sight: &Sight) -> bool {
    sight.sees(&opened.interaction)
}

/// What a person says of a text. What is left out stays as it was.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SaysCorrection {
    /// `negative`, `neutral` or `positive`.
    sentiment: Option<String>,
    /// The number of its theme; 0 for none.
    theme: Option<u32>,
    /// The name of its category; empty for none.
    category: Option<String>,
}

/// Says what a text means, against what was understood of it. It counts at once, and is learnt from with the next run.
#[utoipa::path(put, path = "/api/v1/interactions/{id}/correction", params(("id" = String, Path)),
    request_body = SaysCorrection, responses((status = 204)))]
async fn correct_verbatim(
    State(state): State<VerbatimsState>,
    who: Principal,
    Path(id): Path<String>,
    Json(says): Json<SaysCorrection>,
) -> Result<StatusCode> {
    let position = Position(web::ids::read(&state.people.ids, Kind::Interaction, &id)?);
    let missing = || Problem::not_found("there is no such text");
    let people = state.people.clone();
    let opened = blocking(move || people.profiles.open(position)).await?.ok_or_else(missing)?;
    let side = Side::of(&opened.interaction);
    state.questions.of(&who).sees(side)?;
    let sight = state.people.sight(&who, Some(side))?;
    if !may_see(&opened, &sight) || opened.interaction.text.is_none() {
        return Err(missing());
    }
    let known = state.questions.readings.clone();
    let known = blocking(move || known.known()).await?;
    let correction = says.read(&known)?;
    let (readings, kept) = (state.questions.readings.clone(), correction.clone());
    blocking(move || readings.correct(position, kept)).await?;
    state.people.audit.change(&who, "verbatims.correct", &id, &says.shown()).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl SaysCorrection {
    fn read(&self, known: &BTreeMap<u32, Known>) -> Result<Correction> {
        let sentiment = self.sentiment.as_deref().map(|name| {
            Polarity::ALL.into_iter().find(|one| polarity(*one) == name).ok_or_else(|| {
                Problem::bad_request(format!("`sentiment`: there is no {name:?}; say negative, neutral or positive"))
            })
        });
        if let Some(theme) = self.theme.filter(|theme| *theme != 0 && !known.contains_key(theme)) {
            let said = format!("`theme`: there is no theme {theme}; POST /api/v1/themes lists them, 0 is none");
            return Err(Problem::bad_request(said));
        }
        let category = self.category.as_ref().map(|name| name.trim().replace('\0', ""));
        if category.as_ref().is_some_and(|name| name.chars().count() > 80) {
            return Err(Problem::bad_request("`category`: a name has at most 80 characters"));
        }
        let correction = Correction { sentiment: sentiment.transpose()?, theme: self.theme, category };
        if correction == Correction::default() {
            return Err(Problem::bad_request("say at least one of `sentiment`, `theme` and `category`"));
        }
        Ok(correction)
    }

    /// The same in words, for the audit.
    fn shown(&self) -> String {
        let said = [
            self.sentiment.as_ref().map(|name| format!("sentiment {name}")),
            self.theme.map(|theme| format!("theme {theme}")),
            self.category.as_ref().map(|name| format!("category {name:?}")),
        ];
        said.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
