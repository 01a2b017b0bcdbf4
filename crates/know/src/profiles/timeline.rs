//! The timeline of a person: entries of all their identifiers, newest first.

use kernel::{Position, Timestamp};
use store::runs::{Range, Runs};
use store::{Error, Result, Tx};

use super::entries::{self, TimelineEntry};
use super::model::Side;
use crate::identity::Part;

/// A timeline entry with when and where it stands.
pub(super) type Dated = (Timestamp, Position, TimelineEntry);

/// The entries of one identifier while it was this person's, newest first within each run, at most `limit` a run.
pub(super) fn scan(
    tx: &mut dyn Tx,
    runs: &Runs,
    part: &Part,
    side: Side,
    limit: usize,
    accept: &mut dyn FnMut(&Dated) -> bool,
) -> Result<Vec<Dated>> {
    let low = entries::timeline_key(part.identifier, side, part.from, 0);
    let high =
        entries::timeline_key(part.identifier, side, part.until, if part.until == i64::MAX { u64::MAX } else { 0 });
    let mut found = Vec::new();
    let range = Range { low: &low, high: &high, reverse: true, limit };
    runs.scan(tx, range, &mut |key, value| {
        let damaged = || Error::Damaged("a timeline entry".to_owned());
        let (at, position) = entries::read_timeline_key(key).ok_or_else(damaged)?;
        let entry = (at, position, postcard::from_bytes(value).map_err(|_| damaged())?);
        let accepted = accept(&entry);
        if accepted {
            found.push(entry);
        }
        Ok(accepted)
    })?;
    Ok(found)
}
