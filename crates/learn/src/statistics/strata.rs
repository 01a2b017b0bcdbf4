//! Scores weighted so that those who answered stand for the population by its known strata.

use super::{Bounded, Tally, real};

/// A part of the population.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stratum {
    /// How many people it has.
    pub population: u64,
    /// What those of them who answered said.
    pub said: Tally,
}

/// Scores as the population would have given them, where people of a stratum who did not answer think as those do who
/// did.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighted {
    /// The scores.
    pub bounded: Bounded,
    /// The share of the population in strata of which somebody answered, above 0 and at most 1. The rest is not in the
    /// scores: nothing is known of it.
    pub covered: f64,
    /// How many answers the weights leave of those that there are (L. Kish, Survey Sampling, 1965, section 11.7).
    pub effective: f64,
}

/// Post-stratification (D. Holt and T. M. F. Smith, Post stratification, Journal of the Royal Statistical Society A 142,
/// 1979): every answer of a stratum counts as its share of the population by its share of answers. The interval takes the
/// answers as Kish's effective number of them, and so does not count on strata to differ. None where nobody answered.
#[must_use]
pub fn post_stratified(strata: &[Stratum], scale: (f64, f64)) -> Option<Weighted> {
    let everybody: u64 = strata.iter().map(|one| one.population).sum();
    let answered: Vec<&Stratum> = strata.iter().filter(|one| one.said.scores() > 0 && one.population > 0).collect();
    let there: u64 = answered.iter().map(|one| one.population).sum();
    let share = |one: &Stratum| real(one.population) / real(there);
    let (mut squares, mut altogether, mut counts) = (0.0, Tally::default(), Vec::new());
    for one in &answered {
        let each = share(one) / real(one.said.scores());
        squares += share(one) * each;
        counts.extend(one.said.counts().map(|(score, count)| (score, real(count) * each)));
        altogether.merge(&one.said);
    }
    counts.sort_by(|one, other| one.0.total_cmp(&other.0));
    counts.dedup_by(|next, kept| {
        let same = next.0.total_cmp(&kept.0).is_eq();
        kept.1 += if same { next.1 } else { 0.0 };
        same
    });
    let effective = (squares > 0.0).then(|| 1.0 / squares)?;
    let bounded = Bounded::new(scale, counts.into_iter(), effective / altogether.design_effect())?;
    Some(Weighted { bounded, covered: real(there) / real(everybody), effective })
}

#[cfg(test)]
mod tests {
    use super::{Stratum, post_stratified};
    use crate::statistics::{Chance, Tally, real};

    fn stratum(population: u64, scores: &[f64]) -> Stratum {
        let mut said = Tally::default();
        for score in scores {
            said.add(std::iter::once(*score));
        }
        Stratum { population, said }
    }

    #[test]
    fn answers_count_by_whom_they_stand_for() {
        let strata = [stratum(900, &[1.0, 3.0]), stratum(100, &[5.0; 8]), stratum(1000, &[])];
        let weighted = post_stratified(&strata, (1.0, 5.0)).unwrap();
        assert!((weighted.bounded.mean() - (0.9 * 2.0 + 0.1 * 5.0)).abs() < 1e-12);
        assert!((weighted.covered - 0.5).abs() < 1e-12);
        assert!((weighted.effective - 1.0 / (0.81 / 2.0 + 0.01 / 8.0)).abs() < 1e-9);
        let level = [stratum(500, &[1.0, 3.0]), stratum(500, &[5.0, 2.0])];
        assert!((post_stratified(&level, (1.0, 5.0)).unwrap().effective - 4.0).abs() < 1e-9);
        assert_eq!(post_stratified(&[stratum(9, &[])], (1.0, 5.0)), None);
    }

    /// Young people are half of the population, answer a quarter as often, and are less content.
    #[test]
    fn the_interval_holds_the_populations_mean_and_that_of_answers_does_not() {
        let (mut chance, mut holds, mut plain_holds) = (Chance::new(11), 0, 0);
        let runs = 1000;
        for _ in 0..runs {
            let mut strata = [stratum(5000, &[]), stratum(5000, &[])];
            let mut plain = Tally::default();
            for _ in 0..200 {
                let young = chance.unit() < 0.2;
                let good = chance.unit() < if young { 0.5 } else { 0.8 };
                let score = std::iter::once(if good { 1.0 } else { 0.0 });
                strata[usize::from(young)].said.add(score.clone());
                plain.add(score);
            }
            let within = |interval: crate::statistics::Interval| (interval.low..=interval.high).contains(&0.65);
            holds += u64::from(within(post_stratified(&strata, (0.0, 1.0)).unwrap().bounded.interval()));
            plain_holds += u64::from(within(plain.bounded((0.0, 1.0)).unwrap().interval()));
        }
        let covered = real(holds) / real(runs);
        assert!((0.93..=0.97).contains(&covered), "{covered}");
        assert!(plain_holds * 3 < runs, "{plain_holds} of {runs}");
    }
}
