//! Versions: what the organisation has written down under a name, and what it said before.
//!
//! Invariants: a version is never changed; every change, the end too, is the next version, with who made it, when and
//! why; what says the same as the newest version is none.
//! Tables: `versions` (truth).

pub mod http;
mod rules;
pub(crate) mod store;

use std::marker::PhantomData;

use ::store::{Db, Result, Store, Tx};
use kernel::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What is kept in versions.
pub trait Definition: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static {
    /// What all of them are called, in paths and in the table: `designs`.
    const KIND: &'static str;
    /// What one of them is called, in sentences: `design`.
    const ONE: &'static str;
}

/// All versions of a kind of definition in a store. Cheap to clone.
pub struct Versions<D> {
    truth: Db,
    of: PhantomData<fn() -> D>,
}

impl<D> Clone for Versions<D> {
    fn clone(&self) -> Versions<D> {
        Versions { truth: self.truth.clone(), of: PhantomData }
    }
}

/// A version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version<D> {
    /// Its number, from 1.
    pub number: u32,
    /// What it says; nothing where it ended with it.
    pub definition: Option<D>,
    /// Who made it, as the audit names them.
    pub changed_by: String,
    /// When.
    pub changed_at: Timestamp,
    /// Why.
    pub reason: String,
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<D> {
    /// It is the newest version now, or was so before.
    Newest(Box<Version<D>>),
    /// Somebody else changed the same at the same moment.
    Overtaken,
    /// There is nothing to end.
    Missing,
}

/// Who changes it, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Who, as the audit names them.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

impl<D: Definition> Versions<D> {
    /// Those of a store.
    #[must_use]
    pub fn new(store: &Store) -> Versions<D> {
        Versions { truth: store.truth.clone(), of: PhantomData }
    }

    /// The newest version of each that has not ended, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self) -> Result<Vec<(String, Version<D>)>> {
        self.truth.read(store::newest).await
    }

    /// The same as of a transaction.
    ///
    /// # Errors
    /// What the database says.
    pub fn list_in(tx: &mut dyn Tx) -> Result<Vec<(String, Version<D>)>> {
        store::newest(tx)
    }

    /// All versions of one, the oldest first; none where there never was one of that name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn all(&self, name: String) -> Result<Vec<Version<D>>> {
        self.truth.read(move |tx| store::all(tx, &name)).await
    }

    /// The newest version of one, as of a transaction: for whoever goes by it there.
    ///
    /// # Errors
    /// What the database says.
    pub fn newest_in(tx: &mut dyn Tx, name: &str) -> Result<Option<Version<D>>> {
        Ok(store::all(tx, name)?.pop())
    }

    /// Makes a version; with `None` in place of a definition, the one that ends it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn change(&self, name: String, definition: Option<D>, change: Change) -> Result<Outcome<D>> {
        let made = self.truth.write(move |tx| {
            let before = store::all(tx, &name)?.pop();
            if definition.is_none() && before.as_ref().is_none_or(|before: &Version<D>| before.definition.is_none()) {
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
