//! A measure by place and period: what a change is held against.

use std::collections::{BTreeMap, BTreeSet};

use know::profiles::Side;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Principal, Problem, Result};

use crate::effort::{Meaning, NO_EPISODE, Weights, about, cost, is_contact, score};
use crate::index::{Code, Label, flag};
use crate::journeys::http::{About, Filter, Somebody};
use crate::journeys::{Calendar, JourneyError, Part, Work};
use crate::scores::{Kind, given};
use crate::{By, Questions};

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
pub enum Measured {
    /// What customers answer, by its usual figure: the net promoter score in points, the share of the two highest scores
    /// of `csat` and `satisfaction` in percent, else the mean. An answer counts at the contact that it is about.
    Score {
        /// The scale: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`.
        scale: String,
    },
    /// The share of contacts in which something was asked again, of those where it could be observed, in percent.
    RepeatedRequests,
    /// The effort scores of the episodes that had a contact there, from 0 to 100, counted when they began.
    Effort,
}

/// What was measured at a place in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cell {
    /// How often.
    pub count: u64,
    /// The sum of what was measured.
    pub sum: f64,
}

impl Measured {
    /// What can be measured, unless it is nothing.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), String> {
        match self {
            Measured::Score { scale } => Kind::named(scale, None).map(drop),
            Measured::RepeatedRequests | Measured::Effort => Ok(()),
        }
    }

    /// What a difference of it is counted in.
    #[must_use]
    pub fn unit(&self) -> &'static str {
        match self {
            Measured::Score { scale } => Kind::named(scale, None).map_or("points", |kind| kind.unit().0),
            Measured::RepeatedRequests => "percentage points",
            Measured::Effort => "points of effort",
        }
    }

    /// Whether less of it is better.
    #[must_use]
    pub fn less_is_better(&self) -> bool {
        !matches!(self, Measured::Score { .. })
    }
}

/// The cells of each place, by its number, one for each period.
type Cells = BTreeMap<Code, Vec<Cell>>;

impl Questions {
    /// What customers met at each place that has a name, in each of the periods between rising bounds (milliseconds).
    ///
    /// # Errors
    /// 400 for bounds that are none, 503 where it takes too long.
    pub async fn cells(
        &self,
        who: &Principal,
        (measured, by): (&Measured, By),
        bounds: Vec<i64>,
    ) -> Result<BTreeMap<String, Vec<Cell>>> {
        let kind = match measured {
            Measured::Score { scale } => Some(Kind::named(scale, None).map_err(Problem::bad_request)?),
            Measured::RepeatedRequests | Measured::Effort => None,
        };
        let weights = match measured {
            Measured::Effort => Some(self.weighed().await?.weights()),
            _ => None,
        };
        let calendar = Calendar::new(bounds)?;
        let asking = self.of(who);
        let found =
            asking.over(By::Touchpoint, Filter::in_time(Side::Customer, None, None), move |about, parts, work| {
                let look = Look {
                    kind,
                    weights,
                    calendar: &calendar,
                    label: by.into(),
                    meaning: Meaning::of(about.dictionary()),
                };
                let cells = look.at(about, parts, work)?;
                let names = about.dictionary().names(look.label);
                Ok(cells
                    .into_iter()
                    .filter(|(code, _)| *code != 0)
                    .map(|(code, cells)| (names.name(code).to_owned(), cells))
                    .collect())
            });
        found.await
    }
}

struct Look<'a> {
    kind: Option<Kind>,
    weights: Option<Weights>,
    calendar: &'a Calendar,
    label: Label,
    meaning: Meaning,
}

impl Look<'_> {
    fn at(&self, about: &About, parts: &[Part<'_>], work: Work<'_>) -> Result<Cells, JourneyError> {
        let made = about.each_person(parts, work, |cells: &mut Cells, somebody| match (self.kind, &self.weights) {
            (Some(kind), _) => self.scores(cells, somebody, kind),
            (None, Some(weights)) => self.episodes(cells, somebody, weights),
            (None, None) => self.repeats(cells, somebody),
        })?;
        let mut all = Cells::new();
        for (code, more) in made.into_iter().flatten() {
            let cells = all.entry(code).or_insert_with(|| vec![Cell::default(); self.calendar.periods()]);
            for (cell, more) in cells.iter_mut().zip(more) {
                cell.count += more.count;
                cell.sum += more.sum;
            }
        }
        Ok(all)
    }

    fn add(&self, cells: &mut Cells, (code, at): (Code, i64), value: f64) {
        let Some(period) = self.calendar.period(at) else { return };
        let of_place = cells.entry(code).or_insert_with(|| vec![Cell::default(); self.calendar.periods()]);
        of_place[period].count += 1;
        of_place[period].sum += value;
    }

    fn scores(&self, cells: &mut Cells, somebody: &Somebody<'_>, kind: Kind) {
        let rows = &somebody.sorted.rows;
        let percent = if kind.unit().0 == "percentage points" { 100.0 } else { 1.0 };
        for (row, score) in given(somebody, kind) {
            // What is about no contact is about where it was given.
            let row = about(somebody.sorted, somebody.rows.start, row).map_or(row, |about| about.last);
            let value = percent * kind.shown(kind.takes(score));
            self.add(cells, (rows.label(self.label)[row], rows.time[row]), value);
        }
    }

    fn repeats(&self, cells: &mut Cells, somebody: &Somebody<'_>) {
        let (rows, sorted) = (&somebody.sorted.rows, somebody.sorted);
        let observed = |row: &usize| is_contact(rows, *row) && rows.flags[*row] & flag::ASKED != 0;
        for row in somebody.rows.clone().filter(observed) {
            let value = if sorted.again[row] > 0 { 100.0 } else { 0.0 };
            self.add(cells, (rows.label(self.label)[row], rows.time[row]), value);
        }
    }

    fn episodes(&self, cells: &mut Cells, somebody: &Somebody<'_>, weights: &Weights) {
        let (rows, sorted) = (&somebody.sorted.rows, somebody.sorted);
        let mut members: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
        for row in somebody.rows.clone().filter(|row| sorted.episode[*row] != NO_EPISODE) {
            members.entry(sorted.episode[row]).or_default().push(row);
        }
        let again = |row: usize| sorted.again[row];
        for rows_of in members.into_values() {
            let contacts = rows_of.iter().filter(|row| is_contact(rows, **row));
            let places: BTreeSet<Code> = contacts.map(|row| rows.label(self.label)[*row]).collect();
            let episode = cost(rows, rows_of, &again, &self.meaning);
            let value = score(&episode.effort, weights).value;
            for place in places {
                self.add(cells, (place, episode.began), value);
            }
        }
    }
}
