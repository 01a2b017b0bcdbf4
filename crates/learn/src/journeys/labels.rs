//! Sets of labels, as a step, a stage or an end has them.

/// How many codes there can be.
pub(super) const CODES: usize = 1 << 16;

/// A set of labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels(Vec<u16>);

impl Labels {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this label is one of them.
    #[must_use]
    pub fn contains(&self, label: u16) -> bool {
        self.0.binary_search(&label).is_ok()
    }

    /// The labels, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u16> + '_ {
        self.0.iter().copied()
    }

    /// A table of all codes that says which are in the set, for loops that ask about every row.
    pub(super) fn table(&self) -> Vec<bool> {
        let mut table = vec![false; CODES];
        for label in self.iter() {
            table[usize::from(label)] = true;
        }
        table
    }
}

impl FromIterator<u16> for Labels {
    fn from_iter<I: IntoIterator<Item = u16>>(labels: I) -> Labels {
        let mut labels: Vec<u16> = labels.into_iter().collect();
        labels.sort_unstable();
        labels.dedup();
        Labels(labels)
    }
}

impl<const N: usize> From<[u16; N]> for Labels {
    fn from(labels: [u16; N]) -> Labels {
        labels.into_iter().collect()
    }
}
