//! Applying a mapping to a row: every block makes at most one interaction of it.

use std::collections::HashMap;

use kernel::clock::DAY;
use kernel::json::RawObject;
use kernel::{DropReason, FactSaid, Identifier, MessageKey, Question, Relation, Subject, SubjectRole, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::model::{Mapping, Output, Properties, SubjectOutput, direction};
use super::row::Row;
use super::template::Template;
use super::{Failure, consents, text_of};
use crate::ingest::{Draft, Dropped, Edge, Form, Received, read_time};

/// Counts how often the same row came in a file, so that rows without an id are told apart: a file that is imported
/// again brings the same rows in the same number.
#[derive(Default)]
pub struct Nth(HashMap<[u8; 16], u32>);

impl Nth {
    fn next(&mut self, content: [u8; 16]) -> u32 {
        let count = self.0.entry(content).or_default();
        *count += 1;
        *count
    }
}

impl Mapping {
    /// Makes interactions of a row that was dropped, by the rules of today: of the one output that failed, or of all.
    pub fn read_again(&self, edge: &Edge, raw: &str, output: Option<&str>, items: &mut Vec<Received>) {
        let row = json_row(edge, raw).map(|value| match self.format {
            Some(super::Format::Parquet | super::Format::Xes | super::Format::Ocel) => Row::record(value),
            _ => Row::json(value),
        });
        match row {
            // In its file the row may have stood several times; as the first of them it is known when the file comes again.
            Ok(row) => self.read_outputs(edge, &row, output, Some(&mut Nth::default()), items),
            Err((reason, detail)) => {
                items.push(Err(self.dropped_json(edge, (reason, detail), raw)));
            }
        }
    }

    /// Makes interactions of a JSON text that came by itself, as over a webhook: what has no id is not deduplicated.
    pub fn read_json(&self, edge: &Edge, raw: &str, items: &mut Vec<Received>) {
        match json_row(edge, raw) {
            Ok(value) => self.read_row(edge, &Row::json(value), None, items),
            Err((reason, detail)) => {
                items.push(Err(self.dropped_json(edge, (reason, detail), raw)));
            }
        }
    }

    /// Makes interactions of a line of JSON in a file.
    pub fn read_line(&self, edge: &Edge, raw: &str, nth: &mut Nth, items: &mut Vec<Received>) {
        match json_row(edge, raw) {
            Ok(value) => self.read_row(edge, &Row::json(value), Some(nth), items),
            Err((reason, detail)) => {
                items.push(Err(self.dropped_json(edge, (reason, detail), raw)));
            }
        }
    }

    /// Makes interactions of a row. A row of which nothing comes counts as one that is filtered.
    pub fn read_row(&self, edge: &Edge, row: &Row, nth: Option<&mut Nth>, items: &mut Vec<Received>) {
        let size = row.size();
        if size > edge.limits.event_bytes {
            let detail = format!("{size} bytes; at most {}", edge.limits.event_bytes);
            items.push(Err(self.dropped(edge, (DropReason::TooLarge, detail), row)));
            return;
        }
        let (fields, most) = (row.uncounted_fields(), edge.limits.properties);
        if fields > most {
            let detail = format!("{fields} fields; at most {most}");
            items.push(Err(self.dropped(edge, (DropReason::TooManyProperties, detail), row)));
            return;
        }
        self.read_outputs(edge, row, None, nth, items);
    }

    fn read_outputs(
        &self,
        edge: &Edge,
        row: &Row,
        only: Option<&str>,
        mut nth: Option<&mut Nth>,
        items: &mut Vec<Received>,
    ) {
        let before = items.len();
        for output in self.outputs.iter().filter(|output| only.is_none_or(|only| only == output.name)) {
            let applied = match &output.when {
                Some(when) => when.holds(row).map_err(|error| (DropReason::MappingFailed, format!("when: {error}"))),
                None => Ok(true),
            };
            let result = match applied {
                Ok(false) => continue,
                Ok(true) => self.draft(edge, output, row, nth.as_deref_mut()).and_then(|draft| edge.finish(draft)),
                Err(failure) => Err(failure),
            };
            items.push(result.map_err(|(reason, detail)| {
                let detail = format!("interaction {:?}: {detail}", output.name);
                let dropped = self.dropped(edge, (reason, detail), row);
                Dropped { output: Some(output.name.clone()), ..dropped }
            }));
        }
        if items.len() == before {
            items.push(Err(Dropped::new(DropReason::Filtered, "no interaction's `when` holds", Form::Row, "")));
        }
    }

    fn draft(&self, edge: &Edge, output: &Output, row: &Row, nth: Option<&mut Nth>) -> Result<Draft, Failure> {
        let field = |name: &'static str| match output.fields.get(name) {
            None => Ok(None),
            Some(template) => template.text(row).map_err(within(name)),
        };
        let identifiers = output.identifiers(row)?;
        let mut subjects = Vec::with_capacity(output.subjects.len());
        let occurred_at = self.time(output, row)?;
        let at = occurred_at.unwrap_or(edge.received_at);
        for one in &output.subjects {
            let said = subject(one, row, at).map_err(|failure| within_one("subject", &one.kind, failure))?;
            subjects.extend(said);
        }
        if let Some(list) = listed(output.subjects_of.as_ref(), "subjects", row)? {
            let form =
                || (DropReason::InvalidField, "subjects: it is not a list of {kind, id, role, facts}".to_owned());
            subjects.extend(crate::ingest::subjects_of(list).map_err(|_| form())?);
        }
        let mut draft = Draft {
            occurred_at,
            direction: field("direction")?.as_deref().and_then(direction).unwrap_or_default(),
            relation: field("relation")?.as_deref().and_then(Relation::parse),
            channel: field("channel")?,
            touchpoint: field("touchpoint")?,
            name: output.title.text(row).map_err(within("name"))?.unwrap_or_default(),
            department: field("department")?,
            team: field("team")?,
            employee: field("employee")?,
            location: field("location")?,
            identifiers,
            subjects,
            questions: questions(output, row)?,
            facts: facts(output, row, at)?,
            text: match &output.text {
                None => None,
                Some(template) => template.text(row).map_err(within("text"))?,
            },
            properties: properties(output, row),
            ..Draft::default()
        };
        // Nobody decides in the future: such a decision could not be taken back.
        consents::decide(edge, output, row, at.min(edge.received_at), &mut draft)?;
        draft.key = key(edge, output, row, nth)?;
        Ok(draft)
    }

    fn time(&self, output: &Output, row: &Row) -> Result<Option<Timestamp>, Failure> {
        let Some(template) = &output.time else { return Ok(None) };
        let text = template.text(row).map_err(within("time"))?;
        let Some(text) = text else { return Err((DropReason::InvalidTime, "time: it is blank".to_owned())) };
        let text = text.trim();
        let by_format = output.time_format.as_ref().map(|format| (format, self.time_by(format, text)));
        let invalid = |expected: &str| (DropReason::InvalidTime, format!("time: it is not {expected}"));
        match by_format {
            Some((_, Some(at))) => Ok(Some(at)),
            // The format is that of texts: a column of times has one of its own.
            Some((format, None)) if !row.knows_times() => Err(invalid(&format!("of the form {format:?}"))),
            _ => {
                let at = civil(text, &self.time_zone).or_else(|| read_time(text));
                at.map(Some).ok_or_else(|| invalid("RFC 3339 or a Unix time; see time_format"))
            }
        }
    }

    fn time_by(&self, format: &str, text: &str) -> Option<Timestamp> {
        let parsed = jiff::fmt::strtime::parse(format, text).ok()?;
        if let Ok(at) = parsed.to_timestamp() {
            return Some(Timestamp(at.as_millisecond()));
        }
        let civil = parsed.to_datetime().or_else(|_| parsed.to_date().map(jiff::civil::DateTime::from)).ok()?;
        Some(Timestamp(civil.to_zoned(self.time_zone.clone()).ok()?.timestamp().as_millisecond()))
    }
}

/// A date and time without an offset, in the mapping's time zone.
fn civil(text: &str, zone: &jiff::tz::TimeZone) -> Option<Timestamp> {
    if text.len() < 10 || text.ends_with('Z') || text.parse::<jiff::Timestamp>().is_ok() {
        return None;
    }
    let civil = text.parse::<jiff::civil::DateTime>().ok()?;
    Some(Timestamp(civil.to_zoned(zone.clone()).ok()?.timestamp().as_millisecond()))
}

fn json_row(edge: &Edge, raw: &str) -> Result<Value, Failure> {
    edge.limits.check(raw)?;
    match serde_json::from_str::<Value>(raw) {
        Ok(value) if value.is_object() => Ok(value),
        Ok(_) => Err((DropReason::Malformed, "a row must be a JSON object".to_owned())),
        Err(error) => Err((DropReason::Malformed, format!("not JSON at column {}", error.column()))),
    }
}

/// An identifier in a list.
#[derive(Deserialize)]
struct SaidIdentifier {
    namespace: String,
    value: Value,
}

impl Output {
    /// Whom a row names.
    pub(super) fn identifiers(&self, row: &Row) -> Result<Vec<Identifier>, Failure> {
        let mut identifiers = Vec::with_capacity(self.identifiers.len());
        for (namespace, template) in &self.identifiers {
            if let Some(value) = template.id(row).map_err(|failure| within_one("identifier", namespace, failure))? {
                identifiers.push(Identifier::new(namespace.clone(), value));
            }
        }
        identifiers.extend(self.listed_identifiers(row)?);
        Ok(identifiers)
    }

    fn listed_identifiers(&self, row: &Row) -> Result<Vec<Identifier>, Failure> {
        let Some(list) = listed(self.identifiers_of.as_ref(), "identifiers", row)? else { return Ok(Vec::new()) };
        let said: Vec<SaidIdentifier> = serde_json::from_value(list).map_err(|_| {
            (DropReason::InvalidField, "identifiers: it is not a list of {namespace, value}".to_owned())
        })?;
        let mut identifiers = Vec::with_capacity(said.len());
        for SaidIdentifier { namespace, value } in said {
            let value = text_of(&value).map_err(|failure| within_one("identifier", &namespace, failure))?;
            let value = value.filter(|value| !value.trim().is_empty());
            identifiers.extend(value.map(|value| Identifier::new(namespace, value)));
        }
        Ok(identifiers)
    }

    /// Whom a row names, as far as that can be read: one that cannot hides no other.
    pub(super) fn readable_identifiers(&self, row: &Row) -> Vec<Identifier> {
        let single = self.identifiers.iter().filter_map(|(namespace, template)| {
            let value = template.id(row).ok().flatten()?;
            Some(Identifier::new(namespace.clone(), value))
        });
        single.chain(self.listed_identifiers(row).unwrap_or_default()).collect()
    }
}

/// What comes of a template that stands for a list or an object; nothing where there is none, or it is blank.
fn listed(template: Option<&Template>, field: &str, row: &Row) -> Result<Option<Value>, Failure> {
    let Some(template) = template else { return Ok(None) };
    let value = unwrapped(template.json(row).map_err(within(field))?);
    Ok(Some(value).filter(|value| !value.is_null()))
}

fn key(edge: &Edge, output: &Output, row: &Row, nth: Option<&mut Nth>) -> Result<Option<MessageKey>, Failure> {
    if let Some(template) = &output.message_id
        && let Some(id) = template.id(row).map_err(within("message_id"))?
    {
        let message = format!("{}\u{1f}{id}", output.name);
        return Ok(Some(edge.hasher.message(&edge.source.name, message.as_bytes())));
    }
    let Some(nth) = nth else { return Ok(None) };
    let content = format!("{}\u{1f}{}", output.name, row.to_json());
    let hash = edge.hasher.message(&edge.source.name, content.as_bytes()).0;
    let count = nth.next(hash);
    Ok(Some(edge.hasher.message(&edge.source.name, format!("{content}\u{1f}{count}").as_bytes())))
}

fn facts(output: &Output, row: &Row, at: Timestamp) -> Result<Vec<FactSaid>, Failure> {
    let mut facts = listed_facts(&output.facts, row, at)?;
    match listed(output.facts_of.as_ref(), "facts", row)? {
        None => {}
        Some(Value::Object(object)) => facts.extend(crate::ingest::facts_of(object)),
        Some(_) => return Err((DropReason::InvalidField, "facts: it is not an object".to_owned())),
    }
    Ok(facts)
}

/// What the interaction is about; nothing where its id is blank.
fn subject(output: &SubjectOutput, row: &Row, at: Timestamp) -> Result<Option<Subject>, Failure> {
    let Some(id) = output.id.id(row)? else { return Ok(None) };
    let role = match &output.role {
        None => None,
        Some(template) => template.text(row).map_err(within("role"))?,
    };
    let role = role.as_deref().and_then(SubjectRole::parse);
    Ok(Some(Subject { kind: output.kind.clone(), id, role, facts: listed_facts(&output.facts, row, at)? }))
}

fn listed_facts(
    listed: &[(String, Template, Option<u32>)],
    row: &Row,
    at: Timestamp,
) -> Result<Vec<FactSaid>, Failure> {
    let mut facts = Vec::with_capacity(listed.len());
    for (name, template, valid_days) in listed {
        let value = template.json(row).map_err(|failure| within_one("fact", name, failure))?;
        if !matches!(value, Value::Null | Value::Array(_) | Value::Object(_)) {
            let valid_until = valid_days.map(|days| Timestamp(at.0.saturating_add(i64::from(days) * DAY)));
            facts.push(FactSaid { name: name.clone(), value: value.to_string(), valid_until });
        }
    }
    Ok(facts)
}

fn questions(output: &Output, row: &Row) -> Result<Vec<Question>, Failure> {
    let mut questions = output.questions.clone();
    if let Some(list) = listed(output.questions_of.as_ref(), "questions", row)? {
        let said: Vec<Question> = serde_json::from_value(list)
            .map_err(|_| (DropReason::InvalidField, "questions: it is not a list of {fact, purpose}".to_owned()))?;
        questions.extend(said);
    }
    Ok(questions)
}

/// Says in which field of the mapping something failed.
fn within(field: &str) -> impl Fn(Failure) -> Failure {
    move |(reason, detail)| (reason, format!("{field}: {detail}"))
}

fn within_one(kind: &str, name: &str, failure: Failure) -> Failure {
    within(&format!("{kind} {name:?}"))(failure)
}

/// JSON that stands as text in a column.
fn unwrapped(value: Value) -> Value {
    match value {
        Value::String(text) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        other => other,
    }
}

fn properties(output: &Output, row: &Row) -> RawObject {
    let names = match &output.properties {
        Properties::Named(names) => names,
        Properties::Rest { used } => return RawObject::from_valid(row.without(used)),
    };
    let mut properties = Map::new();
    for name in names {
        let path: Vec<String> = name.split('.').map(str::to_owned).collect();
        if let Some(value) = row.json_at(&path).or_else(|| row.json_at(std::slice::from_ref(name))) {
            properties.insert(name.clone(), value);
        }
    }
    RawObject::from_valid(Value::Object(properties).to_string())
}
