//! How a question about the whole history is asked: over one snapshot, a few at once, until whoever asked has gone; and
//! answered in the same way to whoever asks, over HTTP or in SQL.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use kernel::{Clock, Timestamp};
use know::organisation::Organisation;
use know::profiles::{Profiles, Side};
use lake::{Lake, Viewer};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{Store, blocking};
use tokio::sync::Semaphore;
use web::{Principal, Problem, Result};

use crate::designs::Designs;
use crate::effort::{Weighed, Weighing};
use crate::index::{Index, Snapshot};
use crate::journeys::http::Kept;
use crate::journeys::{JourneyError, Work};
use crate::readings::Readings;
use crate::sql::viewer;

/// How many questions are answered at once: each takes all processors.
const AT_ONCE: usize = 2;
/// How long a question may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// Answers questions about the whole history of a store. Cheap to clone.
#[derive(Clone)]
pub struct Questions {
    index: Index,
    /// What was understood of texts.
    pub(crate) readings: Readings,
    profiles: Profiles,
    /// Journeys as they are meant to be.
    pub(crate) designs: Designs,
    /// What things cost.
    pub(crate) organisation: Organisation,
    pub(crate) clock: Arc<dyn Clock>,
    /// The history with all that an interaction says, where there is a place for it.
    pub(crate) lake: Option<Lake>,
    /// What it has said lately.
    pub(crate) kept: Kept,
    /// What the parts of effort weigh.
    weighing: Weighing,
    at_once: Arc<Semaphore>,
}

/// A question with one answer, whoever asks it and in whatever way.
pub(crate) trait Question: DeserializeOwned + Send + 'static {
    /// Its answer.
    type Answer: Serialize + Send + 'static;

    /// The side of people that it is about.
    fn side(&self) -> Side;

    /// Answers it.
    ///
    /// # Errors
    /// 400 for what has no answer, 503 where it takes too long.
    fn answer(self, asking: &Asking) -> impl Future<Output = Result<Self::Answer>> + Send;
}

/// Somebody who asks about the whole history.
#[derive(Clone)]
pub(crate) struct Asking {
    pub(crate) questions: Questions,
    pub(crate) viewer: Viewer,
}

impl Asking {
    /// Answers a question.
    ///
    /// # Errors
    /// Those of the question, and 403 for a side that is not shown to them.
    pub(crate) async fn answer<Q: Question>(&self, question: Q) -> Result<Q::Answer> {
        self.sees(question.side())?;
        question.answer(self).await
    }

    /// Looks whether a side is shown to them.
    ///
    /// # Errors
    /// 403 where it is not.
    pub(crate) fn sees(&self, side: Side) -> Result<()> {
        if side == Side::Employee && !self.viewer.employees {
            return Err(Problem::forbidden("what employees say as employees is not shown to this role"));
        }
        Ok(())
    }
}

/// Sets the flag when whoever asked has gone.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Questions {
    /// Over the index of a store, which catches up with what other servers have written.
    #[must_use]
    pub fn new(
        store: &Store,
        (index, readings): (&Index, &Readings),
        (profiles, organisation): (&Profiles, &Organisation),
        clock: Arc<dyn Clock>,
    ) -> Questions {
        let (index, readings) = (index.clone(), readings.clone());
        let (profiles, organisation) = (profiles.clone(), organisation.clone());
        let at_once = Arc::new(Semaphore::new(AT_ONCE));
        let (designs, kept, weighing) = (Designs::new(store), Kept::default(), Weighing::new(clock.clone()));
        Questions { index, readings, profiles, designs, organisation, clock, lake: None, kept, weighing, at_once }
    }

    /// The same with a lake, for what the index does not hold.
    #[must_use]
    pub fn with(&self, lake: Option<Lake>) -> Questions {
        Questions { lake, ..self.clone() }
    }

    /// What the parts of effort weigh now, or did a few minutes ago.
    ///
    /// # Errors
    /// 503 where the history takes too long to ask.
    pub(crate) async fn weighed(&self) -> Result<Arc<Weighed>> {
        self.weighing.now(self).await
    }

    /// Somebody asks over HTTP.
    pub(crate) fn of(&self, who: &Principal) -> Asking {
        Asking { questions: self.clone(), viewer: viewer(who) }
    }

    /// Somebody asks in SQL over a lake.
    pub(crate) fn seen_by(&self, viewer: &Viewer, lake: &Lake) -> Asking {
        Asking { questions: self.with(Some(lake.clone())), viewer: viewer.clone() }
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
        self.ask_after(async |_| Ok(()), |snapshot, (), work| answer(snapshot, work)).await
    }

    /// Answers a question with what is found out before, about the same snapshot.
    ///
    /// # Errors
    /// As those of [`Questions::ask`].
    pub(crate) async fn ask_after<P: Send + 'static, T: Send + 'static, F>(
        &self,
        prepare: impl FnOnce(Snapshot) -> F,
        answer: impl FnOnce(Snapshot, P, Work<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T>
    where
        F: Future<Output = Result<P>> + Send,
    {
        let turn = self.at_once.acquire().await;
        let _turn = turn.map_err(|_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the server is stopping"))?;
        let waiting = Waiting(Arc::default());
        let cancel = waiting.0.clone();
        let answer = async {
            let snapshot = self.look(|snapshot, _| snapshot).await?;
            let prepared = prepare(snapshot.clone()).await?;
            let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
            blocking(move || answer(snapshot, prepared, Work::new(threads, &cancel))).await
        };
        let late =
            || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the question took longer than a minute: narrow it");
        tokio::time::timeout(PATIENCE, answer).await.map_err(|_| late())?
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
