//! Notes: an employee reports in ten seconds what stands in the way, whoever answers for it answers, and the reporter sees
//! that.
//!
//! Invariants: a reporter who does not give their name is kept nowhere: such a note has the day on which it was written,
//! and the hash of a code that the reporter alone has; its row in the audit names nobody. A note is seen by its reporter
//! and by those who answer for what it is about.
//! Tables: `notes_reported` (truth).

mod erase;
pub mod http;
mod model;
mod store;

use ::store::{Db, Migration, Result, Store, Tx};
use rand::RngExt as _;
use sha2::{Digest as _, Sha256};

pub use erase::NotesHolder;
pub use model::{Count, NewNote, Note};

use crate::frontline::Answer;

pub(crate) const MIGRATIONS: &[Migration] = store::MIGRATIONS;

/// The notes of a store. Cheap to clone.
#[derive(Clone)]
pub struct Notes {
    truth: Db,
}

impl Notes {
    /// The notes of a store.
    #[must_use]
    pub fn new(store: &Store) -> Notes {
        Notes { truth: store.truth.clone() }
    }

    /// Keeps a note. Where its reporter is not named, also the code by which they find it again: it is given this once.
    ///
    /// # Errors
    /// What the database says.
    pub async fn report(&self, new: NewNote) -> Result<(Note, Option<String>)> {
        let code = new.reporter.is_none().then(fresh);
        let kept = code.as_deref().map(hash);
        let note = self.truth.write(move |tx| store::insert(tx, &new, kept.as_deref())).await?;
        Ok((note, code))
    }

    /// All notes, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self) -> Result<Vec<Note>> {
        self.truth.read(store::all).await
    }

    /// A note.
    ///
    /// # Errors
    /// What the database says.
    pub async fn get(&self, id: i64) -> Result<Option<Note>> {
        self.truth.read(move |tx| store::get(tx, id)).await
    }

    /// The notes of which somebody has the codes, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn of_codes(&self, codes: &[String]) -> Result<Vec<Note>> {
        let hashes: Vec<Vec<u8>> = codes.iter().map(|code| hash(code)).collect();
        self.truth
            .read(move |tx| {
                let mut found = Vec::new();
                for hash in &hashes {
                    found.extend(store::by_code(tx, hash)?);
                }
                found.sort_by_key(|note| std::cmp::Reverse(note.id));
                Ok(found)
            })
            .await
    }

    /// Keeps what is answered. Returns the note as it is then; nothing where it is not there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn answer(&self, id: i64, answer: Answer) -> Result<Option<Note>> {
        self.truth.write(move |tx| store::answer(tx, id, &answer)).await
    }

    /// How many notes there are about each place, and how many of them wait.
    ///
    /// # Errors
    /// What the database says.
    pub async fn counts(&self) -> Result<Vec<Count>> {
        self.truth.read(store::counts).await
    }
}

/// A user is gone: what they reported stays without them.
///
/// # Errors
/// What the database says.
pub fn leave(tx: &mut dyn Tx, reporter: &str) -> Result<()> {
    store::leave(tx, reporter)
}

/// A code of 130 bits that nobody guesses.
fn fresh() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut random = rand::rng();
    (0..26).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())])).collect()
}

fn hash(code: &str) -> Vec<u8> {
    Sha256::digest(code.as_bytes()).to_vec()
}
