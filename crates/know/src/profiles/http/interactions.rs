//! Single interactions over HTTP: opened, or as they arrive.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt as _};
use kernel::json::RawObject;
use kernel::{Kind, Position, Question, Relation, Subject, Trust};
use serde::{Deserialize, Serialize};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;
use utoipa::{IntoParams, ToSchema};
use web::access::{Hidden, hidden};
use web::extract::{Json, Path, Query};
use web::{Principal, Problem, Result, Right};

use super::super::{Opened, Side, TimelineItem};
use super::timeline::direction;
use super::{PeopleState, gone, value};
use crate::identity::PersonNo;
use crate::privacy::masking::{mask, mask_object};

/// An interaction with everything that came with it.
#[derive(Serialize, ToSchema)]
pub(super) struct WireInteraction {
    id: String,
    person: String,
    occurred_at: String,
    received_at: String,
    source: String,
    channel: String,
    touchpoint: String,
    direction: &'static str,
    relation: Option<&'static str>,
    department: Option<String>,
    team: Option<String>,
    employee: Option<String>,
    location: Option<String>,
    name: String,
    text: Option<String>,
    /// The primary identifier first.
    identifiers: Vec<String>,
    /// What it was about, with the person's role in it and what was learnt of it where that was said.
    #[schema(value_type = Vec<Object>)]
    subjects: Vec<serde_json::Value>,
    #[schema(value_type = Vec<Object>)]
    questions: Vec<Question>,
    facts: serde_json::Map<String, serde_json::Value>,
    #[schema(value_type = Object)]
    properties: RawObject,
    #[schema(value_type = Object)]
    context: RawObject,
    /// Known from a trusted source; otherwise only claimed.
    known: bool,
}

/// Opens one interaction.
#[utoipa::path(get, path = "/api/v1/interactions/{id}", params(("id" = String, Path)),
    responses((status = 200, body = WireInteraction)))]
pub(super) async fn get_interaction(
    State(state): State<PeopleState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<WireInteraction>> {
    let position = Position(web::ids::read(&state.ids, Kind::Interaction, &id)?);
    let opened = state.with(move |profiles| profiles.open(position)).await?;
    let opened = match opened {
        Some(opened) if state.may_open(&who, &opened)? => Some(opened),
        _ => None,
    };
    let opened = opened.ok_or_else(|| Problem::not_found("there is no such interaction"))?;
    state.audit.read(&who, "interactions.read", &id).await?;
    Ok(Json(state.interaction(opened, hidden(who.role))))
}

impl PeopleState {
    /// Whether an interaction is one that somebody sees. To others it is not there.
    fn may_open(&self, who: &Principal, opened: &Opened) -> Result<bool> {
        let side = Side::of(&opened.interaction);
        let hidden = side == Side::Employee && !who.may(Right::SeeEmployees);
        Ok(!hidden && self.sight(who, Some(side))?.sees(&opened.interaction))
    }

    fn interaction(&self, opened: Opened, hidden: Hidden) -> WireInteraction {
        let masked = |text: String| mask(&text, hidden).into_owned();
        let Opened { position, interaction: one, identifiers, person } = opened;
        let fact = |fact: kernel::FactSaid| (fact.name, value(&fact.value));
        WireInteraction {
            id: self.ids.encode(Kind::Interaction, position.0),
            person: self.ids.encode(Kind::Person, person.0),
            occurred_at: one.occurred_at.to_string(),
            received_at: one.received_at.to_string(),
            source: (self.sources)(one.source),
            channel: one.channel,
            touchpoint: one.touchpoint,
            direction: direction(one.direction),
            relation: one.relation.map(Relation::as_str),
            department: one.department,
            team: one.team,
            employee: one.employee,
            location: one.location,
            name: masked(one.name),
            text: one.text.map(masked),
            identifiers: identifiers.iter().map(ToString::to_string).collect(),
            subjects: one.subjects.iter().map(Subject::shown).collect(),
            questions: one.questions,
            facts: one.facts.into_iter().map(fact).collect(),
            properties: mask_object(one.properties, hidden),
            context: mask_object(one.context, hidden),
            known: one.trust == Trust::Secret,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct StreamQuery {
    /// Only this person.
    person: Option<String>,
}

/// After how long a stream ends: whoever still may listen comes back by themselves, as browsers do.
const LONGEST_STREAM: Duration = Duration::from_mins(15);

/// What arrives, as server-sent events: each `interaction` is a line of a timeline with its person's id.
#[utoipa::path(get, path = "/api/v1/stream", params(StreamQuery), responses((status = 200, content_type = "text/event-stream")))]
pub(super) async fn stream(
    State(state): State<PeopleState>,
    who: Principal,
    Query(query): Query<StreamQuery>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    // What a part of the organisation is may change while the stream is open.
    let sight = state.sight(&who, None)?;
    let only = query.person.as_deref().map(|id| state.number(id)).transpose()?;
    if let Some(number) = only {
        state.with(move |profiles| profiles.person(number, &sight)).await?.ok_or_else(gone)?;
    }
    state.audit.read(&who, "stream.open", query.person.as_deref().unwrap_or("all")).await?;
    let frames = BroadcastStream::new(state.profiles.tail().listen());
    let events = frames
        .map(move |frame| match frame {
            Ok(frame) => live(&state, &frame, &who, only),
            // The listener was too slow, and reads the timeline again. How many were missed counts what others see too.
            Err(BroadcastStreamRecvError::Lagged(missed)) => {
                let said = if who.scope.is_all() { missed.to_string() } else { "some".to_owned() };
                vec![Ok(Event::default().event("missed").data(said))]
            }
        })
        .map(tokio_stream::iter);
    let events = futures_util::StreamExt::flatten(events);
    let events = events.take_until(tokio::time::sleep(LONGEST_STREAM));
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

fn live(
    state: &PeopleState,
    frame: &store::journal::Frame,
    who: &Principal,
    only: Option<PersonNo>,
) -> Vec<Result<Event, Infallible>> {
    let Ok(sight) = state.sight(who, None) else { return Vec::new() };
    let (mut events, hidden) = (Vec::new(), hidden(who.role));
    for (position, interaction) in frame.positioned() {
        if state.profiles.is_erased(interaction) {
            continue;
        }
        let person = state.profiles.person_of(interaction);
        let wanted = only.is_none_or(|only| state.profiles.people().now().graph.resolve(only) == Some(person));
        if !wanted || !sight.sees(interaction) {
            continue;
        }
        let item = TimelineItem { position, interaction: interaction.clone(), identifier: None };
        let mut data = serde_json::to_value(state.item(item, hidden)).unwrap_or_default();
        data["person"] = state.ids.encode(Kind::Person, person.0).into();
        events.push(Ok(Event::default().event("interaction").data(data.to_string())));
    }
    events
}
