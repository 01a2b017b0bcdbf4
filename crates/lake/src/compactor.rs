//! The compactor: it copies what arrives into segments, merges small ones, makes those anew that are not as the journal
//! is, and clears away what nobody reads any more. It may be killed anywhere: what it had not finished is nobody's.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use ::store::journal::{self, Cursor, Rewritten};
use kernel::clock::{HOUR, SECOND};

use crate::lake::{Lake, Manifest};
use crate::rules::{self, LARGEST, Step};
use crate::segments::{End, Segment};
use crate::store::{self, Change};
use crate::{Error, Result};

/// How long it rests when nothing is to be done, and after a failure.
const REST: Duration = Duration::from_millis(500);
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// How often the lake says that it is in use.
const SAYS: Duration = Duration::from_mins(5);
/// How often it looks for files that nobody names.
const SWEEPS: Duration = Duration::from_hours(1);
/// How much longer than a query may take a file stays that was replaced, in milliseconds.
const GRACE: i64 = 15 * SECOND;
/// How old a file must be that no manifest names, where other servers may be about to name it.
const UNNAMED: i64 = HOUR;
/// Frames that are looked at to see how many rows wait.
const LOOK: usize = 40_000;
/// Notes that are done at once.
const NOTES: usize = 50_000;
/// Numbers of the turns of compactors, among servers that share a database.
const TURNS: i64 = 7_080_000_000;
/// How much longer than a query may take an erasure waits for what still reads files that go.
const PATIENCE: Duration = Duration::from_mins(1);
const BETWEEN: Duration = Duration::from_millis(50);

pub(crate) type Stopping = Arc<dyn Fn() -> bool + Send + Sync>;

/// Why an erasure is not at its end.
pub(crate) const STILL_THERE: &str =
    "what is erased is still in files that queries read, or in the lake of another server";

/// What the compactor remembers between two steps.
#[derive(Default)]
pub(crate) struct Pace {
    /// Since when rows wait.
    waits_since: Option<Instant>,
    /// When it was last said that the lake is in use.
    said: Option<Instant>,
    /// When it was last looked for files that nobody names.
    swept: Option<Instant>,
}

impl Lake {
    /// Keeps up with the journal until told to stop: what is not finished then is given up. It may be unparked.
    pub fn keep_up(&self, stop: &Arc<AtomicBool>) {
        if !self.0.files.is_writer() {
            return tracing::info!("another process keeps this lake: it is only read here");
        }
        let told = stop.clone();
        let stopping: Stopping = Arc::new(move || told.load(Ordering::SeqCst));
        let mut pace = Pace::default();
        while !stopping() {
            let rest = match self.step(&mut pace, &stopping) {
                Ok(true) => continue,
                Ok(false) => REST,
                Err(Error::Closed) => break,
                Err(error) => {
                    self.0.counted.failures.fetch_add(1, Ordering::Relaxed);
                    tracing::error!(%error, "compaction failed; it is tried again");
                    AFTER_FAILURE
                }
            };
            std::thread::park_timeout(rest);
        }
    }

    /// Does what is due. Says whether there was anything.
    pub(crate) fn step(&self, pace: &mut Pace, stopping: &Stopping) -> Result<bool> {
        if pace.said.is_none_or(|said| said.elapsed() > SAYS) {
            let (id, now) = (self.id(), self.0.clock.now());
            self.0.folds.write_blocking(move |tx| store::seen(tx, &id, now))?;
            pace.said = Some(Instant::now());
        }
        let busy = self.alone(|| {
            let mended = self.mend(stopping)? > 0;
            let compacted = self.compact(pace, stopping)?;
            // The first look was when the lake was opened.
            if pace.swept.get_or_insert_with(Instant::now).elapsed() > SWEEPS {
                self.sweep()?;
                pace.swept = None;
            }
            Ok(mended | compacted | self.clear()?)
        })?;
        Ok(busy.unwrap_or(false))
    }

    /// Does something while nobody else changes this lake; nothing where another server does.
    fn alone<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<Option<T>> {
        let _turn = self.0.turn.lock();
        let number = i64::from_str_radix(&self.id()[..7], 16).unwrap_or(0);
        let done = self.0.folds.exclusively(TURNS + number, || {
            self.refresh()?;
            work()
        })?;
        done.transpose()
    }

    /// Appends what waits, or merges.
    fn compact(&self, pace: &mut Pace, stopping: &Stopping) -> Result<bool> {
        let manifest = self.refresh()?;
        let reached = manifest.about.reached;
        let waiting = self.0.truth.read_blocking(|tx| journal::count_after(tx, reached, LOOK))?;
        self.0.counted.waiting.store(waiting, Ordering::Relaxed);
        if waiting == 0 {
            pace.waits_since = None;
        }
        let long = waiting > 0 && pace.waits_since.get_or_insert_with(Instant::now).elapsed() >= self.0.delay;
        let rows: Vec<u64> = manifest.segments.iter().map(|one| one.rows).collect();
        match rules::next(&rows, waiting, long) {
            Step::Rest => return Ok(false),
            Step::Append => {
                pace.waits_since = None;
                self.append(&manifest, stopping)?;
            }
            Step::Merge(range) => {
                let merged = &manifest.segments[range];
                let (from, to) = (merged[0].from, merged[merged.len() - 1].to);
                let files = merged.iter().map(|one| one.file.clone()).collect();
                self.replace(&manifest, from, to, files, stopping)?;
            }
        }
        Ok(true)
    }

    fn append(&self, manifest: &Manifest, stopping: &Stopping) -> Result<()> {
        let whose = self.0.people.now()?;
        let made = self.maker().make(manifest.about.reached, End::Rows(LARGEST), &whose, stopping)?;
        let Some(one) = made else { return Ok(()) };
        let reached = one.to;
        self.commit(manifest, Vec::new(), one, reached)
    }

    /// Puts one segment in the place of others that have the same stretch.
    fn replace(
        &self,
        manifest: &Manifest,
        from: Cursor,
        to: Cursor,
        replaced: Vec<String>,
        stopping: &Stopping,
    ) -> Result<()> {
        let whose = self.0.people.now()?;
        let made = self.maker().make(from, End::At(to), &whose, stopping)?;
        match made {
            Some(one) if one.to == to => self.commit(manifest, replaced, one, manifest.about.reached),
            _ => Err(Error::Refused(format!("the journal holds no stretch from {from:?} to {to:?}"))),
        }
    }

    fn commit(&self, manifest: &Manifest, replaced: Vec<String>, one: Segment, reached: Cursor) -> Result<()> {
        let file = one.file.clone();
        let version = manifest.about.version;
        let done = self.change(Change { version, replaced, added: vec![one], reached });
        if done.is_err() {
            // Whether it is named is not known for sure: the sweep looks.
            tracing::debug!(file, "a segment may be nobody's");
        }
        done
    }

    /// Makes those segments anew that are damaged, or hold frames that were written anew. Returns how many.
    fn mend(&self, stopping: &Stopping) -> Result<u64> {
        let mut mended = 0;
        loop {
            let manifest = self.refresh()?;
            let done = manifest.about.noted;
            let notes = self.0.truth.read_blocking(|tx| journal::rewritten_after(tx, done, NOTES))?;
            let stale = stale(&manifest, &notes);
            for file in &stale {
                let manifest = self.refresh()?;
                let Some(one) = manifest.segments.iter().find(|one| one.file == *file) else { continue };
                self.replace(&manifest, one.from, one.to, vec![file.clone()], stopping)?;
                mended += 1;
            }
            let Some(last) = notes.last().map(|note| note.number) else { return Ok(mended) };
            let id = self.id();
            self.0.folds.write_blocking(move |tx| store::noted(tx, &id, last))?;
            self.refresh_rows();
        }
    }

    /// Removes files of segments that were replaced and that nobody reads any more. Says whether there were any.
    fn clear(&self) -> Result<bool> {
        let id = self.id();
        let (retired, clean) =
            self.0.folds.read_blocking(|tx| Ok((store::retired(tx, &id)?, store::all_clean(tx)?)))?;
        let now = self.0.clock.now().0;
        let grace = i64::try_from(self.0.limits.time.as_millis()).unwrap_or(i64::MAX).saturating_add(GRACE);
        // No query is older than the limit of time: what is still held then is not read any more.
        let is_free = |file: &str, at: i64| now - at > grace || !self.is_shared() && !self.is_read(file);
        let gone: Vec<String> =
            retired.iter().filter(|(file, at)| is_free(file, at.0)).map(|(file, _)| file.clone()).collect();
        self.0.engine.block_on(self.0.files.remove(&gone))?;
        let any = !gone.is_empty();
        let all = self.0.folds.write_blocking(move |tx| store::gone(tx, &id, &gone))?;
        if all > clean {
            self.0.truth.write_blocking(move |tx| journal::forget_rewritten(tx, all))?;
        }
        Ok(any)
    }

    /// Removes the files that no manifest names, and finds out which of those that are named are missing.
    pub(crate) fn sweep(&self) -> Result<()> {
        let found = self.0.engine.block_on(self.0.files.list())?;
        let (id, now) = (self.id(), self.0.clock.now().0);
        let named = self.refresh()?;
        let retired = self.0.folds.read_blocking(|tx| store::retired(tx, &id))?;
        let is_named = |file: &str| {
            named.segments.iter().any(|one| one.file == file) || retired.iter().any(|(other, _)| other == file)
        };
        let is_old = |at: i64| !self.is_shared() || now - at > UNNAMED;
        let unnamed: Vec<String> =
            found.iter().filter(|one| !is_named(&one.name) && is_old(one.at)).map(|one| one.name.clone()).collect();
        self.0.engine.block_on(self.0.files.remove(&unnamed))?;
        let is_whole = |one: &Segment| found.iter().any(|file| file.name == one.file && file.bytes == one.bytes);
        let damaged: Vec<String> =
            named.segments.iter().filter(|one| !one.damaged && !is_whole(one)).map(|one| one.file.clone()).collect();
        self.set_aside(damaged)
    }

    /// Says of segments that they are damaged: they are read no more, and made anew.
    pub(crate) fn set_aside(&self, files: Vec<String>) -> Result<()> {
        if files.is_empty() {
            return Ok(());
        }
        tracing::error!(?files, "segments of the lake are damaged or missing: they are set aside, and made anew");
        let id = self.id();
        self.0.folds.write_blocking(move |tx| store::damaged(tx, &id, &files))?;
        self.refresh()?;
        Ok(())
    }

    /// Looks whether files are what was written, and sets aside those that are not. Returns these. Blocks.
    ///
    /// # Errors
    /// What the place of segments or the database says.
    pub fn examine(&self) -> Result<Vec<String>> {
        let manifest = self.refresh()?;
        let mut damaged = Vec::new();
        for one in manifest.segments.iter().filter(|one| !one.damaged) {
            let hash = self.0.engine.block_on(self.0.files.hash(&one.file))?;
            // One that was replaced meanwhile may be gone rightly.
            let named = || Ok::<_, Error>(self.refresh()?.segments.iter().any(|other| other.file == one.file));
            if hash.as_ref() != Some(&one.hash) && named()? {
                damaged.push(one.file.clone());
            }
        }
        self.set_aside(damaged.clone())?;
        Ok(damaged)
    }

    /// Destroys in all lakes of the store what the journal does not hold any more: segments that hold frames that were
    /// written anew are made anew, and their files removed. Returns how many were. Blocks.
    ///
    /// # Errors
    /// What kept it from finishing: it is called again.
    pub fn forget(&self) -> Result<u64> {
        let wanted = self.0.truth.read_blocking(journal::last_rewritten)?;
        let started = Instant::now();
        let never: Stopping = Arc::new(|| false);
        let mut mended = 0;
        loop {
            if self.0.files.is_writer() {
                mended += self
                    .alone(|| {
                        let mended = self.mend(&never)?;
                        self.clear()?;
                        Ok(mended)
                    })?
                    .unwrap_or(0);
            }
            let clean = self.0.folds.read_blocking(store::all_clean)?;
            if clean >= wanted {
                return Ok(mended);
            }
            if started.elapsed() > PATIENCE + self.0.limits.time {
                return Err(Error::Waiting(STILL_THERE.to_owned()));
            }
            std::thread::sleep(BETWEEN);
        }
    }
}

/// The files of segments that are damaged or hold one of these frames.
fn stale(manifest: &Manifest, notes: &[Rewritten]) -> BTreeSet<String> {
    let places: BTreeSet<Cursor> = notes.iter().map(|note| note.place).collect();
    let holds = |one: &Segment| places.range(one.from..=one.to).any(|place| *place > one.from);
    let stale = manifest.segments.iter().filter(|one| one.damaged || holds(one));
    stale.map(|one| one.file.clone()).collect()
}
