//! An axum server that parses the events with typed serde and keeps nothing: the ceiling of any server written so.

use std::net::SocketAddr;

use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::post;

use super::serve::{failure, has_key, runtime, serve, success};
use super::wire::{Batch, Call};

/// Options of `yardstick-axum`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8099")]
    listen: SocketAddr,
    /// Threads that serve.
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

/// Carries out `yardstick-axum`: serves until it is ended.
pub(crate) fn command(args: &Args) -> Result<()> {
    let routes = async { Ok(Router::new().route("/v1/batch", post(take)).layer(DefaultBodyLimit::max(1 << 20))) };
    runtime(args.threads)?.block_on(serve(args.listen, routes))
}

async fn take(headers: HeaderMap, body: Bytes) -> Response {
    if !has_key(&headers) {
        return failure(StatusCode::UNAUTHORIZED, "no key");
    }
    match serde_json::from_slice::<Batch<'_>>(&body) {
        Ok(batch) if batch.sent_at.is_some() && batch.batch.iter().all(is_whole) => success(),
        Ok(_) => failure(StatusCode::BAD_REQUEST, "an event is not complete"),
        Err(_) => failure(StatusCode::BAD_REQUEST, "not a batch"),
    }
}

/// Looks at what was parsed, so that the compiler cannot leave any of it out.
fn is_whole(call: &Call<'_>) -> bool {
    call.is_complete() && !call.message_id.is_empty() && call.content() > 0
}
