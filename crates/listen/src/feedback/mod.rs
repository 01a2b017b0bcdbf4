//! Feedback: people are asked, and what they answer is an interaction of theirs like any other.

pub mod invitations;
pub mod responses;
pub mod surveys;

use store::Migration;

pub(crate) const MIGRATIONS: &[&[Migration]] = &[responses::MIGRATIONS, invitations::MIGRATIONS];
