//! Functions of SQL that answer what the API answers.

use std::sync::Arc;

use lake::TableFunction;

use crate::{Questions, drivers, effort, journeys, scores};

/// All of them.
#[must_use]
pub fn functions(questions: &Questions) -> Vec<Arc<dyn TableFunction>> {
    let tables = journeys::http::tables::tables(questions).into_iter().chain(scores::http::tables::tables(questions));
    let tables = tables.chain(drivers::http::tables::tables(questions));
    let tables = tables.map(|table| Arc::new(table) as Arc<dyn TableFunction>);
    tables.chain(effort::http::tables::tables(questions)).collect()
}
