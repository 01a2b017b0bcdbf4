//! Destroys what the people's log, the identifiers' values and the decisions of employees hold of erased people.

use std::collections::{BTreeSet, HashMap};

use ::store::{Db, Result, Store};
use kernel::{Erased, HolderError, HoldsPersonal, IdentifierNo, Mentions, Part};
use serde_json::{Value, json};

use super::super::store as privacy;
use crate::identity::{Forgotten, NO_KEY};
use crate::log::{self, Entry, read_identifiers};

/// Portions of the log that are read at once.
const READ: usize = 256;

/// The holder.
pub(super) struct Identifiers {
    truth: Db,
}

impl Identifiers {
    pub(super) fn new(store: &Store) -> Identifiers {
        Identifiers { truth: store.truth.clone() }
    }

    /// Writes every portion of the log anew in which they are. Identifiers keep their place, without a key.
    fn rewrite_log(&self, gone: &BTreeSet<IdentifierNo>, erased: &Erased) -> Result<u64> {
        let (mut after, mut number, mut changed) = (0, 0_u32, 0);
        let mut keys: Keys = HashMap::new();
        loop {
            let portions = self.truth.read_blocking(|tx| log::read_after(tx, after, READ))?;
            if portions.is_empty() {
                return Ok(changed);
            }
            for (portion, entries) in portions {
                after = portion;
                let before = entries.clone();
                let kept = without(entries, gone, erased, &mut keys, &mut number);
                if kept != before {
                    changed += 1;
                    self.truth.write_blocking(move |tx| log::rewrite(tx, portion, &kept))?;
                }
            }
        }
    }
}

/// The keys of identifiers that are gone, until the place in the log where they were erased: what stands behind it under
/// the same key is of somebody who came back.
type Keys = HashMap<[u8; 16], IdentifierNo>;

/// The entries of a portion without those that are gone, and without them in the reasons of others' decisions. `number`
/// is that of the next identifier.
fn without(
    entries: Vec<Entry>,
    gone: &BTreeSet<IdentifierNo>,
    erased: &Erased,
    keys: &mut Keys,
    number: &mut u32,
) -> Vec<Entry> {
    let mut kept = Vec::with_capacity(entries.len());
    let any = |pair: kernel::Pair| gone.contains(&pair.low()) || gone.contains(&pair.high());
    for entry in entries {
        match entry {
            Entry::Identifier { namespace, key, lasting } => {
                let own = IdentifierNo(*number);
                let is_gone = gone.contains(&own);
                *number += 1;
                if is_gone && key != NO_KEY {
                    keys.insert(key, own);
                }
                kept.push(Entry::Identifier { namespace, key: if is_gone { NO_KEY } else { key }, lasting });
            }
            Entry::InUse { identifier, .. } | Entry::Blocked { identifier, .. } if gone.contains(&identifier) => {}
            Entry::Seen(evidence) if any(evidence.pair) => {}
            Entry::Decided(decision) if any(decision.pair) => {}
            Entry::Decided(mut decision) => {
                decision.reason = erased.black_out_text(&decision.reason).unwrap_or(decision.reason);
                kept.push(Entry::Decided(decision));
            }
            Entry::Consent { key, .. } | Entry::EmployeeConsent { key, .. } if keys.contains_key(&key) => {}
            Entry::Erased(part) => {
                keys.retain(|_, own| *own != part.identifier);
                kept.push(Entry::Erased(part));
            }
            entry => kept.push(entry),
        }
    }
    kept
}

impl HoldsPersonal for Identifiers {
    fn name(&self) -> &'static str {
        "identifiers"
    }

    fn export(&self, parts: &[Part], _: &Mentions) -> Result<Value, HolderError> {
        let numbers: Vec<IdentifierNo> = parts.iter().map(|part| part.identifier).collect();
        let values = self.truth.read_blocking(|tx| read_identifiers(tx, &numbers))?;
        Ok(values
            .into_iter()
            .map(|value| {
                let (identifier, first_seen) = (value.identifier.to_string(), value.first_seen.to_string());
                json!({"identifier": identifier, "first_seen": first_seen})
            })
            .collect())
    }

    fn erase(&self, erased: &Erased) -> Result<u64, HolderError> {
        // By their values is found what stays until a hold is released.
        if erased.held.kept() > 0 {
            return Ok(0);
        }
        let whole = erased.parts.iter().filter(|part| part.is_whole());
        let gone: BTreeSet<IdentifierNo> = whole.map(|part| part.identifier).collect();
        let changed = self.rewrite_log(&gone, erased)?;
        let left = |reason: &str| erased.black_out_text(reason);
        let (decisions, holds) = self
            .truth
            .read_blocking(|tx| Ok((Forgotten::find(tx, &gone, &left)?, privacy::hold_reasons_left(tx, &left)?)))?;
        let rows = (gone.len() + holds.len()) as u64;
        self.truth.write_blocking(move |tx| {
            decisions.write(tx)?;
            let gone: Vec<IdentifierNo> = gone.into_iter().collect();
            privacy::delete_holds(tx, &gone)?;
            holds.into_iter().try_for_each(|(id, reason)| privacy::keep_hold_reason(tx, id, &reason))?;
            log::delete_identifiers(tx, &gone)
        })?;
        Ok(changed + rows)
    }
}
