//! Holds: what keeps a person from being erased, or from being contacted, for a while. They lie on identifiers, so that
//! merging and its undoing move them rightly.
//! Tables: `privacy_holds` (truth).

use kernel::{IdentifierNo, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a hold is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HoldKind {
    /// Nothing of the person may be destroyed: a lawsuit, an investigation.
    Legal,
    /// The person is not to be contacted unasked: a case is open, somebody is in mourning.
    Contact,
}

impl HoldKind {
    /// The name in the table.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            HoldKind::Legal => "legal",
            HoldKind::Contact => "contact",
        }
    }

    /// The kind of a name in the table.
    pub(super) fn parse(name: &str) -> Option<HoldKind> {
        [HoldKind::Legal, HoldKind::Contact].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A hold.
#[derive(Clone, Debug)]
pub struct Hold {
    /// Its number.
    pub id: i64,
    /// The identifier on which it lies.
    pub identifier: IdentifierNo,
    /// What it is for.
    pub kind: HoldKind,
    /// Why.
    pub reason: String,
    /// Who placed it.
    pub placed_by: String,
    /// When.
    pub placed_at: Timestamp,
    /// Until when, where that was said.
    pub until: Option<Timestamp>,
    /// When it was released before that.
    pub released_at: Option<Timestamp>,
}

impl Hold {
    /// Whether it is in force.
    #[must_use]
    pub fn is_active(&self, now: Timestamp) -> bool {
        self.released_at.is_none() && self.until.is_none_or(|until| now < until)
    }
}
