//! JSON objects that are carried as text, so that intake need not build what it only passes on.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A JSON object as text. Empty text stands for `{}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawObject(String);

impl RawObject {
    /// Wraps text that is known to be a JSON object.
    #[must_use]
    pub fn from_valid(text: String) -> RawObject {
        if text == "{}" { RawObject::default() } else { RawObject(text) }
    }

    /// The object's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        if self.0.is_empty() { "{}" } else { &self.0 }
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The object as a value.
    #[must_use]
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(self.as_str()).unwrap_or_default()
    }
}

impl Serialize for RawObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let raw: &RawValue = serde_json::from_str(self.as_str()).map_err(serde::ser::Error::custom)?;
            raw.serialize(serializer)
        } else {
            serializer.serialize_str(&self.0)
        }
    }
}

impl<'de> Deserialize<'de> for RawObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let raw = Box::<RawValue>::deserialize(deserializer)?;
            if !raw.get().starts_with('{') {
                return Err(serde::de::Error::custom("expected a JSON object"));
            }
            Ok(RawObject::from_valid(String::from(Box::<str>::from(raw))))
        } else {
            String::deserialize(deserializer).map(RawObject)
        }
    }
}
