//! Running an import: rows are mapped and taken in, portion by portion, with progress and cancel.

use std::io::Read;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use kernel::DropReason;
use serde::Serialize;
use tokio::runtime::Handle;
use utoipa::ToSchema;

use super::preview::Preview;
use super::read::{Item, open};
use crate::ingest::{Intake, Receipt, Received, Refusal, read_segment};
use crate::mapping::{Mapping, Nth};
use crate::sources::Source;

/// Interactions that are handed over at once.
const PORTION: usize = 4096;
/// Portions that may be on their way to the disk while the next is mapped.
const IN_FLIGHT: usize = 3;

/// Where an import stands. Shared with whoever watches or cancels it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes read of the file as it is.
    pub bytes: AtomicU64,
    /// Rows read.
    pub rows: AtomicU64,
    /// Set to stop it.
    pub cancelled: AtomicBool,
    /// What [`Import::warnings`] will say; known before the first row is read.
    pub warnings: OnceLock<Vec<String>>,
}

/// What came of an import: its lines of the ledger.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Import {
    /// Rows read.
    pub rows: u64,
    /// Interactions that the rows made; a row that made none counts one.
    pub received: u64,
    /// How many are stored now.
    pub stored: u64,
    /// How many were stored before.
    pub duplicate: u64,
    /// How many were dropped, by reason.
    pub dropped: std::collections::BTreeMap<String, u64>,
    /// Of how many a consent string could not be read.
    pub unread_consents: u64,
    /// Whether it was cancelled before its end.
    pub cancelled: bool,
    /// The columns that the mapping names and the file does not have, with the fields that use them.
    pub warnings: Vec<String>,
    /// What a dry run shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preview: Option<Preview>,
}

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read (on).
    #[error("the file cannot be read: {0}")]
    Read(#[from] std::io::Error),
    /// The file cannot be read on; what came before is taken in.
    #[error("after {rows} rows, which are taken in, the file cannot be read on: {error}")]
    Broken {
        /// Rows that were read.
        rows: u64,
        /// Why.
        #[source]
        error: std::io::Error,
    },
    /// The file lacks columns without which nothing can be taken in.
    #[error("the mapping does not fit the file: {0}")]
    Columns(String),
    /// It cannot be written.
    #[error("the interactions cannot be stored: {0}")]
    Refused(#[from] Refusal),
}

/// Imports a stream of rows; with `dry_run` nothing is stored. Blocks; must be called within a tokio runtime.
///
/// # Errors
/// What cannot be read or written; what was stored until then stays, and importing again goes on from there.
pub fn run(
    intake: &Intake,
    source: &Arc<Source>,
    mapping: &Mapping,
    stream: impl Read + Send + 'static,
    name: &str,
    progress: &Arc<Progress>,
    dry_run: bool,
) -> Result<Import, Error> {
    let counted = Counted { inner: stream, progress: progress.clone() };
    let rows = open(counted, name, mapping)?;
    let source = &with_defaults(source, mapping);
    let (segment, unit) = (rows.segment, rows.unit);
    let warnings = rows.columns.as_deref().map_or(Ok(Vec::new()), |columns| mapping.missing_columns(columns));
    let warnings = warnings.map_err(Error::Columns)?;
    let warnings = progress.warnings.get_or_init(|| warnings).clone();
    let mut result = Import { warnings, ..Import::default() };
    let mut preview = dry_run.then(Preview::default);
    let mut nth = Nth::default();
    let mut flight = Flight { intake, waiting: std::collections::VecDeque::new() };
    let mut edge = intake.edge(source.clone(), mapping.trust, Vec::new());
    let mut items: Vec<Received> = Vec::with_capacity(PORTION);
    let mut broken = None;
    for placed in rows {
        if progress.cancelled.load(Ordering::Relaxed) {
            result.cancelled = true;
            break;
        }
        let (number, item) = match placed {
            Ok(placed) => placed,
            Err(error) => {
                broken = Some(error);
                break;
            }
        };
        result.rows += 1;
        progress.rows.store(result.rows, Ordering::Relaxed);
        let before = items.len();
        match item {
            Item::Bad(dropped) => items.push(Err(dropped)),
            Item::Row(row) => mapping.read_row(&edge, &row, Some(&mut nth), &mut items),
            Item::Json(text) if segment => items.push(read_segment(&edge, &text)),
            Item::Json(text) => mapping.read_line(&edge, &text, &mut nth, &mut items),
        }
        for dropped in items[before..].iter_mut().filter_map(|item| item.as_mut().err()) {
            dropped.detail = format!("{unit} {number}: {}", dropped.detail);
        }
        if items.len() >= PORTION {
            let portion = std::mem::replace(&mut items, Vec::with_capacity(PORTION));
            result.hand_over(portion, &edge, &mut flight, preview.as_mut())?;
            edge = intake.edge(source.clone(), mapping.trust, Vec::new());
        }
    }
    result.hand_over(items, &edge, &mut flight, preview.as_mut())?;
    while let Some(receipt) = flight.next()? {
        result.add(&receipt);
    }
    result.preview = preview;
    match broken {
        Some(error) if result.rows > 0 && !dry_run => Err(Error::Broken { rows: result.rows, error }),
        Some(error) => Err(Error::Read(error)),
        None => Ok(result),
    }
}

/// The source as it is for this file: what the mapping says of the file as a whole goes before the source's settings.
fn with_defaults(source: &Arc<Source>, mapping: &Mapping) -> Arc<Source> {
    let mut source = Source::clone(source);
    let defaults = mapping.defaults.clone();
    source.channel = defaults.channel.or(source.channel);
    source.department = defaults.department.or(source.department);
    source.relation = defaults.relation.or(source.relation);
    Arc::new(source)
}

impl Import {
    fn hand_over(
        &mut self,
        items: Vec<Received>,
        edge: &crate::ingest::Edge,
        flight: &mut Flight<'_>,
        preview: Option<&mut Preview>,
    ) -> Result<(), Error> {
        if items.is_empty() {
            return Ok(());
        }
        self.received += items.len() as u64;
        if let Some(preview) = preview {
            for item in items {
                match &item {
                    Ok(arrival) => {
                        self.stored += 1;
                        self.unread_consents += u64::from(arrival.unread_consent.is_some());
                    }
                    Err(dropped) => self.count_drop(dropped.reason),
                }
                preview.show(item, &edge.source.name);
            }
            return Ok(());
        }
        flight.send(edge.clone(), items);
        while flight.waiting.len() > IN_FLIGHT {
            if let Some(receipt) = flight.next()? {
                self.add(&receipt);
            }
        }
        Ok(())
    }

    fn add(&mut self, receipt: &Receipt) {
        self.stored += receipt.stored;
        self.duplicate += receipt.duplicate;
        self.unread_consents += receipt.unread_consents.len() as u64;
        for (_, reason, _) in &receipt.dropped {
            self.count_drop(*reason);
        }
    }

    fn count_drop(&mut self, reason: DropReason) {
        *self.dropped.entry(reason.as_str().to_owned()).or_default() += 1;
    }
}

/// Portions on their way to the disk.
struct Flight<'a> {
    intake: &'a Intake,
    waiting: std::collections::VecDeque<tokio::task::JoinHandle<Result<Receipt, Refusal>>>,
}

impl Flight<'_> {
    fn send(&mut self, edge: crate::ingest::Edge, items: Vec<Received>) {
        let intake = self.intake.clone();
        let task = async move { intake.submit_patiently(&edge, items).await };
        self.waiting.push_back(Handle::current().spawn(task));
    }

    fn next(&mut self) -> Result<Option<Receipt>, Error> {
        let Some(task) = self.waiting.pop_front() else { return Ok(None) };
        let result = Handle::current().block_on(task).map_err(|_| Refusal::Store(store::Error::Closed))?;
        Ok(Some(result?))
    }
}

/// Counts the bytes that are read.
struct Counted<R> {
    inner: R,
    progress: Arc<Progress>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.progress.bytes.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
