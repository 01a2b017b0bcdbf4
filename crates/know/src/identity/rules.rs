//! The canonical rule by which links become people: pure, and the same whatever the order of arrival.
//!
//! Candidates are taken in one order: decisions of employees first, then by strength of evidence, then (where only
//! public sources speak) by the place of their namespaces, a customer number before an e-mail address, then by the earliest
//! time at which a sender saw the two together, then by the bytes of the pair. A candidate whose ends are already
//! joined adds nothing. One is refused when it would join two ends that are marked apart, when both sides hold a
//! namespace whose limit their union would exceed, or when only a public source says so and both sides already hold a
//! strong identifier. Decisions and assertions ignore limits, and whoever was joined by one may hold as many values as
//! the people that it joined.

use std::collections::BTreeMap;

/// How much a candidate is worth; smaller is stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// An employee joined the two.
    Decision,
    /// A trusted source says that the two are one and the same.
    Asserted,
    /// A trusted source saw two strong identifiers together.
    BothStrong,
    /// A trusted source saw a strong and a weak one together.
    OneStrong,
    /// A trusted source saw two weak ones together.
    BothWeak,
    /// Only public sources saw them together.
    Public,
}

/// An identifier, as far as the rule looks at it.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The number of its namespace.
    pub namespace: u16,
    /// Whether the namespace is strong.
    pub strong: bool,
    /// How many values of the namespace one person may hold.
    pub per_person: Option<u32>,
}

/// A possible link between two members, by their places in the list of members.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// One end.
    pub a: usize,
    /// The other end.
    pub b: usize,
    /// How much it is worth.
    pub strength: Strength,
    /// The order of its namespaces, where only public sources speak; else 0.
    pub namespaces: u16,
    /// When a sender first saw them together, in milliseconds.
    pub first_seen: i64,
    /// The bytes of the pair, the smaller end first: the order where all else is equal.
    pub tie: ([u8; 16], [u8; 16]),
}

/// Why a candidate was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// Two identifiers that are marked apart would be one person.
    MarkedApart,
    /// One person would hold more values of a namespace than allowed.
    LimitExceeded {
        /// The namespace.
        namespace: u16,
    },
    /// A public source may not join two people who are both known.
    PublicEvidence,
}

/// Who is one person.
#[derive(Debug, PartialEq, Eq)]
pub struct Grouping {
    /// For each member the smallest place of its group.
    pub group: Vec<usize>,
    /// The candidates that were refused, by their places in the list that was given, with why.
    pub refused: Vec<(usize, Refusal)>,
}

/// Groups members by candidates; `apart` holds pairs of members that must not be one person.
#[must_use]
pub fn group(members: &[Member], candidates: &[Candidate], apart: &[(usize, usize)]) -> Grouping {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|place| {
        let candidate = &candidates[*place];
        (candidate.strength, candidate.namespaces, candidate.first_seen, candidate.tie)
    });
    let mut sides = Sides::new(members, apart);
    let mut refused = Vec::new();
    for place in order {
        let candidate = &candidates[place];
        let (a, b) = (sides.find(candidate.a), sides.find(candidate.b));
        if a == b {
            continue;
        }
        match sides.refusal(a, b, candidate.strength) {
            Some(why) => refused.push((place, why)),
            None => sides.join(a, b, candidate.strength),
        }
    }
    Grouping { group: (0..members.len()).map(|member| sides.find(member)).collect(), refused }
}

/// Disjoint sets with what each side holds.
struct Sides {
    parent: Vec<usize>,
    /// How many values of each limited namespace a root's side holds, and the limit.
    limited: Vec<BTreeMap<u16, (u32, u32)>>,
    /// As how many people a root's side counts towards the limits: one more for each decision and assertion in it.
    counts_as: Vec<u32>,
    /// Whether a root's side holds a strong identifier.
    strong: Vec<bool>,
    /// The members that a root's side must not be joined with.
    apart: Vec<Vec<usize>>,
}

impl Sides {
    fn new(members: &[Member], apart: &[(usize, usize)]) -> Sides {
        let limited = members
            .iter()
            .map(|member| member.per_person.iter().map(|limit| (member.namespace, (1, *limit))).collect())
            .collect();
        let mut forbidden = vec![Vec::new(); members.len()];
        for (a, b) in apart {
            forbidden[*a].push(*b);
            forbidden[*b].push(*a);
        }
        Sides {
            parent: (0..members.len()).collect(),
            limited,
            counts_as: vec![1; members.len()],
            strong: members.iter().map(|member| member.strong).collect(),
            apart: forbidden,
        }
    }

    fn find(&mut self, mut member: usize) -> usize {
        while self.parent[member] != member {
            self.parent[member] = self.parent[self.parent[member]];
            member = self.parent[member];
        }
        member
    }

    fn refusal(&mut self, a: usize, b: usize, strength: Strength) -> Option<Refusal> {
        let forbidden = self.apart[a].clone();
        if forbidden.into_iter().any(|member| self.find(member) == b) {
            return Some(Refusal::MarkedApart);
        }
        if strength == Strength::Public && self.strong[a] && self.strong[b] {
            return Some(Refusal::PublicEvidence);
        }
        if strength <= Strength::Asserted {
            return None;
        }
        let people = self.counts_as[a] + self.counts_as[b] - 1;
        self.limited[a].iter().find_map(|(namespace, (count, limit))| {
            let (other, _) = self.limited[b].get(namespace)?;
            (count + other > limit.saturating_mul(people)).then_some(Refusal::LimitExceeded { namespace: *namespace })
        })
    }

    /// Joins two roots; the smaller place stays the root.
    fn join(&mut self, a: usize, b: usize, strength: Strength) {
        let (root, child) = if a < b { (a, b) } else { (b, a) };
        self.counts_as[root] += self.counts_as[child] - u32::from(strength > Strength::Asserted);
        self.parent[child] = root;
        for (namespace, (count, limit)) in std::mem::take(&mut self.limited[child]) {
            self.limited[root].entry(namespace).or_insert((0, limit)).0 += count;
        }
        self.strong[root] |= self.strong[child];
        let forbidden = std::mem::take(&mut self.apart[child]);
        self.apart[root].extend(forbidden);
    }
}

/// When one observation of an identifier begins a new holder: the starts of all tenures but the first.
///
/// `sightings` are, for each strong identifier that the value was seen with, the first and last moment; `in_use` are the
/// spans in which it was seen at all. A new tenure begins where the value was silent for longer than `silence`, and then
/// was seen with others.
#[must_use]
pub fn tenure_starts(sightings: &mut [(i64, i64)], in_use: &[(i64, i64)], silence: i64) -> Vec<i64> {
    sightings.sort_unstable();
    let mut starts = Vec::new();
    let mut latest: Option<i64> = None;
    for (first, last) in sightings.iter() {
        let last_use = in_use.iter().map(|(_, end)| *end).filter(|end| end <= first).max();
        let silent_since = latest.map(|latest| last_use.map_or(latest, |end| latest.max(end)));
        if silent_since.is_some_and(|since| first.saturating_sub(since) > silence) {
            starts.push(*first);
        }
        latest = Some(latest.map_or(*last, |latest| latest.max(*last)));
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(namespace: u16, strong: bool, per_person: Option<u32>) -> Member {
        Member { namespace, strong, per_person }
    }

    fn candidate(a: usize, b: usize, strength: Strength, first_seen: i64) -> Candidate {
        let byte = |place: usize| [u8::try_from(place).unwrap(); 16];
        Candidate { a, b, strength, namespaces: 0, first_seen, tie: (byte(a.min(b)), byte(a.max(b))) }
    }

    #[test]
    fn the_earlier_link_wins_where_a_limit_forbids_both() {
        let user = member(0, true, Some(1));
        let members = [user, user, member(1, true, None)];
        let links = [candidate(0, 2, Strength::BothStrong, 5), candidate(1, 2, Strength::BothStrong, 4)];
        let grouping = group(&members, &links, &[]);
        assert_eq!(grouping.group, [0, 1, 1]);
        assert_eq!(grouping.refused, [(0, Refusal::LimitExceeded { namespace: 0 })]);
    }

    #[test]
    fn decisions_ignore_limits_but_not_marks() {
        let user = member(0, true, Some(1));
        let links = [candidate(0, 1, Strength::Decision, 0)];
        assert_eq!(group(&[user, user], &links, &[]).group, [0, 0]);
        let grouping = group(&[user, user], &links, &[(1, 0)]);
        assert_eq!(grouping.refused, [(0, Refusal::MarkedApart)]);
    }

    #[test]
    fn public_evidence_never_joins_two_known_people() {
        let (user, browser) = (member(0, true, None), member(1, false, None));
        let links = [candidate(0, 1, Strength::Public, 1), candidate(1, 2, Strength::Public, 2)];
        let grouping = group(&[user, browser, user], &links, &[]);
        assert_eq!(grouping.group, [0, 0, 2]);
        assert_eq!(grouping.refused, [(1, Refusal::PublicEvidence)]);
    }

    #[test]
    fn a_number_changes_hands_after_silence_only() {
        assert_eq!(tenure_starts(&mut [(500, 600), (0, 100)], &[], 200), [500]);
        assert_eq!(tenure_starts(&mut [(250, 600), (0, 100)], &[], 200), Vec::<i64>::new());
        assert_eq!(tenure_starts(&mut [(0, 600), (700, 800), (300, 400)], &[], 50), [700]);
        // Somebody used it in between, whoever that was.
        assert_eq!(tenure_starts(&mut [(500, 600), (0, 100)], &[(300, 400)], 200), Vec::<i64>::new());
    }
}
