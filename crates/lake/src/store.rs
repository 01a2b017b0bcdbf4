//! The SQL on the lake's tables: which lakes there are, and of which segments each consists.

use ::store::journal::Cursor;
use ::store::{Dialect, Migration, Result, Row, Tx, Value};
use kernel::Timestamp;
use kernel::clock::HOUR;

use crate::rows::FORM;
use crate::segments::Segment;

/// The tables of this crate, among what can be made again.
pub const FOLD_MIGRATIONS: &[Migration] = &[Migration::new(
    "lake_1",
    "CREATE TABLE lakes (lake TEXT PRIMARY KEY, form BIGINT NOT NULL, version BIGINT NOT NULL, xid BIGINT NOT NULL,
        frame BIGINT NOT NULL, noted BIGINT NOT NULL, clean BIGINT NOT NULL, seen_at BIGINT NOT NULL);
     CREATE TABLE lake_segments (lake TEXT NOT NULL, file TEXT NOT NULL, from_xid BIGINT NOT NULL,
        from_frame BIGINT NOT NULL, to_xid BIGINT NOT NULL, to_frame BIGINT NOT NULL, row_count BIGINT NOT NULL,
        bytes BIGINT NOT NULL, hash {bytes} NOT NULL, damaged BIGINT NOT NULL, retired_at BIGINT,
        PRIMARY KEY (lake, file))",
)];

/// How long a lake may not be seen before it is forgotten: where it comes back, it is made anew.
const FORGOTTEN_AFTER: i64 = HOUR;

/// What is known of a lake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct About {
    /// Grows with every change of the manifest.
    pub(crate) version: i64,
    /// Up to where segments reach.
    pub(crate) reached: Cursor,
    /// Up to which note of frames that were written anew its segments are as the journal is.
    pub(crate) noted: u64,
}

/// What is known of a lake; nothing where it is new, forgotten or of another form.
pub(crate) fn about(tx: &mut dyn Tx, lake: &str) -> Result<Option<About>> {
    let sql = "SELECT version, xid, frame, noted FROM lakes WHERE lake = $1 AND form = $2";
    let row = tx.query_one(sql, &[lake.into(), FORM.into()])?;
    let about = |row: Row| {
        Ok(About {
            version: row.int(0)?,
            reached: Cursor { xid: row.int(1)?, frame: row.unsigned(2)? },
            noted: row.unsigned(3)?,
        })
    };
    row.map(about).transpose()
}

/// Begins a lake anew: it has no segments. On SQLite there is no other beside it.
pub(crate) fn begin(tx: &mut dyn Tx, lake: &str, noted: u64, now: Timestamp) -> Result<()> {
    for table in ["lakes", "lake_segments"] {
        match tx.dialect() {
            Dialect::Sqlite => tx.execute(&format!("DELETE FROM {table}"), &[])?,
            Dialect::Postgres => tx.execute(&format!("DELETE FROM {table} WHERE lake = $1"), &[lake.into()])?,
        };
    }
    let sql = "INSERT INTO lakes (lake, form, version, xid, frame, noted, clean, seen_at)
        VALUES ($1, $2, 1, 0, 0, $3, $3, $4)";
    tx.execute(sql, &[lake.into(), FORM.into(), noted.into(), now.into()])?;
    Ok(())
}

/// Says that a lake is in use, and forgets those that are not.
pub(crate) fn seen(tx: &mut dyn Tx, lake: &str, now: Timestamp) -> Result<()> {
    tx.execute("UPDATE lakes SET seen_at = $2 WHERE lake = $1", &[lake.into(), now.into()])?;
    forget_unseen(tx, now)
}

/// Forgets lakes that nobody has used for long.
pub(crate) fn forget_unseen(tx: &mut dyn Tx, now: Timestamp) -> Result<()> {
    let before = [Value::from(now.0 - FORGOTTEN_AFTER)];
    tx.execute("DELETE FROM lake_segments WHERE lake IN (SELECT lake FROM lakes WHERE seen_at < $1)", &before)?;
    tx.execute("DELETE FROM lakes WHERE seen_at < $1", &before)?;
    Ok(())
}

/// The segments of a lake in the journal's order.
pub(crate) fn segments(tx: &mut dyn Tx, lake: &str) -> Result<Vec<Segment>> {
    let sql = "SELECT file, from_xid, from_frame, to_xid, to_frame, row_count, bytes, hash, damaged FROM lake_segments
        WHERE lake = $1 AND retired_at IS NULL ORDER BY from_xid, from_frame";
    let segment = |row: &Row| {
        Ok(Segment {
            file: row.string(0)?,
            from: Cursor { xid: row.int(1)?, frame: row.unsigned(2)? },
            to: Cursor { xid: row.int(3)?, frame: row.unsigned(4)? },
            rows: row.unsigned(5)?,
            bytes: row.unsigned(6)?,
            hash: row.blob(7)?.to_vec(),
            damaged: row.int(8)? != 0,
        })
    };
    tx.query(sql, &[lake.into()])?.iter().map(segment).collect()
}

/// A change of the manifest.
#[derive(Debug)]
pub(crate) struct Change {
    /// The version that it was made from.
    pub(crate) version: i64,
    /// Segments whose stretch is now in others.
    pub(crate) replaced: Vec<String>,
    /// Segments that are new.
    pub(crate) added: Vec<Segment>,
    /// Up to where segments reach now.
    pub(crate) reached: Cursor,
}

/// Makes a change. Returns false where somebody else was faster: then nothing is changed.
pub(crate) fn change(tx: &mut dyn Tx, lake: &str, change: &Change, now: Timestamp) -> Result<bool> {
    let Cursor { xid, frame } = change.reached;
    let sql = "UPDATE lakes SET version = version + 1, xid = $3, frame = $4 WHERE lake = $1 AND version = $2";
    if tx.execute(sql, &[lake.into(), change.version.into(), xid.into(), frame.into()])? == 0 {
        return Ok(false);
    }
    for file in &change.replaced {
        let retire = "UPDATE lake_segments SET retired_at = $3 WHERE lake = $1 AND file = $2";
        tx.execute(retire, &[lake.into(), file.as_str().into(), now.into()])?;
    }
    for one in &change.added {
        let insert = "INSERT INTO lake_segments (lake, file, from_xid, from_frame, to_xid, to_frame, row_count, bytes,
            hash, damaged) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0)";
        let ends = [one.from.xid.into(), one.from.frame.into(), one.to.xid.into(), one.to.frame.into()];
        let sizes = [one.rows.into(), one.bytes.into(), one.hash.clone().into()];
        let params: Vec<Value> = [lake.into(), one.file.as_str().into()].into_iter().chain(ends).chain(sizes).collect();
        tx.execute(insert, &params)?;
    }
    Ok(true)
}

/// Segments whose files are not what was written.
pub(crate) fn damaged(tx: &mut dyn Tx, lake: &str, files: &[String]) -> Result<()> {
    for file in files {
        let sql = "UPDATE lake_segments SET damaged = 1 WHERE lake = $1 AND file = $2";
        tx.execute(sql, &[lake.into(), file.as_str().into()])?;
    }
    tx.execute("UPDATE lakes SET version = version + 1 WHERE lake = $1", &[lake.into()])?;
    Ok(())
}

/// The segments are as the journal is up to a note.
pub(crate) fn noted(tx: &mut dyn Tx, lake: &str, number: u64) -> Result<()> {
    tx.execute("UPDATE lakes SET noted = $2 WHERE lake = $1", &[lake.into(), number.into()])?;
    Ok(())
}

/// The files of segments that were replaced, with when.
pub(crate) fn retired(tx: &mut dyn Tx, lake: &str) -> Result<Vec<(String, Timestamp)>> {
    let sql = "SELECT file, retired_at FROM lake_segments WHERE lake = $1 AND retired_at IS NOT NULL";
    tx.query(sql, &[lake.into()])?.iter().map(|row| Ok((row.string(0)?, Timestamp(row.int(1)?)))).collect()
}

/// Files of segments that were replaced are gone. Where none is left, the lake is clean: nothing in it is older than the
/// last note that its segments know. Returns up to which note all lakes are.
pub(crate) fn gone(tx: &mut dyn Tx, lake: &str, files: &[String]) -> Result<u64> {
    for file in files {
        let sql = "DELETE FROM lake_segments WHERE lake = $1 AND file = $2 AND retired_at IS NOT NULL";
        tx.execute(sql, &[lake.into(), file.as_str().into()])?;
    }
    let clean = "UPDATE lakes SET clean = noted WHERE lake = $1 AND clean < noted
        AND NOT EXISTS (SELECT 1 FROM lake_segments s WHERE s.lake = $1 AND s.retired_at IS NOT NULL)";
    tx.execute(clean, &[lake.into()])?;
    all_clean(tx)
}

/// Whether there is any lake.
pub(crate) fn any(tx: &mut dyn Tx) -> Result<bool> {
    Ok(tx.query_int("SELECT count(*) FROM lakes", &[])? > 0)
}

/// Up to which note all lakes are clean.
pub(crate) fn all_clean(tx: &mut dyn Tx) -> Result<u64> {
    Ok(tx.query_int("SELECT min(clean) FROM lakes", &[])?.unsigned_abs())
}
