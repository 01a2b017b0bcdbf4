//! A lake: its segments, their manifest, and what changes it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use ::store::journal;
use ::store::{Db, Dialect, Store};
use datafusion::execution::runtime_env::RuntimeEnv;
use kernel::Clock;
use parking_lot::{Mutex, RwLock};
use tokio::sync::Semaphore;

use crate::engine::Engine;
use crate::files::{Files, Place};
use crate::history::Fresh;
use crate::persons::WhoIsWho;
use crate::rows::SourceNames;
use crate::segments::{MEMORY, Maker, Segment};
use crate::sql::{self, Limits};
use crate::store::{self, About, Change};
use crate::tables::{PublicNames, Registry, TableFunction};
use crate::{Error, Result};

/// What a lake is opened with.
pub struct Settings {
    /// Where its segments are.
    pub place: Place,
    /// Where it writes what is not whole yet, unless the place is a directory.
    pub temp: PathBuf,
    /// Who is who.
    pub people: Arc<dyn WhoIsWho>,
    /// What sources are called.
    pub sources: SourceNames,
    /// How people and interactions are called outside.
    pub names: PublicNames,
    /// The places that interactions name.
    pub registry: Arc<dyn Registry>,
    /// Functions of other rooms that give a table.
    pub functions: Vec<Arc<dyn TableFunction>>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// After how long few rows become a segment too.
    pub delay: Duration,
    /// How much queries may use.
    pub limits: Limits,
}

/// The interaction history. Cheap to clone.
#[derive(Clone)]
pub struct Lake(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) truth: Db,
    pub(crate) folds: Db,
    pub(crate) engine: Engine,
    pub(crate) files: Files,
    pub(crate) people: Arc<dyn WhoIsWho>,
    pub(crate) sources: SourceNames,
    pub(crate) names: PublicNames,
    pub(crate) registry: Arc<dyn Registry>,
    pub(crate) functions: Vec<Arc<dyn TableFunction>>,
    pub(crate) clock: Arc<dyn Clock>,
    /// One changes the manifest at a time.
    pub(crate) turn: Mutex<()>,
    manifest: RwLock<Arc<Manifest>>,
    /// Segments that were replaced, as long as a query may read them.
    retired: Mutex<Vec<Arc<Segment>>>,
    pub(crate) fresh: Mutex<Fresh>,
    pub(crate) environment: Arc<RuntimeEnv>,
    pub(crate) limits: Limits,
    /// Places of queries that run.
    pub(crate) room: Arc<Semaphore>,
    pub(crate) delay: Duration,
    pub(crate) counted: Counted,
}

/// What is counted since the start.
#[derive(Default)]
pub(crate) struct Counted {
    pub(crate) written: AtomicU64,
    pub(crate) failures: AtomicU64,
    pub(crate) waiting: AtomicU64,
}

/// The segments that there are, and up to where they reach.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manifest {
    pub(crate) about: About,
    pub(crate) segments: Vec<Arc<Segment>>,
}

/// What an operator wants to know of a lake.
#[derive(Clone, Debug)]
pub struct Figures {
    /// How many segments there are.
    pub segments: usize,
    /// The files of those that are not what was written.
    pub damaged: Vec<String>,
    /// Rows in segments.
    pub rows: u64,
    /// Bytes of segments.
    pub bytes: u64,
    /// Interactions that are in no segment yet.
    pub waiting: u64,
    /// Rows that were written into segments since the start, those written anew again.
    pub written: u64,
    /// How often compaction has failed since the start.
    pub failures: u64,
}

impl Lake {
    /// Opens the lake of a store, making it where it is not there. Blocks; must not be
    /// called on an async worker.
    ///
    /// # Errors
    /// What the place of segments or the database says.
    pub fn open(store: &Store, settings: Settings) -> Result<Lake> {
        let engine = Engine::start(1)?;
        let files = engine.block_on(Files::open(&settings.place, &settings.temp))?;
        let lake = Lake(Arc::new(Inner {
            truth: store.truth.clone(),
            folds: store.folds.clone(),
            engine,
            environment: sql::environment(&files, &settings.limits)?,
            limits: settings.limits,
            room: Arc::new(Semaphore::new(sql::AT_ONCE)),
            delay: settings.delay,
            files,
            people: settings.people,
            sources: settings.sources,
            names: settings.names,
            registry: settings.registry,
            functions: settings.functions,
            clock: settings.clock,
            turn: Mutex::default(),
            manifest: RwLock::new(Arc::default()),
            retired: Mutex::default(),
            fresh: Mutex::default(),
            counted: Counted::default(),
        }));
        lake.refresh()?;
        if lake.0.files.is_writer() {
            lake.sweep()?;
        }
        Ok(lake)
    }

    /// The lake's id.
    pub(crate) fn id(&self) -> String {
        self.0.files.id().to_owned()
    }

    /// Whether servers of other machines may use the same segments.
    pub(crate) fn is_shared(&self) -> bool {
        self.0.files.may_be_shared() && self.0.folds.dialect() == Dialect::Postgres
    }

    /// The manifest as it is now. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn refresh(&self) -> Result<Arc<Manifest>> {
        let held = self.0.manifest.read().clone();
        let id = self.id();
        let read = self.0.folds.read_blocking(|tx| match store::about(tx, &id)? {
            Some(about) if about.version == held.about.version => Ok(Some((about, None))),
            Some(about) => Ok(Some((about, Some(store::segments(tx, &id)?)))),
            None => Ok(None),
        })?;
        let (about, segments) = match read {
            Some(read) => read,
            None => (self.begin()?, Some(Vec::new())),
        };
        let segments = match segments {
            None => held.segments.clone(),
            Some(segments) => segments.into_iter().map(|one| Lake::known(&held, one)).collect(),
        };
        let manifest = Arc::new(Manifest { about, segments });
        *self.0.manifest.write() = manifest.clone();
        Ok(manifest)
    }

    /// A segment as it is held already, so that it is known for how long it is read.
    fn known(held: &Manifest, one: Segment) -> Arc<Segment> {
        let same = held.segments.iter().find(|other| ***other == one);
        same.cloned().unwrap_or_else(|| Arc::new(one))
    }

    /// Begins anew with no segments.
    fn begin(&self) -> Result<About> {
        let (id, now) = (self.id(), self.0.clock.now());
        let noted = self.0.truth.read_blocking(journal::last_rewritten)?;
        tracing::info!(lake = %id, "the lake is made of the journal");
        let begun = self.0.folds.write_blocking(move |tx| {
            store::begin(tx, &id, noted, now)?;
            store::about(tx, &id)
        })?;
        begun.ok_or_else(|| Error::Refused("a lake that was begun is not there".to_owned()))
    }

    /// What makes segments.
    pub(crate) fn maker(&self) -> Maker {
        Maker {
            truth: self.0.truth.clone(),
            files: self.0.files.clone(),
            names: self.0.sources.clone(),
            memory: MEMORY,
        }
    }

    /// Makes a change of the manifest. The files of what is new are there already; those of what was replaced stay until
    /// nobody reads them.
    pub(crate) fn change(&self, change: Change) -> Result<()> {
        let held = self.0.manifest.read().clone();
        let replaced: Vec<Arc<Segment>> =
            held.segments.iter().filter(|one| change.replaced.contains(&one.file)).cloned().collect();
        let rows: u64 = change.added.iter().map(|one| one.rows).sum();
        let (id, now) = (self.id(), self.0.clock.now());
        let done = self.0.folds.write_blocking(move |tx| store::change(tx, &id, &change, now))?;
        if !done {
            return Err(Error::Waiting("another server has changed the lake meanwhile".to_owned()));
        }
        self.0.retired.lock().extend(replaced);
        self.0.counted.written.fetch_add(rows, Ordering::Relaxed);
        self.refresh()?;
        Ok(())
    }

    /// Whether a query of this process still reads a file that was replaced.
    pub(crate) fn is_read(&self, file: &str) -> bool {
        let mut retired = self.0.retired.lock();
        retired.retain(|one| Arc::strong_count(one) > 1);
        retired.iter().any(|one| one.file == file)
    }

    /// What an operator wants to know. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn figures(&self) -> Result<Figures> {
        let manifest = self.refresh()?;
        let counted = &self.0.counted;
        let damaged = manifest.segments.iter().filter(|one| one.damaged);
        Ok(Figures {
            segments: manifest.segments.len(),
            damaged: damaged.map(|one| one.file.clone()).collect(),
            rows: manifest.segments.iter().map(|one| one.rows).sum(),
            bytes: manifest.segments.iter().map(|one| one.bytes).sum(),
            waiting: counted.waiting.load(Ordering::Relaxed),
            written: counted.written.load(Ordering::Relaxed),
            failures: counted.failures.load(Ordering::Relaxed),
        })
    }
}
