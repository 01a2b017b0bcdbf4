//! The weights of effort as they are now: fitted to answers where there are enough, else as they are stated.

use std::sync::Arc;

use kernel::clock::MINUTE;
use kernel::{Clock, Timestamp};
use tokio::sync::Mutex;
use web::Result;

use super::answers::answers;
use super::fitting::{Fitted, fit};
use super::score::{Weights, stated};
use crate::Questions;

/// So long weights hold before they are fitted anew, in milliseconds.
const HOLD: i64 = 10 * MINUTE;

/// Weights, and where they are from.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// Since when they hold.
    pub at: Timestamp,
    /// How many answers about episodes there were then.
    pub answers: u64,
    /// Of how many people.
    pub people: u64,
    /// What they made; nothing where they were too few, and the stated weights hold.
    pub fitted: Option<Fitted>,
}

impl Weighed {
    /// The weights that hold.
    #[must_use]
    pub fn weights(&self) -> Weights {
        self.fitted.as_ref().map_or_else(stated, |fitted| fitted.weights)
    }
}

/// Knows the weights. Cheap to clone.
#[derive(Clone)]
pub struct Weighing {
    clock: Arc<dyn Clock>,
    last: Arc<Mutex<Option<Arc<Weighed>>>>,
}

impl Weighing {
    /// Nothing was asked yet.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Weighing {
        Weighing { clock, last: Arc::default() }
    }

    /// The weights by the whole history as they are now, or were a few minutes ago.
    ///
    /// # Errors
    /// 503 where the history takes too long to ask.
    pub async fn now(&self, questions: &Questions) -> Result<Arc<Weighed>> {
        let mut last = self.last.lock().await;
        let now = self.clock.now();
        if let Some(last) = last.as_ref().filter(|last| (0..HOLD).contains(&(now.0 - last.at.0))) {
            return Ok(last.clone());
        }
        let found = questions.ask(move |snapshot, work| Ok(answers(&snapshot, work)?));
        let found = found.await?;
        let count = found.folds.iter().map(|fold| fold.answers).sum();
        let weighed = Weighed { at: now, answers: count, people: found.people, fitted: fit(&found.folds) };
        let weighed = Arc::new(weighed);
        *last = Some(weighed.clone());
        Ok(weighed)
    }
}
