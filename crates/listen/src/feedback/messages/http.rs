//! The HTTP API of those who send messages for the organisation.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::extract::{Json, Path};
use web::outgoing::check_public;
use web::paging::List;
use web::signed::{fresh_secret, shown_secret};
use web::{Audit, Operation, Principal, Problem, Result, Right};

use super::model::Secrets;
use super::{Channel, MessageState, Messages, Messenger, store};

/// The longest address or token, in bytes.
const LONGEST: usize = 500;

/// What the handlers work with.
#[derive(Clone)]
pub struct MessagesState {
    /// The messages.
    pub messages: Messages,
    /// The audit.
    pub audit: Audit,
}

/// The rights that the operations ask for.
pub const OPERATIONS: &[Operation] = &[
    Operation { method: "GET", path: "/api/v1/messengers", right: Right::SeeIntake },
    Operation { method: "PUT", path: "/api/v1/messengers/{channel}", right: Right::ChangeSources },
    Operation { method: "DELETE", path: "/api/v1/messengers/{channel}", right: Right::ChangeSources },
];

/// The routes.
pub fn routes(state: MessagesState) -> OpenApiRouter {
    OpenApiRouter::new()
        .routes(routes!(list_messengers))
        .routes(routes!(put_messenger, delete_messenger))
        .with_state(state)
}

/// Who sends messages over a channel.
#[derive(Serialize, ToSchema)]
struct WireMessenger {
    channel: Channel,
    /// Where invitations are handed over.
    deliver_to: Option<String>,
    /// Whether answers are taken from Twilio.
    takes_twilio: bool,
    /// Where Twilio sends them.
    webhook: Option<String>,
    /// What became of invitations.
    messages: BTreeMap<MessageState, u64>,
    changed_at: String,
    /// By which our webhooks are signed (Standard Webhooks). It is shown when it is made, and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    signing_secret: Option<String>,
}

impl MessagesState {
    async fn wire(&self, messenger: Messenger) -> Result<WireMessenger> {
        let channel = messenger.channel;
        let secrets = self.messages.secrets(channel).await?.unwrap_or_default();
        let counts = self.messages.truth.read(move |tx| store::counts(tx, channel)).await?;
        let public_url = self.messages.public_url.as_deref();
        Ok(WireMessenger {
            channel,
            deliver_to: messenger.deliver_to,
            takes_twilio: secrets.twilio.is_some(),
            webhook: public_url.map(|url| format!("{url}/v1/messages/twilio/{}", channel.as_str())),
            messages: counts.into_iter().collect(),
            changed_at: messenger.changed_at.to_string(),
            signing_secret: None,
        })
    }
}

/// Who sends messages, by channel.
#[utoipa::path(get, path = "/api/v1/messengers", responses((status = 200, body = List<WireMessenger>)))]
async fn list_messengers(State(state): State<MessagesState>) -> Result<Json<List<WireMessenger>>> {
    let mut items = Vec::new();
    for channel in Channel::ALL {
        if let Some(messenger) = state.messages.messenger(channel).await? {
            items.push(state.wire(messenger).await?);
        }
    }
    Ok(Json(List::whole(items)))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PutMessenger {
    /// Where invitations are handed over, as `https://example.com/send`; none are where it is left out.
    deliver_to: Option<String>,
    /// Twilio's auth token, by which it signs what it sends here. What is left out stays; an empty one takes it away.
    twilio_auth_token: Option<String>,
    /// Whether our webhooks are signed by a new secret from now on.
    #[serde(default)]
    new_secret: bool,
}

/// Says who sends messages over a channel.
#[utoipa::path(put, path = "/api/v1/messengers/{channel}", params(("channel" = Channel, Path)),
    request_body = PutMessenger, responses((status = 200, body = WireMessenger)))]
async fn put_messenger(
    State(state): State<MessagesState>,
    who: Principal,
    Path(channel): Path<Channel>,
    Json(put): Json<PutMessenger>,
) -> Result<Json<WireMessenger>> {
    if state.messages.public_url.is_none() {
        let detail = "`public_url` is not configured (docs/operations.md): messages could not lead to this server";
        return Err(Problem::conflict(detail));
    }
    if let Some(url) = &put.deliver_to {
        let uri = url.parse::<Uri>().ok().filter(|uri| uri.host().is_some() && url.len() <= LONGEST);
        let uri = uri.ok_or_else(|| Problem::bad_request(format!("`deliver_to`: {url:?} is no address")))?;
        check_public(&uri, &state.messages.networks)
            .map_err(|said| Problem::bad_request(format!("`deliver_to`: {said}")))?;
    }
    if put.twilio_auth_token.as_ref().is_some_and(|token| token.len() > LONGEST) {
        return Err(Problem::bad_request(format!("`twilio_auth_token` has at most {LONGEST} characters")));
    }
    let before = state.messages.secrets(channel).await?;
    let fresh = (put.new_secret || before.is_none()).then(fresh_secret);
    let before = before.unwrap_or_default();
    let secrets = Secrets {
        signing: fresh.as_ref().map_or(before.signing, |fresh| STANDARD.encode(fresh)),
        twilio: put.twilio_auth_token.or(before.twilio).filter(|token| !token.is_empty()),
    };
    let messenger = Messenger { channel, deliver_to: put.deliver_to, changed_at: state.messages.clock.now() };
    state.messages.put(messenger.clone(), &secrets).await?;
    state.audit.change(&who, "messengers.put", channel.as_str(), "").await?;
    let signing_secret = fresh.map(|fresh| shown_secret(&fresh));
    Ok(Json(WireMessenger { signing_secret, ..state.wire(messenger).await? }))
}

/// Says that nobody sends messages over a channel any more.
#[utoipa::path(delete, path = "/api/v1/messengers/{channel}", params(("channel" = Channel, Path)),
    responses((status = 204)))]
async fn delete_messenger(
    State(state): State<MessagesState>,
    who: Principal,
    Path(channel): Path<Channel>,
) -> Result<StatusCode> {
    let removed = state.messages.truth.write(move |tx| store::remove(tx, channel)).await?;
    if !removed {
        return Err(Problem::not_found(format!("nobody sends by {}", channel.as_str())));
    }
    state.audit.change(&who, "messengers.delete", channel.as_str(), "").await?;
    Ok(StatusCode::NO_CONTENT)
}
