//! The reasons of erasures, which may name people: they are blacked out.

use ::store::{Db, Result};
use kernel::{Erased, HolderError, HoldsPersonal, Mentions, Part};
use serde_json::{Value, json};

use super::model::Erasure;
use super::store;

/// The holder.
pub(super) struct Reasons(pub(super) Db);

impl Reasons {
    fn all(&self) -> Result<Vec<Erasure>> {
        Ok(self.0.read_blocking(|tx| store::list(tx, None, usize::MAX >> 1))?.0)
    }
}

impl Erasure {
    fn is_of(&self, parts: &[Part]) -> bool {
        parts.iter().any(|part| self.parts.iter().any(|own| own.identifier == part.identifier))
    }

    /// Its reason without the names of erased people; nothing where it stays as it is.
    fn left_of_reason(&self, erased: &Erased) -> Option<String> {
        let left = erased.mentions.black_out(&self.reason);
        if left.is_none() && !self.is_of(&erased.parts) {
            return None;
        }
        erased.names.black_out(left.as_deref().unwrap_or(&self.reason)).or(left)
    }
}

impl HoldsPersonal for Reasons {
    fn name(&self) -> &'static str {
        "reasons of erasures"
    }

    fn shows_hidden(&self) -> bool {
        true
    }

    fn export(&self, parts: &[Part], mentions: &Mentions) -> std::result::Result<Value, HolderError> {
        let theirs = self.all()?.into_iter().filter(|one| one.is_of(parts) || mentions.are_in(&one.reason));
        let shown = theirs.map(|one| json!({"requested_at": one.requested_at.to_string(), "reason": one.reason}));
        Ok(shown.collect())
    }

    fn erase(&self, erased: &Erased) -> std::result::Result<u64, HolderError> {
        let all = self.all()?;
        let named = all.iter().filter_map(|one| Some((one.id, one.left_of_reason(erased)?)));
        let named: Vec<(i64, String)> = named.collect();
        let rows = named.len() as u64;
        self.0.write_blocking(move |tx| named.iter().try_for_each(|(id, left)| store::keep_reason(tx, *id, left)))?;
        Ok(rows)
    }
}
