//! The difference of two shares.

use super::{Interval, Share};

/// A difference with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference, from -1 to 1.
    pub value: f64,
    /// Where it lies.
    pub interval: Interval,
}

impl Difference {
    /// One share less another, of different people, with the hybrid score interval of R. G. Newcombe (Interval
    /// estimation for the difference between independent proportions, Statistics in Medicine 17, 1998, method 10). None
    /// where one of them is of nobody.
    #[must_use]
    pub fn of(one: Share, other: Share) -> Option<Difference> {
        let (p, q) = (one.value()?, other.value()?);
        let (around_p, around_q) = (one.interval()?, other.interval()?);
        let value = p - q;
        let below = (p - around_p.low).hypot(around_q.high - q);
        let above = (around_p.high - p).hypot(q - around_q.low);
        Some(Difference { value, interval: Interval { low: value - below, high: value + above } })
    }
}

#[cfg(test)]
mod tests {
    use super::{Difference, Share};

    #[test]
    fn the_interval_is_the_published_one() {
        // Newcombe, 1998, table II, method 10.
        let share = |hits, of| Share { hits, of };
        for (one, other, low, high) in [
            (share(56, 70), share(48, 80), 0.0524, 0.3339),
            (share(9, 10), share(3, 10), 0.1705, 0.8090),
            (share(10, 10), share(0, 20), 0.6791, 1.0),
        ] {
            let interval = Difference::of(one, other).unwrap().interval;
            assert!((interval.low - low).abs() < 5e-5 && (interval.high - high).abs() < 5e-5, "{interval:?}");
        }
        assert_eq!(Difference::of(share(1, 2), share(0, 0)), None);
    }
}
