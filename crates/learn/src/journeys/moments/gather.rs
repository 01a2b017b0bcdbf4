//! What a comparison of journeys needs to know of each: its end, and what came before.

use std::cmp::Reverse;
use std::ops::Range;

use super::logistic::Cases;
use super::{End, Ends, Looks, Moment, Moments};
use crate::journeys::lines::Line;
use crate::journeys::{Calendar, Person};
use crate::statistics::{Difference, Share};

/// More labels than this are not compared at once: the work grows with their square.
pub(super) const MOST: usize = 512;
/// No more channels and no more periods than this are told apart; the rarest are one.
const TOLD_APART: usize = 64;
/// What has no channel, or no period.
const NONE: u16 = u16::MAX;

/// Finds what is to be seen of a journey.
pub(super) struct Finder<'a> {
    ends: Found<'a>,
    looks: Option<&'a Looks>,
}

/// Where the ends of journeys are known from.
enum Found<'a> {
    /// What each label is.
    Labels(Vec<Option<bool>>),
    Given(&'a [&'a [Option<End>]]),
}

/// One look at a journey.
pub(super) struct Look {
    /// Which of its rows count.
    pub(super) rows: Range<usize>,
    /// Whether it ended well.
    pub(super) good: bool,
    /// Which of several it is.
    number: Option<u16>,
    /// Where its categories stand.
    slot: usize,
}

impl<'a> Finder<'a> {
    pub(super) fn of(asked: &Moments<'a>) -> Finder<'a> {
        let ends = match asked.ends {
            Ends::Given(given) => Found::Given(given),
            Ends::Labels { good, bad } => {
                let is_good = |(good, bad): (&bool, &bool)| (*good || *bad).then_some(*good);
                Found::Labels(good.table().iter().zip(&bad.table()).map(is_good).collect())
            }
        };
        Finder { ends, looks: asked.looks }
    }

    /// All looks at a journey.
    pub(super) fn looks<'l>(&'l self, line: &'l Line<'_>) -> impl Iterator<Item = Look> + 'l {
        let end = self.end(line);
        let count = self.looks.map_or(1, |looks| looks.at().len());
        (0..count).filter_map(move |number| match self.looks {
            None => {
                let (rows, End { good, .. }) = end?;
                Some(Look { rows: 0..rows, good, number: None, slot: line.person })
            }
            Some(looks) => {
                let (rows, good) = looks.look(number, line.time, end.map(|(_, end)| end))?;
                let slot = line.person * count + number;
                let number = Some(u16::try_from(number).expect("there are two dozen looks at most"));
                Some(Look { rows, good, number, slot })
            }
        })
    }

    /// How many rows come before the end, and the end; none if there is none.
    fn end(&self, line: &Line<'_>) -> Option<(usize, End)> {
        match &self.ends {
            Found::Labels(ends) => {
                let mut ends = line.labels.iter().map(|label| ends[usize::from(*label)]).enumerate();
                ends.find_map(|(row, good)| Some((row, End { good: good?, at: line.time[row] })))
            }
            Found::Given(given) => {
                let end = given[line.part][line.person]?;
                Some((line.time.partition_point(|time| *time < end.at), end))
            }
        }
    }
}

/// One journey that ended, or one look at it, but for its labels.
#[derive(Clone, Copy)]
struct Journey {
    /// Whose it is.
    person: Person,
    /// Where its categories stand in the part.
    slot: usize,
    good: bool,
    /// Where its labels begin and end.
    labels: (usize, usize),
    /// The number of rows that count, as a power of two: 0 for none, 1 for one, 2 for up to three, and so on.
    rows: u16,
    channel: u16,
    period: u16,
}

/// Takes journeys in, for one worker.
pub(super) struct Gatherer<'a> {
    finder: Finder<'a>,
    channels: Option<&'a [&'a [u16]]>,
    calendar: Option<&'a Calendar>,
    /// The number of the last journey that had a label, and of the last person, from 1.
    last: Vec<(usize, u64)>,
    gathered: Gathered,
}

/// Journeys that ended.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) good: Share,
    pub(super) people: u64,
    pub(super) unfinished: u64,
    journeys: Vec<Journey>,
    /// The labels of each journey that count, each once.
    labels: Vec<u16>,
    /// For each code, the journeys with it and the good ones among them, and the people with it.
    with: Vec<(Share, u64)>,
}

impl<'a> Gatherer<'a> {
    pub(super) fn of(asked: &Moments<'a>, codes: usize) -> Gatherer<'a> {
        let gathered = Gathered { with: vec![Default::default(); codes], ..Gathered::default() };
        let (channels, calendar) = (asked.channels, asked.calendar);
        Gatherer { finder: Finder::of(asked), channels, calendar, last: vec![(0, 0); codes], gathered }
    }

    pub(super) fn take(&mut self, line: &Line<'_>) {
        let (before, person) = (self.gathered.journeys.len(), self.gathered.people + 1);
        for look in self.finder.looks(line) {
            let all = &mut self.gathered;
            let (number, labels_start) = (all.journeys.len() + 1, all.labels.len());
            for &label in &line.labels[look.rows.clone()] {
                let code = usize::from(label);
                let (last, last_person) = std::mem::replace(&mut self.last[code], (number, person));
                let (with, people) = &mut all.with[code];
                if last != number {
                    all.labels.push(label);
                    with.of += 1;
                    with.hits += u64::from(look.good);
                }
                *people += u64::from(last_person != person);
            }
            all.good.of += 1;
            all.good.hits += u64::from(look.good);
            let channel = self.channels.map(|channels| channels[line.part][line.first_row]);
            let month = || self.calendar.and_then(|calendar| calendar.period(line.time[0]));
            let month = || month().map(|period| u16::try_from(period).expect("a calendar has 4,096 periods at most"));
            let rows = look.rows.len().checked_ilog2();
            all.journeys.push(Journey {
                person: Person { part: line.part, index: line.person },
                slot: look.slot,
                good: look.good,
                labels: (labels_start, all.labels.len()),
                rows: rows.map_or(0, |log| u16::try_from(log + 1).expect("a logarithm is at most 63")),
                channel: channel.unwrap_or(NONE),
                period: look.number.or_else(month).unwrap_or(NONE),
            });
        }
        let seen = self.gathered.journeys.len() > before;
        self.gathered.people += u64::from(seen);
        self.gathered.unfinished += u64::from(!seen);
    }

    pub(super) fn done(self) -> Gathered {
        self.gathered
    }
}

impl Gathered {
    /// All journeys of all workers, in the order of the people: sums of fractions depend on the order, and which worker
    /// had whom is chance. Each worker's are in order already, so sorting only merges them.
    pub(super) fn merged(gathered: Vec<Gathered>) -> Gathered {
        let mut all = gathered.into_iter().reduce(Gathered::and).unwrap_or_default();
        all.journeys.sort_by_key(|journey| journey.person);
        all
    }

    fn and(mut self, other: Gathered) -> Gathered {
        let before = self.labels.len();
        self.labels.extend(other.labels);
        let moved = |journey: Journey| {
            let (start, end) = journey.labels;
            Journey { labels: (start + before, end + before), ..journey }
        };
        self.journeys.extend(other.journeys.into_iter().map(moved));
        self.good.hits += other.good.hits;
        self.good.of += other.good.of;
        self.people += other.people;
        self.unfinished += other.unfinished;
        for ((mine, people), (theirs, others)) in self.with.iter_mut().zip(other.with) {
            mine.hits += theirs.hits;
            mine.of += theirs.of;
            *people += others;
        }
        self
    }

    /// The labels that at least so many people have, and that as many journeys do not have.
    pub(super) fn labels(&self, at_least: u64) -> Vec<u16> {
        let enough = |with: &Share, people: u64| people >= at_least && self.good.of - with.of >= at_least;
        let labels = (0..=u16::MAX).zip(&self.with);
        labels.filter(|(_, (with, people))| enough(with, *people)).map(|(label, _)| label).collect()
    }

    /// What a label goes with; it has people on both sides.
    pub(super) fn moment(&self, label: u16) -> Moment {
        let (with, people) = self.with[usize::from(label)];
        let without = Share { hits: self.good.hits - with.hits, of: self.good.of - with.of };
        let difference = Difference::of(with, without).expect("there are people on both sides");
        Moment { label, people, with, without, difference, adjusted: None }
    }

    /// The cases of the regression and how many features there are: one that all have, the chosen labels in their order,
    /// and what else is adjusted for. Of each of the latter the most frequent value has no feature, as the others are
    /// compared with it; nor do rare values.
    pub(super) fn cases(&self, chosen: &[u16], known: &[Vec<&[u16]>], at_least: u64) -> (Cases, usize) {
        let mut next = 1;
        let labels = numbered(self.with.len(), chosen, &mut next);
        let rows = self.features(|journey| journey.rows, at_least, &mut next);
        let channels = self.features(|journey| journey.channel, at_least, &mut next);
        let periods = self.features(|journey| journey.period, at_least, &mut next);
        let category = |of: &[&[u16]], journey: &Journey| of[journey.person.part][journey.slot];
        let numbers = known.iter().map(|of| self.features(|journey| category(of, journey), at_least, &mut next));
        let known: Vec<_> = known.iter().zip(numbers.collect::<Vec<_>>()).collect();
        let (mut cases, mut room) = (Cases::default(), Vec::new());
        for journey in &self.journeys {
            room.clear();
            let (start, end) = journey.labels;
            room.extend(self.labels[start..end].iter().filter_map(|label| labels[usize::from(*label)]));
            room.extend(rows[usize::from(journey.rows)]);
            room.extend(channels[usize::from(journey.channel)]);
            room.extend(periods[usize::from(journey.period)]);
            room.extend(known.iter().filter_map(|(of, numbers)| numbers[usize::from(category(of, journey))]));
            room.sort_unstable();
            cases.add(&room, journey.good);
        }
        (cases, next as usize)
    }

    /// Numbers for the values of one thing that is adjusted for.
    fn features(&self, value: impl Fn(&Journey) -> u16, at_least: u64, next: &mut u32) -> Vec<Option<u32>> {
        let mut counts = vec![0_u64; usize::from(u16::MAX) + 1];
        for journey in &self.journeys {
            counts[usize::from(value(journey))] += 1;
        }
        let mut values: Vec<u16> = (0..=u16::MAX).filter(|value| counts[usize::from(*value)] > 0).collect();
        values.sort_by_key(|value| Reverse(counts[usize::from(*value)]));
        values.truncate(TOLD_APART);
        values.retain(|value| counts[usize::from(*value)] >= at_least);
        numbered(counts.len(), values.get(1..).unwrap_or_default(), next)
    }
}

/// The next numbers for these codes, in their order.
fn numbered(codes: usize, chosen: &[u16], next: &mut u32) -> Vec<Option<u32>> {
    let mut numbers = vec![None; codes];
    for code in chosen {
        numbers[usize::from(*code)] = Some(*next);
        *next += 1;
    }
    numbers
}
