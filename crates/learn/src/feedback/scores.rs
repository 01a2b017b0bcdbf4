//! Scores by the place of their interaction.

use hashbrown::HashMap;
use kernel::{Interaction, Position};
use lake::feedback::{SCALES, Scale, scores};

/// A score that somebody gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Said {
    /// The place of its scale in [`SCALES`].
    pub scale: usize,
    /// The score, on its scale.
    pub score: f64,
}

impl Said {
    /// Its scale.
    #[must_use]
    pub fn scale(self) -> &'static Scale {
        &SCALES[self.scale]
    }
}

/// Scores by the place of their interaction in the journal.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// Where the scores of an interaction begin, and behind which they end.
    places: HashMap<u64, (u32, u32)>,
    said: Vec<Said>,
}

impl Scores {
    /// Takes an interaction in.
    ///
    /// # Panics
    /// When there are 2^32 scores.
    pub fn take(&mut self, position: Position, one: &Interaction) {
        let small = |number: usize| u32::try_from(number).expect("a store has fewer than 2^32 scores");
        let properties = (!one.properties.is_empty()).then(|| one.properties.as_str());
        let facts = one.facts.iter().map(|fact| (fact.name.as_str(), fact.value.as_str()));
        let start = self.said.len();
        self.said.extend(scores(properties, facts).map(|(scale, score)| Said { scale, score }));
        if self.said.len() > start {
            self.places.insert(position.0, (small(start), small(self.said.len())));
        }
    }

    /// The scores that the interaction at a position carries.
    #[must_use]
    pub fn of(&self, position: u64) -> &[Said] {
        let place = self.places.get(&position);
        place.map_or(&[], |(start, end)| &self.said[*start as usize..*end as usize])
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.said.is_empty()
    }
}
