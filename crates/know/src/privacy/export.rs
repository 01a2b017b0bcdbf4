//! Export: everything that is held of a person, for machines and for people.

use serde_json::{Value, json};

use super::combined;
use super::erasure::{Erasures, Refused};
use crate::identity::PersonNo;

/// Everything that is held of a person, by who holds it. Blocks.
///
/// # Errors
/// That there is no such person, or what the database says.
pub(super) fn of(erasures: &Erasures, person: PersonNo) -> Result<Value, Refused> {
    let (parts, consents) = {
        let state = erasures.people().now();
        let person = state.graph.resolve(person).ok_or(Refused::Missing("person"))?;
        let parts = state.graph.parts(person);
        let decisions = parts.iter().flat_map(|part| state.consents.of(state.graph.key(part.identifier)));
        (parts.clone(), combined(decisions))
    };
    let mentions = erasures.mentions(&parts)?;
    let mut export = serde_json::Map::new();
    let consents = consents.into_iter().map(|decision| {
        let (purpose, decided_at) = (decision.purpose.as_str().to_owned(), decision.decided_at.to_string());
        json!({"purpose": purpose, "granted": decision.granted, "decided_at": decided_at, "evidence": decision.evidence})
    });
    export.insert("consents".to_owned(), consents.collect());
    for holder in erasures.holders() {
        let held = holder
            .export(&parts, &mentions)
            .map_err(|error| store::Error::Unexpected(format!("{} cannot be exported: {error}", holder.name())))?;
        if !held.is_null() && held.as_array().is_none_or(|items| !items.is_empty()) {
            export.insert(holder.name().to_owned(), held);
        }
    }
    Ok(Value::Object(export))
}

/// An export as a page that needs nothing else to be read.
pub(super) fn page(export: &Value) -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>What we hold of you</title>\
         <style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
         dl{margin:0 0 1rem 1rem}dt{font-weight:600}dd{margin:0 0 .5rem 1rem}article{border-top:1px solid #999}</style>\
         <h1>What we hold of you</h1>",
    );
    for (holder, held) in export.as_object().into_iter().flatten() {
        page.extend(["<h2>", &escaped(holder), "</h2>"]);
        show(held, &mut page);
    }
    page
}

fn show(value: &Value, page: &mut String) {
    match value {
        Value::Null => page.push('–'),
        Value::Bool(value) => page.push_str(if *value { "yes" } else { "no" }),
        Value::Number(number) => *page += &number.to_string(),
        Value::String(text) => *page += &escaped(text),
        Value::Array(items) => {
            for item in items {
                page.push_str("<article>");
                show(item, page);
                page.push_str("</article>");
            }
        }
        Value::Object(fields) => {
            page.push_str("<dl>");
            for (name, field) in fields.iter().filter(|(_, field)| !is_nothing(field)) {
                page.extend(["<dt>", &escaped(name), "</dt><dd>"]);
                show(field, page);
                page.push_str("</dd>");
            }
            page.push_str("</dl>");
        }
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_an_export_becomes_markup() {
        let page = page(&json!({"<b>": [{"a\"": "<script>alert(1)</script>", "none": null}]}));
        assert!(!page.contains("<script>") && page.contains("&lt;script&gt;") && !page.contains("none"));
    }
}
