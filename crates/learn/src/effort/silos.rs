//! The silo map: departments, and how episodes pass between them (the handover-of-work network of process mining).

use std::collections::{BTreeMap, HashMap};

use know::profiles::Side;

use super::model::{Passage, Transfers};
use super::rules::passage;
use super::walk::{Walked, each_person, news};
use crate::index::{Code, Label, Snapshot, flag};
use crate::journeys::{JourneyError, Work};
use crate::statistics::{Interval, Share, Spread, real};

/// What is asked.
pub(super) struct Asked<'a> {
    /// The side of people.
    pub(super) side: Side,
    /// From when on a contact counts, in milliseconds.
    pub(super) from: i64,
    /// Until when, not included.
    pub(super) until: i64,
    /// What a contact over a channel at a time costs, in minor units; nothing where it is not known.
    pub(super) cost: &'a (dyn Fn(Code, i64) -> Option<i64> + Sync),
}

/// A department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Department {
    /// Its number; 0 for contacts of which the department is not known.
    pub(super) code: Code,
    /// How many contacts of episodes it had.
    pub(super) contacts: u64,
    /// With how many people.
    pub(super) people: u64,
    /// How many facts it asked again.
    pub(super) asked_again: u64,
    /// In how many contacts it could be observed what it asked.
    pub(super) observable: u64,
}

/// Episodes that passed from one department to another.
#[derive(Clone, Debug, Default)]
pub(super) struct Arrow {
    /// The department of the contact before.
    pub(super) from: Code,
    /// The department of the next contact.
    pub(super) to: Code,
    /// How they passed.
    pub(super) transfers: Transfers,
    /// How many people.
    pub(super) people: u64,
    /// How many facts were asked again at the next contact.
    pub(super) lost: u64,
    /// Milliseconds between the two contacts.
    pub(super) time: Option<Spread>,
    /// What the next contacts of cold transfers cost, in minor units, as far as that is known.
    pub(super) cost: i64,
    /// Of how many cold transfers it is known.
    pub(super) costed: u64,
}

/// The map.
#[derive(Clone, Debug, Default)]
pub(super) struct Silos {
    /// The departments, those with the most contacts first.
    pub(super) departments: Vec<Department>,
    /// The arrows, the most frequent first.
    pub(super) arrows: Vec<Arrow>,
    /// How many silos there are in effect, see [`effective`]; nothing where there were no contacts.
    pub(super) effective: Option<f64>,
    /// How few and how many there would be at the ends of the intervals of the shares of warm transfers.
    pub(super) between: Option<Interval>,
}

#[derive(Default)]
struct Tally {
    departments: HashMap<Code, Department>,
    arrows: HashMap<(Code, Code), (Arrow, Vec<i64>)>,
}

/// The silo map of a time.
pub(super) fn silos(snapshot: &Snapshot, asked: &Asked<'_>, work: Work<'_>) -> Result<Silos, JourneyError> {
    let tallies = each_person(snapshot, asked.side, work, |tally: &mut Tally, &Walked { sorted, contacts, .. }| {
        let rows = &sorted.rows;
        let mut met: Vec<Code> = Vec::new();
        let mut gone: Vec<(Code, Code)> = Vec::new();
        for contact in contacts.iter().filter(|one| (asked.from..asked.until).contains(&rows.time[one.row])) {
            let row = contact.row;
            let (code, again) = (rows.label(Label::Department)[row], sorted.again[row]);
            let department = tally.departments.entry(code).or_insert(Department { code, ..Department::default() });
            department.contacts += 1;
            department.asked_again += u64::from(again);
            department.observable += u64::from(rows.flags[row] & flag::ASKED != 0);
            department.people += u64::from(news(&mut met, code));
            let Some(before) = contact.before else { continue };
            let Some(how) = passage(rows, before, row, again) else { continue };
            let pair = (rows.label(Label::Department)[before], code);
            let (arrow, times) = tally.arrows.entry(pair).or_default();
            (arrow.from, arrow.to) = pair;
            arrow.people += u64::from(news(&mut gone, pair));
            arrow.lost += u64::from(again);
            times.push(rows.time[row] - rows.time[before]);
            arrow.take(how, || (asked.cost)(rows.label(Label::Channel)[row], rows.time[row]));
        }
    })?;
    Ok(whole(tallies))
}

impl Arrow {
    fn take(&mut self, how: Passage, cost: impl FnOnce() -> Option<i64>) {
        match how {
            Passage::Warm => self.transfers.warm += 1,
            Passage::Unknown => self.transfers.unknown += 1,
            Passage::Cold => {
                self.transfers.cold += 1;
                if let Some(cost) = cost() {
                    self.cost += cost;
                    self.costed += 1;
                }
            }
        }
    }

    fn add(&mut self, other: &Arrow) {
        self.transfers.warm += other.transfers.warm;
        self.transfers.cold += other.transfers.cold;
        self.transfers.unknown += other.transfers.unknown;
        self.people += other.people;
        self.lost += other.lost;
        self.cost += other.cost;
        self.costed += other.costed;
    }

    /// The share of those transfers that were warm, of those where it could be observed.
    pub(super) fn warm(&self) -> Share {
        let Transfers { warm, cold, .. } = self.transfers;
        Share { hits: u64::from(warm), of: u64::from(warm) + u64::from(cold) }
    }
}

fn whole(tallies: Vec<Tally>) -> Silos {
    let mut departments: BTreeMap<Code, Department> = BTreeMap::new();
    let mut arrows: BTreeMap<(Code, Code), (Arrow, Vec<i64>)> = BTreeMap::new();
    for tally in tallies {
        for (code, one) in tally.departments {
            let all = departments.entry(code).or_insert(Department { code, ..Department::default() });
            all.contacts += one.contacts;
            all.people += one.people;
            all.asked_again += one.asked_again;
            all.observable += one.observable;
        }
        for (pair, (one, times)) in tally.arrows {
            let (arrow, all) = arrows.entry(pair).or_default();
            (arrow.from, arrow.to) = pair;
            arrow.add(&one);
            all.extend(times);
        }
    }
    let mut departments: Vec<Department> = departments.into_values().collect();
    departments.sort_by_key(|one| std::cmp::Reverse(one.contacts));
    let time = |(arrow, mut times): (Arrow, Vec<i64>)| Arrow { time: Spread::of(&mut times), ..arrow };
    let mut arrows: Vec<Arrow> = arrows.into_values().map(time).collect();
    arrows.sort_by_key(|one| std::cmp::Reverse(one.transfers.all()));
    let effective_with = |warmth: &dyn Fn(Share) -> Option<f64>| effective(&departments, &arrows, warmth);
    Silos {
        effective: effective_with(&Share::value),
        between: effective_with(&|share| share.interval().map(|interval| interval.high))
            .zip(effective_with(&|share| share.interval().map(|interval| interval.low)))
            .map(|(low, high)| Interval { low, high }),
        departments,
        arrows,
    }
}

/// How many silos there are in effect: from 1, where everything that was told reaches every department, to the number of
/// departments, where nothing reaches another one. It is the diversity of order 1 of the departments by their contacts,
/// where two departments are as alike as the transfers between them are warm (T. Leinster and C. Cobbold, Measuring
/// diversity: the importance of species similarity, Ecology 93, 2012): exp(-sum of p ln(Zp)).
fn effective(departments: &[Department], arrows: &[Arrow], warmth: &dyn Fn(Share) -> Option<f64>) -> Option<f64> {
    let known: Vec<&Department> = departments.iter().filter(|one| one.code != 0 && one.contacts > 0).collect();
    let total: u64 = known.iter().map(|one| one.contacts).sum();
    let mut between: HashMap<(Code, Code), Share> = HashMap::new();
    for arrow in arrows {
        let share = between.entry((arrow.from.min(arrow.to), arrow.from.max(arrow.to))).or_default();
        let warm = arrow.warm();
        *share = Share { hits: share.hits + warm.hits, of: share.of + warm.of };
    }
    let alike = |one: Code, other: Code| {
        if one == other {
            return 1.0;
        }
        let share = between.get(&(one.min(other), one.max(other)));
        share.and_then(|share| warmth(*share)).unwrap_or(0.0)
    };
    let part = |one: &Department| real(one.contacts) / real(total);
    let surprise = |one: &&Department| {
        let ordinary: f64 = known.iter().map(|other| alike(one.code, other.code) * part(other)).sum();
        part(one) * ordinary.ln()
    };
    (total > 0).then(|| (-known.iter().map(surprise).sum::<f64>()).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn department(code: Code, contacts: u64) -> Department {
        Department { code, contacts, ..Department::default() }
    }

    fn arrow(from: Code, to: Code, warm: u32, cold: u32) -> Arrow {
        Arrow { from, to, transfers: Transfers { warm, cold, unknown: 0 }, ..Arrow::default() }
    }

    fn silos_of(departments: &[Department], arrows: &[Arrow]) -> f64 {
        effective(departments, arrows, &Share::value).unwrap()
    }

    #[test]
    fn silos_are_as_many_as_departments_that_tell_each_other_nothing() {
        let four = [1, 2, 3, 4].map(|code| department(code, 25));
        assert!((silos_of(&four, &[]) - 4.0).abs() < 1e-9);
        assert!((silos_of(&four, &[arrow(1, 2, 0, 9)]) - 4.0).abs() < 1e-9);
        let pairs = [arrow(1, 2, 9, 0), arrow(4, 3, 5, 0)];
        assert!((silos_of(&four, &pairs) - 2.0).abs() < 1e-9);
        let all: Vec<Arrow> = (1..=4).flat_map(|from| (from + 1..=4).map(move |to| arrow(from, to, 3, 0))).collect();
        assert!((silos_of(&four, &all) - 1.0).abs() < 1e-9);
        assert!((silos_of(&[department(1, 1000), department(2, 0)], &[]) - 1.0).abs() < 1e-9);
        assert_eq!(effective(&[department(0, 5)], &[], &Share::value), None);
    }
}
