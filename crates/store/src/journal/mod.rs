//! The journal: every interaction that was acknowledged, in frames, in the order in which they became durable.
//!
//! Invariants: a frame is written once, in the transaction that acknowledges it; a position never changes; whatever
//! else is known of interactions is a fold over it ([`fold`]) and can be made again.
//! Tables: `journal`, `journal_rewritten` (truth), `fold_cursor` (folds).

pub mod fold;
pub mod follow;
mod former;
mod frame;
mod head;
pub(crate) mod moved;
mod rewritten;
mod tail;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use frame::{Encoded, Frame, Unpacked, read_keys};
pub use head::{Head, Packed};
pub use rewritten::{Rewritten, forget_rewritten, last_rewritten, rewritten_after};
pub use tail::{Tail, Unfolded};

use crate::migrate::Migration;
use crate::value::ColumnType;
use crate::{Dialect, Result, Row, Tx, Value};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::only(
        Dialect::Sqlite,
        "journal_1",
        "CREATE TABLE journal (frame INTEGER PRIMARY KEY, xid BIGINT NOT NULL DEFAULT 0, events BIGINT NOT NULL,
            keys BLOB NOT NULL, body BLOB NOT NULL)",
    ),
    Migration::only(
        Dialect::Postgres,
        "journal_1",
        "CREATE SEQUENCE journal_frame;
         CREATE TABLE journal (frame BIGINT PRIMARY KEY, xid BIGINT NOT NULL, events BIGINT NOT NULL,
            keys BYTEA NOT NULL, body BYTEA NOT NULL);
         CREATE INDEX journal_order ON journal (xid, frame);
         ALTER TABLE journal ALTER COLUMN body SET STORAGE EXTERNAL",
    ),
    rewritten::MIGRATION,
];

pub(crate) const FOLD_MIGRATIONS: &[Migration] = &[Migration::new(
    "fold_cursor_1",
    "CREATE TABLE fold_cursor (id BIGINT PRIMARY KEY, xid BIGINT NOT NULL, frame BIGINT NOT NULL);
     INSERT INTO fold_cursor (id, xid, frame) VALUES (1, 0, 0)",
)];

/// A place in the journal's order: everything up to and including it.
///
/// PostgreSQL hands out frame numbers before it commits, so there the order is by transaction first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// PostgreSQL's transaction number; 0 on SQLite.
    pub xid: i64,
    /// The frame.
    pub frame: u64,
}

/// The numbers of the next `count` frames.
///
/// # Errors
/// What the database says.
pub fn next_frames(tx: &mut dyn Tx, count: usize) -> Result<Vec<u64>> {
    match tx.dialect() {
        Dialect::Sqlite => {
            let last = tx.query_int("SELECT max(frame) FROM journal", &[])?.unsigned_abs();
            Ok((last + 1..=last + count as u64).collect())
        }
        Dialect::Postgres => tx
            .query("SELECT nextval('journal_frame') FROM generate_series(1, $1)", &[count.into()])?
            .iter()
            .map(|row| row.unsigned(0))
            .collect(),
    }
}

/// Appends encoded frames in one go. Returns the transaction's number for [`Cursor::xid`].
///
/// # Errors
/// What the database says.
pub fn append(tx: &mut dyn Tx, frames: Vec<Encoded>) -> Result<i64> {
    let xid = tx.number();
    let columns = [
        ("frame", ColumnType::Int),
        ("xid", ColumnType::Int),
        ("events", ColumnType::Int),
        ("keys", ColumnType::Blob),
        ("body", ColumnType::Blob),
    ];
    let mut rows = frames
        .into_iter()
        .map(|frame| vec![frame.number.into(), xid.into(), frame.events.into(), frame.keys.into(), frame.body.into()]);
    tx.insert_many("journal", &columns, &mut rows, "")?;
    Ok(xid)
}

/// Reads one frame.
///
/// # Errors
/// What the database says, or that the frame is damaged.
pub fn read_frame(tx: &mut dyn Tx, number: u64) -> Result<Option<Arc<Frame>>> {
    tx.query_one("SELECT frame, xid, keys, body FROM journal WHERE frame = $1", &[number.into()])?
        .map(|row| decode(&row))
        .transpose()
}

/// Reads one frame as far as its interactions can be taken out one by one.
///
/// # Errors
/// What the database says, or that the frame is damaged.
pub fn unpack_frame(tx: &mut dyn Tx, number: u64) -> Result<Option<Unpacked>> {
    let row = tx.query_one("SELECT body FROM journal WHERE frame = $1", &[number.into()])?;
    row.map(|row| Unpacked::from_body(number, row.blob(0)?)).transpose()
}

/// Writes what is left of a frame of which something was erased, and notes it for those who keep copies. Positions and
/// message keys stay as they are.
///
/// # Errors
/// What the database says.
pub fn rewrite_frame(tx: &mut dyn Tx, frame: &Frame) -> Result<()> {
    let body = frame.encode()?.body;
    tx.execute("UPDATE journal SET body = $1 WHERE frame = $2", &[body.into(), frame.number.into()])?;
    rewritten::note(tx, frame.number)
}

/// The frames after a number, by number, at most `limit`: whoever goes through all of them.
///
/// # Errors
/// What the database says, or that a frame is damaged.
pub fn read_numbered(tx: &mut dyn Tx, after: u64, limit: usize) -> Result<Vec<Packed>> {
    let sql = "SELECT frame, xid, keys, body FROM journal WHERE frame > $1 ORDER BY frame LIMIT $2";
    tx.query(sql, &[after.into(), limit.into()])?.iter().map(Packed::of_row).collect()
}

/// How many frames there are.
///
/// # Errors
/// What the database says.
pub fn count(tx: &mut dyn Tx) -> Result<u64> {
    Ok(tx.query_int("SELECT count(*) FROM journal", &[])?.unsigned_abs())
}

/// How many interactions stand after a place, as far as no earlier one can still appear; at most those of `limit` frames
/// are counted.
///
/// # Errors
/// What the database says.
pub fn count_after(tx: &mut dyn Tx, after: Cursor, limit: usize) -> Result<u64> {
    let settled = match tx.dialect() {
        Dialect::Sqlite => "frame > $2 AND $1 >= 0 ORDER BY frame",
        Dialect::Postgres => {
            "(xid, frame) > ($1, $2) AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint ORDER BY xid, frame"
        }
    };
    let sql = format!(
        "SELECT CAST(sum(events) AS BIGINT) FROM (SELECT events FROM journal WHERE {settled} LIMIT $3) AS waiting"
    );
    Ok(tx.query_int(&sql, &[after.xid.into(), after.frame.into(), limit.into()])?.unsigned_abs())
}

/// Keeps the folds where they are until this transaction ends: on SQLite it is the only one that writes anyway. Returns
/// how far they are.
///
/// # Errors
/// What the database says.
pub fn hold_folds(tx: &mut dyn Tx) -> Result<Cursor> {
    fold::wait_for_lease(tx)?;
    fold_cursor(tx)
}

/// The last place in the journal's order.
///
/// # Errors
/// What the database says.
pub fn last(tx: &mut dyn Tx) -> Result<Cursor> {
    // SQLite has no index by transaction, and no order but that of frames.
    let order = match tx.dialect() {
        Dialect::Sqlite => "frame DESC",
        Dialect::Postgres => "xid DESC, frame DESC",
    };
    let row = tx.query_one(&format!("SELECT xid, frame FROM journal ORDER BY {order} LIMIT 1"), &[])?;
    row.map_or(Ok(Cursor::default()), |row| Ok(Cursor { xid: row.int(0)?, frame: row.unsigned(1)? }))
}

/// Frames after a cursor, in the journal's order, as long as no earlier one can still appear. Those that are `held` in
/// memory are not read again from PostgreSQL.
///
/// # Errors
/// What the database says, or that a frame is damaged.
pub fn read_after(
    tx: &mut dyn Tx,
    after: Cursor,
    limit: usize,
    held: &dyn Fn(Cursor) -> Option<Arc<Frame>>,
) -> Result<Vec<Arc<Frame>>> {
    let params = [after.xid.into(), after.frame.into(), limit.into()];
    if tx.dialect() == Dialect::Sqlite {
        let sql = "SELECT frame, xid, keys, body FROM journal WHERE frame > $2 AND $1 >= 0 ORDER BY frame LIMIT $3";
        return tx.query(sql, &params)?.iter().map(decode).collect();
    }
    let places = tx.query(
        "SELECT frame, xid FROM journal
         WHERE (xid, frame) > ($1, $2) AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
         ORDER BY xid, frame LIMIT $3",
        &params,
    )?;
    let mut frames: BTreeMap<Cursor, Option<Arc<Frame>>> = BTreeMap::new();
    for row in places {
        let place = Cursor { frame: row.unsigned(0)?, xid: row.int(1)? };
        frames.insert(place, held(place));
    }
    let missing: Vec<i64> =
        frames.iter().filter(|(_, frame)| frame.is_none()).map(|(place, _)| place.frame.cast_signed()).collect();
    if !missing.is_empty() {
        let sql = "SELECT frame, xid, keys, body FROM journal WHERE frame = ANY($1)";
        for row in tx.query(sql, &[Value::Ints(missing)])? {
            let frame = decode(&row)?;
            frames.insert(frame.cursor(), Some(frame));
        }
    }
    Ok(frames.into_values().flatten().collect())
}

/// Frames after a cursor that are committed, whether or not earlier ones can still appear, except those in `known`.
///
/// # Errors
/// What the database says, or that a frame is damaged.
pub fn read_committed_after(tx: &mut dyn Tx, after: Cursor, known: &dyn Fn(u64) -> bool) -> Result<Vec<Arc<Frame>>> {
    let numbers = tx.query(
        "SELECT frame FROM journal WHERE (xid, frame) > ($1, $2) ORDER BY xid, frame",
        &[after.xid.into(), after.frame.into()],
    )?;
    let mut frames = Vec::new();
    for row in numbers {
        let number = row.unsigned(0)?;
        if !known(number) {
            frames.extend(read_frame(tx, number)?);
        }
    }
    Ok(frames)
}

/// How far the folds are.
///
/// # Errors
/// What the database says.
pub fn fold_cursor(tx: &mut dyn Tx) -> Result<Cursor> {
    let row = tx.query_one("SELECT xid, frame FROM fold_cursor WHERE id = 1", &[])?;
    let row = row.ok_or_else(|| crate::Error::Damaged("the folds' cursor is missing".to_owned()))?;
    Ok(Cursor { xid: row.int(0)?, frame: row.unsigned(1)? })
}

fn decode(row: &Row) -> Result<Arc<Frame>> {
    Frame::decode(row.unsigned(0)?, row.int(1)?, row.blob(2)?, row.blob(3)?).map(Arc::new)
}

impl From<Cursor> for [Value; 2] {
    fn from(cursor: Cursor) -> Self {
        [cursor.xid.into(), cursor.frame.into()]
    }
}
