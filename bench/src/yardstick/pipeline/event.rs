//! What the pipeline keeps of an event.

use std::borrow::Cow;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::event::uuid;
use crate::yardstick::wire::{Batch, Call};

/// An event ready to be written.
pub(super) struct Event {
    /// The message id.
    pub(super) key: Vec<u8>,
    /// `namespace:value` of each identifier, the primary one first.
    pub(super) identifiers: Vec<String>,
    /// When it happened, in milliseconds.
    pub(super) time: i64,
    pub(super) name: String,
    pub(super) content: String,
    pub(super) context: String,
}

/// The trait that identifies.
#[derive(Deserialize)]
struct Traits<'a> {
    #[serde(borrow)]
    email: Option<Cow<'a, str>>,
}

impl Event {
    /// Reads the body of a batch.
    pub(super) fn parse(body: &[u8]) -> Result<Vec<Event>> {
        let batch: Batch<'_> = serde_json::from_slice(body).context("not a batch")?;
        let now = jiff::Timestamp::now().as_millisecond();
        let sent_at = batch.sent_at.as_deref().map(millis).transpose()?.unwrap_or(now);
        batch.batch.iter().map(|call| Event::new(call, now - sent_at)).collect()
    }

    /// Keeps a call. `late` is how many milliseconds the sender's clock is behind.
    fn new(call: &Call<'_>, late: i64) -> Result<Event> {
        let time = call.timestamp.as_deref().context("an event has no time")?;
        let content = call.properties.or(call.traits).map_or("{}", |raw| raw.get());
        Ok(Event {
            key: uuid::parse(&call.message_id).map_or_else(|| call.message_id.as_bytes().to_vec(), |id| id.to_vec()),
            identifiers: identifiers(call)?,
            time: millis(time)? + late,
            name: call.event.as_deref().unwrap_or("").to_owned(),
            content: content.to_owned(),
            context: call.context.map_or("{}", |raw| raw.get()).to_owned(),
        })
    }

    /// The primary identifier.
    pub(super) fn primary(&self) -> &str {
        &self.identifiers[0]
    }
}

fn identifiers(call: &Call<'_>) -> Result<Vec<String>> {
    let traits: Option<Traits<'_>> = call.traits.and_then(|raw| serde_json::from_str(raw.get()).ok());
    let named = [
        call.user_id.as_deref().map(|value| format!("user_id:{value}")),
        traits.and_then(|traits| traits.email).map(|value| format!("email:{value}")),
        call.anonymous_id.as_deref().map(|value| format!("anonymous_id:{value}")),
    ];
    let found: Vec<String> = named.into_iter().flatten().collect();
    anyhow::ensure!(!found.is_empty(), "an event names nobody");
    Ok(found)
}

fn millis(time: &str) -> Result<i64> {
    Ok(time.parse::<jiff::Timestamp>().context("a time cannot be read")?.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::Event;

    #[test]
    fn the_primary_identifier_comes_first() {
        let body = br#"{"sentAt":"2026-11-21T10:00:00.000Z","batch":[{"type":"identify","messageId":"m","userId":"u1",
            "anonymousId":"a","timestamp":"2026-11-21T10:00:00.000Z","traits":{"email":"u1@example.com"}}]}"#;
        let events = Event::parse(body).expect("a batch");
        assert_eq!(events[0].identifiers, ["user_id:u1", "email:u1@example.com", "anonymous_id:a"]);
        assert_eq!(events[0].primary(), "user_id:u1");
    }
}
