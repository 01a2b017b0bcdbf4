//! Numbers that look like chance and are the same on every machine, for resampling.

/// `SplitMix64` (G. L. Steele, D. Lea and C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014).
#[derive(Clone, Debug)]
pub struct Chance(u64);

/// By how much the state moves on: the golden ratio in 64 bits.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Chance {
    /// A stream of numbers; equal seeds give equal streams, and neighbouring ones have nothing to do with each other.
    #[must_use]
    pub fn new(seed: u64) -> Chance {
        Chance(mix(seed.wrapping_add(STEP)))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A number below `count`, which is at least 1 and below 2^32.
    pub fn below(&mut self, count: usize) -> usize {
        let wide = (self.bits() >> 32) * count as u64;
        usize::try_from(wide >> 32).expect("it is below a number of that size")
    }

    /// A number from 0 to below 1.
    pub fn unit(&mut self) -> f64 {
        super::real(self.bits() >> 11) / super::real(1 << 53)
    }

    /// A number of the standard normal distribution (G. E. P. Box and M. E. Muller, A note on the generation of random
    /// normal deviates, Annals of Mathematical Statistics 29, 1958).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Brings items into an order that is any with equal probability (R. Durstenfeld, Communications of the ACM 7, 1964).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn numbers_are_spread_as_they_should_be_and_come_again() {
        let (mut one, mut again) = (Chance::new(7), Chance::new(7));
        assert!((0..100).all(|_| one.bits() == again.bits()));
        let mut counts = [0_u32; 5];
        (0..50_000).for_each(|_| counts[one.below(5)] += 1);
        assert!(counts.iter().all(|count| count.abs_diff(10_000) < 400), "{counts:?}");
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..50_000 {
            let number = one.normal();
            (sum, squares) = (sum + number, squares + number * number);
        }
        assert!((sum / 50_000.0).abs() < 0.02 && (squares / 50_000.0 - 1.0).abs() < 0.03, "{sum} {squares}");
        let mut items: Vec<u32> = (0..50).collect();
        one.shuffle(&mut items);
        assert!(!items.is_sorted());
        items.sort_unstable();
        assert!(items.into_iter().eq(0..50));
    }
}
