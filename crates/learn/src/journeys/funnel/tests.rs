//! Funnels against the definition: every attempt is tried.

use proptest::prelude::*;

use super::{AtStep, Exclusion, Funnel, Order, Window, funnel, funnel_people};
use crate::journeys::testing::{History, Row, histories, rows, work};
use crate::journeys::{JourneyError, Labels, Page};
use crate::statistics::Spread;

/// Whether these rows are an attempt so far.
fn valid(funnel: &Funnel, line: &[Row], attempt: &[usize]) -> bool {
    let fits = attempt.iter().zip(&funnel.steps).all(|(row, step)| step.contains(line[*row].label));
    let in_window = (1..attempt.len()).all(|step| {
        let (from, window) = match funnel.window {
            Window::FromStart(window) => (attempt[0], window),
            Window::FromPrevious(window) => (attempt[step - 1], window),
        };
        line[attempt[step]].time - line[from].time <= window
    });
    let adjacent = funnel.order == Order::Loose || attempt.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    // An attempt whose last step is its `n`th is broken by rows behind step `after` up to the row that is step `before`.
    let unbroken = funnel.exclusions.iter().all(|exclusion| {
        let Some(&after) = attempt.get(exclusion.after) else { return true };
        let until = attempt.get(exclusion.before).copied().unwrap_or(attempt[attempt.len() - 1]);
        (after + 1..=until).all(|row| !exclusion.labels.contains(line[row].label))
    });
    fits && in_window && adjacent && (unbroken || funnel.order == Order::Strict)
}

/// Every attempt, as the rows of its steps.
fn attempts(funnel: &Funnel, line: &[Row], attempt: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if attempt.len() < funnel.steps.len() {
        for row in attempt.last().map_or(0, |last| last + 1)..line.len() {
            attempt.push(row);
            if valid(funnel, line, attempt) {
                found.push(attempt.clone());
                attempts(funnel, line, attempt, found);
            }
            attempt.pop();
        }
    }
}

/// The attempt that counts.
fn counts(funnel: &Funnel, line: &[Row]) -> Vec<usize> {
    let mut found = Vec::new();
    attempts(funnel, line, &mut Vec::new(), &mut found);
    let furthest = found.iter().map(Vec::len).max().unwrap_or(0);
    found.retain(|attempt| attempt.len() == furthest);
    let end = found.iter().map(|attempt| attempt[furthest - 1]).min();
    found.retain(|attempt| attempt.last().copied() == end);
    if let Window::FromPrevious(_) = funnel.window {
        return found
            .into_iter()
            .max_by_key(|attempt| attempt.iter().rev().copied().collect::<Vec<_>>())
            .unwrap_or_default();
    }
    let start = found.iter().map(|attempt| line[attempt[0]].time).max();
    found.into_iter().filter(|attempt| Some(line[attempt[0]].time) == start).min().unwrap_or_default()
}

fn funnels() -> impl Strategy<Value = Funnel> {
    let labels = || prop::collection::vec(0_u16..6, 1..3).prop_map(|labels| labels.into_iter().collect::<Labels>());
    let steps = prop_oneof![
        // Steps without a common label: the plain machine.
        Just(vec![Labels::from([1]), Labels::from([2, 5]), Labels::from([3])]),
        prop::collection::vec(labels(), 1..4),
    ];
    let window = prop_oneof![
        (0_i64..30).prop_map(Window::FromStart),
        (0_i64..15).prop_map(Window::FromPrevious),
        Just(Window::FromStart(i64::from(i32::MAX) * 1000)),
    ];
    let order = prop_oneof![4 => Just(Order::Loose), 1 => Just(Order::Strict)];
    let exclusion = (labels(), 0_usize..3, 1_usize..3);
    let exclusions = prop_oneof![Just(Vec::new()), prop::collection::vec(exclusion, 1..3)];
    (steps, window, order, exclusions).prop_map(|(steps, window, order, exclusions)| {
        let exclusions = exclusions
            .into_iter()
            .map(|(labels, after, length)| Exclusion { labels, after, before: after + length })
            .filter(|exclusion| exclusion.before < steps.len())
            .collect();
        Funnel { steps, window, order, exclusions }
    })
}

/// The history without its long lines, whose attempts are too many to try.
fn short(history: &History) -> bool {
    history.lines().iter().all(|(_, rows)| rows.len() < 14)
}

proptest! {
    #[test]
    fn a_funnel_is_what_its_definition_says(history in histories().prop_filter("short", short), asked in funnels()) {
        let best: Vec<(usize, Vec<i64>)> = history.lines().iter().map(|(person, line)| {
            (*person, counts(&asked, line).into_iter().map(|row| line[row].time).collect())
        }).collect();
        let got = history.ask(|parts, work| funnel(parts, &asked, work)).unwrap();
        prop_assert_eq!(got.len(), asked.steps.len());
        for (step, figure) in got.iter().enumerate() {
            let reached: Vec<usize> = best.iter().filter(|(_, times)| times.len() > step).map(|(who, _)| *who).collect();
            prop_assert_eq!(figure.from_start.hits, reached.len() as u64);
            prop_assert_eq!(figure.from_start.of, got[0].from_start.hits);
            prop_assert_eq!(figure.from_previous.of, got[step.saturating_sub(1)].from_start.hits);
            let mut gaps: Vec<i64> = best.iter().filter(|(_, times)| step > 0 && times.len() > step)
                .map(|(_, times)| times[step] - times[step - 1]).collect();
            prop_assert_eq!(figure.time, Spread::of(&mut gaps));
            let page = Page { skip: 1, limit: 3 };
            let people = history.ask(|parts, work| funnel_people(parts, &asked, AtStep::Reached(step), page, work)).unwrap();
            prop_assert_eq!((people.total, history.who(&people)), history.expect_page(&reached, page));
            let stopped: Vec<usize> = best.iter().filter(|(_, times)| times.len() == step + 1).map(|(who, _)| *who).collect();
            let people = history.ask(|parts, work| funnel_people(parts, &asked, AtStep::Stopped(step), page, work)).unwrap();
            prop_assert_eq!((people.total, history.who(&people)), history.expect_page(&stopped, page));
        }
    }

    #[test]
    fn the_plain_machine_does_what_the_general_one_does(history in histories(), window in 0_i64..40) {
        let steps = vec![Labels::from([1]), Labels::from([2, 5]), Labels::from([3])];
        let plain = Funnel { steps, window: Window::FromStart(window), order: Order::Loose, exclusions: Vec::new() };
        // A label that never comes makes it general.
        let mut general = plain.clone();
        general.exclusions.push(Exclusion { labels: Labels::from([60_000]), after: 0, before: 1 });
        let ask = |asked: &Funnel| history.ask(|parts, work| funnel(parts, asked, work)).unwrap();
        prop_assert_eq!(ask(&plain), ask(&general));
    }
}

fn reached(asked: &Funnel, line: &[(i64, u16)]) -> usize {
    let steps = History::whole(vec![rows(line)]).ask(|parts, work| funnel(parts, asked, work)).unwrap();
    steps.iter().filter(|step| step.from_start.hits > 0).count()
}

fn of(steps: &[u16], window: Window, order: Order) -> Funnel {
    let steps = steps.iter().map(|step| Labels::from([*step])).collect();
    Funnel { steps, window, order, exclusions: Vec::new() }
}

#[test]
fn the_end_of_the_window_belongs_to_it() {
    let asked = of(&[1, 2], Window::FromStart(10), Order::Loose);
    assert_eq!(reached(&asked, &[(0, 1), (10, 2)]), 2);
    assert_eq!(reached(&asked, &[(0, 1), (11, 2)]), 1);
    let at_once = of(&[1, 2], Window::FromStart(0), Order::Loose);
    assert_eq!(reached(&at_once, &[(5, 1), (5, 2)]), 2);
    assert_eq!(reached(&at_once, &[(5, 2), (5, 1)]), 1, "the second row is the later one");
    assert_eq!(reached(&at_once, &[(5, 1), (6, 2)]), 1);
    let ten_years = of(&[1, 2], Window::FromStart(3_652 * kernel::clock::DAY), Order::Loose);
    assert_eq!(reached(&ten_years, &[(0, 1), (3_652 * kernel::clock::DAY, 2)]), 2);
    let for_ever = of(&[1, 2], Window::FromStart(i64::MAX), Order::Loose);
    assert_eq!(reached(&for_ever, &[(0, 2), (1, 1)]), 1);
    assert_eq!(reached(&for_ever, &[(0, 1), (1, 2)]), 2);
}

#[test]
fn the_two_windows_differ() {
    let line = [(0, 1), (8, 2), (16, 3)];
    assert_eq!(reached(&of(&[1, 2, 3], Window::FromStart(10), Order::Loose), &line), 2);
    assert_eq!(reached(&of(&[1, 2, 3], Window::FromPrevious(10), Order::Loose), &line), 3);
}

#[test]
fn nothing_comes_between_strict_steps_and_one_row_is_one_step() {
    assert_eq!(reached(&of(&[1, 2], Window::FromStart(9), Order::Strict), &[(0, 1), (1, 4), (2, 2)]), 1);
    assert_eq!(reached(&of(&[1, 2], Window::FromStart(9), Order::Strict), &[(0, 1), (1, 1), (2, 2)]), 2);
    assert_eq!(reached(&of(&[1, 1], Window::FromStart(9), Order::Loose), &[(0, 1)]), 1);
    assert_eq!(reached(&of(&[1, 1], Window::FromStart(9), Order::Loose), &[(0, 1), (0, 1)]), 2);
}

#[test]
fn sixty_four_steps_and_a_person_with_a_million_rows() {
    let steps: Vec<u16> = (0..64).collect();
    let line: Vec<(i64, u16)> = (0..1_000_000).map(|row| (i64::from(row), u16::try_from(row % 64).unwrap())).collect();
    for order in [Order::Loose, Order::Strict] {
        for window in [Window::FromStart(63), Window::FromPrevious(1)] {
            assert_eq!(reached(&of(&steps, window, order), &line), 64);
        }
        assert_eq!(reached(&of(&steps, Window::FromStart(62), order), &line), 63);
    }
}

#[test]
fn what_makes_no_funnel_is_refused() {
    let sound = of(&[1, 2], Window::FromStart(1), Order::Loose);
    let exclusion = Exclusion { labels: Labels::from([3]), after: 1, before: 1 };
    for wrong in [
        Funnel { steps: Vec::new(), ..sound.clone() },
        Funnel { steps: vec![Labels::default()], ..sound.clone() },
        Funnel { window: Window::FromPrevious(-1), ..sound.clone() },
        Funnel { exclusions: vec![exclusion], ..sound.clone() },
    ] {
        assert!(matches!(funnel(&[], &wrong, work(1)), Err(JourneyError::Question(_))), "{wrong:?}");
    }
    let page = Page { skip: 0, limit: 1 };
    assert!(funnel_people(&[], &sound, AtStep::Reached(2), page, work(1)).is_err());
}
