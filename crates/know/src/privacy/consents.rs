//! Consents in memory: for each identifier and purpose the decision that counts.

use std::collections::HashMap;

use kernel::{ConsentDecision, Purpose};

/// All decisions that count, by the key of the identifier.
#[derive(Default)]
pub struct Consents {
    by_key: HashMap<[u8; 16], Vec<ConsentDecision>>,
    denials: usize,
}

impl Consents {
    /// Whether a decision would change anything.
    #[must_use]
    pub fn is_news(&self, key: &[u8; 16], decision: &ConsentDecision) -> bool {
        let known = self.of(key).iter().find(|known| known.purpose == decision.purpose);
        known.is_none_or(|known| decision.supersedes(known))
    }

    /// Takes in a decision. Of two the later counts, of equal times the denial.
    pub(crate) fn decide(&mut self, key: [u8; 16], decision: &ConsentDecision) {
        let decisions = self.by_key.entry(key).or_default();
        match decisions.iter_mut().find(|known| known.purpose == decision.purpose) {
            Some(known) if decision.supersedes(known) => {
                self.denials -= usize::from(!known.granted);
                *known = decision.clone();
            }
            Some(_) => return,
            None => decisions.push(decision.clone()),
        }
        self.denials += usize::from(!decision.granted);
    }

    /// Forgets what was decided under an identifier, when its person is erased.
    pub(crate) fn forget(&mut self, key: &[u8; 16]) {
        let gone = self.by_key.remove(key).unwrap_or_default();
        self.denials -= gone.iter().filter(|decision| !decision.granted).count();
    }

    /// The decisions that count for an identifier.
    #[must_use]
    pub fn of(&self, key: &[u8; 16]) -> &[ConsentDecision] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
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
