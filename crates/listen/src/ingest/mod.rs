//! Intake: every interaction is taken in once and never lost.
//!
//! The steps, each of which may drop an event for a reason of [`kernel::DropReason`]: authenticate the source,
//! validate, correct the clock, map, deduplicate, apply consent. Invariants: 200 means that the batch is on disk; one
//! bad event never rejects its batch; received = stored + duplicate + dropped, per source and hour; memory is bounded.
//! Tables: `ledger`, `ledger_refused`, `dropped`, `dropped_lost`, `message_keys` (truth).

mod arrival;
mod cloudevents;
mod consent;
pub mod dropped;
mod edge;
pub mod http;
pub mod http_ledger;
pub mod ledger;
mod limits;
mod loose;
mod parsers;
mod refused;
mod seen;
mod segment;
mod sent;
mod subjects;
mod writer;

use std::sync::Arc;

use kernel::{Clock, ConsentDecision, Trust};
use know::identity::Namespaces;
use know::organisation::Organisation;
use know::people::People;
use parking_lot::Mutex;
use store::journal::Tail;
use store::{Db, Migration, Store};
use tokio::sync::{Semaphore, mpsc, oneshot};

pub use arrival::{Arrival, Dropped, Form, Received};
pub(crate) use cloudevents::facts as facts_of;
pub use edge::{Draft, Edge};
pub use limits::Limits;
pub(crate) use loose::read_time;
pub use seen::{Seen, SeenFold};
pub(crate) use subjects::subjects_of;
pub use writer::Receipt;

use crate::sources::Source;
use crate::tcf::Tcf;
use refused::Refused;
use writer::{Batch, Writer};

pub(crate) const MIGRATIONS: &[&[Migration]] = &[ledger::MIGRATIONS, dropped::MIGRATIONS, seen::MIGRATIONS];

/// Transactions of intake that PostgreSQL works on at once.
const POSTGRES_WRITERS: usize = 2;

/// The way in. Cheap to clone.
#[derive(Clone)]
pub struct Intake {
    truth: Db,
    clock: Arc<dyn Clock>,
    hasher: kernel::KeyHasher,
    namespaces: Arc<Namespaces>,
    limits: Arc<Limits>,
    organisation: Organisation,
    tcf: Tcf,
    tail: Arc<Tail>,
    seen: Arc<Seen>,
    room: Arc<Semaphore>,
    parsers: parsers::Parsers,
    refused: Arc<Refused>,
    /// What waits to be written; `room` bounds it.
    batches: Arc<Mutex<Option<mpsc::UnboundedSender<Batch>>>>,
    threads: Arc<Mutex<Vec<std::thread::JoinHandle<()>>>>,
}

/// Why a batch was not taken in at all.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Too much waits already: the sender must come again.
    #[error("intake is busy")]
    Busy,
    /// It could not be written: the sender must come again.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Intake {
    /// Starts the writer.
    ///
    /// # Errors
    /// When its thread cannot be started.
    pub fn start(
        store: &Store,
        people: &People,
        organisation: Organisation,
        tcf: Tcf,
        tail: Arc<Tail>,
        clock: Arc<dyn Clock>,
        mut limits: Limits,
    ) -> store::Result<Intake> {
        limits.waiting_to_be_written = limits.waiting_to_be_written.max(1);
        let (sender, batches) = mpsc::unbounded_channel();
        let seen = Arc::new(Seen::new(store.folds.clone()));
        let refused = Arc::new(Refused::default());
        let writer = Writer {
            truth: store.truth.clone(),
            people: people.clone(),
            seen: seen.clone(),
            kept_dropped: limits.kept_dropped,
            refused: refused.clone(),
        };
        let batches = Arc::new(Mutex::new(batches));
        let (done, over) = std::sync::mpsc::channel();
        let mut threads = Vec::new();
        for _ in 0..if matches!(store.truth, Db::Sqlite(_)) { 1 } else { POSTGRES_WRITERS } {
            let (writer, batches, done) = (writer.clone(), batches.clone(), done.clone());
            threads.push(thread("intake-writer", move || writer.run(&batches, &done))?);
        }
        let told = tail.clone();
        threads.push(thread("intake-answers", move || Writer::answer(&told, &over))?);
        let parsers = parsers::Parsers::start()
            .map_err(|error| store::Error::Io("starting the parsers' threads".to_owned(), error))?;
        Ok(Intake {
            parsers,
            truth: store.truth.clone(),
            clock,
            hasher: store.secrets.hasher.clone(),
            namespaces: Arc::new(people.now().graph.namespaces().clone()),
            room: Arc::new(Semaphore::new(limits.waiting_to_be_written)),
            limits: Arc::new(limits),
            organisation,
            tcf,
            tail,
            seen,
            refused,
            batches: Arc::new(Mutex::new(Some(sender))),
            threads: Arc::new(Mutex::new(threads)),
        })
    }

    /// The keys that were seen.
    #[must_use]
    pub fn seen(&self) -> Arc<Seen> {
        self.seen.clone()
    }

    /// The limits in force.
    #[must_use]
    pub fn limits(&self) -> &Arc<Limits> {
        &self.limits
    }

    /// What a request of a source is judged by, as of now.
    #[must_use]
    pub fn edge(&self, source: Arc<Source>, trust: Trust, consents: Vec<ConsentDecision>) -> Edge {
        Edge {
            source,
            trust,
            received_at: self.clock.now(),
            namespaces: self.namespaces.clone(),
            hasher: self.hasher.clone(),
            limits: self.limits.clone(),
            organisation: self.organisation.now(),
            consents,
            tcf: self.tcf.now(),
        }
    }

    /// Takes a batch in, or refuses it at once where too much waits already. Answers when it is durable.
    ///
    /// # Errors
    /// [`Refusal`]: nothing of the batch is stored.
    pub async fn submit(&self, edge: &Edge, items: Vec<Received>) -> Result<Receipt, Refusal> {
        if self.tail.waiting() > self.limits.waiting_to_be_folded {
            return Err(Refusal::Busy);
        }
        let room = self.room.clone().try_acquire_many_owned(self.weight(&items)).map_err(|_| Refusal::Busy)?;
        self.hand_over(edge, items, room).await
    }

    /// Takes a batch in, waiting for room as long as it takes: for files, which do not mind.
    ///
    /// # Errors
    /// What the store says: nothing of the batch is stored.
    pub async fn submit_patiently(&self, edge: &Edge, items: Vec<Received>) -> Result<Receipt, Refusal> {
        while self.tail.waiting() > self.limits.waiting_to_be_folded {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        let room = self.room.clone().acquire_many_owned(self.weight(&items)).await;
        let room = room.map_err(|_| store::Error::Closed)?;
        self.hand_over(edge, items, room).await
    }

    fn weight(&self, items: &[Received]) -> u32 {
        u32::try_from(items.len().clamp(1, self.limits.waiting_to_be_written)).unwrap_or(u32::MAX)
    }

    async fn hand_over(
        &self,
        edge: &Edge,
        items: Vec<Received>,
        room: tokio::sync::OwnedSemaphorePermit,
    ) -> Result<Receipt, Refusal> {
        let (reply, answer) = oneshot::channel();
        let source = edge.source.clone();
        let (received_at, heeds_refusals) = (edge.received_at, edge.heeds_refusals());
        let batch = Batch { source, trust: edge.trust, received_at, heeds_refusals, items, reply, room };
        let sender = self.batches.lock().clone().ok_or(store::Error::Closed)?;
        sender.send(batch).map_err(|_| store::Error::Closed)?;
        Ok(answer.await.map_err(|_| store::Error::Closed)??)
    }

    /// The threads that read large requests.
    fn parsers(&self) -> &parsers::Parsers {
        &self.parsers
    }

    /// Events that wait to be written.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.limits.waiting_to_be_written.saturating_sub(self.room.available_permits())
    }

    /// Counts a request that was refused whole.
    pub fn count_refused(&self, status: u16) {
        self.refused.count(self.clock.now(), status);
    }

    /// Finishes what was handed over and takes nothing more.
    pub fn stop(&self) {
        drop(self.batches.lock().take());
        for thread in std::mem::take(&mut *self.threads.lock()) {
            // A panic of the writer has been printed, and its senders got no answer.
            let _ = thread.join();
        }
    }

    /// Where the ledger and dropped events are read.
    pub(crate) fn truth(&self) -> &Db {
        &self.truth
    }
}

fn thread(name: &str, work: impl FnOnce() + Send + 'static) -> store::Result<std::thread::JoinHandle<()>> {
    let thread = std::thread::Builder::new().name(name.to_owned()).spawn(work);
    thread.map_err(|error| store::Error::Io("starting intake's threads".to_owned(), error))
}

/// Reads one call of Segment's API outside of a request, as from a file.
///
/// # Errors
/// Why it cannot be stored.
pub fn read_segment(edge: &Edge, raw: &str) -> Received {
    segment::read(edge, raw, None, segment::Shared::default())
}

/// Reads one CloudEvent in structured form outside of a request.
///
/// # Errors
/// Why it cannot be stored.
pub fn read_cloud_event(edge: &Edge, raw: &str) -> Received {
    cloudevents::read(edge, raw)
}

/// Reads a dropped event again, as its edge would today; a row needs its source's mapping.
pub(crate) fn read_again(
    edge: &Edge,
    dropped: &Dropped,
    mapping: Option<&crate::mapping::Mapping>,
    items: &mut Vec<Received>,
) {
    let payload = dropped.payload.as_str();
    match (dropped.form, mapping) {
        (Form::Segment, _) => items.push(read_segment(edge, payload)),
        (Form::CloudEvent, _) => items.push(cloudevents::read(edge, payload)),
        (Form::Row, Some(mapping)) => mapping.read_again(edge, payload, dropped.output.as_deref(), items),
        (Form::Row, None) => {
            let detail = "the source has no mapping by which a row could be read again";
            let again = Dropped::new(kernel::DropReason::MappingFailed, detail, dropped.form, payload);
            items.push(Err(Dropped { output: dropped.output.clone(), ..again }));
        }
    }
}
