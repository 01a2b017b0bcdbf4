//! How a question is asked: over one snapshot, on all processors, until whoever asked has gone.

use std::borrow::Cow;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use know::profiles::http::people::WirePerson;
use know::profiles::{Side, Sight};
use serde::Deserialize;
use store::blocking;
use utoipa::ToSchema;
use web::paging::List;
use web::{Principal, Problem, Result};

use super::JourneysState;
use super::filter::{Condition, Filter, bits};
use crate::By;
use crate::index::{Dictionary, Label, Rows, Snapshot, Sorted};
use crate::journeys::{Bits, JourneyError, Lines, Page, Part, People, Work};

/// How long a question may take.
const PATIENCE: Duration = Duration::from_mins(1);
/// How many people a page has at most.
const MOST: usize = 500;

/// What a question is about: a snapshot, which rows of it count, and by what they are called.
pub(super) struct About {
    snapshot: Snapshot,
    side: Side,
    pub(super) label: Label,
    conditions: Vec<Condition>,
    threads: NonZeroUsize,
}

impl From<JourneyError> for Problem {
    fn from(error: JourneyError) -> Problem {
        match error {
            JourneyError::Question(_) => Problem::bad_request(error.to_string()),
            JourneyError::Cancelled => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the question was cancelled"),
            JourneyError::Length { .. } | JourneyError::Offsets { .. } => {
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, format!("the journey index is damaged: {error}"))
            }
        }
    }
}

/// One of the pieces of a snapshot, cut to a side.
struct Piece<'a> {
    sorted: &'a Sorted,
    offsets: Cow<'a, [u32]>,
    first_run: usize,
    start: usize,
    rows: Option<Vec<u64>>,
    clean: Option<&'a [u64]>,
}

impl About {
    /// The names behind numbers.
    pub(super) fn dictionary(&self) -> &Dictionary {
        &self.snapshot.dictionary
    }

    /// The name of a number of the label by which rows are called.
    pub(super) fn name(&self, code: u16) -> String {
        self.dictionary().names(self.label).name(code).to_owned()
    }

    /// Of each part another column, a number a row.
    pub(super) fn columns(&self, label: Label) -> Vec<&[u16]> {
        let parts = [&self.snapshot.base, &self.snapshot.delta].into_iter();
        let parts = parts.map(|sorted| (sorted, sorted.runs_of_side(self.side))).filter(|(_, runs)| !runs.is_empty());
        parts.map(|(sorted, runs)| &sorted.rows.label(label)[sorted.rows_of_runs(runs)]).collect()
    }

    /// Of each part the rows that it is cut from, and where its first one stands among them.
    pub(super) fn rows(&self) -> Vec<(&Rows, usize)> {
        let parts = [&self.snapshot.base, &self.snapshot.delta].into_iter();
        let parts = parts.map(|sorted| (sorted, sorted.runs_of_side(self.side))).filter(|(_, runs)| !runs.is_empty());
        parts.map(|(sorted, runs)| (&sorted.rows, sorted.rows_of_runs(runs).start)).collect()
    }

    fn pieces(&self) -> Vec<Piece<'_>> {
        let changed = !self.snapshot.delta.is_empty() || self.snapshot.clean.iter().any(|word| *word != u64::MAX);
        let clean = changed.then_some(&*self.snapshot.clean);
        let parts = [(&*self.snapshot.base, clean), (&*self.snapshot.delta, None)];
        let parts = parts.into_iter().filter(|(sorted, _)| !sorted.runs_of_side(self.side).is_empty());
        parts.map(|(sorted, clean)| self.piece(sorted, clean)).collect()
    }

    fn piece<'a>(&self, sorted: &'a Sorted, clean: Option<&'a [u64]>) -> Piece<'a> {
        let runs = sorted.runs_of_side(self.side);
        let all = &sorted.offsets()[runs.start..=runs.end];
        let (start, end) = (all[0] as usize, all[all.len() - 1] as usize);
        let offsets = if start == 0 {
            Cow::Borrowed(all)
        } else {
            Cow::Owned(all.iter().map(|offset| offset - all[0]).collect())
        };
        let rows = bits(&sorted.rows, start, end, &self.conditions, self.threads.get());
        Piece { sorted, offsets, first_run: runs.start, start, rows, clean }
    }

    /// Answers over the parts.
    fn answer<T>(
        &self,
        cancel: &AtomicBool,
        question: impl FnOnce(&About, &[Part<'_>], Work<'_>) -> Result<T>,
    ) -> Result<(T, Vec<usize>)> {
        let pieces = self.pieces();
        let clean: Vec<Option<Vec<u64>>> = pieces.iter().map(Piece::persons).collect();
        let parts = pieces.iter().zip(&clean).map(|(piece, clean)| piece.part(self.label, clean.as_deref()));
        let parts = parts.collect::<std::result::Result<Vec<Part<'_>>, JourneyError>>()?;
        let answer = question(self, &parts, Work::new(self.threads, cancel))?;
        Ok((answer, pieces.iter().map(|piece| piece.first_run).collect()))
    }
}

impl Piece<'_> {
    /// The runs that count, where not all of them do.
    fn persons(&self) -> Option<Vec<u64>> {
        let clean = self.clean?;
        if self.first_run == 0 {
            return Some(clean.to_vec());
        }
        let runs = self.offsets.len() - 1;
        let mut own = vec![0; runs.div_ceil(64)];
        for run in (0..runs).filter(|run| crate::index::is_set(clean, run + self.first_run)) {
            own[run / 64] |= 1 << (run % 64);
        }
        Some(own)
    }

    fn part<'a>(&'a self, label: Label, clean: Option<&'a [u64]>) -> std::result::Result<Part<'a>, JourneyError> {
        let rows = self.start..self.start + self.offsets[self.offsets.len() - 1] as usize;
        let all = &self.sorted.rows;
        let lines = Lines::new(&self.offsets, &all.time[rows.clone()], &all.position[rows.clone()])?;
        let mut part = Part::new(lines, &all.label(label)[rows.clone()])?;
        if let Some(words) = &self.rows {
            part = part.keep_rows(Bits::new(words, rows.len())?)?;
        }
        if let Some(words) = clean {
            part = part.keep_persons(Bits::new(words, self.offsets.len() - 1)?)?;
        }
        Ok(part)
    }
}

/// Sets the flag when whoever asked has gone.
struct Waiting(Arc<AtomicBool>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Which of the people behind a figure are wanted, the one who did something last first.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WirePage {
    /// How many are skipped.
    skip: usize,
    /// How many are wanted, 1 to 500; 50 unless told.
    limit: Option<usize>,
}

impl WirePage {
    pub(super) fn page(self) -> Page {
        Page { skip: self.skip, limit: self.limit.unwrap_or(50).clamp(1, MOST) }
    }
}

impl JourneysState {
    /// Answers a question about the rows that a filter lets through.
    ///
    /// # Errors
    /// 400 for what has no answer, 403 for a side that is not shown, 503 where it takes too long.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        who: &Principal,
        by: By,
        filter: Filter,
        question: impl FnOnce(&About, &[Part<'_>], Work<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.people.sight(who, Some(filter.side))?;
        Ok(self.look(by, filter, question).await?.0)
    }

    /// The people behind a figure.
    ///
    /// # Errors
    /// Those of [`JourneysState::ask`].
    pub(super) async fn open(
        &self,
        who: &Principal,
        by: By,
        filter: Filter,
        question: impl FnOnce(&About, &[Part<'_>], Work<'_>) -> Result<People> + Send + 'static,
    ) -> Result<List<WirePerson>> {
        let sight: Sight = self.people.sight(who, Some(filter.side))?;
        let ((people, about), first_runs) = self
            .look(by, filter, |about, parts, work| {
                let people = question(about, parts, work)?;
                Ok((people, about.snapshot.clone()))
            })
            .await?;
        let whose = |person: &crate::journeys::Person| {
            // A part without people was left out, so the second one may be the first here.
            let is_base = !about.base.runs_of_side(sight.side).is_empty() && person.part == 0;
            let sorted = if is_base { &about.base } else { &about.delta };
            sorted.whose(first_runs[person.part] + person.index).person
        };
        let numbers = people.page.iter().map(whose).collect();
        let items = self.people.cards(numbers, sight).await?;
        let shown = format!("{} people shown", items.len());
        self.people.audit.read_many(who, "journeys.people", "", &shown).await?;
        Ok(List { items, total: people.total, next: None })
    }

    async fn look<T: Send + 'static>(
        &self,
        by: By,
        filter: Filter,
        question: impl FnOnce(&About, &[Part<'_>], Work<'_>) -> Result<T> + Send + 'static,
    ) -> Result<(T, Vec<usize>)> {
        let turn = self.at_once.acquire().await;
        let _turn = turn.map_err(|_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the server is stopping"))?;
        let waiting = Waiting(Arc::default());
        let (cancel, index, profiles) = (waiting.0.clone(), self.index.clone(), self.people.profiles.clone());
        let answer = blocking(move || {
            let snapshot = || -> store::Result<Snapshot> {
                profiles.catch_up()?;
                index.snapshot()
            };
            let snapshot = match snapshot() {
                Ok(snapshot) => snapshot,
                Err(error) => return Err(Problem::from(error)),
            };
            let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
            let conditions = filter.conditions(&snapshot.dictionary)?;
            let about = About { snapshot, side: filter.side, label: by.into(), conditions, threads };
            about.answer(&cancel, question)
        });
        let late =
            || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the question took longer than a minute: narrow it");
        tokio::time::timeout(PATIENCE, answer).await.map_err(|_| late())?
    }
}
