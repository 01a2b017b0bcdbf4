//! Following the journal behind a durable cursor: what follows from what came in is noted in the transaction that moves
//! the cursor. So nothing is noted twice and nothing is lost, whenever the process dies.

use std::sync::Arc;

use super::{Cursor, Frame, Tail, last};
use crate::{Db, Result, Tx};

/// Interactions that are looked at together, and frames that are read at once.
const TOGETHER: usize = 20_000;
const READ: usize = 200;

/// Follows the journal. Cheap to clone.
#[derive(Clone)]
pub struct Follower {
    truth: Db,
    tail: Arc<Tail>,
    table: &'static str,
}

impl Follower {
    /// With the cursor that stands in a table `(id BIGINT PRIMARY KEY, xid BIGINT NOT NULL, frame BIGINT NOT NULL)`.
    #[must_use]
    pub fn new(truth: &Db, tail: &Arc<Tail>, table: &'static str) -> Follower {
        Follower { truth: truth.clone(), tail: tail.clone(), table }
    }

    /// Begins where the journal ends now, where it has not begun yet. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn begin(&self) -> Result<()> {
        let table = self.table;
        self.truth.write_blocking(move |tx| {
            if followed(tx, table)?.is_none() {
                let end = last(tx)?;
                move_on(tx, table, None, end)?;
            }
            Ok(())
        })
    }

    /// Looks at what came in since the last time. `wanted` says by what, or nothing where nobody wants to know: then what
    /// came in is passed over, as is what came before the first look. Says whether there was anything to look at. Blocks.
    ///
    /// # Errors
    /// What the database says, or one of the functions.
    pub fn follow<W, T: Send + 'static>(
        &self,
        wanted: impl FnOnce() -> Result<Option<W>>,
        look: impl FnOnce(&W, &[Arc<Frame>]) -> Result<T>,
        note: impl FnOnce(&mut dyn Tx, &T) -> Result<()> + Send + 'static,
    ) -> Result<bool> {
        let table = self.table;
        let from = self.truth.read_blocking(|tx| followed(tx, table))?;
        // The end is read first: what comes in after somebody began to want to know is not passed over.
        let end = self.truth.read_blocking(last)?;
        let (Some(from), Some(wanted)) = (from, wanted()?) else {
            if from != Some(end) {
                self.truth.write_blocking(move |tx| move_on(tx, table, from, end).map(drop))?;
            }
            return Ok(false);
        };
        // A journal that was moved to another cluster of PostgreSQL is ordered by its frames alone.
        let place = if from > end { Cursor { xid: 0, ..from } } else { from };
        let frames = self.tail.read_after(&self.truth, place, TOGETHER, READ)?;
        let Some(reached) = frames.last().map(|last| last.cursor()) else { return Ok(false) };
        let noted = look(&wanted, &frames)?;
        self.truth.write_blocking(move |tx| {
            // Another server may have been faster.
            if move_on(tx, table, Some(from), reached)? {
                note(tx, &noted)?;
            }
            Ok(true)
        })
    }
}

/// Up to where the journal was looked at; nothing where nobody ever did.
fn followed(tx: &mut dyn Tx, table: &str) -> Result<Option<Cursor>> {
    let row = tx.query_one(&format!("SELECT xid, frame FROM {table} WHERE id = 1"), &[])?;
    row.map(|row| Ok(Cursor { xid: row.int(0)?, frame: row.unsigned(1)? })).transpose()
}

/// Moves on, from where it was believed to be. Returns whether it was there.
fn move_on(tx: &mut dyn Tx, table: &str, from: Option<Cursor>, to: Cursor) -> Result<bool> {
    let [xid, frame] = to.into();
    let moved = match from {
        None => {
            let sql = format!("INSERT INTO {table} (id, xid, frame) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING");
            tx.execute(&sql, &[xid, frame])?
        }
        Some(from) => {
            let [from_xid, from_frame] = from.into();
            let sql = format!("UPDATE {table} SET xid = $1, frame = $2 WHERE id = 1 AND xid = $3 AND frame = $4");
            tx.execute(&sql, &[xid, frame, from_xid, from_frame])?
        }
    };
    Ok(moved > 0)
}
