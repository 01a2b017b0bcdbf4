//! Answers as rows of numbers: what may have driven them, and the score.

use std::ops::Range;

use crate::journeys::{JourneyError, Work};
use crate::statistics::{Chance, Cross, resampled};

/// People are resampled as they are up to so many; more are dealt into so many groups by chance, and the groups are
/// resampled (random groups: K. M. Wolter, Introduction to Variance Estimation, 2007, chapter 2). A thousand are enough
/// to know an error to a few percent.
const GROUPS: usize = 1000;

/// Answers, a row each: a number for each driver, and the score last.
#[derive(Clone, Debug, Default)]
pub struct Table {
    width: usize,
    numbers: Vec<f64>,
    /// Where the rows of each person end.
    ends: Vec<usize>,
}

impl Table {
    /// No answers yet, of so many drivers.
    #[must_use]
    pub fn new(drivers: usize) -> Table {
        Table { width: drivers + 1, ..Table::default() }
    }

    /// Takes in all answers of one person; each has a number for each driver and then the score.
    ///
    /// # Panics
    /// Where a row has more or fewer numbers.
    pub fn add<'a>(&mut self, rows: impl IntoIterator<Item = &'a [f64]>) {
        for row in rows {
            assert_eq!(row.len(), self.width, "a number for each driver, and the score");
            self.numbers.extend_from_slice(row);
        }
        if self.ends.last().copied().unwrap_or(0) < self.answers() {
            self.ends.push(self.answers());
        }
    }

    /// How many answers there are.
    #[must_use]
    pub fn answers(&self) -> usize {
        self.numbers.len() / self.width.max(1)
    }

    /// How many people gave them.
    #[must_use]
    pub fn people(&self) -> usize {
        self.ends.len()
    }

    /// How many drivers there are.
    #[must_use]
    pub fn drivers(&self) -> usize {
        self.width - 1
    }

    /// The rows, one after the other.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> + Clone {
        self.numbers.chunks_exact(self.width)
    }

    /// The numbers of a driver; with the number of drivers the scores.
    pub fn column(&self, column: usize) -> impl Iterator<Item = f64> + Clone {
        self.rows().map(move |row| row[column])
    }

    /// The rows of each person.
    fn of_people(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| start..*end)
    }

    /// The sums over groups of people of what `make` makes of each row, which has `width` numbers.
    pub(super) fn groups(&self, width: usize, make: impl Fn(&[f64], &mut [f64])) -> Vec<Cross> {
        let mut groups = vec![Cross::new(width); self.people().min(GROUPS)];
        let (mut chance, mut room) = (Chance::new(GROUPS as u64), vec![0.0; width]);
        let is_dealt = self.people() > GROUPS;
        for (person, rows) in self.of_people().enumerate() {
            let group = if is_dealt { chance.below(GROUPS) } else { person };
            for row in self.numbers[rows.start * self.width..rows.end * self.width].chunks_exact(self.width) {
                make(row, &mut room);
                groups[group].add(&room);
            }
        }
        groups
    }
}

/// All groups together.
pub(super) fn together(groups: &[Cross], width: usize) -> Cross {
    let mut whole = Cross::new(width);
    for group in groups {
        whole.merge(group, 1.0);
    }
    whole
}

/// What `look` sees in so many resamples of the groups, in an order that does not depend on threads.
pub(super) fn bootstrapped<T: Send>(
    groups: &[Cross],
    times: usize,
    work: Work<'_>,
    look: impl Fn(&Cross) -> T + Sync,
) -> Result<Vec<T>, JourneyError> {
    let mut made = work.each(times, |(): &mut (), number| {
        let drawn = resampled(groups, &mut Chance::new(number as u64));
        (number, look(&drawn.expect("there are groups")))
    })?;
    made.sort_unstable_by_key(|(number, _)| *number);
    Ok(made.into_iter().map(|(_, made)| made).collect())
}
