//! The silo map, and what episodes cost altogether.

use axum::extract::State;
use kernel::Timestamp;
use know::profiles::Side;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::extract::{Json, Query};
use web::{Principal, Result};

use super::super::model::Transfers;
use super::super::silos::{self, Arrow, Asked, Department};
use super::super::totals::{self, About};
use super::EffortState;
use super::episodes::WireTransfers;
use crate::By;
use crate::index::{Code, Label};
use crate::prices::Prices;
use crate::questions::{Asking, Question, between};
use crate::shown::{WireAverage, WireMean, WireRatio, WireShare, WireSpread};
use crate::statistics::{Average, Share};

#[derive(Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Between {
    /// Contacts from when on, RFC 3339.
    from: Option<String>,
    /// Until when, not included, RFC 3339.
    until: Option<String>,
    /// The side: `customer` (unless told) or `employee`.
    #[param(value_type = Option<String>)]
    side: Option<Side>,
    /// By what totals are counted: `touchpoint` (unless told), `channel`, `department`, `team`, `location` or `name`.
    #[param(value_type = Option<String>)]
    by: Option<By>,
}

impl Between {
    fn times(&self) -> Result<(i64, i64)> {
        let (from, until) = between(self.from.as_deref(), self.until.as_deref())?;
        Ok((from.unwrap_or(i64::MIN), until.unwrap_or(i64::MAX)))
    }
}

/// The silo map: departments, and how episodes pass between them.
#[derive(Serialize, ToSchema)]
pub(super) struct WireSilos {
    /// The departments, those with the most contacts first.
    departments: Vec<WireSilo>,
    /// The arrows, the most frequent first.
    arrows: Vec<WirePassages>,
    /// How many silos there are in effect: 1 where everything that was told reaches every department, as many as there
    /// are departments where nothing does. Absent without contacts.
    effective: Option<f64>,
    /// How few there would be at the upper ends of the intervals of the shares of warm transfers.
    low: Option<f64>,
    /// How many at the lower ends.
    high: Option<f64>,
    /// Contacts in which it could be observed what was asked, out of all.
    observable: WireShare,
    /// The currency of costs, ISO 4217; absent where nobody has said what things cost.
    currency: Option<String>,
    /// How many digits its minor unit has.
    minor_digits: Option<u8>,
}

/// A department in the silo map.
#[derive(Serialize, ToSchema)]
struct WireSilo {
    /// Its name; empty where it is not known.
    name: String,
    contacts: u64,
    people: u64,
    /// How many facts it asked again.
    asked_again: u64,
    /// In how many contacts it could be observed what it asked.
    observable: u64,
}

/// Episodes that passed from one department to another.
#[derive(Serialize, ToSchema)]
struct WirePassages {
    from: String,
    to: String,
    /// How often.
    count: u64,
    transfers: WireTransfers,
    /// Warm ones, of those where it could be observed.
    warm: WireShare,
    people: u64,
    /// How many facts were asked again at the next contact.
    lost: u64,
    /// Milliseconds between the two contacts.
    time: Option<WireSpread>,
    /// What the next contacts of cold transfers cost, in minor units, as far as that is known.
    cost: i64,
    /// Of how many cold transfers it is known.
    costed: u64,
}

/// What episodes cost altogether.
#[derive(Serialize, ToSchema)]
pub(super) struct WireTotals {
    /// How many episodes.
    episodes: u64,
    /// Contacts an episode.
    contacts: WireMean,
    /// How often the next contact was over another channel, an episode.
    channel_switches: WireMean,
    /// How often the next contact was with another department, an episode.
    transfers: WireMean,
    /// How many facts were asked for although they had been told, an episode.
    asked_again: WireMean,
    /// How often people had looked for help by themselves, an episode.
    looked_for_help: WireMean,
    /// Minutes from the first contact to the last, an episode.
    waiting_minutes: WireMean,
    /// The effort score of an episode, from 0 to 100.
    score: WireAverage,
    /// Contacts in which it could be observed what was asked, out of all.
    observable: WireShare,
    /// The score by week, the earliest first.
    weeks: Vec<WireWeek>,
    /// By name, those that asked the most facts again first.
    items: Vec<WireAsking>,
}

/// The episodes whose last contact was in a week.
#[derive(Serialize, ToSchema)]
struct WireWeek {
    /// When it began: Monday, at midnight UTC.
    from: String,
    /// Their effort score.
    score: WireAverage,
}

/// How often something was asked again with a name.
#[derive(Serialize, ToSchema)]
struct WireAsking {
    name: String,
    contacts: u64,
    /// How many facts were asked again.
    asked_again: u64,
    /// Contacts in which something was asked again, of those where it could be observed.
    again: WireRatio,
    /// The effort score of the episodes that had a contact with this name.
    score: WireAverage,
}

/// Asks for the silo map.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct AskSilos(Between);

/// Asks for totals.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct AskTotals(Between);

impl Question for AskSilos {
    type Answer = WireSilos;

    fn side(&self) -> Side {
        self.0.side.unwrap_or_default()
    }

    async fn answer(self, asking: &Asking) -> Result<WireSilos> {
        let (from, until) = self.0.times()?;
        let (side, costs) = (self.side(), asking.questions.organisation.now());
        let currency = costs.costs.at(asking.questions.clock.now()).map(|table| table.said.currency);
        let map = asking.questions.ask(move |snapshot, work| {
            let prices = Prices::of(&costs.costs, snapshot.dictionary.names(Label::Channel));
            let cost = |channel: Code, at: i64| prices.contact(channel, at);
            let map = silos::silos(&snapshot, &Asked { side, from, until, cost: &cost }, work)?;
            Ok((map, snapshot.dictionary))
        });
        let (map, dictionary) = map.await?;
        let name = |code: Code| dictionary.names(Label::Department).name(code).to_owned();
        let sum = |what: fn(&Department) -> u64| map.departments.iter().map(what).sum();
        Ok(WireSilos {
            observable: Share { hits: sum(|one| one.observable), of: sum(|one| one.contacts) }.into(),
            effective: map.effective,
            low: map.between.map(|between| between.low),
            high: map.between.map(|between| between.high),
            departments: map.departments.iter().map(|one| WireSilo::new(one, name(one.code))).collect(),
            arrows: map.arrows.iter().map(|one| WirePassages::new(one, &name)).collect(),
            currency: currency.map(|currency| currency.code().to_owned()),
            minor_digits: currency.map(|currency| currency.minor_digits()),
        })
    }
}

/// The silo map: which departments people have to do with, how their matters pass between them, and what gets lost.
#[utoipa::path(get, path = "/api/v1/effort/silos", params(Between), responses((status = 200, body = WireSilos)))]
pub(super) async fn get_silos(
    State(state): State<EffortState>,
    who: Principal,
    Query(asked): Query<Between>,
) -> Result<Json<WireSilos>> {
    Ok(Json(state.questions.of(&who).answer(AskSilos(asked)).await?))
}

impl WireSilo {
    fn new(one: &Department, name: String) -> WireSilo {
        WireSilo {
            name,
            contacts: one.contacts,
            people: one.people,
            asked_again: one.asked_again,
            observable: one.observable,
        }
    }
}

impl WirePassages {
    fn new(one: &Arrow, name: &dyn Fn(Code) -> String) -> WirePassages {
        WirePassages {
            from: name(one.from),
            to: name(one.to),
            count: u64::from(one.transfers.all()),
            warm: one.warm().into(),
            transfers: one.transfers.into(),
            people: one.people,
            lost: one.lost,
            time: one.time.map(WireSpread::from),
            cost: one.cost,
            costed: one.costed,
        }
    }
}

impl From<Transfers> for WireTransfers {
    fn from(transfers: Transfers) -> WireTransfers {
        WireTransfers { warm: transfers.warm, cold: transfers.cold, unknown: transfers.unknown }
    }
}

impl Question for AskTotals {
    type Answer = WireTotals;

    fn side(&self) -> Side {
        self.0.side.unwrap_or_default()
    }

    async fn answer(self, asking: &Asking) -> Result<WireTotals> {
        let ((from, until), label) = (self.0.times()?, Label::from(self.0.by.unwrap_or_default()));
        let (side, weights) = (self.side(), asking.questions.weighed().await?.weights());
        let found = asking.questions.ask(move |snapshot, work| {
            let about = About { side, label, from, until, weights: &weights };
            Ok((totals::totals(&snapshot, &about, work)?, snapshot.dictionary))
        });
        let (found, dictionary) = found.await?;
        let item = |one: &totals::Asking| WireAsking {
            name: dictionary.names(label).name(one.code).to_owned(),
            contacts: one.contacts,
            asked_again: one.facts,
            again: (&one.again).into(),
            score: (&one.score).into(),
        };
        let week =
            |(from, score): (&i64, &Average)| WireWeek { from: Timestamp(*from).to_string(), score: score.into() };
        Ok(WireTotals {
            episodes: found.contacts.people,
            observable: Share { hits: found.observable, of: found.contacts.sum }.into(),
            contacts: (&found.contacts).into(),
            channel_switches: (&found.channel_switches).into(),
            transfers: (&found.transfers).into(),
            asked_again: (&found.asked_again).into(),
            looked_for_help: (&found.looked_for_help).into(),
            waiting_minutes: (&found.waiting).into(),
            score: (&found.score).into(),
            weeks: found.weeks.iter().map(week).collect(),
            items: found.items.iter().map(item).collect(),
        })
    }
}

/// What the matters of people cost them: contacts, changes of channel and department, waiting; and where they were
/// asked for what they had told.
#[utoipa::path(get, path = "/api/v1/effort/totals", params(Between), responses((status = 200, body = WireTotals)))]
pub(super) async fn get_totals(
    State(state): State<EffortState>,
    who: Principal,
    Query(asked): Query<Between>,
) -> Result<Json<WireTotals>> {
    Ok(Json(state.questions.of(&who).answer(AskTotals(asked)).await?))
}
