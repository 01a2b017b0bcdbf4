//! Conformance against the definition, row by row over everything before and behind.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Conformance, Design, Deviation, InConformance, Stage, conformance, conformance_people};
use crate::journeys::testing::{History, Row, histories, rows, work};
use crate::journeys::{JourneyError, Labels, Page};
use crate::statistics::{Mean, Spread};

const PAGE: Page = Page { skip: 0, limit: 2 };

/// What a row costs.
fn cost(time: i64, label: u16) -> Option<i64> {
    (label != 3).then(|| time + 100 * i64::from(label))
}

fn ask(history: &History, design: &Design) -> Conformance {
    let answer = history.ask_stored(|stored, parts, work| {
        conformance(parts, design, &|part, row| cost(stored[part].time[row], stored[part].labels[row]), work)
    });
    answer.unwrap()
}

/// The rows of a person's journey and how it ended.
fn journey<'a>(design: &Design, line: &'a [Row]) -> Option<(&'a [Row], Option<bool>)> {
    let begins = |row: &Row| design.start.is_empty() || design.start.contains(row.label);
    let rows = &line[line.iter().position(begins)?..];
    let ends = |row: &Row| design.good.contains(row.label) || design.bad.contains(row.label);
    Some(match rows.iter().position(ends) {
        Some(end) => (&rows[..=end], Some(design.good.contains(rows[end].label))),
        None => (rows, None),
    })
}

/// Every deviation of a journey, with the time it took and what the row that was too much cost.
fn deviations(design: &Design, rows: &[Row], end: Option<bool>) -> Vec<(Deviation, Option<i64>, Option<i64>)> {
    let stage = |row: &Row| design.stages.iter().position(|stage| stage.labels.contains(row.label));
    let stands = |row: usize| rows[..row].iter().rev().find_map(stage);
    let had = |stages: &[Row], wanted: usize| stages.iter().any(|row| stage(row) == Some(wanted));
    let since = |row: usize| rows[row].time - rows[row.saturating_sub(1)].time;
    let mut found = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let (before, costs) = (stands(number), cost(row.time, row.label));
        match (stage(row), before) {
            (None, _) => {
                let is_start = design.start.contains(row.label) || design.start.is_empty() && number == 0;
                let is_end = end.is_some() && number == rows.len() - 1;
                if !is_start && !is_end {
                    let next = rows.get(number + 1).map(|next| next.time - row.time);
                    found.push((Deviation::Outside { stage: before, label: row.label }, next, costs));
                }
            }
            (Some(here), Some(from)) if here < from => {
                let again = rows[number..].iter().find(|later| stage(later).is_some_and(|stage| stage >= from));
                found.push((Deviation::Back { from, to: here }, again.map(|again| again.time - row.time), costs));
            }
            (Some(here), Some(from)) if here == from && !design.stages[here].repeatable => {
                found.push((Deviation::Repeated { stage: here }, Some(since(number)), costs));
            }
            _ => {}
        }
    }
    for (missing, _) in design.stages.iter().enumerate().filter(|(_, stage)| !stage.optional) {
        // Passed by the first row of a later stage that came forward before this stage had a row.
        let passed = (0..rows.len()).find(|row| {
            let forward =
                stage(&rows[*row]).is_some_and(|here| here > missing && stands(*row).is_none_or(|at| here > at));
            forward && !had(&rows[..*row], missing)
        });
        let at_end = (end == Some(true) && !had(rows, missing)).then(|| rows.len() - 1);
        if let Some(row) = passed.or(at_end) {
            found.push((Deviation::Skipped { stage: missing }, Some(since(row)), None));
        }
    }
    if end.is_none() {
        let time = rows[rows.len() - 1].time - rows[0].time;
        found.push((Deviation::Unfinished { stage: stands(rows.len()) }, Some(time), None));
    }
    found
}

/// The times of a deviation, who had it, and what it cost.
type Seen = (Vec<Option<i64>>, Vec<usize>, Vec<i64>);

fn designs() -> impl Strategy<Value = Design> {
    let stages = prop_oneof![
        Just(vec![vec![1], vec![2], vec![3]]),
        Just(vec![vec![1, 2], vec![3], vec![0]]),
        Just(vec![vec![3], vec![2], vec![1], vec![0, 5]]),
    ];
    let flags = prop::collection::vec((any::<bool>(), any::<bool>()), 4);
    let start = prop_oneof![Just(vec![]), Just(vec![1_u16]), Just(vec![0, 2])];
    (stages, flags, start, prop::option::of(0_u16..6)).prop_map(|(stages, flags, start, bad)| Design {
        stages: stages
            .into_iter()
            .zip(flags)
            .map(|(labels, (optional, repeatable))| Stage {
                labels: labels.into_iter().collect(),
                optional,
                repeatable,
            })
            .collect(),
        start: start.into_iter().collect(),
        good: Labels::from([4]),
        bad: bad.into_iter().collect(),
    })
}

proptest! {
    #[test]
    fn deviations_are_what_the_definition_says(history in histories(), design in designs()) {
        let mut all: BTreeMap<Deviation, Seen> = BTreeMap::new();
        let (mut fitness, mut ends, mut conforming, mut not_begun) = (Mean::default(), [0, 0], Vec::new(), 0);
        for (who, line) in history.lines() {
            let Some((rows, end)) = journey(&design, &line) else {
                not_begun += 1;
                continue;
            };
            let found = deviations(&design, rows, end);
            let needed = design.stages.iter().filter(|stage| !stage.optional).count();
            let most = (rows.len() + needed + 1) as u64;
            fitness.add(1_000_000 - (found.len() as u64 * 1_000_000).div_ceil(most));
            if let Some(good) = end {
                ends[usize::from(good)] += 1;
            }
            if found.is_empty() {
                conforming.push(who);
            }
            for (deviation, time, cost) in found {
                let entry = all.entry(deviation).or_default();
                entry.0.push(time);
                entry.2.extend(cost);
                entry.1.push(who);
                entry.1.dedup();
            }
        }
        let got = ask(&history, &design);
        prop_assert_eq!((got.not_begun, got.fitness), (not_begun, fitness));
        prop_assert_eq!([got.bad.hits, got.good.hits], ends);
        prop_assert_eq!((got.conforming.hits, got.conforming.of), (conforming.len() as u64, fitness.people));
        let order: Vec<_> = got.deviations.iter().map(|one| (std::cmp::Reverse(one.count), one.deviation)).collect();
        prop_assert!(order.is_sorted());
        let found: BTreeMap<Deviation, _> = got.deviations.iter()
            .map(|one| (one.deviation, (one.count, one.people.hits, one.time, one.cost, one.costed))).collect();
        let expected: BTreeMap<Deviation, _> = all.iter().map(|(deviation, (times, people, costs))| {
            let mut known: Vec<i64> = times.iter().filter_map(|time| *time).collect();
            let (cost, costed) = (costs.iter().sum::<i64>(), costs.len() as u64);
            (*deviation, (times.len() as u64, people.len() as u64, Spread::of(&mut known), cost, costed))
        }).collect();
        prop_assert_eq!(found, expected);
        let on = |wanted| history.ask(|parts, work| conformance_people(parts, &design, wanted, PAGE, work)).unwrap();
        for (deviation, (_, who, _)) in all.iter().take(4) {
            let people = on(InConformance::Deviation(*deviation));
            prop_assert_eq!((people.total, history.who(&people)), history.expect_page(who, PAGE));
        }
        let people = on(InConformance::Conforming);
        prop_assert_eq!((people.total, history.who(&people)), history.expect_page(&conforming, PAGE));
    }
}

fn design() -> Design {
    let stage = |label: u16, optional, repeatable| Stage { labels: Labels::from([label]), optional, repeatable };
    Design {
        stages: vec![stage(1, false, true), stage(2, true, false), stage(3, false, false)],
        start: Labels::default(),
        good: Labels::from([4]),
        bad: Labels::from([5]),
    }
}

#[test]
fn one_of_each_kind() {
    let line = [(0, 1), (5, 1), (6, 9), (8, 3), (10, 1), (15, 3), (17, 3), (18, 4), (19, 9)];
    let got = ask(&History::whole(vec![rows(&line)]), &design());
    let found: Vec<(Deviation, Option<i64>)> =
        got.deviations.iter().map(|one| (one.deviation, one.time.map(|time| time.median))).collect();
    assert_eq!(
        found,
        [
            (Deviation::Back { from: 2, to: 0 }, Some(5)),
            (Deviation::Repeated { stage: 2 }, Some(2)),
            (Deviation::Outside { stage: Some(0), label: 9 }, Some(2)),
        ]
    );
    // Eight rows, two stages that must be, one end that may be missing.
    assert_eq!(got.fitness.sum, 1_000_000 - 3_000_000_u64.div_ceil(11));
    let missing = History::whole(vec![rows(&[(0, 3), (1, 4)]), rows(&[(0, 1), (7, 2)])]);
    let got = ask(&missing, &design());
    let found: Vec<Deviation> = got.deviations.iter().map(|one| one.deviation).collect();
    assert_eq!(found, [Deviation::Skipped { stage: 0 }, Deviation::Unfinished { stage: Some(1) }]);
    assert_eq!((got.good.hits, got.bad.hits, got.conforming.hits), (1, 0, 0));
}

#[test]
fn a_million_rows_back_and_forth() {
    let line: Vec<(i64, u16)> = (0..1_000_000).map(|row| (row, u16::try_from(row % 3 + 1).unwrap())).collect();
    let got = ask(&History::whole(vec![rows(&line)]), &design());
    assert_eq!(got.deviations[0].deviation, Deviation::Back { from: 2, to: 0 });
    assert_eq!(got.deviations[0].count, 333_333);
}

#[test]
fn what_makes_no_design_is_refused() {
    let none = Design { stages: Vec::new(), ..design() };
    let mut twice = design();
    twice.stages[1].labels = Labels::from([1, 2]);
    let mut empty = design();
    empty.stages[2].labels = Labels::default();
    for wrong in [none, twice, empty] {
        assert!(matches!(conformance(&[], &wrong, &|_, _| None, work(1)), Err(JourneyError::Question(_))), "{wrong:?}");
    }
}
