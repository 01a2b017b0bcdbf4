//! The HTTP API of consent: what a person allows, and recording a decision.

use axum::extract::State;
use kernel::{Clock, ConsentDecision, Identifier, Kind, PublicIds, Purpose, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Db, blocking};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path};
use web::paging::List;
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::purposes::Purposes;
use crate::identity::PersonNo;
use crate::log::Entry;
use crate::people::People;
use crate::profiles::http::DepartmentsOf;
use crate::profiles::{Profiles, Side, Sight};

/// What the handlers work with.
#[derive(Clone)]
pub struct PrivacyState {
    /// Where purposes and holds are kept.
    pub truth: Db,
    /// What data may be used for.
    pub purposes: Purposes,
    /// The people.
    pub people: People,
    /// What is seen of them.
    pub profiles: Profiles,
    /// The departments of brands.
    pub departments_of: DepartmentsOf,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: std::sync::Arc<dyn Clock>,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/people/{id}/consents", right: Right::SeePeople },
    Operation { method: "POST", path: "/api/v1/consents", right: Right::RecordConsent },
    Operation { method: "POST", path: "/api/v1/people/{id}/preference-link", right: Right::RecordConsent },
    Operation { method: "GET", path: "/api/v1/people/{id}/permits", right: Right::SeePeople },
    Operation { method: "GET", path: "/api/v1/people/{id}/holds", right: Right::SeePeople },
    Operation { method: "POST", path: "/api/v1/people/{id}/holds", right: Right::ProtectPeople },
    Operation { method: "DELETE", path: "/api/v1/holds/{id}", right: Right::ProtectPeople },
    Operation { method: "GET", path: "/api/v1/purposes", right: Right::SeeOrganisation },
    Operation { method: "PUT", path: "/api/v1/purposes/{name}", right: Right::ProtectPeople },
];

/// The routes.
pub fn routes(state: PrivacyState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_consents))
        .routes(routes!(record_consent))
        .merge(super::http_permits::routes())
        .merge(super::http_preferences::routes())
        .with_state(state)
}

impl PrivacyState {
    /// The number of a person of whom the caller sees anything.
    pub(super) async fn seen_person(&self, who: &Principal, id: &str) -> Result<PersonNo> {
        let number = PersonNo(web::ids::read(&self.ids, Kind::Person, id)?);
        let sight = Sight::of(who, Side::Customer, &*self.departments_of);
        let profiles = self.profiles.clone();
        let seen = blocking(move || {
            profiles.catch_up()?;
            profiles.person(number, &sight)
        })
        .await?;
        seen.map(|person| person.number).ok_or_else(|| Problem::not_found("there is no such person"))
    }
}

/// What a person allows, by purpose: any denial of any of their identifiers wins.
#[derive(Serialize, ToSchema)]
struct WireConsent {
    purpose: String,
    granted: bool,
    /// When the decision that counts was taken.
    decided_at: String,
    /// Where it was seen.
    evidence: String,
}

/// What a person allows.
#[utoipa::path(get, path = "/api/v1/people/{id}/consents", params(("id" = String, Path)),
    responses((status = 200, body = List<WireConsent>)))]
async fn list_consents(
    State(state): State<PrivacyState>,
    who: Principal,
    Path(id): Path<String>,
) -> Result<Json<List<WireConsent>>> {
    let number = state.seen_person(&who, &id).await?;
    let decisions = {
        let now = state.people.now();
        let person = now.graph.resolve(number).ok_or_else(|| Problem::not_found("there is no such person"))?;
        let parts = now.graph.parts(person);
        super::combined(parts.iter().flat_map(|part| now.consents.of(now.graph.key(part.identifier))))
    };
    state.audit.read(&who, "people.consents", &id).await?;
    let items = decisions.into_iter().map(|decision| WireConsent {
        purpose: decision.purpose.as_str().to_owned(),
        granted: decision.granted,
        decided_at: decision.decided_at.to_string(),
        evidence: decision.evidence,
    });
    Ok(Json(List::whole(items.collect())))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Record {
    /// The identifier, such as `email:ana@example.com`.
    identifier: String,
    /// What for: `analytics`, `marketing`, `sharing`, ...
    purpose: String,
    /// Allowed or refused.
    granted: bool,
    /// When they decided, RFC 3339; now unless told.
    decided_at: Option<String>,
    /// Where the decision was seen; `api` unless told.
    evidence: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Recorded {
    purpose: String,
    granted: bool,
    decided_at: String,
}

/// Records what somebody allows or refuses. It counts from the next action on.
#[utoipa::path(post, path = "/api/v1/consents", request_body = Record, responses((status = 200, body = Recorded)))]
async fn record_consent(
    State(state): State<PrivacyState>,
    who: Principal,
    Json(record): Json<Record>,
) -> Result<Json<Recorded>> {
    let identifier = Identifier::parse(&record.identifier)
        .ok_or_else(|| Problem::bad_request("`identifier` must be like email:ana@example.com"))?;
    let now = state.clock.now();
    let decided_at = match &record.decided_at {
        None => now,
        Some(text) => Timestamp::parse(text).map_err(|error| Problem::bad_request(format!("decided_at: {error}")))?,
    };
    if decided_at > now {
        return Err(Problem::bad_request("`decided_at` lies in the future: such a decision could not be taken back"));
    }
    if record.purpose.trim().is_empty() || record.purpose.len() > 100 {
        return Err(Problem::bad_request("`purpose` must have 1 to 100 characters"));
    }
    let purpose = Purpose::new(&record.purpose);
    let evidence = record.evidence.unwrap_or_else(|| "api".to_owned());
    let decision = ConsentDecision { purpose: purpose.clone(), granted: record.granted, decided_at, evidence };
    let key = {
        let state_now = state.people.now();
        let value = state_now.graph.namespaces().normal(&identifier.namespace, &identifier.value);
        state.people.hasher().identifier(&identifier.namespace, &value)
    };
    let people = state.people.clone();
    blocking(move || people.record_blocking(vec![Entry::Consent { key, decision }], |_| Ok(()))).await?;
    let subject = format!("{}:{}", identifier.namespace, purpose.as_str());
    state.audit.change(&who, "consents.record", &subject, "").await?;
    Ok(Json(Recorded {
        purpose: purpose.as_str().to_owned(),
        granted: record.granted,
        decided_at: decided_at.to_string(),
    }))
}
