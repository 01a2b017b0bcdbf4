//! The HTTP API of waves: asking without knowing whom.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Clock, Timestamp};
use know::organisation::checked_name;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path};
use web::paging::List;
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::{Given, Group, Refusal, Wave, Waves};
use crate::feedback::responses::Answers;
use crate::feedback::surveys::Surveys;

/// The most people who are asked in one wave, and the most groups they are in.
const MOST_PEOPLE: u64 = 200_000;
const MOST_GROUPS: usize = 1000;

/// What the handlers work with.
#[derive(Clone)]
pub struct WavesState {
    /// The waves.
    pub waves: Waves,
    /// The surveys.
    pub surveys: Surveys,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/surveys/{name}/waves", right: Right::SeeJourneys },
    Operation { method: "POST", path: "/api/v1/surveys/{name}/waves", right: Right::AskPeople },
    Operation { method: "POST", path: "/api/v1/surveys/{name}/waves/held", right: Right::AskPeople },
];

/// The routes.
pub fn routes(state: WavesState) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list_waves, make_wave)).routes(routes!(bring_in_wave)).with_state(state)
}

/// A wave.
#[derive(Serialize, ToSchema)]
struct WireWave {
    wave: String,
    /// The version of the survey that is answered.
    version: u32,
    closes_at: String,
    /// Whether it is over: nothing is shown of it before.
    over: bool,
    groups: Vec<Group>,
}

/// The waves of a survey, the one that ends last first.
#[utoipa::path(get, path = "/api/v1/surveys/{name}/waves", params(("name" = String, Path)),
    responses((status = 200, body = List<WireWave>)))]
async fn list_waves(State(state): State<WavesState>, Path(name): Path<String>) -> Result<Json<List<WireWave>>> {
    let waves = state.waves.list(&name).await?.into_iter().map(|wave| wire(&state, wave));
    Ok(Json(List::whole(waves.collect())))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MakeWave {
    /// What it is called, such as `2026-11`.
    wave: String,
    /// When it is over, within 366 days. What was answered is shown from then on.
    #[schema(value_type = String)]
    closes_at: Timestamp,
    /// Who is asked: groups of at least 5, everybody in one.
    groups: Vec<Group>,
}

/// A wave that was made.
#[derive(Serialize, ToSchema)]
struct MadeWave {
    /// A link for each person, in no order. They are shown this once.
    links: Vec<WaveLink>,
    closes_at: String,
}

/// A link of a wave.
#[derive(Serialize, ToSchema)]
struct WaveLink {
    group: String,
    /// The path, to be put behind the address at which people reach this server.
    path: String,
}

/// Makes a wave of a survey that promises anonymity, and links that can be answered once each. Nothing is kept of who gets
/// which: give them out in any way that does not note it either.
#[utoipa::path(post, path = "/api/v1/surveys/{name}/waves", params(("name" = String, Path)), request_body = MakeWave,
    responses((status = 201, body = MadeWave)))]
async fn make_wave(
    State(state): State<WavesState>,
    who: Principal,
    Path(name): Path<String>,
    Json(make): Json<MakeWave>,
) -> Result<(StatusCode, Json<MadeWave>)> {
    let (versions, place) = state.surveys.wanted(&name, None).await?;
    let version = &versions[place];
    if !version.definition.as_ref().is_some_and(|survey| survey.anonymous) {
        return Err(Problem::conflict("this survey promises no anonymity: invite people to it instead"));
    }
    let now = state.clock.now();
    if make.closes_at <= now || make.closes_at > super::latest(now) {
        return Err(Problem::bad_request("`closes_at` must be in the future, within 366 days"));
    }
    let wave = checked_name(&make.wave).map_err(|said| Problem::bad_request(format!("`wave`: {said}")))?;
    check(&make.groups).map_err(Problem::bad_request)?;
    let (people, groups) = (make.groups.iter().map(|group| group.people).sum::<u64>(), make.groups.len());
    let version = version.number;
    let new =
        Wave { survey: name.clone(), name: wave.clone(), version, closes_at: make.closes_at, groups: make.groups };
    let links = state.waves.make(new).await?.map_err(refused)?;
    let said = format!("wave {wave}: {people} people in {groups} groups");
    state.audit.change(&who, "surveys.wave", &name, &said).await?;
    let links = links.into_iter().map(|(group, token)| WaveLink { group, path: format!("/s/{name}/{token}") });
    let answer = MadeWave { links: links.collect(), closes_at: make.closes_at.to_string() };
    Ok((StatusCode::CREATED, Json(answer)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HeldWave {
    /// What it is called, such as `2025-11`.
    wave: String,
    /// When it was over.
    #[schema(value_type = String)]
    closed_at: Timestamp,
    /// Who was asked: groups of at least 5, everybody in one.
    groups: Vec<Group>,
    /// What was answered, in whatever order.
    answers: Vec<HeldAnswer>,
}

/// An answer of a wave that was held elsewhere.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HeldAnswer {
    /// The group of who gave it.
    group: String,
    /// What was answered, by the ids of questions, as `properties.answers` of a response have it.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    answers: Answers,
}

/// Brings in a wave that was held elsewhere, by a tool from before: it is kept as if it had been held here. The survey is
/// answered in its newest version.
#[utoipa::path(post, path = "/api/v1/surveys/{name}/waves/held", params(("name" = String, Path)),
    request_body = HeldWave, responses((status = 201, body = WireWave)))]
async fn bring_in_wave(
    State(state): State<WavesState>,
    who: Principal,
    Path(name): Path<String>,
    Json(held): Json<HeldWave>,
) -> Result<(StatusCode, Json<WireWave>)> {
    let (versions, place) = state.surveys.wanted(&name, None).await?;
    let version = &versions[place];
    let survey = version.definition.as_ref().filter(|survey| survey.anonymous).ok_or_else(|| {
        Problem::conflict("this survey promises no anonymity: its answers are imported as interactions instead")
    })?;
    if held.closed_at > state.clock.now() {
        return Err(Problem::bad_request("`closed_at` must be in the past: a wave that is on is made instead"));
    }
    let wave = checked_name(&held.wave).map_err(|said| Problem::bad_request(format!("`wave`: {said}")))?;
    check(&held.groups).map_err(Problem::bad_request)?;
    let wave = Wave {
        survey: name.clone(),
        name: wave,
        version: version.number,
        closes_at: held.closed_at,
        groups: held.groups,
    };
    let answers: Vec<Given> = held.answers.into_iter().map(|one| (one.group, one.answers)).collect();
    super::rules::check(survey, &wave, &answers).map_err(Problem::bad_request)?;
    let said = format!("wave {} was held elsewhere: {} groups", wave.name, wave.groups.len());
    state.waves.bring_in(wave.clone(), answers).await?.map_err(refused)?;
    state.audit.change(&who, "surveys.wave", &name, &said).await?;
    Ok((StatusCode::CREATED, Json(wire(&state, wave))))
}

fn wire(state: &WavesState, wave: Wave) -> WireWave {
    WireWave {
        over: state.waves.is_over(&wave),
        wave: wave.name,
        version: wave.version,
        closes_at: wave.closes_at.to_string(),
        groups: wave.groups,
    }
}

fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::Taken => Problem::conflict(refusal.to_string()),
        Refusal::TooSmall(_) => Problem::bad_request(refusal.to_string()),
    }
}

fn check(groups: &[Group]) -> std::result::Result<(), String> {
    if groups.len() > MOST_GROUPS || groups.iter().map(|group| group.people).sum::<u64>() > MOST_PEOPLE {
        return Err(format!("`groups`: at most {MOST_GROUPS} groups of {MOST_PEOPLE} people together"));
    }
    for (place, group) in groups.iter().enumerate() {
        if checked_name(&group.name).map_err(|said| format!("`groups`: {said}"))? != group.name {
            return Err(format!("`groups`: {:?} begins or ends with a blank", group.name));
        }
        if groups[..place].iter().any(|other| other.name == group.name) {
            return Err(format!("`groups`: {:?} comes twice; everybody is in one group", group.name));
        }
    }
    Ok(())
}
