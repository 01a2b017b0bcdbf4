//! Labels learnt in five folds.

use std::time::Instant;

use ::text::{Care, Classifier};
use anyhow::Result;

use super::Labelled;
use super::data::{FOLDS, folds, reliability, score};

/// Learns and prints.
pub(super) fn measure(labelled: &Labelled) -> Result<()> {
    let examples = labelled.read()?;
    let folds = folds(examples.iter().map(|example| example.label.as_str()));
    let truth: Vec<&str> = examples.iter().map(|example| example.label.as_str()).collect();
    for care in [Care::Fast, Care::Careful] {
        let (mut fitting, mut guessing) = (0.0, 0.0);
        let mut guessed: Vec<&str> = vec![""; truth.len()];
        let mut said = Vec::new();
        for fold in 0..FOLDS {
            let seen = examples.iter().zip(&folds).filter(|(_, number)| **number != fold);
            let seen: Vec<(&str, &str)> =
                seen.map(|(example, _)| (example.text.as_str(), example.label.as_str())).collect();
            let start = Instant::now();
            let classifier = Classifier::fit(&seen, care)?;
            fitting += start.elapsed().as_secs_f64();
            let start = Instant::now();
            for (number, example) in examples.iter().enumerate().filter(|(number, _)| folds[*number] == fold) {
                let best = classifier.best(&example.text, 0.0).map(|best| (best.label.to_owned(), best.probability));
                let Some((label, probability)) = best else { continue };
                said.push((probability, label == example.label));
                guessed[number] = truth.iter().find(|truth| **truth == label).copied().unwrap_or("");
            }
            guessing += start.elapsed().as_secs_f64();
        }
        let (accuracy, f1) = score(&truth, &guessed);
        let many = u32::try_from(truth.len()).map_or(f64::NAN, f64::from);
        println!(
            "{care:?}: accuracy {accuracy:.4}, macro-F1 {f1:.4}; a fit {:.1} s, {:.0} texts/s",
            fitting / 5.0,
            many / guessing
        );
        reliability(&said);
    }
    Ok(())
}
