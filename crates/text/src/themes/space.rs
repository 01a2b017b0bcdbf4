//! Words as points: those that stand with the same words lie near each other, and a text is where its words are.
//!
//! How much more often two words stand within a few words of each other than chance would have it (positive pointwise
//! mutual information, with frequent words smoothed: Levy, Goldberg and Dagan, 2015) is a symmetric matrix; its largest
//! eigenvectors, each by the root of its value, are the points (found by subspace iteration: Halko, Martinsson and Tropp,
//! 2011). A text is the sum of its words by rarity, without what all texts have in common (Arora, Liang and Ma, 2017).

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::linear::{Block, Sparse, dot, eigen};
use super::{FEWEST_PEOPLE, ThemesError, Written, real, words};
use crate::tokens::Tokens;

/// How many numbers a point has.
pub(super) const DIMENSIONS: usize = 100;
/// Directions that are tried beyond those that are kept, and how often.
const SPARE: usize = 16;
const ROUNDS: usize = 4;
/// Words stand together when there are no more than so many between them.
const WINDOW: usize = 20;
/// How much of a word's frequency counts as chance.
const SMOOTHED: f32 = 0.875;
/// More words are not known; the rarest are left out.
const WORDS: usize = 20_000;

/// Where a text is: of length 1.
pub(super) type Point = [f32; DIMENSIONS];

/// Where words are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Space {
    /// The hashes of words, ascending.
    hashes: Vec<u64>,
    /// How rare each is (the logarithm of how many texts there are for one with it), and what its numbers are counted in.
    rarity: Vec<f32>,
    unit: Vec<f32>,
    /// The points of words, one after the other, as whole numbers.
    points: Vec<i8>,
    /// The direction in which all texts lie.
    common: Vec<f32>,
}

/// What is known of a word.
#[derive(Default)]
struct Known {
    texts: u32,
    people: u32,
    last: Option<u64>,
}

impl Space {
    /// The space of texts that are sorted by who wrote them.
    pub(super) fn of(
        texts: &[Written<'_>],
        watch: &dyn Fn(f32) -> Result<(), ThemesError>,
    ) -> Result<Space, ThemesError> {
        let read: Vec<Vec<u64>> =
            texts.iter().map(|one| words(&Tokens::of(one.text)).map(|token| token.hash).collect()).collect();
        watch(0.2)?;
        let (hashes, rarity) = vocabulary(texts, &read);
        let number = |hash: &u64| hashes.binary_search(hash).ok();
        let read: Vec<Vec<u32>> = read
            .iter()
            .map(|text| text.iter().filter_map(number).map(|number| u32::try_from(number).expect("few")).collect())
            .collect();
        let points = points(&together(&read, hashes.len()), watch)?;
        let (mut units, mut small) = (Vec::with_capacity(hashes.len()), Vec::with_capacity(points.len() * DIMENSIONS));
        for point in &points {
            let unit = point.iter().fold(0.0_f32, |most, one| most.max(one.abs())).max(f32::MIN_POSITIVE) / 127.0;
            #[expect(clippy::cast_possible_truncation, reason = "no number is beyond 127 of its units")]
            small.extend(point.iter().map(|one| (one / unit).round() as i8));
            units.push(unit);
        }
        let mut space = Space { hashes, rarity, unit: units, points: small, common: vec![0.0; DIMENSIONS] };
        space.common = space.common_of(&read);
        Ok(space)
    }

    /// Where a text is; nothing where none of its words is known.
    pub(super) fn place(&self, text: &str) -> Option<Point> {
        let tokens = Tokens::of(text);
        let numbers = words(&tokens).filter_map(|token| self.hashes.binary_search(&token.hash).ok());
        let mut numbers: Vec<usize> = numbers.collect();
        let mut point = self.sum(&mut numbers)?;
        let along = dot(&point, &self.common);
        point.iter_mut().zip(&self.common).for_each(|(one, common)| *one -= along * common);
        unit(&point)
    }

    /// The sum of words, of length 1.
    fn sum(&self, numbers: &mut [usize]) -> Option<Point> {
        numbers.sort_unstable();
        let mut point = [0.0; DIMENSIONS];
        for same in numbers.chunk_by(|one, other| one == other) {
            let word = same[0];
            let weight = self.unit[word] * self.rarity[word] * (1.0 + real(same.len()).ln());
            let own = &self.points[word * DIMENSIONS..(word + 1) * DIMENSIONS];
            point.iter_mut().zip(own).for_each(|(sum, one)| *sum += weight * f32::from(*one));
        }
        unit(&point)
    }

    /// The direction in which texts lie together: the first singular vector of their points, by powers.
    fn common_of(&self, read: &[Vec<u32>]) -> Vec<f32> {
        let sum = |text: &Vec<u32>| self.sum(&mut text.iter().map(|word| *word as usize).collect::<Vec<_>>());
        let all: Vec<Point> = read.iter().filter_map(sum).collect();
        let mut common = vec![1.0 / real(DIMENSIONS).sqrt(); DIMENSIONS];
        for _ in 0..20 {
            let mut next = vec![0.0_f32; DIMENSIONS];
            for point in &all {
                let along = dot(point, &common);
                next.iter_mut().zip(point).for_each(|(sum, one)| *sum += along * one);
            }
            let length = dot(&next, &next).sqrt();
            if length <= f32::MIN_POSITIVE {
                return vec![0.0; DIMENSIONS];
            }
            common = next.into_iter().map(|one| one / length).collect();
        }
        common
    }
}

/// A point made of length 1; nothing where it has none.
pub(super) fn unit(point: &Point) -> Option<Point> {
    let length = dot(point, point).sqrt();
    if length < 1e-6 {
        return None;
    }
    Some(point.map(|one| one / length))
}

/// The words that several people write, ascending, and how rare each is.
fn vocabulary(texts: &[Written<'_>], read: &[Vec<u64>]) -> (Vec<u64>, Vec<f32>) {
    let mut known: HashMap<u64, Known> = HashMap::new();
    for (one, text) in texts.iter().zip(read) {
        let mut own = text.clone();
        own.sort_unstable();
        own.dedup();
        for hash in own {
            let word = known.entry(hash).or_default();
            word.texts += 1;
            if word.last != Some(one.who) {
                (word.people, word.last) = (word.people + 1, Some(one.who));
            }
        }
    }
    let mut kept: Vec<(u32, u64)> =
        known.iter().filter(|(_, word)| word.people >= FEWEST_PEOPLE).map(|(hash, word)| (word.texts, *hash)).collect();
    kept.sort_unstable_by(|one, other| other.cmp(one));
    kept.truncate(WORDS);
    kept.sort_unstable_by_key(|(_, hash)| *hash);
    let rarity = kept.iter().map(|(many, _)| (real(texts.len()) / real(*many as usize)).ln());
    (kept.iter().map(|(_, hash)| *hash).collect(), rarity.collect())
}

/// How much more often words stand together than by chance, where it is more.
fn together(read: &[Vec<u32>], many: usize) -> Sparse {
    let mut places: Vec<Vec<(u32, u32)>> = vec![Vec::new(); many];
    let mut frequency = vec![0.0_f32; many];
    for (number, text) in read.iter().enumerate() {
        for (place, word) in text.iter().enumerate() {
            places[*word as usize].push((u32::try_from(number).expect("few"), u32::try_from(place).expect("few")));
            frequency[*word as usize] += real(around(text, place).len() - 1);
        }
    }
    let sum: f32 = frequency.iter().sum();
    let smoothed: f32 = frequency.iter().map(|one| one.powf(SMOOTHED)).sum();
    // Where frequencies are as they are, this is the logarithm of how many pairs there are.
    let whole = 2.0 * smoothed.ln() - sum.ln();
    let (mut ends, mut entries) = (Vec::with_capacity(many), Vec::new());
    let (mut counts, mut met) = (vec![0.0_f32; many], Vec::new());
    for (word, places) in places.iter().enumerate() {
        for (text, place) in places {
            let text = &read[*text as usize];
            let here = around(text, *place as usize);
            let skip = *place as usize - here.start;
            for (_, other) in text[here].iter().enumerate().filter(|(at, _)| *at != skip) {
                let count = &mut counts[*other as usize];
                if *count == 0.0 {
                    met.push(*other);
                }
                *count += 1.0;
            }
        }
        met.sort_unstable();
        for other in met.drain(..) {
            let count = std::mem::take(&mut counts[other as usize]);
            let chance = SMOOTHED * (frequency[word].ln() + frequency[other as usize].ln());
            let more = count.ln() + whole - chance;
            if more > 0.0 {
                entries.push((other, more));
            }
        }
        ends.push(entries.len());
    }
    Sparse { ends, entries }
}

/// The words around a place.
fn around(text: &[u32], place: usize) -> std::ops::Range<usize> {
    place.saturating_sub(WINDOW)..text.len().min(place + WINDOW + 1)
}

/// The points of words.
fn points(matrix: &Sparse, watch: &dyn Fn(f32) -> Result<(), ThemesError>) -> Result<Vec<Point>, ThemesError> {
    let (rows, columns) = (matrix.ends.len(), (DIMENSIONS + SPARE).min(matrix.ends.len().max(1)));
    let mut basis = Block::zero(rows, columns);
    let mut seed = 1_u64;
    for value in &mut basis.values {
        *value = random(&mut seed) - 0.5;
    }
    for round in 0..ROUNDS {
        basis = matrix.times(&basis);
        basis.orthogonal();
        watch(0.3 + 0.6 * real(round + 1) / real(ROUNDS))?;
    }
    let small = basis.transposed_times(&matrix.times(&basis));
    // Rounding takes a little of its symmetry.
    let mean = |one: usize, other: usize| f64::midpoint(small[one][other], small[other][one]);
    let small = (0..columns).map(|one| (0..columns).map(|other| mean(one, other)).collect()).collect();
    let largest: Vec<(f64, Vec<f64>)> =
        eigen(small).into_iter().take(DIMENSIONS).filter(|(value, _)| *value > 0.0).collect();
    let mut points = vec![[0.0_f32; DIMENSIONS]; rows];
    for (row, point) in points.iter_mut().enumerate() {
        for (own, (value, vector)) in point.iter_mut().zip(&largest) {
            let along: f64 = basis.row(row).iter().zip(vector).map(|(one, other)| f64::from(*one) * other).sum();
            #[expect(clippy::cast_possible_truncation, reason = "points need no more digits")]
            {
                *own = (along * value.sqrt()) as f32;
            }
        }
    }
    Ok(points)
}

/// A number from 0 to 1 without a pattern (`SplitMix64`: Steele, Lea and Flood, 2014).
pub(super) fn random(seed: &mut u64) -> f32 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*seed ^ (*seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    real(usize::try_from((mixed ^ (mixed >> 31)) >> 40).expect("24 bits")) / real(1 << 24)
}
