//! Mappings: small TOML files that say which parts of a row or JSON object make which interactions.
//!
//! Strings are minijinja templates over the row; one that is a plain `{{ name }}` is read without the engine, and a
//! single `{{ expression }}` keeps its type.

mod apply;
mod model;
mod row;
mod template;

pub use apply::Nth;
pub use model::{Defaults, Format, Mapping};
pub use row::{Header, Row};
