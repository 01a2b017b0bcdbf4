//! Backups of a data directory: one file, made while intake goes on, and read again by a restore.
//!
//! Invariants: a backup holds everything that was acknowledged before it began, as of one moment; the writer never
//! waits for it; a file that is cut off, altered or of a newer form is known as such before anything is written; what
//! has the file's name is whole. Tables: `backups` (truth).

pub(crate) mod file;
pub(crate) mod format;
pub(crate) mod http;
mod make;
mod store;

use ::store::Migration;

pub(crate) use know::privacy::erasure::FILE as ERASURES_FILE;
pub(crate) use store::{latest, note_restored};

/// The tables of backups.
pub(crate) const MIGRATIONS: &[&[Migration]] = &[store::MIGRATIONS];
