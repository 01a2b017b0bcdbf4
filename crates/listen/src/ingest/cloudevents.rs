//! CloudEvents 1.0.2 over HTTP: binary, structured and batch, become drafts.
//!
//! `data` may be an object with the fields of an interaction (`identifiers`, `channel`, `touchpoint`, `name`, ...);
//! everything else of it is kept as properties, `consent` among it, which is read all the same. `subject` names the person as `namespace:value` where `data` does not.

use axum::http::HeaderMap;
use kernel::json::RawObject;
use kernel::{Direction, DropReason, FactSaid, Identifier, Question, Relation, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::arrival::{Dropped, Form, Received, Refusal};
use super::consent::{self, SaidConsent};
use super::edge::{Draft, Edge};
use super::loose::{Fields, identifier};
use super::subjects::SaidSubject;

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
    subjects: Vec<SaidSubject>,
    questions: Vec<Question>,
    facts: Map<String, Value>,
    text: Option<String>,
}

/// The fields of [`Said`], and what each must be.
const SAID: [(&str, &str); 14] = [
    ("identifiers", "a list of {namespace, value}, both texts"),
    ("direction", "inbound, outbound or internal"),
    ("relation", "prospect, customer, former_customer, employee or partner"),
    ("channel", "a text"),
    ("touchpoint", "a text"),
    ("name", "a text"),
    ("department", "a text"),
    ("team", "a text"),
    ("employee", "a text"),
    ("location", "a text"),
    (
        "subjects",
        "a list of {kind, id, role, facts}; role is holder, user or payer, facts an object, the others are texts",
    ),
    ("questions", "a list of {fact, purpose}; purpose is service, verification, law or marketing"),
    ("facts", "an object"),
    ("text", "a text"),
];

/// Reads one event in structured form.
pub(super) fn read(edge: &Edge, raw: &str) -> Received {
    let result = edge.limits.check(raw).and_then(|()| draft(edge, raw)).and_then(|draft| edge.finish(draft));
    result.map_err(|(reason, detail)| {
        let sent = Fields::of(raw);
        let data = sent.fields("data");
        let refused = consent::denies(edge, &data.value("consent")) || edge.refuses();
        let payload = if refused { "" } else { raw };
        Dropped::new(reason, detail, Form::CloudEvent, payload).naming(edge.keys_of(named(&sent, &data)))
    })
}

/// Whom an event names that is not stored, as far as that can be read.
fn named(sent: &Fields<'_>, data: &Fields<'_>) -> Vec<Identifier> {
    let listed = data.value("identifiers");
    let listed = listed.as_array().into_iter().flatten();
    let named = listed.filter_map(|one| identifier(one["namespace"].as_str().unwrap_or_default(), &one["value"]));
    named.chain(sent.value("subject").as_str().and_then(Identifier::parse)).collect()
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

fn draft(edge: &Edge, raw: &str) -> Result<Draft, Refusal> {
    let mut event: Map<String, Value> = match serde_json::from_str(raw) {
        Ok(Value::Object(event)) => event,
        Ok(_) => return Err((DropReason::Malformed, "an event must be a JSON object".to_owned())),
        Err(error) => return Err((DropReason::Malformed, format!("not JSON at column {}", error.column()))),
    };
    if attribute(&mut event, "specversion")?.is_none_or(|version| version != "1.0") {
        return Err(invalid("`specversion` must be \"1.0\""));
    }
    let id = required(&mut event, "id")?;
    let source = required(&mut event, "source")?;
    let kind = required(&mut event, "type")?;
    let occurred_at = match attribute(&mut event, "time")? {
        None => None,
        Some(text) => {
            Some(Timestamp::parse(&text).map_err(|said| (DropReason::InvalidTime, format!("`time`: {said}")))?)
        }
    };
    let subject = attribute(&mut event, "subject")?;
    let (said, rest) = match event.remove("data") {
        Some(Value::Object(data)) => said(data)?,
        Some(Value::Null) | None => (Said::default(), Map::new()),
        Some(other) => (Said::default(), Map::from_iter([("data".to_owned(), other)])),
    };
    let named = subject.as_deref().and_then(Identifier::parse);
    let consent = rest.get("consent").filter(|consent| consent.is_object()).map(Value::to_string);
    let consent = consent.as_deref().map(serde_json::from_str::<SaidConsent<'_>>).transpose();
    let consent =
        consent.map_err(|_| invalid("`data.consent.categoryPreferences` must be an object of truth values"))?;
    let key = edge.hasher.message(&edge.source.name, format!("{source}\u{1f}{id}").as_bytes());
    let mut draft = Draft {
        occurred_at,
        direction: said.direction,
        relation: said.relation,
        channel: said.channel,
        touchpoint: said.touchpoint,
        name: said.name.unwrap_or(kind),
        department: said.department,
        team: said.team,
        employee: said.employee,
        location: said.location,
        identifiers: said.identifiers.into_iter().chain(named).collect(),
        subjects: said.subjects.into_iter().map(Into::into).collect(),
        questions: said.questions,
        facts: facts(said.facts),
        text: said.text,
        properties: RawObject::from_valid(Value::Object(rest).to_string()),
        key: Some(key),
        ..Draft::default()
    };
    if let Some(consent) = consent {
        // Nobody decides in the future: such a decision could not be taken back.
        consent.decide(edge, occurred_at.unwrap_or(edge.received_at).min(edge.received_at), &mut draft);
    }
    Ok(draft)
}

fn invalid(what: &str) -> Refusal {
    (DropReason::InvalidField, what.to_owned())
}

/// An attribute of an event, which is a text where it is there.
fn attribute(event: &mut Map<String, Value>, name: &str) -> Result<Option<String>, Refusal> {
    match event.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(invalid(&format!("`{name}` must be a text"))),
    }
}

fn required(event: &mut Map<String, Value>, name: &str) -> Result<String, Refusal> {
    let text = attribute(event, name)?.filter(|text| !text.is_empty());
    text.ok_or_else(|| invalid(&format!("`{name}` must be there")))
}

/// What `data` says of the interaction, and the rest of it. A field that is null is not there.
fn said(mut data: Map<String, Value>) -> Result<(Said, Map<String, Value>), Refusal> {
    let mut own = Map::new();
    for (name, _) in SAID {
        own.extend(data.remove(name).filter(|value| !value.is_null()).map(|value| (name.to_owned(), value)));
    }
    if let Ok(said) = Said::deserialize(&own) {
        return Ok((said, data));
    }
    // The parser does not say which field it was: it is the one that cannot be read by itself either.
    let unreadable =
        |name: &str, value: &Value| Said::deserialize(&Map::from_iter([(name.to_owned(), value.clone())])).is_err();
    let wrong = SAID.into_iter().find(|(name, _)| own.get(*name).is_some_and(|value| unreadable(name, value)));
    let (name, wanted) = wrong.unwrap_or(("", "an interaction"));
    Err(invalid(&format!("`data.{name}` must be {wanted}")))
}

/// Facts of a JSON object: its fields that are single values.
pub(crate) fn facts(object: Map<String, Value>) -> Vec<FactSaid> {
    object
        .into_iter()
        .filter(|(_, value)| !matches!(value, Value::Null | Value::Array(_) | Value::Object(_)))
        .map(|(name, value)| FactSaid { name, value: value.to_string(), valid_until: None })
        .collect()
}
