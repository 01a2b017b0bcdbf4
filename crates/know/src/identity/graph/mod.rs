//! The identity graph in memory: identifiers, what was seen of them together, and the people that follow from it.
//!
//! It is a state machine over the people's log ([`crate::log`]): the same entries in any order end in the same people.
//! A person is a connected component of the active links. Where nothing was refused, a new link is a plain union;
//! a component with a refusal is grouped again by [`super::rules::group`].

mod moves;
mod owners;
mod people;
mod settle;
mod what_if;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use hashbrown::HashTable;
use kernel::clock::DAY;
use kernel::{IdentifierNo, Pair, Part, Position};

use super::namespaces::{NamespaceNo, Namespaces};
use super::rules::{Refusal, Strength};
use crate::log::{Claim, Evidence};
pub use moves::Moved;
pub use owners::{Owners, Special};
pub(crate) use people::Relatedness;
pub(crate) use what_if::{Change, Groups};

/// A node of the graph: an identifier, or a later tenure of one that changed hands (see [`TENURES`]).
type NodeNo = u32;

/// Nodes from here on are later tenures: a number that was passed on is two identifiers with two times of validity.
const TENURES: NodeNo = 1 << 31;
/// The key of a tombstone.
pub(crate) const NO_KEY: [u8; 16] = [0; 16];
/// No edge, no moment.
const NONE: u32 = u32::MAX;
const NEVER: i64 = i64::MAX;
/// How exactly the last use of an identifier or pair is kept, so that not every contact is news.
const SPAN_DAYS: i64 = 30;

struct Node {
    key: [u8; 16],
    namespace: NamespaceNo,
    /// It never passes to somebody else, although others of its namespace may.
    lasting: bool,
    /// Seen with too many: joins nobody.
    crowded: bool,
    degree: u32,
    first_edge: u32,
    /// The person: the node after which they are named.
    person: NodeNo,
    /// The next node of the same person, in a circle.
    next: NodeNo,
}

/// A later tenure of an identifier.
struct Tenure {
    of: u32,
    /// 1 for the second holder, 2 for the third, ...
    turn: u32,
    crowded: bool,
    person: NodeNo,
    next: NodeNo,
}

/// What is known of two identifiers together.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The two.
    pub pair: Pair,
    next_low: u32,
    next_high: u32,
    /// When a trusted source first saw them together, or never.
    trusted: i64,
    /// When a public source did, or never.
    public: i64,
    /// The last span in which they were seen together.
    last: i32,
    /// The interaction that first brought them together here.
    pub seen_in: Position,
    /// A trusted source said that they are one and the same.
    pub asserted: bool,
    /// An employee joined them.
    pub joined: bool,
    /// They are marked apart.
    pub apart: bool,
}

impl Edge {
    /// When a sender first saw them together, if ever: a trusted one where there is one.
    #[must_use]
    pub fn first_seen(&self) -> Option<i64> {
        let first = if self.trusted == NEVER { self.public } else { self.trusted };
        (first != NEVER).then_some(first)
    }

    /// Whether only public sources say so.
    #[must_use]
    pub fn only_public(&self) -> bool {
        self.trusted == NEVER && self.public != NEVER
    }
}

/// A person's number: that of their first identifier; with the turn of its holder in the upper half where the
/// identifier has changed hands and this is not its first holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonNo(pub u64);

/// The graph.
pub struct Graph {
    namespaces: Namespaces,
    by_key: HashTable<u32>,
    nodes: Vec<Node>,
    tenures: Vec<Tenure>,
    /// The starts of the later tenures of an identifier, with their nodes.
    passed_on: HashMap<u32, Vec<(i64, NodeNo)>>,
    /// In which spans an identifier that can change hands was in use, sorted.
    in_use: HashMap<u32, Vec<i32>>,
    edges: Vec<Edge>,
    blocked: BTreeSet<IdentifierNo>,
    /// Identifiers of erased people, with the times in which they were theirs. One that was theirs always is an empty
    /// tombstone: it has no key and no links, so that nobody comes back under it.
    erased: BTreeMap<u32, Vec<(i64, i64)>>,
    /// The people in whose surroundings a link was refused or a limit exceeded: by the node after which they are named.
    disputed: HashSet<NodeNo>,
    /// Links that were refused and wait for a decision.
    conflicts: BTreeMap<u64, Refusal>,
    moves: moves::Moves,
}

impl Graph {
    /// An empty graph under these rules.
    #[must_use]
    pub fn new(namespaces: Namespaces) -> Graph {
        Graph {
            namespaces,
            by_key: HashTable::new(),
            nodes: Vec::new(),
            tenures: Vec::new(),
            passed_on: HashMap::new(),
            in_use: HashMap::new(),
            edges: Vec::new(),
            blocked: BTreeSet::new(),
            erased: BTreeMap::new(),
            disputed: HashSet::new(),
            conflicts: BTreeMap::new(),
            moves: moves::Moves::default(),
        }
    }

    /// The rules.
    #[must_use]
    pub fn namespaces(&self) -> &Namespaces {
        &self.namespaces
    }

    /// How many identifiers there are.
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::try_from(self.nodes.len()).expect("identifiers are numbered below 2^31")
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// How many links wait for a decision.
    #[must_use]
    pub fn conflicts(&self) -> &BTreeMap<u64, Refusal> {
        &self.conflicts
    }

    /// The number of an identifier by its key.
    #[must_use]
    pub fn find(&self, key: &[u8; 16]) -> Option<IdentifierNo> {
        let same = |number: &u32| self.nodes[*number as usize].key == *key;
        self.by_key.find(table_hash(key), same).copied().map(IdentifierNo)
    }

    /// The key of an identifier.
    #[must_use]
    pub fn key(&self, identifier: IdentifierNo) -> &[u8; 16] {
        &self.nodes[identifier.0 as usize].key
    }

    /// Whether an identifier was blocked.
    #[must_use]
    pub fn is_blocked(&self, identifier: IdentifierNo) -> bool {
        self.blocked.contains(&identifier)
    }

    /// The identifiers that are blocked.
    #[must_use]
    pub fn blocked(&self) -> &BTreeSet<IdentifierNo> {
        &self.blocked
    }

    /// Whether an identifier is seen with so many that it joins nobody.
    #[must_use]
    pub fn is_crowded(&self, part: Part) -> bool {
        self.crowded(self.node_at(part.identifier.0, part.from))
    }

    /// Now, as [`Graph::moved_since`] takes it.
    #[must_use]
    pub fn moved(&self) -> Moved {
        self.moves.now()
    }

    /// The identifiers of which something may belong to somebody else than at that point, some of them several times;
    /// nothing where they are not remembered any more. Identifiers that were new then are not among them.
    #[must_use]
    pub fn moved_since(&self, point: Moved) -> Option<impl Iterator<Item = IdentifierNo>> {
        Some(self.moves.since(point)?.iter().copied().map(IdentifierNo))
    }

    /// Adds the next identifier. Its number must be [`Graph::len`].
    pub(crate) fn add(&mut self, namespace: &str, key: [u8; 16], lasting: bool) {
        let number = self.len();
        let namespace_no = self.namespaces.number(namespace);
        if key != NO_KEY {
            let nodes = &self.nodes;
            self.by_key.insert_unique(table_hash(&key), number, |other| table_hash(&nodes[*other as usize].key));
        }
        self.nodes.push(Node {
            key,
            namespace: namespace_no,
            lasting,
            crowded: false,
            degree: 0,
            first_edge: NONE,
            person: number,
            next: number,
        });
    }

    /// Whether it is news that an identifier was in use in a span.
    #[must_use]
    pub fn is_news_of_use(&self, identifier: IdentifierNo, span: i32) -> bool {
        let known = self.in_use.get(&identifier.0).is_some_and(|spans| spans.binary_search(&span).is_ok());
        self.changes_hands(identifier.0).is_some() && !known
    }

    /// Takes in that an identifier was in use in a span.
    pub(crate) fn in_use(&mut self, identifier: IdentifierNo, span: i32) {
        let spans = self.in_use.entry(identifier.0).or_default();
        if let Err(place) = spans.binary_search(&span) {
            spans.insert(place, span);
            let mut seeds = Vec::new();
            self.settle_tenures(identifier.0, &mut seeds);
            if !seeds.is_empty() {
                self.regroup(&seeds);
            }
        }
    }

    /// Whether evidence says more than what is known already.
    #[must_use]
    pub fn is_news(&self, evidence: &Evidence) -> bool {
        let Some(edge) = self.edge(evidence.pair) else { return true };
        let edge = &self.edges[edge as usize];
        let first = if evidence.claim == Claim::Public { edge.public } else { edge.trusted };
        if evidence.at.0 < first || evidence.claim == Claim::Asserted && !edge.asserted {
            return true;
        }
        if evidence.claim == Claim::Public {
            return false;
        }
        let dated =
            [evidence.pair.low(), evidence.pair.high()].into_iter().any(|end| self.changes_hands(end.0).is_some());
        dated && span_of(evidence.at.0) > edge.last
    }

    /// Takes in that two identifiers were seen together.
    pub(crate) fn see(&mut self, evidence: &Evidence) {
        let number = match self.edge(evidence.pair) {
            Some(number) => number,
            None => self.insert_edge(evidence.pair, evidence.position),
        };
        let ends_before = self.ends(number);
        let edge = &mut self.edges[number as usize];
        let before = *edge;
        match evidence.claim {
            Claim::Trusted | Claim::Asserted => edge.trusted = edge.trusted.min(evidence.at.0),
            Claim::Public => edge.public = edge.public.min(evidence.at.0),
        }
        edge.asserted |= evidence.claim == Claim::Asserted;
        if evidence.claim != Claim::Public {
            edge.last = edge.last.max(span_of(evidence.at.0));
        }
        let new_class = before.first_seen().is_none()
            || before.only_public() != edge.only_public()
            || before.asserted != edge.asserted;
        let pair = edge.pair;
        let mut seeds = Vec::new();
        for end in [pair.low().0, pair.high().0] {
            self.settle_tenures(end, &mut seeds);
        }
        let ends = self.ends(number);
        if new_class || ends != ends_before {
            for node in [ends_before.0, ends_before.1, ends.0, ends.1] {
                self.settle_crowding(node, &mut seeds);
            }
        }
        if !seeds.is_empty() || ends != ends_before {
            seeds.extend([ends_before.0, ends_before.1, ends.0, ends.1]);
            self.regroup(&seeds);
        } else if new_class || self.is_disputed(number) {
            self.link(number);
        }
    }

    /// Takes in an employee's word on two identifiers; nothing for both takes it back.
    pub(crate) fn decide(&mut self, pair: Pair, joined: bool, apart: bool) {
        let number = match self.edge(pair) {
            Some(number) => number,
            None => self.insert_edge(pair, Position(0)),
        };
        self.edges[number as usize].joined = joined;
        self.edges[number as usize].apart = apart;
        self.regroup(&[self.end(number, pair.low().0), self.end(number, pair.high().0)]);
    }

    /// Blocks an identifier or lets it be used again: its links go or come back.
    pub(crate) fn block(&mut self, identifier: IdentifierNo, blocked: bool) {
        if blocked {
            self.blocked.insert(identifier);
        } else {
            self.blocked.remove(&identifier);
        }
        self.let_go(identifier.0);
    }

    /// Groups everything around an identifier again after its links have gone or come back.
    fn let_go(&mut self, identifier: u32) {
        self.moves.note(identifier);
        let mut seeds = self.turns(identifier);
        for edge in self.edges_of(identifier).collect::<Vec<_>>() {
            let other = self.other_end(edge, identifier);
            seeds.push(other);
            // A blocked value does not count among those that another one was seen with.
            self.settle_crowding(other, &mut seeds);
        }
        self.regroup(&seeds);
    }

    /// Erases what an identifier was in a time: always, and it becomes a tombstone; or as long as it was one person's.
    pub(crate) fn erase(&mut self, part: Part) {
        let number = part.identifier.0;
        let times = self.erased.entry(number).or_default();
        if times.contains(&(part.from, part.until)) {
            return;
        }
        times.push((part.from, part.until));
        self.moves.note(number);
        if !part.is_whole() {
            return;
        }
        let key = std::mem::replace(&mut self.nodes[number as usize].key, NO_KEY);
        if let Ok(entry) = self.by_key.find_entry(table_hash(&key), |other| *other == number) {
            entry.remove();
        }
        self.let_go(number);
    }

    /// Whether an identifier was an erased person's at a time.
    #[must_use]
    pub fn is_erased(&self, identifier: IdentifierNo, at: i64) -> bool {
        let times = self.erased.get(&identifier.0);
        times.is_some_and(|times| times.iter().any(|(from, until)| (*from..*until).contains(&at)))
    }

    /// Whether all of a part was erased.
    #[must_use]
    pub fn is_erased_part(&self, part: &Part) -> bool {
        let times = self.erased.get(&part.identifier.0);
        times.is_some_and(|times| times.iter().any(|(from, until)| *from <= part.from && part.until <= *until))
    }

    /// How many identifiers are tombstones.
    #[must_use]
    pub fn tombstones(&self) -> u32 {
        let count = self.erased.keys().filter(|number| self.is_tombstone(IdentifierNo(**number))).count();
        u32::try_from(count).expect("not more than there are identifiers")
    }

    /// Whether an identifier is a tombstone.
    fn is_tombstone(&self, identifier: IdentifierNo) -> bool {
        self.erased.contains_key(&identifier.0) && self.nodes[identifier.0 as usize].key == NO_KEY
    }

    // Nodes, whether identifiers or tenures.

    fn base(&self, node: NodeNo) -> u32 {
        if node < TENURES { node } else { self.tenures[(node - TENURES) as usize].of }
    }

    fn person(&self, node: NodeNo) -> NodeNo {
        if node < TENURES { self.nodes[node as usize].person } else { self.tenures[(node - TENURES) as usize].person }
    }

    fn next(&self, node: NodeNo) -> NodeNo {
        if node < TENURES { self.nodes[node as usize].next } else { self.tenures[(node - TENURES) as usize].next }
    }

    fn place(&mut self, node: NodeNo, person: NodeNo, next: NodeNo) {
        if self.person(node) != person {
            self.moves.note(self.base(node));
        }
        let (own_person, own_next) = if node < TENURES {
            let node = &mut self.nodes[node as usize];
            (&mut node.person, &mut node.next)
        } else {
            let tenure = &mut self.tenures[(node - TENURES) as usize];
            (&mut tenure.person, &mut tenure.next)
        };
        *own_person = person;
        *own_next = next;
    }

    fn crowded(&self, node: NodeNo) -> bool {
        if node < TENURES { self.nodes[node as usize].crowded } else { self.tenures[(node - TENURES) as usize].crowded }
    }

    /// Whether an identifier names somebody by itself.
    pub(crate) fn is_strong(&self, identifier: IdentifierNo) -> bool {
        self.strong(identifier.0)
    }

    fn strong(&self, identifier: u32) -> bool {
        self.namespaces.rules(self.nodes[identifier as usize].namespace).strong
    }

    fn changes_hands(&self, identifier: u32) -> Option<u16> {
        let node = &self.nodes[identifier as usize];
        self.namespaces.rules(node.namespace).changes_hands_after_days.filter(|_| !node.lasting)
    }

    /// The node that an identifier was at a time.
    fn node_at(&self, identifier: u32, at: i64) -> NodeNo {
        if self.passed_on.is_empty() {
            return identifier;
        }
        let Some(starts) = self.passed_on.get(&identifier) else { return identifier };
        starts.iter().rev().find(|(start, _)| at >= *start).map_or(identifier, |(_, node)| *node)
    }

    /// All nodes of an identifier.
    fn turns(&self, identifier: u32) -> Vec<NodeNo> {
        let later = self.passed_on.get(&identifier).map_or(&[][..], Vec::as_slice);
        std::iter::once(identifier).chain(later.iter().map(|(_, node)| *node)).collect()
    }

    // Edges.

    /// The edge of a pair, found from the end that has fewer.
    fn edge(&self, pair: Pair) -> Option<u32> {
        let (low, high) = (&self.nodes.get(pair.low().0 as usize)?, &self.nodes.get(pair.high().0 as usize)?);
        let from = if low.degree <= high.degree { pair.low().0 } else { pair.high().0 };
        self.edges_of(from).find(|edge| self.edges[*edge as usize].pair == pair)
    }

    fn edges_of(&self, identifier: u32) -> EdgesOf<'_> {
        EdgesOf { graph: self, identifier, next: self.nodes[identifier as usize].first_edge }
    }

    fn insert_edge(&mut self, pair: Pair, seen_in: Position) -> u32 {
        let number = u32::try_from(self.edges.len()).expect("links are numbered below 2^32");
        let (low, high) = (pair.low().0 as usize, pair.high().0 as usize);
        self.edges.push(Edge {
            pair,
            next_low: self.nodes[low].first_edge,
            next_high: self.nodes[high].first_edge,
            trusted: NEVER,
            public: NEVER,
            last: i32::MIN,
            seen_in,
            asserted: false,
            joined: false,
            apart: false,
        });
        for node in [low, high] {
            self.nodes[node].first_edge = number;
            self.nodes[node].degree += 1;
        }
        number
    }

    /// The node at which an edge ends on the side of an identifier: the tenure in which the two were first seen.
    fn end(&self, edge: u32, identifier: u32) -> NodeNo {
        if self.passed_on.is_empty() {
            return identifier;
        }
        let at = self.edges[edge as usize].first_seen().unwrap_or(i64::MIN);
        self.node_at(identifier, at)
    }

    fn ends(&self, edge: u32) -> (NodeNo, NodeNo) {
        let pair = self.edges[edge as usize].pair;
        (self.end(edge, pair.low().0), self.end(edge, pair.high().0))
    }

    fn other_end(&self, edge: u32, identifier: u32) -> NodeNo {
        let pair = self.edges[edge as usize].pair;
        let other = if pair.low().0 == identifier { pair.high().0 } else { pair.low().0 };
        self.end(edge, other)
    }

    /// How much an edge is worth as a link; nothing where it may not link.
    fn strength(&self, number: u32) -> Option<Strength> {
        let edge = &self.edges[number as usize];
        let gone = |end| self.is_blocked(end) || self.is_tombstone(end);
        if edge.apart || gone(edge.pair.low()) || gone(edge.pair.high()) {
            return None;
        }
        if edge.joined {
            return Some(Strength::Decision);
        }
        let (low_end, high_end) = self.ends(number);
        if edge.first_seen().is_none() || self.crowded(low_end) || self.crowded(high_end) {
            return None;
        }
        let strong = u8::from(self.strong(edge.pair.low().0)) + u8::from(self.strong(edge.pair.high().0));
        match (edge.only_public(), strong) {
            (true, 2) => None,
            (true, _) => Some(Strength::Public),
            (false, _) if edge.asserted => Some(Strength::Asserted),
            (false, 2) => Some(Strength::BothStrong),
            (false, 1) => Some(Strength::OneStrong),
            (false, _) => Some(Strength::BothWeak),
        }
    }

    fn is_disputed(&self, edge: u32) -> bool {
        let (low, high) = self.ends(edge);
        self.disputed.contains(&self.person(low)) || self.disputed.contains(&self.person(high))
    }
}

/// The edges at an identifier, newest first.
struct EdgesOf<'a> {
    graph: &'a Graph,
    identifier: u32,
    next: u32,
}

impl Iterator for EdgesOf<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let number = self.next;
        let edge = self.graph.edges.get(number as usize)?;
        self.next = if edge.pair.low().0 == self.identifier { edge.next_low } else { edge.next_high };
        Some(number)
    }
}

/// Keys are hashes already: the table takes eight of their bytes.
fn table_hash(key: &[u8; 16]) -> u64 {
    u64::from_le_bytes(key[..8].try_into().expect("a key has 16 bytes"))
}

/// The span of 30 days in which a moment lies, counted from 1970.
pub(crate) fn span_of(at: i64) -> i32 {
    i32::try_from(at.div_euclid(SPAN_DAYS * DAY)).unwrap_or(i32::MAX)
}
