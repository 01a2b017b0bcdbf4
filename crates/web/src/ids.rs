//! Public ids in paths: read, or 404 where they are none of ours.

use kernel::{Kind, PublicIds};

use crate::problem::{Problem, Result};

/// The number of a public id.
///
/// # Errors
/// 404 where it is none of ours: a guess and a wrong kind look the same as what is not there for the caller.
pub fn read(ids: &PublicIds, kind: Kind, id: &str) -> Result<u64> {
    let what = match kind {
        Kind::Person => "person",
        Kind::Interaction => "interaction",
        Kind::Link => "link",
        Kind::Identifier => "identifier",
        Kind::Account => "account",
        Kind::Cursor => "cursor",
        Kind::Key => "key",
        Kind::User => "user",
        Kind::AuditRow => "row of the audit",
        Kind::Dropped => "dropped event",
        Kind::Hold => "hold",
        Kind::Request => "request",
        Kind::Erasure => "erasure",
        Kind::RetentionRun | Kind::ReadingRun => "run",
        Kind::View => "view",
        Kind::Invitation => "invitation",
        Kind::Response => "response",
        Kind::Alert => "alert",
        Kind::Delivery => "delivery",
        Kind::Message => "message",
        Kind::Note => "note",
        Kind::Need => "need",
    };
    ids.decode(kind, id).ok_or_else(|| Problem::not_found(format!("there is no such {what}")))
}
