//! Means and ratios whose cases come in clusters: several rows of one person are not independent of one another.

use super::{Interval, Share, Z, real};

/// The mean of one number a person, with its interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mean {
    /// How many people.
    pub people: u64,
    /// The sum over people.
    pub sum: u64,
    /// The sum of squares over people.
    pub squares: u128,
}

impl Mean {
    /// Takes one person's number in.
    pub fn add(&mut self, number: u64) {
        self.people += 1;
        self.sum += number;
        self.squares += u128::from(number) * u128::from(number);
    }

    /// Takes in what was gathered elsewhere about other people.
    pub fn merge(&mut self, other: &Mean) {
        self.people += other.people;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// The mean; none of nobody.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        (self.people > 0).then(|| real(self.sum) / real(self.people))
    }

    /// The mean with the normal interval of its standard error; none for fewer than two people.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a sum of squares may be rounded")]
    pub fn interval(&self) -> Option<Interval> {
        let mean = self.value().filter(|_| self.people > 1)?;
        let n = real(self.people);
        let variance = ((self.squares as f64 - n * mean * mean) / (n - 1.0)).max(0.0);
        let half = Z * (variance / n).sqrt();
        Some(Interval { low: mean - half, high: mean + half })
    }
}

/// A share of rows, where a person is a cluster of rows: the sum of hits over the sum of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratio {
    /// How many people have rows.
    pub people: u64,
    /// How many people have hits.
    pub people_hit: u64,
    /// Rows.
    pub rows: u64,
    /// Rows that hit.
    pub hits: u64,
    /// Sums over people of rows squared, rows times hits, and hits squared.
    moments: [u128; 3],
}

impl Ratio {
    /// Takes one person's rows and the hits among them in; `rows` is at least 1 and `hits` at most `rows`.
    pub fn add(&mut self, rows: u32, hits: u32) {
        self.add_people(rows, hits, 1);
    }

    /// Takes in so many people, each with these rows and hits.
    pub fn add_people(&mut self, rows: u32, hits: u32, people: u64) {
        self.people += people;
        self.people_hit += if hits > 0 { people } else { 0 };
        let (rows, hits) = (u64::from(rows), u64::from(hits));
        self.rows += rows * people;
        self.hits += hits * people;
        for (moment, product) in self.moments.iter_mut().zip([rows * rows, rows * hits, hits * hits]) {
            *moment += u128::from(product) * u128::from(people);
        }
    }

    /// Takes in what was gathered elsewhere about other people.
    pub fn merge(&mut self, other: &Ratio) {
        self.people += other.people;
        self.people_hit += other.people_hit;
        self.rows += other.rows;
        self.hits += other.hits;
        for (mine, theirs) in self.moments.iter_mut().zip(other.moments) {
            *mine += theirs;
        }
    }

    /// Takes out what was merged before.
    pub(crate) fn part(&mut self, other: &Ratio) {
        self.people -= other.people;
        self.people_hit -= other.people_hit;
        self.rows -= other.rows;
        self.hits -= other.hits;
        for (mine, theirs) in self.moments.iter_mut().zip(other.moments) {
            *mine -= theirs;
        }
    }

    /// Hits over rows; none of no rows.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        (self.rows > 0).then(|| real(self.hits) / real(self.rows))
    }

    /// The interval by Taylor linearisation of the ratio estimator with the person as cluster (W. G. Cochran, Sampling
    /// Techniques, third edition, 1977, section 6.4, without the finite population correction), cut at 0 and 1; none
    /// for fewer than two people. Where no row hits, or every one, that would be a point, as if it were certain: then it
    /// is Wilson's interval over people, each of whom counts once.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a sum of squares may be rounded")]
    pub fn interval(&self) -> Option<Interval> {
        let ratio = self.value().filter(|_| self.people > 1)?;
        if self.hits == 0 || self.hits == self.rows {
            return Share { hits: self.people_hit, of: self.people }.interval();
        }
        let [rows_squared, product, hits_squared] = self.moments.map(|sum| sum as f64);
        let residuals = (hits_squared - 2.0 * ratio * product + ratio * ratio * rows_squared).max(0.0);
        let n = real(self.people);
        let half = Z * (n / (n - 1.0) * residuals).sqrt() / real(self.rows);
        Some(Interval { low: (ratio - half).max(0.0), high: (ratio + half).min(1.0) })
    }
}

#[cfg(test)]
mod tests {
    use super::{Mean, Ratio, Z};

    #[test]
    fn the_interval_of_a_ratio_is_that_of_its_residuals() {
        let people = [(3_u32, 1_u32), (1, 1), (7, 0), (2, 2), (4, 1)];
        let mut ratio = Ratio::default();
        for (rows, hits) in people {
            ratio.add(rows, hits);
        }
        let (rows, hits) = (17.0, 5.0);
        let r = hits / rows;
        let residuals: f64 = people.map(|(x, y)| (f64::from(y) - r * f64::from(x)).powi(2)).iter().sum();
        let half = Z * (5.0 / 4.0 * residuals).sqrt() / rows;
        let interval = ratio.interval().unwrap();
        assert!((interval.low - (r - half).max(0.0)).abs() < 1e-12);
        assert!((interval.high - (r + half)).abs() < 1e-12);
        assert_eq!((ratio.people, ratio.people_hit), (5, 4));
        assert_eq!(Ratio::default().value(), None);
    }

    #[test]
    fn one_row_each_is_a_plain_proportion() {
        let mut ratio = Ratio::default();
        ratio.add_people(1, 1, 20);
        ratio.add_people(1, 0, 80);
        let interval = ratio.interval().unwrap();
        let half = Z * (0.2_f64 * 0.8 / 99.0).sqrt();
        assert!((interval.high - 0.2 - half).abs() < 1e-12 && (0.2 - interval.low - half).abs() < 1e-12);
    }

    #[test]
    fn what_never_or_always_happens_is_not_certain() {
        for (hits, low, high) in [(0, 0.0, 0.1611), (3, 0.8389, 1.0)] {
            let mut ratio = Ratio::default();
            ratio.add_people(3, hits, 20);
            let interval = ratio.interval().unwrap();
            assert!((interval.low - low).abs() < 5e-5 && (interval.high - high).abs() < 5e-5, "{interval:?}");
        }
    }

    #[test]
    fn a_mean_and_its_standard_error() {
        let mut mean = Mean::default();
        for number in [2, 4, 4, 4, 5, 5, 7, 9] {
            mean.add(number);
        }
        assert_eq!(mean.value(), Some(5.0));
        let interval = mean.interval().unwrap();
        assert!((interval.high - 5.0 - Z * (32.0_f64 / 7.0 / 8.0).sqrt()).abs() < 1e-12);
        assert_eq!(Mean::default().value(), None);
    }
}
