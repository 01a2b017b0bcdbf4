//! Readings: of every text that somebody wrote to the organisation what was understood of it, as labels in memory; what
//! was learnt for that from the organisation's own texts; and what people said about it.
//!
//! Invariants: labels follow from the journal, what was learnt and what people said, and from nothing else; a text that
//! is gone from the journal has none; what employees write is part of no theme and teaches nothing.
//! Tables: `readings_models`, `readings_runs`, `readings_corrections`, `readings_themes` (truth).

mod gather;
mod holder;
pub(crate) mod label;
mod learning;
pub(crate) mod model;
mod store;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use ::store::journal::{Cursor, Frame, Tail, last_rewritten, read_committed_after, read_frame, rewritten_after};
use ::store::{Db, Migration, Result, Store};
use ::text::Reader;
use kernel::{Clock, Direction, Interaction, Position};
use know::people::People;
use know::profiles::Side;
use parking_lot::{Mutex, RwLock};

pub use holder::ReadingsHolder;
use label::Label;
pub(crate) use model::{Correction, Known, Models, Run, Stage};

pub(crate) const MIGRATIONS: &[Migration] = store::MIGRATIONS;

/// Frames that are read at once.
const READ: usize = 256;
/// Whoever asks reads so many frames that came in meanwhile; the others are read in the background.
const CAUGHT_UP: usize = 16;
/// So long whoever asks waits for their turn to read.
const PATIENCE: Duration = Duration::from_secs(1);

/// The labels of texts. Cheap to clone.
#[derive(Clone)]
pub struct Readings {
    truth: Db,
    tail: Arc<Tail>,
    people: People,
    clock: Arc<dyn Clock>,
    state: Arc<RwLock<State>>,
    /// Held by whoever reads on.
    reading: Arc<Mutex<()>>,
    said: Arc<RwLock<Told>>,
    /// A run that was begun here.
    begun: Arc<Mutex<Option<i64>>>,
}

/// What is known so far.
#[derive(Default)]
struct State {
    /// Of each frame with texts the labels, by their places in it.
    frames: HashMap<u64, Box<[(u8, Label)]>>,
    /// How many texts of customers there are.
    texts: u64,
    cursor: Cursor,
    /// Up to which note frames that were written anew are known.
    rewritten: u64,
    version: i64,
    models: Arc<Models>,
}

/// What people said of texts, by position.
type Corrections = Arc<HashMap<u64, Correction>>;

/// What people said, and how the table was then: how many corrections there were, and when the last was made.
#[derive(Default)]
struct Told {
    state: (i64, i64),
    all: Corrections,
}

/// The labels at a moment, with what people said.
pub(crate) struct Labels<'a> {
    state: parking_lot::RwLockReadGuard<'a, State>,
    said: Corrections,
    merged: BTreeMap<u32, u32>,
    /// The categories, by their places.
    categories: Vec<String>,
}

impl Labels<'_> {
    /// What was understood of a text; nothing where there is none, or it was not looked at yet.
    pub(crate) fn of(&self, position: u64) -> Option<Label> {
        let position = Position(position);
        let frame = self.state.frames.get(&position.frame())?;
        let place = u8::try_from(position.index()).expect("a place in a frame is small");
        let found = frame.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        let mut label = frame[found].1;
        if let Some((theme, likeness)) = label.theme()
            && let Some(into) = self.merged.get(&theme)
        {
            #[expect(clippy::cast_possible_truncation, reason = "it was one of 255 numbers before")]
            {
                label = label.about(*into, likeness as f32);
            }
        }
        match self.said.get(&position.0) {
            None => Some(label),
            Some(said) => Some(self.corrected(label, said)),
        }
    }

    fn corrected(&self, label: Label, said: &Correction) -> Label {
        let mut label = said.sentiment.map_or(label, |polarity| label.with_sentiment(polarity));
        if let Some(theme) = said.theme {
            label = label.with_theme(*self.merged.get(&theme).unwrap_or(&theme));
        }
        if let Some(category) = &said.category {
            let place = self.categories.iter().position(|one| one == category).map_or(0, |place| place + 1);
            label = label.with_category(u16::try_from(place).unwrap_or_default());
        }
        label
    }

    /// The categories, by their places.
    pub(crate) fn categories(&self) -> &[String] {
        &self.categories
    }
}

impl Readings {
    /// Those of a store; nothing is read yet.
    #[must_use]
    pub fn new(store: &Store, tail: Arc<Tail>, people: &People, clock: Arc<dyn Clock>) -> Readings {
        Readings {
            truth: store.truth.clone(),
            tail,
            people: people.clone(),
            clock,
            state: Arc::default(),
            reading: Arc::default(),
            said: Arc::default(),
            begun: Arc::default(),
        }
    }

    /// Reads what came in since, learns where that was asked for or is due, and reads everything anew where something was
    /// learnt. Blocks, until it should stop.
    ///
    /// # Errors
    /// What the database says: it goes on with the next call.
    pub fn work(&self, stop: &dyn Fn() -> bool) -> Result<()> {
        let version = self.truth.read_blocking(store::version)?;
        if version != self.state.read().version {
            self.read_anew(stop)?;
        }
        {
            let _reading = self.reading.lock();
            self.read_on(usize::MAX, stop)?;
        }
        if stop() {
            return Ok(());
        }
        self.learn_where_due(stop)
    }

    /// The labels as they are now, with those of what came in last. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn labels(&self) -> Result<Labels<'_>> {
        // Where somebody reads for longer, after a start for instance, what is known so far is what there is.
        if let Some(_reading) = self.reading.try_lock_for(PATIENCE) {
            self.read_on(CAUGHT_UP, &|| false)?;
        }
        let (said, known) = (self.said()?, self.known()?);
        let state = self.state.read();
        let categories = state.models.categories().to_vec();
        let mut categories: Vec<String> = categories;
        // What people said first has a place before it is learnt.
        let mut more: Vec<&String> = said.values().filter_map(|one| one.category.as_ref()).collect();
        more.sort_unstable();
        for category in more {
            if !category.is_empty() && !categories.contains(category) {
                categories.push(category.clone());
            }
        }
        Ok(Labels { state, said, merged: merged(&known), categories })
    }

    /// What is known of themes, by their numbers. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn known(&self) -> Result<BTreeMap<u32, Known>> {
        self.truth.read_blocking(store::known)
    }

    /// Changes what people say of a theme; says whether there is such a one. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn change_theme(&self, number: u32, change: impl FnOnce(&mut Known) + Send + 'static) -> Result<bool> {
        self.truth.write_blocking(move |tx| {
            let Some(mut known) = store::known(tx)?.remove(&number) else { return Ok(false) };
            change(&mut known);
            store::keep_known(tx, number, &known)?;
            Ok(true)
        })
    }

    /// Keeps what a person says of a text. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn correct(&self, position: Position, one: Correction) -> Result<()> {
        let now = self.clock.now();
        self.truth.write_blocking(move |tx| store::correct(tx, position, &one, now))
    }

    /// Asks for a run; nothing where one is going on. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn begin(&self, by: &str) -> Result<Option<Run>> {
        let (by, now) = (by.to_owned(), self.clock.now());
        let id = self.truth.write_blocking(move |tx| store::begin(tx, Some(&by), now, learning::dead(now)))?;
        let Some(id) = id else { return Ok(None) };
        *self.begun.lock() = Some(id);
        self.run(id)
    }

    /// A run. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn run(&self, id: i64) -> Result<Option<Run>> {
        self.truth.read_blocking(|tx| store::run(tx, id))
    }

    /// The newest runs, and how many there are. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn runs(&self, limit: usize) -> Result<(Vec<Run>, u64)> {
        self.truth.read_blocking(|tx| store::runs(tx, limit))
    }

    /// Stops a run; says whether it was going on. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn cancel(&self, id: i64) -> Result<bool> {
        self.truth.write_blocking(move |tx| store::cancel(tx, id))
    }

    /// What people said, as the table is now.
    fn said(&self) -> Result<Corrections> {
        let state = self.truth.read_blocking(store::corrections_state)?;
        {
            let said = self.said.read();
            if said.state == state {
                return Ok(said.all.clone());
            }
        }
        let all = self.truth.read_blocking(store::corrections)?;
        let all: Corrections = Arc::new(all.into_iter().map(|(position, one)| (position.0, one)).collect());
        *self.said.write() = Told { state, all: all.clone() };
        Ok(all)
    }

    /// Reads at most so many frames that came in since, and those that were written anew. Whoever calls it has the turn.
    fn read_on(&self, most: usize, stop: &dyn Fn() -> bool) -> Result<()> {
        let mut left = most;
        loop {
            let (cursor, reader, models) = {
                let state = self.state.read();
                (state.cursor, state.models.reader(), state.models.clone())
            };
            let frames = self.tail.read_after(&self.truth, cursor, READ * Position::FRAME, READ.min(left))?;
            let Some(last) = frames.last().map(|last| last.cursor()) else { break };
            let read: Vec<_> = frames.iter().map(|frame| (frame.number, read(frame, &reader, &models))).collect();
            let mut state = self.state.write();
            for (frame, labels) in read {
                state.put(frame, labels);
            }
            state.cursor = last;
            drop(state);
            left = left.saturating_sub(frames.len());
            if left == 0 || stop() {
                break;
            }
        }
        self.read_ahead()?;
        self.read_rewritten()
    }

    /// Reads what is committed and not in its final order yet: others at work in the same PostgreSQL hold that up. It is
    /// read again when it is.
    fn read_ahead(&self) -> Result<()> {
        if matches!(self.truth, Db::Sqlite(_)) {
            return Ok(());
        }
        let (cursor, models) = {
            let state = self.state.read();
            (state.cursor, state.models.clone())
        };
        let reader = models.reader();
        let known = |frame: u64| self.state.read().frames.contains_key(&frame);
        for frame in self.truth.read_blocking(|tx| read_committed_after(tx, cursor, &known))? {
            let labels = read(&frame, &reader, &models);
            self.state.write().put(frame.number, labels);
        }
        Ok(())
    }

    /// Reads the frames again that were written anew.
    fn read_rewritten(&self) -> Result<()> {
        let (known, cursor, models) = {
            let state = self.state.read();
            (state.rewritten, state.cursor, state.models.clone())
        };
        let (notes, last) =
            self.truth.read_blocking(|tx| Ok((rewritten_after(tx, known, usize::MAX >> 1)?, last_rewritten(tx)?)))?;
        let reader = models.reader();
        for note in notes.iter().filter(|note| note.place <= cursor) {
            let frame = self.truth.read_blocking(|tx| read_frame(tx, note.place.frame))?;
            let labels = frame.map(|frame| read(&frame, &reader, &models)).unwrap_or_default();
            self.state.write().put(note.place.frame, labels);
        }
        // Nobody waits for those who are looking where nothing has changed.
        if last != known {
            self.state.write().rewritten = last;
        }
        Ok(())
    }

    /// Reads everything by what was learnt last. What was known before is used meanwhile.
    fn read_anew(&self, stop: &dyn Fn() -> bool) -> Result<()> {
        let found = self.truth.read_blocking(|tx| Ok((store::models(tx)?, last_rewritten(tx)?)))?;
        let (Some((version, body)), rewritten) = found else { return Ok(()) };
        let models = postcard::from_bytes(&body).unwrap_or_else(|error| {
            tracing::error!(%error, "what was learnt of texts cannot be read; it is learnt anew with the next run");
            Models::default()
        });
        let state = State { version, rewritten, models: Arc::new(models), ..State::default() };
        let anew = Readings { state: Arc::new(RwLock::new(state)), reading: Arc::default(), ..self.clone() };
        anew.read_on(usize::MAX, stop)?;
        if !stop() {
            let _reading = self.reading.lock();
            let state = std::mem::take(&mut *anew.state.write());
            *self.state.write() = state;
        }
        Ok(())
    }
}

impl State {
    fn put(&mut self, frame: u64, labels: Vec<(u8, Label)>) {
        let of_customers =
            |labels: &[(u8, Label)]| labels.iter().filter(|(_, label)| label.is_of_customer()).count() as u64;
        self.texts += of_customers(&labels);
        let before =
            if labels.is_empty() { self.frames.remove(&frame) } else { self.frames.insert(frame, labels.into()) };
        self.texts -= before.map_or(0, |before| of_customers(&before));
    }
}

/// The text of an interaction that somebody wrote to the organisation.
fn written(one: &Interaction) -> Option<&str> {
    let text = one.text.as_deref().filter(|_| one.direction == Direction::Inbound)?;
    (!text.trim().is_empty()).then_some(text)
}

/// The labels of a frame, by places.
fn read(frame: &Frame, reader: &Reader, models: &Models) -> Vec<(u8, Label)> {
    let texts = frame.positioned().filter_map(|(position, one)| Some((position, one, written(one)?)));
    let label = |(position, one, text): (Position, &Interaction, &str)| {
        let mut label = Label::of(&reader.read(text));
        if Side::of(one) == Side::Customer {
            label = label.of_customer();
            if let Some(about) = models.themes.as_ref().and_then(|themes| themes.of(text)) {
                label = label.about(about.theme, about.likeness);
            }
            if let Some(classifier) = &models.categories
                && let Some(best) = classifier.best(text, SURE)
                && let Ok(place) = classifier.labels().binary_search_by(|one| one.as_str().cmp(best.label))
            {
                label = label.in_category(u16::try_from(place + 1).unwrap_or_default(), best.probability);
            }
        }
        (u8::try_from(position.index()).expect("a place in a frame is small"), label)
    };
    texts.map(label).collect()
}

/// A category that is less probable is none.
const SURE: f32 = 0.5;

/// Of each theme that was merged the one that it is part of in the end.
fn merged(known: &BTreeMap<u32, Known>) -> BTreeMap<u32, u32> {
    let end = |number: u32| {
        let mut at = number;
        // Merges in a circle are refused; should there be one, it ends somewhere.
        for _ in 0..known.len() {
            match known.get(&at).and_then(|one| one.merged_into) {
                Some(into) => at = into,
                None => break,
            }
        }
        at
    };
    known.keys().map(|number| (*number, end(*number))).filter(|(number, end)| number != end).collect()
}
