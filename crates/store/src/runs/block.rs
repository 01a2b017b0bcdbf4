//! A block of a run: sorted entries, each with the lengths of its key (one byte) and value (two), zstd where it pays.

use super::Visit;
use crate::{Error, Result};

/// Plain bytes after which a block is closed.
const FULL: usize = 16 << 10;
const LEVEL: i32 = 1;

/// A key, a value, and where the next entry begins.
type Placed<'a> = (&'a [u8], &'a [u8], usize);

#[derive(Default)]
pub(super) struct BlockWriter {
    plain: Vec<u8>,
}

impl BlockWriter {
    pub(super) fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.plain.len() >= FULL
    }

    pub(super) fn push(&mut self, key: &[u8], value: &[u8]) -> Result<()> {
        let too_long = |_| Error::Unexpected("an entry of a run is too long".to_owned());
        self.plain.push(u8::try_from(key.len()).map_err(too_long)?);
        self.plain.extend_from_slice(&u16::try_from(value.len()).map_err(too_long)?.to_le_bytes());
        self.plain.extend_from_slice(key);
        self.plain.extend_from_slice(value);
        Ok(())
    }

    pub(super) fn finish(&mut self, compressed: bool) -> Result<Vec<u8>> {
        let plain = std::mem::take(&mut self.plain);
        if !compressed {
            return Ok(plain);
        }
        zstd::bulk::compress(&plain, LEVEL).map_err(|error| Error::Unexpected(format!("compressing a block: {error}")))
    }
}

pub(super) struct Block {
    plain: Vec<u8>,
}

impl Block {
    pub(super) fn decode(bytes: &[u8], compressed: bool) -> Result<Block> {
        if !compressed {
            return Ok(Block { plain: bytes.to_vec() });
        }
        let largest = FULL + 255 + usize::from(u16::MAX) + 3;
        let plain =
            zstd::bulk::decompress(bytes, largest).map_err(|error| Error::Damaged(format!("a block: {error}")))?;
        Ok(Block { plain })
    }

    /// Visits the entries until `step` returns false; returns whether it never did.
    pub(super) fn visit(&self, reverse: bool, step: &mut Visit<'_>) -> Result<bool> {
        if !reverse {
            let mut at = 0;
            while at < self.plain.len() {
                let (key, value, next) = self.entry(at)?;
                if !step(key, value)? {
                    return Ok(false);
                }
                at = next;
            }
            return Ok(true);
        }
        let mut starts = Vec::new();
        let mut at = 0;
        while at < self.plain.len() {
            starts.push(at);
            at = self.entry(at)?.2;
        }
        for at in starts.into_iter().rev() {
            let (key, value, _) = self.entry(at)?;
            if !step(key, value)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The key and value at a place, and where the next entry begins.
    pub(super) fn entry(&self, at: usize) -> Result<Placed<'_>> {
        let damaged = || Error::Damaged("an entry of a run".to_owned());
        let head = self.plain.get(at..at + 3).ok_or_else(damaged)?;
        let key_end = at + 3 + usize::from(head[0]);
        let value_end = key_end + usize::from(u16::from_le_bytes([head[1], head[2]]));
        let key = self.plain.get(at + 3..key_end).ok_or_else(damaged)?;
        let value = self.plain.get(key_end..value_end).ok_or_else(damaged)?;
        Ok((key, value, value_end))
    }

    pub(super) fn len(&self) -> usize {
        self.plain.len()
    }
}
