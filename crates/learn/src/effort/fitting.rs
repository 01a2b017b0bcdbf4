//! Weights of effort out of what people answered when they were asked how easy it was.
//!
//! Bayesian linear regression of the ease that was lost on the parts of effort, with a normal distribution around each
//! stated weight, as wide as the weight itself, as what is known before (D. V. Lindley and A. F. M. Smith, Bayes estimates
//! for the linear model, Journal of the Royal Statistical Society B 34, 1972). That is ridge regression towards the
//! stated weights (A. E. Hoerl and R. W. Kennard, Technometrics 12, 1970): few answers change them little, many decide.
//! Weights are kept from being negative, by coordinate descent (V. Franc, V. Hlavac and M. Navara, Sequential
//! coordinate-wise algorithm for the non-negative least squares problem, CAIP 2005).

use super::score::{ALL, PARTS, WHOLE, Weights, stated};
use crate::statistics::{Cholesky, Interval, Z, dot};

/// Fewer answers than this say nothing about weights.
pub const LEAST: u64 = 30;
/// In so many groups of people the answers are held against weights that the others made.
pub const FOLDS: usize = 10;
/// Coordinate descent ends when no weight moves by more than this.
const SETTLED: f64 = 1e-10;
/// It would take more rounds than this only without a solution, which there always is.
const ROUNDS: usize = 10_000;

/// Sums over answers: all that a fit needs of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    /// How many answers.
    pub answers: u64,
    /// Sums of parts, of parts times parts, of ease lost, of parts times that, and of that squared.
    x: [f64; PARTS],
    xx: [[f64; PARTS]; PARTS],
    y: f64,
    xy: [f64; PARTS],
    yy: f64,
}

/// Weights and an intercept.
#[derive(Clone, Copy, Debug)]
struct Line {
    intercept: f64,
    weights: Weights,
}

/// Weights that answers made.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitted {
    /// The weights.
    pub weights: Weights,
    /// Where each lies with 95 % after these answers, not below 0.
    pub intervals: [Interval; PARTS],
    /// How much of the variance of answers the weights of the other groups explain, at most 1; below 0 where the mean of
    /// the others would do better. Absent where all answers are the same.
    pub r2: Option<f64>,
}

impl Sums {
    /// Takes an answer in: how much there was of each part, and a customer effort score from 1 to 7, of which 7 is easy.
    pub fn add(&mut self, parts: &[f64; PARTS], ease: f64) {
        let lost = WHOLE + 1.0 - ease;
        self.answers += 1;
        for (one, x) in parts.iter().enumerate() {
            self.x[one] += x;
            self.xy[one] += x * lost;
            for (other, z) in parts.iter().enumerate() {
                self.xx[one][other] += x * z;
            }
        }
        self.y += lost;
        self.yy += lost * lost;
    }

    /// Takes in what was gathered elsewhere.
    pub fn merge(&mut self, other: &Sums) {
        self.answers += other.answers;
        self.y += other.y;
        self.yy += other.yy;
        for one in 0..PARTS {
            self.x[one] += other.x[one];
            self.xy[one] += other.xy[one];
            for two in 0..PARTS {
                self.xx[one][two] += other.xx[one][two];
            }
        }
    }

    fn of<'a>(all: impl IntoIterator<Item = &'a Sums>) -> Sums {
        let mut whole = Sums::default();
        for one in all {
            whole.merge(one);
        }
        whole
    }

    fn count(&self) -> f64 {
        crate::statistics::real(self.answers)
    }

    /// The sum of squared distances of the answers from a line.
    fn distance(&self, line: &Line) -> f64 {
        let Line { intercept, weights } = line;
        let along: f64 = (0..PARTS).map(|one| weights[one] * dot(&self.xx[one], weights)).sum();
        let crossed = intercept * dot(&self.x, weights) - intercept * self.y - dot(&self.xy, weights);
        (self.yy + 2.0 * crossed + self.count() * intercept * intercept + along).max(0.0)
    }

    /// The sum of squared distances of the answers from a number.
    fn distance_from(&self, number: f64) -> f64 {
        self.distance(&Line { intercept: number, weights: [0.0; PARTS] })
    }

    /// The information that the answers give about weights, and what is known of them before, where an answer varies so
    /// much: a matrix row by row, and its product with the best weights.
    fn equations(&self, variance: f64) -> (Vec<f64>, [f64; PARTS]) {
        let (n, mut matrix, mut right) = (self.count(), vec![0.0; PARTS * PARTS], [0.0; PARTS]);
        for one in 0..PARTS {
            let before = variance / (ALL[one].stated * ALL[one].stated);
            for two in 0..PARTS {
                matrix[one * PARTS + two] = self.xx[one][two] - self.x[one] * self.x[two] / n;
            }
            matrix[one * PARTS + one] += before;
            right[one] = self.xy[one] - self.x[one] * self.y / n + before * ALL[one].stated;
        }
        (matrix, right)
    }

    /// The best line, where an answer varies so much around it.
    fn line(&self, variance: f64) -> Line {
        let (matrix, right) = self.equations(variance);
        let mut weights = stated();
        for _ in 0..ROUNDS {
            let mut moved = 0.0_f64;
            for one in 0..PARTS {
                let row = &matrix[one * PARTS..][..PARTS];
                let rest = right[one] - dot(row, &weights) + row[one] * weights[one];
                let next = (rest / row[one]).max(0.0);
                moved = moved.max((next - weights[one]).abs());
                weights[one] = next;
            }
            if moved < SETTLED {
                break;
            }
        }
        let intercept = (self.y - dot(&self.x, &weights)) / self.count();
        Line { intercept, weights }
    }

    /// The best line and how much answers vary around it: at first as much as they do altogether, then as they do
    /// around the line which that gives. Nothing where all answers are the same.
    fn settled(&self) -> Option<(Line, f64)> {
        let altogether = self.distance_from(self.y / self.count()) / (self.count() - 1.0);
        if altogether <= 0.0 {
            return None;
        }
        let around = |line: &Line| self.distance(line) / (self.count() - 1.0);
        let variance = around(&self.line(altogether)).max(altogether * 1e-6);
        Some((self.line(variance), variance))
    }
}

/// The weights that answers make, given in groups of people; nothing where there are too few, or all are the same.
#[must_use]
pub fn fit(folds: &[Sums; FOLDS]) -> Option<Fitted> {
    let all = Sums::of(folds);
    if all.answers < LEAST {
        return None;
    }
    let (line, variance) = all.settled()?;
    let (matrix, _) = all.equations(variance);
    let information = Cholesky::of(&matrix, PARTS)?;
    let interval = |one: usize| {
        let unit: [f64; PARTS] = std::array::from_fn(|other| if one == other { 1.0 } else { 0.0 });
        let through = information.forward(&unit);
        let half = Z * (variance * dot(&through, &through)).sqrt();
        Interval { low: (line.weights[one] - half).max(0.0), high: line.weights[one] + half }
    };
    Some(Fitted { weights: line.weights, intervals: std::array::from_fn(interval), r2: explained(folds) })
}

/// How much of the variance of each group's answers the others explain.
fn explained(folds: &[Sums; FOLDS]) -> Option<f64> {
    let (mut left, mut altogether) = (0.0, 0.0);
    for (place, fold) in folds.iter().enumerate().filter(|(_, fold)| fold.answers > 0) {
        let others = Sums::of(folds.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, other)| other));
        if others.answers < 2 {
            return None;
        }
        let (line, _) = others.settled()?;
        left += fold.distance(&line);
        altogether += fold.distance_from(others.y / others.count());
    }
    (altogether > 0.0).then(|| 1.0 - left / altogether)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look like chance, from 0 to below 1.
    fn chance(state: &mut u64) -> f64 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        crate::statistics::real(*state >> 40) / crate::statistics::real(1 << 24)
    }

    /// Answers in groups: what each part takes, and by how much an answer is off at most.
    fn answers(count: usize, takes: Weights, noise: f64) -> [Sums; FOLDS] {
        let (mut folds, mut state) = ([Sums::default(); FOLDS], 42);
        for number in 0..count {
            let parts: [f64; PARTS] = std::array::from_fn(|_| (chance(&mut state) * 4.0).floor());
            let off = noise * (2.0 * chance(&mut state) - 1.0);
            folds[number % FOLDS].add(&parts, 6.0 - dot(&parts, &takes) + off);
        }
        folds
    }

    const TAKES: Weights = [0.0, 0.1, 0.0, 0.3, 0.0, 0.9, 0.2, 0.05];

    #[test]
    fn many_answers_decide_and_lie_in_their_intervals() {
        let fitted = fit(&answers(5000, TAKES, 1.5)).unwrap();
        for (part, takes) in TAKES.into_iter().enumerate() {
            let Interval { low, high } = fitted.intervals[part];
            assert!((fitted.weights[part] - takes).abs() < 0.06, "{part} {fitted:?}");
            assert!(low <= takes + 0.02 && takes <= high + 0.02 && high - low < 0.15, "{part} {fitted:?}");
        }
        assert!(fitted.r2.unwrap() > 0.5, "{fitted:?}");
    }

    #[test]
    fn few_answers_leave_the_stated_weights_and_none_is_negative() {
        assert_eq!(fit(&answers(29, TAKES, 1.5)), None);
        let few = fit(&answers(30, TAKES, 3.0)).unwrap();
        for (part, one) in ALL.into_iter().enumerate() {
            let Interval { low, high } = few.intervals[part];
            assert!(low >= 0.0 && few.weights[part] >= 0.0 && few.weights[part] <= high);
            assert!(high - low > 0.1 * one.stated, "{part} {few:?}");
        }
        let backwards = fit(&answers(3000, [-1.0; PARTS], 1.0)).unwrap();
        assert!(backwards.weights.iter().all(|weight| weight.abs() < 1e-9), "{backwards:?}");
    }

    #[test]
    fn chance_explains_nothing_and_equal_answers_say_nothing() {
        let nothing = fit(&answers(2000, [0.0; PARTS], 3.0)).unwrap();
        assert!(nothing.r2.unwrap().abs() < 0.02, "{nothing:?}");
        assert_eq!(fit(&answers(300, [0.0; PARTS], 0.0)), None);
    }

    #[test]
    fn the_weights_are_those_of_the_normal_equations_where_none_is_negative() {
        let all = Sums::of(&answers(400, [0.3; PARTS], 0.5));
        let (matrix, right) = all.equations(0.1);
        let solved = Cholesky::of(&matrix, PARTS).unwrap().solve(&right);
        for (one, other) in all.line(0.1).weights.iter().zip(solved) {
            assert!(other > 0.0 && (one - other).abs() < 1e-7, "{one} {other}");
        }
    }
}
