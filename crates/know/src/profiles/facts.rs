//! Facts of a person: combined over their identifiers, the tail included.

use std::collections::BTreeMap;
use std::hash::Hasher as _;

use kernel::{FactSaid, IdentifierNo, Interaction, Position, SourceNo, Timestamp, Trust};
use store::journal::Unfolded;
use store::runs::{Range, Runs};
use store::{Error, Result, Tx};

use super::entries::{self, FactEntry};
use super::model::{Fact, Side};
use crate::identity::Part;

/// The facts that an interaction brought, with their keys under an identifier.
pub(super) fn entries_of(
    owner: IdentifierNo,
    position: Position,
    interaction: &Interaction,
) -> impl Iterator<Item = (Vec<u8>, FactEntry)> {
    let side = Side::of(interaction);
    let occasion = Occasion {
        at: interaction.occurred_at,
        position,
        source: interaction.source,
        trust: interaction.trust,
        department: interaction.department.as_deref(),
        touchpoint: &interaction.touchpoint,
    };
    interaction
        .facts
        .iter()
        .map(move |fact| (entries::fact_key(owner, side, &fact.name, hash(&fact.value)), occasion.told(fact)))
}

/// When and where facts were told.
#[derive(Clone, Copy)]
pub(crate) struct Occasion<'a> {
    pub(crate) at: Timestamp,
    pub(crate) position: Position,
    pub(crate) source: SourceNo,
    pub(crate) trust: Trust,
    pub(crate) department: Option<&'a str>,
    pub(crate) touchpoint: &'a str,
}

impl Occasion<'_> {
    fn told(&self, fact: &FactSaid) -> FactEntry {
        FactEntry {
            value: fact.value.clone(),
            source: self.source,
            department: self.department.map(str::to_owned),
            touchpoint: Some(self.touchpoint.to_owned()).filter(|name| !name.is_empty()),
            first: self.at.0,
            last: self.at.0,
            times: 1,
            valid_until: fact.valid_until.map(|until| until.0),
            trust: self.trust,
            position: self.position.0,
            first_department: self.department.map(str::to_owned),
        }
    }
}

/// Facts that were told on some occasions, whatever they are of; as from [`read`].
pub(crate) fn of_occasions<'a>(told: impl Iterator<Item = (Occasion<'a>, &'a FactSaid)>) -> Vec<Fact> {
    let mut all = Told::default();
    for (occasion, fact) in told {
        all.take(&fact.name, occasion.told(fact));
    }
    newest_first(all.0)
}

/// A hash of a value that is the same on every machine: it is part of keys that are kept.
fn hash(value: &str) -> u64 {
    let mut hasher = siphasher::sip::SipHasher13::new_with_keys(0, 0);
    hasher.write(value.as_bytes());
    hasher.finish()
}

/// All facts of some identifiers; the newest value of each name is marked. Ordered by name, newest value first.
pub(super) fn read(tx: &mut dyn Tx, runs: &Runs, parts: &[Part], side: Side, tail: &[Unfolded]) -> Result<Vec<Fact>> {
    let mut told = Told::default();
    for part in parts {
        let low = entries::summary_key(part.identifier, side);
        let mut high = low.clone();
        high.push(0xff);
        let range = Range { low: &low, high: &high, reverse: false, limit: usize::MAX };
        runs.scan(tx, range, &mut |key, value| {
            let damaged = || Error::Damaged("a fact".to_owned());
            let name = entries::fact_name(key).ok_or_else(damaged)?;
            let entry = FactEntry::read(value).ok_or_else(damaged)?;
            if (part.from..part.until).contains(&entry.last) {
                told.take(name, entry);
            }
            Ok(true)
        })?;
    }
    for unfolded in tail.iter().filter(|unfolded| Side::of(unfolded.interaction()) == side) {
        told.take_all(unfolded.position, unfolded.interaction());
    }
    Ok(newest_first(told.0))
}

/// The facts that some interactions brought, as from [`read`].
pub(super) fn of_interactions<'a>(interactions: impl Iterator<Item = (Position, &'a Interaction)>) -> Vec<Fact> {
    let mut told = Told::default();
    for (position, interaction) in interactions {
        told.take_all(position, interaction);
    }
    newest_first(told.0)
}

/// What was told, by name and value.
#[derive(Default)]
struct Told(BTreeMap<(String, String), FactEntry>);

impl Told {
    fn take(&mut self, name: &str, entry: FactEntry) {
        match self.0.get_mut(&(name.to_owned(), entry.value.clone())) {
            Some(known) => known.add(&entry),
            None => drop(self.0.insert((name.to_owned(), entry.value.clone()), entry)),
        }
    }

    fn take_all(&mut self, position: Position, interaction: &Interaction) {
        for (key, entry) in entries_of(interaction.first_identifier(), position, interaction) {
            self.take(entries::fact_name(&key).unwrap_or_default(), entry);
        }
    }
}

fn newest_first(found: BTreeMap<(String, String), FactEntry>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = found.into_iter().map(|((name, _), entry)| fact(name, entry)).collect();
    // What is known comes before what is only claimed, then the later before the earlier.
    facts.sort_by(|a, b| {
        let order = |fact: &Fact| (fact.trust, fact.learnt_at, fact.interaction);
        a.name.cmp(&b.name).then_with(|| order(b).cmp(&order(a)))
    });
    let mut previous: Option<String> = None;
    for fact in &mut facts {
        fact.newest = previous.as_deref() != Some(&fact.name);
        previous = Some(fact.name.clone());
    }
    facts
}

fn fact(name: String, entry: FactEntry) -> Fact {
    Fact {
        name,
        value: entry.value,
        source: entry.source,
        department: entry.department,
        touchpoint: entry.touchpoint,
        first_learnt_at: Timestamp(entry.first),
        learnt_at: Timestamp(entry.last),
        times: entry.times,
        valid_until: entry.valid_until.map(Timestamp),
        trust: entry.trust,
        interaction: Position(entry.position),
        first_department: entry.first_department,
        newest: false,
    }
}
