//! Themes of texts of which it is known what they are about.

use super::*;

/// Texts of four matters in words of each, with words that all share.
fn written(seed: u64, many: usize) -> (Vec<String>, Vec<usize>) {
    const MATTERS: [[&str; 8]; 4] = [
        ["parcel", "late", "delivery", "courier", "tracking", "arrived", "week", "package"],
        ["invoice", "charged", "twice", "bill", "amount", "wrong", "payment", "refund"],
        ["password", "login", "account", "locked", "reset", "code", "app", "crashes"],
        ["shop", "staff", "friendly", "helpful", "queue", "counter", "branch", "advice"],
    ];
    const SHARED: [&str; 8] = ["the", "my", "and", "was", "is", "please", "a", "for"];
    let mut state = seed;
    let eighths = [0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875];
    let mut pick = |words: &[&'static str; 8]| {
        let chance = space::random(&mut state);
        words[eighths.iter().filter(|eighth| chance >= **eighth).count()]
    };
    let mut texts = Vec::new();
    for at in 0..many {
        let matter = &MATTERS[at % 4];
        let words: Vec<&str> = (0..10).map(|word| pick(if word % 2 == 0 { matter } else { &SHARED })).collect();
        texts.push(words.join(" "));
    }
    (texts, (0..many).map(|at| at % 4).collect())
}

fn find(texts: &[String], before: Option<&Themes>) -> Themes {
    let written: Vec<Written> = texts.iter().enumerate().map(|(who, text)| Written { text, who: who as u64 }).collect();
    Themes::find_many(&written, before, Some(4), &|_| true).unwrap()
}

#[test]
fn texts_about_one_matter_are_one_theme_that_its_words_name() {
    let (texts, truth) = written(3, 400);
    let themes = find(&texts, None);
    assert_eq!(themes.all().len(), 4, "{:?}", themes.all());
    let mut counts = std::collections::BTreeMap::new();
    for (text, truth) in texts.iter().zip(&truth) {
        if let Some(about) = themes.of(text) {
            *counts.entry((*truth, about.theme)).or_insert(0) += 1;
        }
    }
    assert_eq!(counts.len(), 4, "{counts:?}");
    assert!(counts.values().all(|count| *count >= 90), "{counts:?}");
    let named = themes
        .all()
        .iter()
        .find(|theme| Some(theme.number) == themes.of("parcel delivery courier late").map(|about| about.theme));
    let phrases = named.unwrap().phrases.join(" ");
    assert!(["parcel", "courier", "tracking", "package"].iter().any(|word| phrases.contains(word)), "{phrases}");
    assert!(!phrases.contains("the"), "{phrases}");
}

#[test]
fn themes_keep_their_numbers_and_what_is_new_gets_one_of_its_own() {
    let (texts, _) = written(3, 400);
    let before = find(&texts, None);
    let (more, _) = written(11, 400);
    let mut all: Vec<String> = texts.iter().chain(&more).cloned().collect();
    let again = find(&all, Some(&before));
    let numbers = |themes: &Themes| themes.all().iter().map(|theme| theme.number).collect::<Vec<_>>();
    assert_eq!(numbers(&again), numbers(&before));
    let same = texts.iter().filter(|text| before.of(text).map(|of| of.theme) == again.of(text).map(|of| of.theme));
    assert!(same.count() > 370);
    // Something that nobody wrote about before.
    let (strange, _) = written(5, 240);
    let strange = strange.iter().step_by(4).map(|text| {
        text.replace("parcel", "roaming")
            .replace("late", "abroad")
            .replace("delivery", "network")
            .replace("courier", "signal")
            .replace("tracking", "coverage")
            .replace("arrived", "antenna")
            .replace("week", "tower")
            .replace("package", "reception")
    });
    all.extend(strange);
    let new = find(&all, Some(&again));
    let about = new.of("roaming abroad network signal coverage and tower").expect("it is a theme");
    assert!(!numbers(&again).contains(&about.theme));
    let mut merged = new.clone();
    let first = numbers(&new)[0];
    assert!(merged.merge(about.theme, first));
    assert_eq!(merged.of("roaming abroad network signal coverage").map(|of| of.theme), Some(first));
}

#[test]
fn nothing_that_few_people_write_names_a_theme_and_few_texts_have_none() {
    let (texts, _) = written(3, 400);
    // One person writes their name many times.
    let mut written: Vec<Written> =
        texts.iter().enumerate().map(|(who, text)| Written { text, who: who as u64 }).collect();
    let signed: Vec<String> = (0..40).map(|at| format!("{} zebulon", texts[at * 4])).collect();
    written.extend(signed.iter().map(|text| Written { text, who: 9999 }));
    let themes = Themes::find(&written, None, &|_| true).unwrap();
    assert!(themes.all().iter().all(|theme| !theme.phrases.join(" ").contains("zebulon")));
    assert!(matches!(Themes::find(&written[..20], None, &|_| true), Err(ThemesError::TooFew(_))));
    assert_eq!(Themes::find(&written, None, &|done| done < 0.5).err(), Some(ThemesError::Stopped));
}

#[test]
fn the_same_texts_in_any_order_have_the_same_themes() {
    let (texts, _) = written(3, 200);
    let written: Vec<Written> = texts.iter().enumerate().map(|(who, text)| Written { text, who: who as u64 }).collect();
    let turned: Vec<Written> = written.iter().rev().copied().collect();
    let bytes = |texts: &[Written]| postcard::to_stdvec(&Themes::find(texts, None, &|_| true).unwrap()).unwrap();
    assert!(bytes(&written) == bytes(&turned));
}
