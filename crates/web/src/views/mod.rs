//! Saved views: what somebody looks at, under a name: the address of a page with every filter and selection.
//!
//! Invariants: what is not shared nobody but its owner sees; only its owner or an administrator changes a view; with a
//! user go their views, but for those they shared, which nobody owns then.
//! Tables: `views_saved` (truth).

mod erase;
pub mod http;
mod model;
mod rules;
pub(crate) mod store;

use std::sync::Arc;

use ::store::{Db, Result, Store};
use kernel::Clock;

pub use model::{Address, Change, NewView, Refusal, View, ViewName};

use crate::access::Principal;

/// The saved views of a store. Cheap to clone.
#[derive(Clone)]
pub struct Views {
    truth: Db,
    clock: Arc<dyn Clock>,
}

/// What came of a change: what it gives, or why nothing was changed.
type Outcome<T> = Result<Result<T, Refusal>>;

impl Views {
    /// The views of a store.
    #[must_use]
    pub fn new(store: &Store, clock: Arc<dyn Clock>) -> Views {
        Views { truth: store.truth.clone(), clock }
    }

    /// The views that somebody sees: first their own, then what others share; each by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self, who: &Principal) -> Result<Vec<View>> {
        let owner = who.name.clone();
        let mut views = self.truth.read(move |tx| store::seen_by(tx, &owner)).await?;
        views.sort_by_cached_key(|view| rules::order(who, view));
        Ok(views)
    }

    /// Saves a view.
    ///
    /// # Errors
    /// What the database says.
    pub async fn add(&self, who: &Principal, new: NewView) -> Outcome<View> {
        let (owner, now) = (who.name.clone(), self.clock.now());
        let work = move |tx: &mut dyn ::store::Tx| {
            if store::count(tx, &owner)? >= rules::MOST {
                return Ok(Err(Refusal::TooMany));
            }
            Ok(Ok(store::insert(tx, &owner, &new, now)?))
        };
        self.truth.write(work).await
    }

    /// Changes a view; what is absent stays.
    ///
    /// # Errors
    /// What the database says.
    pub async fn change(&self, who: &Principal, id: i64, change: Change) -> Outcome<View> {
        let (who, now) = (who.clone(), self.clock.now());
        let work = move |tx: &mut dyn ::store::Tx| {
            let view = match rules::to_change(&who, store::get(tx, id)?) {
                Ok(view) => view,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let after = rules::changed(view, change, now);
            store::update(tx, &after)?;
            Ok(Ok(after))
        };
        self.truth.write(work).await
    }

    /// Removes a view.
    ///
    /// # Errors
    /// What the database says.
    pub async fn remove(&self, who: &Principal, id: i64) -> Outcome<()> {
        let who = who.clone();
        let work = move |tx: &mut dyn ::store::Tx| {
            if let Err(refusal) = rules::to_change(&who, store::get(tx, id)?) {
                return Ok(Err(refusal));
            }
            store::remove(tx, id)?;
            Ok(Ok(()))
        };
        self.truth.write(work).await
    }
}
