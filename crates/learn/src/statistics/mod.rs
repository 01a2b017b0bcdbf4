//! What a figure comes with: intervals of shares, ratios, scores and medians, exact quantiles, change points, and tests
//! of many things at once.
//!
//! Every interval is of 95 %. A share of nothing has no value: what was not measured is not shown as zero.

mod average;
mod bounded;
mod chance;
mod change;
mod correlation;
mod cross;
mod difference;
mod matrix;
mod median;
mod multiple;
mod normal;
mod quantile;
mod ratio;
mod shapley;
mod share;
#[cfg(test)]
mod simulations;
mod strata;
mod tally;

pub use average::{Average, Own};
pub use bounded::Bounded;
pub use chance::Chance;
pub use change::{Change, LEAST as LEAST_BESIDE_A_CHANGE, LEVEL, Series};
pub use correlation::Correlation;
pub use cross::{Cross, Line, resampled};
pub use difference::{Apart, Difference};
pub use matrix::{Cholesky, dot};
pub use median::ranks_about_the_median;
pub use multiple::benjamini_hochberg;
pub use normal::{Z, student, two_sided};
pub use quantile::{Spread, select};
pub use ratio::{Mean, Ratio};
pub use shapley::{MOST_DRIVERS, explained_by_sets, shapley};
pub use share::{Interval, Share};
pub use strata::{Stratum, Weighted, post_stratified};
pub use tally::Tally;

/// A count as a number with a fraction. Counts above 2^53 lose their last digits, which no share shows.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a count above 2^53 may be rounded")]
pub fn real(count: u64) -> f64 {
    count as f64
}
