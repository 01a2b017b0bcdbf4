//! What journey functions read: interactions sorted by person, then time, then position, in columns.

use std::ops::Range;

use super::JourneyError;

/// A time so long ago that no window of at most [`FURTHEST`] reaches it, and that no difference overflows.
pub(super) const NEVER: i64 = i64::MIN / 2;
/// No two times are further apart than this many milliseconds.
pub(super) const FURTHEST: i64 = 1 << 61;

/// A bit for each row or each person, 64 a word, the least significant first.
#[derive(Clone, Copy, Debug)]
pub struct Bits<'a> {
    words: &'a [u64],
    length: usize,
}

impl<'a> Bits<'a> {
    /// The first `length` bits of these words.
    ///
    /// # Errors
    /// Fewer words than the bits need.
    pub fn new(words: &'a [u64], length: usize) -> Result<Bits<'a>, JourneyError> {
        if words.len() < length.div_ceil(64) {
            let (got, expected) = (words.len(), length.div_ceil(64));
            return Err(JourneyError::Length { what: "a bitmask (in words of 64 bits)", got, expected });
        }
        Ok(Bits { words, length })
    }

    /// Whether bit `at` is set.
    #[must_use]
    pub fn get(self, at: usize) -> bool {
        debug_assert!(at < self.length, "bit {at} of {}", self.length);
        self.words[at / 64] >> (at % 64) & 1 == 1
    }

    /// Up to 64 bits from `at` on, the first one least significant; bits behind `count` are zero.
    pub(super) fn window(self, at: usize, count: usize) -> u64 {
        let (word, shift) = (at / 64, at % 64);
        let mut bits = self.words[word] >> shift;
        if shift + count > 64 {
            bits |= self.words[word + 1] << (64 - shift);
        }
        if count < 64 { bits & ((1 << count) - 1) } else { bits }
    }
}

/// The rows of all persons of a part: who they belong to, and when they were. A row is an interaction.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'a> {
    offsets: &'a [u32],
    time: &'a [i64],
    position: &'a [u64],
}

impl<'a> Lines<'a> {
    /// The rows of person `p` are `offsets[p]..offsets[p + 1]`; so there is one offset more than there are persons.
    /// `time` is in milliseconds since 1970 (`kernel::Timestamp`), between -2^60 and 2^60; `position` is the place in
    /// the journal, unlike that of any other row. Rows are sorted by person, then time, then position: that is not
    /// looked at here, and rows in another order give wrong answers. A part has fewer than 2^32 rows; a longer history
    /// makes several parts.
    ///
    /// # Errors
    /// Columns of unlike lengths, or offsets that fall.
    pub fn new(offsets: &'a [u32], time: &'a [i64], position: &'a [u64]) -> Result<Lines<'a>, JourneyError> {
        let expected = offsets.last().map_or(0, |last| *last as usize);
        for (what, got) in [("the column of times", time.len()), ("the column of positions", position.len())] {
            if got != expected {
                return Err(JourneyError::Length { what, got, expected });
            }
        }
        if offsets.first().is_some_and(|first| *first != 0) {
            return Err(JourneyError::Offsets { person: 0 });
        }
        if let Some(person) = offsets.windows(2).position(|pair| pair[0] > pair[1]) {
            return Err(JourneyError::Offsets { person });
        }
        Ok(Lines { offsets, time, position })
    }

    /// How many persons there are.
    #[must_use]
    pub fn persons(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.time.len()
    }

    /// The rows of a person.
    pub(super) fn of(&self, person: usize) -> (usize, usize) {
        (self.offsets[person] as usize, self.offsets[person + 1] as usize)
    }

    /// The times of some rows.
    pub(super) fn times(&self, start: usize, end: usize) -> &'a [i64] {
        &self.time[start..end]
    }
}

/// A piece of the history: lines with one column of labels, and what of them counts. A whole is several parts: a big
/// one whose changed persons are masked out, and a small one with those persons anew. Each person is kept in one part
/// at most, and a label has the same code in all parts; then no answer depends on how the whole was divided.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    pub(super) lines: Lines<'a>,
    pub(super) labels: &'a [u16],
    pub(super) rows: Option<Bits<'a>>,
    pub(super) persons: Option<Bits<'a>>,
}

impl<'a> Part<'a> {
    /// All rows of all persons, with a label each: the code of the row's touchpoint, channel, department or whatever
    /// the question is about. Code 0 says that a row has none, and is a label like any other; who does not want such
    /// rows masks them out. A column has at most 65,535 labels: the caller folds rarer ones into one code.
    ///
    /// # Errors
    /// A column of another length than the lines.
    pub fn new(lines: Lines<'a>, labels: &'a [u16]) -> Result<Part<'a>, JourneyError> {
        if labels.len() != lines.rows() {
            let (got, expected) = (labels.len(), lines.rows());
            return Err(JourneyError::Length { what: "the column of labels", got, expected });
        }
        Ok(Part { lines, labels, rows: None, persons: None })
    }

    /// Keeps only the rows whose bit is set; to functions the others never were.
    ///
    /// # Errors
    /// A mask of another length than the lines.
    pub fn keep_rows(self, rows: Bits<'a>) -> Result<Part<'a>, JourneyError> {
        if rows.length != self.lines.rows() {
            let (got, expected) = (rows.length, self.lines.rows());
            return Err(JourneyError::Length { what: "the mask of rows", got, expected });
        }
        Ok(Part { rows: Some(rows), ..self })
    }

    /// Keeps only the persons whose bit is set.
    ///
    /// # Errors
    /// A mask of another length than there are persons.
    pub fn keep_persons(self, persons: Bits<'a>) -> Result<Part<'a>, JourneyError> {
        if persons.length != self.lines.persons() {
            let (got, expected) = (persons.length, self.lines.persons());
            return Err(JourneyError::Length { what: "the mask of persons", got, expected });
        }
        Ok(Part { persons: Some(persons), ..self })
    }

    /// The same persons with all their rows.
    #[must_use]
    pub fn with_all_rows(&self) -> Part<'a> {
        Part { rows: None, ..*self }
    }

    /// Looks at the kept rows of each person, with another column of theirs; nothing for people without a kept row.
    /// `look` is given that column and the times.
    ///
    /// # Panics
    /// Where the column is not of this part.
    #[must_use]
    pub fn each_line<T>(&self, column: &[u16], look: impl Fn(&[u16], &[i64]) -> Option<T>) -> Vec<Option<T>> {
        assert_eq!(column.len(), self.lines.rows(), "a column of this part");
        let (mut labels, mut times) = (Vec::new(), Vec::new());
        let mut one = |person: usize| {
            let (start, end) = self.lines.of(person);
            if self.persons.is_some_and(|kept| !kept.get(person)) {
                return None;
            }
            let Some(rows) = self.rows else { return look(&column[start..end], self.lines.times(start, end)) };
            labels.clear();
            times.clear();
            for row in (start..end).filter(|row| rows.get(*row)) {
                labels.push(column[row]);
                times.push(self.lines.time[row]);
            }
            look(&labels, &times)
        };
        (0..self.lines.persons()).map(&mut one).collect()
    }

    /// Where the rows of a person stand in the part, all of them and those that are kept; nothing where the person is not
    /// kept.
    pub(crate) fn rows_of(&self, person: usize) -> Option<(Range<usize>, impl Iterator<Item = usize>)> {
        let (start, end) = self.lines.of(person);
        self.persons.is_none_or(|kept| kept.get(person)).then(|| (start..end, self.kept_rows(person)))
    }

    /// How many persons there are, kept or not.
    pub(crate) fn persons(&self) -> usize {
        self.lines.persons()
    }

    /// Where the kept rows of a person stand in the part.
    pub(super) fn kept_rows(&self, person: usize) -> impl Iterator<Item = usize> {
        let (start, end) = self.lines.of(person);
        (start..end).filter(|row| self.rows.is_none_or(|rows| rows.get(*row)))
    }

    /// Where all rows of a person stand in the part, those that are not kept too, each with its time.
    pub(super) fn times_of(&self, person: usize) -> impl Iterator<Item = (usize, i64)> {
        let (start, end) = self.lines.of(person);
        (start..end).map(|row| (row, self.lines.time[row]))
    }

    /// The time and the position of a person's last kept row.
    pub(super) fn latest(&self, person: usize) -> Option<(i64, u64)> {
        let (start, end) = self.lines.of(person);
        let kept = |row: &usize| self.rows.is_none_or(|rows| rows.get(*row));
        let row = (start..end).rev().find(kept)?;
        Some((self.lines.time[row], self.lines.position[row]))
    }
}

/// The times of the first and the last kept row; nothing where none is kept.
#[must_use]
pub fn span(parts: &[Part<'_>]) -> Option<(i64, i64)> {
    let mut span: Option<(i64, i64)> = None;
    for part in parts {
        for person in (0..part.lines.persons()).filter(|person| part.persons.is_none_or(|kept| kept.get(*person))) {
            let (start, end) = part.lines.of(person);
            let kept = |row: &usize| part.rows.is_none_or(|rows| rows.get(*row));
            let (first, last) = ((start..end).find(kept), (start..end).rev().find(kept));
            if let (Some(first), Some(last)) = (first, last) {
                let (first, last) = (part.lines.time[first], part.lines.time[last]);
                span = Some(span.map_or((first, last), |(low, high)| (low.min(first), high.max(last))));
            }
        }
    }
    span
}

/// How many codes the labels of these parts reach: one more than the largest.
pub(super) fn codes(parts: &[Part<'_>]) -> usize {
    let largest = |part: &Part<'_>| part.labels.iter().fold(0, |largest, label| largest.max(*label));
    parts.iter().map(largest).max().map_or(0, |largest| usize::from(largest) + 1)
}

/// The kept rows of one person; at least one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) part: usize,
    pub(super) person: usize,
    /// Where the first kept row stands in the part.
    pub(super) first_row: usize,
    pub(super) time: &'a [i64],
    pub(super) labels: &'a [u16],
}

/// Room to put the kept rows of one person side by side.
#[derive(Default)]
pub(super) struct Scratch {
    time: Vec<i64>,
    labels: Vec<u16>,
}

impl Scratch {
    /// The kept rows of a person with the rows `start..end`; none if none are kept. Rows that are kept without a gap,
    /// as a range of time keeps them, are lent where they stand; others are copied.
    pub(super) fn line<'a>(
        &'a mut self,
        part: &Part<'a>,
        rows: Bits<'_>,
        (start, end): (usize, usize),
    ) -> Option<(usize, &'a [i64], &'a [u16])> {
        let (all_times, all_labels) = (part.lines.time, part.labels);
        if end - start <= 64 {
            let bits = rows.window(start, end - start);
            if bits == 0 {
                return None;
            }
            let run = bits >> bits.trailing_zeros();
            if run & run.wrapping_add(1) == 0 {
                let first = start + bits.trailing_zeros() as usize;
                let kept = first..first + run.count_ones() as usize;
                return Some((first, &all_times[kept.clone()], &all_labels[kept]));
            }
        }
        self.gather(part, rows, start, end).map(|first| (first, &self.time[..], &self.labels[..]))
    }

    /// Copies the kept rows; says which is the first.
    fn gather(&mut self, part: &Part<'_>, rows: Bits<'_>, start: usize, end: usize) -> Option<usize> {
        self.time.clear();
        self.labels.clear();
        let mut first = None;
        for base in (start..end).step_by(64) {
            let mut bits = rows.window(base, (end - base).min(64));
            while bits != 0 {
                let row = base + bits.trailing_zeros() as usize;
                first = first.or(Some(row));
                self.time.push(part.lines.time[row]);
                self.labels.push(part.labels[row]);
                bits &= bits - 1;
            }
        }
        first
    }
}
