//! Exact quantiles by selection, without sorting.

use super::ranks_about_the_median;

/// Where the middle of some durations lies, and where their upper end begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// How many values there were; at least one.
    pub count: u64,
    /// The median: the smallest value that at least half of the values do not exceed (type 1 of R. J. Hyndman and
    /// Y. Fan, Sample quantiles in statistical packages, The American Statistician 50, 1996). Always a value that was
    /// seen, so of two middle ones the lower.
    pub median: i64,
    /// An interval of at least 95 % for the median, whatever the distribution; none for fewer than six values.
    pub median_interval: Option<(i64, i64)>,
    /// The smallest value that at least nine of ten values do not exceed.
    pub p90: i64,
}

impl Spread {
    /// The spread of these values, which are put into another order; none of none. Linear in their number.
    pub fn of(values: &mut [i64]) -> Option<Spread> {
        let count = values.len();
        if count == 0 {
            return None;
        }
        let (median, p90) = (count.div_ceil(2) - 1, nine_of_ten(count));
        let Some((low, high)) = ranks_about_the_median(count) else {
            values.sort_unstable();
            return Some(Spread {
                count: count as u64,
                median: values[median],
                median_interval: None,
                p90: values[p90],
            });
        };
        let mut ranks = [low, median, high, p90];
        ranks.sort_unstable();
        select(values, &ranks);
        Some(Spread {
            count: count as u64,
            median: values[median],
            median_interval: Some((values[low], values[high])),
            p90: values[p90],
        })
    }
}

/// The rank, from 0, of the first value that nine of ten do not exceed.
fn nine_of_ten(count: usize) -> usize {
    count - count / 10 - 1
}

/// Puts into each of these ranks (ascending, within the slice) the value that sorting would put there.
pub fn select<T: Ord>(values: &mut [T], ranks: &[usize]) {
    select_from(values, 0, ranks);
}

/// The same of a slice that begins at rank `first`.
fn select_from<T: Ord>(values: &mut [T], first: usize, ranks: &[usize]) {
    // Below this many values, sorting takes as long as one selection.
    const SORTED: usize = 48;
    if ranks.is_empty() {
        return;
    }
    if values.len() <= SORTED {
        values.sort_unstable();
        return;
    }
    let middle = ranks[ranks.len() / 2];
    let (below, _, above) = values.select_nth_unstable(middle - first);
    let before = ranks.partition_point(|rank| *rank < middle);
    let after = ranks.partition_point(|rank| *rank <= middle);
    select_from(below, first, &ranks[..before]);
    select_from(above, middle + 1, &ranks[after..]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Spread;

    proptest! {
        #[test]
        fn a_spread_is_what_sorting_says(mut values in prop::collection::vec(-50_i64..50, 0..400)) {
            let spread = Spread::of(&mut values.clone());
            values.sort_unstable();
            let first_not_exceeded_by = |tenths: usize| {
                values.iter().copied().find(|value| {
                    10 * values.iter().filter(|other| *other <= value).count() >= tenths * values.len()
                })
            };
            prop_assert_eq!(spread.map(|spread| spread.median), first_not_exceeded_by(5));
            prop_assert_eq!(spread.map(|spread| spread.p90), first_not_exceeded_by(9));
            let interval = spread.and_then(|spread| spread.median_interval);
            prop_assert_eq!(interval.is_some(), values.len() >= 6);
            if let (Some((low, high)), Some((below, above))) = (interval, super::ranks_about_the_median(values.len())) {
                prop_assert_eq!((low, high), (values[below], values[above]));
            }
        }
    }
}
