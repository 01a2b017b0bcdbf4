//! What only hurts when it is poor, and what only delights when it is good.

use super::BOOTSTRAPS;
use super::importance::Estimate;
use super::rules::{Class, class, class_of_event, percentiles};
use super::table::{Table, bootstrapped, together};
use crate::journeys::{JourneyError, Work};
use crate::statistics::Cross;

/// When a driver is poor, and when it is good.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cuts {
    /// A rating: poor up to the first, good from the second on.
    Rating(f64, f64),
    /// Something that counts as happened where there is more of it than this.
    More(f64),
}

/// What the answers say of all drivers.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrasted {
    /// The share of the variance of scores that all of them explain together, from 0 to 1.
    pub explained: f64,
    /// The standard deviation of scores.
    pub deviation: f64,
    /// The drivers, in the order of the table.
    pub drivers: Vec<Contrast>,
}

/// What the answers say of a driver.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// In how many answers it was poor, or happened.
    pub poor: u64,
    /// In how many it was good, or did not happen.
    pub good: u64,
    /// By how many points scores are lower where it is poor than where it is neither, the others being the same; absent
    /// where too few answers tell.
    pub penalty: Option<Estimate>,
    /// By how many points they are higher where it is good; absent also of what happens or does not.
    pub reward: Option<Estimate>,
    /// The penalty less the reward.
    pub larger: Option<Estimate>,
    /// What that makes it.
    pub class: Class,
}

/// With fewer answers on a side nothing is measured.
const LEAST: u64 = 10;

/// Penalty-reward contrast analysis: the regression of scores on two dummy variables a driver, one where it is poor and
/// one where it is good (D. R. Brandt, A procedure for identifying value-enhancing service components using customer
/// satisfaction survey data, 1987), read as the three factors of satisfaction (K. Matzler and E. Sauerwein, The factor
/// structure of customer satisfaction, International Journal of Service Industry Management 13, 2002), with intervals by
/// the bootstrap over people. A driver is called something only where its intervals say so.
///
/// # Errors
/// [`JourneyError::Cancelled`] where whoever asked has gone.
///
/// # Panics
/// Where there are not as many cuts as drivers.
pub fn contrasts(table: &Table, cuts: &[Cuts], work: Work<'_>) -> Result<Contrasted, JourneyError> {
    assert_eq!(cuts.len(), table.drivers(), "cuts for each driver");
    let answers = table.answers() as u64;
    let counts: Vec<(u64, u64)> = cuts.iter().enumerate().map(|(place, cut)| cut.count(table.column(place))).collect();
    // Each dummy variable with its driver and whether it stands for what is good.
    let mut dummies: Vec<(usize, bool)> = Vec::new();
    for (place, (cut, (poor, good))) in cuts.iter().zip(&counts).enumerate() {
        let is_told = |count: u64| count >= LEAST && answers - count >= LEAST;
        dummies.extend(is_told(*poor).then_some((place, false)));
        dummies.extend((matches!(cut, Cuts::Rating(..)) && is_told(*good)).then_some((place, true)));
    }
    let width = dummies.len() + 1;
    let groups = table.groups(width, |row, to| {
        for (to, (place, is_good)) in to.iter_mut().zip(&dummies) {
            let (poor, good) = cuts[*place].sides(row[*place]);
            *to = f64::from(u8::from(if *is_good { good } else { poor }));
        }
        to[width - 1] = row[row.len() - 1];
    });
    let whole = together(&groups, width);
    let slopes = whole.line().slopes;
    let again = if groups.is_empty() {
        Vec::new()
    } else {
        bootstrapped(&groups, BOOTSTRAPS, work, |drawn: &Cross| drawn.line().slopes)?
    };
    let deviation = if answers > 0 { whole.covariance(width - 1, width - 1).max(0.0).sqrt() } else { 0.0 };
    let explained = explained(table, &dummies, cuts, &whole);
    let at = |place: usize, is_good: bool| dummies.iter().position(|dummy| *dummy == (place, is_good));
    let estimate = |of: &dyn Fn(&[Option<f64>]) -> Option<f64>| {
        let value = of(&slopes)?;
        let interval = percentiles(again.iter().filter_map(|slopes| of(slopes)).collect(), value);
        Some(Estimate { value, interval })
    };
    let contrast = |place: usize| {
        let (poor, good) = (at(place, false), at(place, true));
        let penalty = poor.and_then(|poor| estimate(&|slopes| slopes[poor].map(|slope| -slope)));
        let reward = good.and_then(|good| estimate(&|slopes| slopes[good]));
        let larger = poor.zip(good).and_then(|(poor, good)| estimate(&|slopes| Some(-slopes[poor]? - slopes[good]?)));
        let class = match cuts[place] {
            Cuts::More(_) => class_of_event(penalty, deviation),
            Cuts::Rating(..) => class(penalty, reward, larger, deviation),
        };
        Contrast { poor: counts[place].0, good: counts[place].1, penalty, reward, larger, class }
    };
    Ok(Contrasted { explained, deviation, drivers: (0..cuts.len()).map(contrast).collect() })
}

/// The share of the variance of scores that the line through the dummy variables explains.
fn explained(table: &Table, dummies: &[(usize, bool)], cuts: &[Cuts], whole: &Cross) -> f64 {
    let (line, outcome) = (whole.line(), dummies.len());
    let mut left = 0.0;
    for row in table.rows() {
        let mut expected = line.intercept;
        for ((place, is_good), slope) in dummies.iter().zip(&line.slopes) {
            let (poor, good) = cuts[*place].sides(row[*place]);
            expected += if *is_good && good || !*is_good && poor { slope.unwrap_or(0.0) } else { 0.0 };
        }
        left += (row[row.len() - 1] - expected).powi(2);
    }
    let altogether = whole.covariance(outcome, outcome) * whole.rows();
    if altogether > 0.0 { (1.0 - left / altogether).clamp(0.0, 1.0) } else { 0.0 }
}

impl Cuts {
    /// Those of ratings between these: poor is the lowest third of what lies between, good the highest (of 1 to 5: 1 and 2,
    /// 4 and 5).
    #[must_use]
    pub fn between(lowest: f64, highest: f64) -> Cuts {
        let third = (highest - lowest) / 3.0;
        Cuts::Rating(lowest + third, highest - third)
    }

    /// Whether it is poor, and whether it is good.
    fn sides(self, number: f64) -> (bool, bool) {
        match self {
            Cuts::Rating(poor, good) => (number <= poor, number >= good),
            Cuts::More(usual) => (number > usual, number <= usual),
        }
    }

    fn count(self, numbers: impl Iterator<Item = f64>) -> (u64, u64) {
        numbers.fold((0, 0), |(poors, goods), number| {
            let (poor, good) = self.sides(number);
            (poors + u64::from(poor), goods + u64::from(good))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::statistics::Chance;

    /// Ratings from 1 to 5 that go together a little, and something that happens: what each takes and gives.
    fn table(people: usize, takes: &[(f64, f64)], happens: f64, seed: u64) -> Table {
        let (mut chance, mut table) = (Chance::new(seed), Table::new(takes.len() + 1));
        for _ in 0..people {
            let mood = chance.normal();
            let mut row: Vec<f64> =
                takes.iter().map(|_| (3.2 + 0.6 * mood + 1.1 * chance.normal()).round().clamp(1.0, 5.0)).collect();
            let effect = |(rating, (penalty, reward)): (&f64, &(f64, f64))| {
                if *rating <= 2.0 {
                    -penalty
                } else if *rating >= 4.0 {
                    *reward
                } else {
                    0.0
                }
            };
            let effects: f64 = row.iter().zip(takes).map(effect).sum();
            row.push(f64::from(u8::from(chance.unit() < 0.2)));
            let happened = row[takes.len()] * happens;
            row.push(7.0 + effects - happened + chance.normal());
            table.add([row.as_slice()]);
        }
        table
    }

    #[test]
    fn planted_basics_and_delights_are_found_and_few_answers_are_unclear() {
        let takes = [(2.5, 0.0), (1.2, 1.2), (0.0, 1.5), (0.0, 0.0)];
        let cancel = AtomicBool::new(false);
        let work = Work::new(NonZeroUsize::MIN, &cancel);
        let cuts = [vec![Cuts::between(1.0, 5.0); 4], vec![Cuts::More(0.0)]].concat();
        let found = contrasts(&table(1500, &takes, 1.0, 7), &cuts, work).unwrap();
        let classes: Vec<Class> = found.drivers.iter().map(|driver| driver.class).collect();
        assert_eq!(
            classes,
            [Class::Basic, Class::Performance, Class::Delight, Class::Indifferent, Class::Hurts],
            "{found:?}"
        );
        for (driver, (penalty, reward)) in found.drivers.iter().zip(takes) {
            assert!((driver.penalty.unwrap().value - penalty).abs() < 0.3, "{driver:?}");
            assert!((driver.reward.unwrap().value - reward).abs() < 0.3, "{driver:?}");
        }
        assert!(found.drivers[4].reward.is_none() && found.explained > 0.5, "{found:?}");
        let few = contrasts(&table(12, &takes, 1.0, 7), &cuts, work).unwrap();
        assert!(few.drivers.iter().all(|driver| driver.class == Class::Unclear), "{few:?}");
    }

    #[test]
    fn chance_alone_is_seldom_called_a_basic_or_a_delight() {
        let cancel = AtomicBool::new(false);
        let work = Work::new(NonZeroUsize::MIN, &cancel);
        let cuts = [vec![Cuts::between(1.0, 5.0); 3], vec![Cuts::More(0.0)]].concat();
        let mut called = 0;
        for run in 0..60 {
            let found = contrasts(&table(200, &[(0.0, 0.0); 3], 0.0, 500 + run), &cuts, work).unwrap();
            let is_called = |driver: &&Contrast| {
                matches!(driver.class, Class::Basic | Class::Delight | Class::Performance | Class::Hurts)
            };
            called += found.drivers.iter().filter(is_called).count();
        }
        assert!(called <= 12, "{called} of 240");
    }
}
