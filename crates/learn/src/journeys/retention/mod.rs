//! Retention: of the people who came for the first time in a period, how many are there in each later one.

mod calendar;
#[cfg(test)]
mod tests;

pub use calendar::{Calendar, Period};

use super::lines::{Line, Part};
use super::{JourneyError, Labels, Page, People, Work, people};
use crate::statistics::Share;

/// Who begins, who is back, and in which periods that is counted.
///
/// A person's cohort is the period of their **first row**: the first kept one, or the first one of the labels of
/// `first`. They are back in a period if they have a row in it, of the labels of `back` where there are any, and not
/// before their first row; the first row itself counts. People whose first row is outside the calendar are in no cohort,
/// so nobody who came before it begins seems to be new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// The labels that begin; none for any.
    pub first: Option<Labels>,
    /// The labels that count as being back; none for any.
    pub back: Option<Labels>,
    /// The periods.
    pub calendar: Calendar,
}

/// People who began in one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// The period, counted from 0.
    pub period: usize,
    /// How many began in it; at least one.
    pub people: u64,
    /// How many of them are back in this period, in the next, and so on to the end of the calendar. The last period may
    /// not be over; that is the caller's to know.
    pub back: Vec<Share>,
}

/// A cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InCohort {
    /// The period in which the people began.
    pub cohort: usize,
    /// The period in which they are back; none for everybody who began.
    pub back: Option<usize>,
}

/// The cohorts that have people, by period. Linear in rows, and in the square of the periods.
///
/// # Errors
/// [`JourneyError::Cancelled`].
pub fn retention(parts: &[Part<'_>], asked: &Retention, work: Work<'_>) -> Result<Vec<Cohort>, JourneyError> {
    let periods = asked.calendar.periods();
    let counted = work.spread(parts, |worker| {
        let watch = Watch::of(asked);
        let (mut began, mut back) = (vec![0_u64; periods], vec![0_u32; periods * periods]);
        worker.each(|line| {
            if let Some((cohort, first)) = watch.first(&line) {
                began[cohort] += 1;
                let cells = &mut back[cohort * periods..][..periods];
                watch.back(&line, cohort, first, |period| cells[period] += 1);
            }
        })?;
        Ok((began, back))
    })?;
    let cohort = |period: usize| {
        let people = counted.iter().map(|(began, _)| began[period]).sum();
        let cell = |later: usize| {
            let hits = counted.iter().map(|(_, back)| u64::from(back[period * periods + later])).sum();
            Share { hits, of: people }
        };
        let back = if people > 0 { (period..periods).map(cell).collect() } else { Vec::new() };
        Cohort { period, people, back }
    };
    Ok((0..periods).map(cohort).filter(|cohort| cohort.people > 0).collect())
}

/// The people of a cell.
///
/// # Errors
/// [`JourneyError::Cancelled`].
pub fn retention_people(
    parts: &[Part<'_>],
    asked: &Retention,
    wanted: InCohort,
    page: Page,
    work: Work<'_>,
) -> Result<People, JourneyError> {
    people::people(parts, page, work, || {
        let watch = Watch::of(asked);
        move |line: &Line<'_>| {
            let Some((cohort, first)) = watch.first(line) else { return false };
            let mut is_back = wanted.back.is_none();
            if cohort == wanted.cohort && !is_back {
                watch.back(line, cohort, first, |period| is_back |= wanted.back == Some(period));
            }
            cohort == wanted.cohort && is_back
        }
    })
}

/// Looks along lines.
struct Watch<'a> {
    calendar: &'a Calendar,
    first: Option<Vec<bool>>,
    back: Option<Vec<bool>>,
}

impl<'a> Watch<'a> {
    fn of(asked: &'a Retention) -> Watch<'a> {
        let table = |labels: &Option<Labels>| labels.as_ref().map(Labels::table);
        Watch { calendar: &asked.calendar, first: table(&asked.first), back: table(&asked.back) }
    }

    /// The cohort of a person, and the row that puts them in it.
    fn first(&self, line: &Line<'_>) -> Option<(usize, usize)> {
        let row = match &self.first {
            None => 0,
            Some(first) => line.labels.iter().position(|label| first[usize::from(*label)])?,
        };
        Some((self.calendar.period(line.time[row])?, row))
    }

    /// Calls `see` once for each period in which the person is back, from the row `first` in the period `cohort` on.
    fn back(&self, line: &Line<'_>, cohort: usize, first: usize, mut see: impl FnMut(usize)) {
        let (bounds, mut seen) = (self.calendar.bounds(), false);
        // Until the period is left, rows in it need no look at the calendar.
        let (mut period, mut end) = (cohort, bounds[cohort + 1]);
        for (&time, &label) in line.time[first..].iter().zip(&line.labels[first..]) {
            if time >= end {
                let Some(next) = self.calendar.period(time) else { return };
                (period, end, seen) = (next, bounds[next + 1], false);
            }
            if !seen && self.back.as_ref().is_none_or(|back| back[usize::from(label)]) {
                see(period);
                seen = true;
            }
        }
    }
}
