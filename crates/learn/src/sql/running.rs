//! Which queries run on this server, so that they can be seen and ended.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use kernel::Timestamp;
use parking_lot::Mutex;
use tokio::sync::watch;

/// A query that runs.
#[derive(Clone, Debug)]
pub struct Running {
    /// Its number on this server.
    pub number: u64,
    /// Who asked.
    pub who: String,
    /// Since when.
    pub since: Timestamp,
    /// What was asked.
    pub query: String,
    /// By which way it came: `http` or `postgresql`.
    pub way: &'static str,
}

/// All queries that run. Cheap to clone.
#[derive(Clone, Default)]
pub struct Queries(Arc<Inner>);

#[derive(Default)]
struct Inner {
    last: AtomicU64,
    running: Mutex<BTreeMap<u64, (Running, watch::Sender<bool>)>>,
}

/// A place among those that run: the query is over when it is dropped.
pub struct Turn {
    queries: Queries,
    number: u64,
    ended: watch::Receiver<bool>,
}

impl Queries {
    /// A query begins.
    #[must_use]
    pub fn begin(&self, who: &str, query: &str, way: &'static str, since: Timestamp) -> Turn {
        let number = self.0.last.fetch_add(1, Ordering::Relaxed) + 1;
        let running = Running { number, who: who.to_owned(), since, query: query.to_owned(), way };
        let (end, ended) = watch::channel(false);
        self.0.running.lock().insert(number, (running, end));
        Turn { queries: self.clone(), number, ended }
    }

    /// Those that run, in the order in which they began.
    #[must_use]
    pub fn list(&self) -> Vec<Running> {
        self.0.running.lock().values().map(|(running, _)| running.clone()).collect()
    }

    /// Ends a query. Returns it; nothing where it does not run.
    #[must_use]
    pub fn end(&self, number: u64) -> Option<Running> {
        let running = self.0.running.lock();
        let (one, end) = running.get(&number)?;
        // Its turn is there as long as its entry is.
        let _ = end.send(true);
        Some(one.clone())
    }
}

impl Turn {
    /// Returns when somebody ends the query.
    pub async fn ended(&mut self) {
        if self.ended.wait_for(|ended| *ended).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.queries.0.running.lock().remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_runs_is_listed_until_it_is_over() {
        let queries = Queries::default();
        let mut one = queries.begin("ana", "SELECT 1", "http", Timestamp(5));
        let two = queries.begin("bob", "SELECT 2", "http", Timestamp(6));
        assert_eq!(queries.list().iter().map(|one| one.number).collect::<Vec<_>>(), [1, 2]);
        drop(two);
        assert!(queries.end(2).is_none());
        assert_eq!(queries.end(1).unwrap().query, "SELECT 1");
        one.ended().await;
        drop(one);
        assert!(queries.list().is_empty());
    }
}
