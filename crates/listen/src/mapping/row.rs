//! A row: the columns of a line, a JSON object, or an event of a log.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Enumerator, Object, Serde};
use serde::Serializer;
use serde::ser::SerializeMap as _;

use super::{Failure, text_of};

/// The header of a file with columns.
#[derive(Debug)]
pub struct Header {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Header {
    /// A header of these names. Blanks around them go; a name that comes again gets a number behind it.
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = String>) -> Header {
        let mut header = Header { names: Vec::new(), places: HashMap::new() };
        for name in names {
            let name = name.trim().trim_start_matches('\u{feff}').to_owned();
            let mut unique = name.clone();
            let mut count = 1;
            while header.places.contains_key(&unique) {
                count += 1;
                unique = format!("{name}_{count}");
            }
            header.places.insert(unique.clone(), header.names.len());
            header.names.push(unique);
        }
        header
    }

    /// The names of the columns, in their order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many columns there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// Fields in their order, each with its name.
pub type Fields = Vec<(Arc<str>, serde_json::Value)>;

/// A row of input.
pub struct Row {
    content: Content,
    /// The row as the engine sees it, made when an expression first needs it.
    seen: OnceCell<Value>,
}

enum Content {
    Columns {
        header: Arc<Header>,
        fields: Arc<csv::StringRecord>,
    },
    Json(serde_json::Value),
    /// A row of a file that knows the types of its columns.
    Record(serde_json::Value),
    /// An event of a log, with what it shares with others. Its own fields go before those.
    Event {
        own: Fields,
        shared: Arc<Fields>,
    },
}

impl Row {
    /// A line with columns.
    #[must_use]
    pub fn columns(header: Arc<Header>, fields: csv::StringRecord) -> Row {
        Row { content: Content::Columns { header, fields: Arc::new(fields) }, seen: OnceCell::new() }
    }

    /// A JSON object.
    #[must_use]
    pub fn json(value: serde_json::Value) -> Row {
        Row { content: Content::Json(value), seen: OnceCell::new() }
    }

    /// A row of a file that knows the types of its columns. Its times and dates are in the forms of RFC 3339.
    #[must_use]
    pub fn record(value: serde_json::Value) -> Row {
        Row { content: Content::Record(value), seen: OnceCell::new() }
    }

    /// An event of a log with its own fields, and those that it shares with other events. Its times are in the forms of
    /// RFC 3339. No name comes twice among its own, nor among the shared ones.
    #[must_use]
    pub fn event(own: Fields, shared: Arc<Fields>) -> Row {
        Row { content: Content::Event { own, shared }, seen: OnceCell::new() }
    }

    /// Whether the file it comes from knows which columns are times.
    pub(super) fn knows_times(&self) -> bool {
        matches!(self.content, Content::Record(_) | Content::Event { .. })
    }

    /// The row as the engine sees it.
    pub(super) fn value(&self) -> &Value {
        self.seen.get_or_init(|| {
            let row = match &self.content {
                Content::Columns { header, fields } => {
                    Value::from_object(Columns { header: header.clone(), fields: fields.clone() })
                }
                Content::Json(value) | Content::Record(value) => Value::from(Serde(value)),
                Content::Event { .. } => Value::from(Serde(&self.object())),
            };
            Value::from_object(Variables(row))
        })
    }

    /// The text at a path; nothing where it is blank, null or not there.
    pub(super) fn text(&self, path: &[String]) -> Result<Option<Cow<'_, str>>, Failure> {
        let text = match &self.content {
            Content::Columns { .. } => self.column(path).map(Cow::Borrowed),
            _ => match self.value_at(path) {
                Some(serde_json::Value::String(text)) => Some(Cow::Borrowed(text.as_str())),
                Some(other) => text_of(other)?.map(Cow::Owned),
                None => None,
            },
        };
        Ok(text.filter(|text| !text.trim().is_empty()))
    }

    fn column(&self, path: &[String]) -> Option<&str> {
        let Content::Columns { header, fields } = &self.content else { return None };
        let [name] = path else { return None };
        fields.get(*header.places.get(name)?)
    }

    /// The value at a path as JSON; nothing where it is blank, null or not there.
    pub(super) fn json_at(&self, path: &[String]) -> Option<serde_json::Value> {
        match &self.content {
            Content::Columns { .. } => {
                self.column(path).filter(|text| !text.trim().is_empty()).map(serde_json::Value::from)
            }
            _ => self.value_at(path).filter(|value| !is_blank(value)).cloned(),
        }
    }

    /// What is at a path of a row that has no columns.
    fn value_at(&self, path: &[String]) -> Option<&serde_json::Value> {
        match &self.content {
            Content::Columns { .. } => None,
            Content::Json(value) | Content::Record(value) => at(value, path),
            Content::Event { own, shared } => {
                let (name, path) = path.split_first()?;
                let (_, value) = own.iter().chain(shared.iter()).find(|(known, _)| **known == **name)?;
                at(value, path)
            }
        }
    }

    /// The fields of an event as one object.
    fn object(&self) -> serde_json::Value {
        let Content::Event { own, shared } = &self.content else { return serde_json::Value::Null };
        let fields = shared.iter().chain(own).map(|(name, value)| (name.to_string(), value.clone()));
        serde_json::Value::Object(fields.collect())
    }

    /// Its columns or fields as a JSON object, without those of some names and those that are blank.
    pub(super) fn without(&self, names: &[String]) -> String {
        let mut text = Vec::with_capacity(256);
        let mut json = serde_json::Serializer::new(&mut text);
        let written = self.write_without(names, &mut json);
        written.expect("text in memory takes any JSON");
        String::from_utf8(text).expect("JSON is UTF-8")
    }

    fn write_without(
        &self,
        names: &[String],
        json: impl Serializer<Error = serde_json::Error>,
    ) -> serde_json::Result<()> {
        let mut map = json.serialize_map(None)?;
        let kept = |name: &str| !names.iter().any(|other| other == name);
        match &self.content {
            Content::Columns { header, fields } => {
                let columns = header.names.iter().zip(fields.iter());
                for (name, value) in columns.filter(|(name, value)| kept(name) && !value.trim().is_empty()) {
                    map.serialize_entry(name, value)?;
                }
            }
            Content::Json(value) | Content::Record(value) => {
                let fields = value.as_object().into_iter().flatten();
                for (name, value) in fields.filter(|(name, value)| kept(name) && !is_blank(value)) {
                    map.serialize_entry(name, value)?;
                }
            }
            Content::Event { own, shared } => {
                let hidden = |name: &str| own.iter().any(|(known, _)| **known == *name);
                let shared = shared.iter().filter(|(name, _)| !hidden(name));
                for (name, value) in own.iter().chain(shared).filter(|(name, value)| kept(name) && !is_blank(value)) {
                    map.serialize_entry(&**name, value)?;
                }
            }
        }
        map.end().map(drop)
    }

    /// How many fields it has, where nobody has counted them yet.
    pub(super) fn uncounted_fields(&self) -> usize {
        match &self.content {
            Content::Event { own, shared } => own.len() + shared.len(),
            _ => 0,
        }
    }

    /// About how many bytes it has.
    pub(super) fn size(&self) -> usize {
        match &self.content {
            Content::Columns { fields, .. } => fields.as_slice().len(),
            // It was measured as text when it came.
            Content::Json(_) => 0,
            Content::Record(value) => size(value),
            Content::Event { own, shared } => {
                own.iter().chain(shared.iter()).map(|(name, value)| name.len() + size(value)).sum()
            }
        }
    }

    /// Everything in it, for its key and for keeping it when it is dropped.
    #[must_use]
    pub fn to_json(&self) -> String {
        match &self.content {
            Content::Json(value) | Content::Record(value) => value.to_string(),
            Content::Event { .. } => self.object().to_string(),
            Content::Columns { header, fields } => {
                let columns = header.names.iter().cloned().zip(fields.iter().map(serde_json::Value::from));
                serde_json::Value::Object(columns.collect()).to_string()
            }
        }
    }
}

/// About how many bytes a value has: its texts, and a word for anything else.
fn size(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::String(text) => text.len(),
        serde_json::Value::Array(items) => items.iter().map(size).sum(),
        serde_json::Value::Object(fields) => fields.values().map(size).sum(),
        _ => size_of::<u64>(),
    }
}

fn is_blank(value: &serde_json::Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

fn at<'a>(value: &'a serde_json::Value, path: &[String]) -> Option<&'a serde_json::Value> {
    path.iter().try_fold(value, |value, part| match value {
        serde_json::Value::Object(fields) => fields.get(part),
        serde_json::Value::Array(items) => items.get(part.parse::<usize>().ok()?),
        _ => None,
    })
}

/// A line with columns, as the engine sees it.
#[derive(Debug)]
struct Columns {
    header: Arc<Header>,
    fields: Arc<csv::StringRecord>,
}

impl Object for Columns {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.fields.get(*self.header.places.get(key.as_str()?)?).map(Value::from)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.header.names.iter().map(|name| Value::from(name.as_str())).collect())
    }
}

/// What an expression finds by a name: the row's columns or fields, and the row itself.
#[derive(Debug)]
struct Variables(Value);

impl Object for Variables {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        if key.as_str() == Some(super::template::WHOLE) {
            return Some(self.0.clone());
        }
        self.0.get_item(key).ok().filter(|value| !value.is_undefined())
    }
}
