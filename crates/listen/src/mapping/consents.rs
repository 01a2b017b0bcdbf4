//! What a row says that people decided: each purpose has a template that comes out true, false or blank, and one may
//! come out as a TC string.

use std::collections::BTreeMap;

use kernel::{ConsentDecision, DropReason, Identifier, Purpose, Timestamp};
use serde_json::Value;

use super::Failure;
use super::model::{Mapping, Output};
use super::row::Row;
use super::template::Template;
use crate::ingest::{Draft, Dropped, Edge, Form};

/// More purposes than any consent manager knows are refused with the mapping.
const MOST_PURPOSES: usize = 32;

/// The name among a mapping's consents under which a TC string stands, where others are purposes.
pub(super) const TC_STRING: &str = "tcf";

/// Compiles the purposes of a block, which a mapping gives by name.
pub(super) fn compile(written: &BTreeMap<String, String>) -> Result<Vec<(Purpose, Template)>, String> {
    if written.len() > MOST_PURPOSES {
        return Err(format!("consents: {} purposes; at most {MOST_PURPOSES}", written.len()));
    }
    let one = |(purpose, text): (&String, &String)| {
        let field = format!("consents.{purpose}");
        let template = Template::compile(text).map_err(|error| format!("{field}: {error}"))?;
        if template.constant().is_some_and(|constant| truth(constant).is_none()) {
            return Err(format!("{field}: {text:?} is neither true nor false; an expression stands in {{{{ }}}}"));
        }
        Ok((Purpose::new(purpose), template))
    };
    written.iter().filter(|(purpose, _)| *purpose != TC_STRING).map(one).collect()
}

/// Only these words: a `no` that was taken for a text, and so for true, would allow what somebody refused.
fn truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// What a row says of one purpose; nothing where it is blank.
fn granted(purpose: &Purpose, template: &Template, row: &Row) -> Result<Option<bool>, Failure> {
    let within = |detail: &str| format!("consents.{}: {detail}", purpose.as_str());
    let read = match template.json(row).map_err(|(reason, detail)| (reason, within(&detail)))? {
        Value::Null => return Ok(None),
        Value::Bool(granted) => Some(granted),
        Value::String(text) => truth(&text),
        _ => None,
    };
    read.map(Some).ok_or_else(|| (DropReason::InvalidField, within("it is neither true nor false")))
}

/// Takes the decisions that a row brings into a draft. A TC string that cannot be read brings none.
pub(super) fn decide(
    edge: &Edge,
    output: &Output,
    row: &Row,
    decided_at: Timestamp,
    draft: &mut Draft,
) -> Result<(), Failure> {
    for (purpose, template) in &output.consents {
        if let Some(granted) = granted(purpose, template, row)? {
            let evidence = "mapping".to_owned();
            draft.consents.push(ConsentDecision { purpose: purpose.clone(), granted, decided_at, evidence });
        }
    }
    if let Some(template) = &output.tc_string {
        let string = template.json(row).map_err(|(reason, detail)| (reason, format!("consents.tcf: {detail}")))?;
        draft.read_tc_string(edge, &string, decided_at);
    }
    Ok(())
}

impl Mapping {
    /// A row that is dropped, with what may be kept of it: nothing where it says, or may say, that its source's purpose is
    /// refused.
    pub(super) fn dropped(&self, edge: &Edge, (reason, detail): Failure, row: &Row) -> Dropped {
        let kept = if self.denies(edge, row) { String::new() } else { row.to_json() };
        Dropped::new(reason, detail, Form::Row, &kept).naming(edge.keys_of(self.named(row)))
    }

    /// A JSON text that is dropped before it is a row.
    pub(super) fn dropped_json(&self, edge: &Edge, (reason, detail): Failure, raw: &str) -> Dropped {
        match serde_json::from_str(raw) {
            Ok(value) => {
                let row = Row::json(value);
                let kept = if self.denies(edge, &row) { "" } else { raw };
                Dropped::new(reason, detail, Form::Row, kept).naming(edge.keys_of(self.named(&row)))
            }
            Err(_) => Dropped::new(reason, detail, Form::Row, if edge.refuses() { "" } else { raw }),
        }
    }

    fn denies(&self, edge: &Edge, row: &Row) -> bool {
        let refuses = |output: &Output| {
            let of_source = output.consents.iter().filter(|(purpose, _)| *purpose == edge.source.purpose);
            let refused = |(purpose, template): &(Purpose, Template)| {
                !matches!(granted(purpose, template, row), Ok(None | Some(true)))
            };
            let by_string =
                |template: &Template| template.json(row).map_or(true, |string| edge.may_be_refused_by(&string));
            let applies = || output.when.as_ref().is_none_or(|when| when.holds(row).unwrap_or(true));
            let asks = of_source.clone().next().is_some() || output.tc_string.is_some();
            asks && applies() && (of_source.clone().any(refused) || output.tc_string.as_ref().is_some_and(by_string))
        };
        edge.heeds_refusals() && (edge.refuses() || self.outputs.iter().any(refuses))
    }

    /// Whom a row names, as far as that can be read.
    fn named(&self, row: &Row) -> Vec<Identifier> {
        self.outputs.iter().flat_map(|output| output.readable_identifiers(row)).collect()
    }
}
