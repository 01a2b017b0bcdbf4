//! What runs beside the requests: threads that keep up with the journal, and destroy what is to be destroyed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use ::lake::Lake;
use act::alerts::Alerts;
use act::webhooks::Webhooks;
use anyhow::Result;
use kernel::Clock;
use know::privacy::erasure::Erasures;
use know::privacy::retention::Retention;
use learn::index::Index;
use learn::readings::Readings;
use listen::connectors::Connectors;
use listen::feedback::Feedback;
use listen::feedback::mails::Mails;
use listen::feedback::messages::Messages;
use listen::feedback::triggers::Triggers;
use parking_lot::Mutex;
use store::Store;
use store::journal::fold::Folding;
use store::runs::{Runs, merge};

/// The threads of an open store.
pub(crate) struct Background {
    folding: Mutex<Option<Folding>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    stop: Arc<AtomicBool>,
}

impl Background {
    /// Threads that end when `stop` is set.
    pub(crate) fn new(folding: Folding, threads: Vec<JoinHandle<()>>, stop: Arc<AtomicBool>) -> Background {
        Background { folding: Mutex::new(Some(folding)), threads: Mutex::new(threads), stop }
    }

    /// Tells the threads to end.
    pub(crate) fn begin_to_stop(&self) {
        self.stop.store(true, Ordering::SeqCst);
        self.threads.lock().iter().for_each(|thread| thread.thread().unpark());
    }

    /// Waits until they have.
    pub(crate) fn wait(&self) {
        drop(self.folding.lock().take());
        for thread in std::mem::take(&mut *self.threads.lock()) {
            // A panic has been printed; what was not finished is finished after the next start.
            let _ = thread.join();
        }
    }
}

/// How long merging rests when nothing is due.
const REST: Duration = Duration::from_millis(500);

/// Starts the thread that merges runs and clears away those that were replaced.
pub(crate) fn merging(
    store: &Store,
    indexes: Vec<Arc<Runs>>,
    clock: Arc<dyn Clock>,
    stop: Arc<AtomicBool>,
) -> Result<JoinHandle<()>> {
    let folds = store.folds.clone();
    let work = move || {
        store::yield_to_others();
        let stopping = || stop.load(Ordering::SeqCst);
        while !stopping() {
            let mut busy = false;
            for index in &indexes {
                busy |= done(index.merge_due(&folds, clock.now(), &stopping));
            }
            busy |= done(merge::clear_replaced(&folds, clock.now()));
            if !busy {
                std::thread::park_timeout(REST);
            }
        }
    };
    Ok(std::thread::Builder::new().name("merging".to_owned()).spawn(work)?)
}

/// How long erasing rests between two looks for what is hidden.
const BETWEEN_LOOKS: Duration = Duration::from_secs(30);

/// Starts the thread that destroys what is hidden.
pub(crate) fn erasing(erasures: Erasures, stop: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let work = move || {
        store::yield_to_others();
        while !stop.load(Ordering::SeqCst) {
            if let Err(error) = erasures.destroy_due() {
                tracing::error!(%error, "erased people could not be destroyed yet; it is tried again");
            }
            std::thread::park_timeout(BETWEEN_LOOKS);
        }
    };
    Ok(std::thread::Builder::new().name("erasing".to_owned()).spawn(work)?)
}

/// Starts the thread that destroys what has been kept as long as it may be.
pub(crate) fn retaining(retention: Retention, stop: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let work = move || {
        store::yield_to_others();
        let stopping = || stop.load(Ordering::SeqCst);
        while !stopping() {
            match retention.work(&stopping) {
                Err(error) if !stopping() => tracing::error!(%error, "retention could not finish; it is tried again"),
                _ => {}
            }
            if !stopping() {
                retention.rest(BETWEEN_LOOKS);
            }
        }
    };
    Ok(std::thread::Builder::new().name("retention".to_owned()).spawn(work)?)
}

/// How long the journey index rests between two looks for what came in: whoever asks meanwhile looks for themselves. What
/// is not folded yet need not be unpacked again.
const BETWEEN_READS: Duration = Duration::from_millis(200);

/// Starts the thread that keeps the journey index close to the journal.
pub(crate) fn indexing(index: Index, stop: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let work = move || {
        store::yield_to_others();
        let stopping = || stop.load(Ordering::SeqCst);
        while !stopping() {
            match index.maintain(&stopping) {
                Ok(()) | Err(store::Error::Closed) => {}
                Err(error) => tracing::error!(%error, "the journey index could not be kept; it is tried again"),
            }
            std::thread::park_timeout(BETWEEN_READS);
        }
    };
    Ok(std::thread::Builder::new().name("journeys".to_owned()).spawn(work)?)
}

/// Starts the thread that reads what people write, and learns from it.
pub(crate) fn reading(readings: Readings, stop: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let work = move || {
        store::yield_to_others();
        let stopping = || stop.load(Ordering::SeqCst);
        while !stopping() {
            match readings.work(&stopping) {
                Ok(()) | Err(store::Error::Closed) => {}
                Err(error) => tracing::error!(%error, "what people write could not be read; it is tried again"),
            }
            std::thread::park_timeout(BETWEEN_READS);
        }
    };
    Ok(std::thread::Builder::new().name("readings".to_owned()).spawn(work)?)
}

/// How long it is between two looks for responses that people left.
const BETWEEN_GATHERINGS: Duration = Duration::from_secs(20);

/// Starts the thread that takes in what people answered of a survey that they did not finish, and takes the order from
/// what they answered without being known.
pub(crate) fn gathering(feedback: Arc<Feedback>, stop: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let runtime = tokio::runtime::Handle::current();
    let work = move || {
        store::yield_to_others();
        let _runtime = runtime.enter();
        while !stop.load(Ordering::SeqCst) {
            if let Err(error) = feedback.waves.shuffle() {
                tracing::error!(%error, "anonymous answers still lie as they came; it is tried again");
            }
            match feedback.tidy() {
                Ok(true) => continue,
                Ok(false) | Err(store::Error::Closed) => {}
                Err(error) => {
                    tracing::error!(%error, "what was left of surveys could not be taken in; it is tried again");
                }
            }
            std::thread::park_timeout(BETWEEN_GATHERINGS);
        }
    };
    Ok(std::thread::Builder::new().name("surveys".to_owned()).spawn(work)?)
}

/// How long it is between two looks for mails that are due.
const BETWEEN_MAILS: Duration = Duration::from_secs(1);

/// Starts the thread that sends mails.
pub(crate) fn mailing(mails: Mails, stop: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let runtime = tokio::runtime::Handle::current();
    let work = move || {
        store::yield_to_others();
        let _runtime = runtime.enter();
        let stopping = || stop.load(Ordering::SeqCst);
        while !stopping() {
            match mails.send_due(&stopping) {
                Ok(true) => continue,
                Ok(false) | Err(store::Error::Closed) => {}
                Err(error) => tracing::error!(%error, "mails could not be sent; it is tried again"),
            }
            std::thread::park_timeout(BETWEEN_MAILS);
        }
    };
    Ok(std::thread::Builder::new().name("mails".to_owned()).spawn(work)?)
}

/// Starts the thread that hands over messages.
pub(crate) fn messaging(messages: Messages, stop: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let runtime = tokio::runtime::Handle::current();
    let work = move || {
        store::yield_to_others();
        let _runtime = runtime.enter();
        let stopping = || stop.load(Ordering::SeqCst);
        while !stopping() {
            match messages.send_due(&stopping) {
                Ok(true) => continue,
                Ok(false) | Err(store::Error::Closed) => {}
                Err(error) => tracing::error!(%error, "messages could not be handed over; it is tried again"),
            }
            std::thread::park_timeout(BETWEEN_MAILS);
        }
    };
    Ok(std::thread::Builder::new().name("messages".to_owned()).spawn(work)?)
}

/// How long it is between two looks for connectors that are due.
const BETWEEN_FETCHES: Duration = Duration::from_secs(5);

/// Starts the thread that fetches what people say elsewhere.
pub(crate) fn fetching(connectors: Connectors, stop: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let runtime = tokio::runtime::Handle::current();
    let work = move || {
        store::yield_to_others();
        let _runtime = runtime.enter();
        while !stop.load(Ordering::SeqCst) {
            match connectors.fetch_due() {
                Ok(_) | Err(store::Error::Closed) => {}
                Err(error) => tracing::error!(%error, "what connectors fetched could not be kept; it is tried again"),
            }
            std::thread::park_timeout(BETWEEN_FETCHES);
        }
    };
    Ok(std::thread::Builder::new().name("connectors".to_owned()).spawn(work)?)
}

/// How long it is between two looks for what triggers a survey.
const BETWEEN_TRIGGERS: Duration = Duration::from_secs(1);

/// Starts the thread that asks people after what they did.
pub(crate) fn triggering(triggers: Triggers, stop: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let runtime = tokio::runtime::Handle::current();
    let work = move || {
        store::yield_to_others();
        let _runtime = runtime.enter();
        while !stop.load(Ordering::SeqCst) {
            match triggers.work() {
                Ok(true) => continue,
                Ok(false) | Err(store::Error::Closed) => {}
                Err(error) => tracing::error!(%error, "what triggers surveys could not be followed; it is tried again"),
            }
            std::thread::park_timeout(BETWEEN_TRIGGERS);
        }
    };
    Ok(std::thread::Builder::new().name("triggers".to_owned()).spawn(work)?)
}

/// How long it is between two looks for what opens an alert, and for what is to be told.
const BETWEEN_ALERTS: Duration = Duration::from_millis(500);

/// Starts the thread that opens alerts.
pub(crate) fn alerting(alerts: Alerts, stop: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let runtime = tokio::runtime::Handle::current();
    let work = move || {
        store::yield_to_others();
        let _runtime = runtime.enter();
        while !stop.load(Ordering::SeqCst) {
            match alerts.work() {
                Ok(true) => continue,
                Ok(false) | Err(store::Error::Closed) => {}
                Err(error) => tracing::error!(%error, "what opens alerts could not be followed; it is tried again"),
            }
            std::thread::park_timeout(BETWEEN_ALERTS);
        }
    };
    Ok(std::thread::Builder::new().name("alerts".to_owned()).spawn(work)?)
}

/// Starts the thread that tells webhooks and owners.
pub(crate) fn delivering(webhooks: Webhooks, stop: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let runtime = tokio::runtime::Handle::current();
    let work = move || {
        store::yield_to_others();
        let _runtime = runtime.enter();
        while !stop.load(Ordering::SeqCst) {
            match webhooks.send_due() {
                Ok(true) => continue,
                Ok(false) | Err(store::Error::Closed) => {}
                Err(error) => tracing::error!(%error, "messages could not be delivered; it is tried again"),
            }
            std::thread::park_timeout(BETWEEN_ALERTS);
        }
    };
    Ok(std::thread::Builder::new().name("webhooks".to_owned()).spawn(work)?)
}

/// Starts the thread that copies the journal into the lake.
pub(crate) fn compacting(lake: Lake, stop: Arc<AtomicBool>) -> Result<JoinHandle<()>> {
    let work = move || {
        store::yield_to_others();
        lake.keep_up(&stop);
    };
    Ok(std::thread::Builder::new().name("lake".to_owned()).spawn(work)?)
}

fn done(result: store::Result<bool>) -> bool {
    result.unwrap_or_else(|error| {
        tracing::error!(%error, "merging failed; it is tried again");
        false
    })
}
