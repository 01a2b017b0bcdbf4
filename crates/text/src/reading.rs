//! The reader: language, sentiment, emotions and cues of a text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::cues::Cue;
use crate::emotions::Emotions;
use crate::language::{Heard, Language, hear};
use crate::sentiment::{Sentiment, UNTAUGHT, sentiment, signals};
use crate::taught::Taught;
use crate::tokens::Tokens;
use crate::walk::walk;

/// What was understood of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// In which language it is; none where it is not one that is read, or cannot be told.
    pub language: Option<Heard>,
    /// Whether its writer is content; none means "not read", which is something else than neutral.
    pub sentiment: Option<Sentiment>,
    /// What it speaks of; none means "not read".
    pub emotions: Option<Emotions>,
    /// Signs of frustration and effort, from the first to the last. None in a text that is not read.
    pub cues: Vec<Cue>,
}

/// Reads texts. It costs nothing to make one: the lists of words are taken apart once, when the first text is read.
#[derive(Clone, Debug)]
pub struct Reader {
    taught: Option<Arc<Taught>>,
}

impl Default for Reader {
    fn default() -> Reader {
        Reader::new()
    }
}

impl Reader {
    /// A reader that knows the lists of words and nothing of the organisation.
    #[must_use]
    pub fn new() -> Reader {
        Reader { taught: None }
    }

    /// A reader that has learnt from the organisation's own texts what is praise and what a complaint.
    #[must_use]
    pub fn taught(taught: Arc<Taught>) -> Reader {
        Reader { taught: Some(taught) }
    }

    /// Reads a text in whatever language it is. Of a text longer than a mebibyte the beginning is read.
    #[must_use]
    pub fn read(&self, text: &str) -> Reading {
        let tokens = Tokens::of(text);
        let language = hear(text, &tokens);
        self.understand(text, &tokens, language)
    }

    /// Reads a text whose language is known, from the survey that asked for it for instance.
    #[must_use]
    pub fn read_in(&self, language: Language, text: &str) -> Reading {
        self.understand(text, &Tokens::of(text), Some(Heard { language, probability: 1.0 }))
    }

    fn understand(&self, text: &str, tokens: &Tokens, language: Option<Heard>) -> Reading {
        // Emoji alone need no language.
        let wordless = tokens.words().next().is_none();
        if language.is_none() && !wordless {
            return Reading { language: None, sentiment: None, emotions: None, cues: Vec::new() };
        }
        let walked = walk(tokens, language.map(|heard| heard.language));
        if language.is_none() && walked.hits == 0 {
            return Reading { language: None, sentiment: None, emotions: None, cues: Vec::new() };
        }
        let signals = signals(&walked);
        let sentiment = match &self.taught {
            Some(taught) => taught.sentiment(text, &signals),
            None => sentiment(&signals, &UNTAUGHT),
        };
        Reading { language, sentiment: Some(sentiment), emotions: Some(walked.emotions), cues: walked.cues }
    }
}
