//! Scores on a bounded scale, of people who may have given several.

use std::collections::BTreeMap;

use super::average::PARTS;
use super::{Average, Bounded, Own, real, student};

/// How many scores there are of each, and of how many people. Scores are kept to the thousandth, and are below 2^40.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Their mean, with people as clusters.
    average: Average,
    /// How many of each, in thousandths.
    scores: BTreeMap<i64, u64>,
}

impl Tally {
    /// Takes one person's scores in.
    pub fn add(&mut self, scores: impl Iterator<Item = f64>) {
        let mut own = Own::default();
        for score in scores {
            *self.scores.entry(own.add(score)).or_default() += 1;
        }
        self.average.add(own);
    }

    /// Takes in what was gathered elsewhere about other people.
    pub fn merge(&mut self, other: &Tally) {
        self.average.merge(&other.average);
        for (score, count) in &other.scores {
            *self.scores.entry(*score).or_default() += count;
        }
    }

    /// Takes out what was merged before.
    ///
    /// # Panics
    /// Where it was not.
    pub fn part(&mut self, other: &Tally) {
        self.average.part(&other.average);
        for (score, count) in &other.scores {
            let mine = self.scores.get_mut(score).expect("it was merged before");
            *mine -= count;
        }
        self.scores.retain(|_, count| *count > 0);
    }

    /// How many scores there are.
    #[must_use]
    pub fn scores(&self) -> u64 {
        self.average.scores
    }

    /// How many people gave them.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.average.people
    }

    /// Each score with how often it was given, ascending.
    pub fn counts(&self) -> impl Iterator<Item = (f64, u64)> + Clone {
        self.scores.iter().map(|(score, count)| (thousandths(*score), *count))
    }

    /// The scores as those of a scale; none where there are none. They are worth as many answers as they are, less what
    /// several of one person say no more than one (the design effect of L. Kish, Survey Sampling, 1965, section 8.2, with
    /// people as clusters, put into the interval as an effective number of answers, with what few clusters leave unsure, by
    /// E. L. Korn and B. I. Graubard, Survey Methodology 24, 1998). Where all are the same, every person counts once.
    #[must_use]
    pub fn bounded(&self, scale: (f64, f64)) -> Option<Bounded> {
        let counts = self.counts().map(|(score, count)| (score, real(count)));
        let few = (student(self.people().max(2) - 1) / student(self.scores().max(2) - 1)).powi(2);
        Bounded::new(scale, counts, real(self.scores()) / self.design_effect() / few)
    }

    /// By how many times the variance of the mean is what it would be if every score were another person's; at least 1.
    #[must_use]
    pub fn design_effect(&self) -> f64 {
        let Some(mean) = self.average.value() else { return 1.0 };
        let simple: f64 = self.counts().map(|(score, count)| real(count) * (score - mean) * (score - mean)).sum();
        if self.scores.len() < 2 {
            return real(self.scores()) / real(self.people());
        }
        (self.average.residuals(mean) / simple).max(1.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a score is far below 2^50 thousandths")]
fn thousandths(score: i64) -> f64 {
    score as f64 / PARTS
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn of(people: &[&[f64]]) -> Tally {
        let mut tally = Tally::default();
        for scores in people {
            tally.add(scores.iter().copied());
        }
        tally
    }

    #[test]
    fn one_score_each_is_worth_itself_and_the_same_again_is_worth_nothing() {
        let once: [&[f64]; 4] = [&[1.0], &[5.0], &[3.0], &[4.0]];
        let tally = of(&once);
        assert!((tally.design_effect() - 1.0).abs() < 1e-12);
        let thrice = of(&[&[1.0; 3], &[5.0; 3], &[3.0; 3], &[4.0; 3], &[]]);
        let few = (2.201_f64 / 3.182).powi(2);
        assert!((thrice.bounded((1.0, 5.0)).unwrap().worth() - 4.0 * few).abs() < 0.01);
        assert_eq!((thrice.scores(), thrice.people()), (12, 4));
        assert!((of(&[&[5.0; 6], &[5.0; 2]]).design_effect() - 4.0).abs() < 1e-12);
        // Somebody who takes back what they said says no more than that either.
        assert!((of(&[&[1.0, 5.0], &[2.0, 4.0]]).design_effect() - 1.0).abs() < 1e-12);
        assert_eq!(of(&[]).bounded((1.0, 5.0)), None);
    }

    #[test]
    fn parts_are_put_together() {
        let people: [&[f64]; 3] = [&[1.5, 2.0], &[4.0], &[4.0, 4.0]];
        let mut halves = of(&people[..1]);
        halves.merge(&of(&people[1..]));
        assert_eq!(halves, of(&people));
        assert!(halves.counts().eq([(1.5, 1), (2.0, 1), (4.0, 3)]));
        halves.part(&of(&people[1..]));
        assert_eq!(halves, of(&people[..1]));
    }
}
