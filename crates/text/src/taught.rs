//! Sentiment learnt from the organisation's own texts: what people corrected, or the scores that came with comments.
//!
//! What the lists of words say (the signals) and what a classifier of the words themselves says (margins of examples
//! that it had not seen) go into one multinomial logistic regression. So a few dozen labels adjust the lists, and
//! thousands speak for themselves.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::classify::{Care, FEWEST, Linear};
use crate::language::hear;
use crate::sentiment::{Polarity, SIGNALS, Sentiment, signals};
use crate::tokens::Tokens;
use crate::walk::walk;

/// Fewer labelled texts teach nothing.
pub const ENOUGH: usize = 30;
/// From so many on, and [`FEWEST`] of each polarity, the words themselves are learnt too.
const MANY: usize = 150;
/// Signals and three margins.
const INPUTS: usize = SIGNALS + 3;
/// Weights stay near zero where little speaks for them.
const RIDGE: f64 = 1.0;
/// More rounds change nothing that is seen.
const ROUNDS: usize = 200;

/// Why nothing can be learnt.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TeachError {
    /// There are too few examples.
    #[error("{0} texts teach nothing: at least {ENOUGH} with their sentiment are needed")]
    TooFew(usize),
    /// There is nothing to tell apart.
    #[error("all texts are {0:?}: examples of at least two sentiments are needed")]
    AllTheSame(Polarity),
}

/// What was learnt of the organisation's own texts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Taught {
    words: Option<Linear>,
    weights: [[f32; INPUTS]; 3],
}

impl Taught {
    /// Learns from texts and what they are. The same examples in any order teach the same.
    ///
    /// # Errors
    /// Fewer than [`ENOUGH`] examples, or all of one sentiment.
    pub fn fit(examples: &[(&str, Polarity)], care: Care) -> Result<Taught, TeachError> {
        let mut examples = examples.to_vec();
        examples.sort_unstable();
        if examples.len() < ENOUGH {
            return Err(TeachError::TooFew(examples.len()));
        }
        let mut many = [0_usize; 3];
        for (_, polarity) in &examples {
            many[*polarity as usize] += 1;
        }
        if many.iter().filter(|many| **many > 0).count() < 2 {
            return Err(TeachError::AllTheSame(examples[0].1));
        }
        let truth: Vec<u32> = examples.iter().map(|(_, polarity)| *polarity as u32).collect();
        let fitted = (examples.len() >= MANY && many.iter().all(|many| *many >= FEWEST)).then(|| {
            let texts: Vec<&str> = examples.iter().map(|(text, _)| *text).collect();
            Linear::fit(&texts, &truth, 3, care)
        });
        let row = |(number, (text, _)): (usize, &(&str, Polarity))| {
            let tokens = Tokens::of(text);
            let language = hear(text, &tokens).map(|heard| heard.language);
            let margins = fitted.as_ref().map(|fitted| &fitted.margins[number * 3..number * 3 + 3]);
            inputs(&signals(&walk(&tokens, language)), margins)
        };
        let rows: Vec<[f32; INPUTS]> = examples.iter().enumerate().map(row).collect();
        Ok(Taught { words: fitted.map(|fitted| fitted.linear), weights: regression(&rows, &truth) })
    }

    /// The sentiment of a text with its signals.
    pub(crate) fn sentiment(&self, text: &str, signals: &[f32; SIGNALS]) -> Sentiment {
        let margins = self.words.as_ref().map(|words| words.margins(text));
        Sentiment::of_scores(scores(&self.weights, &inputs(signals, margins.as_deref())))
    }
}

fn inputs(signals: &[f32; SIGNALS], margins: Option<&[f32]>) -> [f32; INPUTS] {
    let mut inputs = [0.0; INPUTS];
    inputs[..SIGNALS].copy_from_slice(signals);
    if let Some(margins) = margins {
        inputs[SIGNALS..].copy_from_slice(margins);
    }
    inputs
}

fn scores(weights: &[[f32; INPUTS]; 3], inputs: &[f32; INPUTS]) -> [f32; 3] {
    weights.each_ref().map(|row| row.iter().zip(inputs).map(|(weight, input)| weight * input).sum())
}

type Square = [[f64; INPUTS]; INPUTS];

/// Multinomial logistic regression by a bound on its curvature (Böhning, "Multinomial logistic regression algorithm",
/// 1992): each round solves the same small system, and never makes it worse.
fn regression(rows: &[[f32; INPUTS]], truth: &[u32]) -> [[f32; INPUTS]; 3] {
    let mut curvature: Square = [[0.0; INPUTS]; INPUTS];
    for row in rows {
        for (line, one) in curvature.iter_mut().zip(row) {
            line.iter_mut().zip(row).for_each(|(sum, other)| *sum += 0.5 * f64::from(*one) * f64::from(*other));
        }
    }
    (0..INPUTS).for_each(|at| curvature[at][at] += RIDGE);
    let mut weights = [[0.0_f32; INPUTS]; 3];
    for _ in 0..ROUNDS {
        let mut gradients = [[0.0_f64; INPUTS]; 3];
        for (row, label) in rows.iter().zip(truth) {
            let chances = Sentiment::of_scores(scores(&weights, row));
            for (number, gradient) in gradients.iter_mut().enumerate() {
                let missing = f32::from(u8::from(number == *label as usize)) - chances.of(Polarity::ALL[number]);
                gradient.iter_mut().zip(row).for_each(|(sum, input)| *sum += f64::from(missing) * f64::from(*input));
            }
        }
        for (row, mut gradient) in weights.iter_mut().zip(gradients) {
            gradient.iter_mut().zip(row.iter()).for_each(|(sum, weight)| *sum -= RIDGE * f64::from(*weight));
            for (weight, step) in row.iter_mut().zip(solve(curvature, gradient)) {
                #[expect(clippy::cast_possible_truncation, reason = "weights are small")]
                {
                    *weight += step as f32;
                }
            }
        }
    }
    weights
}

/// Solves a positive definite system by elimination.
fn solve(mut matrix: Square, mut right: [f64; INPUTS]) -> [f64; INPUTS] {
    for at in 0..INPUTS {
        let (line, value) = (matrix[at], right[at]);
        for below in at + 1..INPUTS {
            let much = matrix[below][at] / line[at];
            matrix[below].iter_mut().zip(line).for_each(|(one, other)| *one -= much * other);
            right[below] -= much * value;
        }
    }
    for at in (0..INPUTS).rev() {
        let known: f64 = (at + 1..INPUTS).map(|after| matrix[at][after] * right[after]).sum();
        right[at] = (right[at] - known) / matrix[at][at];
    }
    right
}
