//! A column: numbers in memory, or in a file that is mapped.

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use memmap2::Mmap;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// Numbers that are in a file as they are in memory.
pub trait Plain: Copy + FromBytes + IntoBytes + Immutable + KnownLayout {}

impl<T: Copy + FromBytes + IntoBytes + Immutable + KnownLayout> Plain for T {}

/// Numbers of which nobody need know where they are. To be changed they have to be in memory, and are brought there.
#[derive(Clone, Debug)]
pub struct Column<T>(Numbers<T>);

#[derive(Clone, Debug)]
enum Numbers<T> {
    Own(Vec<T>),
    Mapped(Arc<Mmap>),
}

impl<T> Default for Column<T> {
    fn default() -> Column<T> {
        Column(Numbers::Own(Vec::new()))
    }
}

impl<T: Plain> Deref for Column<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Numbers::Own(numbers) => numbers,
            Numbers::Mapped(bytes) => <[T]>::ref_from_bytes(bytes).expect("a column was looked at when it was mapped"),
        }
    }
}

impl<T: Plain> Column<T> {
    /// The numbers in memory.
    pub fn to_mut(&mut self) -> &mut Vec<T> {
        if matches!(self.0, Numbers::Mapped(_)) {
            self.0 = Numbers::Own(self.to_vec());
        }
        match &mut self.0 {
            Numbers::Own(numbers) => numbers,
            Numbers::Mapped(_) => unreachable!("it was brought into memory"),
        }
    }
}

/// A column of whatever numbers, as a file sees it.
pub(super) trait Stored {
    /// What a file of it holds.
    fn bytes(&self) -> &[u8];
    /// Leaves nothing of it.
    fn clear(&mut self);
    /// Takes what a file holds instead.
    ///
    /// # Errors
    /// Where these cannot be numbers of the column.
    fn take(&mut self, bytes: Mmap) -> io::Result<()>;
}

impl<T: Plain> Stored for Column<T> {
    fn bytes(&self) -> &[u8] {
        (**self).as_bytes()
    }

    fn clear(&mut self) {
        self.to_mut().clear();
    }

    fn take(&mut self, bytes: Mmap) -> io::Result<()> {
        let whole = <[T]>::ref_from_bytes(&bytes).is_ok();
        self.0 = Numbers::Mapped(Arc::new(bytes));
        if whole { Ok(()) } else { Err(io::Error::new(io::ErrorKind::InvalidData, "it ends within a number")) }
    }
}

/// Maps a file, to be read.
///
/// # Errors
/// What the file system says.
#[expect(unsafe_code, reason = "there is no other way to map a file")]
pub(super) fn map(path: &Path) -> io::Result<Mmap> {
    let file = fs::File::open(path)?;
    // SAFETY: files of the index are written under another name, renamed once they are whole, and never written again;
    // whoever removes one leaves it to those who have mapped it. Their directory belongs to the server alone.
    unsafe { Mmap::map(&file) }
}
