//! What was understood of a text, in a few bytes.

use ::text::{CueKind, Emotion, Language, Polarity, Reading};

/// What was understood of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Label {
    /// The place of its language among [`Language::ALL`], from 1; 0 where it was not read.
    language: u8,
    /// How sure that is, in 255ths.
    heard: u8,
    /// How probable it is that somebody is discontent, and content, in 255ths; neither is the rest.
    negative: u8,
    positive: u8,
    /// Whether sentiment and emotions were told: emoji alone need no language.
    is_read: bool,
    /// How strongly it speaks of each emotion, in 255ths.
    emotions: [u8; 8],
    /// The kinds of its cues, a bit each.
    cues: u16,
    /// The number of its theme; 0 for none.
    theme: u32,
    /// How like the others of its theme it is, in 127ths.
    likeness: i8,
    /// The place of its category, from 1; 0 for none.
    category: u16,
    /// How probable that is, in 255ths.
    certainty: u8,
    /// What a person said of it, a bit each: sentiment, theme, category.
    corrected: u8,
}

/// What a person can say of a text, as bits of what they said.
pub(crate) mod said {
    pub(crate) const SENTIMENT: u8 = 1;
    pub(crate) const THEME: u8 = 2;
    pub(crate) const CATEGORY: u8 = 4;
}

/// A share as 255ths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 0 to 255")]
fn small(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// 255ths as a share.
fn share(small: u8) -> f64 {
    f64::from(small) / 255.0
}

impl Label {
    /// What was read.
    pub(crate) fn of(reading: &Reading) -> Label {
        let language = reading.language.and_then(|heard| Language::ALL.iter().position(|one| *one == heard.language));
        let cue = |cues: u16, kind: CueKind| cues | 1 << kind as u16;
        let emotion = |emotion: Emotion| reading.emotions.as_ref().map_or(0, |all| small(all.strength(emotion)));
        Label {
            language: language.and_then(|place| u8::try_from(place + 1).ok()).unwrap_or_default(),
            heard: reading.language.map_or(0, |heard| small(heard.probability)),
            negative: reading.sentiment.map_or(0, |sentiment| small(sentiment.negative)),
            positive: reading.sentiment.map_or(0, |sentiment| small(sentiment.positive)),
            is_read: reading.sentiment.is_some(),
            emotions: Emotion::ALL.map(emotion),
            cues: reading.cues.iter().map(|cue| cue.kind).fold(0, cue),
            ..Label::default()
        }
    }

    /// The same with a theme and how like the others of it the text is.
    pub(crate) fn about(self, theme: u32, likeness: f32) -> Label {
        #[expect(clippy::cast_possible_truncation, reason = "it is from -127 to 127")]
        let likeness = (likeness.clamp(-1.0, 1.0) * 127.0).round() as i8;
        Label { theme, likeness, ..self }
    }

    /// The same with a category, by its place from 1, and how probable it is.
    pub(crate) fn in_category(self, category: u16, certainty: f32) -> Label {
        Label { category, certainty: small(certainty), ..self }
    }

    /// The same where a person said what its sentiment is.
    pub(crate) fn with_sentiment(self, polarity: Polarity) -> Label {
        let of = |one: Polarity| if polarity == one { 255 } else { 0 };
        let (negative, positive) = (of(Polarity::Negative), of(Polarity::Positive));
        Label { negative, positive, is_read: true, corrected: self.corrected | said::SENTIMENT, ..self }
    }

    /// The same where a person said what its theme is; 0 for none.
    pub(crate) fn with_theme(self, theme: u32) -> Label {
        Label { theme, likeness: 127, corrected: self.corrected | said::THEME, ..self }
    }

    /// The same where a person said what its category is, by its place from 1; 0 for none.
    pub(crate) fn with_category(self, category: u16) -> Label {
        Label { category, certainty: 255, corrected: self.corrected | said::CATEGORY, ..self }
    }

    /// Its language and how sure that is; nothing where it is none that is read.
    pub(crate) fn language(self) -> Option<(Language, f64)> {
        let place = usize::from(self.language).checked_sub(1)?;
        Some((Language::ALL[place], share(self.heard)))
    }

    /// How probable each sentiment is: negative, neutral, positive. Nothing where it was not read, which is not neutral.
    pub(crate) fn sentiment(self) -> Option<[f64; 3]> {
        let neither = 255_u8.saturating_sub(self.negative).saturating_sub(self.positive);
        self.is_read.then(|| [share(self.negative), share(neither), share(self.positive)])
    }

    /// The most probable sentiment, of equal ones the more negative, and how probable it is.
    pub(crate) fn polarity(self) -> Option<(Polarity, f64)> {
        let all = Polarity::ALL.into_iter().zip(self.sentiment()?);
        all.reduce(|one, other| if other.1 > one.1 { other } else { one })
    }

    /// How strongly it speaks of an emotion, from 0 to 1.
    pub(crate) fn emotion(self, emotion: Emotion) -> f64 {
        share(self.emotions[emotion as usize])
    }

    /// Whether it has a cue of a kind.
    pub(crate) fn has(self, kind: CueKind) -> bool {
        self.cues & 1 << kind as u16 != 0
    }

    /// Its theme and how like the others of it the text is.
    pub(crate) fn theme(self) -> Option<(u32, f64)> {
        (self.theme != 0).then(|| (self.theme, f64::from(self.likeness) / 127.0))
    }

    /// Its category, by its place from 0, and how probable it is.
    pub(crate) fn category(self) -> Option<(usize, f64)> {
        let place = usize::from(self.category).checked_sub(1)?;
        Some((place, share(self.certainty)))
    }

    /// Whether a person said that, a bit of [`said`].
    pub(crate) fn is_corrected(self, what: u8) -> bool {
        self.corrected & what != 0
    }
}
