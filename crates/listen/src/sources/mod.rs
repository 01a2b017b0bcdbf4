//! Sources: the systems, sites and file series that send interactions, each with its purpose, its mapping and its keys.
//!
//! Tables: `sources` (truth).

pub mod http;
mod model;
mod store;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ::store::{Db, Migration, Store};
use kernel::{Clock, Purpose, SourceNo};
use parking_lot::RwLock;

pub use model::{Source, SourceChange};

pub(crate) const MIGRATIONS: &[Migration] = store::MIGRATIONS;

/// The sources of a store, kept in memory because intake asks for them with every request.
#[derive(Clone)]
pub struct Sources {
    truth: Db,
    clock: Arc<dyn Clock>,
    known: Arc<RwLock<HashMap<SourceNo, Arc<Source>>>>,
    read_at: Arc<RwLock<Instant>>,
}

/// How long another server's change of a source may take to be seen here.
const FRESH: Duration = Duration::from_secs(1);

impl Sources {
    /// The sources of a store. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn load(store: &Store, clock: Arc<dyn Clock>) -> ::store::Result<Sources> {
        let (known, read_at) = (Arc::default(), Arc::new(RwLock::new(Instant::now())));
        let sources = Sources { truth: store.truth.clone(), clock, known, read_at };
        let all = sources.truth.read_blocking(store::list)?;
        sources.remember(all);
        Ok(sources)
    }

    fn remember(&self, all: Vec<Source>) {
        *self.known.write() = all.into_iter().map(|source| (source.number, Arc::new(source))).collect();
    }

    /// Reads all sources again.
    ///
    /// # Errors
    /// What the database says.
    pub async fn refresh(&self) -> ::store::Result<()> {
        *self.read_at.write() = Instant::now();
        let all = self.truth.read(store::list).await?;
        self.remember(all);
        Ok(())
    }

    /// A source by its number.
    ///
    /// # Errors
    /// What the database says.
    pub async fn get(&self, number: SourceNo) -> ::store::Result<Option<Arc<Source>>> {
        let known = self.known.read().get(&number).cloned();
        let fresh = matches!(self.truth, Db::Sqlite(_)) || self.read_at.read().elapsed() < FRESH;
        if known.is_some() && fresh {
            return Ok(known);
        }
        // Another server may have made it.
        self.refresh().await?;
        Ok(self.known.read().get(&number).cloned())
    }

    /// A source by its number, as far as this server knows it.
    #[must_use]
    pub fn known(&self, number: SourceNo) -> Option<Arc<Source>> {
        self.known.read().get(&number).cloned()
    }

    /// A source by its name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn by_name(&self, name: &str) -> ::store::Result<Option<Arc<Source>>> {
        let find = || self.known.read().values().find(|source| source.name == name).cloned();
        if let Some(source) = find() {
            return Ok(Some(source));
        }
        self.refresh().await?;
        Ok(find())
    }

    /// All sources as they are now, by name. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn list_blocking(&self) -> ::store::Result<Vec<Source>> {
        self.truth.read_blocking(store::list)
    }

    /// All sources, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self) -> ::store::Result<Vec<Arc<Source>>> {
        self.refresh().await?;
        let mut all: Vec<Arc<Source>> = self.known.read().values().cloned().collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(all)
    }

    /// The source of a name; one that does not exist yet is made.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ensure(&self, name: &str) -> ::store::Result<Arc<Source>> {
        if let Some(source) = self.by_name(name).await? {
            return Ok(source);
        }
        let (wanted, now) = (name.to_owned(), self.clock.now());
        let made = self.truth.write(move |tx| store::ensure(tx, &wanted, now)).await?;
        let made = Arc::new(made);
        self.known.write().insert(made.number, made.clone());
        Ok(made)
    }

    /// The source of a name for a purpose; one that does not exist yet is made, and one that is for another is changed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ensure_for(&self, name: &str, purpose: &Purpose) -> ::store::Result<Arc<Source>> {
        let source = self.ensure(name).await?;
        if source.purpose == *purpose {
            return Ok(source);
        }
        let change = SourceChange { purpose: Some(purpose.clone()), ..SourceChange::default() };
        self.change(source.number, change).await?;
        self.ensure(name).await
    }

    /// Changes a source's settings or mapping.
    ///
    /// # Errors
    /// What the database says.
    pub async fn change(&self, number: SourceNo, change: SourceChange) -> ::store::Result<()> {
        self.truth.write(move |tx| store::change(tx, number, &change)).await?;
        self.refresh().await
    }
}

/// What interactions are taken in for, unless their source says otherwise.
#[must_use]
pub fn usual_purpose() -> Purpose {
    Purpose::new("analytics")
}
