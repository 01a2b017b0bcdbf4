//! `staff_notes.csv`: what employees note, propose, praise and complain about, and how they answer the quarterly pulse.

use serde::Serialize;

use crate::at::At;
use crate::office::{Office, System};
use crate::people::staff::Employee;
use crate::trace::{Mark, Trace};

/// A row of the notes.
#[derive(Serialize)]
struct Row<'a> {
    note_id: &'a str,
    written: String,
    pers_no: &'a str,
    dept: &'a str,
    team: &'a str,
    kind: &'a str,
    /// Would you recommend Halden as a place to work, 0 to 10.
    score: Option<i64>,
    body: &'a str,
}

/// A note.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Note<'a> {
    /// Its number.
    pub(crate) id: &'a str,
    /// `idea`, `gripe`, `praise`, `handover` or `pulse`.
    pub(crate) kind: &'a str,
    /// The score, where it is an answer to the pulse.
    pub(crate) score: Option<i64>,
    /// What was written.
    pub(crate) body: &'a str,
    /// When.
    pub(crate) at: At,
}

/// Writes a note.
pub(crate) fn write(office: &mut Office, trace: &mut Trace, employee: &Employee, note: Note<'_>) -> anyhow::Result<()> {
    let id = employee.id();
    let row = Row {
        note_id: note.id,
        written: note.at.local("%Y-%m-%d %H:%M"),
        pers_no: &id,
        dept: employee.department.name(),
        team: &employee.team,
        kind: note.kind,
        score: note.score,
        body: note.body,
    };
    office.put(System::StaffNotes, trace, note.at, &[Mark::own("employee_id", &id)], &row, 1)
}
