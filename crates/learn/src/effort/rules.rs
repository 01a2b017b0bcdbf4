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

/// What these rows of an episode cost.
fn cost(rows: &Rows, members: Vec<usize>, again: &dyn Fn(usize) -> u8, meaning: &Meaning) -> Episode {
    let (first, last) = (members[0], members[members.len() - 1]);
    let mut one = Episode { began: rows.time[first], ended: rows.time[last], ..Episode::default() };
    let mut effort = Effort::default();
    let mut before: Option<usize> = None;
    for row in members.iter().copied() {
        effort.looked_for_help += u32::from(meaning.looks_for_help(rows, row));
        if !is_contact(rows, row) {
            continue;
        }
        effort.contacts += 1;
        effort.asked_again += u32::from(again(row));
        effort.observable += u32::from(rows.flags[row] & flag::ASKED != 0);
        note(&mut one.channels, rows.label(Label::Channel)[row]);
        note(&mut one.departments, rows.label(Label::Department)[row]);
        if let Some(before) = before {
            let channel = rows.label(Label::Channel);
            effort.channel_switches += u32::from(channel[before] != channel[row]);
            effort.waiting += rows.time[row] - rows.time[before];
            match passage(rows, before, row, again(row)) {
                Some(Passage::Warm) => effort.transfers.warm += 1,
                Some(Passage::Cold) => effort.transfers.cold += 1,
                Some(Passage::Unknown) => effort.transfers.unknown += 1,
                None => {}
            }
        }
        before = Some(row);
    }
    one.effort = effort;
    one.rows = members;
    one
}

/// Whether a row of an episode is a contact of the person: the organisation talking to itself is none.
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
