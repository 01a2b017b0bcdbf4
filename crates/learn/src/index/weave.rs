//! Runs that still hold and rows that came or changed hands, woven into new runs, in memory or in files.

use std::cmp::Ordering;

use store::Result;

use super::files::{Folder, Writing};
use super::rows::Rows;
use super::sorted::{Blocked, Sorted, Whose};
use crate::effort::Meaning;

/// So many rows are in memory at least before they are written into files.
const AT_ONCE: usize = 1 << 16;

/// A run that holds: of which of the layers, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kept {
    pub(super) whose: Whose,
    pub(super) layer: usize,
    pub(super) run: usize,
}

/// A row of one of several places, under the person whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) whose: Whose,
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
    pub(super) fn new(whose: Whose, rows: &Rows, from: usize, row: usize) -> Place {
        let small = |number: usize| u32::try_from(number).expect("an index has fewer than 2^32 rows");
        Place { whose, time: rows.time[row], position: rows.position[row], from: small(from), row: small(row) }
    }
}

/// What is woven from.
pub(super) struct Threads<'a> {
    /// What runs are kept of.
    pub(super) layers: &'a [&'a Sorted],
    /// Where the rows of [`Place`]s are.
    pub(super) from: &'a [&'a Rows],
    /// The identifiers that are blocked.
    pub(super) blocked: &'a Blocked,
    /// What names mean.
    pub(super) meaning: &'a Meaning,
}

/// Runs, while they are made.
struct Making<'a> {
    threads: &'a Threads<'a>,
    sorted: Sorted,
    runs: usize,
    /// How many rows were written already.
    written: u32,
    files: Option<Writing>,
}

impl Threads<'_> {
    /// The runs of all of these: runs that are kept and rows, both in the order of whose they are. Each person has one
    /// kept run at most. With files, what is made lies there.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn weave(
        &self,
        kept: impl Iterator<Item = Kept>,
        places: &[Place],
        files: Option<Writing>,
    ) -> Result<(Sorted, Option<Folder>)> {
        let mut making = Making { threads: self, sorted: Sorted::default(), runs: 0, written: 0, files };
        let mut places = places.chunk_by(|one, next| one.whose == next.whose).peekable();
        for kept in kept {
            while let Some(run) = places.next_if(|run| run[0].whose < kept.whose) {
                making.run(run[0].whose, None, run)?;
            }
            let more = places.next_if(|run| run[0].whose == kept.whose).unwrap_or(&[]);
            making.run(kept.whose, Some(kept), more)?;
        }
        for run in places {
            making.run(run[0].whose, None, run)?;
        }
        making.finish()
    }
}

impl Making<'_> {
    fn run(&mut self, whose: Whose, kept: Option<Kept>, places: &[Place]) -> Result<()> {
        let start = self.sorted.rows.len();
        if let Some(Kept { layer, run, .. }) = kept {
            self.merge(self.threads.layers[layer], run, places);
        } else {
            self.places(places);
        }
        self.sorted.end_run(self.runs, start, whose, self.written, self.threads.blocked);
        self.runs += 1;
        if !places.is_empty() {
            self.sorted.gather(self.threads.meaning);
        }
        if self.sorted.rows.len() >= AT_ONCE {
            self.write()?;
        }
        Ok(())
    }

    /// A run together with more rows of the same person.
    fn merge(&mut self, layer: &Sorted, run: usize, places: &[Place]) {
        let mut rows = layer.rows_of(run);
        if places.is_empty() {
            self.sorted.rows.copy(&layer.rows, rows.clone());
            self.sorted.episode.to_mut().extend_from_slice(&layer.episode[rows.clone()]);
            self.sorted.again.to_mut().extend_from_slice(&layer.again[rows]);
            return;
        }
        for place in places {
            let before = |row: &usize| {
                let of_row = (layer.rows.time[*row], layer.rows.position[*row]);
                of_row.cmp(&(place.time, place.position)) == Ordering::Less
            };
            let end = rows.clone().find(|row| !before(row)).unwrap_or(rows.end);
            self.sorted.rows.copy(&layer.rows, rows.start..end);
            rows.start = end;
            self.places(std::slice::from_ref(place));
        }
        self.sorted.rows.copy(&layer.rows, rows);
    }

    fn places(&mut self, places: &[Place]) {
        for place in places {
            let row = place.row as usize;
            self.sorted.rows.copy(self.threads.from[place.from as usize], row..row + 1);
        }
    }

    /// Writes what is in memory, if it goes into files.
    fn write(&mut self) -> Result<()> {
        let Some(files) = &mut self.files else { return Ok(()) };
        let rows = u32::try_from(self.sorted.rows.len()).expect("an index has fewer than 2^32 rows");
        self.written += rows;
        let (identifiers, details) = self.sorted.rows.ends();
        files.append(&mut self.sorted)?;
        self.sorted.rows.go_on(identifiers, details);
        Ok(())
    }

    fn finish(mut self) -> Result<(Sorted, Option<Folder>)> {
        self.write()?;
        self.sorted.deciding.to_mut().sort_unstable();
        match self.files {
            Some(files) => files.finish(self.sorted).map(|(sorted, folder)| (sorted, Some(folder))),
            None => Ok((self.sorted, None)),
        }
    }
}
