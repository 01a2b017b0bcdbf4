//! Effort: what it costs people until a matter of theirs is settled.
//!
//! An episode gathers the interactions of one person about one matter, over all channels and departments. It has no row
//! of its own: it follows from the person's interactions by the rule in [`episodes`], so a late one, a merge and an
//! erasure mend it by themselves.

mod again;
mod answers;
mod episodes;
mod fitting;
pub mod http;
mod model;
mod people;
mod rules;
mod score;
mod silos;
mod totals;
mod walk;
mod weighing;

pub use again::asked_again;
pub(crate) use answers::about;
pub use episodes::{BEFORE, GAP, Meaning, NO_EPISODE, episodes, is_talk};
pub use fitting::{FOLDS, Fitted, LEAST, Sums, fit};
pub use model::{Effort, Episode, Passage, Transfers};
pub(crate) use rules::cost;
pub use rules::{gather, is_contact, passage};
pub use score::{ALL, PARTS, Part, Score, Weights, parts, score, stated};
pub use weighing::{Weighed, Weighing};
