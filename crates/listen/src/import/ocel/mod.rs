//! Rows of OCEL 2.0, object-centric event logs in JSON (<https://www.ocel-standard.org>): a row is an event with its
//! attributes and, behind `ocel:`, what it says of objects and whose interaction it is.
//!
//! An event stands in the life of many objects, an interaction in that of one person. So of the objects of an event one is
//! its person, and never two: identifiers that are seen together are taken for one human. The first employee had the
//! contact; all others are what it was about.

mod elements;
mod objects;
mod rules;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{Read, Seek as _, Write as _};
use std::sync::Arc;

use kernel::{DropReason, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use self::elements::{Elements, List};
use self::objects::{Objects, Relationship, WrittenValue};
use super::read::{Item, Placed};
use crate::ingest::{Dropped, Form};
use crate::mapping::{Fields, Row};

/// An event as it is written.
#[derive(Deserialize)]
struct WrittenEvent {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    time: Option<String>,
    attributes: Option<Vec<WrittenValue>>,
    relationships: Option<Vec<Relationship>>,
}

/// The events of a log.
pub(super) struct Ocel {
    elements: Elements<File>,
    objects: Objects,
    names: Names,
}

impl Ocel {
    /// Reads the objects of a log, and whose they are. It is put into a temporary file, as it is read three times: for the
    /// objects, for what the events say of them, and for the events. `persons` are the types of objects that are persons;
    /// where there is none, those that are called so.
    ///
    /// # Errors
    /// What cannot be read, and objects that are not of their form.
    pub(super) fn open(mut plain: impl Read, persons: &[String]) -> std::io::Result<Ocel> {
        let mut file = tempfile::tempfile()?;
        std::io::copy(&mut plain, &mut file)?;
        file.flush()?;
        let again = |mut file: &File| -> std::io::Result<Elements<File>> {
            file.rewind()?;
            Ok(Elements::new(file.try_clone()?))
        };
        let mut objects = Objects::read(&mut again(&file)?, persons)?;
        let mut elements = again(&file)?;
        // What cannot be read is met again, and said then.
        while let Ok(Some((list, _))) = elements.next() {
            if list == List::Events
                && let Ok(event) = serde_json::from_slice::<WrittenEvent>(elements.text())
            {
                objects.count(&objects.related(event.relationships.as_deref().unwrap_or_default()));
            }
        }
        objects.counted();
        Ok(Ocel { elements: again(&file)?, objects, names: Names::new() })
    }

    fn read(&mut self) -> std::io::Result<Option<Placed>> {
        while let Some((list, number)) = self.elements.next()? {
            if list != List::Events {
                continue;
            }
            let text = self.elements.text();
            let item = match serde_json::from_slice(text) {
                Ok(event) => Item::Row(self.row(event)),
                Err(error) => {
                    let detail = format!("it is not of the form of an event: {error}");
                    let payload = String::from_utf8_lossy(text);
                    Item::Bad(Dropped::new(DropReason::Malformed, detail, Form::Row, &payload))
                }
            };
            return Ok(Some((number, item)));
        }
        Ok(None)
    }

    fn row(&self, event: WrittenEvent) -> Row {
        let WrittenEvent { id, kind, time, attributes, relationships } = event;
        let relationships = relationships.unwrap_or_default();
        let at = time.as_deref().and_then(|time| Timestamp::parse(time).ok());
        let related = self.objects.related(&relationships);
        let (person, employee) = (self.objects.person(&related), self.objects.employee(&related));
        let mut fields = Fields::new();
        for one in attributes.into_iter().flatten() {
            if fields.len() < MOST_ATTRIBUTES && fields.iter().all(|(known, _)| **known != *one.name) {
                let value = self.objects.event_types.typed(&kind, &one.name, one.value);
                fields.push((one.name.into(), value));
            }
        }
        let people = person.map(|person| {
            let (id, kind) = self.objects.named(person);
            json!({"namespace": rules::namespace(kind), "value": id})
        });
        let subjects = related.iter().filter(|number| Some(**number) != person && Some(**number) != employee);
        let subjects = subjects.map(|number| {
            let (id, kind) = self.objects.named(*number);
            json!({"kind": kind, "id": id, "facts": self.objects.known(*number, at)})
        });
        let stand = relationships.iter().map(|one| {
            let kind = self.objects.number(&one.object).map(|number| self.objects.named(number).1);
            json!({"id": one.object, "type": kind, "qualifier": one.qualifier})
        });
        let names = &self.names;
        fields.extend([
            (names.subjects.clone(), Value::Array(subjects.collect())),
            (names.objects.clone(), Value::Array(stand.collect())),
            (names.people.clone(), Value::Array(people.into_iter().collect())),
            (names.facts.clone(), person.map(|person| self.objects.known(person, at)).into()),
            (names.employee.clone(), employee.map(|employee| self.objects.named(employee).0).into()),
            (names.id.clone(), id.into()),
            (names.kind.clone(), kind.into()),
            (names.time.clone(), time.into()),
        ]);
        Row::event(fields, names.nothing.clone())
    }
}

/// How many attributes an event may have; more are left out.
const MOST_ATTRIBUTES: usize = 1 << 12;

impl Iterator for Ocel {
    type Item = std::io::Result<Placed>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// What all rows share.
struct Names {
    id: Arc<str>,
    kind: Arc<str>,
    time: Arc<str>,
    people: Arc<str>,
    employee: Arc<str>,
    facts: Arc<str>,
    subjects: Arc<str>,
    objects: Arc<str>,
    nothing: Arc<Fields>,
}

impl Names {
    fn new() -> Names {
        Names {
            id: "ocel:id".into(),
            kind: "ocel:type".into(),
            time: "ocel:time".into(),
            people: "ocel:people".into(),
            employee: "ocel:employee".into(),
            facts: "ocel:facts".into(),
            subjects: "ocel:subjects".into(),
            objects: "ocel:objects".into(),
            nothing: Arc::default(),
        }
    }
}
