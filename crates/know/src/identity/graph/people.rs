//! The people that follow from the graph: who somebody is, what is theirs, what holds it together.

use std::collections::BTreeSet;

use kernel::{IdentifierNo, Pair, Part};

use super::{Edge, Graph, NodeNo, PersonNo, TENURES};

/// With how many others an identifier may be shared for them to be named to each other.
const MOST_SHARING: usize = 12;

/// How two people have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relatedness {
    /// Both use an identifier that joins nobody: a household's phone, a shared tablet.
    Shared,
    /// They could be one, and it waits for a decision.
    Conflict,
    /// They are marked apart.
    Apart,
    /// An identifier has passed from one to the other.
    PassedOn,
}

impl Graph {
    /// The person to whom an identifier belonged at a time.
    #[must_use]
    pub fn person_at(&self, identifier: IdentifierNo, at: i64) -> PersonNo {
        self.named(self.person(self.node_at(identifier.0, at)))
    }

    /// The identifier to which an interaction with these belongs: the first that is not blocked, else the first.
    ///
    /// # Panics
    /// Where there are none: intake refuses interactions without identifiers.
    #[must_use]
    pub fn owner_of(&self, mut identifiers: impl Iterator<Item = IdentifierNo> + Clone) -> IdentifierNo {
        let free = identifiers.clone().find(|identifier| !self.is_blocked(*identifier));
        free.or_else(|| identifiers.next()).expect("intake refuses interactions without identifiers")
    }

    /// All people to whom an identifier belongs or belonged.
    #[must_use]
    pub fn holders(&self, identifier: IdentifierNo) -> Vec<PersonNo> {
        self.turns(identifier.0).into_iter().map(|node| self.named(self.person(node))).collect()
    }

    /// The person of today for a number that was a person's at some time; nobody where they were erased.
    #[must_use]
    pub fn resolve(&self, person: PersonNo) -> Option<PersonNo> {
        let node = self.node_of(person)?;
        let person = self.person(node);
        let erased = !self.erased.is_empty()
            && self.circle(person).into_iter().all(|node| self.is_erased_part(&self.part(node)));
        (!erased).then(|| self.named(person))
    }

    /// The identifier after which a person is named.
    #[must_use]
    pub fn named_after(&self, person: PersonNo) -> IdentifierNo {
        IdentifierNo(u32::try_from(person.0 & u64::from(u32::MAX)).expect("32 bits are left"))
    }

    /// How many people are named after these identifiers: their first holders and later ones.
    #[must_use]
    pub(crate) fn named_after_any(&self, identifiers: std::ops::Range<u32>) -> u64 {
        let mut people = 0;
        for number in identifiers {
            let later = self.passed_on.get(&number).map_or(&[][..], Vec::as_slice);
            let nodes = std::iter::once(number).chain(later.iter().map(|(_, node)| *node));
            let named = nodes.filter(|node| self.person(*node) == *node);
            people += named.filter(|node| !self.is_erased_part(&self.part(*node))).count() as u64;
        }
        people
    }

    /// Everything that belongs to a person, by the number of any of their identifiers' first form.
    #[must_use]
    pub fn parts(&self, person: PersonNo) -> Vec<Part> {
        let Some(start) = self.node_of(person) else { return Vec::new() };
        let mut parts: Vec<Part> = self.circle(start).into_iter().map(|node| self.part(node)).collect();
        parts.retain(|part| !self.is_erased_part(part));
        parts.sort_unstable_by_key(|part| (part.identifier, part.from));
        parts
    }

    /// After which of their parts a person is named, where these are all that they have.
    #[must_use]
    pub(crate) fn name_of(&self, parts: &[Part]) -> PersonNo {
        let nodes = parts.iter().map(|part| self.node_at(part.identifier.0, part.from));
        nodes.min_by_key(|node| self.naming_order(*node)).map_or(PersonNo(0), |node| self.named(node))
    }

    /// The links that hold a person together or were refused around them.
    #[must_use]
    pub fn links(&self, person: PersonNo) -> Vec<Edge> {
        let mut found: Vec<u32> = self.parts(person).iter().flat_map(|part| self.edges_of(part.identifier.0)).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|edge| self.edges[edge as usize]).collect()
    }

    /// Other people who have to do with a person, by which identifier, and how.
    #[must_use]
    pub(crate) fn related(&self, person: PersonNo) -> BTreeSet<(PersonNo, IdentifierNo, Relatedness)> {
        let mut found = BTreeSet::new();
        let parts = self.parts(person);
        for part in &parts {
            let node = self.node_at(part.identifier.0, part.from);
            let turns = self.turns(part.identifier.0).into_iter().filter(|turn| *turn != node);
            found.extend(turns.map(|turn| (turn, part.identifier, Relatedness::PassedOn)));
            self.around(node, &mut found);
        }
        let own: BTreeSet<NodeNo> =
            parts.iter().map(|part| self.person(self.node_at(part.identifier.0, part.from))).collect();
        let others = found.into_iter().map(|(node, via, how)| (self.person(node), via, how));
        let others = others.filter(|(node, _, _)| !own.contains(node));
        others.map(|(node, via, how)| (self.named(node), via, how)).collect()
    }

    /// The nodes around one that its links do not make the same person.
    fn around(&self, node: NodeNo, found: &mut BTreeSet<(NodeNo, IdentifierNo, Relatedness)>) {
        let base = self.base(node);
        if self.crowded(node) {
            self.beside(node, found);
            return;
        }
        for edge in self.edges_of(base).filter(|edge| self.end(*edge, base) == node) {
            let other = self.other_end(edge, base);
            let via = IdentifierNo(self.base(other));
            if self.edges[edge as usize].apart {
                found.insert((other, via, Relatedness::Apart));
            } else if self.conflicts.contains_key(&self.edges[edge as usize].pair.packed()) {
                found.insert((other, via, Relatedness::Conflict));
            } else if self.crowded(other) {
                self.beside(other, found);
            }
        }
    }

    /// Those who share an identifier that joins nobody. One that very many share tells nothing of them.
    fn beside(&self, hub: NodeNo, found: &mut BTreeSet<(NodeNo, IdentifierNo, Relatedness)>) {
        let base = self.base(hub);
        let others: Vec<NodeNo> = self
            .edges_of(base)
            .filter(|edge| self.end(*edge, base) == hub)
            .map(|edge| self.other_end(edge, base))
            .take(MOST_SHARING + 1)
            .collect();
        if others.len() <= MOST_SHARING {
            found.extend(others.into_iter().map(|other| (other, IdentifierNo(base), Relatedness::Shared)));
        }
    }

    /// What is known of two identifiers together.
    #[must_use]
    pub fn between(&self, pair: Pair) -> Option<Edge> {
        if pair.high().0 >= self.len() {
            return None;
        }
        self.edge(pair).map(|edge| self.edges[edge as usize])
    }

    /// Whether the link is in force: its ends may be linked and are one person.
    #[must_use]
    pub fn is_active(&self, edge: &Edge) -> bool {
        let Some(number) = self.edge(edge.pair) else { return false };
        let (low, high) = self.ends(number);
        self.strength(number).is_some() && self.person(low) == self.person(high)
    }

    pub(super) fn part(&self, node: NodeNo) -> Part {
        let base = self.base(node);
        let starts = self.passed_on.get(&base).map_or(&[][..], Vec::as_slice);
        let turn = if node >= TENURES { self.tenures[(node - TENURES) as usize].turn as usize } else { 0 };
        let from = if turn == 0 { i64::MIN } else { starts[turn - 1].0 };
        let until = starts.get(turn).map_or(i64::MAX, |(start, _)| *start);
        Part { identifier: IdentifierNo(base), from, until }
    }

    pub(super) fn named(&self, node: NodeNo) -> PersonNo {
        if node < TENURES {
            return PersonNo(u64::from(node));
        }
        let tenure = &self.tenures[(node - TENURES) as usize];
        PersonNo(u64::from(tenure.turn) << 32 | u64::from(tenure.of))
    }

    fn node_of(&self, person: PersonNo) -> Option<NodeNo> {
        let identifier = u32::try_from(person.0 & u64::from(u32::MAX)).expect("32 bits are left");
        if identifier >= self.len() {
            return None;
        }
        let turn = usize::try_from(person.0 >> 32).ok()?;
        if turn == 0 {
            return Some(identifier);
        }
        // A tenure that later turned out to be none belongs to the last one there is.
        let starts = self.passed_on.get(&identifier).map_or(&[][..], Vec::as_slice);
        Some(starts.get(turn - 1).or(starts.last()).map_or(identifier, |(_, node)| *node))
    }

    pub(super) fn circle(&self, start: NodeNo) -> Vec<NodeNo> {
        let mut nodes = vec![start];
        let mut node = self.next(start);
        while node != start {
            nodes.push(node);
            node = self.next(node);
        }
        nodes
    }
}
