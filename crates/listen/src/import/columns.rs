//! Rows of CSV and TSV. A quote that is never closed costs its line, not the rest of the file.
//!
//! The rules are RFC 4180's, read leniently: a quote within an unquoted field stands for itself, what follows a closing
//! quote on the same line belongs to the field, a lone carriage return ends a line, empty lines are skipped.

use std::io::Read;
use std::sync::Arc;

use csv::{ByteRecord, StringRecord};

use super::read::{Item, LONGEST_LINE, Placed, bad};
use crate::mapping::{Header, Row};

/// How much is read at once.
const PORTION: usize = 256 << 10;
/// How many columns a row may have. More are not kept: a line of delimiters takes many times its length in memory.
const MOST_COLUMNS: usize = 1 << 14;

/// The rows of a file with columns.
pub(super) struct Columns<R> {
    reader: R,
    delimiter: u8,
    header: Arc<Header>,
    /// What was read and not used; it starts at `start`.
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    /// The line at `start`, from 1.
    line: u64,
}

/// What stands at the start of a text.
enum Parsed {
    /// A row of so many bytes and lines.
    Row { length: usize, lines: u64 },
    /// The end of an empty line.
    Empty,
    /// It goes on beyond the text; where the last quote is open that was opened, that is its place.
    Cut { opened: Option<usize> },
    /// The quote at this place is never closed.
    Unclosed { opened: usize },
}

impl<R: Read> Columns<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// What cannot be read.
    pub(super) fn open(reader: R, delimiter: u8) -> std::io::Result<Columns<R>> {
        let header = Arc::new(Header::new([]));
        let mut columns = Columns { reader, delimiter, header, buffer: Vec::new(), start: 0, ended: false, line: 1 };
        while columns.buffer.len() < 3 && !columns.ended {
            columns.fill()?;
        }
        if columns.buffer.starts_with(b"\xef\xbb\xbf") {
            columns.start = 3;
        }
        match columns.record()? {
            None => {}
            Some((_, Ok(names))) if names.len() > MOST_COLUMNS => {
                let said = format!("the header has more than {MOST_COLUMNS} columns");
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, said));
            }
            Some((_, Ok(names))) => {
                let names = names.iter().map(|name| String::from_utf8_lossy(name).into_owned());
                columns.header = Arc::new(Header::new(names));
            }
            Some((_, Err((said, _)))) => {
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, format!("the header: {said}")));
            }
        }
        Ok(columns)
    }

    pub(super) fn names(&self) -> &[String] {
        self.header.names()
    }

    /// Reads more behind what is there, twice as much each time, so that a long row is not gone through too often.
    fn fill(&mut self) -> std::io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        let before = self.buffer.len();
        self.buffer.resize(before + before.max(PORTION), 0);
        let mut filled = before;
        let result = loop {
            match self.reader.read(&mut self.buffer[filled..]) {
                Ok(0) => {
                    self.ended = filled < self.buffer.len();
                    break Ok(());
                }
                Ok(count) => filled += count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => break Err(error),
            }
        };
        self.buffer.truncate(filled);
        result
    }

    /// The next record with the line that it starts on, or what is wrong with it and its text.
    #[expect(clippy::type_complexity, reason = "it is used in two places")]
    fn record(&mut self) -> std::io::Result<Option<(u64, Result<ByteRecord, (String, String)>)>> {
        let mut record = ByteRecord::with_capacity(0, self.header.len());
        loop {
            let text = &self.buffer[self.start..];
            if text.is_empty() && self.ended {
                return Ok(None);
            }
            let line = self.line;
            match parse(text, self.delimiter, self.ended, &mut record) {
                Parsed::Row { length, lines } => {
                    self.start += length;
                    self.line += lines;
                    return Ok(Some((line, Ok(record))));
                }
                Parsed::Empty => {
                    let pair = text.starts_with(b"\r\n");
                    self.start += if pair { 2 } else { 1 };
                    self.line += 1;
                }
                Parsed::Cut { opened } if text.len() > LONGEST_LINE + 2 => {
                    let said = format!("it is longer than {LONGEST_LINE} bytes");
                    return Ok(Some((line, Err(self.give_up(opened, &said)))));
                }
                Parsed::Cut { .. } => self.fill()?,
                Parsed::Unclosed { opened } => return Ok(Some((line, Err(self.give_up(Some(opened), ""))))),
            }
        }
    }

    /// Leaves out the row up to the end of the line in which a quote was opened: reading goes on at the next one.
    fn give_up(&mut self, opened: Option<usize>, otherwise: &str) -> (String, String) {
        let text = &self.buffer[self.start..];
        let opening = opened.unwrap_or(0);
        let said = match opened {
            Some(_) => {
                format!("the quote that is opened in line {} is not closed", self.line + breaks(&text[..opening]))
            }
            None => otherwise.to_owned(),
        };
        let end = text[opening..].iter().position(|byte| *byte == b'\n').map_or(text.len(), |end| opening + end + 1);
        let left_out = String::from_utf8_lossy(&text[..end]).trim_end().to_owned();
        self.line += breaks(&text[..end]);
        self.start += end;
        (said, left_out)
    }
}

impl<R: Read> Iterator for Columns<R> {
    type Item = std::io::Result<Placed>;

    fn next(&mut self) -> Option<std::io::Result<Placed>> {
        let (line, record) = match self.record() {
            Ok(next) => next?,
            Err(error) => return Some(Err(error)),
        };
        let item = match record.map(StringRecord::from_byte_record) {
            Ok(Ok(record)) if record.len() == self.header.len() => Item::Row(Row::columns(self.header.clone(), record)),
            Ok(Ok(record)) if record.len() > MOST_COLUMNS => {
                let text: Vec<&str> = record.iter().collect();
                let said = format!("more than {MOST_COLUMNS} columns; the header has {}", self.header.len());
                bad(said, &text.join(","))
            }
            Ok(Ok(record)) => {
                let text: Vec<&str> = record.iter().collect();
                bad(format!("{} columns; the header has {}", record.len(), self.header.len()), &text.join(","))
            }
            Ok(Err(error)) => {
                let record = error.into_byte_record();
                let text: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
                bad("it is not UTF-8".to_owned(), &text.join(","))
            }
            Err((said, text)) => bad(said, &text),
        };
        Some(Ok((line, item)))
    }
}

/// How many lines end within a text.
fn breaks(text: &[u8]) -> u64 {
    text.split(|byte| *byte == b'\n').count().saturating_sub(1) as u64
}

/// Reads the row at the start of a text, which is not empty; `ended` says that nothing comes behind the text.
fn parse(text: &[u8], delimiter: u8, ended: bool, record: &mut ByteRecord) -> Parsed {
    record.clear();
    if matches!(text.first(), Some(b'\r' | b'\n')) {
        // Whether a line feed belongs to the carriage return is not known yet.
        return if text == b"\r" && !ended { Parsed::Cut { opened: None } } else { Parsed::Empty };
    }
    let field_end = |from: usize| {
        let found = text[from..].iter().position(|byte| *byte == delimiter || matches!(byte, b'\r' | b'\n'));
        found.map(|length| from + length).or(ended.then_some(text.len()))
    };
    let (mut at, mut lines) = (0, 1);
    let mut unquoted = Vec::new();
    let mut push = |field: &[u8]| {
        // One more than may be tells that there are too many.
        if record.len() <= MOST_COLUMNS {
            record.push_field(field);
        }
    };
    loop {
        if text.get(at) == Some(&b'"') {
            let opened = at;
            let Some(closed) = unquote(text, at + 1, &mut unquoted) else {
                return if ended { Parsed::Unclosed { opened } } else { Parsed::Cut { opened: Some(opened) } };
            };
            // What seems the end of the text may be the first of two quotes.
            if closed == text.len() && !ended {
                return Parsed::Cut { opened: Some(opened) };
            }
            let Some(end) = field_end(closed) else { return Parsed::Cut { opened: None } };
            let inner = breaks(&text[opened..closed]);
            // Over several lines, a quote with more text behind it is the first one of another field.
            if inner > 0 && !text[closed..end].trim_ascii().is_empty() {
                return Parsed::Unclosed { opened };
            }
            unquoted.extend_from_slice(&text[closed..end]);
            push(&unquoted);
            (at, lines) = (end, lines + inner);
        } else {
            let Some(end) = field_end(at) else { return Parsed::Cut { opened: None } };
            push(&text[at..end]);
            at = end;
        }
        match text.get(at) {
            Some(byte) if *byte == delimiter => at += 1,
            Some(b'\r') if at + 1 == text.len() && !ended => return Parsed::Cut { opened: None },
            Some(b'\r') if text.get(at + 1) == Some(&b'\n') => return Parsed::Row { length: at + 2, lines },
            Some(_) => return Parsed::Row { length: at + 1, lines },
            None => return Parsed::Row { length: at, lines },
        }
        if at == text.len() && !ended {
            return Parsed::Cut { opened: None };
        }
    }
}

/// Reads what stands between quotes; returns the place behind the closing one.
fn unquote(text: &[u8], mut at: usize, into: &mut Vec<u8>) -> Option<usize> {
    into.clear();
    loop {
        let length = text[at..].iter().position(|byte| *byte == b'"')?;
        into.extend_from_slice(&text[at..at + length]);
        at += length + 1;
        if text.get(at) != Some(&b'"') {
            return Some(at);
        }
        into.push(b'"');
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a text in pieces of so many bytes.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.0.len().min(self.1).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn rows(text: &str) -> Vec<(u64, String)> {
        let columns = Columns::open(Pieces(text.as_bytes(), 7), b',').unwrap();
        let shown = columns.map(|placed| match placed.unwrap() {
            (line, Item::Row(row)) => (line, row.to_json()),
            (line, Item::Bad(dropped)) => (line, dropped.detail),
            (_, Item::Json(_)) => unreachable!(),
        });
        shown.collect()
    }

    #[test]
    fn agrees_with_the_csv_crate_where_quotes_are_closed() {
        let texts = [
            "a,b\n1,2\n",
            "\u{feff}\"a\",b\r\n\r\n\"1 \"\"x\"\"\",\"\"\r\n,\r\n",
            "a,b\n\"1\n2\r\n3\",\"4\"\n5,6",
            "a,b\r1,2\r3,\"4\"\r",
            "a,b\n1\"x\",\"y\"z\n\"1\" ,2\n",
            "a\n\n\n1\n\"\"\n",
            "a,b\n1,",
            "",
        ];
        for text in texts {
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
            let names = reader.headers().unwrap().clone();
            let wanted = reader.records().map(|record| {
                let record = record.unwrap();
                let columns = names.iter().map(|name| name.trim_start_matches('\u{feff}').to_owned());
                let columns = columns.zip(record.iter().map(serde_json::Value::from));
                serde_json::Value::Object(columns.collect()).to_string()
            });
            let found: Vec<String> = rows(text).into_iter().map(|(_, row)| row).collect();
            assert_eq!(found, wanted.collect::<Vec<_>>(), "{text:?}");
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_costs_its_line() {
        let said = |line: u64| format!("the quote that is opened in line {line} is not closed");
        let row = |a: &str, b: &str| serde_json::json!({"a": a, "b": b}).to_string();
        assert_eq!(rows("a,b\n1,\"x\n2,y\n3,z\n"), [(2, said(2)), (3, row("2", "y")), (4, row("3", "z"))]);
        // The next quote belongs to another field.
        assert_eq!(rows("a,b\n1,\"x\n2,y\n\"3\",z\n"), [(2, said(2)), (3, row("2", "y")), (4, row("3", "z"))]);
        assert_eq!(rows("a,b\n1,\"x\n2,\"y, z\"\n"), [(2, said(2)), (3, row("2", "y, z"))]);
        // A field over several lines may come before it.
        assert_eq!(rows("a,b\n\"1\n1\",\"x\n2,y\n"), [(2, said(3)), (4, row("2", "y"))]);
        assert!(Columns::open(&b"a,\"b\n1,2\n"[..], b',').is_err());
    }

    #[test]
    fn a_row_of_delimiters_is_one_bad_row() {
        let text = format!("a,b\n1,2\n{}\n3,4\n", ",".repeat(MOST_COLUMNS));
        let said = format!("more than {MOST_COLUMNS} columns; the header has 2");
        let found: Vec<String> = rows(&text).into_iter().map(|(_, said)| said).collect();
        assert_eq!(found[1], said);
        assert_eq!(found.len(), 3);
        assert!(Columns::open(text.lines().nth(2).unwrap().as_bytes(), b',').is_err());
    }

    #[test]
    fn what_an_open_quote_holds_in_memory_is_bounded() {
        let mut text = b"a,b\n1,\"x\n".to_vec();
        while text.len() < 3 * LONGEST_LINE {
            text.extend_from_slice(
                b"2,yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n",
            );
        }
        let mut columns = Columns::open(text.as_slice(), b',').unwrap();
        assert!(matches!(columns.next(), Some(Ok((2, Item::Bad(_))))));
        assert!(columns.buffer.len() <= 3 * LONGEST_LINE - (1 << 20), "{}", columns.buffer.len());
        assert!(columns.all(|placed| matches!(placed, Ok((_, Item::Row(_))))));
    }
}
