//! The fold of accounts: where their interactions are, by which identifiers they are known, and how they are found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kernel::{Clock, IdentifierNo, Interaction, KeyHasher, Position, Subject, Timestamp};
use store::journal::Frame;
use store::journal::fold::Fold;
use store::runs::{Entry, Shape};
use store::{Result, Tx};

use super::model::{ACCOUNT, Line, indexed};
use super::store::{Seen, keep};
use super::view::Accounts;
use crate::profiles::search::{LOOKED_UP, words};

/// Key: the subject's number, time, position. Value: the line.
pub(super) const LINES: Shape =
    Shape { name: "account_lines", filtered: 8, compressed: true, combine: None, top_level: 6 };
/// Key: the identifier, the subject's number. Value: the subject's kind and id.
pub(super) const KNOWN_BY: Shape =
    Shape { name: "account_known_by", filtered: 4, compressed: true, combine: None, top_level: 6 };

/// The key of a line: a subject's number, then time and position so that they sort.
pub(super) fn line_key(subject: u64, at: Timestamp, position: Position) -> Vec<u8> {
    let mut key = subject.to_be_bytes().to_vec();
    key.extend_from_slice(&(at.0.cast_unsigned() ^ (1 << 63)).to_be_bytes());
    key.extend_from_slice(&position.0.to_be_bytes());
    key
}

/// Time and position of a line's key.
pub(super) fn read_line_key(key: &[u8]) -> Option<(Timestamp, Position)> {
    let at = u64::from_be_bytes(key.get(8..16)?.try_into().ok()?) ^ (1 << 63);
    Some((Timestamp(at.cast_signed()), Position(u64::from_be_bytes(key.get(16..24)?.try_into().ok()?))))
}

/// The words by which an account is found: its id, and those of names and addresses that are its facts.
pub(super) fn words_of(subject: &Subject) -> Vec<String> {
    let names = subject.facts.iter().filter(|fact| LOOKED_UP.contains(&fact.name.as_str()));
    let names = names.filter_map(|fact| serde_json::from_str::<String>(&fact.value).ok());
    let mut found: Vec<String> = names.flat_map(|name| words(&name)).collect();
    found.push(subject.id.trim().to_lowercase());
    found
}

/// An account was seen.
pub(super) fn see(accounts: &mut BTreeMap<u64, Seen>, number: u64, subject: &Subject, at: Timestamp) {
    let seen = accounts.entry(number).or_insert_with(|| Seen { id: subject.id.clone(), at, words: Vec::new() });
    seen.at = seen.at.max(at);
    seen.words.extend(words_of(subject));
}

/// Keeps the accounts up to date.
pub struct AccountsFold {
    accounts: Accounts,
    clock: Arc<dyn Clock>,
}

impl AccountsFold {
    /// The fold that feeds these accounts.
    #[must_use]
    pub fn new(accounts: &Accounts, clock: Arc<dyn Clock>) -> AccountsFold {
        AccountsFold { accounts: accounts.clone(), clock }
    }
}

impl Fold for AccountsFold {
    fn name(&self) -> &'static str {
        "accounts"
    }

    fn apply(&mut self, frames: &[Arc<Frame>], tx: &mut dyn Tx) -> Result<()> {
        let mut batch = Batch::default();
        for (position, interaction) in frames.iter().flat_map(|frame| frame.positioned()) {
            batch.take(self.accounts.hasher(), position, interaction);
        }
        let ([lines, known_by], now) = (self.accounts.runs(), self.clock.now());
        let entries: Vec<Entry> = batch.lines.into_iter().collect();
        lines.add(tx, &entries, now)?;
        let entries: Vec<Entry> = batch.known_by.into_iter().collect();
        known_by.add(tx, &entries, now)?;
        keep(tx, batch.accounts)
    }
}

/// What a batch of the journal brings.
#[derive(Default)]
struct Batch {
    lines: BTreeMap<Vec<u8>, Vec<u8>>,
    known_by: BTreeMap<Vec<u8>, Vec<u8>>,
    accounts: BTreeMap<u64, Seen>,
}

impl Batch {
    fn take(&mut self, hasher: &KeyHasher, position: Position, interaction: &Interaction) {
        let mut about = indexed(interaction).peekable();
        if about.peek().is_none() {
            return;
        }
        let at = interaction.occurred_at;
        let line = postcard::to_allocvec(&Line::of(interaction)).expect("plain values can be encoded");
        for subject in about {
            let number = hasher.subject(&subject.kind, &subject.id);
            self.lines.insert(line_key(number, at, position), line.clone());
            let identifiers: BTreeSet<IdentifierNo> = interaction.identifiers.iter().copied().collect();
            for identifier in identifiers {
                let key = [identifier.0.to_be_bytes().as_slice(), &number.to_be_bytes()].concat();
                self.known_by.entry(key).or_insert_with(|| {
                    postcard::to_allocvec(&(&subject.kind, &subject.id)).expect("texts can be encoded")
                });
            }
            if subject.kind == ACCOUNT {
                see(&mut self.accounts, number, subject, at);
            }
        }
    }
}
