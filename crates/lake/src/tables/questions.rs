//! Functions that give a table: questions that another room answers, asked in SQL as a text.

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::json::ReaderBuilder;
use datafusion::catalog::{Session, TableFunctionArgs, TableFunctionImpl};
use datafusion::common::plan_err;
use datafusion::datasource::{TableProvider, TableType};
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::logical_expr::Expr;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::{PartitionStream, StreamingTableExec};
use datafusion::scalar::ScalarValue;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;
use serde_json::{Map, Value};

use super::Viewer;
use crate::Lake;
use crate::rows::time;
use crate::sql::SqlError;

/// What a column of an answer holds. Every value may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// A whole number.
    Whole,
    /// Any number.
    Real,
    /// A truth value.
    Truth,
    /// A text.
    Text,
    /// A moment, in RFC 3339.
    Moment,
    /// Whole numbers.
    Wholes,
    /// Texts.
    Texts,
}

/// A row of an answer: values by the names of columns. A column without a value is NULL.
pub type AnswerRow = Map<String, Value>;

/// Rows of an answer as they come, some at a time.
pub type AnswerRows = BoxStream<'static, Result<Vec<AnswerRow>, SqlError>>;

/// A function whose answer is a table.
pub trait TableFunction: Send + Sync {
    /// What it is called.
    fn name(&self) -> &str;

    /// The columns of its answer, in order.
    fn columns(&self) -> Vec<(String, ColumnKind)>;

    /// Answers a question as somebody sees it. It begins when rows are asked for, on a thread of the query's own, and
    /// ends when they are dropped.
    fn answer(&self, lake: &Lake, viewer: &Viewer, question: &str) -> AnswerRows;
}

/// A function as a session of somebody has it.
pub(super) struct Asked {
    pub(super) function: Arc<dyn TableFunction>,
    pub(super) lake: Lake,
    pub(super) viewer: Viewer,
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.function.name())
    }
}

impl TableFunctionImpl for Asked {
    fn call_with_args(&self, args: TableFunctionArgs) -> Result<Arc<dyn TableProvider>> {
        let question = match args.exprs() {
            [] => "{}".to_owned(),
            [Expr::Literal(ScalarValue::Utf8(Some(text)) | ScalarValue::Utf8View(Some(text)), _)] => text.clone(),
            _ => {
                let name = self.function.name();
                return plan_err!("{name} takes one text, its question as JSON: {name}('{{...}}')");
            }
        };
        let kind = |kind| match kind {
            ColumnKind::Whole => DataType::Int64,
            ColumnKind::Real => DataType::Float64,
            ColumnKind::Truth => DataType::Boolean,
            ColumnKind::Text => DataType::Utf8,
            ColumnKind::Moment => time(),
            ColumnKind::Wholes => DataType::new_list(DataType::Int64, true),
            ColumnKind::Texts => DataType::new_list(DataType::Utf8, true),
        };
        let columns = self.function.columns().into_iter();
        let fields: Vec<Field> = columns.map(|(name, of)| Field::new(name, kind(of), true)).collect();
        let Asked { function, lake, viewer } = self;
        Ok(Arc::new(Question {
            function: function.clone(),
            lake: lake.clone(),
            viewer: viewer.clone(),
            text: question,
            schema: Arc::new(Schema::new(fields)),
        }))
    }
}

/// A question, as a table with its answer. It is answered when the plan runs.
#[derive(Clone)]
struct Question {
    function: Arc<dyn TableFunction>,
    lake: Lake,
    viewer: Viewer,
    text: String,
    schema: SchemaRef,
}

impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}({})", self.function.name(), self.text)
    }
}

#[async_trait]
impl TableProvider for Question {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    fn table_type(&self) -> TableType {
        TableType::View
    }

    async fn scan(
        &self,
        _: &dyn Session,
        projection: Option<&Vec<usize>>,
        _: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let answer: Vec<Arc<dyn PartitionStream>> = vec![Arc::new(self.clone())];
        Ok(Arc::new(StreamingTableExec::try_new(self.schema.clone(), answer, projection, None, false, limit)?))
    }
}

impl PartitionStream for Question {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let schema = self.schema.clone();
        let rows = self.function.answer(&self.lake, &self.viewer, &self.text);
        let batches = rows.map(move |rows| batch(&schema, &rows.map_err(DataFusionError::from)?));
        Box::pin(RecordBatchStreamAdapter::new(self.schema.clone(), batches))
    }
}

/// Rows as columns. A value that has none is an error: so no part of an answer is left out by mistake.
fn batch(schema: &SchemaRef, rows: &[AnswerRow]) -> Result<RecordBatch> {
    let mut reader = ReaderBuilder::new(schema.clone()).with_strict_mode(true).build_decoder()?;
    reader.serialize(rows)?;
    Ok(reader.flush()?.unwrap_or_else(|| RecordBatch::new_empty(schema.clone())))
}

#[cfg(test)]
mod tests {
    use datafusion::arrow::array::AsArray as _;
    use datafusion::arrow::datatypes::{Float64Type, Int64Type, TimestampMillisecondType};
    use serde_json::json;

    use super::*;

    #[test]
    fn rows_become_columns_and_none_of_their_values_is_lost() {
        let schema = Arc::new(Schema::new(vec![
            Field::new("count", DataType::Int64, true),
            Field::new("share", DataType::Float64, true),
            Field::new("at", time(), true),
            Field::new("names", DataType::new_list(DataType::Utf8, true), true),
        ]));
        let row = |value: Value| value.as_object().cloned().unwrap();
        let share = 1.0 / 3.0;
        let rows =
            [row(json!({"share": share, "names": ["a", "b"]})), row(json!({"count": 7, "at": "1970-01-01T00:00:01Z"}))];
        let batch = batch(&schema, &rows).unwrap();
        assert_eq!(batch.column(0).as_primitive::<Int64Type>().iter().collect::<Vec<_>>(), [None, Some(7)]);
        assert_eq!(batch.column(1).as_primitive::<Float64Type>().iter().collect::<Vec<_>>(), [Some(share), None]);
        let at = batch.column(2).as_primitive::<TimestampMillisecondType>();
        assert_eq!(at.iter().collect::<Vec<_>>(), [None, Some(1000)]);
        assert_eq!(batch.column(3).as_list::<i32>().value(0).as_string::<i32>().value(1), "b");
        assert!(super::batch(&schema, &[row(json!({"else": 1}))]).is_err());
        assert_eq!(super::batch(&schema, &[]).unwrap().num_rows(), 0);
    }
}
