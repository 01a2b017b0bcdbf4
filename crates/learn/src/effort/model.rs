//! What an episode is, and what it cost the person.

use crate::index::Code;

/// An episode of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Episode {
    /// Its rows, in the order of time.
    pub rows: Vec<usize>,
    /// When it began, in milliseconds.
    pub began: i64,
    /// When something of it happened last.
    pub ended: i64,
    /// The channels of its contacts, in the order in which they were first met.
    pub channels: Vec<Code>,
    /// The departments of its contacts, in the order in which they were first met.
    pub departments: Vec<Code>,
    /// What it cost.
    pub effort: Effort,
}

/// What an episode cost the person, as it was observed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// How often they spoke with the organisation.
    pub contacts: u32,
    /// How often the next contact was over another channel.
    pub channel_switches: u32,
    /// How often the next contact was with another department.
    pub transfers: Transfers,
    /// How many facts they were asked for although they had told them.
    pub asked_again: u32,
    /// In how many contacts it could be observed what was asked.
    pub observable: u32,
    /// How often they had looked for help by themselves before or between.
    pub looked_for_help: u32,
    /// How long it took from the first contact to the last, in milliseconds.
    pub waiting: i64,
}

/// Passages of an episode from one department to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Transfers {
    /// The next department asked nothing again, where it could be observed what it asked.
    pub warm: u32,
    /// The next department asked again for what had been told.
    pub cold: u32,
    /// It could not be observed what the next department asked.
    pub unknown: u32,
}

impl Transfers {
    /// How many there were.
    #[must_use]
    pub fn all(self) -> u32 {
        self.warm + self.cold + self.unknown
    }
}

/// How an episode passed from one department to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Passage {
    /// With what was told.
    Warm,
    /// Without it.
    Cold,
    /// That could not be observed.
    Unknown,
}
