//! The fold of profiles: timeline, summaries, facts, full text and registry from a batch of the journal.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use kernel::{Clock, IdentifierNo, Interaction, Position};
use store::journal::Frame;
use store::journal::fold::Fold;
use store::runs::Entry;
use store::{Result, Tx};

use super::employees::EmployeeIdentifiers;
use super::entries::{self, FactEntry, Summary, TimelineEntry};
use super::members::Members;
use super::model::Side;
use super::registry::{Codes, Kind, Place, Sightings};
use super::search::Texts;
use super::sight;
use super::stand_ins::StandIns;
use super::timeline;
use super::view::Profiles;
use crate::identity::Part;

/// Keeps the profiles up to date.
pub struct ProfilesFold {
    profiles: Profiles,
    clock: Arc<dyn Clock>,
    known: Option<Known>,
}

/// What is known from one batch to the next.
struct Known {
    codes: Codes,
    stand_ins: StandIns,
}

impl ProfilesFold {
    /// The fold that feeds these profiles.
    #[must_use]
    pub fn new(profiles: &Profiles, clock: Arc<dyn Clock>) -> ProfilesFold {
        ProfilesFold { profiles: profiles.clone(), clock, known: None }
    }

    fn write(&self, batch: Batch, codes: &Codes, tx: &mut dyn Tx) -> Result<()> {
        let ([timeline, summary, facts, members], now) = (self.profiles.runs(), self.clock.now());
        batch.sightings.write(codes, tx)?;
        let mut entries = batch.timeline;
        entries.sort_unstable();
        timeline.add(tx, &entries, now)?;
        let summaries: BTreeMap<Vec<u8>, Summary> = batch.summaries.into_iter().collect();
        summary.add(tx, &encoded(summaries), now)?;
        let entries: BTreeMap<Vec<u8>, FactEntry> = batch.facts.into_iter().collect();
        facts.add(tx, &encoded(entries), now)?;
        members.add(tx, &batch.members.entries(), now)?;
        batch.employees.write(tx)?;
        batch.texts.write(tx)
    }

    /// Indexes everything that an identifier brought under stand-ins.
    fn stand_in(&self, identifier: IdentifierNo, known: &mut Known, tx: &mut dyn Tx) -> Result<()> {
        known.stand_ins.begin(tx, identifier)?;
        let mut entries = Vec::new();
        for side in [Side::Customer, Side::Employee] {
            let part = Part { identifier, from: i64::MIN, until: i64::MAX };
            entries.extend(timeline::scan(tx, &self.profiles.runs()[0], &part, side, usize::MAX, &mut |_| true)?);
        }
        entries.sort_unstable_by_key(|(_, position, _)| *position);
        for portion in entries.chunks(PORTION) {
            let mut batch = Batch::default();
            self.profiles.open_each(portion, &mut |(_, position, entry), interaction| {
                for number in known.stand_ins.numbers(tx, &interaction.identifiers)? {
                    batch.index(number, *entry, &parts_of(&known.codes, interaction), *position, interaction);
                }
                Ok(())
            })?;
            self.write(batch, &known.codes, tx)?;
        }
        tracing::info!(interactions = entries.len(), "indexed what a blocked identifier brought under the next ones");
        Ok(())
    }
}

/// What some interactions bring to the indexes that add up over them.
pub(super) struct Indexed {
    pub(super) summaries: Vec<Entry>,
    pub(super) facts: Vec<Entry>,
    pub(super) members: Vec<Entry>,
    /// Number, side and name.
    pub(super) names: BTreeSet<(u32, u8, String)>,
}

/// Indexes interactions once more, each under a number.
#[derive(Default)]
pub(super) struct Again(Batch);

impl Again {
    pub(super) fn take(
        &mut self,
        number: IdentifierNo,
        (position, entry): (Position, TimelineEntry),
        codes: &Codes,
        one: &Interaction,
    ) {
        self.0.index(number, entry, &parts_of(codes, one), position, one);
        // The timeline has it.
        self.0.timeline.clear();
    }

    pub(super) fn finish(self) -> Indexed {
        Indexed {
            summaries: encoded(self.0.summaries.into_iter().collect()),
            facts: encoded(self.0.facts.into_iter().collect()),
            members: self.0.members.entries(),
            names: self.0.texts.into_names(),
        }
    }
}

/// Interactions that are indexed under stand-ins at once.
const PORTION: usize = 20_000;

impl Fold for ProfilesFold {
    fn name(&self) -> &'static str {
        "profiles"
    }

    fn apply(&mut self, frames: &[Arc<Frame>], tx: &mut dyn Tx) -> Result<()> {
        let mut known = match self.known.take() {
            Some(known) if known.codes.are_valid(tx)? => known,
            _ => Known { codes: Codes::load(tx)?, stand_ins: StandIns::load(tx)? },
        };
        let mut batch = Batch::default();
        // What was anonymised is still counted where it was.
        for erased in frames.iter().flat_map(|frame| &frame.interactions).filter(|one| one.is_erased()) {
            batch.sightings.take(&mut known.codes, Place::of(erased));
        }
        for (position, interaction) in frames.iter().flat_map(|frame| frame.positioned()) {
            let first = interaction.first_identifier();
            let (entry, parts) = batch.take(first, position, interaction, &mut known.codes);
            if known.stand_ins.stand_in_for(first) {
                for number in known.stand_ins.numbers(tx, &interaction.identifiers)? {
                    batch.index(number, entry, &parts, position, interaction);
                }
            }
        }
        self.write(batch, &known.codes, tx)?;
        for identifier in self.profiles.blocked() {
            if !known.stand_ins.stand_in_for(identifier) {
                self.stand_in(identifier, &mut known, tx)?;
            }
        }
        self.known = Some(known);
        Ok(())
    }

    fn is_due(&self) -> Result<bool> {
        self.profiles.catch_up()?;
        let blocked = self.profiles.blocked();
        Ok(match &self.known {
            Some(known) => blocked.iter().any(|identifier| !known.stand_ins.stand_in_for(*identifier)),
            None => !blocked.is_empty(),
        })
    }

    fn rolled_back(&mut self) {
        self.known = None;
    }
}

fn encoded<T: serde::Serialize>(entries: BTreeMap<Vec<u8>, T>) -> Vec<Entry> {
    entries.into_iter().map(|(key, value)| (key, entries::encode(&value))).collect()
}

/// The parts of the organisation in which an interaction took place.
fn parts_of(codes: &Codes, interaction: &Interaction) -> Vec<(Kind, u32)> {
    let kinds = [Kind::Department, Kind::Team, Kind::Location];
    let code =
        |kind| sight::part_of(interaction, kind).and_then(|name| codes.find(kind, name)).map(|code| (kind, code));
    kinds.into_iter().filter_map(code).filter(|(_, code)| *code > 0).collect()
}

#[derive(Default)]
struct Batch {
    sightings: Sightings,
    timeline: Vec<Entry>,
    summaries: HashMap<Vec<u8>, Summary>,
    facts: HashMap<Vec<u8>, FactEntry>,
    members: Members,
    employees: EmployeeIdentifiers,
    texts: Texts,
}

impl Batch {
    /// Takes in an interaction that is new.
    fn take(
        &mut self,
        owner: IdentifierNo,
        position: Position,
        interaction: &Interaction,
        codes: &mut Codes,
    ) -> (TimelineEntry, Vec<(Kind, u32)>) {
        let named = self.sightings.take(codes, Place::of(interaction));
        let entry =
            TimelineEntry { channel: named.channel, touchpoint: named.touchpoint, department: named.department };
        let parts = named.parts();
        self.employees.take(interaction);
        self.texts.take_text(position, interaction);
        self.index(owner, entry, &parts, position, interaction);
        (entry, parts)
    }

    /// Indexes an interaction under an identifier or stand-in.
    fn index(
        &mut self,
        owner: IdentifierNo,
        entry: TimelineEntry,
        parts: &[(Kind, u32)],
        position: Position,
        interaction: &Interaction,
    ) {
        let (side, at) = (Side::of(interaction), interaction.occurred_at);
        self.timeline.push((entries::timeline_key(owner, side, at.0, position.0), entries::encode(&entry)));
        let summary = Summary::of(interaction, entry.channel);
        match self.summaries.entry(entries::summary_key(owner, side)) {
            std::collections::hash_map::Entry::Occupied(mut known) => known.get_mut().add(&summary),
            std::collections::hash_map::Entry::Vacant(place) => drop(place.insert(summary)),
        }
        for (key, fact) in super::facts::entries_of(owner, position, interaction) {
            match self.facts.entry(key) {
                std::collections::hash_map::Entry::Occupied(mut known) => known.get_mut().add(&fact),
                std::collections::hash_map::Entry::Vacant(place) => drop(place.insert(fact)),
            }
        }
        self.members.take(parts, owner, interaction);
        self.texts.take_name(owner, interaction);
    }
}
