//! What a decision would change: it is taken on the graph itself, looked at, and taken back, which leaves the same people.

use std::collections::BTreeSet;

use kernel::{IdentifierNo, Pair, Part};

use super::{Graph, NodeNo};

/// A decision that may be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// An employee's word on two identifiers; nothing for both takes it back.
    Decide {
        /// The two.
        pair: Pair,
        /// They are one.
        joined: bool,
        /// They are not.
        apart: bool,
    },
    /// An identifier joins nobody, or is used again.
    Block {
        /// Which.
        identifier: IdentifierNo,
        /// Whether it joins nobody.
        blocked: bool,
    },
}

/// People, each with everything that belongs to them.
pub(crate) type Groups = Vec<Vec<Part>>;

impl Graph {
    /// The people whom a change would make others, as they are and as they would be.
    pub(crate) fn what_if(&mut self, change: Change) -> (Groups, Groups) {
        let mut concerned: BTreeSet<NodeNo> = self.touched(change);
        loop {
            let before = self.circles(&concerned);
            concerned.extend(before.iter().flatten());
            let (circles, mut after) = self.tried(change, |graph| {
                let circles = graph.circles(&concerned);
                let parts = graph.parts_of(&circles);
                (circles, parts)
            });
            let known = concerned.len();
            concerned.extend(circles.iter().flatten());
            // Whoever would be drawn in is concerned too, with all that is theirs now.
            if concerned.len() == known {
                let mut before = self.parts_of(&before);
                let stays: BTreeSet<Vec<Part>> = before.iter().filter(|parts| after.contains(parts)).cloned().collect();
                before.retain(|parts| !stays.contains(parts));
                after.retain(|parts| !stays.contains(parts));
                return (before, after);
            }
        }
    }

    /// The nodes whose people a change may make others.
    fn touched(&self, change: Change) -> BTreeSet<NodeNo> {
        let beside = |node: &NodeNo| {
            let base = self.base(*node);
            self.edges_of(base).map(move |edge| self.other_end(edge, base)).collect::<Vec<_>>()
        };
        match change {
            Change::Decide { pair, .. } => match self.edge(pair).map(|number| self.ends(number)) {
                Some((low, high)) => BTreeSet::from([low, high]),
                None => [pair.low(), pair.high()].map(|end| self.node_at(end.0, i64::MIN)).into(),
            },
            // What was seen with too many may be seen with few enough when one of them does not count.
            Change::Block { identifier, .. } => {
                let near: Vec<NodeNo> = self.turns(identifier.0).iter().flat_map(beside).collect();
                let far: Vec<NodeNo> = near.iter().flat_map(beside).collect();
                self.turns(identifier.0).into_iter().chain(near).chain(far).collect()
            }
        }
    }

    /// What can be read of the graph while a change is in force.
    fn tried<T>(&mut self, change: Change, read: impl FnOnce(&Graph) -> T) -> T {
        match change {
            Change::Decide { pair, joined, apart } => {
                let known = self.edge(pair).map(|number| self.edges[number as usize]);
                self.decide(pair, joined, apart);
                let found = read(self);
                self.decide(pair, known.is_some_and(|edge| edge.joined), known.is_some_and(|edge| edge.apart));
                if known.is_none() {
                    self.forget_last_edge();
                }
                found
            }
            Change::Block { identifier, blocked } => {
                let known = self.is_blocked(identifier);
                self.block(identifier, blocked);
                let found = read(self);
                self.block(identifier, known);
                found
            }
        }
    }

    /// Takes away the edge that was made last.
    fn forget_last_edge(&mut self) {
        let Some(edge) = self.edges.pop() else { return };
        for (end, next) in [(edge.pair.low(), edge.next_low), (edge.pair.high(), edge.next_high)] {
            let node = &mut self.nodes[end.0 as usize];
            node.first_edge = next;
            node.degree -= 1;
        }
    }

    /// The people to whom these nodes belong, each with all their nodes.
    fn circles(&self, nodes: &BTreeSet<NodeNo>) -> Vec<Vec<NodeNo>> {
        let people: BTreeSet<NodeNo> = nodes.iter().map(|node| self.person(*node)).collect();
        people.into_iter().map(|person| self.circle(person)).collect()
    }

    fn parts_of(&self, circles: &[Vec<NodeNo>]) -> Groups {
        let parts = circles.iter().map(|circle| {
            let parts = circle.iter().map(|node| self.part(*node)).filter(|part| !self.is_erased_part(part));
            let mut parts: Vec<Part> = parts.collect();
            parts.sort_unstable_by_key(|part| (part.identifier, part.from));
            parts
        });
        parts.filter(|parts| !parts.is_empty()).collect()
    }
}
