//! The tables `touchpoints` and `departments`: what interactions have named and what is on record, as the registry says.

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMillisecondArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::catalog::Session;
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::datasource::{TableProvider, TableType};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::Expr;
use datafusion::physical_plan::ExecutionPlan;

use crate::rows::time;

/// A touchpoint or department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedPlace {
    /// Its name.
    pub name: String,
    /// Its channel; empty where it has none.
    pub channel: String,
    /// The department that it belongs to.
    pub department: Option<String>,
    /// The brand that it belongs to.
    pub brand: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The stage of the journey at which it is met.
    pub stage: Option<String>,
    /// When in the relationship it is met.
    pub moment: Option<String>,
    /// How many interactions have named it.
    pub interactions: u64,
    /// When it was named first, in milliseconds.
    pub first_seen: Option<i64>,
    /// When it was named last.
    pub last_seen: Option<i64>,
}

/// Whoever knows the places that interactions name.
pub trait Registry: Send + Sync {
    /// All touchpoints; `employees` says whether those count that nobody but employees has named. Blocks.
    ///
    /// # Errors
    /// What the database says.
    fn touchpoints(&self, employees: bool) -> store::Result<Vec<NamedPlace>>;

    /// All departments, as [`Registry::touchpoints`]. Blocks.
    ///
    /// # Errors
    /// What the database says.
    fn departments(&self, employees: bool) -> store::Result<Vec<NamedPlace>>;
}

/// One of the two tables.
pub(super) struct Places {
    pub(super) registry: Arc<dyn Registry>,
    pub(super) touchpoints: bool,
    pub(super) employees: bool,
}

impl std::fmt::Debug for Places {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.touchpoints { "touchpoints" } else { "departments" })
    }
}

#[async_trait]
impl TableProvider for Places {
    fn schema(&self) -> SchemaRef {
        let columns: &[&str] = if self.touchpoints {
            &["name", "channel", "department", "brand", "owner", "stage", "moment"]
        } else {
            &["name", "brand"]
        };
        let mut fields: Vec<Field> = columns.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect();
        fields.push(Field::new("interactions", DataType::Int64, false));
        fields.extend(["first_seen", "last_seen"].map(|name| Field::new(name, time(), true)));
        Arc::new(Schema::new(fields))
    }

    fn table_type(&self) -> TableType {
        TableType::View
    }

    async fn scan(
        &self,
        _: &dyn Session,
        projection: Option<&Vec<usize>>,
        _: &[Expr],
        _: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let (registry, touchpoints, employees) = (self.registry.clone(), self.touchpoints, self.employees);
        let read = move || if touchpoints { registry.touchpoints(employees) } else { registry.departments(employees) };
        let failed = |error: store::Error| DataFusionError::External(Box::new(error));
        let places = store::blocking(read).await.map_err(failed)?;
        let batch = self.batch(&places)?;
        Ok(MemorySourceConfig::try_new_exec(&[vec![batch]], self.schema(), projection.cloned())?)
    }
}

impl Places {
    fn batch(&self, places: &[NamedPlace]) -> Result<RecordBatch> {
        let column = |name: &str| -> ArrayRef {
            let texts = |of: fn(&NamedPlace) -> Option<&str>| -> ArrayRef {
                Arc::new(places.iter().map(of).collect::<StringArray>())
            };
            let times = |of: fn(&NamedPlace) -> Option<i64>| -> ArrayRef {
                Arc::new(places.iter().map(of).collect::<TimestampMillisecondArray>().with_timezone("UTC"))
            };
            match name {
                "name" => texts(|one| Some(&one.name)),
                "channel" => texts(|one| Some(one.channel.as_str()).filter(|name| !name.is_empty())),
                "department" => texts(|one| one.department.as_deref()),
                "brand" => texts(|one| one.brand.as_deref()),
                "owner" => texts(|one| one.owner.as_deref()),
                "stage" => texts(|one| one.stage.as_deref()),
                "moment" => texts(|one| one.moment.as_deref()),
                "first_seen" => times(|one| one.first_seen),
                "last_seen" => times(|one| one.last_seen),
                _ => Arc::new(places.iter().map(|one| one.interactions.cast_signed()).collect::<Int64Array>()),
            }
        };
        let schema = self.schema();
        let columns = schema.fields().iter().map(|field| column(field.name())).collect();
        Ok(RecordBatch::try_new(schema, columns)?)
    }
}
