//! Which texts are meant: by what was understood of them.

use ::text::{CueKind, Emotion, Language, Polarity};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Problem, Result};

use crate::index::{Rows, flag};
use crate::readings::Labels;
use crate::readings::label::Label;
use crate::readings::model::{cue, emotion, polarity};

/// An emotion that is less strong does not count as one that a text speaks of.
const STRONG: f64 = 0.3;

/// Which texts, by what was understood of them: of each list that is not empty one must be true.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct AskSaid {
    /// `negative`, `neutral`, `positive`, or `unread`: in no language that is read.
    sentiments: Vec<String>,
    /// The sentiment is at least so probable, from 0 to 1.
    certainty: f64,
    /// `joy`, `trust`, `fear`, `surprise`, `sadness`, `disgust`, `anger`, `anticipation`: spoken of at least as .3.
    emotions: Vec<String>,
    /// `repeated`, `told_before`, `waiting`, `leaving`, `no_answer`, `passed_on`, `effort`, `broken_promise`,
    /// `escalation`, `unresolved`.
    cues: Vec<String>,
    /// ISO 639-1: `en`, `de`, `fr`, `es`, `pt`, `it`.
    languages: Vec<String>,
    /// Numbers of themes; 0 for texts about none.
    themes: Vec<u32>,
    /// Names of categories; an empty one for texts in none.
    categories: Vec<String>,
}

/// The same, read.
pub(crate) struct Said {
    polarities: Vec<Option<Polarity>>,
    certainty: f64,
    emotions: Vec<Emotion>,
    cues: Vec<CueKind>,
    languages: Vec<Language>,
    themes: Vec<u32>,
    categories: Vec<String>,
}

/// Whether a row is of a text that somebody wrote to the organisation.
pub(crate) fn is_verbatim(rows: &Rows, row: usize) -> bool {
    rows.flags[row] & (flag::TEXT | flag::OUTBOUND | flag::INTERNAL) == flag::TEXT
}

/// What some names mean.
fn named<T: Copy>(field: &str, names: &[String], all: &[T], called: impl Fn(T) -> &'static str) -> Result<Vec<T>> {
    let find = |name: &String| {
        all.iter().copied().find(|one| called(*one) == name).ok_or_else(|| {
            let known: Vec<&str> = all.iter().map(|one| called(*one)).collect();
            Problem::bad_request(format!("`said.{field}`: there is no {name:?}; there are {}", known.join(", ")))
        })
    };
    names.iter().map(find).collect()
}

impl AskSaid {
    /// Reads it.
    ///
    /// # Errors
    /// 400 for a name that there is not.
    pub(crate) fn read(&self) -> Result<Said> {
        let told: Vec<String> = self.sentiments.iter().filter(|name| *name != "unread").cloned().collect();
        let mut polarities: Vec<Option<Polarity>> =
            named("sentiments", &told, &Polarity::ALL, polarity)?.into_iter().map(Some).collect();
        if told.len() < self.sentiments.len() {
            polarities.push(None);
        }
        if !(0.0..=1.0).contains(&self.certainty) {
            return Err(Problem::bad_request("`said.certainty` is from 0 to 1"));
        }
        Ok(Said {
            polarities,
            certainty: self.certainty,
            emotions: named("emotions", &self.emotions, &Emotion::ALL, emotion)?,
            cues: named("cues", &self.cues, &CueKind::ALL, cue)?,
            languages: named("languages", &self.languages, &Language::ALL, Language::code)?,
            themes: self.themes.clone(),
            categories: self.categories.clone(),
        })
    }
}

impl Said {
    /// Whether all that was asked is true of a text.
    pub(crate) fn is_true_of(&self, label: Label, labels: &Labels<'_>) -> bool {
        let any = |is_empty: bool, found: &dyn Fn() -> bool| is_empty || found();
        let polarity = label.polarity();
        any(self.polarities.is_empty(), &|| match polarity {
            None => self.polarities.contains(&None),
            Some((one, certainty)) => self.polarities.contains(&Some(one)) && certainty >= self.certainty,
        }) && any(self.emotions.is_empty(), &|| self.emotions.iter().any(|one| label.emotion(*one) >= STRONG))
            && any(self.cues.is_empty(), &|| self.cues.iter().any(|kind| label.has(*kind)))
            && any(self.languages.is_empty(), &|| {
                label.language().is_some_and(|(one, _)| self.languages.contains(&one))
            })
            && any(self.themes.is_empty(), &|| self.themes.contains(&label.theme().map_or(0, |(theme, _)| theme)))
            && any(self.categories.is_empty(), &|| {
                let name = label.category().map_or("", |(place, _)| &labels.categories()[place]);
                self.categories.iter().any(|one| one == name)
            })
    }
}
