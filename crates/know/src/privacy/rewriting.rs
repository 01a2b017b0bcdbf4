//! Writing the journal anew: one pass over all frames that leaves of interactions what is to be left of them.

use std::time::Duration;

use kernel::{Interaction, Position};
use store::journal::{self, Cursor, Frame, Packed, fold_cursor, read_numbered, rewrite_frame};
use store::{Db, Error, Result, Store, Tx};

use crate::profiles::Forgotten;

/// Frames that are read at once.
const READ: usize = 64;
/// How often it is looked whether the folds have caught up, and how long to wait in between.
const LOOKS: usize = 1200;
const BETWEEN: Duration = Duration::from_millis(50);

/// Something that is to be written with a portion of the pass.
pub(super) type Note = Box<dyn FnOnce(&mut dyn Tx) -> Result<()> + Send>;

/// What goes, and what is left of it.
pub(super) trait Going {
    /// Looks at a frame without taking it apart. Says whether something of it may go.
    ///
    /// # Errors
    /// What kept it from looking.
    fn concerns(&mut self, _: &Packed) -> Result<bool> {
        Ok(true)
    }

    /// What is left of an interaction; nothing where it stays as it is.
    fn left(&mut self, position: Position, one: &Interaction) -> Option<Interaction>;

    /// A portion is about to be looked at.
    ///
    /// # Errors
    /// What keeps the pass from going on: it ends.
    fn begin(&mut self) -> Result<()> {
        Ok(())
    }

    /// So many frames were looked at. Returns what is to be written in the transaction that writes what is left of them;
    /// `rewritten` says whether there is any.
    fn looked_at(&mut self, _frames: u64, _rewritten: bool) -> Option<Note> {
        None
    }
}

/// The databases that a pass works on.
#[derive(Clone)]
pub(super) struct Pass {
    truth: Db,
    folds: Db,
}

impl Pass {
    pub(super) fn new(store: &Store) -> Pass {
        Pass { truth: store.truth.clone(), folds: store.folds.clone() }
    }

    /// Waits until everything is folded that was there before, and returns up to where that is. What is folded after the
    /// journal was rewritten would come from memory, where it is still as it was.
    pub(super) fn await_folds(&self) -> Result<Cursor> {
        let last = self.truth.read_blocking(journal::last)?;
        for _ in 0..LOOKS {
            let reached = self.folds.read_blocking(fold_cursor)?;
            if reached >= last {
                return Ok(reached);
            }
            std::thread::sleep(BETWEEN);
        }
        Err(Error::Unexpected("the folds are behind".to_owned()))
    }

    /// Writes every frame anew of which something goes, except those after `up_to`. Returns how many interactions
    /// changed.
    pub(super) fn rewrite(&self, up_to: Option<Cursor>, going: &mut dyn Going) -> Result<u64> {
        let (mut after, mut changed) = (0, 0);
        loop {
            going.begin()?;
            let frames = self.truth.read_blocking(|tx| read_numbered(tx, after, READ))?;
            let Some(last) = frames.last() else { return Ok(changed) };
            after = last.number;
            let mut forgotten = Forgotten::default();
            let mut rewritten: Vec<Frame> = Vec::new();
            for packed in frames.iter().filter(|packed| up_to.is_none_or(|up_to| packed.cursor() <= up_to)) {
                if going.concerns(packed)? {
                    rewritten.extend(without(packed, going, &mut forgotten)?);
                }
            }
            changed += forgotten.len();
            let note = going.looked_at(frames.len() as u64, !rewritten.is_empty());
            if !forgotten.is_empty() {
                // The index first: were it the other way round, a crash in between would leave words of what is gone.
                self.folds.write_blocking(move |tx| forgotten.write(tx))?;
            }
            if !rewritten.is_empty() || note.is_some() {
                self.truth.write_blocking(move |tx| {
                    rewritten.iter().try_for_each(|frame| rewrite_frame(tx, frame))?;
                    note.map_or(Ok(()), |note| note(tx))
                })?;
            }
        }
    }
}

/// What is left of a frame; nothing where all of it stays as it is.
fn without(packed: &Packed, going: &mut dyn Going, forgotten: &mut Forgotten) -> Result<Option<Frame>> {
    let mut frame = packed.frame()?;
    let mut changed = Vec::new();
    for (position, one) in frame.positioned() {
        if let Some(kept) = going.left(position, one) {
            forgotten.text(position, (!kept.is_erased()).then_some(&kept));
            changed.push((position, kept));
        }
    }
    let any = !changed.is_empty();
    for (position, kept) in changed {
        frame.interactions[position.index()] = kept;
    }
    Ok(any.then_some(frame))
}
