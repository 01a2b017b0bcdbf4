//! A frame: up to 64 interactions that became durable together, encoded with postcard and compressed with zstd.

use kernel::{Interaction, MessageKey, Position};

use super::Cursor;
use super::former::Former;
use super::head::Head;
use crate::{Error, Result};

/// A frame as it is used.
#[derive(Debug)]
pub struct Frame {
    /// Its number in the journal.
    pub number: u64,
    /// PostgreSQL's transaction number; 0 on SQLite.
    pub xid: i64,
    /// Its interactions, at most [`Position::FRAME`].
    pub interactions: Vec<Interaction>,
    /// The keys of the messages that are in it. Not one an interaction: a message without an id has none.
    pub keys: Vec<MessageKey>,
}

/// A frame as it is kept.
#[derive(Debug)]
pub struct Encoded {
    pub(super) number: u64,
    pub(super) events: usize,
    pub(super) keys: Vec<u8>,
    pub(super) body: Vec<u8>,
}

/// The first byte of a body: how the rest is to be read. Behind it stand the length of the plain bytes (four bytes) and
/// these, compressed: how long each interaction is, one after the other (postcard), then the interactions (postcard).
const FORM: u8 = 3;
/// The form before: subjects had neither role nor facts.
const FORMER: u8 = 2;
/// Measured on 1 KB events: level 1 halves the size of level -3 and costs half a microsecond more an event.
const LEVEL: i32 = 1;
/// No frame that we wrote is larger: 64 events of at most 4 MiB.
const LARGEST: usize = 256 << 20;

impl Frame {
    /// Where this frame stands in the journal's order.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor { xid: self.xid, frame: self.number }
    }

    /// The interactions with their positions, without those that were erased.
    pub fn positioned(&self) -> impl Iterator<Item = (Position, &Interaction)> {
        let all = self.interactions.iter().enumerate().map(|(index, one)| (Position::new(self.number, index), one));
        all.filter(|(_, one)| !one.is_erased())
    }

    /// The form in which it is kept.
    ///
    /// # Errors
    /// When it cannot be encoded, which only memory can cause.
    pub fn encode(&self) -> Result<Encoded> {
        let damaged = |error: &dyn std::fmt::Display| Error::Damaged(format!("encoding a frame: {error}"));
        let mut lengths: Vec<u32> = Vec::with_capacity(self.interactions.len());
        let mut all = Vec::with_capacity(self.interactions.len() << 10);
        for interaction in &self.interactions {
            let before = all.len();
            all = postcard::to_extend(interaction, all).map_err(|error| damaged(&error))?;
            lengths.push(u32::try_from(all.len() - before).map_err(|error| damaged(&error))?);
        }
        let mut plain = postcard::to_allocvec(&lengths).map_err(|error| damaged(&error))?;
        plain.append(&mut all);
        if plain.len() > LARGEST {
            return Err(Error::Unexpected(format!("a frame of {} bytes; at most {LARGEST}", plain.len())));
        }
        let mut body = vec![FORM];
        body.extend_from_slice(&u32::try_from(plain.len()).map_err(|error| damaged(&error))?.to_le_bytes());
        body.extend(zstd::bulk::compress(&plain, LEVEL).map_err(|error| damaged(&error))?);
        let keys = self.keys.iter().flat_map(|key| key.0).collect();
        Ok(Encoded { number: self.number, events: self.interactions.len(), keys, body })
    }

    pub(super) fn decode(number: u64, xid: i64, keys: &[u8], body: &[u8]) -> Result<Frame> {
        let interactions = Unpacked::from_body(number, body)?.interactions()?;
        Ok(Frame { number, xid, interactions, keys: read_keys(keys)? })
    }
}

/// A frame without its compression, of which single interactions can be read.
pub struct Unpacked {
    number: u64,
    form: u8,
    bytes: Vec<u8>,
}

impl Unpacked {
    pub(super) fn from_body(number: u64, body: &[u8]) -> Result<Unpacked> {
        let mut plain = Unpacked { number, form: FORM, bytes: Vec::new() };
        let (head, packed) = body.split_at_checked(5).ok_or_else(|| plain.damaged("too short"))?;
        plain.form = head[0];
        if !matches!(plain.form, FORM | FORMER) {
            return Err(plain.damaged("of an unknown form"));
        }
        let length = u32::from_le_bytes(head[1..].try_into().expect("four bytes")) as usize;
        if length > LARGEST {
            return Err(plain.damaged("of an impossible length"));
        }
        plain.bytes = zstd::bulk::decompress(packed, length).map_err(|_| plain.damaged("cannot be decompressed"))?;
        Ok(plain)
    }

    /// One interaction alone; nothing where the frame has fewer.
    ///
    /// # Errors
    /// When the frame is damaged.
    pub fn interaction(&self, index: usize) -> Result<Option<Interaction>> {
        let (lengths, all) = self.parts()?;
        let Some(length) = lengths.get(index) else { return Ok(None) };
        let start: usize = lengths[..index].iter().map(|length| *length as usize).sum();
        let one = all.get(start..start + *length as usize).ok_or_else(|| self.damaged("cut off"))?;
        self.read(one).map(Some)
    }

    pub(super) fn interactions(&self) -> Result<Vec<Interaction>> {
        self.pieces()?.into_iter().map(|one| self.read(one)).collect()
    }

    /// What all forms have in common: the beginnings of the interactions.
    pub(super) fn heads(&self) -> Result<Vec<Head<'_>>> {
        let head = |one| postcard::take_from_bytes(one).map_err(|error| self.damaged(&error.to_string()));
        self.pieces()?.into_iter().map(|one| Ok(head(one)?.0)).collect()
    }

    /// The bytes of each interaction.
    fn pieces(&self) -> Result<Vec<&[u8]>> {
        let (lengths, mut rest) = self.parts()?;
        let mut pieces = Vec::with_capacity(lengths.len());
        for length in lengths {
            let (one, behind) = rest.split_at_checked(length as usize).ok_or_else(|| self.damaged("cut off"))?;
            pieces.push(one);
            rest = behind;
        }
        Ok(pieces)
    }

    fn parts(&self) -> Result<(Vec<u32>, &[u8])> {
        postcard::take_from_bytes(&self.bytes).map_err(|error| self.damaged(&error.to_string()))
    }

    fn read(&self, bytes: &[u8]) -> Result<Interaction> {
        let read = match self.form {
            FORMER => postcard::from_bytes::<Former>(bytes).map(Interaction::from),
            _ => postcard::from_bytes(bytes),
        };
        read.map_err(|error| self.damaged(&error.to_string()))
    }

    fn damaged(&self, what: &str) -> Error {
        Error::Damaged(format!("frame {} of the journal: {what}", self.number))
    }
}

/// The message keys of a frame's `keys` column.
///
/// # Errors
/// When it is no whole number of keys.
pub fn read_keys(bytes: &[u8]) -> Result<Vec<MessageKey>> {
    let (keys, rest) = bytes.as_chunks::<16>();
    if !rest.is_empty() {
        return Err(Error::Damaged("the keys of a frame".to_owned()));
    }
    Ok(keys.iter().copied().map(MessageKey).collect())
}
