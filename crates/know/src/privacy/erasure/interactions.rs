//! Destroys what the journal and everything folded from it hold of erased people.

use std::collections::HashMap;
use std::sync::Arc;

use ::store::Store;
use kernel::{Clock, Erased, HolderError, HoldsPersonal, Interaction, Mentions, Part, Position};
use serde_json::Value;

use super::super::rewriting::{Going, Pass};
use crate::profiles::Profiles;

/// The holder.
pub(super) struct Interactions {
    pass: Pass,
    profiles: Profiles,
    clock: Arc<dyn Clock>,
}

impl Interactions {
    pub(super) fn new(store: &Store, profiles: &Profiles, clock: Arc<dyn Clock>) -> Interactions {
        Interactions { pass: Pass::new(store), profiles: profiles.clone(), clock }
    }
}

/// What goes of erased people, and how others name them.
struct Erasing<'a> {
    erased: &'a Erased,
    mine: Mine,
    profiles: &'a Profiles,
}

impl Going for Erasing<'_> {
    fn left(&mut self, _: Position, one: &Interaction) -> Option<Interaction> {
        if self.mine.owns(self.profiles, one) {
            return Some(one.erased(self.erased.anonymised));
        }
        let mut kept = one.clone();
        let mut changed = kept.black_out(&self.erased.mentions);
        if changed || self.mine.are_in(one) {
            changed |= kept.black_out(&self.erased.names);
        }
        changed.then_some(kept)
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
        self.pass.await_folds()?;
        let mut erasing = Erasing { erased, mine: Mine::of(&erased.parts), profiles: &self.profiles };
        let changed = self.pass.rewrite(None, &mut erasing)?;
        Ok(changed + self.profiles.forget(&erased.parts, &erased.mentions, self.clock.now())?)
    }
}
