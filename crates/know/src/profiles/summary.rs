//! Summaries of a person: first and last seen, counts by channel, relations, combined over their identifiers.

use kernel::{Interaction, Relation, Timestamp};
use store::journal::Unfolded;
use store::runs::{Range, Runs};
use store::{Error, Result, Tx};

use super::entries::{self, Summary};
use super::model::Side;
use super::registry::{Codes, Kind};
use super::timeline;
use crate::identity::Part;

/// What adds up over a person's interactions on one side.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    pub(super) first: Option<Timestamp>,
    pub(super) last: Option<Timestamp>,
    pub(super) count: u64,
    pub(super) channels: Vec<(String, u64)>,
    pub(super) relations: Vec<(Relation, Timestamp)>,
}

/// The totals of some identifiers. An identifier that changed hands is counted through its timeline.
pub(super) fn read(
    tx: &mut dyn Tx,
    summaries: &Runs,
    timelines: &Runs,
    codes: &Codes,
    parts: &[Part],
    side: Side,
    tail: &[Unfolded],
) -> Result<Totals> {
    let mut totals = Totals::default();
    for part in parts {
        if part.from == i64::MIN && part.until == i64::MAX {
            let key = entries::summary_key(part.identifier, side);
            let mut high = key.clone();
            high.push(0);
            let range = Range { low: &key, high: &high, reverse: false, limit: 1 };
            summaries.scan(tx, range, &mut |_, value| {
                let summary: Summary =
                    postcard::from_bytes(value).map_err(|_| Error::Damaged("a summary".to_owned()))?;
                totals.add(&summary, codes);
                Ok(true)
            })?;
        } else {
            for (at, _, entry) in timeline::scan(tx, timelines, part, side, usize::MAX, &mut |_| true)? {
                let channels = vec![(entry.channel, 1)];
                totals.add(&Summary { first: at.0, last: at.0, count: 1, channels, relations: Vec::new() }, codes);
            }
        }
    }
    let unfolded = tail.iter().map(Unfolded::interaction).filter(|interaction| Side::of(interaction) == side);
    totals.add_interactions(unfolded, codes);
    Ok(totals)
}

impl Totals {
    /// The totals of some interactions.
    pub(super) fn of_interactions<'a>(interactions: impl Iterator<Item = &'a Interaction>) -> Totals {
        let mut totals = Totals::default();
        totals.add_interactions(interactions, &Codes::default());
        totals
    }

    fn add_interactions<'a>(&mut self, interactions: impl Iterator<Item = &'a Interaction>, codes: &Codes) {
        for interaction in interactions {
            self.add(&Summary::of(interaction, 0), codes);
            self.count_channel(&interaction.channel, 1);
        }
        self.channels.retain(|(name, _)| !name.is_empty());
        self.channels.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    }

    fn add(&mut self, summary: &Summary, codes: &Codes) {
        let (first, last) = (Timestamp(summary.first), Timestamp(summary.last));
        self.first = Some(self.first.map_or(first, |known| known.min(first)));
        self.last = Some(self.last.map_or(last, |known| known.max(last)));
        self.count += summary.count;
        for (code, count) in &summary.channels {
            self.count_channel(codes.name(Kind::Channel, *code).unwrap_or_default(), *count);
        }
        for (place, at) in &summary.relations {
            let Some(relation) = Relation::ALL.get(usize::from(*place)) else { continue };
            match self.relations.iter_mut().find(|(known, _)| known == relation) {
                Some((_, latest)) => *latest = (*latest).max(Timestamp(*at)),
                None => self.relations.push((*relation, Timestamp(*at))),
            }
        }
    }

    fn count_channel(&mut self, name: &str, count: u64) {
        match self.channels.iter_mut().find(|(known, _)| known == name) {
            Some((_, total)) => *total += count,
            None => self.channels.push((name.to_owned(), count)),
        }
    }

    /// What the person is to us now: of prospect, customer and former customer the one said last; the others beside it.
    pub(super) fn current_relations(&self) -> Vec<Relation> {
        let stages = [Relation::Prospect, Relation::Customer, Relation::FormerCustomer];
        let stage = self.relations.iter().filter(|(relation, _)| stages.contains(relation)).max_by_key(|(_, at)| *at);
        let others = self.relations.iter().filter(|(relation, _)| !stages.contains(relation));
        let mut current: Vec<Relation> = stage.into_iter().chain(others).map(|(relation, _)| *relation).collect();
        current.sort_unstable();
        current
    }
}
