//! Listening: HTTP on an address, and on a socket in the data directory for whoever has the directory.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::Request;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use store::Location;
use tokio::net::{TcpListener, TcpSocket, UnixListener};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use web::address::Network;
use web::{Principal, RemoteAddress};

use crate::app::App;
use crate::operations::router;
use crate::patience::Patient;
use crate::restore;
use crate::tls::Tls;
use crate::wire;

/// The socket's name in the data directory.
pub(crate) const SOCKET: &str = "throughline.sock";
/// What is said where others can reach the server without TLS.
const UNENCRYPTED: &str = "other machines can reach this address, and without TLS: passwords, keys and personal data can \
    be read on the way. Give tls_certificate and tls_key, or listen on 127.0.0.1 behind a proxy with TLS";
/// How many connections may wait to be accepted.
const WAITING_CONNECTIONS: u32 = 1024;
/// How long requests may take to finish when the server stops.
const PATIENCE: Duration = Duration::from_secs(20);

/// Takes an address, so that one in use is found out before any work is done. Connections are refused until [`serve`].
pub(crate) async fn bind(address: &str) -> Result<TcpSocket> {
    let failed = || format!("cannot listen on {address} (another address can be given with --listen)");
    let mut last = std::io::Error::from(std::io::ErrorKind::AddrNotAvailable);
    for one in tokio::net::lookup_host(address).await.with_context(failed)? {
        let socket = if one.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        // A server that is started again does not wait for the connections of the one before.
        socket.set_reuseaddr(true)?;
        match socket.bind(one) {
            Ok(()) => return Ok(socket),
            Err(error) => last = error,
        }
    }
    Err(last).with_context(failed)
}

/// Serves until a signal says to stop, then finishes what was begun. `started` gets the URL, and what there is to be
/// warned of.
pub(crate) async fn serve(
    app: App,
    address: TcpSocket,
    tls: Option<Tls>,
    started: impl FnOnce(&str, Option<&str>),
) -> Result<()> {
    let routes = router(&app);
    let patience = Duration::from_secs(app.intake.limits().head_seconds.into());
    // Before anybody can connect: whoever sees that the server is there finds the socket too.
    let socket = Socket::bind(&app.location)?;
    let listener: TcpListener = address.listen(WAITING_CONNECTIONS).context("cannot listen: give another --listen")?;
    let local = listener.local_addr()?;
    let outside = if tls.is_some() { Tls::strict(routes.clone()) } else { routes.clone() };
    let scheme = if tls.is_some() { "https" } else { "http" };
    let wire = wire::listen(&app, tls.as_ref()).await?;
    let mut changed = Changed::listen(tls.is_some())?;
    let open_to_all = tls.is_none() && !local.ip().is_loopback();
    if open_to_all {
        tracing::warn!("{UNENCRYPTED}");
    }
    if let Location::Directory(data) = &app.location
        && let Some(stage) = restore::left_over(data)
    {
        let stage = stage.display();
        tracing::warn!(
            "{stage} is left from a restore that was broken off, with all that was in the backup: remove it"
        );
    }
    started(&format!("{scheme}://{local}"), open_to_all.then_some(UNENCRYPTED));
    let graceful = GracefulShutdown::new();
    let stopping = CancellationToken::new();
    let open =
        |routes, from, watcher| Connection { routes, from, patience, watcher, _open: Open::new(&app.connections) };
    let mut stop = Box::pin(stopped());
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    // Small answers must not wait for more.
                    let _ = stream.set_nodelay(true);
                    let from = Some((peer.ip(), app.trusted_proxies.clone()));
                    let connection = open(outside.clone(), from, graceful.watcher());
                    if let Some(tls) = &tls {
                        let shaken = tokio::time::timeout(patience, tls.acceptor().accept(stream));
                        let stopping = stopping.clone();
                        tokio::spawn(async move {
                            // Whoever does not finish shaking hands is no client of ours.
                            if let Some(Ok(Ok(stream))) = stopping.run_until_cancelled(shaken).await {
                                connection.serve(stream).await;
                            }
                        });
                    } else {
                        tokio::spawn(connection.serve(stream));
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
            accepted = socket.accept() => if let Ok(stream) = accepted {
                let local = routes.clone().layer(axum::Extension(Principal::local()));
                tokio::spawn(open(local, None, graceful.watcher()).serve(stream));
            },
            () = changed.next() => if let Some(tls) = &tls {
                tls.read_again();
            },
            () = &mut stop => break,
        }
    }
    tracing::info!("stopping");
    drop(listener);
    drop(wire);
    stopping.cancel();
    app.profiles.tail().end_listening();
    if tokio::time::timeout(PATIENCE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    drop(socket);
    tokio::task::spawn_blocking(move || app.close()).await?;
    Ok(())
}

/// A connection that was accepted.
struct Connection {
    routes: Router,
    /// Who is at the other end, and which proxies are believed; nothing of the socket.
    from: Option<(IpAddr, Arc<[Network]>)>,
    patience: Duration,
    watcher: Watcher,
    _open: Open,
}

impl Connection {
    /// Serves it to its end.
    async fn serve<S>(self, stream: S)
    where
        S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
    {
        let from = self.from;
        let service = TowerToHyperService::new(self.routes.map_request(move |mut request: Request<_>| {
            if let Some((peer, trusted)) = &from {
                let address = RemoteAddress::of(*peer, request.headers(), trusted);
                request.extensions_mut().insert(address);
            }
            request.map(Patient::body)
        }));
        let mut builder = auto::Builder::new(TokioExecutor::new());
        builder.http1().timer(TokioTimer::new()).header_read_timeout(self.patience);
        let connection = builder.http1_only().serve_connection(TokioIo::new(stream), service).into_owned();
        // A client that breaks off is no failure of ours.
        let _ = self.watcher.watch(connection).await;
    }
}

/// Counts a connection while it is open.
struct Open(Arc<AtomicU64>);

impl Open {
    fn new(count: &Arc<AtomicU64>) -> Open {
        count.fetch_add(1, Ordering::Relaxed);
        Open(count.clone())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The socket in the data directory; on PostgreSQL there is none.
struct Socket {
    listener: Option<UnixListener>,
    path: Option<PathBuf>,
}

impl Socket {
    fn bind(location: &Location) -> Result<Socket> {
        let Location::Directory(directory) = location else { return Ok(Socket { listener: None, path: None }) };
        let path = directory.join(SOCKET);
        // The lock of the directory is ours: a socket that is there is left from a process that is gone.
        let _ = std::fs::remove_file(&path);
        let listener = UnixListener::bind(&path).with_context(|| format!("cannot listen on {}", path.display()))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
        }
        Ok(Socket { listener: Some(listener), path: Some(path) })
    }

    async fn accept(&self) -> std::io::Result<tokio::net::UnixStream> {
        match &self.listener {
            Some(listener) => Ok(listener.accept().await?.0),
            None => std::future::pending().await,
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        if let Some(path) = &self.path {
            let _ = std::fs::remove_file(path);
        }
    }
}

/// SIGHUP: files have changed. Without anything to read again, the signal ends the process as it does any other.
struct Changed(Option<Signal>);

impl Changed {
    fn listen(wanted: bool) -> Result<Changed> {
        Ok(Changed(wanted.then(|| signal(SignalKind::hangup())).transpose()?))
    }

    async fn next(&mut self) {
        match &mut self.0 {
            Some(signal) => drop(signal.recv().await),
            None => std::future::pending().await,
        }
    }
}

async fn stopped() {
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {},
        _ = terminate.recv() => {},
    }
}
