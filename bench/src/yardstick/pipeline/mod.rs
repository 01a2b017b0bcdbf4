//! Intake written by hand on PostgreSQL: HTTP, typed parse, duplicates by a unique key, identities, journal and ledger
//! in one durable transaction for all requests that wait, and only then the answer.

mod event;
mod resolve;
mod schema;
mod write;

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::post;
use tokio::sync::{Mutex, mpsc, oneshot};

use super::serve::{failure, has_key, runtime, serve, success};
use event::Event;
use write::Waiting;

/// Requests that may wait for a writer before senders are held up.
const QUEUE: usize = 1_000;

/// Options of `yardstick-postgres-pipeline`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The database, such as `postgres://postgres@127.0.0.1:5432/postgres`. Its schema `pipeline` is replaced.
    #[arg(long)]
    url: String,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8098")]
    listen: SocketAddr,
    /// Threads that serve.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Connections that write at the same time.
    #[arg(long, default_value_t = 2)]
    writers: usize,
}

/// Carries out `yardstick-postgres-pipeline`: serves until it is ended.
pub(crate) fn command(args: &Args) -> Result<()> {
    runtime(args.threads)?.block_on(serve(args.listen, routes(args)))
}

async fn routes(args: &Args) -> Result<Router> {
    schema::create(&args.url).await?;
    let (queue, waiting) = mpsc::channel(QUEUE);
    let waiting = Arc::new(Mutex::new(waiting));
    for _ in 0..args.writers.max(1) {
        let connection = schema::connect(&args.url).await?;
        tokio::spawn(write::write_all(connection, waiting.clone()));
    }
    let take = post(take).layer(DefaultBodyLimit::max(1 << 20));
    Ok(Router::new().route("/v1/batch", take).with_state(queue))
}

async fn take(State(queue): State<mpsc::Sender<Waiting>>, headers: HeaderMap, body: Bytes) -> Response {
    if !has_key(&headers) {
        return failure(StatusCode::UNAUTHORIZED, "no key");
    }
    let events = match Event::parse(&body) {
        Ok(events) => events,
        Err(error) => return failure(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    let (answer, written) = oneshot::channel();
    if queue.send(Waiting { events, answer }).await.is_err() {
        return failure(StatusCode::SERVICE_UNAVAILABLE, "no writer is left");
    }
    match written.await {
        Ok(Ok(())) => success(),
        Ok(Err(error)) => failure(StatusCode::INTERNAL_SERVER_ERROR, &error),
        Err(_) => failure(StatusCode::SERVICE_UNAVAILABLE, "the writer broke off"),
    }
}
