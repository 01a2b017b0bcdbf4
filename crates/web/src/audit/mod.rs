//! The audit: one row for every change and every read of a person.
//!
//! Invariants: rows are only ever added; what they name, they name by public id, so that nobody who was looked at is in
//! them; each row hangs on the one before by its hash, and the last one is sealed with a secret of the store, so that a
//! row that was altered, removed, swapped or cut off is found.
//! Tables: `audit`, `audit_head` (truth).

mod erase;
mod export;
pub mod http;
mod model;
mod rules;
mod store;

use std::net::IpAddr;
use std::sync::Arc;

use ::store::{Db, Result, Store};
use kernel::Clock;
use tokio::sync::mpsc;

pub use export::hex;
pub use model::{AuditFilter, AuditRow, Checked, Hash, Head, Misfit};

use crate::access::Principal;

pub(crate) const MIGRATIONS: &[::store::Migration] = store::MIGRATIONS;

/// Writes the audit. Rows of reads are gathered, so that looking at people does not wait for the disk.
#[derive(Clone)]
pub struct Audit {
    truth: Db,
    key: Hash,
    clock: Arc<dyn Clock>,
    gathered: mpsc::Sender<AuditRow>,
}

/// Rows of reads that may wait.
const GATHERED: usize = 4096;
/// Rows that are checked or exported from one snapshot.
const PORTION: usize = 1000;

impl Audit {
    /// The audit of a store. Must be called within a tokio runtime.
    #[must_use]
    pub fn new(store: &Store, clock: Arc<dyn Clock>) -> Audit {
        let (gathered, rows) = mpsc::channel(GATHERED);
        let key = store.secrets.key("audit head");
        tokio::spawn(write_gathered(store.truth.clone(), key, rows));
        Audit { truth: store.truth.clone(), key, clock, gathered }
    }

    fn row(&self, (who, address): (&str, Option<IpAddr>), action: &str, subject: &str, reason: &str) -> AuditRow {
        // PostgreSQL keeps no NUL, and what is hashed must be what is kept.
        let kept = |text: &str| text.replace('\0', "\u{fffd}");
        AuditRow {
            id: 0,
            at: self.clock.now(),
            who: kept(who),
            address: address.map(|address| address.to_string()).unwrap_or_default(),
            action: kept(action),
            subject: kept(subject),
            reason: kept(reason),
            digest: None,
            hash: None,
        }
    }

    /// Notes that somebody read something.
    ///
    /// # Errors
    /// When the store is closing.
    pub async fn read(&self, who: &Principal, action: &str, subject: &str) -> Result<()> {
        self.read_many(who, action, subject, "").await
    }

    /// Notes that somebody read something, and how much of it.
    ///
    /// # Errors
    /// When the store is closing.
    pub async fn read_many(&self, who: &Principal, action: &str, subject: &str, how_much: &str) -> Result<()> {
        let row = self.row((&who.name, who.address), action, subject, how_much);
        self.gathered.send(row).await.map_err(|_| ::store::Error::Closed)
    }

    /// Notes that somebody changed something; the row is durable when this returns.
    ///
    /// # Errors
    /// What the database says.
    pub async fn change(&self, who: &Principal, action: &str, subject: &str, reason: &str) -> Result<()> {
        let (key, row) = (self.key, self.row((&who.name, who.address), action, subject, reason));
        self.truth.write(move |tx| store::append(tx, &key, vec![row])).await
    }

    /// Notes what somebody tried who was not let in; the row is durable when this returns.
    ///
    /// # Errors
    /// What the database says.
    pub async fn attempt(&self, address: Option<IpAddr>, action: &str, subject: &str, reason: &str) -> Result<()> {
        let (key, row) = (self.key, self.row(("nobody", address), action, subject, reason));
        self.truth.write(move |tx| store::append(tx, &key, vec![row])).await
    }

    /// Rows before a number, newest first, and how many there are in all.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self, filter: AuditFilter, before: i64, limit: usize) -> Result<(Vec<AuditRow>, u64)> {
        self.truth.read(move |tx| Ok((store::before(tx, &filter, before, limit)?, store::count(tx, &filter)?))).await
    }

    /// Walks along the whole chain, in portions. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn check(&self) -> Result<Checked> {
        let key = self.key;
        let head = match self.truth.read_blocking(|tx| store::sound_head(tx, &key))? {
            Ok(head) => head,
            Err(misfit) => return Ok(Checked { rows: 0, hash: [0; 32], misfit: Some(misfit) }),
        };
        let erased = self.truth.read_blocking(store::erased)?;
        let (mut walk, mut rows) = (rules::Walk::from(&head, self.key, erased), 0);
        loop {
            let (fit, misfit) = self.truth.read_blocking(|tx| store::walk(tx, &mut walk, head.last, PORTION))?;
            rows += fit;
            let misfit = misfit.or_else(|| if fit == 0 { walk.end(&head).err() } else { None });
            if misfit.is_some() || fit == 0 {
                return Ok(Checked { rows, hash: walk.hash, misfit });
            }
        }
    }
}

async fn write_gathered(truth: Db, key: Hash, mut rows: mpsc::Receiver<AuditRow>) {
    let mut batch = Vec::new();
    while rows.recv_many(&mut batch, GATHERED).await > 0 {
        let unwritten = std::mem::take(&mut batch);
        while let Err(error) = truth
            .write({
                let rows = unwritten.clone();
                move |tx| store::append(tx, &key, rows)
            })
            .await
        {
            if matches!(error, ::store::Error::Closed) {
                return;
            }
            tracing::error!(%error, "the audit cannot be written; it is tried again");
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        }
    }
}
