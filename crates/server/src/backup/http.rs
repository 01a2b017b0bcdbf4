//! The HTTP API of backups: the answer is the backup, made as it is read.

use std::io::{self, Write};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use store::Location;
use tokio::runtime::Handle;
use tokio::sync::{OwnedMutexGuard, mpsc};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::{Operation, Principal, Problem, Result, Right};

use super::make::make;
use crate::app::App;

/// The rights that the operations ask for. A backup holds everything, the hashes of all keys and the store's secret
/// included: it is for those who could give themselves any right anyway.
pub(crate) const OPERATIONS: &[Operation] =
    &[Operation { method: "POST", path: "/api/v1/backups", right: Right::ManageAccess }];

/// What is handed to the connection at once, in bytes, and how many of these may wait.
const PIECE: usize = 1 << 18;
const WAITING: usize = 4;
/// How long the reader of a backup may take nothing: as long as it is read, the `-wal` of the database grows.
const PATIENCE: Duration = Duration::from_mins(1);

/// The routes.
pub(crate) fn routes(app: App) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(make_backup)).with_state(app)
}

/// Makes a backup of the data directory, as of now, and sends it. It is whole when the answer ends as HTTP says that it
/// should; `throughline backup --verify` checks what was kept of it.
#[utoipa::path(post, path = "/api/v1/backups", responses(
    (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
    (status = 409, description = "A backup is being made already, or the store is not a data directory.")))]
async fn make_backup(State(app): State<App>, who: Principal) -> Result<Response> {
    let Location::Directory(directory) = app.location.clone() else {
        return Err(Problem::conflict(
            "this store is a PostgreSQL database: back it up with pg_dump or pg_basebackup (docs/operations.md says how)",
        ));
    };
    let turn = app.backups.clone().try_lock_owned();
    let turn = turn.map_err(|_| Problem::conflict("a backup is being made already: try again when it is done"))?;
    app.audit.change(&who, "backups.make", "", "").await?;
    let (pieces, mut made) = mpsc::channel(WAITING);
    let sender = pieces.clone();
    let work = move || {
        store::yield_to_others();
        let to = Pieces { sender, waiting: Vec::with_capacity(PIECE), runtime: Handle::current() };
        make_and_note(&app, &directory, to, turn)
    };
    // A thread of its own: one of the pool would keep the low priority that it is given.
    let runtime = Handle::current();
    let work = move || {
        let _runtime = runtime.enter();
        if let Err(error) = work() {
            tracing::error!(%error, "a backup was broken off");
            // So that what was sent does not look whole. Whoever reads may be gone.
            let _ = pieces.blocking_send(Err(io::Error::other("the backup was broken off")));
        }
    };
    let thread = std::thread::Builder::new().name("backup".to_owned()).spawn(work);
    thread.map_err(|error| store::Error::Io("starting the thread of a backup".to_owned(), error))?;
    let stream = futures_util::stream::poll_fn(move |context| made.poll_recv(context));
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], Body::from_stream(stream)).into_response())
}

/// The answer ends when this returns, so a backup that came whole is noted.
fn make_and_note(app: &App, directory: &std::path::Path, to: Pieces, turn: OwnedMutexGuard<()>) -> anyhow::Result<()> {
    let (_to, made) = make(&app.store.truth, directory, &*app.clock, to)?;
    let ended_at = app.clock.now();
    app.store.truth.write_blocking(move |tx| super::store::note(tx, made.begun_at, ended_at, made.bytes))?;
    drop(turn);
    Ok(())
}

/// Gathers what is written into pieces for the connection.
struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    waiting: Vec<u8>,
    runtime: Handle,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::replace(&mut self.waiting, Vec::with_capacity(PIECE)));
        let sent = self.sender.send_timeout(Ok(piece), PATIENCE);
        self.runtime.block_on(sent).map_err(|error| match error {
            mpsc::error::SendTimeoutError::Timeout(_) => {
                io::Error::new(io::ErrorKind::TimedOut, "nobody reads the backup on")
            }
            mpsc::error::SendTimeoutError::Closed(_) => {
                io::Error::new(io::ErrorKind::BrokenPipe, "whoever read the backup is gone")
            }
        })
    }
}
