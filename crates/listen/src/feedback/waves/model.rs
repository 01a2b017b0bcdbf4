//! A wave, and what is shown of it.

use std::collections::BTreeMap;

use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A survey at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    /// The survey.
    pub survey: String,
    /// What it is called: `2026-11`.
    pub name: String,
    /// The version that is answered.
    pub version: u32,
    /// When it is over.
    pub closes_at: Timestamp,
    /// Who is asked: each in one group.
    pub groups: Vec<Group>,
}

/// Some who are asked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WaveGroup)]
pub struct Group {
    /// What they are called: a department, team or shop.
    pub name: String,
    /// How many they are; at least 5.
    pub people: u64,
}

/// What was answered in a wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// How many were asked.
    pub asked: u64,
    /// How many answered; nothing where it is fewer than the threshold.
    pub answered: Option<u64>,
    /// What they said to each question, in the order of the survey. A matrix has one for each row.
    pub questions: Vec<Question>,
}

/// What was said to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its id; of a matrix with the id of the row behind a dot.
    pub id: String,
    /// What everybody said; nothing where too few did.
    pub all: Option<Cell>,
    /// What each group said, by its name; nothing where too few did, or where it would tell what so few said.
    pub groups: Vec<(String, Option<Cell>)>,
    /// What was written, in no order, without the groups.
    pub texts: Vec<String>,
}

/// How often each answer was given. Of a multiple choice, one person may have given several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// How many people answered.
    pub people: u64,
    /// How many gave each answer: an option, or a score as text.
    pub counts: BTreeMap<String, u64>,
}
