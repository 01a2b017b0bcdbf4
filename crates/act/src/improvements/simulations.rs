//! How often the interval of an effect holds it: a change that does something, and one that does nothing.

use std::collections::BTreeMap;

use learn::Cell;
use learn::statistics::{Chance, real};

use super::effect::effect;

const RUNS: u64 = 2000;

/// A company: what places are like, and what moves them.
struct World {
    /// How many places are not changed.
    others: usize,
    /// How many weeks before the change, and after.
    weeks: (usize, usize),
    /// About how many answers a place has in a week.
    answers: usize,
    /// What the change does to the net promoter score, in points.
    effect: f64,
}

/// The share of runs whose interval holds `truth`, and the mean of the effects that were found.
fn held(world: &World, truth: f64) -> (f64, f64) {
    let (mut chance, mut held, mut sum) = (Chance::new(41), 0_u64, 0.0);
    for _ in 0..RUNS {
        let (value, interval) =
            effect(&world.drawn(&mut chance), (&["changed".to_owned()], &[]), world.weeks.0).value.expect("weeks");
        held += u64::from((interval.low..=interval.high).contains(&truth));
        sum += value;
    }
    (real(held) / real(RUNS), sum / real(RUNS))
}

impl World {
    /// Answers of all places and weeks. A week moves all places alike, and each of them a little by itself.
    fn drawn(&self, chance: &mut Chance) -> BTreeMap<String, Vec<Cell>> {
        let (before, after) = self.weeks;
        let common: Vec<f64> =
            (0..before + after).map(|week| 0.02 * chance.normal() + 0.004 * real(week as u64)).collect();
        let names = std::iter::once("changed".to_owned()).chain((0..self.others).map(|n| format!("other {n}")));
        let place = |name: String| {
            let own = 0.1 * chance.normal();
            let cells = common.iter().enumerate().map(|(week, common)| {
                let fixed = if name == "changed" && week >= before { self.effect / 200.0 } else { 0.0 };
                let level = own + common + 0.02 * chance.normal() + fixed;
                let count = self.answers / 2 + chance.below(self.answers + 1);
                let answer = |chance: &mut Chance| match chance.unit() {
                    at if at < 0.3 - level => -100.0,
                    at if at < 0.6 - level => 0.0,
                    _ => 100.0,
                };
                Cell { count: count as u64, sum: (0..count).map(|_| answer(chance)).sum() }
            });
            let cells = cells.collect();
            (name, cells)
        };
        names.map(place).collect()
    }
}

#[test]
fn a_fix_shows_its_effect_and_a_placebo_none() {
    for (others, weeks, answers) in [(1, (12, 12), 30), (5, (12, 12), 30), (5, (26, 8), 10), (12, (8, 5), 60)] {
        for planted in [0.0, 12.0] {
            let world = World { others, weeks, answers, effect: planted };
            let (share, mean) = held(&world, planted);
            println!(
                "{others} others, {weeks:?} weeks of {answers} answers, effect {planted}: held in {share:.3}, mean {mean:.2}"
            );
            assert!((0.93..=0.975).contains(&share), "{others} {weeks:?} {planted}: {share}");
            assert!((mean - planted).abs() < 1.0, "{mean}");
        }
    }
}

#[test]
fn a_fix_that_matters_is_told_apart_from_nothing() {
    let world = World { others: 5, weeks: (12, 12), answers: 60, effect: 15.0 };
    let mut chance = Chance::new(43);
    let found = (0..200).filter(|_| {
        let found = effect(&world.drawn(&mut chance), (&["changed".to_owned()], &[]), 12).value;
        found.is_some_and(|(_, interval)| interval.low > 0.0)
    });
    let found = found.count();
    assert!(found > 150, "{found} of 200");
}
