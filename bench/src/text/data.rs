//! Labelled texts, their folds, and how good guesses are.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::Labelled;

/// How many folds there are.
pub(super) const FOLDS: usize = 5;

/// A text with its label.
pub(super) struct Example {
    pub text: String,
    pub label: String,
}

impl Labelled {
    /// The texts of the file that are not empty.
    pub(super) fn read(&self) -> Result<Vec<Example>> {
        let mut reader =
            csv::Reader::from_path(&self.file).with_context(|| format!("reading {}", self.file.display()))?;
        let headers = reader.headers()?.clone();
        let column = |name: &str| {
            let place = headers.iter().position(|header| header == name);
            place.with_context(|| format!("there is no column {name}; there are {headers:?}"))
        };
        let (text, label) = (column(&self.text)?, column(&self.label)?);
        let mut examples = Vec::new();
        for row in reader.records() {
            let row = row?;
            if !row[text].trim().is_empty() {
                examples.push(Example { text: row[text].to_owned(), label: row[label].to_owned() });
            }
        }
        if self.unseen {
            examples = examples.into_iter().skip(1).step_by(2).collect();
        }
        Ok(examples)
    }
}

/// The fold of each example: those of each label are dealt out in turn.
pub(super) fn folds<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let mut dealt: BTreeMap<&str, usize> = BTreeMap::new();
    labels
        .map(|label| {
            let next = dealt.entry(label).or_default();
            *next += 1;
            *next % FOLDS
        })
        .collect()
}

/// Accuracy and the mean of the labels' F1.
pub(super) fn score<'a>(truth: &[&'a str], guessed: &[&'a str]) -> (f64, f64) {
    let mut counts: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    let mut right = 0_u32;
    for (truth, guessed) in truth.iter().zip(guessed) {
        counts.entry(truth).or_default()[0] += 1;
        counts.entry(guessed).or_default()[1] += 1;
        if truth == guessed {
            right += 1;
            counts.entry(truth).or_default()[2] += 1;
        }
    }
    let f1: f64 =
        counts.values().map(|[there, said, both]| 2.0 * f64::from(*both) / f64::from((there + said).max(1))).sum();
    let many = u32::try_from(truth.len()).map_or(f64::NAN, f64::from);
    (f64::from(right) / many, f1 / u32::try_from(counts.len()).map_or(f64::NAN, f64::from))
}

/// How often what was said with some probability was right: a line for each tenth.
pub(super) fn reliability(said: &[(f32, bool)]) {
    println!("  said        texts   mean said   right");
    let mut error = 0.0;
    for tenth in 0_u8..10 {
        let (from, to) = (f32::from(tenth) / 10.0, f32::from(tenth + 1) / 10.0);
        let within: Vec<_> = said.iter().filter(|(chance, _)| *chance > from && *chance <= to).collect();
        let many = u32::try_from(within.len()).map_or(f64::NAN, f64::from);
        if within.is_empty() {
            continue;
        }
        let mean = within.iter().map(|(chance, _)| f64::from(*chance)).sum::<f64>() / many;
        let right = within.iter().map(|(_, right)| f64::from(u8::from(*right))).sum::<f64>() / many;
        error += many * (mean - right).abs();
        println!("  {from:.1} to {to:.1}  {many:>6}  {mean:>10.3}  {right:>6.3}");
    }
    println!("  expected calibration error {:.3}", error / u32::try_from(said.len()).map_or(f64::NAN, f64::from));
}
