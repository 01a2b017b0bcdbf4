//! The difference of two shares, and of two means.

use super::{Bounded, Interval, Share, Z, two_sided};

/// A difference with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference; of shares from -1 to 1.
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

/// How far two means lie apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Apart {
    /// One less the other.
    pub difference: Difference,
    /// The probability of a difference at least as large if there were none, from 0 to 1.
    pub p: f64,
}

/// No difference is further from nothing than so many standard errors; by then its p is below the smallest double.
const FURTHEST: f64 = 40.0;

impl Apart {
    /// One mean less another, of different people, with the interval that the two of the means make together (G. Y. Zou
    /// and A. Donner, Construction of confidence limits about effect measures: a general approach, Statistics in Medicine
    /// 27, 2008; of shares it is Newcombe's). The p-value is that of the interval which just reaches nothing, so the two
    /// never disagree.
    #[must_use]
    pub fn of(one: &Bounded, other: &Bounded) -> Apart {
        let value = one.mean() - other.mean();
        let difference = Difference { value, interval: about(one, other, Z) };
        let reaches = |z: f64| {
            let Interval { low, high } = about(one, other, z);
            low <= 0.0 && 0.0 <= high
        };
        let (mut near, mut far) = (0.0, FURTHEST);
        // The distance to a thousandth of a standard error is enough for any p-value that is shown.
        while far - near > 1e-3 {
            let middle = f64::midpoint(near, far);
            if reaches(middle) { far = middle } else { near = middle }
        }
        Apart { difference, p: two_sided(near) }
    }
}

fn about(one: &Bounded, other: &Bounded, z: f64) -> Interval {
    let (p, q) = (one.mean(), other.mean());
    let (around_p, around_q) = (one.interval_at(z), other.interval_at(z));
    let below = (p - around_p.low).hypot(around_q.high - q);
    let above = (around_p.high - p).hypot(q - around_q.low);
    Interval { low: p - q - below, high: p - q + above }
}

#[cfg(test)]
mod tests {
    use super::{Apart, Difference, Share};
    use crate::statistics::{Bounded, real};

    #[test]
    fn of_shares_it_is_newcombes_and_p_agrees_with_the_interval() {
        let share = |hits, of| Share { hits, of };
        let bounded = |share: Share| {
            let counts = [(0.0, real(share.of - share.hits)), (1.0, real(share.hits))];
            Bounded::new((0.0, 1.0), counts.into_iter(), real(share.of)).unwrap()
        };
        for (one, other) in [(share(56, 70), share(48, 80)), (share(9, 10), share(3, 10)), (share(5, 9), share(4, 9))] {
            let (known, ours) = (Difference::of(one, other).unwrap(), Apart::of(&bounded(one), &bounded(other)));
            assert!((known.interval.low - ours.difference.interval.low).abs() < 1e-9);
            assert!((known.interval.high - ours.difference.interval.high).abs() < 1e-9);
            assert_eq!(ours.p < 0.05, known.interval.low > 0.0, "{ours:?}");
        }
        let same = bounded(share(5, 9));
        assert!(Apart::of(&same, &same).p > 0.999);
        assert!(Apart::of(&bounded(share(99_999, 100_000)), &bounded(share(1, 100_000))).p < 1e-100);
    }

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
