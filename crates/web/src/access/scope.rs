//! Scopes: the part of the organisation of which somebody sees interactions.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The part of the organisation of which somebody sees interactions: `"all"`, or for instance
/// `{"department": ["Billing"]}`. Names are compared as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The whole.
    #[default]
    All,
    /// What departments and touchpoints of these brands did.
    Brand(BTreeSet<String>),
    /// What these departments did.
    Department(BTreeSet<String>),
    /// What these teams did.
    Team(BTreeSet<String>),
    /// What happened at these locations.
    Location(BTreeSet<String>),
}

impl Scope {
    /// Reads a scope as it is typed: `all`, or `department:Billing,Shop`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Scope, String> {
        if text == "all" {
            return Ok(Scope::All);
        }
        let (kind, names) = text.split_once(':').unwrap_or((text, ""));
        let names: BTreeSet<String> =
            names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        let scope = match kind {
            "brand" => Scope::Brand(names),
            "department" => Scope::Department(names),
            "team" => Scope::Team(names),
            "location" => Scope::Location(names),
            _ => return Err(format!("{text:?} is no scope: all, or brand, department, team or location:NAME,NAME")),
        };
        scope.check()
    }

    /// The scope, unless it names nothing.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(self) -> Result<Scope, String> {
        match &self {
            Scope::Brand(names) | Scope::Department(names) | Scope::Team(names) | Scope::Location(names)
                if names.is_empty() || names.iter().any(|name| name.trim().is_empty() || name.len() > 200) =>
            {
                Err("a scope names at least one part, each with 1 to 200 characters".to_owned())
            }
            _ => Ok(self),
        }
    }

    /// Whether it is the whole.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Scope::All
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_typed_and_kept() {
        let scope = Scope::parse("department:Billing, Shop").expect("a scope");
        assert_eq!(scope, Scope::Department(["Billing", "Shop"].map(str::to_owned).into()));
        let json = serde_json::to_string(&scope).expect("JSON");
        assert_eq!(json, r#"{"department":["Billing","Shop"]}"#);
        assert_eq!(serde_json::from_str::<Scope>(&json).expect("a scope"), scope);
        assert_eq!(serde_json::to_string(&Scope::All).expect("JSON"), r#""all""#);
        assert!(Scope::parse("department:").is_err() && Scope::parse("galaxy:x").is_err());
    }
}
