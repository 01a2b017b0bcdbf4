//! Categories: what texts are about as the organisation names it, with examples, in versions. They are learnt from these
//! and from what people correct.

pub mod http;
mod model;

use web::versions::{self, Versions};

pub use model::CategoryDefinition;

/// The categories of a store.
pub type Categories = Versions<CategoryDefinition>;

impl versions::Definition for CategoryDefinition {
    const KIND: &'static str = "categories";
    const ONE: &'static str = "category";
}
