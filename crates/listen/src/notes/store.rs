//! The table of notes.

use store::{Error, Migration, Result, Row, Tx};

use super::model::{Count, NewNote, Note};
use crate::frontline::{Answer, Place, Status};

pub(super) const MIGRATIONS: &[Migration] = &[Migration::new(
    "notes_1",
    "CREATE TABLE notes_reported (id {serial}, made_at BIGINT NOT NULL, body TEXT NOT NULL, touchpoint TEXT,
        department TEXT, policy TEXT, reporter TEXT, code {bytes}, status TEXT NOT NULL, answer TEXT, answered_by TEXT,
        answered_at BIGINT);
     CREATE INDEX notes_reported_code ON notes_reported (code)",
)];

const COLUMNS: &str =
    "id, made_at, body, touchpoint, department, policy, reporter, status, answer, answered_by, answered_at";

/// Keeps a note.
pub(super) fn insert(tx: &mut dyn Tx, new: &NewNote, code: Option<&[u8]>) -> Result<Note> {
    let sql = format!(
        "INSERT INTO notes_reported (made_at, body, touchpoint, department, policy, reporter, code, status)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING {COLUMNS}"
    );
    let values = [
        new.made_at.into(),
        new.text.as_str().into(),
        new.place.touchpoint.as_deref().into(),
        new.place.department.as_deref().into(),
        new.policy.as_deref().into(),
        new.reporter.as_deref().into(),
        code.map(<[u8]>::to_vec).into(),
        Status::Open.as_str().into(),
    ];
    read(&tx.query(&sql, &values)?[0])
}

/// All notes, the newest first.
pub(super) fn all(tx: &mut dyn Tx) -> Result<Vec<Note>> {
    tx.query(&format!("SELECT {COLUMNS} FROM notes_reported ORDER BY id DESC"), &[])?.iter().map(read).collect()
}

pub(super) fn get(tx: &mut dyn Tx, id: i64) -> Result<Option<Note>> {
    let row = tx.query_one(&format!("SELECT {COLUMNS} FROM notes_reported WHERE id = $1"), &[id.into()])?;
    row.as_ref().map(read).transpose()
}

pub(super) fn by_code(tx: &mut dyn Tx, code: &[u8]) -> Result<Option<Note>> {
    let row = tx.query_one(&format!("SELECT {COLUMNS} FROM notes_reported WHERE code = $1"), &[code.into()])?;
    row.as_ref().map(read).transpose()
}

/// Writes an answer; returns the note as it is then.
pub(super) fn answer(tx: &mut dyn Tx, id: i64, answer: &Answer) -> Result<Option<Note>> {
    let sql = "UPDATE notes_reported SET status = $1, answer = $2, answered_by = $3, answered_at = $4 WHERE id = $5";
    let values = [
        answer.status.as_str().into(),
        answer.said.as_deref().into(),
        answer.by.as_str().into(),
        answer.at.into(),
        id.into(),
    ];
    tx.execute(sql, &values)?;
    get(tx, id)
}

/// Writes what is left of a note's texts and reporter.
pub(super) fn rewrite(tx: &mut dyn Tx, note: &Note) -> Result<()> {
    let sql = "UPDATE notes_reported SET body = $1, policy = $2, answer = $3, reporter = $4 WHERE id = $5";
    let values = [
        note.text.as_str().into(),
        note.policy.as_deref().into(),
        note.answer.as_deref().into(),
        note.reporter.as_deref().into(),
        note.id.into(),
    ];
    tx.execute(sql, &values).map(drop)
}

/// How many notes each place has, and how many of them wait.
pub(super) fn counts(tx: &mut dyn Tx) -> Result<Vec<Count>> {
    let sql = "SELECT touchpoint, department, count(*),
            count(CASE WHEN status IN ('open', 'under_way') THEN 1 END)
         FROM notes_reported GROUP BY touchpoint, department";
    let read = |row: &Row| Ok(Count { place: place(row, 0), all: row.unsigned(2)?, waiting: row.unsigned(3)? });
    tx.query(sql, &[])?.iter().map(read).collect()
}

/// A user is gone: nobody is the reporter of what they reported.
pub(super) fn leave(tx: &mut dyn Tx, reporter: &str) -> Result<()> {
    tx.execute("UPDATE notes_reported SET reporter = NULL WHERE reporter = $1", &[reporter.into()]).map(drop)
}

/// A place in two columns from this one on.
fn place(row: &Row, column: usize) -> Place {
    let [touchpoint, department] = [column, column + 1].map(|column| row.opt_text(column).map(str::to_owned));
    Place { touchpoint, department }
}

fn read(row: &Row) -> Result<Note> {
    let text = |column: usize| row.opt_text(column).map(str::to_owned);
    let status = row.text(7)?;
    Ok(Note {
        id: row.int(0)?,
        made_at: row.time(1)?,
        text: row.string(2)?,
        place: place(row, 3),
        policy: text(5),
        reporter: text(6),
        status: Status::parse(status).ok_or_else(|| Error::Damaged(format!("the status {status:?} of a note")))?,
        answer: text(8),
        answered_by: text(9),
        answered_at: row.opt_int(10).map(kernel::Timestamp),
    })
}
