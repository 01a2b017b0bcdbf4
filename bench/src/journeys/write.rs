//! The log as a file that other engines read.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::log::Log;

const SCHEMA: &str = "message log {
    required int32 person_id;
    required int64 ts (TIMESTAMP(MILLIS, true));
    required int32 touchpoint;
    required int32 channel;
}";
/// How many rows go into one row group.
const GROUP: usize = 1_000_000;

/// Writes the log in order of time, as interactions come in.
pub(crate) fn write(log: &Log, path: &Path) -> anyhow::Result<()> {
    let mut person = Vec::with_capacity(log.time.len());
    for (number, ends) in (0_i32..).zip(log.offsets.windows(2)) {
        person.extend((ends[0]..ends[1]).map(|_| number));
    }
    let mut order: Vec<usize> = (0..log.time.len()).collect();
    order.sort_by_key(|row| log.time[*row]);
    let compression = Compression::ZSTD(ZstdLevel::default());
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    let mut writer = SerializedFileWriter::new(file, Arc::new(parse_message_type(SCHEMA)?), properties)?;
    for rows in order.chunks(GROUP) {
        let mut group = writer.next_row_group()?;
        let person: Vec<i32> = rows.iter().map(|row| person[*row]).collect();
        integers(&mut group, &person)?;
        let time: Vec<i64> = rows.iter().map(|row| log.time[*row]).collect();
        let mut column = group.next_column()?.context("the schema has four columns")?;
        column.typed::<Int64Type>().write_batch(&time, None, None)?;
        column.close()?;
        for codes in [&log.touchpoint, &log.channel] {
            integers(&mut group, &rows.iter().map(|row| i32::from(codes[*row])).collect::<Vec<i32>>())?;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}

fn integers(group: &mut SerializedRowGroupWriter<'_, File>, values: &[i32]) -> anyhow::Result<()> {
    let mut column = group.next_column()?.context("the schema has four columns")?;
    column.typed::<Int32Type>().write_batch(values, None, None)?;
    column.close()?;
    Ok(())
}
