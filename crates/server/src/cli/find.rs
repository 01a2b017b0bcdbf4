//! Who is meant by what was typed: one person; where it is not one, those who could be meant are listed.

use std::process::ExitCode;

use anyhow::Result;
use serde_json::{Value, json};

use super::Output;
use super::client::{Client, Refused, escaped};

/// The exit code where nobody is known by what was typed.
const NOBODY: u8 = 3;
/// The exit code where somebody is found, but not one person by an identifier.
const NOT_ONE: u8 = 4;
/// How many people are listed.
const LISTED: usize = 20;
/// How many identifiers of each are listed.
const IDENTIFIERS: usize = 10;

/// What was typed leads to no single person.
pub(super) struct NotOne {
    typed: String,
    /// Who could be meant.
    people: Vec<Value>,
    total: u64,
    /// Whether it is an identifier of theirs; otherwise they were found by name or words.
    by_identifier: bool,
}

/// Finds the one person of an id or of an identifier in any form, and returns their id.
pub(super) async fn one(client: &Client, typed: &str) -> Result<Result<String, NotOne>> {
    if typed.starts_with("p_") {
        match client.get(&format!("/api/v1/people/{}", escaped(typed))).await {
            Ok(person) => return Ok(Ok(person["id"].as_str().unwrap_or(typed).to_owned())),
            // It may be an identifier all the same.
            Err(error) if error.downcast_ref::<Refused>().is_some_and(|refused| refused.status == 404) => {}
            Err(error) => return Err(error),
        }
    }
    for (parameter, by_identifier) in [("identifier", true), ("q", false)] {
        let found = client.get(&format!("/api/v1/people?{parameter}={}&limit={LISTED}", escaped(typed))).await?;
        let people = found["items"].as_array().cloned().unwrap_or_default();
        match people.as_slice() {
            [] => {}
            [person] if by_identifier => return Ok(Ok(person["id"].as_str().unwrap_or_default().to_owned())),
            _ => {
                let total = found["total"].as_u64().unwrap_or(people.len() as u64);
                return Ok(Err(NotOne { typed: typed.to_owned(), people, total, by_identifier }));
            }
        }
    }
    Ok(Err(NotOne { typed: typed.to_owned(), people: Vec::new(), total: 0, by_identifier: false }))
}

impl NotOne {
    /// Says so, lists who could be meant, and returns the exit code.
    pub(super) fn report(&self, output: Output) -> Result<ExitCode> {
        let (typed, total) = (&self.typed, self.total);
        let said = match (self.people.is_empty(), self.by_identifier) {
            (true, _) => format!("nobody is known by {typed:?}, and no name or text has it"),
            (false, true) => format!("{total} people are known by {typed:?}: say which with namespace:value or the id"),
            (false, false) => format!("nobody has the identifier {typed:?}; found by name or words: {total}"),
        };
        if output.json {
            eprintln!("{}", serde_json::to_string_pretty(&json!({"error": said, "people": self.people}))?);
        } else {
            eprintln!("error: {said}");
            for person in &self.people {
                super::print_line(&self.line(person))?;
            }
        }
        Ok(ExitCode::from(if self.people.is_empty() { NOBODY } else { NOT_ONE }))
    }

    fn line(&self, person: &Value) -> String {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let held = person["identifiers"].as_array().map_or(&[][..], Vec::as_slice);
        let mut held: Vec<(bool, String)> = held
            .iter()
            .map(|one| {
                let value = text(&one["value"]);
                (!value.eq_ignore_ascii_case(&self.typed), format!("{}:{value}", text(&one["namespace"])))
            })
            .collect();
        // What was typed comes first: it is what tells them apart.
        held.sort_by_key(|(other, _)| *other);
        let more = held.len().saturating_sub(IDENTIFIERS);
        let mut shown: Vec<String> = held.into_iter().take(IDENTIFIERS).map(|(_, shown)| shown).collect();
        if more > 0 {
            shown.push(format!("and {more} more"));
        }
        let matched =
            person["matched"].as_str().map_or_else(String::new, |matched| format!("\n    {}", one_line(matched)));
        format!("{}  {}{matched}", text(&person["id"]), shown.join(", "))
    }
}

/// A text on one line: line breaks and runs of blanks are one blank.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text on one line, cut with an ellipsis beyond `most` characters.
pub(super) fn cut(text: &str, most: usize) -> String {
    let line = one_line(text);
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn texts_are_cut_with_an_ellipsis() {
        assert_eq!(cut("the line\n\n drops", 20), "the line drops");
        assert_eq!(cut("dränge dränge", 6), "dränge…");
        assert_eq!(cut("dränge dränge", 7), "dränge…");
        assert_eq!(cut("dränge", 6), "dränge");
    }
}
