//! Sorted runs: large indexes that grow in batches, kept as blocks in a table so that both databases hold them.
//!
//! A fold adds its batch as one sorted run; runs of a level are merged into one of the next ([`merge`]). So adding
//! costs the same however much there is, where inserting into one big tree costs more and more (measured: 15 µs a
//! random key in a tree of ten million, under 1 µs here). Keys are compared as bytes.
//! Invariants: a run never changes once it is listed; a key stands in as many runs as batches brought it, and readers
//! see all of them; of equal keys in a merge [`Runs::combine`] makes one.
//! Tables: `runs`, `run_blocks` (folds).

mod block;
pub mod merge;

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::RwLock;
use xorf::{BinaryFuse8, BinaryFuse8Ref, DmaSerializable, Filter, FilterRef};

use crate::migrate::Migration;
use crate::value::ColumnType;
use crate::{Dialect, Error, Result, Row, Tx, Value};

use block::{Block, BlockWriter};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::new(
        "runs_1",
        "CREATE TABLE runs (id {serial}, name TEXT NOT NULL, level BIGINT NOT NULL, entries BIGINT NOT NULL,
        listed BIGINT NOT NULL, started_at BIGINT NOT NULL, directory {bytes} NOT NULL, filter {bytes});
     CREATE INDEX runs_name ON runs (name, level);
     CREATE TABLE run_blocks (id {row_id}, block {bytes} NOT NULL)",
    ),
    // Blocks are compressed already, or do not compress.
    Migration::only(
        Dialect::Postgres,
        "runs_2",
        "ALTER TABLE run_blocks ALTER COLUMN block SET STORAGE EXTERNAL;
         ALTER TABLE runs ALTER COLUMN filter SET STORAGE EXTERNAL",
    ),
];

/// Blocks a run may have: the lower bits of a block's id.
const BLOCKS: u64 = 1 << 24;

/// How an index is kept.
#[derive(Clone, Copy)]
pub struct Shape {
    /// Its name.
    pub name: &'static str,
    /// How many bytes at the beginning of a key each run's filter knows, so that runs without them need not be read.
    pub filtered: usize,
    /// Whether blocks are compressed. Hashes do not compress.
    pub compressed: bool,
    /// Makes one value of two that have the same key, the first from the older run; without it the newer one stays.
    pub combine: Option<Combine>,
    /// The highest level: runs there are not merged any more.
    pub top_level: u32,
}

/// One index.
pub struct Runs {
    shape: Shape,
    listed: RwLock<HashMap<i64, Arc<Run>>>,
}

/// A listed run, as readers hold it in memory.
pub struct Run {
    id: i64,
    level: u32,
    entries: u64,
    /// The first key of each block.
    directory: Vec<Vec<u8>>,
    /// A binary fuse filter: its descriptor and its fingerprints.
    filter: Option<Vec<u8>>,
}

/// An entry to add.
pub type Entry = (Vec<u8>, Vec<u8>);

/// Makes one value of two that have the same key, the first from the older run.
pub type Combine = fn(&[u8], &[u8]) -> Vec<u8>;

/// Looks at an entry's key and value; says whether it counts towards the limit of a scan.
pub type Visit<'a> = dyn FnMut(&[u8], &[u8]) -> Result<bool> + 'a;

/// The bounds and direction of a scan.
#[derive(Clone, Copy)]
pub struct Range<'a> {
    /// The first key, included.
    pub low: &'a [u8],
    /// The first key that is beyond.
    pub high: &'a [u8],
    /// From high to low.
    pub reverse: bool,
    /// How many entries are wanted of each run.
    pub limit: usize,
}

impl Runs {
    /// An index of this shape.
    #[must_use]
    pub fn new(shape: Shape) -> Runs {
        Runs { shape, listed: RwLock::default() }
    }

    /// Adds entries as one run. They must be sorted by key, each key once.
    ///
    /// # Errors
    /// What the database says.
    pub fn add(&self, tx: &mut dyn Tx, entries: &[Entry], now: kernel::Timestamp) -> Result<()> {
        if entries.is_empty() {
            return Ok(());
        }
        debug_assert!(entries.is_sorted_by(|a, b| a.0 < b.0), "a run's keys are sorted and unique");
        let id = self.begin(tx, 0, now)?;
        let mut writer = RunWriter::new(self.shape, id);
        for (key, value) in entries {
            writer.push(key, value)?;
        }
        writer.flush(tx, true)?;
        writer.list(tx, &[])
    }

    fn begin(&self, tx: &mut dyn Tx, level: u32, now: kernel::Timestamp) -> Result<i64> {
        let rows = tx.query(
            "INSERT INTO runs (name, level, entries, listed, started_at, directory)
             VALUES ($1, $2, 0, 0, $3, $4) RETURNING id",
            &[self.shape.name.into(), level.into(), now.into(), Value::from(Vec::new())],
        )?;
        rows[0].int(0)
    }

    /// The runs of this transaction's snapshot, older ones first.
    ///
    /// # Errors
    /// What the database says.
    pub fn snapshot(&self, tx: &mut dyn Tx) -> Result<Vec<Arc<Run>>> {
        let rows = tx.query(
            "SELECT id FROM runs WHERE name = $1 AND listed = 1 ORDER BY level DESC, id",
            &[self.shape.name.into()],
        )?;
        let ids = rows.iter().map(|row| row.int(0)).collect::<Result<Vec<i64>>>()?;
        let mut runs = Vec::with_capacity(ids.len());
        for id in &ids {
            let known = self.listed.read().get(id).cloned();
            runs.push(match known {
                Some(run) => run,
                None => self.load(tx, *id)?,
            });
        }
        let mut listed = self.listed.write();
        if listed.len() > 2 * ids.len() + 16 {
            listed.retain(|id, _| ids.contains(id));
        }
        Ok(runs)
    }

    fn load(&self, tx: &mut dyn Tx, id: i64) -> Result<Arc<Run>> {
        let row = tx
            .query_one("SELECT level, entries, directory, filter FROM runs WHERE id = $1", &[id.into()])?
            .ok_or_else(|| Error::Damaged(format!("run {id} of {} is gone", self.shape.name)))?;
        let run = Arc::new(read_run(id, &row)?);
        self.listed.write().insert(id, run.clone());
        Ok(run)
    }

    /// Visits the entries of a range, run by run (older runs first), until `visit` has accepted the limit in each.
    ///
    /// # Errors
    /// What the database says, or that a block is damaged.
    pub fn scan(&self, tx: &mut dyn Tx, range: Range<'_>, visit: &mut Visit<'_>) -> Result<()> {
        let beginning = range.low.get(..self.shape.filtered);
        let one = beginning.filter(|beginning| range.high.starts_with(beginning));
        for run in self.snapshot(tx)? {
            if one.is_none_or(|beginning| run.may_contain(beginning)) {
                self.scan_run(tx, &run, range, visit)?;
            }
        }
        Ok(())
    }

    fn scan_run(&self, tx: &mut dyn Tx, run: &Run, range: Range<'_>, visit: &mut Visit<'_>) -> Result<()> {
        let blocks = run.blocks_of(range.low, range.high);
        let mut accepted = 0;
        let mut order: Box<dyn Iterator<Item = usize>> = Box::new(blocks.clone());
        if range.reverse {
            order = Box::new(blocks.rev());
        }
        for number in order {
            let block = self.read_block(tx, run.id, number)?;
            let mut step = |key: &[u8], value: &[u8]| -> Result<bool> {
                if key >= range.low && key < range.high && visit(key, value)? {
                    accepted += 1;
                }
                Ok(accepted < range.limit)
            };
            if !block.visit(range.reverse, &mut step)? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Whether a run holds the key. Its filter, which is not asked here, answers for most that it does not hold.
    ///
    /// # Errors
    /// What the database says.
    pub fn contains(&self, tx: &mut dyn Tx, run: &Run, key: &[u8; 16]) -> Result<bool> {
        let mut high = key.to_vec();
        high.push(0);
        let mut found = false;
        let range = Range { low: key, high: &high, reverse: false, limit: 1 };
        self.scan_run(tx, run, range, &mut |_, _| {
            found = true;
            Ok(true)
        })?;
        Ok(found)
    }

    fn read_block(&self, tx: &mut dyn Tx, run: i64, number: usize) -> Result<Block> {
        let id = block_id(run, number);
        let row = tx
            .query_one("SELECT block FROM run_blocks WHERE id = $1", &[id.into()])?
            .ok_or_else(|| Error::Damaged(format!("block {number} of run {run} of {} is missing", self.shape.name)))?;
        Block::decode(row.blob(0)?, self.shape.compressed)
    }
}

impl Run {
    /// How many entries it has.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// Whether the run may hold a key that begins so; where it does not, this is wrong once in 256 times.
    #[must_use]
    pub fn may_contain(&self, beginning: &[u8]) -> bool {
        self.filter.as_ref().is_none_or(|bytes| {
            let (descriptor, fingerprints) = bytes.split_at(BinaryFuse8::DESCRIPTOR_LEN);
            BinaryFuse8Ref::from_dma(descriptor, fingerprints).contains(&filter_key(beginning))
        })
    }

    /// The blocks that can hold keys of a range.
    fn blocks_of(&self, low: &[u8], high: &[u8]) -> std::ops::Range<usize> {
        let first = self.directory.partition_point(|key| key.as_slice() <= low).saturating_sub(1);
        let last = self.directory.partition_point(|key| key.as_slice() < high);
        first..last.max(first)
    }
}

/// What filters know of a key's beginning, of which they take at most eight bytes. Spread over all bits
/// (`SplitMix64`'s finalizer), because filters want hashes.
fn filter_key(beginning: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let length = beginning.len().min(8);
    bytes[..length].copy_from_slice(&beginning[..length]);
    let mut hash = u64::from_le_bytes(bytes);
    hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}

fn block_id(run: i64, number: usize) -> i64 {
    let id = run.unsigned_abs() * BLOCKS + number as u64;
    i64::try_from(id).expect("runs are numbered far below 2^39")
}

/// Writes one run, block by block.
struct RunWriter {
    shape: Shape,
    id: i64,
    entries: u64,
    directory: Vec<Vec<u8>>,
    block: BlockWriter,
    ready: Vec<Vec<u8>>,
    written: usize,
    hashes: Vec<u64>,
}

impl RunWriter {
    fn new(shape: Shape, id: i64) -> RunWriter {
        RunWriter {
            shape,
            id,
            entries: 0,
            directory: Vec::new(),
            block: BlockWriter::default(),
            ready: Vec::new(),
            written: 0,
            hashes: Vec::new(),
        }
    }

    fn push(&mut self, key: &[u8], value: &[u8]) -> Result<()> {
        if self.block.is_empty() {
            self.directory.push(key.to_vec());
        }
        self.block.push(key, value)?;
        self.entries += 1;
        if self.shape.filtered > 0 {
            let hash = filter_key(&key[..self.shape.filtered]);
            if self.hashes.last() != Some(&hash) {
                self.hashes.push(hash);
            }
        }
        if self.block.is_full() {
            self.ready.push(self.block.finish(self.shape.compressed)?);
        }
        Ok(())
    }

    /// Bytes that wait to be written.
    fn pending(&self) -> usize {
        self.ready.iter().map(Vec::len).sum()
    }

    /// The finished blocks as rows; with `all` also the one that is not full.
    fn take_rows(&mut self, all: bool) -> Result<Vec<Vec<Value>>> {
        if all && !self.block.is_empty() {
            self.ready.push(self.block.finish(self.shape.compressed)?);
        }
        let first = self.written;
        let blocks = std::mem::take(&mut self.ready);
        self.written += blocks.len();
        Ok(blocks
            .into_iter()
            .zip(first..)
            .map(|(block, number)| vec![block_id(self.id, number).into(), block.into()])
            .collect())
    }

    fn flush(&mut self, tx: &mut dyn Tx, all: bool) -> Result<()> {
        let rows = self.take_rows(all)?;
        insert_blocks(tx, rows)
    }

    /// Lists the run in place of others. Fails where somebody else has cleared it away.
    fn list(self, tx: &mut dyn Tx, instead_of: &[i64]) -> Result<()> {
        if self.entries == 0 {
            // Nothing is left: the run goes with those that it was to replace.
            tx.execute("UPDATE runs SET listed = 2 WHERE id = $1", &[self.id.into()])?;
            return replace(tx, instead_of);
        }
        let mut directory = Vec::new();
        for key in &self.directory {
            directory
                .push(u8::try_from(key.len()).map_err(|_| Error::Unexpected("a key of over 255 bytes".to_owned()))?);
            directory.extend_from_slice(key);
        }
        let filter = if self.shape.filtered > 0 { Some(write_filter(self.hashes)?) } else { None };
        let listed = tx.execute(
            "UPDATE runs SET entries = $1, listed = 1, directory = $2, filter = $3 WHERE id = $4 AND listed = 0",
            &[self.entries.into(), directory.into(), filter.into(), self.id.into()],
        )?;
        if listed != 1 {
            return Err(Error::Unexpected(format!("run {} was cleared away while it was written", self.id)));
        }
        replace(tx, instead_of)
    }
}

fn replace(tx: &mut dyn Tx, runs: &[i64]) -> Result<()> {
    for run in runs {
        let replaced = tx.execute("UPDATE runs SET listed = 2 WHERE id = $1 AND listed = 1", &[(*run).into()])?;
        if replaced != 1 {
            return Err(Error::Unexpected(format!("run {run} was merged meanwhile")));
        }
    }
    Ok(())
}

fn insert_blocks(tx: &mut dyn Tx, rows: Vec<Vec<Value>>) -> Result<()> {
    let columns = [("id", ColumnType::Int), ("block", ColumnType::Blob)];
    tx.insert_many("run_blocks", &columns, &mut rows.into_iter(), "")?;
    Ok(())
}

fn write_filter(mut hashes: Vec<u64>) -> Result<Vec<u8>> {
    hashes.sort_unstable();
    hashes.dedup();
    let filter =
        BinaryFuse8::try_from(&hashes).map_err(|error| Error::Unexpected(format!("building a filter: {error}")))?;
    let mut bytes = vec![0; BinaryFuse8::DESCRIPTOR_LEN];
    filter.dma_copy_descriptor_to(&mut bytes);
    bytes.extend_from_slice(filter.dma_fingerprints());
    Ok(bytes)
}

fn read_run(id: i64, row: &Row) -> Result<Run> {
    let mut directory = Vec::new();
    let mut rest = row.blob(2)?;
    while let Some((length, tail)) = rest.split_first() {
        let (key, tail) = tail
            .split_at_checked(usize::from(*length))
            .ok_or_else(|| Error::Damaged(format!("the directory of run {id}")))?;
        directory.push(key.to_vec());
        rest = tail;
    }
    let filter = row.opt_blob(3).map(<[u8]>::to_vec);
    if filter.as_ref().is_some_and(|bytes| bytes.len() <= BinaryFuse8::DESCRIPTOR_LEN) {
        return Err(Error::Damaged(format!("the filter of run {id}")));
    }
    Ok(Run { id, level: row.unsigned(0)?, entries: row.unsigned(1)?, directory, filter })
}
