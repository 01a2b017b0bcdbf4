//! What drivers are called by what is known of them. Nothing is called anything without evidence.

use serde::Serialize;
use utoipa::ToSchema;

use super::importance::Estimate;
use crate::statistics::{Interval, real};

/// What a driver does to scores when it is poor and when it is good: the factors of customer satisfaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Scores are lower where it is poor, by more than they are higher where it is good.
    Basic,
    /// Scores are lower where it is poor and higher where it is good.
    Performance,
    /// Scores are higher where it is good, by more than they are lower where it is poor.
    Delight,
    /// Neither by more than a quarter of the scores' standard deviation.
    Indifferent,
    /// Scores are lower where it happened; nobody rated it, so there is no other side.
    Hurts,
    /// The answers do not tell.
    Unclear,
}

/// Where a driver stands by importance and performance (J. A. Martilla and J. C. James, Importance-performance analysis,
/// Journal of Marketing 41, 1977).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// Important and poor.
    Concentrate,
    /// Important and good.
    KeepUp,
    /// Unimportant and poor.
    LowPriority,
    /// Unimportant and good.
    Overdone,
}

/// Effects within so much of the standard deviation of scores are none to speak of.
const SLIGHT: f64 = 0.25;

/// The class of a driver by its penalty and reward, where they were measured, by how much the penalty is larger, and by the
/// standard deviation of the scores.
pub(super) fn class(
    penalty: Option<Estimate>,
    reward: Option<Estimate>,
    larger: Option<Estimate>,
    deviation: f64,
) -> Class {
    let is_there = |of: Estimate| of.interval.low > 0.0;
    let is_slight = |of: Estimate| of.interval.low > -SLIGHT * deviation && of.interval.high < SLIGHT * deviation;
    match (penalty, reward, larger) {
        (Some(penalty), Some(reward), Some(larger)) => {
            if is_there(penalty) && is_there(larger) {
                Class::Basic
            } else if is_there(reward) && larger.interval.high < 0.0 {
                Class::Delight
            } else if is_there(penalty) && is_there(reward) {
                Class::Performance
            } else if is_slight(penalty) && is_slight(reward) {
                Class::Indifferent
            } else {
                Class::Unclear
            }
        }
        _ => Class::Unclear,
    }
}

/// The class of something that happens or does not.
pub(super) fn class_of_event(penalty: Option<Estimate>, deviation: f64) -> Class {
    match penalty {
        Some(penalty) if penalty.interval.low > 0.0 => Class::Hurts,
        Some(Estimate { interval, .. }) if interval.low > -SLIGHT * deviation && interval.high < SLIGHT * deviation => {
            Class::Indifferent
        }
        _ => Class::Unclear,
    }
}

/// The quadrant of a driver out of so many: it is important where its share is above an equal one with its whole interval,
/// unimportant where it is below; nothing where it is neither.
#[must_use]
pub(super) fn quadrant(share: Interval, drivers: usize, performance: f64, usual: f64) -> Option<Quadrant> {
    let equal = 1.0 / real(drivers.max(1) as u64);
    let is_good = performance >= usual;
    match (share.low > equal, share.high < equal) {
        (true, _) => Some(if is_good { Quadrant::KeepUp } else { Quadrant::Concentrate }),
        (_, true) => Some(if is_good { Quadrant::Overdone } else { Quadrant::LowPriority }),
        _ => None,
    }
}

/// The percentiles 2.5 and 97.5 (B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, 1993, section 13.3), with
/// `value` within; that alone where there is nothing.
pub(super) fn percentiles(mut all: Vec<f64>, value: f64) -> Interval {
    all.sort_unstable_by(f64::total_cmp);
    let Some(last) = all.len().checked_sub(1) else { return Interval { low: value, high: value } };
    // The fifth of two hundred, from either end.
    let skip = ((all.len() + 1) / 40).saturating_sub(1);
    Interval { low: all[skip.min(last)].min(value), high: all[last - skip.min(last)].max(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(low: f64, high: f64) -> Estimate {
        Estimate { value: f64::midpoint(low, high), interval: Interval { low, high } }
    }

    #[test]
    fn classes_ask_for_evidence() {
        let class = |penalty, reward, larger| super::class(Some(penalty), Some(reward), Some(larger), 2.0);
        assert_eq!(class(of(1.0, 2.0), of(-0.2, 0.3), of(0.5, 2.0)), Class::Basic);
        assert_eq!(class(of(-0.2, 0.3), of(1.0, 2.0), of(-2.0, -0.5)), Class::Delight);
        assert_eq!(class(of(1.0, 2.0), of(0.8, 1.9), of(-0.5, 0.6)), Class::Performance);
        assert_eq!(class(of(-0.2, 0.3), of(-0.3, 0.2), of(-0.4, 0.4)), Class::Indifferent);
        assert_eq!(class(of(-0.2, 0.9), of(-0.3, 0.2), of(-0.4, 0.9)), Class::Unclear);
        assert_eq!(class(of(1.0, 2.0), of(-0.2, 1.9), of(-0.4, 2.0)), Class::Unclear);
        assert_eq!(super::class(Some(of(1.0, 2.0)), None, None, 2.0), Class::Unclear);
        assert_eq!(class_of_event(Some(of(0.1, 2.0)), 2.0), Class::Hurts);
        assert_eq!(class_of_event(Some(of(-0.1, 0.2)), 2.0), Class::Indifferent);
        assert_eq!(class_of_event(None, 2.0), Class::Unclear);
    }

    #[test]
    fn quadrants_ask_for_evidence_of_importance() {
        let share = |low, high| Interval { low, high };
        assert_eq!(quadrant(share(0.3, 0.5), 4, 0.4, 0.6), Some(Quadrant::Concentrate));
        assert_eq!(quadrant(share(0.3, 0.5), 4, 0.7, 0.6), Some(Quadrant::KeepUp));
        assert_eq!(quadrant(share(0.05, 0.2), 4, 0.7, 0.6), Some(Quadrant::Overdone));
        assert_eq!(quadrant(share(0.05, 0.2), 4, 0.1, 0.6), Some(Quadrant::LowPriority));
        assert_eq!(quadrant(share(0.2, 0.3), 4, 0.1, 0.6), None);
    }

    #[test]
    fn percentiles_are_the_fifth_of_two_hundred_from_either_end() {
        let all: Vec<f64> = (1..=200_u64).rev().map(real).collect();
        assert_eq!(percentiles(all, 100.0), Interval { low: 5.0, high: 196.0 });
        assert_eq!(percentiles(vec![3.0], 2.0), Interval { low: 2.0, high: 3.0 });
        assert_eq!(percentiles(Vec::new(), 2.0), Interval { low: 2.0, high: 2.0 });
    }
}
