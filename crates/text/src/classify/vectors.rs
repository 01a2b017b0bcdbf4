//! Texts as vectors: a vocabulary with weights of rarity, and sparse rows.

use super::features::{Care, Features};
use crate::hash::Table;

/// Which features count, and how much: the inverse document frequency, ln((1 + n) / (1 + df)) + 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    places: Table<u32>,
    /// By place, from one.
    pub hashes: Vec<u64>,
    pub rarity: Vec<f32>,
    /// What a feature counts that is not known: it makes a text longer, and so what is said of it less sure.
    pub unknown: f32,
}

impl Vocabulary {
    /// Of known features.
    pub(super) fn new(hashes: Vec<u64>, rarity: Vec<f32>, unknown: f32) -> Vocabulary {
        let mut places = Table::with_room(hashes.len());
        for (number, hash) in (1..).zip(&hashes) {
            *places.entry(*hash) = number;
        }
        Vocabulary { places, hashes, rarity, unknown }
    }

    /// Counted in texts: features of at least two of them, in the order of their hashes.
    pub(super) fn count(texts: &[&str], care: Care) -> Vocabulary {
        let mut often: Table<u32> = Table::with_room(texts.len() * 16);
        let mut features = Features::default();
        let mut hashes = Vec::new();
        for text in texts {
            features.take(text, care);
            for (hash, _) in features.words.iter().chain(&features.pieces) {
                let count = often.entry(*hash);
                *count += 1;
                if *count == 2 {
                    hashes.push(*hash);
                }
            }
        }
        hashes.sort_unstable();
        #[expect(clippy::cast_precision_loss, reason = "counts of texts are small")]
        let rarity = |count: u32| ((1.0 + texts.len() as f32) / (1.0 + count as f32)).ln() + 1.0;
        let known = hashes.iter().map(|hash| rarity(often.get(*hash).unwrap_or_default())).collect();
        Vocabulary::new(hashes, known, rarity(1))
    }

    /// Gives each feature of a block that is known with its weight; the sum of the squares of all is
    /// returned.
    #[inline]
    pub(super) fn known(&self, block: &[(u64, f32)], mut take: impl FnMut(usize, f32)) -> f32 {
        let mut squares = 0.0;
        for (hash, often) in block {
            if let Some(place) = self.places.get(*hash) {
                let place = place as usize - 1;
                let weight = often * self.rarity[place];
                squares += weight * weight;
                take(place, weight);
            } else {
                let weight = often * self.unknown;
                squares += weight * weight;
            }
        }
        squares
    }
}

/// Sparse rows of length one for each block that is not empty.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Where each row ends.
    ends: Vec<usize>,
    places: Vec<u32>,
    weights: Vec<f32>,
}

impl Rows {
    /// The rows of texts.
    pub(super) fn of(texts: &[&str], vocabulary: &Vocabulary, care: Care) -> Rows {
        let mut rows = Rows::default();
        let mut features = Features::default();
        for text in texts {
            features.take(text, care);
            for block in [&features.words, &features.pieces] {
                let start = rows.weights.len();
                let squares = vocabulary.known(block, |place, weight| {
                    rows.places.push(u32::try_from(place).expect("a vocabulary has fewer features"));
                    rows.weights.push(weight);
                });
                let length = squares.sqrt().max(f32::MIN_POSITIVE);
                rows.weights[start..].iter_mut().for_each(|weight| *weight /= length);
            }
            rows.ends.push(rows.weights.len());
        }
        rows
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A row: places and weights.
    #[inline]
    pub(super) fn row(&self, number: usize) -> (&[u32], &[f32]) {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        let range = start..self.ends[number];
        (&self.places[range.clone()], &self.weights[range])
    }
}
