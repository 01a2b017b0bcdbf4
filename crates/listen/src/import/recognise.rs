//! Which format a file has, where its mapping does not say: by its name, and where that leaves it open by its beginning.

use std::io::{Cursor, Read};

use super::read::decompressed;
use crate::mapping::Format;

/// How much of a file is looked at.
const LOOKED_AT: u64 = 64 << 10;

/// What a name says of a format.
#[derive(Debug, PartialEq, Eq)]
enum Named {
    Surely(Format),
    /// This one, or an event log: many have names that end alike.
    Perhaps(Format),
    No,
}

fn by_name(name: &str) -> Named {
    let name = name.to_lowercase();
    let bare = name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(&name);
    let formats = [
        (".csv", Named::Surely(Format::Csv)),
        (".tsv", Named::Surely(Format::Tsv)),
        (".jsonl", Named::Surely(Format::Jsonl)),
        (".ndjson", Named::Surely(Format::Jsonl)),
        (".parquet", Named::Surely(Format::Parquet)),
        (".xes", Named::Surely(Format::Xes)),
        (".jsonocel", Named::Surely(Format::Ocel)),
        (".ocel", Named::Surely(Format::Ocel)),
        (".ocel.json", Named::Surely(Format::Ocel)),
        (".ocel2.json", Named::Surely(Format::Ocel)),
        (".json", Named::Perhaps(Format::Jsonl)),
    ];
    let known = formats.into_iter().find(|(ending, _)| bare.ends_with(ending));
    known.map_or(Named::No, |(_, named)| named)
}

/// The event log that a file begins like.
fn by_content(start: &[u8]) -> Option<Format> {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let has = |what: &[u8]| memchr::memmem::find(start, what).is_some();
    if start.starts_with(b"<") {
        return has(b"<log").then_some(Format::Xes);
    }
    let field = start.strip_prefix(b"{")?.trim_ascii_start();
    let is_list = |name: &[u8]| {
        let behind = field.strip_prefix(name).map(<[u8]>::trim_ascii_start).and_then(|rest| rest.strip_prefix(b":"));
        behind.is_some_and(|rest| rest.trim_ascii_start().starts_with(b"["))
    };
    let lists: [&[u8]; 4] = [b"\"objectTypes\"", b"\"eventTypes\"", b"\"objects\"", b"\"events\""];
    let with_types = || has(lists[0]) || has(lists[1]);
    (lists.iter().any(|list| is_list(list)) && with_types()).then_some(Format::Ocel)
}

/// The format of a stream that is not compressed, by its name and its beginning, and the stream from its beginning.
///
/// # Errors
/// What cannot be read, and a format that is not known.
pub(super) fn recognised(
    mut plain: Box<dyn Read + Send>,
    name: &str,
) -> std::io::Result<(Format, Box<dyn Read + Send>)> {
    let named = by_name(name);
    if let Named::Surely(format) = named {
        return Ok((format, plain));
    }
    let mut start = Vec::new();
    plain.by_ref().take(LOOKED_AT).read_to_end(&mut start)?;
    let ((Some(format), _) | (None, Named::Perhaps(format))) = (by_content(&start), named) else {
        let detail = format!(
            "the format of {name:?} is known neither by its name nor by its content: say format = \"csv\" in the mapping"
        );
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, detail));
    };
    Ok((format, Box::new(Cursor::new(start).chain(plain))))
}

/// The format of an event log by its name alone; nothing of another file.
#[must_use]
pub fn event_log_named(name: &str) -> Option<Format> {
    match by_name(name) {
        Named::Surely(format) if is_event_log(format) => Some(format),
        _ => None,
    }
}

/// The format of a file that is an event log, by its name and its content; nothing of another file.
///
/// # Errors
/// What cannot be read.
pub fn event_log(stream: impl Read + Send + 'static, name: &str) -> std::io::Result<Option<Format>> {
    let format = if let Named::Surely(format) = by_name(name) {
        Some(format)
    } else {
        let mut start = Vec::new();
        decompressed(Box::new(stream))?.take(LOOKED_AT).read_to_end(&mut start)?;
        by_content(&start)
    };
    Ok(format.filter(|format| is_event_log(*format)))
}

/// Whether a format says by itself what happened, when and to whom, so that it needs no mapping.
#[must_use]
pub fn is_event_log(format: Format) -> bool {
    built_in(format).is_some()
}

/// The mapping of an event log that comes without one, as TOML; nothing for other formats.
#[must_use]
pub fn built_in(format: Format) -> Option<&'static str> {
    match format {
        Format::Xes => Some(include_str!("xes/mapping.toml")),
        Format::Ocel => Some(include_str!("ocel/mapping.toml")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(name: &str, content: &str) -> Option<Format> {
        let stream = Box::new(Cursor::new(content.to_owned()));
        let (format, mut all) = recognised(stream, name).ok()?;
        let mut text = String::new();
        all.read_to_string(&mut text).unwrap();
        assert_eq!(text, content, "nothing is lost by looking");
        Some(format)
    }

    #[test]
    fn a_name_decides_and_where_it_does_not_the_content() {
        let xes = "\u{feff}\n<?xml version=\"1.0\"?>\n<!-- of a tool -->\n<log>";
        assert_eq!(format("a.CSV.gz", "<log>"), Some(Format::Csv));
        assert_eq!(format("a.xes.zst", ""), Some(Format::Xes));
        for name in ["-", "a.xml", "a.json", "export"] {
            assert_eq!(format(name, xes), Some(Format::Xes), "{name}");
        }
        assert_eq!(format("a.json", "{\"who\": 1}\n"), Some(Format::Jsonl));
        assert_eq!(format("a.xml", "<html>"), None);
        assert_eq!(format("a", "who,when\n"), None);
        let ocel = "{ \"objectTypes\" : [], \"eventTypes\": []}";
        assert_eq!(format("a.json", ocel), Some(Format::Ocel));
        assert_eq!(format("a.json", "{\"events\": [{\"objectTypes\": 1}]}"), Some(Format::Ocel));
        assert_eq!(format("a.json", "{\"events\": [{}]}"), Some(Format::Jsonl));
        assert_eq!(format("a.jsonl", ocel), Some(Format::Jsonl));
        assert_eq!(format("a.ocel2.json.gz", ""), Some(Format::Ocel));
        assert_eq!(event_log_named("a.xes.gz"), Some(Format::Xes));
        assert_eq!(event_log_named("a.json"), None);
        assert_eq!(event_log(Cursor::new(xes), "a.xml").unwrap(), Some(Format::Xes));
        assert_eq!(event_log(Cursor::new(xes), "a.csv").unwrap(), None);
    }

    #[test]
    fn built_in_mappings_can_be_read() {
        for format in [Format::Xes, Format::Ocel] {
            let mapping = crate::mapping::Mapping::parse(built_in(format).unwrap()).unwrap();
            assert_eq!(mapping.format, Some(format));
        }
    }
}
