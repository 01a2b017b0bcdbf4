//! Everything that comes in: intake over HTTP and from files, what is fetched, sources and their mappings, what people are
//! asked, and what employees say stands in their way.

pub mod connectors;
pub mod feedback;
pub mod frontline;
pub mod import;
pub mod ingest;
pub mod mails;
pub mod mapping;
pub mod needs;
pub mod notes;
pub mod sources;
pub mod tcf;

use store::Migration;

/// The tables of this room.
pub const MIGRATIONS: &[&[Migration]] = &[
    sources::MIGRATIONS,
    ingest::MIGRATIONS[0],
    ingest::MIGRATIONS[1],
    ingest::MIGRATIONS[2],
    feedback::MIGRATIONS[0],
    feedback::MIGRATIONS[1],
    feedback::MIGRATIONS[2],
    feedback::MIGRATIONS[3],
    feedback::MIGRATIONS[4],
    feedback::MIGRATIONS[5],
    feedback::MIGRATIONS[6],
    feedback::MIGRATIONS[7],
    connectors::MIGRATIONS,
    notes::MIGRATIONS,
    needs::MIGRATIONS,
];
