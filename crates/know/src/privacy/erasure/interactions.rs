//! Destroys what the journal and everything folded from it hold of erased people.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use ::store::journal::{Cursor, Packed};
use ::store::{Result, Store};
use kernel::{
    Clock, Erased, HolderError, HoldsPersonal, IdentifierNo, Interaction, Mentions, Part, Position, SourceNo,
};
use serde_json::Value;

use super::super::rewriting::{Going, Pass};
use crate::profiles::{Profiles, Recount, RegistryKind, places_of};

/// The holder.
pub(super) struct Interactions {
    pass: Pass,
    profiles: Profiles,
    clock: Arc<dyn Clock>,
    sources: SourceNames,
}

/// The names of sources by number.
pub type SourceNames = Arc<dyn Fn(SourceNo) -> String + Send + Sync>;

impl Interactions {
    pub(super) fn new(store: &Store, profiles: &Profiles, clock: Arc<dyn Clock>, sources: SourceNames) -> Interactions {
        Interactions { pass: Pass::new(store), profiles: profiles.clone(), clock, sources }
    }
}

/// What goes of erased people, and how others name them.
struct Erasing<'a> {
    erased: &'a Erased,
    mine: Mine,
    profiles: &'a Profiles,
    /// What is named where afterwards, up to a place in the journal.
    recount: Recount,
    up_to: Cursor,
    counts: bool,
}

impl Erasing<'_> {
    fn kept(&self, one: &Interaction) -> Option<Interaction> {
        if self.mine.owns(self.profiles, one) {
            return Some(anonymised(self.erased, one));
        }
        let mut kept = one.clone();
        let mut changed = kept.black_out(&self.erased.mentions);
        if changed || self.mine.are_in(one) {
            changed |= kept.black_out(&self.erased.names);
        }
        changed |= kept.black_out_places(&|place| self.erased.black_out_place(place));
        changed.then_some(kept)
    }
}

/// What is left of an interaction of erased people.
fn anonymised(erased: &Erased, one: &Interaction) -> Interaction {
    let mut left = one.erased(erased.anonymised);
    left.black_out_places(&|place| erased.black_out_own_place(place));
    left
}

impl Going for Erasing<'_> {
    fn concerns(&mut self, packed: &Packed) -> Result<bool> {
        self.counts = packed.cursor() <= self.up_to;
        if self.counts {
            let heads = packed.heads()?;
            let gone = heads.iter().filter(|(_, head)| head.identifiers.is_empty());
            gone.for_each(|(_, head)| self.recount.take(head));
        }
        Ok(true)
    }

    fn left(&mut self, _: Position, one: &Interaction) -> Option<Interaction> {
        let kept = self.kept(one);
        if self.counts {
            // What stays because of a hold is counted under the names that places have now.
            self.recount.take_whole(kept.as_ref().unwrap_or(one));
        }
        let is_held = || {
            !self.mine.owns(self.profiles, one) && self.erased.held.owns(self.profiles.owner_of(one), one.occurred_at)
        };
        if kept.is_some() && is_held() {
            self.erased.held.keep();
            return None;
        }
        kept
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

impl Interactions {
    /// What the places are called that are named after those who are anonymised.
    fn own_places(&self, erased: &Erased) -> Result<BTreeSet<(RegistryKind, String)>> {
        if !erased.anonymised {
            return Ok(BTreeSet::new());
        }
        let theirs = self.profiles.everything_of(&erased.parts)?;
        Ok(theirs.iter().flat_map(|(_, one)| places_of(&anonymised(erased, one))).collect())
    }
}

impl HoldsPersonal for Interactions {
    fn name(&self) -> &'static str {
        "interactions"
    }

    fn export(&self, parts: &[Part], _: &Mentions) -> std::result::Result<Value, HolderError> {
        let said: Vec<(Position, Interaction)> = self.profiles.everything_of(parts)?;
        let numbers: BTreeSet<IdentifierNo> = said.iter().flat_map(|(_, one)| one.identifiers.clone()).collect();
        let values = self.profiles.identifiers(&numbers.into_iter().collect::<Vec<_>>())?;
        let shown = |one: &Interaction| {
            let carried = one.identifiers.iter().filter_map(|number| values.get(number));
            let carried: Vec<String> = carried.map(ToString::to_string).collect();
            crate::profiles::as_json(one, &(self.sources)(one.source), &carried)
        };
        Ok(said.iter().map(|(_, one)| shown(one)).collect())
    }

    fn erase(&self, erased: &Erased) -> std::result::Result<u64, HolderError> {
        let up_to = self.pass.await_folds()?;
        // Under these the pass counts what is left.
        let renamed = self.profiles.rename_places(&|place| erased.black_out_place(place), self.own_places(erased)?)?;
        let mut erasing = Erasing {
            erased,
            mine: Mine::of(&erased.parts),
            profiles: &self.profiles,
            recount: self.profiles.recount()?,
            up_to,
            counts: true,
        };
        let changed = self.pass.rewrite(None, &mut erasing)?;
        let recount = erasing.recount;
        let forgotten = self.profiles.forget(erased, self.clock.now())?;
        self.profiles.write_recount(recount, up_to)?;
        Ok(renamed + changed + forgotten)
    }
}
