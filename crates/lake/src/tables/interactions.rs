//! The table `interactions`: every contact with the person of today to whom it belongs.

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::array::{ArrayRef, Int64Array};
use datafusion::arrow::datatypes::{DataType, SchemaRef};
use datafusion::catalog::Session;
use datafusion::common::Column;
use datafusion::datasource::{TableProvider, TableType, provider_as_source};
use datafusion::error::Result;
use datafusion::logical_expr::{
    ColumnarValue, Expr, LogicalPlan, LogicalPlanBuilder, ScalarUDF, TableProviderFilterPushDown, Volatility, col,
    create_udf, lit, not,
};
use datafusion::physical_plan::ExecutionPlan;

use super::history::History;
use super::viewer::masking;
use super::{Current, Viewer};
use crate::history::Snapshot;
use crate::persons::Whose;
use crate::rows::schema;
use crate::segments::persons_of;

/// The interactions that somebody sees. Which there are is said by the session's snapshot when the table is read.
#[derive(Debug)]
pub(super) struct Interactions {
    viewer: Viewer,
    schema: SchemaRef,
}

impl Interactions {
    pub(super) fn new(viewer: Viewer) -> Result<Interactions> {
        let nobody = Whose::new(Arc::from([]), Arc::new(|_: &[u32], _| None));
        let empty = Snapshot { manifest: Arc::default(), fresh: Vec::new(), whose: nobody };
        let plan = plan(&viewer, Arc::new(empty))?;
        Ok(Interactions { schema: Arc::new(plan.schema().as_arrow().clone()), viewer })
    }
}

#[async_trait]
impl TableProvider for Interactions {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    fn table_type(&self) -> TableType {
        TableType::View
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        Ok(vec![TableProviderFilterPushDown::Exact; filters.len()])
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let current = state.config().get_extension::<Current>().unwrap_or_default();
        let mut plan = LogicalPlanBuilder::from(plan(&self.viewer, current.get()?)?);
        for filter in filters {
            plan = plan.filter(filter.clone())?;
        }
        if let Some(projection) = projection {
            let of = plan.schema().clone();
            let columns = projection.iter().map(|place| Expr::Column(Column::from(of.qualified_field(*place))));
            plan = plan.project(columns.collect::<Vec<_>>())?;
        }
        if limit.is_some() {
            plan = plan.limit(0, limit)?;
        }
        state.create_physical_plan(&plan.build()?).await
    }
}

/// What somebody sees of a snapshot.
fn plan(viewer: &Viewer, snapshot: Arc<Snapshot>) -> Result<LogicalPlan> {
    let person = person(snapshot.whose.clone());
    let mut columns = vec![person.call(vec![col("identifiers"), col("occurred_at")]).alias("person")];
    for field in schema().fields() {
        let name = field.name().as_str();
        match (&viewer.mask, name) {
            (_, "identifiers") if !viewer.identifiers => {}
            (Some(mask), "text") => columns.push(masking("masked", &mask.text).call(vec![col(name)]).alias(name)),
            (Some(mask), "properties" | "context") => {
                columns.push(masking("masked_object", &mask.object).call(vec![col(name)]).alias(name));
            }
            _ => columns.push(col(name)),
        }
    }
    let history = provider_as_source(Arc::new(History(snapshot)));
    let mut plan = LogicalPlanBuilder::scan("history", history, None)?;
    if !viewer.employees {
        let employee = col("relation").is_not_null().and(col("relation").eq(lit("employee")));
        plan = plan.filter(not(employee))?;
    }
    plan.project(columns)?.filter(col("person").is_not_null())?.build()
}

/// The function that says whose an interaction is. It is called volatile so that it is computed once, however often the
/// column is named.
fn person(whose: Whose) -> ScalarUDF {
    let function = move |columns: &[ColumnarValue]| {
        let columns = ColumnarValue::values_to_arrays(columns)?;
        let people = persons_of(&columns[0], &columns[1], &whose);
        let people: Int64Array = people.into_iter().map(|person| person.map(u64::cast_signed)).collect();
        Ok(ColumnarValue::Array(Arc::new(people) as ArrayRef))
    };
    let of = |name: &str| schema().field_with_name(name).expect("it is a column").data_type().clone();
    let takes = vec![of("identifiers"), of("occurred_at")];
    create_udf("person", takes, DataType::Int64, Volatility::Volatile, Arc::new(function))
}
