//! Linear support vector machines with squared hinge loss, by dual coordinate descent with shrinking (Hsieh, Chang,
//! Lin, Keerthi and Sundararajan, "A dual coordinate descent method for large-scale linear SVM", 2008).

use super::vectors::Rows;

/// What an error costs beside a large margin.
const COST: f32 = 1.0;
/// When the largest step that is left is smaller, it is done.
const TOLERANCE: f32 = 0.05;
/// No more rounds over the examples.
const ROUNDS: usize = 60;

/// A plane: one weight for each feature, the last one is the offset.
pub(super) type Plane = Vec<f32>;

/// The plane between the examples of a class and all others.
pub(super) fn fit(rows: &Rows, examples: &[u32], is_class: impl Fn(u32) -> bool, features: usize) -> Plane {
    let mut plane = vec![0.0_f32; features + 1];
    let side: Vec<f32> = examples.iter().map(|number| if is_class(*number) { 1.0 } else { -1.0 }).collect();
    let diagonal = 0.5 / COST;
    let squares: Vec<f32> = examples
        .iter()
        .map(|number| rows.row(*number as usize).1.iter().map(|weight| weight * weight).sum::<f32>() + 1.0 + diagonal)
        .collect();
    let mut duals = vec![0.0_f32; examples.len()];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let (mut active, mut bound, mut random) = (examples.len(), f32::INFINITY, Shuffle(0x2545_f491_4f6c_dd1d));
    for _ in 0..ROUNDS {
        random.shuffle(&mut order[..active]);
        let (mut highest, mut lowest) = (f32::NEG_INFINITY, f32::INFINITY);
        let mut at = 0;
        while at < active {
            let one = order[at];
            let (places, weights) = rows.row(examples[one] as usize);
            let gradient = side[one] * product(&plane, places, weights) - 1.0 + diagonal * duals[one];
            if duals[one] == 0.0 && gradient > bound {
                active -= 1;
                order.swap(at, active);
                continue;
            }
            let projected = if duals[one] == 0.0 { gradient.min(0.0) } else { gradient };
            highest = highest.max(projected);
            lowest = lowest.min(projected);
            if projected.abs() > 1e-8 {
                let before = duals[one];
                duals[one] = (before - gradient / squares[one]).max(0.0);
                add(&mut plane, places, weights, (duals[one] - before) * side[one]);
            }
            at += 1;
        }
        if highest - lowest <= TOLERANCE {
            if active == examples.len() {
                break;
            }
            // Those that were left out may count again.
            (active, bound) = (examples.len(), f32::INFINITY);
        } else {
            bound = if highest > 0.0 { highest } else { f32::INFINITY };
        }
    }
    plane
}

/// On which side of a plane a row is, and how far.
#[inline]
pub(super) fn product(plane: &[f32], places: &[u32], weights: &[f32]) -> f32 {
    let sum: f32 = places.iter().zip(weights).map(|(place, weight)| plane[*place as usize] * weight).sum();
    sum + plane[plane.len() - 1]
}

fn add(plane: &mut [f32], places: &[u32], weights: &[f32], much: f32) {
    for (place, weight) in places.iter().zip(weights) {
        plane[*place as usize] += much * weight;
    }
    let last = plane.len() - 1;
    plane[last] += much;
}

/// Orders that look random and are the same every time (Marsaglia, "Xorshift RNGs", 2003).
struct Shuffle(u64);

impl Shuffle {
    fn below(&mut self, many: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let high = (u128::from(self.0) * many as u128) >> 64;
        usize::try_from(high).expect("it is below a usize")
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            let other = self.below(at + 1);
            order.swap(at, other);
        }
    }
}
