//! Masking: card numbers, e-mail addresses and phone numbers inside texts, for readers who need not see them.

use std::borrow::Cow;
use std::sync::LazyLock;

use kernel::json::RawObject;
use regex::{Captures, Regex};
use serde_json::Value;
use web::access::Hidden;

/// Thirteen to nineteen digits, alone or in groups.
static CARD: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b\d(?:[ -]?\d){12,18}\b"));
static E_MAIL: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+"));
/// With a plus or a leading zero, and eight to fifteen digits in all.
static PHONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:\+|\(0|\b0)(?:[ ./()-]{0,2}\d){7,15}\b"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is written here, and a test uses it")
}

/// A text without what is hidden.
#[must_use]
pub fn mask(text: &str, hidden: Hidden) -> Cow<'_, str> {
    let mut masked = Cow::Borrowed(text);
    if hidden.cards && CARD.is_match(&masked) {
        masked = Cow::Owned(CARD.replace_all(&masked, card).into_owned());
    }
    if hidden.contacts {
        for (pattern, instead) in [(&E_MAIL, "[e-mail]"), (&PHONE, "[phone]")] {
            if pattern.is_match(&masked) {
                masked = Cow::Owned(pattern.replace_all(&masked, instead).into_owned());
            }
        }
    }
    masked
}

/// The number of a card as its last four digits; any other number as it is.
fn card(found: &Captures<'_>) -> String {
    let digits: Vec<u32> = found[0].chars().filter_map(|c| c.to_digit(10)).collect();
    if !is_card(&digits) {
        return found[0].to_owned();
    }
    let last: String = digits[digits.len() - 4..].iter().map(ToString::to_string).collect();
    format!("[card … {last}]")
}

/// Whether digits are those of a payment card: ISO/IEC 7812-1's check digit (Luhn), and not all the same.
fn is_card(digits: &[u32]) -> bool {
    let doubled = |(place, digit): (usize, &u32)| match (place % 2, digit * 2) {
        (0, _) => *digit,
        (_, twice) if twice > 9 => twice - 9,
        (_, twice) => twice,
    };
    let sum: u32 = digits.iter().rev().enumerate().map(doubled).sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != digits[0])
}

/// A JSON object without what is hidden in its texts, and in numbers that are those of cards.
#[must_use]
pub fn mask_object(object: RawObject, hidden: Hidden) -> RawObject {
    if matches!(mask(object.as_str(), hidden), Cow::Borrowed(_)) {
        return object;
    }
    let mut value = object.to_value();
    mask_value(&mut value, hidden);
    RawObject::from_valid(value.to_string())
}

fn mask_value(value: &mut Value, hidden: Hidden) {
    match value {
        Value::String(text) => {
            if let Cow::Owned(masked) = mask(text, hidden) {
                *text = masked;
            }
        }
        Value::Number(number) => {
            if let Cow::Owned(masked) = mask(&number.to_string(), Hidden { contacts: false, ..hidden }) {
                *value = Value::String(masked);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mask_value(item, hidden)),
        Value::Object(fields) => fields.values_mut().for_each(|field| mask_value(field, hidden)),
        Value::Null | Value::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Hidden = Hidden { cards: true, contacts: true };

    #[test]
    fn cards_mails_and_phones_go_and_other_numbers_stay() {
        let said =
            "Card 4111 1111 1111 1111, mail ana.o'neill+x@mail.example.co.uk, call +44 20 7946 0018 or 020 7946 0018.";
        assert_eq!(mask(said, ALL), "Card [card … 1111], mail [e-mail], call [phone] or [phone].");
        let only_cards = Hidden { cards: true, contacts: false };
        assert_eq!(mask("5500-0000-0000-0004 ana@example.com", only_cards), "[card … 0004] ana@example.com");
        for stays in
            ["order 1234567890123456", "on 2026-03-01 at 10:00", "12 of 100", "0000000000000000 zeros", "v1.2.3"]
        {
            assert_eq!(mask(stays, only_cards), stays);
        }
        for stays in ["order 12345678", "on 2026-03-01 at 10:00:00", "paid 120.50", "a @ b"] {
            assert_eq!(mask(stays, ALL), stays);
        }
    }

    #[test]
    fn objects_stay_objects() {
        let object = RawObject::from_valid(
            r#"{"a":{"mail":"x@y.example"},"n":4111111111111111,"m":[7,"+442079460018"]}"#.to_owned(),
        );
        let masked = mask_object(object, ALL).to_value();
        let expected = serde_json::json!({"a": {"mail": "[e-mail]"}, "n": "[card … 1111]", "m": [7, "[phone]"]});
        assert_eq!(masked, expected);
        let nothing = RawObject::from_valid(r#"{"a": 1}"#.to_owned());
        assert_eq!(mask_object(nothing.clone(), ALL), nothing);
    }
}
