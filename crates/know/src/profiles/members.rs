//! Members: whose interactions the parts of the organisation have had. By it people of a part are counted.

use std::collections::BTreeSet;

use kernel::{IdentifierNo, Interaction};
use store::runs::{Entry, Range, Runs, Shape};
use store::{Error, Result, Tx};

use super::model::Side;
use super::registry::Kind;

/// Key: the part's kind and code, the side, the identifier that an interaction belongs to. There is no value.
pub(super) const MEMBERS: Shape = Shape { name: "members", filtered: 6, compressed: true, combine: None, top_level: 6 };

/// Those that a batch brings.
#[derive(Default)]
pub(super) struct Members(BTreeSet<Vec<u8>>);

impl Members {
    pub(super) fn take(&mut self, parts: &[(Kind, u32)], owner: IdentifierNo, interaction: &Interaction) {
        for part in parts {
            let mut key = beginning(*part, Side::of(interaction));
            key.extend_from_slice(&owner.0.to_be_bytes());
            self.0.insert(key);
        }
    }

    pub(super) fn entries(self) -> Vec<Entry> {
        self.0.into_iter().map(|key| (key, Vec::new())).collect()
    }
}

/// The identifier or stand-in of a key.
pub(super) fn number_in(key: &[u8]) -> Option<u32> {
    key.get(6..10).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes)
}

fn beginning((kind, code): (Kind, u32), side: Side) -> Vec<u8> {
    let mut key = vec![kind.code()];
    key.extend_from_slice(&code.to_be_bytes());
    key.push(side.code());
    key
}

/// Whether an identifier or stand-in is one of a part on one side.
pub(super) fn is_of(tx: &mut dyn Tx, runs: &Runs, part: (Kind, u32), side: Side, number: IdentifierNo) -> Result<bool> {
    let low = [beginning(part, side).as_slice(), &number.0.to_be_bytes()].concat();
    let high = [low.as_slice(), &[0]].concat();
    let mut found = false;
    runs.scan(tx, Range { low: &low, high: &high, reverse: false, limit: 1 }, &mut |_, _| {
        found = true;
        Ok(true)
    })?;
    Ok(found)
}

/// The identifiers and stand-ins of a part on one side.
pub(super) fn of(tx: &mut dyn Tx, runs: &Runs, part: (Kind, u32), side: Side) -> Result<BTreeSet<IdentifierNo>> {
    let (low, mut found) = (beginning(part, side), BTreeSet::new());
    let high = [low.as_slice(), &[u8::MAX; 5]].concat();
    let range = Range { low: &low, high: &high, reverse: false, limit: usize::MAX };
    runs.scan(tx, range, &mut |key, _| {
        let number = number_in(key).ok_or_else(|| Error::Damaged("a member of a part".to_owned()))?;
        found.insert(IdentifierNo(number));
        Ok(true)
    })?;
    Ok(found)
}
