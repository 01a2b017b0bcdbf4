//! The tables that queries see. docs/sql.md says what they hold.

mod functions;
mod history;
mod interactions;
mod places;
mod questions;
mod viewer;
mod views;

use std::sync::Arc;

use datafusion::catalog::SchemaProvider;
use datafusion::datasource::ViewTable;
use datafusion::prelude::SessionContext;
use parking_lot::RwLock;

use crate::history::Snapshot;
use crate::{Lake, Result};
pub use functions::{Naming, PublicNames};
pub(crate) use history::SEGMENTS;
pub use places::{NamedPlace, Registry};
pub use questions::{AnswerRow, AnswerRows, ColumnKind, TableFunction};
pub use viewer::{Mask, Masking, Viewer};

/// The snapshot that the tables of a session show. A session that lives long takes a new one for every statement.
#[derive(Debug, Default)]
pub(crate) struct Current(RwLock<Option<Arc<Snapshot>>>);

impl Current {
    /// From now on the tables show this.
    pub(crate) fn show(&self, snapshot: Arc<Snapshot>) {
        *self.0.write() = Some(snapshot);
    }

    /// The tables show nothing: what was shown is not held any longer.
    pub(crate) fn hide(&self) {
        *self.0.write() = None;
    }

    fn get(&self) -> datafusion::error::Result<Arc<Snapshot>> {
        self.0.read().clone().ok_or_else(|| datafusion::error::DataFusionError::Internal("no snapshot".to_owned()))
    }
}

/// Gives a session its functions, and the tables as somebody sees them.
///
/// # Errors
/// None for what is written here.
pub(crate) async fn register(
    lake: &Lake,
    context: &SessionContext,
    schema: &Arc<dyn SchemaProvider>,
    viewer: &Viewer,
) -> Result<()> {
    let about = &*lake.0;
    for function in functions::all(&about.names) {
        context.register_udf(function);
    }
    for function in &about.functions {
        let asked = questions::Asked { function: function.clone(), lake: lake.clone(), viewer: viewer.clone() };
        context.register_udtf(function.name(), Arc::new(asked));
    }
    schema.register_table("interactions".to_owned(), Arc::new(interactions::Interactions::new(viewer.clone())?))?;
    for (name, touchpoints) in [("touchpoints", true), ("departments", false)] {
        let places = places::Places { registry: about.registry.clone(), touchpoints, employees: viewer.employees };
        schema.register_table(name.to_owned(), Arc::new(places))?;
    }
    for (name, sql) in [("people", views::PEOPLE), ("facts", views::FACTS), ("feedback", views::FEEDBACK)] {
        let plan = context.state().create_logical_plan(sql).await?;
        schema.register_table(name.to_owned(), Arc::new(ViewTable::new(plan, None)))?;
    }
    Ok(())
}
