//! Emotions: the eight basic ones of Plutchik's wheel ("A general psychoevolutionary theory of emotion", 1980).

use serde::{Deserialize, Serialize};

/// An emotion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Emotion {
    /// Joy.
    Joy,
    /// Trust.
    Trust,
    /// Fear, worry.
    Fear,
    /// Surprise.
    Surprise,
    /// Sadness, disappointment.
    Sadness,
    /// Disgust, contempt.
    Disgust,
    /// Anger, annoyance.
    Anger,
    /// Anticipation, hope.
    Anticipation,
}

impl Emotion {
    /// All of them, in the order of the wheel.
    pub const ALL: [Emotion; 8] = [
        Emotion::Joy,
        Emotion::Trust,
        Emotion::Fear,
        Emotion::Surprise,
        Emotion::Sadness,
        Emotion::Disgust,
        Emotion::Anger,
        Emotion::Anticipation,
    ];

    /// Its tag in the lists of words.
    pub(crate) fn tag(self) -> char {
        match self {
            Emotion::Joy => 'J',
            Emotion::Trust => 'T',
            Emotion::Fear => 'F',
            Emotion::Surprise => 'S',
            Emotion::Sadness => 'D',
            Emotion::Disgust => 'G',
            Emotion::Anger => 'A',
            Emotion::Anticipation => 'N',
        }
    }

    pub(crate) fn of_tag(tag: char) -> Option<Emotion> {
        Emotion::ALL.into_iter().find(|emotion| emotion.tag() == tag)
    }

    /// Whether a word that turns others round takes it away.
    pub(crate) fn is_pleasant(self) -> bool {
        matches!(self, Emotion::Joy | Emotion::Trust | Emotion::Anticipation)
    }
}

/// How strongly a text speaks of each emotion, from 0 (no word of it) to 1. Not probabilities: a text may have several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Emotions([f32; 8]);

impl Emotions {
    /// How strongly it speaks of one.
    #[must_use]
    pub fn strength(&self, emotion: Emotion) -> f32 {
        self.0[emotion as usize]
    }

    /// The strongest, where there is any.
    #[must_use]
    pub fn strongest(&self) -> Option<(Emotion, f32)> {
        let first = |one: (Emotion, f32), other: (Emotion, f32)| if other.1 > one.1 { other } else { one };
        let all = Emotion::ALL.into_iter().map(|emotion| (emotion, self.strength(emotion)));
        all.reduce(first).filter(|(_, strength)| *strength > 0.0)
    }

    /// One more word of an emotion, of a strength from 0 to 1. Words add up as independent chances do, and never past 1.
    pub(crate) fn add(&mut self, emotion: Emotion, strength: f32) {
        let now = &mut self.0[emotion as usize];
        *now = 1.0 - (1.0 - *now) * (1.0 - strength.clamp(0.0, 1.0));
    }
}
