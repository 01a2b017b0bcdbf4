//! The preference centre over HTTP: making a link, the page behind it, and what is said there.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path as Segment, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kernel::clock::DAY;
use kernel::{ConsentDecision, Identifier, IdentifierNo, Timestamp};
use serde::{Deserialize, Serialize};
use store::blocking;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path};
use web::{Principal, Problem, Result, Right, Role, Scope};

use super::http::PrivacyState;
use super::permits::{LegalBasis, permits};
use super::preferences::{Choice, Link, Links, POLICY, page};
use super::purposes;
use crate::log::Entry;
use crate::profiles::{Side, Sight};

/// How long a link holds unless told, and at most, in days.
const USUAL_DAYS: u32 = 90;
const MOST_DAYS: u32 = 730;
/// The most that the page's form sends.
const FORM_BYTES: usize = 16 << 10;

pub(super) fn routes() -> OpenApiRouter<PrivacyState> {
    OpenApiRouter::new().routes(routes!(make_link))
}

/// The pages behind links. The link says whose they are: nobody needs to be known.
pub fn pages(state: PrivacyState) -> Router {
    Router::new().route("/preferences/{token}", get(show).post(save)).with_state(state)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MakeLink {
    /// The identifier to which the link is sent, such as `email:ana@example.com`: decisions are recorded under it.
    identifier: String,
    /// For how many days it holds; 90 unless told, 730 at most.
    days: Option<u32>,
}

#[derive(Serialize, ToSchema)]
struct MadeLink {
    /// The path, to be put behind the address at which people reach this server.
    path: String,
    until: String,
}

/// Makes a link to the preference centre for one of a person's identifiers.
#[utoipa::path(post, path = "/api/v1/people/{id}/preference-link", params(("id" = String, Path)),
    request_body = MakeLink, responses((status = 200, body = MadeLink)))]
async fn make_link(
    State(state): State<PrivacyState>,
    who: Principal,
    Path(id): Path<String>,
    Json(make): Json<MakeLink>,
) -> Result<Json<MadeLink>> {
    let number = state.seen_person(&who, &id).await?;
    let missing = || Problem::not_found("the person has no such identifier: give one such as email:ana@example.com");
    let identifier = Identifier::parse(&make.identifier).ok_or_else(missing)?;
    let identifier: IdentifierNo = {
        let people = state.people.now();
        let value = people.graph.namespaces().normal(&identifier.namespace, &identifier.value);
        let found = people.graph.find(&state.people.hasher().identifier(&identifier.namespace, &value));
        let theirs = people.graph.parts(number);
        found.filter(|found| theirs.iter().any(|part| part.identifier == *found)).ok_or_else(missing)?
    };
    // What the caller does not see of the person is not confirmed either.
    if !state.sees_identifier(&who, identifier).await? {
        return Err(missing());
    }
    let days = make.days.unwrap_or(USUAL_DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Problem::bad_request(format!("`days` must be 1 to {MOST_DAYS}")));
    }
    let until = Timestamp(state.clock.now().0 + i64::from(days) * DAY);
    let token = state.links().token(Link { identifier, person: number, until });
    state.audit.change(&who, "preferences.link", &id, "").await?;
    Ok(Json(MadeLink { path: format!("/preferences/{token}"), until: until.to_string() }))
}

impl PrivacyState {
    fn links(&self) -> Links {
        Links::new(self.ids.clone(), self.people.hasher().clone())
    }

    /// What a caller sees of people, side by side.
    pub(super) fn sights(&self, who: &Principal) -> Vec<Sight> {
        let sides = [Side::Customer, Side::Employee].into_iter();
        let sides = sides.filter(|side| *side == Side::Customer || who.may(Right::SeeEmployees));
        sides.map(|side| Sight::of(who, side, &*self.departments_of)).collect()
    }

    fn link(&self, token: &str) -> Result<Link> {
        let link = self.links().read(token, self.clock.now());
        let known = link.filter(|link| {
            let people = self.people.now();
            if link.identifier.0 >= people.graph.len() {
                return false;
            }
            // A number that was passed on is another's: the link was sent to who had it then.
            let person = people.graph.resolve(people.graph.person_at(link.identifier, i64::MAX));
            person.is_some() && person == people.graph.resolve(link.person)
        });
        known.ok_or_else(|| Problem::not_found("this link has ended, or is none of ours: ask for a new one"))
    }

    /// The purposes about which somebody can say something, with what counts.
    async fn choices(&self, link: Link) -> Result<Vec<Choice>> {
        let purposes = self.truth.read(purposes::all).await?;
        let (people, now) = (self.people.now(), self.clock.now());
        let person = people.graph.person_at(link.identifier, now.0);
        let own = people.consents.of(people.graph.key(link.identifier));
        let open = |basis| matches!(basis, LegalBasis::Consent | LegalBasis::LegitimateInterest);
        let choices = purposes.into_iter().filter(|(_, basis)| open(*basis)).map(|(purpose, basis)| Choice {
            said: own.iter().find(|decision| decision.purpose == purpose).map(|decision| decision.granted),
            granted: permits(&people, person, (&purpose, basis), &[], now).granted,
            purpose: purpose.as_str().to_owned(),
        });
        Ok(choices.collect())
    }
}

fn shown(choices: &[Choice], saved: bool) -> Response {
    let mut response = page(choices, saved).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let policy = HeaderValue::from_str(&POLICY).expect("the policy is written here, in ASCII");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

async fn show(State(state): State<PrivacyState>, Segment(token): Segment<String>) -> Result<Response> {
    let link = state.link(&token)?;
    Ok(shown(&state.choices(link).await?, false))
}

/// By what a mail program says that somebody pressed its button (RFC 8058); the purpose stands in the address.
const ONE_CLICK: (&str, &str) = ("List-Unsubscribe", "One-Click");

async fn save(
    State(state): State<PrivacyState>,
    Segment(token): Segment<String>,
    RawQuery(query): RawQuery,
    body: Body,
) -> Result<Response> {
    let link = state.link(&token)?;
    let body = to_bytes(body, FORM_BYTES).await;
    let body = body.map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "the form is too large"))?;
    let mut said: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    if said.iter().any(|(field, value)| (field.as_str(), value.as_str()) == ONE_CLICK) {
        let query = query.unwrap_or_default();
        let purposes = form_urlencoded::parse(query.as_bytes()).into_owned().filter(|(field, _)| field == "purpose");
        said = purposes.map(|(_, purpose)| (purpose, "no".to_owned())).collect();
    }
    let (decided_at, key) = (state.clock.now(), *state.people.now().graph.key(link.identifier));
    let mut entries = Vec::new();
    for choice in state.choices(link).await? {
        let answer = said.iter().find(|(purpose, _)| *purpose == choice.purpose).map(|(_, answer)| answer.as_str());
        let granted = match answer {
            Some("yes") => true,
            Some("no") => false,
            _ => continue,
        };
        let purpose = kernel::Purpose::new(&choice.purpose);
        let evidence = "preference centre".to_owned();
        entries.push(Entry::Consent { key, decision: ConsentDecision { purpose, granted, decided_at, evidence } });
    }
    let people = state.people.clone();
    blocking(move || people.record_blocking(entries, |_| Ok(()))).await?;
    let who = Principal { name: "preference link".to_owned(), role: Role::Partner, scope: Scope::All, address: None };
    let subject = state.ids.encode(kernel::Kind::Identifier, u64::from(link.identifier.0));
    state.audit.change(&who, "consents.record", &subject, "").await?;
    Ok(shown(&state.choices(link).await?, true))
}
