//! Making a backup of an open data directory.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use kernel::{Clock, Timestamp};
use store::Db;
use store::image::{ImageAbout, ImageSink};

use super::format::{Header, Part, Writer};

/// What came of a backup.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made {
    /// What was acknowledged before is in it.
    pub(super) begun_at: Timestamp,
    /// Its length.
    pub(super) bytes: u64,
}

/// Writes a backup of the data directory whose truth is open. Blocks; the store is used meanwhile as ever.
///
/// # Errors
/// What cannot be read, or written to `to`: what was written until then is of no use.
pub(super) fn make<W: Write>(truth: &Db, directory: &Path, clock: &dyn Clock, to: W) -> Result<(W, Made)> {
    let begun_at = clock.now();
    let mut making = Making { directory: directory.to_owned(), begun_at, to: Some(to), writer: None };
    truth.image_blocking(&mut making)?;
    let writer = making.writer.ok_or_else(|| io::Error::other("the database handed out nothing"))?;
    let (to, bytes) = writer.finish()?;
    Ok((to, Made { begun_at, bytes }))
}

struct Making<W: Write> {
    directory: PathBuf,
    begun_at: Timestamp,
    to: Option<W>,
    writer: Option<Writer<W>>,
}

impl<W: Write> ImageSink for Making<W> {
    fn begin(&mut self, about: &ImageAbout) -> io::Result<()> {
        // Read when the snapshot stands: an erasure that is in the list and not in the database is replayed by the
        // restore, one that is in neither could not be.
        let config = part(&self.directory, Part::Config)?;
        let erasures = part(&self.directory, Part::Erasures)?;
        let length = |part: &Option<Vec<u8>>| part.as_ref().map(|part| part.len() as u64);
        let header = Header {
            created_at: self.begun_at,
            made_by: env!("CARGO_PKG_VERSION").to_owned(),
            steps: about.steps.clone(),
            config_bytes: length(&config),
            erasures_bytes: length(&erasures),
            database_bytes: about.bytes,
        };
        let to = self.to.take().ok_or_else(|| io::Error::other("an image begins once"))?;
        let mut writer = Writer::begin(to, &header)?;
        for part in [config, erasures].into_iter().flatten() {
            writer.add(&part)?;
        }
        self.writer = Some(writer);
        Ok(())
    }

    fn page(&mut self, bytes: &[u8]) -> io::Result<()> {
        let writer = self.writer.as_mut().ok_or_else(|| io::Error::other("an image begins before its pages"))?;
        writer.add(bytes)
    }
}

fn part(directory: &Path, part: Part) -> io::Result<Option<Vec<u8>>> {
    match std::fs::read(directory.join(part.file_name())) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
