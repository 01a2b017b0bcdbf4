//! Privacy: what people allow, what keeps them from being used or destroyed, export and erasure. Consents come through the people's log, so that every server knows them at once.
//!
//! Invariants: per identifier and purpose the latest decision counts, of equal times the denial; across a person's
//! identifiers any denial wins.

mod consents;
pub mod erasure;
mod export;
mod holds;
pub mod http;
mod http_permits;
pub mod http_preferences;
pub mod masking;
mod permits;
mod preferences;
pub(crate) mod purposes;
pub mod requests;
pub mod retention;
mod rewriting;
pub(crate) mod store;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use kernel::{ConsentDecision, Purpose};

pub use consents::Consents;
pub use holds::{Hold, HoldKind};
pub use permits::{Because, LegalBasis, Permit, permits, permits_now};
pub use preferences::preference_path;
pub use purposes::{Bases, Purposes};

/// For each purpose the decision that counts for a person, of those that count for their identifiers.
pub fn combined<'a>(decisions: impl Iterator<Item = &'a ConsentDecision>) -> Vec<ConsentDecision> {
    let mut counting: BTreeMap<Purpose, ConsentDecision> = BTreeMap::new();
    for decision in decisions {
        let order = |decision: &ConsentDecision| (!decision.granted, decision.decided_at);
        match counting.get(&decision.purpose) {
            Some(known) if order(known) >= order(decision) => {}
            _ => drop(counting.insert(decision.purpose.clone(), decision.clone())),
        }
    }
    counting.into_values().collect()
}
