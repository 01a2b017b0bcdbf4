//! The image of a SQLite file: all its pages as of one snapshot, read while others write.
//!
//! SQLite's own ways (its backup interface, `VACUUM INTO`) write a second file first. Reading the table of pages within
//! one reading transaction gives the same bytes as a stream. The writer goes on meanwhile; what it writes stays in the
//! `-wal` until the image is read.

use std::io;

use rusqlite::Connection;

use crate::{Error, Result};

/// What an image will hold, known before its first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageAbout {
    /// Its length in bytes.
    pub bytes: u64,
    /// The steps of the schema that it has, in the order of their names.
    pub steps: Vec<String>,
}

/// What takes an image in. What it refuses ends the reading.
pub trait ImageSink {
    /// The snapshot stands: what was committed before this call is in it, what comes later is not.
    ///
    /// # Errors
    /// What stands in the way.
    fn begin(&mut self, about: &ImageAbout) -> io::Result<()>;

    /// The next bytes of the file.
    ///
    /// # Errors
    /// What stands in the way.
    fn page(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// Reads the image of the file that `connection` has open.
pub(crate) fn read(connection: &Connection, sink: &mut dyn ImageSink) -> Result<()> {
    let refused = |error| Error::Io("the image of the database cannot be handed on".to_owned(), error);
    connection.execute_batch("BEGIN")?;
    let mut names = connection.prepare("SELECT name FROM migrations ORDER BY name")?;
    let steps = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, u32>(0));
    let (pages, size) = (number("PRAGMA page_count")?, number("PRAGMA page_size")?);
    let bytes = u64::from(pages) * u64::from(size);
    sink.begin(&ImageAbout { bytes, steps }).map_err(refused)?;
    let mut statement = connection.prepare("SELECT data FROM sqlite_dbpage ORDER BY pgno")?;
    let mut rows = statement.query([])?;
    let mut read = 0;
    while let Some(row) = rows.next()? {
        let page = row.get_ref(0)?.as_blob().map_err(|_| Error::Damaged("a page is not there".to_owned()))?;
        read += page.len() as u64;
        sink.page(page).map_err(refused)?;
    }
    if read != bytes {
        return Err(Error::Damaged(format!("{read} of {bytes} bytes of the database could be read")));
    }
    Ok(())
}
