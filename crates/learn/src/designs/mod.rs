//! Designs: journeys as the organisation means them, by name and version. What people do is held against them.

pub mod http;
mod model;
mod rules;
mod store;

use ::store::Migration;
use web::versions::{self, Versions};

pub use model::{Definition, DesignStage};

pub(crate) const MIGRATIONS: &[Migration] = store::MIGRATIONS;

/// The designs of a store.
pub type Designs = Versions<Definition>;

/// A version of a design.
pub type Version = versions::Version<Definition>;

impl versions::Definition for Definition {
    const KIND: &'static str = "designs";
    const ONE: &'static str = "design";
}
