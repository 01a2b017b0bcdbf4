//! The limits of intake. Each one that is passed is a drop reason or a refused request, and says so.

use kernel::DropReason;
use kernel::clock::{DAY, HOUR};
use serde::{Deserialize, Serialize};
use web::pace::PerMinute;

use super::arrival::Refusal;

/// What intake takes at most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of one event.
    pub event_bytes: usize,
    /// Bytes of one request, after decompression.
    pub request_bytes: usize,
    /// Events of one request.
    pub events_per_request: usize,
    /// Keys of one event, at all depths.
    pub properties: usize,
    /// How deep one event may be nested.
    pub depth: usize,
    /// Identifiers of one interaction.
    pub identifiers: usize,
    /// Characters of an identifier's value.
    pub identifier_length: usize,
    /// How far in the past a time may lie, in days.
    pub past_days: u32,
    /// How far in the future a time may lie, in hours.
    pub future_hours: u32,
    /// Events that may wait to be written before senders get 429.
    pub waiting_to_be_written: usize,
    /// Interactions that may wait to be folded before senders get 429.
    pub waiting_to_be_folded: usize,
    /// Dropped events that are kept; beyond that the oldest go.
    pub kept_dropped: u64,
    /// Within how many seconds the head of a request must come, and the next one on a connection that is kept: longer
    /// than proxies keep idle connections, so that they end them and not the server.
    pub head_seconds: u32,
    /// Requests a minute with one key of a role, or as one user; 0 is no limit.
    pub requests_per_minute_per_key: u32,
    /// Requests a minute with one write key; 0 is no limit.
    pub requests_per_minute_per_write_key: u32,
    /// Requests a minute from one address, but those with secret write keys; 0 is no limit.
    pub requests_per_minute_per_address: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            event_bytes: 32 << 10,
            request_bytes: 4 << 20,
            events_per_request: 10_000,
            properties: 1_000,
            depth: 32,
            identifiers: 20,
            identifier_length: 256,
            past_days: 36_525,
            future_hours: 48,
            waiting_to_be_written: 50_000,
            waiting_to_be_folded: 300_000,
            kept_dropped: 100_000,
            head_seconds: 75,
            requests_per_minute_per_key: 120_000,
            requests_per_minute_per_write_key: 0,
            requests_per_minute_per_address: 300_000,
        }
    }
}

impl Limits {
    /// Whether the text of a JSON object is too long, has too many keys or is nested too deep.
    pub(crate) fn check(&self, raw: &str) -> Result<(), Refusal> {
        if raw.len() > self.event_bytes {
            return Err((DropReason::TooLarge, format!("{} bytes; at most {}", raw.len(), self.event_bytes)));
        }
        // A key takes four bytes at least and a level an opening bracket, so that most need no closer look.
        let openings = memchr::memchr2_iter(b'{', b'[', raw.as_bytes()).count();
        if raw.len() / 4 <= self.properties && openings <= self.depth {
            return Ok(());
        }
        let (keys, depth) = keys_and_depth(raw);
        if keys > self.properties {
            return Err((DropReason::TooManyProperties, format!("{keys} keys; at most {}", self.properties)));
        }
        if depth > self.depth {
            return Err((DropReason::TooDeep, format!("nested {depth} deep; at most {}", self.depth)));
        }
        Ok(())
    }

    /// How often anybody may call.
    #[must_use]
    pub fn per_minute(&self) -> PerMinute {
        PerMinute {
            key: self.requests_per_minute_per_key,
            write_key: self.requests_per_minute_per_write_key,
            address: self.requests_per_minute_per_address,
        }
    }

    pub(crate) fn past(&self) -> i64 {
        i64::from(self.past_days) * DAY
    }

    pub(crate) fn future(&self) -> i64 {
        i64::from(self.future_hours) * HOUR
    }
}

/// How many keys a JSON text has at all depths, and how deep it is nested.
fn keys_and_depth(json: &str) -> (usize, usize) {
    let (mut keys, mut depth, mut deepest) = (0, 0_usize, 0);
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => {
                while let Some(inner) = bytes.next() {
                    match inner {
                        b'\\' => drop(bytes.next()),
                        b'"' => break,
                        _ => {}
                    }
                }
            }
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b':' => keys += 1,
            _ => {}
        }
    }
    (keys, deepest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_keys_and_depth_outside_of_texts() {
        assert_eq!(keys_and_depth(r#"{"a": {"b:{": [1, {"c": "\":\""}]}}"#), (3, 4));
        assert_eq!(keys_and_depth("3"), (0, 0));
    }
}
