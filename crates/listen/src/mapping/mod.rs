//! Mappings: small TOML files that say which parts of a row or JSON object make which interactions.
//!
//! Strings are minijinja templates over the row; one that is a plain `{{ name }}` is read without the engine, and a
//! single `{{ expression }}` keeps its type.

mod apply;
mod consents;
mod missing;
mod model;
mod row;
mod template;

pub use apply::Nth;
pub use model::{Defaults, Format, Mapping};
pub use row::{Fields, Header, Row};

use kernel::DropReason;

/// Why nothing came of a row.
type Failure = (DropReason, String);

/// The text of a JSON value; null is none. A whole number is written without a fraction, however it was sent.
fn text_of(value: &serde_json::Value) -> Result<Option<String>, Failure> {
    use serde_json::Value;
    let not_text = |what: &str| Err((DropReason::InvalidField, format!("{what} is not a text or a number")));
    Ok(match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Number(number) if number.is_f64() => number.as_f64().map(|number| number.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(_) => return not_text("a list"),
        Value::Object(_) => return not_text("an object"),
    })
}
