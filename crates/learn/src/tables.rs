//! Answers as tables of SQL: the question of the API as JSON, its answer by the same code, each field of it as a column.

use futures_util::future::BoxFuture;
use futures_util::stream::{self, StreamExt as _};
use lake::{AnswerRow, AnswerRows, ColumnKind, Lake, SqlError, TableFunction, Viewer};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use web::{Problem, Result};

use crate::questions::{Asking, Question, Questions};

/// What a field of an answer is. One with parts is a column for each: `people` with a share is `people_hits` and so on.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Of {
    /// A value.
    One(ColumnKind),
    /// A share, [`crate::shown::WireShare`].
    Share,
    /// A share over clusters, [`crate::shown::WireRatio`].
    Ratio,
    /// A mean, [`crate::shown::WireMean`].
    Mean,
    /// A mean of scores over clusters, [`crate::shown::WireAverage`].
    Average,
    /// Times or lengths, [`crate::shown::WireSpread`].
    Spread,
    /// A difference of shares, [`crate::shown::WireDifference`].
    Difference,
    /// Scores that were given within a stage, with their mean on its own scale and from -1 to 1.
    Felt,
    /// Passages between departments.
    Transfers,
    /// A way in which a journey leaves its design.
    Deviation,
    /// A figure of scores.
    Score,
    /// A difference of such figures.
    Apart,
}

pub(crate) const WHOLE: Of = Of::One(ColumnKind::Whole);
pub(crate) const REAL: Of = Of::One(ColumnKind::Real);
pub(crate) const TRUTH: Of = Of::One(ColumnKind::Truth);
pub(crate) const TEXT: Of = Of::One(ColumnKind::Text);
pub(crate) const TEXTS: Of = Of::One(ColumnKind::Texts);
pub(crate) const MOMENT: Of = Of::One(ColumnKind::Moment);

impl Of {
    fn parts(self) -> &'static [(&'static str, ColumnKind)] {
        use ColumnKind::{Real, Text, Truth, Whole};
        match self {
            Of::One(_) => &[],
            Of::Share => &[("hits", Whole), ("of", Whole), ("share", Real), ("low", Real), ("high", Real)],
            Of::Ratio => {
                &[("hits", Whole), ("of", Whole), ("people", Whole), ("share", Real), ("low", Real), ("high", Real)]
            }
            Of::Mean => &[("people", Whole), ("mean", Real), ("low", Real), ("high", Real)],
            Of::Average => &[("of", Whole), ("people", Whole), ("mean", Real), ("low", Real), ("high", Real)],
            Of::Spread => &[("count", Whole), ("median", Whole), ("low", Whole), ("high", Whole), ("p90", Whole)],
            Of::Difference => &[("value", Real), ("low", Real), ("high", Real)],
            Of::Felt => &[
                ("of", Whole),
                ("people", Whole),
                ("mean", Real),
                ("low", Real),
                ("high", Real),
                ("level", Real),
                ("level_low", Real),
                ("level_high", Real),
            ],
            Of::Transfers => &[("warm", Whole), ("cold", Whole), ("unknown", Whole)],
            Of::Score => {
                &[("of", Whole), ("people", Whole), ("value", Real), ("low", Real), ("high", Real), ("line", Truth)]
            }
            Of::Apart => &[("value", Real), ("low", Real), ("high", Real), ("p", Real), ("q", Real), ("said", Text)],
            Of::Deviation => &[("kind", Text), ("stage", Whole), ("from", Whole), ("to", Whole), ("name", Text)],
        }
    }
}

/// The columns that fields become.
pub(crate) fn columns(fields: &[(&str, Of)]) -> Vec<(String, ColumnKind)> {
    let columns = |(name, of): &(&str, Of)| match of {
        Of::One(kind) => vec![((*name).to_owned(), *kind)],
        of => of.parts().iter().map(|(part, kind)| (format!("{name}_{part}"), *kind)).collect(),
    };
    fields.iter().flat_map(columns).collect()
}

/// What of an answer is a row.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rows {
    /// All but its lists.
    Whole,
    /// Each item of a list; its place from 0 is the column `number`.
    List(&'static str),
    /// Each item of a list within each item of a list; its place from 0 is a column with the last name.
    Each(&'static str, &'static str, &'static str),
}

/// A function of SQL.
pub(crate) struct Table {
    name: &'static str,
    rows: Rows,
    fields: &'static [(&'static str, Of)],
    answer: fn(Asking, String) -> BoxFuture<'static, Result<Value>>,
    questions: Questions,
}

impl Table {
    /// The function that answers a kind of question.
    pub(crate) fn new<Q: Question>(
        questions: &Questions,
        name: &'static str,
        rows: Rows,
        fields: &'static [(&'static str, Of)],
    ) -> Table {
        Table { name, rows, fields, answer: answer::<Q>, questions: questions.clone() }
    }
}

impl TableFunction for Table {
    fn name(&self) -> &str {
        self.name
    }

    fn columns(&self) -> Vec<(String, ColumnKind)> {
        let number = match self.rows {
            Rows::Whole => None,
            Rows::List(_) => Some("number"),
            Rows::Each(_, _, number) => Some(number),
        };
        let number = number.map(|name| (name.to_owned(), ColumnKind::Whole));
        number.into_iter().chain(columns(self.fields)).collect()
    }

    fn answer(&self, lake: &Lake, viewer: &Viewer, question: &str) -> AnswerRows {
        let asking = self.questions.seen_by(viewer, lake);
        let (name, rows, answer) = (self.name, self.rows, (self.answer)(asking, question.to_owned()));
        stream::once(async move { Ok(rows.of(answer.await.map_err(|problem| said(name, &problem))?)) }).boxed()
    }
}

fn answer<Q: Question>(asking: Asking, question: String) -> BoxFuture<'static, Result<Value>> {
    Box::pin(async move {
        let answer = asking.answer(read::<Q>(&question)?).await?;
        Ok(serde_json::to_value(answer).expect("an answer is given as JSON over HTTP too"))
    })
}

/// Reads a question.
///
/// # Errors
/// 400 where it is none.
pub(crate) fn read<Q: DeserializeOwned>(question: &str) -> Result<Q> {
    serde_json::from_str(question)
        .map_err(|error| Problem::bad_request(format!("the question is not what it takes: {error}")))
}

/// Why a function has no answer, in the words of SQL.
pub(crate) fn said(name: &str, problem: &Problem) -> SqlError {
    let detail = format!("{name}: {}", problem.detail);
    match problem.status {
        503 => SqlError::Lake(lake::Error::Waiting(detail)),
        400..500 => SqlError::Refused(detail),
        _ => SqlError::Lake(lake::Error::Refused(detail)),
    }
}

impl Rows {
    fn of(self, answer: Value) -> Vec<AnswerRow> {
        let Value::Object(mut answer) = answer else { return Vec::new() };
        match self {
            Rows::Whole => {
                answer.retain(|_, value| !value.is_array());
                vec![flat(answer)]
            }
            Rows::List(name) => numbered("number", items(&mut answer, name)),
            Rows::Each(outer, inner, number) => {
                let within = |mut one: Map<String, Value>| {
                    let items = items(&mut one, inner);
                    let with = move |item| {
                        let mut row = one.clone();
                        row.insert(inner.to_owned(), Value::Object(item));
                        row
                    };
                    numbered(number, items.into_iter().map(with))
                };
                items(&mut answer, outer).into_iter().flat_map(within).collect()
            }
        }
    }
}

/// Takes a list of objects out of an answer.
fn items(of: &mut Map<String, Value>, name: &str) -> Vec<Map<String, Value>> {
    let Some(Value::Array(items)) = of.remove(name) else { return Vec::new() };
    let object = |item| if let Value::Object(item) = item { Some(item) } else { None };
    items.into_iter().filter_map(object).collect()
}

fn numbered(name: &str, items: impl IntoIterator<Item = Map<String, Value>>) -> Vec<AnswerRow> {
    let row = |(number, item)| {
        let mut row = flat(item);
        row.insert(name.to_owned(), Value::from(number));
        row
    };
    (0_usize..).zip(items).map(row).collect()
}

/// An object without objects in it: their fields are its own, with its name before theirs.
pub(crate) fn flat(fields: Map<String, Value>) -> AnswerRow {
    fn take(prefix: &str, fields: Map<String, Value>, row: &mut AnswerRow) {
        for (name, value) in fields {
            let name = format!("{prefix}{name}");
            match value {
                Value::Null => {}
                // A list of things with parts is the rows of another function.
                Value::Array(items) if items.first().is_some_and(Value::is_object) => {}
                Value::Object(fields) => take(&format!("{name}_"), fields, row),
                value => drop(row.insert(name, value)),
            }
        }
    }
    let mut row = AnswerRow::new();
    take("", fields, &mut row);
    row
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_become_rows_and_what_is_nested_columns() {
        let answer = json!({"total": 2, "none": null, "steps": [
            {"names": ["a"], "from_start": {"hits": 3, "share": 0.5}, "time": null},
            {"names": ["b"], "from_start": {"hits": 1, "share": null}, "time": {"median": 9}}]});
        assert_eq!(json!(Rows::Whole.of(answer.clone())), json!([{"total": 2}]));
        let steps = json!([
            {"number": 0, "names": ["a"], "from_start_hits": 3, "from_start_share": 0.5},
            {"number": 1, "names": ["b"], "from_start_hits": 1, "time_median": 9}]);
        assert_eq!(json!(Rows::List("steps").of(answer.clone())), steps);
        assert!(Rows::List("others").of(answer).is_empty());
        let cells = json!({"cohorts": [{"people": 5, "back": [{"hits": 5}, {"hits": 2}]}, {"people": 0, "back": []}]});
        let rows = json!([{"after": 0, "people": 5, "back_hits": 5}, {"after": 1, "people": 5, "back_hits": 2}]);
        assert_eq!(json!(Rows::Each("cohorts", "back", "after").of(cells)), rows);
    }
}
