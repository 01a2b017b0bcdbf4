//! CloudEvents 1.0.2 over HTTP: binary, structured and batch, become drafts.
//!
//! `data` may be an object with the fields of an interaction (`identifiers`, `channel`, `touchpoint`, `name`, ...);
//! everything else of it is kept as properties. `subject` names the person as `namespace:value` where `data` does not.

use axum::http::HeaderMap;
use kernel::json::RawObject;
use kernel::{Direction, DropReason, FactSaid, Identifier, Question, Relation, Subject, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::arrival::{Dropped, Form, Received, Refusal};
use super::edge::{Draft, Edge};
use super::limits::keys_and_depth;

/// A CloudEvent in structured form.
#[derive(Deserialize)]
struct Event {
    #[serde(default)]
    specversion: String,
    #[serde(default)]
    id: String,
    #[serde(default)]
    source: String,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    time: Option<String>,
    #[serde(default)]
    subject: Option<String>,
    #[serde(default)]
    data: Option<Value>,
}

/// What `data` may say of an interaction.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    identifiers: Vec<Identifier>,
    direction: Direction,
    relation: Option<Relation>,
    channel: Option<String>,
    touchpoint: Option<String>,
    name: Option<String>,
    department: Option<String>,
    team: Option<String>,
    employee: Option<String>,
    location: Option<String>,
    subjects: Vec<Subject>,
    questions: Vec<Question>,
    facts: Map<String, Value>,
    text: Option<String>,
}

const SAID: [&str; 14] = [
    "identifiers",
    "direction",
    "relation",
    "channel",
    "touchpoint",
    "name",
    "department",
    "team",
    "employee",
    "location",
    "subjects",
    "questions",
    "facts",
    "text",
];

/// Reads one event in structured form.
pub(super) fn read(edge: &Edge, raw: &str) -> Received {
    let result = check(edge, raw).and_then(|()| draft(edge, raw)).and_then(|draft| edge.finish(draft));
    result.map_err(|(reason, detail)| Dropped::new(reason, detail, Form::CloudEvent, raw))
}

/// An event in binary form, brought into the structured one: attributes are headers, data is the body.
pub(super) fn structured(headers: &HeaderMap, body: &[u8]) -> String {
    let mut event = Map::new();
    for (name, value) in headers {
        if let (Some(name), Ok(value)) = (name.as_str().strip_prefix("ce-"), value.to_str()) {
            event.insert(name.to_owned(), Value::String(percent_decoded(value)));
        }
    }
    let data = match serde_json::from_slice(body) {
        Ok(data) => data,
        Err(_) if body.is_empty() => Value::Null,
        Err(_) => Value::String(String::from_utf8_lossy(body).into_owned()),
    };
    event.insert("data".to_owned(), data);
    Value::Object(event).to_string()
}

fn percent_decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn check(edge: &Edge, raw: &str) -> Result<(), Refusal> {
    let limits = &edge.limits;
    if raw.len() > limits.event_bytes {
        return Err((DropReason::TooLarge, format!("{} bytes; at most {}", raw.len(), limits.event_bytes)));
    }
    let (keys, depth) = keys_and_depth(raw);
    if keys > limits.properties {
        return Err((DropReason::TooManyProperties, format!("{keys} keys; at most {}", limits.properties)));
    }
    if depth > limits.depth {
        return Err((DropReason::TooDeep, format!("nested {depth} deep; at most {}", limits.depth)));
    }
    Ok(())
}

fn draft(edge: &Edge, raw: &str) -> Result<Draft, Refusal> {
    let invalid = |what: &str| (DropReason::InvalidField, what.to_owned());
    let event: Event = serde_json::from_str(raw)
        .map_err(|error| (DropReason::Malformed, format!("no CloudEvent, column {}", error.column())))?;
    if event.specversion != "1.0" {
        return Err(invalid("`specversion` must be 1.0"));
    }
    if event.id.is_empty() || event.source.is_empty() || event.kind.is_empty() {
        return Err(invalid("`id`, `source` and `type` must be there"));
    }
    let occurred_at = match &event.time {
        None => None,
        Some(text) => Some(Timestamp::parse(text).map_err(|said| (DropReason::InvalidTime, said))?),
    };
    let (said, rest) = match event.data {
        Some(Value::Object(mut data)) => {
            let mut own = Map::new();
            for field in SAID {
                if let Some(value) = data.remove(field) {
                    own.insert(field.to_owned(), value);
                }
            }
            let said = serde_json::from_value::<Said>(Value::Object(own))
                .map_err(|_| invalid("a field of `data` has the wrong type"))?;
            (said, data)
        }
        Some(Value::Null) | None => (Said::default(), Map::new()),
        Some(other) => (Said::default(), Map::from_iter([("data".to_owned(), other)])),
    };
    let named = event.subject.as_deref().and_then(Identifier::parse);
    let key = edge.hasher.message(&edge.source.name, format!("{}\u{1f}{}", event.source, event.id).as_bytes());
    Ok(Draft {
        occurred_at,
        direction: said.direction,
        relation: said.relation,
        channel: said.channel,
        touchpoint: said.touchpoint,
        name: said.name.unwrap_or(event.kind),
        department: said.department,
        team: said.team,
        employee: said.employee,
        location: said.location,
        identifiers: said.identifiers.into_iter().chain(named).collect(),
        subjects: said.subjects,
        questions: said.questions,
        facts: facts(said.facts),
        text: said.text,
        properties: RawObject::from_valid(Value::Object(rest).to_string()),
        key: Some(key),
        ..Draft::default()
    })
}

/// Facts of a JSON object: its fields that are single values.
pub(crate) fn facts(object: Map<String, Value>) -> Vec<FactSaid> {
    object
        .into_iter()
        .filter(|(_, value)| !matches!(value, Value::Null | Value::Array(_) | Value::Object(_)))
        .map(|(name, value)| FactSaid { name, value: value.to_string(), valid_until: None })
        .collect()
}
