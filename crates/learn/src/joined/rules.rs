//! What goes before what: the score of employees beside that of customers some months later.

use std::collections::BTreeMap;

use super::model::{Customers, Employees};
use crate::statistics::{Correlation, LEVEL, Tally};

/// After how many months customers are looked at.
pub(super) const LAGS: [usize; 4] = [0, 1, 2, 3];
/// A month with fewer answers of customers is no point.
const LEAST: u64 = 5;

/// The mean of scores as they go into the figure; nothing of none.
fn mean(tally: &Tally) -> Option<f64> {
    let (sum, count) = tally
        .counts()
        .fold((0.0, 0), |(sum, count), (score, times)| (sum + score * crate::statistics::real(times), count + times));
    (count > 0).then(|| sum / crate::statistics::real(count))
}

/// What employees said in a month and customers so many months later, for each month of which both are known.
pub(super) fn pairs(employees: &Employees, customers: &Customers, lag: usize) -> Vec<(f64, f64)> {
    let pair = |(month, said): (&usize, &Tally)| {
        let later = customers.months.get(&(month + lag)).filter(|tally| tally.scores() >= LEAST)?;
        Some((mean(said)?, mean(later)?))
    };
    employees.iter().filter_map(pair).collect()
}

/// How the two go together within departments, so many months apart.
pub(super) fn relation(
    employees: &BTreeMap<String, Employees>,
    customers: &BTreeMap<String, Customers>,
    lag: usize,
) -> Option<Correlation> {
    let of = |(name, employees): (&String, &Employees)| Some(pairs(employees, customers.get(name)?, lag));
    Correlation::within(&employees.iter().filter_map(of).collect::<Vec<_>>())
}

/// What a relation says, in words. `q` is its p-value, adjusted for how many were looked at.
pub(super) fn said(lag: usize, found: Option<(&Correlation, f64)>) -> String {
    let when = match lag {
        0 => "in the same month".to_owned(),
        1 => "a month later".to_owned(),
        _ => format!("{lag} months later"),
    };
    let Some((found, q)) = found else { return format!("too few months to tell what customers say {when}") };
    if q > LEVEL {
        return format!("nothing can be told apart from chance {when} (n = {} months)", found.pairs);
    }
    let way = if found.value > 0.0 { "higher" } else { "lower" };
    format!(
        "where employees' score is higher, customers' is {way} {when} (n = {} months); correlation, not cause",
        found.pairs
    )
}

/// How many scores are below the middle of what they go into, out of how many: of a net promoter score the detractors.
pub(super) fn negative(tally: &Tally, (lowest, highest): (f64, f64)) -> crate::statistics::Share {
    let middle = f64::midpoint(lowest, highest);
    let hits = tally.counts().filter(|(score, _)| *score < middle).map(|(_, count)| count).sum();
    crate::statistics::Share { hits, of: tally.scores() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(scores: &[f64]) -> Tally {
        let mut tally = Tally::default();
        for score in scores {
            tally.add(std::iter::once(*score));
        }
        tally
    }

    #[test]
    fn what_comes_a_month_later_is_found_there_and_nowhere_else() {
        let moods = [3.0, 5.0, 2.0, 4.0, 4.5, 1.5, 3.5, 2.5, 5.0, 3.0];
        let employees: Employees = moods.iter().enumerate().map(|(month, mood)| (month, tally(&[*mood; 6]))).collect();
        let months = moods.iter().enumerate().map(|(month, mood)| (month + 1, tally(&[*mood; 5])));
        let customers = Customers { whole: Tally::default(), months: months.collect() };
        assert_eq!(pairs(&employees, &customers, 1).len(), 10);
        let relation = |lag| {
            let all = |one: &str| one.to_owned();
            relation(&[(all("Billing"), employees.clone())].into(), &[(all("Billing"), customers.clone())].into(), lag)
        };
        let found = relation(1).unwrap();
        assert!(found.value > 0.999, "{found:?}");
        assert!(
            said(1, Some((&found, 0.001)))
                .starts_with("where employees' score is higher, customers' is higher a month later")
        );
        for lag in [0, 2, 3] {
            let other = relation(lag).unwrap();
            assert!(other.value < 0.6, "{lag}: {other:?}");
        }
        assert!(said(2, None).contains("too few"));
        let few = Customers { whole: Tally::default(), months: [(1, tally(&[3.0; 4]))].into() };
        assert!(pairs(&employees, &few, 1).is_empty(), "four answers are no point");
    }

    #[test]
    fn what_is_below_the_middle_is_negative() {
        assert_eq!(negative(&tally(&[1.0, 2.0, 3.0, 4.0]), (1.0, 5.0)).hits, 2);
        assert_eq!(negative(&tally(&[-1.0, 0.0, 1.0]), (-1.0, 1.0)).hits, 1);
    }
}
