//! Functions of ours: into texts that are JSON, from numbers to the ids of the API, and the scores that interactions carry.

use std::sync::Arc;

use datafusion::arrow::array::{
    ArrayRef, AsArray as _, BooleanArray, Float64Array, Float64Builder, Int64Array, ListBuilder, StringArray,
    StringBuilder, StructBuilder,
};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Int64Type};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF, Volatility, create_udf};
use serde_json::Value;

use crate::feedback::{SCALES, among, number};
use crate::rows::schema;

/// Makes a public id of a number.
pub type Naming = Arc<dyn Fn(u64) -> String + Send + Sync>;

/// How people and interactions are called outside.
#[derive(Clone)]
pub struct PublicNames {
    /// Of a person by their number.
    pub person: Naming,
    /// Of an interaction by its position.
    pub interaction: Naming,
}

/// All functions of ours.
pub(crate) fn all(names: &PublicNames) -> Vec<ScalarUDF> {
    vec![
        id("person_id", &names.person),
        id("interaction_id", &names.interaction),
        json("json_text", DataType::Utf8, |values| {
            Arc::new(values.map(|value| value.map(text)).collect::<StringArray>())
        }),
        json("json_number", DataType::Float64, |values| {
            Arc::new(values.map(|value| value.as_ref().and_then(number)).collect::<Float64Array>())
        }),
        json("json_int", DataType::Int64, |values| {
            Arc::new(values.map(|value| value.as_ref().and_then(whole_number)).collect::<Int64Array>())
        }),
        json("json_bool", DataType::Boolean, |values| {
            Arc::new(values.map(|value| value.as_ref().and_then(truth)).collect::<BooleanArray>())
        }),
        scores(),
    ]
}

fn id(name: &str, naming: &Naming) -> ScalarUDF {
    let naming = naming.clone();
    let function = move |columns: &[ColumnarValue]| {
        let columns = ColumnarValue::values_to_arrays(columns)?;
        let numbers = columns[0].as_primitive::<Int64Type>();
        let ids: StringArray =
            numbers.iter().map(|number| number.map(|number| naming(number.cast_unsigned()))).collect();
        Ok(ColumnarValue::Array(Arc::new(ids) as ArrayRef))
    };
    create_udf(name, vec![DataType::Int64], DataType::Utf8, Volatility::Immutable, Arc::new(function))
}

type Values<'a> = Box<dyn Iterator<Item = Option<Value>> + 'a>;

/// A function of a text that is JSON and a path into it.
fn json(name: &str, gives: DataType, make: fn(Values<'_>) -> ArrayRef) -> ScalarUDF {
    let function = move |columns: &[ColumnarValue]| {
        let columns = ColumnarValue::values_to_arrays(columns)?;
        let (texts, paths): (&StringArray, &StringArray) = (columns[0].as_string(), columns[1].as_string());
        let values = texts.iter().zip(paths).map(|(text, path)| at(text?, path?));
        Ok(ColumnarValue::Array(make(Box::new(values))))
    };
    create_udf(name, vec![DataType::Utf8, DataType::Utf8], gives, Volatility::Immutable, Arc::new(function))
}

/// What stands in a JSON text at a path: names of fields and numbers of places, with dots between them. Nothing where
/// nothing does, where it is null, and where the text is no JSON.
fn at(text: &str, path: &str) -> Option<Value> {
    let mut value: Value = serde_json::from_str(text).ok()?;
    for step in path.split('.').filter(|_| !path.is_empty()) {
        value = match value {
            Value::Object(mut fields) => fields.remove(step)?,
            Value::Array(mut items) => {
                let place: usize = step.parse().ok()?;
                if place < items.len() { items.swap_remove(place) } else { return None }
            }
            _ => return None,
        };
    }
    Some(value).filter(|value| !value.is_null())
}

/// A text as it is, anything else as JSON.
fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

fn whole_number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) if text == "true" => Some(true),
        Value::String(text) if text == "false" => Some(false),
        _ => None,
    }
}

/// What a comment is called among properties.
const COMMENTS: [&str; 3] = ["comment", "review", "feedback"];

fn score_fields() -> Fields {
    Fields::from(vec![
        Field::new("kind", DataType::Utf8, true),
        Field::new("score", DataType::Float64, true),
        Field::new("lowest", DataType::Float64, true),
        Field::new("highest", DataType::Float64, true),
        Field::new("comment", DataType::Utf8, true),
    ])
}

/// `feedback_of(properties, facts, text)`: the scores and the comment that an interaction carries.
fn scores() -> ScalarUDF {
    let of = |name: &str| schema().field_with_name(name).expect("it is a column").data_type().clone();
    let gives = DataType::List(Arc::new(Field::new_list_field(DataType::Struct(score_fields()), true)));
    let function = |columns: &[ColumnarValue]| {
        let columns = ColumnarValue::values_to_arrays(columns)?;
        Ok(ColumnarValue::Array(scores_of(&columns)))
    };
    let takes = vec![DataType::Utf8, of("facts"), DataType::Utf8];
    create_udf("feedback_of", takes, gives, Volatility::Immutable, Arc::new(function))
}

fn scores_of(columns: &[ArrayRef]) -> ArrayRef {
    let (properties, texts): (&StringArray, &StringArray) = (columns[0].as_string(), columns[2].as_string());
    let facts = columns[1].as_list::<i32>();
    let inner = facts.values().as_struct();
    let (names, values): (&StringArray, &StringArray) = (inner.column(0).as_string(), inner.column(1).as_string());
    let mut lists = ListBuilder::new(StructBuilder::from_fields(score_fields(), 0));
    for (row, (properties, text)) in properties.iter().zip(texts).enumerate() {
        let range =
            facts.value_offsets()[row].unsigned_abs() as usize..facts.value_offsets()[row + 1].unsigned_abs() as usize;
        let told = range.map(|place| (names.value(place), values.value(place)));
        let found = found(properties, told, text);
        for (name, score, comment) in &found {
            let to = lists.values();
            let scale = SCALES.iter().find(|known| known.name == *name);
            push(to, 0, Some(name));
            let (lowest, highest) = (scale.map(|scale| scale.lowest), scale.map(|scale| scale.highest));
            for (field, number) in [(1, *score), (2, lowest), (3, highest)] {
                let numbers: &mut Float64Builder = to.field_builder(field).expect("the field is a number");
                numbers.append_option(number);
            }
            push(to, 4, comment.as_deref());
            to.append(true);
        }
        lists.append(!found.is_empty());
    }
    Arc::new(lists.finish())
}

fn push(to: &mut StructBuilder, field: usize, text: Option<&str>) {
    let texts: &mut StringBuilder = to.field_builder(field).expect("the field is a text");
    texts.append_option(text);
}

type Found = Vec<(&'static str, Option<f64>, Option<String>)>;

/// The scores among properties and facts, each with the comment beside it; a comment without a score stands alone.
fn found<'a>(properties: Option<&str>, told: impl Iterator<Item = (&'a str, &'a str)>, text: Option<&str>) -> Found {
    let told: Vec<(&str, &str)> = told.collect();
    let mention = |name: &str| properties.is_some_and(|properties| properties.contains(&format!("\"{name}\"")));
    let mut names = SCALES.iter().map(|scale| scale.name).chain(COMMENTS);
    if told.is_empty() && !names.any(mention) {
        return Vec::new();
    }
    let said: Value = properties.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let alone = COMMENTS.iter().find_map(|name| said[name].as_str()).map(str::to_owned);
    let comment = alone.clone().or_else(|| text.map(str::to_owned));
    let scores = among(said, told.iter().copied());
    let mut found: Found = scores.map(|(place, score)| (SCALES[place].name, Some(score), comment.clone())).collect();
    if found.is_empty() {
        found.extend(alone.map(|alone| ("comment", None, Some(alone))));
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_lead_into_objects_and_lists() {
        let text = r#"{"a":{"b":[1,"x",null]},"t":"7","n":2.5,"y":true}"#;
        assert_eq!(at(text, "a.b.1"), Some(json!("x")));
        assert_eq!(at(text, "a"), Some(json!({"b": [1, "x", null]})));
        for nothing in ["a.b.2", "a.b.3", "a.c", "t.x", "a.b.-1", "A"] {
            assert_eq!(at(text, nothing), None, "{nothing}");
        }
        assert_eq!(at("7", ""), Some(json!(7)));
        assert_eq!(at("no json", "a"), None);
        assert_eq!(number(&at(text, "t").unwrap()), Some(7.0));
        assert_eq!((number(&json!("NaN")), whole_number(&json!(2.5)), truth(&json!("true"))), (None, None, Some(true)));
    }

    #[test]
    fn scores_are_taken_on_their_scales() {
        let none = std::iter::empty();
        let of = |properties: &str| found(Some(properties), std::iter::empty(), Some("said"));
        assert_eq!(of(r#"{"nps":9}"#), [("nps", Some(9.0), Some("said".to_owned()))]);
        assert_eq!(of(r#"{"nps":11}"#), []);
        assert_eq!(of(r#"{"csat":"4","comment":"fine"}"#), [("csat", Some(4.0), Some("fine".to_owned()))]);
        assert_eq!(of(r#"{"review":"bad"}"#), [("comment", None, Some("bad".to_owned()))]);
        assert_eq!(of(r#"{"a":1}"#), []);
        assert_eq!(found(None, none, Some("text")), []);
        assert_eq!(found(None, [("ces", "6"), ("age", "41")].into_iter(), None), [("ces", Some(6.0), None)]);
    }
}
