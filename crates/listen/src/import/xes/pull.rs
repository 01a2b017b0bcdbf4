//! XML as a flow of what an event log is made of: elements that open with a key and a value, and elements that close.
//! What an event log never needs is refused: document types with their entities, other encodings, endless tags.

use std::io::{BufRead, BufReader, Read};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesStart, Event};
use quick_xml::reader::Reader;

use crate::import::read::LONGEST_LINE;

/// What an element is, by its name without a prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Log,
    Trace,
    Event,
    /// The items of a list.
    Values,
    /// An attribute of a type.
    Attribute(Type),
    /// What only an object-centric log in XML has, whose outermost element is a log as well.
    Objects,
    /// An extension, a classifier, a global, or what others have put in.
    Other,
}

impl Element {
    fn named(name: &[u8]) -> Element {
        match name {
            b"string" | b"date" | b"id" => Element::Attribute(Type::Text),
            b"int" => Element::Attribute(Type::Int),
            b"float" => Element::Attribute(Type::Float),
            b"boolean" => Element::Attribute(Type::Boolean),
            b"list" | b"container" => Element::Attribute(Type::List),
            b"event" => Element::Event,
            b"trace" => Element::Trace,
            b"values" => Element::Values,
            b"log" => Element::Log,
            b"object-types" | b"objects" | b"events" => Element::Objects,
            _ => Element::Other,
        }
    }
}

/// The type of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// A string, a date or an id: a text.
    Text,
    Int,
    Float,
    Boolean,
    /// A list, or a container as drafts of the standard call it.
    List,
}

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// An element opens; `empty` says that it is closed already.
    Open {
        element: Element,
        empty: bool,
    },
    Close,
    /// The end of the file.
    End,
}

/// The tokens of a stream.
pub(super) struct Pull<R> {
    reader: Reader<Counted<R>>,
    buffer: Vec<u8>,
    /// The key of the element that was opened last.
    pub(super) key: Slot,
    /// Its value.
    pub(super) value: Slot,
    /// How many elements are open.
    depth: usize,
    /// How many bytes were taken without the parser.
    beside: u64,
}

/// A text that may be missing. Its room is used again and again.
#[derive(Default)]
pub(super) struct Slot {
    text: String,
    filled: bool,
}

impl Slot {
    pub(super) fn get(&self) -> Option<&str> {
        self.filled.then_some(self.text.as_str())
    }

    fn fill(&mut self, text: &str) {
        self.text.clear();
        self.text.push_str(text);
        self.filled = true;
    }

    fn empty(&mut self) {
        self.filled = false;
    }
}

impl<R: Read> Pull<R> {
    pub(super) fn new(stream: R) -> Pull<R> {
        let inner = BufReader::with_capacity(1 << 18, stream);
        let mut reader = Reader::from_reader(Counted { inner, line: 1, taken: 0 });
        reader.config_mut().trim_text(true);
        Pull { reader, buffer: Vec::new(), key: Slot::default(), value: Slot::default(), depth: 0, beside: 0 }
    }

    /// The line that was reached, from 1.
    pub(super) fn line(&self) -> u64 {
        self.reader.get_ref().line
    }

    /// The next token.
    ///
    /// # Errors
    /// What cannot be read, what is no XML and what is refused, each with its place.
    pub(super) fn next(&mut self) -> std::io::Result<Token> {
        if let Some(token) = self.plain() {
            return Ok(token);
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        let result = self.read(&mut buffer);
        self.buffer = buffer;
        result
    }

    fn read(&mut self, buffer: &mut Vec<u8>) -> std::io::Result<Token> {
        loop {
            buffer.clear();
            self.reader.get_mut().taken = 0;
            let event = match self.reader.read_event_into(buffer) {
                Ok(event) => event,
                Err(error) => return Err(self.broken(error)),
            };
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    return Ok(Token::Open { element: self.open(&start)?, empty: false });
                }
                Event::Empty(start) => return Ok(Token::Open { element: self.open(&start)?, empty: true }),
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Token::Close);
                }
                Event::Eof if self.depth > 0 => {
                    return Err(self.refused("it breaks off before its end: get the whole file and import it again"));
                }
                Event::Eof => return Ok(Token::End),
                Event::DocType(_) => {
                    return Err(
                        self.refused("it has a document type (<!DOCTYPE), which no event log needs: take it out")
                    );
                }
                Event::Decl(declaration) => self.check_encoding(&declaration)?,
                // Event logs say everything in attributes of elements.
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) | Event::Comment(_) | Event::PI(_) => {}
            }
        }
    }

    /// The attribute that comes next, where it is written as nearly all of a log is and lies in memory as a whole: see
    /// [`Plain`]. Of anything else nothing is taken, and the parser reads it. Between two tokens the parser is always at
    /// the beginning of a text, so that it misses nothing of an element that is closed as it opens.
    fn plain(&mut self) -> Option<Token> {
        if self.depth == 0 {
            return None;
        }
        let stream = self.reader.get_mut();
        let plain = Plain::parse(stream.inner.buffer())?;
        self.key.fill(plain.key);
        self.value.fill(plain.value);
        let (element, lines, length) = (plain.element, plain.lines, plain.length);
        stream.line += lines;
        stream.inner.consume(length);
        self.beside += length as u64;
        Some(Token::Open { element, empty: true })
    }

    /// Takes the key and the value out of an opening tag.
    fn open(&mut self, start: &BytesStart<'_>) -> std::io::Result<Element> {
        self.key.empty();
        self.value.empty();
        // Whether an attribute comes twice is not asked: of a tag with very many that would take very long.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.broken(error.into()))?;
            let into = match attribute.key.as_ref() {
                b"key" => &mut self.key,
                b"value" => &mut self.value,
                _ => continue,
            };
            // Most texts stand for themselves.
            let plain = !attribute.value.iter().any(|byte| matches!(byte, b'&' | b'\t' | b'\n' | b'\r'));
            match std::str::from_utf8(&attribute.value) {
                Ok(text) if plain => into.fill(text),
                _ => match attribute.normalized_value(XmlVersion::Implicit1_0) {
                    Ok(text) => into.fill(&text),
                    Err(error) => return Err(self.broken(error)),
                },
            }
        }
        Ok(Element::named(start.local_name().as_ref()))
    }

    fn check_encoding(&self, declaration: &BytesDecl<'_>) -> std::io::Result<()> {
        let Some(Ok(encoding)) = declaration.encoding() else { return Ok(()) };
        let encoding = String::from_utf8_lossy(&encoding).into_owned();
        if ["utf-8", "utf8", "us-ascii", "ascii"].contains(&encoding.to_lowercase().as_str()) {
            return Ok(());
        }
        Err(self.refused(&format!("it is encoded as {encoding}: convert it to UTF-8, as iconv does")))
    }

    /// The file as a whole is refused at the place that was reached.
    pub(super) fn refused(&self, said: &str) -> std::io::Error {
        let (line, byte) = (self.line(), self.reader.buffer_position() + self.beside);
        std::io::Error::new(std::io::ErrorKind::InvalidData, format!("line {line}, byte {byte}: {said}"))
    }

    fn broken(&self, error: quick_xml::Error) -> std::io::Error {
        let said = match error {
            quick_xml::Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                format!("the compressed data breaks off ({error}): get the whole file and import it again")
            }
            quick_xml::Error::Io(error) => error.to_string(),
            quick_xml::Error::Syntax(error) => {
                format!("{error}: it breaks off or is no XML; get the whole file and import it again")
            }
            other => format!("it is not well-formed XML ({other}): mend it or export it again"),
        };
        self.refused(&said)
    }
}

/// An attribute as nearly all are written: `<string key="a" value="b"/>` with blanks before it, the key first, double
/// quotes, nothing to be unescaped, no prefix, nothing nested.
struct Plain<'a> {
    element: Element,
    key: &'a str,
    value: &'a str,
    /// How many lines end before it.
    lines: u64,
    /// How many bytes it has, with the blanks before it.
    length: usize,
}

impl Plain<'_> {
    /// The longest name of the element of an attribute.
    const LONGEST_NAME: usize = b"container".len();

    fn parse(bytes: &[u8]) -> Option<Plain<'_>> {
        let mut lines = 0;
        let start = bytes.iter().position(|byte| {
            lines += u64::from(*byte == b'\n');
            !matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
        })?;
        let tag = bytes[start..].strip_prefix(b"<")?;
        let name = tag.iter().take(Self::LONGEST_NAME + 1).position(|byte| *byte == b' ')?;
        let (name, rest) = tag.split_at(name);
        let element = Element::named(name);
        if !matches!(element, Element::Attribute(_)) {
            return None;
        }
        let (key, rest) = quoted(rest.strip_prefix(b" key=\"")?)?;
        let (value, rest) = quoted(rest.strip_prefix(b" value=\"")?)?;
        let rest = rest.strip_prefix(b" ").unwrap_or(rest).strip_prefix(b"/>")?;
        Some(Plain { element, key, value, lines, length: bytes.len() - rest.len() })
    }
}

/// The text up to a double quote and what is behind that, where the text stands for itself.
fn quoted(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = memchr::memchr2(b'"', b'&', bytes).filter(|end| bytes[*end] == b'"')?;
    let text = &bytes[..end];
    // Control characters are not asked for one by one, because the least of all bytes is found faster.
    let least = text.iter().fold(u8::MAX, |least, byte| least.min(*byte));
    let text = std::str::from_utf8(text).ok().filter(|_| least >= b' ')?;
    Some((text, &bytes[end + 1..]))
}

/// Counts the lines that are read, and ends what has no end: no tag, comment or text is longer than a line may be.
struct Counted<R> {
    inner: BufReader<R>,
    line: u64,
    /// What was taken since the last token.
    taken: usize,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.taken > LONGEST_LINE {
            let said = format!("a tag, a comment or a text is longer than {LONGEST_LINE} bytes");
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, said));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.line += memchr::memchr_iter(b'\n', &self.inner.buffer()[..count]).count() as u64;
        self.taken += count;
        self.inner.consume(count);
    }
}
