//! The pipeline's tables and connections.

use anyhow::{Context, Result};
use sqlx::Executor as _;
use sqlx::postgres::PgConnection;

use crate::yardstick::database;

const TABLES: &str = "
    DROP SCHEMA IF EXISTS pipeline CASCADE;
    CREATE SCHEMA pipeline;
    CREATE SEQUENCE pipeline.identifier_no;
    CREATE TABLE pipeline.identifiers (no bigint PRIMARY KEY, value text NOT NULL UNIQUE, person bigint NOT NULL);
    CREATE INDEX ON pipeline.identifiers (person);
    CREATE TABLE pipeline.links (low bigint NOT NULL, high bigint NOT NULL, PRIMARY KEY (low, high));
    CREATE TABLE pipeline.journal (key bytea PRIMARY KEY, primary_no bigint NOT NULL, time bigint NOT NULL,
        received bigint NOT NULL, name text NOT NULL, content text NOT NULL, context text NOT NULL);
    CREATE TABLE pipeline.ledger (source bigint NOT NULL, hour bigint NOT NULL, received bigint NOT NULL,
        stored bigint NOT NULL, duplicate bigint NOT NULL, PRIMARY KEY (source, hour))";

/// Look-ups of a batch's keys go through the indexes, whatever the planner believes of tables that grow so fast.
const SETTINGS: &str = "
    SET search_path = pipeline;
    SET enable_seqscan = off;
    SET enable_hashjoin = off;
    SET enable_mergejoin = off";

/// Makes the tables anew.
pub(super) async fn create(url: &str) -> Result<()> {
    let mut connection = connect(url).await?;
    connection.execute(sqlx::raw_sql(TABLES)).await.context("making the pipeline's tables")?;
    Ok(())
}

/// A connection of a writer.
pub(super) async fn connect(url: &str) -> Result<PgConnection> {
    let mut connection = database::connect(url).await?;
    connection.execute(sqlx::raw_sql(SETTINGS)).await.context("setting up a connection")?;
    Ok(connection)
}
