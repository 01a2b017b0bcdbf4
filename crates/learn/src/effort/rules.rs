//! What an episode cost: contacts, changes of channel and department, repeated requests, waiting.

use std::collections::BTreeMap;
use std::ops::Range;

use super::episodes::{Meaning, NO_EPISODE, is_talk};
use super::model::{Effort, Episode, Passage};
use crate::index::{Code, Label, Rows, flag};

/// The episodes of one person, by when they began. `episode` and `again` are of the same rows as `run`.
#[must_use]
pub fn gather(rows: &Rows, run: Range<usize>, episode: &[u16], again: &[u8], meaning: &Meaning) -> Vec<Episode> {
    let mut members: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (row, number) in run.clone().zip(episode) {
        if *number != NO_EPISODE {
            members.entry(*number).or_default().push(row);
        }
    }
    let one = |rows_of: Vec<usize>| {
        let again = |row: usize| again[row - run.start];
        cost(rows, rows_of, &again, meaning)
    };
    let mut all: Vec<Episode> = members.into_values().map(one).collect();
    all.sort_by_key(|one| one.began);
    all
}

/// What these rows of an episode cost; there is at least one.
pub(crate) fn cost(rows: &Rows, members: Vec<usize>, again: &dyn Fn(usize) -> u8, meaning: &Meaning) -> Episode {
    let (first, last) = (members[0], members[members.len() - 1]);
    let mut one = Episode { began: rows.time[first], ended: rows.time[last], ..Episode::default() };
    let mut effort = Effort::default();
    let mut before: Option<usize> = None;
    for row in members.iter().copied() {
        effort.looked_for_help += u32::from(meaning.looks_for_help(rows, row));
        if !is_contact(rows, row) {
            continue;
        }
        effort.take(rows, (before, row), again(row));
        note(&mut one.channels, rows.label(Label::Channel)[row]);
        note(&mut one.departments, rows.label(Label::Department)[row]);
        before = Some(row);
    }
    one.effort = effort;
    one.rows = members;
    one
}

impl Effort {
    /// Takes in the next contact of an episode, after the one before, which asked for so many facts again.
    pub(super) fn take(&mut self, rows: &Rows, (before, row): (Option<usize>, usize), again: u8) {
        self.contacts += 1;
        self.asked_again += u32::from(again);
        self.observable += u32::from(rows.flags[row] & flag::ASKED != 0);
        let Some(before) = before else { return };
        let channel = rows.label(Label::Channel);
        self.channel_switches += u32::from(channel[before] != channel[row]);
        self.waiting += rows.time[row] - rows.time[before];
        match passage(rows, before, row, again) {
            Some(Passage::Warm) => self.transfers.warm += 1,
            Some(Passage::Cold) => self.transfers.cold += 1,
            Some(Passage::Unknown) => self.transfers.unknown += 1,
            None => {}
        }
    }
}

/// Whether a row is a contact that effort counts: a spoken one, as `know::profiles::is_spoken` says of an interaction.
#[must_use]
pub fn is_contact(rows: &Rows, row: usize) -> bool {
    is_talk(rows, row) && rows.flags[row] & flag::INTERNAL == 0
}

/// How an episode passed from the department of one contact to that of the next one, which asked for so many facts
/// again; not at all where the department is the same, or where it is not known.
#[must_use]
pub fn passage(rows: &Rows, before: usize, row: usize, again: u8) -> Option<Passage> {
    let department = rows.label(Label::Department);
    if department[before] == 0 || department[row] == 0 || department[before] == department[row] {
        return None;
    }
    Some(match (again, rows.flags[row] & flag::ASKED != 0) {
        (1.., _) => Passage::Cold,
        (0, true) => Passage::Warm,
        (0, false) => Passage::Unknown,
    })
}

fn note(met: &mut Vec<Code>, code: Code) {
    if code != 0 && !met.contains(&code) {
        met.push(code);
    }
}
