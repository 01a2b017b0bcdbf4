//! What erasure and retention ask of accounts: to forget lines, and to black out where others name erased people.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kernel::{
    Clock, Erased, Expired, Gone, HolderError, HoldsPersonal, IdentifierNo, Mentions, Part, Position, Timestamp,
};
use serde_json::Value;
use store::runs::{Entry, Range, Runs, merge};
use store::{Error, Result};

use super::fold::{line_key, read_line_key, see};
use super::model::{ACCOUNT, Line};
use super::store as tables;
use super::view::Accounts;

/// How often runs are tried to be written anew while others merge them.
const TRIES: usize = 10;

/// Holds what accounts hold of people. Comes after the journal was rewritten and everything is folded.
pub struct AccountsHolder {
    accounts: Accounts,
    clock: Arc<dyn Clock>,
}

/// Lines that are to go, and what is to stand in their place.
#[derive(Default)]
struct Affected {
    /// The subjects that they are about.
    subjects: BTreeSet<u64>,
    /// What stays of those that others said.
    instead: BTreeMap<Vec<u8>, Line>,
}

impl AccountsHolder {
    /// The holder of these accounts.
    #[must_use]
    pub fn new(accounts: &Accounts, clock: Arc<dyn Clock>) -> AccountsHolder {
        AccountsHolder { accounts: accounts.clone(), clock }
    }

    /// What is left of a line: all of it, something else, or nothing.
    fn left(&self, going: &Going<'_>, (at, position): (Timestamp, Position), line: &Line) -> Left {
        let erased = match going {
            Going::Expired(gone) => return if gone.contains(position) { Left::Nothing } else { Left::All },
            Going::Erased(erased) => erased,
        };
        {
            let graph = &self.accounts.profiles.people().now().graph;
            let owner = graph.owner_of(line.identifiers.iter().copied());
            if graph.is_erased(owner, at.0) {
                return Left::Nothing;
            }
            if erased.held.owns(owner, at) {
                return Left::All;
            }
        }
        let mut kept = line.clone();
        let mut changed = kept.black_out(&erased.mentions);
        let beside = |part: &Part| line.identifiers.contains(&part.identifier);
        if changed || erased.parts.iter().any(beside) {
            changed |= kept.black_out(&erased.names);
        }
        changed |= kept.black_out_places(&|place| erased.black_out_place(place));
        if changed { Left::Instead(Box::new(kept)) } else { Left::All }
    }

    fn is_about(&self, line: &Line, number: u64) -> bool {
        line.subjects.iter().any(|subject| self.accounts.hasher().subject(&subject.kind, &subject.id) == number)
    }

    fn destroy(&self, going: &Going<'_>) -> Result<u64> {
        let affected = self.affected(going)?;
        if affected.subjects.is_empty() {
            return Ok(0);
        }
        self.forget(going, affected)
    }

    fn affected(&self, going: &Going<'_>) -> Result<Affected> {
        let mut affected = Affected::default();
        let all = Range { low: &[], high: &[u8::MAX; 25], reverse: false, limit: usize::MAX };
        self.accounts.profiles.folds.read_blocking(|tx| {
            self.accounts.lines.scan(tx, all, &mut |key, value| {
                let (number, place, line) = read(key, value)?;
                let instead = match self.left(going, place, &line) {
                    Left::All => return Ok(true),
                    Left::Nothing => None,
                    Left::Instead(kept) => Some(*kept).filter(|kept| self.is_about(kept, number)),
                };
                affected.subjects.insert(number);
                affected.instead.extend(instead.map(|kept| (key.to_vec(), kept)));
                Ok(true)
            })
        })?;
        Ok(affected)
    }

    /// The lines about a subject that stay, as they will be.
    fn staying(&self, going: &Going<'_>, number: u64) -> Result<Vec<(Timestamp, Line)>> {
        let low = line_key(number, Timestamp(i64::MIN), Position(0));
        let high = [line_key(number, Timestamp(i64::MAX), Position(u64::MAX)), vec![0]].concat();
        let range = Range { low: &low, high: &high, reverse: false, limit: usize::MAX };
        let mut staying = Vec::new();
        self.accounts.profiles.folds.read_blocking(|tx| {
            self.accounts.lines.scan(tx, range, &mut |key, value| {
                let (_, place, line) = read(key, value)?;
                let left = match self.left(going, place, &line) {
                    Left::All => Some(line),
                    Left::Nothing => None,
                    Left::Instead(kept) => Some(*kept).filter(|kept| self.is_about(kept, number)),
                };
                staying.extend(left.map(|line| (place.0, line)));
                Ok(true)
            })
        })?;
        Ok(staying)
    }

    /// Forgets what was found by these subjects and is no more. The lines themselves go last: by them it is known what
    /// is to go, when a crash comes in between.
    fn forget(&self, going: &Going<'_>, affected: Affected) -> Result<u64> {
        let now = self.clock.now();
        let (mut seen, mut carried) = (BTreeMap::new(), BTreeSet::new());
        for number in &affected.subjects {
            for (at, line) in self.staying(going, *number)? {
                carried.extend(line.identifiers.iter().map(|identifier| (*identifier, *number)));
                let own = |subject: &&kernel::Subject| {
                    subject.kind == ACCOUNT && self.accounts.hasher().subject(ACCOUNT, &subject.id) == *number
                };
                line.subjects.iter().filter(own).for_each(|subject| see(&mut seen, *number, subject, at));
            }
        }
        let Affected { subjects, instead } = affected;
        let stays = |key: &[u8], _: &[u8]| {
            let Some((identifier, number)) = read_known_by(key) else { return true };
            !subjects.contains(&number) || carried.contains(&(identifier, number))
        };
        let mut gone = self.rewrite(&self.accounts.known_by, &stays)?;
        let (lines, numbers) = (self.accounts.lines.clone(), subjects.clone());
        self.accounts.profiles.folds.write_blocking(move |tx| {
            tables::forget(tx, &numbers, seen)?;
            let encoded = |(key, line)| (key, postcard::to_allocvec(&line).expect("plain values can be encoded"));
            let entries: Vec<Entry> = instead.into_iter().map(encoded).collect();
            lines.add(tx, &entries, now)
        })?;
        let stays = |key: &[u8], value: &[u8]| {
            read(key, value).is_ok_and(|(_, place, line)| matches!(self.left(going, place, &line), Left::All))
        };
        gone += self.rewrite(&self.accounts.lines, &stays)?;
        Ok(gone)
    }

    /// Writes runs anew without what is not to stay.
    fn rewrite(&self, runs: &Runs, stays: &dyn Fn(&[u8], &[u8]) -> bool) -> Result<u64> {
        let (folds, now) = (&self.accounts.profiles.folds, self.clock.now());
        let mut gone = 0;
        for _ in 0..TRIES {
            match runs.erase(folds, now, &|_| true, stays) {
                Ok(0) => {
                    while merge::clear_replaced(folds, now)? {}
                    return Ok(gone);
                }
                Ok(some) => gone += some,
                // Another thread merged the same run: it is tried again with the runs that there are now.
                Err(error) => tracing::info!(%error, "erasing tries again"),
            }
        }
        Err(Error::Unexpected("the indexes are being merged all the time".to_owned()))
    }
}

/// Whose lines go.
enum Going<'a> {
    /// Those of erased people.
    Erased(&'a Erased),
    /// Those of interactions that are gone.
    Expired(&'a Gone),
}

/// What is left of a line.
enum Left {
    All,
    Instead(Box<Line>),
    Nothing,
}

fn read(key: &[u8], value: &[u8]) -> Result<(u64, (Timestamp, Position), Line)> {
    let damaged = || Error::Damaged("a line of an account".to_owned());
    let number = key.first_chunk::<8>().map(|number| u64::from_be_bytes(*number)).ok_or_else(damaged)?;
    let place = read_line_key(key).ok_or_else(damaged)?;
    Ok((number, place, postcard::from_bytes(value).map_err(|_| damaged())?))
}

/// Identifier and subject of a key.
fn read_known_by(key: &[u8]) -> Option<(IdentifierNo, u64)> {
    let (identifier, number) = key.split_first_chunk::<4>()?;
    Some((IdentifierNo(u32::from_be_bytes(*identifier)), u64::from_be_bytes(*number.first_chunk::<8>()?)))
}

impl HoldsPersonal for AccountsHolder {
    fn name(&self) -> &'static str {
        "accounts"
    }

    fn export(&self, _: &[Part], _: &Mentions) -> std::result::Result<Value, HolderError> {
        // All of it follows from the interactions, which are exported with what they say of accounts.
        Ok(Value::Null)
    }

    fn erase(&self, erased: &Erased) -> std::result::Result<u64, HolderError> {
        Ok(self.destroy(&Going::Erased(erased))?)
    }

    fn expire(&self, expired: &Expired) -> std::result::Result<u64, HolderError> {
        Ok(self.destroy(&Going::Expired(&expired.gone))?)
    }
}
