//! The objects of a log, held in memory: their types, what is known of them and when, and whose they are.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::sync::Arc;

use kernel::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::elements::{Elements, List};
use super::rules::{Owner, Standing, agreed, looks_like_employee, looks_like_person, stand_ins};

/// An object as it is written.
#[derive(Deserialize)]
struct WrittenObject {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    attributes: Option<Vec<WrittenValue>>,
    relationships: Option<Vec<Relationship>>,
}

/// What is known of an object from a time on, or of an event.
#[derive(Deserialize)]
pub(super) struct WrittenValue {
    pub(super) name: String,
    time: Option<String>,
    #[serde(default)]
    pub(super) value: Value,
}

/// That an object stands in an event, or beside another object.
#[derive(Deserialize)]
pub(super) struct Relationship {
    #[serde(rename = "objectId")]
    pub(super) object: String,
    pub(super) qualifier: Option<String>,
}

/// A type of objects or events as it is written.
#[derive(Deserialize)]
struct WrittenType {
    name: String,
    attributes: Option<Vec<WrittenAttribute>>,
}

#[derive(Deserialize)]
struct WrittenAttribute {
    name: String,
    #[serde(rename = "type")]
    of: String,
}

/// The types of attributes that are no texts, by the type that has them and by their names.
#[derive(Default)]
pub(super) struct Types(HashMap<(String, String), Of>);

#[derive(Clone, Copy)]
enum Of {
    Integer,
    Float,
    Boolean,
}

impl Types {
    fn declare(&mut self, written: WrittenType) {
        for attribute in written.attributes.into_iter().flatten() {
            let of = match attribute.of.as_str() {
                "integer" => Of::Integer,
                "float" => Of::Float,
                "boolean" => Of::Boolean,
                _ => continue,
            };
            self.0.insert((written.name.clone(), attribute.name), of);
        }
    }

    /// A value by its declared type, where it is written as a text. What is not what its type says stays that text.
    pub(super) fn typed(&self, kind: &str, name: &str, value: Value) -> Value {
        let Value::String(text) = &value else { return value };
        if self.0.is_empty() {
            return value;
        }
        let text = text.trim();
        let typed = match self.0.get(&(kind.to_owned(), name.to_owned())) {
            Some(Of::Integer) => text.parse::<i64>().ok().map(Value::from),
            Some(Of::Float) => text.parse().ok().and_then(serde_json::Number::from_f64).map(Value::Number),
            Some(Of::Boolean) => text.to_lowercase().parse().ok().map(Value::Bool),
            None => None,
        };
        typed.unwrap_or(value)
    }
}

/// An object.
struct Object {
    id: Arc<str>,
    kind: usize,
    /// What is known from which time on, oldest first.
    known: Vec<(i64, Arc<str>, Value)>,
    owner: Owner,
    /// Whether the log says whose it is, so that nothing is concluded from events.
    is_named: bool,
}

/// All objects of a log.
#[derive(Default)]
pub(super) struct Objects {
    pub(super) event_types: Types,
    object_types: Types,
    kinds: Vec<String>,
    all: Vec<Object>,
    numbers: HashMap<Arc<str>, u32>,
    names: HashMap<String, Arc<str>>,
    /// Types whose objects are persons, in order of preference.
    persons: Vec<usize>,
    /// Of each type whether its objects are employees.
    employees: Vec<bool>,
    standing: Vec<Standing>,
    /// The place of each type among those that may stand in for a person.
    ranks: Vec<usize>,
}

/// Which object is named beside which.
type Beside = Vec<(u32, String)>;

impl Objects {
    /// Reads the objects and types of a log. `persons` are the types whose objects are persons, in order of preference;
    /// where there is none, those that are called so.
    ///
    /// # Errors
    /// What cannot be read, an object or type that is not of its form, and a type of persons that is not there.
    pub(super) fn read(elements: &mut Elements<impl Read>, persons: &[String]) -> std::io::Result<Objects> {
        let (mut objects, mut beside, mut seen) = (Objects::default(), Beside::new(), false);
        loop {
            match elements.next() {
                Ok(Some((list, number))) => {
                    seen |= list == List::Objects;
                    objects.take(list, elements.text(), &mut beside).map_err(|error| {
                        elements.wrong(&format!("element {number} of the list is not of its form: {error}"))
                    })?;
                }
                Ok(None) => break,
                // The events until here can be taken in, and then this place is met again.
                Err(_) if seen && elements.list() == Some(List::Events) => break,
                Err(error) => return Err(error),
            }
        }
        objects.choose(persons).map_err(|said| std::io::Error::new(std::io::ErrorKind::InvalidInput, said))?;
        objects.join(beside);
        Ok(objects)
    }

    fn take(&mut self, list: List, text: &[u8], beside: &mut Beside) -> serde_json::Result<()> {
        match list {
            List::ObjectTypes => {
                let written: WrittenType = serde_json::from_slice(text)?;
                self.kind(&written.name);
                self.object_types.declare(written);
            }
            List::EventTypes => self.event_types.declare(serde_json::from_slice(text)?),
            List::Objects => self.add(serde_json::from_slice(text)?, beside),
            List::Events => {}
        }
        Ok(())
    }

    fn kind(&mut self, name: &str) -> usize {
        self.kinds.iter().position(|known| known == name).unwrap_or_else(|| {
            self.kinds.push(name.to_owned());
            self.kinds.len() - 1
        })
    }

    fn add(&mut self, written: WrittenObject, beside: &mut Beside) {
        let Ok(number) = u32::try_from(self.all.len()) else { return };
        let id: Arc<str> = written.id.into();
        // Of two with one id the first counts, as ids are unique in a log.
        if self.numbers.contains_key(&id) {
            return;
        }
        let mut known = Vec::new();
        for one in written.attributes.into_iter().flatten() {
            let since = one.time.as_deref().and_then(|time| Timestamp::parse(time).ok()).map_or(i64::MIN, |at| at.0);
            let value = self.object_types.typed(&written.kind, &one.name, one.value);
            let name = self.names.entry(one.name).or_insert_with_key(|name| name.as_str().into()).clone();
            known.push((since, name, value));
        }
        known.sort_by_key(|(since, ..)| *since);
        known.shrink_to_fit();
        beside.extend(written.relationships.into_iter().flatten().map(|other| (number, other.object)));
        let kind = self.kind(&written.kind);
        self.numbers.insert(id.clone(), number);
        self.all.push(Object { id, kind, known, owner: Owner::default(), is_named: false });
    }

    fn choose(&mut self, persons: &[String]) -> Result<(), String> {
        self.standing = vec![Standing::default(); self.kinds.len()];
        if persons.is_empty() {
            let called_so = |kind: &usize| looks_like_person(&self.kinds[*kind]);
            self.persons = (0..self.kinds.len()).filter(called_so).collect();
        }
        for person in persons {
            let found = self.kinds.iter().position(|kind| kind == person);
            let there = || self.kinds.iter().map(|kind| format!("{kind:?}")).collect::<Vec<_>>().join(", ");
            let said = || {
                format!("the log has no objects of the type {person:?}, which persons are to have; it has {}", there())
            };
            self.persons.push(found.ok_or_else(said)?);
        }
        let is_employee =
            |(number, kind): (usize, &String)| looks_like_employee(kind) && !self.persons.contains(&number);
        self.employees = self.kinds.iter().enumerate().map(is_employee).collect();
        Ok(())
    }

    fn is_person(&self, number: u32) -> bool {
        self.persons.contains(&self.all[number as usize].kind)
    }

    fn join(&mut self, beside: Beside) {
        for (one, other) in beside {
            let Some(&other) = self.numbers.get(other.as_str()) else { continue };
            let (object, person) = match (self.is_person(one), self.is_person(other)) {
                (true, false) => (other, one),
                (false, true) => (one, other),
                _ => continue,
            };
            let object = &mut self.all[object as usize];
            object.owner.note(person);
            object.is_named = true;
        }
    }

    /// The objects that stand in an event, each once. Those that the log does not have are left out.
    pub(super) fn related(&self, relationships: &[Relationship]) -> Vec<u32> {
        let mut seen = HashSet::new();
        let numbers = relationships.iter().filter_map(|one| self.numbers.get(one.object.as_str()).copied());
        numbers.filter(|number| seen.insert(*number)).collect()
    }

    /// Notes which objects stand in an event together.
    pub(super) fn count(&mut self, related: &[u32]) {
        let persons: Vec<u32> = related.iter().copied().filter(|number| self.is_person(*number)).take(2).collect();
        let mut kinds = HashSet::new();
        for &number in related {
            let kind = self.all[number as usize].kind;
            self.standing[kind].objects += 1;
            self.standing[kind].events += u64::from(kinds.insert(kind));
            if !self.persons.contains(&kind) && !self.all[number as usize].is_named {
                for person in &persons {
                    self.all[number as usize].owner.note(*person);
                }
            }
        }
    }

    /// All events are counted: now it can be said who stands in for a person.
    pub(super) fn counted(&mut self) {
        self.ranks = vec![0; self.kinds.len()];
        for (rank, kind) in stand_ins(&self.standing, &self.employees).into_iter().enumerate() {
            self.ranks[kind] = rank;
        }
    }

    /// Whose interaction an event with these objects is: the first person among them; or the one person whom the others
    /// belong to; or the object that stands in for one.
    pub(super) fn person(&self, related: &[u32]) -> Option<u32> {
        let kind = |number: &u32| self.all[*number as usize].kind;
        let of_kind = |person: &usize| related.iter().find(|number| kind(number) == *person).copied();
        let named = self.persons.iter().find_map(of_kind);
        let owned = || agreed(related.iter().map(|number| self.all[*number as usize].owner));
        let stand_in = || related.iter().min_by_key(|number| self.ranks[kind(number)]).copied();
        named.or_else(owned).or_else(stand_in)
    }

    /// The first employee among objects.
    pub(super) fn employee(&self, related: &[u32]) -> Option<u32> {
        related.iter().copied().find(|number| self.employees[self.all[*number as usize].kind])
    }

    /// The id of an object and its type.
    pub(super) fn named(&self, number: u32) -> (&str, &str) {
        let object = &self.all[number as usize];
        (&object.id, &self.kinds[object.kind])
    }

    /// The number of an object by its id.
    pub(super) fn number(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    /// What was known of an object at a time.
    pub(super) fn known(&self, number: u32, at: Option<Timestamp>) -> Map<String, Value> {
        let known = self.all[number as usize].known.iter();
        let until = known.take_while(|(since, ..)| *since <= at.map_or(i64::MAX, |at| at.0));
        until.map(|(_, name, value)| (name.to_string(), value.clone())).collect()
    }
}
