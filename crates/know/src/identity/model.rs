//! Links as they are shown: what holds two identifiers together, or keeps them apart.

use kernel::{Pair, Timestamp};
use serde::Deserialize;

use super::graph::Edge;
use crate::log::Decision;

/// Where a link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// Its ends are one person.
    Active,
    /// It was refused and waits for a decision.
    Conflict,
    /// Its ends are marked apart.
    Apart,
    /// It may not link: an end is blocked or shared, or only a public source says so.
    Idle,
}

impl LinkState {
    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            LinkState::Active => "active",
            LinkState::Conflict => "conflict",
            LinkState::Apart => "apart",
            LinkState::Idle => "idle",
        }
    }
}

/// A link with its evidence.
#[derive(Clone, Debug)]
pub struct Link {
    /// The two identifiers.
    pub pair: Pair,
    /// Where it stands.
    pub state: LinkState,
    /// What is known of the two together.
    pub edge: Edge,
    /// What employees decided, newest first.
    pub decisions: Vec<Decision>,
}

impl Link {
    /// When a sender first saw the two together.
    #[must_use]
    pub fn first_seen(&self) -> Option<Timestamp> {
        self.edge.first_seen().map(Timestamp)
    }
}
