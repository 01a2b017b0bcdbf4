//! The HTTP API of needs.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Clock, Kind, PublicIds, Timestamp};
use know::organisation::Organisation;
use know::privacy::masking::mask;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::access::hidden;
use web::extract::{Json, Path, Query};
use web::paging::List;
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::{Need, Needs, NewNeed, Refusal};
use crate::frontline::{self, Place, Status, answers_for, somebody};

/// What the handlers work with.
#[derive(Clone)]
pub struct NeedsState {
    /// The needs.
    pub needs: Needs,
    /// Who answers for what.
    pub organisation: Organisation,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

/// The rights that the operations ask for. Everybody who is signed in sees, proposes and votes.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/needs", right: Right::BeKnown },
    Operation { method: "POST", path: "/api/v1/needs", right: Right::BeKnown },
    Operation { method: "PUT", path: "/api/v1/needs/{id}/vote", right: Right::BeKnown },
    Operation { method: "DELETE", path: "/api/v1/needs/{id}/vote", right: Right::BeKnown },
    Operation { method: "PUT", path: "/api/v1/needs/{id}/answer", right: Right::BeKnown },
];

/// The routes.
pub fn routes(state: NeedsState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_needs, propose_need))
        .routes(routes!(vote_for_need, take_vote_back))
        .routes(routes!(answer_need))
        .with_state(state)
}

/// A need.
#[derive(Serialize, ToSchema)]
struct WireNeed {
    id: String,
    title: String,
    /// What for.
    detail: Option<String>,
    touchpoint: Option<String>,
    department: Option<String>,
    /// The beginning of the day on which it was proposed.
    proposed_at: String,
    /// How many people vote for it.
    votes: u64,
    /// Whether one does oneself.
    voted: bool,
    /// Whether one may answer it.
    may_answer: bool,
    status: Status,
    /// What was answered last.
    answer: Option<String>,
    answered_by: Option<String>,
    answered_at: Option<String>,
    /// The day until which it is promised, as `2026-12-31`.
    due: Option<String>,
}

impl NeedsState {
    fn wire(&self, who: &Principal, need: Need, voted: bool) -> WireNeed {
        let masked = |text: &str| mask(text, hidden(who.role)).into_owned();
        WireNeed {
            id: self.ids.encode(Kind::Need, need.id.unsigned_abs()),
            may_answer: answers_for(who, &need.place, &self.organisation.now(), self.clock.now()),
            title: masked(&need.title),
            detail: need.detail.as_deref().map(masked),
            touchpoint: need.place.touchpoint,
            department: need.place.department,
            proposed_at: need.made_at.to_string(),
            votes: need.votes,
            voted,
            status: need.status,
            answer: need.answer,
            answered_by: need.answered_by,
            answered_at: need.answered_at.as_ref().map(Timestamp::to_string),
            due: need.due,
        }
    }

    fn number(&self, id: &str) -> Result<i64> {
        Ok(i64::try_from(web::ids::read(&self.ids, Kind::Need, id)?).unwrap_or(-1))
    }
}

fn missing() -> Problem {
    Problem::not_found("there is no such need; GET /api/v1/needs lists them")
}

/// Who votes: a user. A key is no person, and whoever has one could have many.
fn voter(who: &Principal) -> Option<&str> {
    who.name.starts_with("user:").then_some(who.name.as_str())
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct NeedFilter {
    /// Only those that are so far: `open`, `under_way`, `done` or `will_not`.
    status: Option<String>,
    /// Only about this touchpoint.
    touchpoint: Option<String>,
    /// Only about this department, or a touchpoint of it.
    department: Option<String>,
}

/// What employees need, what most vote for first.
#[utoipa::path(get, path = "/api/v1/needs", params(NeedFilter), responses((status = 200, body = List<WireNeed>)))]
async fn list_needs(
    State(state): State<NeedsState>,
    who: Principal,
    Query(filter): Query<NeedFilter>,
) -> Result<Json<List<WireNeed>>> {
    let said = || Problem::bad_request("`status`: open, under_way, done or will_not");
    let status = filter.status.as_deref().map(|name| Status::parse(name).ok_or_else(said)).transpose()?;
    let (record, now) = (state.organisation.now(), state.clock.now());
    let wanted = |need: &Need| {
        let at = filter.touchpoint.is_none() || filter.touchpoint == need.place.touchpoint;
        let of = filter.department.is_none() || filter.department.as_deref() == need.place.department_of(&record, now);
        at && of && status.is_none_or(|status| status == need.status)
    };
    let needs = state.needs.list(&who.name).await?.into_iter().filter(|(need, _)| wanted(need));
    Ok(Json(List::whole(needs.map(|(need, voted)| state.wire(&who, need, voted)).collect())))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProposeNeed {
    /// What is needed, in 1 to 200 characters.
    title: String,
    /// What for, in up to 2000.
    detail: Option<String>,
    /// The touchpoint at which it is missing.
    touchpoint: Option<String>,
    /// The department that lacks it.
    department: Option<String>,
}

/// Names a need, and votes for it. By whom is kept nowhere.
#[utoipa::path(post, path = "/api/v1/needs", request_body = ProposeNeed, responses((status = 201, body = WireNeed)))]
async fn propose_need(
    State(state): State<NeedsState>,
    who: Principal,
    Json(propose): Json<ProposeNeed>,
) -> Result<(StatusCode, Json<WireNeed>)> {
    let title = frontline::name("title", Some(&propose.title)).map_err(Problem::bad_request)?;
    let detail = propose.detail.as_deref().filter(|text| !text.trim().is_empty());
    let (touchpoint, department) = (propose.touchpoint.as_deref(), propose.department.as_deref());
    let new = NewNeed {
        made_at: frontline::day(state.clock.now()),
        title: title.ok_or_else(|| Problem::bad_request("`title`: say what is needed"))?,
        detail: detail.map(|text| frontline::text("detail", text)).transpose().map_err(Problem::bad_request)?,
        place: Place::read(touchpoint, department).map_err(Problem::bad_request)?,
    };
    let proposed = state.needs.propose(new, voter(&who)).await?;
    let need = proposed.map_err(|refusal: Refusal| Problem::conflict(refusal.to_string()))?;
    let need = state.wire(&who, need, voter(&who).is_some());
    state.audit.change(&somebody(), "needs.propose", &need.id, "").await?;
    Ok((StatusCode::CREATED, Json(need)))
}

/// Votes for a need, or takes the vote back.
async fn vote(state: &NeedsState, who: &Principal, id: &str, votes: bool) -> Result<Json<WireNeed>> {
    let number = state.number(id)?;
    let voter = voter(who)
        .ok_or_else(|| Problem::forbidden("a key is no person: sign in as a user to vote, so that each votes once"))?;
    let need = state.needs.vote(number, voter, votes).await?.ok_or_else(missing)?;
    let action = if votes { "needs.vote" } else { "needs.unvote" };
    state.audit.change(&somebody(), action, id, "").await?;
    Ok(Json(state.wire(who, need, votes)))
}

/// Votes for a need: everybody once, and nobody sees who.
#[utoipa::path(put, path = "/api/v1/needs/{id}/vote", params(("id" = String, Path)),
    responses((status = 200, body = WireNeed)))]
async fn vote_for_need(
    State(state): State<NeedsState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<WireNeed>> {
    vote(&state, &who, &id, true).await
}

/// Takes one's vote back.
#[utoipa::path(delete, path = "/api/v1/needs/{id}/vote", params(("id" = String, Path)),
    responses((status = 200, body = WireNeed)))]
async fn take_vote_back(
    State(state): State<NeedsState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<WireNeed>> {
    vote(&state, &who, &id, false).await
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AnswerNeed {
    status: Status,
    /// What is said to it; a reason where it will not be.
    answer: Option<String>,
    /// The day until which it is promised, as `2026-12-31`.
    due: Option<String>,
}

/// Answers a need: whoever answers for its touchpoint or department does.
#[utoipa::path(put, path = "/api/v1/needs/{id}/answer", params(("id" = String, Path)), request_body = AnswerNeed,
    responses((status = 200, body = WireNeed)))]
async fn answer_need(
    State(state): State<NeedsState>,
    who: Principal,
    Path(id): Path<String>,
    Json(body): Json<AnswerNeed>,
) -> Result<Json<WireNeed>> {
    let number = state.number(&id)?;
    let now = state.clock.now();
    let need = state.needs.get(number).await?.ok_or_else(missing)?;
    if !answers_for(&who, &need.place, &state.organisation.now(), now) {
        return Err(Problem::forbidden("a need is answered by who answers for what it is about: its owner on record"));
    }
    let answer = frontline::answer(body.status, body.answer.as_deref(), &who, now).map_err(Problem::bad_request)?;
    let day = |text: &str| text.parse::<jiff::civil::Date>().map(|day| day.to_string());
    let due = body.due.as_deref().filter(|text| !text.is_empty()).map(day).transpose();
    let due = due.map_err(|_| Problem::bad_request("`due` is a day such as 2026-12-31"))?;
    let answered = state.needs.answer(number, answer, due).await?.ok_or_else(missing)?;
    state.audit.change(&who, "needs.answer", &id, body.status.as_str()).await?;
    let all = state.needs.list(&who.name).await?;
    let voted = all.iter().any(|(need, voted)| need.id == number && *voted);
    Ok(Json(state.wire(&who, answered, voted)))
}
