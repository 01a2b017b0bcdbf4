//! What alerts hold of people: they go with the interactions that they are about, and leave out who is erased.

use std::collections::BTreeSet;

use ::store::{Result, Tx};
use kernel::{Erased, Expired, HolderError, HoldsPersonal, Mentions, Part};
use serde_json::{Value, json};

use super::model::{AlertFilter, Within};
use super::{Alert, Alerts, rules, store};
use crate::webhooks;

/// How many alerts are looked through at once.
const PORTION: usize = 1000;

impl Alerts {
    /// Removes alerts, and what was told of them.
    fn remove(&self, numbers: Vec<u64>) -> Result<u64> {
        if numbers.is_empty() {
            return Ok(0);
        }
        self.truth.write_blocking(move |tx| remove(tx, &numbers))
    }

    /// Looks through all alerts.
    fn each(&self, mut look: impl FnMut(Alert)) -> Result<()> {
        let mut after = None;
        loop {
            let filter = AlertFilter { within: Within::All, ..AlertFilter::default() };
            let page = self.truth.read_blocking(|tx| store::page(tx, &filter, after, PORTION))?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some((last.due_at, last.number));
            page.into_iter().for_each(&mut look);
        }
    }
}

fn remove(tx: &mut dyn Tx, numbers: &[u64]) -> Result<u64> {
    webhooks::remove_about(tx, numbers)?;
    store::remove(tx, numbers)
}

/// An alert of somebody else without who is erased, where its note names them or a place is named after them.
fn without(one: &Alert, erased: &Erased) -> Option<Alert> {
    let mut left = one.clone();
    left.note = one.note.as_deref().map(|note| erased.black_out_text(note).unwrap_or_else(|| note.to_owned()));
    let at = &mut left.at;
    for place in [&mut at.touchpoint, &mut at.channel] {
        *place = erased.black_out_place(place).unwrap_or_else(|| place.clone());
    }
    for place in [&mut at.department, &mut at.team, &mut at.location].into_iter().flatten() {
        *place = erased.black_out_place(place).unwrap_or_else(|| place.clone());
    }
    (left != *one).then_some(left)
}

impl HoldsPersonal for Alerts {
    fn name(&self) -> &'static str {
        "alerts"
    }

    fn shows_hidden(&self) -> bool {
        true
    }

    fn export(&self, parts: &[Part], _: &Mentions) -> std::result::Result<Value, HolderError> {
        let filter = AlertFilter { of: Some(parts.to_vec()), ..AlertFilter::default() };
        let found = self.truth.read_blocking(|tx| store::page(tx, &filter, None, usize::MAX))?;
        if found.is_empty() {
            return Ok(Value::Null);
        }
        let shown = |one: &Alert| {
            let reasons: Vec<String> = one.reasons.iter().map(|why| rules::said(why, None)).collect();
            json!({"rule": one.rule, "made_at": one.made_at.to_string(), "occurred_at": one.occurred_at.to_string(),
                "touchpoint": one.at.touchpoint, "state": one.state, "reasons": reasons, "note": one.note})
        };
        Ok(found.iter().map(shown).collect())
    }

    fn erase(&self, erased: &Erased) -> std::result::Result<u64, HolderError> {
        let filter = AlertFilter { of: Some(erased.parts.clone()), ..AlertFilter::default() };
        let theirs = self.truth.read_blocking(|tx| store::page(tx, &filter, None, usize::MAX))?;
        let gone = self.remove(theirs.into_iter().map(|one| one.number).collect())?;
        let mut naming = Vec::new();
        self.each(|one| {
            let Some(left) = without(&one, erased) else { return };
            if erased.held.owns(one.identifier, one.occurred_at) {
                erased.held.keep();
            } else {
                naming.push(left);
            }
        })?;
        let named = naming.len() as u64;
        self.truth.write_blocking(move |tx| naming.iter().try_for_each(|one| store::set_words(tx, one)))?;
        Ok(gone + named)
    }

    fn expire(&self, expired: &Expired) -> std::result::Result<u64, HolderError> {
        let mut gone = BTreeSet::new();
        self.each(|one| {
            if expired.gone.contains(one.position) {
                gone.insert(one.number);
            }
        })?;
        Ok(self.remove(gone.into_iter().collect())?)
    }
}
