//! The HTTP API of themes.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use kernel::Timestamp;
use kernel::clock::DAY;
use know::profiles::Side;
use know::profiles::http::PeopleState;
use serde::{Deserialize, Serialize};
use store::blocking;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path};
use web::{Operation, Principal, Problem, Result, Right};

use super::gather::{All, Gathered, gather};
use super::runs;
use crate::journeys::http::Filter;
use crate::journeys::{Calendar, Period, span};
use crate::readings::Known;
use crate::scores::{Kind, WireScore, of_customers};
use crate::shown::WireRatio;
use crate::{By, Questions};

/// A theme that was found so many days ago is not new any more.
const NEW: i64 = 28 * DAY;

/// What the handlers work with.
#[derive(Clone)]
pub struct ThemesState {
    /// The whole history.
    pub questions: Questions,
    /// People, and what is shown of them.
    pub people: PeopleState,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", path: "/api/v1/themes", right: Right::SeeJourneys },
    Operation { method: "PATCH", path: "/api/v1/themes/{number}", right: Right::AskPeople },
    Operation { method: "GET", path: "/api/v1/themes/runs", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/themes/runs", right: Right::AskPeople },
    Operation { method: "GET", path: "/api/v1/themes/runs/{id}", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/themes/runs/{id}/cancel", right: Right::AskPeople },
];

/// The routes.
pub fn routes(state: ThemesState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(ask_themes))
        .routes(routes!(change_theme))
        .routes(routes!(runs::list_reading_runs, runs::begin_reading_run))
        .routes(routes!(runs::get_reading_run))
        .routes(routes!(runs::cancel_reading_run))
        .with_state(state)
}

/// Asks what people write about.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AskThemes {
    /// Which interactions count.
    #[serde(default)]
    filter: Filter,
    /// The kind of score that is shown beside each theme: `nps` unless told.
    kind: Option<String>,
    /// How long a period of the trend is; a week unless told.
    #[serde(default)]
    period: ThemePeriod,
    /// Whether hidden ones are listed too.
    #[serde(default)]
    hidden: bool,
}

/// How long a period is, UTC; weeks begin on Mondays.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ThemePeriod {
    /// A day.
    Day,
    /// A week.
    #[default]
    Week,
    /// A month.
    Month,
}

/// What people write about.
#[derive(Serialize, ToSchema)]
struct WireThemes {
    /// The themes, those with the most texts first.
    items: Vec<WireTheme>,
    /// How many there are.
    total: u64,
    /// Texts that are about none of them.
    none: Option<WireThemeFigures>,
    /// The beginnings of the periods of trends, from the first text to the last.
    periods: Vec<String>,
    /// How many texts there were in each.
    texts: Vec<u64>,
    /// How many texts were not looked at yet: they are read in the background.
    waiting: u64,
}

/// A theme.
#[derive(Serialize, ToSchema)]
struct WireTheme {
    /// Its number, which stays.
    number: u32,
    /// What it is called: as people say, else its three most telling phrases.
    name: String,
    /// Whether people gave it that name.
    named: bool,
    /// What tells it from others, the most telling first.
    phrases: Vec<String>,
    found_at: String,
    /// Found in the last four weeks, and seven of ten of its texts are not much older.
    new: bool,
    hidden: bool,
    /// The themes that are part of it, since people said so.
    parts: Vec<WireThemePart>,
    #[serde(flatten)]
    figures: WireThemeFigures,
}

/// A theme that is part of another.
#[derive(Serialize, ToSchema)]
struct WireThemePart {
    number: u32,
    name: String,
}

/// How many write about something, and what they say of it.
#[derive(Serialize, ToSchema)]
struct WireThemeFigures {
    /// How many people wrote them.
    people: u64,
    /// Its texts out of all that people wrote.
    share: WireRatio,
    /// Those that complain, out of those that were read.
    negative: WireRatio,
    /// The scores that came with its texts.
    score: WireScore,
    /// Its texts in each period.
    trend: Vec<u64>,
}

/// What people write about, how many do, what they say of it and how that changes.
#[utoipa::path(post, path = "/api/v1/themes", request_body = AskThemes, responses((status = 200, body = WireThemes)))]
async fn ask_themes(
    State(state): State<ThemesState>,
    who: Principal,
    Json(ask): Json<AskThemes>,
) -> Result<Json<WireThemes>> {
    if ask.filter.side == Side::Employee {
        return Err(Problem::bad_request(
            "`filter.side`: what employees write is part of no theme; ask for `customer`",
        ));
    }
    let kind = of_customers(ask.kind.as_deref().unwrap_or("nps"), None, &ask.filter)?;
    let period = match ask.period {
        ThemePeriod::Day => Period::Day,
        ThemePeriod::Week => Period::Week,
        ThemePeriod::Month => Period::Month,
    };
    let (readings, asks_hidden, now) = (state.questions.readings.clone(), ask.hidden, state.people.clock.now());
    let asking = state.questions.of(&who);
    let answer = asking.over(By::Touchpoint, ask.filter, move |about, parts, work| {
        let labels = readings.labels()?;
        let known = readings.known()?;
        let calendar = match span(parts) {
            Some((first, last)) => Calendar::of(period, first, last)?,
            None => Calendar::of(period, now.0, now.0)?,
        };
        let all = gather(about, parts, (&labels, kind, &calendar), work)?;
        Ok(shown(&all, &known, (kind, &calendar), (asks_hidden, now)))
    });
    Ok(Json(answer.await?))
}

fn shown(
    all: &All,
    known: &BTreeMap<u32, Known>,
    (kind, calendar): (Kind, &Calendar),
    (asks_hidden, now): (bool, Timestamp),
) -> WireThemes {
    let nothing = Gathered::of_nobody(calendar.periods());
    let figures = |gathered: &Gathered| WireThemeFigures {
        people: gathered.writers(),
        share: (&all.share(gathered)).into(),
        negative: (&gathered.negative).into(),
        score: WireScore::of(kind, &gathered.scores),
        trend: gathered.periods.clone(),
    };
    let parts = |number: u32| {
        let parts = known.iter().filter(|(_, one)| one.merged_into == Some(number));
        parts.map(|(number, one)| WireThemePart { number: *number, name: one.called() }).collect()
    };
    let listed = known.iter().filter(|(_, one)| one.merged_into.is_none() && (asks_hidden || !one.is_hidden));
    let mut items: Vec<WireTheme> = listed
        .map(|(number, one)| WireTheme {
            number: *number,
            name: one.called(),
            named: one.name.is_some(),
            phrases: one.phrases.clone(),
            found_at: one.found_at.to_string(),
            new: !one.is_first
                && now.0 - one.found_at.0 < NEW
                && all.themes.get(number).is_some_and(|theme| is_recent(theme, calendar, one.found_at)),
            hidden: one.is_hidden,
            parts: parts(*number),
            figures: figures(all.themes.get(number).unwrap_or(&nothing)),
        })
        .collect();
    items.sort_by_key(|one| (Reverse(one.figures.share.hits()), one.number));
    let (starts, total) = (calendar.bounds().iter().take(calendar.periods()), items.len() as u64);
    WireThemes {
        items,
        total,
        none: all.themes.get(&0).map(figures),
        periods: starts.map(|start| Timestamp(*start).to_string()).collect(),
        texts: all.periods.clone(),
        waiting: all.waiting,
    }
}

/// Whether most of the texts of a theme were written not long before it was found, or since.
fn is_recent(gathered: &Gathered, calendar: &Calendar, found_at: Timestamp) -> bool {
    let recent = |start: &i64| *start >= found_at.0 - NEW - 7 * DAY;
    let periods = gathered.periods.iter().zip(calendar.bounds());
    let since: u64 = periods.filter(|(_, start)| recent(start)).map(|(texts, _)| *texts).sum();
    let texts: u64 = gathered.periods.iter().sum();
    texts > 0 && since * 10 >= texts * 7
}

/// What people say of a theme. What is left out stays as it was.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SaysTheme {
    /// What it is called, in up to 80 characters; empty for its most telling phrases.
    name: Option<String>,
    /// Whether it is not to be seen.
    hidden: Option<bool>,
    /// The number of the theme that it is part of from now on; 0 for none.
    merged_into: Option<u32>,
}

/// Calls, hides or merges a theme.
#[utoipa::path(patch, path = "/api/v1/themes/{number}", params(("number" = u32, Path)), request_body = SaysTheme,
    responses((status = 204)))]
async fn change_theme(
    State(state): State<ThemesState>,
    who: Principal,
    Path(number): Path<u32>,
    Json(says): Json<SaysTheme>,
) -> Result<StatusCode> {
    let missing = || Problem::not_found("there is no such theme; POST /api/v1/themes lists them");
    let name = says.name.as_ref().map(|name| name.trim().replace('\0', ""));
    if name.as_ref().is_some_and(|name| name.chars().count() > 80) {
        return Err(Problem::bad_request("`name`: a theme is called something of up to 80 characters"));
    }
    let into = says.merged_into.filter(|into| *into != 0);
    if let Some(into) = into {
        let readings = state.questions.readings.clone();
        let known = blocking(move || readings.known()).await?;
        if into == number || known.get(&into).is_none_or(|one| one.merged_into.is_some()) {
            return Err(Problem::bad_request(
                "`merged_into`: name another theme that is there and not part of a third one itself",
            ));
        }
        if known.values().any(|one| one.merged_into == Some(number)) {
            return Err(Problem::conflict("others are part of this theme: merge those into the other one first"));
        }
    }
    let (readings, changed) = (state.questions.readings.clone(), name.clone());
    let change = move |known: &mut Known| {
        if let Some(name) = changed {
            known.name = (!name.is_empty()).then_some(name);
        }
        known.is_hidden = says.hidden.unwrap_or(known.is_hidden);
        if says.merged_into.is_some() {
            known.merged_into = into;
        }
    };
    if !blocking(move || readings.change_theme(number, change)).await? {
        return Err(missing());
    }
    let said = [
        name.map(|name| format!("called {name:?}")),
        says.hidden.map(|hidden| if hidden { "hidden" } else { "shown" }.to_owned()),
        says.merged_into.map(|into| format!("part of {into}")),
    ];
    let said = said.into_iter().flatten().collect::<Vec<_>>().join(", ");
    state.people.audit.change(&who, "themes.change", &number.to_string(), &said).await?;
    Ok(StatusCode::NO_CONTENT)
}
