//! Themes found in texts of which it is known what they are about: how well they agree with that, and with those of the
//! weeks before.

use std::collections::HashMap;
use std::time::Instant;

use ::text::{Themes, Written};
use anyhow::Result;

use super::Labelled;
use super::data::Example;

/// The first finding is of so many hundredths of the texts; each week brings as many more as the second says.
const FIRST: usize = 50;
const WEEK: usize = 10;

/// Finds and prints. The labels are looked at only to say how well they agree.
pub(super) fn measure(labelled: &Labelled, times: usize) -> Result<()> {
    let examples = labelled.read()?;
    let truth: Vec<&str> = examples.iter().map(|example| example.label.as_str()).collect();
    let mut labels = truth.clone();
    labels.sort_unstable();
    labels.dedup();
    for (what, many) in [("as many as there are labels", Some(labels.len())), ("as many as seem right", None)] {
        let start = Instant::now();
        let written = written(&examples, times);
        let themes = Themes::find_many(&written, None, many, &|_| true)?;
        let finding = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let found = of_each(&themes, &examples);
        let texts = u32::try_from(examples.len()).map_or(f64::NAN, f64::from);
        println!(
            "{what}: {} themes in {} texts in {finding:.1} s, {:.0} texts/s; {} about none; adjusted mutual information \
             with {} labels {:.3}",
            themes.all().len(),
            written.len(),
            texts / start.elapsed().as_secs_f64(),
            found.iter().filter(|one| **one == 0).count(),
            labels.len(),
            agreement(&found, &numbers(&truth)),
        );
    }
    weeks(&examples)
}

/// The themes of successive weeks, and how well those of one agree with those of the next on the texts of both.
fn weeks(examples: &[Example]) -> Result<()> {
    // In an order that has nothing to do with what they are about.
    let mut order: Vec<usize> = (0..examples.len()).collect();
    order.sort_unstable_by_key(|at| (*at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let up_to = |hundredths: usize| order.len() * hundredths.min(100) / 100;
    let texts = |end: usize| -> Vec<Written<'_>> {
        order[..end].iter().map(|at| Written { text: &examples[*at].text, who: *at as u64 }).collect()
    };
    let mut before = Themes::find(&texts(up_to(FIRST)), None, &|_| true)?;
    let mut last = up_to(FIRST);
    for week in 1..=(100 - FIRST) / WEEK {
        let end = up_to(FIRST + week * WEEK);
        let now = Themes::find(&texts(end), Some(&before), &|_| true)?;
        let of = |themes: &Themes| -> Vec<u32> {
            let number = |at: &usize| themes.of(&examples[*at].text).map_or(0, |about| about.theme);
            order[..last].iter().map(number).collect()
        };
        println!(
            "week {week}: {} themes in {end} texts; adjusted mutual information with the week before {:.3}",
            now.all().len(),
            agreement(&of(&before), &of(&now))
        );
        (before, last) = (now, end);
    }
    Ok(())
}

/// The texts, so many times: each time of other people.
fn written(examples: &[Example], times: usize) -> Vec<Written<'_>> {
    let all = (0..times.max(1)).flat_map(|_| examples);
    all.zip(0_u64..).map(|(example, who)| Written { text: &example.text, who }).collect()
}

fn of_each(themes: &Themes, examples: &[Example]) -> Vec<u32> {
    examples.iter().map(|example| themes.of(&example.text).map_or(0, |about| about.theme)).collect()
}

fn numbers(labels: &[&str]) -> Vec<u32> {
    let mut known: HashMap<&str, u32> = HashMap::new();
    let mut next = 0;
    let mut number = |label| {
        *known.entry(label).or_insert_with(|| {
            next += 1;
            next
        })
    };
    labels.iter().map(|label| number(*label)).collect()
}

/// How well two groupings of the same things agree: 1 for the same, 0 for what chance would have it (adjusted mutual
/// information, Vinh, Epps and Bailey, 2010; by the arithmetic mean of the entropies, as scikit-learn has it).
fn agreement(one: &[u32], other: &[u32]) -> f64 {
    let mut table: HashMap<(u32, u32), u64> = HashMap::new();
    let (mut rows, mut columns): (HashMap<u32, u64>, HashMap<u32, u64>) = (HashMap::new(), HashMap::new());
    for (row, column) in one.iter().zip(other) {
        *table.entry((*row, *column)).or_default() += 1;
        *rows.entry(*row).or_default() += 1;
        *columns.entry(*column).or_default() += 1;
    }
    let all = one.len() as u64;
    let real = |count: u64| u32::try_from(count).map_or(f64::NAN, f64::from);
    let whole = real(all);
    let entropy = |counts: &HashMap<u32, u64>| -> f64 {
        counts.values().map(|count| real(*count) / whole).map(|share| -share * share.ln()).sum()
    };
    let shared: f64 = table
        .iter()
        .map(|((row, column), count)| {
            let (row, column) = (real(rows[row]), real(columns[column]));
            real(*count) / whole * (whole * real(*count) / (row * column)).ln()
        })
        .sum();
    // Logarithms of factorials.
    let mut factorials = vec![0.0_f64];
    for count in 1..=all {
        factorials.push(factorials[factorials.len() - 1] + real(count).ln());
    }
    let factorial = |count: u64| factorials[usize::try_from(count).expect("it is one of the counts")];
    let mut expected = 0.0;
    for row in rows.values() {
        for column in columns.values() {
            for both in (row + column).saturating_sub(all).max(1)..=*row.min(column) {
                let fixed = factorial(*row) + factorial(*column) + factorial(all - row) + factorial(all - column);
                let free = factorial(all)
                    + factorial(both)
                    + factorial(row - both)
                    + factorial(column - both)
                    + factorial(all + both - row - column);
                let more = (whole * real(both) / (real(*row) * real(*column))).ln();
                expected += real(both) / whole * more * (fixed - free).exp();
            }
        }
    }
    let mean = f64::midpoint(entropy(&rows), entropy(&columns));
    (shared - expected) / (mean - expected)
}

#[cfg(test)]
mod tests {
    use super::agreement;

    #[test]
    fn the_same_groups_agree_by_one_and_others_as_scikit_learn_has_it() {
        assert!((agreement(&[1, 1, 2, 2, 3], &[7, 7, 8, 8, 9]) - 1.0).abs() < 1e-9);
        // sklearn.metrics.adjusted_mutual_info_score of the same.
        let other = agreement(&[1, 1, 1, 2, 2, 2, 3, 3], &[1, 1, 2, 2, 2, 3, 3, 3]);
        assert!((other - 0.319_672_650_569_646_94).abs() < 1e-9, "{other}");
    }
}
