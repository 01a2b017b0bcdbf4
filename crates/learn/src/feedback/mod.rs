//! Feedback: the scores that people gave, by the place of their interaction in the journal.
//!
//! Invariants: what is handed out knows every score that was durable when it was asked for, and follows from the journal
//! alone; of whom a score is, the journey index says, which leaves out whoever is erased.

mod holder;
mod scores;

use std::sync::Arc;

use parking_lot::Mutex;
use store::journal::{Cursor, Frame, read_after, read_committed_after};
use store::{Db, Result, Store};

pub use holder::FeedbackHolder;
pub use scores::{Said, Scores};

/// Frames that are read at once.
const READ: usize = 256;

/// The scores of a store. Cheap to clone.
#[derive(Clone)]
pub struct Feedback {
    truth: Db,
    state: Arc<Mutex<State>>,
}

/// What is known so far.
#[derive(Default)]
struct State {
    /// Up to where the journal was read.
    cursor: Cursor,
    scores: Arc<Scores>,
}

impl Feedback {
    /// The scores of a store; nothing is read yet.
    #[must_use]
    pub fn new(store: &Store) -> Feedback {
        Feedback { truth: store.truth.clone(), state: Arc::default() }
    }

    /// All scores as they are now. Blocks; the first time for as long as reading the journal takes.
    ///
    /// # Errors
    /// What the database says, or that the journal is damaged.
    pub fn now(&self) -> Result<Arc<Scores>> {
        let mut state = self.state.lock();
        self.read_on(&mut state, &|| false)?;
        if matches!(self.truth, Db::Sqlite(_)) {
            return Ok(state.scores.clone());
        }
        // Others at work in the same PostgreSQL may hold up the order of what is committed.
        let cursor = state.cursor;
        let ahead = self.truth.read_blocking(|tx| read_committed_after(tx, cursor, &|_| false))?;
        let mut scores = state.scores.clone();
        if !ahead.is_empty() {
            take(Arc::make_mut(&mut scores), &ahead);
        }
        Ok(scores)
    }

    /// Reads what has come in since. Blocks, until it should stop.
    ///
    /// # Errors
    /// What the database says, or that the journal is damaged.
    pub fn maintain(&self, stopping: &dyn Fn() -> bool) -> Result<()> {
        self.read_on(&mut self.state.lock(), stopping)
    }

    /// Forgets everything, and reads the journal again: what was rewritten there is nowhere else then. Blocks.
    ///
    /// # Errors
    /// What the database says, or that the journal is damaged.
    pub fn begin_anew(&self) -> Result<()> {
        let mut anew = State::default();
        self.read_on(&mut anew, &|| false)?;
        *self.state.lock() = anew;
        Ok(())
    }

    fn read_on(&self, state: &mut State, stopping: &dyn Fn() -> bool) -> Result<()> {
        while !stopping() {
            let cursor = state.cursor;
            let frames = self.truth.read_blocking(|tx| read_after(tx, cursor, READ, &|_| None))?;
            let Some(last) = frames.last() else { break };
            state.cursor = last.cursor();
            take(Arc::make_mut(&mut state.scores), &frames);
        }
        Ok(())
    }
}

fn take(scores: &mut Scores, frames: &[Arc<Frame>]) {
    for (position, one) in frames.iter().flat_map(|frame| frame.positioned()) {
        scores.take(position, one);
    }
}
