//! What the whole history says: which ways people go, where they turn back, and what it costs them.

pub mod answers;
mod behind;
mod by;
pub mod categories;
mod cells;
pub mod designs;
pub mod drivers;
pub mod effort;
pub mod index;
pub mod joined;
pub mod journeys;
mod prices;
pub mod pulses;
mod questions;
pub mod readings;
pub mod scores;
mod shown;
pub mod sql;
pub mod statistics;
mod tables;
pub mod themes;
pub mod verbatims;

use store::Migration;

pub use by::By;
pub use cells::{Cell, Measured};
pub use questions::Questions;

/// The tables of this room that cannot be made again.
pub const MIGRATIONS: &[&[Migration]] = &[designs::MIGRATIONS, readings::MIGRATIONS];
