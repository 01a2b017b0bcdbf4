//! Repeated requests: questions that served the person and asked for what they had told before.

use std::collections::HashMap;
use std::ops::Range;

use crate::index::{Code, Rows, flag};

/// How many facts each of these rows of one person asked again, at most 255: facts that a trusted source had told in an
/// earlier row and that still held, asked to serve the person. What a row tells itself was not known when it asked.
#[must_use]
pub fn asked_again(rows: &Rows, run: Range<usize>) -> Vec<u8> {
    let mut told: HashMap<Code, i64> = HashMap::new();
    let mut again = Vec::with_capacity(run.len());
    for row in run {
        let at = rows.time[row];
        let known = |fact: Code| told.get(&fact).is_some_and(|until| at < *until);
        let asked = rows.asked(row).filter(|asked| asked.to_serve && known(asked.fact));
        again.push(u8::try_from(asked.count()).unwrap_or(u8::MAX));
        if rows.flags[row] & flag::TRUSTED != 0 {
            told.extend(rows.told(row).map(|told| (told.fact, told.until)));
        }
    }
    again
}
