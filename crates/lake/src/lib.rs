//! The interaction history as Parquet, queried by `DataFusion`. It knows columns, not customers.
//!
//! The journal is the truth; a lake is a copy of it up to a place in its order, in **segments**: Parquet files of which
//! each holds a stretch of the journal, its rows sorted by the person of today and time. A query reads one snapshot: the
//! segments, what the journal holds behind them, and who is who at that moment. So what was acknowledged is seen at
//! once, and a merge or an erasure changes the next answer and rewrites nothing.
//!
//! Invariants: segments that follow each other in the manifest hold stretches of the journal that follow each other; the
//! manifest and the place up to which it reaches change in one transaction; a file is whole and on the disk before the
//! manifest names it; a file that no manifest names is nobody's and goes. All of a lake can be thrown away: it is made
//! again from the journal.

mod compactor;
pub mod encode;
mod engine;
pub mod feedback;
pub mod files;
mod history;
mod personal;
pub mod persons;
mod picking;
pub mod rows;
pub mod rules;
mod segments;
pub mod sql;
mod store;
mod tables;
pub mod wire;

mod lake;

/// Rows of an answer.
pub use datafusion::arrow::array::RecordBatch as Batch;
pub use files::{Files, Place};
pub use lake::{Figures, Lake, Settings};
pub use personal::Elsewhere;
pub use persons::{CLOSER, WhoIsWho, Whose};
pub use picking::OneOf;
pub use sql::{Answer, Limits, SqlError};
pub use store::FOLD_MIGRATIONS;
pub use tables::{
    AnswerRow, AnswerRows, ColumnKind, Mask, Masking, NamedPlace, Naming, PublicNames, Registry, TableFunction, Viewer,
};

#[cfg(test)]
mod tests;

/// What can go wrong with a lake.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] ::store::Error),
    /// The place where segments are kept refused.
    #[error("the lake: {0}: {1}")]
    Files(String, #[source] object_store::Error),
    /// The file system refused.
    #[error("the lake: {0}: {1}")]
    Io(String, #[source] std::io::Error),
    /// A plan could not be made or run.
    #[error("the lake: {0}")]
    Plan(#[from] datafusion::error::DataFusionError),
    /// A configuration that cannot be.
    #[error("{0}")]
    Refused(String),
    /// Others still use what is to go: it is tried again.
    #[error("{0}")]
    Waiting(String),
    /// The lake is shutting down.
    #[error("the lake is closed")]
    Closed,
}

impl From<datafusion::arrow::error::ArrowError> for Error {
    fn from(error: datafusion::arrow::error::ArrowError) -> Error {
        Error::Plan(error.into())
    }
}

impl From<datafusion::parquet::errors::ParquetError> for Error {
    fn from(error: datafusion::parquet::errors::ParquetError) -> Error {
        Error::Plan(error.into())
    }
}

/// The result of everything here.
pub type Result<T, E = Error> = std::result::Result<T, E>;
