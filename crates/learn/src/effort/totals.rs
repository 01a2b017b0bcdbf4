//! What episodes cost altogether, and where: their scores, and at which touchpoints people are asked again.

use std::collections::{BTreeMap, BTreeSet};

use kernel::clock::DAY;
use know::profiles::Side;

use super::episodes::Meaning;
use super::model::Effort;
use super::score::{Weights, score};
use super::walk::{Walked, each_person};
use crate::index::{Code, Label, Snapshot, flag};
use crate::journeys::{JourneyError, Work};
use crate::statistics::{Average, Mean, Own, Ratio};

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
    /// The scores of the episodes that had such a contact.
    pub(super) score: Average,
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
    /// How often people had looked for help by themselves.
    pub(super) looked_for_help: Mean,
    /// Minutes from the first contact to the last.
    pub(super) waiting: Mean,
    /// Their scores.
    pub(super) score: Average,
    /// Contacts in which it could be observed what was asked.
    pub(super) observable: u64,
    /// The scores by the beginning of the week in which the last contact was, the earliest week first.
    pub(super) weeks: BTreeMap<i64, Average>,
    /// By name, those that asked the most facts again first.
    pub(super) items: Vec<Asking>,
}

/// What is asked.
pub(super) struct About<'a> {
    /// The side of people.
    pub(super) side: Side,
    /// By what contacts are counted.
    pub(super) label: Label,
    /// From when on a contact counts, in milliseconds.
    pub(super) from: i64,
    /// Until when, not included.
    pub(super) until: i64,
    /// What the parts of effort weigh.
    pub(super) weights: &'a Weights,
}

/// One episode while it is counted.
#[derive(Default)]
struct One {
    effort: Effort,
    last: i64,
    names: BTreeSet<Code>,
}

#[derive(Default)]
struct Tally {
    totals: Totals,
    items: BTreeMap<Code, Asking>,
}

/// What the episodes cost of which a contact was between two moments, as far as it was between them.
pub(super) fn totals(snapshot: &Snapshot, about: &About<'_>, work: Work<'_>) -> Result<Totals, JourneyError> {
    let meaning = Meaning::of(&snapshot.dictionary);
    let tallies = each_person(snapshot, about.side, work, |tally: &mut Tally, walked: &Walked<'_>| {
        let mut episodes = tally.contacts(walked, about);
        let rows = &walked.sorted.rows;
        for row in walked.rows.clone().filter(|row| about.is_within(rows.time[*row])) {
            if let Some(one) = episodes.get_mut(&walked.sorted.episode[row]) {
                one.effort.looked_for_help += u32::from(meaning.looks_for_help(rows, row));
            }
        }
        tally.take(episodes, about.weights);
    })?;
    let mut whole = Tally::default();
    for tally in tallies {
        whole.totals.merge(tally.totals);
        for (code, item) in tally.items {
            let all = whole.items.entry(code).or_insert_with(|| Asking { code, ..Asking::default() });
            all.again.merge(&item.again);
            all.facts += item.facts;
            all.contacts += item.contacts;
            all.score.merge(&item.score);
        }
    }
    let mut items: Vec<Asking> = whole.items.into_values().collect();
    items.sort_by_key(|one| std::cmp::Reverse((one.facts, one.contacts)));
    Ok(Totals { items, ..whole.totals })
}

impl About<'_> {
    fn is_within(&self, at: i64) -> bool {
        (self.from..self.until).contains(&at)
    }
}

impl Tally {
    /// Counts the contacts of a person. Returns what they make of each episode.
    fn contacts(&mut self, walked: &Walked<'_>, about: &About<'_>) -> BTreeMap<u16, One> {
        let (sorted, rows) = (walked.sorted, &walked.sorted.rows);
        let mut episodes: BTreeMap<u16, One> = BTreeMap::new();
        let mut names: BTreeMap<Code, (u32, u32)> = BTreeMap::new();
        for contact in walked.contacts.iter().filter(|one| about.is_within(rows.time[one.row])) {
            let (code, again) = (rows.label(about.label)[contact.row], sorted.again[contact.row]);
            let one = episodes.entry(sorted.episode[contact.row]).or_default();
            one.effort.take(rows, (contact.before, contact.row), again);
            one.last = rows.time[contact.row];
            one.names.insert(code);
            let item = self.items.entry(code).or_insert_with(|| Asking { code, ..Asking::default() });
            item.contacts += 1;
            item.facts += u64::from(again);
            if rows.flags[contact.row] & flag::ASKED != 0 {
                self.totals.observable += 1;
                let (asked, hit) = names.entry(code).or_default();
                *asked += 1;
                *hit += u32::from(again > 0);
            }
        }
        for (code, (asked, hit)) in names {
            self.items.entry(code).or_default().again.add(asked, hit);
        }
        episodes
    }

    /// Takes in the episodes of a person.
    fn take(&mut self, episodes: BTreeMap<u16, One>, weights: &Weights) {
        let (mut all, mut weeks) = (Own::default(), BTreeMap::<i64, Own>::new());
        let mut names: BTreeMap<Code, Own> = BTreeMap::new();
        for one in episodes.into_values() {
            self.totals.take(&one.effort);
            let score = score(&one.effort, weights).value;
            all.add(score);
            weeks.entry(week(one.last)).or_default().add(score);
            for name in one.names {
                names.entry(name).or_default().add(score);
            }
        }
        self.totals.score.add(all);
        for (week, own) in weeks {
            self.totals.weeks.entry(week).or_default().add(own);
        }
        for (code, own) in names {
            self.items.entry(code).or_default().score.add(own);
        }
    }
}

/// The beginning of the week of a moment: Monday, at midnight UTC.
pub(super) fn week(at: i64) -> i64 {
    // The first of January 1970 was a Thursday.
    (at + 3 * DAY).div_euclid(7 * DAY) * 7 * DAY - 3 * DAY
}

impl Totals {
    fn take(&mut self, effort: &Effort) {
        self.contacts.add(u64::from(effort.contacts));
        self.channel_switches.add(u64::from(effort.channel_switches));
        self.transfers.add(u64::from(effort.transfers.all()));
        self.asked_again.add(u64::from(effort.asked_again));
        self.looked_for_help.add(u64::from(effort.looked_for_help));
        self.waiting.add(effort.waiting.unsigned_abs() / 60_000);
    }

    fn merge(&mut self, other: Totals) {
        self.contacts.merge(&other.contacts);
        self.channel_switches.merge(&other.channel_switches);
        self.transfers.merge(&other.transfers);
        self.asked_again.merge(&other.asked_again);
        self.looked_for_help.merge(&other.looked_for_help);
        self.waiting.merge(&other.waiting);
        self.score.merge(&other.score);
        self.observable += other.observable;
        for (week, score) in other.weeks {
            self.weeks.entry(week).or_default().merge(&score);
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;

    use super::week;

    #[test]
    fn weeks_begin_on_mondays() {
        let at = |text: &str| Timestamp::parse(text).unwrap().0;
        for inside in ["2026-05-04T00:00:00Z", "2026-05-06T12:00:00Z", "2026-05-10T23:59:59Z"] {
            assert_eq!(week(at(inside)), at("2026-05-04T00:00:00Z"), "{inside}");
        }
        assert_eq!(week(at("1969-12-31T00:00:00Z")), at("1969-12-29T00:00:00Z"));
    }
}
