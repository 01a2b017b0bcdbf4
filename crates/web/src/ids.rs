//! Public ids in paths: read, or 404 where they are none of ours.

use kernel::{Kind, PublicIds};

use crate::problem::{Problem, Result};

/// The number of a public id.
///
/// # Errors
/// 404 where it is none of ours: a guess and a wrong kind look the same as what is not there.
pub fn read(ids: &PublicIds, kind: Kind, id: &str) -> Result<u64> {
    ids.decode(kind, id).ok_or_else(|| Problem::not_found(format!("there is no such id: {}", shorten(id))))
}

/// An id in a message, not longer than ours are.
fn shorten(id: &str) -> String {
    id.chars().take(40).filter(|c| !c.is_control()).collect()
}
