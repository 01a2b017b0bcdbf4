//! A text that senders also write as a number or a truth value.

use std::borrow::Cow;
use std::collections::BTreeMap;

use kernel::{Identifier, Timestamp};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// A text, or a number or truth value as text; null is empty.
#[derive(Clone, Debug)]
pub(super) struct Loose<'a>(Cow<'a, str>);

impl Loose<'_> {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The moment that it means: RFC 3339, or a Unix time in seconds (up to eleven digits) or milliseconds.
    pub(super) fn time(&self) -> Option<Timestamp> {
        read_time(&self.0)
    }
}

/// The fields of an object that is not stored, each by itself, so that one that cannot be read hides no other.
#[derive(Default)]
pub(super) struct Fields<'a>(BTreeMap<String, &'a RawValue>);

impl<'a> Fields<'a> {
    /// The fields of a text; none where it is no object.
    pub(super) fn of(raw: &'a str) -> Fields<'a> {
        serde_json::from_str(raw).map(Fields).unwrap_or_default()
    }

    /// A field as it is; null where it is not there, or cannot be read.
    pub(super) fn value(&self, name: &str) -> Value {
        self.0.get(name).and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default()
    }

    /// The fields of a field.
    pub(super) fn fields(&self, name: &str) -> Fields<'a> {
        self.0.get(name).map(|raw| Fields::of(raw.get())).unwrap_or_default()
    }
}

/// An identifier in what is not stored; nothing where its value is neither a text nor a number.
pub(super) fn identifier(namespace: &str, value: &Value) -> Option<Identifier> {
    let value = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(Identifier::new(namespace, value))
}

/// The moment that a text means: RFC 3339, or a Unix time in seconds (up to eleven digits) or milliseconds.
pub(crate) fn read_time(text: &str) -> Option<Timestamp> {
    if let Ok(number) = text.parse::<i64>() {
        return Some(if number.unsigned_abs() < 100_000_000_000 {
            Timestamp(number * 1000)
        } else {
            Timestamp(number)
        });
    }
    Timestamp::parse(text).ok()
}

impl<'de: 'a, 'a> Deserialize<'de> for Loose<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LooseVisitor;

        impl<'de> Visitor<'de> for LooseVisitor {
            type Value = Loose<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text or a number")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Loose<'de>, E> {
                Ok(Loose(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Loose<'de>, E> {
                Ok(Loose(Cow::Owned(text.to_owned())))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Loose<'de>, E> {
                Ok(Loose(Cow::Owned(number.to_string())))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Loose<'de>, E> {
                Ok(Loose(Cow::Owned(number.to_string())))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Loose<'de>, E> {
                Ok(Loose(Cow::Owned(number.to_string())))
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Loose<'de>, E> {
                Ok(Loose(Cow::Owned(value.to_string())))
            }

            fn visit_unit<E: Error>(self) -> Result<Loose<'de>, E> {
                Ok(Loose(Cow::Borrowed("")))
            }
        }

        deserializer.deserialize_any(LooseVisitor)
    }
}
