//! Whether the index is what the journal says: it is read once more, from the beginning, and compared.

use std::ops::Range;
use std::sync::Arc;
use store::Result;

use super::rows::Label;
use super::sorted::Sorted;
use super::{Index, Layer, Snapshot, Whose};

/// How often it is tried to find a moment at which nothing comes in.
const TRIES: usize = 5;

/// What came of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// How many interactions there are.
    pub rows: u64,
    /// How many people, each side counted apart.
    pub people: u64,
    /// How many people are not the same in both; nothing where the history never rested while it was read.
    pub different: Option<u64>,
}

impl Snapshot {
    /// Everybody's rows, by side and person.
    #[must_use]
    pub fn lines(&self) -> Vec<(Whose, &Sorted, Range<usize>)> {
        let runs = |layer: &'_ Layer| (0..layer.sorted.len()).filter(|run| layer.holds(*run)).collect::<Vec<usize>>();
        let all = self.layers.iter().flat_map(|layer| runs(layer).into_iter().map(|run| (&*layer.sorted, run)));
        let mut lines: Vec<_> = all.map(|(sorted, run)| (sorted.whose(run), sorted, sorted.rows_of(run))).collect();
        lines.sort_by_key(|(whose, ..)| *whose);
        lines
    }

    /// Whether nothing has changed from one to the other.
    fn is(&self, other: &Snapshot) -> bool {
        self.cursor == other.cursor && Arc::ptr_eq(&self.layers, &other.layers)
    }

    /// What is known of a row, with names for numbers.
    fn told(&self, sorted: &Sorted, row: usize) -> impl PartialEq {
        let rows = &sorted.rows;
        let names = Label::ALL.map(|label| self.dictionary.names(label).name(rows.label(label)[row]).to_owned());
        let place = (rows.position[row], rows.time[row], rows.flags[row], names);
        (place, rows.matters(row).collect::<Vec<u64>>(), sorted.episode[row], sorted.again[row])
    }
}

impl Index {
    /// Reads the journal from the beginning and compares. Blocks for as long as that takes.
    ///
    /// # Errors
    /// What the database says, or that the journal is damaged.
    pub fn compare(&self) -> Result<Compared> {
        for _ in 0..TRIES {
            let anew = self.beside();
            let fresh = anew.snapshot()?;
            let known = self.snapshot()?;
            let last = anew.snapshot()?;
            if fresh.is(&last) && known.cursor == last.cursor {
                return Ok(compared(&known, &fresh));
            }
        }
        let known = self.snapshot()?;
        Ok(Compared { different: None, ..compared(&known, &known) })
    }
}

fn compared(known: &Snapshot, fresh: &Snapshot) -> Compared {
    let (ours, theirs) = (known.lines(), fresh.lines());
    let rows = ours.iter().map(|(.., rows)| rows.len() as u64).sum();
    let mut different = ours.len().abs_diff(theirs.len()) as u64;
    for ((whose, sorted, rows), (other_whose, other, other_rows)) in ours.iter().zip(&theirs) {
        let same_rows = || {
            let both = rows.clone().zip(other_rows.clone());
            both.into_iter().all(|(row, other_row)| known.told(sorted, row) == fresh.told(other, other_row))
        };
        different += u64::from(whose != other_whose || rows.len() != other_rows.len() || !same_rows());
    }
    Compared { rows, people: ours.len() as u64, different: Some(different) }
}
