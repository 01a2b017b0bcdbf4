//! A person's timeline over HTTP.

use axum::extract::State;
use kernel::{Direction, Kind, Trust};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::access::{Hidden, hidden};
use web::extract::{Json, Path, Query};
use web::paging::{List, Paging, place_cursor};
use web::{Principal, Result};

use super::super::model::TimelineFilter;
use super::super::{Side, TimelineItem};
use super::{PeopleState, gone, moment};
use crate::privacy::masking::mask;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct TimelineQuery {
    /// The side: `customer` (unless told) or `employee`.
    #[param(value_type = Option<String>)]
    side: Option<Side>,
    /// Only this channel.
    channel: Option<String>,
    /// Only this department.
    department: Option<String>,
    /// Only this touchpoint.
    touchpoint: Option<String>,
    /// From this moment, RFC 3339.
    from: Option<String>,
    /// Before this moment, RFC 3339.
    to: Option<String>,
    /// Only with all these words in name or text.
    text: Option<String>,
    /// How many items, 1 to 500; 50 unless told.
    limit: Option<usize>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// An interaction as a line of a timeline.
#[derive(Serialize, ToSchema)]
pub(crate) struct WireItem {
    id: String,
    occurred_at: String,
    channel: String,
    touchpoint: String,
    direction: &'static str,
    department: Option<String>,
    team: Option<String>,
    employee: Option<String>,
    location: Option<String>,
    name: String,
    text: Option<String>,
    source: String,
    /// The identifier that it belongs to.
    identifier: Option<String>,
    /// How many facts it brought.
    facts: usize,
    /// How many questions were asked.
    questions: usize,
    /// Sent by a trusted source; otherwise only claimed: anybody can send with a public key.
    known: bool,
}

pub(super) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "inbound",
        Direction::Outbound => "outbound",
        Direction::Internal => "internal",
    }
}

impl PeopleState {
    pub(crate) fn item(&self, item: TimelineItem, hidden: Hidden) -> WireItem {
        let one = item.interaction;
        let masked = |text: String| mask(&text, hidden).into_owned();
        WireItem {
            id: self.ids.encode(Kind::Interaction, item.position.0),
            occurred_at: one.occurred_at.to_string(),
            channel: one.channel,
            touchpoint: one.touchpoint,
            direction: direction(one.direction),
            department: one.department,
            team: one.team,
            employee: one.employee,
            location: one.location,
            name: masked(one.name),
            text: one.text.map(masked),
            source: (self.sources)(one.source),
            identifier: item.identifier.map(|identifier| identifier.to_string()),
            facts: one.facts.len(),
            questions: one.questions.len(),
            known: one.trust == Trust::Secret,
        }
    }
}

/// A person's timeline over all channels, newest first.
#[utoipa::path(get, path = "/api/v1/people/{id}/timeline", params(("id" = String, Path), TimelineQuery),
    responses((status = 200, body = List<WireItem>)))]
pub(super) async fn get_timeline(
    State(state): State<PeopleState>,
    who: Principal,
    Path(id): Path<String>,
    Query(query): Query<TimelineQuery>,
) -> Result<Json<List<WireItem>>> {
    let number = state.number(&id)?;
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    let (after, limit) = (paging.place(&state.ids)?, paging.limit());
    let filter = TimelineFilter {
        sight: state.sight(&who, query.side)?,
        channel: query.channel,
        department: query.department,
        touchpoint: query.touchpoint,
        from: moment("from", query.from)?,
        to: moment("to", query.to)?,
        text: query.text,
    };
    let page = state.with(move |profiles| profiles.timeline(number, &filter, after, limit)).await?.ok_or_else(gone)?;
    state.audit.read(&who, "people.timeline", &id).await?;
    let hidden = hidden(who.role);
    let items = page.items.into_iter().map(|item| state.item(item, hidden)).collect();
    let next = page.next.map(|place| place_cursor(&state.ids, place));
    Ok(Json(List { items, total: page.total, next }))
}
