//! Rows in the order of people and time, with what follows from that order.

use std::collections::BTreeSet;
use std::ops::Range;

use kernel::IdentifierNo;
use know::identity::{Graph, PersonNo};
use know::profiles::Side;

use super::column::{Column, Stored};
use super::rows::Rows;
use crate::effort::{Meaning, asked_again, episodes};

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
    /// Whose each run is: the customers', then the employees'.
    persons: Column<u64>,
    pub(super) customers: usize,
    /// Where each run ends; in front of that, where the first one begins.
    offsets: Column<u32>,
    /// In which runs an identifier decides whose a row is: the identifier and the run, in the order of both.
    pub(super) deciding: Column<[u32; 2]>,
    /// Which of the person's episodes each row belongs to, counted from 1; 0 where to none.
    pub episode: Column<u16>,
    /// How many facts each row asked again.
    pub again: Column<u8>,
}

/// Whose a row is today; nobody's where they were erased.
#[must_use]
pub fn whose(graph: &Graph, rows: &Rows, row: usize) -> Option<Whose> {
    let (owner, at) = (graph.owner_of(rows.identifiers(row)), rows.time[row]);
    let side = rows.side(row);
    (!graph.is_erased(owner, at)).then(|| Whose { side, person: graph.person_at(owner, at) })
}

/// The identifiers that are blocked.
pub type Blocked = BTreeSet<IdentifierNo>;

impl Sorted {
    /// How many runs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.persons.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.persons.is_empty()
    }

    /// Whose a run is.
    #[must_use]
    pub fn whose(&self, run: usize) -> Whose {
        let side = if run < self.customers { Side::Customer } else { Side::Employee };
        Whose { side, person: PersonNo(self.persons[run]) }
    }

    /// The run of somebody.
    #[must_use]
    pub fn find(&self, whose: Whose) -> Option<usize> {
        let runs = self.runs_of_side(whose.side);
        let found = self.persons[runs.clone()].binary_search(&whose.person.0);
        found.ok().map(|place| runs.start + place)
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
        match side {
            Side::Customer => 0..self.customers,
            Side::Employee => self.customers..self.len(),
        }
    }

    /// The runs in which an identifier decides whose a row is.
    pub fn runs_with(&self, identifier: IdentifierNo) -> impl Iterator<Item = usize> {
        let start = self.deciding.partition_point(|[other, _]| *other < identifier.0);
        let same = self.deciding[start..].iter().take_while(move |[other, _]| *other == identifier.0);
        same.map(|[_, run]| *run as usize)
    }

    /// The beginnings of the runs, and at last how many rows there are.
    #[must_use]
    pub fn offsets(&self) -> &[u32] {
        if self.offsets.is_empty() { &[0] } else { &self.offsets }
    }

    /// The rows from `start` on are a run: the next one, and so many rows were before the first that is here.
    pub(super) fn end_run(&mut self, run: usize, start: usize, whose: Whose, before: u32, blocked: &Blocked) {
        let small = |number: usize| u32::try_from(number).expect("an index has fewer than 2^32 rows");
        let mut deciding = BTreeSet::new();
        for row in start..self.rows.len() {
            // One that is blocked and comes before the owner may be let in again.
            let mut free = false;
            deciding.extend(self.rows.identifiers(row).take_while(|identifier| {
                let decides = !free;
                free |= !blocked.contains(identifier);
                decides
            }));
        }
        let run = small(run);
        self.deciding.to_mut().extend(deciding.into_iter().map(|identifier| [identifier.0, run]));
        if whose.side == Side::Customer {
            self.customers += 1;
        }
        self.persons.to_mut().push(whose.person.0);
        if run == 0 {
            self.offsets.to_mut().push(0);
        }
        let end = before.checked_add(small(self.rows.len())).expect("an index has fewer than 2^32 rows");
        self.offsets.to_mut().push(end);
    }

    /// What follows from the rows of the run that was added last.
    pub(super) fn gather(&mut self, meaning: &Meaning) {
        let rows = self.again.len()..self.rows.len();
        self.episode.to_mut().extend(episodes(&self.rows, rows.clone(), meaning));
        self.again.to_mut().extend(asked_again(&self.rows, rows));
    }

    /// Its columns, each with its name.
    pub(super) fn columns(&mut self) -> Vec<(String, &mut dyn Stored)> {
        let mut columns = self.rows.columns();
        columns.push(("people".to_owned(), &mut self.persons));
        columns.push(("people.ends".to_owned(), &mut self.offsets));
        columns.push(("deciding".to_owned(), &mut self.deciding));
        columns.push(("episode".to_owned(), &mut self.episode));
        columns.push(("again".to_owned(), &mut self.again));
        columns
    }

    /// Whether all columns fit together.
    pub(super) fn is_whole(&self) -> bool {
        let (rows, runs, offsets) = (self.rows.len(), self.len(), self.offsets());
        let ends = offsets.len() == runs + 1 && offsets.is_sorted() && offsets[runs] as usize == rows;
        let deciding = self.deciding.is_sorted() && self.deciding.iter().all(|[_, run]| (*run as usize) < runs);
        let columns = self.episode.len() == rows && self.again.len() == rows && self.rows.are_whole();
        ends && deciding && columns && self.customers <= runs
    }
}
