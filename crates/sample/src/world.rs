//! What everything is drawn from: the plan, the time, the phrases.

use crate::phrases::{Language, Phrases, Slot};
use crate::plan::{Plan, Window};
use crate::rng::Rng;

/// The plan and what follows from it for everybody.
pub(crate) struct World {
    /// The plan.
    pub(crate) plan: Plan,
    /// The time that is written.
    pub(crate) window: Window,
    /// The phrases that people use.
    pub(crate) phrases: Phrases,
}

impl World {
    /// The world of a plan that was checked.
    pub(crate) fn new(plan: &Plan) -> World {
        World { plan: plan.clone(), window: Window::of(plan), phrases: Phrases::new() }
    }

    /// The random numbers of one subject for one purpose.
    pub(crate) fn rng(&self, purpose: &str, number: u32) -> Rng {
        Rng::of(self.plan.seed, purpose, number)
    }

    /// What an employee writes: English, as it comes.
    pub(crate) fn note(&self, rng: &mut Rng, section: &str, slots: &[Slot<'_>]) -> String {
        self.phrases.raw(rng, Language::English, section, slots)
    }
}
