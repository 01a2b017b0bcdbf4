//! Replies: what people answer to a message itself, in place of the link in it, and messages that never reached anybody.
//!
//! Invariants: a message is an answer once, however often it is read; an address that a mail server calls dead is asked
//! no more. Tables: `feedback_heard`, `feedback_bounced` (truth).

mod store;

use std::sync::Arc;

use ::store::{Db, Result, Store, Tx};
use kernel::clock::DAY;
use kernel::{Clock, IdentifierNo, KeyHasher, Kind, PublicIds, Timestamp};

use super::invitations::Invitations;
use super::mails;
use super::responses::{Heard, Message, Responses};

pub(super) const MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;

/// For how long it is known which messages were answers.
const KEPT: i64 = 400 * DAY;

/// What is answered to messages in a store. Cheap to clone.
#[derive(Clone)]
pub struct Replies {
    truth: Db,
    invitations: Invitations,
    responses: Responses,
    ids: PublicIds,
    hasher: KeyHasher,
    clock: Arc<dyn Clock>,
}

/// The `Message-ID` of a mail about an invitation, so that an answer to it says what it answers (RFC 5322, section
/// 3.6.4). It is none of the link's address: mail servers write these ids into their logs.
pub(super) fn message_id(ids: &PublicIds, (invitation, nth): (u64, u32), own_host: &str) -> String {
    format!("<{}.{nth}@{own_host}>", ids.encode(Kind::Message, invitation))
}

impl Replies {
    /// Over what answers come in by.
    pub(super) fn new(
        store: &Store,
        (invitations, responses): (&Invitations, &Responses),
        clock: Arc<dyn Clock>,
    ) -> Replies {
        Replies {
            truth: store.truth.clone(),
            invitations: invitations.clone(),
            responses: responses.clone(),
            ids: store.secrets.ids.clone(),
            hasher: store.secrets.hasher.clone(),
            clock,
        }
    }

    /// The invitation that a mail of ours was about, by the mail's id.
    #[must_use]
    pub fn invitation_of(&self, message_id: &str) -> Option<u64> {
        let (id, _) = message_id.trim_matches(['<', '>']).split_once('.')?;
        self.ids.decode(Kind::Message, id)
    }

    /// Takes a mail as an answer to the first question of an invitation's survey, where its first line is one; the rest
    /// of it is their comment. `id` is that of the mail. Returns whether it was an answer: what is none, because it is none
    /// by its words or there is nothing to be answered any more, is a mail like any other.
    ///
    /// # Errors
    /// What the database says, or that intake is closed.
    pub async fn answer(&self, invitation: u64, id: &[u8], text: &str) -> Result<bool> {
        let Some(invitation) = self.invitations.get(invitation).await? else { return Ok(false) };
        let key = self.hasher.message("replies", id).0;
        let message = Message { key, text, is_whole: true, question: None };
        let heard = self.responses.hear(&invitation, message).await;
        let heard = heard.map_err(|error| ::store::Error::Unexpected(error.to_string()))?;
        Ok(matches!(heard, Heard::Over(_) | Heard::Before))
    }

    /// Notes that a mail about an invitation will never reach its address: nobody is asked there any more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn bounced(&self, invitation: u64) -> Result<()> {
        let Some(invitation) = self.invitations.get(invitation).await? else { return Ok(()) };
        let now = self.clock.now();
        let note = move |tx: &mut dyn Tx| {
            store::note_bounced(tx, invitation.identifier, now)?;
            mails::bounced(tx, &invitation)
        };
        self.truth.write(note).await
    }

    /// Forgets which messages of long ago were answers. Blocks.
    pub(super) fn forget_old(&self) -> Result<u64> {
        let before = Timestamp(self.clock.now().0 - KEPT);
        self.truth.write_blocking(move |tx| store::forget(tx, before))
    }
}

/// Notes that a message is an answer. Returns whether that is news.
pub(super) fn note_heard(tx: &mut dyn Tx, key: &[u8; 16], at: Timestamp) -> Result<bool> {
    store::note_heard(tx, key, at)
}

/// Whether a message is known as an answer.
pub(super) fn was_heard(tx: &mut dyn Tx, key: &[u8; 16]) -> Result<bool> {
    store::was_heard(tx, key)
}

/// Whether mails to an address never reach it.
pub(super) fn is_bounced(tx: &mut dyn Tx, address: IdentifierNo) -> Result<bool> {
    store::is_bounced(tx, address)
}

/// Removes what is known of addresses. Returns how much that was.
pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    store::remove_of(tx, identifiers)
}
