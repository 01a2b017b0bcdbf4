//! Templates and conditions of a mapping, over minijinja, with a short way for the plain ones.

use std::sync::{Arc, LazyLock};

use kernel::DropReason;
use minijinja::value::ValueKind;
use minijinja::{Environment, UndefinedBehavior};

use super::row::Row;
use super::{Failure, text_of};

/// The engine: expressions and filters, nothing that reaches outside of the row.
static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::Chainable);
    engine
});

type Expression = Arc<minijinja::Expression<'static, 'static>>;

/// A string of a mapping.
#[derive(Clone)]
pub(super) enum Template {
    /// Text without anything to fill in.
    Constant(String),
    /// A column or a path into a JSON object, by its parts.
    Path(Vec<String>),
    /// One expression, whose value keeps its type.
    Expression { expression: Expression, columns: Vec<String> },
    /// Pieces of text with expressions between them.
    Pieces(Vec<Template>),
}

/// A condition of a mapping.
pub(super) struct Condition {
    expression: Expression,
    columns: Vec<String>,
}

impl Condition {
    pub(super) fn compile(text: &str) -> Result<Condition, String> {
        expression(text).map(|(expression, columns)| Condition { expression, columns })
    }

    /// The columns that it uses.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    pub(super) fn holds(&self, row: &Row) -> Result<bool, String> {
        Ok(self.expression.eval(row.value().clone()).map_err(|error| error.to_string())?.is_true())
    }
}

/// The name by which an expression speaks of the row as a whole, and of columns whose names are no plain words.
pub(super) const WHOLE: &str = "row";

fn expression(text: &str) -> Result<(Expression, Vec<String>), String> {
    let compiled = ENGINE.compile_expression_owned(text.to_owned()).map_err(|error| format!("{text:?}: {error}"))?;
    let function = |name: &str| ENGINE.globals().any(|(global, _)| global == name);
    let variables = compiled.undeclared_variables(true);
    let named = variables.iter().filter_map(|path| match path.split_once('.') {
        Some((WHOLE, path)) => path.split('.').next(),
        Some((name, _)) => Some(name),
        None => Some(path.as_str()).filter(|name| *name != WHOLE && !function(name)),
    });
    let mut columns: Vec<String> = named.map(str::to_owned).collect();
    let mut rest = text;
    while let Some(found) = rest.find("row[") {
        let own_word = !rest[..found].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.'));
        if let Some((name, _)) = own_word.then(|| subscript(&rest[found..])).flatten() {
            columns.push(name.to_owned());
        }
        rest = &rest[found + WHOLE.len()..];
    }
    columns.sort_unstable();
    columns.dedup();
    Ok((Arc::new(compiled), columns))
}

/// The name in `row["name"]` at the start of a text, and what comes behind.
fn subscript(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(WHOLE)?.strip_prefix('[')?.trim_start();
    let quote = inner.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (name, behind) = inner[1..].split_once(quote)?;
    let behind = behind.trim_start().strip_prefix(']')?;
    (!name.contains('\\')).then_some((name, behind))
}

impl Template {
    pub(super) fn compile(text: &str) -> Result<Template, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            if !before.is_empty() {
                pieces.push(Template::Constant(before.to_owned()));
            }
            let (inner, behind) = after.split_once("}}").ok_or_else(|| format!("{text:?}: `{{{{` is not closed"))?;
            pieces.push(Template::compile_inner(inner.trim())?);
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(Template::Constant(rest.to_owned()));
        }
        Ok(match pieces.len() {
            0 => Template::Constant(String::new()),
            1 => pieces.remove(0),
            _ => Template::Pieces(pieces),
        })
    }

    fn compile_inner(inner: &str) -> Result<Template, String> {
        if let Some(path) = plain_path(inner) {
            return Ok(Template::Path(path));
        }
        let (expression, columns) = expression(inner)?;
        Ok(Template::Expression { expression, columns })
    }

    /// Whether nothing can come of it where columns are missing: a plain one of it is, or all of an expression.
    pub(super) fn lacks(&self, missing: &impl Fn(&String) -> bool) -> bool {
        match self {
            Template::Constant(_) => false,
            Template::Path(parts) => missing(&parts[0]),
            Template::Expression { columns, .. } => !columns.is_empty() && columns.iter().all(missing),
            Template::Pieces(pieces) => pieces.iter().any(|piece| piece.lacks(missing)),
        }
    }

    pub(super) fn constant(&self) -> Option<&str> {
        match self {
            Template::Constant(text) => Some(text),
            _ => None,
        }
    }

    /// The columns that it uses.
    pub(super) fn columns(&self) -> Vec<String> {
        match self {
            Template::Constant(_) => Vec::new(),
            Template::Path(parts) => vec![parts[0].clone()],
            Template::Expression { columns, .. } => columns.clone(),
            Template::Pieces(pieces) => pieces.iter().flat_map(Template::columns).collect(),
        }
    }

    /// The value for a row; null where a column is blank or not there.
    pub(super) fn json(&self, row: &Row) -> Result<serde_json::Value, Failure> {
        let value = match self {
            Template::Path(path) => row.json_at(path),
            Template::Expression { expression, .. } => {
                let value = expression.eval(row.value().clone()).map_err(failed)?;
                let value = serde_json::to_value(&value).map_err(failed)?;
                let blank = value.as_str().is_some_and(|text| text.trim().is_empty());
                (!blank).then_some(value)
            }
            Template::Constant(_) | Template::Pieces(_) => self.text(row)?.map(serde_json::Value::String),
        };
        Ok(value.unwrap_or_default())
    }

    /// The text for a row; nothing where it is blank. A list or an object is no text.
    pub(super) fn text(&self, row: &Row) -> Result<Option<String>, Failure> {
        Ok(self.filled(row)?.map(|(text, _)| text))
    }

    /// The text for a row as an id. Text around values that are all blank names nothing: with it all rows that lack
    /// the values would be one.
    pub(super) fn id(&self, row: &Row) -> Result<Option<String>, Failure> {
        Ok(self.filled(row)?.filter(|(_, holds_value)| *holds_value).map(|(text, _)| text))
    }

    /// The text for a row, and whether anything in it came from the row, or there is nothing to fill in.
    fn filled(&self, row: &Row) -> Result<Option<(String, bool)>, Failure> {
        let filled = match self {
            Template::Constant(text) => Some((text.clone(), true)),
            Template::Path(path) => row.text(path)?.map(|text| (text.into_owned(), true)),
            Template::Expression { expression, .. } => {
                expression_text(&expression.eval(row.value().clone()).map_err(failed)?)?.map(|text| (text, true))
            }
            Template::Pieces(pieces) => Some(joined(pieces, row)?),
        };
        Ok(filled.filter(|(text, _)| !text.trim().is_empty()))
    }
}

/// The parts of an expression that only names a column or a path into it: `a`, `a.b`, `row["a b"].c`.
fn plain_path(inner: &str) -> Option<Vec<String>> {
    let name = |part: &str| {
        part.chars().all(|c| c.is_alphanumeric() || c == '_') && !part.starts_with(|c: char| c.is_ascii_digit())
    };
    let path = |text: &str| {
        let parts = text.split('.').map(|part| (!part.is_empty() && name(part)).then(|| part.to_owned()));
        parts.collect::<Option<Vec<String>>>()
    };
    if let Some((column, behind)) = subscript(inner) {
        let within = if behind.is_empty() { Some(Vec::new()) } else { path(behind.strip_prefix('.')?) };
        return Some([vec![column.to_owned()], within?].concat());
    }
    let mut parts = path(inner)?;
    if parts[0] == WHOLE {
        parts.remove(0);
    }
    (!parts.is_empty()).then_some(parts)
}

/// Pieces one after the other. Where an expression is blank, so is the blank that would have stood between it and its
/// neighbour: a missing middle name leaves one blank, a missing first name none.
fn joined(pieces: &[Template], row: &Row) -> Result<(String, bool), Failure> {
    let (mut text, mut holds_value) = (String::new(), false);
    let (mut any_blank, mut after_blank) = (false, false);
    for piece in pieces {
        if let Template::Constant(constant) = piece {
            let closes_up = after_blank && (text.is_empty() || text.ends_with(char::is_whitespace));
            text.push_str(if closes_up { constant.trim_start() } else { constant });
            // What is left of a constant that was only blanks is the end of the text before it.
            after_blank &= constant.trim().is_empty();
        } else if let Some(value) = piece.text(row)? {
            text.push_str(&value);
            (holds_value, after_blank) = (true, false);
        } else {
            (any_blank, after_blank) = (true, true);
        }
    }
    let text = if any_blank { text.trim().to_owned() } else { text };
    Ok((text, holds_value))
}

fn expression_text(value: &minijinja::Value) -> Result<Option<String>, Failure> {
    match value.kind() {
        ValueKind::Undefined | ValueKind::None => Ok(None),
        ValueKind::String => Ok(value.as_str().map(str::to_owned)),
        _ => text_of(&serde_json::to_value(value).map_err(failed)?),
    }
}

fn failed(error: impl std::fmt::Display) -> Failure {
    (DropReason::MappingFailed, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        Row::json(serde_json::json!({
            "a": {"b": "x"}, "list": [1], "n": 2, "whole": 1.0, "half": 1.5, "blank": " ", "first": "Ana",
            "last": "Ruiz", "wide": " a  b "
        }))
    }

    fn text(template: &str) -> Option<String> {
        Template::compile(template).unwrap().text(&row()).unwrap()
    }

    #[test]
    fn templates_fill_in_what_is_there() {
        assert_eq!(text("plain").as_deref(), Some("plain"));
        assert_eq!(text("{{ a.b }}").as_deref(), Some("x"));
        assert_eq!(text("order {{ n }} of {{ a.b }}").as_deref(), Some("order 2 of x"));
        assert_eq!(text("{{ n * 2 }}").as_deref(), Some("4"));
        assert_eq!(text("{{ a.missing.deeper }}"), None);
        assert_eq!(text("{{ blank }}"), None);
        assert_eq!(text("{{ 'yes' if n > 1 else 'no' }}").as_deref(), Some("yes"));
        assert!(Template::compile("{{ a").is_err());
    }

    #[test]
    fn blanks_between_expressions_stay_and_those_of_empty_expressions_go() {
        assert_eq!(text("{{ first }} {{ last }}").as_deref(), Some("Ana Ruiz"));
        assert_eq!(text("{{ first }} {{ blank }}").as_deref(), Some("Ana"));
        assert_eq!(text("{{ blank }} {{ last }}").as_deref(), Some("Ruiz"));
        assert_eq!(text("{{ first }} {{ blank }} {{ last }}").as_deref(), Some("Ana Ruiz"));
        assert_eq!(text("{{ first }} {{ blank }} {{ missing }} {{ last }}").as_deref(), Some("Ana Ruiz"));
        assert_eq!(text("of {{ blank }} {{ last }}, {{ first }}").as_deref(), Some("of Ruiz, Ana"));
        assert_eq!(text("{{ blank }} {{ missing }}"), None);
        // Blanks that are the sender's own are not touched.
        assert_eq!(text("{{ first }}  {{ last }}").as_deref(), Some("Ana  Ruiz"));
        assert_eq!(text("{{ first }}{{ wide }}").as_deref(), Some("Ana a  b "));
    }

    #[test]
    fn columns_with_any_name_are_in_the_row() {
        let header =
            std::sync::Arc::new(crate::mapping::Header::new(["Loan ID", "x-y", "row", "n"].map(str::to_owned)));
        let fields = csv::StringRecord::from(vec!["L1", "dash", "seven", "7"]);
        let row = Row::columns(header, fields);
        let text = |template: &str| Template::compile(template).unwrap().text(&row).unwrap();
        assert_eq!(text("{{ row[\"Loan ID\"] }}").as_deref(), Some("L1"));
        assert_eq!(text("{{ row['Loan ID'][:1] ~ row['x-y'] ~ n }}").as_deref(), Some("Ldash7"));
        assert_eq!(text("{{ row['row'] }} {{ row.n }} {{ row['n']|int + 1 }}").as_deref(), Some("seven 7 8"));
        assert_eq!(text("{{ row['missing'] or n }}").as_deref(), Some("7"));
        let json = Row::json(serde_json::json!({"a b": {"c": "deep"}}));
        let deep = |template: &str| Template::compile(template).unwrap().text(&json).unwrap();
        assert_eq!(deep("{{ row['a b'].c }}").as_deref(), Some("deep"));
        assert_eq!(deep("{{ row['a b'].c|upper }}").as_deref(), Some("DEEP"));
        let columns = |template: &str| Template::compile(template).unwrap().columns();
        assert_eq!(columns("{{ range(3)|length ~ row.b.c ~ row[ 'a b' ].c ~ arrow['x'] }}"), ["a b", "arrow", "b"]);
        let all = Template::compile("{{ row }}").unwrap().json(&row).unwrap();
        assert_eq!(all["Loan ID"], "L1", "{all}");
    }

    #[test]
    fn an_id_of_blank_values_is_none() {
        let id = |template: &str| Template::compile(template).unwrap().id(&row()).unwrap();
        assert_eq!(id("order-{{ n }}").as_deref(), Some("order-2"));
        assert_eq!(id("order-{{ blank }}:{{ missing }}"), None);
        assert_eq!(id("{{ n }}:{{ missing }}").as_deref(), Some("2:"));
        assert_eq!(id("till").as_deref(), Some("till"));
    }

    #[test]
    fn whole_numbers_are_integers_and_lists_and_objects_no_text() {
        assert_eq!(text("{{ whole }}").as_deref(), Some("1"));
        assert_eq!(text("{{ whole * 3 }}").as_deref(), Some("3"));
        assert_eq!(text("no {{ half }}").as_deref(), Some("no 1.5"));
        for template in ["{{ a }}", "{{ list }}", "{{ [n, n] }}", "about {{ a }}"] {
            let (reason, said) = Template::compile(template).unwrap().text(&row()).unwrap_err();
            assert_eq!(reason, DropReason::InvalidField, "{template}");
            assert!(said.contains("not a text"), "{said}");
        }
    }
}
