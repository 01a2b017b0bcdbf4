//! Where the large part lies: a directory for each that was made, with a file for each column.
//!
//! A directory is written under another name and gets its number when it is whole and in use, so what has a number is
//! whole or was damaged later; then the journal is read again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use store::journal::Cursor;
use store::{Error, Result};

use super::column::map;
use super::rows::{Dictionary, Label};
use super::sorted::Sorted;

/// Of what form columns are, and by which rules episodes were gathered. Whoever changes either counts on.
const FORM: u32 = 2;
/// The file that says what the others hold.
const CONTENTS: &str = "contents.json";
/// What a directory is called until it is whole.
const UNFINISHED: &str = "unfinished";
/// How much of a column waits to be written.
const BUFFER: usize = 1 << 18;

/// A directory for large parts. They are numbered in the order in which they were begun.
#[derive(Debug)]
pub(super) struct Shelf {
    directory: PathBuf,
    /// The first number that was given since the start.
    first: u64,
    next: AtomicU64,
}

/// What a large part was made of.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Made {
    xid: i64,
    frame: u64,
    /// What the last frame looked like: another one in its place is of another history.
    pub(super) seal: u64,
    /// The names behind numbers: by label, and of facts.
    names: Vec<Vec<String>>,
}

/// What lies in a directory.
#[derive(Deserialize, Serialize)]
struct Contents {
    form: u32,
    big_endian: bool,
    made: Made,
    customers: usize,
    /// Of each column the checksum (CRC-32) of its file.
    columns: BTreeMap<String, u32>,
}

/// The directory of a large part. It goes with this, unless the part was published.
#[derive(Debug)]
pub(super) struct Folder {
    number: u64,
    unfinished: PathBuf,
}

/// A large part while it is written.
pub(super) struct Writing {
    folder: Folder,
    made: Made,
    columns: BTreeMap<String, (BufWriter<File>, crc32fast::Hasher)>,
}

/// The column that is written at last: it is in another order than people.
const AT_LAST: &str = "deciding";

impl Made {
    pub(super) fn new(cursor: Cursor, seal: u64, dictionary: &Dictionary) -> Made {
        let labels = Label::ALL.map(|label| dictionary.names(label));
        let names = labels.into_iter().chain([&dictionary.facts]);
        let names = names.map(|names| names.all().map(|(_, name)| name.to_owned()).collect());
        Made { xid: cursor.xid, frame: cursor.frame, seal, names: names.collect() }
    }

    /// Up to where in the journal it goes.
    pub(super) fn cursor(&self) -> Cursor {
        Cursor { xid: self.xid, frame: self.frame }
    }

    /// The names behind numbers.
    pub(super) fn dictionary(&self) -> Dictionary {
        Dictionary::of(&self.names)
    }
}

impl Shelf {
    /// Large parts lie in this directory. It need not be there yet.
    pub(super) fn new(directory: PathBuf) -> Shelf {
        let first = numbers(&directory).last().map_or(1, |last| last + 1);
        Shelf { directory, first, next: AtomicU64::new(first) }
    }

    /// The newest large part that is whole, with what it was made of. Others are removed.
    pub(super) fn newest(&self) -> Option<(Sorted, Made)> {
        for number in numbers(&self.directory).into_iter().rev() {
            let directory = self.directory.join(number.to_string());
            match open(&directory) {
                Ok(found) => {
                    self.sweep(number);
                    return Some(found);
                }
                Err(error) => {
                    let place = directory.display();
                    tracing::warn!(%error, "the journey index in {place} cannot be used; it is made from the journal");
                }
            }
        }
        self.sweep(0);
        None
    }

    /// Begins to write a large part.
    ///
    /// # Errors
    /// What the file system says.
    pub(super) fn begin(&self, made: Made) -> Result<Writing> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let unfinished = self.directory.join(format!("{number}.{UNFINISHED}"));
        fs::create_dir_all(&unfinished).map_err(|error| refused(&unfinished, error))?;
        Ok(Writing { folder: Folder { number, unfinished }, made, columns: BTreeMap::new() })
    }

    /// From now on this one is what a restart begins with; no other is.
    ///
    /// # Errors
    /// What the file system says.
    pub(super) fn publish(&self, folder: &Folder) -> Result<()> {
        let publish = || -> io::Result<()> {
            fs::rename(&folder.unfinished, self.directory.join(folder.number.to_string()))?;
            self.sweep(folder.number);
            File::open(&self.directory)?.sync_all()
        };
        publish().map_err(|error| refused(&folder.unfinished, error))
    }

    /// Removes everything but one, and what is still being written.
    pub(super) fn sweep(&self, number: u64) {
        let Ok(all) = fs::read_dir(&self.directory) else { return };
        for entry in all.flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let (of, is_whole) = name.split_once('.').map_or((&*name, true), |(of, _)| (of, false));
            let Ok(of) = of.parse::<u64>() else { continue };
            // Before the first one was begun here, whatever is unfinished was left behind.
            let is_written = !is_whole && of >= self.first;
            if of != number && !is_written {
                // What cannot be removed now is tried again when the next one is published.
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

/// The numbers of what is whole, in their order.
fn numbers(directory: &Path) -> Vec<u64> {
    let Ok(all) = fs::read_dir(directory) else { return Vec::new() };
    let mut numbers: Vec<u64> = all.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect();
    numbers.sort_unstable();
    numbers
}

fn open(directory: &Path) -> io::Result<(Sorted, Made)> {
    let damaged = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
    let contents: Contents = serde_json::from_slice(&fs::read(directory.join(CONTENTS))?)?;
    if (contents.form, contents.big_endian) != (FORM, cfg!(target_endian = "big")) {
        return Err(damaged("it is of another version".to_owned()));
    }
    let mut sorted = Sorted::default();
    for (name, column) in sorted.columns() {
        let bytes = map(&directory.join(&name)).map_err(|error| damaged(format!("{name}: {error}")))?;
        if contents.columns.get(&name) != Some(&crc32fast::hash(&bytes)) {
            return Err(damaged(format!("{name} is not as it was written")));
        }
        column.take(bytes).map_err(|error| damaged(format!("{name}: {error}")))?;
    }
    sorted.customers = contents.customers;
    if !sorted.is_whole() {
        return Err(damaged("its columns do not fit together".to_owned()));
    }
    Ok((sorted, contents.made))
}

impl Writing {
    /// Appends what is in memory, and leaves nothing of it there but what is written at last.
    ///
    /// # Errors
    /// What the file system says.
    pub(super) fn append(&mut self, sorted: &mut Sorted) -> Result<()> {
        for (name, column) in sorted.columns() {
            if name != AT_LAST {
                self.write(&name, column.bytes())?;
                column.clear();
            }
        }
        Ok(())
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.folder.unfinished.join(name);
        let mut write = || -> io::Result<()> {
            if !self.columns.contains_key(name) {
                let file = BufWriter::with_capacity(BUFFER, File::create(&path)?);
                self.columns.insert(name.to_owned(), (file, crc32fast::Hasher::new()));
            }
            let (file, checksum) = self.columns.get_mut(name).expect("it was just put there");
            checksum.update(bytes);
            file.write_all(bytes)
        };
        write().map_err(|error| refused(&path, error))
    }

    /// Everything was appended: what was written, from there.
    ///
    /// # Errors
    /// What the file system says.
    pub(super) fn finish(mut self, mut sorted: Sorted) -> Result<(Sorted, Folder)> {
        for (name, column) in sorted.columns() {
            self.write(&name, column.bytes())?;
            column.clear();
        }
        let Writing { folder, made, columns } = self;
        let whole = || -> io::Result<Sorted> {
            seal(&folder.unfinished, made, sorted.customers, columns)?;
            Ok(open(&folder.unfinished)?.0)
        };
        let sorted = whole().map_err(|error| refused(&folder.unfinished, error))?;
        Ok((sorted, folder))
    }
}

/// Puts everything onto the disk, and says what it is.
fn seal(
    directory: &Path,
    made: Made,
    customers: usize,
    written: BTreeMap<String, (BufWriter<File>, crc32fast::Hasher)>,
) -> io::Result<()> {
    let mut columns = BTreeMap::new();
    for (name, (file, checksum)) in written {
        file.into_inner()?.sync_all()?;
        columns.insert(name, checksum.finalize());
    }
    let contents = Contents { form: FORM, big_endian: cfg!(target_endian = "big"), made, customers, columns };
    let mut file = File::create(directory.join(CONTENTS))?;
    file.write_all(&serde_json::to_vec(&contents)?)?;
    file.sync_all()?;
    File::open(directory)?.sync_all()
}

impl Drop for Folder {
    fn drop(&mut self) {
        // It has another name where it was published; what cannot be removed now goes with the next start.
        let _ = fs::remove_dir_all(&self.unfinished);
    }
}

fn refused(path: &Path, error: io::Error) -> Error {
    Error::Io(path.display().to_string(), error)
}
