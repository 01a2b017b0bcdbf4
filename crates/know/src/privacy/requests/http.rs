//! The HTTP API of privacy requests.

use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Identifier, IdentifierNo, Kind, Position, PublicIds, Purpose, Timestamp};
use serde::{Deserialize, Serialize};
use store::blocking;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query};
use web::paging::{List, Paging, place_cursor};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::model::{Law, NewRequest, Request, RequestFilter, RequestKind, RequestState, Step};
use super::{Refused, Requests};
use crate::identity::PersonNo;
use crate::log::read_identifiers;

/// What the handlers work with.
#[derive(Clone)]
pub struct RequestsState {
    /// The requests.
    pub requests: Requests,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "POST", path: "/api/v1/people/{id}/requests", right: Right::ProtectPeople },
    Operation { method: "GET", path: "/api/v1/requests", right: Right::ProtectPeople },
    Operation { method: "GET", path: "/api/v1/requests/{id}", right: Right::ProtectPeople },
    Operation { method: "PATCH", path: "/api/v1/requests/{id}", right: Right::ProtectPeople },
];

/// The routes.
pub fn routes(state: RequestsState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(file))
        .routes(routes!(list_requests))
        .routes(routes!(get_request, change_request))
        .with_state(state)
}

/// The most characters of a text, and of a name.
const LONGEST_TEXT: usize = 4000;
const LONGEST_NAME: usize = 100;
/// The most days that another law gives, identifiers and purposes of one request.
const MOST_DAYS: u32 = 366;
const MOST: usize = 32;

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Problem {
        match refused {
            Refused::Missing => Problem::not_found(refused.to_string()),
            Refused::NotTheirs | Refused::Step(_) | Refused::Changed => Problem::conflict(refused.to_string()),
            Refused::Store(error) => error.into(),
        }
    }
}

/// The number of a request's id.
pub(in crate::privacy) fn number(ids: &PublicIds, id: &str) -> Result<i64> {
    Ok(i64::try_from(web::ids::read(ids, Kind::Request, id)?).unwrap_or(-1))
}

/// A privacy request as it is shown.
#[derive(Serialize, ToSchema)]
struct WireRequest {
    id: String,
    kind: RequestKind,
    law: Law,
    /// The days that another law gives.
    days: Option<u32>,
    /// Whose it is today; nobody's once they are erased.
    person: Option<String>,
    /// The identifiers with which it was made.
    identifiers: Vec<WireAsker>,
    /// What they object to, or allow no more.
    purposes: Vec<String>,
    channel: String,
    note: String,
    received_at: String,
    filed_by: String,
    /// The last moment at which it can be answered in time.
    due_at: String,
    overdue: bool,
    state: RequestState,
    verified_at: Option<String>,
    /// How it was checked who asks.
    verified_how: Option<String>,
    extended_at: Option<String>,
    /// Why it takes longer, as they were told.
    extension: Option<String>,
    /// When it was done or refused.
    closed_at: Option<String>,
    /// Why it was refused, or what was done.
    outcome: String,
    exported_at: Option<String>,
    /// The erasure that served it.
    erasure: Option<String>,
    /// The holds that were placed for it.
    holds: Vec<String>,
}

/// An identifier with which a request was made.
#[derive(Serialize, ToSchema)]
struct WireAsker {
    id: String,
    /// Such as `email:ana@example.com`; nothing once it is erased.
    identifier: Option<String>,
}

impl RequestsState {
    /// Requests as they are shown, with the values of their identifiers. Blocks.
    fn wires(&self, requests: Vec<Request>) -> store::Result<Vec<WireRequest>> {
        requests.into_iter().map(|request| self.wire(request)).collect()
    }

    fn wire(&self, request: Request) -> store::Result<WireRequest> {
        let asked = &request.asked;
        let there: Vec<IdentifierNo> = {
            let people = self.requests.people.now();
            let there = |one: &IdentifierNo| !people.graph.is_erased(*one, asked.received_at.0);
            asked.identifiers.iter().copied().filter(there).collect()
        };
        let values = self.requests.truth.read_blocking(|tx| read_identifiers(tx, &there))?;
        let shown = |one: &IdentifierNo| WireAsker {
            id: self.ids.encode(Kind::Identifier, u64::from(one.0)),
            identifier: values.iter().find(|value| value.number == *one).map(|value| value.identifier.to_string()),
        };
        let id = |kind: Kind, number: i64| self.ids.encode(kind, number.unsigned_abs());
        let time = |at: Timestamp| at.to_string();
        let (verified, extended) = (request.verified.clone(), request.extended.clone());
        Ok(WireRequest {
            id: id(Kind::Request, request.id),
            kind: asked.kind,
            law: asked.law,
            days: asked.days,
            person: self.requests.person(&request).map(|person| self.ids.encode(Kind::Person, person.0)),
            identifiers: asked.identifiers.iter().map(shown).collect(),
            purposes: asked.purposes.iter().map(|purpose| purpose.as_str().to_owned()).collect(),
            overdue: self.requests.is_overdue(&request),
            channel: asked.channel.clone(),
            note: asked.note.clone(),
            received_at: time(asked.received_at),
            filed_by: asked.filed_by.clone(),
            due_at: time(request.due_at),
            state: request.state,
            verified_at: verified.as_ref().map(|verified| time(verified.at)),
            verified_how: verified.map(|verified| verified.how),
            extended_at: extended.as_ref().map(|(at, _)| time(*at)),
            extension: extended.map(|(_, reason)| reason),
            closed_at: request.closed_at.map(time),
            outcome: request.outcome,
            exported_at: request.exported_at.map(time),
            erasure: request.erasure.map(|erasure| id(Kind::Erasure, erasure)),
            holds: request.holds.into_iter().map(|hold| id(Kind::Hold, hold)).collect(),
        })
    }

    /// Does what blocks, and shows the request that comes of it.
    async fn shown(
        &self,
        work: impl FnOnce(&Requests) -> std::result::Result<Request, Refused> + Send + 'static,
    ) -> Result<WireRequest> {
        let state = self.clone();
        Ok(blocking(move || {
            let request = work(&state.requests)?;
            Ok::<_, Refused>(state.wire(request)?)
        })
        .await?)
    }
}

/// A text that somebody wrote, under a field's name.
fn text(field: &str, text: &str, least: usize, most: usize) -> Result<String> {
    let text = text.trim();
    if (least..=most).contains(&text.chars().count()) && !text.contains('\0') {
        return Ok(text.to_owned());
    }
    Err(Problem::bad_request(format!("`{field}` must have {least} to {most} characters")))
}

/// What somebody asks for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct File {
    kind: RequestKind,
    /// By what law: it sets the clock.
    law: Law,
    /// The days that a law gives which is none of the named.
    days: Option<u32>,
    /// The identifiers with which they asked, such as `email:ana@example.com`; the one after which the person is named
    /// unless told.
    #[serde(default)]
    identifiers: Vec<String>,
    /// What they object to, or allow no more: refused at once under each of the identifiers.
    #[serde(default)]
    purposes: Vec<String>,
    /// How it came: `letter`, `email`, `web`, ...
    channel: String,
    /// What they said, as far as it is needed.
    #[serde(default)]
    note: String,
    /// When it came in, RFC 3339; now unless told. The clock runs from then.
    received_at: Option<String>,
}

impl File {
    /// What is asked, once it is in order.
    fn asked(self, state: &RequestsState, person: PersonNo, by: &str) -> Result<NewRequest> {
        let now = state.requests.clock.now();
        let received_at = self.received_at.as_deref().map_or(Ok(now), Timestamp::parse);
        let received_at = received_at.map_err(|error| Problem::bad_request(format!("received_at: {error}")))?;
        if received_at > now {
            return Err(Problem::bad_request("`received_at` lies in the future"));
        }
        match (self.law, self.days) {
            (Law::Other, Some(1..=MOST_DAYS)) => {}
            (Law::Other, _) => {
                return Err(Problem::bad_request(format!("`days` must say what this law gives: 1 to {MOST_DAYS}")));
            }
            (_, Some(_)) => return Err(Problem::bad_request("`days` is for the law `other`: this one says its own")),
            (_, None) => {}
        }
        let refuses = matches!(self.kind, RequestKind::Objection | RequestKind::Withdrawal);
        if refuses == self.purposes.is_empty() || self.purposes.len() > MOST {
            let detail = "`purposes` must name what an objection or withdrawal is about, at most 32; others have none";
            return Err(Problem::bad_request(detail));
        }
        let purpose = |name: &String| Ok(Purpose::new(&text("purposes", name, 1, LONGEST_NAME)?));
        Ok(NewRequest {
            kind: self.kind,
            law: self.law,
            days: self.days,
            identifiers: identifiers(state, person, &self.identifiers)?,
            purposes: self.purposes.iter().map(purpose).collect::<Result<_>>()?,
            channel: text("channel", &self.channel, 1, LONGEST_NAME)?,
            note: text("note", &self.note, 0, LONGEST_TEXT)?,
            received_at,
            filed_by: by.to_owned(),
        })
    }
}

/// The numbers of identifiers, all of which must be the person's.
fn identifiers(state: &RequestsState, person: PersonNo, named: &[String]) -> Result<Vec<IdentifierNo>> {
    let people = state.requests.people.now();
    let person = people.graph.resolve(person).ok_or_else(|| Problem::not_found("there is no such person"))?;
    if named.is_empty() {
        return Ok(vec![people.graph.named_after(person)]);
    }
    if named.len() > MOST {
        return Err(Problem::bad_request(format!("at most {MOST} identifiers")));
    }
    let parts = people.graph.parts(person);
    let one = |text: &String| {
        let identifier = Identifier::parse(text)?;
        let value = people.graph.namespaces().normal(&identifier.namespace, &identifier.value);
        let found = people.graph.find(&state.requests.people.hasher().identifier(&identifier.namespace, &value))?;
        parts.iter().any(|part| part.identifier == found).then_some(found)
    };
    let missing = || Problem::bad_request("`identifiers` must be the person's, such as email:ana@example.com");
    named.iter().map(|text| one(text).ok_or_else(missing)).collect()
}

/// Files what somebody asks for by right. What it refuses or restricts holds at once.
#[utoipa::path(post, path = "/api/v1/people/{id}/requests", params(("id" = String, Path)), request_body = File,
    responses((status = 201, body = WireRequest)))]
async fn file(
    State(state): State<RequestsState>,
    who: Principal,
    Path(id): Path<String>,
    Json(file): Json<File>,
) -> Result<(StatusCode, Json<WireRequest>)> {
    let person = PersonNo(web::ids::read(&state.ids, Kind::Person, &id)?);
    let asked = file.asked(&state, person, &who.name)?;
    let wire = state.shown(move |requests| requests.get(requests.file(asked)?)).await?;
    state.audit.change(&who, "requests.file", &wire.id, "").await?;
    Ok((StatusCode::CREATED, Json(wire)))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct RequestsQuery {
    /// Only in this state.
    state: Option<RequestState>,
    /// Only of this kind.
    kind: Option<RequestKind>,
    /// Only those that wait (`true`), or only those that were answered.
    pending: Option<bool>,
    /// Only those that wait past their time (`true`), or only the others.
    overdue: Option<bool>,
    /// Only those that are this person's today.
    person: Option<String>,
    /// How many items, 1 to 500; 50 unless told.
    limit: Option<usize>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// Privacy requests, soonest due first.
#[utoipa::path(get, path = "/api/v1/requests", params(RequestsQuery),
    responses((status = 200, body = List<WireRequest>)))]
async fn list_requests(
    State(state): State<RequestsState>,
    who: Principal,
    Query(query): Query<RequestsQuery>,
) -> Result<Json<List<WireRequest>>> {
    let RequestsQuery { state: at, kind, pending, overdue, limit, cursor, person } = query;
    let paging = Paging { limit, cursor };
    let after = paging.place(&state.ids)?.map(|(due_at, row)| (due_at, i64::try_from(row.0).unwrap_or(i64::MAX)));
    let whose = person.as_deref().map(|id| web::ids::read(&state.ids, Kind::Person, id)).transpose()?.map(PersonNo);
    let filter = RequestFilter { state: at, kind, pending, overdue, person: whose, after };
    let (limit, showing) = (paging.limit(), state.clone());
    let (items, total, last) = blocking(move || {
        let (requests, total) = showing.requests.list(filter, limit)?;
        let last = requests.last().filter(|_| requests.len() == limit).map(|last| (last.due_at, last.id));
        Ok::<_, store::Error>((showing.wires(requests)?, total, last))
    })
    .await?;
    state.audit.read(&who, "requests.list", person.as_deref().unwrap_or_default()).await?;
    let next = last.map(|(due_at, id)| place_cursor(&state.ids, (due_at, Position(id.unsigned_abs()))));
    Ok(Json(List { items, total, next }))
}

/// One privacy request.
#[utoipa::path(get, path = "/api/v1/requests/{id}", params(("id" = String, Path)),
    responses((status = 200, body = WireRequest)))]
async fn get_request(
    State(state): State<RequestsState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<WireRequest>> {
    let number = number(&state.ids, &id)?;
    let wire = state.shown(move |requests| requests.get(number)).await?;
    state.audit.read(&who, "requests.read", &id).await?;
    Ok(Json(wire))
}

/// A step of a request, one at a time.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Change {
    /// It was checked that the asker is who they say.
    Verify {
        /// How.
        how: String,
    },
    /// It takes longer, and they were told.
    Extend {
        /// Why, as they were told.
        reason: String,
    },
    /// They do not get it, and were told.
    Refuse {
        /// Why, as they were told.
        reason: String,
    },
    /// It is done.
    Complete {
        /// What was done.
        note: String,
    },
}

impl Change {
    /// The step, and its name in the audit.
    fn step(self) -> Result<(Step, &'static str)> {
        let said = |field: &str, said: &str| text(field, said, 1, LONGEST_TEXT);
        Ok(match self {
            Change::Verify { how } => (Step::Verify(said("how", &how)?), "requests.verify"),
            Change::Extend { reason } => (Step::Extend(said("reason", &reason)?), "requests.extend"),
            Change::Refuse { reason } => (Step::Refuse(said("reason", &reason)?), "requests.refuse"),
            Change::Complete { note } => (Step::Complete(said("note", &note)?), "requests.complete"),
        })
    }
}

/// Takes a step of a request: `verify`, `extend`, `refuse` or `complete`.
#[utoipa::path(patch, path = "/api/v1/requests/{id}", params(("id" = String, Path)), request_body = Change,
    responses((status = 200, body = WireRequest)))]
async fn change_request(
    State(state): State<RequestsState>,
    who: Principal,
    Path(id): Path<String>,
    Json(change): Json<Change>,
) -> Result<Json<WireRequest>> {
    let number = number(&state.ids, &id)?;
    let (step, action) = change.step()?;
    let wire = state.shown(move |requests| requests.take(number, &step)).await?;
    state.audit.change(&who, action, &id, "").await?;
    Ok(Json(wire))
}
