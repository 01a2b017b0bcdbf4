//! A session: who it is of, what its tables show, and how its questions end.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use datafusion::error::DataFusionError;
use datafusion::logical_expr::{ColumnarValue, ScalarUDF, Volatility, create_udf};
use datafusion::prelude::SessionContext;
use datafusion::scalar::ScalarValue;
use datafusion::sql::parser::Statement as PlannedStatement;
use datafusion::sql::sqlparser::ast::Statement;
use datafusion_postgres::DfSessionService;
use datafusion_postgres::datafusion_pg_catalog::pg_catalog::context::EmptyContextProvider;
use datafusion_postgres::datafusion_pg_catalog::pg_catalog::setup_pg_catalog;
use datafusion_postgres::pgwire::api::results::{QueryResponse, Response, Tag};
use datafusion_postgres::pgwire::error::{ErrorInfo, PgWireError, PgWireResult};
use datafusion_postgres::pgwire::messages::startup::SecretKey;
use futures_util::StreamExt as _;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::guard::{Passage, passage};
use super::{Guest, Key, Ticket, Wire};
use crate::sql::{CATALOG, SqlError, said, verify};
use crate::tables::Current;
use crate::{Error, Lake};

/// What the protocol calls itself: the version whose catalog is shown.
const VERSION: &str = "PostgreSQL 16.6 (Throughline)";

/// A connection.
pub(super) struct Session {
    pub(super) wire: Arc<Wire>,
    pub(super) address: IpAddr,
    entered: OnceLock<Entered>,
    cancel: Arc<Notify>,
    key: OnceLock<Key>,
}

/// Somebody is in.
struct Entered {
    guest: Arc<dyn Guest>,
    context: Arc<SessionContext>,
    current: Arc<Current>,
    service: DfSessionService,
}

impl Session {
    pub(super) fn new(wire: Arc<Wire>, address: IpAddr) -> Session {
        Session { wire, address, entered: OnceLock::new(), cancel: Arc::default(), key: OnceLock::new() }
    }

    /// Somebody was let in, and may cancel what they ask by this number and secret.
    pub(super) async fn enter(&self, guest: Arc<dyn Guest>, pid: i32, secret: &SecretKey) -> PgWireResult<()> {
        let current = Arc::new(Current::default());
        let context = self.wire.lake.context(&guest.viewer(), current.clone()).await;
        let context = Arc::new(context.map_err(|error| refused(&error.into()))?);
        setup_pg_catalog(&context, CATALOG, EmptyContextProvider).map_err(|error| refused(&said(*error)))?;
        for function in functions() {
            context.register_udf(function);
        }
        let service = DfSessionService::new(context.clone());
        let key = (pid, secret.to_bytes().to_vec());
        self.wire.cancels.lock().insert(key.clone(), self.cancel.clone());
        // Nobody is let in twice on one connection.
        let _ = self.key.set(key);
        let _ = self.entered.set(Entered { guest, context, current, service });
        Ok(())
    }

    /// The connection has ended.
    pub(super) fn close(&self) {
        if let Some(key) = self.key.get() {
            self.wire.cancels.lock().remove(key);
        }
    }

    fn entered(&self) -> PgWireResult<&Entered> {
        self.entered.get().ok_or(PgWireError::NotReadyForQuery)
    }

    /// What answers statements that have passed.
    pub(super) fn service(&self) -> PgWireResult<&DfSessionService> {
        Ok(&self.entered()?.service)
    }

    /// Looks whether a statement may pass. One that is only to be acknowledged is answered here.
    pub(super) async fn pass(&self, statement: &Statement) -> PgWireResult<Option<Response>> {
        match passage(statement) {
            Passage::Asks => {
                let planned = PlannedStatement::Statement(Box::new(statement.clone()));
                let plan = self.entered()?.context.state().statement_to_plan(planned).await;
                let plan = plan.map_err(|error| refused(&crate::sql::refused(error)))?;
                verify(&plan).map_err(|error| refused(&error))?;
                Ok(None)
            }
            Passage::Session => Ok(None),
            Passage::Accepted => {
                let text = statement.to_string();
                let word = text.split(' ').next().unwrap_or("SET").to_uppercase();
                Ok(Some(Response::Execution(Tag::new(&word))))
            }
            Passage::Refused => {
                Err(refused(&SqlError::Refused("only what reads is answered: SELECT, EXPLAIN and SHOW".to_owned())))
            }
        }
    }

    /// A question begins: it is noted, and from now on tables show what there is now.
    pub(super) async fn begin(&self, query: &str) -> PgWireResult<Asked> {
        let Entered { guest, current, .. } = self.entered()?;
        let ticket = guest.begin(query).await.map_err(|said| error("28000", &said))?;
        let lake = self.wire.lake.clone();
        let taken = tokio::task::spawn_blocking(move || lake.snapshot()).await.unwrap_or(Err(Error::Closed));
        current.show(Arc::new(taken.map_err(|error| refused(&error.into()))?));
        let limit = self.wire.lake.0.limits.time;
        let lake = self.wire.lake.clone();
        Ok(Asked {
            lake,
            current: current.clone(),
            ticket,
            cancel: self.cancel.clone(),
            until: Instant::now() + limit,
            limit,
        })
    }
}

/// A question that was asked.
pub(super) struct Asked {
    lake: Lake,
    current: Arc<Current>,
    ticket: Box<dyn Ticket>,
    cancel: Arc<Notify>,
    until: Instant,
    limit: std::time::Duration,
}

impl Drop for Asked {
    fn drop(&mut self) {
        // An idle session must not keep files that are to go.
        self.current.hide();
    }
}

impl Asked {
    /// Waits for something, unless the question ends before.
    pub(super) async fn wait<T>(&mut self, work: impl Future<Output = PgWireResult<T>>) -> PgWireResult<T> {
        tokio::select! {
            done = work => done.map_err(|error| self.in_our_words(error)),
            () = self.over() => Err(self.why()),
        }
    }

    /// The answer, which ends early where the question does.
    pub(super) fn limited(self, response: Response) -> Response {
        let Response::Query(QueryResponse { command_tag, row_schema, data_rows, .. }) = response else {
            return response;
        };
        let rows = futures_util::stream::unfold(Some((self, data_rows)), |state| async move {
            let (mut asked, mut rows) = state?;
            match asked.wait(async { rows.next().await.transpose() }).await {
                Ok(Some(row)) => Some((Ok(row), Some((asked, rows)))),
                Ok(None) => None,
                Err(error) => Some((Err(error), None)),
            }
        });
        let mut limited = QueryResponse::new(row_schema, rows);
        limited.set_command_tag(&command_tag);
        Response::Query(limited)
    }

    /// What the engine says, as other ways of asking say it.
    fn in_our_words(&self, error: PgWireError) -> PgWireError {
        let PgWireError::ApiError(inner) = error else { return error };
        let inner = match inner.downcast::<DataFusionError>() {
            Ok(inner) => crate::sql::refused(*inner),
            Err(inner) => return PgWireError::ApiError(inner),
        };
        if let SqlError::Lake(Error::Plan(_)) = &inner {
            // A file that is not what was written makes a question fail in whatever way: the next one goes without it.
            let lake = self.lake.clone();
            tokio::task::spawn_blocking(move || lake.examine());
        }
        refused(&inner)
    }

    async fn over(&mut self) {
        tokio::select! {
            () = self.ticket.ended() => {},
            () = self.cancel.notified() => {},
            () = tokio::time::sleep_until(self.until) => {},
        }
    }

    fn why(&self) -> PgWireError {
        if Instant::now() >= self.until {
            return refused(&SqlError::TooLong(self.limit));
        }
        error("57014", "canceling statement due to user request")
    }
}

/// An error with its code.
pub(super) fn error(code: &str, said: &str) -> PgWireError {
    PgWireError::UserError(Box::new(ErrorInfo::new("ERROR".to_owned(), code.to_owned(), said.to_owned())))
}

/// Why there is no answer.
fn refused(why: &SqlError) -> PgWireError {
    let code = match why {
        SqlError::Refused(_) => "42601",
        SqlError::TooLong(_) => "57014",
        SqlError::TooMuch(_) => "53200",
        SqlError::Lake(Error::Waiting(said)) => return self::error("57P03", said),
        SqlError::Lake(error) => {
            tracing::error!(%error, "a query failed");
            return self::error("XX000", "the query failed: the server's log says more");
        }
    };
    error(code, &why.to_string())
}

/// What clients ask of a server before anything else.
fn functions() -> Vec<ScalarUDF> {
    let text = |name: &str, answer: &'static str| {
        let answer = move |_: &[ColumnarValue]| Ok(ColumnarValue::Scalar(ScalarValue::Utf8(Some(answer.to_owned()))));
        create_udf(
            name,
            Vec::new(),
            datafusion::arrow::datatypes::DataType::Utf8,
            Volatility::Immutable,
            Arc::new(answer),
        )
    };
    vec![text("version", VERSION), text("current_user", "guest")]
}
