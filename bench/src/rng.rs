//! Cheap random numbers: the generator shares the processor with the server, so each must cost a nanosecond or two.

/// `SplitMix64` (Steele, Lea and Flood, 2014). Good enough to draw people and message ids; not for secrets.
pub(crate) struct Rng(u64);

impl Rng {
    /// A stream that no earlier run has drawn.
    pub(crate) fn fresh() -> Rng {
        Rng(rand::random())
    }

    /// The same stream for the same seed.
    pub(crate) fn seeded(seed: u64) -> Rng {
        Rng(seed)
    }

    /// The next 64 random bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number from 0 to `bound - 1`, by the multiply-and-shift of Lemire; the bias is far below what a load can show.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let high = (u64::from(bound) * (self.next() >> 32)) >> 32;
        u32::try_from(high).expect("the product of two 32-bit numbers shifted by 32 has 32 bits")
    }

    /// A place in a list of this length.
    pub(crate) fn place(&mut self, length: usize) -> usize {
        self.below(u32::try_from(length).expect("the lists that are drawn from are short")) as usize
    }

    /// One of the choices.
    pub(crate) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.place(choices.len())]
    }

    /// Puts the items into random order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.place(last + 1));
        }
    }
}

/// The finaliser: any two different inputs give different outputs.
pub(crate) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::Rng;

    #[test]
    fn below_stays_below_and_reaches_all() {
        let mut rng = Rng::seeded(7);
        let mut seen = [false; 10];
        for _ in 0..1_000 {
            seen[rng.below(10) as usize] = true;
        }
        assert_eq!(seen, [true; 10]);
    }

    #[test]
    fn a_seed_names_its_stream() {
        assert_eq!(Rng::seeded(1).next(), Rng::seeded(1).next());
        assert_ne!(Rng::seeded(1).next(), Rng::seeded(2).next());
    }
}
