//! Moments against counting, and the regression against a planted truth and a plain one.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::gather::{Gathered, Gatherer};
use super::{AtMoment, End, Ends, Looks, Moments, moments, moments_people};
use crate::journeys::lines::Line;
use crate::journeys::testing::{History, Row, histories, rows, work};
use crate::journeys::{Calendar, JourneyError, Labels, Page};
use crate::statistics::{Difference, Share, Z};

const PAGE: Page = Page { skip: 0, limit: 2 };

/// The rows before the end, and whether it is good.
fn before_end(line: &[Row]) -> Option<(&[Row], bool)> {
    let end = line.iter().position(|row| row.label == 4 || row.label == 5)?;
    Some((&line[..end], line[end].label == 4))
}

proptest! {
    #[test]
    fn moments_are_what_counting_says(history in histories()) {
        let (good, bad) = (Labels::from([4]), Labels::from([5]));
        let asked = Moments { ends: Ends::Labels { good: &good, bad: &bad }, looks: None, channels: None, calendar: None, known: &[], at_least: 1 };
        let lines = history.lines();
        let ended: Vec<(usize, &[Row], bool)> =
            lines.iter().filter_map(|(who, line)| before_end(line).map(|(rows, good)| (*who, rows, good))).collect();
        let share = |label: u16, with: bool| {
            let among: Vec<_> =
                ended.iter().filter(|(_, rows, _)| rows.iter().any(|row| row.label == label) == with).collect();
            Share { hits: among.iter().filter(|(.., good)| *good).count() as u64, of: among.len() as u64 }
        };
        let expected: BTreeMap<u16, (Share, Share)> = (0..4).map(|label| (label, (share(label, true), share(label, false))))
            .filter(|(_, (with, without))| with.of > 0 && without.of > 0).collect();
        let found = history.ask(|parts, work| moments(parts, &asked, work)).unwrap();
        prop_assert_eq!(found.good.of, ended.len() as u64);
        prop_assert_eq!(found.unfinished, (lines.len() - ended.len()) as u64);
        let got: BTreeMap<u16, (Share, Share)> =
            found.moments.iter().map(|moment| (moment.label, (moment.with, moment.without))).collect();
        prop_assert_eq!(&got, &expected);
        for moment in &found.moments {
            prop_assert_eq!(Some(moment.difference), Difference::of(moment.with, moment.without));
            prop_assert!(moment.adjusted.is_none_or(|adjusted| adjusted.p <= adjusted.q + 1e-12 && adjusted.q <= 1.0));
        }
        for (label, with, good) in [(0, true, true), (1, false, true), (2, true, false), (3, false, false)] {
            let who: Vec<usize> = ended.iter()
                .filter(|(_, rows, end)| *end == good && rows.iter().any(|row| row.label == label) == with)
                .map(|(who, ..)| *who).collect();
            let wanted = AtMoment { label, with, good };
            let people = history.ask(|parts, work| moments_people(parts, &asked, wanted, PAGE, work)).unwrap();
            prop_assert_eq!((people.total, history.who(&people)), history.expect_page(&who, PAGE));
        }
    }
}

/// Numbers from 0 to below 1 that look random.
fn numbers() -> impl FnMut() -> f64 {
    let mut state = 1_u64;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(state >> 32).unwrap()) / 4_294_967_296.0
    }
}

/// People for whom label 1 helps by 20 points, label 2 does nothing but comes with label 1, and label 3 harms by 10.
fn planted(people: usize) -> History {
    let mut next = numbers();
    let person = |_| {
        let one = next() < 0.5;
        let two = next() < if one { 0.8 } else { 0.2 };
        let three = next() < 0.3;
        let chance = 0.4 + if one { 0.2 } else { 0.0 } - if three { 0.1 } else { 0.0 };
        let mut line: Vec<(i64, u16)> = Vec::new();
        for (has, label) in [(one, 1), (two, 2), (three, 3)] {
            if has {
                line.push((i64::from(label), label));
            }
        }
        // What comes behind the end says nothing, whatever it is.
        line.push((10, if next() < chance { 4 } else { 5 }));
        line.push((11, 3));
        rows(&line)
    };
    History::whole((0..people).map(person).collect())
}

#[test]
fn what_was_planted_is_found_and_what_only_comes_along_is_not() {
    let (good, bad) = (Labels::from([4]), Labels::from([5]));
    let asked = Moments {
        ends: Ends::Labels { good: &good, bad: &bad },
        looks: None,
        channels: None,
        calendar: None,
        known: &[],
        at_least: 50,
    };
    let found = planted(20_000).ask(|parts, work| moments(parts, &asked, work)).unwrap();
    let of = |label: u16| *found.moments.iter().find(|moment| moment.label == label).unwrap();
    let adjusted = |label: u16| of(label).adjusted.unwrap();
    assert!(of(2).difference.interval.low > 0.08, "label 2 comes with label 1");
    assert!(adjusted(2).difference.value.abs() < 0.02 && adjusted(2).q > 0.05, "{:?}", adjusted(2));
    for (label, truth) in [(1, 0.2), (2, 0.0), (3, -0.1)] {
        let interval = adjusted(label).difference.interval;
        assert!(interval.low < truth && truth < interval.high, "label {label}: {interval:?}");
        // The number of rows says much of which labels there are, so it is wider than that of a plain difference.
        assert!(interval.high - interval.low < 0.1, "label {label}: {interval:?}");
    }
    assert!(adjusted(1).q < 1e-6 && adjusted(3).q < 1e-6);
    assert_eq!(found.moments[0].label, 1, "the largest comes first");
    assert!(found.moments.iter().all(|moment| moment.people == moment.with.of) && found.people == found.good.of);
}

#[test]
fn who_had_whom_changes_nothing_not_even_the_last_digit() {
    let (good, bad) = (Labels::from([4]), Labels::from([5]));
    let asked = Moments {
        ends: Ends::Labels { good: &good, bad: &bad },
        looks: None,
        channels: None,
        calendar: None,
        known: &[],
        at_least: 1,
    };
    let lines: [&[u16]; 4] = [&[1, 2, 4], &[2, 5], &[3, 1, 5], &[1, 4]];
    let cases = |workers: &[&[usize]]| {
        let gathered = workers.iter().map(|persons| {
            let mut gatherer = Gatherer::of(&asked, 6);
            for &person in *persons {
                let time = [0, 1, 2];
                let labels = lines[person];
                gatherer.take(&Line { part: 0, person, first_row: 0, time: &time[..labels.len()], labels });
            }
            gatherer.done()
        });
        Gathered::merged(gathered.collect()).cases(&[1, 2, 3], &[], 1)
    };
    let one = cases(&[&[0, 1, 2, 3]]);
    for workers in [[&[2, 3][..], &[0, 1]], [&[1, 2], &[0, 3]], [&[0, 2], &[1, 3]]] {
        assert_eq!(cases(&workers), one);
    }
}

#[test]
fn given_ends_say_what_labels_say() {
    let history = planted(2_000);
    let (good, bad) = (Labels::from([4]), Labels::from([5]));
    let by_label = Moments {
        ends: Ends::Labels { good: &good, bad: &bad },
        looks: None,
        channels: None,
        calendar: None,
        known: &[],
        at_least: 5,
    };
    let one = history.ask(|parts, work| moments(parts, &by_label, work)).unwrap();
    let ends: Vec<Option<End>> =
        history.lines().iter().map(|(_, line)| before_end(line).map(|(_, good)| End { good, at: 10 })).collect();
    let given = Moments { ends: Ends::Given(&[&ends]), ..by_label };
    assert_eq!(history.ask(|parts, work| moments(parts, &given, work)).unwrap(), one);
    let short = Moments { ends: Ends::Given(&[&ends[1..]]), ..by_label };
    assert!(matches!(history.ask(|parts, work| moments(parts, &short, work)), Err(JourneyError::Length { .. })));
}

/// The average marginal effects of all features by a regression that is written out: dense, by gradient and Hessian,
/// with derivatives by differences.
fn plain_effects(x: &[Vec<f64>], good: &[bool]) -> Vec<f64> {
    let width = x[0].len();
    let mut beta = vec![0.0; width];
    let p = |row: &[f64], beta: &[f64]| 1.0 / (1.0 + (-row.iter().zip(beta).map(|(x, b)| x * b).sum::<f64>()).exp());
    // Plain gradient ascent reaches the same place as Newton's method, only later.
    for _ in 0..60_000 {
        let mut gradient = vec![0.0; width];
        for (row, good) in x.iter().zip(good) {
            let residual = f64::from(u8::from(*good)) - p(row, &beta);
            gradient.iter_mut().zip(row).for_each(|(gradient, x)| *gradient += residual * x);
        }
        beta.iter_mut().zip(gradient).for_each(|(beta, gradient)| *beta += gradient * 0.01);
    }
    let effect = |feature: usize| {
        let set = |row: &[f64], value: f64| {
            let mut row = row.to_vec();
            row[feature] = value;
            row
        };
        let sum: f64 = x.iter().map(|row| p(&set(row, 1.0), &beta) - p(&set(row, 0.0), &beta)).sum();
        sum / crate::statistics::real(x.len() as u64)
    };
    (1..width).map(effect).collect()
}

#[test]
fn the_regression_is_the_plain_one() {
    let history = planted(300);
    let (good, bad) = (Labels::from([4]), Labels::from([5]));
    let asked = Moments {
        ends: Ends::Labels { good: &good, bad: &bad },
        looks: None,
        channels: None,
        calendar: None,
        known: &[],
        at_least: 300,
    };
    // With at least 300 people nothing is compared; the number of rows is left out with at least 120.
    let none = history.ask(|parts, work| moments(parts, &asked, work)).unwrap();
    assert!(none.moments.is_empty() && none.not_adjusted.is_some());
    let asked = Moments { at_least: 80, ..asked };
    let found = history.ask(|parts, work| moments(parts, &asked, work)).unwrap();
    let lines = history.lines();
    let ended: Vec<(Vec<f64>, bool)> = lines
        .iter()
        .map(|(_, line)| {
            let (before, good) = before_end(line).unwrap();
            let has = |label: u16| f64::from(u8::from(before.iter().any(|row| row.label == label)));
            // How many rows before the end: none, one, or two and three. Two and three are the most frequent.
            let rows = |count: usize| f64::from(u8::from(before.len() == count));
            (vec![1.0, has(1), has(2), has(3), rows(1), rows(0)], good)
        })
        .collect();
    let count = |place: usize| ended.iter().filter(|(x, _)| x[place] > 0.0).count();
    let kept: Vec<usize> = (0..6).filter(|place| *place < 4 || count(*place) >= 80).collect();
    let x: Vec<Vec<f64>> = ended.iter().map(|(x, _)| kept.iter().map(|place| x[*place]).collect()).collect();
    let good: Vec<bool> = ended.iter().map(|(_, good)| *good).collect();
    let expected = plain_effects(&x, &good);
    for (label, expected) in (1..=3).zip(expected) {
        let moment = found.moments.iter().find(|moment| moment.label == label).unwrap();
        let got = moment.adjusted.unwrap().difference.value;
        assert!((got - expected).abs() < 1e-4, "label {label}: {got} and {expected}");
    }
}

#[test]
fn alone_an_adjusted_difference_is_the_plain_one_with_its_textbook_error() {
    // Everybody has two rows and label 3, so nothing is left to adjust for.
    let person = |with: bool, good: bool| rows(&[(0, if with { 1 } else { 3 }), (1, 3), (2, if good { 4 } else { 5 })]);
    let people = |count: usize, with: bool, good: bool| std::iter::repeat_n(person(with, good), count);
    let all = people(200, true, true).chain(people(100, true, false)).chain(people(150, false, true));
    let history = History::whole(all.chain(people(350, false, false)).collect());
    let (good, bad) = (Labels::from([4]), Labels::from([5]));
    let asked = Moments {
        ends: Ends::Labels { good: &good, bad: &bad },
        looks: None,
        channels: None,
        calendar: None,
        known: &[],
        at_least: 10,
    };
    let found = history.ask(|parts, work| moments(parts, &asked, work)).unwrap();
    let difference = found.moments[0].adjusted.unwrap().difference;
    let (p, q) = (200.0 / 300.0, 150.0 / 500.0);
    let error = f64::sqrt(p * (1.0 - p) / 300.0 + q * (1.0 - q) / 500.0);
    assert!((difference.value - (p - q)).abs() < 1e-4, "{difference:?}");
    assert!((difference.interval.high - difference.value - Z * error).abs() < 1e-4, "{difference:?}");
    assert_eq!(found.moments.len(), 1);
}

#[test]
fn what_decides_everything_stays_finite() {
    let people = (0..400_u16).map(|person| rows(&[(0, 1 + person % 2), (5, 4 + person % 2)])).collect();
    let (good, bad) = (Labels::from([4]), Labels::from([5]));
    let asked = Moments {
        ends: Ends::Labels { good: &good, bad: &bad },
        looks: None,
        channels: None,
        calendar: None,
        known: &[],
        at_least: 10,
    };
    let found = History::whole(people).ask(|parts, work| moments(parts, &asked, work)).unwrap();
    assert_eq!((found.moments.len(), found.not_adjusted), (2, None));
    for moment in found.moments {
        // Everybody who had it ended alike: the regression would be as sure of it with three people as with three hundred.
        assert_eq!(moment.adjusted, None);
        assert!(moment.difference.interval.high.is_finite());
    }
}

#[test]
fn the_first_channel_and_period_are_adjusted_for() {
    // Channel 1 has good ends and label 1; within a channel the label does nothing.
    let mut next = numbers();
    let mut channels = Vec::new();
    let people: Vec<Vec<Row>> = (0..8_000)
        .map(|_| {
            let helped = next() < 0.5;
            let mut line = vec![(if helped { 0 } else { 100 }, 3)];
            if next() < if helped { 0.8 } else { 0.2 } {
                line.push((line[0].0 + 1, 1));
            } else {
                line.push((line[0].0 + 1, 2));
            }
            line.push((line[0].0 + 2, if next() < if helped { 0.8 } else { 0.3 } { 4 } else { 5 }));
            channels.extend([if helped { 1 } else { 2 }, 9, 9]);
            rows(&line)
        })
        .collect();
    let history = History::whole(people);
    let (good, bad) = (Labels::from([4]), Labels::from([5]));
    let raw = Moments {
        ends: Ends::Labels { good: &good, bad: &bad },
        looks: None,
        channels: None,
        calendar: None,
        known: &[],
        at_least: 20,
    };
    let calendar = Calendar::new(vec![0, 50, 200]).unwrap();
    let columns: &[&[u16]] = &[&channels];
    for asked in [Moments { channels: Some(columns), ..raw }, Moments { calendar: Some(&calendar), ..raw }] {
        let found = history.ask(|parts, work| moments(parts, &asked, work)).unwrap();
        let label = found.moments.iter().find(|moment| moment.label == 1).unwrap();
        assert!(label.difference.value > 0.2);
        assert!(label.adjusted.unwrap().difference.value.abs() < 0.05, "{label:?}");
    }
    let wrong = Moments { channels: Some(&[&channels[1..]]), ..raw };
    assert!(history.ask(|parts, work| moments(parts, &wrong, work)).is_err());
    assert!(matches!(moments(&[], &Moments { at_least: 0, ..raw }, work(1)), Err(JourneyError::Question(_))));
}

#[test]
fn looks_fill_a_time_from_its_newest_row_backwards() {
    let at = |last: i64| Looks::over((0, last), 5, 2, 10).at().to_vec();
    assert_eq!(at(15), Vec::<i64>::new(), "16 rows of time have no room for 5, 2 and 10");
    assert_eq!((at(16), at(26)), (vec![5], vec![5, 15]));
    let many = at(1_000);
    assert_eq!((many.len(), many[23]), (24, 1_001 - 12), "the newest count");
}

#[test]
fn a_look_sees_what_came_shortly_before_and_what_came_of_it_but_not_at_once() {
    let looks = Looks::over((0, 16), 5, 2, 10);
    let time = [-1, 0, 4, 5, 6];
    let end = |good: bool, at: i64| Some(End { good, at });
    assert_eq!(looks.look(0, &time, None), Some((1..3, true)), "rows of 0 to 4, and no end");
    assert_eq!(looks.look(0, &time[3..], None), None, "nothing that counts");
    for (at, expected) in [(6, None), (7, Some(false)), (16, Some(false)), (17, Some(true))] {
        assert_eq!(looks.look(0, &time, end(false, at)).map(|(_, good)| good), expected, "a bad end at {at}");
    }
    assert_eq!(looks.look(0, &time, end(true, 10)), Some((1..3, true)));
    assert_eq!(looks.look(0, &time, end(true, 6)), None);
}

/// People who are looked at every ten: label 1 makes one in four end badly within ten of it, and whoever ends badly has
/// label 2 just before, which makes nobody do so.
fn leaving(people: usize) -> History {
    let mut next = numbers();
    let person = |_| {
        let mut line = Vec::new();
        for turn in 0..12 {
            let (asked, noise, twice) = (next() < 0.2, next() < 0.1, next() < 0.5);
            for (has, label) in [(true, 3), (twice, 3), (asked, 1), (noise, 2)] {
                line.extend(has.then_some((turn * 10 + 1, label)));
            }
            if next() < if asked { 0.25 } else { 0.03 } {
                line.extend([(turn * 10 + 13, 2), (turn * 10 + 14, 5)]);
                break;
            }
        }
        rows(&line)
    };
    History::whole((0..people).map(person).collect())
}

#[test]
fn what_belongs_to_an_end_is_not_taken_for_what_leads_to_it() {
    let history = leaving(4_000);
    let found = |looks: Option<&Looks>| {
        let ends: Vec<Option<End>> = history
            .lines()
            .iter()
            .map(|(_, line)| {
                let end = line.iter().find(|row| row.label == 5).map(|row| End { good: false, at: row.time });
                end.or(looks.is_none().then_some(End { good: true, at: 1_000 }))
            })
            .collect();
        let given: &[&[Option<End>]] = &[&ends];
        let asked =
            Moments { ends: Ends::Given(given), looks, channels: None, calendar: None, known: &[], at_least: 30 };
        let found = history.ask(|parts, work| moments(parts, &asked, work)).unwrap();
        // Those behind a figure are the people of it.
        let wanted = |good: bool| AtMoment { label: 1, with: true, good };
        let people =
            |good: bool| history.ask(|parts, work| moments_people(parts, &asked, wanted(good), PAGE, work)).unwrap();
        let of = found.moments.iter().find(|moment| moment.label == 1).unwrap();
        let (ended, people) = (of.with.of - of.with.hits, (people(false).total, people(true).total));
        assert_eq!(people.0, ended, "nobody ends badly twice");
        assert!(people.0 + people.1 >= of.people && of.people <= of.with.of);
        found
    };
    let whole = found(None);
    let belongs = whole.moments.iter().find(|moment| moment.label == 2).unwrap();
    assert!(
        belongs.difference.interval.high < -0.3,
        "as whole journeys, what belongs to the end goes with it: {belongs:?}"
    );
    let guarded = found(Some(&Looks::over((0, 140), 10, 4, 10)));
    let first = &guarded.moments[0];
    let interval = first.adjusted.unwrap().difference.interval;
    assert_eq!(first.label, 1, "{:?}", guarded.moments);
    assert!(interval.high < -0.1, "{interval:?}");
    let two = guarded.moments.iter().find(|moment| moment.label == 2);
    assert!(two.is_none_or(|two| two.adjusted.unwrap().q > 0.05), "{two:?}");
    assert!(guarded.good.of > guarded.people, "most people are looked at more than once");
}
