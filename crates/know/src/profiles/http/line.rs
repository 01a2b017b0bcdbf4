//! A person's line over HTTP.

use axum::extract::State;
use kernel::Kind;
use serde::Serialize;
use utoipa::ToSchema;
use web::Principal;
use web::Result;
use web::access::{Hidden, hidden};
use web::extract::{Json, Path, Query};
use web::paging::List;

use super::super::line::Point;
use super::timeline::direction;
use super::{OfSide, PeopleState, gone};
use crate::privacy::masking::mask;

/// An interaction on a person's line.
#[derive(Serialize, ToSchema)]
pub(super) struct WirePoint {
    id: String,
    occurred_at: String,
    channel: String,
    touchpoint: String,
    direction: &'static str,
    department: Option<String>,
    name: String,
    /// Whether person and organisation had to do with each other, rather than one having sent or written down something.
    contact: bool,
    /// Whether it was a spoken contact: something was said, written or asked, and not within the organisation. These are
    /// the contacts that episodes count.
    spoken: bool,
    /// What they were asked.
    asked: Vec<String>,
    /// What they were asked to serve them, although they had told it and it still held.
    asked_again: Vec<WireAgain>,
    /// The names of the facts that it brought.
    told: Vec<String>,
}

/// A repeated request.
#[derive(Serialize, ToSchema)]
struct WireAgain {
    /// The fact that was asked for.
    fact: String,
    /// The interaction in which it had been told last.
    told_in: String,
}

impl PeopleState {
    fn point(&self, point: Point, hidden: Hidden) -> WirePoint {
        let one = point.interaction;
        let id = |position: kernel::Position| self.ids.encode(Kind::Interaction, position.0);
        let again = point.again.into_iter().map(|again| WireAgain { fact: again.fact, told_in: id(again.told_in) });
        WirePoint {
            id: id(point.position),
            occurred_at: one.occurred_at.to_string(),
            channel: one.channel,
            touchpoint: one.touchpoint,
            direction: direction(one.direction),
            department: one.department,
            name: mask(&one.name, hidden).into_owned(),
            contact: point.contact,
            spoken: point.spoken,
            asked: one.questions.into_iter().map(|question| question.fact).collect(),
            asked_again: again.collect(),
            told: one.facts.into_iter().map(|fact| fact.name).collect(),
        }
    }
}

/// A person's line: every interaction as a point, oldest first, at most the newest 10,000.
#[utoipa::path(get, path = "/api/v1/people/{id}/line", params(("id" = String, Path), OfSide),
    responses((status = 200, body = List<WirePoint>)))]
pub(super) async fn get_line(
    State(state): State<PeopleState>,
    who: Principal,
    Path(id): Path<String>,
    Query(query): Query<OfSide>,
) -> Result<Json<List<WirePoint>>> {
    let (number, sight) = (state.number(&id)?, state.sight(&who, query.side)?);
    let line = state.with(move |profiles| profiles.line(number, &sight)).await?.ok_or_else(gone)?;
    state.audit.read(&who, "people.line", &id).await?;
    let hidden = hidden(who.role);
    let items = line.points.into_iter().map(|point| state.point(point, hidden)).collect();
    Ok(Json(List { items, total: line.total, next: None }))
}
