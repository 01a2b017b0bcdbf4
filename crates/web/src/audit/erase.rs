//! The reasons of the audit may name people: they are blacked out, which further rows say, so that the chain holds.

use std::collections::HashSet;

use kernel::{Erased, HolderError, HoldsPersonal, Mentions, Part};
use serde_json::{Value, json};

use super::{Audit, PORTION, store};

impl Audit {
    fn reasons(&self, named: &dyn Fn(&str) -> bool) -> ::store::Result<Vec<(i64, String)>> {
        let (mut after, mut found) = (0, Vec::new());
        loop {
            let reasons = self.truth.read_blocking(|tx| store::reasons(tx, after, PORTION))?;
            let Some((last, _)) = reasons.last() else { return Ok(found) };
            after = *last;
            found.extend(reasons.into_iter().filter(|(_, reason)| named(reason)));
        }
    }
}

impl HoldsPersonal for Audit {
    fn name(&self) -> &'static str {
        "reasons in the audit"
    }

    fn shows_hidden(&self) -> bool {
        true
    }

    fn export(&self, _: &[Part], mentions: &Mentions) -> Result<Value, HolderError> {
        let reasons = self.reasons(&|reason| mentions.are_in(reason))?;
        Ok(reasons.into_iter().map(|(row, reason)| json!({"row": row, "reason": reason})).collect())
    }

    fn erase(&self, erased: &Erased) -> Result<u64, HolderError> {
        let named = self.reasons(&|reason| erased.mentions.are_in(reason))?;
        let known: HashSet<i64> = self.truth.read_blocking(store::erased)?.into_iter().collect();
        let count = named.len() as u64;
        for (row, reason) in named {
            let left = erased.mentions.black_out(&reason).unwrap_or_default();
            let left = erased.names.black_out(&left).unwrap_or(left);
            let note = self.row(("erasure", None), store::ERASED, &row.to_string(), "");
            let (key, noted) = (self.key, known.contains(&row));
            self.truth.write_blocking(move |tx| {
                if !noted {
                    store::append(tx, &key, vec![note])?;
                }
                store::rewrite_reason(tx, row, &left)
            })?;
        }
        Ok(count)
    }
}
