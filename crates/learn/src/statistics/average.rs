//! The mean of scores of which a person may have given several.

use super::{Interval, Z};

/// In how many parts of one a score is kept: sums of whole numbers are the same in any order.
pub(super) const PARTS: f64 = 1000.0;

/// The mean of scores, a person's taken together as a cluster. Scores are kept to the thousandth, and are below 2^40.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Average {
    /// How many people have scores.
    pub people: u64,
    /// How many scores there are.
    pub scores: u64,
    /// Their sum, in thousandths.
    sum: i64,
    /// Sums over people of their number of scores squared, that times their sum, and their sum squared.
    moments: [i128; 3],
}

/// The scores of one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Own {
    scores: u32,
    sum: i64,
}

impl Own {
    /// Takes a score in; as so many thousandths it is kept.
    #[expect(clippy::cast_possible_truncation, reason = "a score is far below 2^40")]
    pub fn add(&mut self, score: f64) -> i64 {
        let thousandths = (score * PARTS).round() as i64;
        self.scores += 1;
        self.sum += thousandths;
        thousandths
    }
}

impl Average {
    /// Takes one person's scores in.
    pub fn add(&mut self, own: Own) {
        if own.scores == 0 {
            return;
        }
        self.people += 1;
        self.scores += u64::from(own.scores);
        self.sum += own.sum;
        let (scores, sum) = (i128::from(own.scores), i128::from(own.sum));
        for (moment, product) in self.moments.iter_mut().zip([scores * scores, scores * sum, sum * sum]) {
            *moment += product;
        }
    }

    /// Takes in what was gathered elsewhere about other people.
    pub fn merge(&mut self, other: &Average) {
        self.people += other.people;
        self.scores += other.scores;
        self.sum += other.sum;
        for (mine, theirs) in self.moments.iter_mut().zip(other.moments) {
            *mine += theirs;
        }
    }

    /// Takes out what was merged before.
    pub(super) fn part(&mut self, other: &Average) {
        self.people -= other.people;
        self.scores -= other.scores;
        self.sum -= other.sum;
        for (mine, theirs) in self.moments.iter_mut().zip(other.moments) {
            *mine -= theirs;
        }
    }

    /// The mean; none of no scores.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a sum may be rounded")]
    pub fn value(&self) -> Option<f64> {
        (self.scores > 0).then(|| self.sum as f64 / PARTS / self.scores as f64)
    }

    /// The interval by Taylor linearisation of the ratio of sums with the person as cluster (W. G. Cochran, Sampling
    /// Techniques, third edition, 1977, section 6.4, without the finite population correction); none for fewer than two
    /// people. Of one score each it is the normal interval of the standard error.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a count may be rounded")]
    pub fn interval(&self) -> Option<Interval> {
        let mean = self.value().filter(|_| self.people > 1)?;
        let people = self.people as f64;
        let half = Z * (people / (people - 1.0) * self.residuals(mean)).sqrt() / self.scores as f64;
        Some(Interval { low: mean - half, high: mean + half })
    }

    /// The sum over people of what their scores are together above or below as many of the mean, squared.
    #[expect(clippy::cast_precision_loss, reason = "a sum of squares may be rounded")]
    pub(super) fn residuals(&self, mean: f64) -> f64 {
        let [counts, products, squares] = self.moments.map(|sum| sum as f64);
        (squares / PARTS / PARTS - 2.0 * mean * products / PARTS + mean * mean * counts).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Average, Own, Z};

    fn of(people: &[&[f64]]) -> Average {
        let mut average = Average::default();
        for scores in people {
            let mut own = Own::default();
            for score in *scores {
                own.add(*score);
            }
            average.add(own);
        }
        average
    }

    #[test]
    fn one_score_each_is_a_plain_mean() {
        let average = of(&[&[2.0], &[4.0], &[4.0], &[4.0], &[5.0], &[5.0], &[7.0], &[9.0], &[]]);
        assert_eq!((average.value(), average.people, average.scores), (Some(5.0), 8, 8));
        let interval = average.interval().unwrap();
        assert!((interval.high - 5.0 - Z * (32.0_f64 / 7.0 / 8.0).sqrt()).abs() < 1e-9, "{interval:?}");
        assert_eq!((Average::default().value(), of(&[&[1.0, 2.0]]).interval()), (None, None));
    }

    #[test]
    fn scores_of_one_person_count_as_a_cluster() {
        let people: [&[f64]; 4] = [&[1.0, 1.5], &[-1.0], &[0.5, 0.5, 0.25], &[2.0]];
        let average = of(&people);
        let mean = people.concat().iter().sum::<f64>() / 7.0;
        let residual = |scores: &&[f64]| scores.iter().map(|score| score - mean).sum::<f64>().powi(2);
        let half = Z * (4.0 / 3.0 * people.iter().map(residual).sum::<f64>()).sqrt() / 7.0;
        let interval = average.interval().unwrap();
        assert!((interval.high - mean - half).abs() < 1e-9 && (mean - half - interval.low).abs() < 1e-9);
        let mut halves = of(&people[..2]);
        halves.merge(&of(&people[2..]));
        assert_eq!(halves, average);
    }
}
