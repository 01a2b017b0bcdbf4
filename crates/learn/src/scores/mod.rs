//! Scores: what customers answer when they are asked, summed up with what is not known of it.
//!
//! Invariants: no figure without how many answers it is of and where it lies; a figure of nothing is absent, not 0; what
//! employees answer is in none of them. `docs/scores.md` says what each means.

mod gather;
pub mod http;
mod invitations;
mod model;
mod rules;

pub(crate) use gather::{Grouping, by_group_and_period, gather, given, given_in};
pub(crate) use http::{WireApart, WireScore, of_customers};
pub(crate) use model::{Kind, Measure};
pub(crate) use rules::LEAST;
