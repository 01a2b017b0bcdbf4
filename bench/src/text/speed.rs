//! Texts a second on one core, the fastest of some rounds.

use std::hint::black_box;
use std::time::Instant;

use ::text::{Care, Classifier, Reader, mask};
use anyhow::Result;

use super::Labelled;

const ROUNDS: usize = 7;

/// Reads the same texts again and again, and prints.
pub(super) fn measure(labelled: &Labelled) -> Result<()> {
    let examples = labelled.read()?;
    let texts: Vec<&str> = examples.iter().map(|example| example.text.as_str()).collect();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    println!("{} texts, {} bytes each on average", texts.len(), bytes / texts.len().max(1));
    let pairs: Vec<(&str, &str)> =
        examples.iter().map(|example| (example.text.as_str(), example.label.as_str())).collect();
    let (fast, careful) = (Classifier::fit(&pairs, Care::Fast)?, Classifier::fit(&pairs, Care::Careful)?);
    let reader = Reader::new();
    rate("language, sentiment, emotions, cues", &texts, |text| drop(black_box(reader.read(text))));
    rate("the same and a category, fast", &texts, |text| {
        black_box(reader.read(text));
        black_box(fast.best(text, 0.5));
    });
    rate("the same and a category, careful", &texts, |text| {
        black_box(reader.read(text));
        black_box(careful.best(text, 0.5));
    });
    rate("masking", &texts, |text| drop(black_box(mask(text))));
    Ok(())
}

fn rate(what: &str, texts: &[&str], mut each: impl FnMut(&str)) {
    let mut best = f64::INFINITY;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for text in texts {
            each(text);
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    let many = u32::try_from(texts.len()).map_or(f64::NAN, f64::from);
    println!("{what}: {:.0} texts/s, {:.2} us each", many / best, best / many * 1e6);
}
