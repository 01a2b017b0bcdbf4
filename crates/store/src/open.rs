//! Opening a store: a data directory or a PostgreSQL server, one server a directory, its secrets.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::{KeyHasher, PublicIds, Timestamp};

use sha2::Sha256;

use crate::journal;
use crate::migrate::{Migration, migrate};
use crate::postgres::Postgres;
use crate::sqlite::{Durability, Sqlite};
use crate::{Db, Error, Result, Tx, Value, runs};

/// Where a store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A data directory with SQLite files.
    Directory(PathBuf),
    /// A PostgreSQL server, by its URL.
    Postgres(String),
}

impl Location {
    /// Whether a directory holds a store already. Of a database only its server knows: it counts as one that does.
    #[must_use]
    pub fn holds_store(&self) -> bool {
        match self {
            Location::Directory(directory) => directory.join(TRUTH_FILE).exists(),
            Location::Postgres(_) => true,
        }
    }
}

/// What a store keeps secret and never changes: without it neither keys nor ids can be made or read.
#[derive(Clone)]
pub struct Secrets {
    /// Hashes messages and identifiers.
    pub hasher: KeyHasher,
    /// Makes public ids.
    pub ids: PublicIds,
    /// What keys for other purposes are made from.
    root: [u8; 32],
}

impl Secrets {
    /// A key for a purpose: always the same for the same purpose, and of no help with any other.
    #[must_use]
    pub fn key(&self, purpose: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.root).expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// An open store.
#[derive(Clone)]
pub struct Store {
    /// What cannot be made again.
    pub truth: Db,
    /// What can be made again from the journal.
    pub folds: Db,
    /// The store's secrets.
    pub secrets: Secrets,
    /// Held open while the store is: the lock of the data directory.
    _lock: Option<Arc<std::fs::File>>,
}

/// The form of what the folds write. A store whose folds have another form makes them anew from the journal.
const FOLDS_FORM: &str = "6";
/// The name of the truth's file in a data directory.
pub const TRUTH_FILE: &str = "throughline.db";
const FOLDS_FILE: &str = "folds.db";
/// The name of the file whose lock the process holds that has a data directory open.
pub const LOCK_FILE: &str = "throughline.lock";

impl Store {
    /// Opens the store at `location`, making it where it is not there yet, and brings its tables up to date.
    /// Must be called within a tokio runtime, but not on one of its async workers.
    ///
    /// # Errors
    /// [`Error::Held`] when another server holds the directory; else what the file system or database says.
    pub fn open(
        location: &Location,
        truth_steps: &[&[Migration]],
        fold_steps: &[&[Migration]],
        now: Timestamp,
    ) -> Result<Store> {
        let (truth, folds, lock) = match location {
            Location::Directory(directory) => {
                let lock = hold(directory)?;
                let truth = Sqlite::open(&directory.join(TRUTH_FILE), Durability::Full)?;
                let folds = open_folds_file(&directory.join(FOLDS_FILE))?;
                (Db::Sqlite(Arc::new(truth)), Db::Sqlite(Arc::new(folds)), Some(Arc::new(lock)))
            }
            Location::Postgres(url) => {
                let runtime = tokio::runtime::Handle::current();
                let db = Db::Postgres(Arc::new(runtime.block_on(Postgres::connect(url))?));
                (db.clone(), db, None)
            }
        };
        migrate(&truth, &all_truth_steps(truth_steps), now)?;
        let mut folds_all: Vec<&[Migration]> = vec![runs::MIGRATIONS, journal::FOLD_MIGRATIONS];
        folds_all.extend_from_slice(fold_steps);
        migrate(&folds, &folds_all, now)?;
        if journal::moved::settle(&truth, &folds_all)? {
            tracing::warn!("the journal came from another PostgreSQL cluster: the folds are made anew");
        }
        let secrets = secrets(&truth)?;
        Ok(Store { truth, folds, secrets, _lock: lock })
    }

    /// Finishes what was begun and closes the files or connections.
    pub fn close(&self) {
        for db in [&self.truth, &self.folds] {
            match db {
                Db::Sqlite(db) => db.close(),
                Db::Postgres(db) => db.close(),
            }
        }
    }
}

const OWN_STEPS: &[Migration] =
    &[Migration::new("store_1", "CREATE TABLE secrets (name TEXT PRIMARY KEY, secret {bytes} NOT NULL)")];

/// The steps of the truth: those of this crate and those of the slices.
fn all_truth_steps<'a>(of_slices: &[&'a [Migration]]) -> Vec<&'a [Migration]> {
    let mut all: Vec<&[Migration]> = vec![OWN_STEPS, journal::MIGRATIONS];
    all.extend_from_slice(of_slices);
    all
}

/// Which of the `steps` that a truth has this program does not know: it was written by a newer one.
#[must_use]
pub fn unknown_steps<'s>(steps: &'s [String], of_slices: &[&[Migration]]) -> Vec<&'s str> {
    let known = all_truth_steps(of_slices);
    let has = |name: &str| known.iter().any(|slice| slice.iter().any(|step| step.name == name));
    steps.iter().map(String::as_str).filter(|name| !has(name)).collect()
}

/// Takes the lock of a data directory, making the directory where needed; it is held until the file is dropped.
///
/// # Errors
/// [`Error::Held`] when another process holds it; else what the file system says.
pub fn hold(directory: &Path) -> Result<std::fs::File> {
    let failed = |error| Error::Io(format!("cannot use the data directory {}", directory.display()), error);
    let fresh = !directory.exists();
    std::fs::create_dir_all(directory).map_err(failed)?;
    if fresh {
        // What is in it is nobody else's.
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(directory, std::fs::Permissions::from_mode(0o700)).map_err(failed)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.create(true).truncate(false).read(true).write(true);
    let file = options.open(directory.join(LOCK_FILE)).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(Error::Held(format!(
            "the data directory {} is held by another throughline process; stop that one, or use another directory",
            directory.display()
        ))),
        Err(std::fs::TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Opens the file of the folds; one of another form is thrown away, because it can be made again.
fn open_folds_file(path: &Path) -> Result<Sqlite> {
    let form_file = path.with_extension("form");
    let form = std::fs::read_to_string(&form_file).unwrap_or_default();
    if form.trim() != FOLDS_FORM {
        for suffix in ["db", "db-wal", "db-shm"] {
            match std::fs::remove_file(path.with_extension(suffix)) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::Io(format!("cannot renew {}", path.display()), error));
                }
                _ => {}
            }
        }
        std::fs::write(&form_file, FOLDS_FORM)
            .map_err(|error| Error::Io(format!("cannot write {}", form_file.display()), error))?;
    }
    Sqlite::open(path, Durability::Rebuildable)
}

fn secrets(truth: &Db) -> Result<Secrets> {
    let fresh: [u8; 32] = rand::random();
    let kept = truth.write_blocking(move |tx| {
        tx.execute(
            "INSERT INTO secrets (name, secret) VALUES ('store', $1) ON CONFLICT (name) DO NOTHING",
            &[Value::from(fresh.as_slice())],
        )?;
        read_secret(tx)
    })?;
    let (hash, ids) = kept.split_at(16);
    let half = |bytes: &[u8]| <[u8; 16]>::try_from(bytes).map_err(|_| Error::Damaged("the store's secret".to_owned()));
    let root = kept.as_slice().try_into().map_err(|_| Error::Damaged("the store's secret".to_owned()))?;
    Ok(Secrets { hasher: KeyHasher::new(half(hash)?), ids: PublicIds::new(half(ids)?), root })
}

fn read_secret(tx: &mut dyn Tx) -> Result<Vec<u8>> {
    let row = tx.query_one("SELECT secret FROM secrets WHERE name = 'store'", &[])?;
    Ok(row.ok_or_else(|| Error::Damaged("the store's secret is missing".to_owned()))?.blob(0)?.to_vec())
}
