//! The journey index: what journeys and effort go by, of every interaction, in memory, in the order of people and time.
//!
//! Invariants: a snapshot holds everything that was durable when it was asked for, each row once, under the person whose
//! it is just then; whoever is erased is in none. It follows from the journal and the people's log alone. A large part
//! is sorted once in a while; people of whom something has changed since are masked out of it and sorted anew, in a
//! small part beside it.

mod changes;
mod check;
mod holder;
pub mod names;
pub mod rows;
pub mod sorted;

use std::sync::Arc;

use know::identity::Moved;
use know::people::People;
use parking_lot::Mutex;
use store::journal::{Cursor, read_after, read_committed_after};
use store::{Db, Result, Store};

pub use check::Compared;
pub use holder::IndexHolder;
pub use names::{Code, Names, OTHER};
pub use rows::{Asked, Dictionary, Label, Lists, Reason, Rows, Told, flag};
pub use sorted::{Sorted, Whose};

use changes::{Changes, With};
use rows::Hasher;

use crate::effort::Meaning;

/// Frames that are read at once.
const READ: usize = 256;
/// From so many rows beside the large part on it may be sorted anew, if they are also more than an eighth of it.
const MANY: usize = 100_000;
/// While the journal is read for the first time, so many rows are gathered before they are sorted.
const GATHERED: usize = 1 << 22;

/// The index of a store.
#[derive(Clone)]
pub struct Index {
    truth: Db,
    people: People,
    hasher: Arc<Hasher>,
    state: Arc<Mutex<State>>,
    /// Held by whoever sorts the large part anew.
    sorting: Arc<Mutex<()>>,
}

/// What is known so far.
#[derive(Default)]
struct State {
    dictionary: Arc<Dictionary>,
    base: Arc<Sorted>,
    /// The point in the history of people at which the base was sorted.
    moved: Moved,
    /// What came after the base, as it came.
    fresh: Arc<Rows>,
    /// Up to where the journal was read.
    cursor: Cursor,
    /// On PostgreSQL: what is committed behind the cursor while something before it may still be.
    unsettled: Arc<Rows>,
    /// What was made last, with the point in the history of people at which it was.
    last: Option<(Moved, Snapshot)>,
}

/// The whole history at a moment.
#[derive(Clone)]
pub struct Snapshot {
    /// The names behind numbers.
    pub dictionary: Arc<Dictionary>,
    /// The large part.
    pub base: Arc<Sorted>,
    /// The runs of the large part that count, a bit each.
    pub clean: Arc<[u64]>,
    /// The people of whom something has changed since, anew.
    pub delta: Arc<Sorted>,
    /// Up to where in the journal it goes.
    pub cursor: Cursor,
}

impl Snapshot {
    /// Where somebody's rows are: the part, and the run in it.
    #[must_use]
    pub fn find(&self, whose: Whose) -> Option<(&Sorted, usize)> {
        let anew = self.delta.find(whose).map(|run| (&*self.delta, run));
        let still = || self.base.find(whose).filter(|run| is_set(&self.clean, *run)).map(|run| (&*self.base, run));
        anew.or_else(still)
    }
}

impl Index {
    /// The index of a store; nothing is read yet.
    #[must_use]
    pub fn new(store: &Store, people: &People) -> Index {
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
            people: people.clone(),
            hasher: Arc::new(hasher),
            state: Arc::default(),
            sorting: Arc::default(),
        }
    }

    /// The whole history as it is now. Blocks; the first time for as long as reading the journal takes.
    ///
    /// # Errors
    /// What the database says, or that the journal is damaged.
    pub fn snapshot(&self) -> Result<Snapshot> {
        loop {
            let mut state = self.state.lock();
            if self.read_on(&mut state, &|| false)? {
                self.read_ahead(&mut state)?;
                if let Some(snapshot) = self.look(&mut state) {
                    return Ok(snapshot);
                }
            }
            drop(state);
            self.sort_anew();
        }
    }

    /// Reads what has come in since, and sorts the large part anew where that pays. Blocks, until it should stop;
    /// snapshots can be had meanwhile.
    ///
    /// # Errors
    /// What the database says, or that the journal is damaged.
    pub fn maintain(&self, stopping: &dyn Fn() -> bool) -> Result<()> {
        while !stopping() {
            let (read, fresh, sorted) = {
                let mut state = self.state.lock();
                let read = self.read_on(&mut state, stopping)?;
                (read, state.fresh.len(), state.base.rows.len())
            };
            if read && (fresh < MANY || fresh < sorted / 8) {
                break;
            }
            self.sort_anew();
        }
        Ok(())
    }

    /// Forgets everything, and reads the journal again: what was rewritten there is nowhere else then. Blocks;
    /// snapshots of what was known before can be had meanwhile.
    ///
    /// # Errors
    /// What the database says, or that the journal is damaged.
    pub fn begin_anew(&self) -> Result<()> {
        let anew = Index { state: Arc::default(), sorting: Arc::default(), ..self.clone() };
        anew.snapshot()?;
        anew.sort_anew();
        let _sorting = self.sorting.lock();
        let state = std::mem::take(&mut *anew.state.lock());
        *self.state.lock() = state;
        Ok(())
    }

    /// Reads what the journal has beyond what is known. Says whether that is all of it, or as much as may wait unsorted.
    fn read_on(&self, state: &mut State, stopping: &dyn Fn() -> bool) -> Result<bool> {
        while !stopping() {
            let cursor = state.cursor;
            let frames = self.truth.read_blocking(|tx| read_after(tx, cursor, READ, &|_| None))?;
            let Some(last) = frames.last() else { return Ok(true) };
            state.cursor = last.cursor();
            let State { dictionary, fresh, .. } = &mut *state;
            let (dictionary, fresh) = (Arc::make_mut(dictionary), Arc::make_mut(fresh));
            for (position, one) in frames.iter().flat_map(|frame| frame.positioned()) {
                fresh.push(position, one, dictionary, &*self.hasher);
            }
            if fresh.len() >= GATHERED.max(state.base.rows.len() / 4) {
                return Ok(false);
            }
        }
        Ok(true)
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
        let (mut unsettled, dictionary) = (Rows::default(), Arc::make_mut(&mut state.dictionary));
        for (position, one) in frames.iter().flat_map(|frame| frame.positioned()) {
            unsettled.push(position, one, dictionary, &*self.hasher);
        }
        state.unsettled = Arc::new(unsettled);
        state.last = None;
        Ok(())
    }

    /// What there is, with everybody under the person of today; nothing where the history of people does not go back as
    /// far as the large part.
    fn look(&self, state: &mut State) -> Option<Snapshot> {
        let people = self.people.now();
        let now = people.graph.moved();
        if let Some((moved, snapshot)) = &state.last
            && *moved == now
            && snapshot.cursor == state.cursor
        {
            return Some(snapshot.clone());
        }
        let mut fresh = state.fresh.clone();
        if !state.unsettled.is_empty() {
            Arc::make_mut(&mut fresh).copy(&state.unsettled, 0..state.unsettled.len());
        }
        let mut changes = Changes::find(&|look| look(&people.graph), &state.base, &fresh, state.moved)?;
        drop(people);
        let meaning = Meaning::of(&state.dictionary);
        let snapshot = Snapshot {
            dictionary: state.dictionary.clone(),
            base: state.base.clone(),
            delta: Arc::new(changes.sorted(&state.base, &fresh, &meaning)),
            clean: changes.clean.into(),
            cursor: state.cursor,
        };
        state.last = Some((now, snapshot.clone()));
        Some(snapshot)
    }

    /// Sorts everything that is known anew. Whoever changes meanwhile counts as changed since.
    fn sort_anew(&self) {
        let _sorting = self.sorting.lock();
        let (base, fresh, moved, meaning) = {
            let state = self.state.lock();
            (state.base.clone(), state.fresh.clone(), state.moved, Meaning::of(&state.dictionary))
        };
        let now = self.people.now().graph.moved();
        let with: &With<'_> = &|look| look(&self.people.now().graph);
        let sorted = match Changes::find(with, &base, &fresh, moved) {
            Some(mut changes) => {
                let delta = changes.sorted(&base, &fresh, &meaning);
                base.merged(&|run| is_set(&changes.clean, run), &delta, &changes.blocked)
            }
            None => Changes::all(with, &base, &fresh).sorted(&base, &fresh, &meaning),
        };
        let mut state = self.state.lock();
        let mut rest = Rows::default();
        rest.copy(&state.fresh, fresh.len()..state.fresh.len());
        state.base = Arc::new(sorted);
        state.fresh = Arc::new(rest);
        state.moved = now;
        state.last = None;
    }
}

/// Whether a bit is set.
#[must_use]
pub fn is_set(bits: &[u64], place: usize) -> bool {
    bits[place / 64] & 1 << (place % 64) != 0
}
