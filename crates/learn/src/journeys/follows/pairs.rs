//! Numbers for pairs of labels: by arithmetic where the labels are few, by a map where they are many.

use hashbrown::HashMap;

/// Up to so many labels, a table of all pairs is small beside the rows.
const FEW: usize = 1024;

/// Gives each pair of labels a number.
pub(super) trait Pairs {
    /// The number of a pair; of a new one the next number.
    fn number(&mut self, from: u16, to: u16) -> usize;
    /// How many numbers there are so far.
    fn count(&self) -> usize;
    /// All pairs, in the order of their numbers.
    fn all(self) -> Vec<(u16, u16)>;
}

/// Every pair has a number from the beginning.
pub(super) struct Dense {
    codes: usize,
}

impl Dense {
    /// Numbers for the pairs of so many labels, if they are few.
    pub(super) fn of(codes: usize) -> Option<Dense> {
        (codes <= FEW).then_some(Dense { codes })
    }
}

impl Pairs for Dense {
    fn number(&mut self, from: u16, to: u16) -> usize {
        usize::from(from) * self.codes + usize::from(to)
    }

    fn count(&self) -> usize {
        self.codes * self.codes
    }

    fn all(self) -> Vec<(u16, u16)> {
        let labels = || (0..=u16::MAX).take(self.codes);
        labels().flat_map(|from| labels().map(move |to| (from, to))).collect()
    }
}

/// Pairs have numbers in the order in which they occurred.
#[derive(Default)]
pub(super) struct Sparse {
    numbers: HashMap<(u16, u16), usize>,
    pairs: Vec<(u16, u16)>,
}

impl Pairs for Sparse {
    fn number(&mut self, from: u16, to: u16) -> usize {
        *self.numbers.entry((from, to)).or_insert_with(|| {
            self.pairs.push((from, to));
            self.pairs.len() - 1
        })
    }

    fn count(&self) -> usize {
        self.pairs.len()
    }

    fn all(self) -> Vec<(u16, u16)> {
        self.pairs
    }
}
