//! SQL: one statement that reads, within limits of time, memory and disk, on threads of the lake's own.

use std::sync::Arc;
use std::time::Duration;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::error::DataFusionError;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::execution::context::SQLOptions;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{FairSpillPool, TrackConsumersPool};
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::{DataFrame, SessionConfig, SessionContext};
use datafusion::sql::parser::{DFParser, Statement};
use datafusion::sql::sqlparser::ast::Statement as SqlStatement;
use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};
use tokio::time::Instant;

use crate::engine::{Engine, LetGo, threads};
use crate::files::Files;
use crate::lake::Lake;
use crate::tables::{self, Current, SEGMENTS, Viewer};
use crate::{Error, Result};

/// How much queries may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Memory of all queries together, in bytes.
    pub memory: usize,
    /// Disk for what memory has no room for, of all queries together, in bytes.
    pub disk: u64,
    /// How long one query may take.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { memory: 1 << 30, disk: 8 << 30, time: Duration::from_mins(1) }
    }
}

/// Makes what is asked of a session's tables.
pub(crate) type Frame = Box<dyn FnOnce(SessionContext) -> BoxFuture<'static, Result<DataFrame, SqlError>> + Send>;

/// How many queries run at once, each with threads of its own; others wait.
pub(crate) const AT_ONCE: usize = 16;

/// The catalog and schema in which tables are.
pub(crate) const CATALOG: &str = "throughline";
pub(crate) const SCHEMA: &str = "public";

/// Why a query has no answer.
#[derive(Debug, thiserror::Error)]
pub enum SqlError {
    /// It is wrong, or does something else than read.
    #[error("{0}")]
    Refused(String),
    /// It took too long.
    #[error("the query was ended after {} seconds: ask for less, or have `sql.seconds` raised", .0.as_secs())]
    TooLong(Duration),
    /// It needs more memory or disk than there is for queries.
    #[error(
        "the query needs more memory than queries may have: ask for less at once, or have `sql.memory_mb` raised ({0})"
    )]
    TooMuch(String),
    /// The lake failed.
    #[error(transparent)]
    Lake(#[from] Error),
}

/// What a function of another room could not answer, on its way through a plan.
impl From<SqlError> for DataFusionError {
    fn from(error: SqlError) -> DataFusionError {
        match error {
            SqlError::Refused(said) => DataFusionError::Execution(said),
            other => DataFusionError::External(Box::new(other)),
        }
    }
}

/// What a query answers, as it comes. The query ends when this is dropped.
pub struct Answer {
    /// The columns.
    pub schema: SchemaRef,
    /// What the reader should know.
    pub warnings: Vec<String>,
    first: Option<Result<RecordBatch, SqlError>>,
    batches: mpsc::Receiver<Result<RecordBatch, SqlError>>,
    until: Instant,
    limit: Duration,
    _engine: Engine,
    _place: Option<OwnedSemaphorePermit>,
}

impl Answer {
    /// The next rows; nothing at the end.
    ///
    /// # Errors
    /// Why the query has ended early.
    pub async fn next(&mut self) -> Option<Result<RecordBatch, SqlError>> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        // The clock is not the query's: one that keeps all its threads is late itself.
        let next = tokio::time::timeout_at(self.until, self.batches.recv()).await;
        next.unwrap_or_else(|_| {
            self.batches.close();
            Some(Err(SqlError::TooLong(self.limit)))
        })
    }
}

/// The memory and disk of all queries of a lake.
pub(crate) fn environment(files: &Files, limits: &Limits) -> Result<Arc<RuntimeEnv>> {
    let temp = DiskManagerMode::Directories(vec![files.temp().to_owned()]);
    let disk = DiskManagerBuilder::default().with_mode(temp).with_max_temp_directory_size(limits.disk);
    let shown = std::num::NonZeroUsize::new(3).expect("three is not zero");
    let environment = RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(TrackConsumersPool::new(FairSpillPool::new(limits.memory), shown)))
        .with_disk_manager_builder(disk)
        .build_arc()?;
    let url = url::Url::parse(SEGMENTS).expect("the URL is written there");
    environment.register_object_store(&url, files.store());
    Ok(environment)
}

impl Lake {
    /// Answers one statement that reads. Planning and the first rows are waited for.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn query(&self, sql: &str, viewer: &Viewer) -> Result<Answer, SqlError> {
        let statement = parse(sql)?;
        let mut answer = self.begin_query(statement.clone(), viewer).await?;
        let first = answer.next().await;
        if let Some(Err(SqlError::Lake(Error::Plan(_)))) = &first {
            // A file that is not what was written makes a query fail in whatever way.
            let lake = self.clone();
            let examined = tokio::task::spawn_blocking(move || lake.examine()).await;
            if !examined.unwrap_or(Err(Error::Closed))?.is_empty() {
                return self.begin_query(statement, viewer).await;
            }
        }
        answer.first = first;
        Ok(answer)
    }

    async fn begin_query(&self, statement: Statement, viewer: &Viewer) -> Result<Answer, SqlError> {
        let limit = self.0.limits.time;
        let place = tokio::time::timeout(limit, self.0.room.clone().acquire_owned()).await;
        let place = place.map_err(|_| SqlError::TooLong(limit))?.map_err(|_| SqlError::Lake(Error::Closed))?;
        let frame = |context: SessionContext| async move {
            let plan = context.state().statement_to_plan(statement).await.map_err(refused)?;
            verify(&plan)?;
            context.execute_logical_plan(plan).await.map_err(refused)
        };
        self.start(Box::new(|context| Box::pin(frame(context))), viewer, Some(place)).await
    }

    /// Begins to answer what is asked of the tables as somebody sees them, in a place among the queries that run.
    pub(crate) async fn start(
        &self,
        frame: Frame,
        viewer: &Viewer,
        place: Option<OwnedSemaphorePermit>,
    ) -> Result<Answer, SqlError> {
        let (lake, viewer, limit) = (self.clone(), viewer.clone(), self.0.limits.time);
        let until = Instant::now() + limit;
        let (batches, received) = mpsc::channel(2);
        let (begun, plan) = oneshot::channel();
        let engine = Engine::start(threads())?;
        engine.spawn(async move {
            match lake.plan(frame, &viewer).await {
                Ok((stream, warnings)) => {
                    // Whoever does not wait for it any more does not want the rows either.
                    let _ = begun.send(Ok((stream.schema(), warnings)));
                    forward(stream, &batches).await;
                }
                Err(error) => drop(begun.send(Err(error))),
            }
        });
        let planned = tokio::time::timeout_at(until, plan).await.map_err(|_| SqlError::TooLong(limit))?;
        let (schema, warnings) = planned.unwrap_or(Err(SqlError::Lake(Error::Closed)))?;
        Ok(Answer { schema, warnings, first: None, batches: received, until, limit, _engine: engine, _place: place })
    }

    async fn plan(&self, frame: Frame, viewer: &Viewer) -> Result<(SendableRecordBatchStream, Vec<String>), SqlError> {
        let lake = self.clone();
        let snapshot = tokio::task::spawn_blocking(move || lake.snapshot()).await.unwrap_or(Err(Error::Closed))?;
        let warnings = snapshot.warnings();
        let current = Arc::new(Current::default());
        current.show(Arc::new(snapshot));
        let context = self.context(viewer, current).await?;
        let frame = frame(context).await?;
        Ok((frame.execute_stream().await.map_err(said)?, warnings))
    }

    /// A session of somebody, whose tables show what is current.
    pub(crate) async fn context(&self, viewer: &Viewer, current: Arc<Current>) -> Result<SessionContext> {
        let config = SessionConfig::new()
            .with_information_schema(true)
            .with_create_default_catalog_and_schema(true)
            .with_default_catalog_and_schema(CATALOG, SCHEMA)
            .with_target_partitions(threads())
            .with_extension(current);
        let state = SessionStateBuilder::new()
            .with_config(config)
            .with_runtime_env(self.0.environment.clone())
            .with_default_features()
            .with_physical_optimizer_rule(Arc::new(LetGo))
            .build();
        let context = SessionContext::new_with_state(state);
        let schema = context.catalog(CATALOG).and_then(|catalog| catalog.schema(SCHEMA));
        let schema = schema.expect("the session was made with it");
        tables::register(self, &context, &schema, viewer).await?;
        Ok(context)
    }
}

/// Hands on what comes, until nobody wants it or it ends.
async fn forward(mut stream: SendableRecordBatchStream, batches: &mpsc::Sender<Result<RecordBatch, SqlError>>) {
    while let Some(batch) = stream.next().await {
        let failed = batch.is_err();
        if batches.send(batch.map_err(said)).await.is_err() || failed {
            return;
        }
    }
}

/// The one statement of a text, if it is one that reads.
fn parse(sql: &str) -> Result<Statement, SqlError> {
    let mut statements = DFParser::parse_sql(sql).map_err(refused)?;
    match (statements.pop_front(), statements.is_empty()) {
        (Some(statement), true) => reads(&statement).map(|()| statement),
        (None, _) => Err(SqlError::Refused("there is no statement".to_owned())),
        (Some(_), false) => Err(SqlError::Refused("give one statement at a time".to_owned())),
    }
}

/// Refuses statements that do something else than read.
fn reads(statement: &Statement) -> Result<(), SqlError> {
    let reads = match statement {
        Statement::Explain(explained) => return reads(&explained.statement),
        Statement::Statement(statement) => matches!(
            **statement,
            SqlStatement::Query(_)
                | SqlStatement::Explain { .. }
                | SqlStatement::ExplainTable { .. }
                | SqlStatement::ShowTables { .. }
                | SqlStatement::ShowColumns { .. }
                | SqlStatement::ShowFunctions { .. }
                | SqlStatement::ShowVariable { .. }
        ),
        _ => false,
    };
    if reads {
        Ok(())
    } else {
        Err(SqlError::Refused("only SELECT, EXPLAIN, DESCRIBE and SHOW are answered".to_owned()))
    }
}

/// Refuses plans that do something else than read.
pub(crate) fn verify(plan: &LogicalPlan) -> Result<(), SqlError> {
    let options = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
    options.verify_plan(plan).map_err(refused)
}

/// What is wrong with a statement, in words.
pub(crate) fn refused(error: DataFusionError) -> SqlError {
    match error.find_root() {
        DataFusionError::Internal(_)
        | DataFusionError::External(_)
        | DataFusionError::ObjectStore(_)
        | DataFusionError::Execution(_) => said(error),
        _ => SqlError::Refused(error.strip_backtrace()),
    }
}

/// Why a statement could not be run to its end.
pub(crate) fn said(error: DataFusionError) -> SqlError {
    match error.find_root() {
        DataFusionError::ResourcesExhausted(said) => {
            SqlError::TooMuch(said.lines().next().unwrap_or_default().to_owned())
        }
        // A value that cannot be cast, a division by zero: the question is wrong, not the server.
        DataFusionError::ArrowError(error, _) if is_of_value(error) => SqlError::Refused(error.to_string()),
        // Types are looked at when a plan is run, too.
        DataFusionError::Execution(said) | DataFusionError::Plan(said) => SqlError::Refused(said.clone()),
        DataFusionError::External(inner) => match inner.downcast_ref() {
            Some(SqlError::Lake(Error::Waiting(said))) => SqlError::Lake(Error::Waiting(said.clone())),
            Some(SqlError::TooLong(limit)) => SqlError::TooLong(*limit),
            _ => SqlError::Lake(Error::Plan(error)),
        },
        _ => SqlError::Lake(Error::Plan(error)),
    }
}

fn is_of_value(error: &datafusion::arrow::error::ArrowError) -> bool {
    use datafusion::arrow::error::ArrowError::{
        ArithmeticOverflow, CastError, ComputeError, DivideByZero, InvalidArgumentError, ParseError,
    };
    matches!(
        error,
        ArithmeticOverflow(_) | CastError(_) | ComputeError(_) | DivideByZero | InvalidArgumentError(_) | ParseError(_)
    )
}
