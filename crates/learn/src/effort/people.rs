//! The people behind a figure of effort.

use know::identity::PersonNo;
use know::profiles::Side;

use super::model::Passage;
use super::rules::passage;
use super::totals::week;
use super::walk::{Contact, Walked, each_person, news};
use crate::behind::newest;
use crate::index::{Code, Label, Snapshot, Sorted};
use crate::journeys::{JourneyError, Page, Work};

/// What contacts a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    /// Those with this name.
    Contacts(Label, Code),
    /// Those of them in which something was asked again.
    AskedAgain(Label, Code),
    /// The last ones of episodes, in the week that began then, in milliseconds.
    Ended(i64),
    /// Those to which an episode passed from one department to another, in one way or in any.
    Transfers {
        /// The department of the contact before.
        from: Code,
        /// The department of the contact.
        to: Code,
        /// How it passed; any way where that is left open.
        how: Option<Passage>,
    },
}

impl Figure {
    /// Whether it counts a contact, which may be the last one of its episode.
    fn counts(self, sorted: &Sorted, contact: &Contact, is_last: bool) -> bool {
        let (rows, again) = (&sorted.rows, sorted.again[contact.row]);
        let is_called = |label: Label, code: Code| rows.label(label)[contact.row] == code;
        match self {
            Figure::Contacts(label, code) => is_called(label, code),
            Figure::AskedAgain(label, code) => again > 0 && is_called(label, code),
            Figure::Ended(from) => is_last && week(rows.time[contact.row]) == from,
            Figure::Transfers { from, to, how } => contact.before.is_some_and(|before| {
                let passed = passage(rows, before, contact.row, again);
                let is_between = rows.label(Label::Department)[before] == from && is_called(Label::Department, to);
                is_between && passed.is_some_and(|passed| how.is_none_or(|how| how == passed))
            }),
        }
    }
}

/// A page of the people behind a figure of a time, and how many there are: the one of whom it was true last first, of
/// equal times the one with the higher position.
pub(super) fn people(
    snapshot: &Snapshot,
    (side, figure): (Side, Figure),
    (from, until): (i64, i64),
    page: Page,
    work: Work<'_>,
) -> Result<(Vec<PersonNo>, u64), JourneyError> {
    let found = each_person(snapshot, side, work, |found: &mut Vec<(i64, u64, PersonNo)>, walked: &Walked<'_>| {
        let rows = &walked.sorted.rows;
        let mut later: Vec<u16> = Vec::new();
        let mut is_one = |one: &&Contact| {
            let is_last = news(&mut later, walked.sorted.episode[one.row]);
            figure.counts(walked.sorted, one, is_last)
        };
        let mut within = walked.contacts.iter().rev().filter(|one| (from..until).contains(&rows.time[one.row]));
        if let Some(last) = within.find(&mut is_one) {
            found.push((rows.time[last.row], rows.position[last.row], walked.person));
        }
    })?;
    Ok(newest(found.concat(), page))
}
