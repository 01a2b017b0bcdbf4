//! Drivers: what goes with high and low scores, of what people rated and of what happened to them.
//!
//! Everything here is correlation, with an interval, and is called so. `docs/scores.md` says what each figure means.

mod contrast;
mod gather;
pub mod http;
mod importance;
mod rules;
mod table;

pub use contrast::{Contrast, Contrasted, Cuts, contrasts};
pub use importance::{Driver, Estimate, Importance, importance};
pub use rules::{Class, Quadrant};
pub use table::Table;

/// So often people are drawn anew to see how sure a figure is.
pub const BOOTSTRAPS: usize = 200;
