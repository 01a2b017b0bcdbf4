//! Answers as people write them in a message: a number, a face, a word, and what they add.

use serde_json::{Value, json};

use super::read;
use super::words::Words;
use crate::feedback::surveys::{Answer, Question, Survey};

/// Faces, from the saddest to the happiest.
const FACES: [&[&str]; 5] = [
    &["😡", "😠", "🤬", "😭", "😢", ":'(", ">:("],
    &["🙁", "☹", "😞", "😟", "😕", ":(", ":-("],
    &["😐", "😶", ":|", ":-|"],
    &["🙂", "😊", "☺", ":)", ":-)"],
    &["😀", "😃", "😄", "😁", "😍", "🤩", ":D", ":-D"],
];
const YES: [&str; 8] = ["yes", "y", "ja", "j", "oui", "si", "sí", "sim"];
const NO: [&str; 6] = ["no", "n", "nein", "non", "nee", "não"];

/// Whether a message, or the keys of a phone, can answer a question.
pub(super) fn can_answer(question: &Question, by_keys: bool) -> bool {
    match &question.answer {
        Answer::Multiple { .. } | Answer::Matrix { .. } | Answer::Ranking { .. } => false,
        Answer::Text { .. } | Answer::Date => !by_keys,
        _ => true,
    }
}

/// How many digits an answer has at most, where digits are one.
pub(super) fn digits(question: &Question) -> Option<usize> {
    match &question.answer {
        Answer::Single { options, .. } => Some(options.len().to_string().len()),
        Answer::Consent { .. } => Some(1),
        scored => scored.scale().map(|(_, highest)| highest.to_string().len()),
    }
}

/// How a question is answered by a message, in a few signs.
pub(super) fn hint(question: &Question, language: &str, survey: &Survey) -> String {
    let words = Words::of(language);
    match &question.answer {
        Answer::Single { options, .. } => {
            let all = options.iter().zip(1..);
            let all = all.map(|(option, place)| format!("{place} {}", option.text.text(language, survey.fallback())));
            format!("({})", all.collect::<Vec<_>>().join(", "))
        }
        Answer::Consent { .. } => format!("(1 {}, 2 {})", words.yes, words.no),
        scored => scored.scale().map_or_else(String::new, |(lowest, highest)| format!("({lowest}-{highest})")),
    }
}

/// What somebody answers to a question, and what they add. Where the message `is_whole`, its first line must be nothing but
/// the answer: who begins a mail with "3 times I called" has given no score.
pub(super) fn answer(
    question: &Question,
    text: &str,
    is_whole: bool,
    language: &str,
    survey: &Survey,
) -> Option<(Value, String)> {
    let text = text.trim();
    if let Answer::Text { longest } = question.answer {
        let said: String = text.chars().take(longest as usize).collect();
        return Some((checked(question, &said)?, String::new()));
    }
    let (line, below) = text.split_once('\n').map_or((text, ""), |(line, below)| (line.trim(), below.trim()));
    let (value, beside) = first_of(question, line, language, survey)?;
    let beside = beside.trim_start_matches([' ', ',', '.', ';', ':', '!', '-', '–', ')']).trim();
    if is_whole && !beside.is_empty() {
        return None;
    }
    let rest = [beside, below].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    Some((value, rest))
}

/// The answer with which a line begins, and what is behind it.
fn first_of<'a>(question: &Question, line: &'a str, language: &str, survey: &Survey) -> Option<(Value, &'a str)> {
    match &question.answer {
        Answer::Single { options, .. } => {
            if let Some((place, rest)) = number(line) {
                let option = options.get(usize::from(place).checked_sub(1)?)?;
                return Some((option.id.clone().into(), rest));
            }
            let small = line.to_lowercase();
            let is_said = |text: &str| !text.is_empty() && small == text.to_lowercase();
            let found = options.iter().find(|one| is_said(one.text.text(language, survey.fallback())))?;
            Some((found.id.clone().into(), ""))
        }
        Answer::Consent { .. } => {
            let word = line.trim_end_matches(['.', '!']).to_lowercase();
            let said = match word.as_str() {
                "1" => true,
                "2" => false,
                word if YES.contains(&word) => true,
                word if NO.contains(&word) => false,
                _ => return None,
            };
            Some((json!(said), ""))
        }
        Answer::Number { .. } | Answer::Date => Some((checked(question, line)?, "")),
        scored => {
            let (_, highest) = scored.scale()?;
            let found = match scored {
                Answer::Smileys => face(line).or_else(|| number(line)),
                Answer::Stars => stars(line).or_else(|| number(line)),
                _ => number(line),
            };
            let (score, rest) = found?;
            // "9/10" says of how many.
            let rest = rest.strip_prefix(&format!("/{highest}")).unwrap_or(rest);
            let goes_on = rest.starts_with(|next: char| next.is_alphanumeric() || matches!(next, '/' | '%' | '°'));
            let is_part = rest.starts_with(['.', ',']) && rest[1..].starts_with(|next: char| next.is_ascii_digit());
            if goes_on || is_part {
                return None;
            }
            Some((checked(question, &score.to_string())?, rest))
        }
    }
}

fn checked(question: &Question, said: &str) -> Option<Value> {
    read::answer(question, &[(question.id.clone(), said.to_owned())]).ok()?
}

/// A number at the beginning, and what is behind it.
fn number(line: &str) -> Option<(u8, &str)> {
    let end = line.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(line.len());
    Some((line[..end].parse().ok()?, &line[end..]))
}

/// A face at the beginning as its place, and what is behind it.
fn face(line: &str) -> Option<(u8, &str)> {
    (1..).zip(FACES).find_map(|(place, faces)| {
        let rest = faces.iter().find_map(|face| line.strip_prefix(face))?;
        Some((place, rest.trim_start_matches('\u{fe0f}')))
    })
}

/// Stars at the beginning, and what is behind them.
fn stars(line: &str) -> Option<(u8, &str)> {
    let mut rest = line;
    let mut count = 0;
    while let Some(next) = ["⭐", "★", "🌟", "*"].iter().find_map(|star| rest.strip_prefix(star)) {
        rest = next.trim_start_matches('\u{fe0f}');
        count += 1;
    }
    (count > 0).then(|| (count, rest.trim_start_matches('☆')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(of: &Value, text: &str, is_whole: bool) -> Option<(Value, String)> {
        let question = json!({"id": "q", "text": {"en": "?"}, "answer": of});
        let question: Question = serde_json::from_value(question).expect("a question");
        let survey = Survey { languages: vec!["en".to_owned()], ..Survey::default() };
        answer(&question, text, is_whole, "en", &survey)
    }

    #[test]
    fn scores_are_read_as_people_write_them() {
        let nps = json!({"kind": "nps"});
        let some = |score: u8, rest: &str| Some((json!(score), rest.to_owned()));
        for (text, is_whole, expected) in [
            ("9", true, some(9, "")),
            ("0", true, some(0, "")),
            ("10/10!\n\nGreat.", true, some(10, "Great.")),
            ("9 great service", false, some(9, "great service")),
            ("9 great service", true, None),
            ("9, great\nreally", false, some(9, "great\nreally")),
            ("11", true, None),
            ("3x I called", false, None),
            ("7.5", true, None),
            ("9/5", false, None),
            ("90%", false, None),
            ("great", false, None),
            ("", true, None),
        ] {
            assert_eq!(said(&nps, text, is_whole), expected, "{text:?}");
        }
        assert_eq!(said(&json!({"kind": "smileys"}), "🙂\nok", true), some(4, "ok"));
        assert_eq!(said(&json!({"kind": "smileys"}), "☹\u{fe0f}", true), some(2, ""));
        assert_eq!(said(&json!({"kind": "stars"}), "★★★★☆", true), some(4, ""));
        assert_eq!(said(&nps, "🙂", true), None);
    }

    #[test]
    fn options_and_consents_are_named_or_numbered() {
        let options = json!([{"id": "a", "text": {"en": "By phone"}}, {"id": "b", "text": {"en": "By mail"}}]);
        let single = json!({"kind": "single", "options": options});
        assert_eq!(said(&single, "2", false), Some((json!("b"), String::new())));
        assert_eq!(said(&single, "by PHONE", false), Some((json!("a"), String::new())));
        assert_eq!(said(&single, "3", false), None);
        let consent = json!({"kind": "consent", "purpose": "marketing"});
        assert_eq!(said(&consent, "Yes!", false), Some((json!(true), String::new())));
        assert_eq!(said(&consent, "2", false), Some((json!(false), String::new())));
        assert_eq!(said(&consent, "maybe", false), None);
    }
}
