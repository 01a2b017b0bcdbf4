//! The people behind a figure: how many they are, and those whose last row is the most recent.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::lines::{Line, Part};
use super::{JourneyError, Work};

/// A person: the part and their index in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person {
    /// The index of the part.
    pub part: usize,
    /// The index of the person in the part.
    pub index: usize,
}

/// Which of the people are wanted, from the most recent one on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many are skipped.
    pub skip: usize,
    /// How many are wanted at most.
    pub limit: usize,
}

/// People behind a figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// How many there are altogether.
    pub total: u64,
    /// The page of them, the person with the most recent kept row first; of equal times the higher position.
    pub page: Vec<Person>,
}

/// The most recent of the people seen so far.
struct Latest {
    limit: usize,
    total: u64,
    kept: BinaryHeap<Reverse<(i64, u64, Person)>>,
}

impl Latest {
    fn offer(&mut self, parts: &[Part<'_>], line: &Line<'_>) {
        self.total += 1;
        let latest = *line.time.last().expect("a line has a row");
        let full = self.kept.len() >= self.limit;
        if full && self.kept.peek().is_none_or(|Reverse((time, ..))| latest < *time) {
            return;
        }
        let (time, position) = parts[line.part].latest(line.person).expect("a line has a row");
        self.kept.push(Reverse((time, position, Person { part: line.part, index: line.person })));
        if full {
            self.kept.pop();
        }
    }
}

/// The people whose line satisfies a predicate; `predicate` makes one a thread, with whatever room it needs.
pub(super) fn people<P: FnMut(&Line<'_>) -> bool>(
    parts: &[Part<'_>],
    page: Page,
    work: Work<'_>,
    predicate: impl Fn() -> P + Sync,
) -> Result<People, JourneyError> {
    let limit = page.skip.saturating_add(page.limit);
    let found = work.spread(parts, |worker| {
        let mut latest = Latest { limit, total: 0, kept: BinaryHeap::new() };
        let mut is_one = predicate();
        worker.each(|line| {
            if is_one(&line) {
                latest.offer(parts, &line);
            }
        })?;
        Ok(latest)
    })?;
    let total = found.iter().map(|latest| latest.total).sum();
    let mut all: Vec<_> = found.into_iter().flat_map(|latest| latest.kept).collect();
    all.sort_unstable();
    let page = all.into_iter().skip(page.skip).take(page.limit).map(|Reverse((_, _, person))| person).collect();
    Ok(People { total, page })
}
