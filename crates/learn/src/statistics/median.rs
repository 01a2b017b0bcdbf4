//! Between which two values of a sample the median of its population lies.

/// How many values are counted one by one; above, the normal approximation is within one rank of the exact one.
const COUNTED: usize = 1000;

/// The two ranks (from 0, the first one below or at the median's, the second one above or at it) whose values are an
/// interval of at least 95 % for the population's median, whatever its distribution: the binomial order statistics of
/// W. R. Thompson (On confidence ranges for the median, Annals of Mathematical Statistics 7, 1936), as in H. A. David
/// and H. N. Nagaraja, Order Statistics, 2003, section 7.1. None for fewer than six values, which have no such
/// interval. It takes the values as independent of one another.
#[must_use]
pub fn ranks_about_the_median(count: usize) -> Option<(usize, usize)> {
    if count < 6 {
        return None;
    }
    let low = if count <= COUNTED { counted(count) } else { approximated(count) };
    Some((low, count - 1 - low))
}

/// The largest k for which a fair coin thrown `count` times shows at most k heads with a probability of at most 2.5 %.
/// The value at rank k from 0 then lies above the median with at most that probability.
fn counted(count: usize) -> usize {
    let n = super::real(count as u64);
    // 0.5^1000 is about 1e-301, which a double still holds.
    let mut term = 0.5_f64.powf(n);
    let mut sum = term;
    let mut rank = 0;
    let mut heads = 0.0;
    loop {
        term *= (n - heads) / (heads + 1.0);
        heads += 1.0;
        sum += term;
        if sum > 0.025 {
            return rank;
        }
        rank += 1;
    }
}

/// The same by the normal approximation with the correction for continuity, rounded outwards.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "with more than a thousand values the rank is positive and far below the count"
)]
fn approximated(count: usize) -> usize {
    let n = super::real(count as u64);
    ((n - super::Z * n.sqrt() - 1.0) / 2.0).floor() as usize
}

#[cfg(test)]
mod tests {
    use super::{approximated, counted, ranks_about_the_median};

    #[test]
    fn small_samples_have_the_ranks_of_the_tables() {
        // W. J. Conover, Practical Nonparametric Statistics, 1999: the sign test's critical values, from 1.
        for (count, low) in [(6, 1), (8, 1), (9, 2), (12, 3), (20, 6), (25, 8), (50, 18), (100, 40)] {
            assert_eq!(ranks_about_the_median(count), Some((low - 1, count - low)), "{count}");
        }
        assert_eq!(ranks_about_the_median(5), None);
    }

    #[test]
    fn where_counting_ends_the_two_agree() {
        for count in 900..=1000 {
            let difference = counted(count).abs_diff(approximated(count));
            assert!(difference <= 1 && approximated(count) <= counted(count), "{count}");
        }
    }
}
