//! What an alert rule says, and what an alert is.

use kernel::{IdentifierNo, Position, Timestamp};
use serde::{Deserialize, Serialize};
use text::{CueKind, Emotion};
use utoipa::ToSchema;
use web::versions::{self, Versions};

/// When an alert is opened, where, for whom, and who is told.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertRule {
    /// What somebody said or gave; any of these opens an alert, and all that hold are its reasons.
    pub when: Vec<AlertWhen>,
    /// At any of these touchpoints; anywhere where none is named. An answer to a survey counts for the touchpoint that it
    /// is about.
    #[serde(default)]
    pub touchpoints: Vec<String>,
    /// With any of these departments; with any where none is named.
    #[serde(default)]
    pub departments: Vec<String>,
    /// Over any of these channels; over any where none is named.
    #[serde(default)]
    pub channels: Vec<String>,
    /// The user who sees to it, by name, where the touchpoint has no owner on record.
    pub owner: String,
    /// Within how many hours it is to be done, 1 to 2160.
    pub due_hours: u32,
    /// How many days ago it may have happened when it comes in, 1 to 3660; 2 unless told: what an import brings of last
    /// year alarms nobody.
    #[serde(default = "usual_days")]
    pub within_days: u32,
    /// The webhook that is told, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhook: Option<String>,
    /// The mail address that is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

fn usual_days() -> u32 {
    2
}

/// What opens an alert.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum AlertWhen {
    /// A score of a scale at or below a number: of `nps` at most 6 are detractors.
    Score {
        /// The scale: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`.
        scale: String,
        /// At or below this.
        at_most: f64,
    },
    /// A text whose writer is discontent, with at least this probability.
    Negative {
        /// From 0.5 to 1.
        at_least: f64,
    },
    /// A text that speaks of an emotion, at least this strongly.
    Emotion {
        /// `anger`, `fear`, `sadness`, `disgust`, `surprise`, `joy`, `trust` or `anticipation`.
        #[schema(value_type = String)]
        emotion: Emotion,
        /// From 0 to 1.
        at_least: f64,
    },
    /// A text with a sign of frustration or effort.
    Cue {
        /// `leaving`, `repeated`, `told_before`, `waiting`, `no_answer`, `passed_on`, `effort`, `broken_promise`,
        /// `escalation` or `unresolved`.
        #[schema(value_type = String)]
        cue: CueKind,
    },
}

/// The alert rules of a store.
pub type AlertRules = Versions<AlertRule>;

impl versions::Definition for AlertRule {
    const KIND: &'static str = "alert-rules";
    const ONE: &'static str = "alert rule";
}

/// Why an alert was opened. Words stay where they were said: only their place is kept.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// A score.
    Score {
        /// Of which scale.
        scale: String,
        /// What was given.
        score: f64,
    },
    /// Discontent, with this probability.
    Negative {
        /// How probable.
        probability: f32,
    },
    /// An emotion.
    Emotion {
        /// Which.
        emotion: Emotion,
        /// How strong, from 0 to 1.
        strength: f32,
    },
    /// A sign of frustration or effort.
    Cue {
        /// Which.
        cue: CueKind,
        /// Where it begins in the text, in bytes.
        from: usize,
        /// Where it ends.
        until: usize,
    },
}

/// How far an alert is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    /// Nobody has looked at it.
    Open,
    /// Its owner knows of it.
    Seen,
    /// It is done; its note says how.
    Done,
    /// It was done, and is not.
    Reopened,
}

impl AlertState {
    /// All of them.
    pub const ALL: [AlertState; 4] = [AlertState::Open, AlertState::Seen, AlertState::Done, AlertState::Reopened];

    /// The name in the table and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            AlertState::Open => "open",
            AlertState::Seen => "seen",
            AlertState::Done => "done",
            AlertState::Reopened => "reopened",
        }
    }
}

/// An alert.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// Its number.
    pub number: u64,
    /// The interaction that it is about.
    pub position: Position,
    /// The rule that opened it, and its version.
    pub rule: String,
    /// The version.
    pub version: u32,
    /// Whose interaction it was: the primary identifier. Never a person, who may be somebody else tomorrow.
    pub identifier: IdentifierNo,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When the alert was opened.
    pub made_at: Timestamp,
    /// By when it is to be done.
    pub due_at: Timestamp,
    /// Where it was.
    pub at: Where,
    /// Why it was opened.
    pub reasons: Vec<Reason>,
    /// The user who sees to it.
    pub owner: String,
    /// How far it is.
    pub state: AlertState,
    /// What was done, or why it was reopened.
    pub note: Option<String>,
    /// Who changed it last, as the audit names them.
    pub changed_by: Option<String>,
    /// When.
    pub changed_at: Option<Timestamp>,
}

/// Where an interaction was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Where {
    /// The touchpoint, or the one that an answer is about.
    pub touchpoint: String,
    /// The channel.
    pub channel: String,
    /// The department.
    pub department: Option<String>,
    /// The team.
    pub team: Option<String>,
    /// The location.
    pub location: Option<String>,
}

/// Which alerts are wanted.
#[derive(Clone, Debug, Default)]
pub struct AlertFilter {
    /// Within this part of the organisation.
    pub within: Within,
    /// In any of these states; in any where there is none.
    pub states: Vec<AlertState>,
    /// Whose due time was before this, and that are not done.
    pub late_at: Option<Timestamp>,
    /// Of this owner.
    pub owner: Option<String>,
    /// Of this rule.
    pub rule: Option<String>,
    /// At this touchpoint.
    pub touchpoint: Option<String>,
    /// With this department.
    pub department: Option<String>,
    /// Of these identifiers, each within its time.
    pub of: Option<Vec<kernel::Part>>,
}

/// The part of the organisation of which somebody sees alerts.
#[derive(Clone, Debug, Default)]
pub enum Within {
    /// The whole.
    #[default]
    All,
    /// What these departments had.
    Departments(Vec<String>),
    /// What these teams had.
    Teams(Vec<String>),
    /// What happened at these locations.
    Locations(Vec<String>),
}
