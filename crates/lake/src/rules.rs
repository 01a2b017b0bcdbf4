//! What a compactor does next, decided from what there is.

use std::ops::Range;

/// How many rows wait before they become a segment.
pub const APPEND: u64 = 1 << 16;
/// How many rows a segment has at most, but for the rest of its last frame.
pub const LARGEST: u64 = 1 << 20;
/// How many segments of one size become one of the next.
pub const FAN: usize = 16;

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// What waits becomes a segment.
    Append,
    /// These segments become one.
    Merge(Range<usize>),
    /// Nothing.
    Rest,
}

/// The next step: `rows` of the segments in their order, how many wait behind them, and whether they have waited long.
#[must_use]
pub fn next(rows: &[u64], waiting: u64, long: bool) -> Step {
    if waiting >= APPEND || waiting > 0 && long {
        return Step::Append;
    }
    mergeable(rows).map_or(Step::Rest, Step::Merge)
}

/// The first run of segments with enough of one size to become one of the next, as many as fit into the largest.
fn mergeable(rows: &[u64]) -> Option<Range<usize>> {
    for wanted in 0..TOP {
        let mut start = 0;
        while start < rows.len() {
            let (mut end, mut sum, mut of_size) = (start, 0, 0);
            while end < rows.len() && size(rows[end]) <= wanted && sum + rows[end] <= LARGEST {
                sum += rows[end];
                of_size += usize::from(size(rows[end]) == wanted);
                end += 1;
            }
            // A full one is as good as many.
            if of_size >= FAN || end - start > 1 && sum > LARGEST / 2 {
                return Some(start..end);
            }
            start = end.max(start + 1);
        }
    }
    None
}

/// Segments from this size on stay as they are.
const TOP: u32 = 4;

/// Sizes are a factor of [`FAN`] apart.
fn size(rows: u64) -> u32 {
    match rows {
        0..0x100 => 0,
        0x100..0x1000 => 1,
        0x1000..APPEND => 2,
        rows if rows <= LARGEST / 2 => 3,
        _ => TOP,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_waits_goes_first() {
        assert_eq!(next(&[], 0, true), Step::Rest);
        assert_eq!(next(&[], 1, false), Step::Rest);
        assert_eq!(next(&[], 1, true), Step::Append);
        assert_eq!(next(&[1; 40], APPEND, false), Step::Append);
        assert_eq!(next(&[1; 40], 0, false), Step::Merge(0..40));
        assert_eq!(next(&[1; FAN - 1], 0, false), Step::Rest);
    }

    proptest! {
        /// However segments come, merging ends, keeps the rows, and leaves few of each size.
        #[test]
        fn merging_ends_with_few_segments(appended in prop::collection::vec(prop_oneof![1..300_u64, 1..APPEND * 2], 0..400)) {
            let (mut rows, mut written) = (Vec::new(), 0_u64);
            for more in &appended {
                rows.push(*more);
                written += more;
                while let Step::Merge(range) = next(&rows, 0, false) {
                    let sum: u64 = rows[range.clone()].iter().sum();
                    prop_assert!(sum <= LARGEST && range.len() > 1);
                    written += sum;
                    rows.splice(range, [sum]);
                }
            }
            let total: u64 = appended.iter().sum();
            prop_assert_eq!(rows.iter().sum::<u64>(), total);
            prop_assert!(rows.len() as u64 <= total / (LARGEST / 4) + 64 * FAN as u64, "{} segments", rows.len());
            prop_assert!(written <= total * 6, "each row is written {} times", written / total.max(1));
        }
    }
}
