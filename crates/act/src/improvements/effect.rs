//! What a change did: the same measure before and after, less what happened meanwhile where nothing was changed
//! (difference in differences).
//!
//! Weeks are counted from the day of the change. Of each week there is one number: how far the changed places were from
//! their own mean before, less the same of the places they are compared with. What moves all places alike is in both and
//! falls out. The weeks are the clusters: an effect is the weighted mean of the weeks after less that of the weeks before,
//! with the variance HC2 (J. G. `MacKinnon` and H. White, Journal of Econometrics 29, 1985) and Student's distribution with
//! the degrees of freedom of F. E. Satterthwaite (Biometrics Bulletin 2, 1946). Taking a week as one observation, rather
//! than an answer, is what M. Bertrand, E. Duflo and S. Mullainathan ask for (How much should we trust
//! differences-in-differences estimates?, Quarterly Journal of Economics 119, 2004).

use std::collections::BTreeMap;

use learn::Cell;
use learn::statistics::{Interval, real, student};

/// So many weeks with figures are needed on either side of the change.
pub(super) const LEAST_WEEKS: usize = 4;
/// A place is compared with where it has so many figures on either side of the change.
pub(super) const LEAST: u64 = 20;

/// What a change did.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The changed places before.
    pub before: Period,
    /// And after.
    pub after: Period,
    /// The places that they are compared with, by name.
    pub compared: Vec<String>,
    /// What they measured before and after.
    pub beside: Option<(Period, Period)>,
    /// The difference that the change made, with its interval of 95 %; nothing where there are too few weeks.
    pub value: Option<(f64, Interval)>,
    /// Week by week.
    pub weeks: Vec<Week>,
}

/// What was measured in a time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Period {
    /// In how many weeks there were figures.
    pub weeks: usize,
    /// How many figures.
    pub count: u64,
    /// Their mean; nothing where there are none.
    pub mean: Option<f64>,
}

/// A week.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Week {
    /// What the changed places measured.
    pub changed: Cell,
    /// What those measured that they are compared with.
    pub beside: Cell,
}

/// What a change did that was made at the beginning of the week `change`, of cells by place. `places` were changed;
/// `compared_with` were not, or all others with enough figures where none is named.
#[must_use]
pub fn effect(
    cells: &BTreeMap<String, Vec<Cell>>,
    (places, compared_with): (&[String], &[String]),
    change: usize,
) -> Effect {
    let enough = |cells: &[Cell]| {
        let (before, after) = cells.split_at(change.min(cells.len()));
        [before, after].iter().all(|side| side.iter().map(|cell| cell.count).sum::<u64>() >= LEAST)
    };
    let is_compared = |name: &String, cells: &[Cell]| {
        let wanted = compared_with.is_empty() || compared_with.contains(name);
        wanted && !places.contains(name) && enough(cells)
    };
    let changed: Vec<&[Cell]> = places.iter().filter_map(|name| cells.get(name)).map(Vec::as_slice).collect();
    let beside = cells.iter().filter(|(name, cells)| is_compared(name, cells));
    let (compared, beside): (Vec<String>, Vec<&[Cell]>) =
        beside.map(|(name, cells)| (name.clone(), cells.as_slice())).unzip();
    let count = cells.values().map(Vec::len).max().unwrap_or(0);
    let weeks: Vec<Week> =
        (0..count).map(|week| Week { changed: sum(&changed, week), beside: sum(&beside, week) }).collect();
    let (before, after) = weeks.split_at(change.min(weeks.len()));
    let of = |weeks: &[Week], take: fn(&Week) -> Cell| Period::of(weeks.iter().map(take));
    let periods = |take: fn(&Week) -> Cell| (of(before, take), of(after, take));
    let ((was, is), around) = (periods(|week| week.changed), periods(|week| week.beside));
    let value = difference(&against(&changed, change, count), &against(&beside, change, count), change);
    let beside = (!compared.is_empty()).then_some(around);
    Effect { before: was, after: is, compared, beside, value, weeks }
}

impl Period {
    fn of(cells: impl Iterator<Item = Cell>) -> Period {
        let (mut weeks, mut all) = (0, Cell::default());
        for cell in cells.filter(|cell| cell.count > 0) {
            weeks += 1;
            all.count += cell.count;
            all.sum += cell.sum;
        }
        Period { weeks, count: all.count, mean: (all.count > 0).then(|| all.sum / real(all.count)) }
    }
}

fn sum(places: &[&[Cell]], week: usize) -> Cell {
    let cells = places.iter().filter_map(|cells| cells.get(week));
    cells.fold(Cell::default(), |all, cell| Cell { count: all.count + cell.count, sum: all.sum + cell.sum })
}

/// Of each week how far places were from their own means before the change: so it does not matter which of them had more
/// figures in which week.
fn against(places: &[&[Cell]], change: usize, weeks: usize) -> Vec<Cell> {
    let mut all = vec![Cell::default(); weeks];
    for cells in places {
        let Some(mean) = Period::of(cells.iter().take(change).copied()).mean else { continue };
        for (to, cell) in all.iter_mut().zip(*cells) {
            to.count += cell.count;
            to.sum += cell.sum - mean * real(cell.count);
        }
    }
    all
}

/// One side of the change: its weighted mean, the variance of that, and its degrees of freedom.
struct Side {
    mean: f64,
    variance: f64,
    freedom: f64,
}

fn difference(changed: &[Cell], beside: &[Cell], change: usize) -> Option<(f64, Interval)> {
    let is_alone = beside.iter().all(|cell| cell.count == 0);
    // Of each week the difference and how much it weighs: as much as its variance is small.
    let week = |(mine, other): (&Cell, &Cell)| {
        let mean = |cell: &Cell| cell.sum / real(cell.count);
        match (mine.count, other.count) {
            (0, _) => None,
            (count, _) if is_alone => Some((mean(mine), real(count))),
            (_, 0) => None,
            (one, two) => Some((mean(mine) - mean(other), 1.0 / (1.0 / real(one) + 1.0 / real(two)))),
        }
    };
    let weeks: Vec<Option<(f64, f64)>> = changed.iter().zip(beside).map(week).collect();
    let (before, after) = weeks.split_at(change.min(weeks.len()));
    let (before, after) = (side(before)?, side(after)?);
    let (value, variance) = (after.mean - before.mean, after.variance + before.variance);
    let parts = before.variance.powi(2) / before.freedom + after.variance.powi(2) / after.freedom;
    let freedom = if parts > 0.0 { variance.powi(2) / parts } else { before.freedom + after.freedom };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 1 to the number of weeks")]
    let reach = student(freedom.max(1.0) as u64) * variance.sqrt();
    Some((value, Interval { low: value - reach, high: value + reach }))
}

fn side(weeks: &[Option<(f64, f64)>]) -> Option<Side> {
    let weeks: Vec<(f64, f64)> = weeks.iter().flatten().copied().collect();
    if weeks.len() < LEAST_WEEKS {
        return None;
    }
    let whole: f64 = weeks.iter().map(|(_, weight)| weight).sum();
    let mean = weeks.iter().map(|(value, weight)| value * weight).sum::<f64>() / whole;
    let variance = weeks.iter().map(|(value, weight)| {
        let share = weight / whole;
        share * share * (value - mean).powi(2) / (1.0 - share)
    });
    // A week that weighs much counts for more than one (L. Kish).
    let effective = whole.powi(2) / weeks.iter().map(|(_, weight)| weight * weight).sum::<f64>();
    Some(Side { mean, variance: variance.sum(), freedom: (effective - 1.0).max(1.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(of: &[(u64, f64)]) -> Vec<Cell> {
        of.iter().map(|(count, mean)| Cell { count: *count, sum: mean * real(*count) }).collect()
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_moves_all_places_alike_is_no_effect() {
        let mut of = BTreeMap::new();
        of.insert(
            "changed".to_owned(),
            cells(&[(10, 5.0), (10, 6.0), (10, 5.0), (10, 6.0), (10, 11.0), (10, 12.0), (10, 11.0), (10, 12.0)]),
        );
        of.insert(
            "other".to_owned(),
            cells(&[(20, 1.0), (20, 2.0), (20, 1.0), (20, 2.0), (20, 4.0), (20, 5.0), (20, 4.0), (20, 5.0)]),
        );
        of.insert("small".to_owned(), cells(&[(1, 9.0); 8]));
        let found = effect(&of, (&names(&["changed"]), &[]), 4);
        assert_eq!(found.compared, ["other"], "what has too few figures is left out");
        let (value, interval) = found.value.expect("there are enough weeks");
        // Six up where the other went three up.
        assert!((value - 3.0).abs() < 1e-9 && interval.low <= value && value <= interval.high, "{value}");
        assert_eq!((found.before.mean, found.after.mean, found.before.count), (Some(5.5), Some(11.5), 40));
        let alone = effect(&of, (&names(&["changed"]), &names(&["nobody"])), 4);
        let (value, _) = alone.value.expect("there are enough weeks");
        assert!((value - 6.0).abs() < 1e-9 && alone.compared.is_empty() && alone.beside.is_none());
    }

    #[test]
    fn few_weeks_say_nothing() {
        let mut of = BTreeMap::new();
        of.insert(
            "changed".to_owned(),
            cells(&[(10, 5.0), (10, 6.0), (10, 5.0), (10, 6.0), (10, 11.0), (0, 0.0), (10, 11.0), (10, 12.0)]),
        );
        assert_eq!(effect(&of, (&names(&["changed"]), &[]), 4).value, None);
        assert_eq!(effect(&of, (&names(&["elsewhere"]), &[]), 4).value, None);
        assert_eq!(effect(&BTreeMap::new(), (&names(&["changed"]), &[]), 4).value, None);
    }
}
