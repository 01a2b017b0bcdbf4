//! The HTTP API of notes.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use kernel::{Clock, Kind, PublicIds, Timestamp};
use know::organisation::{Organisation, UnitKind};
use know::privacy::masking::mask;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::access::hidden;
use web::extract::{Json, Path, Query};
use web::paging::{List, Paging, number_cursor};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::{NewNote, Note, Notes};
use crate::frontline::{self, Place, Status, answers_for, somebody};

/// Nobody keeps more codes.
const MOST_CODES: usize = 200;

/// What the handlers work with.
#[derive(Clone)]
pub struct NotesState {
    /// The notes.
    pub notes: Notes,
    /// Who answers for what.
    pub organisation: Organisation,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

/// The rights that the operations ask for. Everybody who is signed in may report; who sees and answers what follows from
/// who answers for it.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/notes", right: Right::BeKnown },
    Operation { method: "POST", path: "/api/v1/notes", right: Right::BeKnown },
    Operation { method: "GET", path: "/api/v1/notes/places", right: Right::BeKnown },
    Operation { method: "POST", path: "/api/v1/notes/own", right: Right::BeKnown },
    Operation { method: "PUT", path: "/api/v1/notes/{id}/answer", right: Right::BeKnown },
];

/// The routes.
pub fn routes(state: NotesState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_notes, report_note))
        .routes(routes!(list_note_places))
        .routes(routes!(own_notes))
        .routes(routes!(answer_note))
        .with_state(state)
}

/// A note.
#[derive(Serialize, ToSchema)]
struct WireNote {
    id: String,
    text: String,
    touchpoint: Option<String>,
    department: Option<String>,
    /// The rule, form, script or tool that it is about.
    policy: Option<String>,
    /// When it was reported; the beginning of the day where the reporter is not named.
    reported_at: String,
    /// Who reported it, where they wanted to be named.
    reporter: Option<String>,
    /// Whether it is one's own.
    own: bool,
    /// Whether one may answer it.
    may_answer: bool,
    status: Status,
    /// What was answered last.
    answer: Option<String>,
    answered_by: Option<String>,
    answered_at: Option<String>,
}

impl NotesState {
    fn may_answer(&self, who: &Principal, note: &Note) -> bool {
        answers_for(who, &note.place, &self.organisation.now(), self.clock.now())
    }

    fn wire(&self, who: &Principal, note: Note, own: bool) -> WireNote {
        WireNote {
            id: self.ids.encode(Kind::Note, note.id.unsigned_abs()),
            own: own || is_own(who, &note),
            may_answer: self.may_answer(who, &note),
            text: mask(&note.text, hidden(who.role)).into_owned(),
            touchpoint: note.place.touchpoint,
            department: note.place.department,
            policy: note.policy,
            reported_at: note.made_at.to_string(),
            reporter: note.reporter,
            status: note.status,
            answer: note.answer,
            answered_by: note.answered_by,
            answered_at: note.answered_at.as_ref().map(Timestamp::to_string),
        }
    }
}

fn is_own(who: &Principal, note: &Note) -> bool {
    note.reporter.as_ref() == Some(&who.name)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct NoteFilter {
    /// Only those that are so far: `open`, `under_way`, `done` or `will_not`.
    status: Option<String>,
    /// Only about this touchpoint.
    touchpoint: Option<String>,
    /// Only about this department, or a touchpoint of it.
    department: Option<String>,
    /// How many, 1 to 500; 50 unless told.
    limit: Option<usize>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// The notes that one sees, the newest first: one's own with one's name, and those that one may answer.
#[utoipa::path(get, path = "/api/v1/notes", params(NoteFilter), responses((status = 200, body = List<WireNote>)))]
async fn list_notes(
    State(state): State<NotesState>,
    who: Principal,
    Query(filter): Query<NoteFilter>,
) -> Result<Json<List<WireNote>>> {
    let paging = Paging { limit: filter.limit, cursor: filter.cursor.clone() };
    let before = paging.number(&state.ids)?.map_or(i64::MAX, |number| i64::try_from(number).unwrap_or(i64::MAX));
    let status = filter.status.as_deref().map(status).transpose()?;
    let (record, now) = (state.organisation.now(), state.clock.now());
    let wanted = |note: &Note| {
        let seen = is_own(&who, note) || answers_for(&who, &note.place, &record, now);
        let at = filter.touchpoint.is_none() || filter.touchpoint == note.place.touchpoint;
        let of = filter.department.is_none() || filter.department.as_deref() == note.place.department_of(&record, now);
        seen && at && of && status.is_none_or(|status| status == note.status)
    };
    let notes: Vec<Note> = state.notes.list().await?.into_iter().filter(wanted).collect();
    let total = notes.len() as u64;
    let mut page: Vec<Note> = notes.into_iter().filter(|note| note.id < before).take(paging.limit() + 1).collect();
    let more = page.len() > paging.limit();
    page.truncate(paging.limit());
    let next = page.last().filter(|_| more).map(|last| number_cursor(&state.ids, last.id.unsigned_abs()));
    Ok(Json(List { items: page.into_iter().map(|note| state.wire(&who, note, false)).collect(), total, next }))
}

fn status(name: &str) -> Result<Status> {
    let said = || Problem::bad_request("`status`: open, under_way, done or will_not");
    Status::parse(name).ok_or_else(said)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReportNote {
    /// What stands in the way, in 1 to 2000 characters.
    text: String,
    /// The touchpoint at which it does.
    touchpoint: Option<String>,
    /// The department that it concerns.
    department: Option<String>,
    /// The rule, form, script or tool that it is about.
    policy: Option<String>,
    /// Whether those who answer may know whom it is from; not unless told.
    #[serde(default)]
    named: bool,
}

/// A note that was reported.
#[derive(Serialize, ToSchema)]
struct ReportedNote {
    note: WireNote,
    /// By which whoever gave no name finds the note and its answer again: it is shown this once, and nothing else leads
    /// to them.
    code: Option<String>,
}

/// Reports what stands in the way. Without a name nothing is kept of who reports: neither here nor in the audit.
#[utoipa::path(post, path = "/api/v1/notes", request_body = ReportNote, responses((status = 201, body = ReportedNote)))]
async fn report_note(
    State(state): State<NotesState>,
    who: Principal,
    Json(report): Json<ReportNote>,
) -> Result<(StatusCode, Json<ReportedNote>)> {
    let now = state.clock.now();
    let new = NewNote {
        made_at: if report.named { now } else { frontline::day(now) },
        text: frontline::text("text", &report.text).map_err(Problem::bad_request)?,
        place: Place::read(report.touchpoint.as_deref(), report.department.as_deref()).map_err(Problem::bad_request)?,
        policy: frontline::name("policy", report.policy.as_deref()).map_err(Problem::bad_request)?,
        reporter: report.named.then(|| who.name.clone()),
    };
    let (note, code) = state.notes.report(new).await?;
    let note = state.wire(&who, note, true);
    let reporter = if report.named { who } else { somebody() };
    state.audit.change(&reporter, "notes.report", &note.id, "").await?;
    Ok((StatusCode::CREATED, Json(ReportedNote { note, code })))
}

/// What notes and needs can be about.
#[derive(Serialize, ToSchema)]
struct NotePlaces {
    /// The touchpoints on record, by name.
    touchpoints: Vec<String>,
    /// The departments on record, by name.
    departments: Vec<String>,
}

/// What notes and needs can be about: touchpoints and departments on record, of the part of the organisation that the caller
/// sees.
#[utoipa::path(get, path = "/api/v1/notes/places", responses((status = 200, body = NotePlaces)))]
async fn list_note_places(State(state): State<NotesState>, who: Principal) -> Result<Json<NotePlaces>> {
    let (record, now) = (state.organisation.now(), state.clock.now());
    let names = |kind| {
        let all = record.units.all(kind, now).into_iter().map(|(name, _)| name.to_owned());
        all.filter(|name| record.units.is_within(&who.scope, kind, name, now)).collect()
    };
    let (touchpoints, departments) = (names(UnitKind::Touchpoints), names(UnitKind::Departments));
    Ok(Json(NotePlaces { touchpoints, departments }))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NoteCodes {
    /// The codes that one got when one reported without a name; 200 at most.
    codes: Vec<String>,
}

/// The notes that one reported without a name, by their codes, the newest first. A code that is none is passed over.
#[utoipa::path(post, path = "/api/v1/notes/own", request_body = NoteCodes,
    responses((status = 200, body = List<WireNote>)))]
async fn own_notes(
    State(state): State<NotesState>,
    who: Principal,
    Json(of): Json<NoteCodes>,
) -> Result<Json<List<WireNote>>> {
    if of.codes.len() > MOST_CODES {
        return Err(Problem::bad_request(format!("`codes`: {MOST_CODES} at a time")));
    }
    let notes = state.notes.of_codes(&of.codes).await?;
    Ok(Json(List::whole(notes.into_iter().map(|note| state.wire(&who, note, true)).collect())))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AnswerNote {
    status: Status,
    /// What is said to it; a reason where it stays as it is.
    answer: Option<String>,
}

/// Answers a note: whoever answers for its touchpoint or department does.
#[utoipa::path(put, path = "/api/v1/notes/{id}/answer", params(("id" = String, Path)), request_body = AnswerNote,
    responses((status = 200, body = WireNote)))]
async fn answer_note(
    State(state): State<NotesState>,
    who: Principal,
    Path(id): Path<String>,
    Json(body): Json<AnswerNote>,
) -> Result<Json<WireNote>> {
    let missing = || Problem::not_found("there is no such note that you see; GET /api/v1/notes lists them");
    let number = i64::try_from(web::ids::read(&state.ids, Kind::Note, &id)?).unwrap_or(-1);
    let note = state.notes.get(number).await?.ok_or_else(missing)?;
    if !state.may_answer(&who, &note) {
        let is_own = is_own(&who, &note);
        let refused = Problem::forbidden("a note is answered by who answers for what it is about: its owner on record");
        return Err(if is_own { refused } else { missing() });
    }
    let answer = frontline::answer(body.status, body.answer.as_deref(), &who, state.clock.now());
    let answered = state.notes.answer(number, answer.map_err(Problem::bad_request)?).await?.ok_or_else(missing)?;
    state.audit.change(&who, "notes.answer", &id, body.status.as_str()).await?;
    Ok(Json(state.wire(&who, answered, false)))
}
