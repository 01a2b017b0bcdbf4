//! How often intervals of scores hold what they should: nineteen times of twenty, also of ten answers and near the ends.

use super::{Chance, Tally, real};

/// How many populations are drawn, and how many surveys of each.
const POPULATIONS: u64 = 200;
const SURVEYS: u64 = 20;

/// The share of surveys whose interval holds the population's mean, over populations that `population` draws: the
/// probability of each of some scores.
fn holds(seed: u64, answers: usize, scores: &[f64], population: impl Fn(&mut Chance) -> Vec<f64>) -> f64 {
    let (mut chance, mut held) = (Chance::new(seed), 0_u64);
    let scale = (scores[0], scores[scores.len() - 1]);
    for _ in 0..POPULATIONS {
        let shares = population(&mut chance);
        let mean: f64 = scores.iter().zip(&shares).map(|(score, share)| score * share).sum();
        for _ in 0..SURVEYS {
            let mut tally = Tally::default();
            (0..answers).for_each(|_| tally.add(std::iter::once(one(&mut chance, scores, &shares))));
            let interval = tally.bounded(scale).unwrap().interval();
            held += u64::from((interval.low - 1e-9..=interval.high + 1e-9).contains(&mean));
        }
    }
    real(held) / real(POPULATIONS * SURVEYS)
}

/// A score drawn with these probabilities.
fn one(chance: &mut Chance, scores: &[f64], shares: &[f64]) -> f64 {
    let (mut left, mut found) = (chance.unit(), scores.len() - 1);
    for (place, share) in shares.iter().enumerate() {
        if left < *share {
            found = place;
            break;
        }
        left -= share;
    }
    scores[found]
}

/// Probabilities of so many scores, any with equal probability, or most of them of the last scores.
fn drawn(chance: &mut Chance, count: usize, steep: f64) -> Vec<f64> {
    let parts: Vec<f64> = (0..count).map(|_| -(1.0 - chance.unit()).ln()).collect();
    let parts: Vec<f64> = (1..).zip(parts).map(|(place, part)| part * real(place).powf(steep)).collect();
    let all: f64 = parts.iter().sum();
    parts.into_iter().map(|part| part / all).collect()
}

/// Detractors, passives and promoters with a net promoter score between two.
fn promoters(chance: &mut Chance, low: f64, high: f64) -> Vec<f64> {
    let net = low + (high - low) * chance.unit();
    let passive = (1.0 - net.abs()) * chance.unit();
    let active = 1.0 - passive;
    vec![(active - net) / 2.0, passive, f64::midpoint(active, net)]
}

#[test]
fn net_promoter_scores_lie_in_their_intervals() {
    let scores = [-1.0, 0.0, 1.0];
    for answers in [10, 30, 100] {
        for (low, high) in [(-0.5, 0.5), (0.5, 0.9), (0.9, 0.99), (-0.99, -0.9)] {
            let share = holds(3, answers, &scores, |chance| promoters(chance, low, high));
            println!("NPS {low:+} to {high:+} of {answers}: {share:.3}");
            assert!((0.93..=0.97).contains(&share), "{low} to {high} of {answers}: {share}");
        }
    }
}

#[test]
fn means_and_shares_lie_in_their_intervals() {
    let scale = |count: u64| (1..=count).map(real).collect::<Vec<f64>>();
    for answers in [10, 30, 100] {
        for (name, scores, steep) in [
            ("CSAT", scale(5), 0.0),
            ("CSAT, content", scale(5), 2.0),
            ("CES", scale(7), 0.0),
            ("CES, easy", scale(7), 2.0),
            ("top-2 share", vec![0.0, 1.0], 1.0),
        ] {
            let share = holds(5, answers, &scores, |chance| drawn(chance, scores.len(), steep));
            println!("{name} of {answers}: {share:.3}");
            assert!((0.93..=0.97).contains(&share), "{name} of {answers}: {share}");
        }
    }
}

/// People answer one to six times, and each has a mood of their own.
#[test]
fn people_who_answer_several_times_are_clusters() {
    for people in [15, 40, 150] {
        let (mut chance, mut held, mut plain) = (Chance::new(8), 0_u64, 0_u64);
        let (scores, runs) = ([-1.0, 0.0, 1.0], 1500);
        for _ in 0..runs {
            let (mut tally, mut unaware) = (Tally::default(), Tally::default());
            for _ in 0..people {
                let mood = if chance.unit() < 0.5 { [0.6, 0.3, 0.1] } else { [0.05, 0.25, 0.7] };
                let own: Vec<f64> = (0..=chance.below(6)).map(|_| one(&mut chance, &scores, &mood)).collect();
                for score in &own {
                    unaware.add(std::iter::once(*score));
                }
                tally.add(own.into_iter());
            }
            let mean = (0.5 * (0.1 - 0.6)) + 0.5 * (0.7 - 0.05);
            let within = |tally: &Tally| {
                let interval = tally.bounded((-1.0, 1.0)).unwrap().interval();
                u64::from((interval.low..=interval.high).contains(&mean))
            };
            held += within(&tally);
            plain += within(&unaware);
        }
        let [held, plain] = [held, plain].map(|count| real(count) / real(runs));
        println!("{people} people: {held:.3}, as if all were others: {plain:.3}");
        assert!((0.93..=0.97).contains(&held) && plain < 0.85, "{people}: {held} {plain}");
    }
}
