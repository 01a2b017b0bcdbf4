//! Tests of how good it is, on the public data sets beside the project; skipped, and saying so, where they are missing.

use std::path::Path;
use std::sync::Arc;

use crate::*;

/// The rows of a column of texts and a column of labels, without empty texts.
fn rows(name: &str, text: &str, label: &str) -> Option<Vec<(String, String)>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if !path.exists() {
        println!("skipped: the public data set {name} is not beside the project");
        return None;
    }
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (text, label) = (column(text), column(label));
    let rows = reader.records().map(|row| row.unwrap()).map(|row| (row[text].to_owned(), row[label].to_owned()));
    Some(rows.filter(|(text, _)| !text.trim().is_empty()).collect())
}

fn reasons() -> Option<Vec<(String, String)>> {
    rows("contact_reasons/train.csv", "text", "category")
}

fn reviews() -> Option<Vec<(String, Polarity)>> {
    let rows = rows("orders_and_reviews/olist_order_reviews_dataset.csv", "review_comment_message", "review_score")?;
    let polarity = |stars: &str| match stars {
        "1" | "2" => Polarity::Negative,
        "3" => Polarity::Neutral,
        _ => Polarity::Positive,
    };
    Some(rows.into_iter().map(|(text, stars)| (text, polarity(&stars))).collect())
}

/// The mean of the labels' F1.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn macro_f1<L: PartialEq + Ord + Copy>(said: &[(L, L)]) -> f64 {
    let mut labels: Vec<L> = said.iter().map(|(truth, _)| *truth).collect();
    labels.sort_unstable();
    labels.dedup();
    let f1 = |label: &L| {
        let count = |is: &dyn Fn(&(L, L)) -> bool| said.iter().filter(|pair| is(pair)).count() as f64;
        let both = count(&|(truth, guess)| truth == label && guess == label);
        2.0 * both / (count(&|(truth, _)| truth == label) + count(&|(_, guess)| guess == label))
    };
    labels.iter().map(f1).sum::<f64>() / labels.len() as f64
}

#[test]
fn the_language_of_real_texts_is_known() {
    let english = reasons().map(|rows| (Language::English, rows.into_iter().map(|(text, _)| text).collect::<Vec<_>>()));
    let portuguese = reviews().map(|rows| (Language::Portuguese, rows.into_iter().map(|(text, _)| text).collect()));
    for (language, texts) in [english, portuguese].into_iter().flatten() {
        let texts: Vec<&String> = texts.iter().filter(|text| text.split_whitespace().count() >= 4).collect();
        let heard = |text: &&&String| Reader::new().read(text).language.is_some_and(|heard| heard.language == language);
        let right = texts.iter().filter(heard).count();
        assert!(right * 1000 >= texts.len() * 995, "{right} of {} are {}", texts.len(), language.code());
    }
}

#[test]
fn reasons_of_contacts_are_learnt_and_probabilities_hold() {
    let Some(rows) = reasons() else { return };
    let pairs: Vec<(&str, &str)> = rows.iter().map(|(text, label)| (text.as_str(), label.as_str())).collect();
    // The file is in the order of its labels: every fifth text is held out.
    let held = |number: &usize| number.is_multiple_of(5);
    let seen: Vec<(&str, &str)> = (0..pairs.len()).filter(|number| !held(number)).map(|number| pairs[number]).collect();
    let classifier = Classifier::fit(&seen, Care::Fast).unwrap();
    let mut said = Vec::new();
    let (mut sure, mut mean) = (0.0, 0.0);
    for (text, label) in (0..pairs.len()).filter(held).map(|number| pairs[number]) {
        let best = classifier.best(text, 0.0).unwrap();
        mean += f64::from(best.probability);
        sure += f64::from(u8::from(best.label == label));
        said.push((label, classifier.labels().iter().find(|known| *known == best.label).unwrap().as_str()));
    }
    let f1 = macro_f1(&said);
    assert!(f1 > 0.88, "macro-F1 {f1}; TF-IDF with logistic regression has .856 in five folds");
    assert!((mean / sure - 1.0).abs() < 0.03, "{mean} were said to be right, {sure} are");
}

#[test]
fn stars_are_told_from_comments() {
    let Some(rows) = reviews() else { return };
    let read = |reader: &Reader| -> Vec<(Polarity, Polarity)> {
        let held = rows.iter().enumerate().filter(|(number, _)| number.is_multiple_of(5)).map(|(_, row)| row);
        let said = held.map(|(text, truth)| {
            let sentiment = reader.read_in(Language::Portuguese, text).sentiment.unwrap();
            (*truth, sentiment.polarity())
        });
        said.collect()
    };
    let right = |said: &[(Polarity, Polarity)]| said.iter().filter(|(truth, guess)| truth == guess).count();
    let untaught = read(&Reader::new());
    assert!(macro_f1(&untaught) > 0.55, "macro-F1 {}", macro_f1(&untaught));
    let seen = rows.iter().enumerate().filter(|(number, _)| !number.is_multiple_of(5));
    let seen: Vec<(&str, Polarity)> = seen.map(|(_, (text, polarity))| (text.as_str(), *polarity)).collect();
    let taught = Taught::fit(&seen, Care::Fast).unwrap();
    let taught = read(&Reader::taught(Arc::new(taught)));
    assert!(right(&taught) * 100 > taught.len() * 81, "{} of {}", right(&taught), taught.len());
    assert!(right(&taught) > right(&untaught), "the organisation's own texts know better");
}
