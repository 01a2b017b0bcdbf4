//! Any loose funnel: labels in several steps, exclusions, windows from step to step.

use super::{Funnel, Window};
use crate::journeys::labels::CODES;
use crate::journeys::lines::Line;

/// What a row of some label does to the attempts.
#[derive(Clone, Default)]
struct Deed {
    /// Attempts that took so many steps break.
    breaks: Vec<usize>,
    /// The steps that the label stands in, the last one first, so that one row is never two steps of one attempt.
    steps: Vec<usize>,
}

/// Keeps for each number of steps the best attempt that took so many: the one that began last, or with a window from
/// step to step the one whose last step is the latest. Whatever another attempt can still reach, it can as well.
pub(super) struct Attempts {
    /// The deed of each label, 0 for none.
    deed: Vec<u32>,
    deeds: Vec<Deed>,
    window: i64,
    from_start: bool,
    steps: usize,
    /// For each number of steps less one, the time from which the window counts.
    best: Vec<Option<i64>>,
    /// The times of the steps of the best attempts, a row for each number of steps less one.
    times: Vec<i64>,
}

impl Attempts {
    pub(super) fn of(funnel: &Funnel) -> Attempts {
        let steps = funnel.steps.len();
        let (window, from_start) = match funnel.window {
            Window::FromStart(window) => (window, true),
            Window::FromPrevious(window) => (window, false),
        };
        let times = vec![0; steps * steps];
        let (deed, deeds) = (vec![0; CODES], vec![Deed::default()]);
        let mut made = Attempts { deed, deeds, window, from_start, steps, best: vec![None; steps], times };
        for exclusion in &funnel.exclusions {
            for label in exclusion.labels.iter() {
                made.deed_of(label).breaks.extend(exclusion.after..exclusion.before);
            }
        }
        for (step, labels) in funnel.steps.iter().enumerate().rev() {
            labels.iter().for_each(|label| made.deed_of(label).steps.push(step));
        }
        made
    }

    fn deed_of(&mut self, label: u16) -> &mut Deed {
        let number = &mut self.deed[usize::from(label)];
        if *number == 0 {
            *number = u32::try_from(self.deeds.len()).expect("there are at most 65,536 labels");
            self.deeds.push(Deed::default());
        }
        &mut self.deeds[*number as usize]
    }

    /// How many steps the person took.
    pub(super) fn furthest(&mut self, line: &Line<'_>) -> usize {
        self.walk::<false>(line, self.steps)
    }

    /// How many steps the person took, and when.
    pub(super) fn attempt(&mut self, line: &Line<'_>, times: &mut Vec<i64>) -> usize {
        let furthest = self.furthest(line);
        if furthest >= 2 {
            self.walk::<true>(line, furthest);
            times.extend_from_slice(&self.times[(furthest - 1) * self.steps..][..furthest]);
        }
        furthest
    }

    /// Goes along the line until `enough` steps are taken; says how many were. With `TIMES`, the times of each best
    /// attempt are kept beside it.
    fn walk<const TIMES: bool>(&mut self, line: &Line<'_>, enough: usize) -> usize {
        self.best.fill(None);
        let mut furthest = 0;
        for (&time, &label) in line.time.iter().zip(line.labels) {
            let number = self.deed[usize::from(label)];
            if number == 0 {
                continue;
            }
            let deed = &self.deeds[number as usize];
            deed.breaks.iter().for_each(|broken| self.best[*broken] = None);
            for &step in &deed.steps {
                let before = if step == 0 { Some(time) } else { self.best[step - 1] };
                let Some(counts_from) = before.filter(|from| time - from <= self.window) else { continue };
                let counts_from = if self.from_start { counts_from } else { time };
                // Of attempts that began at once, the one that took the step first stays.
                if self.from_start && self.best[step].is_some_and(|known| known >= counts_from) {
                    continue;
                }
                self.best[step] = Some(counts_from);
                if TIMES {
                    let (known, new) = self.times.split_at_mut(step * self.steps);
                    if step > 0 {
                        new[..step].copy_from_slice(&known[(step - 1) * self.steps..][..step]);
                    }
                    new[step] = time;
                }
                furthest = furthest.max(step + 1);
            }
            if furthest == enough {
                break;
            }
        }
        furthest
    }
}
