//! Which interactions have a property and which people a fact, for whoever keeps the history in another form too.

use datafusion::arrow::array::AsArray as _;
use datafusion::arrow::datatypes::Int64Type;
use datafusion::execution::FunctionRegistry as _;
use datafusion::logical_expr::{Expr, col, lit};
use datafusion::prelude::SessionContext;

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
        let condition = move |_: &SessionContext| {
            let employee = col("relation").eq(lit("employee"));
            let side = if employees { employee.is_true() } else { employee.is_not_true() };
            let newest = col("name").eq(lit(fact.what)).and(col("is_newest"));
            Ok(newest.and(side).and(among(col("value"), fact.values)))
        };
        self.numbers(viewer, "facts", "person", condition).await
    }

    /// The numbers in a column of the rows of a table that are as a condition says.
    async fn numbers(
        &self,
        viewer: &Viewer,
        table: &'static str,
        column: &'static str,
        condition: impl FnOnce(&SessionContext) -> datafusion::error::Result<Expr> + Send + 'static,
    ) -> Result<Vec<u64>, SqlError> {
        let frame = move |context: SessionContext| async move {
            let condition = condition(&context).map_err(refused)?;
            let rows = context.table(table).await.map_err(refused)?;
            rows.filter(condition).and_then(|rows| rows.select(vec![col(column)])).map_err(refused)
        };
        // Whoever asks for this waits in a place of their own already.
        let mut answer = self.start(Box::new(|context| Box::pin(frame(context))), viewer, None).await?;
        if !answer.warnings.is_empty() {
            // A figure of a part would look like one of the whole.
            return Err(SqlError::Lake(Error::Waiting(answer.warnings.join("; "))));
        }
        let mut numbers = Vec::new();
        while let Some(batch) = answer.next().await {
            let batch = batch?;
            let column = batch.column(0).as_primitive::<Int64Type>();
            numbers.extend(column.iter().flatten().map(i64::cast_unsigned));
        }
        Ok(numbers)
    }
}

fn among(of: Expr, values: Vec<String>) -> Expr {
    of.in_list(values.into_iter().map(lit).collect(), false)
}
