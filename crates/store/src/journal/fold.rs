//! Folding: a thread that brings what is derived from the journal up to date, in large batches behind one cursor.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use super::{Cursor, Frame, Tail, fold_cursor};
use crate::{Db, Dialect, Result, Store, Tx};

/// Something that is derived from the journal. It is applied in the transaction that moves the cursor.
pub trait Fold: Send {
    /// The name in logs.
    fn name(&self) -> &'static str;

    /// Takes in the frames. Not called again for the same frames once the transaction is committed.
    ///
    /// # Errors
    /// What the database says: the transaction is rolled back and tried again later.
    fn apply(&mut self, frames: &[Arc<Frame>], tx: &mut dyn Tx) -> Result<()>;

    /// Whether there is something to do besides taking in frames: it is then called with none.
    ///
    /// # Errors
    /// What the database says.
    fn is_due(&self) -> Result<bool> {
        Ok(false)
    }

    /// The transaction was committed.
    fn committed(&mut self) {}

    /// The transaction was rolled back.
    fn rolled_back(&mut self) {}
}

/// How many interactions are folded in one transaction.
const BATCH: usize = 50_000;
/// Frames that are read at once when they are not in memory.
const READ: usize = 500;
/// How long arrivals are gathered before they are folded: large batches are cheap, and readers see the tail anyway.
const GATHER: Duration = Duration::from_millis(250);
/// How long to wait after a failure, such as a full disk.
const AFTER_FAILURE: Duration = Duration::from_secs(1);
/// Only one server folds on PostgreSQL.
const LEASE: &str = "SELECT CASE WHEN pg_try_advisory_xact_lock(7070002) THEN 1 ELSE 0 END";

/// Becomes the one who folds, until the transaction ends.
pub(super) fn wait_for_lease(tx: &mut dyn Tx) -> Result<()> {
    if tx.dialect() == Dialect::Postgres {
        tx.query("SELECT 1 FROM (SELECT pg_advisory_xact_lock(7070002)) AS locked", &[])?;
    }
    Ok(())
}

/// The thread that folds.
pub struct Folding {
    stop: Arc<AtomicBool>,
    tail: Arc<Tail>,
    thread: Option<JoinHandle<()>>,
}

impl Folding {
    /// Starts folding. `folds` are applied in their order.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(store: &Store, tail: Arc<Tail>, folds: Vec<Box<dyn Fold>>) -> Result<Folding> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut worker =
            Worker { truth: store.truth.clone(), db: store.folds.clone(), tail: tail.clone(), folds: Some(folds) };
        // Whatever a former process left unfolded is folded before anybody asks: neither the tail nor the keys in
        // memory know of it. On PostgreSQL both are read from the database.
        while worker.db.dialect() == Dialect::Sqlite && worker.step()? > 0 {}
        let stopping = stop.clone();
        let thread = std::thread::Builder::new()
            .name("folds".to_owned())
            .spawn(move || {
                // On SQLite the work is its writer's. What is left takes locks for which readers would wait.
                if worker.db.dialect() == Dialect::Postgres {
                    crate::yield_to_others();
                }
                worker.run(&stopping);
            })
            .map_err(|error| crate::Error::Io("starting the folds' thread".to_owned(), error))?;
        Ok(Folding { stop, tail, thread: Some(thread) })
    }

    /// Stops after the batch at hand.
    pub fn stop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        self.tail.arrived.notify_one();
        if let Some(thread) = self.thread.take() {
            // A panic in a fold has been printed; what it did not fold is folded at the next start.
            let _ = thread.join();
        }
    }
}

impl Drop for Folding {
    fn drop(&mut self) {
        self.stop();
    }
}

struct Worker {
    truth: Db,
    db: Db,
    tail: Arc<Tail>,
    folds: Option<Vec<Box<dyn Fold>>>,
}

impl Worker {
    fn run(mut self, stop: &AtomicBool) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let runtime = runtime.expect("a timer needs nothing that can fail");
        while !stop.load(Ordering::SeqCst) {
            match self.step() {
                Ok(folded) if folded * 2 >= BATCH => {}
                Ok(_) => {
                    let arrived = self.tail.arrived.notified();
                    let _ = runtime.block_on(async { tokio::time::timeout(GATHER, arrived).await });
                    if !stop.load(Ordering::SeqCst) && (1..BATCH).contains(&self.tail.waiting()) {
                        std::thread::park_timeout(GATHER);
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "folding failed; it is tried again");
                    std::thread::park_timeout(AFTER_FAILURE);
                }
            }
        }
    }

    /// Folds one batch; returns how many interactions were in it.
    fn step(&mut self) -> Result<usize> {
        let cursor = self.db.read_blocking(fold_cursor)?;
        let frames = self.tail.read_after(&self.truth, cursor, BATCH, READ)?;
        if frames.is_empty() && !self.is_due()? {
            return Ok(0);
        }
        let mut folds = self.folds.take().unwrap_or_default();
        let reached = frames.last().map_or(cursor, |last| last.cursor());
        let batch = frames.clone();
        // The folds travel into the transaction and back, so that they may keep state between batches.
        let (sender, back) = std::sync::mpsc::channel();
        let outcome = self.db.write_blocking(move |tx| {
            let result = apply(&mut folds, &batch, cursor, reached, tx);
            let _ = sender.send(folds);
            result
        });
        let mut folds = back.recv().map_err(|_| crate::Error::Closed)?;
        for fold in &mut folds {
            if matches!(outcome, Ok(true)) { fold.committed() } else { fold.rolled_back() }
        }
        self.folds = Some(folds);
        if !outcome? {
            self.tail.catch_up(&self.truth)?;
            return Ok(0);
        }
        self.tail.retire(&frames, reached);
        Ok(frames.iter().map(|frame| frame.interactions.len()).sum())
    }

    fn is_due(&self) -> Result<bool> {
        for fold in self.folds.iter().flatten() {
            if fold.is_due()? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Applies the batch; returns false when another server holds the lease or was faster.
fn apply(
    folds: &mut [Box<dyn Fold>],
    frames: &[Arc<Frame>],
    from: Cursor,
    reached: Cursor,
    tx: &mut dyn Tx,
) -> Result<bool> {
    if tx.dialect() == Dialect::Postgres && (tx.query_int(LEASE, &[])? == 0 || fold_cursor(tx)? != from) {
        return Ok(false);
    }
    for fold in folds.iter_mut() {
        fold.apply(frames, tx)?;
    }
    tx.execute("UPDATE fold_cursor SET xid = $1, frame = $2 WHERE id = 1", &<[crate::Value; 2]>::from(reached))?;
    Ok(true)
}
