//! Sessions: rows of one person with no long silence between.

use super::lines::{Line, Part, codes};
use super::{JourneyError, Page, People, Work, people};
use crate::statistics::{Mean, Ratio, Spread};

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

/// The sessions that begin with a row of one label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionsFrom {
    /// The label.
    pub label: u16,
    /// The sessions of a single row, out of all of them; the person is the cluster.
    pub single: Ratio,
    /// What they look like.
    pub each: EachSession,
}

/// The sessions by what they begin with: for each label that begins one, ascending. Needs 16 bytes a session while it
/// runs.
///
/// # Errors
/// Those of [`sessions`].
pub fn sessions_from(parts: &[Part<'_>], gap: i64, work: Work<'_>) -> Result<Vec<SessionsFrom>, JourneyError> {
    check(gap)?;
    let codes = codes(parts);
    let made = work.spread(parts, |worker| {
        let mut begun = Begun::new(codes);
        worker.each(|line| begun.count(&line, gap))?;
        Ok(begun)
    })?;
    let mut all = work.each(codes, |room: &mut Vec<i64>, label| {
        let mut spread = |of: fn(&(u32, i64)) -> i64| {
            room.clear();
            room.extend(made.iter().flat_map(|begun| begun.each[label].iter().map(of)));
            Spread::of(room)
        };
        let (rows, duration) = (spread(|(rows, _)| i64::from(*rows))?, spread(|(_, lasted)| *lasted)?);
        let mut single = Ratio::default();
        for begun in &made {
            single.merge(&begun.single[label]);
        }
        let label = u16::try_from(label).expect("labels are numbers of 16 bits");
        Some(SessionsFrom { label, single, each: EachSession { rows, duration } })
    })?;
    all.sort_unstable_by_key(|from| from.as_ref().map(|from| from.label));
    Ok(all.into_iter().flatten().collect())
}

/// The people who have a session that begins with a label; only those with one of a single row, or only those with one
/// of several, where that is asked for.
///
/// # Errors
/// Those of [`sessions`].
pub fn sessions_people(
    parts: &[Part<'_>],
    gap: i64,
    (label, single): (u16, Option<bool>),
    page: Page,
    work: Work<'_>,
) -> Result<People, JourneyError> {
    check(gap)?;
    people::people(parts, page, work, || {
        move |line: &Line<'_>| {
            each(line, gap).any(|(first, times)| first == label && single.is_none_or(|one| one == (times.len() == 1)))
        }
    })
}

/// The sessions of a line: the label of the first row, and the times.
fn each<'a>(line: &'a Line<'_>, gap: i64) -> impl Iterator<Item = (u16, &'a [i64])> {
    let mut row = 0;
    line.time.chunk_by(move |before, after| after - before <= gap).map(move |times| {
        let label = line.labels[row];
        row += times.len();
        (label, times)
    })
}

/// What a worker has counted, by the label with which sessions begin.
struct Begun {
    single: Vec<Ratio>,
    /// Rows and milliseconds of each session.
    each: Vec<Vec<(u32, i64)>>,
    /// Of one person: sessions, and those of a single row.
    of_one: Vec<[u32; 2]>,
    /// The labels that this person has begun with.
    seen: Vec<u16>,
}

impl Begun {
    fn new(codes: usize) -> Begun {
        let single = vec![Ratio::default(); codes];
        Begun { single, each: vec![Vec::new(); codes], of_one: vec![[0; 2]; codes], seen: Vec::new() }
    }

    fn count(&mut self, line: &Line<'_>, gap: i64) {
        for (label, times) in each(line, gap) {
            let [sessions, single] = &mut self.of_one[usize::from(label)];
            if *sessions == 0 {
                self.seen.push(label);
            }
            *sessions += 1;
            *single += u32::from(times.len() == 1);
            let rows = u32::try_from(times.len()).expect("a part has fewer than 2^32 rows");
            self.each[usize::from(label)].push((rows, times[times.len() - 1] - times[0]));
        }
        for label in self.seen.drain(..).map(usize::from) {
            let [sessions, single] = std::mem::take(&mut self.of_one[label]);
            self.single[label].add(sessions, single);
        }
    }
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

    use super::{SessionDetail, Sessions, session_numbers, sessions, sessions_from, sessions_people};
    use crate::journeys::testing::{History, histories, rows, work};
    use crate::journeys::{JourneyError, Page};
    use crate::statistics::{Mean, Ratio, Spread};

    /// The sessions of a line, each with the label of its first row and its times.
    fn of_line(line: &[crate::journeys::testing::Row], gap: i64) -> Vec<(u16, Vec<i64>)> {
        let mut each: Vec<(u16, Vec<i64>)> = Vec::new();
        for (row, at) in line.iter().enumerate() {
            if row == 0 || at.time > line[row - 1].time + gap {
                each.push((at.label, Vec::new()));
            }
            each.last_mut().unwrap().1.push(at.time);
        }
        each
    }

    proptest! {
        #[test]
        fn sessions_are_told_apart_by_what_they_begin_with(history in histories(), gap in 0_i64..12) {
            let got = history.ask(|parts, work| sessions_from(parts, gap, work)).unwrap();
            let all: Vec<_> = history.lines().iter().map(|(who, line)| (*who, of_line(line, gap))).collect();
            let labels: std::collections::BTreeSet<u16> = all.iter().flat_map(|(_, each)| each.iter().map(|(label, _)| *label)).collect();
            prop_assert_eq!(got.iter().map(|from| from.label).collect::<Vec<_>>(), labels.iter().copied().collect::<Vec<_>>());
            for from in got {
                let mut single = Ratio::default();
                let (mut rows, mut durations) = (Vec::new(), Vec::new());
                for (_, each) in &all {
                    let own: Vec<&Vec<i64>> = each.iter().filter(|(label, _)| *label == from.label).map(|(_, times)| times).collect();
                    if !own.is_empty() {
                        let ones = own.iter().filter(|times| times.len() == 1).count();
                        single.add(u32::try_from(own.len()).unwrap(), u32::try_from(ones).unwrap());
                    }
                    rows.extend(own.iter().map(|times| i64::try_from(times.len()).unwrap()));
                    durations.extend(own.iter().map(|times| times[times.len() - 1] - times[0]));
                }
                prop_assert_eq!(from.single, single);
                prop_assert_eq!(Some(from.each.rows), Spread::of(&mut rows));
                prop_assert_eq!(Some(from.each.duration), Spread::of(&mut durations));
                for wanted in [None, Some(true), Some(false)] {
                    let has = |each: &[(u16, Vec<i64>)]| each.iter().any(|(label, times)| *label == from.label && wanted.is_none_or(|one| one == (times.len() == 1)));
                    let who: Vec<usize> = all.iter().filter(|(_, each)| has(each)).map(|(who, _)| *who).collect();
                    let page = Page { skip: 0, limit: 3 };
                    let people = history.ask(|parts, work| sessions_people(parts, gap, (from.label, wanted), page, work)).unwrap();
                    prop_assert_eq!((people.total, history.who(&people)), history.expect_page(&who, page));
                }
            }
        }

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
