//! Planes for all labels in one table, small enough to be kept and fast to look up.

use serde::{Deserialize, Serialize};

use super::features::{Care, Features};
use super::svm::{self, Plane};
use super::vectors::{Rows, Vocabulary};

/// The planes of all labels. Weights are kept in 255 steps of each label's largest.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub(crate) struct Linear {
    care: Care,
    vocabulary: Vocabulary,
    labels: usize,
    /// A row of labels for each feature.
    steps: Vec<i8>,
    /// What a step of each label is.
    scales: Vec<f32>,
    offsets: Vec<f32>,
}

/// As it is kept.
#[derive(Serialize, Deserialize)]
struct Stored {
    care: Care,
    hashes: Vec<u64>,
    rarity: Vec<f32>,
    unknown: f32,
    steps: Vec<i8>,
    scales: Vec<f32>,
    offsets: Vec<f32>,
}

impl From<Stored> for Linear {
    fn from(stored: Stored) -> Linear {
        let vocabulary = Vocabulary::new(stored.hashes, stored.rarity, stored.unknown);
        let labels = stored.offsets.len();
        Linear {
            care: stored.care,
            vocabulary,
            labels,
            steps: stored.steps,
            scales: stored.scales,
            offsets: stored.offsets,
        }
    }
}

impl From<Linear> for Stored {
    fn from(linear: Linear) -> Stored {
        let Vocabulary { hashes, rarity, unknown, .. } = linear.vocabulary;
        Stored {
            care: linear.care,
            hashes,
            rarity,
            unknown,
            steps: linear.steps,
            scales: linear.scales,
            offsets: linear.offsets,
        }
    }
}

/// Margins of examples by planes that had not seen them, a row of labels for each, beside planes that have seen all.
pub(crate) struct Fitted {
    pub linear: Linear,
    pub margins: Vec<f32>,
}

/// How many parts the examples are dealt into for the margins of unseen ones.
const PARTS: u32 = 3;

impl Linear {
    /// Fits planes to texts, and for the margins of unseen examples once more to two thirds of them at a time.
    pub(crate) fn fit(texts: &[&str], truth: &[u32], labels: usize, care: Care) -> Fitted {
        let vocabulary = Vocabulary::count(texts, care);
        let rows = Rows::of(texts, &vocabulary, care);
        let features = vocabulary.hashes.len();
        let parts = deal(truth, labels);
        let mut margins = vec![0.0; truth.len() * labels];
        for part in 0..PARTS {
            let (left_out, seen): (Vec<u32>, Vec<u32>) =
                (0..).take(rows.len()).partition(|number| parts[*number as usize] == part);
            each_label(
                labels,
                |label| svm::fit(&rows, &seen, |number| truth[number as usize] == label, features),
                |label, plane| {
                    for number in &left_out {
                        let (places, weights) = rows.row(*number as usize);
                        margins[*number as usize * labels + label] = svm::product(&plane, places, weights);
                    }
                },
            );
        }
        let all: Vec<u32> = (0..).take(rows.len()).collect();
        let mut linear = Linear {
            care,
            labels,
            steps: vec![0; features * labels],
            scales: vec![0.0; labels],
            offsets: vec![0.0; labels],
            vocabulary,
        };
        each_label(
            labels,
            |label| svm::fit(&rows, &all, |number| truth[number as usize] == label, features),
            |label, plane| {
                linear.keep(label, &plane);
            },
        );
        linear.drop_idle();
        Fitted { linear, margins }
    }

    fn keep(&mut self, label: usize, plane: &Plane) {
        let (offset, weights) = plane.split_last().expect("a plane has an offset");
        let largest = weights.iter().fold(f32::MIN_POSITIVE, |largest, weight| largest.max(weight.abs()));
        self.scales[label] = largest / 127.0;
        self.offsets[label] = *offset;
        for (place, weight) in weights.iter().enumerate() {
            #[expect(clippy::cast_possible_truncation, reason = "it is at most 127")]
            {
                self.steps[place * self.labels + label] = (weight / largest * 127.0).round() as i8;
            }
        }
    }

    /// Leaves out features that weigh nothing for any label, but for their part in the length of a text.
    fn drop_idle(&mut self) {
        let labels = self.labels;
        let keep: Vec<bool> =
            self.steps.chunks_exact(labels).map(|row| row.iter().any(|step| step.unsigned_abs() > 0)).collect();
        if keep.iter().all(|keep| *keep) {
            return;
        }
        let pick = |number: &usize| keep[*number];
        let kept: Vec<usize> = (0..keep.len()).filter(pick).collect();
        let hashes = kept.iter().map(|number| self.vocabulary.hashes[*number]).collect();
        let rarity = kept.iter().map(|number| self.vocabulary.rarity[*number]).collect();
        self.steps =
            kept.iter().flat_map(|number| self.steps[number * labels..(number + 1) * labels].to_vec()).collect();
        self.vocabulary = Vocabulary::new(hashes, rarity, self.vocabulary.unknown);
    }

    /// How far a text is on each label's side.
    pub(crate) fn margins(&self, text: &str) -> Vec<f32> {
        let mut features = Features::default();
        features.take(text, self.care);
        let (mut margins, mut total) = (self.offsets.clone(), vec![0.0; self.labels]);
        for block in [&features.words, &features.pieces] {
            total.fill(0.0);
            let squares = self.vocabulary.known(block, |place, weight| {
                let row = &self.steps[place * self.labels..(place + 1) * self.labels];
                for (sum, step) in total.iter_mut().zip(row) {
                    *sum += weight * f32::from(*step);
                }
            });
            if squares > 0.0 {
                let length = squares.sqrt().recip();
                for ((margin, sum), scale) in margins.iter_mut().zip(&total).zip(&self.scales) {
                    *margin += sum * scale * length;
                }
            }
        }
        margins
    }
}

/// Deals examples into parts, those of each label evenly.
fn deal(truth: &[u32], labels: usize) -> Vec<u32> {
    let mut next: Vec<u32> = (0..).take(labels).collect();
    let turn = |label: &u32| {
        let next = &mut next[*label as usize];
        *next += 1;
        *next % PARTS
    };
    truth.iter().map(turn).collect()
}

/// Makes a plane for each label on all cores, and takes them in the order of the labels.
fn each_label(labels: usize, make: impl Fn(u32) -> Plane + Sync, mut take: impl FnMut(usize, Plane)) {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(labels);
    let make = &make;
    for first in (0..labels).step_by(workers) {
        let planes: Vec<Plane> = std::thread::scope(|scope| {
            let started: Vec<_> = (first..labels.min(first + workers))
                .map(|label| scope.spawn(move || make(u32::try_from(label).expect("labels are few"))))
                .collect();
            started.into_iter().map(|thread| thread.join().expect("fitting does not fail")).collect()
        });
        planes.into_iter().enumerate().for_each(|(number, plane)| take(first + number, plane));
    }
}
