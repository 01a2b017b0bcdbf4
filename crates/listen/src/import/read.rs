//! Opening a file or stream: its compression is seen through, its format known by name or mapping, its rows read one
//! by one. A line that is too long, a ragged row or broken text is one bad row, and the rest goes on.

use std::io::{BufRead, BufReader, Read};

use kernel::DropReason;

use super::ahead::Ahead;
use super::columns::Columns;
use super::ocel::Ocel;
use super::recognise::recognised;
use super::records::records;
use super::xes::Xes;
use crate::ingest::{Dropped, Form};
use crate::mapping::{Format, Mapping, Row};

/// The most of a line that is read; what is beyond is dropped with the row.
pub(super) const LONGEST_LINE: usize = 16 << 20;

/// One thing that was read.
pub enum Item {
    /// A row for the mapping.
    Row(Row),
    /// A line for the mapping or for Segment's rules, as JSON text.
    Json(String),
    /// A row that cannot be read.
    Bad(Dropped),
}

/// What was read and where: the number of its first line in the file, or of its row or event, from 1.
pub type Placed = (u64, Item);

/// An open file or stream of rows.
pub struct Opened {
    rows: Box<dyn Iterator<Item = std::io::Result<Placed>> + Send>,
    /// Whether the lines are calls of Segment's API.
    pub segment: bool,
    /// What the numbers count: `line`, `row` or `event`.
    pub unit: &'static str,
    /// The columns, where the file says which it has.
    pub columns: Option<Vec<String>>,
}

impl Iterator for Opened {
    type Item = std::io::Result<Placed>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows.next()
    }
}

/// Opens a stream of rows. Where the mapping names no format it is known by the endings of `name`, which is the file's, or
/// by how the content begins.
///
/// # Errors
/// What cannot be read, or a format that is unknown.
pub fn open(stream: impl Read + Send + 'static, name: &str, mapping: &Mapping) -> std::io::Result<Opened> {
    let plain = decompressed(Box::new(stream))?;
    let (format, plain) = match mapping.format {
        Some(format) => (format, plain),
        None => recognised(plain, name)?,
    };
    let opened = |rows, columns| Opened { rows, segment: format == Format::Segment, unit: "line", columns };
    let with_columns = |plain, delimiter| {
        let rows = Columns::open(Guard::new(plain), delimiter)?;
        // A file without anything in it lacks no column.
        let names = Some(rows.names().to_vec()).filter(|names| !names.is_empty());
        Ok(opened(Box::new(rows), names))
    };
    match format {
        Format::Csv => with_columns(plain, mapping.delimiter.unwrap_or(b',')),
        Format::Tsv => with_columns(plain, mapping.delimiter.unwrap_or(b'\t')),
        Format::Jsonl | Format::Segment => {
            let reader = BufReader::with_capacity(1 << 18, Guard::new(plain));
            Ok(opened(Box::new(Lines { reader, line: 0 }), None))
        }
        Format::Xes => Ok(opened(Box::new(Xes::new(plain)), None)),
        Format::Ocel => {
            let rows = Ocel::open(plain, &mapping.person)?;
            Ok(Opened { unit: "event", ..opened(Box::new(rows), None) })
        }
        Format::Parquet => {
            let (names, rows) = records(plain)?;
            Ok(Opened { unit: "row", ..opened(Box::new(rows), Some(names)) })
        }
    }
}

/// Sees through the compression, which is known by the first bytes. It is inflated ahead, on a thread of its own.
pub(super) fn decompressed(stream: Box<dyn Read + Send>) -> std::io::Result<Box<dyn Read + Send>> {
    let mut stream = BufReader::with_capacity(1 << 18, stream);
    let start = stream.fill_buf()?;
    if start.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(Ahead::of(flate2::bufread::MultiGzDecoder::new(stream))?));
    }
    if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Ok(Box::new(Ahead::of(zstd::stream::read::Decoder::with_buffer(stream)?)?));
    }
    Ok(Box::new(stream))
}

pub(super) fn bad(detail: String, payload: &str) -> Item {
    Item::Bad(Dropped::new(DropReason::Malformed, detail, Form::Row, payload))
}

/// Lets at most so much of a line through, so that one endless line cannot fill the memory.
struct Guard {
    inner: Box<dyn Read + Send>,
    line: usize,
}

impl Guard {
    fn new(inner: Box<dyn Read + Send>) -> Guard {
        Guard { inner, line: 0 }
    }
}

impl Read for Guard {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let count = self.inner.read(buffer)?;
            if count == 0 {
                return Ok(0);
            }
            // The usual case: no line is too long even if all of this belongs to it.
            if self.line + count <= LONGEST_LINE {
                let last = buffer[..count].iter().rposition(|byte| *byte == b'\n');
                self.line = last.map_or(self.line + count, |last| count - last - 1);
                return Ok(count);
            }
            let mut kept = 0;
            for place in 0..count {
                let byte = buffer[place];
                self.line = if byte == b'\n' { 0 } else { self.line + 1 };
                if self.line <= LONGEST_LINE {
                    buffer[kept] = byte;
                    kept += 1;
                }
            }
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}

/// JSON lines.
struct Lines {
    reader: BufReader<Guard>,
    /// The line that was read last, from 1.
    line: u64,
}

impl Iterator for Lines {
    type Item = std::io::Result<Placed>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = Vec::new();
            match self.reader.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
            self.line += 1;
            let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii();
            if line.is_empty() {
                continue;
            }
            let item = match std::str::from_utf8(line) {
                Ok(text) => Item::Json(text.to_owned()),
                Err(_) => bad("it is not UTF-8".to_owned(), &String::from_utf8_lossy(line)),
            };
            return Some(Ok((self.line, item)));
        }
    }
}
