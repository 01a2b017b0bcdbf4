//! Import of files: CSV, TSV, JSON Lines, Parquet and Segment calls, plain, gzip or zstd, as one stream of rows.
//!
//! Importing the same file twice changes nothing: rows without an id are known by content, output and occurrence.

mod columns;
pub mod http;
mod preview;
mod read;
mod records;
mod run;

pub use preview::{Preview, PreviewDrop};
pub use read::{Item, Opened, Placed, open};
pub use run::{Error, Import, Progress, run};
