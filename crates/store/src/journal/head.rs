//! The head of an interaction: when it was, where, and who was there, read without what was said.

use kernel::{Direction, IdentifierNo, Position, Relation, SourceNo, Timestamp, Trust};
use serde::Deserialize;

use super::Cursor;
use super::frame::{Frame, Unpacked, read_keys};
use crate::{Result, Row};

/// The first fields of an interaction, in the order in which all forms of frames keep them.
#[derive(Debug, Deserialize)]
pub struct Head<'a> {
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When it was received.
    pub received_at: Timestamp,
    /// The source that sent it.
    pub source: SourceNo,
    /// How far the source is believed.
    pub trust: Trust,
    /// Who started it.
    pub direction: Direction,
    /// What the person was to us.
    pub relation: Option<Relation>,
    /// The channel.
    pub channel: &'a str,
    /// The touchpoint.
    pub touchpoint: &'a str,
    /// What happened.
    pub name: &'a str,
    /// The department.
    #[serde(borrow)]
    pub department: Option<&'a str>,
    /// The team.
    #[serde(borrow)]
    pub team: Option<&'a str>,
    /// The employee.
    #[serde(borrow)]
    pub employee: Option<&'a str>,
    /// The location.
    #[serde(borrow)]
    pub location: Option<&'a str>,
    /// Who was there; nobody where it was erased.
    pub identifiers: Vec<IdentifierNo>,
}

/// A frame of which only the heads have been looked at.
pub struct Packed {
    /// Its number in the journal.
    pub number: u64,
    /// PostgreSQL's transaction number; 0 on SQLite.
    pub xid: i64,
    keys: Vec<u8>,
    plain: Unpacked,
}

impl Packed {
    pub(super) fn of_row(row: &Row) -> Result<Packed> {
        let number = row.unsigned(0)?;
        let plain = Unpacked::from_body(number, row.blob(3)?)?;
        Ok(Packed { number, xid: row.int(1)?, keys: row.blob(2)?.to_vec(), plain })
    }

    /// Where this frame stands in the journal's order.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor { xid: self.xid, frame: self.number }
    }

    /// The heads of all its interactions with their positions, those that were erased too.
    ///
    /// # Errors
    /// When the frame is damaged.
    pub fn heads(&self) -> Result<Vec<(Position, Head<'_>)>> {
        let heads = self.plain.heads()?.into_iter().enumerate();
        Ok(heads.map(|(index, head)| (Position::new(self.number, index), head)).collect())
    }

    /// The whole frame.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn frame(&self) -> Result<Frame> {
        let (number, xid, keys) = (self.number, self.xid, read_keys(&self.keys)?);
        Ok(Frame { number, xid, interactions: self.plain.interactions()?, keys })
    }
}
