//! What the tests of journey functions share: random histories with ties, masks and divisions into parts.

use std::num::NonZeroUsize;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;

use super::{Bits, Lines, Page, Part, People, Work};

/// A row of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) time: i64,
    pub(super) position: u64,
    pub(super) label: u16,
    pub(super) kept: bool,
}

/// A history, what of it is kept, and how it is divided.
#[derive(Clone, Debug)]
pub(super) struct History {
    persons: Vec<Vec<Row>>,
    kept: Vec<bool>,
    part: Vec<usize>,
    threads: usize,
    masked: bool,
}

/// One part, owned.
pub(super) struct Stored {
    offsets: Vec<u32>,
    pub(super) time: Vec<i64>,
    position: Vec<u64>,
    pub(super) labels: Vec<u16>,
    rows: Vec<u64>,
    persons: Vec<u64>,
    masked: bool,
    /// The person of the history behind each index.
    who: Vec<usize>,
}

static NEVER: AtomicBool = AtomicBool::new(false);

/// So many threads, never cancelled.
pub(super) fn work(threads: usize) -> Work<'static> {
    Work::new(NonZeroUsize::new(threads).unwrap(), &NEVER)
}

/// A person's rows from `(time, label)`, all kept; positions as they come.
pub(super) fn rows(rows: &[(i64, u16)]) -> Vec<Row> {
    (0..).zip(rows).map(|(position, &(time, label))| Row { time, position, label, kept: true }).collect()
}

fn set(bits: impl Iterator<Item = bool>) -> Vec<u64> {
    let mut words = Vec::new();
    for (at, bit) in bits.enumerate() {
        if at % 64 == 0 {
            words.push(0);
        }
        *words.last_mut().unwrap() |= u64::from(bit) << (at % 64);
    }
    words
}

impl Stored {
    fn of(history: &History, part: usize) -> Stored {
        // The first part has everybody and masks out who is elsewhere, as a base part under a change does.
        let here = |person: &usize| part == 0 || history.part[*person] == part;
        let who: Vec<usize> = (0..history.persons.len()).filter(here).collect();
        let rows: Vec<Row> = who.iter().flat_map(|person| history.persons[*person].iter().copied()).collect();
        let lengths = who.iter().map(|person| u32::try_from(history.persons[*person].len()).unwrap());
        let ends = lengths.scan(0, |end, length| {
            *end += length;
            Some(*end)
        });
        Stored {
            offsets: std::iter::once(0).chain(ends).collect(),
            time: rows.iter().map(|row| row.time).collect(),
            position: rows.iter().map(|row| row.position).collect(),
            labels: rows.iter().map(|row| row.label).collect(),
            rows: set(rows.iter().map(|row| row.kept)),
            persons: set(who.iter().map(|person| history.kept[*person] && history.part[*person] == part)),
            masked: history.masked,
            who,
        }
    }

    pub(super) fn part(&self) -> Part<'_> {
        let lines = Lines::new(&self.offsets, &self.time, &self.position).unwrap();
        let part = Part::new(lines, &self.labels).unwrap();
        let part = part.keep_persons(Bits::new(&self.persons, self.who.len()).unwrap()).unwrap();
        if self.masked { part.keep_rows(Bits::new(&self.rows, self.labels.len()).unwrap()).unwrap() } else { part }
    }
}

impl History {
    /// Everything kept, in one part, on one thread.
    pub(super) fn whole(mut persons: Vec<Vec<Row>>) -> History {
        let count = persons.len();
        (0..).zip(persons.iter_mut().flatten()).for_each(|(position, row)| row.position = position);
        History { persons, kept: vec![true; count], part: vec![0; count], threads: 1, masked: false }
    }

    /// The same with one person more.
    pub(super) fn with(&self, rows: Vec<Row>) -> History {
        let mut more = self.clone();
        more.persons.push(rows.into_iter().map(|row| Row { position: u64::MAX, ..row }).collect());
        more.kept.push(true);
        more.part.push(0);
        more
    }

    /// The kept rows of each person who has some, with the person.
    pub(super) fn lines(&self) -> Vec<(usize, Vec<Row>)> {
        let kept = |row: &Row| row.kept || !self.masked;
        let line = |person: usize| (person, self.persons[person].iter().copied().filter(kept).collect::<Vec<_>>());
        let lines = (0..self.persons.len()).filter(|person| self.kept[*person]).map(line);
        lines.filter(|(_, rows)| !rows.is_empty()).collect()
    }

    /// Runs something over the parts of the history.
    pub(super) fn ask<R>(&self, ask: impl FnOnce(&[Part<'_>], Work<'_>) -> R) -> R {
        self.ask_stored(|_, parts, work| ask(parts, work))
    }

    /// The same, with what the parts lend.
    pub(super) fn ask_stored<R>(&self, ask: impl FnOnce(&[Stored], &[Part<'_>], Work<'_>) -> R) -> R {
        let count = self.part.iter().max().map_or(1, |last| last + 1);
        let stored: Vec<Stored> = (0..count).map(|part| Stored::of(self, part)).collect();
        let parts: Vec<Part<'_>> = stored.iter().map(Stored::part).collect();
        ask(&stored, &parts, work(self.threads))
    }

    /// The numbers of people on a page.
    pub(super) fn who(&self, people: &People) -> Vec<usize> {
        self.ask_stored(|stored, _, _| people.page.iter().map(|person| stored[person.part].who[person.index]).collect())
    }

    /// What a page must be if these people are behind a figure.
    pub(super) fn expect_page(&self, people: &[usize], page: Page) -> (u64, Vec<usize>) {
        let latest = |person: usize| {
            let lines = self.lines();
            let (_, rows) = lines.iter().find(|(other, _)| *other == person).unwrap();
            let last = rows.last().unwrap();
            (last.time, last.position)
        };
        let mut sorted: Vec<usize> = people.to_vec();
        sorted.sort_by_key(|person| std::cmp::Reverse(latest(*person)));
        (people.len() as u64, sorted.into_iter().skip(page.skip).take(page.limit).collect())
    }
}

/// Random histories of a few people with labels from 0 to 5, many rows at one moment, and now and then a long line.
pub(super) fn histories() -> impl Strategy<Value = History> {
    let row = (0_i64..40, 0_u16..6, prop::bool::weighted(0.7));
    let person = prop_oneof![
        9 => prop::collection::vec(row.clone(), 0..12),
        1 => prop::collection::vec(row, 60..200),
    ];
    let person = (person, prop::bool::weighted(0.9), 0_usize..3);
    (prop::collection::vec(person, 0..12), 1_usize..4, any::<bool>(), any::<u64>()).prop_map(
        |(persons, threads, masked, seed)| {
            let mut position = seed % 7;
            let (mut lines, mut kept, mut part) = (Vec::new(), Vec::new(), Vec::new());
            for (mut rows, keep, place) in persons {
                rows.sort_by_key(|(time, ..)| *time);
                lines.push(
                    rows.into_iter()
                        .map(|(time, label, kept)| {
                            position += 1;
                            Row { time, position, label, kept }
                        })
                        .collect(),
                );
                kept.push(keep);
                part.push(place);
            }
            History { persons: lines, kept, part, threads, masked }
        },
    )
}
