//! The simulator's own random numbers: `SplitMix64` (Steele, Lea and Flood 2014), one stream for each subject.

/// A stream of random numbers. Equal seeds, names and numbers give equal streams on every machine.
#[derive(Clone, Debug)]
pub(crate) struct Rng(u64);

impl Rng {
    /// The stream of one subject: what it is for, and the subject's number.
    pub(crate) fn of(seed: u64, purpose: &str, number: u32) -> Rng {
        // FNV-1a keeps the purposes apart; the mixing below spreads neighbouring numbers over the whole state.
        let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let purpose = purpose.bytes().fold(0xcbf2_9ce4_8422_2325, hash);
        Rng(mix(seed ^ mix(purpose ^ mix(u64::from(number)))))
    }

    /// The next 64 random bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// The next 32 random bits.
    fn next_u32(&mut self) -> u32 {
        u32::try_from(self.next() >> 32).expect("the upper half of 64 bits is 32 bits")
    }

    /// A number from 0 to `n - 1`; 0 where `n` is 0.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        let wide = u64::from(self.next_u32()) * u64::from(n);
        u32::try_from(wide >> 32).expect("the product of 32 bits and 32 bits has 64")
    }

    /// A number from `low` to `high`, both included; `low` where the range is empty or wider than 32 bits.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u32::try_from(high - low + 1).unwrap_or(0);
        low + i64::from(self.below(width))
    }

    /// A number from 0 up to, but not including, 1.
    pub(crate) fn unit(&mut self) -> f64 {
        f64::from(self.next_u32()) / 4_294_967_296.0
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// An index below `len`, which must not be 0.
    pub(crate) fn index(&mut self, len: usize) -> usize {
        let len = u32::try_from(len).expect("the simulator's tables are short");
        usize::try_from(self.below(len)).expect("32 bits fit an index")
    }

    /// One of the items, each as likely as the others. The slice must not be empty.
    pub(crate) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.index(items.len())]
    }

    /// One of the items, each as likely as its weight. The slice must not be empty.
    pub(crate) fn weighted<T: Copy>(&mut self, items: &[(u32, T)]) -> T {
        let total = items.iter().map(|(weight, _)| weight).sum();
        let mut left = self.below(total);
        for &(weight, item) in items {
            if left < weight {
                return item;
            }
            left -= weight;
        }
        items[0].1
    }

    /// How often something happened that happens `mean` times on average (Poisson, by Knuth's product).
    pub(crate) fn count(&mut self, mean: f64) -> u32 {
        let limit = (-mean).exp();
        let mut product = self.unit();
        let mut count = 0;
        while product > limit {
            product *= self.unit();
            count += 1;
        }
        count
    }
}

/// `SplitMix64`'s finaliser.
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_differ() {
        let draw = |purpose, number| Rng::of(7, purpose, number).next();
        assert_eq!(draw("life", 3), draw("life", 3));
        assert_ne!(draw("life", 3), draw("life", 4));
        assert_ne!(draw("life", 3), draw("web", 3));
    }

    #[test]
    fn means_are_as_asked() {
        let mut rng = Rng::of(1, "test", 0);
        let total: u32 = (0..20_000).map(|_| rng.count(1.5)).sum();
        assert!((29_000..31_000).contains(&total), "{total} of 30000");
        let yes = (0..20_000).filter(|_| rng.chance(0.3)).count();
        assert!((5_700..6_300).contains(&yes), "{yes} of 6000");
        assert!((0..1000).all(|_| (3..=5).contains(&rng.between(3, 5))));
    }
}
