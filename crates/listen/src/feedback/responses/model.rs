//! A response while it is given.

use std::collections::BTreeMap;

use kernel::{IdentifierNo, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What was answered, by the ids of questions: a number, a text, an option, a list of options, or an object of a matrix's
/// rows.
pub type Answers = BTreeMap<String, Value>;

/// What an invitation is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct About {
    /// The touchpoint that it asks about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub touchpoint: Option<String>,
    /// The department that was met there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The employee who was met there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employee: Option<String>,
    /// The shop, branch or region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The order, case or product: kinds and ids.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub subjects: BTreeMap<String, String>,
}

/// A response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Its number, drawn at random; that of the invitation where there was one.
    pub number: u64,
    /// The survey.
    pub survey: String,
    /// The version of the survey that is answered.
    pub version: u32,
    /// Who was invited; nobody where the survey is open to everybody.
    pub identifier: Option<IdentifierNo>,
    /// What it is about.
    pub about: About,
    /// The language in which it is answered.
    pub language: String,
    /// What came with the address: `source`, `campaign`, ...
    pub hidden: BTreeMap<String, String>,
    /// What was answered so far.
    pub answers: Answers,
    /// The facts that were not asked for, because they are known.
    pub spared: Vec<String>,
    /// When it was begun.
    pub begun_at: Timestamp,
    /// When something was answered last.
    pub changed_at: Timestamp,
    /// When it was finished.
    pub finished_at: Option<Timestamp>,
}
