//! Masking for readers who need not see card numbers, account numbers, e-mail addresses and phone numbers: what a
//! reader's role hides, in texts and in JSON. `text` knows what such numbers look like.

use std::borrow::Cow;

use kernel::json::RawObject;
use serde_json::Value;
use text::{Masked, mask_only};
use web::access::Hidden;

/// A text without what is hidden.
#[must_use]
pub fn mask(text: &str, hidden: Hidden) -> Cow<'_, str> {
    mask_only(text, Masked { cards: hidden.cards, contacts: hidden.contacts })
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
