//! The HTTP API of asking: its rules, and what came of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use kernel::{Clock, Kind, PublicIds, Timestamp};
use know::people::People;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path, Query};
use web::paging::number_cursor;
use web::versions::http::{OneVersion, Why};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::{ALL, Asking, AskingRules, Entry, NotAsked, day_of};
use crate::feedback::mails::State as MailState;
use crate::feedback::surveys::{AskedOf, Survey, Surveys};

/// What the handlers work with.
#[derive(Clone)]
pub struct AskingState {
    /// Who is asked.
    pub asking: Asking,
    /// The surveys.
    pub surveys: Surveys,
    /// Who is who.
    pub people: People,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/asking-rules", right: Right::SeeJourneys },
    Operation { method: "PUT", path: "/api/v1/asking-rules", right: Right::AskPeople },
    Operation { method: "GET", path: "/api/v1/surveys/{name}/asked", right: Right::AskPeople },
];

/// The routes.
pub fn routes(state: AskingState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(get_asking_rules, put_asking_rules))
        .routes(routes!(list_asked))
        .with_state(state)
}

/// The rules in force.
#[derive(Serialize, ToSchema)]
struct ShownRules {
    /// The version; 0 where nobody has written any, so that the usual ones hold.
    version: u32,
    rules: AskingRules,
    /// All versions, the oldest first.
    versions: Vec<OneVersion>,
}

/// How often people may be asked, over all surveys and channels.
#[utoipa::path(get, path = "/api/v1/asking-rules", responses((status = 200, body = ShownRules)))]
async fn get_asking_rules(State(state): State<AskingState>) -> Result<Json<ShownRules>> {
    Ok(Json(state.shown().await?))
}

/// Makes the next version of the rules: they hold for everybody who is asked from then on.
#[utoipa::path(put, path = "/api/v1/asking-rules", params(Why), request_body = AskingRules,
    responses((status = 200, body = ShownRules)))]
async fn put_asking_rules(
    State(state): State<AskingState>,
    who: Principal,
    Query(why): Query<Why>,
    Json(rules): Json<AskingRules>,
) -> Result<Json<ShownRules>> {
    let rules = rules.checked().map_err(Problem::bad_request)?;
    state.asking.rules.change_for((&who, &state.audit, &*state.clock), ALL, Some(rules), &why).await?;
    Ok(Json(state.shown().await?))
}

impl AskingState {
    async fn shown(&self) -> Result<ShownRules> {
        let versions = self.asking.rules.all(ALL.to_owned()).await?;
        let newest = versions.last();
        Ok(ShownRules {
            version: newest.map_or(0, |version| version.number),
            rules: newest.and_then(|version| version.definition.clone()).unwrap_or_default(),
            versions: versions.iter().map(OneVersion::of).collect(),
        })
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct AskedQuery {
    /// From which day on, RFC 3339; from the beginning unless told. Days are those of UTC.
    from: Option<String>,
    /// Until which day, which does not count itself; until now unless told.
    to: Option<String>,
    /// How many of those who were not asked, 1 to 500; 50 unless told.
    limit: Option<usize>,
    /// The `next` of the page before.
    cursor: Option<String>,
}

/// What came of asking to answer a survey.
#[derive(Serialize, ToSchema)]
struct AskedShown {
    /// How many invitations there were.
    invited: u64,
    /// How many of them were answered, as a whole or in part.
    answered: u64,
    /// The share of invitations that were answered; absent where there was none.
    response_rate: Option<f64>,
    /// How often somebody was not asked, by why.
    #[schema(value_type = BTreeMap<String, u64>)]
    not_asked: BTreeMap<NotAsked, u64>,
    /// What became of mails that this server sends, reminders too: how many are in which state.
    #[schema(value_type = BTreeMap<String, u64>)]
    mails: BTreeMap<MailState, u64>,
    /// Who was not asked, the last ones first.
    items: Vec<NotAskedShown>,
    /// How many of them there are in all: somebody who was not asked several times on a day, for one reason, is one.
    total: u64,
    /// The cursor of the next page; absent on the last one.
    next: Option<String>,
}

/// Somebody who was not asked.
#[derive(Serialize, ToSchema)]
struct NotAskedShown {
    /// The day.
    day: String,
    reason: NotAsked,
    /// The rule, where it was one; as it was then.
    rule: Option<String>,
    /// How often on that day.
    times: u64,
    /// The person; absent where nobody had the identifier, and where employees were to be asked whom the caller does not
    /// see.
    person: Option<String>,
}

/// What came of asking to answer a survey: how many were invited and answered, and who was not asked, with the reason.
#[utoipa::path(get, path = "/api/v1/surveys/{name}/asked", params(("name" = String, Path), AskedQuery),
    responses((status = 200, body = AskedShown)))]
async fn list_asked(
    State(state): State<AskingState>,
    who: Principal,
    Path(name): Path<String>,
    Query(query): Query<AskedQuery>,
) -> Result<Json<AskedShown>> {
    let versions = state.surveys.all(name.clone()).await?;
    if versions.is_empty() {
        return Err(Problem::not_found(format!("there is no survey {name:?}; GET /api/v1/surveys lists them")));
    }
    let of_employees = |survey: &Survey| survey.asked_of == AskedOf::Employees;
    let of_employees = versions.iter().filter_map(|version| version.definition.as_ref()).any(of_employees);
    let named = !of_employees || who.may(Right::SeeEmployees);
    let day = |field: &str, text: &Option<String>, unless_told: i64| match text {
        None => Ok(Timestamp(unless_told)),
        Some(text) => {
            Timestamp::parse(text).map(day_of).map_err(|said| Problem::bad_request(format!("`{field}`: {said}")))
        }
    };
    let days = (day("from", &query.from, i64::MIN)?, day("to", &query.to, i64::MAX)?);
    let paging = web::paging::Paging { limit: query.limit, cursor: query.cursor };
    let before = paging.number(&state.ids)?.map_or(i64::MAX, |number| i64::try_from(number).unwrap_or(i64::MAX));
    let (counts, entries) = state.asking.asked(name.clone(), days, before, paging.limit()).await?;
    state.audit.read_many(&who, "surveys.asked", &name, &format!("{} shown", entries.len())).await?;
    let last = entries.last().filter(|_| entries.len() == paging.limit());
    let next = last.map(|(id, _)| number_cursor(&state.ids, id.unsigned_abs()));
    #[expect(clippy::cast_precision_loss, reason = "there are far fewer than 2^52 invitations")]
    let rate = (counts.invited > 0).then(|| counts.answered as f64 / counts.invited as f64);
    Ok(Json(AskedShown {
        invited: counts.invited,
        answered: counts.answered,
        response_rate: rate,
        not_asked: counts.not_asked,
        mails: counts.mails,
        items: entries.into_iter().map(|(_, entry)| state.wire(entry, named)).collect(),
        total: counts.entries,
        next,
    }))
}

impl AskingState {
    fn wire(&self, entry: Entry, named: bool) -> NotAskedShown {
        let people = self.people.now();
        let person =
            entry.identifier.filter(|_| named).map(|identifier| people.graph.person_at(identifier, entry.day.0));
        NotAskedShown {
            day: entry.day.to_string().split('T').next().unwrap_or_default().to_owned(),
            reason: entry.why,
            rule: Some(entry.rule).filter(|rule| !rule.is_empty()),
            times: entry.times,
            person: person.map(|person| self.ids.encode(Kind::Person, person.0)),
        }
    }
}
