//! Whether somebody is asked, by what is known of them and by the rules.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use kernel::Timestamp;
use kernel::clock::DAY;
use know::privacy::Because;

use super::model::{AskingRules, NotAsked, OfSurvey, QuietHours};

/// The longest time of a rule, in days.
pub(super) const MOST_DAYS: u32 = 3650;
/// The most often that anybody may be asked within some days.
const MOST_TIMES: u32 = 1000;
/// The largest quota.
const MOST_INVITATIONS: u32 = 10_000_000;
/// The most surveys with rules of their own.
const MOST_SURVEYS: usize = 1000;

/// What is known of somebody who is to be asked.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'a> {
    /// Whether they may be written to, and why.
    pub(super) permit: (bool, Because),
    /// Where their lot stands, 0 to below 1.
    pub(super) lot: f64,
    /// When they were asked before, under whatever identifier.
    pub(super) asked_at: &'a [Timestamp],
    /// How many of their group were invited within the days of the quota.
    pub(super) in_group: u64,
    /// Whether what they get may wait for the end of quiet hours.
    pub(super) can_wait: bool,
}

impl AskingRules {
    /// The rules, unless they cannot be kept.
    ///
    /// # Errors
    /// What is wrong with them, and with which field.
    pub fn checked(self) -> Result<AskingRules, String> {
        if self.days_between > MOST_DAYS {
            return Err(format!("`days_between` is 0 to {MOST_DAYS}"));
        }
        if let Some(rule) = &self.at_most
            && (!(1..=MOST_TIMES).contains(&rule.times) || !(1..=MOST_DAYS).contains(&rule.days))
        {
            return Err(format!("`at_most`: `times` is 1 to {MOST_TIMES} and `days` 1 to {MOST_DAYS}"));
        }
        if let Some(quiet) = &self.quiet_hours {
            let read = quiet.read().map_err(|said| format!("`quiet_hours`: {said}"))?;
            if read.0 == read.1 {
                return Err("`quiet_hours`: `from` and `until` are the same: leave the rule out".to_owned());
            }
        }
        if self.surveys.len() > MOST_SURVEYS {
            return Err(format!("`surveys` has {} of them; {MOST_SURVEYS} is the most", self.surveys.len()));
        }
        for (name, of) in &self.surveys {
            of.check().map_err(|said| format!("`surveys`: {name:?}: {said}"))?;
        }
        Ok(self)
    }

    /// What holds for a survey besides.
    pub(super) fn of(&self, survey: &str) -> OfSurvey {
        self.surveys.get(survey).cloned().unwrap_or_default()
    }

    /// Since when it matters that somebody was asked.
    pub(super) fn looks_back_to(&self, now: Timestamp) -> Timestamp {
        let days = self.days_between.max(self.at_most.map_or(0, |rule| rule.days));
        days_before(now, days)
    }

    /// Until when it is quiet, where it is now.
    #[must_use]
    pub fn quiet_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.quiet_hours.as_ref()?.until(now)
    }

    /// The rule by which somebody is not asked, as the ledger names it.
    pub(super) fn rule(&self, why: NotAsked, survey: &str) -> String {
        let of = self.of(survey);
        let said = match why {
            NotAsked::AskedRecently => Some(format!("days_between {}", self.days_between)),
            NotAsked::AskedOften => self.at_most.map(|rule| format!("at_most {} in {} days", rule.times, rule.days)),
            NotAsked::QuietHours => {
                self.quiet_hours.as_ref().map(|rule| format!("quiet_hours {} to {}", rule.from, rule.until))
            }
            NotAsked::NotDrawn => of.rate.map(|rate| format!("rate {rate}")),
            NotAsked::QuotaFull => of.quota.map(|quota| {
                let each = quota.each.map_or_else(String::new, |group| format!(" for each {}", group.field()));
                format!("quota {} in {} days{each}", quota.invitations, quota.days)
            }),
            NotAsked::Unknown | NotAsked::NotPermitted | NotAsked::Held | NotAsked::NoAddress | NotAsked::Over => None,
        };
        said.unwrap_or_default()
    }
}

impl OfSurvey {
    fn check(&self) -> Result<(), String> {
        if self.rate.is_some_and(|rate| !(rate > 0.0 && rate <= 1.0)) {
            return Err("`rate` is above 0 and at most 1".to_owned());
        }
        let quota = self.quota.filter(|quota| {
            !(1..=MOST_INVITATIONS).contains(&quota.invitations) || !(1..=MOST_DAYS).contains(&quota.days)
        });
        if quota.is_some() {
            return Err(format!("`quota`: `invitations` is 1 to {MOST_INVITATIONS} and `days` 1 to {MOST_DAYS}"));
        }
        Ok(())
    }
}

impl QuietHours {
    fn read(&self) -> Result<(Time, Time, TimeZone), String> {
        let time = |field: &str, text: &str| {
            let wrong = || format!("`{field}`: {text:?} is no time such as 21:00");
            Time::strptime("%H:%M", text).map_err(|_| wrong())
        };
        let wrong = |_| format!("`time_zone`: {:?} is no time zone such as Europe/Berlin", self.time_zone);
        let zone = TimeZone::get(&self.time_zone).map_err(wrong)?;
        Ok((time("from", &self.from)?, time("until", &self.until)?, zone))
    }

    /// When they end, where they are on. A time that the clocks leave out is the moment at which they are put forward.
    fn until(&self, now: Timestamp) -> Option<Timestamp> {
        // What cannot be read any more, such as a zone that a machine does not know, is no rule.
        let (from, until, zone) = self.read().ok()?;
        let here = jiff::Timestamp::from_millisecond(now.0).ok()?.to_zoned(zone.clone());
        let time = here.time();
        let (is_on, is_over_today) = if from < until {
            (from <= time && time < until, true)
        } else {
            (time >= from || time < until, time < until)
        };
        if !is_on {
            return None;
        }
        let day = if is_over_today { here.date() } else { here.date().tomorrow().ok()? };
        let end = day.to_datetime(until).to_zoned(zone).ok()?;
        Some(Timestamp(end.timestamp().as_millisecond()))
    }
}

/// So many days before a moment.
pub(super) fn days_before(now: Timestamp, days: u32) -> Timestamp {
    Timestamp(now.0.saturating_sub(i64::from(days) * DAY))
}

/// Whether somebody is asked to answer a survey now.
///
/// # Errors
/// Why they are not: what they said goes before all rules, and lots are drawn before anything that changes with time.
pub(super) fn decide(rules: &AskingRules, of: &OfSurvey, one: &Candidate<'_>, now: Timestamp) -> Result<(), NotAsked> {
    match one.permit {
        (true, _) => {}
        (false, Because::Held) => return Err(NotAsked::Held),
        (false, Because::Unknown) => return Err(NotAsked::Unknown),
        (false, _) => return Err(NotAsked::NotPermitted),
    }
    if of.rate.is_some_and(|rate| one.lot >= rate) {
        return Err(NotAsked::NotDrawn);
    }
    if !one.can_wait && rules.quiet_until(now).is_some() {
        return Err(NotAsked::QuietHours);
    }
    let asked_within = |days: u32| one.asked_at.iter().filter(|at| **at > days_before(now, days)).count();
    if asked_within(rules.days_between) > 0 {
        return Err(NotAsked::AskedRecently);
    }
    if rules.at_most.is_some_and(|rule| asked_within(rule.days) >= rule.times as usize) {
        return Err(NotAsked::AskedOften);
    }
    if of.quota.is_some_and(|quota| one.in_group >= u64::from(quota.invitations)) {
        return Err(NotAsked::QuotaFull);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::model::{AtMost, Quota};
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn free() -> Candidate<'static> {
        Candidate { permit: (true, Because::Basis), lot: 0.5, asked_at: &[], in_group: 0, can_wait: true }
    }

    #[test]
    fn each_reason_has_its_case() {
        let none = AskingRules { days_between: 0, ..AskingRules::default() };
        let at = |rules: &AskingRules, of: &OfSurvey, one: Candidate<'_>| decide(rules, of, &one, NOW).err();
        let plain = OfSurvey::default();
        assert_eq!(at(&none, &plain, free()), None);
        for (because, why) in [
            (Because::Denied, NotAsked::NotPermitted),
            (Because::NothingSaid, NotAsked::NotPermitted),
            (Because::Held, NotAsked::Held),
            (Because::Unknown, NotAsked::Unknown),
        ] {
            assert_eq!(at(&none, &plain, Candidate { permit: (false, because), ..free() }), Some(why));
        }
        let rate = OfSurvey { rate: Some(0.5), ..OfSurvey::default() };
        assert_eq!(at(&none, &rate, free()), Some(NotAsked::NotDrawn));
        assert_eq!(at(&none, &rate, Candidate { lot: 0.499, ..free() }), None);
        let quota = OfSurvey { quota: Some(Quota { invitations: 2, days: 7, each: None }), rate: None };
        assert_eq!(at(&none, &quota, Candidate { in_group: 1, ..free() }), None);
        assert_eq!(at(&none, &quota, Candidate { in_group: 2, ..free() }), Some(NotAsked::QuotaFull));
        let month = [Timestamp(NOW.0 - 30 * DAY)];
        let usual = AskingRules::default();
        assert_eq!(at(&usual, &plain, Candidate { asked_at: &month, ..free() }), None);
        let less = [Timestamp(month[0].0 + 1)];
        assert_eq!(at(&usual, &plain, Candidate { asked_at: &less, ..free() }), Some(NotAsked::AskedRecently));
        let twice = AskingRules { at_most: Some(AtMost { times: 2, days: 365 }), ..none };
        assert_eq!(at(&twice, &plain, Candidate { asked_at: &less, ..free() }), None);
        let both = [month[0], less[0]];
        assert_eq!(at(&twice, &plain, Candidate { asked_at: &both, ..free() }), Some(NotAsked::AskedOften));
    }

    #[test]
    fn quiet_hours_are_those_of_the_place() {
        let quiet = |from: &str, until: &str| QuietHours {
            from: from.to_owned(),
            until: until.to_owned(),
            time_zone: "Europe/Berlin".to_owned(),
        };
        let at = |text: &str| Timestamp::parse(text).expect("a time");
        let night = quiet("21:00", "08:00");
        // Summer: two hours before UTC.
        assert_eq!(night.until(at("2026-07-01T18:59:59Z")), None);
        assert_eq!(night.until(at("2026-07-01T19:00:00Z")), Some(at("2026-07-02T06:00:00Z")));
        assert_eq!(night.until(at("2026-07-02T05:59:59Z")), Some(at("2026-07-02T06:00:00Z")));
        assert_eq!(night.until(at("2026-07-02T06:00:00Z")), None);
        // The night in which clocks are put back has an hour more.
        assert_eq!(night.until(at("2026-10-24T20:00:00Z")), Some(at("2026-10-25T07:00:00Z")));
        assert_eq!(quiet("12:00", "14:00").until(at("2026-01-05T12:30:00Z")), Some(at("2026-01-05T13:00:00Z")));
        let rules = AskingRules { quiet_hours: Some(night), ..AskingRules::default() };
        let plain = OfSurvey::default();
        let asleep = at("2026-07-02T03:00:00Z");
        let why = decide(&rules, &plain, &Candidate { can_wait: false, ..free() }, asleep);
        assert_eq!(why, Err(NotAsked::QuietHours));
        assert_eq!(decide(&rules, &plain, &free(), asleep), Ok(()));
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let wrong = |json: &str| {
            let read: Result<AskingRules, String> = serde_json::from_str(json).map_err(|error| error.to_string());
            read.and_then(AskingRules::checked).expect_err(json)
        };
        assert!(wrong(r#"{"days_between": 4000}"#).contains("0 to 3650"));
        assert!(wrong(r#"{"at_most": {"times": 0, "days": 3}}"#).contains("`times` is 1"));
        assert!(wrong(r#"{"surveys": {"visit": {"rate": 0}}}"#).contains("\"visit\": `rate`"));
        assert!(wrong(r#"{"quiet_hours": {"from": "9pm", "until": "08:00", "time_zone": "UTC"}}"#).contains("\"9pm\""));
        assert!(wrong(r#"{"quiet_hours": {"from": "21:00", "until": "08:00", "time_zone": "Mars"}}"#).contains("Mars"));
        assert!(wrong(r#"{"days": 4}"#).contains("unknown field"));
    }

    proptest! {
        /// Whoever goes by the rules for years never asks more often than they say.
        #[test]
        fn nobody_is_asked_more_often_than_the_rules_say(
            days_between in 0_u32..40,
            times in 1_u32..5,
            days in 1_u32..90,
            tries in proptest::collection::vec(0_i64..20 * DAY, 1..200),
        ) {
            let rules = AskingRules { days_between, at_most: Some(AtMost { times, days }), ..AskingRules::default() };
            let (mut asked, mut now) = (Vec::new(), NOW);
            for wait in tries {
                now = Timestamp(now.0 + wait);
                let before: Vec<Timestamp> =
                    asked.iter().copied().filter(|at| *at > rules.looks_back_to(now)).collect();
                let one = Candidate { asked_at: &before, ..free() };
                if decide(&rules, &OfSurvey::default(), &one, now).is_ok() {
                    asked.push(now);
                }
            }
            for pair in asked.windows(2) {
                prop_assert!(pair[1].0 - pair[0].0 >= i64::from(days_between) * DAY);
            }
            for some in asked.windows(times as usize + 1) {
                prop_assert!(some[times as usize].0 - some[0].0 >= i64::from(days) * DAY);
            }
        }
    }
}
