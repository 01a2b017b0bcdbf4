//! Message keys: the keyed hash by which a message that was seen before is known for ever.

use std::hash::Hasher as _;

use siphasher::sip128::{Hasher128, SipHasher24};

/// 128 bits that stand for a source and a message id. Without the store's secret nothing can be told from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageKey(pub [u8; 16]);

/// Makes keyed 128-bit hashes (SipHash-2-4-128) with a secret of the store.
#[derive(Clone)]
pub struct KeyHasher {
    secret: [u8; 16],
}

impl KeyHasher {
    /// A hasher with the store's secret.
    #[must_use]
    pub fn new(secret: [u8; 16]) -> KeyHasher {
        KeyHasher { secret }
    }

    /// The hash of several parts; where one ends and the next begins matters.
    #[must_use]
    pub fn hash(&self, domain: u8, parts: &[&[u8]]) -> [u8; 16] {
        let mut hasher = SipHasher24::new_with_key(&self.secret);
        hasher.write_u8(domain);
        for part in parts {
            hasher.write_u64(part.len() as u64);
            hasher.write(part);
        }
        hasher.finish128().as_bytes()
    }

    /// The key of a message id of a source.
    #[must_use]
    pub fn message(&self, source: &str, message_id: &[u8]) -> MessageKey {
        MessageKey(self.hash(1, &[source.as_bytes(), message_id]))
    }

    /// The key of an identifier: for looking it up, and for remembering a consent without its value.
    #[must_use]
    pub fn identifier(&self, namespace: &str, value: &str) -> [u8; 16] {
        self.hash(2, &[namespace.as_bytes(), value.as_bytes()])
    }

    /// The number that stands for a subject: half of its hash, so that it is the same whenever indexes are made anew.
    #[must_use]
    pub fn subject(&self, kind: &str, id: &str) -> u64 {
        let hash = self.hash(3, &[kind.as_bytes(), id.as_bytes()]);
        u64::from_be_bytes(hash[..8].try_into().expect("half of 16 bytes is 8 bytes"))
    }

    /// Where the key of an identifier stands in a drawing of lots: 0 to below 1, evenly, and the same whenever it is asked.
    /// Drawings of other names are independent of it.
    #[must_use]
    pub fn lot(&self, drawing: &str, identifier: &[u8; 16]) -> f64 {
        let hash = self.hash(4, &[drawing.as_bytes(), identifier]);
        let first = u32::from_be_bytes(hash[..4].try_into().expect("four of 16 bytes"));
        f64::from(first) / 2_f64.powi(32)
    }
}
