//! What a figure comes with: intervals of shares, ratios and medians, exact quantiles, and tests of many things at once.
//!
//! Every interval is of 95 %. A share of nothing has no value: what was not measured is not shown as zero.

mod average;
mod difference;
mod matrix;
mod median;
mod multiple;
mod normal;
mod quantile;
mod ratio;
mod share;

pub use average::{Average, Own};
pub use difference::Difference;
pub use matrix::{Cholesky, dot};
pub use median::ranks_about_the_median;
pub use multiple::benjamini_hochberg;
pub use normal::{Z, two_sided};
pub use quantile::{Spread, select};
pub use ratio::{Mean, Ratio};
pub use share::{Interval, Share};

/// A count as a number with a fraction. Counts above 2^53 lose their last digits, which no share shows.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "a count above 2^53 may be rounded")]
pub fn real(count: u64) -> f64 {
    count as f64
}
