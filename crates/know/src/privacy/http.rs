//! The HTTP API of consent: what a person allows, and recording a decision.

use axum::extract::State;
use kernel::{Clock, ConsentDecision, Identifier, IdentifierNo, Kind, PublicIds, Purpose, Timestamp};
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
use crate::profiles::Profiles;
use crate::profiles::http::DepartmentsOf;

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
    Operation { method: "GET", path: "/api/v1/holds", right: Right::ProtectPeople },
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
    /// The number of a person of whom the caller sees anything, on whatever side.
    ///
    /// # Errors
    /// 404 where they see nothing of them.
    pub(super) async fn seen_person(&self, who: &Principal, id: &str) -> Result<PersonNo> {
        let number = PersonNo(web::ids::read(&self.ids, Kind::Person, id)?);
        let (profiles, sights) = (self.profiles.clone(), self.sights(who));
        let seen = move || -> store::Result<Option<PersonNo>> {
            profiles.catch_up()?;
            for sight in &sights {
                if let Some(person) = profiles.person(number, sight)? {
                    return Ok(Some(person.number));
                }
            }
            Ok(None)
        };
        blocking(seen).await?.ok_or_else(|| Problem::not_found("there is no such person"))
    }
}

impl PrivacyState {
    /// The decisions that count for a person, of those that the caller may see: what was decided as an employee is not
    /// shown with the customer.
    pub(super) async fn shown_consents(&self, who: &Principal, number: PersonNo) -> Result<Vec<ConsentDecision>> {
        let parts = self.profiles.parts(number).ok_or_else(|| Problem::not_found("there is no such person"))?;
        if who.may(Right::SeeEmployees) {
            let now = self.people.now();
            return Ok(super::combined(parts.iter().flat_map(|part| now.consents.of(now.graph.key(part.identifier)))));
        }
        let profiles = self.profiles.clone();
        let theirs = blocking(move || profiles.of_customer(&parts)).await?;
        let now = self.people.now();
        Ok(super::combined(theirs.iter().flat_map(|one| now.consents.of_customer(now.graph.key(*one)))))
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
    let decisions = state.shown_consents(&who, number).await?;
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

impl PrivacyState {
    /// Whether a caller sees an interaction that carries an identifier.
    pub(super) async fn sees_identifier(&self, who: &Principal, identifier: IdentifierNo) -> Result<bool> {
        let (profiles, sights) = (self.profiles.clone(), self.sights(who));
        let seen = move || -> store::Result<bool> {
            profiles.catch_up()?;
            for sight in &sights {
                if profiles.sees_identifier(identifier, sight)? {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        Ok(blocking(seen).await?)
    }
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
    let (key, known) = {
        let state_now = state.people.now();
        let value = state_now.graph.namespaces().normal(&identifier.namespace, &identifier.value);
        let key = state.people.hasher().identifier(&identifier.namespace, &value);
        (key, state_now.graph.find(&key))
    };
    // Who sees a part may refuse for anybody, which harms nobody. One that nobody has carried is answered like one that
    // is hidden.
    if record.granted && !(who.scope.is_all() && who.may(Right::SeeEmployees)) {
        let seen = match known {
            Some(number) => state.sees_identifier(&who, number).await?,
            None => false,
        };
        if !seen {
            let said = "you see nobody with this identifier: you can record what they refuse, and not what they allow";
            return Err(Problem::not_found(said));
        }
    }
    let people = state.people.clone();
    blocking(move || people.record_blocking(vec![Entry::Consent { key, decision }], |_| Ok(()))).await?;
    let subject = known.map(|number| state.ids.encode(Kind::Identifier, u64::from(number.0))).unwrap_or_default();
    let not_seen = if known.is_none() { ", for an identifier that was not seen yet" } else { "" };
    let what = format!("{} {}{not_seen}", purpose.as_str(), if record.granted { "allowed" } else { "refused" });
    state.audit.change(&who, "consents.record", &subject, &what).await?;
    Ok(Json(Recorded {
        purpose: purpose.as_str().to_owned(),
        granted: record.granted,
        decided_at: decided_at.to_string(),
    }))
}
