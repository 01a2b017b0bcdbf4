//! When a series of scores became another one: tests for change points whose false alarms stay at their level.

use super::{Chance, real};

/// Values by period: each person's mean of a period once, the periods in order.
#[derive(Clone, Debug, Default)]
pub struct Series {
    /// The values of all periods, one after the other.
    values: Vec<f64>,
    /// Where the values of each period end.
    ends: Vec<usize>,
}

/// A boundary between two periods at which the mean became another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The first period after it, from 0.
    pub period: usize,
    /// The probability of a jump this sharp anywhere in the stretch that was looked at, if nothing had changed there.
    pub p: f64,
}

/// At most this share of series in which nothing changed has a change point.
pub const LEVEL: f64 = 0.05;
/// On either side of a change point there are so many values at least.
pub const LEAST: usize = 10;
/// So many orders are held against the one that was.
const ORDERS: usize = 999;
/// Up to so many values are shuffled; of more, the sums of periods are drawn from the normal distribution that they have
/// in the limit.
const SHUFFLED: usize = 4096;

impl Series {
    /// Adds the next period.
    pub fn push(&mut self, values: impl Iterator<Item = f64>) {
        self.values.extend(values);
        self.ends.push(self.values.len());
    }

    /// The change points, in order. Binary segmentation (L. Ju. Vostrikova, Detecting disorder in multidimensional random
    /// processes, Soviet Mathematics Doklady 24, 1981) with the largest standardised difference of means before and
    /// behind any boundary of periods: the likelihood ratio of D. M. Hawkins (Testing a sequence of observations for a
    /// shift in location, Journal of the American Statistical Association 72, 1977), here held against the values in
    /// other orders (E. S. Edgington and P. Onghena, Randomization Tests, 2007), so that it keeps its level whatever
    /// their distribution. The two stretches that a change point leaves are each tested at half of the level.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let mut found = Vec::new();
        let mut open = vec![(0, self.ends.len(), LEVEL)];
        while let Some((first, end, level)) = open.pop() {
            if let Some(change) = self.change(first, end).filter(|change| change.p <= level) {
                found.push(change);
                open.extend([(first, change.period, level / 2.0), (change.period, end, level / 2.0)]);
            }
        }
        found.sort_by_key(|change| change.period);
        found
    }

    /// The sharpest boundary of some periods; nothing where no boundary has enough values on either side.
    fn change(&self, first: usize, end: usize) -> Option<Change> {
        let start = if first == 0 { 0 } else { self.ends[first - 1] };
        let ends: Vec<usize> = self.ends[first..end].iter().map(|end| end - start).collect();
        let count = ends.last().copied()?;
        let mut values: Vec<f64> = self.values[start..start + count].to_vec();
        let mean = values.iter().sum::<f64>() / real(count as u64);
        for value in &mut values {
            *value -= mean;
        }
        let squares: f64 = values.iter().map(|value| value * value).sum();
        let (sharpest, period) = sharpest(&ends, sums(&values, &ends))?;
        if squares <= 0.0 {
            return None;
        }
        // The orders depend on the stretch alone, so the same history has the same answer.
        let mut chance = Chance::new((first as u64) << 32 | end as u64);
        let deviation = (squares / real(count as u64)).sqrt();
        let mut as_sharp = 1;
        for _ in 0..ORDERS {
            let other = if count <= SHUFFLED {
                chance.shuffle(&mut values);
                self::sharpest(&ends, sums(&values, &ends))
            } else {
                self::sharpest(&ends, drawn(&mut chance, &ends, deviation))
            };
            as_sharp += u64::from(other.is_some_and(|(other, _)| other >= sharpest * (1.0 - 1e-12)));
        }
        Some(Change { period: first + period, p: real(as_sharp) / real(ORDERS as u64 + 1) })
    }
}

/// The sum of the values of each period.
fn sums(values: &[f64], ends: &[usize]) -> Vec<f64> {
    let mut start = 0;
    let sum = |end: &usize| {
        let sum = values[start..*end].iter().sum();
        start = *end;
        sum
    };
    ends.iter().map(sum).collect()
}

/// Sums of periods of which the total is 0, as orders of many values with this standard deviation have them.
fn drawn(chance: &mut Chance, ends: &[usize], deviation: f64) -> Vec<f64> {
    let lengths = || (0..ends.len()).map(|one| real((ends[one] - if one == 0 { 0 } else { ends[one - 1] }) as u64));
    let mut sums: Vec<f64> = lengths().map(|length| deviation * length.sqrt() * chance.normal()).collect();
    let each = sums.iter().sum::<f64>() / lengths().sum::<f64>();
    for (sum, length) in sums.iter_mut().zip(lengths()) {
        *sum -= each * length;
    }
    sums
}

/// The square of the largest standardised difference, up to a factor that is the same in any order, and the first period
/// behind its boundary.
fn sharpest(ends: &[usize], sums: Vec<f64>) -> Option<(f64, usize)> {
    let count = ends.last().copied()?;
    let (mut before, mut found) = (0.0, None::<(f64, usize)>);
    for (period, sum) in sums.into_iter().enumerate() {
        before += sum;
        let (here, behind) = (ends[period], count - ends[period]);
        if here < LEAST || behind < LEAST {
            continue;
        }
        let square = before * before / (real(here as u64) * real(behind as u64));
        if found.is_none_or(|(most, _)| square > most) {
            found = Some((square, period + 1));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{LEVEL, Series};
    use crate::statistics::{Chance, real};

    /// Promoters, passives and detractors over twelve periods, with fewer detractors from a period on.
    fn series(chance: &mut Chance, each: usize, better_from: usize) -> Series {
        let mut series = Series::default();
        for period in 0..12 {
            let unhappy = if period < better_from { 0.5 } else { 0.1 };
            let mut one = || {
                let drawn = chance.unit();
                if drawn < unhappy {
                    -1.0
                } else if drawn < 0.8 {
                    0.0
                } else {
                    1.0
                }
            };
            let values: Vec<f64> = (0..each).map(|_| one()).collect();
            series.push(values.into_iter());
        }
        series
    }

    #[test]
    fn false_alarms_stay_at_their_level() {
        // Few answers are shuffled, many drawn: 5 % of 400 runs are 20, give or take 4.4.
        for (each, runs) in [(4, 400), (400, 200)] {
            let mut chance = Chance::new(5);
            let alarms = (0..runs).filter(|_| !series(&mut chance, each, 12).changes().is_empty()).count();
            let share = real(alarms as u64) / real(runs);
            assert!((share - LEVEL).abs() < 2.6 * (LEVEL / real(runs)).sqrt(), "{share} of {runs} with {each}");
        }
    }

    #[test]
    fn a_change_is_found_where_it_was_and_a_second_one_too() {
        let mut chance = Chance::new(9);
        let found: Vec<usize> =
            (0..40).filter_map(|_| Some(series(&mut chance, 40, 5).changes().first()?.period)).collect();
        assert!(found.len() == 40 && found.iter().filter(|period| **period == 5).count() >= 35, "{found:?}");
        let mut both = Series::default();
        for period in 0..15 {
            let level = if (5..10).contains(&period) { 3.0 } else { 0.0 };
            both.push((0..20).map(|_| level + chance.normal()).collect::<Vec<_>>().into_iter());
        }
        let periods: Vec<usize> = both.changes().iter().map(|change| change.period).collect();
        assert_eq!(periods, [5, 10]);
    }

    #[test]
    fn where_there_is_little_or_all_is_the_same_nothing_changed() {
        let mut few = Series::default();
        for value in [0.0, 0.0, 9.0, 9.0] {
            few.push(std::iter::repeat_n(value, 4));
        }
        assert!(few.changes().is_empty());
        let mut same = Series::default();
        (0..4).for_each(|_| same.push(std::iter::repeat_n(5.0, 40)));
        assert!(same.changes().is_empty() && Series::default().changes().is_empty());
    }
}
