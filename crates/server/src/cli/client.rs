//! The way of commands to the HTTP API: over a server's address, over the socket of the data directory, or in this
//! process where no server holds the store.

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, Response, StatusCode, header};
use http_body_util::BodyExt as _;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use store::Location;
use tempfile::TempDir;
use tokio::net::{TcpStream, UnixStream};
use tower::ServiceExt as _;
use web::Principal;

use crate::app::App;
use crate::config::{Config, StoreArgs, read_secret, without_password};
use crate::operations::router;
use crate::serve::SOCKET;

/// Where a command finds its store.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct ClientArgs {
    #[command(flatten)]
    pub(super) store: StoreArgs,
    /// A running server, such as <http://127.0.0.1:7070>
    #[arg(long, env = "THROUGHLINE_SERVER", value_name = "URL", conflicts_with_all = ["data", "database_url", "database_url_file"])]
    pub(super) server: Option<String>,
    /// A key for the server
    #[arg(long, env = "THROUGHLINE_KEY", value_name = "KEY", requires = "server", hide_env_values = true)]
    pub(super) key: Option<String>,
    /// A file that holds the key
    #[arg(long, env = "THROUGHLINE_KEY_FILE", value_name = "FILE", requires = "server", conflicts_with = "key")]
    pub(super) key_file: Option<PathBuf>,
}

impl ClientArgs {
    /// The same options for another command, to be pasted into a shell. Secrets are not repeated.
    pub(super) fn repeated(&self) -> String {
        let mut words = String::new();
        let mut add = |variable: &str, flag: &str, value: Option<String>| {
            // What the environment says, it will say again.
            if let Some(value) = value.filter(|_| std::env::var_os(variable).is_none()) {
                let _ = write!(words, " {flag} {}", quoted(&value));
            }
        };
        let shown = |path: &PathBuf| path.display().to_string();
        add("THROUGHLINE_DATA", "--data", self.store.data.as_ref().map(shown));
        let url = self.store.database_url.as_deref().map(without_password);
        add("THROUGHLINE_DATABASE_URL", "--database-url", url);
        add("THROUGHLINE_DATABASE_URL_FILE", "--database-url-file", self.store.database_url_file.as_ref().map(shown));
        add("THROUGHLINE_CONFIG", "--config", self.store.config.as_ref().map(shown));
        add("THROUGHLINE_SERVER", "--server", self.server.clone());
        add("THROUGHLINE_KEY", "--key", self.key.as_ref().map(|_| "KEY".to_owned()));
        add("THROUGHLINE_KEY_FILE", "--key-file", self.key_file.as_ref().map(shown));
        words
    }
}

/// This program as it was called, to be pasted into a shell.
pub(super) fn program() -> String {
    std::env::args().next().map_or_else(|| "throughline".to_owned(), |name| quoted(&name))
}

/// A word of a shell's.
pub(super) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// The HTTP API, wherever it is.
pub(super) enum Client {
    /// A server at an address.
    Address { host: String, prefix: String, key: String },
    /// The server that holds the data directory.
    Socket(PathBuf),
    /// This process.
    Here {
        app: Box<App>,
        routes: Router,
        /// The directory of a store that is only imagined; it goes with the client.
        imagined: Option<TempDir>,
    },
}

/// What to do where there is no store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoStore {
    /// Make one: for commands that bring something in.
    Make,
    /// Work on an empty one that nobody keeps: for trying something out.
    Imagine,
    /// Refuse: for all others, which would find nothing in a new one and say that all is well.
    Refuse,
}

/// What the API refused.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) status: StatusCode,
    said: String,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.said)
    }
}

impl std::error::Error for Refused {}

impl Client {
    /// Finds the way.
    pub(super) async fn connect(args: &ClientArgs, no_store: NoStore) -> Result<Client> {
        if let Some(server) = &args.server {
            let key = match &args.key_file {
                Some(file) => read_secret(file)?,
                None => args.key.clone().context("a server needs a key: THROUGHLINE_KEY or --key-file FILE")?,
            };
            let rest = server.strip_prefix("http://").context("the server's URL must begin with http://")?;
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            let host = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
            let prefix = path.trim_end_matches('/');
            let prefix = if prefix.is_empty() { String::new() } else { format!("/{prefix}") };
            return Ok(Client::Address { host, prefix, key });
        }
        let mut config = Config::load(&args.store, None)?;
        if let Some(directory) = &config.data {
            let socket = directory.join(SOCKET);
            if UnixStream::connect(&socket).await.is_ok() {
                return Ok(Client::Socket(socket));
            }
        }
        let mut imagined = None;
        if let Location::Directory(directory) = config.location()?
            && !config.location()?.holds_store()
        {
            match no_store {
                NoStore::Make => {}
                NoStore::Imagine => {
                    eprintln!("there is no store in {} yet: this begins with an empty one", directory.display());
                    let directory = TempDir::new()?;
                    config.data = Some(directory.path().to_owned());
                    imagined = Some(directory);
                }
                NoStore::Refuse => bail!("there is no store in {}: check --data", directory.display()),
            }
        }
        let app = tokio::task::spawn_blocking(move || App::open(&config)).await??;
        Ok(Client::here(app, imagined))
    }

    /// The API over a store that this process has opened.
    pub(super) fn here(app: App, imagined: Option<TempDir>) -> Client {
        let routes = router(&app).layer(axum::Extension(Principal::local()));
        Client::Here { app: Box::new(app), routes, imagined }
    }

    /// Sends a request and returns the JSON of its answer.
    ///
    /// # Errors
    /// What the server says is wrong, in its words.
    pub(super) async fn send(&self, method: Method, path: &str, body: Body, content_type: &str) -> Result<Value> {
        let response = accepted(self.answer(method, path, body, content_type).await?).await?;
        let bytes = response.into_body().collect().await?.to_bytes();
        Ok(if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).unwrap_or_default() })
    }

    /// Sends a POST request without a body and returns its answer's, to be read as it comes.
    ///
    /// # Errors
    /// What the server says is wrong, in its words.
    pub(super) async fn download(&self, path: &str) -> Result<Body> {
        let answer = self.answer(Method::POST, path, Body::empty(), "application/json").await?;
        Ok(accepted(answer).await?.into_body())
    }

    /// Sends a POST request with a JSON body and returns its answer's body, to be read as it comes.
    ///
    /// # Errors
    /// What the server says is wrong, in its words.
    pub(super) async fn download_of(&self, path: &str, body: &Value) -> Result<Body> {
        let answer = self.answer(Method::POST, path, Body::from(body.to_string()), "application/json").await?;
        Ok(accepted(answer).await?.into_body())
    }

    /// GET of text.
    ///
    /// # Errors
    /// What the server says is wrong, in its words; or that it is no text.
    pub(super) async fn get_text(&self, path: &str) -> Result<String> {
        let response = accepted(self.answer(Method::GET, path, Body::empty(), "text/plain").await?).await?;
        let bytes = response.into_body().collect().await?.to_bytes();
        Ok(String::from_utf8(bytes.to_vec())?)
    }

    async fn answer(&self, method: Method, path: &str, body: Body, content_type: &str) -> Result<Response<Body>> {
        let mut request = Request::builder().method(method).header(header::CONTENT_TYPE, content_type);
        request = match self {
            Client::Address { host, prefix, key } => request
                .uri(format!("{prefix}{path}"))
                .header(header::HOST, host)
                .header(header::AUTHORIZATION, format!("Bearer {key}")),
            Client::Socket(_) | Client::Here { .. } => request.uri(path).header(header::HOST, "localhost"),
        };
        let request = request.body(body)?;
        match self {
            Client::Here { routes, .. } => Ok(routes.clone().oneshot(request).await?),
            Client::Address { host, .. } => {
                let stream = TcpStream::connect(host).await.with_context(|| format!("no server answers at {host}"))?;
                over(stream, request).await
            }
            Client::Socket(path) => over(UnixStream::connect(path).await?, request).await,
        }
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
        if let Client::Here { app, routes, imagined } = self {
            drop(routes);
            tokio::task::spawn_blocking(move || app.close()).await?;
            drop(imagined);
        }
        Ok(())
    }
}

/// The answer, unless the API refused.
async fn accepted(response: Response<Body>) -> Result<Response<Body>> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let bytes = response.into_body().collect().await?.to_bytes();
    let value: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let said = value["detail"].as_str().unwrap_or("the server did not say why").to_owned();
    Err(Refused { status, said }.into())
}

async fn over<S>(stream: S, request: Request<Body>) -> Result<Response<Body>>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(async move {
        // Its end is seen by the request.
        let _ = connection.await;
    });
    Ok(sender.send_request(request).await?.map(Body::new))
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
