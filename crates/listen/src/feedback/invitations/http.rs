//! The HTTP API of invitations: making links for people who are asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use kernel::clock::DAY;
use kernel::{Clock, Kind, PublicIds, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::Invitation;
use crate::feedback::asking::{Asking, Mailed, Named, NotAsked, Occasion, Whom};
use crate::feedback::messages::{Channel, Messages};
use crate::feedback::responses::About;
use crate::feedback::surveys::Surveys;

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
    /// Who is asked.
    pub asking: Asking,
    /// The surveys.
    pub surveys: Surveys,
    /// Whether this server sends mails.
    pub sends: bool,
    /// By which it sends messages.
    pub messages: Messages,
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
    /// Whether this server sends it to them: then `channel` is `email`, `sms` or `voice`.
    #[serde(default)]
    send: bool,
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
    let (versions, place) = state.surveys.wanted(&name, None).await?;
    let survey = versions[place].definition.as_ref();
    if survey.is_some_and(|survey| survey.anonymous) {
        return Err(Problem::conflict(format!(
            "the survey {name:?} promises anonymity: make a wave, which knows nobody"
        )));
    }
    let (closes_at, remind_after_days) =
        survey.map_or((None, None), |survey| (survey.closes_at, survey.remind_after_days));
    let days = invite.days.unwrap_or(USUAL_DAYS);
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(Problem::bad_request(format!("`days` must be 1 to {MOST_DAYS}")));
    }
    if invite.people.is_empty() || invite.people.len() > MOST {
        return Err(Problem::bad_request(format!("`people` must be 1 to {MOST}")));
    }
    let channel = know::organisation::checked_name(&invite.channel);
    let channel = channel.map_err(|said| Problem::bad_request(format!("`channel`: {said}")))?;
    if invite.send {
        state.check_way(&channel).await?;
    }
    let now = state.clock.now();
    let until = Timestamp(now.0 + i64::from(days) * DAY);
    let until = closes_at.map_or(until, |closes_at| closes_at.min(until));
    if until <= now {
        return Err(Problem::conflict(format!("the survey {name:?} is over: give it a later `closes_at`")));
    }
    let (mut identifiers, mut whom) = (Vec::with_capacity(invite.people.len()), Vec::new());
    for one in invite.people {
        let about = one.about().map_err(Problem::bad_request)?;
        whom.push(Whom { named: Named::Text(one.identifier.clone()), about, language: one.language });
        identifiers.push(one.identifier);
    }
    let mailed = invite.send.then_some(Mailed { remind_after_days });
    let occasion = Occasion { survey: name.clone(), channel, until, made_by: who.name.clone(), mailed };
    let asked = state.asking.ask(occasion, whom, now).await?;
    let invited = asked.iter().filter(|one| one.is_ok()).count() as u64;
    let wire = |(identifier, asked): (String, std::result::Result<Invitation, NotAsked>)| match asked {
        Ok(one) => {
            let path = format!("/s/{name}/{}", state.ids.encode(Kind::Invitation, one.number));
            Invitee { identifier, path: Some(path), until: Some(one.until.to_string()), not_asked: None }
        }
        Err(why) => Invitee { identifier, path: None, until: None, not_asked: Some(why) },
    };
    let items = identifiers.into_iter().zip(asked).map(wire).collect();
    state.audit.change(&who, "surveys.invite", &name, &format!("{invited} invited")).await?;
    Ok(Json(Invitees { items, invited }))
}

impl InvitationsState {
    /// Whether this server can send anything over a channel.
    async fn check_way(&self, channel: &str) -> Result<()> {
        match Channel::parse(channel) {
            None if channel != "email" => {
                let detail = "`send`: this server sends mails and messages only: let `channel` be \"email\", \"sms\" or \"voice\"";
                Err(Problem::bad_request(detail))
            }
            None if !self.sends => {
                let detail = "`send`: no mail server is configured: give [mail] (docs/operations.md), or send it";
                Err(Problem::conflict(detail))
            }
            None => Ok(()),
            Some(channel) => {
                let messenger = self.messages.messenger(channel).await?;
                if messenger.is_some_and(|messenger| messenger.deliver_to.is_some()) {
                    return Ok(());
                }
                let name = channel.as_str();
                let detail =
                    format!("`send`: nobody sends by {name}: give PUT /api/v1/messengers/{name} a `deliver_to`");
                Err(Problem::conflict(detail))
            }
        }
    }
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
