//! Interactions as columns: of each what journeys and effort go by, in a few dozen bytes.

use std::ops::Range;

use kernel::{Direction, FactSaid, IdentifierNo, Interaction, Position, QuestionPurpose, Trust};
use know::profiles::{Side, is_contact};

use super::names::{Code, Names};

/// What a row can be called by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// The place of contact.
    Touchpoint,
    /// The channel.
    Channel,
    /// The department.
    Department,
    /// The team.
    Team,
    /// The shop, branch or region.
    Location,
    /// What happened.
    Name,
}

impl Label {
    /// All labels, in the order of their columns.
    pub const ALL: [Label; 6] =
        [Label::Touchpoint, Label::Channel, Label::Department, Label::Team, Label::Location, Label::Name];

    /// What it is called in requests and answers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Label::Touchpoint => "touchpoint",
            Label::Channel => "channel",
            Label::Department => "department",
            Label::Team => "team",
            Label::Location => "location",
            Label::Name => "name",
        }
    }
}

/// What is true of a row, a bit each.
pub mod flag {
    /// The organisation began.
    pub const OUTBOUND: u8 = 1;
    /// It stayed inside the organisation.
    pub const INTERNAL: u8 = 2;
    /// A system of the organisation said so.
    pub const TRUSTED: u8 = 4;
    /// The person was there as an employee.
    pub const EMPLOYEE: u8 = 8;
    /// Person and organisation had to do with each other.
    pub const CONTACT: u8 = 16;
    /// Something was said or written.
    pub const TEXT: u8 = 32;
    /// Something was asked.
    pub const ASKED: u8 = 64;
}

/// Values of which each row has any number.
#[derive(Clone, Debug)]
pub struct Lists<T> {
    /// Where the values of each row end.
    ends: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { ends: Vec::new(), values: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    /// Adds a row.
    ///
    /// # Panics
    /// When all rows together have 2^32 values.
    pub fn push(&mut self, values: impl IntoIterator<Item = T>) {
        self.values.extend(values);
        self.ends.push(u32::try_from(self.values.len()).expect("rows have a few values each"));
    }

    /// The values of a row.
    #[must_use]
    pub fn of(&self, row: usize) -> &[T] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.values[start as usize..self.ends[row] as usize]
    }

    fn copy(&mut self, from: &Lists<T>, rows: Range<usize>) {
        for row in rows {
            self.push(from.of(row).iter().copied());
        }
    }
}

/// The names behind the numbers in rows.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// Of each label.
    labels: [Names; Label::ALL.len()],
    /// Of facts.
    pub facts: Names,
}

impl Dictionary {
    /// The names of a label.
    #[must_use]
    pub fn names(&self, label: Label) -> &Names {
        &self.labels[label as usize]
    }
}

/// A question: the fact that was asked for, and whether it was asked to serve the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The fact.
    pub fact: Code,
    /// Whether it was asked to serve them, rather than to verify, to sell or by law.
    pub to_serve: bool,
}

/// A fact that says why somebody came, and a hash of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The fact.
    pub fact: Code,
    /// The hash.
    pub value: u64,
}

/// A fact that was told, a hash of its value, and until when it holds, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The fact.
    pub fact: Code,
    /// The hash of a value in a few words; 0 for what was told at length. Half of one: it tells some dozens of values
    /// apart, and fits where there was a gap.
    pub value: u32,
    /// Until when, not included; `i64::MAX` where nobody said.
    pub until: i64,
}

/// Hashes the ids of subjects.
pub type Hasher = dyn Fn(&str, &str) -> u64 + Send + Sync;

/// Kinds of subjects that last: an interaction about one of these alone may be about anything. Every other kind (a case,
/// ticket, order, claim, ...) is a matter.
const LASTING: [&str; 6] = ["account", "campaign", "device", "household", "product", "subscription"];

/// Facts that say why somebody came.
const REASONS: [&str; 4] = ["contact_reason", "problem", "reason", "topic"];
/// A reason or a value that many share is a code or a few words, at most so many bytes of JSON: what is told at length
/// is told anew each time.
const BRIEF: usize = 64;

/// Interactions, one a row.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Where it stands in the journal.
    pub position: Vec<u64>,
    /// When it happened, in milliseconds.
    pub time: Vec<i64>,
    labels: [Vec<Code>; Label::ALL.len()],
    /// What is true of it, see [`flag`].
    pub flags: Vec<u8>,
    /// Its identifiers, in priority order.
    pub identifiers: Lists<IdentifierNo>,
    /// Hashes of the matters that it is about: cases, tickets, orders.
    pub matters: Lists<u64>,
    /// Why the person came, in a word or two: hashes of facts that say so.
    pub reasons: Lists<Reason>,
    /// What was asked.
    pub asked: Lists<Asked>,
    /// What was told.
    pub told: Lists<Told>,
}

impl Rows {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.position.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.position.is_empty()
    }

    /// The numbers of a label, a row each.
    #[must_use]
    pub fn label(&self, label: Label) -> &[Code] {
        &self.labels[label as usize]
    }

    /// Adds an interaction.
    pub fn push(&mut self, position: Position, one: &Interaction, dictionary: &mut Dictionary, hasher: &Hasher) {
        self.position.push(position.0);
        self.time.push(one.occurred_at.0);
        let none = String::new();
        for label in Label::ALL {
            let name = match label {
                Label::Touchpoint => &one.touchpoint,
                Label::Channel => &one.channel,
                Label::Department => one.department.as_ref().unwrap_or(&none),
                Label::Team => one.team.as_ref().unwrap_or(&none),
                Label::Location => one.location.as_ref().unwrap_or(&none),
                Label::Name => &one.name,
            };
            self.labels[label as usize].push(dictionary.labels[label as usize].code(name));
        }
        self.flags.push(flags(one));
        self.identifiers.push(one.identifiers.iter().copied());
        let matters = one.subjects.iter().filter(|subject| !LASTING.contains(&subject.kind.as_str()));
        self.matters.push(matters.map(|subject| hasher(&subject.kind, &subject.id)));
        let facts = &mut dictionary.facts;
        let brief = |fact: &&FactSaid| REASONS.contains(&fact.name.as_str()) && fact.value.len() <= BRIEF;
        self.reasons.push(
            one.facts
                .iter()
                .filter(brief)
                .map(|fact| Reason { fact: facts.code(&fact.name), value: hasher(&fact.name, &fact.value) }),
        );
        self.asked.push(one.questions.iter().map(|question| Asked {
            fact: facts.code(&question.fact),
            to_serve: question.purpose == QuestionPurpose::Service,
        }));
        self.told.push(one.facts.iter().map(|fact| Told {
            fact: facts.code(&fact.name),
            value: if fact.value.len() <= BRIEF { half(hasher(&fact.name, &fact.value)) } else { 0 },
            until: fact.valid_until.map_or(i64::MAX, |until| until.0),
        }));
    }

    /// Adds rows of others that know the same names.
    pub fn copy(&mut self, from: &Rows, rows: Range<usize>) {
        self.position.extend_from_slice(&from.position[rows.clone()]);
        self.time.extend_from_slice(&from.time[rows.clone()]);
        for (own, others) in self.labels.iter_mut().zip(&from.labels) {
            own.extend_from_slice(&others[rows.clone()]);
        }
        self.flags.extend_from_slice(&from.flags[rows.clone()]);
        self.identifiers.copy(&from.identifiers, rows.clone());
        self.matters.copy(&from.matters, rows.clone());
        self.reasons.copy(&from.reasons, rows.clone());
        self.asked.copy(&from.asked, rows.clone());
        self.told.copy(&from.told, rows);
    }

    /// The side on which a row stands.
    #[must_use]
    pub fn side(&self, row: usize) -> Side {
        if self.flags[row] & flag::EMPLOYEE == 0 { Side::Customer } else { Side::Employee }
    }
}

/// The lower half of a hash.
fn half(hash: u64) -> u32 {
    u32::try_from(hash & u64::from(u32::MAX)).expect("it has 32 bits")
}

fn flags(one: &Interaction) -> u8 {
    let direction = match one.direction {
        Direction::Inbound => 0,
        Direction::Outbound => flag::OUTBOUND,
        Direction::Internal => flag::INTERNAL,
    };
    let when = |is: bool, flag: u8| if is { flag } else { 0 };
    direction
        | when(one.trust == Trust::Secret, flag::TRUSTED)
        | when(Side::of(one) == Side::Employee, flag::EMPLOYEE)
        | when(is_contact(one), flag::CONTACT)
        | when(one.text.is_some(), flag::TEXT)
        | when(!one.questions.is_empty(), flag::ASKED)
}
