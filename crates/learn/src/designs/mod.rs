//! Designs: journeys as the organisation means them, by name and version. What people do is held against them.
//!
//! Invariants: a version is never changed; every change, the end too, is the next version, with who made it, when and
//! why; what says the same as the newest version is none.
//! Tables: `designs_versions` (truth).

pub mod http;
mod model;
mod rules;
mod store;

use ::store::{Db, Migration, Result, Store};
use kernel::Timestamp;

pub use model::{Definition, DesignStage, Version};

pub(crate) const MIGRATIONS: &[Migration] = store::MIGRATIONS;

/// The designs of a store. Cheap to clone.
#[derive(Clone)]
pub struct Designs {
    truth: Db,
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is the newest version now, or was so before.
    Newest(Box<Version>),
    /// Somebody else changed the same design at the same moment.
    Overtaken,
    /// There is nothing to end.
    Missing,
}

/// Who changes a design, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who, as the audit names them.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

impl Designs {
    /// The designs of a store.
    #[must_use]
    pub fn new(store: &Store) -> Designs {
        Designs { truth: store.truth.clone() }
    }

    /// The newest version of each design that has not ended, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self) -> Result<Vec<(String, Version)>> {
        self.truth.read(store::newest).await
    }

    /// All versions of a design, the oldest first; none where there never was one of that name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn versions(&self, name: String) -> Result<Vec<Version>> {
        self.truth.read(move |tx| store::versions(tx, &name)).await
    }

    /// Makes a version of a design; with `None` in place of a definition, the one that ends it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn change(&self, name: String, definition: Option<Definition>, change: Change) -> Result<Outcome> {
        let made = self.truth.write(move |tx| {
            let before = store::versions(tx, &name)?.pop();
            if definition.is_none() && before.as_ref().is_none_or(|before| before.definition.is_none()) {
                return Ok(Outcome::Missing);
            }
            let version = match rules::next(before, definition, change) {
                Ok(version) => version,
                Err(same) => return Ok(Outcome::Newest(same)),
            };
            let is_kept = store::insert(tx, &name, &version)?;
            Ok(if is_kept { Outcome::Newest(Box::new(version)) } else { Outcome::Overtaken })
        });
        made.await
    }
}
