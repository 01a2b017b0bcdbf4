//! Parsing threads: large requests are read away from the async workers, which stay free for short ones.

use std::num::NonZero;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::{mpsc, oneshot};

type Work = Box<dyn FnOnce() + Send>;

/// Requests from this size on are parsed here; smaller ones are parsed faster than they could be handed over.
pub(super) const LARGE: usize = 16 << 10;
/// Requests that may wait for a thread.
const WAITING: usize = 1024;

/// The threads, as many as the machine has cores.
#[derive(Clone)]
pub(super) struct Parsers(mpsc::Sender<Work>);

impl Parsers {
    pub(super) fn start() -> std::io::Result<Parsers> {
        let (sender, work) = mpsc::channel::<Work>(WAITING);
        let work = Arc::new(Mutex::new(work));
        for _ in 0..std::thread::available_parallelism().map_or(2, NonZero::get) {
            let work = work.clone();
            std::thread::Builder::new().name("intake-parser".to_owned()).spawn(move || {
                store::yield_to_others();
                loop {
                    let next = work.lock().blocking_recv();
                    let Some(next) = next else { break };
                    next();
                }
            })?;
        }
        Ok(Parsers(sender))
    }

    /// Runs work on one of the threads.
    ///
    /// # Errors
    /// When they are gone or the work panicked.
    pub(super) async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> store::Result<T> {
        let (reply, answer) = oneshot::channel();
        let work = Box::new(move || {
            // A request that was given up needs no answer.
            let _ = reply.send(work());
        });
        self.0.send(work).await.map_err(|_| store::Error::Closed)?;
        answer.await.map_err(|_| store::Error::Closed)
    }
}
