//! What an improvement says.

use jiff::civil::Date;
use learn::{By, Measured};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::versions::{self, Versions};

/// Something that is changed because of a finding.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Improvement {
    /// What is changed, in 1 to 200 characters.
    pub title: String,
    /// What was found.
    pub finding: Finding,
    /// The user who answers for it, by name.
    pub owner: String,
    /// By what it is measured.
    pub measure: ImprovementMeasure,
    /// By how much the measure is expected to change, in its units: -5 is five fewer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<f64>,
    /// How far it is.
    pub state: ImprovementState,
    /// The day on which it was changed, such as `2026-03-02`; absent as long as it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub changed_on: Option<Date>,
    /// The day on which to look again.
    #[schema(value_type = String)]
    pub look_again_on: Date,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// It in a sentence, in 1 to 1000 characters.
    pub said: String,
    /// The page that shows it: a path of this server with its query.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// What a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// What goes with high and low scores.
    Driver,
    /// What people write about.
    Theme,
    /// A question that is asked although its answer is known.
    RepeatedQuestion,
    /// What an employee noted.
    Note,
    /// A figure of scores.
    Score,
    /// A way that people go, or effort that it costs them.
    Journey,
    /// Anything else.
    Other,
}

/// How far an improvement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImprovementState {
    /// It is to be changed.
    Planned,
    /// It was changed, and it is too early to say what came of it.
    Changed,
    /// What came of it was looked at, and it stays.
    Kept,
    /// It is not done, or was taken back.
    Dropped,
}

/// By what an improvement is measured, and where.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImprovementMeasure {
    /// What is measured.
    pub measured: Measured,
    /// What kind of places are meant.
    pub by: PlaceKind,
    /// Where it is changed, 1 to 50 names.
    pub places: Vec<String>,
    /// Places that are not changed, and otherwise alike; all others with enough figures where none is named.
    #[serde(default)]
    pub compared_with: Vec<String>,
}

/// What kind of places are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// Touchpoints.
    Touchpoint,
    /// Departments.
    Department,
}

impl From<PlaceKind> for By {
    fn from(kind: PlaceKind) -> By {
        match kind {
            PlaceKind::Touchpoint => By::Touchpoint,
            PlaceKind::Department => By::Department,
        }
    }
}

/// The improvements of a store.
pub type Improvements = Versions<Improvement>;

impl versions::Definition for Improvement {
    const KIND: &'static str = "improvements";
    const ONE: &'static str = "improvement";
}
