//! How often intervals of a net promoter score hold it: every sample that there can be, weighed by its probability.

use learn::statistics::{Bounded, Chance, Interval, Share, Z};

use crate::marks::as_f64;

/// Options of `coverage`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many populations are drawn for each row.
    #[arg(long, default_value_t = 1000)]
    populations: u32,
}

/// Detractors, passives and promoters of a sample.
type Counts = [u32; 3];

/// A way to make an interval.
type Method = (&'static str, fn(Counts) -> Interval);

const METHODS: [Method; 5] = [
    ("Wald", |counts| pseudo(counts, [0.0; 3])),
    ("adjusted Wald (Rocks)", |counts| pseudo(counts, [0.75, 1.5, 0.75])),
    ("MOVER (Newcombe)", mover),
    ("profile likelihood", likelihood),
    ("score (Tango)", score),
];

/// Carries out `coverage`: prints the table of docs/scores.md.
pub(crate) fn command(args: &Args) {
    println!("| answers | net promoter score | {} |", METHODS.map(|(name, _)| name).join(" | "));
    println!("|---:|---|{}", "---|".repeat(METHODS.len()));
    for answers in [10, 30, 100] {
        let samples: Vec<Counts> = samples(answers);
        let intervals = METHODS.map(|(_, method)| samples.iter().map(|counts| method(*counts)).collect::<Vec<_>>());
        for (low, high) in [(-50.0, 50.0), (50.0, 90.0), (90.0, 99.0)] {
            let mut chance = Chance::new(1);
            let populations: Vec<[f64; 3]> =
                (0..args.populations).map(|_| population(&mut chance, low / 100.0, high / 100.0)).collect();
            let cell = |intervals: &Vec<Interval>| {
                let held: Vec<f64> = populations.iter().map(|shares| held(&samples, intervals, shares)).collect();
                let mean = held.iter().sum::<f64>() / as_f64(held.len() as u64);
                let least = held.iter().copied().fold(1.0, f64::min);
                format!("{:.1} % (least {:.0} %)", 100.0 * mean, 100.0 * least)
            };
            println!("| {answers} | {low} to {high} | {} |", intervals.each_ref().map(cell).join(" | "));
        }
    }
}

/// All samples of so many answers.
fn samples(answers: u32) -> Vec<Counts> {
    let of = |bad: u32| (0..=answers - bad).map(move |good| [bad, answers - bad - good, good]);
    (0..=answers).flat_map(of).collect()
}

/// A population with a net promoter score between two, and any share of passives that it leaves room for.
fn population(chance: &mut Chance, low: f64, high: f64) -> [f64; 3] {
    let net = low + (high - low) * chance.unit();
    let passive = (1.0 - net.abs()) * chance.unit();
    let active = 1.0 - passive;
    [(active - net) / 2.0, passive, f64::midpoint(active, net)]
}

/// The probability that the interval of a sample holds the population's score.
fn held(samples: &[Counts], intervals: &[Interval], shares: &[f64; 3]) -> f64 {
    let net = shares[2] - shares[0];
    let answers = samples[0].iter().sum::<u32>();
    let logs: Vec<f64> = std::iter::once(0.0)
        .chain((1..=answers).scan(0.0, |sum, count| {
            *sum += f64::from(count).ln();
            Some(*sum)
        }))
        .collect();
    let within = |interval: &Interval| (interval.low - 1e-9..=interval.high + 1e-9).contains(&net);
    let probability = |counts: &Counts| {
        let of = counts.iter().zip(shares).map(|(count, share)| f64::from(*count) * share.ln() - logs[*count as usize]);
        (logs[answers as usize] + of.sum::<f64>()).exp()
    };
    samples.iter().zip(intervals).filter(|(_, interval)| within(interval)).map(|(counts, _)| probability(counts)).sum()
}

fn cells(counts: Counts) -> [(f64, f64); 3] {
    [(-1.0, counts[0].into()), (0.0, counts[1].into()), (1.0, counts[2].into())]
}

/// The interval of the server.
fn score(counts: Counts) -> Interval {
    let answers = f64::from(counts.iter().sum::<u32>());
    Bounded::new((-1.0, 1.0), cells(counts).into_iter(), answers).expect("there are answers").interval()
}

/// The normal interval of the counts with something added to each (B. Rocks, Interval estimation for the net promoter
/// score, American Statistician 70, 2016).
fn pseudo(counts: Counts, more: [f64; 3]) -> Interval {
    let [bad, passive, good] = std::array::from_fn(|place| f64::from(counts[place]) + more[place]);
    let answers = bad + passive + good;
    let net = (good - bad) / answers;
    let half = Z * (((good + bad) / answers - net * net).max(0.0) / answers).sqrt();
    Interval { low: (net - half).max(-1.0), high: (net + half).min(1.0) }
}

/// Made of Wilson's intervals of the two shares, with their correlation (R. G. Newcombe, Improved confidence intervals for
/// the difference between binomial proportions based on paired data, Statistics in Medicine 17, 1998).
fn mover(counts: Counts) -> Interval {
    let answers = counts.iter().sum::<u32>().into();
    let share = |place: usize| {
        let share = Share { hits: counts[place].into(), of: answers };
        (share.value().expect("there are answers"), share.interval().expect("there are answers"))
    };
    let ((q, around_q), (p, around_p)) = (share(0), share(2));
    let together = p * q / ((1.0 - p) * (1.0 - q));
    let correlation = if together.is_finite() { -together.sqrt() } else { 0.0 };
    let reach = |one: f64, other: f64| (one * one + other * other - 2.0 * correlation * one * other).max(0.0).sqrt();
    Interval {
        low: (p - q - reach(p - around_p.low, around_q.high - q)).max(-1.0),
        high: (p - q + reach(around_p.high - p, q - around_q.low)).min(1.0),
    }
}

/// All scores under which the sample is not too unlikely beside its own (A. B. Owen, Biometrika 75, 1988).
fn likelihood(counts: Counts) -> Interval {
    let answers = f64::from(counts.iter().sum::<u32>());
    let net = (f64::from(counts[2]) - f64::from(counts[0])) / answers;
    let end = |end: f64| {
        let (mut near, mut far) = (net, end);
        for _ in 0..40 {
            let middle = f64::midpoint(near, far);
            if ratio(counts, middle, net) <= Z * Z { near = middle } else { far = middle }
        }
        near
    };
    Interval { low: end(-1.0), high: end(1.0) }
}

/// Twice the logarithm of how much likelier the sample is under its own score than under another.
fn ratio(counts: Counts, score: f64, net: f64) -> f64 {
    if (score - net).abs() < 1e-12 {
        return 0.0;
    }
    let apart = cells(counts).map(|(place, count)| (place - score, count));
    let given = || apart.iter().filter(|(_, count)| *count > 0.0);
    let balance = |lean: f64| given().map(|(apart, count)| count * apart / (1.0 + lean * apart)).sum::<f64>();
    let is_up = score > net;
    let (edge, empty) = if is_up { (-1.0 / apart[2].0, counts[2] == 0) } else { (-1.0 / apart[0].0, counts[0] == 0) };
    let (mut lean, at_edge) = (edge, balance(edge));
    if !(empty && (is_up && at_edge < 0.0 || !is_up && at_edge > 0.0)) {
        let (mut low, mut high) = if is_up { (edge, 0.0) } else { (0.0, edge) };
        for _ in 0..40 {
            lean = f64::midpoint(low, high);
            if balance(lean) > 0.0 { low = lean } else { high = lean }
        }
    }
    2.0 * given().map(|(apart, count)| count * (1.0 + lean * apart).ln()).sum::<f64>()
}
