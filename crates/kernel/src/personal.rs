//! The port of personal data: whoever keeps any can say what they hold of a person, and destroy it.

use std::collections::BTreeMap;
use std::error::Error;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use serde_json::Value;

use crate::{IdentifierNo, Position, SourceNo, Timestamp};

/// An identifier of a person, with the time in which it was theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Part {
    /// The identifier.
    pub identifier: IdentifierNo,
    /// From when, in milliseconds.
    pub from: i64,
    /// Until when, not included.
    pub until: i64,
}

impl Part {
    /// Whether the identifier was never anybody else's.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.from == i64::MIN && self.until == i64::MAX
    }
}

/// Whom to destroy.
pub struct Erased {
    /// What belonged to them.
    pub parts: Vec<Part>,
    /// By what others may name them: the values of their identifiers.
    pub mentions: Mentions,
    /// Their names. Others have the same ones: they say who is meant only where an identifier does too.
    pub names: Mentions,
    /// Whether the day, channel, touchpoint and part of the organisation stay, to be counted.
    pub anonymised: bool,
}

/// What has been kept as long as it may be.
pub struct Expired {
    /// The interactions of which nothing is left in the journal but their place, or their place and where they were.
    pub gone: Gone,
    /// What came in of a source before this.
    pub before: BTreeMap<SourceNo, Timestamp>,
    /// By what those are named of whom nothing may be destroyed.
    pub held: Mentions,
}

/// Places in the journal of which nothing is left: a bit for each place in a frame.
#[derive(Clone, Debug, Default)]
pub struct Gone(BTreeMap<u64, u64>);

impl Gone {
    /// Nothing is left of a place.
    pub fn insert(&mut self, position: Position) {
        *self.0.entry(position.frame()).or_default() |= 1 << position.index();
    }

    /// Whether nothing is left of a place.
    #[must_use]
    pub fn contains(&self, position: Position) -> bool {
        self.0.get(&position.frame()).is_some_and(|places| places & 1 << position.index() != 0)
    }
}

/// What a holder of personal data says when it fails.
pub type HolderError = Box<dyn Error + Send + Sync>;

/// Whoever keeps personal data. Each step is safe to run twice.
pub trait HoldsPersonal: Send + Sync {
    /// What it is called in exports and receipts.
    fn name(&self) -> &'static str;

    /// Whether it shows what it holds by itself, also when its person is hidden: then it is erased at once.
    fn shows_hidden(&self) -> bool {
        false
    }

    /// What it holds of the person who has these parts, as JSON; null where it is nothing.
    ///
    /// # Errors
    /// What kept it from reading.
    fn export(&self, parts: &[Part], mentions: &Mentions) -> Result<Value, HolderError>;

    /// Destroys what belonged to these people and blacks out where others name them. Returns how many rows it changed.
    ///
    /// # Errors
    /// What kept it from finishing: it is called again.
    fn erase(&self, erased: &Erased) -> Result<u64, HolderError>;

    /// Destroys what it holds of interactions that are gone, and what it keeps by itself and has kept long enough.
    /// Returns how many rows it changed.
    ///
    /// # Errors
    /// What kept it from finishing: it is called again.
    fn expire(&self, _: &Expired) -> Result<u64, HolderError> {
        Ok(0)
    }
}

/// Stands where something was blacked out.
pub const BLACKED_OUT: &str = "[erased]";

/// Shorter values are not looked for: they name nobody, and stand in much that is somebody else's.
const SHORTEST: usize = 6;

/// Values by which somebody is named in texts, found in any case and as whole words.
pub struct Mentions(Option<AhoCorasick>);

impl Mentions {
    /// These values. Those that are too short to name anybody are left out.
    ///
    /// # Panics
    /// Never: some thousand short patterns fit.
    #[must_use]
    pub fn new<'a>(values: impl IntoIterator<Item = &'a str>) -> Mentions {
        let values: Vec<&str> = values.into_iter().filter(|value| value.chars().count() >= SHORTEST).collect();
        if values.is_empty() {
            return Mentions(None);
        }
        let mut builder = AhoCorasickBuilder::new();
        builder.ascii_case_insensitive(true).match_kind(aho_corasick::MatchKind::LeftmostLongest);
        Mentions(Some(builder.build(values).expect("identifiers and names are short")))
    }

    /// Whether a text names them.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }

    /// The text with their names blacked out, where it names them.
    #[must_use]
    pub fn black_out(&self, text: &str) -> Option<String> {
        let (mut kept, mut from) = (String::new(), 0);
        for place in self.places(text) {
            kept.push_str(&text[from..place.start]);
            kept.push_str(BLACKED_OUT);
            from = place.end;
        }
        (from > 0).then(|| kept + &text[from..])
    }

    /// Blacks out every text in a JSON value, and every number that is one of the values. Returns whether there was any.
    pub fn black_out_json(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => self.black_out(text).map(|kept| *text = kept).is_some(),
            Value::Number(number) if self.are_in(&number.to_string()) => {
                *value = BLACKED_OUT.into();
                true
            }
            // All of them, not only until the first.
            Value::Array(items) => {
                items.iter_mut().filter_map(|item| self.black_out_json(item).then_some(())).count() > 0
            }
            Value::Object(fields) => {
                fields.values_mut().filter_map(|field| self.black_out_json(field).then_some(())).count() > 0
            }
            Value::Number(_) | Value::Null | Value::Bool(_) => false,
        }
    }

    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
        let alone = move |range: &std::ops::Range<usize>| {
            let before = text[..range.start].chars().next_back();
            let after = text[range.end..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        let found = self.0.iter().flat_map(move |searcher| searcher.find_iter(text));
        found.map(|found| found.range()).filter(move |range| text.is_char_boundary(range.end) && alone(range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_gone_one_by_one() {
        let mut gone = Gone::default();
        let all = [Position::new(3, 0), Position::new(3, 63), Position::new(7, 5)];
        for position in all {
            gone.insert(position);
        }
        assert!(all.into_iter().all(|position| gone.contains(position)));
        let others = [Position::new(3, 1), Position::new(4, 0), Position::new(7, 4)];
        assert!(!others.into_iter().any(|position| gone.contains(position)));
    }

    #[test]
    fn names_are_blacked_out_as_whole_words_in_any_case() {
        let mentions = Mentions::new(["ana@example.com", "Ana Novak", "ab", "123456789"]);
        let said =
            mentions.black_out("ANA NOVAK (Ana@Example.com), ab; jana novakova, 1234567890").expect("she is named");
        assert_eq!(said, "[erased] ([erased]), ab; jana novakova, 1234567890");
        assert!(mentions.black_out("nobody here").is_none() && !Mentions::new(["ab"]).are_in("ab"));
        let mut value = serde_json::json!({"a": ["x", {"who": "Ana Novak"}], "n": 123_456_789, "m": 1});
        assert!(mentions.black_out_json(&mut value));
        assert_eq!(value, serde_json::json!({"a": ["x", {"who": "[erased]"}], "n": "[erased]", "m": 1}));
    }
}
