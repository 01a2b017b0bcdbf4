//! Reading accounts: one snapshot of the folds, the journal's tail laid over it, cut to what the reader sees.

use std::collections::BTreeSet;
use std::sync::Arc;

use kernel::{KeyHasher, Position, Subject, Timestamp};
use store::journal::{Cursor, Frame, fold_cursor};
use store::runs::{Range, Runs};
use store::{Error, Result, Tx};

use super::fold::{KNOWN_BY, LINES, line_key, read_line_key, words_of};
use super::model::{ACCOUNT, Account, Involved, Line, Placed, indexed, is_indexed};
use super::{rules, store as tables};
use crate::identity::{Part as Own, PersonNo};
use crate::profiles::search;
use crate::profiles::{Profiles, Sight};

/// Accounts that are looked at for one list, at most: those that the reader does not see count too.
const LOOKED_AT: usize = 2000;
/// Subscriptions and orders of one account whose own interactions are looked for, at most.
const DRAWN: usize = 1000;

/// The accounts of a store. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    pub(super) profiles: Profiles,
    pub(super) lines: Arc<Runs>,
    pub(super) known_by: Arc<Runs>,
}

/// An account, and somebody's part in it.
pub(super) type PartIn = (Account, Involved);

impl Accounts {
    /// The accounts of a store.
    #[must_use]
    pub fn new(profiles: &Profiles) -> Accounts {
        let (lines, known_by) = (Arc::new(Runs::new(LINES)), Arc::new(Runs::new(KNOWN_BY)));
        Accounts { profiles: profiles.clone(), lines, known_by }
    }

    /// The runs that hold them.
    #[must_use]
    pub fn runs(&self) -> [Arc<Runs>; 2] {
        [self.lines.clone(), self.known_by.clone()]
    }

    pub(super) fn hasher(&self) -> &KeyHasher {
        self.profiles.people().hasher()
    }

    /// The lines that were not those of people who are erased.
    fn unless_erased(&self, mut lines: Vec<Placed>) -> Vec<Placed> {
        let graph = &self.profiles.people().now().graph;
        lines.retain(|(at, _, line)| !graph.is_erased(graph.owner_of(line.identifiers.iter().copied()), at.0));
        lines
    }

    /// Reads on one snapshot. The tail is taken before it: the other way round, what is folded in between would be in
    /// neither.
    fn read<T>(&self, work: impl FnOnce(&mut Reading<'_>) -> Result<T>) -> Result<T> {
        let frames = self.profiles.tail().frames_after(Cursor::default(), usize::MAX);
        self.profiles.folds.read_blocking(|tx| {
            let folded = fold_cursor(tx)?;
            let tail = frames.iter().filter(|frame| frame.cursor() > folded).flat_map(|frame| lines_of(frame));
            let tail = self.unless_erased(tail.collect());
            work(&mut Reading { accounts: self, tx, tail })
        })
    }

    /// An account by its number, as a reader sees it. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn account(&self, key: u64, sight: &Sight) -> Result<Option<Account>> {
        self.read(|reading| reading.account(key, sight))
    }

    /// The accounts of an id, or whose id or name begins so, or, without a query, those that were seen last; and how
    /// many there are, as far as that was looked at. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn find(&self, query: Option<&str>, sight: &Sight, limit: usize) -> Result<(Vec<Account>, u64)> {
        self.read(|reading| reading.find(query, sight, limit))
    }

    /// The accounts that a person has to do with, those seen last first. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn of_person(&self, number: PersonNo, sight: &Sight) -> Result<Option<Vec<PartIn>>> {
        let Some(person) = self.profiles.person(number, sight)? else { return Ok(None) };
        let parts = self.profiles.parts(person.number).unwrap_or_default();
        self.read(|reading| reading.of_person(person.number, &parts, sight)).map(Some)
    }
}

/// The lines of a frame that are about something by which accounts are found.
fn lines_of(frame: &Frame) -> impl Iterator<Item = Placed> {
    let about = frame.positioned().filter(|(_, one)| indexed(one).next().is_some());
    about.map(|(position, one)| (one.occurred_at, position, Line::of(one)))
}

/// One snapshot, with what is not folded yet.
struct Reading<'a> {
    accounts: &'a Accounts,
    tx: &'a mut dyn Tx,
    tail: Vec<Placed>,
}

impl Reading<'_> {
    /// The lines about a subject that a reader sees.
    fn lines(&mut self, kind: &str, id: &str, sight: &Sight) -> Result<Vec<Placed>> {
        let number = self.accounts.hasher().subject(kind, id);
        let low = line_key(number, Timestamp(i64::MIN), Position(0));
        let high = [line_key(number, Timestamp(i64::MAX), Position(u64::MAX)), vec![0]].concat();
        let range = Range { low: &low, high: &high, reverse: false, limit: usize::MAX };
        let mut lines = Vec::new();
        self.accounts.lines.scan(self.tx, range, &mut |key, value| {
            let damaged = || Error::Damaged("a line of an account".to_owned());
            let (at, position) = read_line_key(key).ok_or_else(damaged)?;
            let line: Line = postcard::from_bytes(value).map_err(|_| damaged())?;
            // Two subjects could share a number.
            if line.is_seen(sight) && line.is_about(kind, id) {
                lines.push((at, position, line));
            }
            Ok(true)
        })?;
        let tail = self.tail.iter().filter(|(_, _, line)| line.is_seen(sight) && line.is_about(kind, id));
        lines.extend(tail.cloned());
        Ok(self.accounts.unless_erased(lines))
    }

    fn id_of(&mut self, key: u64) -> Result<Option<String>> {
        if let Some(id) = tables::id_of(self.tx, key)? {
            return Ok(Some(id));
        }
        let hasher = self.accounts.hasher();
        let mut subjects = self.tail.iter().flat_map(|(_, _, line)| &line.subjects);
        let found = subjects.find(|one| one.kind == ACCOUNT && hasher.subject(&one.kind, &one.id) == key);
        Ok(found.map(|subject| subject.id.clone()))
    }

    /// An account, unless the reader sees nothing of it.
    fn account(&mut self, key: u64, sight: &Sight) -> Result<Option<Account>> {
        let Some(id) = self.id_of(key)? else { return Ok(None) };
        let mut lines = self.lines(ACCOUNT, &id, sight)?;
        if lines.is_empty() {
            return Ok(None);
        }
        let parts = rules::parts(&id, &lines);
        for part in rules::drawing(&parts).take(DRAWN) {
            let drawn = self.lines(&part.kind, &part.id, sight)?.into_iter();
            lines.extend(drawn.filter(|(_, _, line)| rules::is_drawn(&id, line)));
        }
        let state = self.accounts.profiles.people().now();
        let whose = |line: &Line, at: Timestamp| {
            let owner = state.graph.owner_of(line.identifiers.iter().copied());
            state.graph.person_at(owner, at.0)
        };
        Ok(Some(rules::assemble((key, &id), parts, lines, &whose)))
    }

    /// Numbers of accounts that could be meant: those of just this id, then those of the tail, then the others.
    fn candidates(&mut self, query: Option<&str>) -> Result<Vec<u64>> {
        let mut newest: Vec<&Placed> = self.tail.iter().collect();
        newest.sort_unstable_by_key(|(at, position, _)| std::cmp::Reverse((*at, *position)));
        let of_tail = newest.into_iter().flat_map(|(_, _, line)| &line.subjects);
        let of_tail = of_tail.filter(|subject| subject.kind == ACCOUNT);
        let of_tail = of_tail.filter(|subject| query.is_none_or(|query| may_be_meant(&words_of(subject), query)));
        let just_this = |subject: &&Subject| query.is_some_and(|query| subject.id.eq_ignore_ascii_case(query.trim()));
        let (exact, others): (Vec<&Subject>, Vec<&Subject>) = of_tail.partition(just_this);
        let number = |subject: &Subject| self.accounts.hasher().subject(&subject.kind, &subject.id);
        let mut found: Vec<u64> = exact.into_iter().map(number).collect();
        let others: Vec<u64> = others.into_iter().map(number).collect();
        if let Some(query) = query {
            let whole = query.trim().to_lowercase();
            found.extend(tables::with_word(self.tx, &whole, LOOKED_AT)?);
            found.extend(others);
            if let Some(word) = search::words(query).into_iter().max_by_key(String::len) {
                found.extend(tables::with_word(self.tx, &word, LOOKED_AT)?);
            }
        } else {
            found.extend(others);
            found.extend(tables::recent(self.tx, LOOKED_AT)?);
        }
        let mut seen = BTreeSet::new();
        found.retain(|key| seen.insert(*key));
        Ok(found)
    }

    fn find(&mut self, query: Option<&str>, sight: &Sight, limit: usize) -> Result<(Vec<Account>, u64)> {
        let candidates = self.candidates(query)?;
        // Without a question the whole is counted, not looked at. What is not folded yet is among the candidates.
        let counted = query.is_none() && sight.is_whole();
        let all = if counted { tables::count(self.tx)?.max(candidates.len() as u64) } else { 0 };
        let (mut found, mut total) = (Vec::new(), 0);
        for key in candidates.into_iter().take(LOOKED_AT) {
            if found.len() == limit && counted {
                break;
            }
            let account = self.account(key, sight)?;
            found.extend(
                account.filter(|account| query.is_none_or(|query| account.is_meant(query))).inspect(|_| total += 1),
            );
            if found.len() >= 2 * limit {
                in_order(&mut found, query, limit);
            }
        }
        in_order(&mut found, query, limit);
        Ok((found, all.max(total)))
    }

    fn of_person(&mut self, person: PersonNo, parts: &[Own], sight: &Sight) -> Result<Vec<PartIn>> {
        let mut subjects: BTreeSet<(String, String)> = BTreeSet::new();
        for part in parts {
            let low = part.identifier.0.to_be_bytes();
            let high = [low.as_slice(), &[0xff; 9]].concat();
            let range = Range { low: &low, high: &high, reverse: false, limit: LOOKED_AT };
            self.accounts.known_by.scan(self.tx, range, &mut |_, value| {
                let damaged = |_| Error::Damaged("by whom an account is known".to_owned());
                subjects.insert(postcard::from_bytes(value).map_err(damaged)?);
                Ok(true)
            })?;
        }
        let carries = |line: &Line| parts.iter().any(|part| line.identifiers.contains(&part.identifier));
        for (_, _, line) in self.tail.iter().filter(|(_, _, line)| carries(line)) {
            let about = line.subjects.iter().filter(|subject| is_indexed(subject));
            subjects.extend(about.map(|subject| (subject.kind.clone(), subject.id.clone())));
        }
        let mut accounts: BTreeSet<String> = BTreeSet::new();
        for (kind, id) in subjects.into_iter().take(LOOKED_AT) {
            if kind == ACCOUNT {
                accounts.insert(id);
                continue;
            }
            let lines = self.lines(&kind, &id, sight)?;
            accounts.extend(lines.iter().filter_map(|(_, _, line)| line.only_account()).map(str::to_owned));
        }
        let mut found = Vec::new();
        for id in accounts {
            let key = self.accounts.hasher().subject(ACCOUNT, &id);
            let Some(account) = self.account(key, sight)? else { continue };
            // Whoever is only named beside the one whom the interaction belongs to has no part in it.
            let involved = account.people.iter().find(|involved| involved.person == person).cloned();
            found.extend(involved.map(|involved| (account, involved)));
        }
        found.sort_by(|a, b| b.1.last_seen.cmp(&a.1.last_seen).then_with(|| a.0.id.cmp(&b.0.id)));
        Ok(found)
    }
}

/// Leaves the first so many: that of just the id that was typed, then those that the reader sees seen last. What others
/// saw of an account does not move it.
fn in_order(found: &mut Vec<Account>, query: Option<&str>, limit: usize) {
    let exact = |account: &Account| query.is_some_and(|query| account.id.eq_ignore_ascii_case(query.trim()));
    found.sort_by_cached_key(|account| (!exact(account), std::cmp::Reverse(account.line.first().copied())));
    found.truncate(limit);
}

/// Whether some words are what was typed: an id that begins so, or all words, the last one as a beginning.
fn may_be_meant(words: &[String], query: &str) -> bool {
    let whole = query.trim().to_lowercase();
    words.iter().any(|word| word.starts_with(&whole)) || search::matches(&words.join(" "), &search::words(query))
}

impl Account {
    /// Whether it is what was typed, by what the reader sees of it.
    fn is_meant(&self, query: &str) -> bool {
        let names = self.facts.iter().filter(|fact| search::LOOKED_UP.contains(&fact.name.as_str()));
        let names = names.filter_map(|fact| serde_json::from_str::<String>(&fact.value).ok());
        let mut words: Vec<String> = names.flat_map(|name| search::words(&name)).collect();
        words.push(self.id.trim().to_lowercase());
        may_be_meant(&words, query)
    }
}
