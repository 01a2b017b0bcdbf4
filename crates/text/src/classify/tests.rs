//! Tests of the classifier: it learns, says when it is unsure, is the same whatever the order, and survives storage.

use super::*;

const ROOMS: [&str; 4] =
    ["the room was dirty", "our room had no window", "a lovely room with a view", "room too small"];
const FOOD: [&str; 4] =
    ["the soup was cold", "breakfast was lovely", "no vegan food at breakfast", "dinner took an hour"];

fn examples() -> Vec<(&'static str, &'static str)> {
    let rooms = ROOMS.iter().map(|text| (*text, "rooms"));
    rooms.chain(FOOD.iter().map(|text| (*text, "food"))).collect()
}

#[test]
fn labels_are_learnt_from_a_few_examples() {
    for care in [Care::Fast, Care::Careful] {
        let classifier = Classifier::fit(&examples(), care).expect("there are enough examples");
        assert_eq!(classifier.labels(), ["food", "rooms"]);
        let ranked = classifier.predict("my room was cold");
        assert_eq!(ranked[0].label, "rooms", "{ranked:?}");
        let sum: f32 = ranked.iter().map(|ranked| ranked.probability).sum();
        assert!((sum - 1.0).abs() < 1e-5 && ranked[0].probability > ranked[1].probability);
        assert_eq!(classifier.best("breakfast", 0.0).map(|best| best.label), Some("food"));
        assert_eq!(classifier.best("qwerty", 0.9), None, "unsure of what it never saw");
    }
}

#[test]
fn the_order_of_examples_does_not_matter() {
    let mut turned = examples();
    turned.reverse();
    for care in [Care::Fast, Care::Careful] {
        let stored = |examples: &[(&str, &str)]| {
            postcard::to_allocvec(&Classifier::fit(examples, care).expect("there are enough examples")).unwrap()
        };
        assert_eq!(stored(&examples()), stored(&turned));
    }
}

#[test]
fn a_stored_model_says_the_same() {
    let classifier = Classifier::fit(&examples(), Care::Careful).expect("there are enough examples");
    let bytes = postcard::to_allocvec(&classifier).unwrap();
    let again: Classifier = postcard::from_bytes(&bytes).unwrap();
    for text in ["my room was cold", "soup", "nothing known", ""] {
        assert_eq!(classifier.predict(text), again.predict(text));
    }
}

#[test]
fn what_cannot_be_learnt_is_refused() {
    let few = [("a b", "one"), ("c d", "one"), ("e f", "one"), ("g h", "two")];
    let refused = Classifier::fit(&few, Care::Fast).expect_err("one example is too few");
    assert_eq!(refused, FitError::TooFewExamples { label: "two".to_owned(), examples: 1 });
    assert_eq!(Classifier::fit(&few[..3], Care::Fast).expect_err("one label"), FitError::TooFewLabels(1));
    assert_eq!(Classifier::fit(&[], Care::Fast).expect_err("nothing"), FitError::TooFewLabels(0));
}
