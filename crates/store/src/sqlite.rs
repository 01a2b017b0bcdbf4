//! SQLite: one writer thread that runs closures in transactions, and a pool of reading connections.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread::JoinHandle;

use parking_lot::Mutex;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};

use crate::value::{ColumnType, Row, Value};
use crate::{Dialect, Error, Result, Tx};

/// How carefully commits reach the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    /// Each commit is on the disk when it returns.
    Full,
    /// The file stays whole, but the last commits may be lost with the power: for what can be made again.
    Rebuildable,
}

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// A file of SQLite's.
pub struct Sqlite {
    path: PathBuf,
    writer: Mutex<Option<mpsc::SyncSender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    readers: Mutex<Vec<Connection>>,
}

/// How many writes may wait for the writer thread.
const WAITING_WRITES: usize = 256;
/// The size of a page.
const PAGE: u64 = 8192;
/// Free pages that are overwritten in one transaction.
const WIPED_AT_ONCE: u64 = 1024;
/// How many times the pages that were free in the beginning are overwritten at most.
const OVER: u64 = 16;
/// How often the write-ahead log is tried to be emptied.
const CHECKPOINTS: usize = 300;
/// How many idle reading connections are kept.
const IDLE_READERS: usize = 8;

impl Sqlite {
    pub(crate) fn open(path: &Path, durability: Durability) -> Result<Sqlite> {
        let mut connection = Connection::open(path)?;
        connection.set_prepared_statement_cache_capacity(256);
        let synchronous = match durability {
            Durability::Full => "FULL",
            Durability::Rebuildable => "NORMAL",
        };
        connection.execute_batch(&format!(
            "PRAGMA page_size = {PAGE}; PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous};
             PRAGMA busy_timeout = 10000; PRAGMA foreign_keys = ON; PRAGMA secure_delete = FAST;
             PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 2000;
             PRAGMA journal_size_limit = 67108864;"
        ))?;
        let (sender, jobs) = mpsc::sync_channel::<Job>(WAITING_WRITES);
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || {
                if durability == Durability::Rebuildable {
                    crate::yield_to_others();
                }
                for job in jobs {
                    job(&mut connection);
                }
                // So that the file alone is whole. Where a reader stands in the way, the next start does it.
                let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
            })
            .map_err(|error| Error::Io("starting the writer thread".to_owned(), error))?;
        Ok(Sqlite {
            path: path.to_owned(),
            writer: Mutex::new(Some(sender)),
            thread: Mutex::new(Some(thread)),
            readers: Mutex::new(Vec::new()),
        })
    }

    pub(crate) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Tx) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let sender = self.writer.lock().clone().ok_or(Error::Closed)?;
        let (reply, answer) = mpsc::sync_channel(1);
        let job: Job = Box::new(move |connection| {
            // A caller that went away does not matter: the transaction is whole either way.
            let _ = reply.send(in_transaction(connection, work));
        });
        sender.send(job).map_err(|_| Error::Closed)?;
        drop(sender);
        answer.recv().map_err(|_| Error::Closed)?
    }

    pub(crate) fn read<T>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T>) -> Result<T> {
        let pooled = self.readers.lock().pop();
        let connection = match pooled {
            Some(connection) => connection,
            None => self.reader()?,
        };
        connection.execute_batch("BEGIN")?;
        let result = work(&mut SqliteTx(&connection));
        connection.execute_batch("ROLLBACK")?;
        let mut readers = self.readers.lock();
        if readers.len() < IDLE_READERS {
            readers.push(connection);
        }
        result
    }

    fn reader(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.set_prepared_statement_cache_capacity(128);
        connection.execute_batch("PRAGMA busy_timeout = 10000; PRAGMA cache_size = -8192; PRAGMA query_only = ON;")?;
        Ok(connection)
    }

    /// Hands the file's bytes to `sink`, on a connection of its own: it may take as long as it takes.
    pub(crate) fn image(&self, sink: &mut dyn crate::image::ImageSink) -> Result<()> {
        crate::image::read(&self.reader()?, sink)
    }

    /// Overwrites with zeroes what was deleted: the pages that are free, and the write-ahead log.
    pub(crate) fn wipe(&self) -> Result<()> {
        let mut most = None;
        loop {
            let left = self.write(|tx| {
                let free = tx.query_int("PRAGMA freelist_count", &[])?.unsigned_abs();
                if free > 0 {
                    tx.execute("CREATE TABLE IF NOT EXISTS wiped (zeroes BLOB)", &[])?;
                    let bytes = free.min(WIPED_AT_ONCE) * PAGE;
                    tx.execute("INSERT INTO wiped (zeroes) VALUES (zeroblob($1))", &[bytes.into()])?;
                }
                Ok(free)
            })?;
            // Others go on deleting meanwhile: what they free was not to be wiped.
            let most = most.get_or_insert(left * OVER);
            *most = most.saturating_sub(left.min(WIPED_AT_ONCE));
            if left == 0 || *most == 0 {
                break;
            }
        }
        self.write(|tx| tx.execute("DROP TABLE IF EXISTS wiped", &[]).map(drop))?;
        for _ in 0..CHECKPOINTS {
            self.readers.lock().clear();
            if self.checkpoint()? {
                return Ok(());
            }
            std::thread::park_timeout(std::time::Duration::from_millis(100));
        }
        Err(Error::Unexpected("readers kept the write-ahead log from being emptied".to_owned()))
    }

    /// Moves the write-ahead log into the file and empties it; returns whether no reader stood in the way.
    fn checkpoint(&self) -> Result<bool> {
        let sender = self.writer.lock().clone().ok_or(Error::Closed)?;
        let (reply, answer) = mpsc::sync_channel(1);
        let job: Job = Box::new(move |connection| {
            let busy = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
            // A caller that went away does not matter.
            let _ = reply.send(busy);
        });
        sender.send(job).map_err(|_| Error::Closed)?;
        Ok(answer.recv().map_err(|_| Error::Closed)?? == 0)
    }

    /// Finishes what was handed to the writer and closes the file.
    pub(crate) fn close(&self) {
        self.readers.lock().clear();
        drop(self.writer.lock().take());
        if let Some(thread) = self.thread.lock().take() {
            // A panic of the writer was already reported to the caller whose closure it was.
            let _ = thread.join();
        }
        self.readers.lock().clear();
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        self.close();
    }
}

fn in_transaction<T>(connection: &mut Connection, work: impl FnOnce(&mut dyn Tx) -> Result<T>) -> Result<T> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let result = work(&mut SqliteTx(&transaction))?;
    transaction.commit()?;
    Ok(result)
}

struct SqliteTx<'a>(&'a Connection);

/// SQLite binds `$1` by order of appearance, `?1` by number.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

impl Tx for SqliteTx<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        let mut statement = self.0.prepare_cached(&numbered(sql))?;
        Ok(statement.execute(rusqlite::params_from_iter(params))? as u64)
    }

    fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        let mut statement = self.0.prepare_cached(&numbered(sql))?;
        let columns = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(params))?;
        let mut result = Vec::new();
        while let Some(row) = rows.next()? {
            let mut values = Vec::with_capacity(columns);
            for column in 0..columns {
                values.push(from_sqlite(row.get_ref(column)?)?);
            }
            result.push(Row(values));
        }
        Ok(result)
    }

    fn insert_many(
        &mut self,
        table: &str,
        columns: &[(&str, ColumnType)],
        rows: &mut dyn Iterator<Item = Vec<Value>>,
        conflict: &str,
    ) -> Result<u64> {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let places: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
        let sql = format!("INSERT INTO {table} ({}) VALUES ({}) {conflict}", names.join(", "), places.join(", "));
        let mut statement = self.0.prepare_cached(&sql)?;
        let mut touched = 0;
        for row in rows {
            touched += statement.execute(rusqlite::params_from_iter(&row))? as u64;
        }
        Ok(touched)
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Int(Some(value)) => ValueRef::Integer(*value),
            Value::Real(Some(value)) => ValueRef::Real(*value),
            Value::Text(Some(value)) => ValueRef::Text(value.as_bytes()),
            Value::Blob(Some(value)) => ValueRef::Blob(value),
            Value::Int(None)
            | Value::Real(None)
            | Value::Text(None)
            | Value::Blob(None)
            | Value::Ints(_)
            | Value::Texts(_) => ValueRef::Null,
        }))
    }
}

fn from_sqlite(value: ValueRef<'_>) -> Result<Value> {
    Ok(match value {
        ValueRef::Null => Value::Int(None),
        ValueRef::Integer(value) => Value::Int(Some(value)),
        ValueRef::Real(value) => Value::Real(Some(value)),
        ValueRef::Text(value) => Value::Text(Some(
            std::str::from_utf8(value).map_err(|_| Error::Damaged("a text is not UTF-8".to_owned()))?.to_owned(),
        )),
        ValueRef::Blob(value) => Value::Blob(Some(value.to_vec())),
    })
}
