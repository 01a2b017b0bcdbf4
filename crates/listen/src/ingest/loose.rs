//! A text that senders also write as a number or a truth value.

use std::borrow::Cow;

use kernel::Timestamp;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

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
