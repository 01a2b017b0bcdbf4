//! Which interactions a question is about, as bits over rows.

use std::sync::Arc;

use know::profiles::Side;
use lake::OneOf;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Problem, Result};

use super::lookup::Found;
use crate::index::{Code, Dictionary, Label, Rows, flag};
use crate::questions::between;

/// Which interactions count; all of them where nothing is said. To a question the others never were.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Filter {
    /// From when on, RFC 3339.
    from: Option<String>,
    /// Until when, not included, RFC 3339.
    until: Option<String>,
    /// Over any of these channels.
    channels: Vec<String>,
    /// At any of these touchpoints.
    touchpoints: Vec<String>,
    /// With any of these departments.
    departments: Vec<String>,
    /// With any of these teams.
    teams: Vec<String>,
    /// At any of these locations.
    locations: Vec<String>,
    /// Where any of these happened.
    names: Vec<String>,
    /// Where all of these properties of the interaction have one of their values.
    properties: Vec<FilterProperty>,
    /// Of people of whom the newest value of each of these facts is one of those.
    facts: Vec<FilterFact>,
    /// Only where person and organisation had to do with each other, rather than one having sent or written something.
    contacts: bool,
    /// The side of people: `customer` (unless told) or `employee`.
    #[schema(value_type = Option<String>)]
    pub(crate) side: Side,
}

/// A property of an interaction that is one of some texts.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FilterProperty {
    /// Names of fields and places in lists (from 0), with dots between them.
    path: String,
    /// The texts; of a number, a truth value and the like its JSON.
    any_of: Vec<String>,
}

/// A fact of a person of which the newest value is one of some texts.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FilterFact {
    /// Its name.
    name: String,
    /// The texts; of a number, a truth value and the like its JSON.
    any_of: Vec<String>,
}

/// No more properties or facts than this, and no more values of one.
const CONDITIONS: usize = 8;
const VALUES: usize = 100;

/// What a row must be.
pub(super) enum Condition {
    /// From when until when.
    Time(i64, i64),
    /// Of a label one of these, a truth value for each number.
    Label(Label, Vec<bool>),
    /// What must be true of it.
    Flags(u8),
    /// Its position is one of those that were found.
    Position(Arc<Found>),
}

/// The numbers of names.
///
/// # Errors
/// 400 with the name that nothing carries.
pub(super) fn codes(dictionary: &Dictionary, label: Label, names: &[String]) -> Result<Vec<Code>> {
    names.iter().map(|name| code(dictionary, label, name)).collect()
}

/// The number of a name; an empty one stands for interactions that have none.
///
/// # Errors
/// 400 where nothing carries it.
pub(crate) fn code(dictionary: &Dictionary, label: Label, name: &str) -> Result<Code> {
    if name.is_empty() {
        return Ok(0);
    }
    dictionary.names(label).find(name).ok_or_else(|| {
        Problem::bad_request(format!(
            "no interaction has the {} {name:?}: names are compared as they are; leave it out or write it as interactions do",
            label.as_str()
        ))
    })
}

impl Filter {
    /// Everything of a side from a time on until another.
    pub(crate) fn in_time(side: Side, from: Option<String>, until: Option<String>) -> Filter {
        Filter { from, until, side, ..Filter::default() }
    }

    /// Everything of a side.
    pub(super) fn of_side(side: Side) -> Filter {
        Filter { side, ..Filter::default() }
    }

    /// From when until when, in milliseconds, where that is said.
    ///
    /// # Errors
    /// 400 where a time cannot be read, or none is between.
    pub(super) fn between(&self) -> Result<(Option<i64>, Option<i64>)> {
        between(self.from.as_deref(), self.until.as_deref())
    }

    /// What rows must be.
    ///
    /// # Errors
    /// 400 where a time cannot be read or nothing carries a name.
    pub(super) fn conditions(&self, dictionary: &Dictionary) -> Result<Vec<Condition>> {
        let mut conditions = Vec::new();
        let (from, until) = self.between()?;
        if from.is_some() || until.is_some() {
            conditions.push(Condition::Time(from.unwrap_or(i64::MIN), until.unwrap_or(i64::MAX)));
        }
        let labels = [
            (Label::Channel, &self.channels),
            (Label::Touchpoint, &self.touchpoints),
            (Label::Department, &self.departments),
            (Label::Team, &self.teams),
            (Label::Location, &self.locations),
            (Label::Name, &self.names),
        ];
        for (label, names) in labels.into_iter().filter(|(_, names)| !names.is_empty()) {
            let mut table = vec![false; 1 << 16];
            for code in codes(dictionary, label, names)? {
                table[usize::from(code)] = true;
            }
            conditions.push(Condition::Label(label, table));
        }
        if self.contacts {
            conditions.push(Condition::Flags(flag::CONTACT));
        }
        Ok(conditions)
    }

    /// What of it the index does not hold: properties of interactions, facts of people.
    ///
    /// # Errors
    /// 400 for too many of them, one without values, or a fact that nobody has told.
    pub(super) fn beyond(&self, dictionary: &Dictionary) -> Result<(Vec<OneOf>, Vec<OneOf>)> {
        let properties = self.properties.iter().map(property);
        let facts = self.facts.iter().map(|one| {
            if dictionary.facts.find(&one.name).is_none() {
                let said = "`filter.facts`: no interaction tells the fact";
                return Err(Problem::bad_request(format!("{said} {:?}; write it as they do", one.name)));
            }
            one_of("facts", "name", &one.name, &one.any_of)
        });
        for (field, count) in [("properties", self.properties.len()), ("facts", self.facts.len())] {
            if count > CONDITIONS {
                let said = format!("`filter.{field}` has {count} conditions; {CONDITIONS} is the most");
                return Err(Problem::bad_request(said));
            }
        }
        Ok((properties.collect::<Result<_>>()?, facts.collect::<Result<_>>()?))
    }
}

/// A condition on a property that can be one.
///
/// # Errors
/// 400 where it has no path, or none or too many values.
pub(crate) fn property(one: &FilterProperty) -> Result<OneOf> {
    one_of("properties", "path", &one.path, &one.any_of)
}

/// A condition that can be one.
fn one_of(field: &str, name: &str, what: &str, values: &[String]) -> Result<OneOf> {
    if what.is_empty() {
        return Err(Problem::bad_request(format!("`filter.{field}`: `{name}` is empty; say which one is meant")));
    }
    if values.is_empty() || values.len() > VALUES {
        let said = format!("`filter.{field}`: `any_of` of {what:?} has 1 to {VALUES} values");
        return Err(Problem::bad_request(said));
    }
    Ok(OneOf { what: what.to_owned(), values: values.to_vec() })
}

/// The rows from `start` to `end` that are what all conditions say, a bit each; nothing where there are no conditions.
pub(super) fn bits(
    rows: &Rows,
    start: usize,
    end: usize,
    conditions: &[Condition],
    threads: usize,
) -> Option<Vec<u64>> {
    if conditions.is_empty() {
        return None;
    }
    let mut words = vec![u64::MAX; (end - start).div_ceil(64)];
    let share = words.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        for (number, words) in words.chunks_mut(share).enumerate() {
            let start = start + number * share * 64;
            scope.spawn(move || {
                for condition in conditions {
                    condition.narrow(rows, start, end, words);
                }
            });
        }
    });
    Some(words)
}

impl Condition {
    fn narrow(&self, rows: &Rows, start: usize, end: usize, words: &mut [u64]) {
        match self {
            Condition::Time(from, until) => {
                let time = &rows.time[start..end];
                narrow(words, time, |at| (*from..*until).contains(at));
            }
            Condition::Label(label, table) => {
                let labels = &rows.label(*label)[start..end];
                narrow(words, labels, |code| table[usize::from(*code)]);
            }
            Condition::Flags(flags) => narrow(words, &rows.flags[start..end], |of| of & flags == *flags),
            Condition::Position(found) => {
                let is_one = |position: &u64| found.positions.as_ref().is_none_or(|all| all.contains(position));
                narrow(words, &rows.position[start..end], is_one);
            }
        }
    }
}

fn narrow<T>(words: &mut [u64], values: &[T], holds: impl Fn(&T) -> bool) {
    for (word, values) in words.iter_mut().zip(values.chunks(64)).filter(|(word, _)| **word != 0) {
        let mut bits = 0;
        for (place, value) in values.iter().enumerate() {
            bits |= u64::from(holds(value)) << place;
        }
        *word &= bits;
    }
}
