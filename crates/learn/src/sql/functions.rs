//! Functions of SQL that answer what the API answers.

use std::sync::Arc;

use lake::TableFunction;

use crate::{Questions, effort, journeys};

/// All of them.
#[must_use]
pub fn functions(questions: &Questions) -> Vec<Arc<dyn TableFunction>> {
    let journeys = journeys::http::tables::tables(questions).into_iter();
    let journeys = journeys.map(|table| Arc::new(table) as Arc<dyn TableFunction>);
    journeys.chain(effort::http::tables::tables(questions)).collect()
}
