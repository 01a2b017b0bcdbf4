//! What a category is.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A category has so many examples at most, each of so many characters at most.
const EXAMPLES: usize = 2_000;
const LONG: usize = 5_000;

/// What texts of a category are about, with examples.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryDefinition {
    /// What they are about, in a sentence.
    #[serde(default)]
    pub description: String,
    /// Texts that are about it, one at least; three are needed to learn it. Made up, or without personal data: they are
    /// kept with every version.
    pub examples: Vec<String>,
}

impl CategoryDefinition {
    /// The definition without blanks around.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn checked(mut self) -> Result<CategoryDefinition, String> {
        self.description = self.description.trim().replace('\0', "");
        self.examples = self.examples.iter().map(|example| example.trim().replace('\0', "")).collect();
        self.examples.retain(|example| !example.is_empty());
        if self.examples.is_empty() {
            return Err("`examples`: give at least one text that is about it; three are needed to learn it".to_owned());
        }
        if self.examples.len() > EXAMPLES {
            return Err(format!("`examples`: {} are too many; {EXAMPLES} is the most", self.examples.len()));
        }
        let long = self.examples.iter().position(|example| example.chars().count() > LONG);
        if let Some(place) = long {
            return Err(format!("`examples[{place}]` is longer than {LONG} characters: shorten it"));
        }
        if self.description.chars().count() > LONG {
            return Err(format!("`description` is longer than {LONG} characters: shorten it"));
        }
        Ok(self)
    }
}
