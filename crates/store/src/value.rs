//! Values and rows, the same for both databases.

use crate::{Error, Result};

/// A typed value, possibly NULL. The type goes along because PostgreSQL wants to know it even of NULL.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// BIGINT
    Int(Option<i64>),
    /// DOUBLE PRECISION
    Real(Option<f64>),
    /// TEXT
    Text(Option<String>),
    /// BYTEA or BLOB
    Blob(Option<Vec<u8>>),
    /// An array of BIGINT, which only PostgreSQL takes.
    Ints(Vec<i64>),
    /// An array of TEXT, which only PostgreSQL takes.
    Texts(Vec<String>),
}

/// The type of a column, for bulk inserts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// BIGINT
    Int,
    /// DOUBLE PRECISION
    Real,
    /// TEXT
    Text,
    /// BYTEA or BLOB
    Blob,
}

macro_rules! value_from {
    ($($from:ty => $variant:ident $convert:expr,)+) => {
        $(
            impl From<$from> for Value {
                fn from(value: $from) -> Value {
                    let convert: fn($from) -> _ = $convert;
                    Value::$variant(Some(convert(value)))
                }
            }
            impl From<Option<$from>> for Value {
                fn from(value: Option<$from>) -> Value {
                    let convert: fn($from) -> _ = $convert;
                    Value::$variant(value.map(convert))
                }
            }
        )+
    };
}

value_from! {
    i64 => Int |v| v,
    i32 => Int i64::from,
    u32 => Int i64::from,
    bool => Int i64::from,
    f64 => Real |v| v,
    String => Text |v| v,
    Vec<u8> => Blob |v| v,
    kernel::Timestamp => Int |v| v.0,
    kernel::IdentifierNo => Int |v| i64::from(v.0),
    kernel::SourceNo => Int |v| i64::from(v.0),
}

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::Text(Some(value.to_owned()))
    }
}

impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Value {
        Value::Text(value.map(str::to_owned))
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Value {
        Value::Blob(Some(value.to_vec()))
    }
}

/// Integers that fit into 63 bits in practice: counters and positions.
impl From<u64> for Value {
    fn from(value: u64) -> Value {
        Value::Int(Some(i64::try_from(value).unwrap_or(i64::MAX)))
    }
}

impl From<usize> for Value {
    fn from(value: usize) -> Value {
        Value::from(value as u64)
    }
}

/// A row of a result. Columns are counted from 0.
#[derive(Clone, Debug)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    /// A BIGINT, or nothing where it is NULL.
    #[must_use]
    pub fn opt_int(&self, column: usize) -> Option<i64> {
        match self.0.get(column) {
            Some(Value::Int(value)) => *value,
            _ => None,
        }
    }

    /// A BIGINT.
    ///
    /// # Errors
    /// Where it is NULL or of another type.
    pub fn int(&self, column: usize) -> Result<i64> {
        self.opt_int(column).ok_or_else(|| self.mismatch(column, "an integer"))
    }

    /// A BIGINT that was written from an unsigned type.
    ///
    /// # Errors
    /// Where it is NULL, of another type or out of range.
    pub fn unsigned<T: TryFrom<i64>>(&self, column: usize) -> Result<T> {
        T::try_from(self.int(column)?).map_err(|_| self.mismatch(column, "an integer in range"))
    }

    /// A moment.
    ///
    /// # Errors
    /// Where it is NULL or of another type.
    pub fn time(&self, column: usize) -> Result<kernel::Timestamp> {
        self.int(column).map(kernel::Timestamp)
    }

    /// A DOUBLE PRECISION, or nothing where it is NULL.
    #[must_use]
    pub fn opt_real(&self, column: usize) -> Option<f64> {
        match self.0.get(column) {
            Some(Value::Real(value)) => *value,
            _ => None,
        }
    }

    /// A TEXT, or nothing where it is NULL.
    #[must_use]
    pub fn opt_text(&self, column: usize) -> Option<&str> {
        match self.0.get(column) {
            Some(Value::Text(value)) => value.as_deref(),
            _ => None,
        }
    }

    /// A TEXT.
    ///
    /// # Errors
    /// Where it is NULL or of another type.
    pub fn text(&self, column: usize) -> Result<&str> {
        self.opt_text(column).ok_or_else(|| self.mismatch(column, "a text"))
    }

    /// A TEXT of one's own.
    ///
    /// # Errors
    /// Where it is NULL or of another type.
    pub fn string(&self, column: usize) -> Result<String> {
        self.text(column).map(str::to_owned)
    }

    /// A BYTEA or BLOB, or nothing where it is NULL.
    #[must_use]
    pub fn opt_blob(&self, column: usize) -> Option<&[u8]> {
        match self.0.get(column) {
            Some(Value::Blob(value)) => value.as_deref(),
            _ => None,
        }
    }

    /// A BYTEA or BLOB.
    ///
    /// # Errors
    /// Where it is NULL or of another type.
    pub fn blob(&self, column: usize) -> Result<&[u8]> {
        self.opt_blob(column).ok_or_else(|| self.mismatch(column, "bytes"))
    }

    fn mismatch(&self, column: usize, expected: &str) -> Error {
        let found = match self.0.get(column) {
            None => "no such column",
            Some(Value::Int(None) | Value::Real(None) | Value::Text(None) | Value::Blob(None)) => "NULL",
            Some(Value::Int(_) | Value::Ints(_)) => "an integer",
            Some(Value::Real(_)) => "a real number",
            Some(Value::Text(_) | Value::Texts(_)) => "a text",
            Some(Value::Blob(_)) => "bytes",
        };
        Error::Unexpected(format!("column {column}: expected {expected}, found {found}"))
    }
}
