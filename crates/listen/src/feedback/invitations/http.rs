//! The HTTP API of invitations: making links for people who are asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use kernel::clock::DAY;
use kernel::{Clock, Identifier, IdentifierNo, Kind, PublicIds, Purpose, Timestamp};
use know::people::People;
use know::privacy::{Purposes, permits};
use rand::RngExt as _;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::{Invitation, Invitations};
use crate::feedback::responses::About;
use crate::feedback::surveys::Surveys;

/// What people are asked for: who refuses this is not asked.
pub const PURPOSE: &str = "surveys";
/// How long an invitation can be answered unless told, and at most, in days.
const USUAL_DAYS: u32 = 30;
const MOST_DAYS: u32 = 730;
/// The most people who are invited with one request.
const MOST: usize = 1000;
/// The most characters of what an invitation is about.
const LONGEST: usize = 200;

/// What the handlers work with.
#[derive(Clone)]
pub struct InvitationsState {
    /// The invitations.
    pub invitations: Invitations,
    /// The surveys.
    pub surveys: Surveys,
    /// Who is who, and what they allow.
    pub people: People,
    /// What purposes rest on.
    pub purposes: Purposes,
    /// Makes and reads public ids.
    pub ids: PublicIds,
    /// The audit.
    pub audit: Audit,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] =
    &[Operation { method: "POST", path: "/api/v1/surveys/{name}/invitations", right: Right::AskPeople }];

/// The routes.
pub fn routes(state: InvitationsState) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(invite)).with_state(state)
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Invite {
    /// Who is asked, 1 to 1000.
    people: Vec<Invited>,
    /// Over which channel they are reached: `email`, `sms`, `chat`, ...
    channel: String,
    /// For how many days it can be answered; 30 unless told, 730 at most.
    days: Option<u32>,
}

/// Somebody who is asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Invited {
    /// One of their identifiers, such as `email:ana@example.com`.
    identifier: String,
    /// The language in which they are asked.
    language: Option<String>,
    /// The touchpoint that they are asked about, where it is not that of the survey.
    touchpoint: Option<String>,
    /// The department, employee and shop that they met there.
    department: Option<String>,
    employee: Option<String>,
    location: Option<String>,
    /// What it was about: kinds and ids, `{"order": "HO-1234"}`.
    #[serde(default)]
    subjects: BTreeMap<String, String>,
}

/// What came of asking.
#[derive(Serialize, ToSchema)]
struct Invitees {
    /// One for each of `people`, in their order.
    items: Vec<Invitee>,
    /// How many were invited.
    invited: u64,
}

/// What came of asking somebody.
#[derive(Serialize, ToSchema)]
struct Invitee {
    identifier: String,
    /// The path, to be put behind the address at which people reach this server; absent where they are not asked.
    path: Option<String>,
    until: Option<String>,
    /// Why they are not asked.
    not_asked: Option<NotAsked>,
}

/// Why somebody is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum NotAsked {
    /// Nobody has this identifier.
    Unknown,
    /// They have refused the purpose `surveys`, or somebody has put a hold on it.
    NotPermitted,
}

/// Invites people to a survey: makes an address for each that only they have, and that can be answered once. Whoever may
/// not be asked is not, with the reason.
#[utoipa::path(post, path = "/api/v1/surveys/{name}/invitations", params(("name" = String, Path)),
    request_body = Invite, responses((status = 200, body = Invitees)))]
async fn invite(
    State(state): State<InvitationsState>,
    who: Principal,
    Path(name): Path<String>,
    Json(invite): Json<Invite>,
) -> Result<Json<Invitees>> {
    state.surveys.wanted(&name, None).await?;
    let days = invite.days.unwrap_or(USUAL_DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Problem::bad_request(format!("`days` must be 1 to {MOST_DAYS}")));
    }
    if invite.people.is_empty() || invite.people.len() > MOST {
        return Err(Problem::bad_request(format!("`people` must be 1 to {MOST}")));
    }
    let channel = know::organisation::checked_name(&invite.channel);
    let channel = channel.map_err(|said| Problem::bad_request(format!("`channel`: {said}")))?;
    let now = state.clock.now();
    let until = Timestamp(now.0 + i64::from(days) * DAY);
    let (mut items, mut made) = (Vec::with_capacity(invite.people.len()), Vec::new());
    for one in invite.people {
        let about = one.about().map_err(Problem::bad_request)?;
        let (identifier, language) = (one.identifier, one.language);
        match state.may_be_asked(&identifier, now) {
            Ok(reached) => {
                let number = rand::rng().random::<u64>() >> 1;
                let id = state.ids.encode(Kind::Invitation, number);
                let (path, until_text) = (format!("/s/{name}/{id}"), until.to_string());
                items.push(Invitee { identifier, path: Some(path), until: Some(until_text), not_asked: None });
                made.push(Invitation {
                    number,
                    survey: name.clone(),
                    identifier: reached,
                    about,
                    language,
                    channel: channel.clone(),
                    made_at: now,
                    made_by: who.name.clone(),
                    until,
                });
            }
            Err(why) => items.push(Invitee { identifier, path: None, until: None, not_asked: Some(why) }),
        }
    }
    let invited = made.len() as u64;
    state.invitations.add(made).await?;
    state.audit.change(&who, "surveys.invite", &name, &format!("{invited} invited")).await?;
    Ok(Json(Invitees { items, invited }))
}

impl Invited {
    fn about(&self) -> std::result::Result<About, String> {
        let texts = [&self.touchpoint, &self.department, &self.employee, &self.location].into_iter().flatten();
        let all = texts.chain(self.subjects.iter().flat_map(|(kind, id)| [kind, id])).chain(&self.language);
        for text in all {
            if text.is_empty() || text.chars().count() > LONGEST || text.chars().any(char::is_control) {
                return Err(format!("what somebody is asked about has 1 to {LONGEST} characters: {text:?}"));
            }
        }
        Ok(About {
            touchpoint: self.touchpoint.clone(),
            department: self.department.clone(),
            employee: self.employee.clone(),
            location: self.location.clone(),
            subjects: self.subjects.clone(),
        })
    }
}

impl InvitationsState {
    /// The identifier under which somebody may be asked, or why they may not.
    fn may_be_asked(&self, identifier: &str, now: Timestamp) -> std::result::Result<IdentifierNo, NotAsked> {
        let identifier = Identifier::parse(identifier).ok_or(NotAsked::Unknown)?;
        let people = self.people.now();
        let value = people.graph.namespaces().normal(&identifier.namespace, &identifier.value);
        let key = self.people.hasher().identifier(&identifier.namespace, &value);
        let number = people.graph.find(&key).ok_or(NotAsked::Unknown)?;
        let person = people.graph.person_at(number, now.0);
        let purpose = Purpose::new(PURPOSE);
        let basis = self.purposes.now().of(&purpose);
        let permit = permits(&people, person, (&purpose, basis), &[], now);
        if permit.granted { Ok(number) } else { Err(NotAsked::NotPermitted) }
    }
}
