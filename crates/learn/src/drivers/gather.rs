//! Answers with what people rated and what was observed before: the rows of a table of drivers.

use std::collections::{BTreeMap, HashMap};

use hashbrown::HashSet;
use kernel::clock::DAY;
use know::identity::PersonNo;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::effort::{Effort, Meaning, about, cost};
use crate::index::{Code, Dictionary, Label, Sorted};
use crate::journeys::http::{About, Somebody};
use crate::journeys::{JourneyError, Part, Work};
use crate::scores::{Kind, given};

/// What is observed of the contacts before an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Observed {
    /// How often they spoke with the organisation.
    Contacts,
    /// How often the next contact was over another channel.
    ChannelSwitches,
    /// How often the next contact was with another department.
    Transfers,
    /// How many facts they were asked for although they had told them.
    AskedAgain,
    /// Days from the first of these contacts to the last.
    WaitingDays,
    /// How often they had looked for help by themselves.
    LookedForHelp,
}

impl Observed {
    pub(super) const ALL: [Observed; 6] = [
        Observed::Contacts,
        Observed::ChannelSwitches,
        Observed::Transfers,
        Observed::AskedAgain,
        Observed::WaitingDays,
        Observed::LookedForHelp,
    ];

    /// What it is called in answers.
    pub(super) fn name(self) -> &'static str {
        match self {
            Observed::Contacts => "contacts",
            Observed::ChannelSwitches => "channel_switches",
            Observed::Transfers => "transfers",
            Observed::AskedAgain => "asked_again",
            Observed::WaitingDays => "waiting_days",
            Observed::LookedForHelp => "looked_for_help",
        }
    }

    /// It happened where there is more of it than this: one contact and one day are nothing out of the ordinary.
    pub(super) fn usual(self) -> f64 {
        if matches!(self, Observed::Contacts | Observed::WaitingDays) { 1.0 } else { 0.0 }
    }

    fn of(self, effort: &Effort) -> f64 {
        match self {
            Observed::Contacts => effort.contacts.into(),
            Observed::ChannelSwitches => effort.channel_switches.into(),
            Observed::Transfers => effort.transfers.all().into(),
            Observed::AskedAgain => effort.asked_again.into(),
            #[expect(clippy::cast_precision_loss, reason = "days are compared, not counted with")]
            Observed::WaitingDays => effort.waiting as f64 / DAY as f64,
            Observed::LookedForHelp => effort.looked_for_help.into(),
        }
    }
}

/// Which rows before an answer are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Window {
    /// Those of so many milliseconds before.
    Before(i64),
    /// Those of the episode that it is about.
    Episode,
}

/// Something that happened: interactions at one of these positions, with one of these names.
#[derive(Clone, Debug, Default)]
pub(super) struct Event {
    /// Any, where nothing is said.
    pub(super) positions: Option<HashSet<u64>>,
    /// Of each label one of these.
    pub(super) labels: Vec<(Label, Vec<Code>)>,
}

impl Event {
    fn is(&self, sorted: &Sorted, row: usize) -> bool {
        let rows = &sorted.rows;
        let named = |(label, codes): &(Label, Vec<Code>)| codes.contains(&rows.label(*label)[row]);
        self.positions.as_ref().is_none_or(|all| all.contains(&rows.position[row])) && self.labels.iter().all(named)
    }
}

/// What is gathered.
pub(super) struct Wanted {
    pub(super) kind: Kind,
    pub(super) window: Window,
    pub(super) observed: Vec<Observed>,
    /// The ratings of answers, by position; as many each.
    pub(super) ratings: HashMap<u64, Vec<Option<f64>>>,
    pub(super) rated: usize,
    pub(super) events: Vec<Event>,
    /// So many of the touchpoints that people most often met count.
    pub(super) touchpoints: usize,
}

/// An answer.
#[derive(Clone, Debug)]
pub(super) struct Answered {
    pub(super) person: PersonNo,
    pub(super) at: i64,
    pub(super) position: u64,
    /// The ratings, what was observed, and how often events were; nothing for a rating that was not given.
    pub(super) numbers: Vec<Option<f64>>,
    /// The touchpoints that were met, ascending.
    met: Vec<Code>,
    pub(super) score: f64,
}

/// Answers, those of a person together.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) answers: Vec<Answered>,
    /// How many answers were about no episode, where one was asked for.
    pub(super) about_none: u64,
}

/// A touchpoint is told apart where at least this share of answers had met it, and as many had not.
const SELDOM: f64 = 0.05;

/// Gathers answers; what touchpoints they had met comes last of their numbers.
pub(super) fn gather(
    about: &About,
    parts: &[Part<'_>],
    wanted: &Wanted,
    work: Work<'_>,
) -> Result<(Gathered, Vec<Code>), JourneyError> {
    let (meaning, surveys) = (Meaning::of(about.dictionary()), surveys(about.dictionary()));
    let made = about.each_person(parts, work, |gathered: &mut Gathered, somebody| {
        for (row, score) in given(somebody, wanted.kind) {
            match wanted.answer(somebody, (row, score), &meaning, &surveys) {
                Some(answer) => gathered.answers.push(answer),
                None => gathered.about_none += 1,
            }
        }
    })?;
    let mut all = Gathered::default();
    for one in made {
        all.answers.extend(one.answers);
        all.about_none += one.about_none;
    }
    let met = all.most_met(wanted.touchpoints);
    for answer in &mut all.answers {
        let of = |code: &Code| Some(f64::from(u8::from(answer.met.binary_search(code).is_ok())));
        answer.numbers.extend(met.iter().map(of));
    }
    Ok((all, met))
}

/// By the number of a touchpoint: whether surveys are there, which is no reason for an answer.
fn surveys(dictionary: &Dictionary) -> Vec<bool> {
    let is_survey = |(_, name): (Code, &str)| name.split('.').next() == Some("survey");
    std::iter::once(true).chain(dictionary.names(Label::Touchpoint).all().map(is_survey)).collect()
}

impl Wanted {
    fn answer(
        &self,
        somebody: &Somebody<'_>,
        (row, score): (usize, f64),
        meaning: &Meaning,
        surveys: &[bool],
    ) -> Option<Answered> {
        let (sorted, first) = (somebody.sorted, somebody.rows.start);
        let (at, position) = (sorted.rows.time[row], sorted.rows.position[row]);
        let before: Vec<usize> = match self.window {
            Window::Before(length) => {
                let start = sorted.rows.time[first..row].partition_point(|time| *time < at.saturating_sub(length));
                (first + start..row).collect()
            }
            Window::Episode => about(sorted, first, row)?.rows(sorted, first, row),
        };
        let mut numbers: Vec<Option<f64>> =
            self.ratings.get(&position).cloned().unwrap_or_else(|| vec![None; self.rated]);
        let count = |event: &Event| before.iter().filter(|row| event.is(sorted, **row)).count() as u64;
        let happened: Vec<u64> = self.events.iter().map(count).collect();
        let mut met = Vec::new();
        if self.touchpoints > 0 {
            let codes = before.iter().map(|row| sorted.rows.label(Label::Touchpoint)[*row]);
            met.extend(codes.filter(|code| surveys.get(usize::from(*code)) == Some(&false)));
            met.sort_unstable();
            met.dedup();
        }
        let again = |row: usize| sorted.again[row];
        let effort =
            if before.is_empty() { Effort::default() } else { cost(&sorted.rows, before, &again, meaning).effort };
        numbers.extend(self.observed.iter().map(|observed| Some(observed.of(&effort))));
        numbers.extend(happened.into_iter().map(|count| Some(crate::statistics::real(count))));
        Some(Answered { person: somebody.person, at, position, numbers, met, score })
    }
}

impl Gathered {
    /// The touchpoints that most answers had met, of those that some had and some had not.
    fn most_met(&self, most: usize) -> Vec<Code> {
        let mut counts: BTreeMap<Code, u64> = BTreeMap::new();
        for code in self.answers.iter().flat_map(|answer| &answer.met) {
            *counts.entry(*code).or_default() += 1;
        }
        let all = crate::statistics::real(self.answers.len() as u64);
        let is_told_apart = |count: u64| {
            let share = crate::statistics::real(count) / all;
            (SELDOM..=1.0 - SELDOM).contains(&share)
        };
        let mut counts: Vec<(Code, u64)> = counts.into_iter().filter(|(_, count)| is_told_apart(*count)).collect();
        counts.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
        counts.into_iter().take(most).map(|(code, _)| code).collect()
    }
}
