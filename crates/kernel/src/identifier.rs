//! Identifiers: a namespace and a value, and the dense number that stands for them inside.

use serde::{Deserialize, Serialize};

/// A namespace and a value as it arrives or is shown, such as `email` and `ana@example.com`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identifier {
    /// What kind of identifier this is: `email`, `phone`, `user_id`, `anonymous_id`, ...
    pub namespace: String,
    /// The value, in the namespace's normal form once intake has seen it.
    pub value: String,
}

impl Identifier {
    /// An identifier of its two parts.
    pub fn new(namespace: impl Into<String>, value: impl Into<String>) -> Identifier {
        Identifier { namespace: namespace.into(), value: value.into() }
    }

    /// Reads `namespace:value`; the value may hold further colons.
    #[must_use]
    pub fn parse(text: &str) -> Option<Identifier> {
        let (namespace, value) = text.split_once(':')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let valid = !namespace.is_empty() && namespace.chars().all(plain) && !value.trim().is_empty();
        valid.then(|| Identifier::new(namespace, value))
    }
}

impl std::fmt::Display for Identifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.namespace, self.value)
    }
}

/// The dense number of an identifier: 0 for the first one a store ever saw, then 1, 2, ...
///
/// A person is the smallest number of its component, so this is the only form in which people are referred to inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IdentifierNo(pub u32);

/// Two identifiers that were seen together or joined, the smaller number first. It names a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pair(IdentifierNo, IdentifierNo);

impl Pair {
    /// The pair of two different identifiers, in either order.
    #[must_use]
    pub fn new(a: IdentifierNo, b: IdentifierNo) -> Pair {
        if a <= b { Pair(a, b) } else { Pair(b, a) }
    }

    /// The end with the smaller number.
    #[must_use]
    pub fn low(self) -> IdentifierNo {
        self.0
    }

    /// The end with the larger number.
    #[must_use]
    pub fn high(self) -> IdentifierNo {
        self.1
    }

    /// Both numbers in one, the smaller in the upper half.
    #[must_use]
    pub fn packed(self) -> u64 {
        u64::from(self.0.0) << 32 | u64::from(self.1.0)
    }

    /// The pair that [`Pair::packed`] made.
    #[must_use]
    pub fn unpack(packed: u64) -> Pair {
        let low = u32::try_from(packed >> 32).expect("the upper half of 64 bits is 32 bits");
        let high = u32::try_from(packed & u64::from(u32::MAX)).expect("the lower half of 64 bits is 32 bits");
        Pair::new(IdentifierNo(low), IdentifierNo(high))
    }
}
