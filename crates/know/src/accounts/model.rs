//! An account as it is read, and the line of an interaction in it as it is kept.

use kernel::mentions::BLACKED_OUT;
use kernel::{IdentifierNo, Interaction, Mentions, Position, SourceNo, Subject, SubjectRole, Timestamp, Trust};
use serde::{Deserialize, Serialize};

use crate::identity::PersonNo;
use crate::profiles::{Fact, RegistryKind, Side, Sight};

/// The kind of subject that an account is.
pub(super) const ACCOUNT: &str = "account";
/// Kinds of subjects that belong to one account alone: what is said of them is said of the account.
pub(super) const OF_ONE: [&str; 2] = ["subscription", "order"];

/// Whether interactions are found by a subject. One that was blacked out names nothing any more.
pub(super) fn is_indexed(subject: &Subject) -> bool {
    let kind = subject.kind.as_str();
    (kind == ACCOUNT || OF_ONE.contains(&kind)) && !subject.id.contains(BLACKED_OUT)
}

/// The subjects by which an interaction is found. What somebody says as an employee is on no account.
pub(super) fn indexed(interaction: &Interaction) -> impl Iterator<Item = &Subject> {
    let of_customer = Side::of(interaction) == Side::Customer;
    interaction.subjects.iter().filter(move |subject| of_customer && is_indexed(subject))
}

/// An account as a reader sees it.
#[derive(Clone, Debug)]
pub struct Account {
    /// The number that stands for it.
    pub key: u64,
    /// Its id in the organisation's systems.
    pub id: String,
    /// What is known of it, newest value of each fact first.
    pub facts: Vec<Fact>,
    /// Its subscriptions, products, orders and whatever else interactions are about, by kind and id.
    pub parts: Vec<Part>,
    /// The people who had to do with it, those seen last first.
    pub people: Vec<Involved>,
    /// When and where the interactions about it stand, newest first.
    pub line: Vec<(Timestamp, Position)>,
}

/// Something that belongs to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `subscription`, `product`, `order`, ...
    pub kind: String,
    /// Its id in the organisation's systems.
    pub id: String,
    /// The first interaction that named both.
    pub first_seen: Timestamp,
    /// The last one.
    pub last_seen: Timestamp,
    /// Known from a trusted source, or only claimed.
    pub known: bool,
}

/// A person who had to do with an account.
#[derive(Clone, Debug)]
pub struct Involved {
    /// Who it is today.
    pub person: PersonNo,
    /// Their roles.
    pub roles: Vec<Held>,
    /// Their first interaction about it.
    pub first_seen: Timestamp,
    /// The last one.
    pub last_seen: Timestamp,
    /// How many there are.
    pub interactions: u64,
}

/// A role that somebody holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The role.
    pub role: SubjectRole,
    /// What they hold it in: the account, or something of it.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// When that was said first.
    pub first_said: Timestamp,
    /// When it was said last.
    pub last_said: Timestamp,
    /// Known from a trusted source, or only claimed.
    pub known: bool,
}

/// What is kept of an interaction for the accounts that it is about.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) identifiers: Vec<IdentifierNo>,
    pub(super) side: Side,
    pub(super) trust: Trust,
    pub(super) source: SourceNo,
    pub(super) touchpoint: String,
    pub(super) department: Option<String>,
    pub(super) team: Option<String>,
    pub(super) location: Option<String>,
    pub(super) subjects: Vec<Subject>,
}

/// A line with when and where it stands.
pub(super) type Placed = (Timestamp, Position, Line);

impl Line {
    pub(super) fn of(interaction: &Interaction) -> Line {
        Line {
            identifiers: interaction.identifiers.clone(),
            side: Side::of(interaction),
            trust: interaction.trust,
            source: interaction.source,
            touchpoint: interaction.touchpoint.clone(),
            department: interaction.department.clone(),
            team: interaction.team.clone(),
            location: interaction.location.clone(),
            subjects: interaction.subjects.clone(),
        }
    }

    pub(super) fn is_seen(&self, sight: &Sight) -> bool {
        sight.sees_in(self.side, |kind| match kind {
            RegistryKind::Department => self.department.as_deref(),
            RegistryKind::Team => self.team.as_deref(),
            RegistryKind::Location => self.location.as_deref(),
            RegistryKind::Channel | RegistryKind::Touchpoint => None,
        })
    }

    /// Gives places another name where `left` has one. Returns whether it had.
    pub(super) fn black_out_places(&mut self, left: &dyn Fn(&str) -> Option<String>) -> bool {
        let mut any = false;
        let parts = [&mut self.department, &mut self.team, &mut self.location].into_iter().flatten();
        for place in [&mut self.touchpoint].into_iter().chain(parts) {
            if let Some(kept) = left(place) {
                *place = kept;
                any = true;
            }
        }
        any
    }

    /// Blacks out where what it is about names somebody. Returns whether it did.
    pub(super) fn black_out(&mut self, mentions: &Mentions) -> bool {
        let mut any = false;
        for subject in &mut self.subjects {
            any |= subject.black_out(mentions);
        }
        any
    }

    /// Whether it is about a subject.
    pub(super) fn is_about(&self, kind: &str, id: &str) -> bool {
        self.subjects.iter().any(|subject| subject.kind == kind && subject.id == id)
    }

    /// The account that it is about, where it names one alone.
    pub(super) fn only_account(&self) -> Option<&str> {
        let mut accounts = self.subjects.iter().filter(|subject| subject.kind == ACCOUNT);
        let first = accounts.next()?;
        accounts.all(|other| other.id == first.id).then_some(&first.id)
    }
}
