//! What an erasure is.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Identifier, IdentifierNo, Part, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::identity::PersonNo;

/// How much goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Everything.
    #[default]
    Erase,
    /// Everything that says who it was: the day, channel, touchpoint and part of the organisation stay to be counted.
    Anonymise,
}

impl Mode {
    pub(in crate::privacy) fn as_str(self) -> &'static str {
        match self {
            Mode::Erase => "erase",
            Mode::Anonymise => "anonymise",
        }
    }

    pub(in crate::privacy) fn parse(text: &str) -> Mode {
        if text == "anonymise" { Mode::Anonymise } else { Mode::Erase }
    }
}

/// How far an erasure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Somebody asks; nothing has gone.
    Proposed,
    /// Nobody sees it any more.
    Hidden,
    /// It is nowhere any more.
    Destroyed,
}

impl Stage {
    pub(super) const ALL: [Stage; 3] = [Stage::Proposed, Stage::Hidden, Stage::Destroyed];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Proposed => "proposed",
            Stage::Hidden => "hidden",
            Stage::Destroyed => "destroyed",
        }
    }
}

/// An erasure.
#[derive(Clone, Debug)]
pub struct Erasure {
    /// Its number.
    pub id: i64,
    /// A random name for it that holds in every copy of the store.
    pub token: String,
    /// How far it is.
    pub stage: Stage,
    /// How much goes.
    pub mode: Mode,
    /// The person when it was asked for.
    pub person: PersonNo,
    /// What goes.
    pub parts: Vec<Part>,
    /// Who asked.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// Since when nobody sees it.
    pub hidden_at: Option<Timestamp>,
    /// When it was nowhere any more.
    pub destroyed_at: Option<Timestamp>,
    /// How many rows each holder changed in the pass that destroyed it, other erasures of the pass included.
    pub rows: BTreeMap<String, u64>,
    /// The privacy request that it serves.
    pub request: Option<i64>,
    /// How many rows of people under a legal hold name it still: as long as there are any, it is not destroyed.
    pub kept: u64,
    /// The legal holds that were in force then. It goes on when one of them is not any more.
    pub held_by: BTreeSet<i64>,
    /// The names of its people, as long as rows are kept in which they may stand.
    pub names: BTreeSet<String>,
}

impl Erasure {
    /// What a receipt says; nothing before it is destroyed.
    pub(super) fn said(&self) -> Option<String> {
        let (hidden, destroyed) = (self.hidden_at?, self.destroyed_at?);
        let requested = self.requested_at;
        let (token, mode) = (&self.token, self.mode.as_str());
        Some(format!(
            "throughline erasure {token}; mode={mode}; requested={requested}; hidden={hidden}; destroyed={destroyed}"
        ))
    }
}

/// What came of a pass over everything for an erasure.
pub(super) struct Outcome {
    /// The erasure.
    pub(super) id: i64,
    /// How many rows each holder has changed so far.
    pub(super) rows: BTreeMap<String, u64>,
    /// How many rows stay because of a hold.
    pub(super) kept: u64,
}

/// An erasure with what it would take.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The erasure.
    pub erasure: Erasure,
    /// The identifiers that would go. Each may be a second human's: they are confirmed one by one.
    /// With each how many interactions belong to it.
    pub identifiers: Vec<(IdentifierNo, Identifier, u64)>,
    /// How many interactions would go.
    pub interactions: u64,
}
