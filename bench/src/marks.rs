//! How far a measurement had come at which time: what the curve of the rate over the size is drawn from.

use std::time::{Duration, Instant};

/// The shortest time between two marks.
const APART: Duration = Duration::from_millis(50);

/// Numbers of events with the seconds at which they were reached.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks(Vec<(f64, u64)>);

/// The rate at which a store grew from one size to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) from: u64,
    pub(crate) to: u64,
    /// Events a second.
    pub(crate) rate: f64,
}

impl Marks {
    /// Notes how many events were through by now, unless the last mark is fresh.
    pub(crate) fn note(&mut self, start: Instant, events: u64) {
        let now = start.elapsed();
        let last = self.0.last().map_or(0.0, |&(seconds, _)| seconds);
        if now.as_secs_f64() - last >= APART.as_secs_f64() {
            self.0.push((now.as_secs_f64(), events));
        }
    }

    /// Notes where the measurement ended.
    pub(crate) fn end(&mut self, seconds: f64, events: u64) {
        self.0.push((seconds, events));
    }

    /// The rates between the sizes 10,000, 30,000, 100,000, ... as far as they were reached.
    pub(crate) fn curve(&self) -> Vec<Stretch> {
        let sizes = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 30_000_000];
        let reached = sizes.map(|size| Some((size, self.time_of(size)?)));
        let reached: Vec<(u64, f64)> = reached.into_iter().flatten().collect();
        let stretch = |pair: &[(u64, f64)]| Stretch { from: pair[0].0, to: pair[1].0, rate: rate(pair[0], pair[1]) };
        reached.windows(2).map(stretch).collect()
    }

    /// When so many events were reached, between two marks along the straight line.
    fn time_of(&self, events: u64) -> Option<f64> {
        let after = self.0.iter().position(|&(_, reached)| reached >= events)?;
        let (end, reached) = self.0[after];
        let (begin, had) = if after == 0 { (0.0, 0) } else { self.0[after - 1] };
        let share = per(events - had, reached - had);
        Some(begin + (end - begin) * share)
    }
}

fn rate(from: (u64, f64), to: (u64, f64)) -> f64 {
    as_f64(to.0 - from.0) / (to.1 - from.1).max(1e-9)
}

fn per(part: u64, whole: u64) -> f64 {
    as_f64(part) / as_f64(whole.max(1))
}

/// A count as a number to calculate with.
#[expect(clippy::cast_precision_loss, reason = "counts of events and bytes stay far below 2^52")]
pub(crate) fn as_f64(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn the_curve_has_the_rates_between_the_sizes() {
        let marks = Marks(vec![(1.0, 10_000), (2.0, 20_000), (4.0, 60_000), (5.0, 100_000)]);
        let curve = marks.curve();
        assert_eq!(curve.len(), 2);
        assert_eq!((curve[0].from, curve[0].to), (10_000, 30_000));
        assert!((curve[0].rate - 20_000.0 / 1.5).abs() < 1e-6);
        assert!((curve[1].rate - 70_000.0 / 2.5).abs() < 1e-6);
    }
}
