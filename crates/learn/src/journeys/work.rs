//! How the persons are divided among threads, and how a function is stopped.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::JourneyError;
use super::lines::{Line, Part, Scratch};

/// So many persons are taken at once; the cancel flag is looked at in between.
const UNIT: usize = 1024;

/// On how many threads a function runs, and the flag that stops it.
#[derive(Clone, Copy, Debug)]
pub struct Work<'a> {
    threads: NonZeroUsize,
    cancel: &'a AtomicBool,
}

impl<'a> Work<'a> {
    /// Work on so many threads. When `cancel` is set, a running function returns [`JourneyError::Cancelled`] within
    /// milliseconds.
    #[must_use]
    pub fn new(threads: NonZeroUsize, cancel: &'a AtomicBool) -> Work<'a> {
        Work { threads, cancel }
    }

    /// On how many threads.
    pub(crate) fn threads(&self) -> usize {
        self.threads.get()
    }

    /// Runs `job` once a thread and hands back what each made. Each worker takes persons until none are left, so a
    /// person with many rows delays nobody but themselves. Which worker had whom is chance: what they made must be put
    /// together in a way that does not care.
    pub(super) fn spread<R: Send>(
        &self,
        parts: &[Part<'_>],
        job: impl Fn(&mut Worker<'_>) -> Result<R, JourneyError> + Sync,
    ) -> Result<Vec<R>, JourneyError> {
        let units = units(parts);
        let next = AtomicUsize::new(0);
        self.each_thread(|| {
            let mut worker = Worker { parts, units: &units, next: &next, cancel: self.cancel, taken: Vec::new() };
            job(&mut worker)
        })
    }

    /// Runs `job` for each number below `count`, on all threads; the results are in no order.
    pub(crate) fn each<S: Default, R: Send>(
        &self,
        count: usize,
        job: impl Fn(&mut S, usize) -> R + Sync,
    ) -> Result<Vec<R>, JourneyError> {
        let next = AtomicUsize::new(0);
        let made = self.each_thread(|| {
            let (mut state, mut made) = (S::default(), Vec::new());
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return Ok(made);
                }
                self.go_on()?;
                made.push(job(&mut state, number));
            }
        })?;
        Ok(made.into_iter().flatten().collect())
    }

    /// An error if the flag is set.
    pub(crate) fn go_on(&self) -> Result<(), JourneyError> {
        if self.cancel.load(Ordering::Relaxed) { Err(JourneyError::Cancelled) } else { Ok(()) }
    }

    fn each_thread<R: Send>(&self, job: impl Fn() -> Result<R, JourneyError> + Sync) -> Result<Vec<R>, JourneyError> {
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..self.threads.get()).map(|_| scope.spawn(&job)).collect();
            let mine = job();
            let theirs = others.into_iter().map(|thread| thread.join().expect("a journey function does not panic"));
            std::iter::once(mine).chain(theirs).collect()
        })
    }
}

/// The parts cut into ranges of persons.
fn units(parts: &[Part<'_>]) -> Vec<(usize, Range<usize>)> {
    let mut units = Vec::new();
    for (part, lines) in parts.iter().map(|part| part.lines).enumerate() {
        let persons = lines.persons();
        units.extend((0..persons).step_by(UNIT).map(|start| (part, start..persons.min(start + UNIT))));
    }
    units
}

/// One thread's share of the persons.
pub(super) struct Worker<'a> {
    parts: &'a [Part<'a>],
    units: &'a [(usize, Range<usize>)],
    next: &'a AtomicUsize,
    cancel: &'a AtomicBool,
    taken: Vec<usize>,
}

impl Worker<'_> {
    /// Calls `look` with the line of each kept person that this worker gets; persons without a kept row are left out.
    pub(super) fn each(&mut self, mut look: impl FnMut(Line<'_>)) -> Result<(), JourneyError> {
        let mut scratch = Scratch::default();
        loop {
            let unit = self.next.fetch_add(1, Ordering::Relaxed);
            if unit >= self.units.len() {
                return Ok(());
            }
            self.taken.push(unit);
            self.unit(unit, &mut scratch, &mut look)?;
        }
    }

    /// The lines that this worker had, once more and in the same order.
    pub(super) fn again(&mut self, mut look: impl FnMut(Line<'_>)) -> Result<(), JourneyError> {
        let mut scratch = Scratch::default();
        self.taken.iter().try_for_each(|unit| self.unit(*unit, &mut scratch, &mut look))
    }

    fn unit(&self, unit: usize, scratch: &mut Scratch, look: &mut impl FnMut(Line<'_>)) -> Result<(), JourneyError> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(JourneyError::Cancelled);
        }
        let (number, persons) = &self.units[unit];
        let part = &self.parts[*number];
        for person in persons.clone() {
            if part.persons.is_some_and(|kept| !kept.get(person)) {
                continue;
            }
            let (start, end) = part.lines.of(person);
            if start == end {
                continue;
            }
            let (first_row, time, labels) = match part.rows {
                None => (start, part.lines.times(start, end), &part.labels[start..end]),
                Some(rows) => match scratch.line(part, rows, (start, end)) {
                    Some(line) => line,
                    None => continue,
                },
            };
            look(Line { part: *number, person, first_row, time, labels });
        }
        Ok(())
    }
}
