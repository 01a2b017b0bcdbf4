//! A made-up log of interactions, sorted by person and time, that looks like one: a few ways that many people go, a
//! long tail, sessions of minutes with days between.

use crate::rng::{Rng, mix};

/// How many touchpoints there are; their labels are 1 to 60.
pub(crate) const TOUCHPOINTS: usize = 60;
/// How many channels there are.
const CHANNELS: u32 = 8;
/// 2024-01-01T00:00:00Z in milliseconds, when the first people come.
pub(crate) const BEGIN: i64 = 1_704_067_200_000;
/// In so many parts the probability of a next touchpoint is cut.
const PARTS: usize = 4096;

/// The log in columns.
#[derive(Default)]
pub(crate) struct Log {
    pub(crate) offsets: Vec<u32>,
    pub(crate) time: Vec<i64>,
    pub(crate) position: Vec<u64>,
    pub(crate) touchpoint: Vec<u16>,
    pub(crate) channel: Vec<u16>,
}

impl Log {
    /// So many rows of about a tenth as many people; the same log for the same numbers.
    pub(crate) fn generate(rows: usize, seed: u64) -> Log {
        let chain = Chain::new(seed);
        let mut log = Log { offsets: vec![0], ..Log::default() };
        log.time.reserve(rows);
        let mut person = 0;
        while log.time.len() < rows {
            log.person(&chain, &mut Rng::seeded(mix(seed ^ mix(person))), rows);
            person += 1;
        }
        log.position = (0..rows as u64).map(|row| mix(row) >> 8).collect();
        log
    }

    /// How many people there are.
    pub(crate) fn people(&self) -> usize {
        self.offsets.len() - 1
    }

    fn person(&mut self, chain: &Chain, rng: &mut Rng, rows: usize) {
        let length = lognormal(rng, 10.0 / 1.5, 0.9).clamp(1.0, 200.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 1 to 200")]
        let end = rows.min(self.time.len() + length as usize);
        let mut time = BEGIN + i64::from(rng.below(150 * 86_400)) * 1000 + i64::from(rng.below(1000));
        let mut touchpoint = chain.first(rng);
        while self.time.len() < end {
            self.time.push(time);
            self.touchpoint.push(touchpoint + 1);
            let usual = u32::from(touchpoint) * 7 % CHANNELS;
            let channel = if rng.below(100) < 75 { usual } else { rng.below(CHANNELS) };
            self.channel.push(u16::try_from(channel + 1).expect("there are eight channels"));
            touchpoint = chain.next(rng, touchpoint);
            let seconds =
                if rng.below(100) < 55 { lognormal(rng, 180.0, 1.0) } else { lognormal(rng, 3.0 * 86_400.0, 1.1) };
            #[expect(clippy::cast_possible_truncation, reason = "a gap is far below 2^63 milliseconds")]
            let gap = (seconds * 1000.0) as i64;
            time += gap + 1;
        }
        self.offsets.push(u32::try_from(self.time.len()).expect("a log has fewer than 2^32 rows"));
    }
}

/// A log-normal number with this median (G. E. P. Box and M. E. Muller, 1958).
fn lognormal(rng: &mut Rng, median: f64, deviation: f64) -> f64 {
    let (one, other) = (unit(rng), unit(rng));
    let normal = (-2.0 * (1.0 - one).ln()).sqrt() * (std::f64::consts::TAU * other).cos();
    median * (deviation * normal).exp()
}

/// A number from 0 to below 1.
#[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
fn unit(rng: &mut Rng) -> f64 {
    (rng.next() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Which touchpoint follows which: for each a few natural ones, a skewed background, and one planted way 1-2-3-4-5.
struct Chain {
    /// The first row of the table is where people begin, row `t + 1` where they go from `t`.
    table: Vec<[u8; PARTS]>,
}

impl Chain {
    fn new(seed: u64) -> Chain {
        let mut rng = Rng::seeded(mix(seed));
        let mut places: Vec<usize> = (0..TOUCHPOINTS).collect();
        rng.shuffle(&mut places);
        let mut base = vec![0.0; TOUCHPOINTS];
        for (rank, place) in (1..).zip(&places) {
            base[*place] = 1.0 / f64::powf(f64::from(rank), 1.1);
        }
        let sum: f64 = base.iter().sum();
        for share in &mut base {
            *share /= sum;
        }
        for (share, least) in base.iter_mut().zip([0.12, 0.08, 0.05, 0.035, 0.02, 0.03]) {
            *share = f64::max(*share, least);
        }
        let mut table = vec![quantized(&base)];
        for touchpoint in 0..TOUCHPOINTS {
            let sum: f64 = base.iter().sum();
            let mut next: Vec<f64> = base.iter().map(|share| 0.45 * share / sum).collect();
            let natural: Vec<(usize, f64)> =
                (0..=rng.place(3)).map(|_| (rng.place(TOUCHPOINTS), -(1.0 - unit(&mut rng)).ln())).collect();
            let weights: f64 = natural.iter().map(|(_, weight)| weight).sum();
            for (place, weight) in natural {
                next[place] += 0.55 * weight / weights;
            }
            if touchpoint < 4 {
                for share in &mut next {
                    *share *= 0.65;
                }
                next[touchpoint + 1] += 0.35;
            }
            table.push(quantized(&next));
        }
        Chain { table }
    }

    fn first(&self, rng: &mut Rng) -> u16 {
        u16::from(self.table[0][rng.place(PARTS)])
    }

    fn next(&self, rng: &mut Rng, touchpoint: u16) -> u16 {
        u16::from(self.table[usize::from(touchpoint) + 1][rng.place(PARTS)])
    }
}

/// A table in which each touchpoint stands as often as its share says.
fn quantized(shares: &[f64]) -> [u8; PARTS] {
    let sum: f64 = shares.iter().sum();
    let mut table = [0; PARTS];
    let (mut reached, mut touchpoint) = (shares[0], 0);
    for (place, entry) in (0_i32..).zip(&mut table) {
        let wanted = (f64::from(place) + 0.5) / 4096.0 * sum;
        while reached < wanted && touchpoint + 1 < shares.len() {
            touchpoint += 1;
            reached += shares[touchpoint];
        }
        *entry = u8::try_from(touchpoint).expect("there are sixty touchpoints");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::Log;

    #[test]
    fn a_log_is_sorted_and_the_same_for_a_seed() {
        let log = Log::generate(5_000, 7);
        assert_eq!(log.time.len(), 5_000);
        assert_eq!(usize::try_from(*log.offsets.last().unwrap()).unwrap(), 5_000);
        for ends in log.offsets.windows(2) {
            let line = &log.time[ends[0] as usize..ends[1] as usize];
            assert!(line.windows(2).all(|pair| pair[0] < pair[1]));
        }
        assert_eq!(log.touchpoint, Log::generate(5_000, 7).touchpoint);
        assert_ne!(log.touchpoint, Log::generate(5_000, 8).touchpoint);
    }
}
