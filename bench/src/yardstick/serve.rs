//! What the yardsticks that are servers share.

use std::future::Future;
use std::net::SocketAddr;

use anyhow::{Context, Result};
use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::serve::ListenerExt as _;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// What a tracking server answers.
const SUCCESS: &str = "{\"success\":true}";

/// A runtime with so many threads; one means the calling thread alone.
pub(super) fn runtime(threads: usize) -> Result<Runtime> {
    let mut builder = if threads > 1 { Builder::new_multi_thread() } else { Builder::new_current_thread() };
    if threads > 1 {
        builder.worker_threads(threads);
    }
    builder.enable_all().build().context("starting the runtime")
}

/// Serves the routes until the process is ended.
pub(super) async fn serve(listen: SocketAddr, routes: impl Future<Output = Result<Router>>) -> Result<()> {
    anyhow::ensure!(listen.ip().is_loopback(), "{listen} is not a loopback address");
    let routes = routes.await?;
    let listener = TcpListener::bind(listen).await.with_context(|| format!("listening on {listen}"))?;
    println!("listening on http://{}", listener.local_addr()?);
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, routes).await.context("serving")
}

/// Whether the sender showed some key.
pub(super) fn has_key(headers: &HeaderMap) -> bool {
    headers.get(header::AUTHORIZATION).is_some_and(|value| value.as_bytes().starts_with(b"Basic "))
}

/// The answer to a batch that was taken.
pub(super) fn success() -> axum::response::Response {
    ([(header::CONTENT_TYPE, "application/json")], SUCCESS).into_response()
}

/// The answer to a batch that was not.
pub(super) fn failure(status: StatusCode, why: &str) -> axum::response::Response {
    (status, format!("{{\"success\":false,\"why\":{why:?}}}")).into_response()
}
