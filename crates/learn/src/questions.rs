//! How a question about the whole history is asked: over one snapshot, a few at once, until whoever asked has gone.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use kernel::Timestamp;
use know::profiles::Profiles;
use store::blocking;
use tokio::sync::Semaphore;
use web::{Problem, Result};

use crate::index::{Index, Snapshot};
use crate::journeys::{JourneyError, Work};

/// How many questions are answered at once: each takes all processors.
const AT_ONCE: usize = 2;
/// How long a question may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// Answers questions about the whole history of a store. Cheap to clone.
#[derive(Clone)]
pub struct Questions {
    index: Index,
    profiles: Profiles,
    at_once: Arc<Semaphore>,
}

/// Sets the flag when whoever asked has gone.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Questions {
    /// Over an index, which catches up with what other servers have written.
    #[must_use]
    pub fn new(index: Index, profiles: Profiles) -> Questions {
        Questions { index, profiles, at_once: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// Looks into the history as it is now, for what takes no time worth waiting for.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(Snapshot, &Profiles) -> T + Send + 'static,
    ) -> Result<T> {
        let (index, profiles) = (self.index.clone(), self.profiles.clone());
        let found: store::Result<T> = blocking(move || {
            profiles.catch_up()?;
            Ok(look(index.snapshot()?, &profiles))
        })
        .await;
        Ok(found?)
    }

    /// Answers a question on all processors, in its turn.
    ///
    /// # Errors
    /// What the question says, and 503 where it takes too long.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        answer: impl FnOnce(Snapshot, Work<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let turn = self.at_once.acquire().await;
        let _turn = turn.map_err(|_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the server is stopping"))?;
        let waiting = Waiting(Arc::default());
        let cancel = waiting.0.clone();
        let answer = self.look(move |snapshot, _| {
            let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
            answer(snapshot, Work::new(threads, &cancel))
        });
        let late =
            || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the question took longer than a minute: narrow it");
        tokio::time::timeout(PATIENCE, answer).await.map_err(|_| late())??
    }
}

impl From<JourneyError> for Problem {
    fn from(error: JourneyError) -> Problem {
        match error {
            JourneyError::Question(_) => Problem::bad_request(error.to_string()),
            JourneyError::Cancelled => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the question was cancelled"),
            JourneyError::Length { .. } | JourneyError::Offsets { .. } => {
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the journey index is damaged: {error}"))
            }
        }
    }
}

/// From when until when, in milliseconds, where that is said.
///
/// # Errors
/// 400 where a time cannot be read, or none is between.
pub(crate) fn between(from: Option<&str>, until: Option<&str>) -> Result<(Option<i64>, Option<i64>)> {
    let time = |name: &str, text: Option<&str>| {
        let read = text.map(|text| Timestamp::parse(text).map(|at| at.0)).transpose();
        read.map_err(|error| Problem::bad_request(format!("`{name}`: {error}")))
    };
    let (from, until) = (time("from", from)?, time("until", until)?);
    if from.zip(until).is_some_and(|(from, until)| from >= until) {
        return Err(Problem::bad_request("`until` must be later than `from`"));
    }
    Ok((from, until))
}
