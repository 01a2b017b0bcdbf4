//! Rows of XES, the XML of event logs (IEEE 1849-2016): a row is an event with the attributes of its trace.
//!
//! An event's attributes stand under their keys, those of its trace behind `case:`. What is nested in an attribute stands
//! beside it, as `outer/inner`; a list is a list of objects, because its items have keys that may come again.

mod pull;
#[cfg(test)]
mod tests;

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::Read;
use std::sync::Arc;

use hashbrown::HashMap;
use kernel::DropReason;
use serde_json::{Map, Value};

use self::pull::{Element, Pull, Token, Type};
use super::read::{Item, LONGEST_LINE, Placed};
use crate::ingest::{Dropped, Form};
use crate::mapping::{Fields, Row};

/// Which of the equal events of its trace an event is, from 1: same name, step of its life and time.
pub(crate) const NTH: &str = "xes:nth";

/// How deep attributes may be nested; the standard's own extensions need two levels.
const DEEPEST: usize = 32;
/// How many attributes an event may have, and as many its trace.
const MOST_ATTRIBUTES: usize = 1 << 12;
/// How many attributes most events have no more than.
const USUAL_ATTRIBUTES: usize = 16;
/// How many names are remembered, and of how many events of a trace how often they came.
const REMEMBERED: usize = 1 << 20;
/// What an attribute takes in memory, about, beside its text.
const OVERHEAD: usize = 64;

/// The events of a log.
pub(super) struct Xes<R> {
    pull: Pull<R>,
    place: Place,
    /// Attributes of the trace that is open.
    trace: Bag,
    /// The same, as the rows share it; nothing while more may come.
    shared: Option<Arc<Fields>>,
    /// How often an event like this came in the trace.
    seen: HashMap<u64, u32>,
    names: Names,
}

/// Where in the file reading is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Log,
    Trace,
    Behind,
}

/// The attributes of an event or a trace, and what is wrong with them.
#[derive(Default)]
struct Bag {
    fields: Fields,
    /// About how many bytes they take.
    bytes: usize,
    fault: Option<(DropReason, String)>,
}

impl Bag {
    /// Makes room for an attribute; says whether it may be kept.
    fn take(&mut self, bytes: usize) -> bool {
        self.bytes = self.bytes.saturating_add(bytes + OVERHEAD);
        if self.bytes > LONGEST_LINE {
            self.spoil(DropReason::TooLarge, || format!("more than {LONGEST_LINE} bytes of attributes"));
        }
        self.fault.is_none()
    }

    fn put(&mut self, name: Arc<str>, value: Value) {
        if self.fields.len() >= MOST_ATTRIBUTES {
            self.spoil(DropReason::TooManyProperties, || format!("more than {MOST_ATTRIBUTES} attributes"));
        } else if self.fields.iter().all(|(known, _)| *known != name) {
            self.fields.push((name, value));
        }
    }

    /// Nothing is kept of it any more.
    fn spoil(&mut self, reason: DropReason, said: impl FnOnce() -> String) {
        self.fields.clear();
        self.fault.get_or_insert_with(|| (reason, said()));
    }

    fn text(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(known, _)| **known == *name);
        found.and_then(|(_, value)| value.as_str()).unwrap_or_default()
    }
}

/// The names of attributes as all rows share them: there are few, and each comes with every event.
#[derive(Default)]
struct Names {
    /// In the order in which they first came.
    in_order: Vec<Arc<str>>,
    places: HashMap<Arc<str>, usize>,
    /// The place of the name that is expected: events have the same attributes in the same order.
    next: usize,
    /// For a name that is put together.
    joined: String,
}

impl Names {
    fn behind(&mut self, prefix: &str, key: &str) -> Arc<str> {
        if prefix.is_empty() {
            return self.shared(key);
        }
        let mut joined = std::mem::take(&mut self.joined);
        joined.clear();
        joined.push_str(prefix);
        joined.push_str(key);
        let shared = self.shared(&joined);
        self.joined = joined;
        shared
    }

    fn shared(&mut self, name: &str) -> Arc<str> {
        if let Some(expected) = self.in_order.get(self.next).filter(|expected| ***expected == *name) {
            self.next += 1;
            return expected.clone();
        }
        if let Some(place) = self.places.get(name) {
            self.next = place + 1;
            return self.in_order[*place].clone();
        }
        let shared: Arc<str> = name.into();
        // Names without end, or without measure, must not fill the memory.
        if self.in_order.len() >= REMEMBERED / 64 {
            self.in_order.clear();
            self.places.clear();
        }
        if name.len() <= 256 {
            self.places.insert(shared.clone(), self.in_order.len());
            self.in_order.push(shared.clone());
            self.next = self.in_order.len();
        }
        shared
    }
}

impl<R: Read> Xes<R> {
    /// The events of a stream.
    pub(super) fn new(stream: R) -> Xes<R> {
        Xes {
            pull: Pull::new(stream),
            place: Place::Start,
            trace: Bag::default(),
            shared: None,
            seen: HashMap::new(),
            names: Names::default(),
        }
    }

    fn read(&mut self) -> std::io::Result<Option<Placed>> {
        loop {
            match (self.place, self.pull.next()?) {
                (Place::Start, Token::Open { element: Element::Log, empty }) => {
                    self.place = if empty { Place::Behind } else { Place::Log };
                }
                (Place::Start, Token::Open { .. }) => {
                    return Err(self
                        .pull
                        .refused("its outermost element is not <log>: it is XML, but no XES event log"));
                }
                (Place::Start, _) => return Err(self.pull.refused("there is no XML in it")),
                (Place::Log, Token::Open { element: Element::Trace, empty }) => {
                    (self.trace, self.shared) = (Bag::default(), None);
                    self.seen.clear();
                    self.place = if empty { Place::Log } else { Place::Trace };
                }
                (Place::Log | Place::Trace, Token::Open { element: Element::Event, empty }) => {
                    return self.event(empty).map(Some);
                }
                (Place::Trace, Token::Open { element: Element::Attribute(of), empty }) => {
                    let mut trace = std::mem::take(&mut self.trace);
                    self.attribute(of, empty, "case:", 0, &mut trace)?;
                    (self.trace, self.shared) = (trace, None);
                }
                (Place::Log, Token::Open { element: Element::Objects, .. }) => {
                    return Err(self.pull.refused("it is an object-centric log (OCEL) in XML: export it as JSON"));
                }
                (Place::Log | Place::Trace, Token::Open { empty, .. }) => self.skip(empty)?,
                (Place::Log, _) => self.place = Place::Behind,
                (Place::Trace, _) => {
                    (self.trace, self.shared, self.place) = (Bag::default(), None, Place::Log);
                }
                (Place::Behind, Token::End) => return Ok(None),
                (Place::Behind, _) => return Err(self.pull.refused("something follows behind the end of the log")),
            }
        }
    }

    /// Reads an event that was opened.
    fn event(&mut self, empty: bool) -> std::io::Result<Placed> {
        let line = self.pull.line();
        let mut event = Bag { fields: Vec::with_capacity(USUAL_ATTRIBUTES), ..Bag::default() };
        if !empty {
            self.nested("", 0, &mut event)?;
        }
        if let Some((reason, said)) = event.fault.as_ref().or(self.trace.fault.as_ref()) {
            return Ok((line, Item::Bad(Dropped::new(*reason, said.as_str(), Form::Row, ""))));
        }
        let nth = self.nth(&event);
        event.fields.push((self.names.shared(NTH), Value::from(nth)));
        let trace = self.shared.get_or_insert_with(|| Arc::new(self.trace.fields.clone())).clone();
        Ok((line, Item::Row(Row::event(event.fields, trace))))
    }

    /// Counts the events of the trace that are like this one.
    fn nth(&mut self, event: &Bag) -> u32 {
        if self.place != Place::Trace {
            return 1;
        }
        let mut hasher = DefaultHasher::new();
        for name in ["concept:name", "lifecycle:transition", "time:timestamp"] {
            event.text(name).hash(&mut hasher);
        }
        // A trace without end must not fill the memory.
        if self.seen.len() > REMEMBERED {
            self.seen.clear();
        }
        let count = self.seen.entry(hasher.finish()).or_default();
        *count += 1;
        *count
    }

    /// Reads an attribute that was opened, with what is nested in it.
    fn attribute(&mut self, of: Type, empty: bool, prefix: &str, depth: usize, into: &mut Bag) -> std::io::Result<()> {
        if depth > DEEPEST {
            return Err(self.pull.refused(&format!("attributes are nested more than {DEEPEST} deep")));
        }
        let value = self.pull.value.get();
        let Some(key) = self.pull.key.get() else {
            let line = self.pull.line();
            into.spoil(DropReason::Malformed, || format!("the attribute in line {line} has no key"));
            return self.skip(empty);
        };
        let kept = into.take(prefix.len() + key.len() + value.map_or(0, str::len));
        let name = self.names.behind(prefix, key);
        if of != Type::List {
            let inner = (!empty).then(|| format!("{name}/"));
            if let Some(value) = value.filter(|_| kept) {
                into.put(name, typed(of, value));
            }
            return inner.map_or(Ok(()), |prefix| self.nested(&prefix, depth + 1, into));
        }
        let mut items = Vec::new();
        if !empty {
            self.items(depth, into, &mut items)?;
        }
        if into.fault.is_none() {
            into.put(name, Value::Array(items));
        }
        Ok(())
    }

    /// Reads the attributes within an event or an attribute, up to its end.
    fn nested(&mut self, prefix: &str, depth: usize, into: &mut Bag) -> std::io::Result<()> {
        loop {
            match self.pull.next()? {
                Token::Open { element: Element::Attribute(of), empty } => {
                    self.attribute(of, empty, prefix, depth, into)?;
                }
                Token::Open { empty, .. } => self.skip(empty)?,
                Token::Close | Token::End => return Ok(()),
            }
        }
    }

    /// Reads the items of a list, up to its end. Each is an object: its key with its value, and what is nested in it.
    fn items(&mut self, depth: usize, into: &mut Bag, items: &mut Vec<Value>) -> std::io::Result<()> {
        if depth > DEEPEST {
            return Err(self.pull.refused(&format!("lists are nested more than {DEEPEST} deep")));
        }
        loop {
            match self.pull.next()? {
                Token::Open { element: Element::Attribute(of), empty } => {
                    let mut item = Bag { bytes: into.bytes, ..Bag::default() };
                    self.attribute(of, empty, "", depth + 1, &mut item)?;
                    into.bytes = item.bytes;
                    match item.fault {
                        Some((reason, said)) => into.spoil(reason, || said),
                        None if into.fault.is_none() => items.push(object(item.fields)),
                        None => {}
                    }
                }
                Token::Open { element: Element::Values, empty: false } => self.items(depth + 1, into, items)?,
                Token::Open { empty, .. } => self.skip(empty)?,
                Token::Close | Token::End => return Ok(()),
            }
        }
    }

    /// Leaves out an element that was opened.
    fn skip(&mut self, empty: bool) -> std::io::Result<()> {
        let mut open = usize::from(!empty);
        while open > 0 {
            match self.pull.next()? {
                Token::Open { empty, .. } => open += usize::from(!empty),
                Token::Close | Token::End => open -= 1,
            }
            if open > DEEPEST {
                return Err(self.pull.refused(&format!("elements are nested more than {DEEPEST} deep")));
            }
        }
        Ok(())
    }
}

impl<R: Read> Iterator for Xes<R> {
    type Item = std::io::Result<Placed>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// A value by its type. What is not what its type says stays the text that it is.
fn typed(of: Type, text: &str) -> Value {
    let value = match of {
        Type::Int => text.trim().parse::<i64>().ok().map(Value::from),
        Type::Float => text.trim().parse::<f64>().ok().and_then(serde_json::Number::from_f64).map(Value::Number),
        Type::Boolean => match text.trim() {
            "true" | "1" => Some(Value::Bool(true)),
            "false" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        Type::Text | Type::List => None,
    };
    value.unwrap_or_else(|| Value::String(text.to_owned()))
}

fn object(fields: Fields) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect::<Map<_, _>>())
}
