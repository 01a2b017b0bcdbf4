//! What a rule of retention is, and a run that enforces them.

use std::collections::BTreeMap;

use kernel::{Purpose, SourceNo, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::erasure::Mode;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleFor {
    /// All sources that take in for a purpose.
    Purpose,
    /// One source.
    Source,
}

impl RuleFor {
    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RuleFor::Purpose => "purpose",
            RuleFor::Source => "source",
        }
    }
}

/// How long something is kept: 1 day to 100 years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Days(u32);

impl Days {
    /// A hundred years.
    pub const MOST: u32 = 36_525;

    /// So many days, where it is between one and [`Days::MOST`].
    #[must_use]
    pub fn new(days: u32) -> Option<Days> {
        (1..=Days::MOST).contains(&days).then_some(Days(days))
    }

    /// How many.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

/// How long interactions are kept, and what is done then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What it is about.
    pub about: RuleFor,
    /// The name of the purpose or source.
    pub name: String,
    /// How long they are kept.
    pub days: Days,
    /// How much goes then.
    pub then: Mode,
    /// When somebody said so.
    pub changed_at: Timestamp,
}

/// A source, as far as retention asks.
#[derive(Clone, Debug)]
pub struct KnownSource {
    /// Its number.
    pub number: SourceNo,
    /// Its name.
    pub name: String,
    /// What it takes in for.
    pub purpose: Purpose,
}

/// What a run did by a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Done {
    /// What the rule is about.
    pub about: RuleFor,
    /// The name of the purpose or source.
    pub name: String,
    /// How long it keeps interactions, in days.
    pub days: u32,
    /// How much goes then.
    pub then: Mode,
    /// Interactions of which nothing was left but their place.
    pub destroyed: u64,
    /// Interactions that can only be counted now.
    pub anonymised: u64,
    /// Interactions that stay because a legal hold lies on somebody who was there.
    pub held: u64,
}

impl Done {
    pub(super) fn is_by(&self, rule: &Rule) -> bool {
        let same = (self.about, self.name.as_str(), self.then) == (rule.about, rule.name.as_str(), rule.then);
        same && self.days == rule.days.get()
    }
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunStage {
    /// It goes through the journal.
    Journal,
    /// What followed from what is gone is made anew.
    Indexes,
    /// People of whom nothing is left are erased, and the files overwritten.
    People,
    /// It is over.
    Done,
    /// It was cancelled: what had gone by then is gone everywhere, the rest stays.
    Cancelled,
}

impl RunStage {
    pub(super) const ALL: [RunStage; 5] =
        [RunStage::Journal, RunStage::Indexes, RunStage::People, RunStage::Done, RunStage::Cancelled];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RunStage::Journal => "journal",
            RunStage::Indexes => "indexes",
            RunStage::People => "people",
            RunStage::Done => "done",
            RunStage::Cancelled => "cancelled",
        }
    }
}

/// A run.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its number.
    pub id: i64,
    /// Who asked for it; nobody for the daily one.
    pub by: Option<String>,
    /// Whether it only says what it would do.
    pub dry: bool,
    /// How far it is.
    pub stage: RunStage,
    /// Whether somebody wants it to end.
    pub cancel: bool,
    /// How many frames the journal had.
    pub frames: u64,
    /// How many of them were looked at.
    pub looked_at: u64,
    /// What it did, by rule.
    pub done: Vec<Done>,
    /// People of whom nothing was left.
    pub people: u64,
    /// How many rows each other holder changed.
    pub rows: BTreeMap<String, u64>,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
}
