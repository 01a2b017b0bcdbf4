//! Templates and conditions of a mapping, over minijinja, with a short way for the plain ones.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use minijinja::{Environment, UndefinedBehavior};

use super::row::Row;

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
pub(super) struct Condition(Expression);

impl Condition {
    pub(super) fn compile(text: &str) -> Result<Condition, String> {
        expression(text).map(|(expression, _)| Condition(expression))
    }

    pub(super) fn holds(&self, row: &Row) -> Result<bool, String> {
        Ok(self.0.eval(row.value().clone()).map_err(|error| error.to_string())?.is_true())
    }
}

fn expression(text: &str) -> Result<(Expression, Vec<String>), String> {
    let compiled = ENGINE.compile_expression_owned(text.to_owned()).map_err(|error| format!("{text:?}: {error}"))?;
    let columns = compiled.undeclared_variables(false).into_iter().collect();
    Ok((Arc::new(compiled), columns))
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
        let name = |part: &str| {
            part.chars().all(|c| c.is_alphanumeric() || c == '_') && !part.starts_with(|c: char| c.is_ascii_digit())
        };
        if !inner.is_empty() && inner.split('.').all(|part| !part.is_empty() && name(part)) {
            return Ok(Template::Path(inner.split('.').map(str::to_owned).collect()));
        }
        let (expression, columns) = expression(inner)?;
        Ok(Template::Expression { expression, columns })
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
    pub(super) fn json(&self, row: &Row) -> Result<serde_json::Value, String> {
        let value = match self {
            Template::Path(path) => row.json_at(path),
            Template::Expression { expression, .. } => {
                let value = expression.eval(row.value().clone()).map_err(|error| error.to_string())?;
                let value = serde_json::to_value(&value).map_err(|error| error.to_string())?;
                let blank = value.as_str().is_some_and(|text| text.trim().is_empty());
                (!blank).then_some(value)
            }
            Template::Constant(_) | Template::Pieces(_) => self.text(row)?.map(serde_json::Value::String),
        };
        Ok(value.unwrap_or_default())
    }

    /// The text for a row; nothing where it is blank.
    pub(super) fn text(&self, row: &Row) -> Result<Option<String>, String> {
        let text = match self {
            Template::Constant(text) => Some(text.clone()),
            Template::Path(path) => row.text(path).map(Cow::into_owned),
            Template::Expression { expression, .. } => {
                let value = expression.eval(row.value().clone()).map_err(|error| error.to_string())?;
                let missing = value.is_undefined() || value.is_none();
                (!missing).then(|| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
            }
            Template::Pieces(pieces) => {
                let mut text = String::new();
                for piece in pieces {
                    text.push_str(&piece.text(row)?.unwrap_or_default());
                }
                Some(text)
            }
        };
        Ok(text.filter(|text| !text.trim().is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(template: &str) -> Option<String> {
        let row = Row::json(serde_json::json!({"a": {"b": "x"}, "n": 2, "blank": " "}));
        Template::compile(template).unwrap().text(&row).unwrap()
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
}
