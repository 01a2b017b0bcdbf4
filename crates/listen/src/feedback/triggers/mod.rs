//! Triggers: after an interaction of a certain kind, people are asked by themselves.
//!
//! Invariants: the journal is followed behind a cursor of its own, and what follows from it is noted in the transaction
//! that moves the cursor; it is asked in the transaction that strikes it off. So nothing is asked twice and nothing is lost,
//! whenever the process dies.
//! Tables: `feedback_triggered`, `feedback_followed` (truth).

mod rules;
mod store;

use std::collections::BTreeMap;
use std::sync::Arc;

use ::store::journal::follow::Follower;
use ::store::journal::{Frame, Tail};
use ::store::{Db, Result, Store, Tx};
use kernel::clock::DAY;
use kernel::{Clock, IdentifierNo, Position, Timestamp};
use know::people::People;
use web::versions::Versions;

use super::asking::{Asking, Mailed, Named, Occasion, Whom, take_turn};
use super::responses::About;
use super::surveys::{Survey, Surveys};
use rules::{about, due_at};

pub(super) const MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;

/// People who are asked in one transaction.
const PORTION: usize = 500;
/// For how long an invitation can be answered unless told, in days.
const USUAL_DAYS: u32 = 30;
/// Who asks, as invitations say.
const TRIGGER: &str = "trigger";

/// That somebody is to be asked because of an interaction.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Triggered {
    /// The interaction.
    pub(super) position: Position,
    pub(super) survey: String,
    /// Whose it is.
    pub(super) identifier: IdentifierNo,
    pub(super) about: About,
    /// For how many days the invitation can be answered.
    pub(super) days: u32,
    pub(super) due_at: Timestamp,
}

/// Follows the journal. Cheap to clone.
#[derive(Clone)]
pub struct Triggers {
    truth: Db,
    follower: Follower,
    people: People,
    surveys: Surveys,
    asking: Asking,
    clock: Arc<dyn Clock>,
}

impl Triggers {
    pub(super) fn new(
        store: &Store,
        (tail, people): (&Arc<Tail>, &People),
        (surveys, asking): (&Surveys, &Asking),
        clock: Arc<dyn Clock>,
    ) -> Triggers {
        let truth = store.truth.clone();
        let (follower, people) = (Follower::new(&truth, tail, "feedback_followed"), people.clone());
        Triggers { truth, follower, people, surveys: surveys.clone(), asking: asking.clone(), clock }
    }

    /// Looks at what came in and asks whom it is time to ask. Says whether there is more. Blocks; must be called within a
    /// tokio runtime, not on its workers.
    ///
    /// # Errors
    /// What the database says.
    pub fn work(&self) -> Result<bool> {
        let more = self.follow()?;
        Ok(self.ask_due()? || more)
    }

    /// Notes what follows from what came in since the last look. Says whether there was anything.
    fn follow(&self) -> Result<bool> {
        let surveys = || {
            let surveys = tokio::runtime::Handle::current().block_on(self.surveys.list())?;
            let surveys = surveys.into_iter().filter_map(|(name, version)| Some((name, version.definition?)));
            let surveys: BTreeMap<String, Survey> = surveys.filter(|(_, survey)| !survey.triggers.is_empty()).collect();
            // What came before there was a trigger triggers nothing.
            Ok((!surveys.is_empty()).then_some(surveys))
        };
        let look = |surveys: &BTreeMap<String, Survey>, frames: &[Arc<Frame>]| {
            Ok(self.triggered(surveys, frames, self.clock.now()))
        };
        self.follower.follow(surveys, look, |tx, triggered| triggered.iter().try_for_each(|one| store::insert(tx, one)))
    }

    fn triggered(&self, surveys: &BTreeMap<String, Survey>, frames: &[Arc<Frame>], now: Timestamp) -> Vec<Triggered> {
        let mut triggered = Vec::new();
        for (position, interaction) in frames.iter().flat_map(|frame| frame.positioned()) {
            for (name, survey) in surveys {
                let Some((trigger, due_at)) = due_at(name, survey, interaction, now) else { continue };
                triggered.push(Triggered {
                    position,
                    survey: name.clone(),
                    identifier: self.people.now().graph.owner_of(interaction.identifiers.iter().copied()),
                    about: about(interaction),
                    days: trigger.days.unwrap_or(USUAL_DAYS),
                    due_at,
                });
            }
        }
        triggered
    }

    /// Asks whom it is time to ask. Says whether there was anybody.
    fn ask_due(&self) -> Result<bool> {
        let now = self.clock.now();
        if self.truth.read_blocking(|tx| store::due(tx, now, 1))?.is_empty() {
            return Ok(false);
        }
        let own = self.clone();
        self.truth.write_blocking(move |tx| {
            take_turn(tx)?;
            let mut by_survey: BTreeMap<(String, u32), Vec<Triggered>> = BTreeMap::new();
            for one in store::due(tx, now, PORTION)? {
                by_survey.entry((one.survey.clone(), one.days)).or_default().push(one);
            }
            for ((survey, days), due) in by_survey {
                own.ask(tx, survey, days, due, now)?;
            }
            Ok(true)
        })
    }

    fn ask(&self, tx: &mut dyn Tx, survey: String, days: u32, due: Vec<Triggered>, now: Timestamp) -> Result<()> {
        let newest = Versions::<Survey>::newest_in(tx, &survey)?.and_then(|newest| newest.definition);
        let ends = |survey: &Survey| {
            let until = Timestamp(now.0 + i64::from(days) * DAY);
            survey.closes_at.map_or(until, |closes_at| closes_at.min(until))
        };
        // One that has ended meanwhile is over now.
        let until = newest.as_ref().map_or(now, ends);
        let mailed = Some(Mailed { remind_after_days: newest.and_then(|survey| survey.remind_after_days) });
        let (channel, made_by) = ("email".to_owned(), TRIGGER.to_owned());
        let occasion = Occasion { survey, channel, until, made_by, mailed };
        store::remove(tx, &due)?;
        let whom =
            due.into_iter().map(|one| Whom { named: Named::Number(one.identifier), about: one.about, language: None });
        self.asking.ask_in(tx, &occasion, whom.collect(), now).map(drop)
    }
}

/// Removes what identifiers were to be asked. Returns how much there was.
pub(super) fn remove_of(tx: &mut dyn Tx, identifiers: &[IdentifierNo]) -> Result<u64> {
    store::remove_of(tx, identifiers)
}
