//! Consent by strings of the IAB's Transparency and Consent Framework (TCF), version 2.
//!
//! Invariants: a string that cannot be read decides nothing and loses no interaction; nobody decides in the future; what
//! is refused is never made older than it may be.

mod rules;
mod string;
#[cfg(test)]
mod tests;

pub use rules::{Tcf, TcfRule, TcfSettings};
pub use string::{TcString, Unreadable};
