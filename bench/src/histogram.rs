//! A histogram of latencies in microseconds with buckets that grow with the value: at most 1.6 % off, 19 KB in size.

use std::time::Duration;

/// Buckets an octave, as a power of two.
const BITS: u32 = 6;
const BUCKETS: usize = 2_400;

/// Counts of latencies.
#[derive(Clone)]
pub(crate) struct Histogram {
    counts: Vec<u64>,
    total: u64,
    max: u64,
}

/// The latencies that are reported, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Quantiles {
    pub(crate) count: u64,
    pub(crate) p50: f64,
    pub(crate) p95: f64,
    pub(crate) p99: f64,
    pub(crate) max: f64,
}

impl Histogram {
    /// An empty histogram.
    pub(crate) fn new() -> Histogram {
        Histogram { counts: vec![0; BUCKETS], total: 0, max: 0 }
    }

    /// Counts one latency.
    pub(crate) fn add(&mut self, latency: Duration) {
        let micros = u64::try_from(latency.as_micros()).unwrap_or(u64::MAX);
        self.counts[bucket(micros).min(BUCKETS - 1)] += 1;
        self.total += 1;
        self.max = self.max.max(micros);
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.counts.fill(0);
        (self.total, self.max) = (0, 0);
    }

    /// The quantiles of what was counted.
    pub(crate) fn quantiles(&self) -> Quantiles {
        Quantiles {
            count: self.total,
            p50: self.quantile(50),
            p95: self.quantile(95),
            p99: self.quantile(99),
            max: millis(self.max),
        }
    }

    /// The upper end, in milliseconds, of the bucket in which `percent` of the counts are reached.
    fn quantile(&self, percent: u64) -> f64 {
        let wanted = (self.total * percent).div_ceil(100);
        let mut seen = 0;
        for (index, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted && seen > 0 {
                return millis(upper_end(index).min(self.max));
            }
        }
        0.0
    }
}

fn bucket(micros: u64) -> usize {
    let octave = (64 - micros.leading_zeros()).saturating_sub(BITS + 1);
    let within = micros >> octave;
    usize::try_from(u64::from(octave) * (1 << BITS) + within).expect("the index is below 64 octaves of 64 buckets")
}

fn upper_end(index: usize) -> u64 {
    let octave = (index >> BITS).saturating_sub(1);
    let within = (index - (octave << BITS)) as u64;
    ((within + 1) << octave) - 1
}

#[expect(clippy::cast_precision_loss, reason = "a latency of 2^52 microseconds is 142 years")]
fn millis(micros: u64) -> f64 {
    micros as f64 / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::{Histogram, bucket, upper_end};
    use std::time::Duration;

    #[test]
    fn every_value_lies_in_its_bucket() {
        for value in (0..20_000).chain([1 << 20, (1 << 20) + 1, u64::from(u32::MAX)]) {
            let index = bucket(value);
            assert!(upper_end(index) >= value, "{value}");
            assert!(index == 0 || upper_end(index - 1) < value, "{value}");
            assert!(upper_end(index) - value <= value / 64 + 1, "{value}");
        }
    }

    #[test]
    fn quantiles_of_a_thousand() {
        let mut histogram = Histogram::new();
        for millis in 1..=1_000 {
            histogram.add(Duration::from_millis(millis));
        }
        let found = histogram.quantiles();
        assert!((found.p50 - 500.0).abs() < 8.0 && (found.p99 - 990.0).abs() < 16.0, "{found:?}");
        assert!((found.max - 1_000.0).abs() < 1e-9 && found.count == 1_000);
    }

    #[test]
    fn an_empty_one_has_nothing() {
        assert!(Histogram::new().quantiles().p99.abs() < 1e-9);
    }
}
