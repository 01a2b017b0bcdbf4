//! What comes in: messages and pressed keys, in the form in which Twilio sends them
//! (twilio.com/docs/messaging/twiml and /docs/voice/twiml).

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response as Answer};
use axum::routing::post;
use kernel::json::RawObject;
use kernel::{ConsentDecision, Direction, Identifier, Kind, Purpose, Timestamp, Trust};
use maud::{Markup, html};
use web::signed::is_of_twilio;
use web::{Problem, Result};

use super::Messages;
use super::model::Channel;
use super::rules::says_stop;
use crate::feedback::asking::PURPOSE;
use crate::feedback::invitations::Invitation;
use crate::feedback::responses::{Asked, Heard, Message};
use crate::ingest::{Draft, Dropped, Form};

/// The most that a form has, in bytes.
const FORM_BYTES: usize = 64 << 10;
/// The source of messages that are no answers.
const SOURCE: &str = "messages";
/// What these people write for: to be served.
const SERVICE: &str = "service";
/// The namespace of numbers.
const PHONE: &str = "phone";
/// How long somebody may think before a call goes on, in seconds.
const THINKS: u32 = 10;

/// The addresses to which a provider sends. Whoever signs as it is believed.
pub fn incoming(messages: Messages) -> Router {
    Router::new()
        .route("/v1/messages/twilio/sms", post(sms))
        .route("/v1/messages/twilio/voice", post(voice))
        .with_state(messages)
}

/// A form whose signature is good.
struct Signed(Vec<(String, String)>);

impl Signed {
    fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }
}

impl Messages {
    /// Reads a request, and refuses what is not signed by the provider of a channel.
    async fn signed(&self, channel: Channel, (uri, headers): (&Uri, &HeaderMap), body: Body) -> Result<Signed> {
        let body = to_bytes(body, FORM_BYTES).await;
        let body = body.map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "the form is too large"))?;
        let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
        let unknown = || Problem::not_found(format!("nobody is configured who sends by {}", channel.as_str()));
        let token = self.secrets(channel).await?.and_then(|secrets| secrets.twilio).ok_or_else(unknown)?;
        let public_url = self.public_url.as_deref().ok_or_else(unknown)?;
        let path = uri.path_and_query().map_or("", |path| path.as_str());
        let said = headers.get("x-twilio-signature").and_then(|value| value.to_str().ok()).unwrap_or_default();
        if is_of_twilio(&token, &format!("{public_url}{path}"), &fields, said) {
            Ok(Signed(fields))
        } else {
            Err(Problem::forbidden("the signature is not Twilio's: look at the auth token and at `public_url`"))
        }
    }

    /// The newest invitation over a channel that somebody can answer under a number of theirs.
    async fn invitation_of(&self, number: &str, channel: Channel) -> ::store::Result<Option<Invitation>> {
        let (own, number, now) = (self.clone(), Identifier::new(PHONE, number).to_string(), self.clock.now());
        let find = move |tx: &mut dyn ::store::Tx| {
            let Some(identifier) = own.asking.identifier_of(&number) else { return Ok(None) };
            for invitation in super::invitations::of(tx, &[identifier])?.into_iter().rev() {
                let is_open = invitation.channel == channel.as_str() && invitation.until > now;
                if is_open && own.asking.is_still_theirs(&invitation, now) {
                    return Ok(Some(invitation));
                }
            }
            Ok(None)
        };
        self.truth.read(find).await
    }

    /// Takes a message in as an interaction like any other; with `stops` it says that they want no more.
    async fn take_in(&self, signed: &Signed, key: &str, stops: bool) -> Result<()> {
        let source = self.sources.ensure_for(SOURCE, &Purpose::new(SERVICE)).await?;
        // A number can be forged: it refuses for its holder, and allows nothing.
        let edge = self.intake.edge(source, Trust::Public, Vec::new());
        let refusal = ConsentDecision {
            purpose: Purpose::new(PURPOSE),
            granted: false,
            decided_at: edge.received_at,
            evidence: "a message that said stop".to_owned(),
        };
        let draft = Draft {
            direction: Direction::Inbound,
            channel: Some(Channel::Sms.as_str().to_owned()),
            name: "SMS Received".to_owned(),
            identifiers: vec![Identifier::new(PHONE, signed.field("From"))],
            text: Some(signed.field("Body").replace('\0', "\u{fffd}")),
            properties: RawObject::default(),
            consents: stops.then_some(refusal).into_iter().collect(),
            key: Some(edge.hasher.message(SOURCE, key.as_bytes())),
            ..Draft::default()
        };
        let received = edge.finish(draft);
        let received = received.map_err(|(reason, detail)| Dropped::new(reason, detail, Form::Row, ""));
        self.intake.submit(&edge, vec![received]).await?;
        Ok(())
    }

    fn key(&self, said: &str) -> [u8; 16] {
        self.hasher.message("messages", said.as_bytes()).0
    }
}

async fn sms(State(messages): State<Messages>, uri: Uri, headers: HeaderMap, body: Body) -> Result<Answer> {
    let signed = messages.signed(Channel::Sms, (&uri, &headers), body).await?;
    let (text, id) = (signed.field("Body").to_owned(), format!("sms {}", signed.field("MessageSid")));
    if says_stop(&text) {
        messages.take_in(&signed, &id, true).await?;
        return Ok(twiml(&html! {}));
    }
    let invitation = messages.invitation_of(signed.field("From"), Channel::Sms).await?;
    let heard = match &invitation {
        Some(invitation) => {
            let message = Message { key: messages.key(&id), text: &text, is_whole: false, question: None };
            messages.responses.hear(invitation, message).await?
        }
        None => Heard::Nothing,
    };
    let said = match heard {
        Heard::Next(asked) => Some(asked.text),
        // Whoever writes something else wants to be read too.
        Heard::Again(asked) => {
            messages.take_in(&signed, &id, false).await?;
            Some(asked.text)
        }
        Heard::Over(thanks) => Some(thanks),
        Heard::Before => None,
        Heard::Nothing => {
            messages.take_in(&signed, &id, false).await?;
            None
        }
    };
    Ok(twiml(&html! { @if let Some(said) = said { Message { (said) } } }))
}

async fn voice(State(messages): State<Messages>, uri: Uri, headers: HeaderMap, body: Body) -> Result<Answer> {
    let signed = messages.signed(Channel::Voice, (&uri, &headers), body).await?;
    let query: Vec<(String, String)> =
        form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let said = |name: &str| query.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    let invitation = match said("i").and_then(|id| messages.ids.decode(Kind::Invitation, id)) {
        Some(number) => messages.invitations.get(number).await?.filter(|one| one.channel == Channel::Voice.as_str()),
        None => messages.invitation_of(signed.field("From"), Channel::Voice).await?,
    };
    let Some(invitation) = invitation.filter(|one| one.until > Timestamp(messages.clock.now().0)) else {
        return Ok(twiml(&html! { Hangup; }));
    };
    let (digits, question) = (signed.field("Digits"), said("q"));
    let heard = match question.filter(|_| !digits.is_empty()) {
        // A step is known by its call and its question: a provider that asks twice is answered twice, and heard once.
        Some(question) => {
            let id = format!("call {} {question}", signed.field("CallSid"));
            let message = Message { key: messages.key(&id), text: digits, is_whole: false, question: Some(question) };
            messages.responses.hear(&invitation, message).await?
        }
        None => messages.responses.asked_next(&invitation, true).await?.map_or(Heard::Nothing, Heard::Next),
    };
    let invited = messages.ids.encode(Kind::Invitation, invitation.number);
    Ok(twiml(&match heard {
        Heard::Next(asked) | Heard::Again(asked) => gather(&asked, &invited),
        Heard::Over(thanks) => html! { Say { (thanks) } Hangup; },
        Heard::Before | Heard::Nothing => html! { Hangup; },
    }))
}

/// A question that is answered on the phone's keys.
fn gather(asked: &Asked, invited: &str) -> Markup {
    let question: String = form_urlencoded::byte_serialize(asked.id.as_bytes()).collect();
    let action = format!("/v1/messages/twilio/voice?i={invited}&q={question}");
    let digits = asked.digits.unwrap_or(1);
    html! {
        Gather input="dtmf" method="POST" action=(action) numDigits=(digits) finishOnKey="#" timeout=(THINKS) {
            Say language=(asked.language) { (asked.text) }
        }
    }
}

/// An answer to the provider, in its language.
fn twiml(inner: &Markup) -> Answer {
    let body = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>{}</Response>", inner.0);
    // XML closes what HTML does not.
    let body = body.replace("<Hangup>", "<Hangup/>");
    (StatusCode::OK, [(header::CONTENT_TYPE, "text/xml; charset=utf-8")], body).into_response()
}
