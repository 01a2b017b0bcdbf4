//! The HTTP API of customers beside employees.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use kernel::Timestamp;
use know::organisation::{Record, UnitKind};
use know::profiles::Side;
use listen::frontline::Place;
use listen::needs::Needs;
use listen::notes::Notes;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Query};
use web::{Operation, Principal, Result, Right};

use super::employees::{self, Said};
use super::model::{ByPlace, Customers, Employees};
use super::rules::{LAGS, negative, pairs, relation, said};
use crate::index::Label;
use crate::journeys::http::{About, Filter};
use crate::journeys::{Calendar, Part, Period, Work, span};
use crate::pulses::Pulses;
use crate::scores::{Grouping, Kind, Measure, WireScore, by_group_and_period, gather};
use crate::shown::WireShare;
use crate::statistics::{Correlation, benjamini_hochberg};
use crate::{By, Questions};

/// No more months are shown.
const MONTHS: i64 = 24;
/// No more places are shown.
const PLACES: usize = 200;
/// No month is longer, in days.
const LONGEST: i64 = 31;

/// What the handlers work with.
#[derive(Clone)]
pub struct JoinedState {
    /// The whole history.
    pub questions: Questions,
    /// What employees say.
    pub pulses: Pulses,
    /// What stands in their way.
    pub notes: Notes,
    /// What they need.
    pub needs: Needs,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[Operation { method: "GET", path: "/api/v1/joined", right: Right::SeeJourneys }];

/// The routes.
pub fn routes(state: JoinedState) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get_joined)).with_state(state)
}

/// By what places are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum JoinedBy {
    /// The departments.
    #[default]
    Department,
    /// The touchpoints, each beside the employees of its department.
    Touchpoint,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct AskJoined {
    /// `department` (unless told) or `touchpoint`.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    by: JoinedBy,
    /// The kind of customers' scores: `nps`, `csat`, `ces`, ...; the one with the most answers unless told.
    kind: Option<String>,
    /// The survey of employees; the anonymous one whose wave ended last unless told.
    survey: Option<String>,
    /// Its question; the first score unless told.
    question: Option<String>,
}

/// What customers say beside what employees say.
#[derive(Serialize, ToSchema)]
struct WireJoined {
    /// The kind of customers' scores; absent where there are none.
    kind: Option<&'static str>,
    /// By which figure they are summed up: of nps promoters less detractors, of the others the mean.
    measure: Option<Measure>,
    /// The survey of employees; absent where no wave is over.
    survey: Option<String>,
    question: Option<String>,
    /// What employees were asked.
    text: Option<String>,
    /// By which figure their scores are summed up.
    measure_of_employees: Option<Measure>,
    /// The places that customers or employees said something of, those with the most answers of customers first.
    places: Vec<JoinedPlace>,
    /// How many there are.
    total: u64,
    /// How the two go together within departments, by how many months customers come later.
    relations: Vec<JoinedRelation>,
}

/// A place.
#[derive(Serialize, ToSchema)]
struct JoinedPlace {
    name: String,
    /// Its department; of a department its own name.
    department: Option<String>,
    customers: WireScore,
    /// The share of scores below the middle of the scale; of nps of detractors.
    negative: WireShare,
    /// What employees of its department said in the newest wave in which it is shown; absent where it never was.
    employees: Option<WireScore>,
    /// How many notes employees wrote about it.
    notes: u64,
    /// How many of them wait or are being mended.
    notes_waiting: u64,
    /// How many needs they named.
    needs: u64,
    /// How many votes these have.
    votes: u64,
    /// The months, in order: without a gap from the first to the last.
    months: Vec<JoinedMonth>,
    /// How the two go together in this department, by how many months customers come later; empty for touchpoints.
    relations: Vec<JoinedRelation>,
}

/// A month.
#[derive(Serialize, ToSchema)]
struct JoinedMonth {
    /// When it begins.
    from: String,
    customers: WireScore,
    /// Absent where no wave ended in it, or too few answered.
    employees: Option<WireScore>,
}

/// How two scores go together.
#[derive(Serialize, ToSchema)]
struct JoinedRelation {
    /// How many months after the employees' score the customers' is.
    months_later: usize,
    /// Pearson's correlation within departments, from -1 to 1; absent where too few months are known.
    r: Option<f64>,
    /// The lower end of its interval of 95 % (Fisher, 1924).
    low: Option<f64>,
    /// Its upper end.
    high: Option<f64>,
    /// The probability of one at least as far from 0 if there were none, adjusted for how many lags were looked at.
    q: Option<f64>,
    /// Of how many months, those of all departments together.
    months: u64,
    /// What it says, in words.
    said: String,
}

/// What was found out of the history.
struct Found {
    kind: Option<Kind>,
    calendar: Option<Calendar>,
    departments: ByPlace,
    touchpoints: ByPlace,
}

/// What customers say of each touchpoint or department beside what employees say, in time, and whether the employees' score
/// goes before the customers'.
#[utoipa::path(get, path = "/api/v1/joined", params(AskJoined), responses((status = 200, body = WireJoined)))]
async fn get_joined(
    State(state): State<JoinedState>,
    who: Principal,
    Query(ask): Query<AskJoined>,
) -> Result<Json<WireJoined>> {
    let kind = ask.kind.as_deref().map(of_kind).transpose()?;
    let said = employees::said(&state.pulses, ask.survey.as_deref(), ask.question.as_deref()).await?;
    let ends = said.iter().flat_map(|said| &said.waves).map(|(end, _)| end.0);
    let ends = ends.clone().min().zip(ends.max());
    let (questions, filter) = (&state.questions, Filter::in_time(Side::Customer, None, None));
    let asking = questions.of(&who);
    let found = asking.over(By::Touchpoint, filter, move |about, parts, work| find(about, parts, (kind, ends), work));
    let found = found.await?;
    let asides = asides(&state, ask.by).await?;
    let (record, now) = (questions.organisation.now(), questions.clock.now());
    Ok(Json(wire(ask.by, &found, said.as_ref(), &asides, (&record, now))))
}

/// The kind of this name, summed up by promoters less detractors or by the mean.
fn of_kind(name: &str) -> Result<Kind> {
    let measure = if name == "nps" { Measure::NetPromoter } else { Measure::Mean };
    Kind::named(name, Some(measure)).map_err(web::Problem::bad_request)
}

/// What customers said, by department and by touchpoint.
fn find(
    about: &About,
    parts: &[Part<'_>],
    (kind, ends): (Option<Kind>, Option<(i64, i64)>),
    work: Work<'_>,
) -> Result<Found> {
    let mut most: Option<(u64, Kind)> = None;
    if kind.is_none() {
        for kind in Kind::all() {
            let (kind, answers) =
                (of_kind(kind.scale().name)?, gather(about, parts, (kind, None), work)?.whole.scores());
            if answers > most.map_or(0, |(most, _)| most) {
                most = Some((answers, kind));
            }
        }
    }
    let kind = kind.or(most.map(|(_, kind)| kind));
    let spans = span(parts).into_iter().chain(ends);
    let first = spans.clone().map(|(first, _)| first).min();
    let last = spans.map(|(_, last)| last).max();
    let calendar = first.zip(last).map(|(first, last)| {
        let first = first.max(last - MONTHS * LONGEST * kernel::clock::DAY);
        Calendar::of(Period::Month, first, last)
    });
    let calendar = calendar.transpose()?;
    let mut found = Found { kind, calendar, departments: ByPlace::new(), touchpoints: ByPlace::new() };
    let (Some(kind), Some(calendar)) = (found.kind, &found.calendar) else { return Ok(found) };
    for (label, to) in [(Label::Department, &mut found.departments), (Label::Touchpoint, &mut found.touchpoints)] {
        let grouping = Grouping::Label { label, before: true, instead: None };
        for (code, (whole, months)) in by_group_and_period(about, parts, (kind, &grouping, calendar), work)? {
            let name = about.dictionary().names(label).name(code);
            if !name.is_empty() {
                to.insert(name.to_owned(), Customers { whole, months });
            }
        }
    }
    Ok(found)
}

/// Notes and needs of a place.
#[derive(Clone, Copy, Debug, Default)]
struct Aside {
    notes: u64,
    waiting: u64,
    needs: u64,
    votes: u64,
}

/// Notes and needs by the name of their place.
async fn asides(state: &JoinedState, by: JoinedBy) -> Result<BTreeMap<String, Aside>> {
    let (record, now) = (state.questions.organisation.now(), state.questions.clock.now());
    let name = |place: &Place| match by {
        JoinedBy::Touchpoint => place.touchpoint.clone(),
        JoinedBy::Department => place.department_of(&record, now).map(str::to_owned),
    };
    let mut asides: BTreeMap<String, Aside> = BTreeMap::new();
    for count in state.notes.counts().await? {
        if let Some(name) = name(&count.place) {
            let to = asides.entry(name).or_default();
            to.notes += count.all;
            to.waiting += count.waiting;
        }
    }
    for (need, _) in state.needs.list("").await? {
        if let Some(name) = name(&need.place) {
            let to = asides.entry(name).or_default();
            to.needs += 1;
            to.votes += need.votes;
        }
    }
    Ok(asides)
}

/// What employees of each department said, by month; of several waves that ended in one month the last.
fn by_month(said: &Said, calendar: &Calendar) -> BTreeMap<String, Employees> {
    let mut departments: BTreeMap<String, Employees> = BTreeMap::new();
    for (end, groups) in &said.waves {
        let Some(month) = calendar.period(end.0) else { continue };
        for (name, tally) in groups {
            departments.entry(name.clone()).or_default().entry(month).or_insert_with(|| tally.clone());
        }
    }
    departments
}

fn wire(
    by: JoinedBy,
    found: &Found,
    said: Option<&Said>,
    asides: &BTreeMap<String, Aside>,
    (record, now): (&Record, Timestamp),
) -> WireJoined {
    let employees = said.zip(found.calendar.as_ref()).map(|(said, calendar)| by_month(said, calendar));
    let employees = employees.unwrap_or_default();
    let customers = if by == JoinedBy::Department { &found.departments } else { &found.touchpoints };
    let mut names: BTreeSet<&String> = customers.keys().chain(asides.keys()).collect();
    if by == JoinedBy::Department {
        names.extend(employees.keys());
    }
    let none = Customers::default();
    let place = |name: &String| {
        let department = match by {
            JoinedBy::Department => Some(name.clone()),
            JoinedBy::Touchpoint => {
                let belongs = record.units.belongs(UnitKind::Touchpoints, name, now);
                belongs.and_then(|of| of.department).map(str::to_owned)
            }
        };
        let of = department.as_ref().and_then(|name| employees.get(name));
        let said_of = (customers.get(name).unwrap_or(&none), of.zip(said.map(|said| said.kind)));
        one(name, department.clone(), by, found, said_of, asides.get(name).copied().unwrap_or_default())
    };
    let mut places: Vec<JoinedPlace> = names.into_iter().map(place).collect();
    places.sort_by_key(|place| std::cmp::Reverse(place.negative.of()));
    let total = places.len() as u64;
    places.truncate(PLACES);
    WireJoined {
        kind: found.kind.map(|kind| kind.scale().name),
        measure: found.kind.map(|kind| kind.measure),
        survey: said.map(|said| said.survey.clone()),
        question: said.map(|said| said.question.clone()),
        text: said.map(|said| said.text.clone()),
        measure_of_employees: said.map(|said| said.kind.measure),
        places,
        total,
        relations: relations(&LAGS.map(|lag| relation(&employees, &found.departments, lag))),
    }
}

fn one(
    name: &str,
    department: Option<String>,
    by: JoinedBy,
    found: &Found,
    (customers, employees): (&Customers, Option<(&Employees, Kind)>),
    aside: Aside,
) -> JoinedPlace {
    // Without any scores there is no kind either; what is shown of none is of any kind.
    let kind = found.kind.or_else(|| Kind::all().next()).expect("there are kinds of scores");
    let newest = employees.and_then(|(months, kind)| Some(WireScore::of(kind, months.values().next_back()?)));
    let alone = |lag| Correlation::within(&[pairs(employees?.0, customers, lag)]);
    JoinedPlace {
        name: name.to_owned(),
        department,
        customers: WireScore::of(kind, &customers.whole),
        negative: WireShare::from(negative(&customers.whole, kind.ends())),
        employees: newest,
        notes: aside.notes,
        notes_waiting: aside.waiting,
        needs: aside.needs,
        votes: aside.votes,
        months: found.calendar.as_ref().map_or_else(Vec::new, |calendar| months(calendar, kind, customers, employees)),
        relations: if by == JoinedBy::Department { relations(&LAGS.map(alone)) } else { Vec::new() },
    }
}

/// The months from the first to the last of which anything is known.
fn months(
    calendar: &Calendar,
    kind: Kind,
    customers: &Customers,
    employees: Option<(&Employees, Kind)>,
) -> Vec<JoinedMonth> {
    let of_employees = employees.into_iter().flat_map(|(months, _)| months.keys());
    let known: BTreeSet<usize> = customers.months.keys().chain(of_employees).copied().collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return Vec::new() };
    let month = |month: usize| JoinedMonth {
        from: Timestamp(calendar.bounds()[month]).to_string(),
        customers: customers.months.get(&month).map_or_else(
            || WireScore::of(kind, &crate::statistics::Tally::default()),
            |tally| WireScore::of(kind, tally),
        ),
        employees: employees.and_then(|(months, kind)| Some(WireScore::of(kind, months.get(&month)?))),
    };
    (*first..=*last).map(month).collect()
}

/// Relations by lag; as several are looked at, that is taken into account.
fn relations(found: &[Option<Correlation>; LAGS.len()]) -> Vec<JoinedRelation> {
    let q = benjamini_hochberg(&found.iter().flatten().map(|one| one.p).collect::<Vec<_>>());
    let mut q = q.into_iter();
    let mut relations = Vec::with_capacity(LAGS.len());
    for (lag, found) in LAGS.iter().zip(found) {
        let q = found.and_then(|_| q.next());
        relations.push(JoinedRelation {
            months_later: *lag,
            r: found.map(|one| one.value),
            low: found.map(|one| one.interval.low),
            high: found.map(|one| one.interval.high),
            q,
            months: found.map_or(0, |one| one.pairs),
            said: said(*lag, found.as_ref().zip(q)),
        });
    }
    relations
}
