//! Which questions come when: pages, conditions, and what need not be asked.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::Value;

use super::model::Answers;
use crate::feedback::surveys::{Condition, Question, Survey};

/// The most questions on one page.
const MOST_ON_A_PAGE: usize = 6;

/// The pages of a survey: ranges of its questions.
pub(super) fn pages(survey: &Survey) -> Vec<Range<usize>> {
    let mut pages: Vec<Range<usize>> = Vec::new();
    for (place, question) in survey.questions.iter().enumerate() {
        let goes_on = pages.last().is_some_and(|page| {
            let on_it = &survey.questions[page.clone()];
            let depends = |condition: &Condition| on_it.iter().any(|other| other.id == condition.question);
            !question.starts_page && on_it.len() < MOST_ON_A_PAGE && !question.show_if.iter().any(depends)
        });
        match pages.last_mut() {
            Some(page) if goes_on => page.end = place + 1,
            _ => pages.push(place..place + 1),
        }
    }
    pages
}

/// Whether a question is asked after these answers.
pub(super) fn is_asked(question: &Question, answers: &Answers, spared: &BTreeSet<String>) -> bool {
    !spared.contains(&question.id) && question.show_if.iter().all(|condition| holds(condition, answers))
}

/// The first page from a place on with a question that is asked.
pub(super) fn next_page(survey: &Survey, from: usize, answers: &Answers, spared: &BTreeSet<String>) -> Option<usize> {
    let pages = pages(survey);
    let asks = |page: &Range<usize>| survey.questions[page.clone()].iter().any(|one| is_asked(one, answers, spared));
    (from..pages.len()).find(|place| asks(&pages[*place]))
}

/// The last page before a place with a question that is asked.
pub(super) fn page_before(
    survey: &Survey,
    before: usize,
    answers: &Answers,
    spared: &BTreeSet<String>,
) -> Option<usize> {
    let pages = pages(survey);
    let asks = |page: &Range<usize>| survey.questions[page.clone()].iter().any(|one| is_asked(one, answers, spared));
    (0..before.min(pages.len())).rev().find(|place| asks(&pages[*place]))
}

/// What of the answers counts in the end: an answer to a question that is not asked any more, because an earlier answer
/// was changed, does not.
pub(super) fn counting(survey: &Survey, answers: &Answers) -> Answers {
    let mut counting = Answers::new();
    for question in &survey.questions {
        if let Some(answer) = answers.get(&question.id)
            && question.show_if.iter().all(|condition| holds(condition, &counting))
        {
            counting.insert(question.id.clone(), answer.clone());
        }
    }
    counting
}

fn holds(condition: &Condition, answers: &Answers) -> bool {
    let answer = answers.get(&condition.question);
    if condition.answered.is_some_and(|wanted| wanted != answer.is_some()) {
        return false;
    }
    let Some(answer) = answer else {
        return condition.is.is_empty() && condition.at_least.is_none() && condition.at_most.is_none();
    };
    let number = answer.as_f64();
    let bounded = |bound: Option<f64>, fits: &dyn Fn(f64, f64) -> bool| {
        bound.is_none_or(|bound| number.is_some_and(|number| fits(number, bound)))
    };
    let chosen = condition.is.is_empty() || condition.is.iter().any(|option| is_chosen(answer, option));
    chosen
        && bounded(condition.at_least, &|number, bound| number >= bound)
        && bounded(condition.at_most, &|number, bound| number <= bound)
}

/// Whether an answer has an option in it. What was written instead of one stands as `{"other": "..."}`.
fn is_chosen(answer: &Value, option: &str) -> bool {
    match answer {
        Value::String(chosen) => chosen == option,
        Value::Array(all) => all.iter().any(|one| is_chosen(one, option)),
        Value::Object(written) => written.contains_key(option),
        Value::Bool(yes) => option == if *yes { "yes" } else { "no" },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// One question a letter; a letter behind it says on which it depends, a capital that it begins a page.
    fn survey(questions: &[(&str, Option<Value>, bool)]) -> Survey {
        let question = |(id, condition, starts): &(&str, Option<Value>, bool)| {
            let show_if: Vec<Value> = condition.iter().cloned().collect();
            let text = json!({"en": "?"});
            json!({"id": id, "text": text, "answer": {"kind": "nps"}, "show_if": show_if, "starts_page": starts})
        };
        let questions: Vec<Value> = questions.iter().map(question).collect();
        let title = json!({"en": "x"});
        let survey = json!({"title": title, "thanks": title, "languages": ["en"], "questions": questions});
        serde_json::from_value(survey).expect("a survey")
    }

    #[test]
    fn a_question_that_depends_on_its_page_begins_the_next() {
        let low = Some(json!({"question": "a", "at_most": 6}));
        let one = survey(&[("a", None, false), ("b", None, false), ("c", low.clone(), false), ("d", None, true)]);
        assert_eq!(pages(&one), [0..2, 2..3, 3..4]);
        let many: Vec<String> = (0..8).map(|place| format!("q{place}")).collect();
        let many: Vec<(&str, Option<Value>, bool)> = many.iter().map(|id| (id.as_str(), None, false)).collect();
        assert_eq!(pages(&survey(&many)), [0..6, 6..8]);
    }

    #[test]
    fn pages_without_a_question_are_left_out_both_ways() {
        let low = Some(json!({"question": "a", "at_most": 6}));
        let one = survey(&[("a", None, false), ("b", low, false), ("c", None, true)]);
        let (none, spared) = (Answers::new(), BTreeSet::new());
        assert_eq!(next_page(&one, 1, &none, &spared), Some(2));
        let unhappy = Answers::from([("a".to_owned(), json!(0))]);
        assert_eq!(next_page(&one, 1, &unhappy, &spared), Some(1), "0 is a score");
        assert_eq!(page_before(&one, 2, &none, &spared), Some(0));
        assert_eq!(next_page(&one, 2, &none, &BTreeSet::from(["c".to_owned()])), None);
    }

    #[test]
    fn answers_that_are_not_asked_for_any_more_do_not_count() {
        let on = |question: &str| Some(json!({"question": question, "answered": true}));
        let one = survey(&[
            ("a", None, false),
            ("b", Some(json!({"question": "a", "at_most": 6})), false),
            ("c", on("b"), false),
        ]);
        let answers =
            |a: u8| -> Answers { [("a", a), ("b", 1), ("c", 2)].map(|(id, said)| (id.to_owned(), json!(said))).into() };
        assert_eq!(counting(&one, &answers(3)).len(), 3);
        assert_eq!(counting(&one, &answers(9)).into_keys().collect::<Vec<_>>(), ["a"]);
    }

    #[test]
    fn options_are_found_wherever_they_stand() {
        for (answer, holds) in [
            (json!("phone"), true),
            (json!(["shop", "phone"]), true),
            (json!({"other": "by letter"}), false),
            (json!([{"other": "by letter"}, "shop"]), false),
        ] {
            assert_eq!(is_chosen(&answer, "phone"), holds, "{answer}");
        }
        assert!(is_chosen(&json!({"other": "by letter"}), "other") && is_chosen(&json!(true), "yes"));
    }
}
