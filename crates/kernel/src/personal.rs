//! The port of personal data: whoever keeps any can say what they hold of a person, and destroy it.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::Value;

use crate::{IdentifierNo, Mentions, Position, SourceNo, Timestamp};

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
    /// Their names. Others have the same ones: in what was said they say who is meant only where an identifier does too.
    pub names: Mentions,
    /// By what places of their own may be named after them: their names, and those in their addresses.
    pub own: Mentions,
    /// Whether the day, channel, touchpoint and part of the organisation stay, to be counted.
    pub anonymised: bool,
    /// Of whom nothing may be changed meanwhile.
    pub held: Held,
}

/// People under a legal hold: what is theirs stays as it is, also where it names somebody who is erased. How much did is
/// counted, because the erasure is not at its end before it is gone too.
pub struct Held {
    times: BTreeMap<IdentifierNo, Vec<(i64, i64)>>,
    mentions: Mentions,
    kept: AtomicU64,
}

impl Held {
    /// The people who have these parts, and by what they are named.
    #[must_use]
    pub fn new(parts: &[Part], mentions: Mentions) -> Held {
        let mut times: BTreeMap<IdentifierNo, Vec<(i64, i64)>> = BTreeMap::new();
        for part in parts {
            times.entry(part.identifier).or_default().push((part.from, part.until));
        }
        Held { times, mentions, kept: AtomicU64::new(0) }
    }

    /// Whether an identifier was theirs at a time.
    #[must_use]
    pub fn owns(&self, identifier: IdentifierNo, at: Timestamp) -> bool {
        self.times
            .get(&identifier)
            .is_some_and(|times| times.iter().any(|(from, until)| (*from..*until).contains(&at.0)))
    }

    /// By what they are named.
    #[must_use]
    pub fn mentions(&self) -> &Mentions {
        &self.mentions
    }

    /// A row of theirs stays, although it names somebody who is erased.
    pub fn keep(&self) {
        self.kept.fetch_add(1, Ordering::Relaxed);
    }

    /// How many rows of theirs stayed.
    #[must_use]
    pub fn kept(&self) -> u64 {
        self.kept.load(Ordering::Relaxed)
    }
}

impl Erased {
    /// A text of others without them, where it names them: their names go where one of their identifiers does.
    #[must_use]
    pub fn black_out_text(&self, text: &str) -> Option<String> {
        let left = self.mentions.black_out(text)?;
        Some(self.names.black_out(&left).unwrap_or(left))
    }

    /// A place (touchpoint, channel, part of the organisation) without them, where it is named after them: nobody else's
    /// full name is that of a page.
    #[must_use]
    pub fn black_out_place(&self, place: &str) -> Option<String> {
        let left = self.mentions.black_out_token(place);
        let named = self.names.black_out(left.as_deref().unwrap_or(place));
        named.or(left)
    }

    /// The same for a place of their own, which may be named after their address alone.
    #[must_use]
    pub fn black_out_own_place(&self, place: &str) -> Option<String> {
        let left = self.black_out_place(place);
        self.own.black_out(left.as_deref().unwrap_or(place)).or(left)
    }
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
}
