//! Sight: what a reader sees of people. One of their sides, and of it what the reader's part of the organisation did.

use std::borrow::Cow;
use std::collections::BTreeSet;

use kernel::Interaction;
use web::access::{Hidden, hidden};
use web::{Principal, Scope};

use super::model::Side;
use super::registry::Kind;
use crate::privacy::masking::mask;

/// What a reader sees. What it leaves out is absent from everything that they are shown.
#[derive(Clone, Debug, Default)]
pub struct Sight {
    /// The side of people.
    pub side: Side,
    part: Option<Parts>,
    /// What of texts is masked for them.
    hidden: Hidden,
}

/// Parts of the organisation, all of one kind.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    pub(super) kind: Kind,
    pub(super) names: BTreeSet<String>,
}

impl Sight {
    /// All of one side.
    #[must_use]
    pub fn whole(side: Side) -> Sight {
        Sight { side, ..Sight::default() }
    }

    /// What somebody sees of one side; `departments_of` says which departments brands have.
    #[must_use]
    pub fn of(who: &Principal, side: Side, departments_of: &dyn Fn(&BTreeSet<String>) -> BTreeSet<String>) -> Sight {
        let part = match &who.scope {
            Scope::All => None,
            Scope::Brand(brands) => Some(Parts { kind: Kind::Department, names: departments_of(brands) }),
            Scope::Department(names) => Some(Parts { kind: Kind::Department, names: names.clone() }),
            Scope::Team(names) => Some(Parts { kind: Kind::Team, names: names.clone() }),
            Scope::Location(names) => Some(Parts { kind: Kind::Location, names: names.clone() }),
        };
        Sight { side, part, hidden: hidden(who.role) }
    }

    /// Whether it takes in the whole organisation.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.part.is_none()
    }

    /// A text as the reader is shown it.
    pub(super) fn shown<'a>(&self, text: &'a str) -> Cow<'a, str> {
        mask(text, self.hidden)
    }

    /// The parts that it is cut to.
    pub(super) fn parts(&self) -> Option<&Parts> {
        self.part.as_ref()
    }

    /// Whether an interaction is seen.
    #[must_use]
    pub fn sees(&self, interaction: &Interaction) -> bool {
        self.sees_in(Side::of(interaction), |kind| part_of(interaction, kind))
    }

    /// Whether what took place on a side in parts of the organisation is seen; `part_of` says which part of a kind.
    #[must_use]
    pub fn sees_in<'a>(&self, side: Side, part_of: impl Fn(Kind) -> Option<&'a str>) -> bool {
        let within = |part: &Parts| part_of(part.kind).is_some_and(|name| part.names.contains(name));
        side == self.side && self.part.as_ref().is_none_or(within)
    }
}

/// The part of the organisation of one kind in which an interaction took place.
pub(super) fn part_of(interaction: &Interaction, kind: Kind) -> Option<&str> {
    match kind {
        Kind::Department => interaction.department.as_deref(),
        Kind::Team => interaction.team.as_deref(),
        Kind::Location => interaction.location.as_deref(),
        Kind::Channel | Kind::Touchpoint => None,
    }
}
