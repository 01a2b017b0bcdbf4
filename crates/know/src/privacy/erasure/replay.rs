//! Erasures written down beside the database, without personal data, and done again after a restore.

use std::io::Write as _;

use ::store::{Error, Result, journal};
use kernel::{Part, Timestamp};
use serde::{Deserialize, Serialize};

use super::model::{Erasure, Mode, Stage};
use super::{Erasures, Refused, store};
use crate::identity::PersonNo;

/// The file's name in the data directory.
pub const FILE: &str = "erasures.jsonl";

/// A line: whom, by numbers that only the store can read.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    token: String,
    mode: Mode,
    person: u64,
    parts: Vec<Part>,
    requested_at: i64,
    hidden_at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    request: Option<i64>,
}

impl Erasures {
    /// Writes down the erasures that are not in the file yet: before anybody is told that they are hidden, and once more
    /// before they are destroyed, because the process may have ended in between.
    pub(super) fn write_down(&self, ids: &[i64]) -> Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let failed = |error| Error::Io(format!("cannot write {}", file.display()), error);
        let known = match std::fs::read_to_string(file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            known => known.map_err(failed)?,
        };
        // A line that was cut off is ended, so that the next one is whole.
        let mut text = if known.is_empty() || known.ends_with('\n') { String::new() } else { "\n".to_owned() };
        for id in ids {
            let erasure = self.truth().read_blocking(|tx| store::get(tx, *id))?;
            if let Some(erasure) = erasure
                && !known.contains(&erasure.token)
            {
                text += &line(&erasure)?;
                text.push('\n');
            }
        }
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file).map_err(failed)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)
    }

    /// All erasures as lines of the file, for a store that has none. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn lines(&self) -> Result<String> {
        let (all, _) = self.list(None, usize::MAX >> 1)?;
        let mut text = String::new();
        for erasure in all.iter().rev().filter(|erasure| erasure.hidden_at.is_some()) {
            text += &line(erasure)?;
            text.push('\n');
        }
        Ok(text)
    }

    /// Erases again what was erased after a backup was made: hides everybody whom these lines name and the store does
    /// not know as erased, and destroys them. Returns how many there were. Blocks.
    ///
    /// # Errors
    /// [`Refused::Lines`] where a line cannot be read, or comes too late: then nobody is erased. What the database says.
    pub fn replay(&self, lines: &str) -> Result<usize, Refused> {
        let mut news: Vec<(Line, Option<Erasure>)> = Vec::new();
        let last = self.truth().read_blocking(last_received)?;
        for (number, text) in (1..).zip(lines.lines()).filter(|(_, text)| !text.trim().is_empty()) {
            let wrong = |said: String| Refused::Lines(format!("line {number} of the erasures {said}"));
            let line: Line = serde_json::from_str(text).map_err(|error| wrong(format!("cannot be read: {error}")))?;
            let there = self.truth().read_blocking(|tx| store::by_token(tx, &line.token))?;
            if there.as_ref().is_some_and(|there| there.stage != Stage::Proposed) {
                continue;
            }
            if last.0 > line.hidden_at {
                return Err(wrong(
                    "is newer than the backup, and interactions have come in since it was restored: its numbers may \
                     mean others now. Restore once more, and replay before a server listens"
                        .to_owned(),
                ));
            }
            news.push((line, there));
        }
        let again = news.len();
        let known = self.people.now().graph.len();
        for (line, there) in news {
            // Whoever came after the backup is not in it.
            let parts: Vec<Part> = line.parts.into_iter().filter(|part| part.identifier.0 < known).collect();
            let (token, mode, person) = (line.token, line.mode, PersonNo(line.person));
            let (kept, at) = (parts.clone(), Timestamp(line.requested_at));
            let said = ("restore", "erased after the backup was made", line.request);
            let insert = move |tx: &mut dyn ::store::Tx| store::insert_as(tx, &token, person, mode, &kept, said, at);
            // It may have been asked for before the backup and confirmed after it.
            let id = match there {
                Some(proposed) => proposed.id,
                None => self.truth().write_blocking(insert)?,
            };
            self.hide(id, parts, line.request, true)?;
        }
        self.hurry();
        self.destroy_due()?;
        Ok(again)
    }
}

/// Frames that are looked at for the time at which something came in last; others may be out of order.
const LAST_FRAMES: u32 = 64;

/// When something came in last.
fn last_received(tx: &mut dyn ::store::Tx) -> Result<Timestamp> {
    let last = journal::last(tx)?.frame;
    let frames = journal::read_numbered(tx, last.saturating_sub(u64::from(LAST_FRAMES)), LAST_FRAMES as usize)?;
    let mut newest = Timestamp::default();
    for frame in &frames {
        newest = frame.heads()?.iter().map(|(_, head)| head.received_at).fold(newest, Timestamp::max);
    }
    Ok(newest)
}

fn line(erasure: &Erasure) -> Result<String> {
    let line = Line {
        token: erasure.token.clone(),
        mode: erasure.mode,
        person: erasure.person.0,
        parts: erasure.parts.clone(),
        requested_at: erasure.requested_at.0,
        hidden_at: erasure.hidden_at.unwrap_or(erasure.requested_at).0,
        request: erasure.request,
    };
    serde_json::to_string(&line).map_err(|error| Error::Unexpected(error.to_string()))
}
