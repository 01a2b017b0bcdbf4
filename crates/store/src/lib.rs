//! Transactional state: SQLite or PostgreSQL behind one door, and what is built on it: migrations, sorted runs, the journal.
//!
//! A [`Store`] has two databases. `truth` holds what cannot be made again (the journal, ledger, keys, audit); `folds`
//! holds what can (timeline, facts, full text). On SQLite they are two files, so that folding never delays an
//! acknowledgement; on PostgreSQL they are one database.

pub mod image;
pub mod journal;
mod migrate;
mod open;
mod postgres;
pub mod runs;
mod sqlite;
mod value;

use std::sync::Arc;

pub use migrate::Migration;
pub use open::{LOCK_FILE, Location, Secrets, Store, TRUTH_FILE, hold, unknown_steps};
pub use value::{ColumnType, Row, Value};

/// What can go wrong at the door.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// SQLite refused.
    #[error("SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused or is away.
    #[error("PostgreSQL: {0}")]
    Postgres(#[from] sqlx::Error),
    /// No PostgreSQL server can be reached at a host and port.
    #[error("PostgreSQL at {0}: {1}")]
    Away(String, #[source] sqlx::Error),
    /// The file system refused.
    #[error("{0}: {1}")]
    Io(String, #[source] std::io::Error),
    /// Another server holds the directory.
    #[error("{0}")]
    Held(String),
    /// What was read is not what was written.
    #[error("damaged data: {0}")]
    Damaged(String),
    /// A statement found something else than its caller expects.
    #[error("{0}")]
    Unexpected(String),
    /// The store is shutting down.
    #[error("the store is closed")]
    Closed,
}

/// The result of everything here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Which SQL is spoken. Only builders of SQL whose dialects disagree ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// One transaction. SQL is written with `$1`, `$2`, ... on both databases.
pub trait Tx {
    /// Which database this is.
    fn dialect(&self) -> Dialect;

    /// PostgreSQL's number of a transaction that writes; 0 otherwise.
    fn number(&self) -> i64 {
        0
    }

    /// Runs a statement and returns the number of rows it touched.
    ///
    /// # Errors
    /// What the database says.
    fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64>;

    /// Runs a query and returns its rows.
    ///
    /// # Errors
    /// What the database says.
    fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>>;

    /// Inserts many rows into `table`; `conflict` is the text behind them, such as `ON CONFLICT DO NOTHING`.
    /// Rows must have as many values as there are columns. Returns how many rows were inserted or changed.
    ///
    /// # Errors
    /// What the database says.
    fn insert_many(
        &mut self,
        table: &str,
        columns: &[(&str, ColumnType)],
        rows: &mut dyn Iterator<Item = Vec<Value>>,
        conflict: &str,
    ) -> Result<u64>;
}

impl dyn Tx + '_ {
    /// The first row of a query, if any.
    ///
    /// # Errors
    /// What the database says.
    pub fn query_one(&mut self, sql: &str, params: &[Value]) -> Result<Option<Row>> {
        Ok(self.query(sql, params)?.into_iter().next())
    }

    /// The integer of a query's only row, or 0 where there is none or it is NULL.
    ///
    /// # Errors
    /// What the database says.
    pub fn query_int(&mut self, sql: &str, params: &[Value]) -> Result<i64> {
        Ok(self.query_one(sql, params)?.and_then(|row| row.opt_int(0)).unwrap_or(0))
    }
}

/// A database behind the door. Cheap to clone.
#[derive(Clone)]
pub enum Db {
    /// A file of SQLite's.
    Sqlite(Arc<sqlite::Sqlite>),
    /// A PostgreSQL server.
    Postgres(Arc<postgres::Postgres>),
}

impl Db {
    /// Which SQL is spoken.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self {
            Db::Sqlite(_) => Dialect::Sqlite,
            Db::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs `work` in a writing transaction and commits it; an error rolls it back. Must not be called on an async
    /// worker: see [`Db::write`].
    ///
    /// # Errors
    /// What `work` or the commit says. When a commit's outcome was unknown, it has been settled before this returns.
    pub fn write_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        match self {
            Db::Sqlite(db) => db.write(work),
            Db::Postgres(db) => db.write(work),
        }
    }

    /// Runs `work` on one snapshot. Must not be called on an async worker: see [`Db::read`].
    ///
    /// # Errors
    /// What `work` says.
    pub fn read_blocking<T>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T>) -> Result<T> {
        match self {
            Db::Sqlite(db) => db.read(work),
            Db::Postgres(db) => db.read(work),
        }
    }

    /// Hands all bytes of the database's file to `sink`, as of one snapshot, while others read and write. Blocks for as
    /// long as `sink` does.
    ///
    /// # Errors
    /// What SQLite or `sink` says, and on PostgreSQL, which has no file of ours.
    pub fn image_blocking(&self, sink: &mut dyn image::ImageSink) -> Result<()> {
        match self {
            Db::Sqlite(db) => db.image(sink),
            Db::Postgres(_) => Err(Error::Unexpected("a database of PostgreSQL has no file to read".to_owned())),
        }
    }

    /// Makes sure that what was deleted is nowhere in the files any more. PostgreSQL does that by itself in its own time
    /// (docs/operations.md); its dumps never hold what was deleted.
    ///
    /// # Errors
    /// What the database says.
    pub fn wipe_blocking(&self) -> Result<()> {
        match self {
            Db::Sqlite(db) => db.wipe(),
            Db::Postgres(_) => Ok(()),
        }
    }

    /// Runs `work` while no other server runs what goes by the same number; where one does, nothing. On SQLite there is no
    /// other, and a process's own threads see to it themselves. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn exclusively<T>(&self, number: i64, work: impl FnOnce() -> T) -> Result<Option<T>> {
        match self {
            Db::Sqlite(_) => Ok(Some(work())),
            // The transaction writes nothing, so that the folds need not wait for its end.
            Db::Postgres(db) => db.read(|tx| {
                let sql = "SELECT CASE WHEN pg_try_advisory_xact_lock($1) THEN 1 ELSE 0 END";
                let alone = tx.query_int(sql, &[number.into()])? == 1;
                Ok(alone.then(work))
            }),
        }
    }

    /// [`Db::write_blocking`] for async callers.
    ///
    /// # Errors
    /// As there.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let db = self.clone();
        blocking(move || db.write_blocking(work)).await
    }

    /// [`Db::read_blocking`] for async callers.
    ///
    /// # Errors
    /// As there.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let db = self.clone();
        blocking(move || db.read_blocking(work)).await
    }
}

/// Lets whoever waits for an answer go before this thread: for work that nobody waits for.
pub fn yield_to_others() {
    // Where the machine does not allow it, everything still works, only less evenly.
    let _ = rustix::process::setpriority_process(None, 10);
}

/// Runs blocking work away from the async workers.
///
/// # Errors
/// What `work` says, or [`Error::Closed`] when the process is going down.
pub async fn blocking<T: Send + 'static, E: Send + 'static + From<Error>>(
    work: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, E> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(Error::Closed.into()),
    }
}
