//! The way of commands to the HTTP API: over a server's address, over the socket of the data directory, or in this
//! process where no server holds the store.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use http_body_util::BodyExt as _;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::{TcpStream, UnixStream};
use tower::ServiceExt as _;
use web::Principal;

use super::said;
use crate::app::App;
use crate::config::{Config, StoreArgs};
use crate::operations::router;
use crate::serve::SOCKET;

/// Where a command finds its store.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct ClientArgs {
    #[command(flatten)]
    pub(super) store: StoreArgs,
    /// A running server, such as <http://127.0.0.1:7070>
    #[arg(long, env = "THROUGHLINE_SERVER", value_name = "URL", conflicts_with_all = ["data", "database_url"])]
    pub(super) server: Option<String>,
    /// A key for the server
    #[arg(long, env = "THROUGHLINE_KEY", value_name = "KEY", requires = "server", hide_env_values = true)]
    pub(super) key: Option<String>,
}

/// The HTTP API, wherever it is.
pub(super) enum Client {
    /// A server at an address.
    Address { host: String, prefix: String, key: String },
    /// The server that holds the data directory.
    Socket(PathBuf),
    /// This process.
    Here { app: Box<App>, routes: Router },
}

impl Client {
    /// Finds the way.
    pub(super) async fn connect(args: &ClientArgs) -> Result<Client> {
        if let Some(server) = &args.server {
            let key = args.key.clone().context("a server needs a key: --key KEY or THROUGHLINE_KEY")?;
            let rest = server.strip_prefix("http://").context("the server's URL must begin with http://")?;
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            let host = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
            let prefix = path.trim_end_matches('/');
            let prefix = if prefix.is_empty() { String::new() } else { format!("/{prefix}") };
            return Ok(Client::Address { host, prefix, key });
        }
        let config = Config::load(&args.store, None)?;
        if let Some(directory) = &config.data {
            let socket = directory.join(SOCKET);
            if UnixStream::connect(&socket).await.is_ok() {
                return Ok(Client::Socket(socket));
            }
        }
        let app = tokio::task::spawn_blocking(move || App::open(&config)).await??;
        Ok(Client::here(app))
    }

    /// The API over a store that this process has opened.
    pub(super) fn here(app: App) -> Client {
        let routes = router(&app).layer(axum::Extension(Principal::local()));
        Client::Here { app: Box::new(app), routes }
    }

    /// Sends a request and returns the JSON of its answer.
    ///
    /// # Errors
    /// What the server says is wrong, in its words.
    pub(super) async fn send(&self, method: Method, path: &str, body: Body, content_type: &str) -> Result<Value> {
        let mut request = Request::builder().method(method).header(header::CONTENT_TYPE, content_type);
        request = match self {
            Client::Address { host, prefix, key } => request
                .uri(format!("{prefix}{path}"))
                .header(header::HOST, host)
                .header(header::AUTHORIZATION, format!("Bearer {key}")),
            Client::Socket(_) | Client::Here { .. } => request.uri(path).header(header::HOST, "localhost"),
        };
        let request = request.body(body)?;
        let (status, bytes) = match self {
            Client::Here { routes, .. } => {
                let response = routes.clone().oneshot(request).await?;
                (response.status(), response.into_body().collect().await?.to_bytes())
            }
            Client::Address { host, .. } => {
                let stream = TcpStream::connect(host).await.with_context(|| format!("no server answers at {host}"))?;
                over(stream, request).await?
            }
            Client::Socket(path) => over(UnixStream::connect(path).await?, request).await?,
        };
        let value = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap_or_default() };
        if !status.is_success() {
            bail!("{}", said(&value));
        }
        Ok(value)
    }

    /// GET.
    pub(super) async fn get(&self, path: &str) -> Result<Value> {
        self.send(Method::GET, path, Body::empty(), "application/json").await
    }

    /// POST with a JSON body.
    pub(super) async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.send(Method::POST, path, Body::from(body.to_string()), "application/json").await
    }

    /// Finishes: a store that was opened here is closed.
    pub(super) async fn finish(self) -> Result<()> {
        if let Client::Here { app, routes } = self {
            drop(routes);
            tokio::task::spawn_blocking(move || app.close()).await?;
        }
        Ok(())
    }
}

async fn over<S>(stream: S, request: Request<Body>) -> Result<(axum::http::StatusCode, axum::body::Bytes)>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(async move {
        // Its end is seen by the request.
        let _ = connection.await;
    });
    let response = sender.send_request(request).await?;
    Ok((response.status(), response.into_body().collect().await?.to_bytes()))
}

/// A text as part of a path or query.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            escaped.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}
