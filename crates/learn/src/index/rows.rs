//! Interactions as columns: of each what journeys and effort go by, in a few dozen bytes.

use std::ops::Range;

use kernel::{Direction, IdentifierNo, Interaction, Position, QuestionPurpose, Relation, Trust};
use know::profiles::{Side, is_contact};
use lake::feedback::scores;

use super::column::{Column, Plain, Stored};
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
struct Lists<T> {
    /// Where the values of each row end, counted from the first of all.
    ends: Column<u32>,
    values: Column<T>,
    /// How many values came before those that are here.
    before: u32,
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { ends: Column::default(), values: Column::default(), before: 0 }
    }
}

impl<T: Plain> Lists<T> {
    /// Adds a row.
    ///
    /// # Panics
    /// When all rows together have 2^32 values.
    fn push(&mut self, values: impl IntoIterator<Item = T>) {
        self.values.to_mut().extend(values);
        let here = u32::try_from(self.values.len()).ok();
        let end = here.and_then(|here| here.checked_add(self.before)).expect("rows have a few values each");
        self.ends.to_mut().push(end);
    }

    /// The values of a row.
    fn of(&self, row: usize) -> &[T] {
        &self.values[(self.start(row) - self.before) as usize..(self.ends[row] - self.before) as usize]
    }

    fn copy(&mut self, from: &Lists<T>, rows: Range<usize>) {
        if rows.is_empty() {
            return;
        }
        let (own, start) = (self.end(), from.start(rows.start));
        let ends = &from.ends[rows];
        let end = ends[ends.len() - 1];
        own.checked_add(end - start).expect("rows have a few values each");
        self.ends.to_mut().extend(ends.iter().map(|end| end - start + own));
        self.values
            .to_mut()
            .extend_from_slice(&from.values[(start - from.before) as usize..(end - from.before) as usize]);
    }

    /// Where the values of a row begin.
    fn start(&self, row: usize) -> u32 {
        if row == 0 { self.before } else { self.ends[row - 1] }
    }

    /// Where the values of all rows end.
    fn end(&self) -> u32 {
        self.ends.last().copied().unwrap_or(self.before)
    }

    /// Whether so many rows end where they should.
    fn are_whole(&self, rows: usize) -> bool {
        let ends = &*self.ends;
        ends.len() == rows && ends.is_sorted() && ends.last().map_or(0, |end| *end as usize) == self.values.len()
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
    /// Names in the order of their numbers: of each label, and of facts.
    pub(super) fn of(names: &[Vec<String>]) -> Dictionary {
        let mut dictionary = Dictionary::default();
        let own = dictionary.labels.iter_mut().chain([&mut dictionary.facts]);
        for (own, names) in own.zip(names) {
            for name in names {
                own.code(name);
            }
        }
        dictionary
    }

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

/// A score that somebody gave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The place of its scale in [`lake::feedback::SCALES`].
    pub scale: usize,
    /// The score, on its scale.
    pub score: f64,
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
    pub position: Column<u64>,
    /// When it happened, in milliseconds.
    pub time: Column<i64>,
    labels: [Column<Code>; Label::ALL.len()],
    /// What is true of it, see [`flag`].
    pub flags: Column<u8>,
    identifiers: Lists<u32>,
    details: Lists<Detail>,
}

/// A matter, a reason, a question, something told or a score, see [`kind`]: the two halves of a number of 64 bits, one of 32, and
/// a kind (8 bits) with a mark (8) and the number of a fact (16).
type Detail = [u32; 4];

/// What a detail is.
mod kind {
    pub(super) const MATTER: u32 = 0;
    pub(super) const REASON: u32 = 1;
    pub(super) const ASKED: u32 = 2;
    pub(super) const TOLD: u32 = 3;
    /// Instead of a fact it has the place of its scale.
    pub(super) const SCORE: u32 = 4;
}

fn detail(kind: u32, fact: Code, large: u64, small: u32, mark: bool) -> Detail {
    [half(large >> 32), half(large), small, kind | u32::from(mark) << 8 | u32::from(fact) << 16]
}

/// Of a detail the large number, the small one, the mark and the fact.
fn parts([high, low, small, rest]: Detail) -> (u64, u32, bool, Code) {
    let fact = Code::try_from(rest >> 16).expect("it has 16 bits");
    (u64::from(high) << 32 | u64::from(low), small, rest & 0x100 != 0, fact)
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

    /// Its identifiers, in priority order.
    pub fn identifiers(&self, row: usize) -> impl Iterator<Item = IdentifierNo> + Clone {
        self.identifiers.of(row).iter().map(|number| IdentifierNo(*number))
    }

    /// Hashes of the matters that it is about: cases, tickets, orders.
    pub fn matters(&self, row: usize) -> impl Iterator<Item = u64> {
        self.details(row, kind::MATTER).map(|(hash, ..)| hash)
    }

    /// Why the person came, in a word or two: hashes of facts that say so.
    pub fn reasons(&self, row: usize) -> impl Iterator<Item = Reason> {
        self.details(row, kind::REASON).map(|(value, .., fact)| Reason { fact, value })
    }

    /// What was asked.
    pub fn asked(&self, row: usize) -> impl Iterator<Item = Asked> {
        self.details(row, kind::ASKED).map(|(.., to_serve, fact)| Asked { fact, to_serve })
    }

    /// What was told.
    #[must_use]
    pub fn told(&self, row: usize) -> impl DoubleEndedIterator<Item = Told> {
        let told = self.details(row, kind::TOLD);
        told.map(|(until, value, _, fact)| Told { fact, value, until: until.cast_signed() })
    }

    /// The scores that it carries.
    pub fn scores(&self, row: usize) -> impl Iterator<Item = Score> {
        self.details(row, kind::SCORE)
            .map(|(score, .., scale)| Score { scale: scale.into(), score: f64::from_bits(score) })
    }

    fn details(&self, row: usize, kind: u32) -> impl DoubleEndedIterator<Item = (u64, u32, bool, Code)> {
        let all = self.details.of(row).iter();
        all.filter(move |detail| detail[3] & 0xff == kind).map(|detail| parts(*detail))
    }

    /// Adds an interaction.
    pub fn push(&mut self, position: Position, one: &Interaction, dictionary: &mut Dictionary, hasher: &Hasher) {
        self.position.to_mut().push(position.0);
        self.time.to_mut().push(one.occurred_at.0);
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
            self.labels[label as usize].to_mut().push(dictionary.labels[label as usize].code(name));
        }
        self.flags.to_mut().push(flags(one));
        self.identifiers.push(one.identifiers.iter().map(|identifier| identifier.0));
        self.details.push(details(one, &mut dictionary.facts, hasher));
    }

    /// Adds rows of others that know the same names.
    pub fn copy(&mut self, from: &Rows, rows: Range<usize>) {
        self.position.to_mut().extend_from_slice(&from.position[rows.clone()]);
        self.time.to_mut().extend_from_slice(&from.time[rows.clone()]);
        for (own, others) in self.labels.iter_mut().zip(&from.labels) {
            own.to_mut().extend_from_slice(&others[rows.clone()]);
        }
        self.flags.to_mut().extend_from_slice(&from.flags[rows.clone()]);
        self.identifiers.copy(&from.identifiers, rows.clone());
        self.details.copy(&from.details, rows);
    }

    /// Its columns, each with its name.
    pub(super) fn columns(&mut self) -> Vec<(String, &mut dyn Stored)> {
        let mut columns: Vec<(String, &mut dyn Stored)> = vec![
            ("position".to_owned(), &mut self.position),
            ("time".to_owned(), &mut self.time),
            ("flags".to_owned(), &mut self.flags),
            ("identifiers.ends".to_owned(), &mut self.identifiers.ends),
            ("identifiers".to_owned(), &mut self.identifiers.values),
            ("details.ends".to_owned(), &mut self.details.ends),
            ("details".to_owned(), &mut self.details.values),
        ];
        for (label, column) in Label::ALL.iter().zip(&mut self.labels) {
            columns.push((label.as_str().to_owned(), column));
        }
        columns
    }

    /// The next row comes after those that were here and were cleared.
    pub(super) fn go_on(&mut self, identifiers: u32, details: u32) {
        self.identifiers.before = identifiers;
        self.details.before = details;
    }

    /// How many identifiers and details there are, with those that came before.
    pub(super) fn ends(&self) -> (u32, u32) {
        (self.identifiers.end(), self.details.end())
    }

    /// Whether every column has what a row needs.
    pub(super) fn are_whole(&self) -> bool {
        let rows = self.len();
        let same = [self.time.len(), self.flags.len()].into_iter().chain(self.labels.iter().map(|label| label.len()));
        same.into_iter().all(|len| len == rows) && self.identifiers.are_whole(rows) && self.details.are_whole(rows)
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

/// What an interaction was about and why, what it asked, what it told and which scores it carries.
fn details(one: &Interaction, facts: &mut Names, hasher: &Hasher) -> Vec<Detail> {
    let mut details = Vec::new();
    for subject in one.subjects.iter().filter(|subject| !LASTING.contains(&subject.kind.as_str())) {
        details.push(detail(kind::MATTER, 0, hasher(&subject.kind, &subject.id), 0, false));
    }
    for question in &one.questions {
        let to_serve = question.purpose == QuestionPurpose::Service;
        details.push(detail(kind::ASKED, facts.code(&question.fact), 0, 0, to_serve));
    }
    for said in &one.facts {
        let (fact, is_brief) = (facts.code(&said.name), said.value.len() <= BRIEF);
        let hash = if is_brief { hasher(&said.name, &said.value) } else { 0 };
        if is_brief && REASONS.contains(&said.name.as_str()) {
            details.push(detail(kind::REASON, fact, hash, 0, false));
        }
        let until = said.valid_until.map_or(i64::MAX, |until| until.0);
        details.push(detail(kind::TOLD, fact, until.cast_unsigned(), half(hash), false));
    }
    let properties = (!one.properties.is_empty()).then(|| one.properties.as_str());
    let told = one.facts.iter().map(|fact| (fact.name.as_str(), fact.value.as_str()));
    // What partners answer is in no figure of customers.
    let is_partner = one.relation == Some(Relation::Partner);
    for (scale, score) in scores(properties, told).filter(|_| !is_partner) {
        let scale = Code::try_from(scale).expect("there are a few scales");
        details.push(detail(kind::SCORE, scale, score.to_bits(), 0, false));
    }
    details
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

#[cfg(test)]
pub(super) mod testing {
    use super::*;

    /// Adds a row with these identifiers that tells so many facts.
    pub(in super::super) fn row(
        rows: &mut Rows,
        position: u64,
        at: i64,
        identifiers: impl Iterator<Item = u32>,
        told: u16,
    ) {
        rows.position.to_mut().push(position);
        rows.time.to_mut().push(at);
        rows.labels.iter_mut().for_each(|label| label.to_mut().push(0));
        rows.flags.to_mut().push(flag::CONTACT | flag::TEXT);
        rows.identifiers.push(identifiers);
        let fact = |one: u16| detail(kind::TOLD, one, u64::MAX - u64::from(one), u32::from(one) + 9, false);
        rows.details.push((0..told).map(fact));
    }
}
