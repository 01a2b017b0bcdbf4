//! One history: the segments, and what the journal holds behind them, as one snapshot.

use std::sync::Arc;

use ::store::journal::{Cursor, Frame, read_after, read_committed_after};
use ::store::{Db, Dialect};
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::compute::concat_batches;

use crate::lake::{Lake, Manifest};
use crate::persons::Whose;
use crate::rows::{Rows, SourceNames, schema};
use crate::{Error, Result};

/// Frames that are read at once.
const READ: usize = 256;
/// Rows that are gathered into one batch.
const BATCH: usize = 8192;
/// How many rows behind the segments are kept in memory: beyond that the lake is not made yet.
const MOST: usize = 1 << 20;

/// All of history at one moment, and whose it is.
#[derive(Clone, Debug)]
pub(crate) struct Snapshot {
    pub(crate) manifest: Arc<Manifest>,
    /// What is in no segment yet.
    pub(crate) fresh: Vec<RecordBatch>,
    pub(crate) whose: Whose,
}

impl Snapshot {
    /// The segments that cannot be read, in words.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let damaged = self.manifest.segments.iter().filter(|one| one.damaged);
        let said = |one: &Arc<crate::segments::Segment>| {
            format!(
                "the segment {} is damaged, and its {} interactions are missing here; it is made anew from the journal",
                one.file, one.rows
            )
        };
        damaged.map(said).collect()
    }
}

/// Rows behind the segments, kept from one query to the next.
#[derive(Default)]
pub(crate) struct Fresh {
    /// Behind which place the first stretch begins.
    from: Cursor,
    reached: Cursor,
    parts: Vec<Part>,
    rows: usize,
}

/// Rows of frames that follow each other.
struct Part {
    batch: RecordBatch,
    /// For each frame with rows: where it stands, and behind how many rows of the batch it ends.
    frames: Vec<(Cursor, usize)>,
}

impl Lake {
    /// All of history now. Blocks.
    ///
    /// # Errors
    /// What the database says; or that too much is in no segment yet.
    pub(crate) fn snapshot(&self) -> Result<Snapshot> {
        // The segments first: what is appended meanwhile is then read from the journal. Who is who last: it knows
        // everybody who is in what was read.
        let manifest = self.refresh()?;
        let (reached, mut fresh) = {
            let mut fresh = self.0.fresh.lock();
            fresh.catch_up(&self.0.truth, manifest.about.reached, &self.0.sources)?;
            (fresh.reached, fresh.parts.iter().map(|part| part.batch.clone()).collect::<Vec<_>>())
        };
        if self.0.truth.dialect() == Dialect::Postgres {
            fresh.extend(self.unsettled(reached)?);
        }
        let whose = self.0.people.now()?;
        Ok(Snapshot { manifest, fresh, whose })
    }

    /// What is committed, but before which an earlier frame can still appear: seen now, and read again.
    fn unsettled(&self, reached: Cursor) -> Result<Option<RecordBatch>> {
        let frames = self.0.truth.read_blocking(|tx| read_committed_after(tx, reached, &|_| false))?;
        let mut rows = Rows::new(self.0.sources.clone());
        for (position, one) in frames.iter().flat_map(|frame| frame.positioned()) {
            rows.push(position, one);
        }
        if rows.is_empty() { Ok(None) } else { rows.finish().map(Some) }
    }

    /// Forgets rows that are kept in memory: the journal holds others by now.
    pub(crate) fn refresh_rows(&self) {
        *self.0.fresh.lock() = Fresh::default();
    }
}

impl Fresh {
    /// Leaves out what is in segments by now, and takes in what is new.
    fn catch_up(&mut self, truth: &Db, segments_reach: Cursor, names: &SourceNames) -> Result<()> {
        self.leave_out(segments_reach);
        loop {
            let frames = truth.read_blocking(|tx| read_after(tx, self.reached, READ, &|_| None))?;
            let Some(last) = frames.last() else { return Ok(()) };
            let reached = last.cursor();
            self.take_in(&frames, names)?;
            self.reached = reached;
            if self.rows > MOST {
                *self = Fresh::default();
                return Err(Error::Waiting(
                    "the history is still being copied from the journal: ask again in a few minutes".to_owned(),
                ));
            }
        }
    }

    fn leave_out(&mut self, segments_reach: Cursor) {
        if segments_reach < self.from || segments_reach > self.reached {
            *self = Fresh { from: segments_reach, reached: segments_reach, ..Fresh::default() };
            return;
        }
        self.from = segments_reach;
        for part in &mut self.parts {
            part.leave_out(segments_reach);
        }
        self.parts.retain(|part| part.batch.num_rows() > 0);
        self.rows = self.parts.iter().map(|part| part.batch.num_rows()).sum();
    }

    fn take_in(&mut self, frames: &[Arc<Frame>], names: &SourceNames) -> Result<()> {
        let mut rows = Rows::new(names.clone());
        let mut ends = Vec::with_capacity(frames.len());
        for frame in frames {
            for (position, one) in frame.positioned() {
                rows.push(position, one);
            }
            ends.push((frame.cursor(), rows.len()));
        }
        if rows.is_empty() {
            return Ok(());
        }
        self.rows += rows.len();
        let batch = rows.finish()?;
        match self.parts.last_mut() {
            // Many small batches would slow every query.
            Some(last) if last.batch.num_rows() + batch.num_rows() <= BATCH => {
                let before = last.batch.num_rows();
                last.batch = concat_batches(&schema(), [&last.batch, &batch])?;
                last.frames.extend(ends.into_iter().map(|(place, end)| (place, before + end)));
            }
            _ => self.parts.push(Part { batch, frames: ends }),
        }
        Ok(())
    }
}

impl Part {
    fn leave_out(&mut self, up_to: Cursor) {
        let gone = self.frames.partition_point(|(place, _)| *place <= up_to);
        let Some((_, rows)) = gone.checked_sub(1).and_then(|last| self.frames.get(last)).copied() else { return };
        self.batch = self.batch.slice(rows, self.batch.num_rows() - rows);
        self.frames.drain(..gone);
        for (_, end) in &mut self.frames {
            *end -= rows;
        }
    }
}
