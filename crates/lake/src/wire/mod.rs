//! The lake by PostgreSQL's protocol: a connection is one session of one guest, on threads of its own.
//!
//! Invariants: nobody asks before they are let in, and each question asks again whether they still may; only what reads is
//! answered; a question ends at its limit of time, when it is cancelled, or with its connection.

mod guard;
mod handlers;
mod session;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion_postgres::pgwire::api::cancel::CancelHandler;
use datafusion_postgres::pgwire::messages::cancel::CancelRequest;
use datafusion_postgres::pgwire::tokio::{TlsAcceptor, process_socket};
use parking_lot::Mutex;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore};

use crate::engine::{Engine, threads};
use crate::tables::Viewer;
use crate::{Lake, Result};
use handlers::Handlers;
use session::Session;

/// Whoever lets guests in.
#[async_trait]
pub trait Door: Send + Sync {
    /// Lets somebody in by name and password.
    ///
    /// # Errors
    /// What to tell them; never what was wrong.
    async fn admit(&self, name: &str, password: &str, address: Option<IpAddr>) -> Result<Arc<dyn Guest>, String>;
}

/// Somebody who was let in.
#[async_trait]
pub trait Guest: Send + Sync {
    /// What they see.
    fn viewer(&self) -> Viewer;

    /// Begins a question, if they still may ask.
    ///
    /// # Errors
    /// What to tell them.
    async fn begin(&self, query: &str) -> Result<Box<dyn Ticket>, String>;
}

/// A question that runs, until this is dropped.
#[async_trait]
pub trait Ticket: Send + Sync {
    /// Returns when somebody ends the question.
    async fn ended(&mut self);
}

/// How many connections there may be: each has threads of its own.
const CONNECTIONS: usize = 64;

/// By which a connection's question is cancelled: its number and secret.
type Key = (i32, Vec<u8>);

/// The endpoint.
pub struct Wire {
    pub(crate) lake: Lake,
    pub(crate) door: Arc<dyn Door>,
    tls: Option<Arc<dyn Fn() -> TlsAcceptor + Send + Sync>>,
    room: Arc<Semaphore>,
    pub(crate) cancels: Mutex<HashMap<Key, Arc<Notify>>>,
}

impl Wire {
    /// The endpoint of a lake. `tls` makes what shakes hands, each time anew; with it nobody is heard without.
    #[must_use]
    pub fn new(lake: &Lake, door: Arc<dyn Door>, tls: Option<Arc<dyn Fn() -> TlsAcceptor + Send + Sync>>) -> Arc<Wire> {
        let room = Arc::new(Semaphore::new(CONNECTIONS));
        Arc::new(Wire { lake: lake.clone(), door, tls, room, cancels: Mutex::default() })
    }

    /// Whether whoever comes must come with TLS.
    pub(crate) fn needs_tls(&self) -> bool {
        self.tls.is_some()
    }

    /// Serves whoever connects, until it is dropped.
    pub async fn serve(self: Arc<Self>, listener: TcpListener) {
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => {
                    let Ok(place) = self.room.clone().try_acquire_owned() else {
                        tracing::warn!("more than {CONNECTIONS} connections to the history: one was refused");
                        continue;
                    };
                    let wire = self.clone();
                    tokio::spawn(async move {
                        if let Err(error) = wire.connection(stream, peer.ip()).await {
                            tracing::debug!(%error, "a connection to the history has ended");
                        }
                        drop(place);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection to the history could not be accepted");
                    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                }
            }
        }
    }

    /// Serves one connection to its end, on threads of its own.
    async fn connection(self: Arc<Self>, stream: TcpStream, address: IpAddr) -> std::io::Result<()> {
        let _ = stream.set_nodelay(true);
        let stream = stream.into_std()?;
        let engine = Engine::start(threads()).map_err(std::io::Error::other)?;
        let (over, end) = tokio::sync::oneshot::channel();
        engine.spawn(async move {
            let session = Arc::new(Session::new(self.clone(), address));
            let tls = self.tls.as_ref().map(|make| make());
            let served = match TcpStream::from_std(stream) {
                Ok(stream) => process_socket(stream, tls, Handlers(session.clone())).await,
                Err(error) => Err(error),
            };
            session.close();
            let _ = over.send(served);
        });
        end.await.unwrap_or(Ok(()))
    }
}

/// Cancels what a connection asks.
pub(crate) struct Cancels(pub(crate) Arc<Wire>);

#[async_trait]
impl CancelHandler for Cancels {
    async fn on_cancel_request(&self, request: CancelRequest) {
        let key = (request.pid, request.secret_key.to_bytes().to_vec());
        if let Some(cancel) = self.0.cancels.lock().get(&key) {
            cancel.notify_waiters();
        }
    }
}
