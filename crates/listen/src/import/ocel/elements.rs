//! The elements of the lists of a JSON object, one by one, so that a file of any size is read in little memory. Here they
//! are only found; whether each is right is for whoever parses it.

use std::io::{BufRead, BufReader, Read};

use crate::import::read::LONGEST_LINE;

/// The lists of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    ObjectTypes,
    EventTypes,
    Objects,
    Events,
}

impl List {
    fn named(name: &[u8]) -> Option<List> {
        Some(match name {
            b"\"objectTypes\"" => List::ObjectTypes,
            b"\"eventTypes\"" => List::EventTypes,
            b"\"objects\"" => List::Objects,
            b"\"events\"" => List::Events,
            _ => return None,
        })
    }
}

/// The elements of a stream.
pub(super) struct Elements<R> {
    reader: BufReader<R>,
    /// How many bytes were read.
    byte: u64,
    place: Place,
    /// The text of the element that was found last.
    text: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    /// Behind the opening brace, or behind a field.
    Fields {
        first: bool,
    },
    /// Within a list, behind so many elements.
    Within(List, u64),
    End,
}

impl<R: Read> Elements<R> {
    pub(super) fn new(stream: R) -> Elements<R> {
        let reader = BufReader::with_capacity(1 << 18, stream);
        Elements { reader, byte: 0, place: Place::Start, text: Vec::new() }
    }

    /// The text of the element that was found last.
    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    /// The list in which reading is.
    pub(super) fn list(&self) -> Option<List> {
        match self.place {
            Place::Within(list, _) => Some(list),
            _ => None,
        }
    }

    /// The next element: its list and its number in it, from 1.
    ///
    /// # Errors
    /// What cannot be read, and what is not of this form, with its place.
    pub(super) fn next(&mut self) -> std::io::Result<Option<(List, u64)>> {
        loop {
            match self.place {
                Place::Start => {
                    self.skip_mark()?;
                    self.expect(b'{', "it does not begin with {")?;
                    self.place = Place::Fields { first: true };
                }
                Place::Fields { first } => self.field(first)?,
                Place::Within(list, number) => {
                    if self.closes(b']', number == 0)? {
                        self.place = Place::Fields { first: false };
                        continue;
                    }
                    let mut text = std::mem::take(&mut self.text);
                    text.clear();
                    let read = self.value(Some(&mut text));
                    self.text = text;
                    read?;
                    self.place = Place::Within(list, number + 1);
                    return Ok(Some((list, number + 1)));
                }
                Place::End => return Ok(None),
            }
        }
    }

    /// Reads the next field, up to its first element where it is one of the lists.
    fn field(&mut self, first: bool) -> std::io::Result<()> {
        if self.closes(b'}', first)? {
            self.place = match self.peek()? {
                None => Place::End,
                Some(_) => return Err(self.wrong("something follows behind the end of the log")),
            };
            return Ok(());
        }
        let mut name = Vec::new();
        match self.peek()? {
            Some(b'"') => {}
            Some(_) => return Err(self.wrong("a field's name is missing")),
            None => return Err(self.broken_off()),
        }
        self.value(Some(&mut name))?;
        self.expect(b':', "a colon is missing")?;
        if let Some(list) = List::named(&name) {
            self.expect(b'[', "a list is missing")?;
            self.place = Place::Within(list, 0);
        } else {
            self.value(None)?;
            self.place = Place::Fields { first: false };
        }
        Ok(())
    }

    /// Whether a list or an object closes here; if not, a comma stands between what came and what comes.
    fn closes(&mut self, bracket: u8, first: bool) -> std::io::Result<bool> {
        if self.peek()? == Some(bracket) {
            self.take(1);
            return Ok(true);
        }
        if !first {
            self.expect(b',', "a comma is missing")?;
        }
        Ok(false)
    }

    /// Reads a value up to its end, which is where its brackets are closed.
    fn value(&mut self, mut into: Option<&mut Vec<u8>>) -> std::io::Result<()> {
        self.peek()?;
        let mut scan = Scan::default();
        loop {
            let text = self.reader.fill_buf()?;
            if text.is_empty() {
                return Err(self.broken_off());
            }
            let end = scan.end(text);
            let count = end.unwrap_or(text.len());
            if let Some(into) = &mut into {
                into.extend_from_slice(&text[..count]);
            }
            self.take(count);
            if into.as_ref().is_some_and(|text| text.len() > LONGEST_LINE) {
                return Err(self.wrong(&format!("an element is longer than {LONGEST_LINE} bytes")));
            }
            if end.is_some() {
                return if scan.begun { Ok(()) } else { Err(self.wrong("a value is missing")) };
            }
        }
    }

    fn skip_mark(&mut self) -> std::io::Result<()> {
        // It is there at once or not at all: the file is on disk.
        if self.reader.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
            self.take(3);
        }
        Ok(())
    }

    /// The next byte that is no blank; nothing at the end.
    fn peek(&mut self) -> std::io::Result<Option<u8>> {
        loop {
            let text = self.reader.fill_buf()?;
            if text.is_empty() {
                return Ok(None);
            }
            let blanks = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
            let found = text.get(blanks).copied();
            self.take(blanks);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    fn expect(&mut self, byte: u8, otherwise: &str) -> std::io::Result<()> {
        match self.peek()? {
            Some(found) if found == byte => {
                self.take(1);
                Ok(())
            }
            Some(_) => Err(self.wrong(otherwise)),
            None => Err(self.broken_off()),
        }
    }

    fn take(&mut self, count: usize) {
        self.reader.consume(count);
        self.byte += count as u64;
    }

    fn broken_off(&self) -> std::io::Error {
        self.wrong("it breaks off before its end: get the whole file and import it again")
    }

    /// The file as a whole is refused at the place that was reached.
    pub(super) fn wrong(&self, said: &str) -> std::io::Error {
        let within = match self.place {
            Place::Within(list, number) => format!("{list:?} behind number {number}, ").to_lowercase(),
            _ => String::new(),
        };
        std::io::Error::new(std::io::ErrorKind::InvalidData, format!("{within}byte {}: {said}", self.byte))
    }
}

/// How far a value was gone through.
#[derive(Default)]
struct Scan {
    begun: bool,
    depth: usize,
    quoted: bool,
    escaped: bool,
}

impl Scan {
    /// How much of a text belongs to the value, where it ends in this text.
    fn end(&mut self, text: &[u8]) -> Option<usize> {
        for (place, byte) in text.iter().enumerate() {
            if self.quoted {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.quoted = false,
                    _ => {}
                }
            } else {
                match byte {
                    b'"' => self.quoted = true,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' if self.depth > 0 => self.depth -= 1,
                    // What belongs to the list or the object around it.
                    b'}' | b']' | b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => return Some(place),
                    _ => {}
                }
            }
            self.begun = true;
            if self.depth == 0 && !self.quoted && matches!(byte, b'}' | b']' | b'"') {
                return Some(place + 1);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str) -> (Vec<(List, u64, String)>, Option<String>) {
        let mut elements = Elements::new(text.as_bytes());
        let mut all = Vec::new();
        loop {
            match elements.next() {
                Ok(Some((list, number))) => {
                    all.push((list, number, String::from_utf8_lossy(elements.text()).into_owned()));
                }
                Ok(None) => return (all, None),
                Err(error) => return (all, Some(error.to_string())),
            }
        }
    }

    #[test]
    fn elements_are_found_wherever_they_stand() {
        let text = "\u{feff} { \"about\" : {\"events\": [1, \"]\\\"}\"]}, \"events\":[ {\"a\":[1,{\"b\":\"}\\\\\"}]} , 2,\"x\\\"y\" ],\n\
                    \"n\": -1.5e3, \"objects\" : [ ] , \"objectTypes\":[{}]}\n";
        let (all, error) = found(text);
        assert_eq!(error, None);
        let wanted = [
            (List::Events, 1, r#"{"a":[1,{"b":"}\\"}]}"#),
            (List::Events, 2, "2"),
            (List::Events, 3, r#""x\"y""#),
            (List::ObjectTypes, 1, "{}"),
        ];
        assert_eq!(all, wanted.map(|(list, number, text)| (list, number, text.to_owned())));
        for end in text.find('{').unwrap()..text.trim_end().len() {
            if text.is_char_boundary(end) {
                let (_, error) = found(&text[..end]);
                assert!(error.is_some_and(|said| said.contains("breaks off")), "{:?}", &text[..end]);
            }
        }
    }

    #[test]
    fn what_is_of_another_form_is_named_with_its_place() {
        for (text, said) in [
            ("[1]", "byte 0: it does not begin"),
            ("{\"events\": {}}", "byte 11: a list"),
            ("{\"events\": [1 2]}", "events behind number 1, byte 14: a comma"),
            ("{\"events\": [1,]}", "events behind number 1, byte 14: a value"),
            ("{\"a\": 1}{", "byte 8: something follows"),
            ("{\"a\" 1}", "byte 5: a colon"),
            ("{a: 1}", "byte 1: a field's name"),
        ] {
            let (_, error) = found(text);
            assert!(error.as_deref().is_some_and(|error| error.starts_with(said)), "{text}: {error:?}");
        }
    }

    proptest! {
        /// Whatever comes is elements and then an error or the end, never a panic.
        #[test]
        fn any_text_is_read(text in "[\\[\\]{}:,\" \\\\a1]{0,60}", events in "[\\[\\]{}:,\" \\\\a1]{0,60}") {
            found(&text);
            found(&format!("{{\"events\":[{events}"));
        }
    }
}
