//! Rows in the order of people and time, with what follows from that order.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use kernel::IdentifierNo;
use know::identity::{Graph, PersonNo};
use know::profiles::Side;

use super::rows::Rows;
use crate::effort::{Meaning, asked_again, episodes};

/// No run.
const NONE: u32 = u32::MAX;

/// Whose rows a run holds. What somebody said as an employee is kept apart from what they said as a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Whose {
    /// The side of the person.
    pub side: Side,
    /// The person.
    pub person: PersonNo,
}

/// Rows sorted by side, person, time and position. A run is the rows of one person on one side.
#[derive(Debug, Default)]
pub struct Sorted {
    /// The rows.
    pub rows: Rows,
    /// Whose each run is.
    whose: Vec<Whose>,
    /// Where each run begins; the last number is that of all rows.
    offsets: Vec<u32>,
    runs: RunsOf,
    /// Which of the person's episodes each row belongs to, counted from 1; 0 where to none.
    pub episode: Vec<u16>,
    /// How many facts each row asked again.
    pub again: Vec<u8>,
}

/// In which runs an identifier decides whose a row is.
#[derive(Debug, Default)]
struct RunsOf {
    /// By the identifier's number; those of most are in one run.
    first: Vec<u32>,
    more: HashMap<u32, Vec<u32>>,
}

impl RunsOf {
    fn note(&mut self, identifier: IdentifierNo, run: u32) {
        let place = identifier.0 as usize;
        if self.first.len() <= place {
            self.first.resize(place + 1, NONE);
        }
        let first = &mut self.first[place];
        if *first == NONE {
            *first = run;
        } else if *first != run {
            let more = self.more.entry(identifier.0).or_default();
            if more.last() != Some(&run) {
                more.push(run);
            }
        }
    }

    fn of(&self, identifier: IdentifierNo) -> impl Iterator<Item = usize> {
        let first = self.first.get(identifier.0 as usize).copied().filter(|run| *run != NONE);
        let more = self.more.get(&identifier.0).into_iter().flatten().copied();
        first.into_iter().chain(more).map(|run| run as usize)
    }
}

/// Whose a row is today; nobody's where they were erased.
#[must_use]
pub fn whose(graph: &Graph, rows: &Rows, row: usize) -> Option<Whose> {
    let (owner, at) = (graph.owner_of(rows.identifiers.of(row)), rows.time[row]);
    let side = rows.side(row);
    (!graph.is_erased(owner, at)).then(|| Whose { side, person: graph.person_at(owner, at) })
}

/// The identifiers that are blocked.
pub type Blocked = BTreeSet<IdentifierNo>;

/// A row of one of several places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    whose: Whose,
    time: i64,
    position: u64,
    from: u32,
    row: u32,
}

impl Place {
    /// Row `row` of the `from`-th of the places.
    ///
    /// # Panics
    /// When there are 2^32 rows.
    #[must_use]
    pub fn new(whose: Whose, rows: &Rows, from: usize, row: usize) -> Place {
        let small = |number: usize| u32::try_from(number).expect("an index has fewer than 2^32 rows");
        Place { whose, time: rows.time[row], position: rows.position[row], from: small(from), row: small(row) }
    }
}

impl Sorted {
    /// How many runs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.whose.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.whose.is_empty()
    }

    /// Whose a run is.
    #[must_use]
    pub fn whose(&self, run: usize) -> Whose {
        self.whose[run]
    }

    /// The run of somebody.
    #[must_use]
    pub fn find(&self, whose: Whose) -> Option<usize> {
        self.whose.binary_search(&whose).ok()
    }

    /// The rows of a run.
    #[must_use]
    pub fn rows_of(&self, run: usize) -> Range<usize> {
        self.offsets[run] as usize..self.offsets[run + 1] as usize
    }

    /// The rows of some runs.
    #[must_use]
    pub fn rows_of_runs(&self, runs: Range<usize>) -> Range<usize> {
        self.offsets()[runs.start] as usize..self.offsets()[runs.end] as usize
    }

    /// The runs of a side.
    #[must_use]
    pub fn runs_of_side(&self, side: Side) -> Range<usize> {
        let customers = self.whose.partition_point(|whose| whose.side == Side::Customer);
        match side {
            Side::Customer => 0..customers,
            Side::Employee => customers..self.whose.len(),
        }
    }

    /// The runs in which an identifier decides whose a row is.
    pub fn runs_with(&self, identifier: IdentifierNo) -> impl Iterator<Item = usize> {
        self.runs.of(identifier)
    }

    /// Rows of several places, sorted.
    #[must_use]
    pub fn of(mut places: Vec<Place>, from: &[&Rows], blocked: &Blocked, meaning: &Meaning) -> Sorted {
        places.sort_unstable();
        let mut sorted = Sorted::default();
        for run in places.chunk_by(|one, next| one.whose == next.whose) {
            for place in run {
                let row = place.row as usize;
                sorted.rows.copy(from[place.from as usize], row..row + 1);
            }
            sorted.end_run(run[0].whose, blocked);
            let rows = sorted.rows_of(sorted.len() - 1);
            sorted.episode.extend(episodes(&sorted.rows, rows.clone(), meaning));
            sorted.again.extend(asked_again(&sorted.rows, rows));
        }
        sorted
    }

    /// The runs of `self` for which `stays` holds, together with those of the other.
    #[must_use]
    pub fn merged(&self, stays: &dyn Fn(usize) -> bool, other: &Sorted, blocked: &Blocked) -> Sorted {
        let mut merged = Sorted::default();
        let mut next = 0;
        for run in (0..self.len()).filter(|run| stays(*run)) {
            while next < other.len() && other.whose[next] < self.whose[run] {
                merged.take(other, next, blocked);
                next += 1;
            }
            merged.take(self, run, blocked);
        }
        (next..other.len()).for_each(|run| merged.take(other, run, blocked));
        merged
    }

    fn take(&mut self, other: &Sorted, run: usize, blocked: &Blocked) {
        let rows = other.rows_of(run);
        self.rows.copy(&other.rows, rows.clone());
        self.episode.extend_from_slice(&other.episode[rows.clone()]);
        self.again.extend_from_slice(&other.again[rows]);
        self.end_run(other.whose[run], blocked);
    }

    /// The rows that were added last are a run.
    fn end_run(&mut self, whose: Whose, blocked: &Blocked) {
        let small = |number: usize| u32::try_from(number).expect("an index has fewer than 2^32 rows");
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        let (start, end) = (self.offsets[self.whose.len()], small(self.rows.len()));
        let run = small(self.whose.len());
        for row in start..end {
            // One that is blocked and comes before the owner may be let in again.
            for identifier in self.rows.identifiers.of(row as usize) {
                self.runs.note(*identifier, run);
                if !blocked.contains(identifier) {
                    break;
                }
            }
        }
        self.whose.push(whose);
        self.offsets.push(end);
    }

    /// The beginnings of the runs, and at last how many rows there are.
    #[must_use]
    pub fn offsets(&self) -> &[u32] {
        if self.offsets.is_empty() { &[0] } else { &self.offsets }
    }
}
