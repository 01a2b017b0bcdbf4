//! Mails: invitations and reminders that wait to be sent, by SMTP, and what became of them.
//!
//! Invariants: an invitation is sent once as far as SMTP allows: whoever sends it takes it first, and a mail that is sent
//! again after a crash carries the same Message-ID; before each attempt it is asked anew whether it may be sent.
//! Tables: `feedback_mails` (truth).

mod letter;
mod store;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use ::store::{Db, Result, Store, Tx};
use kernel::clock::DAY;
use kernel::{Clock, IdentifierNo, KeyHasher, Kind, PublicIds, Timestamp};
use know::log::read_identifiers;
use know::privacy::preference_path;
use utoipa::ToSchema;

use super::asking::{Asking, PURPOSE, quiet_until};
use super::invitations::{self, Invitation};
use super::replies::message_id;
use super::responses::{Responses, is_answered};
use super::surveys::{Survey, Surveys};
use crate::mails::{MOST_ATTEMPTS, Post, Said, again_at};
use letter::Letter;

pub(super) const MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;

/// Mails that are looked at together.
const PORTION: usize = 100;
/// For how long the link holds behind which they say what they allow.
const PREFERENCES_HOLD: i64 = 730 * DAY;

macro_rules! states {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What became of a mail.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, ToSchema)]
        #[schema(as = MailState)]
        pub enum State { $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+ }

        impl State {
            /// All of them.
            pub const ALL: [State; [$($name),+].len()] = [$(State::$variant,)+];

            /// The name in the table and on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(State::$variant => $name,)+ }
            }
        }
    };
}

states! {
    /// It is sent when its time has come.
    Waiting = "waiting",
    /// Their mail server has it.
    Sent = "sent",
    /// Their mail server will never take it.
    Refused = "refused",
    /// It was tried for days.
    GivenUp = "given_up",
    /// It is not needed any more: they have answered, there is nothing to ask of them, or the survey is over.
    NotNeeded = "not_needed",
    /// They may not be asked any more.
    NotPermitted = "not_permitted",
}

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mail {
    /// The invitation.
    pub(super) invitation: u64,
    /// 0 is the invitation itself, 1 its reminder.
    pub(super) nth: u32,
    pub(super) survey: String,
    /// Whose address it goes to.
    pub(super) identifier: IdentifierNo,
    pub(super) state: State,
    pub(super) attempts: u32,
    /// When it is sent or tried again.
    pub(super) next_at: Timestamp,
    /// What the last attempt came to: a code of SMTP or words of ours, never a server's words, which could name somebody.
    pub(super) error: Option<String>,
    pub(super) made_at: Timestamp,
}

/// Sends mails. Cheap to clone.
#[derive(Clone)]
pub struct Mails {
    truth: Db,
    surveys: Surveys,
    asking: Asking,
    responses: Responses,
    ids: PublicIds,
    hasher: KeyHasher,
    clock: Arc<dyn Clock>,
    post: Arc<Post>,
}

/// A mail that is to be sent now.
struct Job {
    mail: Mail,
    invitation: Invitation,
    address: String,
    preferences: String,
}

/// Notes an invitation to be sent, and its reminder.
pub(super) fn queue(tx: &mut dyn Tx, invitation: &Invitation, remind_after_days: Option<u32>) -> Result<()> {
    let first = Mail {
        invitation: invitation.number,
        nth: 0,
        survey: invitation.survey.clone(),
        identifier: invitation.identifier,
        state: State::Waiting,
        attempts: 0,
        next_at: invitation.made_at,
        error: None,
        made_at: invitation.made_at,
    };
    store::insert(tx, &first)?;
    let Some(days) = remind_after_days else { return Ok(()) };
    let next_at = Timestamp(first.next_at.0 + i64::from(days) * DAY);
    if next_at < invitation.until { store::insert(tx, &Mail { nth: 1, next_at, ..first }) } else { Ok(()) }
}

/// How many mails of a survey that were made between two moments are in which state.
pub(super) fn counts(tx: &mut dyn Tx, survey: &str, between: (Timestamp, Timestamp)) -> Result<BTreeMap<State, u64>> {
    store::counts(tx, survey, between)
}

/// Removes the mails of identifiers. Returns how many there were.
pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    store::remove_of(tx, identifiers)
}

/// Notes that a mail about an invitation came back, and that none that waits for its address is to be sent.
pub(super) fn bounced(tx: &mut dyn Tx, invitation: &Invitation) -> Result<()> {
    store::bounced(tx, invitation.number, invitation.identifier)
}

impl Mails {
    /// Over a mail server.
    pub(super) fn new(
        store: &Store,
        (surveys, asking, responses): (&Surveys, &Asking, &Responses),
        post: Arc<Post>,
        clock: Arc<dyn Clock>,
    ) -> Mails {
        Mails {
            truth: store.truth.clone(),
            surveys: surveys.clone(),
            asking: asking.clone(),
            responses: responses.clone(),
            ids: store.secrets.ids.clone(),
            hasher: store.secrets.hasher.clone(),
            clock,
            post,
        }
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
        for mail in due {
            if stopping() {
                break;
            }
            self.send(mail)?;
        }
        Ok(any)
    }

    fn send(&self, mail: Mail) -> Result<()> {
        let runtime = tokio::runtime::Handle::current();
        let survey =
            runtime.block_on(self.surveys.all(mail.survey.clone()))?.pop().and_then(|newest| newest.definition);
        let (own, now, closes_at) = (self.clone(), self.clock.now(), survey.as_ref().map(|survey| survey.closes_at));
        let is_over = closes_at.is_none_or(|closes_at| closes_at.is_some_and(|at| at <= now));
        let Some(job) = self.truth.write_blocking(move |tx| own.take(tx, &mail, is_over, now))? else { return Ok(()) };
        let Some(survey) = survey else { return Ok(()) };
        let outcome = match self.message(&runtime, &survey, &job)? {
            Ok(Some(message)) => {
                let said = self.post.send(&message);
                Mails::after(&job.mail, said, now)
            }
            Ok(None) => Mail { state: State::NotNeeded, ..job.mail.clone() },
            Err(said) => Mails::after(&job.mail, Said::Never(said), now),
        };
        let before = job.mail;
        self.truth.write_blocking(move |tx| store::change(tx, &before, &outcome)).map(drop)
    }

    /// Takes a mail, so that nobody else sends it; nothing where it is not to be sent now. Should this server die before it
    /// knows what came of it, it is tried again later.
    fn take(&self, tx: &mut dyn Tx, mail: &Mail, is_over: bool, now: Timestamp) -> Result<Option<Job>> {
        let end = |state| Mail { state, ..mail.clone() };
        let Some(invitation) = invitations::get(tx, mail.invitation)? else {
            return store::change(tx, mail, &end(State::NotNeeded)).map(|_| None);
        };
        if is_over || invitation.until <= now || is_answered(tx, invitation.number)? {
            return store::change(tx, mail, &end(State::NotNeeded)).map(|_| None);
        }
        let Some(person) = self.asking.may_still_be_asked(tx, &invitation, mail.nth == 0, now)? else {
            return store::change(tx, mail, &end(State::NotPermitted)).map(|_| None);
        };
        if let Some(next_at) = quiet_until(tx, now)? {
            return store::change(tx, mail, &Mail { next_at, ..mail.clone() }).map(|_| None);
        }
        let taken = Mail { attempts: mail.attempts + 1, next_at: again_at(mail.attempts + 1, now), ..mail.clone() };
        let Some(address) = read_identifiers(tx, &[mail.identifier])?.pop().map(|one| one.identifier.value) else {
            return store::change(tx, mail, &end(State::NotNeeded)).map(|_| None);
        };
        if !store::change(tx, mail, &taken)? {
            return Ok(None);
        }
        let until = Timestamp(now.0 + PREFERENCES_HOLD);
        let preferences = preference_path((&self.ids, &self.hasher), (mail.identifier, person), until);
        Ok(Some(Job { mail: taken, invitation, address, preferences }))
    }

    /// The mail; nothing where there is nothing to be asked.
    fn message(
        &self,
        runtime: &tokio::runtime::Handle,
        survey: &Survey,
        job: &Job,
    ) -> Result<std::result::Result<Option<lettre::Message>, String>> {
        let opening = runtime.block_on(self.responses.opening(survey, &job.invitation));
        let opening = opening.map_err(|error| ::store::Error::Unexpected(error.to_string()))?;
        let Some(opening) = opening else { return Ok(Ok(None)) };
        let Post { from, public_url, own_host, .. } = &*self.post;
        let id = self.ids.encode(Kind::Invitation, job.invitation.number);
        let letter = Letter {
            from: from.clone(),
            to: &job.address,
            opening: &opening,
            is_reminder: job.mail.nth > 0,
            link: &format!("{public_url}/s/{}/{id}", job.mail.survey),
            unsubscribe: &format!("{public_url}{}?purpose={PURPOSE}", job.preferences),
            message_id: message_id(&self.ids, (job.mail.invitation, job.mail.nth), own_host),
        };
        Ok(letter.message().map(Some))
    }

    /// A mail after an attempt.
    fn after(mail: &Mail, said: Said, now: Timestamp) -> Mail {
        let (state, error) = match said {
            Said::Taken => (State::Sent, None),
            Said::Never(code) => (State::Refused, Some(code)),
            Said::NotNow(code) if mail.attempts >= MOST_ATTEMPTS => (State::GivenUp, Some(code)),
            Said::NotNow(code) => (State::Waiting, Some(code)),
        };
        if let Some(code) = error.as_deref().filter(|_| state != State::Refused) {
            tracing::warn!(code, attempts = mail.attempts, "a mail could not be sent; it is tried again");
        }
        Mail { state, error, next_at: if state == State::Waiting { mail.next_at } else { now }, ..mail.clone() }
    }
}
