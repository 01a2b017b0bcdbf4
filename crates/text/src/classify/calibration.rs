//! From margins to probabilities: a softmax with one slope and an offset for each label, fitted to margins of examples
//! that the planes had not seen ("temperature scaling", Guo, Pleiss, Sun and Weinberger, 2017, with the offsets of
//! Alexandari, Kundaje and Shrikumar, 2020).

use serde::{Deserialize, Serialize};

/// Offsets stay near zero where there are few examples of a label.
const RIDGE: f64 = 2.0;
/// More rounds change nothing that is seen.
const ROUNDS: usize = 25;

/// How margins become probabilities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Calibration {
    slope: f32,
    offsets: Vec<f32>,
}

impl Calibration {
    /// Fitted to margins, one row of `labels` for each example, and the label of each.
    pub(super) fn fit(margins: &[f32], truth: &[u32], labels: usize) -> Calibration {
        let mut calibration = Calibration { slope: 1.0, offsets: vec![0.0; labels] };
        let mut chances = vec![0.0_f32; labels];
        for _ in 0..ROUNDS {
            let (mut first, mut second) = (0.0_f64, 1e-9_f64);
            for (row, label) in margins.chunks_exact(labels).zip(truth) {
                calibration.chances(row, &mut chances);
                let (mut mean, mut square) = (0.0_f64, 0.0_f64);
                for (chance, margin) in chances.iter().zip(row) {
                    let (chance, margin) = (f64::from(*chance), f64::from(*margin));
                    mean += chance * margin;
                    square += chance * margin * margin;
                }
                first += mean - f64::from(row[*label as usize]);
                second += square - mean * mean;
            }
            let step = (first / second).clamp(-2.0, 2.0);
            calibration.slope = narrow((f64::from(calibration.slope) - step).clamp(0.05, 50.0));
            calibration.shift(margins, truth, &mut chances);
        }
        calibration
    }

    /// One step of Newton's for each offset by itself.
    fn shift(&mut self, margins: &[f32], truth: &[u32], chances: &mut [f32]) {
        let labels = self.offsets.len();
        let (mut first, mut second) = (vec![0.0_f64; labels], vec![0.0_f64; labels]);
        for (row, label) in margins.chunks_exact(labels).zip(truth) {
            self.chances(row, chances);
            for (number, chance) in chances.iter().enumerate() {
                let chance = f64::from(*chance);
                first[number] += chance - f64::from(u8::from(number == *label as usize));
                second[number] += chance * (1.0 - chance);
            }
        }
        for ((offset, first), second) in self.offsets.iter_mut().zip(first).zip(second) {
            let step = (first + RIDGE * f64::from(*offset)) / (second + RIDGE);
            // Half a step: the others move too.
            *offset -= narrow(0.5 * step);
        }
    }

    /// The probabilities of a row of margins; they sum to 1.
    pub(super) fn chances(&self, margins: &[f32], chances: &mut [f32]) {
        let mut highest = f32::MIN;
        for ((chance, margin), offset) in chances.iter_mut().zip(margins).zip(&self.offsets) {
            *chance = margin * self.slope + offset;
            highest = highest.max(*chance);
        }
        let mut sum = 0.0;
        for chance in chances.iter_mut() {
            *chance = (*chance - highest).exp();
            sum += *chance;
        }
        for chance in chances {
            *chance /= sum;
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "parameters are small")]
fn narrow(number: f64) -> f32 {
    number as f32
}
