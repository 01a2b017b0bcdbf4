//! Who gave which scores, in which groups and periods.

use std::collections::{BTreeMap, HashMap};

use super::model::Kind;
use crate::effort::about;
use crate::index::{Code, Label, OTHER, Rows, Sorted};
use crate::journeys::http::{About, Somebody};
use crate::journeys::{Calendar, JourneyError, Part, Work};
use crate::statistics::{Series, Tally};

/// The scores of a kind in a row.
pub(crate) fn given_in(rows: &Rows, row: usize, kind: Kind) -> impl Iterator<Item = f64> {
    rows.scores(row).filter(move |score| score.scale == kind.place).map(|score| score.score)
}

/// The scores of a kind that somebody gave in the rows that count, each with its row.
pub(crate) fn given<'a>(somebody: &'a Somebody<'_>, kind: Kind) -> impl Iterator<Item = (usize, f64)> + 'a {
    let rows = &somebody.sorted.rows;
    let of_row = move |row: &usize| {
        let row = *row;
        given_in(rows, row, kind).map(move |score| (row, score))
    };
    somebody.kept.iter().flat_map(of_row)
}

/// By what answers are grouped.
pub(crate) enum Grouping {
    /// By a name of the interaction that gave the answer, or of the contact before it that it is about.
    Label {
        /// By which.
        label: Label,
        /// Whether that contact is meant.
        before: bool,
        /// Another group than the name itself, by its number: the stage of a touchpoint.
        instead: Option<Vec<Code>>,
    },
    /// By whom they are of.
    Person(HashMap<u64, Code>),
}

impl Grouping {
    /// The group of an answer; nothing of one that is about no contact where that is asked for.
    pub(super) fn of(&self, somebody: &Somebody<'_>, row: usize) -> Option<Code> {
        match self {
            Grouping::Person(groups) => Some(groups.get(&somebody.person.0).copied().unwrap_or(0)),
            Grouping::Label { label, before, instead } => {
                let row = if *before { contact(somebody.sorted, somebody.rows.start, row)? } else { row };
                let code = somebody.sorted.rows.label(*label)[row];
                Some(match instead {
                    Some(groups) if code == OTHER => groups[0],
                    Some(groups) => groups[usize::from(code)],
                    None => code,
                })
            }
        }
    }
}

/// The contact that an answer is about.
fn contact(sorted: &Sorted, first: usize, answer: usize) -> Option<usize> {
    about(sorted, first, answer).map(|about| about.last)
}

/// What one group said, and what the people in it said besides.
#[derive(Debug, Default)]
pub(crate) struct Grouped {
    /// Their scores in the group.
    pub(super) own: Tally,
    /// Everything that people said who are in the group.
    theirs: Tally,
    /// What they said outside of it.
    elsewhere: Tally,
}

/// What everybody said, and by group.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// As it goes into the figure.
    pub(crate) whole: Tally,
    /// As it was said.
    pub(super) scores: Tally,
    /// By group.
    pub(super) groups: BTreeMap<Code, Grouped>,
}

impl Gathered {
    /// What everybody said outside of a group.
    pub(super) fn rest(&self, group: &Grouped) -> Tally {
        let mut rest = self.whole.clone();
        rest.part(&group.theirs);
        rest.merge(&group.elsewhere);
        rest
    }
}

/// Gathers scores, by group where that is asked for.
pub(crate) fn gather(
    about: &About,
    parts: &[Part<'_>],
    (kind, grouping): (Kind, Option<&Grouping>),
    work: Work<'_>,
) -> Result<Gathered, JourneyError> {
    let made = about.each_person(parts, work, |gathered: &mut Gathered, somebody| {
        let scores: Vec<(usize, f64)> = given(somebody, kind).collect();
        if scores.is_empty() {
            return;
        }
        let taken = || scores.iter().map(|(_, score)| kind.takes(*score));
        gathered.whole.add(taken());
        gathered.scores.add(scores.iter().map(|(_, score)| *score));
        let Some(grouping) = grouping else { return };
        let groups: Vec<Option<Code>> = scores.iter().map(|(row, _)| grouping.of(somebody, *row)).collect();
        let mut met: Vec<Code> = groups.iter().flatten().copied().collect();
        met.sort_unstable();
        met.dedup();
        for group in met {
            let within = |inside: bool| {
                let of = groups.iter().zip(taken()).filter(move |(of, _)| (**of == Some(group)) == inside);
                of.map(|(_, taken)| taken)
            };
            let to = gathered.groups.entry(group).or_default();
            to.own.add(within(true));
            to.theirs.add(taken());
            to.elsewhere.add(within(false));
        }
    })?;
    let mut all = Gathered::default();
    for one in made {
        all.whole.merge(&one.whole);
        all.scores.merge(&one.scores);
        for (group, more) in one.groups {
            let to = all.groups.entry(group).or_default();
            to.own.merge(&more.own);
            to.theirs.merge(&more.theirs);
            to.elsewhere.merge(&more.elsewhere);
        }
    }
    Ok(all)
}

/// Scores by period: as they go into the figure, and each person's mean of a period.
pub(super) fn by_period(
    about: &About,
    parts: &[Part<'_>],
    (kind, calendar): (Kind, &Calendar),
    work: Work<'_>,
) -> Result<(Vec<Tally>, Series), JourneyError> {
    type Periods = BTreeMap<usize, (Tally, Vec<f64>)>;
    let made = about.each_person(parts, work, |periods: &mut Periods, somebody| {
        let mut of_one: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for (row, score) in given(somebody, kind) {
            if let Some(period) = calendar.period(somebody.sorted.rows.time[row]) {
                of_one.entry(period).or_default().push(kind.takes(score));
            }
        }
        for (period, scores) in of_one {
            let (tally, means) = periods.entry(period).or_default();
            means.push(scores.iter().sum::<f64>() / crate::statistics::real(scores.len() as u64));
            tally.add(scores.into_iter());
        }
    })?;
    let mut tallies = vec![Tally::default(); calendar.periods()];
    let mut means: Vec<Vec<f64>> = vec![Vec::new(); calendar.periods()];
    for (period, (tally, more)) in made.into_iter().flatten() {
        tallies[period].merge(&tally);
        means[period].extend(more);
    }
    let mut series = Series::default();
    for values in means {
        series.push(values.into_iter());
    }
    Ok((tallies, series))
}

/// Scores by group and period, as they go into the figure; and those of each group in all periods together.
pub(crate) fn by_group_and_period(
    about: &About,
    parts: &[Part<'_>],
    (kind, grouping, calendar): (Kind, &Grouping, &Calendar),
    work: Work<'_>,
) -> Result<BTreeMap<Code, (Tally, BTreeMap<usize, Tally>)>, JourneyError> {
    type Groups = BTreeMap<Code, (Tally, BTreeMap<usize, Tally>)>;
    let made = about.each_person(parts, work, |groups: &mut Groups, somebody| {
        let mut of_one: BTreeMap<Code, BTreeMap<usize, Vec<f64>>> = BTreeMap::new();
        for (row, score) in given(somebody, kind) {
            let period = calendar.period(somebody.sorted.rows.time[row]);
            if let Some((group, period)) = grouping.of(somebody, row).zip(period) {
                of_one.entry(group).or_default().entry(period).or_default().push(kind.takes(score));
            }
        }
        for (group, periods) in of_one {
            let (whole, by_period) = groups.entry(group).or_default();
            whole.add(periods.values().flatten().copied());
            for (period, scores) in periods {
                by_period.entry(period).or_default().add(scores.into_iter());
            }
        }
    })?;
    let mut all = Groups::new();
    for (group, (whole, periods)) in made.into_iter().flatten() {
        let to = all.entry(group).or_default();
        to.0.merge(&whole);
        for (period, tally) in periods {
            to.1.entry(period).or_default().merge(&tally);
        }
    }
    Ok(all)
}
