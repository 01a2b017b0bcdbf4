//! Conformance: a designed journey against the ways that people really go.

mod emotions;
mod replay;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

pub use emotions::{AFTER, Felt, MOOD, MOOD_PLACE, SaidAt, emotions, emotions_people};
use hashbrown::HashMap;
use replay::Replay;

use super::labels::CODES;
use super::lines::{Line, Part};
use super::{JourneyError, Labels, Page, People, Work, people};
use crate::statistics::{Mean, Share, Spread};

/// A journey as it is meant to be. A person has one: from their first row of a start to the first row from there on that
/// is an end, or to their last row. Rows before and behind belong to it no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Design {
    /// The stages in order; at least one. A label belongs to one of them at most.
    pub stages: Vec<Stage>,
    /// Labels that begin a journey; none where it begins with the first row, whatever that is. A start that belongs to a
    /// stage is a row of it as well.
    pub start: Labels,
    /// Labels that end it well. An end that belongs to a stage is a row of it as well.
    pub good: Labels,
    /// Labels that end it badly.
    pub bad: Labels,
}

/// A stage of a designed journey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The labels that belong to it.
    pub labels: Labels,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it may have several rows.
    pub repeatable: bool,
}

/// Where a journey leaves the design. Stages are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deviation {
    /// A later stage, or a good end, came before this one had a row; counted once a journey. Its time is from the row
    /// before to that later one.
    Skipped {
        /// The stage, which is not optional.
        stage: usize,
    },
    /// A row of an earlier stage. Its time is until the stage that was left, or a later one, has a row again; without a
    /// time where that never happens.
    Back {
        /// The stage that was left.
        from: usize,
        /// The earlier one.
        to: usize,
    },
    /// A further row of the stage where the journey stands, which is not repeatable. Its time is since the row before.
    Repeated {
        /// The stage.
        stage: usize,
    },
    /// A row that belongs to no stage and is neither start nor end. Its time is until the next row of the journey;
    /// without a time for the last one.
    Outside {
        /// The stage where the journey stood; none before the first.
        stage: Option<usize>,
        /// The label.
        label: u16,
    },
    /// No end. Its time is from the first row of the journey to its last.
    Unfinished {
        /// The stage where the journey stands; none before the first.
        stage: Option<usize>,
    },
}

/// How often journeys leave the design in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deviated {
    /// In which way, and where.
    pub deviation: Deviation,
    /// How often.
    pub count: u64,
    /// How many people, out of all who began.
    pub people: Share,
    /// How many milliseconds it took, where that is known. The interval takes the cases as independent.
    pub time: Option<Spread>,
    /// What the rows that were too much cost together, as far as that is known: of a way back its first row, of a
    /// repetition and of what belongs to no stage the row itself. Where something is missing no row is too much.
    pub cost: i64,
    /// Of how many it is known.
    pub costed: u64,
}

/// What a row costs, by the number of the part and the row's place in it; nothing where it is not known.
pub type Cost<'a> = dyn Fn(usize, usize) -> Option<i64> + Sync + 'a;

/// A design and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conformance {
    /// People who never began.
    pub not_begun: u64,
    /// People whose journey ended well, out of all who began.
    pub good: Share,
    /// People whose journey ended badly, likewise. The rest has not ended.
    pub bad: Share,
    /// People whose journey has no deviation, likewise.
    pub conforming: Share,
    /// People who had a row of each stage, likewise.
    pub stages: Vec<Share>,
    /// The fitness of each person's journey in millionths, rounded down: 1,000,000 less the share of deviations in the
    /// most that the journey could have had, which are its rows, the stages that are not optional, and a missing end.
    /// (As in the fitness of alignments, W. van der Aalst, Process Mining, 2016, section 8.3, but by replay from the
    /// first row to the last, which is not always the alignment with the fewest deviations.)
    pub fitness: Mean,
    /// The deviations: the most frequent first, of equal ones in their order.
    pub deviations: Vec<Deviated>,
}

/// Which people of a conformance are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InConformance {
    /// Those with this deviation.
    Deviation(Deviation),
    /// Those without any.
    Conforming,
}

/// Replays every journey. Linear in rows.
///
/// # Errors
/// [`JourneyError::Question`] for a design without stages, a stage without labels or a label of two stages;
/// [`JourneyError::Cancelled`].
pub fn conformance(
    parts: &[Part<'_>],
    design: &Design,
    cost: &Cost<'_>,
    work: Work<'_>,
) -> Result<Conformance, JourneyError> {
    design.check()?;
    let made = work.spread(parts, |worker| {
        let mut replay = Replay::of(design);
        let mut seen = Seen { stages: vec![0; design.stages.len()], ..Seen::default() };
        worker.each(|line| seen.take(&mut replay, &line, (parts, cost)))?;
        Ok(seen)
    })?;
    let mut all = made.into_iter().reduce(Seen::and).unwrap_or_default();
    let of = all.fitness.people;
    let mut tallies: Vec<(Deviation, Tally)> = all.tallies.drain().collect();
    tallies.sort_unstable_by_key(|(deviation, tally)| (Reverse(tally.count), *deviation));
    let deviations = work.each(tallies.len(), |room: &mut Vec<i64>, number| {
        let (deviation, tally) = &tallies[number];
        room.clone_from(&tally.times);
        let people = Share { hits: tally.people, of };
        let Tally { count, cost, costed, .. } = *tally;
        (number, Deviated { deviation: *deviation, count, people, time: Spread::of(room), cost, costed })
    });
    let mut deviations = deviations?;
    deviations.sort_unstable_by_key(|(number, _)| *number);
    Ok(Conformance {
        not_begun: all.not_begun,
        good: Share { hits: all.good, of },
        bad: Share { hits: all.bad, of },
        conforming: Share { hits: all.conforming, of },
        stages: all.stages.iter().map(|people| Share { hits: *people, of }).collect(),
        fitness: all.fitness,
        deviations: deviations.into_iter().map(|(_, deviated)| deviated).collect(),
    })
}

/// The people behind a deviation, or those who have none.
///
/// # Errors
/// Those of [`conformance`].
pub fn conformance_people(
    parts: &[Part<'_>],
    design: &Design,
    wanted: InConformance,
    page: Page,
    work: Work<'_>,
) -> Result<People, JourneyError> {
    design.check()?;
    people::people(parts, page, work, || {
        let mut replay = Replay::of(design);
        move |line: &Line<'_>| {
            let (mut any, mut this) = (false, false);
            let began = replay.journey(line, |deviation, _, _| {
                any = true;
                this |= wanted == InConformance::Deviation(deviation);
            });
            began.is_some() && if wanted == InConformance::Conforming { !any } else { this }
        }
    })
}

impl Design {
    fn check(&self) -> Result<(), JourneyError> {
        let mut seen = vec![false; CODES];
        let mut twice = |label: u16| std::mem::replace(&mut seen[usize::from(label)], true);
        let wrong = if self.stages.is_empty() {
            "a designed journey needs a stage"
        } else if self.stages.iter().any(|stage| stage.labels.is_empty()) {
            "a stage of the design has no labels: name at least one for each"
        } else if self.stages.iter().flat_map(|stage| stage.labels.iter()).any(&mut twice) {
            "a label belongs to two stages of the design: leave it in one"
        } else {
            return Ok(());
        };
        Err(JourneyError::Question(wrong))
    }
}

/// How often a deviation was seen.
#[derive(Default)]
struct Tally {
    count: u64,
    people: u64,
    /// The number of the last person who had it, from 1.
    last: u64,
    times: Vec<i64>,
    cost: i64,
    costed: u64,
}

/// What one worker saw.
#[derive(Default)]
struct Seen {
    people: u64,
    not_begun: u64,
    good: u64,
    bad: u64,
    conforming: u64,
    stages: Vec<u64>,
    fitness: Mean,
    tallies: HashMap<Deviation, Tally>,
    /// Where the rows of the last person with a deviation stand.
    places: Vec<usize>,
}

impl Seen {
    fn take(&mut self, replay: &mut Replay, line: &Line<'_>, (parts, cost): (&[Part<'_>], &Cost<'_>)) {
        self.people += 1;
        let places = &mut self.places;
        places.clear();
        let mut cost = |row: usize| {
            // They are looked up for people with a deviation alone, and once for all of it.
            if places.is_empty() {
                places.extend(parts[line.part].kept_rows(line.person));
            }
            cost(line.part, places[row])
        };
        let mut deviations = 0;
        let journey = replay.journey(line, |deviation, time, row| {
            deviations += 1;
            let tally = self.tallies.entry(deviation).or_default();
            tally.count += 1;
            tally.people += u64::from(tally.last != self.people);
            tally.last = self.people;
            tally.times.extend(time);
            if let Some(cost) = row.and_then(&mut cost) {
                tally.cost += cost;
                tally.costed += 1;
            }
        });
        let Some(journey) = journey else {
            self.not_begun += 1;
            return;
        };
        self.good += u64::from(journey.end == Some(true));
        self.bad += u64::from(journey.end == Some(false));
        self.conforming += u64::from(deviations == 0);
        for (people, had) in self.stages.iter_mut().zip(replay.had()) {
            *people += u64::from(*had);
        }
        self.fitness.add(1_000_000 - (deviations * 1_000_000_u64).div_ceil(journey.most));
    }

    fn and(mut self, other: Seen) -> Seen {
        self.not_begun += other.not_begun;
        self.good += other.good;
        self.bad += other.bad;
        self.conforming += other.conforming;
        for (mine, theirs) in self.stages.iter_mut().zip(other.stages) {
            *mine += theirs;
        }
        self.fitness.merge(&other.fitness);
        for (deviation, theirs) in other.tallies {
            let mine = self.tallies.entry(deviation).or_default();
            mine.count += theirs.count;
            mine.people += theirs.people;
            mine.times.extend(theirs.times);
            mine.cost += theirs.cost;
            mine.costed += theirs.costed;
        }
        self
    }
}
