//! Reading what a form sends into answers. A 0 is a score; an empty field is no answer.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::model::Answers;
use super::words::Mistake;
use crate::feedback::surveys::{Answer, Choice, OTHER, Question, Survey};

/// The fields of a form, in the order in which they came.
pub(super) type Fields = [(String, String)];

/// The most characters that may be written in the place of an option.
const LONGEST_OTHER: usize = 200;

/// What a form says to a question; nothing where it was left out.
pub(super) fn answer(question: &Question, fields: &Fields) -> Result<Option<Value>, Mistake> {
    let id = question.id.as_str();
    let said = values(fields, id);
    let one = said.last().copied().filter(|text| !text.trim().is_empty());
    match &question.answer {
        Answer::Single { options, other } => {
            let written = written(fields, id, *other)?;
            match one {
                Some(OTHER) if *other => Ok(Some(json!({OTHER: written.unwrap_or_default()}))),
                Some(chosen) => option(options, chosen).map(Some),
                None => Ok(written.map(|written| json!({OTHER: written}))),
            }
        }
        Answer::Multiple { options, most, other } => several(options, *most, *other, &said, fields, id),
        Answer::Matrix { rows, columns } => matrix(rows, columns, fields, id),
        Answer::Ranking { options } => ranking(options, fields, id),
        Answer::Text { longest } => {
            let text = one.map(str::trim).map(|text| text.replace('\0', "\u{fffd}"));
            match text {
                Some(text) if text.chars().count() > *longest as usize => Err(Mistake::TooLong(*longest)),
                text => Ok(text.map(Value::String)),
            }
        }
        Answer::Number { least, most } => one.map(|text| number(text, *least, *most)).transpose(),
        Answer::Date => {
            let day = one.map(|text| text.trim().parse::<jiff::civil::Date>()).transpose();
            day.map(|day| day.map(|day| day.to_string().into())).map_err(|_| Mistake::NoDate)
        }
        Answer::Consent { .. } => match one {
            None => Ok(None),
            Some("yes") => Ok(Some(true.into())),
            Some("no") => Ok(Some(false.into())),
            Some(_) => Err(Mistake::NoOption),
        },
        scored => {
            let (lowest, highest) = scored.scale().expect("all other kinds are scores");
            let score = one.map(|text| text.trim().parse::<u8>());
            match score {
                None => Ok(None),
                Some(Ok(score)) if (lowest..=highest).contains(&score) => Ok(Some(score.into())),
                Some(_) => Err(Mistake::OffScale(lowest, highest)),
            }
        }
    }
}

/// Answers that came otherwise than by a form.
///
/// # Errors
/// Which of them is no answer to its question.
pub(in crate::feedback) fn checked(survey: &Survey, answers: &Answers) -> Result<(), String> {
    for (id, value) in answers {
        let question = survey.questions.iter().find(|question| question.id == *id);
        let question = question.ok_or_else(|| format!("the survey has no question {id:?}"))?;
        if answer(question, &fields(question, value)).ok().flatten().as_ref() != Some(value) {
            return Err(format!("{value} is no answer to {id:?}"));
        }
    }
    Ok(())
}

/// What a form sends to say the same again.
pub(super) fn fields(question: &Question, answer: &Value) -> Vec<(String, String)> {
    let id = question.id.as_str();
    let mut fields = Vec::new();
    let mut one = |value: &Value| match value {
        Value::Object(written) => {
            fields.push((id.to_owned(), OTHER.to_owned()));
            let written = written.get(OTHER).and_then(Value::as_str).unwrap_or_default();
            fields.push((format!("{id}.{OTHER}"), written.to_owned()));
        }
        Value::String(text) => fields.push((id.to_owned(), text.clone())),
        Value::Bool(yes) => fields.push((id.to_owned(), if *yes { "yes" } else { "no" }.to_owned())),
        other => fields.push((id.to_owned(), other.to_string())),
    };
    match (&question.answer, answer) {
        (Answer::Matrix { .. }, Value::Object(rows)) => rows
            .iter()
            .map(|(row, chosen)| (format!("{id}.{row}"), chosen.as_str().unwrap_or_default().to_owned()))
            .collect(),
        (Answer::Ranking { .. }, Value::Array(ranked)) => ranked
            .iter()
            .zip(1..)
            .map(|(option, place)| (format!("{id}.{}", option.as_str().unwrap_or_default()), place.to_string()))
            .collect(),
        (_, Value::Array(all)) => {
            all.iter().for_each(&mut one);
            fields
        }
        (_, single) => {
            one(single);
            fields
        }
    }
}

fn values<'a>(fields: &'a Fields, name: &str) -> Vec<&'a str> {
    fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str()).collect()
}

/// What was written in the place of an option.
fn written(fields: &Fields, id: &str, may_be: bool) -> Result<Option<String>, Mistake> {
    let said = values(fields, &format!("{id}.{OTHER}"));
    let text = said.last().map(|text| text.trim()).filter(|text| may_be && !text.is_empty());
    match text {
        Some(text) if text.chars().count() > LONGEST_OTHER => {
            Err(Mistake::TooLong(u32::try_from(LONGEST_OTHER).unwrap_or(u32::MAX)))
        }
        text => Ok(text.map(|text| text.replace('\0', "\u{fffd}"))),
    }
}

fn option(options: &[Choice], chosen: &str) -> Result<Value, Mistake> {
    options.iter().find(|option| option.id == chosen).map(|option| option.id.clone().into()).ok_or(Mistake::NoOption)
}

fn several(
    options: &[Choice],
    most: Option<u32>,
    other: bool,
    said: &[&str],
    fields: &Fields,
    id: &str,
) -> Result<Option<Value>, Mistake> {
    let written = written(fields, id, other)?;
    let is_option = |one: &&str| options.iter().any(|option| option.id == **one) || other && *one == OTHER;
    if !said.iter().all(is_option) {
        return Err(Mistake::NoOption);
    }
    // In the order of the options, each once.
    let chosen = options.iter().filter(|option| said.contains(&option.id.as_str()));
    let mut all: Vec<Value> = chosen.map(|option| option.id.clone().into()).collect();
    if said.contains(&OTHER) || written.is_some() {
        all.push(json!({OTHER: written.unwrap_or_default()}));
    }
    match most {
        Some(most) if all.len() > most as usize => Err(Mistake::TooMany(most)),
        _ => Ok((!all.is_empty()).then_some(Value::Array(all))),
    }
}

fn matrix(rows: &[Choice], columns: &[Choice], fields: &Fields, id: &str) -> Result<Option<Value>, Mistake> {
    let mut answers = Map::new();
    for row in rows {
        let said = values(fields, &format!("{id}.{}", row.id));
        if let Some(chosen) = said.last().filter(|text| !text.is_empty()) {
            answers.insert(row.id.clone(), option(columns, chosen)?);
        }
    }
    Ok((!answers.is_empty()).then_some(Value::Object(answers)))
}

/// Options by the place that was given to each; those without one are left out.
fn ranking(options: &[Choice], fields: &Fields, id: &str) -> Result<Option<Value>, Mistake> {
    let mut places: BTreeMap<usize, &str> = BTreeMap::new();
    for option in options {
        let said = values(fields, &format!("{id}.{}", option.id));
        let Some(text) = said.last().filter(|text| !text.is_empty()) else { continue };
        let place = text.parse::<usize>().ok().filter(|place| (1..=options.len()).contains(place));
        if places.insert(place.ok_or(Mistake::NoOption)?, &option.id).is_some() {
            return Err(Mistake::SamePlace);
        }
    }
    let ranked: Vec<Value> = places.into_values().map(Value::from).collect();
    Ok((!ranked.is_empty()).then_some(Value::Array(ranked)))
}

/// A number as people write it: with a comma or a point.
fn number(text: &str, least: Option<f64>, most: Option<f64>) -> Result<Value, Mistake> {
    let number = text.trim().replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite());
    let number = number.ok_or(Mistake::NoNumber)?;
    if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
        return Err(Mistake::OutOfBounds(least, most));
    }
    Ok(json!(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(answer: &Value) -> Question {
        serde_json::from_value(json!({"id": "q", "text": {"en": "?"}, "answer": answer})).expect("a question")
    }

    fn said(of: &Value, fields: &[(&str, &str)]) -> Result<Option<Value>, Mistake> {
        let fields: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        answer(&question(of), &fields)
    }

    fn options() -> Value {
        json!(["a", "b", "c"].map(|id| json!({"id": id, "text": {"en": id}})))
    }

    #[test]
    fn nothing_is_no_answer_and_zero_is_one() {
        let nps = json!({"kind": "nps"});
        assert_eq!(said(&nps, &[]), Ok(None));
        assert_eq!(said(&nps, &[("q", " ")]), Ok(None));
        assert_eq!(said(&nps, &[("q", "0")]), Ok(Some(json!(0))));
        assert_eq!(said(&nps, &[("q", "11")]), Err(Mistake::OffScale(0, 10)));
        assert_eq!(said(&nps, &[("q", "-1")]), Err(Mistake::OffScale(0, 10)));
        assert_eq!(said(&json!({"kind": "ces"}), &[("q", "0")]), Err(Mistake::OffScale(1, 7)));
    }

    #[test]
    fn options_are_those_of_the_question() {
        let single = json!({"kind": "single", "options": options(), "other": true});
        assert_eq!(said(&single, &[("q", "b")]), Ok(Some(json!("b"))));
        assert_eq!(said(&single, &[("q", "z")]), Err(Mistake::NoOption));
        assert_eq!(said(&single, &[("q.other", " by letter ")]), Ok(Some(json!({"other": "by letter"}))));
        let multiple = json!({"kind": "multiple", "options": options(), "most": 2});
        assert_eq!(said(&multiple, &[("q", "c"), ("q", "a"), ("q", "a")]), Ok(Some(json!(["a", "c"]))));
        assert_eq!(said(&multiple, &[("q", "a"), ("q", "b"), ("q", "c")]), Err(Mistake::TooMany(2)));
        assert_eq!(said(&multiple, &[("q", "other")]), Err(Mistake::NoOption));
        let matrix = json!({"kind": "matrix", "rows": options(), "columns": options()});
        assert_eq!(said(&matrix, &[("q.a", "c"), ("q.z", "a")]), Ok(Some(json!({"a": "c"}))));
        let ranking = json!({"kind": "ranking", "options": options()});
        assert_eq!(said(&ranking, &[("q.a", "2"), ("q.c", "1")]), Ok(Some(json!(["c", "a"]))));
        assert_eq!(said(&ranking, &[("q.a", "1"), ("q.c", "1")]), Err(Mistake::SamePlace));
        assert_eq!(said(&ranking, &[("q.a", "4")]), Err(Mistake::NoOption));
    }

    #[test]
    fn what_was_answered_is_sent_again_as_it_was() {
        for (of, answer) in [
            (json!({"kind": "nps"}), json!(0)),
            (json!({"kind": "number"}), json!(2.5)),
            (json!({"kind": "text"}), json!("two\nlines")),
            (json!({"kind": "single", "options": options(), "other": true}), json!({"other": "by letter"})),
            (json!({"kind": "multiple", "options": options(), "other": true}), json!(["a", {"other": "x"}])),
            (json!({"kind": "matrix", "rows": options(), "columns": options()}), json!({"a": "c", "b": "a"})),
            (json!({"kind": "ranking", "options": options()}), json!(["c", "a"])),
            (json!({"kind": "consent", "purpose": "x"}), json!(false)),
        ] {
            let question = question(&of);
            assert_eq!(super::answer(&question, &fields(&question, &answer)), Ok(Some(answer)), "{of}");
        }
    }

    #[test]
    fn words_numbers_days_and_consents_are_read_as_people_write_them() {
        assert_eq!(said(&json!({"kind": "text", "longest": 3}), &[("q", " ok ")]), Ok(Some(json!("ok"))));
        assert_eq!(said(&json!({"kind": "text", "longest": 3}), &[("q", "äöüß")]), Err(Mistake::TooLong(3)));
        let number = json!({"kind": "number", "least": 1.0});
        assert_eq!(said(&number, &[("q", "2,5")]), Ok(Some(json!(2.5))));
        assert_eq!(said(&number, &[("q", "0")]), Err(Mistake::OutOfBounds(Some(1.0), None)));
        assert_eq!(said(&number, &[("q", "NaN")]), Err(Mistake::NoNumber));
        assert_eq!(said(&json!({"kind": "date"}), &[("q", "2026-02-29")]), Err(Mistake::NoDate));
        assert_eq!(said(&json!({"kind": "date"}), &[("q", "2026-03-01")]), Ok(Some(json!("2026-03-01"))));
        let consent = json!({"kind": "consent", "purpose": "marketing"});
        assert_eq!(said(&consent, &[("q", "no")]), Ok(Some(json!(false))));
        assert_eq!(said(&consent, &[("q", "on")]), Err(Mistake::NoOption));
    }
}
