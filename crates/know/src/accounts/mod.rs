//! Accounts: contracts and households, with their subscriptions, products and orders, and the people in roles.
//!
//! An account is known by the subject `account` of interactions. Whatever else an interaction is about is of its
//! account, where it names one alone. Invariants: roles belong to an account and an identifier, never to a person, so
//! that merging and unmerging move them with nothing rewritten; everything follows from the interactions that the
//! reader sees; what only public sources said is shown as claimed and draws nothing in; employees' sides are left out.
//! Tables: `accounts`, `accounts_words` and the runs `account_lines`, `account_known_by` (folds).

mod fold;
mod forgetting;
pub mod http;
mod model;
mod rules;
mod store;
mod view;

pub use fold::AccountsFold;
pub use forgetting::AccountsHolder;
pub use model::{Account, Held, Involved, Part};
pub use view::Accounts;

pub(crate) const FOLD_MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;
