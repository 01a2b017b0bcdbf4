//! The usual funnel: loose, a window from the first step, every label in one step at most, nothing excluded.

use super::{Exclusion, Funnel, Window};
use crate::journeys::labels::CODES;
use crate::journeys::lines::{FURTHEST, Line, NEVER};

/// Keeps for each step the latest beginning of an attempt that reached it: whatever an older attempt can still reach,
/// the latest can as well. So one number a step suffices, and a row does the same work whatever it is, without a
/// branch to guess.
pub(super) struct Plain {
    /// The step of each label; `idle` for labels of none.
    step: Vec<u16>,
    /// `began[s]` is the latest beginning of an attempt that took s steps. Behind those of the steps stand two places
    /// where rows of no step read and write.
    began: Vec<i64>,
    window: i64,
    idle: u16,
}

impl Plain {
    /// The machine of a funnel, if the funnel is that plain.
    pub(super) fn of(funnel: &Funnel) -> Option<Plain> {
        let Window::FromStart(window) = funnel.window else { return None };
        let harmless = |exclusion: &Exclusion| exclusion.labels.is_empty();
        if !funnel.exclusions.iter().all(harmless) {
            return None;
        }
        let idle = u16::try_from(funnel.steps.len()).ok()? + 1;
        let mut step = vec![idle; CODES];
        for (number, labels) in (0..).zip(&funnel.steps) {
            for label in labels.iter() {
                if std::mem::replace(&mut step[usize::from(label)], number) != idle {
                    return None;
                }
            }
        }
        let window = window.min(FURTHEST);
        Some(Plain { step, began: vec![NEVER; usize::from(idle) + 2], window, idle })
    }

    /// How many steps the person took, and when the first attempt that took so many began.
    pub(super) fn furthest(&mut self, line: &Line<'_>) -> (usize, i64) {
        self.began.fill(NEVER);
        let (mut furthest, mut start) = (0, NEVER);
        for (&time, &label) in line.time.iter().zip(line.labels) {
            let step = usize::from(self.step[usize::from(label)]);
            self.began[0] = time;
            let began = self.began[step];
            // A beginning that the window has left behind may be copied: what it overwrites began no later.
            self.began[step + 1] = began;
            let taken = if time - began <= self.window { step + 1 } else { 0 };
            (furthest, start) = if taken > furthest { (taken, began) } else { (furthest, start) };
        }
        (furthest, start)
    }

    /// The same, with the times of the steps: each at its first row after the step before.
    pub(super) fn attempt(&mut self, line: &Line<'_>, times: &mut Vec<i64>) -> usize {
        let (furthest, start) = self.furthest(line);
        if furthest < 2 {
            return furthest;
        }
        let from = line.time.partition_point(|time| *time < start);
        for (&time, &label) in line.time[from..].iter().zip(&line.labels[from..]) {
            if usize::from(self.step[usize::from(label)]) == times.len() {
                times.push(time);
                if times.len() == furthest {
                    break;
                }
            }
        }
        debug_assert!(times.len() == furthest && furthest < usize::from(self.idle));
        furthest
    }
}
