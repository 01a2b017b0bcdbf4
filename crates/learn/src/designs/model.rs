//! What a design says.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::By;

/// A journey as it is meant to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The customer's job: what the journey is for, in their words.
    pub job: String,
    /// By what interactions are called.
    #[serde(default)]
    pub by: By,
    /// The stages, in order.
    pub stages: Vec<DesignStage>,
    /// What begins the journey; where nothing is named, the first interaction, whatever it is.
    #[serde(default)]
    pub start: Vec<String>,
    /// What ends it well.
    #[serde(default)]
    pub good: Vec<String>,
    /// What ends it badly.
    #[serde(default)]
    pub bad: Vec<String>,
}

/// A stage of a designed journey.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DesignStage {
    /// What it is called.
    pub name: String,
    /// The names of interactions that belong to it.
    pub names: Vec<String>,
    /// Whether it may be left out.
    #[serde(default)]
    pub optional: bool,
    /// Whether it may have several interactions.
    #[serde(default)]
    pub repeatable: bool,
}
