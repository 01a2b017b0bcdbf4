//! The emotion curve: what people say in figures along the stages of a designed journey.

use kernel::clock::DAY;
use lake::feedback::{SCALES, Scale};

use super::Design;
use super::replay::Replay;
use crate::index::Score;
use crate::journeys::lines::{Line, Part};
use crate::journeys::{JourneyError, Page, People, Work, people};
use crate::statistics::{Average, Own};

/// For so long after its last row a score is still about a journey, in milliseconds.
pub const AFTER: i64 = 7 * DAY;

/// Tells the scores that a row carries, by the number of the part and the row's place in it.
pub type SaidAt<'a> = dyn Fn(usize, usize, &mut dyn FnMut(Score)) + Sync + 'a;

/// What people write is a score too: how probable it is that they are content, less that they are not.
pub const MOOD: Scale = Scale { name: "mood", lowest: -1.0, highest: 1.0 };
/// The place of that, behind those of [`SCALES`].
pub const MOOD_PLACE: usize = SCALES.len();

/// The scores of a stage, by the place of their scale in [`SCALES`], and last [`MOOD`].
pub type Felt = [Average; MOOD_PLACE + 1];

/// Gathers the scores that people gave within the stages of their journeys, by stage. A score is of the stage that the
/// journey had a row of last when it was given, from the journey's first row until [`AFTER`] its last one. Scores are read
/// from all rows of a person, those that a filter leaves out too. Linear in rows.
///
/// # Errors
/// Those of [`super::conformance`].
pub fn emotions(
    parts: &[Part<'_>],
    design: &Design,
    said: &SaidAt<'_>,
    work: Work<'_>,
) -> Result<Vec<Felt>, JourneyError> {
    design.check()?;
    let stages = design.stages.len();
    let made = work.spread(parts, |worker| {
        let (mut walk, mut felt) = (Walk::of(design), vec![Felt::default(); stages]);
        let mut own = vec![[Own::default(); MOOD_PLACE + 1]; stages];
        worker.each(|line| {
            let mut any = false;
            walk.each(parts, &line, said, &mut |stage, one| {
                own[stage][one.scale].add(one.score);
                any = true;
            });
            if any {
                for (all, own) in felt.iter_mut().flatten().zip(own.iter_mut().flatten()) {
                    all.add(std::mem::take(own));
                }
            }
        })?;
        Ok(felt)
    })?;
    let mut all = vec![Felt::default(); stages];
    for felt in made {
        for (mine, theirs) in all.iter_mut().flatten().zip(felt.iter().flatten()) {
            mine.merge(theirs);
        }
    }
    Ok(all)
}

/// The people who gave a score on a scale within a stage.
///
/// # Errors
/// Those of [`emotions`], and [`JourneyError::Question`] for a stage that the design does not have.
pub fn emotions_people(
    parts: &[Part<'_>],
    design: &Design,
    (stage, scale): (usize, usize),
    (page, said): (Page, &SaidAt<'_>),
    work: Work<'_>,
) -> Result<People, JourneyError> {
    design.check()?;
    if stage >= design.stages.len() {
        return Err(JourneyError::Question("the design has no such stage: they are counted from 0"));
    }
    people::people(parts, page, work, || {
        let mut walk = Walk::of(design);
        move |line: &Line<'_>| {
            let mut any = false;
            walk.each(parts, line, said, &mut |at, one| any |= (at, one.scale) == (stage, scale));
            any
        }
    })
}

/// Goes along lines with the scores that were given on the way.
struct Walk {
    replay: Replay,
    /// Rows of stages, with their times.
    stages: Vec<(i64, usize)>,
}

impl Walk {
    fn of(design: &Design) -> Walk {
        Walk { replay: Replay::of(design), stages: Vec::new() }
    }

    /// Calls `look` with each score that was given within a stage of a person's journey, and the stage.
    fn each(&mut self, parts: &[Part<'_>], line: &Line<'_>, said: &SaidAt<'_>, look: &mut impl FnMut(usize, Score)) {
        self.stages.clear();
        let Some((began, ended)) = self.replay.stages(line, |at, stage| self.stages.push((at, stage))) else { return };
        for (row, at) in parts[line.part].times_of(line.person) {
            let before = || self.stages.partition_point(|(of_row, _)| *of_row <= at);
            if (began..=ended + AFTER).contains(&at)
                && let Some(last) = before().checked_sub(1)
            {
                said(line.part, row, &mut |one| look(self.stages[last].1, one));
            }
        }
    }
}
