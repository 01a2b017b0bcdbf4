//! Periods of time: days, weeks and months, or any others.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan, Zoned};

use crate::journeys::JourneyError;
use crate::journeys::lines::FURTHEST;

/// A calendar has at most so many periods: ten years of days.
const PERIODS: usize = 4096;
/// The table of a calendar has at most so many entries.
const ENTRIES: i64 = 1 << 16;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// From midnight to midnight, UTC.
    Day,
    /// From Monday to Sunday, UTC.
    Week,
    /// From the first to the last of a month, UTC.
    Month,
}

/// Periods that follow one another without a gap, counted from 0. Each begins with its first millisecond and ends before
/// the first one of the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    bounds: Vec<i64>,
    /// The period at the beginning of each cell of `1 << shift` milliseconds, so that no search is needed.
    cells: Vec<u16>,
    shift: u32,
}

impl Calendar {
    /// The periods between these bounds (milliseconds since 1970, each greater than the one before): one fewer than
    /// there are bounds.
    ///
    /// # Errors
    /// [`JourneyError::Question`] for fewer than two bounds, more than 4,097, or bounds that do not rise.
    pub fn new(bounds: Vec<i64>) -> Result<Calendar, JourneyError> {
        if !(2..=PERIODS + 1).contains(&bounds.len()) {
            return Err(JourneyError::Question(
                "a calendar has from 1 to 4,096 periods: take longer ones, or a shorter time",
            ));
        }
        if bounds.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Err(JourneyError::Question("the bounds of a calendar rise: give each moment once, in order"));
        }
        if bounds[0] < -FURTHEST / 2 || bounds[bounds.len() - 1] > FURTHEST / 2 {
            return Err(JourneyError::Question("the bounds of a calendar lie between -2^60 and 2^60 milliseconds"));
        }
        let (first, span) = (bounds[0], bounds[bounds.len() - 1] - bounds[0]);
        let shortest = bounds.windows(2).map(|pair| pair[1] - pair[0]).min().expect("there are two bounds");
        let mut shift = shortest.ilog2();
        while span >> shift > ENTRIES {
            shift += 1;
        }
        let cell = |cell: i64| {
            let begin = first + (cell << shift);
            u16::try_from(bounds.partition_point(|bound| *bound <= begin) - 1).expect("there are 4,096 periods at most")
        };
        let cells = (0..=(span - 1) >> shift).map(cell).collect();
        Ok(Calendar { bounds, cells, shift })
    }

    /// The periods that hold the time from `from` to `to`, both inclusive.
    ///
    /// # Errors
    /// [`JourneyError::Question`] for a time that ends before it begins, has more than 4,096 periods or leaves the years
    /// from -9999 to 9999.
    pub fn of(period: Period, from: i64, to: i64) -> Result<Calendar, JourneyError> {
        const OUTSIDE: JourneyError =
            JourneyError::Question("a calendar begins before it ends and lies between the years -9999 and 9999");
        if to < from {
            return Err(OUTSIDE);
        }
        let mut bounds = Vec::new();
        let mut next = first_day(period, from).ok_or(OUTSIDE)?;
        loop {
            let bound = next.timestamp().as_millisecond();
            bounds.push(bound);
            if bound > to || bounds.len() > PERIODS + 1 {
                return Calendar::new(bounds);
            }
            next = next.checked_add(period.span()).map_err(|_| OUTSIDE)?;
        }
    }

    /// How many periods there are.
    #[must_use]
    pub fn periods(&self) -> usize {
        self.bounds.len() - 1
    }

    /// The first millisecond of each period, and the first one behind the last.
    #[must_use]
    pub fn bounds(&self) -> &[i64] {
        &self.bounds
    }

    /// The period of a moment; none outside.
    #[must_use]
    pub fn period(&self, time: i64) -> Option<usize> {
        if time < self.bounds[0] || time >= self.bounds[self.periods()] {
            return None;
        }
        let cell = usize::try_from((time - self.bounds[0]) >> self.shift).ok()?;
        let mut period = usize::from(self.cells[cell]);
        // A cell is no longer than the shortest period where the table allows, so this is one step at most.
        while time >= self.bounds[period + 1] {
            period += 1;
        }
        Some(period)
    }
}

impl Period {
    fn span(self) -> Span {
        match self {
            Period::Day => 1.day(),
            Period::Week => 1.week(),
            Period::Month => 1.month(),
        }
    }
}

/// Midnight of the first day of the period that holds a moment.
fn first_day(period: Period, time: i64) -> Option<Zoned> {
    let day = jiff::Timestamp::from_millisecond(time).ok()?.to_zoned(TimeZone::UTC).date();
    let first = match period {
        Period::Day => day,
        Period::Week => day.checked_sub(i64::from(day.weekday().since(Weekday::Monday)).days()).ok()?,
        Period::Month => day.first_of_month(),
    };
    first.to_zoned(TimeZone::UTC).ok()
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;
    use kernel::clock::DAY;
    use proptest::prelude::*;

    use super::{Calendar, Period};
    use crate::journeys::JourneyError;

    fn at(text: &str) -> i64 {
        Timestamp::parse(text).unwrap().0
    }

    #[test]
    fn days_weeks_and_months_begin_where_they_do() {
        let (from, to) = (at("2024-02-28T23:59:59.999Z"), at("2024-03-04T00:00:00Z"));
        let bounds = |period| {
            let bounds = Calendar::of(period, from, to).unwrap().bounds().to_vec();
            bounds.into_iter().map(|bound| Timestamp(bound).to_string()[..10].to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(bounds(Period::Day), "2024-02-28 2024-02-29 2024-03-01 2024-03-02 2024-03-03 2024-03-04 2024-03-05");
        assert_eq!(bounds(Period::Week), "2024-02-26 2024-03-04 2024-03-11");
        assert_eq!(bounds(Period::Month), "2024-02-01 2024-03-01 2024-04-01");
    }

    #[test]
    fn what_makes_no_calendar_is_refused() {
        for wrong in [
            Calendar::new(vec![0]),
            Calendar::new(vec![0, 0]),
            Calendar::new((0..5_000).collect()),
            Calendar::new(vec![i64::MIN, i64::MAX]),
            Calendar::of(Period::Day, 5_000 * DAY, 0),
            Calendar::of(Period::Day, 0, 5_000 * DAY),
            Calendar::of(Period::Month, 0, i64::MAX / 4),
        ] {
            assert!(matches!(wrong, Err(JourneyError::Question(_))), "{wrong:?}");
        }
        assert_eq!(Calendar::of(Period::Day, 0, 4_095 * DAY).unwrap().periods(), 4_096);
    }

    proptest! {
        #[test]
        fn a_moment_is_in_the_period_whose_bounds_hold_it(
            bounds in prop::collection::btree_set(prop_oneof![-500_i64..500, -1_i64 << 50..1 << 50], 2..40),
            time in prop_oneof![-600_i64..600, -1_i64 << 50..1 << 50],
        ) {
            let bounds: Vec<i64> = bounds.into_iter().collect();
            let expected = bounds.windows(2).position(|pair| pair[0] <= time && time < pair[1]);
            prop_assert_eq!(Calendar::new(bounds).unwrap().period(time), expected);
        }
    }
}
