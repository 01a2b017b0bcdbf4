//! The mean of scores on a scale that has two ends, with an interval that holds for few scores and near the ends.

use super::{Interval, Z};

/// Scores on a scale with two ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounded {
    lowest: f64,
    highest: f64,
    /// Each score that was given and its share of all, ascending; together they are 1.
    shares: Vec<(f64, f64)>,
    /// How many answers of as many people they are worth.
    worth: f64,
    mean: f64,
}

/// So often an interval is halved to find an end: after that nothing of a double is left to find.
const HALVINGS: usize = 60;

impl Bounded {
    /// Scores with how much each counts, ascending, on a scale from `lowest` to `highest`, and how many independent
    /// answers they are worth. None where there are no scores.
    #[must_use]
    pub fn new((lowest, highest): (f64, f64), counts: impl Iterator<Item = (f64, f64)>, worth: f64) -> Option<Bounded> {
        let mut shares: Vec<(f64, f64)> = counts.filter(|(_, count)| *count > 0.0).collect();
        let total: f64 = shares.iter().map(|(_, count)| count).sum();
        if shares.is_empty() || worth <= 0.0 {
            return None;
        }
        for (_, count) in &mut shares {
            *count /= total;
        }
        let mean = moments(shares.iter().copied()).0.clamp(lowest, highest);
        Some(Bounded { lowest, highest, shares, worth, mean })
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// How many answers of as many people the scores are worth.
    #[must_use]
    pub fn worth(&self) -> f64 {
        self.worth
    }

    /// The score interval of the mean, of 95 %.
    #[must_use]
    pub fn interval(&self) -> Interval {
        self.interval_at(Z)
    }

    /// The score interval of the mean: all means from which this one is no more than `z` standard errors away, where the
    /// error is that of the likeliest shares of scores which have that mean. Of a scale with two scores it is the
    /// interval of E. B. Wilson (1927); of the three of a difference of two shares of the same answers, such as the net
    /// promoter score, that of T. Tango (Equivalence test and confidence interval for the difference in proportions for
    /// the paired-sample design, Statistics in Medicine 17, 1998), whose equations hold for any number of scores: the
    /// likeliest shares are those of A. B. Owen (Empirical likelihood ratio confidence intervals for a single functional,
    /// Biometrika 75, 1988), with both ends of the scale among the scores that could have been given. So it is no point
    /// where all answers are the same, and leaves the scale nowhere. `docs/scores.md` shows how often it holds.
    #[must_use]
    pub fn interval_at(&self, z: f64) -> Interval {
        let turned: Vec<(f64, f64)> =
            self.shares.iter().rev().map(|(score, share)| (self.lowest + self.highest - score, *share)).collect();
        let whole = self.lowest + self.highest;
        let high = upper(&self.shares, self.mean, self.highest, z * z / self.worth);
        let low = whole - upper(&turned, whole - self.mean, self.highest, z * z / self.worth);
        Interval { low: low.clamp(self.lowest, self.mean), high: high.clamp(self.mean, self.highest) }
    }
}

/// The mean and the variance of scores with shares that are 1 together.
fn moments(shares: impl Iterator<Item = (f64, f64)> + Clone) -> (f64, f64) {
    let mean: f64 = shares.clone().map(|(score, share)| score * share).sum();
    let variance = shares.map(|(score, share)| share * (score - mean) * (score - mean)).sum();
    (mean, variance)
}

/// The largest mean of which the squared distance is no more than `limit` times the variance of the likeliest shares with
/// it. As the mean moves up, these shares are, first, the observed ones divided by how far each score is below `highest`
/// plus an `s` that falls to 0; from there on, where nobody gave the highest score, those at 0 beside a growing share of
/// the highest score.
fn upper(shares: &[(f64, f64)], mean: f64, highest: f64, limit: f64) -> f64 {
    if mean >= highest {
        return highest;
    }
    let is_within = |(moved, variance): (f64, f64)| (moved - mean) * (moved - mean) <= limit * variance;
    let leaning = |s: f64| {
        let weight = |(score, share): &(f64, f64)| share / (highest - score + s);
        let total: f64 = shares.iter().map(weight).sum();
        moments(shares.iter().map(move |one| (one.0, weight(one) / total)))
    };
    let has_highest = shares.last().is_some_and(|(score, _)| *score >= highest);
    if !has_highest {
        let (most, spread) = leaning(0.0);
        let beside = |share: f64| {
            let moved = most + share * (highest - most);
            (moved, (1.0 - share) * (spread + (most - moved) * (most - moved)) + share * (highest - moved).powi(2))
        };
        if is_within((most, spread)) {
            return halve(beside, is_within);
        }
    }
    // `part` 0 stands for no leaning at all, 1 for `s` = 0.
    halve(|part| leaning((1.0 - part) / part), is_within)
}

/// The mean at the largest part, from 0 to 1, that is within.
fn halve(at: impl Fn(f64) -> (f64, f64), is_within: impl Fn((f64, f64)) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if is_within(at(middle)) { low = middle } else { high = middle }
    }
    at(f64::midpoint(low, high)).0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Bounded;
    use crate::statistics::{Share, Z, real};

    fn of(lowest: f64, highest: f64, counts: &[(f64, u32)]) -> Bounded {
        let worth = counts.iter().map(|(_, count)| f64::from(*count)).sum();
        let counts = counts.iter().map(|(score, count)| (*score, f64::from(*count)));
        Bounded::new((lowest, highest), counts, worth).unwrap()
    }

    #[test]
    fn of_two_scores_it_is_wilsons() {
        for (hits, count) in [(0_u32, 10_u32), (1, 10), (5, 10), (10, 10), (81, 263), (3, 100_000)] {
            let ours = of(0.0, 1.0, &[(0.0, count - hits), (1.0, hits)]).interval();
            let wilson = Share { hits: hits.into(), of: count.into() }.interval().unwrap();
            assert!((ours.low - wilson.low).abs() < 1e-9 && (ours.high - wilson.high).abs() < 1e-9, "{hits} {count}");
        }
    }

    #[test]
    fn of_a_difference_it_is_tangos() {
        // Tango, 1998, equations 10 and 11: the likeliest share of -1 under a difference d in closed form.
        for (b, c, n) in [(1.0, 1.0, 44.0), (7.0, 2.0, 10.0), (0.0, 3.0, 10.0), (9.0, 0.0, 10.0), (40.0, 12.0, 80.0)] {
            let counts = [(-1.0, c), (0.0, n - b - c), (1.0, b)];
            let ours = Bounded::new((-1.0, 1.0), counts.into_iter(), n).unwrap().interval();
            let distance = |d: f64| {
                let half = -b - c + (2.0 * n - b + c) * d;
                let least = ((half * half + 8.0 * n * c * d * (1.0 - d)).sqrt() - half) / (4.0 * n);
                (b - c - n * d) / (n * (2.0 * least + d * (1.0 - d))).sqrt()
            };
            assert!(
                (distance(ours.high) + Z).abs() < 1e-6 && (distance(ours.low) - Z).abs() < 1e-6,
                "{b} {c} {ours:?}"
            );
        }
    }

    #[test]
    fn equal_answers_leave_room_and_no_interval_leaves_the_scale() {
        let all_best = of(1.0, 5.0, &[(5.0, 10)]).interval();
        let wilson = Share { hits: 10, of: 10 }.interval().unwrap();
        assert!((all_best.low - (1.0 + 4.0 * wilson.low)).abs() < 1e-9 && all_best.high >= 5.0, "{all_best:?}");
        let all_middle = of(1.0, 5.0, &[(3.0, 10)]).interval();
        assert!(all_middle.low < 2.5 && all_middle.high > 3.5 && all_middle.low > 1.0, "{all_middle:?}");
        assert!((all_middle.low + all_middle.high - 6.0).abs() < 1e-9);
        assert_eq!(Bounded::new((0.0, 1.0), [(1.0, 0.0)].into_iter(), 3.0), None);
    }

    proptest! {
        #[test]
        fn the_mean_lies_within_and_less_sure_is_wider(
            counts in prop::array::uniform5(0_u32..40), worth in 1_u64..5000, z in 0.1_f64..4.0,
        ) {
            let shares = (1_u32..).map(f64::from).zip(counts.map(f64::from));
            let Some(bounded) = Bounded::new((1.0, 5.0), shares, real(worth)) else { return Ok(()) };
            let (one, more) = (bounded.interval_at(z), bounded.interval_at(z + 0.2));
            prop_assert!(1.0 <= more.low && more.low <= one.low && one.low <= bounded.mean());
            prop_assert!(bounded.mean() <= one.high && one.high <= more.high && more.high <= 5.0);
            prop_assert!(one.high - one.low > 1e-4);
        }
    }
}
