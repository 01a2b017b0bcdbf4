//! The normal distribution: how unlikely a distance from zero is.

/// The quantile of the normal distribution that leaves 2.5 % on either side: the half width of an interval of 95 %.
pub const Z: f64 = 1.959_963_984_540_054;

/// The probability that a standard normal variable is at least this far from zero, on either side: from 0 to 1.
#[must_use]
pub fn two_sided(distance: f64) -> f64 {
    libm::erfc(distance.abs() / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::{Z, two_sided};

    #[test]
    fn known_tails() {
        assert!((two_sided(Z) - 0.05).abs() < 1e-12);
        assert!((two_sided(0.0) - 1.0).abs() < 1e-15);
        // From the tables of Abramowitz and Stegun, 1964, 26.2: Q(5) = 2.866516e-7.
        assert!((two_sided(-5.0) - 2.0 * 2.866_516e-7).abs() < 1e-12);
    }
}
