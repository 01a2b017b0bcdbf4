//! Answers in the forms in which they are given out: values of JSON, and Parquet.

use std::io::Write;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::json::writer::{JsonArray, WriterBuilder};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::WriterProperties;
use parking_lot::Mutex;
use serde_json::Value;

use crate::Result;

/// The columns of an answer: what each is called, and its type in SQL's words.
#[must_use]
pub fn columns(schema: &Schema) -> Vec<(String, String)> {
    schema.fields().iter().map(|field| (field.name().clone(), type_name(field.data_type()))).collect()
}

/// A type in SQL's words.
fn type_name(of: &DataType) -> String {
    let name = match of {
        DataType::Boolean => "BOOLEAN",
        DataType::Int8 | DataType::Int16 | DataType::UInt8 => "SMALLINT",
        DataType::Int32 | DataType::UInt16 => "INTEGER",
        DataType::Int64 | DataType::UInt32 | DataType::UInt64 => "BIGINT",
        DataType::Float16 | DataType::Float32 => "REAL",
        DataType::Float64 => "DOUBLE",
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => "TEXT",
        DataType::Timestamp(_, _) => "TIMESTAMP",
        DataType::Date32 | DataType::Date64 => "DATE",
        DataType::Interval(_) | DataType::Duration(_) => "INTERVAL",
        DataType::Dictionary(_, value) => return type_name(value),
        DataType::List(of) | DataType::LargeList(of) => return format!("{}[]", type_name(of.data_type())),
        DataType::Struct(_) => "STRUCT",
        other => return other.to_string().to_uppercase(),
    };
    name.to_owned()
}

/// The rows of a batch as values of JSON, in the order of the columns.
///
/// # Errors
/// A type that JSON has no value for.
pub fn values(batch: &RecordBatch) -> Result<Vec<Vec<Value>>> {
    let mut rows: Vec<Vec<Value>> = vec![Vec::with_capacity(batch.num_columns()); batch.num_rows()];
    // One column at a time: two may have the same name.
    for column in batch.columns() {
        let alone = Arc::new(Schema::new(vec![Field::new("v", column.data_type().clone(), true)]));
        let alone = RecordBatch::try_new(alone, vec![column.clone()])?;
        let mut writer = WriterBuilder::new().with_explicit_nulls(true).build::<_, JsonArray>(Vec::new());
        writer.write(&alone)?;
        writer.finish()?;
        let written = writer.into_inner();
        let written: Vec<serde_json::Map<String, Value>> = serde_json::from_slice(&written).unwrap_or_default();
        for (row, mut value) in rows.iter_mut().zip(written) {
            row.push(value.remove("v").unwrap_or_default());
        }
    }
    Ok(rows)
}

/// Bytes that were written and not taken yet.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        self.0.lock().extend_from_slice(buffer);
        Ok(buffer.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Writes an answer as a Parquet file, in pieces.
pub struct Parquet {
    writer: ArrowWriter<Written>,
    written: Written,
}

/// Rows of a group, which is held in memory until it is whole.
const GROUP: usize = 1 << 16;

impl Parquet {
    /// Begins a file with these columns.
    ///
    /// # Errors
    /// A type that Parquet has no column for.
    pub fn new(schema: SchemaRef) -> Result<Parquet> {
        let written = Written::default();
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(datafusion::parquet::basic::ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP))
            .build();
        Ok(Parquet { writer: ArrowWriter::try_new(written.clone(), schema, Some(properties))?, written })
    }

    /// Adds rows. Returns the bytes that are ready.
    ///
    /// # Errors
    /// As [`Parquet::new`].
    pub fn write(&mut self, batch: &RecordBatch) -> Result<Vec<u8>> {
        self.writer.write(batch)?;
        Ok(std::mem::take(&mut self.written.0.lock()))
    }

    /// Ends the file. Returns the rest of its bytes.
    ///
    /// # Errors
    /// As [`Parquet::new`].
    pub fn finish(self) -> Result<Vec<u8>> {
        self.writer.close()?;
        Ok(std::mem::take(&mut self.written.0.lock()))
    }
}
