//! Waves: surveys that promise anonymity. Who answered is never known, not even to us.
//!
//! Invariants: an answer has no person, no time and no order; it shares nothing with the link by which it was given but
//! the group that was chosen for both beforehand; a link is spent by destroying what is kept of it; nothing is shown
//! before the wave is over, nor of fewer than [`THRESHOLD`] people, nor what follows for so few by taking one figure
//! from another. What is answered here never enters intake, journal, lake or SQL.
//! Tables: `feedback_waves`, `feedback_tokens`, `feedback_anonymous` (truth).

pub mod http;
mod model;
mod rules;
mod store;

use ::store::{Db, Migration, Result, Store};
use kernel::{Clock, Timestamp};
use rand::RngExt as _;
use rand::seq::SliceRandom as _;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use model::{Cell, Group, Question, Results, Wave};
pub use rules::{Given, THRESHOLD};

use super::responses::Answers;
use super::surveys::Survey;

pub(super) const MIGRATIONS: &[Migration] = store::MIGRATIONS;

/// The waves of a store. Cheap to clone.
#[derive(Clone)]
pub struct Waves {
    truth: Db,
    clock: Arc<dyn Clock>,
    /// Whether something came in whose place still says when.
    came: Arc<AtomicBool>,
}

/// Where an answer goes, and what is spent by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The wave.
    pub(super) wave: Wave,
    /// The group for which the link was made; none where the survey is open to everybody.
    pub(super) group: String,
    /// What is kept of the link.
    token: Option<Vec<u8>>,
}

/// Why a wave is not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is one of that name.
    #[error("there is a wave of this name: give another")]
    Taken,
    /// It would be answered by too few.
    #[error("the group {0:?} has fewer than {THRESHOLD} people: join it with another, or nobody in it could be sure")]
    TooSmall(String),
}

impl Waves {
    /// The waves of a store.
    #[must_use]
    pub fn new(store: &Store, clock: Arc<dyn Clock>) -> Waves {
        // What came before a restart may still lie as it came.
        Waves { truth: store.truth.clone(), clock, came: Arc::new(AtomicBool::new(true)) }
    }

    /// Makes a wave and the links of its groups. They are in no order, and shown this once: nothing is kept by which a
    /// link could be found again.
    ///
    /// # Errors
    /// What the database says.
    pub async fn make(&self, wave: Wave) -> Result<std::result::Result<Vec<(String, String)>, Refusal>> {
        if let Some(small) = wave.groups.iter().find(|group| group.people < THRESHOLD) {
            return Ok(Err(Refusal::TooSmall(small.name.clone())));
        }
        let of = |group: &Group| (0..group.people).map(|_| (group.name.clone(), fresh())).collect::<Vec<_>>();
        let mut links: Vec<(String, String)> = wave.groups.iter().flat_map(of).collect();
        links.shuffle(&mut rand::rng());
        let kept: Vec<(Vec<u8>, String)> = links.iter().map(|(group, token)| (hash(token), group.clone())).collect();
        let made = self.truth.write(move |tx| {
            if !store::insert_wave(tx, &wave)? {
                return Ok(false);
            }
            store::insert_tokens(tx, &wave, kept)?;
            Ok(true)
        });
        Ok(if made.await? { Ok(links) } else { Err(Refusal::Taken) })
    }

    /// Brings in a wave that was held elsewhere, with what was answered: of each answer its group, in whatever order.
    ///
    /// # Errors
    /// What the database says.
    pub async fn bring_in(&self, wave: Wave, answers: Vec<Given>) -> Result<std::result::Result<(), Refusal>> {
        if let Some(small) = wave.groups.iter().find(|group| group.people < THRESHOLD) {
            return Ok(Err(Refusal::TooSmall(small.name.clone())));
        }
        self.came.store(true, Ordering::SeqCst);
        let keyed = answers.into_iter().map(|(group, answers)| (key(rand::rng().random()), group, answers));
        let mut keyed: Vec<(Vec<u8>, String, Answers)> = keyed.collect();
        // In the order of their keys, which are drawn at random, they lie in none.
        keyed.sort_by(|one, other| one.0.cmp(&other.0));
        let made = self.truth.write(move |tx| {
            if !store::insert_wave(tx, &wave)? {
                return Ok(false);
            }
            for (key, group, answers) in &keyed {
                store::insert_answer(tx, &wave, group, key, answers)?;
            }
            Ok(true)
        });
        Ok(if made.await? { Ok(()) } else { Err(Refusal::Taken) })
    }

    /// The waves of a survey, the newest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self, survey: &str) -> Result<Vec<Wave>> {
        let survey = survey.to_owned();
        self.truth.read(move |tx| store::waves(tx, &survey)).await
    }

    /// Where an answer to a survey goes: by a link, or into the wave that is on where everybody may answer.
    pub(super) async fn place(&self, survey: &str, token: Option<&str>) -> Result<Option<Place>> {
        let (survey, now, token) = (survey.to_owned(), self.clock.now(), token.map(hash));
        let place = self.truth.read(move |tx| {
            let waves = store::waves(tx, &survey)?;
            let Some(token) = token else {
                let on = waves.into_iter().find(|wave| wave.closes_at > now);
                return Ok(on.map(|wave| Place { wave, group: String::new(), token: None }));
            };
            let Some((name, group)) = store::token(tx, &survey, &token)? else { return Ok(None) };
            let wave = waves.into_iter().find(|wave| wave.name == name && wave.closes_at > now);
            Ok(wave.map(|wave| Place { wave, group, token: Some(token) }))
        });
        place.await
    }

    /// Keeps an answer and destroys what is kept of its link. Returns whether it was kept: a link is spent once, and what
    /// is sent twice is there once.
    pub(super) async fn keep(&self, place: Place, number: u64, answers: Answers) -> Result<bool> {
        self.came.store(true, Ordering::SeqCst);
        self.truth
            .write(move |tx| {
                if let Some(token) = &place.token
                    && !store::spend(tx, &place.wave.survey, token)?
                {
                    return Ok(false);
                }
                store::insert_answer(tx, &place.wave, &place.group, &key(number), &answers)
            })
            .await
    }

    /// Whether an answer is there: one whose form is sent twice.
    pub(super) async fn has(&self, survey: &str, number: u64) -> Result<bool> {
        let survey = survey.to_owned();
        self.truth.read(move |tx| store::has(tx, &survey, &key(number))).await
    }

    /// What was answered in a wave that is over: nothing of fewer than [`THRESHOLD`] people, nor what would tell of them.
    ///
    /// # Errors
    /// What the database says.
    pub async fn results(&self, survey: &Survey, wave: &Wave) -> Result<Option<Results>> {
        if wave.closes_at > self.clock.now() {
            return Ok(None);
        }
        let of = wave.clone();
        let answers = self.truth.read(move |tx| store::answers(tx, &of.survey, &of.name)).await?;
        Ok(Some(rules::results(survey, wave, &answers, &mut rand::rng())))
    }

    /// Brings what was answered into an order that says nothing of when, where something came in since. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn shuffle(&self) -> Result<()> {
        if !self.came.swap(false, Ordering::SeqCst) {
            return Ok(());
        }
        self.truth.write_blocking(store::shuffle).inspect_err(|_| self.came.store(true, Ordering::SeqCst))
    }

    /// Whether a wave is over.
    #[must_use]
    pub fn is_over(&self, wave: &Wave) -> bool {
        wave.closes_at <= self.clock.now()
    }
}

/// The last part of a link: 130 bits that nobody guesses.
fn fresh() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut random = rand::rng();
    (0..26).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())])).collect()
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The key of an answer. It follows from a number that only the form had, so that one that is sent twice is there once.
fn key(number: u64) -> Vec<u8> {
    Sha256::digest(number.to_be_bytes()).to_vec()
}

/// When a wave ends, at the latest.
pub(super) fn latest(now: Timestamp) -> Timestamp {
    Timestamp(now.0 + 366 * kernel::clock::DAY)
}
