//! Repeat contact: who comes again soon after, with the same matter or with any.

use super::lines::{FURTHEST, Line, NEVER, Part, codes};
use super::{JourneyError, Page, People, Work, people};
use crate::statistics::Ratio;

/// What counts as coming again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Again {
    /// How soon, in milliseconds from 0; a row that comes exactly so long after counts.
    pub within: i64,
    /// Until when the history is known. A row that was not observed for `within` after it says nothing about coming
    /// again and is left out. None takes all rows, of which the newest then seem to have no repeats.
    pub observed_until: Option<i64>,
}

/// How often people come again after a row of a label. The ratios take the person as cluster: their rows do not count
/// as independent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The label.
    pub label: u16,
    /// Rows after which the person had another row of the same label in time, out of all of the label.
    pub same: Ratio,
    /// Rows after which the person had another row of any label in time.
    pub any: Ratio,
}

/// What the people of a page came again with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// The same label.
    Same,
    /// Any label.
    Any,
}

/// How often people come again, for each label with a row; ascending. A later row of the same moment is another row.
/// Linear in rows.
///
/// # Errors
/// [`JourneyError::Question`] for a negative time; [`JourneyError::Cancelled`].
pub fn repeats(parts: &[Part<'_>], again: Again, work: Work<'_>) -> Result<Vec<Repeated>, JourneyError> {
    again.check()?;
    let codes = codes(parts);
    let counted = work.spread(parts, |worker| {
        let mut ratios = vec![[Ratio::default(); 2]; codes];
        let mut few = vec![Few::default(); codes];
        let mut states = vec![State::FRESH; codes];
        let mut seen = vec![0; codes + 1];
        worker.each(|line| {
            let labels = again.count(&line, &mut states, &mut seen);
            for label in seen[..labels].iter().map(|label| usize::from(*label)) {
                let state = std::mem::replace(&mut states[label], State::FRESH);
                if let Some(count) = few[label].of(state) {
                    *count += 1;
                } else {
                    add(&mut ratios[label], state, 1);
                }
            }
        })?;
        for (ratios, few) in ratios.iter_mut().zip(&few) {
            few.states().for_each(|(state, people)| add(ratios, state, people));
        }
        Ok(ratios)
    })?;
    let repeated = |label: u16| {
        let [mut same, mut any] = [Ratio::default(); 2];
        for ratios in &counted {
            same.merge(&ratios[usize::from(label)][0]);
            any.merge(&ratios[usize::from(label)][1]);
        }
        Repeated { label, same, any }
    };
    Ok((0..=u16::MAX).take(codes).map(repeated).filter(|repeated| repeated.same.rows > 0).collect())
}

/// The people who came again after a row of a label.
///
/// # Errors
/// [`JourneyError::Question`] for a negative time; [`JourneyError::Cancelled`].
pub fn repeats_people(
    parts: &[Part<'_>],
    again: Again,
    label: u16,
    with: With,
    page: Page,
    work: Work<'_>,
) -> Result<People, JourneyError> {
    again.check()?;
    people::people(parts, page, work, || {
        move |line: &Line<'_>| {
            let (mut last, within) = (NEVER, again.within.min(FURTHEST));
            let asked = again.asked(line);
            line.time.iter().zip(line.labels).enumerate().any(|(row, (&time, &other))| {
                let counts = with == With::Any || other == label;
                let repeated = counts && time - last <= within;
                if other == label {
                    last = if row < asked { time } else { NEVER };
                }
                repeated
            })
        }
    })
}

/// What is known of a label while one person's rows are counted.
#[derive(Clone, Copy)]
struct State {
    last: i64,
    rows: u32,
    same: u32,
    any: u32,
}

impl State {
    const FRESH: State = State { last: NEVER, rows: 0, same: 0, any: 0 };
}

/// How many people have so many rows of a label and so many repeats, where these are at most three: nearly always, and
/// one count is less work than all sums of a ratio.
#[derive(Clone)]
struct Few([u64; 64]);

impl Default for Few {
    fn default() -> Few {
        Few([0; 64])
    }
}

impl Few {
    /// The count of this state, if its numbers are small.
    fn of(&mut self, state: State) -> Option<&mut u64> {
        // There are no more repeats than rows.
        (state.rows <= 3).then(|| &mut self.0[(state.rows | state.same << 2 | state.any << 4) as usize & 63])
    }

    /// The states that occurred, and with how many people.
    fn states(&self) -> impl Iterator<Item = (State, u64)> + '_ {
        let state = |code: u32| State { rows: code & 3, same: code >> 2 & 3, any: code >> 4, last: NEVER };
        (0..).zip(&self.0).filter(|(_, people)| **people > 0).map(move |(code, people)| (state(code), *people))
    }
}

fn add([same, any]: &mut [Ratio; 2], state: State, people: u64) {
    same.add_people(state.rows, state.same, people);
    any.add_people(state.rows, state.any, people);
}

impl Again {
    fn check(&self) -> Result<(), JourneyError> {
        if self.within < 0 {
            return Err(JourneyError::Question(
                "the time to come again is not negative: 0 asks for rows of one moment",
            ));
        }
        Ok(())
    }

    /// How many rows, from the first on, were observed for long enough.
    fn asked(&self, line: &Line<'_>) -> usize {
        let until = self.observed_until.map(|until| until.saturating_sub(self.within));
        until.map_or(line.time.len(), |until| line.time.partition_point(|time| *time <= until))
    }

    /// Counts the rows of one person by label; says how many labels it put into `seen`.
    fn count(&self, line: &Line<'_>, states: &mut [State], seen: &mut [u16]) -> usize {
        let asked = self.asked(line);
        let within = self.within.min(FURTHEST);
        let (mut before, mut before_label, mut labels) = (NEVER, 0, 0);
        for (&time, &label) in line.time[..asked].iter().zip(&line.labels[..asked]) {
            states[usize::from(before_label)].any += u32::from(time - before <= within);
            let state = &mut states[usize::from(label)];
            seen[labels] = label;
            labels += usize::from(state.rows == 0);
            state.rows += 1;
            state.same += u32::from(time - state.last <= within);
            state.last = time;
            (before, before_label) = (time, label);
        }
        // Later rows only tell whether somebody came again.
        let last_asked = before;
        for (&time, &label) in line.time[asked..].iter().zip(&line.labels[asked..]) {
            if time - last_asked > within {
                break;
            }
            states[usize::from(before_label)].any += u32::from(time - before <= within);
            before = NEVER;
            let state = &mut states[usize::from(label)];
            state.same += u32::from(time - state.last <= within);
            state.last = NEVER;
        }
        labels
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::{Again, Repeated, With, repeats, repeats_people};
    use crate::journeys::testing::{History, Row, histories, rows, work};
    use crate::journeys::{JourneyError, Page};
    use crate::statistics::Ratio;

    const PAGE: Page = Page { skip: 0, limit: 3 };

    /// Of the rows of a label that were observed for long enough: how many, how many came again with it, and with any.
    fn counts(line: &[Row], label: u16, again: Again) -> [u32; 3] {
        let mut counts = [0; 3];
        for (row, at) in line.iter().enumerate().filter(|(_, at)| at.label == label) {
            if again.observed_until.is_none_or(|until| at.time + again.within <= until) {
                let soon = || line[row + 1..].iter().filter(|later| later.time - at.time <= again.within);
                counts[0] += 1;
                counts[1] += u32::from(soon().any(|later| later.label == label));
                counts[2] += u32::from(soon().next().is_some());
            }
        }
        counts
    }

    proptest! {
        #[test]
        fn repeats_are_what_looking_ahead_says(
            history in histories(),
            within in 0_i64..20,
            observed_until in prop::option::of(0_i64..50),
        ) {
            let again = Again { within, observed_until };
            let lines = history.lines();
            let mut expected: BTreeMap<u16, [Ratio; 2]> = BTreeMap::new();
            for label in 0..6 {
                for (_, line) in &lines {
                    let [rows, same, any] = counts(line, label, again);
                    if rows > 0 {
                        let ratios = expected.entry(label).or_default();
                        ratios[0].add(rows, same);
                        ratios[1].add(rows, any);
                    }
                }
            }
            let expected: Vec<Repeated> =
                expected.into_iter().map(|(label, [same, any])| Repeated { label, same, any }).collect();
            let got = history.ask(|parts, work| repeats(parts, again, work)).unwrap();
            prop_assert_eq!(got, expected);
            for label in 0..6 {
                for (with, place) in [(With::Same, 1), (With::Any, 2)] {
                    let who: Vec<usize> = lines.iter().filter(|(_, line)| counts(line, label, again)[place] > 0)
                        .map(|(who, _)| *who).collect();
                    let people =
                        history.ask(|parts, work| repeats_people(parts, again, label, with, PAGE, work)).unwrap();
                    prop_assert_eq!((people.total, history.who(&people)), history.expect_page(&who, PAGE));
                }
            }
        }
    }

    #[test]
    fn the_end_of_the_time_counts_and_for_ever_is_a_time() {
        let history = History::whole(vec![rows(&[(0, 1), (7, 1), (15, 1)])]);
        let hits = |within| {
            let again = Again { within, observed_until: None };
            history.ask(|parts, work| repeats(parts, again, work)).unwrap()[0].same.hits
        };
        assert_eq!([hits(6), hits(7), hits(8), hits(i64::MAX)], [0, 1, 2, 2]);
        let negative = Again { within: -1, observed_until: None };
        assert!(matches!(repeats(&[], negative, work(1)), Err(JourneyError::Question(_))));
    }
}
