//! Destroys what the journal and everything folded from it hold of erased people.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use ::store::journal::{self, Frame, fold_cursor, read_numbered, rewrite_frame};
use ::store::{Db, Error, Result, Store};
use kernel::{Clock, Erased, HolderError, HoldsPersonal, Interaction, Mentions, Part, Position};
use serde_json::Value;

use crate::profiles::{Forgotten, Profiles};

/// Frames that are read at once.
const READ: usize = 64;
/// How often it is looked whether the folds have caught up, and how long to wait in between.
const LOOKS: usize = 1200;
const BETWEEN: Duration = Duration::from_millis(50);

/// The holder.
pub(super) struct Interactions {
    truth: Db,
    folds: Db,
    profiles: Profiles,
    clock: Arc<dyn Clock>,
}

impl Interactions {
    pub(super) fn new(store: &Store, profiles: &Profiles, clock: Arc<dyn Clock>) -> Interactions {
        Interactions { truth: store.truth.clone(), folds: store.folds.clone(), profiles: profiles.clone(), clock }
    }

    /// What is folded after the journal was rewritten would come from memory, where it is still as it was.
    fn await_folds(&self) -> Result<()> {
        let last = self.truth.read_blocking(journal::last)?;
        for _ in 0..LOOKS {
            if self.folds.read_blocking(fold_cursor)? >= last {
                return Ok(());
            }
            std::thread::sleep(BETWEEN);
        }
        Err(Error::Unexpected("the folds are behind".to_owned()))
    }

    fn rewrite_journal(&self, erased: &Erased, mine: &Mine) -> Result<u64> {
        let (mut after, mut changed) = (0, 0);
        loop {
            let frames = self.truth.read_blocking(|tx| read_numbered(tx, after, READ))?;
            let Some(last) = frames.last() else { return Ok(changed) };
            after = last.number;
            let mut forgotten = Forgotten::default();
            let rewritten: Vec<Frame> =
                frames.iter().filter_map(|frame| self.without(frame, erased, mine, &mut forgotten)).collect();
            changed += forgotten.len();
            if rewritten.is_empty() {
                continue;
            }
            // The index first: were it the other way round, a crash in between would leave words of what is gone.
            self.folds.write_blocking(move |tx| forgotten.write(tx))?;
            self.truth.write_blocking(move |tx| rewritten.iter().try_for_each(|frame| rewrite_frame(tx, frame)))?;
        }
    }

    /// What is left of a frame; nothing where nothing of theirs is in it.
    fn without(&self, frame: &Frame, erased: &Erased, mine: &Mine, forgotten: &mut Forgotten) -> Option<Frame> {
        let mut left: Option<Vec<Interaction>> = None;
        for (position, one) in frame.positioned() {
            let kept = if mine.owns(&self.profiles, one) {
                forgotten.text(position, None);
                one.erased(erased.anonymised)
            } else {
                let mut kept = one.clone();
                let mut changed = kept.black_out(&erased.mentions);
                if changed || mine.are_in(one) {
                    changed |= kept.black_out(&erased.names);
                }
                if !changed {
                    continue;
                }
                forgotten.text(position, Some(&kept));
                kept
            };
            left.get_or_insert_with(|| frame.interactions.clone())[position.index()] = kept;
        }
        let interactions = left?;
        Some(Frame { number: frame.number, xid: frame.xid, interactions, keys: frame.keys.clone() })
    }
}

/// What belonged to erased people.
struct Mine(HashMap<u32, Vec<(i64, i64)>>);

impl Mine {
    fn of(parts: &[Part]) -> Mine {
        let mut times: HashMap<u32, Vec<(i64, i64)>> = HashMap::new();
        for part in parts {
            times.entry(part.identifier.0).or_default().push((part.from, part.until));
        }
        Mine(times)
    }

    fn are_in(&self, interaction: &Interaction) -> bool {
        interaction.identifiers.iter().any(|identifier| self.0.contains_key(&identifier.0))
    }

    fn owns(&self, profiles: &Profiles, interaction: &Interaction) -> bool {
        if !self.are_in(interaction) {
            return false;
        }
        let times = self.0.get(&profiles.owner_of(interaction).0);
        times
            .is_some_and(|times| times.iter().any(|(from, until)| (*from..*until).contains(&interaction.occurred_at.0)))
    }
}

impl HoldsPersonal for Interactions {
    fn name(&self) -> &'static str {
        "interactions"
    }

    fn export(&self, parts: &[Part], _: &Mentions) -> Result<Value, HolderError> {
        let said: Vec<(Position, Interaction)> = self.profiles.everything_of(parts)?;
        Ok(said.iter().map(|(_, one)| crate::profiles::as_json(one)).collect())
    }

    fn erase(&self, erased: &Erased) -> Result<u64, HolderError> {
        self.await_folds()?;
        let changed = self.rewrite_journal(erased, &Mine::of(&erased.parts))?;
        Ok(changed + self.profiles.forget(&erased.parts, &erased.mentions, self.clock.now())?)
    }
}
