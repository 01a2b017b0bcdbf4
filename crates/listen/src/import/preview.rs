//! What a dry run shows: the first interactions as the API would show them, and the first drops of each reason.

use kernel::Interaction;
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::ingest::{Arrival, Received};

/// What a dry run shows of each.
const SHOWN: usize = 5;

/// The first interactions of a dry run, and what would be dropped and why.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Preview {
    /// The first interactions. What one does not have is left out.
    pub interactions: Vec<Value>,
    /// The first drops of each reason.
    pub dropped: Vec<PreviewDrop>,
}

/// A row that would be dropped.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PreviewDrop {
    /// Why.
    pub reason: String,
    /// What exactly was wrong.
    pub detail: String,
    /// The row.
    pub payload: String,
}

impl Preview {
    pub(super) fn show(&mut self, item: Received, source: &str) {
        match item {
            Ok(arrival) if self.interactions.len() < SHOWN => self.interactions.push(shown(&arrival, source)),
            Err(dropped) => {
                let reason = dropped.reason.as_str();
                if self.dropped.iter().filter(|shown| shown.reason == reason).count() < SHOWN {
                    let (detail, payload) = (dropped.detail, dropped.payload);
                    self.dropped.push(PreviewDrop { reason: reason.to_owned(), detail, payload });
                }
            }
            Ok(_) => {}
        }
    }
}

fn shown(arrival: &Arrival, source: &str) -> Value {
    let Interaction { occurred_at, direction, relation, channel, touchpoint, name, department, .. } =
        &arrival.interaction;
    let Interaction { team, employee, location, subjects, questions, facts, text, properties, .. } =
        &arrival.interaction;
    let identifiers: Vec<String> = arrival.identifiers.iter().map(|(one, _)| one.to_string()).collect();
    let facts = facts.iter().map(|fact| {
        let value: Value = serde_json::from_str(&fact.value).unwrap_or_default();
        match fact.valid_until {
            None => json!({"name": fact.name, "value": value}),
            Some(until) => json!({"name": fact.name, "value": value, "valid_until": until}),
        }
    });
    let consents = arrival.consents.iter().map(|one| (one.purpose.as_str().to_owned(), Value::from(one.granted)));
    let shown = json!({
        "source": source,
        "occurred_at": occurred_at,
        "name": name,
        "identifiers": identifiers,
        "direction": direction,
        "relation": relation,
        "channel": channel,
        "touchpoint": touchpoint,
        "department": department,
        "team": team,
        "employee": employee,
        "location": location,
        "subjects": subjects.iter().map(kernel::Subject::shown).collect::<Vec<Value>>(),
        "questions": questions,
        "facts": facts.collect::<Vec<Value>>(),
        "consents": consents.collect::<Map<_, _>>(),
        "text": text,
        "properties": properties,
    });
    let Value::Object(fields) = shown else { return shown };
    Value::Object(fields.into_iter().filter(|(_, value)| !is_empty(value)).collect())
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}
