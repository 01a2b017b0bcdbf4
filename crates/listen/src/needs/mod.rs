//! Needs: what employees need to deliver what customers are promised. They name it, vote for it, and see what is answered.
//!
//! Invariants: everybody votes once; who proposed and who votes is shown to nobody and named in no audit: of a vote a
//! keyed hash is kept, so that it counts once and can be taken back.
//! Tables: `needs_items`, `needs_votes` (truth).

mod erase;
pub mod http;
mod model;
mod store;

use ::store::{Db, Migration, Result, Store};
use sha2::{Digest as _, Sha256};

pub use erase::NeedsHolder;
pub use model::{Need, NewNeed, Refusal};

use crate::frontline::Answer;

pub(crate) const MIGRATIONS: &[Migration] = store::MIGRATIONS;

/// No more needs are kept: nobody reads them.
const MOST: u64 = 2000;

/// The needs of a store. Cheap to clone.
#[derive(Clone)]
pub struct Needs {
    truth: Db,
    key: [u8; 32],
}

impl Needs {
    /// The needs of a store.
    #[must_use]
    pub fn new(store: &Store) -> Needs {
        Needs { truth: store.truth.clone(), key: store.secrets.key("votes for needs") }
    }

    /// Keeps a need. Whoever proposes it, where it is a person, votes for it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn propose(&self, new: NewNeed, voter: Option<&str>) -> Result<std::result::Result<Need, Refusal>> {
        let (needs, voter) = (self.clone(), voter.map(str::to_owned));
        let work = move |tx: &mut dyn ::store::Tx| {
            if store::count(tx)? >= MOST {
                return Ok(Err(Refusal::TooMany));
            }
            let need = store::insert(tx, &new)?;
            if let Some(voter) = &voter {
                store::vote(tx, need.id, &needs.hash(need.id, voter))?;
            }
            let need = store::get(tx, need.id)?;
            Ok(need.ok_or(Refusal::Missing))
        };
        self.truth.write(work).await
    }

    /// All needs, those with the most votes first, each with whether somebody votes for it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self, voter: &str) -> Result<Vec<(Need, bool)>> {
        let (needs, voter) = (self.clone(), voter.to_owned());
        self.truth
            .read(move |tx| {
                let all = store::all(tx)?;
                let with = |need: Need| {
                    let voted = store::has_voted(tx, need.id, &needs.hash(need.id, &voter))?;
                    Ok((need, voted))
                };
                all.into_iter().map(with).collect()
            })
            .await
    }

    /// A need.
    ///
    /// # Errors
    /// What the database says.
    pub async fn get(&self, id: i64) -> Result<Option<Need>> {
        self.truth.read(move |tx| store::get(tx, id)).await
    }

    /// Votes for a need, or takes the vote back. Returns the need as it is then; nothing where it is not there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn vote(&self, id: i64, voter: &str, votes: bool) -> Result<Option<Need>> {
        let hash = self.hash(id, voter);
        self.truth
            .write(move |tx| {
                if store::get(tx, id)?.is_none() {
                    return Ok(None);
                }
                if votes {
                    store::vote(tx, id, &hash)?
                } else {
                    store::unvote(tx, id, &hash)?
                }
                store::get(tx, id)
            })
            .await
    }

    /// Keeps what is answered. Returns the need as it is then; nothing where it is not there.
    ///
    /// # Errors
    /// What the database says.
    pub async fn answer(&self, id: i64, answer: Answer, due: Option<String>) -> Result<Option<Need>> {
        self.truth.write(move |tx| store::answer(tx, id, &answer, due.as_deref())).await
    }

    /// What is kept of a vote: it says of nobody who they are, nor that two votes for different needs are of one person.
    fn hash(&self, need: i64, voter: &str) -> Vec<u8> {
        let hash = Sha256::new().chain_update(self.key).chain_update(need.to_be_bytes()).chain_update(voter.as_bytes());
        hash.finalize().to_vec()
    }
}
