//! Consent against a slow and obvious implementation of the rule, over random decisions, merges and their undoing.

use std::collections::BTreeMap;

use kernel::{ConsentDecision, IdentifierNo, Pair, Purpose, Timestamp};
use proptest::prelude::*;

use super::{Because, LegalBasis, permits};
use crate::identity::Namespaces;
use crate::log::{Decision, Entry, Verdict};
use crate::people::State;

const PEOPLE: u32 = 5;

#[derive(Clone, Debug)]
enum Step {
    Decide { who: u32, purpose: u8, granted: bool, at: i64 },
    Join { one: u32, other: u32, joined: bool },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..PEOPLE, 0..2_u8, any::<bool>(), 0..4_i64).prop_map(|(who, purpose, granted, at)| Step::Decide {
            who,
            purpose,
            granted,
            at
        }),
        (0..PEOPLE, 0..PEOPLE, any::<bool>()).prop_map(|(one, other, joined)| Step::Join { one, other, joined }),
    ]
}

fn key(who: u32) -> [u8; 16] {
    [u8::try_from(who + 1).expect("few"); 16]
}

fn purpose(number: u8) -> Purpose {
    Purpose::new(["marketing", "analytics"][usize::from(number)])
}

/// The rule, step by step as it is written: the latest decision of each identifier counts, of equal times the denial;
/// across the identifiers of a person any denial wins.
#[derive(Default)]
struct Oracle {
    decisions: Vec<(u32, u8, bool, i64)>,
    joined: BTreeMap<(u32, u32), bool>,
}

impl Oracle {
    fn same_person(&self, who: u32) -> Vec<u32> {
        let mut found = vec![who];
        loop {
            let before = found.len();
            for ((one, other), _) in self.joined.iter().filter(|(_, joined)| **joined) {
                for (from, to) in [(one, other), (other, one)] {
                    if found.contains(from) && !found.contains(to) {
                        found.push(*to);
                    }
                }
            }
            if found.len() == before {
                return found;
            }
        }
    }

    fn of_identifier(&self, who: u32, purpose: u8) -> Option<bool> {
        let own = self.decisions.iter().filter(|(whose, what, _, _)| (*whose, *what) == (who, purpose));
        let latest = own.clone().map(|(_, _, _, at)| *at).max()?;
        Some(own.filter(|(_, _, _, at)| *at == latest).all(|(_, _, granted, _)| *granted))
    }

    fn said(&self, who: u32, purpose: u8) -> Option<bool> {
        let all: Vec<bool> =
            self.same_person(who).into_iter().filter_map(|one| self.of_identifier(one, purpose)).collect();
        (!all.is_empty()).then(|| all.iter().all(|granted| *granted))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn consent_is_what_the_rule_says(steps in prop::collection::vec(step(), 1..30)) {
        let mut state = State::empty(Namespaces::new(&[], None).expect("the usual namespaces"));
        for who in 0..PEOPLE {
            state.apply(&[Entry::Identifier { namespace: "user_id".to_owned(), key: key(who), lasting: false }]);
        }
        let mut oracle = Oracle::default();
        for step in steps {
            match step {
                Step::Decide { who, purpose: number, granted, at } => {
                    oracle.decisions.push((who, number, granted, at));
                    let decision = ConsentDecision {
                        purpose: purpose(number), granted, decided_at: Timestamp(at), evidence: "api".to_owned(),
                    };
                    state.apply(&[Entry::Consent { key: key(who), decision }]);
                }
                Step::Join { one, other, .. } if one == other => {}
                Step::Join { one, other, joined } => {
                    oracle.joined.insert((one.min(other), one.max(other)), joined);
                    let pair = Pair::new(IdentifierNo(one), IdentifierNo(other));
                    let verdict = if joined { Verdict::Joined } else { Verdict::Undecided };
                    let (by, reason, at) = ("me".to_owned(), "so".to_owned(), Timestamp(0));
                    state.apply(&[Entry::Decided(Decision { pair, verdict, by, reason, at })]);
                }
            }
            for who in 0..PEOPLE {
                for number in 0..2 {
                    let person = state.graph.person_at(IdentifierNo(who), i64::MAX);
                    let basis = LegalBasis::Consent;
                    let permit = permits(&state, person, (&purpose(number), basis), &[], Timestamp(9));
                    let said = oracle.said(who, number);
                    prop_assert_eq!(permit.granted, said == Some(true));
                    prop_assert_eq!(permit.because == Because::Denied, said == Some(false));
                    let refused = state.refuses(&[key(who)], &purpose(number), Timestamp(9), None);
                    prop_assert_eq!(refused, said == Some(false));
                }
            }
        }
    }
}
