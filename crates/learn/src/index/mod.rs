//! The journey index: what journeys and effort go by, of every interaction, in the order of people and time.
//!
//! Invariants: a snapshot holds everything that was durable when it was asked for, each row once, under the person whose
//! it is just then; whoever is erased is in none. It follows from the journal and the people's log alone. A large part
//! is sorted once in a while and lies in files that are mapped; people of whom something has changed since are let go
//! of there and sorted anew, in layers on top.

mod check;
mod column;
mod files;
mod holder;
mod layers;
pub mod names;
pub mod rows;
pub mod sorted;
#[cfg(test)]
mod tests;
mod weave;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use kernel::Position;
use know::identity::Moved;
use know::people::People;
use parking_lot::Mutex;
use store::journal::{Cursor, Frame, Tail, read_committed_after, read_frame};
use store::{Db, Result, Store};

pub use check::Compared;
pub use holder::IndexHolder;
pub use layers::{Layer, is_set};
pub use names::{Code, Names, OTHER};
pub use rows::{Asked, Dictionary, Label, Reason, Rows, Score, Told, flag};
pub use sorted::{Sorted, Whose};

use files::{Folder, Made, Shelf};
use layers::{Changes, With, drifted, find, tidy};
use rows::Hasher;

use crate::effort::Meaning;

/// Frames that are read at once.
const READ: usize = 256;
/// From so many rows on top of the large part on everything may be sorted anew, if they are also more than a part of it.
/// A large part of no more rows is kept in memory: it is read again as fast.
const MANY: usize = 1 << 14;
/// Which part. Where the history grows, each row is so written some five times, whatever there is of them.
const PART: usize = 4;
/// While the journal is read for the first time, so many rows are gathered before they are sorted.
const GATHERED: usize = 1 << 21;

/// The index of a store.
#[derive(Clone)]
pub struct Index {
    truth: Db,
    tail: Arc<Tail>,
    people: People,
    hasher: Arc<Hasher>,
    /// Where large parts lie; nothing where they are kept in memory.
    directory: Option<Arc<Shelf>>,
    state: Arc<Mutex<State>>,
    /// Held by whoever sorts everything anew.
    sorting: Arc<Mutex<()>>,
    /// Whether a restart begins with what was sorted here.
    publishes: bool,
}

/// The large part.
#[derive(Clone, Default)]
struct Base {
    sorted: Arc<Sorted>,
    /// The point in the history of people at which it was right, but for those who had drifted.
    moved: Moved,
    /// Runs that hold rows of somebody else.
    drifted: Arc<BTreeSet<usize>>,
    /// Its files, until they are published.
    folder: Option<Arc<Folder>>,
}

/// What is known so far.
#[derive(Default)]
struct State {
    /// Whether it was looked for what lies in files.
    opened: bool,
    dictionary: Arc<Dictionary>,
    base: Base,
    /// What came after the base, as it came.
    fresh: Arc<Rows>,
    /// Up to where the journal was read.
    cursor: Cursor,
    /// On PostgreSQL: what is committed behind the cursor while something before it may still be.
    unsettled: Arc<Rows>,
    /// The base with what is on top of it, how much of what is fresh is in there, and the point in the history of people
    /// at which that was right.
    layers: Vec<Layer>,
    woven: usize,
    moved: Moved,
    /// What was made last.
    last: Option<(Moved, Snapshot)>,
}

/// The whole history at a moment.
#[derive(Clone)]
pub struct Snapshot {
    /// The names behind numbers.
    pub dictionary: Arc<Dictionary>,
    /// Everybody's rows: the large layer, and those on top. Everybody has them in one layer.
    pub layers: Arc<[Layer]>,
    /// Up to where in the journal it goes.
    pub cursor: Cursor,
}

impl Snapshot {
    /// Where somebody's rows are: the runs, and which of them.
    #[must_use]
    pub fn find(&self, whose: Whose) -> Option<(&Sorted, usize)> {
        find(&self.layers, whose).map(|kept| (&*self.layers[kept.layer].sorted, kept.run))
    }
}

impl State {
    /// Begins with a large part that was right at a point in the history of people.
    fn begin(&mut self, base: Base) {
        self.moved = base.moved;
        self.layers = vec![Layer::new(base.sorted.clone())];
        self.base = base;
        self.woven = 0;
        self.last = None;
    }
}

impl Index {
    /// The index of a store; nothing is read yet. What takes long to make again lies in the directory, if there is one.
    #[must_use]
    pub fn new(store: &Store, tail: Arc<Tail>, people: &People, directory: Option<PathBuf>) -> Index {
        let key = store.secrets.key("matters of the journey index");
        let key: [u8; 16] = key[..16].try_into().expect("a key has 32 bytes");
        let hasher = move |kind: &str, id: &str| {
            use std::hash::Hasher as _;
            let mut hasher = siphasher::sip::SipHasher13::new_with_key(&key);
            hasher.write(kind.as_bytes());
            hasher.write_u8(0);
            hasher.write(id.as_bytes());
            hasher.finish()
        };
        Index {
            truth: store.truth.clone(),
            tail,
            people: people.clone(),
            hasher: Arc::new(hasher),
            directory: directory.map(|directory| Arc::new(Shelf::new(directory))),
            state: Arc::default(),
            sorting: Arc::default(),
            publishes: true,
        }
    }

    /// The whole history as it is now. Blocks; the first time for as long as reading the journal takes, as far as it is
    /// not in files.
    ///
    /// # Errors
    /// What the database says, that the journal is damaged, or that there is no room for files.
    pub fn snapshot(&self) -> Result<Snapshot> {
        loop {
            let mut state = self.state.lock();
            self.open(&mut state)?;
            if self.read_on(&mut state, &|| false)? {
                self.read_ahead(&mut state)?;
                if let Some(snapshot) = self.look(&mut state)? {
                    return Ok(snapshot);
                }
            }
            drop(state);
            self.sort_anew()?;
        }
    }

    /// Reads what has come in since, and sorts everything anew where that pays. Blocks, until it should stop; snapshots
    /// can be had meanwhile.
    ///
    /// # Errors
    /// Those of [`Index::snapshot`].
    pub fn maintain(&self, stopping: &dyn Fn() -> bool) -> Result<()> {
        while !stopping() {
            let (read, on_top, sorted) = {
                let mut state = self.state.lock();
                self.open(&mut state)?;
                let read = self.read_on(&mut state, stopping)?;
                let layers = state.layers.iter().skip(1).map(|layer| layer.sorted.rows.len()).sum();
                (read, state.fresh.len().max(layers), state.base.sorted.rows.len())
            };
            if read && (on_top < MANY || on_top < sorted / PART) {
                break;
            }
            self.sort_anew()?;
        }
        Ok(())
    }

    /// Forgets everything, and reads the journal again: what was rewritten there is nowhere else then. Blocks;
    /// snapshots of what was known before can be had meanwhile.
    ///
    /// # Errors
    /// Those of [`Index::snapshot`].
    pub fn begin_anew(&self) -> Result<()> {
        let anew = self.beside();
        anew.snapshot()?;
        anew.sort_anew()?;
        let _sorting = self.sorting.lock();
        let state = std::mem::take(&mut *anew.state.lock());
        self.publish(&state.base)?;
        *self.state.lock() = state;
        Ok(())
    }

    /// Another index of the same store, of which nothing is read yet, not even files.
    fn beside(&self) -> Index {
        let state = Arc::new(Mutex::new(State { opened: true, ..State::default() }));
        Index { state, sorting: Arc::default(), publishes: false, ..self.clone() }
    }

    /// Begins with what lies in files, if they are of this history.
    fn open(&self, state: &mut State) -> Result<()> {
        if state.opened {
            return Ok(());
        }
        let moved = self.people.now().graph.moved();
        state.begin(Base { moved, ..Base::default() });
        if let Some((sorted, made)) = self.directory.as_ref().and_then(|directory| directory.newest()) {
            let frame = made.cursor().frame;
            let last = self.truth.read_blocking(|tx| read_frame(tx, frame))?;
            if last.is_some_and(|last| last.cursor() == made.cursor() && self.seal(&last) == made.seal) {
                state.dictionary = Arc::new(made.dictionary());
                state.cursor = made.cursor();
                let drifted = Arc::new(drifted(&|look| look(&self.people.now().graph), &sorted));
                state.begin(Base { sorted: Arc::new(sorted), moved, drifted, folder: None });
            } else {
                tracing::warn!("the journey index is of another history; it is made from the journal");
            }
        }
        state.opened = true;
        Ok(())
    }

    /// What a frame looks like.
    fn seal(&self, frame: &Frame) -> u64 {
        let received: Vec<String> = frame.interactions.iter().map(|one| one.received_at.0.to_string()).collect();
        (self.hasher)("frame", &format!("{}.{}.{}", frame.xid, frame.number, received.join(",")))
    }

    /// From now on a restart begins with these files.
    fn publish(&self, base: &Base) -> Result<()> {
        match (&self.directory, &base.folder) {
            (Some(directory), Some(folder)) => directory.publish(folder)?,
            // What there was before is of a history that is no more.
            (Some(directory), None) => directory.sweep(0),
            (None, _) => {}
        }
        Ok(())
    }

    /// Reads what the journal has beyond what is known. Says whether that is all of it, or as much as may wait unsorted.
    fn read_on(&self, state: &mut State, stopping: &dyn Fn() -> bool) -> Result<bool> {
        while !stopping() {
            let cursor = state.cursor;
            let frames = self.tail.read_after(&self.truth, cursor, READ * Position::FRAME, READ)?;
            let Some(last) = frames.last() else { return Ok(true) };
            self.know(&frames)?;
            state.cursor = last.cursor();
            let State { dictionary, fresh, .. } = &mut *state;
            let (dictionary, fresh) = (Arc::make_mut(dictionary), Arc::make_mut(fresh));
            for (position, one) in frames.iter().flat_map(|frame| frame.positioned()) {
                fresh.push(position, one, dictionary, &*self.hasher);
            }
            if fresh.len() >= GATHERED.max(state.base.sorted.rows.len() / PART) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Sees to it that everybody is known who is in some frames.
    fn know(&self, frames: &[Arc<Frame>]) -> Result<()> {
        let all = frames.iter().flat_map(|frame| &frame.interactions).flat_map(|one| &one.identifiers);
        all.max().map_or(Ok(()), |last| self.people.know(*last))
    }

    /// Reads what is committed and not in its final order yet: others at work in the same PostgreSQL hold that up.
    fn read_ahead(&self, state: &mut State) -> Result<()> {
        if matches!(self.truth, Db::Sqlite(_)) {
            return Ok(());
        }
        let cursor = state.cursor;
        let frames = self.truth.read_blocking(|tx| read_committed_after(tx, cursor, &|_| false))?;
        if frames.is_empty() && state.unsettled.is_empty() {
            return Ok(());
        }
        self.know(&frames)?;
        let (mut unsettled, dictionary) = (Rows::default(), Arc::make_mut(&mut state.dictionary));
        for (position, one) in frames.iter().flat_map(|frame| frame.positioned()) {
            unsettled.push(position, one, dictionary, &*self.hasher);
        }
        state.unsettled = Arc::new(unsettled);
        state.last = None;
        Ok(())
    }

    /// What there is, with everybody under the person of today; nothing where so much has changed that everything is
    /// better sorted anew.
    fn look(&self, state: &mut State) -> Result<Option<Snapshot>> {
        let people = self.people.now();
        let now = people.graph.moved();
        if let Some((moved, snapshot)) = &state.last
            && *moved == now
            && snapshot.cursor == state.cursor
        {
            return Ok(Some(snapshot.clone()));
        }
        let (meaning, base) = (Meaning::of(&state.dictionary), state.base.sorted.rows.len());
        let may_be = |rows: usize| rows <= GATHERED.max(base / PART);
        let mut fresh = [Rows::default()];
        fresh[0].copy(&state.fresh, state.woven..state.fresh.len());
        let with: &With<'_> = &|look| look(&people.graph);
        let changes = Changes::find(with, &state.layers, &fresh, state.moved, &state.base.drifted);
        drop(people);
        let Some(changes) = changes else { return Ok(None) };
        if !changes.are_none() {
            if !changes.on_top(&mut state.layers, &fresh, &meaning, &may_be)? {
                return Ok(None);
            }
            tidy(&mut state.layers, &changes.blocked, &meaning)?;
        }
        (state.woven, state.moved) = (state.fresh.len(), now);
        let mut layers = state.layers.clone();
        if !state.unsettled.is_empty() {
            let unsettled = [(*state.unsettled).clone()];
            let with: &With<'_> = &|look| look(&self.people.now().graph);
            let none = BTreeSet::new();
            let changes = Changes::find(with, &layers, &unsettled, now, &none).expect("now is remembered");
            changes.on_top(&mut layers, &unsettled, &meaning, &|_| true)?;
        }
        let snapshot = Snapshot { dictionary: state.dictionary.clone(), layers: layers.into(), cursor: state.cursor };
        state.last = Some((now, snapshot.clone()));
        Ok(Some(snapshot))
    }

    /// Sorts everything that is known anew. Whoever changes meanwhile counts as changed since.
    fn sort_anew(&self) -> Result<()> {
        let _sorting = self.sorting.lock();
        let (mut base, fresh, cursor, dictionary) = {
            let state = self.state.lock();
            (state.base.clone(), state.fresh.clone(), state.cursor, state.dictionary.clone())
        };
        let meaning = Meaning::of(&dictionary);
        let with: &With<'_> = &|look| look(&self.people.now().graph);
        let (now, layer) = (self.people.now().graph.moved(), Layer::new(base.sorted.clone()));
        let new = std::slice::from_ref(&*fresh);
        let old = std::slice::from_ref(&layer);
        let mut changes = Changes::find(with, old, new, base.moved, &base.drifted);
        if changes.is_none() {
            // Nobody remembers that long: who was meant is looked for.
            base.drifted = Arc::new(drifted(with, &base.sorted));
            changes = Changes::find(with, old, new, now, &base.drifted);
        }
        let changes = changes.expect("now is remembered");
        let files = match &self.directory {
            Some(directory) if base.sorted.rows.len() + fresh.len() > MANY => {
                let last = self.truth.read_blocking(|tx| read_frame(tx, cursor.frame))?;
                let seal = last.map_or(0, |last| self.seal(&last));
                Some(directory.begin(Made::new(cursor, seal, &dictionary))?)
            }
            _ => None,
        };
        let (sorted, folder) = changes.everybody(&layer, new, &meaning, files)?;
        let base = Base { sorted: Arc::new(sorted), moved: now, drifted: Arc::default(), folder: folder.map(Arc::new) };
        if self.publishes {
            self.publish(&base)?;
        }
        let mut state = self.state.lock();
        let mut rest = Rows::default();
        rest.copy(&state.fresh, fresh.len()..state.fresh.len());
        state.fresh = Arc::new(rest);
        state.begin(base);
        Ok(())
    }
}
