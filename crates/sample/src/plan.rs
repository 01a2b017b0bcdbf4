//! How big the company is, and the stretch of time that is written.

use anyhow::ensure;
use jiff::ToSpan;
use jiff::civil::date;

use crate::at::At;
use crate::rng::Rng;

/// What to write: the size of the company, how long, and the seed on which everything depends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Customers with a customer number, from 1 to [`Plan::MOST_CUSTOMERS`]. Prospects, visitors and
    /// employees come on top.
    pub customers: u32,
    /// Calendar months before 1 November 2026, from 1 to 60.
    pub months: u32,
    /// Equal plans with equal seeds give byte-identical files.
    pub seed: u64,
}

impl Default for Plan {
    /// About one million interactions.
    fn default() -> Plan {
        Plan { customers: 20_000, months: 12, seed: 7 }
    }
}

impl Plan {
    /// Beyond this the numbers that the systems hand out would repeat.
    pub const MOST_CUSTOMERS: u32 = 2_000_000;

    /// The day on which the billing desk changes what it does, such as `2026-08-01`.
    #[must_use]
    pub fn mended_on(&self) -> String {
        Window::of(self).mended().iso_millis().chars().take(10).collect()
    }

    /// Refuses what cannot be written.
    ///
    /// # Errors
    /// Says which number is out of its range.
    pub fn check(&self) -> anyhow::Result<()> {
        ensure!(
            (1..=Plan::MOST_CUSTOMERS).contains(&self.customers),
            "customers must be 1 to {}",
            Plan::MOST_CUSTOMERS
        );
        ensure!((1..=60).contains(&self.months), "months must be 1 to 60");
        Ok(())
    }
}

/// The time that the exports cover.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    /// The first moment.
    pub(crate) start: At,
    /// The first moment after it: 1 November 2026, whatever the machine's clock says.
    pub(crate) end: At,
}

impl Window {
    /// The window of a plan that was checked.
    pub(crate) fn of(plan: &Plan) -> Window {
        let end = date(2026, 11, 1);
        let start =
            end.checked_sub(i64::from(plan.months).months()).expect("sixty months before 2026 is within the calendar");
        Window { start: At::midnight(start), end: At::midnight(end) }
    }

    /// Its length in days.
    pub(crate) fn days(self) -> i64 {
        self.end.days_since(self.start)
    }

    /// Its length in years, for rates that are given by the year.
    pub(crate) fn years(self) -> f64 {
        years(self.days())
    }

    /// The middle, when the process changes.
    pub(crate) fn half(self) -> At {
        self.start.plus_days(self.days() / 2)
    }

    /// Three quarters of the way, when the billing desk changes what it does.
    pub(crate) fn mended(self) -> At {
        self.start.plus_days(self.days() * 3 / 4)
    }

    /// Whether a moment lies in it.
    pub(crate) fn holds(self, at: At) -> bool {
        self.start <= at && at < self.end
    }

    /// A random day in it.
    pub(crate) fn any_day(self, rng: &mut Rng) -> At {
        self.start.plus_days(rng.between(0, self.days() - 1))
    }
}

/// Days as a share of a year.
fn years(days: i64) -> f64 {
    f64::from(i32::try_from(days).expect("the window is at most five years")) / 365.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_ends_at_a_fixed_date() {
        let window = Window::of(&Plan::default());
        assert_eq!(window.days(), 365);
        assert_eq!(window.end.iso_millis(), "2026-11-01T00:00:00.000Z");
        assert!(window.holds(window.start) && !window.holds(window.end));
    }

    #[test]
    fn impossible_plans_are_refused() {
        assert!(Plan { customers: 0, ..Plan::default() }.check().is_err());
        assert!(Plan { months: 61, ..Plan::default() }.check().is_err());
        assert!(Plan::default().check().is_ok());
    }
}
