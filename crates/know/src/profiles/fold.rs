//! The fold of profiles: timeline, summaries, facts, full text and registry from a batch of the journal.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use kernel::{Clock, Interaction, Position};
use store::journal::Frame;
use store::journal::fold::Fold;
use store::runs::{Entry, Runs};
use store::{Result, Tx};

use super::entries::{self, FactEntry, Summary, TimelineEntry};
use super::model::Side;
use super::registry::{Codes, Kind, Sightings};
use super::search::Texts;
use super::view::Profiles;

/// Keeps the profiles up to date.
pub struct ProfilesFold {
    timeline: Arc<Runs>,
    summary: Arc<Runs>,
    facts: Arc<Runs>,
    clock: Arc<dyn Clock>,
    codes: Option<Codes>,
}

impl ProfilesFold {
    /// The fold that feeds these profiles.
    #[must_use]
    pub fn new(profiles: &Profiles, clock: Arc<dyn Clock>) -> ProfilesFold {
        let [timeline, summary, facts] = profiles.runs();
        ProfilesFold { timeline, summary, facts, clock, codes: None }
    }
}

impl Fold for ProfilesFold {
    fn name(&self) -> &'static str {
        "profiles"
    }

    fn apply(&mut self, frames: &[Arc<Frame>], tx: &mut dyn Tx) -> Result<()> {
        let mut codes = match self.codes.take() {
            Some(codes) => codes,
            None => Codes::load(tx)?,
        };
        let mut batch = Batch::default();
        for (position, interaction) in frames.iter().flat_map(|frame| frame.positioned()) {
            batch.take(position, interaction, &mut codes);
        }
        let now = self.clock.now();
        batch.sightings.write(&codes, tx)?;
        batch.timeline.sort_unstable();
        self.timeline.add(tx, &batch.timeline, now)?;
        let summaries: BTreeMap<Vec<u8>, Summary> = batch.summaries.into_iter().collect();
        self.summary.add(tx, &encoded(summaries), now)?;
        let facts: BTreeMap<Vec<u8>, FactEntry> = batch.facts.into_iter().collect();
        self.facts.add(tx, &encoded(facts), now)?;
        batch.texts.write(tx)?;
        self.codes = Some(codes);
        Ok(())
    }

    fn rolled_back(&mut self) {
        self.codes = None;
    }
}

fn encoded<T: serde::Serialize>(entries: BTreeMap<Vec<u8>, T>) -> Vec<Entry> {
    entries.into_iter().map(|(key, value)| (key, entries::encode(&value))).collect()
}

#[derive(Default)]
struct Batch {
    sightings: Sightings,
    timeline: Vec<Entry>,
    summaries: HashMap<Vec<u8>, Summary>,
    facts: HashMap<Vec<u8>, FactEntry>,
    texts: Texts,
}

impl Batch {
    fn take(&mut self, position: Position, interaction: &Interaction, codes: &mut Codes) {
        let (owner, side, at) = (interaction.primary(), Side::of(interaction), interaction.occurred_at);
        let mut code = |kind, name: &str| self.sightings.code(codes, kind, name, &interaction.channel, at);
        let entry = TimelineEntry {
            channel: code(Kind::Channel, &interaction.channel),
            touchpoint: code(Kind::Touchpoint, &interaction.touchpoint),
            department: code(Kind::Department, interaction.department.as_deref().unwrap_or_default()),
        };
        self.timeline.push((entries::timeline_key(owner, side, at.0, position.0), entries::encode(&entry)));
        let summary = Summary::of(interaction, entry.channel);
        match self.summaries.entry(entries::summary_key(owner, side)) {
            std::collections::hash_map::Entry::Occupied(mut known) => known.get_mut().add(&summary),
            std::collections::hash_map::Entry::Vacant(place) => drop(place.insert(summary)),
        }
        for (key, fact) in super::facts::entries_of(position, interaction) {
            match self.facts.entry(key) {
                std::collections::hash_map::Entry::Occupied(mut known) => known.get_mut().add(&fact),
                std::collections::hash_map::Entry::Vacant(place) => drop(place.insert(fact)),
            }
        }
        self.texts.take(position, interaction);
    }
}
