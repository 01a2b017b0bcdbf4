//! The handlers that the protocol calls: letting in, statements as text, and statements with parameters.

use std::fmt::Debug;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion::logical_expr::LogicalPlan;
use datafusion::sql::sqlparser::ast::Statement;
use datafusion_postgres::datafusion_pg_catalog::sql::PostgresCompatibilityParser;
use datafusion_postgres::pgwire::api::auth::{
    DefaultServerParameterProvider, LoginInfo, StartupHandler, finish_authentication, protocol_negotiation,
    save_startup_parameters_to_metadata,
};
use datafusion_postgres::pgwire::api::cancel::CancelHandler;
use datafusion_postgres::pgwire::api::portal::{Format, Portal};
use datafusion_postgres::pgwire::api::query::{ExtendedQueryHandler, SimpleQueryHandler};
use datafusion_postgres::pgwire::api::results::{FieldInfo, Response};
use datafusion_postgres::pgwire::api::stmt::QueryParser;
use datafusion_postgres::pgwire::api::store::PortalStore;
use datafusion_postgres::pgwire::api::{
    ClientInfo, ClientPortalStore, PgWireConnectionState, PgWireServerHandlers, PidSecretKeyGenerator,
    RandomPidSecretKeyGenerator, Type,
};
use datafusion_postgres::pgwire::error::{PgWireError, PgWireResult};
use datafusion_postgres::pgwire::messages::startup::Authentication;
use datafusion_postgres::pgwire::messages::{PgWireBackendMessage, PgWireFrontendMessage};
use futures_util::{Sink, SinkExt as _};

use super::Cancels;
use super::session::{Session, error};

/// The handlers of one connection.
pub(super) struct Handlers(pub(super) Arc<Session>);

impl PgWireServerHandlers for Handlers {
    fn simple_query_handler(&self) -> Arc<impl SimpleQueryHandler> {
        Arc::new(Asking(self.0.clone()))
    }

    fn extended_query_handler(&self) -> Arc<impl ExtendedQueryHandler> {
        Arc::new(Asking(self.0.clone()))
    }

    fn startup_handler(&self) -> Arc<impl StartupHandler> {
        Arc::new(Entering(self.0.clone()))
    }

    fn cancel_handler(&self) -> Arc<impl CancelHandler> {
        Arc::new(Cancels(self.0.wire.clone()))
    }
}

/// Lets somebody in.
struct Entering(Arc<Session>);

#[async_trait]
impl StartupHandler for Entering {
    async fn on_startup<C>(&self, client: &mut C, message: PgWireFrontendMessage) -> PgWireResult<()>
    where
        C: ClientInfo + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        match message {
            PgWireFrontendMessage::Startup(ref startup) => {
                if self.0.wire.needs_tls() && !client.is_secure() {
                    return Err(error("28000", "this server is to be asked with TLS: sslmode=require"));
                }
                protocol_negotiation(client, startup).await?;
                save_startup_parameters_to_metadata(client, startup);
                client.set_state(PgWireConnectionState::AuthenticationInProgress);
                client.send(PgWireBackendMessage::Authentication(Authentication::CleartextPassword)).await?;
            }
            PgWireFrontendMessage::PasswordMessageFamily(password) => {
                let password = password.into_password()?.password;
                let name = LoginInfo::from_client_info(client).user().unwrap_or_default().to_owned();
                let admitted = self.0.wire.door.admit(&name, &password, Some(self.0.address)).await;
                let guest = admitted.map_err(|said| error("28P01", &said))?;
                let (pid, secret) = RandomPidSecretKeyGenerator::default().generate(client);
                client.set_pid_and_secret_key(pid, secret.clone());
                self.0.enter(guest, pid, &secret).await?;
                finish_authentication(client, &DefaultServerParameterProvider::default()).await?;
            }
            _ => {}
        }
        Ok(())
    }
}

/// Answers.
struct Asking(Arc<Session>);

#[async_trait]
impl SimpleQueryHandler for Asking {
    async fn do_query<C>(&self, client: &mut C, query: &str) -> PgWireResult<Vec<Response>>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        let statements = PostgresCompatibilityParser::new().parse(query);
        let statements = statements.map_err(|wrong| error("42601", &wrong.to_string()))?;
        if statements.is_empty() {
            return Ok(vec![Response::EmptyQuery]);
        }
        let mut responses = Vec::new();
        for statement in statements {
            // Before it is planned: it is planned on what there is now.
            let mut asked = self.0.begin(query).await?;
            if let Some(response) = asked.wait(self.0.pass(&statement)).await? {
                responses.push(response);
                continue;
            }
            let text = statement.to_string();
            let answers = SimpleQueryHandler::do_query(self.0.service()?, client, &text);
            let mut answers = asked.wait(answers).await?;
            // One statement has one answer.
            responses.extend(answers.pop().map(|answer| asked.limited(answer)));
        }
        Ok(responses)
    }
}

/// A statement that was parsed, with its plan.
type Prepared = (String, Option<(Statement, LogicalPlan)>);

#[async_trait]
impl ExtendedQueryHandler for Asking {
    type Statement = Prepared;
    type QueryParser = Parsing;

    fn query_parser(&self) -> Arc<Parsing> {
        Arc::new(Parsing(self.0.clone()))
    }

    async fn do_query<C>(&self, client: &mut C, portal: &Portal<Prepared>, max_rows: usize) -> PgWireResult<Response>
    where
        C: ClientInfo + ClientPortalStore + Sink<PgWireBackendMessage> + Unpin + Send + Sync,
        C::PortalStore: PortalStore<Statement = Prepared>,
        C::Error: Debug,
        PgWireError: From<<C as Sink<PgWireBackendMessage>>::Error>,
    {
        let (query, prepared) = &portal.statement.statement;
        let mut asked = self.0.begin(query).await?;
        if let Some((statement, _)) = prepared
            && let Some(response) = asked.wait(self.0.pass(statement)).await?
        {
            return Ok(response);
        }
        let answer = ExtendedQueryHandler::do_query(self.0.service()?, client, portal, max_rows);
        let answer = asked.wait(answer).await?;
        Ok(asked.limited(answer))
    }
}

/// Parses statements that may pass.
struct Parsing(Arc<Session>);

#[async_trait]
impl QueryParser for Parsing {
    type Statement = Prepared;

    async fn parse_sql<C>(&self, client: &C, sql: &str, types: &[Option<Type>]) -> PgWireResult<Option<Prepared>>
    where
        C: ClientInfo + Unpin + Send + Sync,
    {
        let statements = PostgresCompatibilityParser::new().parse(sql);
        let statements = statements.map_err(|wrong| error("42601", &wrong.to_string()))?;
        if statements.len() > 1 {
            return Err(error("42601", "give one statement at a time"));
        }
        for statement in &statements {
            self.0.pass(statement).await?;
        }
        self.0.service()?.query_parser().parse_sql(client, sql, types).await
    }

    fn get_parameter_types(&self, statement: &Prepared) -> PgWireResult<Vec<Type>> {
        self.0.service()?.query_parser().get_parameter_types(statement)
    }

    fn get_result_schema(&self, statement: &Prepared, format: Option<&Format>) -> PgWireResult<Vec<FieldInfo>> {
        self.0.service()?.query_parser().get_result_schema(statement, format)
    }
}
