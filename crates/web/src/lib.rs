//! What every HTTP operation shares: problems, who may do what, the audit, paging and extractors.

pub mod access;
pub mod address;
pub mod audit;
pub mod csv;
pub mod extract;
pub mod ids;
pub mod outgoing;
pub mod pace;
pub mod paging;
pub mod problem;
pub mod sealed;
pub mod signed;
pub mod versions;
pub mod views;

pub use access::{Access, Operation, Principal, Right, Role, Scope};
pub use address::RemoteAddress;
pub use audit::Audit;
pub use problem::{Problem, Result};

/// The tables of this crate.
pub const MIGRATIONS: &[&[store::Migration]] = &[
    access::MIGRATIONS,
    access::users::store::MIGRATIONS,
    access::sessions::store::MIGRATIONS,
    access::second_factor::store::MIGRATIONS,
    audit::MIGRATIONS,
    views::store::MIGRATIONS,
    versions::store::MIGRATIONS,
];
