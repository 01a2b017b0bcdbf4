//! A share of a count, with Wilson's interval.

use super::{Z, real};

/// From `low` to `high`, both inclusive: the interval of 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many did it.
    pub hits: u64,
    /// Out of how many; at least `hits`.
    pub of: u64,
}

impl Share {
    /// The share, from 0 to 1; none where there was nothing to take a share of.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| real(self.hits) / real(self.of))
    }

    /// The score interval of E. B. Wilson (Probable inference, the law of succession, and statistical inference,
    /// Journal of the American Statistical Association 22, 1927): it stays between 0 and 1 and is sound for few cases
    /// and for shares near the ends. It takes the cases as independent of one another.
    #[must_use]
    pub fn interval(self) -> Option<Interval> {
        let share = self.value()?;
        let n = real(self.of);
        let square = Z * Z;
        let centre = share + square / (2.0 * n);
        let half = Z * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
        let scale = 1.0 + square / n;
        // At the ends the formula gives 0 and 1 but for the last bit.
        let low = if self.hits == 0 { 0.0 } else { (centre - half) / scale };
        let high = if self.hits == self.of { 1.0 } else { (centre + half) / scale };
        Some(Interval { low, high })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Share;

    #[test]
    fn the_interval_is_the_published_one() {
        // R. G. Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
        for (hits, of, low, high) in [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)] {
            let interval = Share { hits, of }.interval().unwrap();
            assert!((interval.low - low).abs() < 5e-5 && (interval.high - high).abs() < 5e-5, "{interval:?}");
        }
        assert_eq!(Share { hits: 0, of: 0 }.interval(), None);
        assert_eq!(Share { hits: 0, of: 0 }.value(), None);
    }

    proptest! {
        #[test]
        fn the_share_lies_in_its_interval(of in 1_u64..1_000_000_000, part in 0.0_f64..=1.0) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a count is one")]
            let hits = ((super::real(of) * part) as u64).min(of);
            let share = Share { hits, of };
            let (value, interval) = (share.value().unwrap(), share.interval().unwrap());
            prop_assert!(0.0 <= interval.low && interval.low <= value && value <= interval.high && interval.high <= 1.0);
        }
    }
}
