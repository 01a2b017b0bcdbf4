//! The rows of a snapshot as they are kept: segments and what is in none yet.

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::Session;
use datafusion::common::DFSchema;
use datafusion::datasource::listing::PartitionedFile;
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::datasource::object_store::ObjectStoreUrl;
use datafusion::datasource::physical_plan::{FileGroup, FileScanConfigBuilder, ParquetSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::datasource::table_schema::TableSchema;
use datafusion::datasource::{TableProvider, TableType};
use datafusion::error::Result;
use datafusion::logical_expr::utils::conjunction;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::union::UnionExec;

use crate::history::Snapshot;
use crate::rows::schema;

/// Under which URL queries find segments.
pub(crate) const SEGMENTS: &str = "lake://segments/";

/// The rows of a snapshot.
#[derive(Debug)]
pub(super) struct History(pub(super) Arc<Snapshot>);

#[async_trait]
impl TableProvider for History {
    fn schema(&self) -> SchemaRef {
        schema()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    fn supports_filters_pushdown(&self, filters: &[&Expr]) -> Result<Vec<TableProviderFilterPushDown>> {
        // They leave out row groups and pages, not every row.
        Ok(vec![TableProviderFilterPushDown::Inexact; filters.len()])
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        _limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let mut plans = Vec::new();
        let files = self.files(state.config().target_partitions());
        if !files.is_empty() {
            let mut source = ParquetSource::new(TableSchema::from(schema()));
            if let Some(filter) = conjunction(filters.to_vec()) {
                let filter = state.create_physical_expr(filter, &DFSchema::try_from(schema())?)?;
                source = source.with_predicate(filter);
            }
            let config = FileScanConfigBuilder::new(ObjectStoreUrl::parse(SEGMENTS)?, Arc::new(source))
                .with_file_groups(files)
                .with_projection_indices(projection.cloned())?
                .build();
            plans.push(DataSourceExec::from_data_source(config) as Arc<dyn ExecutionPlan>);
        }
        if plans.is_empty() || !self.0.fresh.is_empty() {
            let fresh = std::slice::from_ref(&self.0.fresh);
            plans.push(MemorySourceConfig::try_new_exec(fresh, schema(), projection.cloned())?);
        }
        if plans.len() == 1 { Ok(plans.remove(0)) } else { UnionExec::try_new(plans) }
    }
}

impl History {
    /// The files of segments that can be read, dealt out to so many readers.
    fn files(&self, readers: usize) -> Vec<FileGroup> {
        let whole = self.0.manifest.segments.iter().filter(|one| !one.damaged && one.rows > 0);
        let files: Vec<PartitionedFile> = whole.map(|one| PartitionedFile::new(one.file.clone(), one.bytes)).collect();
        if files.is_empty() { Vec::new() } else { FileGroup::new(files).split_files(readers) }
    }
}
