//! The tail: frames that are durable but not folded yet, in memory, so that what was acknowledged is seen at once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use kernel::{Interaction, Position};
use parking_lot::RwLock;
use tokio::sync::{Notify, broadcast};

use super::{Cursor, Frame, fold_cursor, read_after, read_committed_after};
use crate::{Db, Dialect, Result};

/// The frames that are not folded yet, by number and by the identifiers of their interactions.
pub struct Tail {
    state: RwLock<State>,
    /// Interactions in the tail.
    waiting: AtomicUsize,
    /// Wakes the folds.
    pub(super) arrived: Notify,
    /// Tells listeners what has arrived.
    live: RwLock<Option<broadcast::Sender<Arc<Frame>>>>,
}

#[derive(Default)]
struct State {
    frames: BTreeMap<u64, Arc<Frame>>,
    /// Where identifiers occur, a part for each push.
    occurrences: Vec<Occurrences>,
    folded: Cursor,
}

/// Where identifiers occur in frames that were pushed together. Made before the lock is taken: under it nothing is done
/// that grows with what is pushed.
struct Occurrences {
    sorted: Vec<(u32, Position)>,
    /// The frame that is folded last.
    last: u64,
}

impl Occurrences {
    fn of(frames: &[Arc<Frame>]) -> Occurrences {
        let mut sorted = Vec::new();
        for (position, interaction) in frames.iter().flat_map(|frame| frame.positioned()) {
            sorted.extend(interaction.identifiers.iter().map(|identifier| (identifier.0, position)));
        }
        sorted.sort_unstable();
        Occurrences { sorted, last: frames.last().map_or(0, |frame| frame.number) }
    }

    fn positions(&self, identifier: u32) -> impl Iterator<Item = Position> {
        let from = self.sorted.partition_point(|(other, _)| *other < identifier);
        self.sorted[from..].iter().take_while(move |(other, _)| *other == identifier).map(|(_, position)| *position)
    }
}

impl Default for Tail {
    fn default() -> Tail {
        Tail {
            state: RwLock::default(),
            waiting: AtomicUsize::new(0),
            arrived: Notify::new(),
            live: RwLock::new(Some(broadcast::channel(1024).0)),
        }
    }
}

impl Tail {
    /// Adds frames that are durable now.
    pub fn push(&self, frames: &[Arc<Frame>]) {
        if frames.is_empty() {
            return;
        }
        let occurrences = Occurrences::of(frames);
        {
            let mut state = self.state.write();
            for frame in frames {
                if frame.cursor() <= state.folded && frame.xid == 0 || state.frames.contains_key(&frame.number) {
                    continue;
                }
                self.waiting.fetch_add(frame.interactions.len(), Ordering::Relaxed);
                state.frames.insert(frame.number, frame.clone());
            }
            state.occurrences.push(occurrences);
        }
        if let Some(live) = self.live.read().as_ref() {
            for frame in frames {
                // Nobody listening is no failure.
                let _ = live.send(frame.clone());
            }
        }
        self.arrived.notify_one();
    }

    /// Removes frames that are folded now.
    pub fn retire(&self, frames: &[Arc<Frame>], folded: Cursor) {
        let mut state = self.state.write();
        for frame in frames {
            if state.frames.remove(&frame.number).is_some() {
                self.waiting.fetch_sub(frame.interactions.len(), Ordering::Relaxed);
            }
        }
        state.folded = folded;
        // Freeing them takes longer than taking them out.
        let State { frames, occurrences, .. } = &mut *state;
        let gone: Vec<Occurrences> = occurrences.extract_if(.., |part| !frames.contains_key(&part.last)).collect();
        drop(state);
        drop(gone);
    }

    /// How many interactions are not folded yet.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// When the oldest interaction that is not folded yet was received.
    #[must_use]
    pub fn oldest(&self) -> Option<kernel::Timestamp> {
        let state = self.state.read();
        let (_, first) = state.frames.first_key_value()?;
        first.interactions.first().map(|interaction| interaction.received_at)
    }

    /// A frame of the tail.
    #[must_use]
    pub fn frame(&self, number: u64) -> Option<Arc<Frame>> {
        self.state.read().frames.get(&number).cloned()
    }

    /// All frames of the tail after a cursor, oldest first, at most `limit` interactions (but at least one frame).
    #[must_use]
    pub fn frames_after(&self, after: Cursor, limit: usize) -> Vec<Arc<Frame>> {
        let state = self.state.read();
        let mut count = 0;
        state
            .frames
            .values()
            .filter(|frame| frame.cursor() > after)
            .take_while(|frame| {
                let room = count < limit;
                count += frame.interactions.len();
                room
            })
            .cloned()
            .collect()
    }

    /// The next frames in the journal's order: from the tail where it has them all, at most `most` interactions, else
    /// from the journal, at most `limit` frames. None where there is nothing after the cursor.
    ///
    /// # Errors
    /// What the database says, or that a frame is damaged.
    pub fn read_after(&self, truth: &Db, cursor: Cursor, most: usize, limit: usize) -> Result<Vec<Arc<Frame>>> {
        if truth.dialect() == Dialect::Sqlite {
            let held = self.frames_after(cursor, most);
            if held.first().is_some_and(|first| first.number == cursor.frame + 1) {
                return Ok(held);
            }
        }
        let held = |place: Cursor| self.frame(place.frame).filter(|frame| frame.cursor() == place);
        truth.read_blocking(|tx| read_after(tx, cursor, limit, &held))
    }

    /// The interactions of the tail that carry one of these identifiers, in the order of arrival.
    ///
    /// Take them before a snapshot of the folds, and leave out with [`Unfolded::is_after`] what the snapshot holds: the
    /// other way round, what is folded in between would be in neither.
    pub fn of(&self, identifiers: impl IntoIterator<Item = u32>) -> Vec<Unfolded> {
        let state = self.state.read();
        let mut found = Vec::new();
        for identifier in identifiers {
            for position in state.occurrences.iter().flat_map(|part| part.positions(identifier)) {
                let frame = state.frames.get(&position.frame()).cloned();
                found.extend(frame.map(|frame| Unfolded { position, frame }));
            }
        }
        found.sort_unstable_by_key(|one| one.position);
        found.dedup_by_key(|one| one.position);
        found
    }

    /// Tells of every frame from now on, until the server stops.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Arc<Frame>> {
        self.live.read().as_ref().map_or_else(|| broadcast::channel(1).1, broadcast::Sender::subscribe)
    }

    /// Ends what listeners are told, so that their connections can be closed.
    pub fn end_listening(&self) {
        drop(self.live.write().take());
    }

    /// Brings in what other servers have written, and drops what they have folded. On SQLite there is nobody else.
    ///
    /// # Errors
    /// What the database says.
    pub fn catch_up(&self, truth: &Db) -> Result<()> {
        if matches!(truth, Db::Sqlite(_)) {
            return Ok(());
        }
        let (folded, frames) = truth.read_blocking(|tx| {
            let folded = fold_cursor(tx)?;
            let known = |number: u64| self.state.read().frames.contains_key(&number);
            Ok((folded, read_committed_after(tx, folded, &known)?))
        })?;
        self.push(&frames);
        let old: Vec<Arc<Frame>> =
            self.state.read().frames.values().filter(|frame| frame.cursor() <= folded).cloned().collect();
        self.retire(&old, folded);
        Ok(())
    }
}

/// An interaction of the tail.
#[derive(Clone)]
pub struct Unfolded {
    /// Where it stands.
    pub position: Position,
    frame: Arc<Frame>,
}

impl Unfolded {
    /// Whether it stands after a cursor.
    #[must_use]
    pub fn is_after(&self, cursor: Cursor) -> bool {
        self.frame.cursor() > cursor
    }

    /// The interaction.
    #[must_use]
    pub fn interaction(&self) -> &Interaction {
        &self.frame.interactions[self.position.index()]
    }
}
