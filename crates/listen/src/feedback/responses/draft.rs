//! The interaction that a response is in the end.

use kernel::clock::DAY;
use kernel::json::RawObject;
use kernel::{ConsentDecision, Direction, FactSaid, Identifier, Purpose, Relation, Subject, Timestamp, Trust};
use serde_json::{Map, Value, json};

use super::model::{Answers, Response};
use crate::feedback::surveys::{Answer, AskedOf, FactAsked, Question, Survey};
use crate::ingest::Draft;

/// What an answered survey is called.
pub(super) const ANSWERED: &str = "Survey Answered";
/// What one is called that was left before its end.
pub(super) const LEFT: &str = "Survey Left";

/// Who answers, and over which channel.
pub(super) struct From {
    /// Their identifiers, in priority order.
    pub(super) identifiers: Vec<Identifier>,
    /// The channel over which they were reached.
    pub(super) channel: String,
    /// Whether they were invited, or say themselves who they are.
    pub(super) trust: Trust,
}

/// A response as an interaction. `answers` are those that count.
pub(super) fn draft(response: &Response, survey: &Survey, answers: &Answers, from: From, at: Timestamp) -> Draft {
    let about = &response.about;
    let given = |question: &&Question| answers.contains_key(&question.id);
    let texts = survey.questions.iter().filter(|question| matches!(question.answer, Answer::Text { .. }));
    let texts: Vec<&str> = texts.filter_map(|question| answers.get(&question.id)?.as_str()).collect();
    let asked = survey.questions.iter().filter(|question| !response.spared.contains(&question.id));
    let asked = asked.filter_map(|question| question.fact.as_ref());
    let questions = asked.map(|fact| kernel::Question { fact: fact.name.clone(), purpose: fact.purpose });
    let facts = survey.questions.iter().filter(given).filter_map(|question| {
        let fact = question.fact.as_ref()?;
        Some(said(fact, &answers[&question.id], at))
    });
    Draft {
        occurred_at: Some(at),
        direction: Direction::Inbound,
        relation: match survey.asked_of {
            AskedOf::Customers => None,
            AskedOf::Employees => Some(Relation::Employee),
            AskedOf::Partners => Some(Relation::Partner),
        },
        channel: Some(from.channel),
        touchpoint: Some(format!("survey.{}", response.survey)),
        name: if response.finished_at.is_some() { ANSWERED } else { LEFT }.to_owned(),
        department: about.department.clone().or_else(|| survey.department.clone()),
        employee: about.employee.clone(),
        location: about.location.clone(),
        identifiers: from.identifiers,
        subjects: about.subjects.iter().map(|(kind, id)| Subject::new(kind.as_str(), id.as_str())).collect(),
        questions: questions.collect(),
        facts: facts.collect(),
        text: (!texts.is_empty()).then(|| texts.join("\n\n")),
        properties: properties(response, survey, answers),
        consents: consents(response, survey, answers, at),
        ..Draft::default()
    }
}

/// The scores by their names, then everything as it was answered. The first question of a kind gives the score.
fn properties(response: &Response, survey: &Survey, answers: &Answers) -> RawObject {
    let mut all = Map::new();
    for question in &survey.questions {
        let name = match question.answer {
            Answer::Nps => "nps",
            Answer::Enps => "enps",
            Answer::Csat => "csat",
            Answer::Ces => "ces",
            Answer::Stars => "stars",
            Answer::Smileys => "smiley",
            _ => continue,
        };
        if let Some(score) = answers.get(&question.id) {
            all.entry(name).or_insert_with(|| score.clone());
        }
    }
    let about = response.about.touchpoint.as_ref().or(survey.about.as_ref());
    all.extend(about.map(|about| ("about".to_owned(), Value::from(about.as_str()))));
    all.insert("survey".to_owned(), response.survey.as_str().into());
    all.insert("version".to_owned(), response.version.into());
    all.insert("language".to_owned(), response.language.as_str().into());
    all.insert("answers".to_owned(), json!(answers));
    if !response.spared.is_empty() {
        all.insert("spared".to_owned(), json!(response.spared));
    }
    if !response.hidden.is_empty() {
        all.insert("hidden".to_owned(), json!(response.hidden));
    }
    RawObject::from_valid(Value::Object(all).to_string())
}

/// An answer as a fact: a number or a text; what was chosen of several or ranked as a list.
fn said(fact: &FactAsked, answer: &Value, at: Timestamp) -> FactSaid {
    let plain = |value: &Value| value.get("other").cloned().unwrap_or_else(|| value.clone());
    let value = match answer {
        Value::Array(all) => Value::Array(all.iter().map(plain).collect()),
        one => plain(one),
    };
    let valid_until = fact.valid_days.map(|days| Timestamp(at.0.saturating_add(i64::from(days) * DAY)));
    FactSaid { name: fact.name.clone(), value: value.to_string(), valid_until }
}

fn consents(response: &Response, survey: &Survey, answers: &Answers, at: Timestamp) -> Vec<ConsentDecision> {
    let decided = survey.questions.iter().filter_map(|question| match &question.answer {
        Answer::Consent { purpose } => Some(ConsentDecision {
            purpose: Purpose::new(purpose),
            granted: answers.get(&question.id)?.as_bool()?,
            decided_at: at,
            evidence: format!("survey {} version {}, question {}", response.survey, response.version, question.id),
        }),
        _ => None,
    });
    decided.collect()
}
