//! Many tests at once: the share of false findings among all that are called one.

use super::real;

/// The adjusted p-values of Y. Benjamini and Y. Hochberg (Controlling the false discovery rate, Journal of the Royal
/// Statistical Society B 57, 1995), in the order of the p-values: who takes all that are at most q as findings has, on
/// average, at most a share of q of false ones among them.
#[must_use]
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|one, other| p[*one].total_cmp(&p[*other]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0_f64;
    for (rank, place) in order.into_iter().enumerate().rev() {
        least = least.min(p[place] * real(p.len() as u64) / real(rank as u64 + 1));
        adjusted[place] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::benjamini_hochberg;

    #[test]
    fn the_example_of_the_paper() {
        // Benjamini and Hochberg, 1995, section 3.2: at 5 % the first four of fifteen are findings.
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ];
        let adjusted = benjamini_hochberg(&p);
        assert_eq!(adjusted.iter().filter(|q| **q <= 0.05).count(), 4);
        assert!((adjusted[3] - 0.0095 * 15.0 / 4.0).abs() < 1e-12);
        let reversed: Vec<f64> = p.into_iter().rev().collect();
        assert_eq!(benjamini_hochberg(&reversed), adjusted.into_iter().rev().collect::<Vec<_>>());
        assert!(benjamini_hochberg(&[]).is_empty());
    }
}
