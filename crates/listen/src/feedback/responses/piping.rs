//! Texts with what is known in them: `{fact.delivery_day|your delivery}`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::model::Answers;

/// What a text may speak of.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// The person's facts by name, as JSON text.
    pub(super) facts: BTreeMap<String, String>,
    /// What the invitation is about: ids by kind.
    pub(super) about: BTreeMap<String, String>,
}

/// A text with the parts in braces replaced by what is known, else by what is behind the bar.
pub(super) fn piped(text: &str, known: &Known, answers: &Answers) -> String {
    let mut piped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        piped.push_str(before);
        let Some((inner, after)) = behind.split_once('}') else {
            piped.push('{');
            rest = behind;
            continue;
        };
        let (name, fallback) = inner.split_once('|').unwrap_or((inner, ""));
        match value(name.trim(), known, answers) {
            Ok(value) => piped.push_str(value.as_deref().unwrap_or(fallback)),
            // Braces that are none of ours stay.
            Err(()) => piped.extend(["{", inner, "}"]),
        }
        rest = after;
    }
    piped.push_str(rest);
    piped
}

fn value(name: &str, known: &Known, answers: &Answers) -> Result<Option<String>, ()> {
    let (of, name) = name.split_once('.').ok_or(())?;
    match of {
        "fact" => Ok(known.facts.get(name).and_then(|json| shown(&serde_json::from_str(json).ok()?))),
        "about" => Ok(known.about.get(name).cloned()),
        "answer" => Ok(answers.get(name).and_then(shown)),
        _ => Err(()),
    }
}

fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(written) => written.get("other").and_then(shown),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_known_stands_in_its_place_and_else_what_is_behind_the_bar() {
        let facts =
            BTreeMap::from([("day".to_owned(), "\"Tuesday\"".to_owned()), ("odd".to_owned(), "[1]".to_owned())]);
        let known = Known { facts, about: BTreeMap::from([("order".to_owned(), "HO-7".to_owned())]) };
        let answers = Answers::from([("score".to_owned(), json!(0))]);
        let of = |text: &str| piped(text, &known, &answers);
        assert_eq!(of("Your delivery on {fact.day|that day}"), "Your delivery on Tuesday");
        assert_eq!(of("{fact.city|your town}, {fact.odd|it}"), "your town, it");
        assert_eq!(of("Order {about.order|of yours}: {answer.score}"), "Order HO-7: 0");
        assert_eq!(of("{a} {fact.day} {b.c} {"), "{a} Tuesday {b.c} {");
    }
}
