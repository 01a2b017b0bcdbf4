//! How people are named in what others said, and how that is blacked out.
//!
//! Values of six characters or more are looked for in every text as whole words, in any case, also percent-encoded.
//! Numbers of eight digits or more, e-mail addresses and names are found whatever separates their parts
//! (`4111 1111-1111.1111`, `ana_novak`). Shorter values stand in much that is somebody else's: they are looked for only
//! where a field holds nothing else.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use serde_json::Value;

use crate::Identifier;

/// Stands where something was blacked out.
pub const BLACKED_OUT: &str = "[erased]";

/// Shorter values are not looked for within texts: there they name nobody.
const SHORTEST: usize = 6;
/// Numbers of so many digits are known whatever stands between these.
const LONG_NUMBER: usize = 8;
/// The most characters that stand between the parts of a number or name.
const BETWEEN: usize = 3;
/// How often a text may have been percent-encoded.
const ENCODED: usize = 3;

/// Values by which somebody is named, found in any case and as whole words.
pub struct Mentions {
    /// As they are.
    exact: Option<AhoCorasick>,
    /// Without anything but letters and digits, whatever stands between them.
    loose: Option<AhoCorasick>,
    /// Those that are too short for texts.
    short: Vec<Short>,
}

/// A value that names somebody only where a field holds nothing else.
struct Short {
    /// In lower case.
    value: String,
    /// The namespace without `_id`: what a field is called whose bare numbers are such values.
    kind: String,
}

impl Short {
    fn new(identifier: &Identifier) -> Short {
        let kind = compact(&identifier.namespace).text;
        let kind = kind.strip_suffix("id").filter(|stem| !stem.is_empty()).unwrap_or(&kind).to_owned();
        Short { value: identifier.value.trim().to_lowercase(), kind }
    }

    /// Whether it is a bare number, as counts and prices are too.
    fn is_number(&self) -> bool {
        !self.value.chars().any(char::is_alphabetic)
    }

    /// Whether it is the whole value of a field of this name.
    fn is(&self, field: &str, text: &str) -> bool {
        let is_kind = || {
            let field = compact(field).text;
            ["", "id", "no", "number"].iter().any(|end| field.strip_suffix(end) == Some(&self.kind))
        };
        text.trim().to_lowercase() == self.value && (!self.is_number() || is_kind())
    }
}

impl Mentions {
    /// Names, whose words may be separated by anything. Those that are too short to name anybody are left out.
    ///
    /// # Panics
    /// Never: some thousand short patterns fit.
    #[must_use]
    pub fn names<'a>(names: impl IntoIterator<Item = &'a str>) -> Mentions {
        let names: Vec<String> = names.into_iter().map(|name| compact(name).text).collect();
        let names = names.into_iter().filter(|name| name.chars().count() >= SHORTEST).collect();
        Mentions { exact: None, loose: searcher(names), short: Vec::new() }
    }

    /// The values of identifiers, in all forms in which they are written.
    ///
    /// # Panics
    /// Never: some thousand short patterns fit.
    #[must_use]
    pub fn identifiers<'a>(identifiers: impl IntoIterator<Item = &'a Identifier>) -> Mentions {
        let (mut exact, mut loose, mut short) = (Vec::new(), Vec::new(), Vec::new());
        for identifier in identifiers {
            let value = identifier.value.trim();
            if value.chars().count() < SHORTEST {
                short.push(Short::new(identifier));
                continue;
            }
            if !value.is_ascii() {
                // The search knows the cases of ASCII alone.
                exact.extend([value.to_lowercase(), value.to_uppercase()]);
            }
            exact.push(value.to_owned());
            let digits = value.chars().filter(char::is_ascii_digit).count();
            if digits >= LONG_NUMBER || value.contains('@') {
                loose.push(compact(value).text);
            }
        }
        Mentions { exact: searcher(exact), loose: searcher(loose), short }
    }

    /// Whether a text names them.
    #[must_use]
    pub fn are_in(&self, text: &str) -> bool {
        !self.places(text).is_empty()
    }

    /// Whether a text in JSON names them, in its fields too. What is no JSON is a text.
    #[must_use]
    pub fn are_in_json(&self, field: &str, json: &str) -> bool {
        if !self.may_be_in_json(json) {
            return false;
        }
        match serde_json::from_str::<Value>(json) {
            Ok(mut value) => self.black_out_json(field, &mut value),
            Err(_) => self.are_in(json),
        }
    }

    /// Whether a text in JSON is worth parsing.
    #[must_use]
    pub fn may_be_in_json(&self, json: &str) -> bool {
        // Escapes may hide a name from a look at the text as it is; without any, most need no parsing.
        json.contains('\\') || self.are_in(json) || {
            let words = || json.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-' && c != '.');
            !self.short.is_empty() && {
                let short = |one: &Short| {
                    let plain = one.value.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
                    !plain || words().any(|word| word.to_lowercase() == one.value)
                };
                self.short.iter().any(short)
            }
        }
    }

    /// The text with their names blacked out, where it names them.
    #[must_use]
    pub fn black_out(&self, text: &str) -> Option<String> {
        let (mut kept, mut from) = (String::new(), 0);
        for place in self.places(text) {
            kept.push_str(&text[from..place.start]);
            kept.push_str(BLACKED_OUT);
            from = place.end;
        }
        (from > 0).then(|| kept + &text[from..])
    }

    /// The value of a field without their names, where it names them: short values too, where it holds nothing else.
    #[must_use]
    pub fn black_out_field(&self, field: &str, value: &str) -> Option<String> {
        if self.short.iter().any(|short| short.is(field, value)) {
            return Some(BLACKED_OUT.to_owned());
        }
        self.black_out(value)
    }

    /// A name of something, or a number, without them: short values of letters and digits too, as one of its words.
    #[must_use]
    pub fn black_out_token(&self, text: &str) -> Option<String> {
        let is_code = |short: &&Short| !short.is_number() && short.value.chars().any(|c| c.is_ascii_digit());
        let is_short = |word: &str| self.short.iter().filter(is_code).any(|short| short.value == word.to_lowercase());
        let mut left: Option<String> = None;
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && is_short(word)) {
            let from = left.as_deref().unwrap_or(text);
            left = Some(from.replace(word, BLACKED_OUT));
        }
        self.black_out(left.as_deref().unwrap_or(text)).or(left)
    }

    /// Blacks out every text and name of a field in a JSON value, and every number that is one of the values. `field`
    /// is what holds the value. Returns whether there was any.
    pub fn black_out_json(&self, field: &str, value: &mut Value) -> bool {
        match value {
            Value::String(text) => self.black_out_field(field, text).map(|kept| *text = kept).is_some(),
            Value::Number(number) => {
                let named = self.black_out_field(field, &number.to_string()).is_some();
                if named {
                    *value = BLACKED_OUT.into();
                }
                named
            }
            // All of them, not only until the first.
            Value::Array(items) => {
                items.iter_mut().filter_map(|item| self.black_out_json(field, item).then_some(())).count() > 0
            }
            Value::Object(fields) => {
                let inner =
                    fields.iter_mut().filter_map(|(name, field)| self.black_out_json(name, field).then_some(()));
                let any = inner.count() > 0;
                self.black_out_keys(field, fields) || any
            }
            Value::Null | Value::Bool(_) => false,
        }
    }

    /// Names of fields that name them get another, each its own.
    fn black_out_keys(&self, field: &str, fields: &mut serde_json::Map<String, Value>) -> bool {
        let named = fields.keys().filter_map(|name| Some((name.clone(), self.black_out_field(field, name)?)));
        let named: Vec<(String, String)> = named.collect();
        for (name, left) in &named {
            let value = fields.remove(name).unwrap_or_default();
            let numbered = (2..).map(|number| format!("{left} {number}"));
            let mut free = std::iter::once(left.clone()).chain(numbered).filter(|name| !fields.contains_key(name));
            fields.insert(free.next().expect("there is always another number"), value);
        }
        !named.is_empty()
    }

    /// Where they are named, from the first to the last, without overlaps.
    fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        self.find(text, &|at| at, &mut places);
        let mut layer = View { text: text.to_owned(), starts: (0..=text.len()).collect() };
        for _ in 0..ENCODED {
            let Some(decoded) = decoded(&layer) else { break };
            self.find(&decoded.text, &|at| decoded.starts[at], &mut places);
            layer = decoded;
        }
        places.sort_unstable_by_key(|place| (place.start, place.end));
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(places.len());
        for place in places {
            match apart.last_mut() {
                Some(last) if place.start < last.end => last.end = last.end.max(place.end),
                _ => apart.push(place),
            }
        }
        apart
    }

    /// Finds them in a text, or in what it stands for; `origin` says where a place of it is in the text itself.
    fn find(&self, text: &str, origin: &dyn Fn(usize) -> usize, places: &mut Vec<Range<usize>>) {
        let mut keep = |range: Range<usize>| {
            if is_alone(text, &range) {
                places.push(origin(range.start)..origin(range.end));
            }
        };
        if let Some(exact) = &self.exact {
            exact.find_overlapping_iter(text).for_each(|found| keep(found.range()));
        }
        if let Some(loose) = &self.loose {
            let bare = compact(text);
            for found in loose.find_overlapping_iter(&bare.text) {
                let start = bare.starts[found.start()];
                // The country's sign belongs to the number.
                let start = if text[..start].ends_with('+') { start - 1 } else { start };
                let last = bare.starts[found.end() - 1];
                let end = last + text[last..].chars().next().map_or(0, char::len_utf8);
                keep(start..end);
            }
        }
    }
}

fn searcher(values: Vec<String>) -> Option<AhoCorasick> {
    if values.is_empty() {
        return None;
    }
    let mut builder = AhoCorasickBuilder::new();
    Some(builder.ascii_case_insensitive(true).build(values).expect("identifiers and names are short"))
}

/// Whether a place holds whole words.
fn is_alone(text: &str, range: &Range<usize>) -> bool {
    if !text.is_char_boundary(range.start) || !text.is_char_boundary(range.end) {
        return false;
    }
    let (before, after) = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// What a text stands for, with where each byte of it, and its end, stand in that text.
struct View {
    text: String,
    starts: Vec<usize>,
}

/// A text without anything but letters and digits, in lower case. Where much stands between them, a zero byte does.
fn compact(text: &str) -> View {
    let mut view = View { text: String::with_capacity(text.len()), starts: Vec::with_capacity(text.len()) };
    let mut between = 0;
    for (at, c) in text.char_indices() {
        if !c.is_alphanumeric() {
            between += 1;
            continue;
        }
        if between > BETWEEN {
            view.text.push('\0');
            view.starts.push(at);
        }
        between = 0;
        for lower in c.to_lowercase() {
            view.text.push(lower);
            view.starts.extend(std::iter::repeat_n(at, lower.len_utf8()));
        }
    }
    view
}

/// A text without its percent-encoding; nothing where it has none.
fn decoded(layer: &View) -> Option<View> {
    if !layer.text.contains('%') {
        return None;
    }
    // Escapes that are no whole characters stay as they are.
    [u8::MAX, 0x7f].into_iter().find_map(|highest| {
        let (mut bytes, mut starts, mut any) = (Vec::with_capacity(layer.text.len()), Vec::new(), false);
        let raw = layer.text.as_bytes();
        let mut at = 0;
        while at < raw.len() {
            let hex = raw.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
            let byte = hex.and_then(|two| u8::from_str_radix(two, 16).ok()).filter(|byte| *byte <= highest);
            let (byte, length) = match byte {
                Some(byte) if raw[at] == b'%' => (byte, 3),
                _ => (raw[at], 1),
            };
            any |= length == 3;
            bytes.push(byte);
            starts.push(layer.starts[at]);
            at += length;
        }
        starts.push(layer.starts[at]);
        let text = String::from_utf8(bytes).ok()?;
        any.then_some(View { text, starts })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn mentions(values: &[&str]) -> Mentions {
        let identifiers: Vec<Identifier> =
            values.iter().map(|value| Identifier::parse(value).expect("an identifier")).collect();
        Mentions::identifiers(&identifiers)
    }

    #[test]
    fn whole_words_are_blacked_out_in_any_case() {
        let her = mentions(&["email:ana@example.com", "user_id:ab", "user_id:123456789"]);
        let said = her.black_out("(Ana@Example.com), ab; jana@example.com, 1234567890").expect("she is named");
        assert_eq!(said, "([erased]), ab; jana@example.com, 1234567890");
        assert!(her.black_out("nobody here").is_none() && !her.are_in("ab"));
        let names = Mentions::names(["Ana Novak", "Zoë Žák", "Bo"]);
        let said = names.black_out("ANA NOVAK, ana.novak, web.ana_novak; jana novakova ZOË ŽÁK Bo");
        assert_eq!(said.as_deref(), Some("[erased], [erased], web.[erased]; jana novakova [erased] Bo"));
    }

    #[test]
    fn numbers_are_known_whatever_separates_them() {
        let hers = mentions(&["card:4111111111111111", "iban:GB29NWBK60161331926819", "phone:4407700900000"]);
        for said in
            ["4111 1111 1111 1111", "4111-1111-1111-1111", "4111.1111/1111 - 1111", "GB29 NWBK 6016 1331 9268 19"]
        {
            assert_eq!(hers.black_out(&format!("my {said}!")).as_deref(), Some("my [erased]!"), "{said}");
        }
        assert_eq!(hers.black_out("call +44 (0)7700 900 000 now").as_deref(), Some("call [erased] now"));
        assert!(!hers.are_in("4111 1111 1111 11112") && !hers.are_in("4111 1111      1111 1111"));
        assert!(!mentions(&["user_id:102030"]).are_in("at 10:20:30"), "that is a time");
    }

    #[test]
    fn what_is_encoded_is_found() {
        let hers = mentions(&["email:ana@example.com", "phone:+447700900000", "handle:zoë.žák"]);
        for (said, left) in [
            ("/u?mail=ana%40example.com&x=1", "/u?mail=[erased]&x=1"),
            ("/u?mail=ana%2540example.com", "/u?mail=[erased]"),
            ("tel=%2B447700900000;%zz%", "tel=[erased];%zz%"),
            ("/zo%C3%AB.%C5%BD%C3%A1k%ff", "/zo%C3%AB.%C5%BD%C3%A1k%ff"),
            ("/zo%C3%AB.%C5%BE%C3%A1k/", "/[erased]/"),
        ] {
            assert_eq!(hers.black_out(said).unwrap_or(said.to_owned()), left, "{said}");
        }
    }

    #[test]
    fn short_values_are_blacked_out_where_a_field_holds_nothing_else() {
        let hers = mentions(&["employee_id:E4518", "user_id:42"]);
        let mut value = json!({"AgentId": "e4518", "by": ["E4518", "E4519"], "note": "E4518 called", "E4518": 3,
            "score": 42, "rating": "42", "userId": 42, "user": {"id": "42"}});
        assert!(hers.black_out_json("", &mut value));
        let left = json!({"AgentId": "[erased]", "by": ["[erased]", "E4519"], "note": "E4518 called", "[erased]": 3,
            "score": 42, "rating": "42", "userId": "[erased]", "user": {"id": "42"}});
        assert_eq!(value, left);
        assert!(hers.are_in_json("", r#"{"agent":"E4518"}"#) && !hers.are_in_json("", r#"{"agent":"E45181"}"#));
        assert!(hers.are_in_json("user_id", "42") && !hers.are_in_json("age", "42"));
        assert_eq!(hers.black_out_token("desk.E4518").as_deref(), Some("desk.[erased]"));
        assert_eq!(hers.black_out_token("desk.42"), None);
    }

    #[test]
    fn names_of_fields_are_blacked_out_each_for_itself() {
        let hers = mentions(&["email:ana@example.com", "email:ana@example.org"]);
        let mut value = json!({"invites": {"ana@example.com": "sent", "ana@example.org": 2, "bob@example.com": 3}});
        assert!(hers.black_out_json("", &mut value));
        assert_eq!(value, json!({"invites": {"[erased]": "sent", "[erased] 2": 2, "bob@example.com": 3}}));
    }
}
