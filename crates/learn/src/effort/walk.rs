//! A walk over the contacts of everybody's episodes, on several threads.

use std::ops::Range;

use know::identity::PersonNo;
use know::profiles::Side;

use super::episodes::NO_EPISODE;
use super::rules::is_contact;
use crate::index::{Layer, Snapshot, Sorted};
use crate::journeys::{JourneyError, Work};

/// A contact of an episode.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contact {
    /// Its row.
    pub(super) row: usize,
    /// The row of the episode's contact before, if it had one.
    pub(super) before: Option<usize>,
}

/// Somebody who had contacts.
pub(super) struct Walked<'a> {
    /// Who.
    pub(super) person: PersonNo,
    /// The part of the history in which their rows are.
    pub(super) sorted: &'a Sorted,
    /// Their rows.
    pub(super) rows: Range<usize>,
    /// The contacts of their episodes, in the order of time.
    pub(super) contacts: &'a [Contact],
}

/// After so many people the cancel flag is looked at.
const UNIT: usize = 1024;

/// Looks at everybody who had contacts; each thread makes its own `T`.
pub(super) fn each_person<T: Send + Default>(
    snapshot: &Snapshot,
    side: Side,
    work: Work<'_>,
    look: impl Fn(&mut T, &Walked<'_>) + Sync,
) -> Result<Vec<T>, JourneyError> {
    let shares = snapshot.layers.iter().flat_map(|layer| {
        let runs = shares(layer.sorted.runs_of_side(side), work.threads());
        runs.into_iter().map(move |runs| (layer, runs))
    });
    std::thread::scope(|scope| {
        let look = &look;
        let walk = |(layer, runs)| scope.spawn(move || walk(layer, runs, work, look));
        let threads: Vec<_> = shares.map(walk).collect();
        threads.into_iter().map(|thread| thread.join().expect("walking does not panic")).collect()
    })
}

fn walk<T: Default>(
    layer: &Layer,
    runs: Range<usize>,
    work: Work<'_>,
    look: &(impl Fn(&mut T, &Walked<'_>) + Sync),
) -> Result<T, JourneyError> {
    let (mut made, mut room) = (T::default(), Room::default());
    for (count, run) in runs.enumerate().filter(|(_, run)| layer.holds(*run)) {
        if count % UNIT == 0 {
            work.go_on()?;
        }
        let sorted = &*layer.sorted;
        let (person, rows) = (sorted.whose(run).person, sorted.rows_of(run));
        let contacts = room.contacts(sorted, rows.clone());
        if !contacts.is_empty() {
            look(&mut made, &Walked { person, sorted, rows, contacts });
        }
    }
    Ok(made)
}

fn shares(runs: Range<usize>, threads: usize) -> Vec<Range<usize>> {
    let each = runs.len().div_ceil(threads.max(1)).max(1);
    runs.clone().step_by(each).map(|start| start..runs.end.min(start + each)).collect()
}

/// Whether something has not been met yet; now it has.
pub(super) fn news<T: PartialEq>(met: &mut Vec<T>, one: T) -> bool {
    let is_news = !met.contains(&one);
    if is_news {
        met.push(one);
    }
    is_news
}

/// Room for the contacts of one person.
#[derive(Default)]
struct Room {
    contacts: Vec<Contact>,
    /// The last contact of each episode, by its number.
    last: Vec<Option<usize>>,
}

impl Room {
    fn contacts(&mut self, sorted: &Sorted, rows: Range<usize>) -> &[Contact] {
        self.contacts.clear();
        self.last.clear();
        for row in rows.filter(|row| sorted.episode[*row] != NO_EPISODE && is_contact(&sorted.rows, *row)) {
            let number = usize::from(sorted.episode[row]);
            if self.last.len() <= number {
                self.last.resize(number + 1, None);
            }
            self.contacts.push(Contact { row, before: self.last[number].replace(row) });
        }
        &self.contacts
    }
}
