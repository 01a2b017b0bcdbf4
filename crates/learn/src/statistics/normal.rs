//! The normal distribution, and that of Student: how unlikely a distance from zero is.

/// The quantile of the normal distribution that leaves 2.5 % on either side: the half width of an interval of 95 %.
pub const Z: f64 = 1.959_963_984_540_054;

/// The probability that a standard normal variable is at least this far from zero, on either side: from 0 to 1.
#[must_use]
pub fn two_sided(distance: f64) -> f64 {
    libm::erfc(distance.abs() / std::f64::consts::SQRT_2)
}

/// The quantile of Student's distribution that leaves 2.5 % on either side, of so many degrees of freedom (at least 1):
/// exact for one and two, else by the expansion of R. A. Fisher and E. A. Cornish (The percentile points of distributions
/// having known cumulants, Technometrics 2, 1960), which is right to a thousandth from three on.
#[must_use]
pub fn student(freedom: u64) -> f64 {
    match freedom {
        0 | 1 => (std::f64::consts::PI * 0.475).tan(),
        2 => 0.95 * (2.0_f64 / (1.0 - 0.95 * 0.95)).sqrt(),
        _ => {
            let (square, n) = (Z * Z, super::real(freedom));
            let terms = [
                (square + 1.0) / 4.0,
                ((5.0 * square + 16.0) * square + 3.0) / 96.0,
                (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0,
                ((((79.0 * square + 776.0) * square + 1482.0) * square - 1920.0) * square - 945.0) / 92_160.0,
            ];
            Z * (1.0 + terms.iter().rev().fold(0.0, |sum, term| (sum + term) / n))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Z, student, two_sided};

    #[test]
    fn students_quantiles_are_those_of_the_tables() {
        // W. S. Gosset's, as in any table: 97.5 %.
        for (freedom, t) in [(1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)] {
            assert!((student(freedom) - t).abs() < 4e-3, "{freedom}: {}", student(freedom));
        }
        assert!((student(1_000_000) - Z).abs() < 1e-5);
    }

    #[test]
    fn known_tails() {
        assert!((two_sided(Z) - 0.05).abs() < 1e-12);
        assert!((two_sided(0.0) - 1.0).abs() < 1e-15);
        // From the tables of Abramowitz and Stegun, 1964, 26.2: Q(5) = 2.866516e-7.
        assert!((two_sided(-5.0) - 2.0 * 2.866_516e-7).abs() < 1e-12);
    }
}
