//! Seen messages: which keys are stored already, for ever, at a cost that does not grow with what is stored.
//!
//! SQLite: the keys of frames that are not folded yet are in memory; the fold moves them into sorted runs, each behind
//! a filter that knows almost every absent key. PostgreSQL: a unique index, because several servers write.
//! Tables: `message_keys` (truth, PostgreSQL), the runs `message_keys` (folds, SQLite).

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use kernel::{Clock, MessageKey};
use parking_lot::RwLock;
use store::journal::Frame;
use store::journal::fold::Fold;
use store::runs::{Entry, Runs, Shape};
use store::{Db, Dialect, Migration, Result, Tx, Value};

/// A key as two numbers: PostgreSQL compares them faster than bytes, and stores them smaller.
pub(crate) const MIGRATIONS: &[Migration] = &[Migration::only(
    Dialect::Postgres,
    "message_keys_1",
    "CREATE TABLE message_keys (high BIGINT NOT NULL, low BIGINT NOT NULL, PRIMARY KEY (high, low))",
)];

/// Runs of three million keys are not merged further: a filter of that size is built in a second, and a probe costs
/// some nanoseconds a run.
const SHAPE: Shape = Shape { name: "message_keys", filtered: 8, compressed: false, combine: None, top_level: 2 };

/// A set of keys.
pub(super) type Keys = HashSet<MessageKey, BuildHasherDefault<KeyIsHash>>;

/// The keys that are stored.
pub struct Seen {
    recent: RwLock<Keys>,
    runs: Arc<Runs>,
    folds: Db,
}

impl Seen {
    /// The keys of a store.
    #[must_use]
    pub fn new(folds: Db) -> Seen {
        Seen { recent: RwLock::default(), runs: Arc::new(Runs::new(SHAPE)), folds }
    }

    /// The runs, for merging.
    #[must_use]
    pub fn runs(&self) -> Arc<Runs> {
        self.runs.clone()
    }

    /// Remembers the keys of frames that are durable now.
    pub fn remember(&self, frames: &[Arc<Frame>]) {
        if matches!(self.folds, Db::Sqlite(_)) {
            self.recent.write().extend(frames.iter().flat_map(|frame| frame.keys.iter().copied()));
        }
    }

    /// Which of these keys were not seen before; of equal ones the first. In PostgreSQL they are written at once.
    ///
    /// # Errors
    /// What the database says.
    pub(super) fn new_ones(&self, tx: &mut dyn Tx, keys: &[MessageKey]) -> Result<Keys> {
        if tx.dialect() == Dialect::Postgres {
            return insert_new(tx, keys);
        }
        // First what is in memory, then the runs: a key leaves memory only after its run can be read.
        let mut new: Keys = {
            let recent = self.recent.read();
            keys.iter().filter(|key| !recent.contains(key)).copied().collect()
        };
        self.folds.read_blocking(|folds| {
            for run in self.runs.snapshot(folds)? {
                // Run by run, so that a filter is in the processor's cache for all keys.
                for key in keys.iter().filter(|key| run.may_contain(&key.0[..8])) {
                    if self.runs.contains(folds, &run, &key.0)? {
                        new.remove(key);
                    }
                }
            }
            Ok(())
        })?;
        Ok(new)
    }
}

/// Forgets the keys of messages that were not kept after all, so that they are new when they come again.
///
/// # Errors
/// What the database says.
pub(super) fn forget(tx: &mut dyn Tx, keys: &[MessageKey]) -> Result<()> {
    if tx.dialect() == Dialect::Postgres && !keys.is_empty() {
        let sql = "DELETE FROM message_keys WHERE (high, low) IN (SELECT * FROM UNNEST($1::bigint[], $2::bigint[]))";
        tx.execute(sql, &in_halves(keys.iter().map(halves)))?;
    }
    Ok(())
}

fn insert_new(tx: &mut dyn Tx, keys: &[MessageKey]) -> Result<Keys> {
    let mut sorted: Vec<(i64, i64)> = keys.iter().map(halves).collect();
    // In one order, so that servers that write at once do not wait for each other in a circle.
    sorted.sort_unstable();
    sorted.dedup();
    let count = sorted.len() as u64;
    let halves = in_halves(sorted.into_iter());
    let insert = "INSERT INTO message_keys (high, low) SELECT * FROM UNNEST($1::bigint[], $2::bigint[])
        ON CONFLICT DO NOTHING";
    if tx.execute(insert, &halves)? == count {
        return Ok(keys.iter().copied().collect());
    }
    // Only where some were there before it matters which: the rows of this transaction are new.
    let rows = tx.query(
        "SELECT high, low FROM message_keys WHERE xmin = pg_current_xact_id()::xid
         AND (high, low) IN (SELECT * FROM UNNEST($1::bigint[], $2::bigint[]))",
        &halves,
    )?;
    rows.iter().map(|row| Ok(whole(row.int(0)?, row.int(1)?))).collect()
}

fn halves(key: &MessageKey) -> (i64, i64) {
    let key = u128::from_be_bytes(key.0);
    #[expect(clippy::cast_possible_truncation, reason = "each half is wanted by itself")]
    (((key >> 64) as u64).cast_signed(), (key as u64).cast_signed())
}

fn whole(high: i64, low: i64) -> MessageKey {
    MessageKey((u128::from(high.cast_unsigned()) << 64 | u128::from(low.cast_unsigned())).to_be_bytes())
}

fn in_halves(keys: impl Iterator<Item = (i64, i64)>) -> [Value; 2] {
    let (high, low) = keys.unzip();
    [Value::Ints(high), Value::Ints(low)]
}

/// Keys are hashes already.
#[derive(Default)]
pub(super) struct KeyIsHash(u64);

impl Hasher for KeyIsHash {
    fn write(&mut self, bytes: &[u8]) {
        let half = bytes.first_chunk::<8>().copied().unwrap_or_default();
        self.0 ^= u64::from_ne_bytes(half);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Moves keys from memory into runs.
pub struct SeenFold {
    seen: Arc<Seen>,
    clock: Arc<dyn Clock>,
    moved: Vec<MessageKey>,
}

impl SeenFold {
    /// The fold of these keys.
    #[must_use]
    pub fn new(seen: Arc<Seen>, clock: Arc<dyn Clock>) -> SeenFold {
        SeenFold { seen, clock, moved: Vec::new() }
    }
}

impl Fold for SeenFold {
    fn name(&self) -> &'static str {
        "message keys"
    }

    fn apply(&mut self, frames: &[Arc<Frame>], tx: &mut dyn Tx) -> Result<()> {
        if tx.dialect() == Dialect::Postgres {
            return Ok(());
        }
        self.moved = frames.iter().flat_map(|frame| frame.keys.iter().copied()).collect();
        self.moved.sort_unstable();
        self.moved.dedup();
        let entries: Vec<Entry> = self.moved.iter().map(|key| (key.0.to_vec(), Vec::new())).collect();
        self.seen.runs.add(tx, &entries, self.clock.now())
    }

    fn committed(&mut self) {
        // In portions, so that intake is never kept waiting for long.
        for portion in std::mem::take(&mut self.moved).chunks(4096) {
            let mut recent = self.seen.recent.write();
            for key in portion {
                recent.remove(key);
            }
        }
    }

    fn rolled_back(&mut self) {
        self.moved.clear();
    }
}
