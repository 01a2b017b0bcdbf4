//! Two worlds: one of which a reader sees a part, and one that only ever was that part. Whatever is read must be the same
//! in both, but for ids and for times of the server's own.

use std::collections::HashMap;

use serde_json::Value;

use crate::harness::{Answer, Place, Server};

/// A reader of a world.
pub(crate) struct Reader<'a> {
    pub(crate) server: &'a Server,
    pub(crate) bearer: String,
}

impl<'a> Reader<'a> {
    /// Somebody with a role and a scope.
    pub(crate) fn new(place: &Place, server: &'a Server, role: &str, scope: &str) -> Reader<'a> {
        let key = place.key(&["--role", role, "--scope", scope]);
        Reader { server, bearer: format!("Bearer {key}") }
    }

    pub(crate) fn ask(&self, path: &str) -> Answer {
        self.server.send("GET", path, &[("authorization", &self.bearer)], b"")
    }
}

/// The same reader in both worlds, and which id of the one is which of the other.
pub(crate) struct Worlds<'a> {
    /// In the world that holds more than is seen.
    pub(crate) whole: Reader<'a>,
    /// In the world that holds nothing else.
    pub(crate) part: Reader<'a>,
    same: HashMap<String, String>,
    back: HashMap<String, String>,
    /// How many answers were compared.
    pub(crate) compared: usize,
}

impl<'a> Worlds<'a> {
    pub(crate) fn new(whole: Reader<'a>, part: Reader<'a>) -> Worlds<'a> {
        Worlds { whole, part, same: HashMap::new(), back: HashMap::new(), compared: 0 }
    }

    /// Says that an id of the whole world stands for one of the part.
    pub(crate) fn pair(&mut self, whole: &str, part: &str) -> bool {
        let same = self.same.entry(whole.to_owned()).or_insert_with(|| part.to_owned()) == part;
        same && self.back.entry(part.to_owned()).or_insert_with(|| whole.to_owned()) == whole
    }

    /// Reads a path in both worlds, with the ids of each, and compares all pages. Returns the first page of the whole.
    pub(crate) fn compare(&mut self, path: &str) -> Value {
        let mut paths = (path.to_owned(), self.in_part(path));
        let mut first = Value::Null;
        for page in 0..50 {
            let (whole, part) = (self.whole.ask(&paths.0), self.part.ask(&paths.1));
            self.compared += 1;
            assert_eq!(whole.status, part.status, "{path}: {} {}", whole.body, part.body);
            assert_eq!(whole.headers.get("etag"), part.headers.get("etag"), "{path}");
            let (whole, part) = (whole.json(), part.json());
            let difference = self.difference("", &whole, &part);
            assert!(difference.is_none(), "{path}, page {page}: {}\n{whole:#}\n{part:#}", difference.unwrap());
            if page == 0 {
                first = whole.clone();
            }
            let (Some(whole), Some(part)) = (whole["next"].as_str(), part["next"].as_str()) else { return first };
            let joint = if path.contains('?') { '&' } else { '?' };
            paths = (format!("{path}{joint}cursor={whole}"), format!("{}{joint}cursor={part}", self.in_part(path)));
        }
        panic!("{path} has no last page");
    }

    /// A path with the ids that the part has for those of the whole.
    fn in_part(&self, path: &str) -> String {
        let words = path.split_inclusive(['/', '?', '&', '=']);
        words
            .map(|word| {
                let bare = word.trim_end_matches(['/', '?', '&', '=']);
                self.same.get(bare).map_or_else(|| word.to_owned(), |part| word.replace(bare, part))
            })
            .collect()
    }

    /// Where two answers differ. Ids stand for each other; times of the server's own are not looked at.
    fn difference(&mut self, place: &str, whole: &Value, part: &Value) -> Option<String> {
        const OWN: [&str; 8] =
            ["received_at", "placed_at", "next", "at", "valid_from", "made_at", "due_at", "changed_at"];
        match (whole, part) {
            (Value::Object(ones), Value::Object(others)) => {
                if !ones.keys().eq(others.keys()) {
                    return Some(format!("{place} has other fields"));
                }
                ones.iter().zip(others).find_map(|((name, one), (_, other))| {
                    if OWN.contains(&name.as_str()) {
                        return (one.is_null() != other.is_null()).then(|| format!("{place}.{name} is there in one"));
                    }
                    self.difference(&format!("{place}.{name}"), one, other)
                })
            }
            (Value::Array(ones), Value::Array(others)) if ones.len() == others.len() => {
                let pairs = ones.iter().zip(others).enumerate();
                pairs.into_iter().find_map(|(n, (one, other))| self.difference(&format!("{place}[{n}]"), one, other))
            }
            (Value::String(one), Value::String(other)) if is_id(one) && is_id(other) => {
                (!self.pair(one, other)).then(|| format!("{place} is another: {one} and {other}"))
            }
            _ => (whole != part).then(|| format!("{place} is {whole} and {part}")),
        }
    }

    /// That an id which is not there for the reader answers as one that was never there.
    pub(crate) fn absent(&self, path: &str, hidden: &str, never: &str) {
        let ask = |id: &str| self.whole.ask(&path.replace("{id}", id));
        let (hidden, never) = (ask(hidden), ask(never));
        assert_eq!((hidden.status, never.status), (404, 404), "{path}: {} {}", hidden.body, never.body);
        assert_eq!(hidden.body, never.body, "{path} tells what is hidden from what is not there");
        let names = |answer: &Answer| {
            let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            names.sort();
            names
        };
        assert_eq!(names(&hidden), names(&never), "{path}");
    }
}

/// Whether a text is a public id: a letter, an underscore, 26 letters and digits.
fn is_id(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 28 && bytes[1] == b'_' && bytes[2..].iter().all(u8::is_ascii_alphanumeric)
}
