//! Which interactions have a property and which people a fact, and which values, for whoever keeps the history in another
//! form too.

use datafusion::arrow::array::{Array as _, AsArray as _, RecordBatch};
use datafusion::arrow::datatypes::{Float64Type, Int64Type};
use datafusion::execution::FunctionRegistry as _;
use datafusion::logical_expr::{Expr, col, lit};
use datafusion::prelude::{DataFrame, SessionContext};

use crate::sql::{SqlError, refused};
use crate::tables::Viewer;
use crate::{Error, Lake};

/// Something that has one of some values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OneOf {
    /// Of a property the path to it, as the function `json_text` takes it; of a fact its name.
    pub what: String,
    /// The values, as texts.
    pub values: Vec<String>,
}

impl Lake {
    /// The positions of interactions of which all these properties have one of their values, as somebody sees them.
    ///
    /// # Errors
    /// As those of [`Lake::query`].
    pub async fn positions_with(&self, viewer: &Viewer, properties: Vec<OneOf>) -> Result<Vec<u64>, SqlError> {
        let condition = move |context: &SessionContext| {
            let text = context.udf("json_text")?;
            let is = |one: OneOf| among(text.call(vec![col("properties"), lit(one.what)]), one.values);
            Ok(properties.into_iter().map(is).reduce(Expr::and).unwrap_or(lit(true)))
        };
        self.numbers(viewer, "interactions", "position", condition).await
    }

    /// The people of whom the newest value of a fact, told on either side, is one of these.
    ///
    /// # Errors
    /// As those of [`Lake::query`].
    pub async fn people_with(&self, viewer: &Viewer, fact: OneOf, employees: bool) -> Result<Vec<u64>, SqlError> {
        let condition =
            move |_: &SessionContext| Ok(newest(fact.what, employees).and(among(col("value"), fact.values)));
        self.numbers(viewer, "facts", "person", condition).await
    }

    /// Of everybody of whom a fact is known, told on either side, its newest value as a text.
    ///
    /// # Errors
    /// As those of [`Lake::query`].
    pub async fn values_of(
        &self,
        viewer: &Viewer,
        fact: String,
        employees: bool,
    ) -> Result<Vec<(u64, String)>, SqlError> {
        let condition = move |_: &SessionContext| Ok(newest(fact, employees).and(col("value").is_not_null()));
        let batches = self.batches(viewer, "facts", condition, |_| Ok(vec![col("person"), col("value")])).await?;
        let mut values = Vec::new();
        for batch in batches {
            let (people, texts) = (batch.column(0).as_primitive::<Int64Type>(), batch.column(1).as_string::<i32>());
            let pairs = people.iter().zip(texts).filter_map(|(person, text)| Some((person?, text?)));
            values.extend(pairs.map(|(person, text)| (person.cast_unsigned(), text.to_owned())));
        }
        Ok(values)
    }

    /// The positions of interactions with a number at any of these paths of their properties, and the numbers.
    ///
    /// # Errors
    /// As those of [`Lake::query`].
    pub async fn numbers_at(
        &self,
        viewer: &Viewer,
        paths: Vec<String>,
    ) -> Result<Vec<(u64, Vec<Option<f64>>)>, SqlError> {
        let count = paths.len();
        // Whoever does not even mention the last name of any path need not be read as JSON.
        let last = |path: &String| path.rsplit('.').next().unwrap_or_default().to_owned();
        let mentioned = paths.iter().map(|path| col("properties").like(lit(format!("%\"{}\"%", last(path)))));
        let mentioned = mentioned.reduce(Expr::or).unwrap_or(lit(false));
        let condition = move |_: &SessionContext| Ok(col("properties").is_not_null().and(mentioned));
        let columns = move |context: &SessionContext| {
            let number = context.udf("json_number")?;
            let numbers = paths.into_iter().map(|path| number.call(vec![col("properties"), lit(path)])).enumerate();
            let named = numbers.map(|(place, number)| number.alias(place.to_string()));
            Ok(std::iter::once(col("position")).chain(named).collect())
        };
        let mut found = Vec::new();
        for batch in self.batches(viewer, "interactions", condition, columns).await? {
            let positions = batch.column(0).as_primitive::<Int64Type>();
            for (row, position) in positions.iter().enumerate() {
                let Some(position) = position else { continue };
                let number = |column: usize| {
                    let column = batch.column(1 + column).as_primitive::<Float64Type>();
                    column.is_valid(row).then(|| column.value(row))
                };
                let numbers: Vec<Option<f64>> = (0..count).map(number).collect();
                found.extend(numbers.iter().any(Option::is_some).then_some((position.cast_unsigned(), numbers)));
            }
        }
        Ok(found)
    }

    /// The properties of interactions at these positions, as JSON, as somebody sees them.
    ///
    /// # Errors
    /// As those of [`Lake::query`].
    pub async fn properties_at(&self, viewer: &Viewer, positions: Vec<u64>) -> Result<Vec<(u64, String)>, SqlError> {
        let condition = move |_: &SessionContext| {
            let positions = positions.into_iter().map(|position| lit(position.cast_signed())).collect();
            Ok(col("properties").is_not_null().and(col("position").in_list(positions, false)))
        };
        let columns = |_: &SessionContext| Ok(vec![col("position"), col("properties")]);
        let mut found = Vec::new();
        for batch in self.batches(viewer, "interactions", condition, columns).await? {
            let (positions, texts) = (batch.column(0).as_primitive::<Int64Type>(), batch.column(1).as_string::<i32>());
            let pairs = positions.iter().zip(texts).filter_map(|(position, text)| Some((position?, text?)));
            found.extend(pairs.map(|(position, text)| (position.cast_unsigned(), text.to_owned())));
        }
        Ok(found)
    }

    /// The numbers in a column of the rows of a table that are as a condition says.
    async fn numbers(
        &self,
        viewer: &Viewer,
        table: &'static str,
        column: &'static str,
        condition: impl FnOnce(&SessionContext) -> datafusion::error::Result<Expr> + Send + 'static,
    ) -> Result<Vec<u64>, SqlError> {
        let mut numbers = Vec::new();
        for batch in self.batches(viewer, table, condition, move |_| Ok(vec![col(column)])).await? {
            let column = batch.column(0).as_primitive::<Int64Type>();
            numbers.extend(column.iter().flatten().map(i64::cast_unsigned));
        }
        Ok(numbers)
    }

    /// Columns of the rows of a table that are as a condition says.
    async fn batches(
        &self,
        viewer: &Viewer,
        table: &'static str,
        condition: impl FnOnce(&SessionContext) -> datafusion::error::Result<Expr> + Send + 'static,
        columns: impl FnOnce(&SessionContext) -> datafusion::error::Result<Vec<Expr>> + Send + 'static,
    ) -> Result<Vec<RecordBatch>, SqlError> {
        let frame = move |context: SessionContext| async move {
            let (condition, columns) = (condition(&context).map_err(refused)?, columns(&context).map_err(refused)?);
            let rows = context.table(table).await.map_err(refused)?;
            rows.filter(condition).and_then(|rows| rows.select(columns)).map_err(refused)
        };
        self.answer_to(viewer, frame).await
    }

    /// All rows of what is asked of a session's tables.
    async fn answer_to<F>(
        &self,
        viewer: &Viewer,
        frame: impl FnOnce(SessionContext) -> F + Send + 'static,
    ) -> Result<Vec<RecordBatch>, SqlError>
    where
        F: Future<Output = Result<DataFrame, SqlError>> + Send + 'static,
    {
        // Whoever asks for this waits in a place of their own already.
        let mut answer = self.start(Box::new(|context| Box::pin(frame(context))), viewer, None).await?;
        if !answer.warnings.is_empty() {
            // A figure of a part would look like one of the whole.
            return Err(SqlError::Lake(Error::Waiting(answer.warnings.join("; "))));
        }
        let mut batches = Vec::new();
        while let Some(batch) = answer.next().await {
            batches.push(batch?);
        }
        Ok(batches)
    }
}

/// The rows of the newest values of a fact, told on a side.
fn newest(fact: String, employees: bool) -> Expr {
    let employee = col("relation").eq(lit("employee"));
    let side = if employees { employee.is_true() } else { employee.is_not_true() };
    col("name").eq(lit(fact)).and(col("is_newest")).and(side)
}

fn among(of: Expr, values: Vec<String>) -> Expr {
    of.in_list(values.into_iter().map(lit).collect(), false)
}
