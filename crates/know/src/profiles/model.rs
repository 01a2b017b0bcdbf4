//! What a profile shows.

use kernel::{Identifier, IdentifierNo, Interaction, Position, Relation, Timestamp, Trust};
use serde::{Deserialize, Serialize};

use super::search;
use super::sight::Sight;
use crate::identity::PersonNo;

/// Which side of a person is meant: what somebody says as an employee is never on their customer profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Prospect, customer, former customer, partner.
    #[default]
    Customer,
    /// Employee.
    Employee,
}

impl Side {
    /// The side on which an interaction stands.
    #[must_use]
    pub fn of(interaction: &Interaction) -> Side {
        if interaction.relation == Some(Relation::Employee) { Side::Employee } else { Side::Customer }
    }

    pub(super) fn code(self) -> u8 {
        u8::from(self == Side::Employee)
    }
}

/// An identifier of a person.
#[derive(Clone, Debug)]
pub struct HeldIdentifier {
    /// Its number.
    pub number: IdentifierNo,
    /// Namespace and value.
    pub identifier: Identifier,
    /// When a sender first saw it.
    pub first_seen: Timestamp,
    /// From when it was this person's, where it has changed hands.
    pub from: Option<Timestamp>,
    /// Until when it was this person's, where it has changed hands.
    pub until: Option<Timestamp>,
    /// Whether it was blocked.
    pub blocked: bool,
    /// Whether it was seen with so many people that it joins nobody.
    pub shared: bool,
}

/// A person, from one side.
#[derive(Clone, Debug)]
pub struct Person {
    /// The number of their first identifier.
    pub number: PersonNo,
    /// What they are to us.
    pub relations: Vec<Relation>,
    /// Their identifiers, oldest first.
    pub identifiers: Vec<HeldIdentifier>,
    /// The first interaction.
    pub first_seen: Option<Timestamp>,
    /// The last interaction.
    pub last_seen: Option<Timestamp>,
    /// How many interactions there are.
    pub interactions: u64,
    /// How many of each channel.
    pub channels: Vec<(String, u64)>,
}

/// A fact with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// Its value as JSON text.
    pub value: String,
    /// The source that told it last.
    pub source: kernel::SourceNo,
    /// The department that learnt it last, where known.
    pub department: Option<String>,
    /// The touchpoint where it was learnt last, where known.
    pub touchpoint: Option<String>,
    /// The department that was told this value first, where known.
    pub first_department: Option<String>,
    /// When it was learnt first.
    pub first_learnt_at: Timestamp,
    /// When it was learnt last.
    pub learnt_at: Timestamp,
    /// How often it was told.
    pub times: u64,
    /// Until when it holds, where that was said.
    pub valid_until: Option<Timestamp>,
    /// Known from a trusted source, or only claimed.
    pub trust: Trust,
    /// The interaction that told it last.
    pub interaction: Position,
    /// Whether this is the newest value of the fact: the trait.
    pub newest: bool,
}

impl Fact {
    /// Whether it still holds.
    #[must_use]
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.newest && self.valid_until.is_none_or(|until| now < until)
    }
}

/// What part of a timeline is wanted.
#[derive(Clone, Debug, Default)]
pub struct TimelineFilter {
    /// What the reader sees.
    pub sight: Sight,
    /// Only this channel.
    pub channel: Option<String>,
    /// Only this department.
    pub department: Option<String>,
    /// Only this touchpoint.
    pub touchpoint: Option<String>,
    /// From this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
    /// Only with all these words in name or text.
    pub text: Option<String>,
}

impl TimelineFilter {
    /// Whether an interaction took place where and when it is wanted. What the reader sees is not looked at.
    pub(super) fn takes(&self, one: &Interaction) -> bool {
        let same = |wanted: &Option<String>, has: &str| wanted.as_ref().is_none_or(|wanted| wanted == has);
        same(&self.channel, &one.channel)
            && same(&self.touchpoint, &one.touchpoint)
            && same(&self.department, one.department.as_deref().unwrap_or_default())
            && self.from.is_none_or(|from| one.occurred_at >= from)
            && self.to.is_none_or(|to| one.occurred_at < to)
    }

    /// Whether the words stand in what an interaction says, as the reader is shown it.
    pub(super) fn is_said(&self, one: &Interaction, words: &[String]) -> bool {
        let text = || format!("{} {}", one.name, one.text.as_deref().unwrap_or_default());
        words.is_empty() || search::matches(&self.sight.shown(&text()), words)
    }
}

/// A line of a timeline.
#[derive(Clone, Debug)]
pub struct TimelineItem {
    /// Where it stands in the journal.
    pub position: Position,
    /// The interaction.
    pub interaction: Interaction,
    /// The identifier that it belongs to.
    pub identifier: Option<Identifier>,
}

/// An interaction with everything that came with it.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Where it stands in the journal.
    pub position: Position,
    /// The interaction.
    pub interaction: Interaction,
    /// Its identifiers, the primary one first.
    pub identifiers: Vec<Identifier>,
    /// Whose it is today.
    pub person: PersonNo,
}
