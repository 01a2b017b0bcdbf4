//! Who owns which identifier at one moment, apart from the graph: for whoever asks of millions of interactions at once.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use kernel::IdentifierNo;

use super::{Graph, TENURES};

/// The owners of all identifiers at one moment.
pub struct Owners {
    /// For each identifier the number of its person, or what was given for those that have to be looked at closer.
    pub dense: Arc<[u32]>,
    /// Those that do.
    pub special: Special,
}

/// Identifiers that were blocked, passed on or erased, and those of people who are named after a later holder.
pub struct Special {
    dense: Arc<[u32]>,
    blocked: BTreeSet<IdentifierNo>,
    owned: HashMap<u32, Vec<(i64, u64)>>,
    erased: HashMap<u32, Vec<(i64, i64)>>,
}

impl Graph {
    /// The owners now; `closer` stands where an identifier alone does not say who.
    #[must_use]
    pub fn owners(&self, closer: u32) -> Owners {
        let mut dense: Vec<u32> = self.nodes.iter().map(|node| node.person).collect();
        let by_tenure = |number: &u32| self.nodes[*number as usize].person >= TENURES;
        let special: BTreeSet<u32> = (0..self.len())
            .filter(by_tenure)
            .chain(self.blocked.iter().map(|identifier| identifier.0))
            .chain(self.passed_on.keys().copied())
            .chain(self.erased.keys().copied())
            .collect();
        let owned = special.iter().map(|number| (*number, self.owned(*number))).collect();
        for number in special {
            dense[number as usize] = closer;
        }
        let dense: Arc<[u32]> = dense.into();
        let erased = self.erased.iter().map(|(number, times)| (*number, times.clone())).collect();
        Owners { dense: dense.clone(), special: Special { dense, blocked: self.blocked.clone(), owned, erased } }
    }

    /// The people who have had an identifier, with since when.
    fn owned(&self, number: u32) -> Vec<(i64, u64)> {
        let later = self.passed_on.get(&number).map_or(&[][..], Vec::as_slice);
        let turns = std::iter::once((i64::MIN, number)).chain(later.iter().copied());
        turns.map(|(since, node)| (since, self.named(self.person(node)).0)).collect()
    }
}

impl Special {
    /// The person to whom an interaction with these identifiers belonged at a time; nobody where they were erased.
    #[must_use]
    pub fn person(&self, identifiers: &[u32], at: i64) -> Option<u64> {
        let free = identifiers.iter().find(|identifier| !self.blocked.contains(&IdentifierNo(**identifier)));
        let owner = *free.or(identifiers.first())?;
        let is_erased = |(from, until): &(i64, i64)| (*from..*until).contains(&at);
        if self.erased.get(&owner).is_some_and(|times| times.iter().any(is_erased)) {
            return None;
        }
        match self.owned.get(&owner) {
            Some(turns) => turns.iter().rev().find(|(since, _)| at >= *since).map(|(_, person)| *person),
            // What came after this moment is nobody else's yet.
            None => Some(u64::from(self.dense.get(owner as usize).copied().unwrap_or(owner))),
        }
    }
}
