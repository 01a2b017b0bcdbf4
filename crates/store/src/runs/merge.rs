//! Merging: when a level has enough runs, they become one of the next level, in portions beside everything else.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use std::time::Duration;

use kernel::Timestamp;
use kernel::clock::MINUTE;

use super::block::Block;
use super::{Entry, Run, RunWriter, Runs, block_id, insert_blocks};
use crate::{Db, Result};

/// How many runs of a level are merged into one of the next.
const FAN_IN: usize = 8;
/// Bytes that a merge writes in one transaction.
const PORTION: usize = 1 << 20;
/// Blocks of replaced runs that are deleted in one transaction.
const DELETED_AT_ONCE: i64 = 256;
/// A run that was begun and not listed for so long was given up.
const GIVEN_UP: i64 = 30 * MINUTE;
/// How often it is looked whether merges that had begun are done, and how long to wait in between.
const LOOKS: usize = 600;
const BETWEEN: Duration = Duration::from_millis(50);

impl Runs {
    /// Does the merges that are due; returns whether there was one. Stops early when `stop` says so, which loses only
    /// the work of the merge at hand.
    ///
    /// # Errors
    /// What the database says.
    pub fn merge_due(&self, db: &Db, now: Timestamp, stop: &dyn Fn() -> bool) -> Result<bool> {
        let runs = db.read_blocking(|tx| self.snapshot(tx))?;
        let due = (0..self.shape.top_level).find_map(|level| {
            let of_level: Vec<Arc<Run>> = runs.iter().filter(|run| run.level == level).take(FAN_IN).cloned().collect();
            (of_level.len() == FAN_IN).then_some((level, of_level))
        });
        let Some((level, inputs)) = due else { return Ok(false) };
        let name = self.shape.name;
        let begun = db.read_blocking(|tx| {
            let sql = "SELECT count(*) FROM runs WHERE name = $1 AND level = $2 AND listed = 0 AND started_at > $3";
            tx.query_int(sql, &[name.into(), (level + 1).into(), Timestamp(now.0 - GIVEN_UP).into()])
        })?;
        // Another server is at it. Were it not seen here, only one of the two could list its run.
        if begun > 0 {
            return Ok(false);
        }
        self.merge(db, &inputs, level + 1, now, &Passing { stop, keep: &|_, _| true })?;
        Ok(true)
    }

    /// Writes every run anew that holds entries which are not to be kept; afterwards none is listed that does. `may`
    /// says of a run whether it can hold such entries. Returns how many went.
    ///
    /// # Errors
    /// What the database says; or that a run was merged meanwhile: then it is to be tried again.
    pub fn erase(
        &self,
        db: &Db,
        now: Timestamp,
        may: &dyn Fn(&Run) -> bool,
        keep: &dyn Fn(&[u8], &[u8]) -> bool,
    ) -> Result<u64> {
        let mut gone = 0;
        for run in db.read_blocking(|tx| self.snapshot(tx))? {
            if !may(&run) {
                continue;
            }
            let hits = self.hits(db, &run, keep)?;
            if hits > 0 {
                self.merge(db, std::slice::from_ref(&run), run.level, now, &Passing { stop: &|| false, keep })?;
                gone += hits;
            }
        }
        Ok(gone)
    }

    /// Takes entries that are not to be kept out of these runs and puts others in their place, all at once: a reader
    /// sees either the ones or the others. The runs must be all that there were in one snapshot; what was added since
    /// stays beside them. Returns how many went.
    ///
    /// # Errors
    /// What the database says; or that a run was merged meanwhile: then nothing has changed, and it is to be tried again
    /// on another snapshot.
    pub fn exchange(
        &self,
        db: &Db,
        now: Timestamp,
        runs: &[Arc<Run>],
        keep: &dyn Fn(&[u8], &[u8]) -> bool,
        instead: Vec<Entry>,
    ) -> Result<u64> {
        let (mut written, mut gone) = (Vec::new(), 0);
        for run in runs {
            let hits = self.hits(db, run, keep)?;
            if hits > 0 {
                let passing = Passing { stop: &|| false, keep };
                let writer = self.write_merged(db, std::slice::from_ref(run), run.level, now, &passing)?;
                written.extend(writer.map(|writer| (writer, run.id)));
                gone += hits;
            }
        }
        let own = Runs::new(self.shape);
        db.write_blocking(move |tx| {
            for (mut writer, replaced) in written {
                writer.flush(tx, true)?;
                writer.list(tx, &[replaced])?;
            }
            own.add(tx, &instead, now)
        })?;
        Ok(gone)
    }

    /// How many entries of a run are not to be kept.
    fn hits(&self, db: &Db, run: &Arc<Run>, keep: &dyn Fn(&[u8], &[u8]) -> bool) -> Result<u64> {
        let mut source = Source { run: run.clone(), age: 0, next_block: 0, entries: Vec::new().into_iter() };
        let mut hits = 0;
        while let Some((key, value)) = source.next(self, db)? {
            hits += u64::from(!keep(&key, &value));
        }
        Ok(hits)
    }

    /// Lets nobody begin to merge these runs, and waits for who has begun: what is to be exchanged would be merged
    /// meanwhile. Whoever merges thinks that somebody else is at it, until this is undone with [`Runs::resume`] or, where
    /// that does not happen, for half an hour. Returns what it is undone by.
    ///
    /// # Errors
    /// What the database says.
    pub fn pause(&self, db: &Db, now: Timestamp) -> Result<Vec<i64>> {
        let own = Runs::new(self.shape);
        let begun = db.write_blocking(move |tx| {
            (1..=own.shape.top_level).map(|level| own.begin(tx, level, now)).collect::<Result<Vec<i64>>>()
        })?;
        for _ in 0..LOOKS {
            let others = db.read_blocking(|tx| {
                let sql = "SELECT id FROM runs WHERE name = $1 AND listed = 0 AND started_at > $2";
                let rows = tx.query(sql, &[self.shape.name.into(), Timestamp(now.0 - GIVEN_UP).into()])?;
                rows.iter().map(|row| row.int(0)).collect::<Result<Vec<i64>>>()
            })?;
            if others.iter().all(|id| begun.contains(id)) {
                break;
            }
            std::thread::sleep(BETWEEN);
        }
        Ok(begun)
    }

    /// Lets merging go on.
    ///
    /// # Errors
    /// What the database says.
    pub fn resume(&self, db: &Db, paused: Vec<i64>) -> Result<()> {
        db.write_blocking(move |tx| {
            for id in paused {
                tx.execute("UPDATE runs SET listed = 2 WHERE id = $1 AND listed = 0", &[id.into()])?;
            }
            Ok(())
        })
    }

    fn merge(&self, db: &Db, inputs: &[Arc<Run>], level: u32, now: Timestamp, passing: &Passing<'_>) -> Result<()> {
        let Some(mut writer) = self.write_merged(db, inputs, level, now, passing)? else { return Ok(()) };
        let replaced: Vec<i64> = inputs.iter().map(|run| run.id).collect();
        db.write_blocking(move |tx| {
            writer.flush(tx, true)?;
            writer.list(tx, &replaced)
        })
    }

    /// Writes runs as one that is not listed yet; nothing where it was to stop before the end.
    fn write_merged(
        &self,
        db: &Db,
        inputs: &[Arc<Run>],
        level: u32,
        now: Timestamp,
        passing: &Passing<'_>,
    ) -> Result<Option<RunWriter>> {
        let shape = self.shape;
        let id = {
            let runs = Runs::new(shape);
            db.write_blocking(move |tx| runs.begin(tx, level, now))?
        };
        let mut writer = RunWriter::new(shape, id);
        let mut sources = Vec::new();
        for (age, run) in inputs.iter().enumerate() {
            sources.push(Source { run: run.clone(), age, next_block: 0, entries: Vec::new().into_iter() });
        }
        let mut heap = BinaryHeap::new();
        for (place, source) in sources.iter_mut().enumerate() {
            if let Some((key, value)) = source.next(self, db)? {
                heap.push(Reverse((key, source.age, value, place)));
            }
        }
        let mut held: Option<(Vec<u8>, Vec<u8>)> = None;
        while let Some(Reverse((key, _, value, place))) = heap.pop() {
            if let Some((next_key, next_value)) = sources[place].next(self, db)? {
                heap.push(Reverse((next_key, sources[place].age, next_value, place)));
            }
            if !(passing.keep)(&key, &value) {
                continue;
            }
            held = match held.take() {
                Some((held_key, held_value)) if held_key == key => {
                    let value = match shape.combine {
                        Some(combine) => combine(&held_value, &value),
                        None => value,
                    };
                    Some((key, value))
                }
                Some((held_key, held_value)) => {
                    writer.push(&held_key, &held_value)?;
                    Some((key, value))
                }
                None => Some((key, value)),
            };
            if writer.pending() >= PORTION {
                if (passing.stop)() {
                    return Ok(None);
                }
                let rows = writer.take_rows(false)?;
                db.write_blocking(move |tx| insert_blocks(tx, rows))?;
            }
        }
        if let Some((key, value)) = held {
            writer.push(&key, &value)?;
        }
        Ok(Some(writer))
    }
}

/// What passes through a merge, and until when.
struct Passing<'a> {
    stop: &'a dyn Fn() -> bool,
    keep: &'a dyn Fn(&[u8], &[u8]) -> bool,
}

/// Deletes the blocks of runs that were replaced or given up, a portion at a time; returns whether there were any.
///
/// # Errors
/// What the database says.
pub fn clear_replaced(db: &Db, now: Timestamp) -> Result<bool> {
    let given_up = Timestamp(now.0 - GIVEN_UP);
    let old = db.read_blocking(|tx| {
        let sql = "SELECT id FROM runs WHERE listed = 2 OR (listed = 0 AND started_at < $1) ORDER BY id LIMIT 1";
        tx.query_one(sql, &[given_up.into()])
    })?;
    let Some(run) = old else { return Ok(false) };
    let run = run.int(0)?;
    let (low, high) = (block_id(run, 0), block_id(run + 1, 0));
    db.write_blocking(move |tx| {
        let deleted = tx.execute(
            "DELETE FROM run_blocks WHERE id IN (SELECT id FROM run_blocks WHERE id >= $1 AND id < $2 LIMIT $3)",
            &[low.into(), high.into(), DELETED_AT_ONCE.into()],
        )?;
        if deleted == 0 {
            tx.execute("DELETE FROM runs WHERE id = $1", &[run.into()])?;
        }
        Ok(())
    })?;
    Ok(true)
}

/// Marks runs that a former process of ours began and did not finish. Only where nobody else can be writing.
///
/// # Errors
/// What the database says.
pub fn give_up_unfinished(db: &Db) -> Result<()> {
    db.write_blocking(|tx| tx.execute("UPDATE runs SET listed = 2 WHERE listed = 0", &[]).map(drop))
}

/// One run that is read for a merge, a block at a time.
struct Source {
    run: Arc<Run>,
    age: usize,
    next_block: usize,
    entries: std::vec::IntoIter<(Vec<u8>, Vec<u8>)>,
}

impl Source {
    fn next(&mut self, runs: &Runs, db: &Db) -> Result<Option<(Vec<u8>, Vec<u8>)>> {
        loop {
            if let Some(entry) = self.entries.next() {
                return Ok(Some(entry));
            }
            if self.next_block >= self.run.directory.len() {
                return Ok(None);
            }
            let block = db.read_blocking(|tx| runs.read_block(tx, self.run.id, self.next_block))?;
            self.next_block += 1;
            self.entries = all_entries(&block)?.into_iter();
        }
    }
}

fn all_entries(block: &Block) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
    let mut entries = Vec::new();
    let mut at = 0;
    while at < block.len() {
        let (key, value, next) = block.entry(at)?;
        entries.push((key.to_vec(), value.to_vec()));
        at = next;
    }
    Ok(entries)
}
