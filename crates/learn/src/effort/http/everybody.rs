//! Everybody's episodes as a table of SQL, a few people at a time.

use std::ops::Range;
use std::sync::Arc;

use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use know::profiles::Side;
use lake::{AnswerRow, AnswerRows, ColumnKind, Lake, SqlError, TableFunction, Viewer};
use serde::Deserialize;
use serde_json::{Value, json};
use store::blocking;
use web::Result;

use super::super::{Episode, Meaning, Weights, gather};
use super::episodes::WireEpisode;
use crate::Questions;
use crate::index::{Layer, Snapshot, Sorted};
use crate::questions::{Asking, between};
use crate::tables::Of::{self, Transfers};
use crate::tables::{MOMENT, REAL, TEXTS, WHOLE, columns, flat, read, said};

/// The function `episodes`.
pub(super) struct Episodes(Questions);

/// So many people's episodes are gathered at once.
const AT_ONCE: usize = 1024;

const FIELDS: &[(&str, Of)] = &[
    ("person", WHOLE),
    ("began", MOMENT),
    ("ended", MOMENT),
    ("positions", Of::One(ColumnKind::Wholes)),
    ("channels", TEXTS),
    ("departments", TEXTS),
    ("contacts", WHOLE),
    ("channel_switches", WHOLE),
    ("transfers", Transfers),
    ("asked_again", WHOLE),
    ("observable", WHOLE),
    ("looked_for_help", WHOLE),
    ("waiting_hours", REAL),
    ("score", REAL),
];

/// Which episodes.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    /// Those that began from then on, RFC 3339.
    from: Option<String>,
    /// Those that began before, RFC 3339.
    until: Option<String>,
    /// The side.
    side: Side,
}

impl Episodes {
    /// Over the whole history.
    pub(super) fn new(questions: &Questions) -> Episodes {
        Episodes(questions.clone())
    }
}

impl TableFunction for Episodes {
    fn name(&self) -> &'static str {
        "episodes"
    }

    fn columns(&self) -> Vec<(String, ColumnKind)> {
        columns(FIELDS)
    }

    fn answer(&self, lake: &Lake, viewer: &Viewer, question: &str) -> AnswerRows {
        let begun = begin(self.0.seen_by(viewer, lake), question.to_owned());
        let begun = async { begun.await.map_err(|problem| said("episodes", &problem)) };
        let rows = |walk: Arc<Walk>| {
            let some = stream::iter(walk.some());
            some.then(move |(layer, runs)| {
                let walk = walk.clone();
                async move {
                    let rows: store::Result<Vec<AnswerRow>> = blocking(move || Ok(walk.rows(layer, runs))).await;
                    rows.map_err(|error| SqlError::Lake(error.into()))
                }
            })
        };
        stream::once(begun).map_ok(rows).try_flatten().boxed()
    }
}

/// A walk over the people of a side.
struct Walk {
    snapshot: Snapshot,
    meaning: Meaning,
    weights: Weights,
    side: Side,
    began: Range<i64>,
}

async fn begin(asking: Asking, question: String) -> Result<Arc<Walk>> {
    let asked: Asked = read(&question)?;
    asking.sees(asked.side)?;
    let (from, until) = between(asked.from.as_deref(), asked.until.as_deref())?;
    let snapshot = asking.questions.look(|snapshot, _| snapshot).await?;
    let meaning = Meaning::of(&snapshot.dictionary);
    let began = from.unwrap_or(i64::MIN)..until.unwrap_or(i64::MAX);
    let weights = asking.questions.weighed().await?.weights();
    Ok(Arc::new(Walk { snapshot, meaning, weights, side: asked.side, began }))
}

impl Walk {
    /// Everybody, a few at a time: the layer, and the runs in it.
    fn some(&self) -> Vec<(usize, Range<usize>)> {
        let of = |(number, layer): (usize, &Layer)| {
            let runs = layer.sorted.runs_of_side(self.side);
            runs.clone().step_by(AT_ONCE).map(move |start| (number, start..runs.end.min(start + AT_ONCE)))
        };
        self.snapshot.layers.iter().enumerate().flat_map(of).collect()
    }

    fn rows(&self, layer: usize, runs: Range<usize>) -> Vec<AnswerRow> {
        let layer = &self.snapshot.layers[layer];
        let sorted = &*layer.sorted;
        let of_run = |run: usize| {
            let rows = sorted.rows_of(run);
            let (episode, again) = (&sorted.episode[rows.clone()], &sorted.again[rows.clone()]);
            let gathered = gather(&sorted.rows, rows, episode, again, &self.meaning).into_iter();
            let gathered = gathered.filter(|one| self.began.contains(&one.began));
            gathered.map(move |one| self.row(sorted, run, &one))
        };
        runs.filter(|run| layer.holds(*run)).flat_map(of_run).collect()
    }

    fn row(&self, sorted: &Sorted, run: usize, one: &Episode) -> AnswerRow {
        let wire = WireEpisode::new(one, (&self.snapshot.dictionary, &self.weights), Vec::new());
        let Ok(Value::Object(wire)) = serde_json::to_value(wire) else { return AnswerRow::new() };
        let mut row = flat(wire);
        row.remove("interactions");
        row.remove("parts");
        row.insert("person".to_owned(), json!(sorted.whose(run).person.0));
        let positions: Vec<u64> = one.rows.iter().map(|row| sorted.rows.position[*row]).collect();
        row.insert("positions".to_owned(), json!(positions));
        row
    }
}
