//! What a note is.

use kernel::Timestamp;

use crate::frontline::{Place, Status};

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its number.
    pub id: i64,
    /// When it was written; where its reporter is not named, the beginning of that day.
    pub made_at: Timestamp,
    /// What stands in the way.
    pub text: String,
    /// Where.
    pub place: Place,
    /// The rule, form, script or tool that it is about.
    pub policy: Option<String>,
    /// Who reported it, as the audit names them, where they wanted to be named.
    pub reporter: Option<String>,
    /// How far it is.
    pub status: Status,
    /// What was answered last.
    pub answer: Option<String>,
    /// By whom.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<Timestamp>,
}

/// A note to be kept.
#[derive(Clone, Debug)]
pub struct NewNote {
    /// When it was written, as it is kept.
    pub made_at: Timestamp,
    /// What stands in the way.
    pub text: String,
    /// Where.
    pub place: Place,
    /// The rule, form, script or tool.
    pub policy: Option<String>,
    /// Who reports it, where they want to be named.
    pub reporter: Option<String>,
}

/// How many notes there are about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The place.
    pub place: Place,
    /// How many.
    pub all: u64,
    /// How many of them wait or are being mended.
    pub waiting: u64,
}
