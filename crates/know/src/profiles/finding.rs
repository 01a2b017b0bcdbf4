//! Finding people: by an identifier, by their name, by what was said, by how lately they were seen.

use std::borrow::Cow;
use std::collections::BTreeSet;

use kernel::{IdentifierNo, Position, Timestamp};
use store::journal::{Cursor, fold_cursor, read_frame};
use store::{Result, Tx};

use super::employees;
use super::members;
use super::model::Side;
use super::opening::Opener;
use super::search::{self, Documents};
use super::sight::Sight;
use super::stand_ins;
use super::view::Profiles;
use crate::identity::PersonNo;

/// How many documents a search finds, at most, of names and of texts each.
const SEARCHED: usize = 500;
/// How many times as many it looks at, at most: those that the reader does not see count too.
const PORTIONS: usize = 20;
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
        let folded = self.folds.read_blocking(fold_cursor)?;
        let mut found: Vec<(PersonNo, String)> = Vec::new();
        for frame in frames.iter().filter(|frame| frame.cursor() > folded) {
            for (_, one) in frame.positioned().filter(|(_, one)| sight.sees(one) && !self.is_erased(one)) {
                let text = one.text.as_deref().map(|text| sight.shown(text).into_owned());
                let mut said = search::name_in(one).into_iter().chain(text);
                if let Some(matched) = said.find(|text| search::matches(text, &words)) {
                    found.push((self.person_of(one), matched));
                }
            }
        }
        self.search_names(&words, sight, &mut found)?;
        self.search_texts(&words, sight, &mut found)?;
        let mut seen = BTreeSet::new();
        found.retain(|(person, _)| seen.insert(*person));
        Ok(found)
    }

    /// Goes through the documents that hold all words until so many were taken.
    fn each_document(
        &self,
        words: &[String],
        documents: Documents,
        take: &mut dyn FnMut(i64) -> Result<bool>,
    ) -> Result<()> {
        let (mut below, mut taken) = (documents.end(), 0);
        for _ in 0..PORTIONS {
            let portion = self.folds.read_blocking(|tx| search::find(tx, words, documents, below, SEARCHED))?;
            for number in &portion {
                taken += usize::from(take(*number)?);
                if taken == SEARCHED {
                    return Ok(());
                }
            }
            match portion.last() {
                Some(last) if portion.len() == SEARCHED => below = *last,
                _ => return Ok(()),
            }
        }
        Ok(())
    }

    fn search_names(&self, words: &[String], sight: &Sight, found: &mut Vec<(PersonNo, String)>) -> Result<()> {
        let blocked = self.blocked();
        self.each_document(words, Documents::Names, &mut |number| {
            let owner = self.folds.read_blocking(|tx| {
                let Some((number, name)) = search::name_of(tx, number, sight.side)? else { return Ok(None) };
                if !self.is_member(tx, number, sight)? {
                    return Ok(None);
                }
                Ok(stand_ins::owner(tx, &blocked, number)?.map(|owner| (owner, name)))
            })?;
            let Some((owner, name)) = owner else { return Ok(false) };
            let person = self.people().now().graph.person_at(owner, i64::MAX);
            if self.people().now().graph.resolve(person).is_none() {
                return Ok(false);
            }
            // What is shown is what the reader sees told: others may have heard more.
            let told = if sight.is_whole() { Some(name) } else { self.told(person, words, sight)? };
            let is_taken = told.is_some();
            found.extend(told.map(|name| (person, name)));
            Ok(is_taken)
        })
    }

    fn search_texts(&self, words: &[String], sight: &Sight, found: &mut Vec<(PersonNo, String)>) -> Result<()> {
        let mut opener = Opener::new(&self.truth, &[]);
        self.each_document(words, Documents::Texts, &mut |number| {
            let one = opener.open(Position(number.cast_unsigned()))?;
            let Some(one) = one.filter(|one| sight.sees(one) && !self.is_erased(one)) else { return Ok(false) };
            let text = one.text.as_deref().unwrap_or_default();
            // What is masked is not found either: else it could be guessed digit by digit.
            let is_found = match sight.shown(text) {
                Cow::Borrowed(_) => true,
                Cow::Owned(shown) => search::matches(&shown, words),
            };
            if is_found {
                found.push((self.person_of(&one), text.to_owned()));
            }
            Ok(is_found)
        })
    }

    /// Whether an identifier or stand-in may be known to a part of the organisation.
    fn is_member(&self, tx: &mut dyn Tx, number: IdentifierNo, sight: &Sight) -> Result<bool> {
        let Some(parts) = sight.parts() else { return Ok(true) };
        let codes = self.codes(tx)?;
        for part in parts.names.iter().filter_map(|name| codes.find(parts.kind, name)) {
            if members::is_of(tx, &self.members, (parts.kind, part), sight.side, number)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A name of these words that a person told where the reader sees it.
    fn told(&self, person: PersonNo, words: &[String], sight: &Sight) -> Result<Option<String>> {
        let Some(parts) = self.parts(person) else { return Ok(None) };
        let visible = self.visible(&parts, sight)?;
        let mut names = visible.0.iter().rev().filter_map(|(_, one)| search::name_in(one));
        Ok(names.find(|name| search::matches(name, words)))
    }

    /// The people of the newest interactions, and whether there may be more who were not looked for. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn recent(&self, sight: &Sight, limit: usize) -> Result<(Vec<PersonNo>, bool)> {
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
        let more = number > 0 || people.len() >= limit;
        Ok((people, more))
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
            return Ok(self.all_people().saturating_sub(self.without_customer()?));
        }
        owners.extend(unfolded);
        let graph = &self.people().now().graph;
        let people = owners.into_iter().map(|owner| graph.person_at(owner, i64::MAX));
        let people: BTreeSet<PersonNo> = people.filter_map(|person| graph.resolve(person)).collect();
        Ok(people.len() as u64)
    }

    /// How many people are no customers: employees and nothing else, or an identifier that is blocked and has nothing of
    /// its own.
    fn without_customer(&self) -> Result<u64> {
        // The tail first: what is folded in between is then in both, and not in neither.
        let frames = self.tail().frames_after(Cursor::default(), usize::MAX);
        let unfolded = frames.iter().flat_map(|frame| frame.positioned()).map(|(_, one)| one);
        let unfolded = unfolded.filter(|one| Side::of(one) == Side::Employee).flat_map(|one| &one.identifiers);
        let mut identifiers = self.folds.read_blocking(employees::all)?;
        identifiers.extend(unfolded);
        identifiers.extend(self.blocked());
        let people: BTreeSet<PersonNo> = {
            let graph = &self.people().now().graph;
            let people = identifiers.into_iter().map(|identifier| graph.person_at(identifier, i64::MAX));
            people.filter_map(|person| graph.resolve(person)).collect()
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
