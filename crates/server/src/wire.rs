//! PostgreSQL's protocol, where it is configured: who may ask the lake, from where, and with what certificate.

use std::sync::Arc;

use ::lake::wire::Wire;
use anyhow::{Context as _, Result, bail};
use learn::sql::Door;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::tls::Tls;

/// The endpoint while it listens.
pub(crate) struct Listening(JoinHandle<()>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Listens where the configuration says so.
pub(crate) async fn listen(app: &App, tls: Option<&Tls>) -> Result<Option<Listening>> {
    let (Some(address), without_tls) = &app.postgres else { return Ok(None) };
    let Some(lake) = &app.lake else {
        bail!("`postgres_address` needs a lake: say with `lake` where its segments are");
    };
    let listener = TcpListener::bind(address.as_str()).await;
    let listener = listener.with_context(|| format!("cannot listen on {address} (postgres_address)"))?;
    let local = listener.local_addr()?;
    if tls.is_none() && !local.ip().is_loopback() && !without_tls {
        bail!(
            "postgres_address {local} can be reached by other machines, and without TLS passwords can be read on the way: \
             give tls_certificate and tls_key, an address of this machine alone, or postgres_without_tls = true"
        );
    }
    let door = Door {
        sessions: app.sessions.clone(),
        access: app.access.clone(),
        queries: app.queries.clone(),
        audit: app.audit.clone(),
        ids: app.store.secrets.ids.clone(),
        clock: app.clock.clone(),
        runtime: tokio::runtime::Handle::current(),
    };
    // The certificate may change while the server runs.
    let tls = tls.cloned().map(|tls| Arc::new(move || tls.acceptor()) as Arc<dyn Fn() -> _ + Send + Sync>);
    tracing::info!("PostgreSQL's protocol on {local}");
    Ok(Some(Listening(tokio::spawn(Wire::new(lake, Arc::new(door), tls).serve(listener)))))
}
