//! The columns of such a table, and the cells of a response.

use listen::feedback::surveys::{Answer, Survey};
use serde_json::Value;

/// What stands before the answers.
pub(super) const BEFORE: [&str; 11] =
    ["id", "at", "finished", "version", "language", "channel", "about", "department", "employee", "location", "person"];

/// The columns of answers, over all versions: questions in the order in which they came, with a column for each row of a
/// matrix. Each is the question's id and, of a matrix, the row's.
pub(super) fn columns<'a>(versions: impl Iterator<Item = &'a Survey>) -> Vec<(String, Option<String>)> {
    let mut columns: Vec<(String, Option<String>)> = Vec::new();
    for question in versions.flat_map(|survey| &survey.questions) {
        let parts: Vec<Option<String>> = match &question.answer {
            Answer::Matrix { rows, .. } => rows.iter().map(|row| Some(row.id.clone())).collect(),
            _ => vec![None],
        };
        for part in parts {
            let column = (question.id.clone(), part);
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
    }
    columns
}

/// What a column is called.
pub(super) fn title((question, part): &(String, Option<String>)) -> String {
    part.as_ref().map_or_else(|| question.clone(), |part| format!("{question}.{part}"))
}

/// An answer as a cell: several options with a bar between them.
pub(super) fn cell(answers: &Value, (question, part): &(String, Option<String>)) -> String {
    let answer = &answers[question.as_str()];
    plain(part.as_ref().map_or(answer, |part| &answer[part.as_str()]))
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(plain).collect::<Vec<_>>().join(" | "),
        Value::Object(written) => written.get("other").map_or_else(|| value.to_string(), plain),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_column_is_a_question_of_any_version() {
        let survey = |questions: Value| -> Survey {
            let title = json!({"en": "x"});
            let whole = json!({"title": title, "thanks": title, "languages": ["en"], "questions": questions});
            serde_json::from_value(whole).expect("a survey")
        };
        let text = json!({"en": "?"});
        let options = json!([{"id": "a", "text": text}, {"id": "b", "text": text}]);
        let first = survey(json!([{"id": "nps", "text": text, "answer": {"kind": "nps"}}]));
        let second = survey(json!([
            {"id": "nps", "text": text, "answer": {"kind": "nps"}},
            {"id": "m", "text": text, "answer": {"kind": "matrix", "rows": options, "columns": options}}]));
        let columns = columns([&first, &second].into_iter());
        assert_eq!(columns.iter().map(title).collect::<Vec<_>>(), ["nps", "m.a", "m.b"]);
        let answers = json!({"nps": 0, "m": {"b": "a"}});
        assert_eq!(columns.iter().map(|column| cell(&answers, column)).collect::<Vec<_>>(), ["0", "", "a"]);
        assert_eq!(plain(&json!(["a", {"other": "by letter"}])), "a | by letter");
    }
}
