//! Opening a file or stream: its compression is seen through, its format known by name or mapping, its rows read one
//! by one. A line that is too long, a ragged row or broken text is one bad row, and the rest goes on.

use std::io::{BufRead, BufReader, Read, Seek, Write as _};
use std::sync::Arc;

use kernel::DropReason;
use parquet::file::reader::{FileReader as _, SerializedFileReader};

use crate::ingest::{Dropped, Form};
use crate::mapping::{Format, Header, Mapping, Row};

/// The most of a line that is read; what is beyond is dropped with the row.
const LONGEST_LINE: usize = 16 << 20;

/// One thing that was read.
pub enum Item {
    /// A row for the mapping.
    Row(Row),
    /// A line for the mapping or for Segment's rules, as JSON text.
    Json(String),
    /// A row that cannot be read.
    Bad(Dropped),
}

/// An open file or stream of rows.
pub struct Opened {
    rows: Box<dyn Iterator<Item = std::io::Result<Item>> + Send>,
    /// Whether the lines are calls of Segment's API.
    pub segment: bool,
}

impl Iterator for Opened {
    type Item = std::io::Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows.next()
    }
}

/// Opens a stream of rows. `name` is the file's, by whose endings the format is known where the mapping names none.
///
/// # Errors
/// What cannot be read, or a format that is unknown.
pub fn open(stream: impl Read + Send + 'static, name: &str, mapping: &Mapping) -> std::io::Result<Opened> {
    let format = mapping.format.map_or_else(|| by_name(name), Ok)?;
    let plain = decompressed(Box::new(stream))?;
    let rows: Box<dyn Iterator<Item = std::io::Result<Item>> + Send> = match format {
        Format::Csv => columns(plain, mapping.delimiter.unwrap_or(b','))?,
        Format::Tsv => columns(plain, mapping.delimiter.unwrap_or(b'\t'))?,
        Format::Jsonl | Format::Segment => {
            Box::new(Lines { reader: BufReader::with_capacity(1 << 18, Guard::new(plain)) })
        }
        Format::Parquet => parquet_rows(plain)?,
    };
    Ok(Opened { rows, segment: format == Format::Segment })
}

fn by_name(name: &str) -> std::io::Result<Format> {
    let name = name.to_lowercase();
    let bare = name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(&name);
    let formats = [
        (".csv", Format::Csv),
        (".tsv", Format::Tsv),
        (".jsonl", Format::Jsonl),
        (".ndjson", Format::Jsonl),
        (".json", Format::Jsonl),
        (".parquet", Format::Parquet),
    ];
    let known = formats.into_iter().find(|(ending, _)| bare.ends_with(ending)).map(|(_, format)| format);
    known.ok_or_else(|| {
        let detail = format!("the format of {name:?} is not known by its name: say format = \"csv\" in the mapping");
        std::io::Error::new(std::io::ErrorKind::InvalidInput, detail)
    })
}

fn decompressed(stream: Box<dyn Read + Send>) -> std::io::Result<Box<dyn Read + Send>> {
    let mut stream = BufReader::with_capacity(1 << 18, stream);
    let start = stream.fill_buf()?;
    if start.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(flate2::bufread::MultiGzDecoder::new(stream)));
    }
    if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Ok(Box::new(zstd::stream::read::Decoder::with_buffer(stream)?));
    }
    Ok(Box::new(stream))
}

fn bad(detail: String, payload: &str) -> Item {
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
}

impl Iterator for Lines {
    type Item = std::io::Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let mut line = Vec::new();
            match self.reader.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
            let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii();
            if line.is_empty() {
                continue;
            }
            return Some(Ok(match std::str::from_utf8(line) {
                Ok(text) => Item::Json(text.to_owned()),
                Err(_) => bad("the line is not UTF-8".to_owned(), &String::from_utf8_lossy(line)),
            }));
        }
    }
}

fn columns(
    plain: Box<dyn Read + Send>,
    delimiter: u8,
) -> std::io::Result<Box<dyn Iterator<Item = std::io::Result<Item>> + Send>> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(true)
        .buffer_capacity(1 << 18)
        .from_reader(Guard::new(plain));
    let header = reader.byte_headers()?.clone();
    let header = Arc::new(Header::new(header.iter().map(|name| String::from_utf8_lossy(name).into_owned())));
    Ok(Box::new(reader.into_byte_records().map(move |record| {
        let record = record.map_err(std::io::Error::from)?;
        Ok(match csv::StringRecord::from_byte_record(record) {
            Err(error) => {
                let record = error.into_byte_record();
                let line = record.position().map_or(0, csv::Position::line);
                let text: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
                bad(format!("line {line} is not UTF-8"), &text.join(","))
            }
            Ok(record) if record.len() != header.len() => {
                let line = record.position().map_or(0, csv::Position::line);
                let detail = format!("line {line} has {} columns; the header has {}", record.len(), header.len());
                let text: Vec<&str> = record.iter().collect();
                bad(detail, &text.join(","))
            }
            Ok(record) => Item::Row(Row::columns(header.clone(), record)),
        })
    })))
}

/// Parquet must be read from its end: a stream is put into a temporary file first.
fn parquet_rows(
    mut plain: Box<dyn Read + Send>,
) -> std::io::Result<Box<dyn Iterator<Item = std::io::Result<Item>> + Send>> {
    let mut file = tempfile::tempfile()?;
    std::io::copy(&mut plain, &mut file)?;
    file.flush()?;
    file.rewind()?;
    let broken = |error: parquet::errors::ParquetError| std::io::Error::new(std::io::ErrorKind::InvalidData, error);
    let reader = SerializedFileReader::new(file).map_err(broken)?;
    let groups = reader.num_row_groups();
    let reader = Arc::new(reader);
    let rows = (0..groups).flat_map(move |group| {
        let read = || -> std::io::Result<Vec<Item>> {
            let group = reader.get_row_group(group).map_err(broken)?;
            let rows = group.get_row_iter(None).map_err(broken)?;
            rows.map(|row| Ok(Item::Row(Row::json(row.map_err(broken)?.to_json_value())))).collect()
        };
        match read() {
            Ok(items) => items.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) => vec![Err(error)],
        }
    });
    Ok(Box::new(rows))
}
