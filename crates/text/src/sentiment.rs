//! From what words say to the probability that somebody is content, discontent, or neither.

use serde::{Deserialize, Serialize};

use crate::cues::CueKind;
use crate::walk::Walked;

/// Whether somebody is content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// Discontent: a complaint, a problem that annoys.
    Negative,
    /// Neither: a question, a fact, both in balance.
    Neutral,
    /// Content: praise, thanks.
    Positive,
}

impl Polarity {
    /// All three.
    pub const ALL: [Polarity; 3] = [Polarity::Negative, Polarity::Neutral, Polarity::Positive];
}

/// How probable it is that a text is of each polarity. The three sum to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sentiment {
    /// That somebody is discontent.
    pub negative: f32,
    /// Neither.
    pub neutral: f32,
    /// That somebody is content.
    pub positive: f32,
}

impl Sentiment {
    /// The probability of one.
    #[must_use]
    pub fn of(&self, polarity: Polarity) -> f32 {
        match polarity {
            Polarity::Negative => self.negative,
            Polarity::Neutral => self.neutral,
            Polarity::Positive => self.positive,
        }
    }

    /// The most probable polarity; of equal ones the more negative.
    #[must_use]
    pub fn polarity(&self) -> Polarity {
        let all = Polarity::ALL.into_iter();
        all.reduce(|one, other| if self.of(other) > self.of(one) { other } else { one }).expect("there are three")
    }

    /// From -1 to 1: the probability of praise less that of a complaint.
    #[must_use]
    pub fn balance(&self) -> f32 {
        self.positive - self.negative
    }

    /// Of three scores, by their exponentials.
    pub(crate) fn of_scores(scores: [f32; 3]) -> Sentiment {
        let highest = scores.iter().copied().fold(f32::MIN, f32::max);
        let parts = scores.map(|score| (score - highest).exp());
        let sum: f32 = parts.iter().sum();
        Sentiment { negative: parts[0] / sum, neutral: parts[1] / sum, positive: parts[2] / sum }
    }
}

/// How many signals a text gives.
pub(crate) const SIGNALS: usize = 12;

/// What a walk found, as numbers from about -1 to 1; the first is always 1.
pub(crate) fn signals(walked: &Walked) -> [f32; SIGNALS] {
    let up_to = |count: usize, most: u8| f32::from(u8::try_from(count).unwrap_or(u8::MAX).min(most)) / f32::from(most);
    let effort = walked.cues.iter().filter(|cue| cue.kind != CueKind::Effort).count();
    let length = f32::from(walked.words.min(60)) / 60.0;
    let asks = f32::from(u8::from(walked.questions > 0));
    [
        1.0,
        walked.good / (walked.good + 2.0),
        walked.bad / (walked.bad + 2.0),
        walked.last / 5.0,
        walked.strongest / 5.0,
        up_to(usize::from(walked.denials), 2),
        asks,
        up_to(usize::from(walked.exclamations), 3),
        up_to(effort, 3),
        length,
        // Thanks at the end of a request are manners.
        asks * walked.good / (walked.good + 2.0),
        f32::from(u8::from(walked.shouted)),
    ]
}

/// What each signal says for a complaint, neither, and praise.
pub(crate) type Weights = [[f32; SIGNALS]; 3];

/// The weights of a reader that has learnt nothing yet: a logistic regression on two hundred tweets to customer care
/// and half of the reviews of docs/text.md, each sentiment counting the same, drawn towards what we expect.
pub(crate) const UNTAUGHT: Weights = [
    [-0.9, -1.8, 2.6, -0.2, -0.6, 0.7, 0.2, 0.4, 0.9, 1.5, -0.4, 0.5],
    [0.6, -1.0, -1.4, 0.0, -0.4, -0.2, 0.9, -0.5, -0.9, 0.9, 1.0, -0.6],
    [0.1, 3.0, -1.0, 0.2, 1.0, -0.5, -1.2, 0.1, 0.1, -2.5, -0.6, 0.1],
];

/// The sentiment of what a walk found.
pub(crate) fn sentiment(signals: &[f32; SIGNALS], weights: &Weights) -> Sentiment {
    Sentiment::of_scores(
        weights.each_ref().map(|row| row.iter().zip(signals).map(|(weight, signal)| weight * signal).sum()),
    )
}
