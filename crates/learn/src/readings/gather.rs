//! Gathering: the texts of customers from which something is learnt, in one pass over the journal.

use std::collections::{BTreeMap, HashMap};

use ::store::Result;
use ::store::journal::{Cursor, read_after};
use ::text::Polarity;
use kernel::{Interaction, Position};
use know::profiles::Side;
use lake::feedback::{SCALES, scores};

use super::{Correction, READ, Readings, written};

/// Themes are found in so many texts at most; which ones is chance, and the same with the next pass.
const TEXTS: usize = 50_000;
/// Sentiment is learnt from so many comments with a score at most.
const SCORED: usize = 5_000;

/// Texts from which something is learnt.
#[derive(Default)]
pub(super) struct Gathered {
    /// Texts, each with who wrote it.
    pub(super) texts: Vec<(String, u64)>,
    /// Texts of which it is known whether their writers are content: by the score beside them, or since people said so.
    pub(super) sentiments: Vec<(String, Polarity)>,
    /// Texts of which people said what they are about.
    pub(super) categories: Vec<(String, String)>,
}

/// The texts with the smallest hashes of their positions, which have nothing to do with what they say.
struct Sample<T> {
    most: usize,
    kept: BTreeMap<u64, T>,
}

impl<T> Sample<T> {
    fn of(most: usize) -> Sample<T> {
        Sample { most, kept: BTreeMap::new() }
    }

    fn add(&mut self, position: Position, one: impl FnOnce() -> T) {
        let hash = hash(position);
        if self.kept.len() == self.most {
            match self.kept.last_entry() {
                Some(last) if *last.key() > hash => last.remove(),
                _ => return,
            };
        }
        self.kept.insert(hash, one());
    }
}

/// A position without a pattern (`SplitMix64`).
fn hash(position: Position) -> u64 {
    let mixed = position.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Gathers texts. `watch` is told how much is done, from 0 to 1, and says whether to go on; nothing where not.
pub(super) fn gather(
    readings: &Readings,
    said: &HashMap<u64, Correction>,
    watch: &mut dyn FnMut(f64) -> Result<bool>,
) -> Result<Option<Gathered>> {
    let frames = readings.truth.read_blocking(::store::journal::count)?.max(1);
    let (mut texts, mut scored) = (Sample::of(TEXTS), Sample::of(SCORED));
    let mut gathered = Gathered::default();
    let (mut cursor, mut seen) = (Cursor::default(), 0_u64);
    loop {
        let next = readings.truth.read_blocking(|tx| read_after(tx, cursor, READ, &|_| None))?;
        let Some(last) = next.last() else { break };
        cursor = last.cursor();
        let people = readings.people.now();
        for (position, one) in next.iter().flat_map(|frame| frame.positioned()) {
            let Some(text) = written(one).filter(|_| Side::of(one) == Side::Customer) else { continue };
            let who = || people.graph.person_at(one.first_identifier(), one.occurred_at.0).0;
            texts.add(position, || (text.to_owned(), who()));
            let correction = said.get(&position.0);
            let sentiment = correction.and_then(|one| one.sentiment);
            match (sentiment, by_score(one)) {
                (Some(sentiment), _) => gathered.sentiments.push((text.to_owned(), sentiment)),
                (None, Some(sentiment)) => scored.add(position, || (text.to_owned(), sentiment)),
                (None, None) => {}
            }
            let category = correction.and_then(|one| one.category.as_ref()).filter(|name| !name.is_empty());
            gathered.categories.extend(category.map(|name| (text.to_owned(), name.clone())));
        }
        drop(people);
        seen += next.len() as u64;
        #[expect(clippy::cast_precision_loss, reason = "it is shown as a share")]
        let share = (seen as f64 / frames as f64).min(1.0);
        if !watch(share)? {
            return Ok(None);
        }
    }
    gathered.texts = texts.kept.into_values().collect();
    gathered.sentiments.extend(scored.kept.into_values());
    Ok(Some(gathered))
}

/// What the score beside a text says: the third of its scale that it lies in.
fn by_score(one: &Interaction) -> Option<Polarity> {
    let properties = (!one.properties.is_empty()).then(|| one.properties.as_str());
    let told = one.facts.iter().map(|fact| (fact.name.as_str(), fact.value.as_str()));
    let (place, score) = scores(properties, told).next()?;
    let scale = &SCALES[place];
    // Of 0 to 10: 6 and less is discontent, 9 and 10 content; of the others the lower and the upper two fifths.
    let share = (score - scale.lowest) / (scale.highest - scale.lowest);
    let (low, high) = if scale.highest >= 10.0 { (0.6, 0.9) } else { (0.34, 0.66) };
    Some(if share <= low {
        Polarity::Negative
    } else if share >= high {
        Polarity::Positive
    } else {
        Polarity::Neutral
    })
}
