//! Funnels: how many people take these steps in this order within a window, and how long they take.

mod attempts;
mod contiguous;
mod plain;
#[cfg(test)]
mod tests;

use attempts::Attempts;
use contiguous::Contiguous;
use plain::Plain;

use super::lines::{Line, Part};
use super::{JourneyError, Labels, Page, People, Work, people};
use crate::statistics::{Share, Spread};

/// Steps that people are expected to take one after the other.
///
/// An **attempt** begins with any row of the first step. It takes each next step with a row of that step which comes
/// later in the person's order of rows: a row at the same moment counts as later when its position is higher, and one
/// row is never two steps of one attempt. A person counts at the furthest step that any of their attempts reached.
///
/// With [`Window::FromStart`] and [`Order::Loose`] this is `windowFunnel(window)(time, ...)` of `ClickHouse` without a
/// mode, where no two rows of a person have the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Funnel {
    /// The labels of each step, in order; a label may stand in several steps.
    pub steps: Vec<Labels>,
    /// How long an attempt may take.
    pub window: Window,
    /// Whether other rows may come between.
    pub order: Order,
    /// What must not come between.
    pub exclusions: Vec<Exclusion>,
}

/// How long an attempt may take, in milliseconds from 0; the end of the window belongs to it. A window of zero asks for
/// rows of the same moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Each step comes at most so long after the first one.
    FromStart(i64),
    /// Each step comes at most so long after the step before.
    FromPrevious(i64),
}

/// Whether other rows may come between two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Other rows may come between.
    Loose,
    /// The steps are consecutive among the person's kept rows. Exclusions then say nothing new.
    Strict,
}

/// Labels that break an attempt which has taken step `after` and not yet step `before` (both from 0). A row of such a
/// label breaks first; then it may itself be a step of another attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// What breaks it.
    pub labels: Labels,
    /// From behind this step on.
    pub after: usize,
    /// Until this step; above `after`.
    pub before: usize,
}

/// How far people got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FunnelStep {
    /// People who reached this step, out of those who began.
    pub from_start: Share,
    /// People who reached this step, out of those who reached the step before; of the first step, out of themselves.
    pub from_previous: Share,
    /// Milliseconds from the step before to this one: for each person who reached it, in the attempt that was the first
    /// to reach the person's furthest step; of several that reach it with one row, the one that began last. With
    /// `Window::FromStart` it takes each step as early as it can, with `Window::FromPrevious` as late as it can. None
    /// for the first step and where nobody got to.
    pub time: Option<Spread>,
}

/// People at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtStep {
    /// Who reached this step (from 0).
    Reached(usize),
    /// Who reached this step and not the next.
    Stopped(usize),
}

/// Runs a funnel; one entry a step. Linear in rows times the steps that a row's label stands in, with `Order::Strict`
/// times the number of steps at worst.
///
/// # Errors
/// [`JourneyError::Question`] for a funnel without steps, a step without labels, a negative window or an exclusion that
/// ends before it begins; [`JourneyError::Cancelled`].
pub fn funnel(parts: &[Part<'_>], funnel: &Funnel, work: Work<'_>) -> Result<Vec<FunnelStep>, JourneyError> {
    funnel.check()?;
    let steps = funnel.steps.len();
    let made = work.spread(parts, |worker| {
        let mut machine = Machine::of(funnel);
        let mut furthest = vec![0_u64; steps + 1];
        let mut times: Vec<Vec<i64>> = vec![Vec::new(); steps];
        let mut attempt = Vec::new();
        worker.each(|line| {
            let reached = machine.attempt(&line, &mut attempt);
            furthest[reached] += 1;
            for (gaps, pair) in times[1..].iter_mut().zip(attempt.windows(2)) {
                gaps.push(pair[1] - pair[0]);
            }
        })?;
        Ok((furthest, times))
    })?;
    let furthest = |step: usize| made.iter().map(|(furthest, _)| furthest[step]).sum::<u64>();
    let people: Vec<u64> = (0..steps).map(|step| (step + 1..=steps).map(furthest).sum()).collect();
    let mut spreads = work.each(steps, |room: &mut Vec<i64>, step| {
        room.clear();
        for (_, times) in &made {
            room.extend_from_slice(&times[step]);
        }
        (step, Spread::of(room))
    })?;
    spreads.sort_unstable_by_key(|(step, _)| *step);
    let step = |(step, time): (usize, Option<Spread>)| FunnelStep {
        from_start: Share { hits: people[step], of: people[0] },
        from_previous: Share { hits: people[step], of: people[step.saturating_sub(1)] },
        time,
    };
    Ok(spreads.into_iter().map(step).collect())
}

/// The people who got to a step, or to it and no further.
///
/// # Errors
/// Those of [`funnel`], and a step that the funnel does not have.
pub fn funnel_people(
    parts: &[Part<'_>],
    funnel: &Funnel,
    at: AtStep,
    page: Page,
    work: Work<'_>,
) -> Result<People, JourneyError> {
    funnel.check()?;
    let (AtStep::Reached(step) | AtStep::Stopped(step)) = at;
    if step >= funnel.steps.len() {
        return Err(JourneyError::Question("the funnel has no such step: steps are counted from 0"));
    }
    people::people(parts, page, work, || {
        let mut machine = Machine::of(funnel);
        move |line| {
            let reached = machine.furthest(line);
            if matches!(at, AtStep::Reached(_)) { reached > step } else { reached == step + 1 }
        }
    })
}

impl Funnel {
    fn check(&self) -> Result<(), JourneyError> {
        let (Window::FromStart(window) | Window::FromPrevious(window)) = self.window;
        let ordered = |exclusion: &Exclusion| exclusion.after < exclusion.before && exclusion.before < self.steps.len();
        let wrong = if self.steps.is_empty() {
            "a funnel needs a step: name the labels of at least one"
        } else if self.steps.iter().any(Labels::is_empty) {
            "a step of the funnel has no labels: name at least one for each step"
        } else if self.steps.len() >= usize::from(u16::MAX) {
            "a funnel has fewer than 65,535 steps: leave some out"
        } else if window < 0 {
            "the window of a funnel is not negative: 0 asks for rows of one moment"
        } else if !self.exclusions.iter().all(ordered) {
            "an exclusion stands between a step and a later one of the funnel: set `after` below `before`"
        } else {
            return Ok(());
        };
        Err(JourneyError::Question(wrong))
    }
}

/// What walks a line. The plain one is an order of magnitude below the general one, and most funnels are plain.
enum Machine {
    Plain(Plain),
    Attempts(Attempts),
    Contiguous(Contiguous),
}

impl Machine {
    fn of(funnel: &Funnel) -> Machine {
        if funnel.order == Order::Strict {
            return Machine::Contiguous(Contiguous::of(funnel));
        }
        Plain::of(funnel).map_or_else(|| Machine::Attempts(Attempts::of(funnel)), Machine::Plain)
    }

    /// How many steps the person took.
    fn furthest(&mut self, line: &Line<'_>) -> usize {
        match self {
            Machine::Plain(machine) => machine.furthest(line).0,
            Machine::Attempts(machine) => machine.furthest(line),
            Machine::Contiguous(machine) => machine.furthest(line).0,
        }
    }

    /// How many steps the person took, and the times of the steps of the attempt that counts; no times for fewer than
    /// two steps, between which there is none.
    fn attempt(&mut self, line: &Line<'_>, times: &mut Vec<i64>) -> usize {
        times.clear();
        match self {
            Machine::Plain(machine) => machine.attempt(line, times),
            Machine::Attempts(machine) => machine.attempt(line, times),
            Machine::Contiguous(machine) => machine.attempt(line, times),
        }
    }
}
