//! Who was asked to answer, and who did.

use std::collections::BTreeMap;

use kernel::clock::DAY;

use crate::index::{Code, Dictionary, Label, Rows, flag};
use crate::journeys::http::{About, Somebody};
use crate::journeys::{JourneyError, Part, Work};
use crate::statistics::Ratio;

/// So long an answer may come after its invitation, in milliseconds.
const WAIT: i64 = 60 * DAY;

/// What is called an invitation, and what an answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Surveys {
    /// By the number of a touchpoint: whether surveys are there.
    touchpoints: Vec<bool>,
    /// The number of the name that invitations have.
    sent: Option<Code>,
}

impl Surveys {
    /// By the names of a dictionary.
    pub(super) fn of(dictionary: &Dictionary) -> Surveys {
        let is_survey = |name: &str| name.split('.').next() == Some("survey");
        let named = dictionary.names(Label::Touchpoint).all().map(|(_, name)| is_survey(name));
        let touchpoints = std::iter::once(false).chain(named).collect();
        Surveys { touchpoints, sent: dictionary.names(Label::Name).find("Survey Sent") }
    }

    /// Whether a row invites somebody to answer: the one place that says so.
    pub(super) fn invites(&self, rows: &Rows, row: usize) -> bool {
        let is_sent = self.sent == Some(rows.label(Label::Name)[row]);
        rows.flags[row] & flag::OUTBOUND != 0 && (is_sent || self.is_at_one(rows, row))
    }

    /// Whether a row is an answer.
    fn answers(&self, rows: &Rows, row: usize) -> bool {
        rows.flags[row] & (flag::OUTBOUND | flag::INTERNAL) == 0 && self.is_at_one(rows, row)
    }

    fn is_at_one(&self, rows: &Rows, row: usize) -> bool {
        let touchpoint = usize::from(rows.label(Label::Touchpoint)[row]);
        self.touchpoints.get(touchpoint).copied().unwrap_or(false)
    }

    /// The invitations of somebody among the rows that count, each with whether it was answered: at the same touchpoint,
    /// after it, before the next invitation there, and within [`WAIT`].
    pub(super) fn invitations(&self, somebody: &Somebody<'_>) -> Vec<(usize, bool)> {
        let rows = &somebody.sorted.rows;
        let place = |row: usize| rows.label(Label::Touchpoint)[row];
        let is_answered = |row: usize| {
            let mut later = (row + 1..somebody.rows.end).take_while(|later| rows.time[*later] - rows.time[row] <= WAIT);
            let next = later.find(|later| {
                place(*later) == place(row) && (self.invites(rows, *later) || self.answers(rows, *later))
            });
            next.is_some_and(|next| self.answers(rows, next))
        };
        let invited = somebody.kept.iter().copied().filter(|row| self.invites(rows, *row));
        invited.map(|row| (row, is_answered(row))).collect()
    }
}

/// How many invitations were answered.
#[derive(Debug, Default)]
pub(super) struct Responses {
    /// All of them.
    pub(super) whole: Ratio,
    /// By touchpoint.
    pub(super) surveys: BTreeMap<Code, Ratio>,
    /// By group of people.
    pub(super) groups: BTreeMap<Code, Ratio>,
}

/// Counts them. `group` says in which group of people somebody is.
pub(super) fn responses(
    about: &About,
    parts: &[Part<'_>],
    group: impl Fn(&Somebody<'_>) -> Option<Code> + Sync,
    work: Work<'_>,
) -> Result<Responses, JourneyError> {
    let surveys = Surveys::of(about.dictionary());
    let made = about.each_person(parts, work, |made: &mut Responses, somebody| {
        let invitations = surveys.invitations(somebody);
        let count = |of: &dyn Fn(usize) -> bool| -> (u32, u32) {
            let of = || invitations.iter().filter(|(row, _)| of(*row));
            let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            (small(of().count()), small(of().filter(|(_, answered)| *answered).count()))
        };
        let (invited, answered) = count(&|_| true);
        if invited == 0 {
            return;
        }
        made.whole.add(invited, answered);
        if let Some(group) = group(somebody) {
            made.groups.entry(group).or_default().add(invited, answered);
        }
        let place = |row: usize| somebody.sorted.rows.label(Label::Touchpoint)[row];
        let mut places: Vec<Code> = invitations.iter().map(|(row, _)| place(*row)).collect();
        places.sort_unstable();
        places.dedup();
        for code in places {
            let (invited, answered) = count(&|row| place(row) == code);
            made.surveys.entry(code).or_default().add(invited, answered);
        }
    })?;
    let mut all = Responses::default();
    for one in made {
        all.whole.merge(&one.whole);
        for (to, more) in [(&mut all.surveys, one.surveys), (&mut all.groups, one.groups)] {
            for (code, ratio) in more {
                to.entry(code).or_default().merge(&ratio);
            }
        }
    }
    Ok(all)
}
