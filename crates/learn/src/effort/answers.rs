//! What people answered when they were asked how easy it was, and the episodes that they answered about.

use kernel::clock::DAY;
use know::profiles::Side;
use lake::feedback::SCALES;

use super::episodes::{Meaning, NO_EPISODE};
use super::fitting::{FOLDS, Sums};
use super::rules::{cost, is_contact};
use super::score::parts;
use super::walk::{Walked, each_person};
use crate::index::{Score, Snapshot, Sorted};
use crate::journeys::{JourneyError, Work};

/// For how long after its last contact an answer is about an episode, in milliseconds.
pub(super) const AFTER: i64 = 7 * DAY;

/// The answers of customers to the customer effort score, in groups of people.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Answers {
    /// How many people answered.
    pub(super) people: u64,
    /// Their answers, each with what the episode had cost by then. All answers of a person are in one group.
    pub(super) folds: [Sums; FOLDS],
}

/// Gathers them. An answer is about the episode that its interaction belongs to, else about the one with the last contact
/// before it, if that was at most [`AFTER`] before.
pub(super) fn answers(snapshot: &Snapshot, work: Work<'_>) -> Result<Answers, JourneyError> {
    let meaning = Meaning::of(&snapshot.dictionary);
    let found = each_person(snapshot, Side::Customer, work, |answers: &mut Answers, walked: &Walked<'_>| {
        let (rows, mut any) = (&walked.sorted.rows, false);
        for row in walked.rows.clone() {
            let eases = rows.scores(row).filter(|score| is_ease(*score));
            for ease in eases {
                let Some(about) = about(walked.sorted, walked.rows.start, row) else { continue };
                let members = about.rows(walked.sorted, walked.rows.start, row);
                let again = |row: usize| walked.sorted.again[row];
                let there = parts(&cost(rows, members, &again, &meaning).effort);
                let fold = usize::try_from(walked.person.0 % FOLDS as u64).expect("a few folds");
                answers.folds[fold].add(&there, ease.score);
                any = true;
            }
        }
        answers.people += u64::from(any);
    })?;
    let mut all = Answers::default();
    for one in found {
        all.people += one.people;
        all.folds.iter_mut().zip(&one.folds).for_each(|(mine, theirs)| mine.merge(theirs));
    }
    Ok(all)
}

fn is_ease(score: Score) -> bool {
    SCALES[score.scale].name == "ces"
}

/// What an answer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AnswerAbout {
    /// The number of the episode.
    pub(crate) episode: u16,
    /// The row of its last contact before the answer.
    pub(crate) last: usize,
}

impl AnswerAbout {
    /// The rows of the episode from a person's first row up to the answer.
    pub(crate) fn rows(self, sorted: &Sorted, first: usize, answer: usize) -> Vec<usize> {
        (first..answer).filter(|row| sorted.episode[*row] == self.episode).collect()
    }
}

/// The episode that an answer is about, of a person whose rows begin with `first`; nothing where it is about none.
pub(crate) fn about(sorted: &Sorted, first: usize, answer: usize) -> Option<AnswerAbout> {
    let (rows, episode) = (&sorted.rows, &sorted.episode);
    let mut before = (first..answer).rev().filter(|row| episode[*row] != NO_EPISODE && is_contact(rows, *row));
    let last = match episode[answer] {
        NO_EPISODE => before.next().filter(|last| rows.time[answer] - rows.time[*last] <= AFTER)?,
        own => before.find(|row| episode[*row] == own)?,
    };
    Some(AnswerAbout { episode: episode[last], last })
}
