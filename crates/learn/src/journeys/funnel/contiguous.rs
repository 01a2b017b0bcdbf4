//! The strict funnel: steps that follow one another with nothing between.

use super::{Funnel, Labels, Window};
use crate::journeys::lines::Line;

/// Tries every row as a beginning.
pub(super) struct Contiguous {
    first: Vec<bool>,
    steps: Vec<Labels>,
    window: Window,
}

impl Contiguous {
    pub(super) fn of(funnel: &Funnel) -> Contiguous {
        Contiguous { first: funnel.steps[0].table(), steps: funnel.steps.clone(), window: funnel.window }
    }

    /// How many steps the person took at most, and the row where the first such attempt began. Of attempts that reach
    /// the same number, the first to begin is the first to get there.
    pub(super) fn furthest(&self, line: &Line<'_>) -> (usize, usize) {
        let mut best = (0, 0);
        for start in 0..line.labels.len() {
            if self.first[usize::from(line.labels[start])] {
                let taken = self.taken(line, start);
                if taken > best.0 {
                    best = (taken, start);
                }
                if taken == self.steps.len() {
                    break;
                }
            }
        }
        best
    }

    /// The same, with the times of the steps.
    pub(super) fn attempt(&self, line: &Line<'_>, times: &mut Vec<i64>) -> usize {
        let (furthest, start) = self.furthest(line);
        if furthest >= 2 {
            times.extend_from_slice(&line.time[start..start + furthest]);
        }
        furthest
    }

    /// How many steps an attempt that begins with this row takes.
    fn taken(&self, line: &Line<'_>, start: usize) -> usize {
        let follows = |(number, step): &(usize, &Labels)| {
            let row = start + number;
            let Some(&label) = line.labels.get(row) else { return false };
            let (from, window) = match self.window {
                Window::FromStart(window) => (line.time[start], window),
                Window::FromPrevious(window) => (line.time[row - usize::from(*number > 0)], window),
            };
            step.contains(label) && line.time[row] - from <= window
        };
        self.steps.iter().enumerate().take_while(follows).count()
    }
}
