//! Segments: a stretch of the journal as a Parquet file, its rows sorted by the person of today, time and position.

use std::io::Write;
use std::sync::Arc;

use ::store::Db;
use ::store::journal::{Cursor, read_after};
use datafusion::arrow::array::{ArrayRef, AsArray as _, RecordBatch, UInt64Array};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimestampMillisecondType, UInt32Type};
use datafusion::error::DataFusionError;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::FairSpillPool;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::{EnabledStatistics, WriterProperties};
use datafusion::physical_expr::expressions::col;
use datafusion::physical_expr::{LexOrdering, PhysicalSortExpr};
use datafusion::physical_plan::ExecutionPlan as _;
use datafusion::physical_plan::sorts::sort::SortExec;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use datafusion::prelude::SessionConfig;
use futures_util::StreamExt as _;
use parking_lot::Mutex;
use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc;

use crate::files::Files;
use crate::persons::Whose;
use crate::rows::{Rows, SourceNames, schema};
use crate::{Error, Result};

/// A segment, as the manifest has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) file: String,
    /// Behind which place its stretch of the journal begins.
    pub(crate) from: Cursor,
    /// The last place of its stretch.
    pub(crate) to: Cursor,
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
    /// The SHA-256 of the file.
    pub(crate) hash: Vec<u8>,
    /// Whether the file is not what was written.
    pub(crate) damaged: bool,
}

/// Where a stretch ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    /// At a place.
    At(Cursor),
    /// With the frame that has the so-many-th row, or with the journal.
    Rows(u64),
}

/// Rows that are sorted at once before they go to the disk.
const BATCH: usize = 2048;
/// Frames that are read at once.
const READ: usize = 32;
/// What sorting may use of memory, in bytes.
pub(crate) const MEMORY: usize = 192 << 20;
/// Rows of a row group: the least that is read of a column, and what statistics are about.
const GROUP: usize = 1 << 16;

/// Makes segments of stretches of the journal.
pub(crate) struct Maker {
    pub(crate) truth: Db,
    pub(crate) files: Files,
    pub(crate) names: SourceNames,
    /// What sorting may use of memory, in bytes.
    pub(crate) memory: usize,
}

impl Maker {
    /// Writes a segment of what stands behind a place; nothing where nothing does. Its file is whole and on the disk, but
    /// named nowhere. Blocks.
    ///
    /// # Errors
    /// What kept it from being written; [`Error::Closed`] where it was told to stop.
    pub(crate) fn make(
        &self,
        from: Cursor,
        end: End,
        whose: &Whose,
        stopping: &Arc<dyn Fn() -> bool + Send + Sync>,
    ) -> Result<Option<Segment>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Error::Io("starting a runtime".to_owned(), error))?;
        let mut stretch = Stretch {
            truth: self.truth.clone(),
            names: self.names.clone(),
            whose: whose.clone(),
            end,
            stopping: stopping.clone(),
            reached: from,
            rows: 0,
        };
        // The journal is read by a thread of its own: a store blocks, which threads of a runtime may not.
        let (batches, read) = mpsc::channel(AHEAD);
        let written = std::thread::scope(|scope| {
            let stretch = &mut stretch;
            scope.spawn(move || stretch.read(&batches));
            // The reader ends when nobody takes what it reads.
            runtime.block_on(self.write(read))
        });
        if stopping() {
            return Err(Error::Closed);
        }
        let (file, bytes, hash) = written?;
        let Stretch { reached, rows, .. } = stretch;
        if reached == from {
            return Ok(None);
        }
        let name = format!("{:012}-{:08x}.parquet", reached.frame, rand::random::<u32>());
        runtime.block_on(self.files.publish(file, &name))?;
        Ok(Some(Segment { file: name, from, to: reached, rows, bytes, hash, damaged: false }))
    }

    async fn write(&self, read: Read) -> Result<(tempfile::NamedTempFile, u64, Vec<u8>)> {
        let mut sorted = self.sorted(read)?;
        let mut file = self.files.begin()?;
        let mut hashing = Hashing { file: file.as_file_mut(), hash: Sha256::new(), bytes: 0 };
        let mut writer = ArrowWriter::try_new(&mut hashing, schema(), Some(properties()))?;
        while let Some(batch) = sorted.next().await {
            let batch = batch?;
            // Without the person: whose an interaction is, is said anew by every query.
            writer.write(&batch.project(&(1..batch.num_columns()).collect::<Vec<_>>())?)?;
        }
        writer.close()?;
        let (bytes, hash) = (hashing.bytes, hashing.hash.finalize().to_vec());
        Ok((file, bytes, hash))
    }

    /// The rows of a stretch in their order. What memory has no room for is sorted on the disk.
    fn sorted(&self, read: Read) -> Result<SendableRecordBatchStream> {
        let schema = sorted_schema();
        let by = ["person", "occurred_at", "position"];
        let by = by.iter().map(|name| Ok(PhysicalSortExpr::new_default(col(name, &schema)?)));
        let by = by.collect::<Result<Vec<_>, DataFusionError>>()?;
        let by = LexOrdering::new(by).expect("it names columns");
        let source = Source { schema: schema.clone(), read: Mutex::new(Some(read)) };
        let read = StreamingTableExec::try_new(schema, vec![Arc::new(source)], None, Vec::new(), false, None)?;
        let sort = SortExec::new(by, Arc::new(read));
        let temp = DiskManagerMode::Directories(vec![self.files.temp().to_owned()]);
        let runtime = RuntimeEnvBuilder::new()
            .with_memory_pool(Arc::new(FairSpillPool::new(self.memory)))
            .with_disk_manager_builder(DiskManagerBuilder::default().with_mode(temp))
            .build_arc()?;
        let config = SessionConfig::new().with_batch_size(BATCH);
        let context = TaskContext::default().with_session_config(config).with_runtime(runtime);
        Ok(sort.execute(0, Arc::new(context))?)
    }
}

fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3).expect("a level that zstd has")))
        .set_max_row_group_row_count(Some(GROUP))
        .set_statistics_enabled(EnabledStatistics::Page)
        .build()
}

/// The columns of a segment behind the person by whom they are sorted.
fn sorted_schema() -> SchemaRef {
    let person = Arc::new(Field::new("person", DataType::UInt64, false));
    let fields: Vec<_> = std::iter::once(person).chain(schema().fields().iter().cloned()).collect();
    Arc::new(Schema::new(fields))
}

/// The people of rows.
fn persons(batch: &RecordBatch, whose: &Whose) -> Vec<Option<u64>> {
    let column = |name: &str| batch.column_by_name(name).expect("every batch of rows has it");
    persons_of(column("identifiers"), column("occurred_at"), whose)
}

/// The people of interactions by their identifiers and times.
pub(crate) fn persons_of(identifiers: &ArrayRef, times: &ArrayRef, whose: &Whose) -> Vec<Option<u64>> {
    let lists = identifiers.as_list::<i32>();
    let numbers = lists.values().as_primitive::<UInt32Type>().values();
    let times = times.as_primitive::<TimestampMillisecondType>().values();
    let ends = lists.offsets().windows(2).zip(times);
    let range = |at: &[i32]| at[0].unsigned_abs() as usize..at[1].unsigned_abs() as usize;
    ends.map(|(at, time)| whose.person(&numbers[range(at)], *time)).collect()
}

/// Counts and hashes what is written.
struct Hashing<'a> {
    file: &'a mut std::fs::File,
    hash: Sha256,
    bytes: u64,
}

impl Write for Hashing<'_> {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(buffer)?;
        self.hash.update(&buffer[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Batches that are read ahead.
const AHEAD: usize = 2;

/// What is read of the journal.
type Read = mpsc::Receiver<Result<RecordBatch>>;

/// A stretch of the journal while it is read.
struct Stretch {
    truth: Db,
    names: SourceNames,
    whose: Whose,
    end: End,
    stopping: Arc<dyn Fn() -> bool + Send + Sync>,
    reached: Cursor,
    rows: u64,
}

impl Stretch {
    /// Reads it to its end, as long as somebody takes what is read. Blocks.
    fn read(&mut self, batches: &mpsc::Sender<Result<RecordBatch>>) {
        while let Some(batch) = self.next().transpose() {
            let failed = batch.is_err();
            if batches.blocking_send(batch).is_err() || failed {
                return;
            }
        }
    }

    fn is_at_end(&self) -> bool {
        match self.end {
            End::At(end) => self.reached >= end,
            End::Rows(most) => self.rows >= most,
        }
    }

    /// The next rows; nothing at the end.
    fn next(&mut self) -> Result<Option<RecordBatch>> {
        let mut rows = Rows::new(self.names.clone());
        while rows.len() < BATCH && !self.is_at_end() {
            if (self.stopping)() {
                return Err(Error::Closed);
            }
            let frames = self.truth.read_blocking(|tx| read_after(tx, self.reached, READ, &|_| None))?;
            if frames.is_empty() {
                break;
            }
            for frame in frames {
                if self.is_at_end() {
                    break;
                }
                self.reached = frame.cursor();
                for (position, one) in frame.positioned() {
                    rows.push(position, one);
                    self.rows += 1;
                }
            }
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let batch = rows.finish()?;
        let last = |person: Option<u64>| person.unwrap_or(u64::MAX);
        let people: UInt64Array = persons(&batch, &self.whose).into_iter().map(last).collect();
        let columns = std::iter::once(Arc::new(people) as ArrayRef).chain(batch.columns().iter().cloned());
        Ok(Some(RecordBatch::try_new(sorted_schema(), columns.collect())?))
    }
}

/// What is read, as a plan takes it: once.
struct Source {
    schema: SchemaRef,
    read: Mutex<Option<Read>>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a stretch of the journal")
    }
}

impl PartitionStream for Source {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let batches = futures_util::stream::unfold(self.read.lock().take(), |read| async move {
            let mut read = read?;
            let batch = read.recv().await?;
            Some((batch.map_err(|error| DataFusionError::External(Box::new(error))), Some(read)))
        });
        Box::pin(RecordBatchStreamAdapter::new(self.schema.clone(), batches))
    }
}
