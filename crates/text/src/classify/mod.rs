//! Categories learnt from examples that people give: texts with labels in, a model out that names the label of a text
//! with a calibrated probability.
//!
//! Words and pieces of words weighted by rarity, a linear support vector machine for each label against all others,
//! and a calibration on examples that it had not seen. The same examples in any order give the same model.

mod calibration;
mod features;
mod linear;
mod svm;
mod vectors;

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use calibration::Calibration;
pub use features::Care;
pub(crate) use linear::{Fitted, Linear};

/// Fewer examples of a label teach nothing.
pub const FEWEST: usize = 3;
/// More labels are not learnt.
pub const MOST_LABELS: usize = 1000;

/// Why a classifier cannot be fitted.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum FitError {
    /// There must be something to tell apart.
    #[error("examples of at least two labels are needed, not of {0}")]
    TooFewLabels(usize),
    /// Every label needs examples.
    #[error(
        "the label {label:?} has {examples} of the {FEWEST} examples that each needs: give it more, or leave it out"
    )]
    TooFewExamples {
        /// Which label.
        label: String,
        /// How many it has.
        examples: usize,
    },
    /// There is a limit.
    #[error("examples have {0} labels; at most {MOST_LABELS} can be told apart")]
    TooManyLabels(usize),
}

/// A label of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranked<'a> {
    /// Which.
    pub label: &'a str,
    /// How probable it is, calibrated on examples that were held out. All labels of a text sum to 1.
    pub probability: f32,
}

/// A model that tells labels apart.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Classifier {
    labels: Vec<String>,
    linear: Linear,
    calibration: Calibration,
}

impl Classifier {
    /// Learns from texts with their labels. Ten thousand texts of 77 labels take seconds.
    ///
    /// # Errors
    /// Fewer than two labels, more than [`MOST_LABELS`], or a label with fewer than [`FEWEST`] examples.
    pub fn fit(examples: &[(&str, &str)], care: Care) -> Result<Classifier, FitError> {
        // In one order, whatever order they came in.
        let mut examples: Vec<(&str, &str)> = examples.to_vec();
        examples.sort_unstable();
        let mut labels: Vec<&str> = examples.iter().map(|(_, label)| *label).collect();
        labels.sort_unstable();
        let few = labels.chunk_by(|one, other| one == other).find(|same| same.len() < FEWEST);
        if let Some(few) = few {
            return Err(FitError::TooFewExamples { label: few[0].to_owned(), examples: few.len() });
        }
        labels.dedup();
        match labels.len() {
            few @ ..2 => return Err(FitError::TooFewLabels(few)),
            ..=MOST_LABELS => {}
            many => return Err(FitError::TooManyLabels(many)),
        }
        let number = |label: &str| labels.binary_search(&label).expect("it is one of them");
        let truth: Vec<u32> =
            examples.iter().map(|(_, label)| u32::try_from(number(label)).expect("labels are few")).collect();
        let texts: Vec<&str> = examples.iter().map(|(text, _)| *text).collect();
        let Fitted { linear, margins } = Linear::fit(&texts, &truth, labels.len(), care);
        let calibration = Calibration::fit(&margins, &truth, labels.len());
        Ok(Classifier { labels: labels.into_iter().map(str::to_owned).collect(), linear, calibration })
    }

    /// The labels that it tells apart, in the order of the alphabet.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The labels of a text, the most probable first.
    #[must_use]
    pub fn predict(&self, text: &str) -> Vec<Ranked<'_>> {
        let chances = self.chances(text);
        let mut ranked: Vec<Ranked> =
            self.labels.iter().zip(chances).map(|(label, probability)| Ranked { label, probability }).collect();
        ranked.sort_by(|one, other| other.probability.total_cmp(&one.probability));
        ranked
    }

    /// The most probable label of a text; none, "unsure", where it is less probable than `at_least` (from 0 to 1).
    #[must_use]
    pub fn best(&self, text: &str, at_least: f32) -> Option<Ranked<'_>> {
        let chances = self.chances(text);
        let best = (0..chances.len())
            .max_by(|one, other| chances[*one].total_cmp(&chances[*other]).then(Reverse(one).cmp(&Reverse(other))))?;
        Some(Ranked { label: &self.labels[best], probability: chances[best] })
            .filter(|best| best.probability >= at_least)
    }

    fn chances(&self, text: &str) -> Vec<f32> {
        let margins = self.linear.margins(text);
        let mut chances = vec![0.0; margins.len()];
        self.calibration.chances(&margins, &mut chances);
        chances
    }
}

#[cfg(test)]
mod tests;
