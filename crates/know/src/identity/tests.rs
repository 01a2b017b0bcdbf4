//! The graph against a slow, obvious implementation of the rule: any order of the same entries gives the same people.

use std::collections::{BTreeMap, BTreeSet};

use kernel::clock::DAY;
use kernel::{IdentifierNo, KeyHasher, Pair, Position, Timestamp};
use proptest::prelude::*;

use super::{Change, Graph, Namespace, Namespaces, Normalise, Part};
use crate::log::{Claim, Evidence};

/// Namespaces small enough that everything happens often.
fn namespaces() -> Namespaces {
    let namespace = |name: &str, strong, per_person, max_strong, shared, hands: Option<u16>| Namespace {
        name: name.to_owned(),
        strong,
        per_person,
        max_strong,
        shared,
        changes_hands_after_days: hands,
        normalise: Normalise::Trim,
    };
    Namespaces::new(
        &[
            namespace("user_id", true, Some(1), 4, false, None),
            namespace("email", true, Some(2), 4, false, None),
            namespace("phone", true, Some(2), 4, true, Some(100)),
            namespace("anonymous_id", false, None, 3, true, None),
        ],
        None,
    )
    .unwrap()
}

const NAMES: [&str; 4] = ["user_id", "email", "phone", "anonymous_id"];

/// An identifier by its meaning: which namespace, which value.
type Meaning = (usize, u8);

#[derive(Clone, Debug)]
enum Step {
    Seen { a: Meaning, b: Meaning, claim: Claim, day: i64 },
    Decided { a: Meaning, b: Meaning, joined: bool },
    Blocked { who: Meaning },
    Used { who: Meaning, day: i64 },
}

fn meaning() -> impl Strategy<Value = Meaning> {
    (0..NAMES.len(), 0..5_u8)
}

fn step() -> impl Strategy<Value = Step> {
    let claim = prop_oneof![4 => Just(Claim::Trusted), 3 => Just(Claim::Public), 1 => Just(Claim::Asserted)];
    prop_oneof![
        12 => (meaning(), meaning(), claim, 0..1000_i64).prop_map(|(a, b, claim, day)| Step::Seen { a, b, claim, day }),
        1 => (meaning(), meaning(), any::<bool>()).prop_map(|(a, b, joined)| Step::Decided { a, b, joined }),
        1 => meaning().prop_map(|who| Step::Blocked { who }),
        2 => (meaning(), 0..1000_i64).prop_map(|(who, day)| Step::Used { who, day }),
    ]
}

struct Run {
    graph: Graph,
    numbers: BTreeMap<Meaning, IdentifierNo>,
    hasher: KeyHasher,
    /// The days on which anything was seen: holders change on no others.
    days: BTreeSet<i64>,
}

impl Run {
    fn of(steps: &[Step]) -> Run {
        let (graph, hasher) = (Graph::new(namespaces()), KeyHasher::new([1; 16]));
        let mut run = Run { graph, numbers: BTreeMap::new(), hasher, days: BTreeSet::from([-1]) };
        for step in steps {
            run.take(step);
        }
        run
    }

    fn number(&mut self, meaning: Meaning) -> IdentifierNo {
        if let Some(number) = self.numbers.get(&meaning) {
            return *number;
        }
        let number = IdentifierNo(self.graph.len());
        self.graph.add(NAMES[meaning.0], key(&self.hasher, meaning), false);
        self.numbers.insert(meaning, number);
        number
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Seen { a, b, .. } | Step::Decided { a, b, .. } if a == b => {}
            Step::Seen { a, b, claim, day } => {
                self.days.insert(*day);
                let pair = Pair::new(self.number(*a), self.number(*b));
                let evidence = Evidence { pair, claim: *claim, at: Timestamp(day * DAY), position: Position(0) };
                // What is no news is not recorded: leaving it out must change nothing.
                if self.graph.is_news(&evidence) {
                    self.graph.see(&evidence);
                }
            }
            Step::Decided { a, b, joined } => {
                let pair = Pair::new(self.number(*a), self.number(*b));
                self.graph.decide(pair, *joined, !joined);
            }
            Step::Blocked { who } => {
                let number = self.number(*who);
                self.graph.block(number, true);
            }
            Step::Used { who, day } => {
                let (number, span) = (self.number(*who), super::span_of(day * DAY));
                if self.graph.is_news_of_use(number, span) {
                    self.graph.in_use(number, span);
                }
            }
        }
    }

    /// All people, each with what is theirs.
    fn groups(&self) -> BTreeSet<Vec<Part>> {
        let at = |number: &IdentifierNo, day: i64| self.graph.parts(self.graph.person_at(*number, day * DAY));
        self.numbers.values().flat_map(|number| self.days.iter().map(move |day| at(number, *day))).collect()
    }

    /// All links around these people, as they are told.
    fn links(&self) -> BTreeSet<String> {
        let people = self.numbers.values().map(|number| self.graph.person_at(*number, i64::MIN));
        people.flat_map(|person| self.graph.links(person)).map(|edge| format!("{edge:?}")).collect()
    }

    /// The people as sets of meanings with the day from which each was theirs.
    fn people(&self) -> BTreeSet<BTreeSet<(Meaning, i64)>> {
        let meanings: BTreeMap<IdentifierNo, Meaning> =
            self.numbers.iter().map(|(meaning, number)| (*number, *meaning)).collect();
        let mut people = BTreeSet::new();
        for number in self.numbers.values() {
            for day in &self.days {
                let person = self.graph.person_at(*number, day * DAY);
                let parts = self.graph.parts(person);
                assert!(
                    parts.iter().any(|part| part.identifier == *number),
                    "a person holds the identifier they are found by"
                );
                people.insert(parts.iter().map(|part| (meanings[&part.identifier], part.from.max(-1))).collect());
            }
        }
        people
    }
}

fn key(hasher: &KeyHasher, meaning: Meaning) -> [u8; 16] {
    hasher.identifier(NAMES[meaning.0], &meaning.1.to_string())
}

/// The rule, written down as it is said and not as it is fast: everything is computed anew from all steps.
mod oracle {
    use super::*;

    #[derive(Clone, Default)]
    struct Seen {
        trusted: Option<i64>,
        public: Option<i64>,
        last_month: i64,
        asserted: bool,
        joined: bool,
        apart: bool,
    }

    impl Seen {
        fn first(&self) -> Option<i64> {
            self.trusted.or(self.public)
        }
    }

    /// An identifier during one holder: its meaning and the moment from which the holder had it.
    type Node = (Meaning, i64);

    /// The nodes at which a pair ends.
    type Ends<'a> = dyn Fn(&(Meaning, Meaning), &Seen) -> (Node, Node) + 'a;

    const STRONG: [bool; 4] = [true, true, true, false];
    const PER_PERSON: [Option<usize>; 4] = [Some(1), Some(2), Some(2), None];
    const MAX_STRONG: [usize; 4] = [4, 4, 4, 3];
    const SHARED: [bool; 4] = [false, false, true, true];
    const PHONE: usize = 2;

    pub(super) fn people(steps: &[Step]) -> BTreeSet<BTreeSet<Node>> {
        let mut pairs: BTreeMap<(Meaning, Meaning), Seen> = BTreeMap::new();
        let (mut all, mut blocked, mut uses) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for step in steps {
            match step {
                Step::Seen { a, b, .. } | Step::Decided { a, b, .. } if a == b => {}
                Step::Seen { a, b, claim, day } => {
                    all.extend([*a, *b]);
                    let seen = pairs.entry((*a.min(b), *a.max(b))).or_default();
                    let at = day * DAY;
                    let first = if *claim == Claim::Public { &mut seen.public } else { &mut seen.trusted };
                    *first = Some(first.map_or(at, |known| known.min(at)));
                    if *claim != Claim::Public {
                        seen.last_month = seen.last_month.max(at.div_euclid(30 * DAY));
                    }
                    seen.asserted |= *claim == Claim::Asserted;
                }
                Step::Decided { a, b, joined } => {
                    all.extend([*a, *b]);
                    let seen = pairs.entry((*a.min(b), *a.max(b))).or_default();
                    (seen.joined, seen.apart) = (*joined, !joined);
                }
                Step::Blocked { who } => {
                    all.insert(*who);
                    blocked.insert(*who);
                }
                Step::Used { who, day } => {
                    all.insert(*who);
                    uses.insert((*who, day.div_euclid(30)));
                }
            }
        }
        let starts = starts(&all, &pairs, &uses);
        let node = |meaning: Meaning, at: i64| -> Node {
            let from = starts[&meaning].iter().copied().filter(|start| *start <= at).max();
            (meaning, from.unwrap_or(-1))
        };
        let nodes: Vec<Node> = all
            .iter()
            .flat_map(|one| std::iter::once(-1).chain(starts[one].iter().copied()).map(|from| (*one, from)))
            .collect();
        let ends = |pair: &(Meaning, Meaning), seen: &Seen| {
            let at = seen.first().unwrap_or(i64::MIN);
            (node(pair.0, at), node(pair.1, at))
        };
        let crowded: BTreeSet<Node> =
            nodes.iter().copied().filter(|one| is_crowded(*one, &pairs, &blocked, &ends)).collect();
        group(&nodes, &pairs, &blocked, &crowded, &ends)
    }

    fn starts(
        all: &BTreeSet<Meaning>,
        pairs: &BTreeMap<(Meaning, Meaning), Seen>,
        uses: &BTreeSet<(Meaning, i64)>,
    ) -> BTreeMap<Meaning, Vec<i64>> {
        let mut starts = BTreeMap::new();
        for one in all {
            let mut sightings = Vec::new();
            for ((a, b), seen) in pairs {
                let other = if a == one {
                    b
                } else if b == one {
                    a
                } else {
                    continue;
                };
                if let (true, PHONE, Some(first)) = (STRONG[other.0], one.0, seen.trusted) {
                    sightings.push((first, (seen.last_month + 1) * 30 * DAY));
                }
            }
            sightings.sort_unstable();
            let mut own = Vec::new();
            for (place, (first, _)) in sightings.iter().enumerate() {
                let latest = sightings[..place].iter().map(|(_, last)| *last).max();
                let ends = uses.iter().filter(|(who, _)| who == one).map(|(_, span)| (span + 1) * 30 * DAY);
                let last_use = ends.filter(|end| end <= first).max().unwrap_or(i64::MIN);
                if latest.is_some_and(|latest| first - latest.max(last_use) > 100 * DAY) {
                    own.push(*first);
                }
            }
            starts.insert(*one, own);
        }
        starts
    }

    fn is_crowded(
        one: Node,
        pairs: &BTreeMap<(Meaning, Meaning), Seen>,
        blocked: &BTreeSet<Meaning>,
        ends: &Ends<'_>,
    ) -> bool {
        let mut strong: BTreeMap<usize, usize> = BTreeMap::new();
        for (pair, seen) in pairs {
            let (a, b) = ends(pair, seen);
            let other = if a == one {
                b.0
            } else if b == one {
                a.0
            } else {
                continue;
            };
            let believed = seen.trusted.is_some() || seen.public.is_some() && !STRONG[one.0.0];
            if STRONG[other.0] && !blocked.contains(&other) && believed {
                *strong.entry(other.0).or_default() += 1;
            }
        }
        let of_one = strong.iter().any(|(namespace, count)| PER_PERSON[*namespace].is_some_and(|limit| *count > limit));
        strong.values().sum::<usize>() > MAX_STRONG[one.0.0] || SHARED[one.0.0] && of_one
    }

    fn group(
        nodes: &[Node],
        pairs: &BTreeMap<(Meaning, Meaning), Seen>,
        blocked: &BTreeSet<Meaning>,
        crowded: &BTreeSet<Node>,
        ends: &Ends<'_>,
    ) -> BTreeSet<BTreeSet<Node>> {
        let hasher = KeyHasher::new([1; 16]);
        let mut candidates = Vec::new();
        for (pair, seen) in pairs {
            let (a, b) = ends(pair, seen);
            if seen.apart || blocked.contains(&pair.0) || blocked.contains(&pair.1) {
                continue;
            }
            let strong = usize::from(STRONG[pair.0.0]) + usize::from(STRONG[pair.1.0]);
            let shared = crowded.contains(&a) || crowded.contains(&b);
            let (rank, namespace, first) = if seen.joined {
                (0, 0, 0)
            } else if shared {
                continue;
            } else if let Some(trusted) = seen.trusted {
                (if seen.asserted { 1 } else { 4 - strong }, 0, trusted)
            } else if let (Some(public), true) = (seen.public, strong < 2) {
                (5, pair.0.0.min(pair.1.0), public)
            } else {
                continue;
            };
            let keys = [key(&hasher, pair.0), key(&hasher, pair.1)];
            candidates.push((rank, namespace, first, keys.iter().min().copied(), keys.iter().max().copied(), a, b));
        }
        candidates.sort_unstable();
        let apart: Vec<(Node, Node)> =
            pairs.iter().filter(|(_, seen)| seen.apart).map(|(pair, seen)| ends(pair, seen)).collect();
        let mut people: Vec<BTreeSet<Node>> = nodes.iter().map(|node| BTreeSet::from([*node])).collect();
        let mut decided: Vec<Node> = Vec::new();
        for (rank, _, _, _, _, a, b) in candidates {
            let side = |people: &[BTreeSet<Node>], node: Node| {
                people.iter().position(|person| person.contains(&node)).unwrap()
            };
            let (one, other) = (side(&people, a), side(&people, b));
            if one == other || refused(rank, &people[one], &people[other], &apart, &decided) {
                continue;
            }
            if rank <= 1 {
                decided.push(a);
            }
            let joined = people[other].clone();
            people[one].extend(joined);
            people.remove(other);
        }
        people.into_iter().collect()
    }

    fn refused(
        rank: usize,
        one: &BTreeSet<Node>,
        other: &BTreeSet<Node>,
        apart: &[(Node, Node)],
        decided: &[Node],
    ) -> bool {
        let across =
            |(a, b): &(Node, Node)| one.contains(a) && other.contains(b) || one.contains(b) && other.contains(a);
        if apart.iter().any(across) {
            return true;
        }
        let strong = |side: &BTreeSet<Node>| side.iter().any(|node| STRONG[node.0.0]);
        if rank == 5 && strong(one) && strong(other) {
            return true;
        }
        // Each decision within the two lets them count as one person more.
        let people = 1 + decided.iter().filter(|node| one.contains(node) || other.contains(node)).count();
        rank > 1
            && (0..NAMES.len()).any(|namespace| {
                let count = |side: &BTreeSet<Node>| side.iter().filter(|node| node.0.0 == namespace).count();
                let (a, b) = (count(one), count(other));
                a > 0 && b > 0 && PER_PERSON[namespace].is_some_and(|limit| a + b > limit * people)
            })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_shrink_iters: 20_000, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn the_graph_groups_as_the_rule_says(steps in prop::collection::vec(step(), 1..40)) {
        prop_assert_eq!(Run::of(&steps).people(), oracle::people(&steps));
    }

    /// What is taken out of the graph for many questions answers them as the graph does.
    #[test]
    fn owners_are_those_that_the_graph_says(
        steps in prop::collection::vec(step(), 1..40),
        erased in prop::option::of(meaning()),
        asked in prop::collection::vec((prop::collection::vec(meaning(), 1..4), 0..1500_i64), 1..20),
    ) {
        const CLOSER: u32 = u32::MAX;
        let mut run = Run::of(&steps);
        if let Some(meaning) = erased {
            let identifier = run.number(meaning);
            run.graph.erase(Part { identifier, from: i64::MIN, until: i64::MAX });
        }
        let asked: Vec<(Vec<IdentifierNo>, i64)> = asked
            .into_iter()
            .map(|(who, day)| (who.into_iter().map(|meaning| run.number(meaning)).collect(), day * DAY))
            .collect();
        let owners = run.graph.owners(CLOSER);
        for (identifiers, at) in asked {
            let numbers: Vec<u32> = identifiers.iter().map(|identifier| identifier.0).collect();
            let owner = run.graph.owner_of(identifiers.iter().copied());
            let expected = (!run.graph.is_erased(owner, at)).then(|| run.graph.person_at(owner, at).0);
            prop_assert_eq!(owners.special.person(&numbers, at), expected);
            let dense = owners.dense[numbers[0] as usize];
            prop_assert!(dense == CLOSER || Some(u64::from(dense)) == expected);
        }
    }

    #[test]
    fn the_order_of_arrival_does_not_matter(
        steps in prop::collection::vec(step(), 1..60).prop_filter("decisions about one pair have an order", |steps| {
            let pairs: Vec<_> = steps.iter().filter_map(|step| match step {
                Step::Decided { a, b, .. } => Some((a.min(b), a.max(b))),
                _ => None,
            }).collect();
            pairs.iter().collect::<BTreeSet<_>>().len() == pairs.len()
        }),
        seed in any::<u64>(),
    ) {
        let mut shuffled = steps.clone();
        let mut state = seed | 1;
        for place in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(place, usize::try_from(state >> 33).unwrap() % (place + 1));
        }
        prop_assert_eq!(Run::of(&steps).people(), Run::of(&shuffled).people());
    }

    #[test]
    fn merge_then_unmerge_is_the_identity(steps in prop::collection::vec(step(), 1..40), a in meaning(), b in meaning()) {
        let mut run = Run::of(&steps);
        let (a, b) = (run.number(a), run.number(b));
        prop_assume!(a != b);
        let before = run.people();
        let pair = Pair::new(a, b);
        prop_assume!(run.graph.between(pair).is_none_or(|edge| !edge.joined && !edge.apart));
        run.graph.decide(pair, true, false);
        run.graph.decide(pair, false, false);
        prop_assert_eq!(run.people(), before);
    }

    #[test]
    fn a_preview_shows_what_will_be_and_changes_nothing(
        steps in prop::collection::vec(step(), 1..40), a in meaning(), b in meaning(), joined in any::<bool>(),
        blocks in any::<bool>(),
    ) {
        let mut run = Run::of(&steps);
        let (a, b) = (run.number(a), run.number(b));
        prop_assume!(a != b);
        let change = if blocks {
            Change::Block { identifier: a, blocked: joined }
        } else {
            Change::Decide { pair: Pair::new(a, b), joined, apart: !joined }
        };
        let (people, links, conflicts) = (run.people(), run.links(), run.graph.conflicts().clone());
        let (before, after) = run.graph.what_if(change);
        prop_assert_eq!((run.people(), run.links(), run.graph.conflicts().clone()), (people, links, conflicts));
        let all_before = run.groups();
        prop_assert!(before.iter().all(|group| all_before.contains(group)));
        match change {
            Change::Decide { pair, joined, apart } => run.graph.decide(pair, joined, apart),
            Change::Block { identifier, blocked } => run.graph.block(identifier, blocked),
        }
        let all_after = run.groups();
        prop_assert!(after.iter().all(|group| all_after.contains(group)));
        // Whoever is not named stays as they were.
        let (before, after): (BTreeSet<_>, BTreeSet<_>) = (before.into_iter().collect(), after.into_iter().collect());
        prop_assert!(all_before.difference(&before).eq(all_after.difference(&after)));
    }

    #[test]
    fn unblocking_brings_everything_back(steps in prop::collection::vec(step(), 1..40), who in meaning()) {
        let mut run = Run::of(&steps);
        let number = run.number(who);
        prop_assume!(!run.graph.is_blocked(number));
        let before = run.people();
        run.graph.block(number, true);
        run.graph.block(number, false);
        prop_assert_eq!(run.people(), before);
    }
}

#[test]
fn a_person_is_named_after_their_first_identifier_and_old_names_resolve() {
    let mut run = Run::of(&[]);
    let [first, second, third] = [(1, 0), (0, 0), (3, 0)].map(|meaning| run.number(meaning));
    let seen =
        |pair, day: i64| Evidence { pair, claim: Claim::Trusted, at: Timestamp(day * DAY), position: Position(0) };
    run.graph.see(&seen(Pair::new(second, third), 1));
    let old = run.graph.person_at(third, 0);
    assert_eq!(run.graph.named_after(old), second);
    run.graph.see(&seen(Pair::new(first, third), 2));
    let new = run.graph.person_at(third, 0);
    assert_eq!(run.graph.named_after(new), first);
    assert_eq!(run.graph.resolve(old), Some(new));
}

#[test]
fn a_number_that_changed_hands_joins_no_strangers() {
    let (phone, old_owner, new_owner) = ((2, 0), (0, 1), (0, 2));
    let seen = |a, b, day| Step::Seen { a, b, claim: Claim::Trusted, day };
    let run = Run::of(&[seen(phone, new_owner, 800), seen(phone, old_owner, 10), seen(phone, old_owner, 50)]);
    let number = run.numbers[&phone];
    let (then, now) = (run.graph.person_at(number, 20 * DAY), run.graph.person_at(number, 900 * DAY));
    assert_eq!(then, run.graph.person_at(run.numbers[&old_owner], 0));
    assert_eq!(now, run.graph.person_at(run.numbers[&new_owner], 0));
    assert_ne!(then, now);
}

#[test]
fn an_assertion_that_comes_late_lets_what_was_refused_join() {
    let seen = |a, b, claim, day| Step::Seen { a, b, claim, day };
    let steps = [
        seen((2, 3), (3, 2), Claim::Trusted, 438),
        seen((3, 2), (2, 1), Claim::Trusted, 0),
        seen((1, 0), (3, 2), Claim::Trusted, 21),
        seen((2, 1), (2, 2), Claim::Trusted, 161),
        seen((0, 0), (1, 0), Claim::Trusted, 0),
        seen((0, 0), (1, 0), Claim::Asserted, 0),
        seen((2, 3), (3, 2), Claim::Trusted, 0),
    ];
    let expected = oracle::people(&steps);
    // Every order of the seven.
    let mut order: Vec<usize> = (0..steps.len()).collect();
    loop {
        let shuffled: Vec<Step> = order.iter().map(|place| steps[*place].clone()).collect();
        assert_eq!(Run::of(&shuffled).people(), expected, "{order:?}");
        let Some(pivot) = (1..order.len()).rev().find(|place| order[place - 1] < order[*place]) else { break };
        let next = (pivot..order.len()).rev().find(|place| order[*place] > order[pivot - 1]).unwrap();
        order.swap(pivot - 1, next);
        order[pivot..].reverse();
    }
}
