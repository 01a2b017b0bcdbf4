//! What questions about drivers have in common: which answers, and what may have driven them.

use std::collections::HashMap;

use kernel::clock::DAY;
use lake::{Lake, OneOf};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Problem, Result};

use super::super::gather::{Answered, Event, Gathered, Observed, Wanted, Window, gather};
use super::super::table::Table;
use crate::By;
use crate::index::{Code, Dictionary, Label};
use crate::journeys::http::{About, Filter, FilterProperty, code, property};
use crate::journeys::{Part, Work};
use crate::questions::Asking;
use crate::scores::{Kind, of_customers};
use crate::sql::problem;
use crate::statistics::MOST_DRIVERS;

/// How many days before an answer count unless told otherwise, and at most.
const USUAL_DAYS: u32 = 30;
const MOST_DAYS: u32 = 365;

/// Which answers, and what may have driven them.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AskDrivers {
    /// The kind of score: `nps`, `csat`, `ces`, `stars`, `rating` or `satisfaction`.
    kind: String,
    /// Which answers count.
    #[serde(default)]
    pub(super) filter: Filter,
    /// Numbers that were given in the same answer: paths of properties, names of fields with dots between them. Answers
    /// without one of them are left out.
    #[serde(default)]
    ratings: Vec<String>,
    /// What was observed before the answer; all of it where no ratings and events are asked for, else nothing unless told.
    observed: Option<Vec<Observed>>,
    /// What happened before the answer.
    #[serde(default)]
    events: Vec<DriverEvent>,
    /// So many of the touchpoints that people most often met before they answered, 8 at most.
    #[serde(default)]
    touchpoints: usize,
    /// So many days before the answer count, 1 to 365; 30 unless told.
    days: Option<u32>,
    /// The episode that the answer is about counts instead, as effort has it; answers about none are left out.
    #[serde(default)]
    episode: bool,
}

/// Interactions that may have driven a score; all that is said must be so.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DriverEvent {
    /// What it is to be called.
    name: String,
    /// Where any of these happened.
    #[serde(default)]
    names: Vec<String>,
    /// At any of these touchpoints.
    #[serde(default)]
    touchpoints: Vec<String>,
    /// Where all of these properties have one of their values.
    #[serde(default)]
    properties: Vec<FilterProperty>,
}

/// Where a driver is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum DriverOf {
    /// Rated in the answer.
    Rating,
    /// Observed before it.
    Observed,
    /// An event that was asked for.
    Event,
    /// A touchpoint that was met.
    Touchpoint,
}

/// A driver that was asked for.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) of: DriverOf,
    /// It happened where there is more of it than this.
    pub(super) usual: f64,
    /// The lowest and the highest number of it.
    pub(super) ends: (f64, f64),
}

/// Answers with their drivers.
pub(super) struct Driven {
    /// Those that have all numbers, with the drivers that vary.
    pub(super) table: Table,
    pub(super) columns: Vec<Column>,
    /// Answers without one of the ratings, or about no episode.
    pub(super) left_out: u64,
    /// Drivers that were the same in all answers.
    pub(super) same: Vec<String>,
}

/// What the lake knows of ratings and events.
pub(super) struct Known {
    ratings: Vec<(u64, Vec<Option<f64>>)>,
    events: Vec<Option<Vec<u64>>>,
}

impl AskDrivers {
    /// The kind of score.
    ///
    /// # Errors
    /// 400 for what is not shown here, or too much at once.
    pub(super) fn kind(&self) -> Result<Kind> {
        let asked = self.ratings.len() + self.observed().len() + self.events.len() + self.touchpoints;
        if asked > MOST_DRIVERS || self.touchpoints > 8 {
            let most = format!("{asked} drivers are asked for; {MOST_DRIVERS} is the most, 8 of them touchpoints");
            return Err(Problem::bad_request(most));
        }
        if asked == 0 {
            return Err(Problem::bad_request("name `ratings`, `observed`, `events` or a number of `touchpoints`"));
        }
        if self.days.is_some_and(|days| !(1..=MOST_DAYS).contains(&days)) || self.episode && self.days.is_some() {
            return Err(Problem::bad_request("`days` is 1 to 365, and does not go with `episode`"));
        }
        let is_empty = |event: &&DriverEvent| {
            event.name.is_empty()
                || event.names.is_empty() && event.touchpoints.is_empty() && event.properties.is_empty()
        };
        if self.events.iter().any(|event| is_empty(&event)) {
            return Err(Problem::bad_request(
                "`events`: each has a `name`, and `names`, `touchpoints` or `properties`",
            ));
        }
        of_customers(&self.kind, None, &self.filter)
    }

    fn observed(&self) -> &[Observed] {
        match &self.observed {
            Some(observed) => observed,
            None if self.ratings.is_empty() && self.events.is_empty() && self.touchpoints == 0 => &Observed::ALL,
            None => &[],
        }
    }

    /// What the lake says of it.
    ///
    /// # Errors
    /// 409 where there is no lake and one is needed, and what it says.
    pub(super) async fn known(&self, asking: &Asking) -> Result<Known> {
        let viewer = &asking.viewer;
        let mut known = Known { ratings: Vec::new(), events: Vec::new() };
        if !self.ratings.is_empty() {
            let numbers = lake(asking)?.numbers_at(viewer, self.ratings.clone());
            known.ratings = numbers.await.map_err(problem)?;
        }
        for event in &self.events {
            let properties: Vec<OneOf> = event.properties.iter().map(property).collect::<Result<_>>()?;
            known.events.push(if properties.is_empty() {
                None
            } else {
                Some(lake(asking)?.positions_with(viewer, properties).await.map_err(problem)?)
            });
        }
        Ok(known)
    }

    fn wanted(&self, kind: Kind, known: Known, dictionary: &Dictionary) -> Result<Wanted> {
        let mut events = Vec::with_capacity(self.events.len());
        for (event, positions) in self.events.iter().zip(known.events) {
            let mut labels = Vec::new();
            for (label, names) in [(Label::Name, &event.names), (Label::Touchpoint, &event.touchpoints)] {
                if !names.is_empty() {
                    let codes = names.iter().map(|name| code(dictionary, label, name)).collect::<Result<_>>()?;
                    labels.push((label, codes));
                }
            }
            events.push(Event { positions: positions.map(|all| all.into_iter().collect()), labels });
        }
        Ok(Wanted {
            kind,
            window: if self.episode {
                Window::Episode
            } else {
                Window::Before(i64::from(self.days.unwrap_or(USUAL_DAYS)) * DAY)
            },
            observed: self.observed().to_vec(),
            ratings: known.ratings.into_iter().collect::<HashMap<_, _>>(),
            rated: self.ratings.len(),
            events,
            touchpoints: self.touchpoints,
        })
    }

    /// The answers, and the drivers in the order of their numbers.
    pub(super) fn gather(
        &self,
        (kind, known): (Kind, Known),
        about: &About,
        parts: &[Part<'_>],
        work: Work<'_>,
    ) -> Result<(Gathered, Vec<Column>)> {
        let wanted = self.wanted(kind, known, about.dictionary())?;
        let (gathered, met) = gather(about, parts, &wanted, work)?;
        let column = |name: String, of: DriverOf, usual: f64| Column { name, of, usual, ends: (0.0, 0.0) };
        let touchpoint = |code: &Code| about.dictionary().names(Label::Touchpoint).name(*code).to_owned();
        let ratings = self.ratings.iter().map(|path| column(path.clone(), DriverOf::Rating, 0.0));
        let observed = self.observed().iter().map(|one| column(one.name().to_owned(), DriverOf::Observed, one.usual()));
        let events = self.events.iter().map(|event| column(event.name.clone(), DriverOf::Event, 0.0));
        let met = met.iter().map(|code| column(touchpoint(code), DriverOf::Touchpoint, 0.0));
        Ok((gathered, ratings.chain(observed).chain(events).chain(met).collect()))
    }

    /// The answers as a table, with the drivers that vary.
    pub(super) async fn driven(self, asking: &Asking) -> Result<Driven> {
        let (kind, filter, ask) = (self.kind()?, self.filter.clone(), self.clone());
        let prepare = async move || ask.known(asking).await;
        let answer = asking.over_with(By::Touchpoint, filter, prepare, move |about, known, parts, work| {
            let (gathered, columns) = self.gather((kind, known), about, parts, work)?;
            Ok(Driven::of(&gathered, columns))
        });
        answer.await
    }
}

fn lake(asking: &Asking) -> Result<&Lake> {
    asking.questions.lake.as_ref().ok_or_else(|| {
        Problem::conflict(
            "ratings and properties are read from the lake, and this server has no place for one: set `lake` to a \
             directory or a bucket's URL",
        )
    })
}

impl Driven {
    fn of(gathered: &Gathered, mut columns: Vec<Column>) -> Driven {
        let is_whole = |answer: &&Answered| answer.numbers.iter().all(Option::is_some);
        let whole = || gathered.answers.iter().filter(is_whole);
        for (place, column) in columns.iter_mut().enumerate() {
            let ends = (f64::INFINITY, f64::NEG_INFINITY);
            let numbers = whole().filter_map(|answer| answer.numbers[place]);
            column.ends = numbers.fold(ends, |(low, high), number| (low.min(number), high.max(number)));
        }
        let varies: Vec<usize> =
            (0..columns.len()).filter(|place| columns[*place].ends.0 < columns[*place].ends.1).collect();
        let mut table = Table::new(varies.len());
        let row = |answer: &Answered| {
            let numbers = varies.iter().filter_map(|place| answer.numbers[*place]);
            numbers.chain(std::iter::once(answer.score)).collect::<Vec<f64>>()
        };
        let answers: Vec<&Answered> = whole().collect();
        for of_one in answers.chunk_by(|one, next| one.person == next.person) {
            let rows: Vec<Vec<f64>> = of_one.iter().map(|answer| row(answer)).collect();
            table.add(rows.iter().map(Vec::as_slice));
        }
        let left_out = gathered.about_none + (gathered.answers.len() - answers.len()) as u64;
        let same = (0..columns.len()).filter(|place| !varies.contains(place));
        let same = same.map(|place| columns[place].name.clone()).collect();
        let columns = varies.iter().map(|place| columns[*place].clone()).collect();
        Driven { table, columns, left_out, same }
    }
}
