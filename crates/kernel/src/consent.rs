//! What people allow: purposes, and decisions about them.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// A use of personal data that a person can allow or refuse, by its normal name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Purpose(String);

impl Purpose {
    /// The normal name of a purpose: lower case, blanks as underscores, and the usual consent managers' names and
    /// numbers folded into `necessary`, `functional`, `analytics`, `marketing` and `sharing`.
    #[must_use]
    pub fn new(name: &str) -> Purpose {
        let name = name.trim().to_lowercase().replace([' ', '-'], "_");
        let normal = match name.as_str() {
            "c0001" | "strictly_necessary" | "essential" => "necessary",
            "c0002" | "performance" | "statistics" | "measurement" => "analytics",
            "c0003" | "preferences" => "functional",
            "c0004" | "advertising" | "targeting" => "marketing",
            "sale" | "sale_of_data" | "do_not_sell" | "sharing_of_data" => "sharing",
            other => other,
        };
        Purpose(normal.to_owned())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One decision of a person about one purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentDecision {
    /// What for.
    pub purpose: Purpose,
    /// Whether it is allowed.
    pub granted: bool,
    /// When the person decided. Of two decisions the later counts, of equal times the denial.
    pub decided_at: Timestamp,
    /// Where the decision was seen: `context.consent`, `Sec-GPC`, `api`, ...
    pub evidence: String,
}

impl ConsentDecision {
    /// Whether this decision takes the place of `other`, which is about the same identifier and purpose.
    #[must_use]
    pub fn supersedes(&self, other: &ConsentDecision) -> bool {
        (self.decided_at, !self.granted) > (other.decided_at, !other.granted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(granted: bool, at: i64) -> ConsentDecision {
        ConsentDecision {
            purpose: Purpose::new("analytics"),
            granted,
            decided_at: Timestamp(at),
            evidence: "api".to_owned(),
        }
    }

    #[test]
    fn the_later_decision_counts_and_of_equal_times_the_denial() {
        assert!(decision(true, 2).supersedes(&decision(false, 1)));
        assert!(!decision(true, 1).supersedes(&decision(false, 1)));
        assert!(decision(false, 1).supersedes(&decision(true, 1)));
        assert!(!decision(false, 1).supersedes(&decision(false, 1)));
    }

    #[test]
    fn consent_managers_names_are_folded() {
        assert_eq!(Purpose::new("C0004"), Purpose::new("Advertising"));
        assert_eq!(Purpose::new("Strictly Necessary").as_str(), "necessary");
    }
}
