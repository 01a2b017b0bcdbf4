//! What a reader sees of a person where the folds cannot tell it: their interactions are opened one by one.
//!
//! So it is for readers who see a part of the organisation only, and for people who are employees too. Nothing is said
//! that does not follow from an interaction that the reader sees: no count, no fact, no identifier.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{IdentifierNo, Interaction, Position, Timestamp};
use store::Result;
use store::journal::Cursor;

use super::model::{Fact, HeldIdentifier, Side, TimelineFilter};
use super::opening::Opener;
use super::sight::Sight;
use super::summary::Totals;
use super::view::Profiles;
use super::{employees, facts};
use crate::identity::{Part, PersonNo};

/// The interactions of a person that a reader sees, newest first.
pub(super) struct Visible(pub(super) Vec<(Position, Interaction)>);

impl Profiles {
    /// What a reader sees of the person who has these parts.
    pub(super) fn visible(&self, parts: &[Part], sight: &Sight) -> Result<Visible> {
        let filter = TimelineFilter { sight: Sight::whole(sight.side), ..TimelineFilter::default() };
        let (entries, tail) = self.entries(parts, &filter)?;
        let mut opener = Opener::new(&self.truth, &tail);
        let mut seen = Vec::new();
        for (_, position, _) in entries {
            seen.extend(opener.open(position)?.filter(|one| sight.sees(one)).map(|one| (position, one)));
        }
        Ok(Visible(seen))
    }

    /// Whether a reader sees an interaction that carries an identifier. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn sees_identifier(&self, identifier: IdentifierNo, sight: &Sight) -> Result<bool> {
        let person = self.people().now().graph.person_at(identifier, i64::MAX);
        Ok(self.if_visible(person, identifier, sight)?.is_some())
    }

    /// Of these identifiers those that a reader of the customer's side may be told of: not those that were carried by
    /// nothing but what was done as an employee. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn of_customer(&self, parts: &[Part]) -> Result<BTreeSet<IdentifierNo>> {
        let all = parts.iter().map(|part| part.identifier);
        let sight = Sight::whole(Side::Customer);
        if !self.is_told_apart(parts, &sight)? {
            return Ok(all.collect());
        }
        let carried = self.visible(parts, &sight)?.carried();
        Ok(all.filter(|identifier| carried.contains_key(identifier)).collect())
    }

    /// The identifiers that employees carry as employees. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn employee_identifiers(&self) -> Result<BTreeSet<IdentifierNo>> {
        let frames = self.tail().frames_after(Cursor::default(), usize::MAX);
        let mut all = self.folds.read_blocking(employees::all)?;
        let unfolded = frames.iter().flat_map(|frame| frame.positioned()).map(|(_, one)| one);
        all.extend(unfolded.filter(|one| Side::of(one) == Side::Employee).flat_map(|one| one.identifiers.clone()));
        Ok(all)
    }

    /// Whether a person has any interaction on a side.
    pub(super) fn has_side(&self, parts: &[Part], side: Side) -> Result<bool> {
        let filter = TimelineFilter { sight: Sight::whole(side), ..TimelineFilter::default() };
        Ok(!self.first_entries(parts, &filter, None, 1)?.0.is_empty())
    }

    /// The person whom an identifier names, if the reader sees an interaction that carries it.
    pub(super) fn if_visible(
        &self,
        person: PersonNo,
        identifier: IdentifierNo,
        sight: &Sight,
    ) -> Result<Option<PersonNo>> {
        let Some(parts) = self.parts(person) else { return Ok(None) };
        if self.is_told_apart(&parts, sight)? {
            let carried = self.visible(&parts, sight)?.carried();
            return Ok(carried.contains_key(&identifier).then_some(person));
        }
        Ok(Some(person))
    }
}

impl Visible {
    /// What adds up over them.
    pub(super) fn totals(&self) -> Totals {
        Totals::of_interactions(self.0.iter().map(|(_, one)| one))
    }

    /// The facts that they brought.
    pub(super) fn facts(&self) -> Vec<Fact> {
        facts::of_interactions(self.0.iter().map(|(position, one)| (*position, one)))
    }

    /// The identifiers that they carried, with when each was seen first.
    pub(super) fn carried(&self) -> BTreeMap<IdentifierNo, Timestamp> {
        let mut carried = BTreeMap::new();
        for (_, one) in &self.0 {
            for identifier in &one.identifiers {
                let first = carried.entry(*identifier).or_insert(one.occurred_at);
                *first = one.occurred_at.min(*first);
            }
        }
        carried
    }

    /// Leaves of identifiers those that were carried, and what can be said of these.
    pub(super) fn cut(&self, held: Vec<HeldIdentifier>) -> Vec<HeldIdentifier> {
        let carried = self.carried();
        let seen = |one: HeldIdentifier| {
            let first_seen = *carried.get(&one.number)?;
            Some(HeldIdentifier { first_seen, from: None, until: None, shared: false, ..one })
        };
        held.into_iter().filter_map(seen).collect()
    }
}
