//! A walk over the people whose rows a filter lets through, each with all their rows.

use std::ops::Range;

use know::identity::PersonNo;

use super::asking::About;
use crate::index::Sorted;
use crate::journeys::{JourneyError, Part, Work};

/// So many people are looked at by one thread at once.
const UNIT: usize = 1024;

/// Somebody of whom a filter lets rows through.
pub(crate) struct Somebody<'a> {
    /// Who.
    pub(crate) person: PersonNo,
    /// The part of the history in which their rows are.
    pub(crate) sorted: &'a Sorted,
    /// All their rows.
    pub(crate) rows: Range<usize>,
    /// Those that the filter lets through, ascending; at least one.
    pub(crate) kept: &'a [usize],
}

impl About {
    /// Looks at everybody of whom rows are kept, on all threads. What was made of some of them comes in the order of the
    /// people, so that it does not depend on which thread had whom.
    ///
    /// # Errors
    /// Where whoever asked has gone.
    pub(crate) fn each_person<T: Default + Send>(
        &self,
        parts: &[Part<'_>],
        work: Work<'_>,
        look: impl Fn(&mut T, &Somebody<'_>) + Sync,
    ) -> Result<Vec<T>, JourneyError> {
        let from: Vec<(&Sorted, Range<usize>)> = self.parts().map(|(layer, runs)| (&*layer.sorted, runs)).collect();
        let units = parts.iter().enumerate().flat_map(|(part, of)| {
            let persons = of.persons();
            (0..persons).step_by(UNIT).map(move |first| (part, first..persons.min(first + UNIT)))
        });
        let units: Vec<(usize, Range<usize>)> = units.collect();
        let mut made = work.each(units.len(), |kept: &mut Vec<usize>, unit| {
            let (part, persons) = &units[unit];
            let (sorted, runs) = &from[*part];
            let (start, mut made) = (sorted.rows_of_runs(runs.clone()).start, T::default());
            for index in persons.clone() {
                let Some((rows, of_filter)) = parts[*part].rows_of(index) else { continue };
                kept.clear();
                kept.extend(of_filter.map(|row| start + row));
                if !kept.is_empty() {
                    let (person, rows) =
                        (sorted.whose(runs.start + index).person, start + rows.start..start + rows.end);
                    look(&mut made, &Somebody { person, sorted, rows, kept });
                }
            }
            (unit, made)
        })?;
        made.sort_unstable_by_key(|(unit, _)| *unit);
        Ok(made.into_iter().map(|(_, made)| made).collect())
    }
}
