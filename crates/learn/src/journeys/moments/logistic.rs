//! Logistic regression where everything known about a case is whether it has this or that.

use std::hash::BuildHasher as _;
use std::ops::Range;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};

use crate::journeys::{JourneyError, Work};
use crate::statistics::{Cholesky, dot};

/// The penalty on the square of every coefficient but the first: what keeps them finite where a feature decides all
/// cases, and too little to be seen elsewhere.
const RIDGE: f64 = 1e-3;
/// More steps than this only a problem without a solution would take.
const STEPS: usize = 50;
/// So many cases are worked on at once.
const CHUNK: usize = 16_384;

/// Cases and their features: those with the same features as one, with how many there are. Feature 0 is had by all.
#[derive(Debug, Default)]
pub(super) struct Cases {
    /// Where the features of each kind of case end.
    ends: Vec<usize>,
    /// The features, without feature 0.
    features: Vec<u32>,
    /// How many cases of each kind there are, and how many of them are good.
    counts: Vec<(f64, f64)>,
    /// The kinds by their features.
    kinds: HashTable<usize>,
    hasher: DefaultHashBuilder,
}

#[cfg(test)]
impl PartialEq for Cases {
    fn eq(&self, other: &Cases) -> bool {
        (&self.ends, &self.features, &self.counts) == (&other.ends, &other.features, &other.counts)
    }
}

impl Cases {
    /// Adds a case. Its features ascend.
    pub(super) fn add(&mut self, features: &[u32], good: bool) {
        let (ends, all) = (&self.ends, &mut self.features);
        let hash = |features: &[u32]| self.hasher.hash_one(features);
        let is_it = |kind: &usize| of_kind(ends, all, *kind) == features;
        let rehash = |kind: &usize| hash(of_kind(ends, all, *kind));
        let kind = match self.kinds.entry(hash(features), is_it, rehash) {
            Entry::Occupied(kind) => *kind.get(),
            Entry::Vacant(free) => {
                let kind = self.counts.len();
                free.insert(kind);
                all.extend_from_slice(features);
                self.ends.push(all.len());
                self.counts.push((0.0, 0.0));
                kind
            }
        };
        let (of, hits) = &mut self.counts[kind];
        *of += 1.0;
        *hits += f64::from(u8::from(good));
    }

    /// How many cases there are.
    fn count(&self) -> f64 {
        self.counts.iter().map(|(of, _)| of).sum()
    }

    fn features(&self, case: usize) -> &[u32] {
        of_kind(&self.ends, &self.features, case)
    }

    /// Runs `job` over chunks of cases and adds up what it fills, in the order of the cases.
    fn sum(
        &self,
        work: Work<'_>,
        length: usize,
        job: impl Fn(Range<usize>, &mut [f64]) + Sync,
    ) -> Result<Vec<f64>, JourneyError> {
        let count = self.counts.len();
        // No more sums at once than there is memory for.
        let chunk = CHUNK.max(count / 64 + 1);
        let mut sums = work.each(count.div_ceil(chunk), |(): &mut (), number| {
            let mut sums = vec![0.0; length];
            for start in (number * chunk..count.min((number + 1) * chunk)).step_by(CHUNK / 16) {
                if work.go_on().is_ok() {
                    job(start..count.min((number + 1) * chunk).min(start + CHUNK / 16), &mut sums);
                }
            }
            (number, sums)
        })?;
        work.go_on()?;
        sums.sort_unstable_by_key(|(number, _)| *number);
        let mut all = vec![0.0; length];
        for (sum, add) in sums.iter().flat_map(|(_, sums)| (0..).zip(sums)) {
            let sum: &mut f64 = &mut all[sum];
            *sum += add;
        }
        Ok(all)
    }
}

/// A fitted model.
pub(super) struct Model {
    beta: Vec<f64>,
    /// The factor of the information, whose inverse is the covariance of the coefficients.
    information: Cholesky,
}

/// What a feature does to the probability of a good case: its average marginal effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Effect {
    pub(super) value: f64,
    pub(super) error: f64,
}

impl Model {
    /// Fits by Newton's method, which for this model is iteratively reweighted least squares (Nelder and
    /// Wedderburn, Generalized linear models, Journal of the Royal Statistical Society A 135, 1972), with a small ridge (S. le Cessie and J. C. van
    /// Houwelingen, Ridge estimators in logistic regression, Applied Statistics 41, 1992). None if it does not settle.
    pub(super) fn fit(cases: &Cases, width: usize, work: Work<'_>) -> Result<Option<Model>, JourneyError> {
        let mut beta = vec![0.0; width];
        let (mut state, mut step) = (State::at(cases, &beta, work)?, None::<Vec<f64>>);
        for _ in 0..STEPS {
            let Some(information) = Cholesky::of(&state.information, width) else { return Ok(None) };
            let mut next = step.take().unwrap_or_else(|| information.solve(&state.gradient));
            if next.iter().all(|change| change.abs() < 1e-8) {
                return Ok(Some(Model { beta, information }));
            }
            let moved: Vec<f64> = beta.iter().zip(&next).map(|(beta, change)| beta + change).collect();
            let then = State::at(cases, &moved, work)?;
            if then.likelihood >= state.likelihood - 1e-9 * state.likelihood.abs() {
                (beta, state) = (moved, then);
            } else {
                // Newton's step went too far: half of it is tried.
                for change in &mut next {
                    *change /= 2.0;
                }
                step = Some(next);
            }
        }
        Ok(None)
    }

    /// The average marginal effect of each of these features: over all cases, the mean of the probability with the
    /// feature less that without, everything else as it is. Its error is by the delta method (W. H. Greene,
    /// Econometric Analysis, 2012, section 17.3), given the features of the cases.
    pub(super) fn effects(
        &self,
        cases: &Cases,
        features: Range<u32>,
        work: Work<'_>,
    ) -> Result<Vec<Effect>, JourneyError> {
        let (width, count) = (self.beta.len(), features.len());
        // For each feature the sum of the differences, then the sum of their gradients.
        let sums = cases.sum(work, count * (width + 1), |range, sums| {
            let mut has = vec![false; width];
            for case in range {
                let mine = cases.features(case);
                for feature in mine {
                    has[*feature as usize] = true;
                }
                let (of, _) = cases.counts[case];
                let odds = eta(&self.beta, mine).exp();
                for (feature, sums) in features.clone().zip(sums.chunks_exact_mut(width + 1)) {
                    let (place, ratio) = (feature as usize, self.beta[feature as usize].exp());
                    let without = if has[place] { odds / ratio } else { odds };
                    let (p, q) = (probability(without * ratio), probability(without));
                    sums[0] += of * (p - q);
                    let (slope_with, slope_without) = (of * p * (1.0 - p), of * q * (1.0 - q));
                    let gradient = &mut sums[1..];
                    gradient[0] += slope_with - slope_without;
                    for other in mine {
                        gradient[*other as usize] += slope_with - slope_without;
                    }
                    // Its own is not there without it.
                    gradient[place] += if has[place] { slope_without } else { slope_with };
                }
                for feature in mine {
                    has[*feature as usize] = false;
                }
            }
        })?;
        let cases = cases.count();
        let effect = |sums: &[f64]| {
            let gradient: Vec<f64> = sums[1..].iter().map(|sum| sum / cases).collect();
            let root = self.information.forward(&gradient);
            Effect { value: sums[0] / cases, error: dot(&root, &root).sqrt() }
        };
        Ok(sums.chunks_exact(width + 1).map(effect).collect())
    }
}

/// What Newton's method needs to know at a place.
struct State {
    likelihood: f64,
    gradient: Vec<f64>,
    /// The lower triangle of the information, row by row.
    information: Vec<f64>,
}

impl State {
    fn at(cases: &Cases, beta: &[f64], work: Work<'_>) -> Result<State, JourneyError> {
        let width = beta.len();
        let mut sums = cases.sum(work, 1 + width + width * width, |range, sums| {
            let (likelihood, sums) = sums.split_at_mut(1);
            let (gradient, information) = sums.split_at_mut(width);
            for case in range {
                let mine = cases.features(case);
                let eta = eta(beta, mine);
                let (p, (of, good)) = (probability(eta.exp()), cases.counts[case]);
                for (count, towards) in [(good, eta), (of - good, -eta)] {
                    if count > 0.0 {
                        likelihood[0] -= count * (-towards).exp().ln_1p();
                    }
                }
                let (residual, weight) = (good - of * p, of * p * (1.0 - p));
                gradient[0] += residual;
                information[0] += weight;
                for (number, feature) in mine.iter().enumerate() {
                    gradient[*feature as usize] += residual;
                    let row = &mut information[*feature as usize * width..][..width];
                    row[0] += weight;
                    // Features of a case ascend, so this is the lower triangle.
                    for other in &mine[..=number] {
                        row[*other as usize] += weight;
                    }
                }
            }
        })?;
        let information = sums.split_off(1 + width);
        let mut state = State { likelihood: sums[0], gradient: sums.split_off(1), information };
        for (feature, beta) in beta.iter().enumerate().skip(1) {
            state.likelihood -= RIDGE / 2.0 * beta * beta;
            state.gradient[feature] -= RIDGE * beta;
            state.information[feature * width + feature] += RIDGE;
        }
        Ok(state)
    }
}

/// The features of a kind of case.
fn of_kind<'a>(ends: &[usize], features: &'a [u32], kind: usize) -> &'a [u32] {
    let start = if kind == 0 { 0 } else { ends[kind - 1] };
    &features[start..ends[kind]]
}

/// The logarithm of the odds.
fn eta(beta: &[f64], features: &[u32]) -> f64 {
    beta[0] + features.iter().map(|feature| beta[*feature as usize]).sum::<f64>()
}

/// The probability with these odds, which may be infinite.
fn probability(odds: f64) -> f64 {
    1.0 - 1.0 / (1.0 + odds)
}
