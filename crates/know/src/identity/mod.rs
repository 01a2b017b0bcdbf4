//! Identity: which identifiers are one human, found as they come, and undone exactly.
//!
//! Invariants: identifiers belong to people, and nothing stores a person's number as the truth; any permutation of the
//! same entries ends in the same people; merge then unmerge is the identity.
//! Tables: `people_log`, `identifiers` (truth, see [`crate::log`]), `identity_decisions` (truth).

mod decide;
mod graph;
pub mod http;
mod model;
mod namespaces;
pub mod rules;
#[cfg(test)]
mod tests;

pub use decide::{Identity, Refused};
pub(crate) use graph::{Change, Groups, NO_KEY, span_of};
pub use graph::{Edge, Graph, Moved, Owners, PersonNo, Special};
pub use kernel::Part;
pub use model::{Link, LinkState};
pub use namespaces::{Namespace, Namespaces, Normalise, is_blocked_value};

pub(crate) use decide::{Forgotten, MIGRATIONS, decisions_about};
