//! Symmetric positive definite matrices, small and dense.

/// The Cholesky factor L of a matrix A = L Lᵀ (G. H. Golub and C. F. Van Loan, Matrix Computations, 2013, section 4.2).
pub struct Cholesky {
    width: usize,
    /// The factor, row by row.
    factor: Vec<f64>,
}

impl Cholesky {
    /// The factor of a matrix that is given row by row, of which only the lower triangle is read; none of a matrix that
    /// is not positive definite.
    #[must_use]
    pub fn of(matrix: &[f64], width: usize) -> Option<Cholesky> {
        let mut factor = vec![0.0; width * width];
        for row in 0..width {
            for column in 0..=row {
                let (above, here) = factor.split_at(row * width);
                let mine = &here[..column];
                let theirs = if column == row { mine } else { &above[column * width..][..column] };
                let rest = matrix[row * width + column] - dot(mine, theirs);
                factor[row * width + column] = if column < row {
                    rest / factor[column * width + column]
                } else if rest > 0.0 {
                    rest.sqrt()
                } else {
                    return None;
                };
            }
        }
        Some(Cholesky { width, factor })
    }

    /// The last entry of its diagonal: the square root of what the other columns leave of the last one.
    #[must_use]
    pub fn last(&self) -> f64 {
        self.factor.last().copied().unwrap_or(0.0)
    }

    /// The y of L y = b. The product of y with itself is b A⁻¹ b.
    #[must_use]
    pub fn forward(&self, b: &[f64]) -> Vec<f64> {
        let mut y: Vec<f64> = Vec::with_capacity(self.width);
        for row in 0..self.width {
            let factor = &self.factor[row * self.width..][..=row];
            y.push((b[row] - dot(&factor[..row], &y)) / factor[row]);
        }
        y
    }

    /// The x of A x = b.
    #[must_use]
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = self.forward(b);
        for row in (0..self.width).rev() {
            x[row] /= self.factor[row * self.width + row];
            let (known, solved) = (x[row], &mut x[..row]);
            for (entry, factor) in solved.iter_mut().zip(&self.factor[row * self.width..]) {
                *entry -= known * factor;
            }
        }
        x
    }
}

/// The product of two vectors.
#[must_use]
pub fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

#[cfg(test)]
mod tests {
    use super::{Cholesky, dot};

    #[test]
    fn solves_what_it_factored() {
        let matrix = [4.0, 9.0, 9.0, 2.0, 5.0, 9.0, 1.0, 3.0, 6.0];
        let cholesky = Cholesky::of(&matrix, 3).unwrap();
        let full = [[4.0, 2.0, 1.0], [2.0, 5.0, 3.0], [1.0, 3.0, 6.0]];
        let b = [1.0, -2.0, 3.0];
        let x = cholesky.solve(&b);
        for (row, expected) in full.iter().zip(b) {
            assert!((dot(row, &x) - expected).abs() < 1e-12);
        }
        let y = cholesky.forward(&b);
        assert!((dot(&y, &y) - dot(&b, &x)).abs() < 1e-12);
        assert!(Cholesky::of(&[1.0, 0.0, 2.0, 1.0], 2).is_none());
    }
}
