//! The form of a backup: a header, the parts of a data directory compressed as one stream, and a checksum.
//!
//!     8 bytes   THRUBACK
//!     4 bytes   the version of this form, little-endian
//!     4 bytes   the length of the header, little-endian
//!     header    JSON, see [`Header`]
//!     zstd      one frame (RFC 8878): the configuration, the list of erasures, the database, end to end
//!     32 bytes  the SHA-256 of everything before
//!
//! Parts have lengths and no names: a backup cannot say where it is written to.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};

use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::ERASURES_FILE;
use crate::config::STORE_FILE;

const MAGIC: [u8; 8] = *b"THRUBACK";
/// The version that is written, and the newest that can be read.
const VERSION: u32 = 1;
/// No header that we wrote is longer.
const LONGEST_HEADER: u32 = 1 << 20;
/// The journal, which is most of a store, is compressed already: more than the lowest level costs time for nothing.
const LEVEL: i32 = 1;
/// What is read and written at once.
const CHUNK: usize = 1 << 16;

/// What a backup says of itself before its contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    /// What was acknowledged before this moment is in it.
    pub(crate) created_at: Timestamp,
    /// The version of the program that made it.
    pub(crate) made_by: String,
    /// The steps of the database's schema.
    pub(crate) steps: Vec<String>,
    /// The length of the directory's configuration in bytes; nothing where it has none.
    pub(crate) config_bytes: Option<u64>,
    /// The length of the list of erasures in bytes; nothing where there is none.
    pub(crate) erasures_bytes: Option<u64>,
    /// The length of the database in bytes.
    pub(crate) database_bytes: u64,
}

/// A part of a data directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// How identifiers are read.
    Config,
    /// What was erased.
    Erasures,
    /// The truth.
    Database,
}

impl Part {
    /// All parts, in the order in which they are written.
    pub(crate) const ALL: [Part; 3] = [Part::Config, Part::Erasures, Part::Database];

    /// Its file in a data directory.
    pub(crate) fn file_name(self) -> &'static str {
        match self {
            Part::Config => STORE_FILE,
            Part::Erasures => ERASURES_FILE,
            Part::Database => store::TRUTH_FILE,
        }
    }
}

impl Header {
    /// How long a part is, where there is one.
    pub(crate) fn bytes(&self, part: Part) -> Option<u64> {
        match part {
            Part::Config => self.config_bytes,
            Part::Erasures => self.erasures_bytes,
            Part::Database => Some(self.database_bytes),
        }
    }
}

/// Why a backup cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// It begins otherwise.
    #[error("this is no backup of Throughline's")]
    NoBackup,
    /// It has a form that this program does not know.
    #[error("this backup has form {0}, which a newer version of Throughline wrote: use that version")]
    Newer(u32),
    /// It ends before its end.
    #[error("the backup is cut off: its end is missing")]
    CutOff,
    /// It is not as it was written.
    #[error("the backup is damaged: {0}")]
    Damaged(&'static str),
    /// It cannot be read.
    #[error("the backup cannot be read: {0}")]
    Read(#[source] io::Error),
    /// What is in it cannot be written.
    #[error("what is in the backup cannot be written: {0}")]
    Write(#[source] io::Error),
}

/// A backup that was read whole and is as it was written.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    pub(crate) header: Header,
    /// Its length in bytes, before encryption.
    pub(crate) bytes: u64,
}

/// How far the reading of a backup is. Shared with whoever watches.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// The length of all parts in bytes; 0 until it is known.
    pub(crate) all: AtomicU64,
    /// How much of it was read.
    pub(crate) done: AtomicU64,
}

/// Writes a backup. Nothing of it is valid before [`Writer::finish`].
pub(crate) struct Writer<W: Write> {
    packed: zstd::stream::write::Encoder<'static, Hashed<W>>,
}

impl<W: Write> Writer<W> {
    /// Begins with the header.
    pub(crate) fn begin(inner: W, header: &Header) -> io::Result<Writer<W>> {
        let mut inner = Hashed::new(inner);
        let header = serde_json::to_vec(header)?;
        inner.write_all(&MAGIC)?;
        inner.write_all(&VERSION.to_le_bytes())?;
        inner.write_all(&u32::try_from(header.len()).map_err(io::Error::other)?.to_le_bytes())?;
        inner.write_all(&header)?;
        Ok(Writer { packed: zstd::stream::write::Encoder::new(inner, LEVEL)? })
    }

    /// Adds the next bytes of the parts, which come in the order of [`Part::ALL`].
    pub(crate) fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.packed.write_all(bytes)
    }

    /// Ends with the checksum; returns what was written to, and how many bytes in all.
    pub(crate) fn finish(self) -> io::Result<(W, u64)> {
        let Hashed { mut inner, hash, bytes } = self.packed.finish()?;
        let sum = hash.finalize();
        inner.write_all(&sum)?;
        inner.flush()?;
        Ok((inner, bytes + sum.len() as u64))
    }
}

/// Says where a part goes.
pub(crate) type Opens<'a> = dyn FnMut(Part) -> io::Result<Box<dyn Write>> + 'a;

/// Reads a backup to its end and hands its parts to what `open` gives for them.
///
/// # Errors
/// [`Error`]: what was handed on until then is of no use.
pub(crate) fn read(from: impl Read, progress: &Progress, open: &mut Opens<'_>) -> Result<Whole, Error> {
    let mut from = Hashed::new(BufReader::with_capacity(CHUNK, from));
    let header = read_header(&mut from)?;
    let all = Part::ALL.iter().filter_map(|part| header.bytes(*part)).fold(0, u64::saturating_add);
    progress.all.store(all, Ordering::Relaxed);
    let packed = zstd::stream::read::Decoder::with_buffer(from).map_err(Error::Read)?;
    let mut packed = packed.single_frame();
    for part in Part::ALL {
        let Some(bytes) = header.bytes(part) else { continue };
        let mut to = open(part).map_err(Error::Write)?;
        copy(&mut packed, bytes, &mut *to, progress)?;
        to.flush().map_err(Error::Write)?;
    }
    if packed.read(&mut [0]).map_err(unread)? != 0 {
        return Err(Error::Damaged("it holds more than it says"));
    }
    let Hashed { mut inner, hash, bytes } = packed.finish();
    let mut sum = [0; 32];
    inner.read_exact(&mut sum).map_err(unread)?;
    if hash.finalize()[..] != sum {
        return Err(Error::Damaged("its checksum is not that of its contents"));
    }
    if inner.read(&mut [0]).map_err(unread)? != 0 {
        return Err(Error::Damaged("something stands behind its end"));
    }
    Ok(Whole { header, bytes: bytes + sum.len() as u64 })
}

fn read_header(from: &mut impl Read) -> Result<Header, Error> {
    let mut head = [0; 16];
    from.read_exact(&mut head).map_err(unread)?;
    let number = |at: usize| u32::from_le_bytes(head[at..at + 4].try_into().expect("four bytes"));
    let (version, length) = (number(8), number(12));
    if head[..8] != MAGIC {
        return Err(Error::NoBackup);
    }
    if version > VERSION {
        return Err(Error::Newer(version));
    }
    if length > LONGEST_HEADER {
        return Err(Error::Damaged("its header has an impossible length"));
    }
    let mut header = vec![0; length as usize];
    from.read_exact(&mut header).map_err(unread)?;
    serde_json::from_slice(&header).map_err(|_| Error::Damaged("its header cannot be read"))
}

fn copy(from: &mut impl Read, bytes: u64, to: &mut dyn Write, progress: &Progress) -> Result<(), Error> {
    let mut buffer = vec![0; CHUNK];
    let mut left = bytes;
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(CHUNK);
        let count = from.read(&mut buffer[..most]).map_err(unread)?;
        if count == 0 {
            return Err(Error::Damaged("it holds less than it says"));
        }
        to.write_all(&buffer[..count]).map_err(Error::Write)?;
        progress.done.fetch_add(count as u64, Ordering::Relaxed);
        left -= count as u64;
    }
    Ok(())
}

fn unread(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Error::CutOff,
        // What zstd and age say of bytes that neither of them wrote.
        io::ErrorKind::InvalidData => Error::Damaged("it cannot be decrypted or decompressed"),
        io::ErrorKind::Other if error.raw_os_error().is_none() && error.get_ref().is_some() => {
            Error::Damaged("it cannot be decompressed")
        }
        _ => Error::Read(error),
    }
}

/// Counts and hashes what passes through.
struct Hashed<T> {
    inner: T,
    hash: Sha256,
    bytes: u64,
}

impl<T> Hashed<T> {
    fn new(inner: T) -> Hashed<T> {
        Hashed { inner, hash: Sha256::new(), bytes: 0 }
    }

    fn pass(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.pass(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<R: Read> Read for Hashed<BufReader<R>> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.pass(&buffer[..count]);
        Ok(count)
    }
}

impl<R: Read> BufRead for Hashed<BufReader<R>> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.hash.update(&self.inner.buffer()[..count]);
        self.bytes += count as u64;
        self.inner.consume(count);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use proptest::prelude::*;

    use super::*;

    fn header(parts: [&[u8]; 3]) -> Header {
        let length = |part: &[u8]| part.len() as u64;
        Header {
            created_at: Timestamp(1_700_000_000_000),
            made_by: "0.1.0".to_owned(),
            steps: vec!["journal_1".to_owned()],
            config_bytes: Some(length(parts[0])),
            erasures_bytes: None,
            database_bytes: length(parts[2]),
        }
    }

    fn written(config: &[u8], database: &[u8]) -> Vec<u8> {
        let mut writer = Writer::begin(Vec::new(), &header([config, b"", database])).unwrap();
        writer.add(config).unwrap();
        writer.add(database).unwrap();
        let (file, bytes) = writer.finish().unwrap();
        assert_eq!(file.len() as u64, bytes);
        file
    }

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn read_back(file: &[u8]) -> Result<(Whole, Vec<u8>), Error> {
        let all = Shared::default();
        let whole = read(file, &Progress::default(), &mut |_| Ok(Box::new(all.clone())))?;
        let bytes = all.0.lock().unwrap().clone();
        Ok((whole, bytes))
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(config in ".{0,200}", database in prop::collection::vec(any::<u8>(), 0..20_000)) {
            let (whole, read) = read_back(&written(config.as_bytes(), &database)).unwrap();
            prop_assert_eq!(whole.header, header([config.as_bytes(), b"", &database]));
            prop_assert_eq!(read, [config.as_bytes(), &database].concat());
        }

        #[test]
        fn a_changed_byte_is_seen(at in any::<prop::sample::Index>(), by in 1_u8..) {
            let mut file = written(b"listen = \"x\"", &[7; 5000]);
            let at = at.index(file.len());
            file[at] ^= by;
            prop_assert!(read_back(&file).is_err());
        }

        #[test]
        fn a_missing_end_is_seen(at in any::<prop::sample::Index>()) {
            let file = written(b"", &[7; 5000]);
            prop_assert!(read_back(&file[..at.index(file.len())]).is_err());
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let file = written(b"", b"pages");
        let said = |file: &[u8]| read_back(file).unwrap_err().to_string();
        assert!(said(&file[..file.len() - 1]).contains("cut off"));
        assert!(said(&[&file[..], b"x"].concat()).contains("behind its end"));
        assert!(said(b"PK and something else").contains("no backup"));
        let mut newer = file.clone();
        newer[8] = 9;
        assert!(said(&newer).contains("form 9"));
        let mut altered = file;
        *altered.last_mut().unwrap() ^= 1;
        assert!(said(&altered).contains("checksum"));
    }
}
