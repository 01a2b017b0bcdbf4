//! How a verbatim is shown: its text, masked for whom it is to be, with what was understood of it and how sure that is.

use std::collections::BTreeMap;

use ::text::{Emotion, Reader};
use kernel::{Kind, PublicIds};
use know::privacy::masking::mask;
use know::profiles::{Opened, matches, words as words_of};
use lake::feedback::{SCALES, scores};
use serde::Serialize;
use utoipa::ToSchema;
use web::access::Hidden;

use crate::readings::Known;
use crate::readings::label::{Label, said};
use crate::readings::model::{cue, emotion, polarity};

/// An emotion that is less strong is not shown.
const FAINT: f64 = 0.1;

/// What somebody wrote, with what was understood of it.
#[derive(Serialize, ToSchema)]
pub(super) struct WireVerbatim {
    /// The interaction.
    id: String,
    person: String,
    occurred_at: String,
    channel: String,
    touchpoint: String,
    department: Option<String>,
    /// What happened.
    name: String,
    /// What they wrote, masked where it is to be.
    text: String,
    /// The scores that came with it.
    scores: Vec<WireVerbatimScore>,
    /// Absent where it is in no language that is read.
    language: Option<WireSureOf>,
    /// Absent where it was not read, which is not neutral.
    sentiment: Option<WireSentimentOf>,
    /// The emotions that it speaks of, the strongest first.
    emotions: Vec<WireEmotionOf>,
    /// Signs of frustration and effort, in the order of the text.
    cues: Vec<WireCueOf>,
    /// What it is about, as was found; absent where it is about no theme.
    theme: Option<WireThemeOf>,
    /// What it is about, as the organisation names it; absent where that is unsure.
    category: Option<WireSureOf>,
    /// What a person said of it: `sentiment`, `theme`, `category`.
    corrected: Vec<&'static str>,
}

/// A score that came with a text.
#[derive(Serialize, ToSchema)]
struct WireVerbatimScore {
    scale: &'static str,
    score: f64,
}

/// Something that was understood, and how probable it is, from 0 to 1.
#[derive(Serialize, ToSchema)]
struct WireSureOf {
    name: String,
    certainty: f64,
}

/// A sentiment: the most probable one, and the probabilities of all three.
#[derive(Serialize, ToSchema)]
struct WireSentimentOf {
    name: &'static str,
    certainty: f64,
    negative: f64,
    neutral: f64,
    positive: f64,
}

/// How strongly a text speaks of an emotion, from 0 to 1. Not a probability.
#[derive(Serialize, ToSchema)]
struct WireEmotionOf {
    name: &'static str,
    strength: f64,
}

/// A sign of frustration or effort.
#[derive(Serialize, ToSchema)]
struct WireCueOf {
    kind: &'static str,
    /// Where it stands in the text, in units of UTF-16, as browsers count.
    from: usize,
    /// Where it ends.
    to: usize,
}

/// The theme of a text.
#[derive(Serialize, ToSchema)]
struct WireThemeOf {
    number: u32,
    name: String,
    /// How like the others of the theme the text is, from -1 to 1. Not a probability.
    likeness: f64,
}

/// With what verbatims are shown.
pub(super) struct Showing<'a> {
    pub(super) ids: &'a PublicIds,
    pub(super) hidden: Hidden,
    pub(super) themes: &'a BTreeMap<u32, Known>,
    pub(super) categories: &'a [String],
}

/// Two digits behind the point say as much as there is to say.
fn rounded(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}

impl Showing<'_> {
    /// A verbatim; nothing where nothing is written any more.
    pub(super) fn verbatim(&self, opened: Opened, label: Option<Label>) -> Option<WireVerbatim> {
        let Opened { position, interaction: one, person, .. } = opened;
        let text = mask(one.text.as_deref()?, self.hidden).into_owned();
        let label = label.unwrap_or_default();
        let properties = (!one.properties.is_empty()).then(|| one.properties.as_str());
        let told = one.facts.iter().map(|fact| (fact.name.as_str(), fact.value.as_str()));
        let scores = scores(properties, told);
        let mut emotions: Vec<WireEmotionOf> = Emotion::ALL
            .into_iter()
            .map(|one| WireEmotionOf { name: emotion(one), strength: rounded(label.emotion(one)) })
            .filter(|one| one.strength >= FAINT)
            .collect();
        emotions.sort_by(|one, other| other.strength.total_cmp(&one.strength));
        let corrected = [(said::SENTIMENT, "sentiment"), (said::THEME, "theme"), (said::CATEGORY, "category")];
        Some(WireVerbatim {
            id: self.ids.encode(Kind::Interaction, position.0),
            person: self.ids.encode(Kind::Person, person.0),
            occurred_at: one.occurred_at.to_string(),
            channel: one.channel.clone(),
            touchpoint: one.touchpoint.clone(),
            department: one.department.clone(),
            name: mask(&one.name, self.hidden).into_owned(),
            scores: scores.map(|(place, score)| WireVerbatimScore { scale: SCALES[place].name, score }).collect(),
            language: label.language().map(|(language, certainty)| sure(language.code(), certainty)),
            sentiment: sentiment(label),
            emotions,
            cues: cues(&text),
            theme: label.theme().map(|(number, likeness)| WireThemeOf {
                number,
                name: self.themes.get(&number).map_or_else(String::new, Known::called),
                likeness: rounded(likeness),
            }),
            category: label.category().map(|(place, certainty)| sure(&self.categories[place], certainty)),
            corrected: corrected
                .into_iter()
                .filter(|(what, _)| label.is_corrected(*what))
                .map(|(_, name)| name)
                .collect(),
            text,
        })
    }
}

impl WireVerbatim {
    /// Whether all words are in the text as it is shown, the last one as a beginning.
    pub(super) fn has(&self, words: &str) -> bool {
        matches(&self.text, &words_of(words))
    }

    /// Who wrote it.
    pub(super) fn person(&self) -> &str {
        &self.person
    }
}

fn sure(name: &str, certainty: f64) -> WireSureOf {
    WireSureOf { name: name.to_owned(), certainty: rounded(certainty) }
}

fn sentiment(label: Label) -> Option<WireSentimentOf> {
    let [negative, neutral, positive] = label.sentiment()?.map(rounded);
    let (name, certainty) = label.polarity()?;
    Some(WireSentimentOf { name: polarity(name), certainty: rounded(certainty), negative, neutral, positive })
}

/// The signs in a text as it is shown.
fn cues(text: &str) -> Vec<WireCueOf> {
    let units = |bytes: usize| text[..bytes].encode_utf16().count();
    let cues = Reader::new().read(text).cues.into_iter();
    cues.map(|one| WireCueOf { kind: cue(one.kind), from: units(one.place.start), to: units(one.place.end) }).collect()
}
