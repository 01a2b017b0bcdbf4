//! What episodes cost altogether, and where: at which touchpoints or departments people are asked again.

use std::collections::BTreeMap;

use know::profiles::Side;

use super::rules::passage;
use super::walk::{Walked, each_person};
use crate::index::{Code, Label, Snapshot, Sorted, flag};
use crate::journeys::{JourneyError, Work};
use crate::statistics::{Mean, Ratio};

/// What happened with one name.
#[derive(Clone, Debug, Default)]
pub(super) struct Asking {
    /// The name's number.
    pub(super) code: Code,
    /// Contacts in which something was asked again, out of those where it could be observed what was asked.
    pub(super) again: Ratio,
    /// How many facts were asked again.
    pub(super) facts: u64,
    /// How many contacts there were, also where that could not be observed.
    pub(super) contacts: u64,
}

/// What episodes cost.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    /// Of each episode: contacts, changes of channel, transfers, facts asked again.
    pub(super) contacts: Mean,
    /// How often the next contact was over another channel.
    pub(super) channel_switches: Mean,
    /// How often the next contact was with another department.
    pub(super) transfers: Mean,
    /// How many facts were asked for although they had been told.
    pub(super) asked_again: Mean,
    /// Minutes from the first contact to the last.
    pub(super) waiting: Mean,
    /// Contacts in which it could be observed what was asked.
    pub(super) observable: u64,
    /// By name, those that asked the most facts again first.
    pub(super) items: Vec<Asking>,
}

/// One episode while it is counted.
#[derive(Clone, Copy, Default)]
struct One {
    contacts: u64,
    channel_switches: u64,
    transfers: u64,
    asked_again: u64,
    waiting: i64,
}

#[derive(Default)]
struct Tally {
    totals: Totals,
    items: BTreeMap<Code, Asking>,
}

/// What the episodes cost of which a contact was between two moments, in milliseconds, counted by a label.
pub(super) fn totals(
    snapshot: &Snapshot,
    side: Side,
    label: Label,
    (from, until): (i64, i64),
    work: Work<'_>,
) -> Result<Totals, JourneyError> {
    let tallies = each_person(snapshot, side, work, |tally: &mut Tally, &Walked { sorted, contacts, .. }| {
        let rows = &sorted.rows;
        let mut episodes: BTreeMap<u16, One> = BTreeMap::new();
        let mut names: BTreeMap<Code, (u32, u32)> = BTreeMap::new();
        for contact in contacts.iter().filter(|one| (from..until).contains(&rows.time[one.row])) {
            let one = episodes.entry(sorted.episode[contact.row]).or_default();
            one.take(sorted, contact.row, contact.before);
            let (code, again) = (rows.label(label)[contact.row], sorted.again[contact.row]);
            let item = tally.items.entry(code).or_insert_with(|| Asking { code, ..Asking::default() });
            item.contacts += 1;
            item.facts += u64::from(again);
            if rows.flags[contact.row] & flag::ASKED != 0 {
                tally.totals.observable += 1;
                let (asked, hit) = names.entry(code).or_default();
                *asked += 1;
                *hit += u32::from(again > 0);
            }
        }
        for (code, (asked, hit)) in names {
            tally.items.entry(code).or_default().again.add(asked, hit);
        }
        for one in episodes.into_values() {
            tally.totals.take(one);
        }
    })?;
    let mut whole = Tally::default();
    for tally in tallies {
        whole.totals.merge(&tally.totals);
        for (code, item) in tally.items {
            let all = whole.items.entry(code).or_insert_with(|| Asking { code, ..Asking::default() });
            all.again.merge(&item.again);
            all.facts += item.facts;
            all.contacts += item.contacts;
        }
    }
    let mut items: Vec<Asking> = whole.items.into_values().collect();
    items.sort_by_key(|one| std::cmp::Reverse((one.facts, one.contacts)));
    Ok(Totals { items, ..whole.totals })
}

impl One {
    fn take(&mut self, sorted: &Sorted, row: usize, before: Option<usize>) {
        let (rows, again) = (&sorted.rows, sorted.again[row]);
        self.contacts += 1;
        self.asked_again += u64::from(again);
        if let Some(before) = before {
            let channel = rows.label(Label::Channel);
            self.channel_switches += u64::from(channel[before] != channel[row]);
            self.transfers += u64::from(passage(rows, before, row, again).is_some());
            self.waiting += rows.time[row] - rows.time[before];
        }
    }
}

impl Totals {
    fn take(&mut self, one: One) {
        self.contacts.add(one.contacts);
        self.channel_switches.add(one.channel_switches);
        self.transfers.add(one.transfers);
        self.asked_again.add(one.asked_again);
        self.waiting.add(one.waiting.unsigned_abs() / 60_000);
    }

    fn merge(&mut self, other: &Totals) {
        self.contacts.merge(&other.contacts);
        self.channel_switches.merge(&other.channel_switches);
        self.transfers.merge(&other.transfers);
        self.asked_again.merge(&other.asked_again);
        self.waiting.merge(&other.waiting);
        self.observable += other.observable;
    }
}
