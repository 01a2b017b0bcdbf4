//! The writers: each takes all requests that wait, writes them in one durable transaction, and answers them.

use std::sync::Arc;

use anyhow::{Context, Result};
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;
use tokio::sync::{Mutex, mpsc, oneshot};

use super::event::Event;
use super::resolve::{Resolved, resolve};

/// Events in a transaction, at most (and one request more).
const BATCH: usize = 10_000;
const HOUR: i64 = 3_600_000;

const APPEND: &str = "INSERT INTO journal (key, primary_no, time, received, name, content, context)
    SELECT key, no, time, $4, name, content, context
    FROM UNNEST($1::bytea[], $2::bigint[], $3::bigint[], $5::text[], $6::text[], $7::text[])
        AS u (key, no, time, name, content, context) ON CONFLICT DO NOTHING";
const COUNT: &str = "INSERT INTO ledger (source, hour, received, stored, duplicate) VALUES (1, $1, $2, $3, $4)
    ON CONFLICT (source, hour) DO UPDATE SET received = ledger.received + excluded.received,
        stored = ledger.stored + excluded.stored, duplicate = ledger.duplicate + excluded.duplicate";

/// A request that waits to be written.
pub(super) struct Waiting {
    pub(super) events: Vec<Event>,
    pub(super) answer: oneshot::Sender<Result<(), String>>,
}

/// Writes until the server ends.
pub(super) async fn write_all(mut connection: PgConnection, queue: Arc<Mutex<mpsc::Receiver<Waiting>>>) {
    while let Some(waiting) = gather(&queue).await {
        let outcome = write(&mut connection, &waiting).await.map_err(|error| format!("{error:#}"));
        for request in waiting {
            // A sender that has gone away needs no answer.
            let _ = request.answer.send(outcome.clone());
        }
    }
}

async fn gather(queue: &Mutex<mpsc::Receiver<Waiting>>) -> Option<Vec<Waiting>> {
    let mut queue = queue.lock().await;
    let first = queue.recv().await?;
    let mut events = first.events.len();
    let mut gathered = vec![first];
    while events < BATCH {
        let Ok(next) = queue.try_recv() else { break };
        events += next.events.len();
        gathered.push(next);
    }
    Some(gathered)
}

async fn write(connection: &mut PgConnection, waiting: &[Waiting]) -> Result<()> {
    let mut events: Vec<&Event> = waiting.iter().flat_map(|request| &request.events).collect();
    // All writers go through the keys in one order, so that none waits for another in a circle.
    events.sort_unstable_by(|a, b| a.key.cmp(&b.key));
    let mut tx = connection.begin().await.context("beginning")?;
    let resolved = resolve(&mut tx, &events).await?;
    let stored = append(&mut tx, &events, &resolved).await?;
    count(&mut tx, events.len() as u64, stored).await?;
    tx.commit().await.context("committing")
}

async fn append(tx: &mut PgConnection, events: &[&Event], resolved: &Resolved<'_>) -> Result<u64> {
    let insert = sqlx::query(APPEND)
        .bind(events.iter().map(|event| event.key.as_slice()).collect::<Vec<_>>())
        .bind(events.iter().map(|event| resolved.no(event.primary())).collect::<Vec<_>>())
        .bind(events.iter().map(|event| event.time).collect::<Vec<_>>())
        .bind(jiff::Timestamp::now().as_millisecond())
        .bind(events.iter().map(|event| event.name.as_str()).collect::<Vec<_>>())
        .bind(events.iter().map(|event| event.content.as_str()).collect::<Vec<_>>())
        .bind(events.iter().map(|event| event.context.as_str()).collect::<Vec<_>>());
    Ok(insert.execute(tx).await.context("appending to the journal")?.rows_affected())
}

async fn count(tx: &mut PgConnection, received: u64, stored: u64) -> Result<()> {
    let number = |count: u64| i64::try_from(count).expect("a batch has some thousand events");
    let hour = jiff::Timestamp::now().as_millisecond() / HOUR;
    let upsert =
        sqlx::query(COUNT).bind(hour).bind(number(received)).bind(number(stored)).bind(number(received - stored));
    upsert.execute(tx).await.context("counting in the ledger")?;
    Ok(())
}
