//! Sessions: rows of one person with no long silence between.

use super::lines::Part;
use super::{JourneyError, Work};
use crate::statistics::{Mean, Spread};

/// What the sessions of the people look like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sessions {
    /// How many rows there are.
    pub rows: u64,
    /// Sessions a person.
    pub per_person: Mean,
    /// What single sessions look like, if that was asked for; none where there are none.
    pub each: Option<EachSession>,
}

/// What single sessions look like. The intervals take sessions as independent, which those of one person are not quite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EachSession {
    /// Rows a session; at least 1.
    pub rows: Spread,
    /// Milliseconds from the first row of a session to its last; 0 for a session of one row.
    pub duration: Spread,
}

/// How much is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionDetail {
    /// Only counts.
    Counts,
    /// Also what single sessions look like, which needs 16 bytes a session while it runs.
    Each,
}

/// Divides every line into sessions: a new one begins with a row that comes more than `gap` milliseconds after the row
/// before. A row that comes exactly so long after still belongs to the session.
///
/// # Errors
/// [`JourneyError::Question`] for a negative gap; [`JourneyError::Cancelled`].
pub fn sessions(parts: &[Part<'_>], gap: i64, detail: SessionDetail, work: Work<'_>) -> Result<Sessions, JourneyError> {
    check(gap)?;
    let made = work.spread(parts, |worker| {
        let mut figures = Sessions::default();
        let (mut rows, mut durations) = (Vec::new(), Vec::new());
        worker.each(|line| {
            figures.rows += line.time.len() as u64;
            if detail == SessionDetail::Counts {
                let breaks = line.time.windows(2).map(|pair| u64::from(pair[1] - pair[0] > gap));
                figures.per_person.add(1 + breaks.sum::<u64>());
            } else {
                let before = rows.len();
                for session in line.time.chunk_by(|before, after| after - before <= gap) {
                    rows.push(i64::try_from(session.len()).expect("a part has fewer than 2^32 rows"));
                    durations.push(session[session.len() - 1] - session[0]);
                }
                figures.per_person.add((rows.len() - before) as u64);
            }
        })?;
        Ok((figures, rows, durations))
    })?;
    let mut all = Sessions::default();
    for (figures, ..) in &made {
        all.rows += figures.rows;
        all.per_person.merge(&figures.per_person);
    }
    let mut spreads = work.each(2, |room: &mut Vec<i64>, number| {
        room.clear();
        for (_, rows, durations) in &made {
            room.extend_from_slice(if number == 0 { rows } else { durations });
        }
        (number, Spread::of(room))
    })?;
    spreads.sort_unstable_by_key(|(number, _)| *number);
    all.each = spreads[0].1.zip(spreads[1].1).map(|(rows, duration)| EachSession { rows, duration });
    Ok(all)
}

/// The number of the session of each row, from 1 for each person's first; 0 for rows that are not kept. One entry a row
/// of the part.
///
/// # Errors
/// [`JourneyError::Question`] for a negative gap.
pub fn session_numbers(part: &Part<'_>, gap: i64) -> Result<Vec<u32>, JourneyError> {
    check(gap)?;
    let mut numbers = vec![0; part.lines.rows()];
    let persons = 0..part.lines.persons();
    for person in persons.filter(|person| part.persons.is_none_or(|kept| kept.get(*person))) {
        let (start, end) = part.lines.of(person);
        let times = part.lines.times(start, end);
        let (mut session, mut last) = (0, None);
        for (row, &time) in (start..end).zip(times) {
            if part.rows.is_none_or(|kept| kept.get(row)) {
                session += u32::from(last.is_none_or(|last| time - last > gap));
                numbers[row] = session;
                last = Some(time);
            }
        }
    }
    Ok(numbers)
}

fn check(gap: i64) -> Result<(), JourneyError> {
    if gap < 0 {
        return Err(JourneyError::Question(
            "the gap of a session is not negative: 0 keeps rows of one moment together",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{SessionDetail, Sessions, session_numbers, sessions};
    use crate::journeys::JourneyError;
    use crate::journeys::testing::{History, histories, rows, work};
    use crate::statistics::{Mean, Spread};

    proptest! {
        #[test]
        fn sessions_are_what_silence_makes_them(history in histories(), gap in 0_i64..12) {
            let mut expected = Sessions::default();
            let mut each: Vec<Vec<i64>> = Vec::new();
            let mut per_person = Mean::default();
            for (_, line) in history.lines() {
                let before = each.len();
                for (row, at) in line.iter().enumerate() {
                    if row == 0 || at.time > line[row - 1].time + gap {
                        each.push(Vec::new());
                    }
                    each.last_mut().unwrap().push(at.time);
                }
                expected.rows += line.len() as u64;
                per_person.add((each.len() - before) as u64);
            }
            expected.per_person = per_person;
            let counts = history.ask(|parts, work| sessions(parts, gap, SessionDetail::Counts, work)).unwrap();
            prop_assert_eq!(counts, expected);
            let detailed = history.ask(|parts, work| sessions(parts, gap, SessionDetail::Each, work)).unwrap();
            prop_assert_eq!((detailed.rows, detailed.per_person), (expected.rows, per_person));
            let mut lengths: Vec<i64> = each.iter().map(|session| i64::try_from(session.len()).unwrap()).collect();
            let mut durations: Vec<i64> = each.iter().map(|session| session[session.len() - 1] - session[0]).collect();
            prop_assert_eq!(detailed.each.map(|each| each.rows), Spread::of(&mut lengths));
            prop_assert_eq!(detailed.each.map(|each| each.duration), Spread::of(&mut durations));

            let numbered: u64 = history.ask(|parts, _| {
                let numbers = parts.iter().map(|part| session_numbers(part, gap).unwrap());
                // Every session begins once, where the number rises or a line begins.
                numbers.flat_map(|numbers| numbers.into_iter().filter(|number| *number > 0)).map(u64::from).sum()
            });
            let mut expected = 0;
            for (_, line) in history.lines() {
                let mut number = 0;
                for (row, at) in line.iter().enumerate() {
                    number += u64::from(row == 0 || at.time > line[row - 1].time + gap);
                    expected += number;
                }
            }
            prop_assert_eq!(numbered, expected);
        }
    }

    #[test]
    fn the_gap_itself_still_belongs() {
        let history = History::whole(vec![rows(&[(0, 1), (10, 1), (21, 1)])]);
        let numbers = history.ask(|parts, _| session_numbers(&parts[0], 10)).unwrap();
        assert_eq!(numbers, [1, 1, 2]);
        assert!(matches!(sessions(&[], -1, SessionDetail::Counts, work(1)), Err(JourneyError::Question(_))));
    }
}
