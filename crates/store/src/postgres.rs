//! PostgreSQL: the same transactions over a pool of connections.

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgPool, PgPoolOptions, PgRow};
use sqlx::{AssertSqlSafe, Column as _, ConnectOptions as _, Connection as _, Row as _, TypeInfo as _, ValueRef as _};
use tokio::runtime::Handle;

use crate::value::{ColumnType, Row, Value};
use crate::{Dialect, Error, Result, Tx};

/// How many connections a server holds at most.
const CONNECTIONS: u32 = 24;
/// How long a connection may take to come.
const CONNECTS_WITHIN: std::time::Duration = std::time::Duration::from_secs(15);

/// A PostgreSQL server. Work on it blocks a thread and drives the connection from there.
pub struct Postgres {
    pool: PgPool,
    runtime: Handle,
}

impl Postgres {
    /// Connects. Must be called within a tokio runtime, whose workers then drive the connections.
    pub(crate) async fn connect(url: &str) -> Result<Postgres> {
        let options: PgConnectOptions = url.parse()?;
        // The pool tries a server that refuses again and again, and then says only that it took too long.
        let away = |error| Error::Away(format!("{}:{}", options.get_host(), options.get_port()), error);
        let first = tokio::time::timeout(CONNECTS_WITHIN, options.connect()).await;
        first
            .map_err(|_| away(std::io::Error::from(std::io::ErrorKind::TimedOut).into()))?
            .map_err(away)?
            .close()
            .await?;
        // Whether a connection still works is seen when a transaction begins.
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).test_before_acquire(false);
        let pool = pool.acquire_timeout(CONNECTS_WITHIN).connect_with(options).await?;
        // One at a time: servers that start together would make the table together.
        sqlx::raw_sql(
            "BEGIN; SELECT pg_advisory_xact_lock(7070004);
             CREATE TABLE IF NOT EXISTS commits (id BYTEA PRIMARY KEY, at TIMESTAMPTZ NOT NULL DEFAULT now());
             DELETE FROM commits WHERE at < now() - interval '1 day'; COMMIT",
        )
        .execute(&pool)
        .await?;
        Ok(Postgres { pool, runtime: Handle::current() })
    }

    /// Begins a transaction. A connection that broke while it was idle is replaced: nothing was asked of it yet.
    fn begin(&self, sql: &str) -> Result<(PoolConnection<sqlx::Postgres>, Option<PgRow>)> {
        let mut broken = 0;
        loop {
            let mut connection = self.runtime.block_on(self.pool.acquire())?;
            let begun = sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).fetch_optional(&mut *connection);
            match self.runtime.block_on(begun) {
                Ok(row) => return Ok((connection, row)),
                Err(error) => {
                    self.runtime.block_on(async { drop(connection.detach()) });
                    broken += 1;
                    if broken > CONNECTIONS {
                        return Err(error.into());
                    }
                }
            }
        }
    }

    pub(crate) fn write<T>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T>) -> Result<T> {
        // A connection that is given back wants to know its runtime.
        let _runtime = self.runtime.enter();
        // Each transaction leaves an id of its own: by that it is known whether it was committed. Its number alone does
        // not tell, because a server that crashed may give the same number to another transaction. The id is a number
        // of ours, so that it may stand in the text, and all of it takes one way there and back.
        let id = rand::random::<u128>();
        let (mut connection, row) = self.begin(&format!(
            "BEGIN; INSERT INTO commits (id) VALUES ('\\x{id:032x}') RETURNING pg_current_xact_id()::text::bigint"
        ))?;
        let number = row.map(|row| row.try_get(0)).transpose()?.unwrap_or_default();
        let mut tx = PostgresTx { connection: &mut connection, runtime: &self.runtime, number };
        match work(&mut tx) {
            Ok(result) => match tx.execute("COMMIT", &[]) {
                Ok(_) => Ok(result),
                Err(error) => {
                    self.runtime.block_on(async { drop(connection.detach()) });
                    if self.settled_as_committed(id, number)? { Ok(result) } else { Err(error) }
                }
            },
            Err(error) => {
                if tx.execute("ROLLBACK", &[]).is_err() {
                    self.runtime.block_on(async { drop(connection.detach()) });
                }
                Err(error)
            }
        }
    }

    /// Whether a transaction whose COMMIT got no answer was committed. Waits until the server knows.
    fn settled_as_committed(&self, id: u128, transaction: i64) -> Result<bool> {
        const PATIENCE: std::time::Duration = std::time::Duration::from_mins(1);
        let started = std::time::Instant::now();
        loop {
            let asked = self.read(|tx| {
                // First whether it still runs, then whether it is there: what ends in between is seen.
                let rows = tx.query("SELECT pg_xact_status($1::text::xid8)", &[transaction.to_string().into()]);
                let runs = rows.is_ok_and(|rows| rows[0].opt_text(0) == Some("in progress"));
                Ok(runs)
            });
            let there = self.read(|tx| {
                let sql = "SELECT count(*) FROM commits WHERE id = $1";
                Ok(tx.query(sql, &[Value::from(id.to_be_bytes().as_slice())])?[0].int(0)? > 0)
            });
            match (asked, there) {
                (_, Ok(true)) => return Ok(true),
                (Ok(false), Ok(false)) => return Ok(false),
                _ if started.elapsed() < PATIENCE => std::thread::sleep(std::time::Duration::from_millis(100)),
                (_, Err(error)) | (Err(error), _) => return Err(error),
                (Ok(true), Ok(false)) => {
                    return Err(Error::Unexpected("a transaction's end stayed unknown".to_owned()));
                }
            }
        }
    }

    pub(crate) fn read<T>(&self, work: impl FnOnce(&mut dyn Tx) -> Result<T>) -> Result<T> {
        // A connection that is given back wants to know its runtime.
        let _runtime = self.runtime.enter();
        let (mut connection, _) = self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        let mut tx = PostgresTx { connection: &mut connection, runtime: &self.runtime, number: 0 };
        let result = work(&mut tx);
        if tx.execute("ROLLBACK", &[]).is_err() {
            self.runtime.block_on(async { drop(connection.detach()) });
        }
        result
    }

    pub(crate) fn close(&self) {
        self.runtime.block_on(self.pool.close());
    }
}

struct PostgresTx<'a> {
    connection: &'a mut PgConnection,
    runtime: &'a Handle,
    number: i64,
}

type Query<'q> = sqlx::query::Query<'q, sqlx::Postgres, PgArguments>;

fn bind<'q>(mut query: Query<'q>, params: &[Value]) -> Query<'q> {
    for value in params {
        query = match value.clone() {
            Value::Int(value) => query.bind(value),
            Value::Real(value) => query.bind(value),
            // PostgreSQL's text cannot hold NUL; the replacement character says that something stood here.
            Value::Text(value) => query.bind(value.map(without_nul)),
            Value::Blob(value) => query.bind(value),
            Value::Ints(values) => query.bind(values),
            Value::Texts(values) => query.bind(values.into_iter().map(without_nul).collect::<Vec<String>>()),
        };
    }
    query
}

fn without_nul(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text }
}

impl Tx for PostgresTx<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    fn number(&self) -> i64 {
        self.number
    }

    fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        let query = bind(sqlx::query(AssertSqlSafe(sql.to_owned())), params);
        Ok(self.runtime.block_on(query.execute(&mut *self.connection))?.rows_affected())
    }

    fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        let query = bind(sqlx::query(AssertSqlSafe(sql.to_owned())), params);
        self.runtime.block_on(query.fetch_all(&mut *self.connection))?.iter().map(from_postgres).collect()
    }

    fn insert_many(
        &mut self,
        table: &str,
        columns: &[(&str, ColumnType)],
        rows: &mut dyn Iterator<Item = Vec<Value>>,
        conflict: &str,
    ) -> Result<u64> {
        let mut arrays: Vec<Array> = columns.iter().map(|(_, kind)| Array::new(*kind)).collect();
        let mut any = false;
        for row in rows {
            any = true;
            for (array, value) in arrays.iter_mut().zip(row) {
                array.push(value)?;
            }
        }
        if !any {
            return Ok(0);
        }
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let places: Vec<String> =
            arrays.iter().zip(1..).map(|(array, place)| format!("${place}::{}[]", array.sql_type())).collect();
        let sql = format!(
            "INSERT INTO {table} ({}) SELECT * FROM UNNEST({}) {conflict}",
            names.join(", "),
            places.join(", ")
        );
        let mut query: Query<'_> = sqlx::query(AssertSqlSafe(sql));
        for array in arrays {
            query = match array {
                Array::Int(values) => query.bind(values),
                Array::Real(values) => query.bind(values),
                Array::Text(values) => query.bind(values),
                Array::Blob(values) => query.bind(values),
            };
        }
        Ok(self.runtime.block_on(query.execute(&mut *self.connection))?.rows_affected())
    }
}

/// One column of a bulk insert.
enum Array {
    Int(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
    Text(Vec<Option<String>>),
    Blob(Vec<Option<Vec<u8>>>),
}

impl Array {
    fn new(kind: ColumnType) -> Array {
        match kind {
            ColumnType::Int => Array::Int(Vec::new()),
            ColumnType::Real => Array::Real(Vec::new()),
            ColumnType::Text => Array::Text(Vec::new()),
            ColumnType::Blob => Array::Blob(Vec::new()),
        }
    }

    fn sql_type(&self) -> &'static str {
        match self {
            Array::Int(_) => "bigint",
            Array::Real(_) => "double precision",
            Array::Text(_) => "text",
            Array::Blob(_) => "bytea",
        }
    }

    fn push(&mut self, value: Value) -> Result<()> {
        match (self, value) {
            (Array::Int(values), Value::Int(value)) => values.push(value),
            (Array::Real(values), Value::Real(value)) => values.push(value),
            (Array::Text(values), Value::Text(value)) => values.push(value.map(without_nul)),
            (Array::Blob(values), Value::Blob(value)) => values.push(value),
            (array, value) => {
                return Err(Error::Unexpected(format!("a column of {} was given {value:?}", array.sql_type())));
            }
        }
        Ok(())
    }
}

fn from_postgres(row: &PgRow) -> Result<Row> {
    let mut values = Vec::with_capacity(row.len());
    for (place, column) in row.columns().iter().enumerate() {
        let null = row.try_get_raw(place)?.is_null();
        values.push(match column.type_info().name() {
            _ if null => Value::Int(None),
            "INT8" => Value::Int(Some(row.try_get(place)?)),
            "INT4" => Value::Int(Some(i64::from(row.try_get::<i32, _>(place)?))),
            "BOOL" => Value::Int(Some(i64::from(row.try_get::<bool, _>(place)?))),
            "FLOAT8" => Value::Real(Some(row.try_get(place)?)),
            "FLOAT4" => Value::Real(Some(f64::from(row.try_get::<f32, _>(place)?))),
            "TEXT" | "VARCHAR" | "NAME" => Value::Text(Some(row.try_get(place)?)),
            "BYTEA" => Value::Blob(Some(row.try_get(place)?)),
            other => {
                return Err(Error::Unexpected(format!("column {place} has the type {other}; cast it in the query")));
            }
        });
    }
    Ok(Row(values))
}
