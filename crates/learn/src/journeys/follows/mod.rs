//! Which row follows which: the directly-follows graph of process mining, with how long each step takes.

mod pairs;
#[cfg(test)]
mod tests;

use std::ops::Range;

use pairs::{Dense, Pairs, Sparse};

use super::lines::{Line, Part, codes};
use super::work::Worker;
use super::{JourneyError, Page, People, Work, people};
use crate::statistics::Spread;

/// Two labels that follow one another directly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// The label of the row before.
    pub from: u16,
    /// The label of the row after.
    pub to: u16,
    /// How often.
    pub count: u64,
    /// With how many people.
    pub people: u64,
    /// Milliseconds between the two rows. The interval takes the pairs as independent, which those of one person are
    /// not quite.
    pub time: Spread,
}

/// How often something happened with a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The label.
    pub label: u16,
    /// How many people.
    pub people: u64,
}

/// The directly-follows graph (W. van der Aalst, Process Mining, 2016, section 5.2) of the kept rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Follows {
    /// Every pair that occurs: the most frequent first, of equal ones in order of labels.
    pub arrows: Vec<Arrow>,
    /// The labels of people's first rows, likewise sorted.
    pub starts: Vec<Counted>,
    /// The labels of people's last rows, likewise sorted.
    pub ends: Vec<Counted>,
}

/// Whether a label that follows itself counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// Every row counts.
    Keep,
    /// Of rows in a row with one label, only the first counts; times are measured from first to first.
    Collapse,
}

/// Which people of the graph are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InFollows {
    /// Those with this pair, at least once.
    Arrow {
        /// The label of the row before.
        from: u16,
        /// The label of the row after.
        to: u16,
    },
    /// Those with this label.
    At(u16),
    /// Those whose first row has this label.
    Starts(u16),
    /// Those whose last row has this label.
    Ends(u16),
}

/// The graph of these parts. Linear in rows; needs 8 bytes a row while it runs.
///
/// # Errors
/// [`JourneyError::Cancelled`].
pub fn follows(parts: &[Part<'_>], repeats: Repeats, work: Work<'_>) -> Result<Follows, JourneyError> {
    let codes = codes(parts);
    let gathered = work.spread(parts, |worker| match repeats {
        Repeats::Keep => gather::<false>(worker, codes),
        Repeats::Collapse => gather::<true>(worker, codes),
    })?;
    let mut pieces: Vec<Piece> = gathered.iter().enumerate().flat_map(|(worker, made)| made.pieces(worker)).collect();
    pieces.sort_unstable_by_key(|piece| piece.pair);
    let pairs: Vec<&[Piece]> = pieces.chunk_by(|one, other| one.pair == other.pair).collect();
    let mut arrows = work.each(pairs.len(), |room: &mut Vec<i64>, pair| {
        room.clear();
        let pieces = pairs[pair];
        for piece in pieces {
            room.extend_from_slice(&gathered[piece.worker].gaps[piece.place.clone()]);
        }
        let (from, to) = pieces[0].pair;
        let people = pieces.iter().map(|piece| piece.people).sum();
        Arrow { from, to, count: room.len() as u64, people, time: Spread::of(room).expect("a pair occurred") }
    })?;
    arrows.sort_unstable_by_key(|arrow| (std::cmp::Reverse(arrow.count), arrow.from, arrow.to));
    Ok(Follows {
        arrows,
        starts: counted(codes, &gathered, |made| &made.starts),
        ends: counted(codes, &gathered, |made| &made.ends),
    })
}

/// The people behind a part of the graph.
///
/// # Errors
/// [`JourneyError::Cancelled`].
pub fn follows_people(
    parts: &[Part<'_>],
    repeats: Repeats,
    wanted: InFollows,
    page: Page,
    work: Work<'_>,
) -> Result<People, JourneyError> {
    people::people(parts, page, work, || {
        move |line: &Line<'_>| {
            let labels = line.labels;
            match wanted {
                InFollows::Starts(label) => labels[0] == label,
                InFollows::Ends(label) => labels[labels.len() - 1] == label,
                InFollows::At(label) => labels.contains(&label),
                InFollows::Arrow { from, to } if from == to && repeats == Repeats::Collapse => false,
                InFollows::Arrow { from, to } => labels.windows(2).any(|pair| pair[0] == from && pair[1] == to),
            }
        }
    })
}

/// What a worker counted of a pair.
#[derive(Clone, Copy, Default)]
struct Tally {
    count: u64,
    people: u32,
    /// The number of the last person who had it, from 1.
    last: u32,
}

/// What a worker found.
struct Gathered {
    pairs: Vec<(u16, u16)>,
    tallies: Vec<Tally>,
    /// The times of all pairs: those of pair 0, then those of pair 1, and so on.
    gaps: Vec<i64>,
    starts: Vec<u64>,
    ends: Vec<u64>,
}

/// The times of one pair that one worker found.
struct Piece {
    pair: (u16, u16),
    worker: usize,
    people: u64,
    place: Range<usize>,
}

impl Gathered {
    fn pieces(&self, worker: usize) -> impl Iterator<Item = Piece> + '_ {
        let mut end = 0;
        let piece = move |(pair, tally): (&(u16, u16), &Tally)| {
            let start = end;
            end += usize::try_from(tally.count).expect("times are in memory");
            Piece { pair: *pair, worker, people: u64::from(tally.people), place: start..end }
        };
        self.pairs.iter().zip(&self.tallies).map(piece).filter(|piece| !piece.place.is_empty())
    }
}

fn gather<const COLLAPSE: bool>(worker: &mut Worker<'_>, codes: usize) -> Result<Gathered, JourneyError> {
    match Dense::of(codes) {
        Some(pairs) => gather_as::<_, COLLAPSE>(worker, codes, pairs),
        None => gather_as::<_, COLLAPSE>(worker, codes, Sparse::default()),
    }
}

/// Counts pairs, makes room for the times of each, and goes through the lines once more to put them there.
fn gather_as<P: Pairs, const COLLAPSE: bool>(
    worker: &mut Worker<'_>,
    codes: usize,
    mut pairs: P,
) -> Result<Gathered, JourneyError> {
    let (mut starts, mut ends) = (vec![0; codes], vec![0; codes]);
    let mut tallies = vec![Tally::default(); pairs.count()];
    let mut person = 0_u32;
    worker.each(|line| {
        person += 1;
        starts[usize::from(line.labels[0])] += 1;
        ends[usize::from(line.labels[line.labels.len() - 1])] += 1;
        walk::<COLLAPSE>(&line, |from, to, _| {
            let pair = pairs.number(from, to);
            if pair >= tallies.len() {
                tallies.push(Tally::default());
            }
            let tally = &mut tallies[pair];
            tally.count += 1;
            tally.people += u32::from(tally.last != person);
            tally.last = person;
        });
    })?;
    let mut end = 0;
    let mut next: Vec<usize> = tallies
        .iter()
        .map(|tally| {
            let start = end;
            end += usize::try_from(tally.count).expect("rows are in memory");
            start
        })
        .collect();
    let mut gaps = vec![0; end];
    worker.again(|line| {
        walk::<COLLAPSE>(&line, |from, to, time| {
            let place = &mut next[pairs.number(from, to)];
            gaps[*place] = time;
            *place += 1;
        });
    })?;
    Ok(Gathered { pairs: pairs.all(), tallies, gaps, starts, ends })
}

/// Calls `look` with each two rows that follow one another and the time between.
fn walk<const COLLAPSE: bool>(line: &Line<'_>, mut look: impl FnMut(u16, u16, i64)) {
    let (mut from, mut since) = (line.labels[0], line.time[0]);
    for (&label, &time) in line.labels[1..].iter().zip(&line.time[1..]) {
        if COLLAPSE && label == from {
            continue;
        }
        look(from, label, time - since);
        (from, since) = (label, time);
    }
}

fn counted(codes: usize, gathered: &[Gathered], counts: impl Fn(&Gathered) -> &[u64]) -> Vec<Counted> {
    let people = |label: u16| gathered.iter().map(|made| counts(made)[usize::from(label)]).sum::<u64>();
    let labels = (0..=u16::MAX).take(codes);
    let mut counted: Vec<Counted> = labels.map(|label| Counted { label, people: people(label) }).collect();
    counted.retain(|counted| counted.people > 0);
    counted.sort_by_key(|counted| std::cmp::Reverse(counted.people));
    counted
}
