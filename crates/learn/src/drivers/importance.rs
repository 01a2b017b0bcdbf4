//! How much of the differences between scores goes with each driver.

use super::table::{Table, bootstrapped, together};
use super::{BOOTSTRAPS, rules};
use crate::journeys::{JourneyError, Work};
use crate::statistics::{Cross, Interval, explained_by_sets, real, shapley};

/// A figure and where it lies with 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// The percentiles 2.5 and 97.5 of resamples.
    pub interval: Interval,
}

/// What goes with the scores.
#[derive(Clone, Debug, PartialEq)]
pub struct Importance {
    /// The share of the variance of scores that all drivers explain together (R2), from 0 to 1.
    pub explained: Estimate,
    /// The drivers, in the order of the table.
    pub drivers: Vec<Driver>,
}

/// How much goes with a driver.
#[derive(Clone, Debug, PartialEq)]
pub struct Driver {
    /// Its Shapley share of what is explained, from 0 to 1; the shares of all drivers are 1 together. It is never
    /// negative, and its interval never reaches 0 by itself: chance explains a little too.
    pub share: Estimate,
    /// By how much the score differs with one more of it where the other drivers are the same; absent where it only
    /// repeats drivers before it.
    pub slope: Option<Estimate>,
    /// Its correlation with the score, from -1 to 1.
    pub correlation: Estimate,
    /// Its mean.
    pub mean: f64,
}

/// What one sample says.
struct Seen {
    explained: f64,
    shares: Vec<f64>,
    slopes: Vec<Option<f64>>,
    correlations: Vec<f64>,
}

/// How much of the variance of scores goes with each driver: Shapley shares of R2, by [`shapley`], with intervals by the
/// bootstrap over people. The table has at most [`crate::statistics::MOST_DRIVERS`] drivers.
///
/// # Errors
/// [`JourneyError::Question`] for a table without two different scores, or without answers.
pub fn importance(table: &Table, work: Work<'_>) -> Result<Importance, JourneyError> {
    let (drivers, width) = (table.drivers(), table.drivers() + 1);
    let count = real(table.answers().max(1) as u64);
    let means: Vec<f64> = (0..width).map(|column| table.column(column).sum::<f64>() / count).collect();
    let groups = table.groups(width, |row, to| {
        for ((to, number), mean) in to.iter_mut().zip(row).zip(&means) {
            *to = number - mean;
        }
    });
    let whole = together(&groups, width);
    if table.answers() == 0 || whole.correlations()[width * width - 1] <= 0.0 {
        return Err(JourneyError::Question("all scores are the same, or there are none: nothing can go with them"));
    }
    let seen = seen(&whole, drivers);
    let again = bootstrapped(&groups, BOOTSTRAPS, work, |drawn| self::seen(drawn, drivers))?;
    let estimate = |value: f64, of: &dyn Fn(&Seen) -> Option<f64>| Estimate {
        value,
        interval: rules::percentiles(again.iter().filter_map(of).collect(), value),
    };
    let driver = |place: usize| Driver {
        share: estimate(seen.shares[place], &|seen| Some(seen.shares[place])),
        slope: seen.slopes[place].map(|slope| estimate(slope, &|seen| seen.slopes[place])),
        correlation: estimate(seen.correlations[place], &|seen| Some(seen.correlations[place])),
        mean: means[place],
    };
    Ok(Importance {
        explained: estimate(seen.explained, &|seen| Some(seen.explained)),
        drivers: (0..drivers).map(driver).collect(),
    })
}

fn seen(cross: &Cross, drivers: usize) -> Seen {
    let correlations = cross.correlations();
    let by_sets = explained_by_sets(&correlations, drivers);
    let explained = by_sets[by_sets.len() - 1];
    let whole = if explained > 0.0 { explained } else { 1.0 };
    Seen {
        explained,
        shares: shapley(&by_sets).into_iter().map(|share| share / whole).collect(),
        slopes: cross.line().slopes,
        correlations: correlations[drivers * (drivers + 1)..][..drivers].to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;
    use std::sync::atomic::AtomicBool;

    use super::{Table, importance};
    use crate::journeys::Work;
    use crate::statistics::{Chance, real};

    /// Answers of people who have something in common: so much of each driver goes into the score.
    fn table(people: usize, takes: &[f64], seed: u64) -> Table {
        let (mut chance, mut table) = (Chance::new(seed), Table::new(takes.len()));
        for _ in 0..people {
            let mood = chance.normal();
            let rows: Vec<Vec<f64>> = (0..=chance.below(2))
                .map(|_| {
                    let mut row: Vec<f64> = takes.iter().map(|_| 0.7 * mood + chance.normal()).collect();
                    let score: f64 = row.iter().zip(takes).map(|(number, take)| number * take).sum();
                    row.push(score + 1.5 * chance.normal());
                    row
                })
                .collect();
            table.add(rows.iter().map(Vec::as_slice));
        }
        table
    }

    #[test]
    fn planted_drivers_are_found_in_their_order_on_any_number_of_threads() {
        let takes = [0.0, 1.2, 0.3, 0.7];
        let table = table(3000, &takes, 4);
        let cancel = AtomicBool::new(false);
        let found = importance(&table, Work::new(NonZeroUsize::MIN, &cancel)).unwrap();
        let mut order: Vec<usize> = (0..4).collect();
        order.sort_by(|one, other| found.drivers[*other].share.value.total_cmp(&found.drivers[*one].share.value));
        assert_eq!(order, [1, 3, 2, 0], "{found:?}");
        assert!((found.drivers.iter().map(|driver| driver.share.value).sum::<f64>() - 1.0).abs() < 1e-9);
        for (driver, take) in found.drivers.iter().zip(takes) {
            let slope = driver.slope.unwrap();
            assert!((slope.value - take).abs() < 0.1 && slope.interval.high - slope.interval.low < 0.25, "{driver:?}");
            let share = driver.share;
            assert!((share.interval.low..=share.interval.high).contains(&share.value), "{driver:?}");
        }
        assert_eq!(importance(&table, Work::new(NonZeroUsize::new(3).unwrap(), &cancel)), Ok(found));
        assert!(importance(&self::table(0, &takes, 1), Work::new(NonZeroUsize::MIN, &cancel)).is_err());
    }

    /// As in the population that `table` draws from: of 100,000 people.
    #[test]
    fn intervals_of_shares_and_slopes_hold_what_they_should() {
        let takes = [1.0, 0.5, 0.0];
        let (cancel, runs) = (AtomicBool::new(false), 200_u64);
        let work = Work::new(NonZeroUsize::MIN, &cancel);
        let truth = importance(&table(100_000, &takes, 1), work).unwrap();
        let (mut shares, mut slopes) = (0, 0);
        for run in 0..runs {
            let found = importance(&table(150, &takes, 100 + run), work).unwrap();
            let within = |estimate: super::Estimate, truth: f64| {
                u64::from((estimate.interval.low..=estimate.interval.high).contains(&truth))
            };
            shares += within(found.drivers[0].share, truth.drivers[0].share.value);
            shares += within(found.drivers[1].share, truth.drivers[1].share.value);
            slopes += (0..3).map(|place| within(found.drivers[place].slope.unwrap(), takes[place])).sum::<u64>();
        }
        let (shares, slopes) = (real(shares) / real(2 * runs), real(slopes) / real(3 * runs));
        println!("shares {shares:.3}, slopes {slopes:.3}");
        assert!((0.91..=0.98).contains(&shares) && (0.91..=0.98).contains(&slopes), "{shares} {slopes}");
    }
}
