//! What people say in figures: the scores of the field, as interactions carry them among their properties or facts.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use serde_json::Value;

/// A score of the field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// What it is called, among properties and facts.
    pub name: &'static str,
    /// The lowest score there is.
    pub lowest: f64,
    /// The highest.
    pub highest: f64,
}

/// Net Promoter Score (of employees: eNPS), customer satisfaction, customer effort (7 is easy), stars.
pub const SCALES: [Scale; 7] = [
    Scale { name: "nps", lowest: 0.0, highest: 10.0 },
    Scale { name: "enps", lowest: 0.0, highest: 10.0 },
    Scale { name: "csat", lowest: 1.0, highest: 5.0 },
    Scale { name: "ces", lowest: 1.0, highest: 7.0 },
    Scale { name: "stars", lowest: 1.0, highest: 5.0 },
    Scale { name: "rating", lowest: 1.0, highest: 5.0 },
    Scale { name: "satisfaction", lowest: 1.0, highest: 5.0 },
];

/// Finds out whether JSON may name a score, without reading it.
static MENTIONED: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let quoted = SCALES.iter().map(|scale| format!("\"{}\"", scale.name));
    AhoCorasick::new(quoted).expect("a few short words")
});

/// The scores that an interaction carries, by the place of their scale in [`SCALES`]. `properties` is a JSON object,
/// the values of `facts` are JSON. What lies outside of its scale is no score.
pub fn scores<'a>(
    properties: Option<&str>,
    facts: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> impl Iterator<Item = (usize, f64)> {
    let said = properties
        .filter(|properties| MENTIONED.is_match(properties))
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    among(said, facts)
}

/// The same of properties that are read already.
pub(crate) fn among<'a>(
    properties: Value,
    facts: impl Iterator<Item = (&'a str, &'a str)> + Clone,
) -> impl Iterator<Item = (usize, f64)> {
    SCALES.iter().enumerate().filter_map(move |(place, scale)| {
        let fact = || facts.clone().find(|(name, _)| *name == scale.name);
        let told = || serde_json::from_str(fact()?.1).ok().as_ref().and_then(number);
        let score = number(&properties[scale.name]).or_else(told)?;
        (scale.lowest..=scale.highest).contains(&score).then_some((place, score))
    })
}

/// A number, or a text that is one.
#[must_use]
pub fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_stand_among_properties_or_facts_on_their_scales() {
        let of = |properties: &str, facts: &[(&str, &str)]| -> Vec<(&'static str, f64)> {
            scores(Some(properties), facts.iter().copied()).map(|(place, score)| (SCALES[place].name, score)).collect()
        };
        assert_eq!(of(r#"{"nps":9,"csat":"4","ces":8}"#, &[]), [("nps", 9.0), ("csat", 4.0)]);
        assert_eq!(of("{}", &[("age", "41"), ("ces", "\"6\"")]), [("ces", 6.0)]);
        assert_eq!(of(r#"{"ces":2}"#, &[("ces", "6")]), [("ces", 2.0)]);
        assert_eq!(of(r#"{"price":5}"#, &[]), []);
    }
}
