//! The effort score: what an episode cost as one number from 0 to 100, with its parts.

use super::model::Effort;

/// How many parts effort has.
pub const PARTS: usize = 8;

/// A part of effort.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// What it is called.
    pub name: &'static str,
    /// How many points of ease (of the seven of the customer effort score) one of it takes, where answers do not say.
    pub stated: f64,
    /// So many count, at most.
    pub most: f64,
}

/// The parts. The stated weights are a judgement and no measurement. Their order is that of the causes that M. Dixon,
/// K. Freeman and N. Toman name (Stop trying to delight your customers, Harvard Business Review, July 2010): explaining
/// it again, being passed on, having to come again, changing the channel.
pub const ALL: [Part; PARTS] = [
    Part { name: "further_contacts", stated: 0.3, most: 10.0 },
    Part { name: "channel_switches", stated: 0.2, most: 10.0 },
    Part { name: "warm_transfers", stated: 0.1, most: 10.0 },
    Part { name: "cold_transfers", stated: 0.4, most: 10.0 },
    Part { name: "unknown_transfers", stated: 0.2, most: 10.0 },
    Part { name: "asked_again", stated: 0.5, most: 10.0 },
    Part { name: "waiting_days", stated: 0.05, most: 30.0 },
    Part { name: "looked_for_help", stated: 0.2, most: 10.0 },
];

/// How many points of ease there are to lose: those from 7 to 1.
pub(super) const WHOLE: f64 = 6.0;

/// How much there is of each part, in the order of [`ALL`], as far as it counts.
#[must_use]
pub fn parts(effort: &Effort) -> [f64; PARTS] {
    #[expect(clippy::cast_precision_loss, reason = "days are weighed, not counted with")]
    let days = effort.waiting as f64 / kernel::clock::DAY as f64;
    let transfers = effort.transfers;
    let there = [
        f64::from(effort.contacts.saturating_sub(1)),
        f64::from(effort.channel_switches),
        f64::from(transfers.warm),
        f64::from(transfers.cold),
        f64::from(transfers.unknown),
        f64::from(effort.asked_again),
        days,
        f64::from(effort.looked_for_help),
    ];
    std::array::from_fn(|part| there[part].min(ALL[part].most))
}

/// How many points of ease one of each part takes; none is negative.
pub type Weights = [f64; PARTS];

/// The weights that are stated.
#[must_use]
pub fn stated() -> Weights {
    ALL.map(|part| part.stated)
}

/// The score of an episode.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// From 0, where the person had one contact and nothing else, to 100, where it took all the ease that there is.
    pub value: f64,
    /// How much of it each part makes, in the order of [`ALL`]. Together they are the score.
    pub parts: [f64; PARTS],
}

/// The score of what an episode cost: the points of ease that its parts take together, out of [`WHOLE`], and no more
/// than that.
#[must_use]
pub fn score(effort: &Effort, weights: &Weights) -> Score {
    let there = parts(effort);
    let taken: [f64; PARTS] = std::array::from_fn(|part| weights[part] * there[part]);
    let points: f64 = taken.iter().sum();
    let share = 100.0 / WHOLE.max(points);
    Score { value: (points * share).clamp(0.0, 100.0), parts: taken.map(|points| points * share) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::effort::Transfers;

    #[test]
    fn one_contact_costs_nothing_and_the_story_costs_all_of_it() {
        let once = Effort { contacts: 1, observable: 1, ..Effort::default() };
        assert!(score(&once, &stated()).value.abs() < 1e-12);
        let story = Effort {
            contacts: 6,
            channel_switches: 3,
            transfers: Transfers { warm: 0, cold: 3, unknown: 1 },
            asked_again: 6,
            observable: 6,
            looked_for_help: 1,
            waiting: 9 * kernel::clock::DAY,
        };
        let all = score(&story, &stated());
        assert!((all.value - 100.0).abs() < 1e-9, "{all:?}");
        let twice = Effort { contacts: 2, asked_again: 1, ..Effort::default() };
        assert!((score(&twice, &stated()).value - 100.0 * 0.8 / 6.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn more_effort_is_no_lower_score(counts in prop::array::uniform8(0_u32..40), more in 0_usize..8) {
            let of = |counts: [u32; 8]| Effort {
                contacts: counts[0],
                channel_switches: counts[1],
                transfers: Transfers { warm: counts[2], cold: counts[3], unknown: counts[4] },
                asked_again: counts[5],
                observable: 0,
                looked_for_help: counts[7],
                waiting: i64::from(counts[6]) * kernel::clock::DAY,
            };
            let (now, mut then) = (score(&of(counts), &stated()), counts);
            then[more] += 1;
            let then = score(&of(then), &stated());
            prop_assert!((0.0..=100.0).contains(&now.value) && then.value >= now.value - 1e-9);
            prop_assert!((now.parts.iter().sum::<f64>() - now.value).abs() < 1e-9);
        }
    }
}
