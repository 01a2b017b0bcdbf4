//! Finding people: by an identifier, by their name, by what was said, by how lately they were seen.

use std::collections::BTreeSet;

use kernel::Timestamp;
use store::Result;
use store::journal::{Cursor, fold_cursor, read_frame};

use super::model::Side;
use super::opening::Opener;
use super::search::{self, Found};
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
    /// The people whom an identifier named at a moment, in the form that was typed, in any namespace or the one given.
    #[must_use]
    pub fn find_identifier(&self, namespace: Option<&str>, typed: &str, at: Timestamp) -> Vec<PersonNo> {
        let state = self.people().now();
        let namespaces = state.graph.namespaces();
        let candidates = namespace.map_or_else(|| namespaces.guess(typed), |namespace| vec![namespace]);
        let mut found = Vec::new();
        for namespace in candidates {
            let key = self.people().hasher().identifier(namespace, &namespaces.normal(namespace, typed));
            if let Some(number) = state.graph.find(&key) {
                let person = state.graph.person_at(number, at.0);
                if !found.contains(&person) {
                    found.push(person);
                }
            }
        }
        found
    }

    /// The people whose name or words hold all words of a query, best first, with what matched. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn search(&self, query: &str, side: Side) -> Result<Vec<(PersonNo, String)>> {
        let words = search::words(query);
        let frames = self.tail().frames_after(Cursor::default(), usize::MAX);
        let blocked = self.blocked();
        let (indexed, folded) =
            self.folds.read_blocking(|tx| Ok((search::find(tx, &words, side, SEARCHED)?, fold_cursor(tx)?)))?;
        let mut found: Vec<(PersonNo, String)> = Vec::new();
        for frame in frames.iter().filter(|frame| frame.cursor() > folded) {
            for (_, one) in frame.positioned().filter(|(_, one)| Side::of(one) == side) {
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
                    if let Some(owner) = owner {
                        found.push((self.people().now().graph.person_at(owner, i64::MAX), name));
                    }
                }
                Found::Text(position) => {
                    if let Some(one) = opener.open(position)?.filter(|one| Side::of(one) == side) {
                        found.push((self.person_of(&one), one.text.unwrap_or_default()));
                    }
                }
            }
        }
        let mut seen = BTreeSet::new();
        found.retain(|(person, _)| seen.insert(*person));
        Ok(found)
    }

    /// The people of the newest interactions. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn recent(&self, side: Side, limit: usize) -> Result<Vec<PersonNo>> {
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
            for one in frame.iter().flat_map(|frame| frame.interactions.iter().rev()) {
                let person = self.person_of(one);
                if Side::of(one) == side && people.len() < limit && !people.contains(&person) {
                    people.push(person);
                }
            }
            number -= 1;
        }
        Ok(people)
    }

    /// How many people there are.
    #[must_use]
    pub fn people_count(&self) -> u64 {
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
