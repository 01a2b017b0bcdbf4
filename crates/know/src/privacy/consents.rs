//! Consents in memory: for each identifier and purpose the decision that counts.

use std::collections::HashMap;

use kernel::{ConsentDecision, Purpose};

use crate::profiles::Side;

/// All decisions that count, by the key of the identifier.
#[derive(Default)]
pub struct Consents {
    by_key: HashMap<[u8; 16], Vec<ConsentDecision>>,
    /// What counts of the customer's side alone, for identifiers under which something was decided as an employee.
    of_customers: HashMap<[u8; 16], Vec<ConsentDecision>>,
    denials: usize,
}

impl Consents {
    /// Whether a decision that was taken on a side would change anything.
    #[must_use]
    pub fn is_news(&self, key: &[u8; 16], side: Side, decision: &ConsentDecision) -> bool {
        let in_place_of = |known: &[ConsentDecision]| {
            let known = known.iter().find(|known| known.purpose == decision.purpose);
            known.is_none_or(|known| decision.supersedes(known))
        };
        in_place_of(self.of(key)) || side == Side::Customer && in_place_of(self.of_customer(key))
    }

    /// Takes in a decision. Of two the later counts, of equal times the denial, on whatever side they were taken.
    pub(crate) fn decide(&mut self, key: [u8; 16], side: Side, decision: &ConsentDecision) {
        if side == Side::Employee && !self.of_customers.contains_key(&key) {
            self.of_customers.insert(key, self.of(&key).to_vec());
        }
        if let Some(decisions) = self.of_customers.get_mut(&key).filter(|_| side == Side::Customer) {
            replace(decisions, decision);
        }
        if let Some(former) = replace(self.by_key.entry(key).or_default(), decision) {
            self.denials -= former;
            self.denials += usize::from(!decision.granted);
        }
    }

    /// Forgets what was decided under an identifier, when its person is erased.
    pub(crate) fn forget(&mut self, key: &[u8; 16]) {
        let gone = self.by_key.remove(key).unwrap_or_default();
        self.of_customers.remove(key);
        self.denials -= gone.iter().filter(|decision| !decision.granted).count();
    }

    /// The decisions that count for an identifier.
    #[must_use]
    pub fn of(&self, key: &[u8; 16]) -> &[ConsentDecision] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// The decisions that count for an identifier, of those that were not taken as an employee.
    #[must_use]
    pub fn of_customer(&self, key: &[u8; 16]) -> &[ConsentDecision] {
        self.of_customers.get(key).map_or_else(|| self.of(key), Vec::as_slice)
    }

    /// Whether nobody has refused anything: then nothing needs to be looked up.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.denials == 0
    }

    /// The refusal of a purpose that counts for an identifier.
    #[must_use]
    pub fn refusal(&self, key: &[u8; 16], purpose: &Purpose) -> Option<&ConsentDecision> {
        self.of(key).iter().find(|decision| decision.purpose == *purpose && !decision.granted)
    }
}

/// Puts a decision in the place of the one about the same purpose, unless that one counts still. Returns how many
/// denials gave way to it; nothing where it does not count.
fn replace(decisions: &mut Vec<ConsentDecision>, decision: &ConsentDecision) -> Option<usize> {
    match decisions.iter_mut().find(|known| known.purpose == decision.purpose) {
        Some(known) if decision.supersedes(known) => {
            Some(usize::from(!std::mem::replace(known, decision.clone()).granted))
        }
        Some(_) => None,
        None => {
            decisions.push(decision.clone());
            Some(0)
        }
    }
}
