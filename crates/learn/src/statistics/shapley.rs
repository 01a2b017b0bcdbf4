//! How much of what is explained each of several drivers explains: shares of R2, averaged over all orders.

use super::real;

/// With more drivers than this there are too many sets of them.
pub const MOST_DRIVERS: usize = 16;
/// Of a driver of which the others leave less than this of its variance nothing is left to explain with.
const NEW: f64 = 1e-9;

/// The R2 of the regression on every set of drivers, by the number that has a bit for each driver in the set; the last
/// column of the correlations (row by row) is the outcome, the others are at most [`MOST_DRIVERS`] drivers.
///
/// The sets are a tree: a driver is in or out, then the next one. On the way the matrix is what the drivers that are in
/// leave of the others (its Schur complement), so taking one in is one step of a Cholesky factorisation, and all sets
/// together take about six operations a set and matrix entry of the last levels: no set is factored anew.
#[must_use]
pub fn explained_by_sets(correlations: &[f64], drivers: usize) -> Vec<f64> {
    assert!(
        drivers <= MOST_DRIVERS && correlations.len() == (drivers + 1) * (drivers + 1),
        "a matrix of so many drivers"
    );
    let mut explained = vec![0.0; 1 << drivers];
    let mut room = vec![0.0; (0..=drivers).map(|size| size * size).sum()];
    let whole = Rest { entries: correlations, stride: drivers + 1, first: 0, size: drivers + 1 };
    walk(whole, &mut room, (0, 0), &mut explained);
    explained
}

/// What is left of the drivers that are not decided on, and of the outcome: the lower triangle of a square.
#[derive(Clone, Copy)]
struct Rest<'a> {
    entries: &'a [f64],
    stride: usize,
    first: usize,
    size: usize,
}

impl Rest<'_> {
    fn row(&self, row: usize) -> &[f64] {
        &self.entries[(self.first + row) * self.stride + self.first..][..=row]
    }
}

fn walk(rest: Rest<'_>, room: &mut [f64], (set, driver): (usize, usize), explained: &mut [f64]) {
    let last = rest.size - 1;
    let own = rest.row(0)[0];
    let share = if own > NEW { 1.0 / own } else { 0.0 };
    if last <= 1 {
        // The outcome alone is left, or one driver with it: half of all steps are such, and need no room.
        let outcome = rest.row(last);
        explained[set] = (1.0 - outcome[last]).clamp(0.0, 1.0);
        if last == 1 {
            explained[set | 1 << driver] = (1.0 - outcome[1] + outcome[0] * outcome[0] * share).clamp(0.0, 1.0);
        }
        return;
    }
    walk(Rest { first: rest.first + 1, size: last, ..rest }, room, (set, driver + 1), explained);
    let (mine, room) = room.split_at_mut(last * last);
    let mut before = [0.0; MOST_DRIVERS];
    for (row, to) in mine.chunks_exact_mut(last).enumerate() {
        let (first, others) = rest.row(row + 1).split_first().expect("a row begins with the driver that is taken in");
        before[row] = *first;
        let factor = first * share;
        for ((to, from), before) in to.iter_mut().zip(others).zip(&before) {
            *to = from - factor * before;
        }
    }
    let taken = Rest { entries: mine, stride: last, first: 0, size: last };
    walk(taken, room, (set | 1 << driver, driver + 1), explained);
}

/// The share of R2 of each driver: by how much R2 rises when it joins those before it, averaged over all orders in which
/// drivers can join (R. H. Lindeman, P. F. Merenda and R. Z. Gold, Introduction to Bivariate and Multivariate Analysis,
/// 1980; U. Grömping, Estimators of relative importance in linear regression based on variance decomposition, American
/// Statistician 61, 2007): the value of L. S. Shapley (A value for n-person games, 1953) of a game for R2. They are not
/// negative and together are the R2 of all drivers.
#[must_use]
pub fn shapley(explained: &[f64]) -> Vec<f64> {
    let drivers = explained.len().ilog2() as usize;
    // Of the orders, the share in which exactly a given set of so many of the others comes before a driver.
    let mut before = vec![0.0; drivers + 1];
    let mut ways = 1.0;
    for (size, share) in before.iter_mut().enumerate().take(drivers) {
        *share = 1.0 / (real(drivers as u64) * ways);
        ways *= real((drivers - 1 - size) as u64) / real(size as u64 + 1);
    }
    // A set counts against those who are not in it, and for those who are.
    let mut against = 0.0;
    let mut both: Vec<f64> = Vec::with_capacity(explained.len());
    for (set, explained) in explained.iter().enumerate() {
        let size = set.count_ones() as usize;
        against += before[size] * explained;
        both.push((before[size] + if size > 0 { before[size - 1] } else { 0.0 }) * explained);
    }
    // The sum over sets with a driver: the upper half, then the halves together, for the driver before.
    let mut shares = vec![0.0; drivers];
    for driver in (0..drivers).rev() {
        let (without, with) = both.split_at_mut(1 << driver);
        let with = &with[..1 << driver];
        shares[driver] = (with.iter().sum::<f64>() - against).max(0.0);
        for (sum, more) in without.iter_mut().zip(with) {
            *sum += more;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{explained_by_sets, shapley};
    use crate::statistics::{Chance, Cholesky, Cross, dot};

    /// Correlations of so many drivers that have something in common, and of an outcome of all of them.
    fn correlations(drivers: usize, seed: u64) -> Vec<f64> {
        let (mut chance, mut cross) = (Chance::new(seed), Cross::new(drivers + 1));
        let slopes: Vec<f64> = (0..drivers).map(|_| chance.normal()).collect();
        for _ in 0..300 {
            let common = chance.normal();
            let mut row: Vec<f64> = (0..drivers).map(|_| common + chance.normal()).collect();
            row.push(dot(&row, &slopes) + 2.0 * chance.normal());
            cross.add(&row);
        }
        cross.correlations()
    }

    /// R2 of a set by factoring its correlations.
    fn factored(correlations: &[f64], drivers: usize, set: usize) -> f64 {
        let of: Vec<usize> = (0..drivers).filter(|driver| set & 1 << driver != 0).collect();
        let at = |one: usize, other: usize| correlations[one * (drivers + 1) + other];
        let matrix: Vec<f64> =
            of.iter().flat_map(|one| of.iter().map(|other| at(*one, *other)).collect::<Vec<_>>()).collect();
        let right: Vec<f64> = of.iter().map(|one| at(drivers, *one)).collect();
        let y = Cholesky::of(&matrix, of.len()).unwrap().forward(&right);
        dot(&y, &y)
    }

    #[test]
    fn every_set_explains_what_a_regression_on_it_does() {
        let correlations = correlations(6, 3);
        for (set, explained) in explained_by_sets(&correlations, 6).into_iter().enumerate() {
            assert!((explained - factored(&correlations, 6, set)).abs() < 1e-10, "{set}");
        }
    }

    #[test]
    fn a_driver_twice_shares_and_explains_no_more() {
        // The second driver is the first one again, the third has nothing to do with them.
        let twice = [1.0, 1.0, 0.0, 0.6, 1.0, 1.0, 0.0, 0.6, 0.0, 0.0, 1.0, 0.3, 0.6, 0.6, 0.3, 1.0];
        let shares = shapley(&explained_by_sets(&twice, 3));
        for (share, expected) in shares.iter().zip([0.18, 0.18, 0.09]) {
            assert!((share - expected).abs() < 1e-12, "{shares:?}");
        }
        assert!(shapley(&explained_by_sets(&[1.0], 0)).is_empty());
    }

    /// The mean rise over all orders, one by one.
    fn by_orders(explained: &[f64], drivers: usize) -> Vec<f64> {
        fn go(left: &[usize], set: usize, explained: &[f64], shares: &mut [f64]) -> f64 {
            if left.is_empty() {
                return 1.0;
            }
            let mut orders = 0.0;
            for one in left {
                let rest: Vec<usize> = left.iter().copied().filter(|other| other != one).collect();
                let behind = go(&rest, set | 1 << one, explained, shares);
                shares[*one] += behind * (explained[set | 1 << one] - explained[set]);
                orders += behind;
            }
            orders
        }
        let mut shares = vec![0.0; drivers];
        let all: Vec<usize> = (0..drivers).collect();
        let orders = go(&all, 0, explained, &mut shares);
        shares.into_iter().map(|share| share / orders).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn shares_are_the_mean_rise_over_all_orders_and_make_r2(drivers in 1_usize..6, seed in any::<u64>()) {
            let explained = explained_by_sets(&correlations(drivers, seed), drivers);
            let shares = shapley(&explained);
            for (share, expected) in shares.iter().zip(by_orders(&explained, drivers)) {
                prop_assert!((share - expected).abs() < 1e-10);
            }
            prop_assert!((shares.iter().sum::<f64>() - explained[explained.len() - 1]).abs() < 1e-10);
        }
    }
}
