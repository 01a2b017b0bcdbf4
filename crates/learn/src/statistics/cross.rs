//! Sums of products of columns: all that correlations and regressions need of rows.

use super::{Chance, Cholesky};

/// The sums of some columns and of the products of any two of them, the last column being the outcome. Columns are best
/// given less a number near their mean, which changes neither variances nor correlations.
#[derive(Clone, Debug, PartialEq)]
pub struct Cross {
    width: usize,
    /// Row by row the lower triangle of the products of the columns and a column of ones, which comes first.
    sums: Vec<f64>,
}

/// A line through rows: what the outcome is at nothing, and by how much it rises with one of each column.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Where the columns are 0.
    pub intercept: f64,
    /// A slope for each column but the outcome; none for one that says nothing which those before it do not say.
    pub slopes: Vec<Option<f64>>,
}

/// A column of which the others leave less than this share of its variance says nothing of its own.
const NEW: f64 = 1e-9;

impl Cross {
    /// Nothing yet of so many columns, the outcome among them.
    #[must_use]
    pub fn new(width: usize) -> Cross {
        Cross { width, sums: vec![0.0; (width + 1) * (width + 2) / 2] }
    }

    /// Takes a row in, which has a number for each column.
    pub fn add(&mut self, row: &[f64]) {
        self.sums[0] += 1.0;
        let mut rest = &mut self.sums[1..];
        for (place, one) in row.iter().enumerate() {
            let (mine, behind) = rest.split_at_mut(place + 2);
            mine[0] += one;
            for (sum, other) in mine[1..].iter_mut().zip(row) {
                *sum += one * other;
            }
            rest = behind;
        }
    }

    /// Takes in so many times what was gathered elsewhere.
    pub fn merge(&mut self, other: &Cross, times: f64) {
        for (sum, more) in self.sums.iter_mut().zip(&other.sums) {
            *sum += times * more;
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> f64 {
        self.sums[0]
    }

    /// The mean of a column.
    #[must_use]
    pub fn mean(&self, column: usize) -> f64 {
        self.at(column + 1, 0) / self.rows()
    }

    /// The mean product of two columns less that of their means.
    #[must_use]
    pub fn covariance(&self, one: usize, other: usize) -> f64 {
        self.at(one.max(other) + 1, one.min(other) + 1) / self.rows() - self.mean(one) * self.mean(other)
    }

    /// The correlations of all columns, row by row; of a column that is the same in all rows they are 0, with itself too.
    #[must_use]
    pub fn correlations(&self) -> Vec<f64> {
        let mut all = vec![0.0; self.width * self.width];
        let deviations: Vec<f64> = (0..self.width).map(|one| self.covariance(one, one).max(0.0).sqrt()).collect();
        let varies = |one: usize| deviations[one] > 1e-9 * (1.0 + self.mean(one).abs());
        for one in (0..self.width).filter(|one| varies(*one)) {
            for other in (0..=one).filter(|other| varies(*other)) {
                let both =
                    if one == other { 1.0 } else { self.covariance(one, other) / deviations[one] / deviations[other] };
                all[one * self.width + other] = both;
                all[other * self.width + one] = both;
            }
        }
        all
    }

    /// The line of least squares. A column that only repeats others before it has no slope.
    #[must_use]
    pub fn line(&self) -> Line {
        let (outcome, correlations) = (self.width - 1, self.correlations());
        let correlation = |one: usize, other: usize| correlations[one * self.width + other];
        let (mut kept, mut factored) = (Vec::new(), None);
        for column in (0..outcome).filter(|column| correlation(*column, *column) > 0.0) {
            kept.push(column);
            let matrix: Vec<f64> = kept
                .iter()
                .flat_map(|one| kept.iter().map(|other| correlation(*one, *other)).collect::<Vec<_>>())
                .collect();
            match Cholesky::of(&matrix, kept.len()).filter(|factor| factor.last() > NEW.sqrt()) {
                Some(factor) => factored = Some(factor),
                None => drop(kept.pop()),
            }
        }
        let right: Vec<f64> = kept.iter().map(|column| correlation(*column, outcome)).collect();
        let solved = factored.map(|factor| factor.solve(&right)).unwrap_or_default();
        let (mut slopes, mut intercept) = (vec![None; outcome], self.mean(outcome));
        for (column, standardised) in kept.into_iter().zip(solved) {
            let slope = standardised * (self.covariance(outcome, outcome) / self.covariance(column, column)).sqrt();
            intercept -= slope * self.mean(column);
            slopes[column] = Some(slope);
        }
        Line { intercept, slopes }
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        self.sums[row * (row + 1) / 2 + column]
    }
}

/// What as many rows drawn from groups of rows give together: the groups are drawn with replacement, as many as there are
/// (B. Efron, Bootstrap methods: another look at the jackknife, Annals of Statistics 7, 1979; with clusters, A. C. Davison
/// and D. V. Hinkley, Bootstrap Methods and their Application, 1997, section 3.8).
#[must_use]
pub fn resampled(groups: &[Cross], chance: &mut Chance) -> Option<Cross> {
    let mut times = vec![0_u32; groups.len()];
    (0..groups.len()).for_each(|_| times[chance.below(groups.len())] += 1);
    let mut all = Cross::new(groups.first()?.width);
    for (group, times) in groups.iter().zip(times).filter(|(_, times)| *times > 0) {
        all.merge(group, f64::from(times));
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::{Cross, resampled};
    use crate::statistics::Chance;

    #[test]
    fn a_line_is_found_again_and_what_repeats_others_has_none() {
        let (mut cross, mut chance) = (Cross::new(5), Chance::new(4));
        for _ in 0..200 {
            let [one, two] = [chance.normal(), chance.unit()];
            cross.add(&[one, two, one - 2.0 * two, 7.0, 3.0 + 0.5 * one - 4.0 * two]);
        }
        let line = cross.line();
        assert!((line.intercept - 3.0).abs() < 1e-9, "{line:?}");
        assert!((line.slopes[0].unwrap() - 0.5).abs() < 1e-9 && (line.slopes[1].unwrap() + 4.0).abs() < 1e-9);
        assert_eq!(&line.slopes[2..], [None, None]);
        let correlations = cross.correlations();
        assert!((correlations[0] - 1.0).abs() < 1e-12 && correlations[3 * 5 + 3].abs() < 1e-12);
        assert!((cross.mean(3) - 7.0).abs() < 1e-12 && (cross.rows() - 200.0).abs() < 1e-12);
    }

    #[test]
    fn means_of_resampled_groups_vary_as_means_do() {
        let mut chance = Chance::new(2);
        let group = |value: f64| {
            let mut group = Cross::new(1);
            group.add(&[value]);
            group
        };
        let groups: Vec<Cross> = (0..400).map(|_| group(chance.normal())).collect();
        let means: Vec<f64> = (0..400).map(|_| resampled(&groups, &mut chance).unwrap().mean(0)).collect();
        let middle = means.iter().sum::<f64>() / 400.0;
        let error = (means.iter().map(|mean| (mean - middle).powi(2)).sum::<f64>() / 400.0).sqrt();
        assert!((error - 0.05).abs() < 0.006, "{error}");
        assert_eq!(resampled(&[], &mut chance), None);
    }
}
