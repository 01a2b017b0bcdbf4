//! Improvements: a finding becomes something that somebody changes, with the effect that is expected of it; later the same
//! measure is shown, beside places that were not changed.
//!
//! Invariants: an effect comes with its interval or not at all; where nothing comparable was left as it was, it says so.
//! Tables: none of its own; improvements are in `versions`.

mod effect;
pub mod http;
mod model;
mod rules;
#[cfg(test)]
mod simulations;

pub use effect::{Effect, Period, Week, effect};
pub use model::{Finding, FindingKind, Improvement, ImprovementMeasure, ImprovementState, Improvements, PlaceKind};
