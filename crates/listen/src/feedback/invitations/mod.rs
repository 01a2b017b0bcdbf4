//! Invitations: who was asked to answer which survey, about what, and until when. Their addresses cannot be guessed.
//!
//! Invariants: an invitation is answered once; who is not asked is not in here.
//! Tables: `feedback_invitations` (truth).

pub mod http;
mod store;

use ::store::{Db, Result, Store, Tx};
use kernel::{IdentifierNo, Timestamp};

use super::responses::About;

pub(super) const MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its number, drawn at random.
    pub number: u64,
    /// The survey.
    pub survey: String,
    /// Who is asked: the identifier under which they are reached.
    pub identifier: IdentifierNo,
    /// What they are asked about.
    pub about: About,
    /// The language in which they are asked, where it is known.
    pub language: Option<String>,
    /// The channel over which they are reached: `email`, `sms`, ...
    pub channel: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it, as the audit names them.
    pub made_by: String,
    /// Until when it can be answered.
    pub until: Timestamp,
}

/// The invitations of a store. Cheap to clone.
#[derive(Clone)]
pub struct Invitations {
    truth: Db,
}

impl Invitations {
    /// The invitations of a store.
    #[must_use]
    pub fn new(store: &Store) -> Invitations {
        Invitations { truth: store.truth.clone() }
    }

    /// One by its number.
    ///
    /// # Errors
    /// What the database says.
    pub async fn get(&self, number: u64) -> Result<Option<Invitation>> {
        self.truth.read(move |tx| store::get(tx, number)).await
    }

    /// Over which channel somebody was reached.
    pub(super) async fn channel_of(&self, number: u64) -> Result<Option<String>> {
        Ok(self.get(number).await?.map(|one| one.channel))
    }
}

/// One by its number, within a transaction.
pub(super) fn get(tx: &mut dyn Tx, number: u64) -> Result<Option<Invitation>> {
    store::get(tx, number)
}

/// Removes one: nobody was reached by it.
pub(super) fn remove(tx: &mut dyn Tx, number: u64) -> Result<()> {
    store::remove(tx, number)
}

/// Keeps a new one.
pub(super) fn insert(tx: &mut dyn Tx, one: &Invitation) -> Result<()> {
    store::insert(tx, one)
}

/// The invitations of identifiers.
pub(super) fn of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<Vec<Invitation>> {
    store::of(tx, identifiers)
}

/// Removes the invitations of identifiers. Returns how many there were.
pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    store::remove_of(tx, identifiers)
}
