//! The HTTP API of people: search, one person, timeline, facts, interactions, the stream, the registry.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use kernel::json::RawObject;
use kernel::{Clock, Direction, Identifier, Kind, Position, PublicIds, Question, Relation, Subject, Timestamp, Trust};
use serde::{Deserialize, Serialize};
use store::blocking;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query};
use web::paging::{List, Paging, place_cursor};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::model::{HeldIdentifier, TimelineFilter};
use super::{Fact, Opened, Person, Profiles, RegistryKind, Side, TimelineItem};
use crate::identity::PersonNo;

/// What the handlers work with.
#[derive(Clone)]
pub struct PeopleState {
    /// The profiles.
    pub profiles: Profiles,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// Names of sources by number.
    pub sources: std::sync::Arc<dyn Fn(kernel::SourceNo) -> String + Send + Sync>,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: std::sync::Arc<dyn Clock>,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/people", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/people/{id}", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/people/{id}/timeline", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/people/{id}/facts", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/people/{id}/identifiers", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/interactions/{id}", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/stream", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/touchpoints", right: Right::SeeOrganisation },
    Operation { method: "GET", path: "/api/v1/departments", right: Right::SeeOrganisation },
];

/// The routes.
pub fn routes(state: PeopleState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(search_people))
        .routes(routes!(get_person))
        .routes(routes!(get_timeline))
        .routes(routes!(get_facts))
        .routes(routes!(get_identifiers))
        .routes(routes!(get_interaction))
        .routes(routes!(stream))
        .routes(routes!(list_touchpoints))
        .routes(routes!(list_departments))
        .with_state(state)
}

/// An identifier as it is shown.
#[derive(Serialize, ToSchema)]
struct WireIdentifier {
    namespace: String,
    value: String,
    /// When a sender first saw it.
    first_seen: Option<String>,
    /// From when it was this person's, where it has changed hands.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// Until when it was this person's, where it has changed hands.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// Blocked values join nobody.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    blocked: bool,
    /// Seen with so many people that it joins nobody.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    shared: bool,
}

impl From<&HeldIdentifier> for WireIdentifier {
    fn from(held: &HeldIdentifier) -> WireIdentifier {
        WireIdentifier {
            namespace: held.identifier.namespace.clone(),
            value: held.identifier.value.clone(),
            first_seen: Some(held.first_seen.to_string()),
            from: held.from.map(|at| at.to_string()),
            until: held.until.map(|at| at.to_string()),
            blocked: held.blocked,
            shared: held.shared,
        }
    }
}

/// A person as they are shown.
#[derive(Serialize, ToSchema)]
struct WirePerson {
    id: String,
    /// prospect, customer, `former_customer`, employee, partner
    relations: Vec<&'static str>,
    identifiers: Vec<WireIdentifier>,
    first_seen: Option<String>,
    last_seen: Option<String>,
    interactions: u64,
    channels: Vec<WireChannel>,
    /// What matched, in a search.
    #[serde(skip_serializing_if = "Option::is_none")]
    matched: Option<String>,
    /// The newest known value of each fact, where one person is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    traits: Option<serde_json::Map<String, serde_json::Value>>,
    /// What only public sources say, where nothing is known: never to be prefilled.
    #[serde(skip_serializing_if = "Option::is_none")]
    claimed: Option<serde_json::Map<String, serde_json::Value>>,
}

/// A fact's value; one that JSON allows and no number or text can hold is shown as it was sent.
fn value(json: &str) -> serde_json::Value {
    serde_json::from_str(json).unwrap_or_else(|_| json.into())
}

fn traits(facts: Vec<Fact>) -> serde_json::Map<String, serde_json::Value> {
    facts.into_iter().map(|fact| (fact.name, value(&fact.value))).collect()
}

#[derive(Serialize, ToSchema)]
struct WireChannel {
    name: String,
    interactions: u64,
}

impl PeopleState {
    fn person(&self, person: &Person) -> WirePerson {
        WirePerson {
            id: self.ids.encode(Kind::Person, person.number.0),
            relations: person.relations.iter().map(|relation| Relation::as_str(*relation)).collect(),
            identifiers: person.identifiers.iter().map(WireIdentifier::from).collect(),
            first_seen: person.first_seen.map(|at| at.to_string()),
            last_seen: person.last_seen.map(|at| at.to_string()),
            interactions: person.interactions,
            channels: person
                .channels
                .iter()
                .map(|(name, count)| WireChannel { name: name.clone(), interactions: *count })
                .collect(),
            matched: None,
            traits: None,
            claimed: None,
        }
    }

    fn number(&self, id: &str) -> Result<PersonNo> {
        web::ids::read(&self.ids, Kind::Person, id).map(PersonNo)
    }

    /// Runs blocking work on the profiles, after this server has caught up with the others.
    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Profiles) -> store::Result<T> + Send + 'static,
    ) -> Result<T> {
        let profiles = self.profiles.clone();
        Ok(blocking(move || {
            profiles.catch_up()?;
            work(&profiles)
        })
        .await?)
    }
}

fn gone() -> Problem {
    Problem::not_found("there is no such person")
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// An identifier in any form: `email:ana@example.com`, or just what a person would type.
    identifier: Option<String>,
    /// When the identifier was theirs, RFC 3339: a phone number changes hands. Now unless told.
    at: Option<String>,
    /// A name, or words that were said.
    q: Option<String>,
    /// The side: `customer` (unless told) or `employee`.
    #[param(value_type = Option<String>)]
    side: Option<Side>,
    /// How many items, 1 to 500; 50 unless told.
    limit: Option<usize>,
}

/// People by identifier, by name or words, or the most recent ones.
#[utoipa::path(get, path = "/api/v1/people", params(Search), responses((status = 200, body = List<WirePerson>)))]
async fn search_people(
    State(state): State<PeopleState>,
    who: Principal,
    Query(search): Query<Search>,
) -> Result<Json<List<WirePerson>>> {
    let side = search.side.unwrap_or_default();
    let limit = search.limit.unwrap_or(50).clamp(1, 500);
    let recent = search.identifier.is_none() && search.q.is_none();
    let at = moment("at", search.at.clone())?.unwrap_or(Timestamp(i64::MAX));
    let (people, total) = state
        .with(move |profiles| {
            let found = find(profiles, &search, at, side, limit)?;
            let total = found.len() as u64;
            let mut people = Vec::new();
            for (number, matched) in found.into_iter().take(limit) {
                people.extend(profiles.person(number, side)?.map(|person| (person, matched)));
            }
            Ok((people, total))
        })
        .await?;
    state.audit.read(&who, "people.search", if recent { "recent" } else { "" }).await?;
    let items = people.iter().map(|(person, matched)| WirePerson { matched: matched.clone(), ..state.person(person) });
    Ok(Json(List { items: items.collect(), total, next: None }))
}

fn find(
    profiles: &Profiles,
    search: &Search,
    at: Timestamp,
    side: Side,
    limit: usize,
) -> store::Result<Vec<(PersonNo, Option<String>)>> {
    if let Some(typed) = &search.identifier {
        let by_namespace = Identifier::parse(typed)
            .map(|identifier| profiles.find_identifier(Some(&identifier.namespace), &identifier.value, at))
            .unwrap_or_default();
        let found = if by_namespace.is_empty() { profiles.find_identifier(None, typed, at) } else { by_namespace };
        return Ok(found.into_iter().map(|person| (person, None)).collect());
    }
    if let Some(query) = &search.q {
        let exact = profiles.find_identifier(None, query, at).into_iter().map(|person| (person, Some(query.clone())));
        let mut found: Vec<_> = exact.collect();
        for (person, matched) in profiles.search(query, side)? {
            if found.iter().all(|(known, _)| *known != person) {
                found.push((person, Some(shorten(&matched))));
            }
        }
        return Ok(found);
    }
    Ok(profiles.recent(side, limit)?.into_iter().map(|person| (person, None)).collect())
}

fn shorten(text: &str) -> String {
    const SHOWN: usize = 160;
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfSide {
    /// The side: `customer` (unless told) or `employee`.
    #[param(value_type = Option<String>)]
    side: Option<Side>,
}

/// One person: what they are to us, their identifiers, and the newest value of each fact.
#[utoipa::path(get, path = "/api/v1/people/{id}", params(("id" = String, Path), OfSide), responses((status = 200, body = WirePerson)))]
async fn get_person(
    State(state): State<PeopleState>,
    who: Principal,
    Path(id): Path<String>,
    Query(OfSide { side }): Query<OfSide>,
) -> Result<Json<WirePerson>> {
    let (number, side) = (state.number(&id)?, side.unwrap_or_default());
    let found = state
        .with(move |profiles| {
            let Some(person) = profiles.person(number, side)? else { return Ok(None) };
            let facts = profiles.facts(number, side)?.unwrap_or_default();
            Ok(Some((person, facts)))
        })
        .await?;
    let (person, facts) = found.ok_or_else(gone)?;
    let mut wire = state.person(&person);
    state.audit.read(&who, "people.read", &wire.id).await?;
    let newest = facts.into_iter().filter(|fact| fact.newest);
    let (known, claimed): (Vec<Fact>, Vec<Fact>) = newest.partition(|fact| fact.trust == Trust::Secret);
    wire.traits = Some(traits(known));
    wire.claimed = Some(traits(claimed));
    Ok(Json(wire))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct TimelineQuery {
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
struct WireItem {
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
}

fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "inbound",
        Direction::Outbound => "outbound",
        Direction::Internal => "internal",
    }
}

impl PeopleState {
    fn item(&self, item: TimelineItem) -> WireItem {
        let one = item.interaction;
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
            name: one.name,
            text: one.text,
            source: (self.sources)(one.source),
            identifier: item.identifier.map(|identifier| identifier.to_string()),
            facts: one.facts.len(),
            questions: one.questions.len(),
        }
    }
}

fn moment(name: &str, text: Option<String>) -> Result<Option<Timestamp>> {
    text.map(|text| Timestamp::parse(&text).map_err(|error| Problem::bad_request(format!("{name}: {error}"))))
        .transpose()
}

/// A person's timeline over all channels, newest first.
#[utoipa::path(get, path = "/api/v1/people/{id}/timeline", params(("id" = String, Path), TimelineQuery),
    responses((status = 200, body = List<WireItem>)))]
async fn get_timeline(
    State(state): State<PeopleState>,
    who: Principal,
    Path(id): Path<String>,
    Query(query): Query<TimelineQuery>,
) -> Result<Json<List<WireItem>>> {
    let number = state.number(&id)?;
    let paging = Paging { limit: query.limit, cursor: query.cursor };
    let (after, limit) = (paging.place(&state.ids)?, paging.limit());
    let filter = TimelineFilter {
        side: query.side.unwrap_or_default(),
        channel: query.channel,
        department: query.department,
        touchpoint: query.touchpoint,
        from: moment("from", query.from)?,
        to: moment("to", query.to)?,
        text: query.text,
    };
    let page = state.with(move |profiles| profiles.timeline(number, &filter, after, limit)).await?.ok_or_else(gone)?;
    state.audit.read(&who, "people.timeline", &id).await?;
    let items = page.items.into_iter().map(|item| state.item(item)).collect();
    let next = page.next.map(|place| place_cursor(&state.ids, place));
    Ok(Json(List { items, total: page.total, next }))
}

/// A fact with where it comes from.
#[derive(Serialize, ToSchema)]
struct WireFact {
    name: String,
    value: serde_json::Value,
    source: String,
    department: Option<String>,
    touchpoint: Option<String>,
    /// When it was learnt last.
    learnt_at: String,
    first_learnt_at: String,
    /// How often it was told.
    times: u64,
    valid_until: Option<String>,
    /// Whether it is the newest value and still holds.
    fresh: bool,
    /// Whether it is the newest value of the fact.
    newest: bool,
    /// Known from a trusted source; otherwise only claimed, and never to be prefilled.
    known: bool,
    interaction: String,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FactsQuery {
    /// The side: `customer` (unless told) or `employee`.
    #[param(value_type = Option<String>)]
    side: Option<Side>,
    /// Only facts of this name.
    name: Option<String>,
    /// Older values too.
    #[serde(default)]
    all: bool,
}

/// What a person told us: the newest value of each fact, or all values.
#[utoipa::path(get, path = "/api/v1/people/{id}/facts", params(("id" = String, Path), FactsQuery),
    responses((status = 200, body = List<WireFact>)))]
async fn get_facts(
    State(state): State<PeopleState>,
    who: Principal,
    Path(id): Path<String>,
    Query(query): Query<FactsQuery>,
) -> Result<Json<List<WireFact>>> {
    let (number, side) = (state.number(&id)?, query.side.unwrap_or_default());
    let facts = state.with(move |profiles| profiles.facts(number, side)).await?.ok_or_else(gone)?;
    state.audit.read(&who, "people.facts", &id).await?;
    let now = state.clock.now();
    let wanted = facts.into_iter().filter(|fact| query.all || fact.newest);
    let wanted = wanted.filter(|fact| query.name.as_ref().is_none_or(|name| *name == fact.name));
    let items = wanted.map(|fact| state.fact(fact, now)).collect();
    Ok(Json(List::whole(items)))
}

impl PeopleState {
    fn fact(&self, fact: Fact, now: Timestamp) -> WireFact {
        WireFact {
            fresh: fact.is_valid(now),
            value: value(&fact.value),
            name: fact.name,
            source: (self.sources)(fact.source),
            department: fact.department,
            touchpoint: fact.touchpoint,
            learnt_at: fact.learnt_at.to_string(),
            first_learnt_at: fact.first_learnt_at.to_string(),
            times: fact.times,
            valid_until: fact.valid_until.map(|at| at.to_string()),
            newest: fact.newest,
            known: fact.trust == Trust::Secret,
            interaction: self.ids.encode(Kind::Interaction, fact.interaction.0),
        }
    }
}

/// A person's identifiers with the time in which they were theirs.
#[utoipa::path(get, path = "/api/v1/people/{id}/identifiers", params(("id" = String, Path)),
    responses((status = 200, body = List<WireIdentifier>)))]
async fn get_identifiers(
    State(state): State<PeopleState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<List<WireIdentifier>>> {
    let number = state.number(&id)?;
    let person = state.with(move |profiles| profiles.person(number, Side::Customer)).await?.ok_or_else(gone)?;
    state.audit.read(&who, "people.identifiers", &id).await?;
    Ok(Json(List::whole(person.identifiers.iter().map(WireIdentifier::from).collect())))
}

/// An interaction with everything that came with it.
#[derive(Serialize, ToSchema)]
struct WireInteraction {
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
    #[schema(value_type = Vec<Object>)]
    subjects: Vec<Subject>,
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
async fn get_interaction(
    State(state): State<PeopleState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<WireInteraction>> {
    let position = Position(web::ids::read(&state.ids, Kind::Interaction, &id)?);
    let opened = state.with(move |profiles| profiles.open(position)).await?;
    let opened = opened.ok_or_else(|| Problem::not_found("there is no such interaction"))?;
    state.audit.read(&who, "interactions.read", &id).await?;
    Ok(Json(state.interaction(opened)))
}

impl PeopleState {
    fn interaction(&self, opened: Opened) -> WireInteraction {
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
            name: one.name,
            text: one.text,
            identifiers: identifiers.iter().map(ToString::to_string).collect(),
            subjects: one.subjects,
            questions: one.questions,
            facts: one.facts.into_iter().map(fact).collect(),
            properties: one.properties,
            context: one.context,
            known: one.trust == Trust::Secret,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct StreamQuery {
    /// Only this person.
    person: Option<String>,
}

/// What arrives, as server-sent events: each `interaction` is a line of a timeline with its person's id.
#[utoipa::path(get, path = "/api/v1/stream", params(StreamQuery), responses((status = 200, content_type = "text/event-stream")))]
async fn stream(
    State(state): State<PeopleState>,
    who: Principal,
    Query(query): Query<StreamQuery>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let only = query.person.as_deref().map(|id| state.number(id)).transpose()?;
    state.audit.read(&who, "stream.open", query.person.as_deref().unwrap_or("all")).await?;
    let frames = BroadcastStream::new(state.profiles.tail().listen());
    let events = frames
        .map(move |frame| match frame {
            Ok(frame) => live(&state, &frame, only),
            // The listener was too slow: it is told how many it has missed, and reads the timeline again.
            Err(BroadcastStreamRecvError::Lagged(missed)) => {
                vec![Ok(Event::default().event("missed").data(missed.to_string()))]
            }
        })
        .map(tokio_stream::iter);
    let events = futures_util::StreamExt::flatten(events);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}

fn live(state: &PeopleState, frame: &store::journal::Frame, only: Option<PersonNo>) -> Vec<Result<Event, Infallible>> {
    let mut events = Vec::new();
    for (position, interaction) in frame.positioned() {
        let person = state.profiles.person_of(interaction);
        let wanted = only.is_none_or(|only| state.profiles.people().now().graph.resolve(only) == Some(person));
        if !wanted || Side::of(interaction) == Side::Employee {
            continue;
        }
        let item = TimelineItem { position, interaction: interaction.clone(), identifier: None };
        let mut data = serde_json::to_value(state.item(item)).unwrap_or_default();
        data["person"] = state.ids.encode(Kind::Person, person.0).into();
        events.push(Ok(Event::default().event("interaction").data(data.to_string())));
    }
    events
}

/// A touchpoint or department that interactions have named.
#[derive(Serialize, ToSchema)]
struct WireNamed {
    name: String,
    /// The channel of its newest interaction.
    channel: String,
    first_seen: String,
    last_seen: String,
    interactions: u64,
}

async fn registry(state: &PeopleState, kind: RegistryKind) -> Result<Json<List<WireNamed>>> {
    let named = state.with(move |profiles| profiles.registry(kind)).await?;
    let items = named.into_iter().map(|named| WireNamed {
        name: named.name,
        channel: named.channel,
        first_seen: named.first_seen.to_string(),
        last_seen: named.last_seen.to_string(),
        interactions: named.interactions,
    });
    Ok(Json(List::whole(items.collect())))
}

/// Touchpoints, the most used first. They appear by themselves as interactions name them.
#[utoipa::path(get, path = "/api/v1/touchpoints", responses((status = 200, body = List<WireNamed>)))]
async fn list_touchpoints(State(state): State<PeopleState>) -> Result<Json<List<WireNamed>>> {
    registry(&state, RegistryKind::Touchpoint).await
}

/// Departments, the most used first. They appear by themselves as interactions name them.
#[utoipa::path(get, path = "/api/v1/departments", responses((status = 200, body = List<WireNamed>)))]
async fn list_departments(State(state): State<PeopleState>) -> Result<Json<List<WireNamed>>> {
    registry(&state, RegistryKind::Department).await
}
