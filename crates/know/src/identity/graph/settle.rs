//! What follows from a change: who changed hands, what is shared by too many, and who is one person now.

use std::collections::{BTreeMap, HashMap, HashSet};

use kernel::IdentifierNo;
use kernel::clock::DAY;

use super::super::namespaces::NamespaceNo;
use super::super::rules::{Candidate, Grouping, Member, Refusal, Strength, group, tenure_starts};
use super::{Graph, NodeNo, SPAN_DAYS, TENURES, Tenure};

/// How many identifiers links of public sources may hold together.
const MOST_PUBLIC: usize = 2000;

impl Graph {
    /// Finds out whether an identifier has changed hands; nodes whose links are affected become seeds.
    pub(super) fn settle_tenures(&mut self, identifier: u32, seeds: &mut Vec<NodeNo>) {
        let Some(days) = self.changes_hands(identifier) else { return };
        let mut sightings: Vec<(i64, i64)> = self
            .edges_of(identifier)
            .filter_map(|number| {
                let edge = &self.edges[number as usize];
                let other = if edge.pair.low().0 == identifier { edge.pair.high().0 } else { edge.pair.low().0 };
                // What only public sources say takes nobody's number away.
                (self.strong(other) && !edge.only_public()).then_some(())?;
                Some((edge.first_seen()?, (i64::from(edge.last) + 1) * SPAN_DAYS * DAY))
            })
            .collect();
        let in_use: Vec<(i64, i64)> = self
            .in_use
            .get(&identifier)
            .into_iter()
            .flatten()
            .map(|span| (i64::from(*span) * SPAN_DAYS * DAY, (i64::from(*span) + 1) * SPAN_DAYS * DAY))
            .collect();
        let starts = tenure_starts(&mut sightings, &in_use, i64::from(days) * DAY);
        let known = self.passed_on.get(&identifier).map_or(&[][..], Vec::as_slice);
        if known.iter().map(|(start, _)| *start).eq(starts.iter().copied()) {
            return;
        }
        self.moves.note(identifier);
        let mut turns: Vec<(i64, NodeNo)> = Vec::new();
        let kept: Vec<NodeNo> = known.iter().map(|(_, node)| *node).collect();
        for (turn, start) in (1_u32..).zip(starts) {
            let node = kept.get(turn as usize - 1).copied().unwrap_or_else(|| self.add_tenure(identifier, turn));
            turns.push((start, node));
        }
        seeds.extend(kept);
        if turns.is_empty() {
            self.passed_on.remove(&identifier);
        } else {
            self.passed_on.insert(identifier, turns);
        }
        seeds.extend(self.turns(identifier));
        for edge in self.edges_of(identifier).collect::<Vec<_>>() {
            seeds.push(self.other_end(edge, identifier));
        }
        for node in self.turns(identifier) {
            self.settle_crowding(node, seeds);
        }
    }

    fn add_tenure(&mut self, of: u32, turn: u32) -> NodeNo {
        let node = TENURES + u32::try_from(self.tenures.len()).expect("tenures are far fewer than identifiers");
        self.tenures.push(Tenure { of, turn, crowded: false, person: node, next: node });
        node
    }

    /// Finds out whether a node was seen with too many strong identifiers; if that changed, it and its neighbours
    /// become seeds.
    pub(super) fn settle_crowding(&mut self, node: NodeNo, seeds: &mut Vec<NodeNo>) {
        let base = self.base(node);
        let rules = self.namespaces.rules(self.nodes[base as usize].namespace);
        let mut counts: BTreeMap<NamespaceNo, u32> = BTreeMap::new();
        let mut total = 0;
        let mut crowded = false;
        for edge in self.edges_of(base) {
            let seen = &self.edges[edge as usize];
            if self.end(edge, base) != node || seen.first_seen().is_none() {
                continue;
            }
            let other = self.base(self.other_end(edge, base));
            let neighbour = &self.nodes[other as usize];
            let other_rules = self.namespaces.rules(neighbour.namespace);
            // What only public sources say cuts nobody loose who is known by themselves.
            let gone = self.is_blocked(IdentifierNo(other)) || self.is_tombstone(IdentifierNo(other));
            if !other_rules.strong || gone || rules.strong && seen.only_public() {
                continue;
            }
            total += 1;
            let count = counts.entry(neighbour.namespace).or_default();
            *count += 1;
            let too_many_of_one = rules.shared && other_rules.per_person.is_some_and(|limit| *count > limit);
            if total > rules.max_strong || too_many_of_one {
                crowded = true;
                break;
            }
        }
        if crowded == self.crowded(node) {
            return;
        }
        if node < TENURES {
            self.nodes[node as usize].crowded = crowded;
        } else {
            self.tenures[(node - TENURES) as usize].crowded = crowded;
        }
        seeds.push(node);
        for edge in self.edges_of(base).collect::<Vec<_>>() {
            seeds.push(self.other_end(edge, base));
        }
    }

    /// Lets an edge link its ends: a plain union where nothing stands against it, else everything around is regrouped.
    pub(super) fn link(&mut self, number: u32) {
        let Some(strength) = self.strength(number) else { return };
        let (low, high) = self.ends(number);
        let (one, other) = (self.person(low), self.person(high));
        let disputed = self.disputed.contains(&one) || self.disputed.contains(&other);
        if one == other && !disputed {
            return;
        }
        if disputed || !self.union_is_plain(one, other, strength) {
            self.regroup(&[low, high]);
        } else {
            self.unite(one, other);
        }
    }

    /// Whether two people can become one without anything being refused, now or by the canonical order.
    fn union_is_plain(&self, one: NodeNo, other: NodeNo, strength: Strength) -> bool {
        let small = self.smaller_circle(one, other);
        let rules_of = |node: &NodeNo| self.namespaces.rules(self.nodes[self.base(*node) as usize].namespace);
        let plain =
            |node: &NodeNo| !rules_of(node).strong && rules_of(node).per_person.is_none() && !self.has_mark(*node);
        // What holds nothing strong and nothing limited can join anybody; the larger side need not be looked at.
        if small.iter().all(plain) {
            return true;
        }
        let (one, other) = (self.circle(one), self.circle(other));
        let all = || one.iter().chain(&other);
        if all().any(|node| self.has_mark(*node)) {
            return false;
        }
        let both_strong = [&one, &other].iter().all(|side| side.iter().any(|node| rules_of(node).strong));
        if both_strong && (strength == Strength::Public || all().any(|node| self.has_public_link(*node))) {
            return false;
        }
        let mut counts: BTreeMap<NamespaceNo, u32> = BTreeMap::new();
        all().all(|node| {
            let namespace = self.nodes[self.base(*node) as usize].namespace;
            let count = counts.entry(namespace).or_default();
            *count += 1;
            self.namespaces.rules(namespace).per_person.is_none_or(|limit| *count <= limit)
        })
    }

    /// The members of the smaller of two people, found by stepping through both together.
    fn smaller_circle(&self, one: NodeNo, other: NodeNo) -> Vec<NodeNo> {
        let (mut from_one, mut from_other) = (vec![one], vec![other]);
        loop {
            let (a, b) = (self.next(from_one[from_one.len() - 1]), self.next(from_other[from_other.len() - 1]));
            if a == one {
                return from_one;
            }
            if b == other {
                return from_other;
            }
            from_one.push(a);
            from_other.push(b);
        }
    }

    fn has_public_link(&self, node: NodeNo) -> bool {
        self.edges_of(self.base(node)).any(|edge| self.strength(edge) == Some(Strength::Public))
    }

    fn has_mark(&self, node: NodeNo) -> bool {
        self.edges_of(self.base(node)).any(|edge| self.edges[edge as usize].apart)
    }

    fn unite(&mut self, one: NodeNo, other: NodeNo) {
        let named = if self.naming_order(one) <= self.naming_order(other) { one } else { other };
        let renamed = if named == one { other } else { one };
        for node in self.circle(renamed) {
            let next = self.next(node);
            self.place(node, named, next);
        }
        let (after_named, after_renamed) = (self.next(named), self.next(renamed));
        self.place(named, named, after_renamed);
        self.place(renamed, named, after_named);
    }

    /// People are named after their first identifier; after a later tenure only where they hold nothing else.
    pub(super) fn naming_order(&self, node: NodeNo) -> (u32, u32) {
        if node < TENURES { (0, node) } else { (self.tenures[(node - TENURES) as usize].turn, self.base(node)) }
    }

    /// Groups everything that usable links reach from the seeds by the canonical rule.
    pub(super) fn regroup(&mut self, seeds: &[NodeNo]) {
        let (nodes, edges) = self.surroundings(seeds);
        let places: HashMap<NodeNo, usize> = nodes.iter().copied().zip(0..).collect();
        let members: Vec<Member> = nodes
            .iter()
            .map(|node| {
                let namespace = self.nodes[self.base(*node) as usize].namespace;
                let rules = self.namespaces.rules(namespace);
                Member { namespace, strong: rules.strong, per_person: rules.per_person }
            })
            .collect();
        let mut candidates = Vec::new();
        let mut candidate_edges = Vec::new();
        let mut apart = Vec::new();
        for number in edges {
            let (low, high) = self.ends(number);
            let (Some(a), Some(b)) = (places.get(&low), places.get(&high)) else { continue };
            let edge = &self.edges[number as usize];
            self.conflicts.remove(&edge.pair.packed());
            if edge.apart {
                apart.push((*a, *b));
            } else if let Some(strength) = self.strength(number) {
                candidates.push(self.candidate(number, *a, *b, strength));
                candidate_edges.push(number);
            }
        }
        let grouping = group(&members, &candidates, &apart);
        for (place, why) in &grouping.refused {
            if *why != Refusal::PublicEvidence {
                let pair = self.edges[candidate_edges[*place] as usize].pair;
                self.conflicts.insert(pair.packed(), *why);
            }
        }
        self.place_groups(&nodes, &grouping);
    }

    fn candidate(&self, number: u32, a: usize, b: usize, strength: Strength) -> Candidate {
        let edge = &self.edges[number as usize];
        let first_seen = match strength {
            Strength::Decision => 0,
            Strength::Public => edge.public,
            Strength::Asserted | Strength::BothStrong | Strength::OneStrong | Strength::BothWeak => edge.trusted,
        };
        let keys = [edge.pair.low(), edge.pair.high()].map(|end| self.nodes[end.0 as usize].key);
        let namespaces = match strength {
            Strength::Public => {
                let ends = [edge.pair.low(), edge.pair.high()].map(|end| self.nodes[end.0 as usize].namespace);
                ends[0].min(ends[1])
            }
            _ => 0,
        };
        let tie = (keys[0].min(keys[1]), keys[0].max(keys[1]));
        Candidate { a, b, strength, namespaces, first_seen, tie }
    }

    /// Everything that usable links reach from the seeds: the nodes, and all edges at them.
    fn surroundings(&self, seeds: &[NodeNo]) -> (Vec<NodeNo>, Vec<u32>) {
        // A chain that anybody can send must not make everybody wait: where public links reach too far, none counts.
        self.reach(seeds, true).or_else(|| self.reach(seeds, false)).expect("without public links there is no limit")
    }

    fn reach(&self, seeds: &[NodeNo], public: bool) -> Option<(Vec<NodeNo>, Vec<u32>)> {
        let mut found: HashSet<NodeNo> = HashSet::new();
        let mut open: Vec<NodeNo> = Vec::new();
        for seed in seeds {
            if found.insert(*seed) {
                open.push(*seed);
            }
        }
        let mut nodes = Vec::new();
        let mut edges = Vec::new();
        while let Some(node) = open.pop() {
            nodes.push(node);
            if public && nodes.len() > MOST_PUBLIC {
                return None;
            }
            let base = self.base(node);
            for edge in self.edges_of(base) {
                if self.end(edge, base) != node {
                    continue;
                }
                let strength = self.strength(edge);
                if !public && strength == Some(Strength::Public) {
                    continue;
                }
                edges.push(edge);
                let other = self.other_end(edge, base);
                if strength.is_some() && found.insert(other) {
                    open.push(other);
                }
            }
        }
        nodes.sort_unstable_by_key(|node| self.naming_order(*node));
        edges.sort_unstable();
        edges.dedup();
        Some((nodes, edges))
    }

    /// Makes the groups people. `nodes` are in naming order, so that the first of a group names it.
    fn place_groups(&mut self, nodes: &[NodeNo], grouping: &Grouping) {
        let mut people: BTreeMap<usize, Vec<NodeNo>> = BTreeMap::new();
        for (place, group) in grouping.group.iter().enumerate() {
            self.disputed.remove(&self.person(nodes[place]));
            people.entry(*group).or_default().push(nodes[place]);
        }
        // Whoever was joined beyond a limit holds together only in today's order of evidence: they are looked at anew
        // with every change, as are those around whom something was refused.
        let delicate = !grouping.refused.is_empty() || people.values().any(|members| self.exceeds_limits(members));
        for members in people.values() {
            let named = members[0];
            for (place, node) in members.iter().enumerate() {
                self.place(*node, named, members[(place + 1) % members.len()]);
            }
            if delicate {
                self.disputed.insert(named);
            }
        }
    }

    /// Whether members hold more values of a namespace than one person may.
    fn exceeds_limits(&self, members: &[NodeNo]) -> bool {
        let mut counts: BTreeMap<NamespaceNo, u32> = BTreeMap::new();
        members.iter().any(|node| {
            let namespace = self.nodes[self.base(*node) as usize].namespace;
            let count = counts.entry(namespace).or_default();
            *count += 1;
            self.namespaces.rules(namespace).per_person.is_some_and(|limit| *count > limit)
        })
    }
}
