//! The few things of linear algebra that points need: products with a sparse symmetric matrix, orthogonal columns, and
//! the eigenvectors of a small matrix.

/// A sparse symmetric matrix, by rows.
pub(super) struct Sparse {
    /// Where each row ends.
    pub(super) ends: Vec<usize>,
    /// Of each entry its column, and what it is.
    pub(super) entries: Vec<(u32, f32)>,
}

/// Rows of equal length, one after the other.
pub(super) struct Block {
    pub(super) columns: usize,
    pub(super) values: Vec<f32>,
}

impl Block {
    pub(super) fn zero(rows: usize, columns: usize) -> Block {
        Block { columns, values: vec![0.0; rows * columns] }
    }

    pub(super) fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.columns..(row + 1) * self.columns]
    }

    fn rows(&self) -> usize {
        self.values.len() / self.columns
    }

    /// Its columns made orthogonal, each of length 1 (Gram and Schmidt, twice, which is enough: Giraud and others, 2005).
    /// A column that depends on those before it becomes nothing.
    pub(super) fn orthogonal(&mut self) {
        let rows = self.rows();
        let mut columns: Vec<Vec<f32>> =
            (0..self.columns).map(|column| (0..rows).map(|row| self.row(row)[column]).collect()).collect();
        for at in 0..self.columns {
            let (done, rest) = columns.split_at_mut(at);
            let own = &mut rest[0];
            let long = dot(own, own).sqrt();
            for other in done.iter().chain(done.iter()) {
                let along = dot(own, other);
                own.iter_mut().zip(other).for_each(|(one, other)| *one -= along * other);
            }
            let length = dot(own, own).sqrt();
            let scale = if length > 1e-4 * long { 1.0 / length } else { 0.0 };
            for one in own {
                *one *= scale;
            }
        }
        for row in 0..rows {
            for (column, values) in columns.iter().enumerate() {
                self.values[row * self.columns + column] = values[row];
            }
        }
    }

    /// The product of its transpose with another.
    pub(super) fn transposed_times(&self, other: &Block) -> Vec<Vec<f64>> {
        let mut product = vec![vec![0.0_f64; other.columns]; self.columns];
        for row in 0..self.rows() {
            for (line, own) in product.iter_mut().zip(self.row(row)) {
                line.iter_mut().zip(other.row(row)).for_each(|(sum, one)| *sum += f64::from(*own) * f64::from(*one));
            }
        }
        product
    }
}

impl Sparse {
    /// Its product with a block.
    pub(super) fn times(&self, block: &Block) -> Block {
        let mut product = Block::zero(self.ends.len(), block.columns);
        let mut start = 0;
        for (line, end) in product.values.chunks_exact_mut(block.columns).zip(&self.ends) {
            for (column, value) in &self.entries[start..*end] {
                line.iter_mut().zip(block.row(*column as usize)).for_each(|(sum, one)| *sum += value * one);
            }
            start = *end;
        }
        product
    }
}

/// The product of two rows.
pub(super) fn dot(one: &[f32], other: &[f32]) -> f32 {
    // Eight sums at once are what a processor adds in one step.
    let mut sums = [0.0_f32; 8];
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest: f32 = ones.remainder().iter().zip(others.remainder()).map(|(one, other)| one * other).sum();
    for (one, other) in ones.zip(others) {
        for at in 0..8 {
            sums[at] += one[at] * other[at];
        }
    }
    rest + sums.iter().sum::<f32>()
}

/// The eigenvalues of a symmetric matrix and their vectors, the largest first (Jacobi's rotations).
pub(super) fn eigen(mut matrix: Vec<Vec<f64>>) -> Vec<(f64, Vec<f64>)> {
    let size = matrix.len();
    let mut vectors: Vec<Vec<f64>> =
        (0..size).map(|at| (0..size).map(|other| f64::from(u8::from(at == other))).collect()).collect();
    for _ in 0..30 {
        let off: f64 =
            (0..size).flat_map(|at| (0..at).map(move |other| (at, other))).map(|(a, b)| matrix[a][b].powi(2)).sum();
        let whole: f64 = matrix.iter().flatten().map(|one| one * one).sum();
        if off <= 1e-14 * whole {
            break;
        }
        for one in 0..size {
            for other in one + 1..size {
                rotate(&mut matrix, &mut vectors, one, other);
            }
        }
    }
    let mut all: Vec<(f64, Vec<f64>)> =
        (0..size).map(|at| (matrix[at][at], vectors.iter().map(|row| row[at]).collect())).collect();
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    all
}

/// Turns two axes so that nothing is left between them.
fn rotate(matrix: &mut [Vec<f64>], vectors: &mut [Vec<f64>], one: usize, other: usize) {
    let between = matrix[one][other];
    if between == 0.0 {
        return;
    }
    let slope = (matrix[other][other] - matrix[one][one]) / (2.0 * between);
    let tangent = slope.signum() / (slope.abs() + (slope * slope + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    let turn = |first: f64, second: f64| (cosine * first - sine * second, sine * first + cosine * second);
    for row in matrix.iter_mut().chain(vectors) {
        (row[one], row[other]) = turn(row[one], row[other]);
    }
    let (upper, lower) = matrix.split_at_mut(other);
    for (first, second) in upper[one].iter_mut().zip(&mut lower[0]) {
        (*first, *second) = turn(*first, *second);
    }
}
