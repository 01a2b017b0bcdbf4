//! Export: everything that is held of a person, for machines and for people.

use std::collections::HashMap;

use kernel::{ConsentDecision, IdentifierNo};
use serde_json::{Value, json};

use super::combined;
use super::erasure::{Erasures, Refused};
use super::store::holds_of;
use crate::identity::{PersonNo, decisions_about};
use crate::log::{self, Entry, Verdict};

/// Portions of the people's log that are read at once.
const READ: usize = 256;

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
    let numbers: Vec<IdentifierNo> = parts.iter().map(|part| part.identifier).collect();
    let values = erasures.profiles().identifiers(&numbers)?;
    let named = |number: IdentifierNo| values.get(&number).map(ToString::to_string);
    let mut sections = vec![
        ("consents", consents.iter().map(|decision| said(decision, None)).collect()),
        ("consent_history", consent_history(erasures, &numbers, &named)?),
        ("holds", holds(erasures, &numbers, &named)?),
        ("decisions", decisions(erasures, &numbers, &named)?),
    ];
    for holder in erasures.holders() {
        let held = holder
            .export(&parts, &mentions)
            .map_err(|error| store::Error::Unexpected(format!("{} cannot be exported: {error}", holder.name())))?;
        sections.push((holder.name(), held));
    }
    let is_any = |held: &Value| !held.is_null() && held.as_array().is_none_or(|items| !items.is_empty());
    let sections = sections.into_iter().filter(|(_, held)| is_any(held));
    Ok(Value::Object(sections.map(|(name, held)| (name.to_owned(), held)).collect()))
}

/// A decision about a purpose, and under which identifier it was taken.
fn said(decision: &ConsentDecision, identifier: Option<String>) -> Value {
    let (purpose, decided_at) = (decision.purpose.as_str(), decision.decided_at.to_string());
    let mut said = json!({
        "purpose": purpose, "granted": decision.granted, "decided_at": decided_at, "evidence": decision.evidence
    });
    if let Some(identifier) = identifier {
        said["identifier"] = identifier.into();
    }
    said
}

/// Every decision that was ever recorded, identifier by identifier, in the order in which they came in: those on the
/// preference centre too, and those in whose place others count.
fn consent_history(
    erasures: &Erasures,
    numbers: &[IdentifierNo],
    named: &dyn Fn(IdentifierNo) -> Option<String>,
) -> Result<Value, Refused> {
    let keys: HashMap<[u8; 16], IdentifierNo> = {
        let state = erasures.people().now();
        numbers.iter().map(|number| (*state.graph.key(*number), *number)).collect()
    };
    let (mut after, mut count, mut history) = (0, 0_u32, Vec::new());
    // Whoever had the same identifiers before and is erased is somebody else.
    let mut former: HashMap<IdentifierNo, [u8; 16]> = HashMap::new();
    loop {
        let portions = erasures.store().truth.read_blocking(|tx| log::read_after(tx, after, READ))?;
        let Some((last, _)) = portions.last() else {
            return Ok(history.into_iter().map(|(_, said)| said).collect());
        };
        after = *last;
        for entry in portions.iter().flat_map(|(_, entries)| entries) {
            match entry {
                Entry::Identifier { key, .. } => {
                    if keys.contains_key(key) {
                        former.insert(IdentifierNo(count), *key);
                    }
                    count += 1;
                }
                Entry::Erased(part) if part.is_whole() => {
                    if let Some(gone) = former.get(&part.identifier) {
                        history.retain(|(key, _)| key != gone);
                    }
                }
                Entry::Consent { key, decision } | Entry::EmployeeConsent { key, decision } => {
                    let number = keys.get(key);
                    history.extend(number.map(|number| (*key, said(decision, named(*number)))));
                }
                _ => {}
            }
        }
    }
}

/// What keeps the person from being erased or contacted, or did.
fn holds(
    erasures: &Erasures,
    numbers: &[IdentifierNo],
    named: &dyn Fn(IdentifierNo) -> Option<String>,
) -> Result<Value, Refused> {
    let holds = erasures.store().truth.read_blocking(|tx| holds_of(tx, numbers))?;
    let shown = holds.into_iter().map(|hold| {
        json!({
            "identifier": named(hold.identifier),
            "kind": hold.kind,
            "reason": hold.reason,
            "placed_at": hold.placed_at.to_string(),
            "until": hold.until.map(|at| at.to_string()),
            "released_at": hold.released_at.map(|at| at.to_string()),
        })
    });
    Ok(shown.collect())
}

/// What was decided about who the person is. Of the other identifier nothing is said where it is somebody else's.
fn decisions(
    erasures: &Erasures,
    numbers: &[IdentifierNo],
    named: &dyn Fn(IdentifierNo) -> Option<String>,
) -> Result<Value, Refused> {
    let about = numbers.iter().copied().collect();
    let decisions = erasures.store().truth.read_blocking(|tx| decisions_about(tx, &about))?;
    let shown = decisions.into_iter().map(|decision| {
        let ends = [decision.pair.low(), decision.pair.high()];
        let verdict = match decision.verdict {
            Verdict::Joined => "one person",
            Verdict::Apart => "two people",
            Verdict::Undecided => "taken back",
        };
        let identifiers: Vec<String> = ends.into_iter().filter_map(named).collect();
        let (reason, at) = (decision.reason, decision.at.to_string());
        json!({"identifiers": identifiers, "decided": verdict, "reason": reason, "at": at})
    });
    Ok(shown.collect())
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
