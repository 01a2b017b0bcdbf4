//! Messages: surveys by SMS and by voice, through whoever sends them for the organisation: signed webhooks both ways.
//!
//! Invariants: an invitation waits until the receiver has taken it, and is taken by one server at a time; before each
//! attempt it is asked anew whether it may be sent. What comes in is believed only with its provider's signature, and is
//! heard once, however often it is sent. Tables: `feedback_messengers`, `feedback_messages` (truth).

pub mod http;
mod incoming;
mod model;
mod rules;
mod store;

use std::sync::Arc;

use ::store::{Db, Result, Store, Tx};
use axum::body::Bytes;
use axum::http::{Request, header};
use kernel::clock::MINUTE;
use kernel::{Clock, IdentifierNo, KeyHasher, Kind, PublicIds, Timestamp};
use know::log::read_identifiers;
use web::address::Network;
use web::outgoing::{Outgoing, OutgoingError};
use web::sealed::Sealing;
use web::signed::signature;

pub use incoming::incoming;
pub use model::{Channel, MessageState, Messenger};

use super::asking::{Asking, quiet_until};
use super::invitations::{self, Invitation, Invitations};
use super::responses::{Responses, is_answered};
use super::surveys::Surveys;
use crate::ingest::Intake;
use crate::sources::Sources;
use model::{Queued, Secrets};
use rules::{body, next_attempt};

pub(super) const MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;

/// Messages that are looked at together.
const PORTION: usize = 100;
/// For how long whoever sends one has it to themselves.
const LEASE: i64 = 2 * MINUTE;
/// The longest answer of a receiver that is read, in bytes.
const LONGEST_ANSWER: usize = 64 << 10;

/// Sends and hears messages. Cheap to clone.
#[derive(Clone)]
pub struct Messages {
    truth: Db,
    surveys: Surveys,
    invitations: Invitations,
    asking: Asking,
    responses: Responses,
    intake: Intake,
    sources: Sources,
    ids: PublicIds,
    hasher: KeyHasher,
    outgoing: Outgoing,
    networks: Arc<[Network]>,
    sealing: Sealing,
    /// The address at which people and providers reach this server, without a slash at its end.
    public_url: Option<Arc<str>>,
    clock: Arc<dyn Clock>,
}

/// A message that is to be sent now.
struct Job {
    queued: Queued,
    invitation: Invitation,
    to: String,
}

/// Notes an invitation to be sent.
pub(super) fn queue(tx: &mut dyn Tx, invitation: &Invitation) -> Result<()> {
    store::insert(tx, invitation)
}

/// Removes the messages to identifiers. Returns how many there were.
pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    store::remove_of(tx, identifiers)
}

impl Messages {
    /// Over what messages are about; to receivers on the public internet, and in these networks.
    ///
    /// # Errors
    /// Where no certificates are found that can be trusted.
    pub fn new(
        store: &Store,
        feedback: &super::Feedback,
        (intake, sources): (&Intake, &Sources),
        (networks, public_url): (&[Network], Option<&str>),
        clock: Arc<dyn Clock>,
    ) -> std::result::Result<Messages, OutgoingError> {
        Ok(Messages {
            truth: store.truth.clone(),
            surveys: feedback.surveys.clone(),
            invitations: feedback.invitations.clone(),
            asking: feedback.asking.clone(),
            responses: feedback.responses.clone(),
            intake: intake.clone(),
            sources: sources.clone(),
            ids: store.secrets.ids.clone(),
            hasher: store.secrets.hasher.clone(),
            outgoing: Outgoing::public(networks)?,
            networks: networks.into(),
            sealing: Sealing::new(store, "messengers"),
            public_url: public_url.map(|url| url.trim_end_matches('/').into()),
            clock,
        })
    }

    /// Who sends messages over a channel.
    ///
    /// # Errors
    /// What the database says.
    pub async fn messenger(&self, channel: Channel) -> Result<Option<Messenger>> {
        self.truth.read(move |tx| store::messenger(tx, channel)).await
    }

    /// The secrets that are shared with whoever sends over a channel. Blocks not.
    async fn secrets(&self, channel: Channel) -> Result<Option<Secrets>> {
        let Some(sealed) = self.truth.read(move |tx| store::secrets(tx, channel)).await? else { return Ok(None) };
        let open = self.sealing.open(channel.as_str().as_bytes(), &sealed)?;
        let damaged = |error: serde_json::Error| ::store::Error::Damaged(format!("a messenger's secrets: {error}"));
        serde_json::from_slice(&open).map(Some).map_err(damaged)
    }

    async fn put(&self, messenger: Messenger, secrets: &Secrets) -> Result<()> {
        let plain = serde_json::to_vec(secrets).expect("texts can be written as JSON");
        let sealed = self.sealing.seal(messenger.channel.as_str().as_bytes(), &plain)?;
        self.truth.write(move |tx| store::put(tx, &messenger, &sealed)).await
    }

    /// Sends what is due. Says whether there was anything. Blocks; must be called within a tokio runtime, not on its
    /// workers.
    ///
    /// # Errors
    /// What the database says.
    pub fn send_due(&self, stopping: &dyn Fn() -> bool) -> Result<bool> {
        let now = self.clock.now();
        let due = self.truth.read_blocking(|tx| store::due(tx, now, PORTION))?;
        let any = !due.is_empty();
        for queued in due {
            if stopping() {
                break;
            }
            tokio::runtime::Handle::current().block_on(self.send(queued))?;
        }
        Ok(any)
    }

    async fn send(&self, queued: Queued) -> Result<()> {
        let survey = self.surveys.all(queued.survey.clone()).await?.pop().and_then(|newest| newest.definition);
        let (own, now) = (self.clone(), self.clock.now());
        let is_over = survey.is_none_or(|survey| survey.closes_at.is_some_and(|at| at <= now));
        let Some(job) = self.truth.write(move |tx| own.take(tx, &queued, is_over, now)).await? else { return Ok(()) };
        let outcome = match self.deliver(&job, now).await? {
            Ok(state) => Queued { state, error: None, ..job.queued.clone() },
            Err(said) => {
                let (state, next_at) = next_attempt(job.queued.attempts, now);
                tracing::warn!(said, attempts = job.queued.attempts, "a message could not be handed over");
                Queued { state, next_at, error: Some(said), ..job.queued.clone() }
            }
        };
        self.truth.write(move |tx| store::change(tx, &job.queued, &outcome)).await.map(drop)
    }

    /// Takes a message, so that nobody else sends it; nothing where it is not to be sent now.
    fn take(&self, tx: &mut dyn Tx, queued: &Queued, is_over: bool, now: Timestamp) -> Result<Option<Job>> {
        let end = |state| Queued { state, ..queued.clone() };
        let Some(invitation) = invitations::get(tx, queued.invitation)? else {
            return store::change(tx, queued, &end(MessageState::NotNeeded)).map(|_| None);
        };
        if is_over || invitation.until <= now || is_answered(tx, invitation.number)? {
            return store::change(tx, queued, &end(MessageState::NotNeeded)).map(|_| None);
        }
        if self.asking.may_still_be_asked(tx, &invitation, true, now)?.is_none() {
            return store::change(tx, queued, &end(MessageState::NotPermitted)).map(|_| None);
        }
        if let Some(next_at) = quiet_until(tx, now)? {
            return store::change(tx, queued, &Queued { next_at, ..queued.clone() }).map(|_| None);
        }
        let Some(to) = read_identifiers(tx, &[queued.identifier])?.pop().map(|one| one.identifier.value) else {
            return store::change(tx, queued, &end(MessageState::NotNeeded)).map(|_| None);
        };
        let next_at = Timestamp(now.0 + LEASE);
        let taken = Queued { attempts: queued.attempts + 1, next_at, ..queued.clone() };
        Ok(store::change(tx, queued, &taken)?.then_some(Job { queued: taken, invitation, to }))
    }

    /// Hands a message to whoever sends it: what became of it, or what was said instead.
    async fn deliver(&self, job: &Job, now: Timestamp) -> Result<std::result::Result<MessageState, String>> {
        let not_yet = |said: &str| Ok(Err(said.to_owned()));
        let Some(channel) = Channel::parse(&job.invitation.channel) else { return Ok(Ok(MessageState::NotNeeded)) };
        let (Some(messenger), Some(secrets)) = (self.messenger(channel).await?, self.secrets(channel).await?) else {
            return not_yet("nobody is configured who sends it");
        };
        let (Some(url), Some(public_url)) = (&messenger.deliver_to, &self.public_url) else {
            return not_yet("there is no `deliver_to` or `public_url`");
        };
        let asked = self.responses.asked_next(&job.invitation, channel == Channel::Voice).await;
        let asked = asked.map_err(|error| ::store::Error::Unexpected(error.to_string()))?;
        let Some(asked) = asked else { return Ok(Ok(MessageState::NotNeeded)) };
        let invited = self.ids.encode(Kind::Invitation, job.invitation.number);
        let id = format!("msg_{}", self.ids.encode(Kind::Message, job.invitation.number));
        let body = body((channel, &job.to), &asked, (&job.invitation.survey, &invited), public_url, now);
        let seconds = now.0.div_euclid(1000);
        let secret = secrets.signing_key();
        let request = Request::post(url)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, "throughline")
            .header("webhook-timestamp", seconds.to_string())
            .header("webhook-signature", signature(&secret, &id, seconds, &body))
            .header("webhook-id", id);
        let Ok(request) = request.body(Bytes::from(body)) else { return not_yet("`deliver_to` is no address") };
        Ok(match self.outgoing.ask(request, LONGEST_ANSWER).await {
            Ok(answer) if answer.status().is_success() => Ok(MessageState::Sent),
            Ok(answer) if answer.status().as_u16() == 410 => Ok(MessageState::GivenUp),
            Ok(answer) => Err(answer.status().as_u16().to_string()),
            Err(OutgoingError::TooLong) => Err("timeout".to_owned()),
            Err(OutgoingError::Refused(said)) => Err(said.to_owned()),
            Err(_) => Err("no connection".to_owned()),
        })
    }
}
