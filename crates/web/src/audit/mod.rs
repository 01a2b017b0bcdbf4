//! The audit: one row for every change and every read of a person.
//!
//! Invariants: rows are only ever added; what they name, they name by public id, so that no personal data is in them.
//! Tables: `audit` (truth).

pub mod http;

use std::sync::Arc;

use kernel::{Clock, Timestamp};
use store::{ColumnType, Db, Migration, Result, Store, Value};
use tokio::sync::mpsc;

use crate::access::Principal;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::new(
    "audit_1",
    "CREATE TABLE audit (id {serial}, at BIGINT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
        reason TEXT NOT NULL);
     CREATE INDEX audit_subject ON audit (subject, id)",
)];

/// A row of the audit.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who: `user:<name>`, `key:<name>`, `local`, or `nobody` who was let in.
    pub who: String,
    /// What was done: `<slice>.<verb>`.
    pub action: String,
    /// To what, by public id or name.
    pub subject: String,
    /// Why, where a reason was asked for.
    pub reason: String,
}

/// Which rows are wanted.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Only of this actor.
    pub who: Option<String>,
    /// Only this action.
    pub action: Option<String>,
    /// Only of this subject.
    pub subject: Option<String>,
    /// Only rows before this number.
    pub before: Option<i64>,
}

/// Writes the audit. Rows of reads are gathered, so that looking at people does not wait for the disk.
#[derive(Clone)]
pub struct Audit {
    truth: Db,
    clock: Arc<dyn Clock>,
    gathered: mpsc::Sender<[Value; 5]>,
}

/// Rows of reads that may wait.
const GATHERED: usize = 4096;

impl Audit {
    /// The audit of a store. Must be called within a tokio runtime.
    #[must_use]
    pub fn new(store: &Store, clock: Arc<dyn Clock>) -> Audit {
        let (gathered, rows) = mpsc::channel(GATHERED);
        tokio::spawn(write_gathered(store.truth.clone(), rows));
        Audit { truth: store.truth.clone(), clock, gathered }
    }

    fn row(&self, who: &str, action: &str, subject: &str, reason: &str) -> [Value; 5] {
        [self.clock.now().into(), who.into(), action.into(), subject.into(), reason.into()]
    }

    /// Notes that somebody read something.
    ///
    /// # Errors
    /// When the store is closing.
    pub async fn read(&self, who: &Principal, action: &str, subject: &str) -> Result<()> {
        let row = self.row(&who.name, action, subject, "");
        self.gathered.send(row).await.map_err(|_| store::Error::Closed)
    }

    /// Notes that somebody changed something; the row is durable when this returns.
    ///
    /// # Errors
    /// What the database says.
    pub async fn change(&self, who: &Principal, action: &str, subject: &str, reason: &str) -> Result<()> {
        let row = self.row(&who.name, action, subject, reason);
        self.truth.write(move |tx| insert(tx, vec![row])).await
    }

    /// Notes what somebody tried who was not let in; the row is durable when this returns.
    ///
    /// # Errors
    /// What the database says.
    pub async fn attempt(&self, action: &str, subject: &str, reason: &str) -> Result<()> {
        let row = self.row("nobody", action, subject, reason);
        self.truth.write(move |tx| insert(tx, vec![row])).await
    }

    /// Rows, newest first, and how many there are in all.
    ///
    /// # Errors
    /// What the database says.
    pub async fn list(&self, filter: AuditFilter, limit: usize) -> Result<(Vec<AuditRow>, u64)> {
        self.truth
            .read(move |tx| {
                let wanted =
                    "($1 IS NULL OR who = $1) AND ($2 IS NULL OR action = $2) AND ($3 IS NULL OR subject = $3)";
                let params: [Value; 3] = [filter.who.into(), filter.action.into(), filter.subject.into()];
                let total = tx.query_int(&format!("SELECT count(*) FROM audit WHERE {wanted}"), &params)?;
                let mut all = params.to_vec();
                all.extend([filter.before.unwrap_or(i64::MAX).into(), limit.into()]);
                let sql = format!(
                    "SELECT id, at, who, action, subject, reason FROM audit WHERE {wanted} AND id < $4
                     ORDER BY id DESC LIMIT $5"
                );
                let rows = tx.query(&sql, &all)?;
                let rows = rows.iter().map(|row| {
                    Ok(AuditRow {
                        id: row.int(0)?,
                        at: row.time(1)?,
                        who: row.string(2)?,
                        action: row.string(3)?,
                        subject: row.string(4)?,
                        reason: row.string(5)?,
                    })
                });
                Ok((rows.collect::<Result<_>>()?, total.unsigned_abs()))
            })
            .await
    }
}

fn insert(tx: &mut dyn store::Tx, rows: Vec<[Value; 5]>) -> Result<()> {
    let columns = [
        ("at", ColumnType::Int),
        ("who", ColumnType::Text),
        ("action", ColumnType::Text),
        ("subject", ColumnType::Text),
        ("reason", ColumnType::Text),
    ];
    tx.insert_many("audit", &columns, &mut rows.into_iter().map(Vec::from), "")?;
    Ok(())
}

async fn write_gathered(truth: Db, mut rows: mpsc::Receiver<[Value; 5]>) {
    let mut batch = Vec::new();
    while rows.recv_many(&mut batch, GATHERED).await > 0 {
        let mut unwritten = std::mem::take(&mut batch);
        while let Err(error) = truth
            .write({
                let rows = unwritten.clone();
                move |tx| insert(tx, rows)
            })
            .await
        {
            if matches!(error, store::Error::Closed) {
                return;
            }
            tracing::error!(%error, "the audit cannot be written; it is tried again");
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        }
        unwritten.clear();
    }
}
