//! What was known of people when their journey ended or was looked at, as categories that a comparison is adjusted for.

use std::cmp::Reverse;
use std::collections::HashMap;

use web::{Problem, Result};

use super::asking::About;
use crate::index::{Code, flag};
use crate::journeys::{End, Looks, Part};

/// No more facts than this are adjusted for at once.
const MOST: usize = 8;
/// No more values of a fact than this are told apart; the rest is one.
const TOLD_APART: usize = 64;
/// The category of the rest.
const REST: u16 = 0;
/// The category of people of whom it is not known.
const UNKNOWN: u16 = u16::MAX;

/// A category for each person of each part; with looks, for each look at them.
pub(super) type Categories = Vec<Vec<u16>>;

/// For each of these facts the category of each person: its newest value before their journey's end, or before each look,
/// as a system of the organisation told it, whether a filter leaves that row out or not.
///
/// # Errors
/// 400 for too many facts, or one that nobody has told.
pub(super) fn known(
    about: &About,
    parts: &[Part<'_>],
    (ends, looks): (&[Vec<Option<End>>], Option<&Looks>),
    facts: &[String],
) -> Result<Vec<Categories>> {
    if facts.len() > MOST {
        return Err(Problem::bad_request(format!("`adjust_for` has {} facts; {MOST} is the most", facts.len())));
    }
    let code = |name: &String| {
        about.dictionary().facts.find(name).ok_or_else(|| {
            Problem::bad_request(format!("`adjust_for`: no interaction tells the fact {name:?}; write it as they do"))
        })
    };
    let one = |name| Ok(categories(&values(about, parts, (ends, looks), code(name)?)));
    facts.iter().map(one).collect()
}

/// The newest value of a fact, for each person of each part, before the end or before each look; nothing where it is not
/// known.
fn values(
    about: &About,
    parts: &[Part<'_>],
    (ends, looks): (&[Vec<Option<End>>], Option<&Looks>),
    fact: Code,
) -> Vec<Vec<Option<u32>>> {
    let mut values = Vec::with_capacity(parts.len());
    for ((part, (rows, start)), ends) in parts.iter().zip(about.rows()).zip(ends) {
        let told = |row: usize| rows.told(row).rev().find(|told| told.fact == fact).map(|told| told.value);
        let mut of_part = Vec::new();
        for (person, end) in ends.iter().enumerate() {
            let (first, last) = part.lines.of(person);
            let trusted = |row: &usize| rows.flags[*row] & flag::TRUSTED != 0;
            let before = |at: i64, row: &usize| rows.time[*row] < at;
            let newest = |at: i64| {
                let mut counts = (start + first..start + last).rev().filter(|row| before(at, row)).filter(trusted);
                counts.find_map(told)
            };
            match looks {
                None => of_part.push(end.and_then(|end| newest(end.at))),
                Some(looks) => of_part.extend(looks.at().iter().map(|at| newest(*at))),
            }
        }
        values.push(of_part);
    }
    values
}

/// The most frequent values as categories of their own.
fn categories(values: &[Vec<Option<u32>>]) -> Categories {
    let mut counts: HashMap<u32, u64> = HashMap::new();
    for value in values.iter().flatten().flatten() {
        *counts.entry(*value).or_default() += 1;
    }
    let mut frequent: Vec<(u32, u64)> = counts.into_iter().collect();
    frequent.sort_unstable_by_key(|(value, count)| (Reverse(*count), *value));
    let numbers: HashMap<u32, u16> = frequent.iter().take(TOLD_APART).map(|(value, _)| *value).zip(1..).collect();
    let category = |value: &Option<u32>| value.map_or(UNKNOWN, |value| numbers.get(&value).copied().unwrap_or(REST));
    values.iter().map(|part| part.iter().map(category).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_values_are_told_apart_and_the_rest_is_one() {
        let mut values: Vec<Option<u32>> = (0..70).map(Some).collect();
        values.extend([Some(69), None]);
        let found = categories(&[values, vec![Some(69), Some(1)]]);
        assert_eq!((found[0][69], found[1][0], found[0][71]), (1, 1, UNKNOWN));
        assert_eq!((found[0][1], found[1][1]), (2, 2));
        assert_eq!((found[0][0], found[0][62], found[0][63], found[0][68]), (3, 64, REST, REST));
    }
}
