//! Rows of Parquet. Times and dates are columns of their own types there: they become RFC 3339, without an offset where
//! the column has none, so that the mapping's time zone counts.

use std::io::{Read, Seek as _, Write as _};

use parquet::basic::{LogicalType, TimeUnit};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use parquet::schema::types::Type;
use serde_json::{Map, Value};

use super::read::{Item, Placed};
use crate::mapping::Row;

/// The most that a column of a row group may be unpacked, in bytes: a page of it is held in memory.
const LARGEST_COLUMN: i64 = 512 << 20;

/// The names of the columns, and the rows with their numbers, from 1. Parquet must be read from its end: a stream is
/// put into a temporary file first.
pub(super) fn records(
    mut plain: Box<dyn Read + Send>,
) -> std::io::Result<(Vec<String>, impl Iterator<Item = std::io::Result<Placed>> + Send)> {
    let mut file = tempfile::tempfile()?;
    std::io::copy(&mut plain, &mut file)?;
    file.flush()?;
    file.rewind()?;
    let reader = SerializedFileReader::new(file).map_err(broken)?;
    for group in reader.metadata().row_groups() {
        let bytes = group
            .columns()
            .iter()
            .map(parquet::file::metadata::ColumnChunkMetaData::uncompressed_size)
            .max()
            .unwrap_or(0);
        if bytes > LARGEST_COLUMN {
            let said = format!(
                "a column of a row group has {bytes} bytes unpacked; at most {LARGEST_COLUMN} are taken: write smaller \
                 row groups"
            );
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, said));
        }
    }
    let schema = reader.metadata().file_metadata().schema_descr().root_schema_ptr();
    let names = schema.get_fields().iter().map(|column| column.name().to_owned()).collect();
    let rows = reader.into_iter().zip(1..).map(move |(row, number)| {
        let row = row.map_err(broken)?;
        Ok((number, Item::Row(Row::record(object(&row, Some(&schema))))))
    });
    Ok((names, rows))
}

fn broken(error: parquet::errors::ParquetError) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, error)
}

fn object(row: &parquet::record::Row, schema: Option<&Type>) -> Value {
    let columns = row.get_column_iter().map(|(name, field)| {
        let column = schema.and_then(|schema| {
            let columns = if schema.is_group() { schema.get_fields() } else { &[] };
            columns.iter().find(|column| column.name() == name)
        });
        (name.clone(), value(field, column.map(AsRef::as_ref)))
    });
    Value::Object(columns.collect::<Map<_, _>>())
}

fn value(field: &Field, column: Option<&Type>) -> Value {
    let timestamp = match column.and_then(|column| column.get_basic_info().logical_type_ref()) {
        Some(LogicalType::Timestamp(about)) => Some(about),
        _ => None,
    };
    // Without a logical type it is a timestamp of old, which counts from the epoch in UTC.
    let utc = timestamp.is_none_or(|about| about.is_adjusted_to_u_t_c);
    let moment = |at: Result<jiff::Timestamp, jiff::Error>, number: i64| match at {
        Ok(at) if utc => Value::from(at.to_string()),
        Ok(at) => Value::from(at.to_zoned(jiff::tz::TimeZone::UTC).datetime().to_string()),
        Err(_) => Value::from(number),
    };
    match field {
        Field::TimestampMillis(at) => moment(jiff::Timestamp::from_millisecond(*at), *at),
        Field::TimestampMicros(at) => moment(jiff::Timestamp::from_microsecond(*at), *at),
        Field::Long(at) => match timestamp.map(|about| about.unit) {
            Some(TimeUnit::MILLIS) => moment(jiff::Timestamp::from_millisecond(*at), *at),
            Some(TimeUnit::MICROS) => moment(jiff::Timestamp::from_microsecond(*at), *at),
            Some(TimeUnit::NANOS) => moment(jiff::Timestamp::from_nanosecond(i128::from(*at)), *at),
            None => Value::from(*at),
        },
        Field::Group(row) => object(row, column),
        Field::ListInternal(list) => {
            let element = column.map(element);
            list.elements().iter().map(|field| value(field, element)).collect()
        }
        Field::MapInternal(map) => {
            let of_value = column.and_then(|column| child(child(column, 0)?, 1));
            let entries = map.entries().iter().map(|(key, field)| {
                let key = match key.to_json_value() {
                    Value::String(key) => key,
                    other => other.to_string(),
                };
                (key, value(field, of_value))
            });
            Value::Object(entries.collect())
        }
        other => other.to_json_value(),
    }
}

fn child(group: &Type, place: usize) -> Option<&Type> {
    if group.is_group() { group.get_fields().get(place).map(AsRef::as_ref) } else { None }
}

/// What the elements of a list are: the format writes lists in three levels, in two, or as a repeated column.
fn element(column: &Type) -> &Type {
    let Some(repeated) = child(column, 0) else { return column };
    match child(repeated, 0) {
        Some(element) if repeated.get_fields().len() == 1 => element,
        _ => repeated,
    }
}
