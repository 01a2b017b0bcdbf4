//! Sentiment, untaught and taught in five folds.

use std::sync::Arc;

use ::text::{Care, Language, Polarity, Reader, Sentiment, Taught};
use anyhow::{Context, Result, bail};

use super::Labelled;
use super::data::{FOLDS, folds, reliability, score};

const NAMES: [&str; 3] = ["negative", "neutral", "positive"];

fn polarity(label: &str) -> Result<Polarity> {
    match label.trim() {
        "negative" | "1" | "2" => Ok(Polarity::Negative),
        "neutral" | "3" => Ok(Polarity::Neutral),
        "positive" | "4" | "5" => Ok(Polarity::Positive),
        other => bail!("{other} is no sentiment: write negative, neutral, positive, or 1 to 5 stars"),
    }
}

/// Reads and prints.
pub(super) fn measure(labelled: &Labelled, language: Option<&str>) -> Result<()> {
    let examples = labelled.read()?;
    let texts: Vec<&str> = examples.iter().map(|example| example.text.as_str()).collect();
    let truth: Vec<Polarity> = examples.iter().map(|example| polarity(&example.label)).collect::<Result<_>>()?;
    let language = language.map(|code| Language::of_tag(code).context("the language is not read")).transpose()?;
    let read = |reader: &Reader, text: &str| match language {
        Some(language) => reader.read_in(language, text).sentiment,
        None => reader.read(text).sentiment,
    };
    let reader = Reader::new();
    print("untaught", &truth, &texts.iter().map(|text| read(&reader, text)).collect::<Vec<_>>());
    let folds = folds(truth.iter().map(|polarity| NAMES[*polarity as usize]));
    for care in [Care::Fast, Care::Careful] {
        let mut said = vec![None; texts.len()];
        for fold in 0..FOLDS {
            let seen = (0..texts.len()).filter(|number| folds[*number] != fold);
            let seen: Vec<(&str, Polarity)> = seen.map(|number| (texts[number], truth[number])).collect();
            let reader = Reader::taught(Arc::new(Taught::fit(&seen, care)?));
            for number in (0..texts.len()).filter(|number| folds[*number] == fold) {
                said[number] = read(&reader, texts[number]);
            }
        }
        print(&format!("taught, {care:?}"), &truth, &said);
    }
    Ok(())
}

fn print(how: &str, truth: &[Polarity], said: &[Option<Sentiment>]) {
    let mut confusion = [[0_u32; 4]; 3];
    let (mut wanted, mut guessed, mut chances) = (Vec::new(), Vec::new(), Vec::new());
    for (truth, said) in truth.iter().zip(said) {
        let polarity = said.map_or(3, |said| said.polarity() as usize);
        confusion[*truth as usize][polarity] += 1;
        wanted.push(NAMES[*truth as usize]);
        // What is not read counts as neutral here, so that no text is left out.
        guessed.push(NAMES[if polarity == 3 { 1 } else { polarity }]);
        if let Some(said) = said {
            chances.push((said.of(said.polarity()), said.polarity() == *truth));
        }
    }
    let (accuracy, f1) = score(&wanted, &guessed);
    println!("{how}: accuracy {accuracy:.4}, macro-F1 {f1:.4}");
    println!("  is \\ said   negative  neutral positive not read");
    for (name, row) in NAMES.iter().zip(confusion) {
        println!("  {name:<10}  {:>8} {:>8} {:>8} {:>8}", row[0], row[1], row[2], row[3]);
    }
    reliability(&chances);
}
