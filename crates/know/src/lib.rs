//! Who it is, what they told us, what they allow, and whom they met: identity, profiles, privacy, the organisation.

pub mod accounts;
pub mod identity;
pub mod log;
pub mod organisation;
pub mod people;
pub mod privacy;
pub mod profiles;

use store::Migration;

/// The tables of this room that cannot be made again.
pub const MIGRATIONS: &[&[Migration]] = &[
    log::MIGRATIONS,
    identity::MIGRATIONS,
    privacy::erasure::MIGRATIONS,
    privacy::store::HOLDS,
    privacy::store::PURPOSES,
    privacy::requests::MIGRATIONS,
    privacy::retention::MIGRATIONS,
    organisation::MIGRATIONS,
];
/// The tables of this room that can.
pub const FOLD_MIGRATIONS: &[&[&[Migration]]] = &[profiles::FOLD_MIGRATIONS, &[accounts::FOLD_MIGRATIONS]];
