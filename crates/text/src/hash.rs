//! Hashes of words and phrases, and the table that finds what is known of them.
//!
//! The hash is FNV-1a of 64 bits (Fowler, Noll and Vo; RFC 9923) with a finaliser. Learnt models are stored with such
//! hashes in them, so neither it nor the normal form of a word may change without a new version of the models.

/// Where FNV-1a starts.
const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
/// By what FNV-1a multiplies.
const PRIME: u64 = 0x0000_0100_0000_01b3;
/// An odd number without a pattern (2^64 divided by the golden ratio), for joining and finishing.
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash that takes one byte after the other.
#[derive(Clone, Copy)]
pub(crate) struct Hasher(u64);

impl Hasher {
    pub(crate) const fn new() -> Hasher {
        Hasher(OFFSET)
    }

    #[inline]
    pub(crate) fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
    }

    pub(crate) fn add_char(&mut self, c: char) {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            self.add(byte);
        }
    }

    /// Never zero, which means an empty place in a table.
    #[inline]
    pub(crate) fn finish(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(MIX);
        (mixed ^ (mixed >> 29)).max(1)
    }
}

/// The hash of some bytes.
pub(crate) fn of(bytes: &[u8]) -> u64 {
    let mut hasher = Hasher::new();
    for byte in bytes {
        hasher.add(*byte);
    }
    hasher.finish()
}

/// The hash of a phrase of which `first` was the hash of the beginning and `next` that of the next word.
#[inline]
pub(crate) fn join(first: u64, next: u64) -> u64 {
    let mixed = (first.rotate_left(23) ^ next).wrapping_mul(MIX);
    (mixed ^ (mixed >> 31)).max(1)
}

/// What is known of hashes: open addressing with linear probing, never more than half full, made once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table<V> {
    keys: Vec<u64>,
    values: Vec<V>,
    used: usize,
}

impl<V: Copy + Default> Table<V> {
    /// An empty table with room for so many.
    pub(crate) fn with_room(count: usize) -> Table<V> {
        let places = (count * 2).next_power_of_two().max(2);
        Table { keys: vec![0; places], values: vec![V::default(); places], used: 0 }
    }

    /// Where a hash is, or would be.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        let mask = self.keys.len() - 1;
        #[expect(clippy::cast_possible_truncation, reason = "only the lower bits are used")]
        let mut at = hash as usize & mask;
        while self.keys[at] != hash && self.keys[at] != 0 {
            at = (at + 1) & mask;
        }
        at
    }

    /// What is known of a hash.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> Option<V> {
        let at = self.place(hash);
        (self.keys[at] == hash).then(|| self.values[at])
    }

    /// The value of a hash, made where there was none.
    pub(crate) fn entry(&mut self, hash: u64) -> &mut V {
        if self.keys.len() < (self.used + 1) * 2 {
            self.grow();
        }
        let at = self.place(hash);
        if self.keys[at] == 0 {
            self.keys[at] = hash;
            self.used += 1;
        }
        &mut self.values[at]
    }

    fn grow(&mut self) {
        let mut larger = Table::with_room(self.keys.len());
        for (key, value) in self.keys.iter().zip(&self.values).filter(|(key, _)| **key != 0) {
            let at = larger.place(*key);
            (larger.keys[at], larger.values[at]) = (*key, *value);
        }
        larger.used = self.used;
        *self = larger;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_finds_what_was_put_in_and_nothing_else() {
        let mut table = Table::with_room(1);
        let hash = |number: u32| of(&number.to_le_bytes());
        (0..1000).for_each(|number| *table.entry(hash(number)) = number);
        assert!((0..1000).all(|number| table.get(hash(number)) == Some(number)));
        assert!((1000..2000).all(|number| table.get(hash(number)).is_none()));
    }

    #[test]
    fn the_order_of_words_matters() {
        let (not, good) = (of(b"not"), of(b"good"));
        assert_ne!(join(not, good), join(good, not));
        // Stored models hold hashes: they must stay as they are.
        assert_eq!(not, 15_541_531_000_299_902_763);
    }
}
