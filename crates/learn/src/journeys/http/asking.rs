//! What a question about journeys is about: the rows of a side that a filter lets through.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use hashbrown::HashSet;
use know::identity::PersonNo;
use know::profiles::http::people::WirePerson;
use know::profiles::{Side, Sight};
use web::extract::Json;
use web::paging::List;
use web::{Principal, Result};

use super::JourneysState;
use super::filter::{Condition, Filter, bits};
use super::lookup::{Found, find};
use crate::index::{Dictionary, Label, Layer, Rows, Snapshot, Sorted};
use crate::journeys::{Bits, JourneyError, Lines, Part, People, Person, Work};
use crate::questions::{Asking, Question};
use crate::{By, behind};

pub(super) use crate::behind::WirePage;

/// What a question is about: a snapshot, which rows of it count, and by what they are called.
pub(crate) struct About {
    snapshot: Snapshot,
    side: Side,
    pub(super) label: Label,
    conditions: Vec<Condition>,
    found: Arc<Found>,
}

/// One of the pieces of a snapshot, cut to a side.
struct Piece<'a> {
    sorted: &'a Sorted,
    offsets: Cow<'a, [u32]>,
    first_run: usize,
    start: usize,
    rows: Option<Vec<u64>>,
    holds: Option<&'a [u64]>,
    people: Option<&'a HashSet<u64>>,
}

impl About {
    /// The names behind numbers.
    pub(crate) fn dictionary(&self) -> &Dictionary {
        &self.snapshot.dictionary
    }

    /// The name of a number of the label by which rows are called.
    pub(super) fn name(&self, code: u16) -> String {
        self.dictionary().names(self.label).name(code).to_owned()
    }

    /// Of each part another column, a number a row.
    pub(super) fn columns(&self, label: Label) -> Vec<&[u16]> {
        self.parts().map(|(layer, runs)| &layer.sorted.rows.label(label)[layer.sorted.rows_of_runs(runs)]).collect()
    }

    /// Of each part the rows that it is cut from, and where its first one stands among them.
    pub(super) fn rows(&self) -> Vec<(&Rows, usize)> {
        self.parts().map(|(layer, runs)| (&layer.sorted.rows, layer.sorted.rows_of_runs(runs).start)).collect()
    }

    /// The parts of the snapshot that have somebody on this side, with their runs.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&Layer, Range<usize>)> {
        let parts = self.snapshot.layers.iter().map(|layer| (layer, layer.sorted.runs_of_side(self.side)));
        parts.filter(|(_, runs)| !runs.is_empty())
    }

    fn piece<'a>(&'a self, layer: &'a Layer, runs: Range<usize>, work: Work<'_>) -> Piece<'a> {
        let sorted = &*layer.sorted;
        let holds = layer.holds.iter().any(|word| *word != u64::MAX).then_some(&*layer.holds);
        let all = &sorted.offsets()[runs.start..=runs.end];
        let (start, end) = (all[0] as usize, all[all.len() - 1] as usize);
        let offsets = if start == 0 {
            Cow::Borrowed(all)
        } else {
            Cow::Owned(all.iter().map(|offset| offset - all[0]).collect())
        };
        let rows = bits(&sorted.rows, start, end, &self.conditions, work.threads());
        let people = self.found.people.as_ref();
        Piece { sorted, offsets, first_run: runs.start, start, rows, holds, people }
    }

    /// The numbers of people in the parts.
    fn numbers(&self, people: &[Person]) -> Vec<PersonNo> {
        let parts: Vec<(&Layer, Range<usize>)> = self.parts().collect();
        let number = |person: &Person| {
            let (layer, runs) = &parts[person.part];
            layer.sorted.whose(runs.start + person.index).person
        };
        people.iter().map(number).collect()
    }

    /// Answers over the parts.
    fn answer<T>(
        &self,
        work: Work<'_>,
        question: impl FnOnce(&About, &[Part<'_>], Work<'_>) -> Result<T>,
    ) -> Result<T> {
        let pieces: Vec<Piece<'_>> = self.parts().map(|(layer, runs)| self.piece(layer, runs, work)).collect();
        let kept: Vec<Option<Vec<u64>>> = pieces.iter().map(Piece::persons).collect();
        let parts = pieces.iter().zip(&kept).map(|(piece, kept)| piece.part(self.label, kept.as_deref()));
        let parts = parts.collect::<std::result::Result<Vec<Part<'_>>, JourneyError>>()?;
        question(self, &parts, work)
    }
}

impl Piece<'_> {
    /// The runs that count, where not all of them do.
    fn persons(&self) -> Option<Vec<u64>> {
        match (self.holds, self.people) {
            (None, None) => return None,
            (Some(holds), None) if self.first_run == 0 => return Some(holds.to_vec()),
            _ => {}
        }
        let runs = self.offsets.len() - 1;
        let mut own = vec![0; runs.div_ceil(64)];
        for run in (0..runs).filter(|run| self.counts(run + self.first_run)) {
            own[run / 64] |= 1 << (run % 64);
        }
        Some(own)
    }

    fn counts(&self, run: usize) -> bool {
        let has_facts = |people: &HashSet<u64>| people.contains(&self.sorted.whose(run).person.0);
        self.holds.is_none_or(|holds| crate::index::is_set(holds, run)) && self.people.is_none_or(has_facts)
    }

    fn part<'a>(&'a self, label: Label, kept: Option<&'a [u64]>) -> std::result::Result<Part<'a>, JourneyError> {
        let rows = self.start..self.start + self.offsets[self.offsets.len() - 1] as usize;
        let all = &self.sorted.rows;
        let lines = Lines::new(&self.offsets, &all.time[rows.clone()], &all.position[rows.clone()])?;
        let mut part = Part::new(lines, &all.label(label)[rows.clone()])?;
        if let Some(words) = &self.rows {
            part = part.keep_rows(Bits::new(words, rows.len())?)?;
        }
        if let Some(words) = kept {
            part = part.keep_persons(Bits::new(words, self.offsets.len() - 1)?)?;
        }
        Ok(part)
    }
}

impl JourneysState {
    /// Answers a question.
    ///
    /// # Errors
    /// Those of the question, and 403 for a side that is not shown.
    pub(super) async fn answer<Q: Question>(&self, who: &Principal, question: Q) -> Result<Json<Q::Answer>> {
        Ok(Json(self.questions.of(who).answer(question).await?))
    }

    /// The people behind a figure.
    ///
    /// # Errors
    /// 400 for what has no answer, 403 for a side that is not shown, 503 where it takes too long.
    pub(super) async fn open(
        &self,
        who: &Principal,
        by: By,
        filter: Filter,
        question: impl FnOnce(&About, &[Part<'_>], Work<'_>) -> Result<People> + Send + 'static,
    ) -> Result<List<WirePerson>> {
        let sight: Sight = self.people.sight(who, Some(filter.side))?;
        let asking = self.questions.of(who);
        let found = asking.over(by, filter, |about, parts, work| {
            let People { page, total } = question(about, parts, work)?;
            Ok((about.numbers(&page), total))
        });
        let (numbers, total) = found.await?;
        behind::shown(&self.people, who, sight, "journeys.people", (numbers, total)).await
    }
}

impl Asking {
    /// Answers a question about the rows that a filter lets through.
    ///
    /// # Errors
    /// 400 for what has no answer, 503 where it takes too long.
    pub(crate) async fn over<T: Send + 'static>(
        &self,
        by: By,
        filter: Filter,
        question: impl FnOnce(&About, &[Part<'_>], Work<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.over_with(by, filter, async || Ok(()), |about, (), parts, work| question(about, parts, work)).await
    }

    /// The same with what is found out before, once the snapshot is taken.
    ///
    /// # Errors
    /// As those of [`Asking::over`].
    pub(crate) async fn over_with<P: Send + 'static, T: Send + 'static, F>(
        &self,
        by: By,
        filter: Filter,
        prepare: impl FnOnce() -> F + Send,
        question: impl FnOnce(&About, P, &[Part<'_>], Work<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T>
    where
        F: Future<Output = Result<P>> + Send,
    {
        let asked = filter.clone();
        let find = async move |snapshot: Snapshot| Ok((find(self, &asked, &snapshot).await?, prepare().await?));
        let answer = self.questions.ask_after(find, move |snapshot, (found, prepared), work| {
            let mut conditions = filter.conditions(&snapshot.dictionary)?;
            conditions.extend(found.positions.is_some().then(|| Condition::Position(found.clone())));
            let about = About { snapshot, side: filter.side, label: by.into(), conditions, found };
            about.answer(work, |about, parts, work| question(about, prepared, parts, work))
        });
        answer.await
    }
}
