//! Finding people: by an identifier, by their name, by what was said, by how lately they were seen.

use std::collections::BTreeSet;

use kernel::{IdentifierNo, Timestamp};
use store::Result;
use store::journal::{Cursor, fold_cursor, read_frame};

use super::employees;
use super::members;
use super::model::Side;
use super::opening::Opener;
use super::search::{self, Found};
use super::sight::Sight;
use super::stand_ins;
use super::view::Profiles;
use crate::identity::PersonNo;

/// How many documents a search looks at, at most.
const SEARCHED: usize = 500;
/// How many frames are looked through for the people of the newest interactions, at least.
const RECENT_FRAMES: usize = 2000;
/// Identifiers that are counted before others may go on.
const COUNTED: u32 = 1 << 16;

impl Profiles {
    /// The people whom an identifier named at a moment, in the form that was typed, in any namespace or the one given,
    /// as far as a reader sees that it is theirs. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn find_identifier(
        &self,
        namespace: Option<&str>,
        typed: &str,
        at: Timestamp,
        sight: &Sight,
    ) -> Result<Vec<PersonNo>> {
        let named: Vec<(PersonNo, IdentifierNo)> = {
            let state = self.people().now();
            let namespaces = state.graph.namespaces();
            let candidates = namespace.map_or_else(|| namespaces.guess(typed), |namespace| vec![namespace]);
            let number = |namespace: &str| {
                let key = self.people().hasher().identifier(namespace, &namespaces.normal(namespace, typed));
                state.graph.find(&key)
            };
            let numbers = candidates.into_iter().filter_map(number);
            numbers.map(|number| (state.graph.person_at(number, at.0), number)).collect()
        };
        let mut found = Vec::new();
        for (person, identifier) in named {
            let seen = self.if_visible(person, identifier, sight)?;
            found.extend(seen.filter(|person| !found.contains(person)));
        }
        Ok(found)
    }

    /// The people whose name or words hold all words of a query, best first, with what matched. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn search(&self, query: &str, sight: &Sight) -> Result<Vec<(PersonNo, String)>> {
        let words = search::words(query);
        let frames = self.tail().frames_after(Cursor::default(), usize::MAX);
        let blocked = self.blocked();
        let (indexed, folded) =
            self.folds.read_blocking(|tx| Ok((search::find(tx, &words, sight.side, SEARCHED)?, fold_cursor(tx)?)))?;
        let mut found: Vec<(PersonNo, String)> = Vec::new();
        for frame in frames.iter().filter(|frame| frame.cursor() > folded) {
            for (_, one) in frame.positioned().filter(|(_, one)| sight.sees(one) && !self.is_erased(one)) {
                let mut said = search::name_in(one).into_iter().chain(one.text.clone());
                if let Some(matched) = said.find(|text| search::matches(text, &words)) {
                    found.push((self.person_of(one), matched));
                }
            }
        }
        let mut opener = Opener::new(&self.truth, &[]);
        for document in indexed {
            match document {
                Found::Name(number, name) => {
                    let owner = self.folds.read_blocking(|tx| stand_ins::owner(tx, &blocked, number))?;
                    let Some(owner) = owner else { continue };
                    let person = self.people().now().graph.person_at(owner, i64::MAX);
                    if self.people().now().graph.resolve(person).is_none() {
                        continue;
                    }
                    if sight.is_whole() || self.has_told(person, &words, sight)? {
                        found.push((person, name));
                    }
                }
                Found::Text(position) => {
                    if let Some(one) = opener.open(position)?.filter(|one| sight.sees(one) && !self.is_erased(one)) {
                        found.push((self.person_of(&one), one.text.unwrap_or_default()));
                    }
                }
            }
        }
        let mut seen = BTreeSet::new();
        found.retain(|(person, _)| seen.insert(*person));
        Ok(found)
    }

    /// Whether a person told a name of these words where the reader sees it.
    fn has_told(&self, person: PersonNo, words: &[String], sight: &Sight) -> Result<bool> {
        let Some(parts) = self.parts(person) else { return Ok(false) };
        let visible = self.visible(&parts, sight)?;
        Ok(visible.0.iter().filter_map(|(_, one)| search::name_in(one)).any(|name| search::matches(&name, words)))
    }

    /// The people of the newest interactions. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn recent(&self, sight: &Sight, limit: usize) -> Result<Vec<PersonNo>> {
        let last = self.truth.read_blocking(|tx| tx.query_int("SELECT max(frame) FROM journal", &[]))?;
        let mut people = Vec::new();
        let mut number = last.unsigned_abs();
        // People repeat, and numbers of frames may have gaps: look a bounded way back.
        for _ in 0..RECENT_FRAMES.max(4 * limit) {
            if number == 0 || people.len() >= limit {
                break;
            }
            let frame = match self.tail().frame(number) {
                Some(frame) => Some(frame),
                None => self.truth.read_blocking(|tx| read_frame(tx, number))?,
            };
            let seen = frame.iter().flat_map(|frame| frame.interactions.iter().rev());
            for one in seen.filter(|one| !one.is_erased() && !self.is_erased(one)) {
                let person = self.person_of(one);
                if sight.sees(one) && people.len() < limit && !people.contains(&person) {
                    people.push(person);
                }
            }
            number -= 1;
        }
        Ok(people)
    }

    /// How many people a reader sees. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn people_count(&self, sight: &Sight) -> Result<u64> {
        let unfolded: Vec<IdentifierNo> = {
            let frames = self.tail().frames_after(Cursor::default(), usize::MAX);
            let seen = frames.iter().flat_map(|frame| frame.positioned()).map(|(_, one)| one);
            let seen = seen.filter(|one| sight.sees(one) && !self.is_erased(one));
            seen.map(|one| self.owner_of(one)).collect()
        };
        let blocked = self.blocked();
        let mut owners = BTreeSet::new();
        if let Some(parts) = sight.parts() {
            self.folds.read_blocking(|tx| {
                let codes = self.codes(tx)?;
                for part in parts.names.iter().filter_map(|name| codes.find(parts.kind, name)) {
                    for number in members::of(tx, &self.members, (parts.kind, part), sight.side)? {
                        owners.extend(stand_ins::owner(tx, &blocked, number)?);
                    }
                }
                Ok(())
            })?;
        } else if sight.side == Side::Employee {
            owners = self.folds.read_blocking(employees::all)?;
        } else {
            return Ok(self.all_people().saturating_sub(self.only_employees()?));
        }
        owners.extend(unfolded);
        let graph = &self.people().now().graph;
        let people = owners.into_iter().map(|owner| graph.person_at(owner, i64::MAX));
        let people: BTreeSet<PersonNo> = people.filter_map(|person| graph.resolve(person)).collect();
        Ok(people.len() as u64)
    }

    /// How many people are nothing but employees.
    fn only_employees(&self) -> Result<u64> {
        let identifiers = self.folds.read_blocking(employees::all)?;
        let people: BTreeSet<PersonNo> = {
            let graph = &self.people().now().graph;
            identifiers.into_iter().map(|identifier| graph.person_at(identifier, i64::MAX)).collect()
        };
        let mut only = 0;
        for person in people {
            let parts = self.parts(person).unwrap_or_default();
            only += u64::from(!self.has_side(&parts, Side::Customer)?);
        }
        Ok(only)
    }

    fn all_people(&self) -> u64 {
        let (mut from, mut people) = (0, 0);
        loop {
            let state = self.people().now();
            let all = state.graph.len();
            let until = all.min(from + COUNTED);
            people += state.graph.named_after_any(from..until);
            if until == all {
                return people;
            }
            from = until;
        }
    }
}
