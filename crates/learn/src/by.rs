//! By what interactions are called, in questions and in designs.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::index::Label;

/// By what a row is called in a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Its touchpoint.
    #[default]
    Touchpoint,
    /// Its channel.
    Channel,
    /// Its department.
    Department,
    /// Its team.
    Team,
    /// Its location.
    Location,
    /// What happened.
    Name,
}

impl From<By> for Label {
    fn from(by: By) -> Label {
        match by {
            By::Touchpoint => Label::Touchpoint,
            By::Channel => Label::Channel,
            By::Department => Label::Department,
            By::Team => Label::Team,
            By::Location => Label::Location,
            By::Name => Label::Name,
        }
    }
}
