//! How two things go together within groups, whatever the groups are on the whole.

use super::{Interval, Z, real, two_sided};

/// A correlation within groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// Pearson's, of what each pair is above or below the means of its group: from -1 to 1.
    pub value: f64,
    /// Its interval of 95 %.
    pub interval: Interval,
    /// The probability of one at least as far from 0 if there were none.
    pub p: f64,
    /// How many pairs.
    pub pairs: u64,
    /// Of how many groups.
    pub groups: u64,
}

/// A group with fewer pairs says nothing of how they go together in it.
const LEAST: usize = 3;

impl Correlation {
    /// The correlation of pairs within their groups: the partial correlation given the group, with the interval and the
    /// p-value of the transformation of R. A. Fisher (The distribution of the partial correlation coefficient, Metron 3,
    /// 1924): of `n` pairs in `k` groups the transformed value has the variance 1 / (n - k - 2). It takes pairs as
    /// independent of one another once their group is known. None where too few are left, or nothing differs.
    #[must_use]
    pub fn within(groups: &[Vec<(f64, f64)>]) -> Option<Correlation> {
        let groups: Vec<&Vec<(f64, f64)>> = groups.iter().filter(|pairs| pairs.len() >= LEAST).collect();
        let pairs: usize = groups.iter().map(|pairs| pairs.len()).sum();
        let freedom = pairs.checked_sub(groups.len() + 2).filter(|freedom| *freedom > 0)?;
        let [mut products, mut of_one, mut of_other] = [0.0; 3];
        for group in &groups {
            let mean = |of: fn(&(f64, f64)) -> f64| group.iter().map(of).sum::<f64>() / real(group.len() as u64);
            let (one, other) = (mean(|pair| pair.0), mean(|pair| pair.1));
            for pair in *group {
                let (x, y) = (pair.0 - one, pair.1 - other);
                products += x * y;
                of_one += x * x;
                of_other += y * y;
            }
        }
        let value = products / (of_one * of_other).sqrt();
        if !value.is_finite() {
            return None;
        }
        // A whole 1 would lie at infinity.
        let value = value.clamp(-1.0 + 1e-12, 1.0 - 1e-12);
        let (moved, error) = (value.atanh(), 1.0 / real(freedom as u64).sqrt());
        let interval = Interval { low: (moved - Z * error).tanh(), high: (moved + Z * error).tanh() };
        let (pairs, groups) = (pairs as u64, groups.len() as u64);
        Some(Correlation { value, interval, p: two_sided(moved / error), pairs, groups })
    }
}

#[cfg(test)]
mod tests {
    use super::Correlation;
    use crate::statistics::Chance;

    #[test]
    fn what_groups_are_on_the_whole_is_left_out() {
        // In each group the two go against each other; over all they would go together.
        let groups: Vec<Vec<(f64, f64)>> = (0..4)
            .map(|group| {
                let level = 100.0 * f64::from(group);
                [0.0, 1.0, 2.0, 3.0].map(|x| (level + x, level - x + if x > 2.0 { 0.5 } else { 0.0 })).to_vec()
            })
            .collect();
        let within = Correlation::within(&groups).unwrap();
        assert!(within.value < -0.95 && within.interval.high < 0.0 && within.p < 0.001, "{within:?}");
        assert_eq!((within.pairs, within.groups), (16, 4));
        assert_eq!(Correlation::within(&[vec![(1.0, 2.0); 9]]), None, "nothing differs");
        assert_eq!(Correlation::within(&[vec![(1.0, 2.0), (2.0, 1.0)]]), None, "two pairs lie on any line");
    }

    #[test]
    fn of_one_group_it_is_fishers() {
        // r = 0.8 of 28 pairs: tanh(1.0986 -+ 1.96 / 5).
        let pairs: Vec<(f64, f64)> = (0..28)
            .map(|number| {
                let x = if number % 2 == 0 { 1.0 } else { -1.0 };
                let y = if number / 2 % 2 == 0 { 1.0 } else { -1.0 };
                (x, 0.8 * x + 0.6 * y)
            })
            .collect();
        let found = Correlation::within(&[pairs]).unwrap();
        assert!((found.value - 0.8).abs() < 1e-9, "{found:?}");
        assert!((found.interval.low - 0.6085).abs() < 1e-3 && (found.interval.high - 0.9034).abs() < 1e-3, "{found:?}");
    }

    #[test]
    fn the_interval_holds_the_truth_as_often_as_it_says() {
        let (mut chance, truth, runs) = (Chance::new(11), 0.5_f64, 4000);
        let mut held = 0;
        for _ in 0..runs {
            let groups: Vec<Vec<(f64, f64)>> = (0..6)
                .map(|_| {
                    let level = 5.0 * chance.normal();
                    let pair = |chance: &mut Chance| {
                        let (x, y) = (chance.normal(), chance.normal());
                        (level + x, level + truth * x + (1.0 - truth * truth).sqrt() * y)
                    };
                    (0..9).map(|_| pair(&mut chance)).collect()
                })
                .collect();
            let interval = Correlation::within(&groups).unwrap().interval;
            held += u32::from(interval.low <= truth && truth <= interval.high);
        }
        let share = f64::from(held) / f64::from(runs);
        assert!((0.93..=0.97).contains(&share), "{share}");
    }
}
