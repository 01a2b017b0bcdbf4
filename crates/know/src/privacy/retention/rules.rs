//! What retention decides: which rule applies, how old something is, when a run is due.

use std::collections::BTreeMap;

use kernel::clock::DAY;
use kernel::{SourceNo, Timestamp};

use super::model::{KnownSource, Rule, RuleFor};

/// How long the daily run leaves a rule alone that was made or changed: so long a mistake can be taken back.
const THOUGHT_OVER: i64 = DAY;

/// What is due of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Due {
    /// The rule, by its place in the plan.
    pub(super) rule: usize,
    /// What is older than this.
    pub(super) before: Timestamp,
}

/// What a run goes by.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) rules: Vec<Rule>,
    pub(super) due: BTreeMap<SourceNo, Due>,
}

/// The rule that applies to a source: its own, else that of its purpose.
pub(super) fn applying<'a>(rules: &'a [Rule], source: &KnownSource) -> Option<&'a Rule> {
    let of = |about, name: &str| rules.iter().find(|rule| rule.about == about && rule.name == name);
    of(RuleFor::Source, &source.name).or_else(|| of(RuleFor::Purpose, source.purpose.as_str()))
}

/// What a run is to do now; the daily one does not go by rules that are new.
pub(super) fn plan(rules: &[Rule], sources: &[KnownSource], daily: bool, now: Timestamp) -> Plan {
    let mut plan = Plan::default();
    for source in sources {
        let rule = applying(rules, source).filter(|rule| !daily || is_thought_over(rule, now));
        let Some(rule) = rule else { continue };
        let known = plan.rules.iter().position(|known| known == rule);
        let place = known.unwrap_or_else(|| {
            plan.rules.push(rule.clone());
            plan.rules.len() - 1
        });
        let before = Timestamp(now.0 - i64::from(rule.days.get()) * DAY);
        plan.due.insert(source.number, Due { rule: place, before });
    }
    plan
}

fn is_thought_over(rule: &Rule, now: Timestamp) -> bool {
    now.0 - rule.changed_at.0 >= THOUGHT_OVER
}

/// Whether the daily run is due. `last` is when the last one began that was not dry.
pub(super) fn is_due(rules: &[Rule], last: Option<Timestamp>, now: Timestamp) -> bool {
    let rested = last.is_none_or(|last| now.0 - last.0 >= DAY);
    rested && rules.iter().any(|rule| is_thought_over(rule, now))
}

/// From when the age of an interaction counts: when it happened, but not later than it was received.
pub(super) fn counts_from(occurred_at: Timestamp, received_at: Timestamp) -> Timestamp {
    occurred_at.min(received_at)
}

#[cfg(test)]
mod tests {
    use kernel::Purpose;
    use proptest::prelude::*;

    use super::super::model::Days;
    use super::*;
    use crate::privacy::erasure::Mode;

    fn rule(about: RuleFor, name: &str, days: u32, changed_at: i64) -> Rule {
        let days = Days::new(days).expect("within bounds");
        Rule { about, name: name.to_owned(), days, then: Mode::Erase, changed_at: Timestamp(changed_at) }
    }

    fn source(number: u32, name: &str, purpose: &str) -> KnownSource {
        KnownSource { number: SourceNo(number), name: name.to_owned(), purpose: Purpose::new(purpose) }
    }

    #[test]
    fn a_new_rule_waits_a_day_and_hides_the_wider_one_meanwhile() {
        let (now, shop) = (Timestamp(100 * DAY), [source(1, "shop", "marketing")]);
        let rules = [rule(RuleFor::Purpose, "marketing", 30, 0), rule(RuleFor::Source, "shop", 300, 100 * DAY - 5)];
        assert!(plan(&rules, &shop, true, now).due.is_empty());
        assert_eq!(plan(&rules, &shop, false, now).due[&SourceNo(1)].before, Timestamp(-200 * DAY));
        assert_eq!(plan(&rules[..1], &shop, true, now).due[&SourceNo(1)].before, Timestamp(70 * DAY));
        assert!(is_due(&rules, None, now) && !is_due(&rules, Some(Timestamp(99 * DAY + 1)), now));
        assert!(!is_due(&rules[1..], None, now) && !is_due(&[], None, now));
    }

    #[test]
    fn a_time_in_the_future_of_its_receipt_is_that_of_the_receipt() {
        assert_eq!(counts_from(Timestamp(5), Timestamp(3)), Timestamp(3));
        assert_eq!(counts_from(Timestamp(2), Timestamp(3)), Timestamp(2));
    }

    proptest! {
        #[test]
        fn a_sources_own_rule_wins(
            of in prop::collection::vec((any::<bool>(), 0..3_u8, 1..400_u32), 0..6),
            sources in prop::collection::vec(0..3_u8, 0..4),
        ) {
            let mut rules: Vec<Rule> = Vec::new();
            for (own, name, days) in of {
                let about = if own { RuleFor::Source } else { RuleFor::Purpose };
                let name = format!("n{name}");
                rules.retain(|known| (known.about, &known.name) != (about, &name));
                rules.push(rule(about, &name, days, 0));
            }
            let sources: Vec<KnownSource> =
                sources.iter().zip(0..).map(|(purpose, number)| source(number, &format!("n{number}"), &format!("n{purpose}"))).collect();
            let now = Timestamp(1000 * DAY);
            let plan = plan(&rules, &sources, true, now);
            for source in &sources {
                let days = |about, name: &str| rules.iter().find(|one| one.about == about && one.name == name).map(|one| one.days.get());
                let own = days(RuleFor::Source, &source.name);
                let expected = if own.is_some() { own } else { days(RuleFor::Purpose, source.purpose.as_str()) };
                let due = plan.due.get(&source.number);
                prop_assert_eq!(due.map(|due| due.before.0), expected.map(|days| now.0 - i64::from(days) * DAY));
                if let Some(due) = due {
                    prop_assert_eq!(Some(plan.rules[due.rule].days.get()), expected);
                }
            }
        }
    }
}
