//! SQL over the whole history: who may ask, what is running, and what the lake needs to know of people.
//!
//! Invariants: what somebody may not see is in no column, row or text of theirs; whatever is asked is in the audit.

mod door;
mod functions;
pub mod http;
mod model;
mod places;
mod rules;
mod running;
mod whose;

pub use door::Door;
pub use functions::functions;
pub(crate) use http::problem;
pub use model::SqlSettings;
pub use places::Places;
pub(crate) use rules::viewer;
pub use running::{Queries, Running, Turn};
pub use whose::Whoever;
