//! Joined: of each touchpoint and department what customers say beside what employees say, in time, and whether the one
//! goes before the other.
//!
//! Invariants: of employees nothing is here that waves do not show, and nothing is reckoned with what they hold back; what
//! goes together is said to do so, never to cause. Owns no tables.

mod employees;
pub mod http;
mod model;
mod rules;
