//! Points in time, and the ways in which the departments' systems write them.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::rng::Rng;

/// Milliseconds of a second, minute, hour and day.
const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Halden's local time. Written out, so that the machine's time zone tables do not matter.
static LONDON: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::posix("GMT0BST,M3.5.0/1,M10.5.0").expect("a well-formed POSIX time zone"));

/// A point in time: milliseconds since 1970 in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At(i64);

impl At {
    /// The first moment of a date in UTC.
    pub(crate) fn midnight(date: Date) -> At {
        let zoned = date.to_zoned(TimeZone::UTC).expect("the simulator's dates are within the calendar");
        At(zoned.timestamp().as_millisecond())
    }

    /// Milliseconds since 1970.
    pub(crate) fn millis(self) -> i64 {
        self.0
    }

    /// So many milliseconds later.
    pub(crate) fn plus_millis(self, millis: i64) -> At {
        At(self.0 + millis)
    }

    /// So many seconds later.
    pub(crate) fn plus_seconds(self, seconds: i64) -> At {
        At(self.0 + seconds * SECOND)
    }

    /// So many minutes later.
    pub(crate) fn plus_minutes(self, minutes: i64) -> At {
        At(self.0 + minutes * MINUTE)
    }

    /// So many hours later.
    pub(crate) fn plus_hours(self, hours: i64) -> At {
        At(self.0 + hours * HOUR)
    }

    /// So many days later; earlier where negative.
    pub(crate) fn plus_days(self, days: i64) -> At {
        At(self.0 + days * DAY)
    }

    /// Whole days from `earlier` to this moment; negative where `earlier` is later.
    pub(crate) fn days_since(self, earlier: At) -> i64 {
        (self.0 - earlier.0).div_euclid(DAY)
    }

    /// A moment on the same day (UTC) between two full hours. Hours may exceed 24 for the days after.
    pub(crate) fn in_hours(self, rng: &mut Rng, from: i64, to: i64) -> At {
        let midnight = At(self.0 - self.0.rem_euclid(DAY));
        midnight.plus_seconds(rng.between(from * 3600, to * 3600 - 1))
    }

    /// This moment as `2026-03-01T14:05:09.123Z`.
    pub(crate) fn iso_millis(self) -> String {
        self.utc("%Y-%m-%dT%H:%M:%S.%3fZ")
    }

    /// This moment in UTC, in a `strftime` form.
    pub(crate) fn utc(self, form: &str) -> String {
        self.timestamp().to_zoned(TimeZone::UTC).strftime(form).to_string()
    }

    /// This moment on a clock in Halden's offices, in a `strftime` form.
    pub(crate) fn local(self, form: &str) -> String {
        self.timestamp().to_zoned(LONDON.clone()).strftime(form).to_string()
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).expect("the simulator's times are within the calendar")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_know_summer_time() {
        let summer = At::midnight(jiff::civil::date(2026, 7, 1)).plus_hours(9);
        let winter = At::midnight(jiff::civil::date(2026, 1, 1)).plus_hours(9);
        assert_eq!(summer.local("%d/%m/%Y %H:%M"), "01/07/2026 10:00");
        assert_eq!(winter.local("%d/%m/%Y %H:%M"), "01/01/2026 09:00");
        assert_eq!(summer.iso_millis(), "2026-07-01T09:00:00.000Z");
        assert_eq!(summer.days_since(winter), 181);
    }
}
