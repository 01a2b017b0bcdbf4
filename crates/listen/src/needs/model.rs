//! What a need is.

use kernel::Timestamp;

use crate::frontline::{Place, Status};

/// A need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Its number.
    pub id: i64,
    /// The beginning of the day on which it was proposed.
    pub made_at: Timestamp,
    /// What is needed.
    pub title: String,
    /// What for, where it was said.
    pub detail: Option<String>,
    /// Where.
    pub place: Place,
    /// How many people vote for it.
    pub votes: u64,
    /// How far it is.
    pub status: Status,
    /// What was answered last.
    pub answer: Option<String>,
    /// By whom.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// The day until which it is promised.
    pub due: Option<String>,
}

/// A need to be kept.
#[derive(Clone, Debug)]
pub struct NewNeed {
    /// The beginning of the day.
    pub made_at: Timestamp,
    /// What is needed.
    pub title: String,
    /// What for.
    pub detail: Option<String>,
    /// Where.
    pub place: Place,
}

/// Why a need is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There are very many.
    #[error("there are 2000 needs, and nobody reads more: vote for one of them instead")]
    TooMany,
    /// It is gone again.
    #[error("the need is not there")]
    Missing,
}
