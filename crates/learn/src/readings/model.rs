//! What readings are made of: what was learnt, what people say of it, and runs.

use std::sync::Arc;

use ::text::{CueKind, Emotion, Polarity, Reader};
use kernel::Timestamp;
use serde::{Deserialize, Serialize};

/// What was learnt of the organisation's texts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Models {
    /// What is praise and what a complaint.
    pub(super) taught: Option<Arc<::text::Taught>>,
    /// What texts are about, as people name it.
    pub(super) categories: Option<Arc<::text::Classifier>>,
    /// What they are about, as was found.
    pub(super) themes: Option<Arc<::text::Themes>>,
}

impl Models {
    /// Reads texts by them.
    pub(super) fn reader(&self) -> Reader {
        self.taught.clone().map_or_else(Reader::new, Reader::taught)
    }

    /// The categories that are known, in the order of their places.
    pub(crate) fn categories(&self) -> &[String] {
        self.categories.as_ref().map_or(&[], |classifier| classifier.labels())
    }
}

/// What a person said of a text; what they did not say stays as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Correction {
    /// Its sentiment.
    pub(crate) sentiment: Option<Polarity>,
    /// Its theme; 0 for none.
    pub(crate) theme: Option<u32>,
    /// Its category; empty for none.
    pub(crate) category: Option<String>,
}

/// What is known of a theme beside where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// What tells it from others.
    pub(crate) phrases: Vec<String>,
    /// What people call it.
    pub(crate) name: Option<String>,
    /// Whether people do not want to see it.
    pub(crate) is_hidden: bool,
    /// The theme that it is part of, since people said so.
    pub(crate) merged_into: Option<u32>,
    /// When it was found.
    pub(crate) found_at: Timestamp,
    /// Whether it is one of the first that were found: nothing is known of the time before.
    pub(crate) is_first: bool,
}

impl Known {
    /// What it is called: what people say, or its three most telling phrases.
    pub(crate) fn called(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.phrases[..self.phrases.len().min(3)].join(", "))
    }
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Texts are read from the journal.
    Gathering,
    /// Sentiment and categories are learnt.
    Learning,
    /// Themes are looked for.
    Finding,
    /// It is done; what was learnt is used.
    Done,
    /// Somebody stopped it.
    Cancelled,
    /// There was too little to learn from, or something failed: the run says what.
    Failed,
    /// The server that ran it ended.
    BrokenOff,
}

impl Stage {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Stage::Gathering => "gathering",
            Stage::Learning => "learning",
            Stage::Finding => "finding",
            Stage::Done => "done",
            Stage::Cancelled => "cancelled",
            Stage::Failed => "failed",
            Stage::BrokenOff => "broken_off",
        }
    }

    pub(super) fn parse(name: &str) -> Stage {
        let all = [Stage::Gathering, Stage::Learning, Stage::Finding, Stage::Done, Stage::Cancelled, Stage::Failed];
        all.into_iter().find(|stage| stage.as_str() == name).unwrap_or(Stage::BrokenOff)
    }
}

/// A pass over all texts to learn from them.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) id: i64,
    /// Who asked for it; nobody where it was due.
    pub(crate) by: Option<String>,
    pub(crate) stage: Stage,
    /// How much of the stage is done, from 0 to 1.
    pub(crate) share: f64,
    /// From how many texts it learns.
    pub(crate) texts: u64,
    /// How many themes it found, and how many of them are new.
    pub(crate) themes: u64,
    pub(crate) fresh: u64,
    /// What was left undone, and why; empty where nothing was.
    pub(crate) said: String,
    pub(crate) begun_at: Timestamp,
    pub(crate) ended_at: Option<Timestamp>,
}

/// What a sentiment is called.
pub(crate) fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Negative => "negative",
        Polarity::Neutral => "neutral",
        Polarity::Positive => "positive",
    }
}

/// What an emotion is called.
pub(crate) fn emotion(emotion: Emotion) -> &'static str {
    match emotion {
        Emotion::Joy => "joy",
        Emotion::Trust => "trust",
        Emotion::Fear => "fear",
        Emotion::Surprise => "surprise",
        Emotion::Sadness => "sadness",
        Emotion::Disgust => "disgust",
        Emotion::Anger => "anger",
        Emotion::Anticipation => "anticipation",
    }
}

/// What a kind of cue is called.
pub(crate) fn cue(kind: CueKind) -> &'static str {
    match kind {
        CueKind::Repeated => "repeated",
        CueKind::ToldBefore => "told_before",
        CueKind::Waiting => "waiting",
        CueKind::Leaving => "leaving",
        CueKind::NoAnswer => "no_answer",
        CueKind::PassedOn => "passed_on",
        CueKind::Effort => "effort",
        CueKind::BrokenPromise => "broken_promise",
        CueKind::Escalation => "escalation",
        CueKind::Unresolved => "unresolved",
    }
}
