//! Import of files: CSV, TSV, JSON Lines, Parquet, Segment calls and event logs, plain, gzip or zstd, as one stream of rows.
//!
//! Importing the same file twice changes nothing: rows without an id are known by content, output and occurrence.

mod ahead;
mod columns;
pub mod http;
mod ocel;
mod preview;
mod read;
mod recognise;
mod records;
mod run;
mod xes;

pub use preview::{Preview, PreviewDrop};
pub use read::{Item, Opened, Placed, open};
pub use recognise::{built_in, event_log, event_log_named, is_event_log};
pub use run::{Error, Import, Progress, run};
