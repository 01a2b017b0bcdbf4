//! How a survey opens for somebody who is invited: its first words and its first question, as a message shows them.

use std::collections::BTreeSet;

use super::model::Answers;
use super::piping::{Known, piped};
use super::turn::first_language;
use super::words::Words;
use super::{Error, Responses, flow};
use crate::feedback::invitations::Invitation;
use crate::feedback::surveys::{Answer, Question, Survey, Texts};

/// The most options that stand in a message; more are shown on the page.
const MOST_OPTIONS: usize = 7;

/// The beginning of a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::feedback) struct Opening {
    /// The language in which this person reads it.
    pub(in crate::feedback) language: String,
    pub(in crate::feedback) title: String,
    pub(in crate::feedback) welcome: String,
    /// The first question that is asked of them.
    pub(in crate::feedback) question: String,
    /// Its answers, where each is one click away.
    pub(in crate::feedback) ways: Vec<Way>,
    /// What the lowest and the highest mean, where they are a scale.
    pub(in crate::feedback) ends: Option<[&'static str; 2]>,
}

/// An answer that is one click away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::feedback) struct Way {
    /// The field of the address, such as `nps=9`.
    pub(in crate::feedback) field: String,
    /// What people see.
    pub(in crate::feedback) text: String,
}

impl Responses {
    /// How a survey opens for somebody; nothing where there is nothing to be asked of them.
    pub(in crate::feedback) async fn opening(
        &self,
        survey: &Survey,
        invitation: &Invitation,
    ) -> Result<Option<Opening>, Error> {
        let (known, spared) = self.known(survey, Some(invitation.identifier), &invitation.about).await?;
        Ok(opening(survey, invitation.language.as_deref(), &known, &spared))
    }
}

fn opening(survey: &Survey, invited_in: Option<&str>, known: &Known, spared: &BTreeSet<String>) -> Option<Opening> {
    let none = Answers::new();
    let page = flow::pages(survey).into_iter().nth(flow::next_page(survey, 0, &none, spared)?)?;
    let question = survey.questions[page].iter().find(|one| flow::is_asked(one, &none, spared))?;
    let spoken = known.facts.get("language").and_then(|json| serde_json::from_str::<String>(json).ok());
    let language = first_language(survey, invited_in.into_iter().chain(spoken.as_deref()));
    let say = |texts: &Texts| piped(texts.text(&language, survey.fallback()), known, &none);
    let (ways, ends) = ways(survey, question, &language);
    Some(Opening {
        title: say(&survey.title),
        welcome: say(&survey.welcome),
        question: say(&question.text),
        ways,
        ends,
        language,
    })
}

/// The answers that are one click away, and what the ends of a scale mean.
fn ways(survey: &Survey, question: &Question, language: &str) -> (Vec<Way>, Option<[&'static str; 2]>) {
    let words = Words::of(language);
    let way = |value: &str, text: String| Way { field: format!("{}={value}", question.id), text };
    let ends = match &question.answer {
        Answer::Nps | Answer::Enps => Some(words.recommend),
        Answer::Csat => Some(words.satisfied),
        Answer::Ces => Some(words.easy),
        Answer::Smileys => Some([words.faces[0], words.faces[4]]),
        Answer::Single { options, other: false } if options.len() <= MOST_OPTIONS => {
            let options = options.iter();
            let text = |texts: &Texts| texts.text(language, survey.fallback()).to_owned();
            return (options.map(|option| way(&option.id, text(&option.text))).collect(), None);
        }
        _ => None,
    };
    let Some((lowest, highest)) = question.answer.scale() else { return (Vec::new(), None) };
    ((lowest..=highest).map(|score| way(&score.to_string(), score.to_string())).collect(), ends)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_question_that_is_asked_opens_it_in_their_language() {
        let survey: Survey = serde_json::from_value(json!({
            "title": {"en": "Your visit", "de": "Ihr Besuch"}, "thanks": {"en": "x"}, "languages": ["en", "de"],
            "questions": [
                {"id": "day", "text": {"en": "Which day?"}, "answer": {"kind": "text"}},
                {"id": "nps", "text": {"en": "{fact.day|Once}: would you?"}, "answer": {"kind": "nps"}, "starts_page": true}],
        }))
        .expect("a survey");
        let facts = [("day", "\"Tuesday\""), ("language", "\"de-AT\"")];
        let facts: BTreeMap<String, String> = facts.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let known = Known { facts, about: BTreeMap::new() };
        let spared = BTreeSet::from(["day".to_owned()]);
        let one = opening(&survey, None, &known, &spared).expect("an opening");
        assert_eq!((one.language.as_str(), one.title.as_str()), ("de", "Ihr Besuch"));
        assert_eq!((one.question.as_str(), one.ways.len()), ("Tuesday: would you?", 11));
        assert_eq!((one.ways[0].field.as_str(), one.ends.is_some()), ("nps=0", true));
        assert_eq!(opening(&survey, Some("en"), &known, &spared).expect("an opening").title, "Your visit");
        let words = opening(&survey, None, &Known::default(), &BTreeSet::new()).expect("an opening");
        assert!(words.question == "Which day?" && words.ways.is_empty());
        let all = BTreeSet::from(["day".to_owned(), "nps".to_owned()]);
        assert_eq!(opening(&survey, None, &known, &all), None);
    }
}
