//! What is done about what was heard: alerts with an owner, what the organisation's systems are told, and improvements
//! that are held against what they were to bring.

pub mod alerts;
pub mod improvements;
pub mod webhooks;

use store::Migration;

/// The tables of this room.
pub const MIGRATIONS: &[&[Migration]] = &[alerts::MIGRATIONS, webhooks::MIGRATIONS];
