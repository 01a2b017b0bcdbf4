//! Time: a timestamp in milliseconds, and the clock that rules are given instead of asking the machine.

use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment: milliseconds since 1970-01-01T00:00:00Z. On the wire it is RFC 3339 in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// Milliseconds of one second, minute, hour and day.
pub const SECOND: i64 = 1000;
/// Milliseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Milliseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds in a day of 24 hours.
pub const DAY: i64 = 24 * HOUR;

impl Timestamp {
    /// The whole UTC hour that holds this moment.
    #[must_use]
    pub fn hour(self) -> Timestamp {
        Timestamp(self.0.div_euclid(HOUR) * HOUR)
    }

    /// Reads RFC 3339, with or without fractions, with any offset. A missing offset is UTC; a date alone is its midnight.
    ///
    /// # Errors
    /// A text that is no such moment, with what was expected.
    pub fn parse(text: &str) -> Result<Timestamp, String> {
        let text = text.trim();
        if let Ok(at) = text.parse::<jiff::Timestamp>() {
            return Ok(Timestamp(at.as_millisecond()));
        }
        if let Ok(at) = text.parse::<jiff::civil::DateTime>()
            && let Ok(zoned) = at.to_zoned(jiff::tz::TimeZone::UTC)
        {
            return Ok(Timestamp(zoned.timestamp().as_millisecond()));
        }
        Err(format!("expected an RFC 3339 time such as 2026-03-01T09:30:00Z, got {:?}", shorten(text)))
    }
}

/// The first characters of a text that may be long, for messages.
fn shorten(text: &str) -> String {
    text.chars().take(40).collect()
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(at) => write!(f, "{at:.3}"),
            Err(_) => write!(f, "{} ms", self.0),
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            Timestamp::parse(&text).map_err(serde::de::Error::custom)
        } else {
            i64::deserialize(deserializer).map(Timestamp)
        }
    }
}

/// Where the present comes from. Passed in, so that rules can be tested at any moment.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_millisecond())
    }
}

/// A clock that stands where it is put: for tests and for the sample company.
#[derive(Debug, Default)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that shows `at`.
    #[must_use]
    pub fn at(at: Timestamp) -> ManualClock {
        ManualClock(AtomicI64::new(at.0))
    }

    /// Puts the clock to `at`.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.0, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_senders_use() {
        let expected = Timestamp(1_772_357_400_000);
        for text in
            ["2026-03-01T09:30:00Z", "2026-03-01T10:30:00+01:00", "2026-03-01 09:30:00", " 2026-03-01T09:30:00.000Z "]
        {
            assert_eq!(Timestamp::parse(text), Ok(expected), "{text}");
        }
        assert_eq!(Timestamp::parse("2026-03-01"), Ok(Timestamp(1_772_323_200_000)));
        assert!(Timestamp::parse("yesterday").is_err());
        assert_eq!(expected.to_string(), "2026-03-01T09:30:00.000Z");
    }

    #[test]
    fn hours_before_1970_round_down() {
        assert_eq!(Timestamp(-1).hour(), Timestamp(-HOUR));
        assert_eq!(Timestamp(HOUR + 5).hour(), Timestamp(HOUR));
    }
}
