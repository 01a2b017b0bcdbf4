//! One export: rows come person by person and leave in the order of time, without all of them being held in memory.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Serialize;

use crate::at::At;
use crate::plan::Window;

/// How many bytes of a part are held before they go to disk.
const HELD: usize = 256 * 1024;

/// The length of a part in days. Each is sorted in memory when the export is finished.
const PART_DAYS: i64 = 31;

/// How an export's rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Comma-separated values under a heading.
    Csv,
    /// A JSON object a line.
    Lines,
}

/// The rows of one stretch of time, in the order in which they came.
#[derive(Debug, Default)]
struct Part {
    /// When each row happened, and its length in bytes.
    rows: Vec<(At, usize)>,
    /// The bytes that are not on disk yet.
    held: Vec<u8>,
    /// The file with the bytes before them, once there is one.
    spilt: Option<PathBuf>,
}

/// An export that is being written.
#[derive(Debug)]
pub(crate) struct Sheet {
    path: PathBuf,
    form: Form,
    window: Window,
    heading: Vec<u8>,
    parts: Vec<Part>,
    /// Rows so far.
    pub(crate) rows: u64,
    /// Interactions that the mapping makes of them.
    pub(crate) interactions: u64,
}

impl Sheet {
    /// An empty export at `path`.
    pub(crate) fn new(path: PathBuf, window: Window) -> Sheet {
        let form = if path.extension().is_some_and(|end| end == "csv") { Form::Csv } else { Form::Lines };
        Sheet { path, form, window, heading: Vec::new(), parts: Vec::new(), rows: 0, interactions: 0 }
    }

    /// Adds a row that happened at `at` and of which the mapping makes so many interactions.
    pub(crate) fn put(&mut self, at: At, row: &impl Serialize, interactions: u64) -> anyhow::Result<()> {
        if self.form == Form::Csv && self.rows == 0 {
            self.heading = heading(row)?;
        }
        let place = usize::try_from(at.days_since(self.window.start) / PART_DAYS).unwrap_or(0);
        if place >= self.parts.len() {
            self.parts.resize_with(place + 1, Part::default);
        }
        let part = &mut self.parts[place];
        let before = part.held.len();
        match self.form {
            Form::Csv => csv_row(&mut part.held, row)?,
            Form::Lines => {
                serde_json::to_writer(&mut part.held, row)?;
                part.held.push(b'\n');
            }
        }
        part.rows.push((at, part.held.len() - before));
        if part.held.len() > HELD {
            part.spill(&self.path, place)?;
        }
        self.rows += 1;
        self.interactions += interactions;
        Ok(())
    }

    /// Writes the file, each part in the order of time.
    pub(crate) fn finish(&mut self) -> anyhow::Result<()> {
        let file = File::create(&self.path).with_context(|| format!("cannot write {}", self.path.display()))?;
        let mut out = BufWriter::new(file);
        out.write_all(&self.heading)?;
        for part in std::mem::take(&mut self.parts) {
            part.write_sorted(&mut out)?;
        }
        out.flush()?;
        Ok(())
    }
}

impl Part {
    fn spill(&mut self, sheet: &Path, place: usize) -> anyhow::Result<()> {
        if self.spilt.is_none() {
            let path = sheet.with_extension(format!("part{place}"));
            File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
            self.spilt = Some(path);
        }
        if let Some(path) = &self.spilt {
            OpenOptions::new().append(true).open(path)?.write_all(&self.held)?;
            self.held.clear();
        }
        Ok(())
    }

    fn write_sorted(mut self, out: &mut impl Write) -> anyhow::Result<()> {
        let mut bytes = Vec::new();
        if let Some(path) = self.spilt.take() {
            bytes = fs::read(&path)?;
            fs::remove_file(&path)?;
        }
        bytes.append(&mut self.held);
        let mut begin = 0;
        let spans = self.rows.iter().map(|&(at, length)| {
            begin += length;
            (at, begin - length..begin)
        });
        let mut spans: Vec<_> = spans.collect();
        spans.sort_by_key(|(at, _)| *at);
        for (_, span) in spans {
            out.write_all(&bytes[span])?;
        }
        Ok(())
    }
}

/// A row of comma-separated values at the end of `out`.
fn csv_row(out: &mut Vec<u8>, row: &impl Serialize) -> anyhow::Result<()> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).buffer_capacity(1024).from_writer(out);
    writer.serialize(row)?;
    writer.flush()?;
    Ok(())
}

/// The names of a row's columns.
fn heading(row: &impl Serialize) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.serialize(row)?;
    let mut text = writer.into_inner().map_err(|error| anyhow::anyhow!("cannot write a heading: {error}"))?;
    let end = text.iter().position(|byte| *byte == b'\n').expect("a heading is a line");
    text.truncate(end + 1);
    Ok(text)
}
