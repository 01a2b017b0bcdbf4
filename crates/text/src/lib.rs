//! What people write, understood: language, sentiment, emotions, cues of effort, personal data, categories.
//!
//! No IO, nothing is fetched, and no text leaves the process. docs/text.md says how it works, how good it is and what it
//! cannot.

mod classify;
mod cues;
mod emotions;
mod fold;
mod hash;
mod language;
mod masking;
mod reading;
mod sentiment;
mod taught;
mod themes;
mod tokens;
mod walk;
mod words;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod truth;

pub use classify::{Care, Classifier, FEWEST, FitError, MOST_LABELS, Ranked};
pub use cues::{Cue, CueKind};
pub use emotions::{Emotion, Emotions};
pub use language::{Heard, Language};
pub use masking::{Masked, mask, mask_only};
pub use reading::{Reader, Reading};
pub use sentiment::{Polarity, Sentiment};
pub use taught::{ENOUGH, Taught, TeachError};
pub use themes::{About, FEWEST_PEOPLE, FEWEST_TEXTS, Theme, Themes, ThemesError, Written};
