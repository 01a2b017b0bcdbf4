//! What a survey says.

use std::collections::BTreeMap;

use kernel::{QuestionPurpose, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text in some languages, by their tags: `{"en": "Thank you", "de": "Danke"}`. `{fact.delivery_day|your delivery}`
/// in it stands for what is known of the person, else for what is behind the bar; `{answer.reason|it}` for an earlier
/// answer, `{about.order|your order}` for what the invitation is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(transparent)]
pub struct Texts(pub BTreeMap<String, String>);

/// Who is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AskedOf {
    /// Customers, prospects and former customers.
    #[default]
    Customers,
    /// Employees: what they say is on no customer profile.
    Employees,
    /// Partners and subcontractors, as partners.
    Partners,
}

/// A survey.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    /// What people see above the questions.
    pub title: Texts,
    /// What is said before the first question.
    #[serde(default)]
    pub welcome: Texts,
    /// What is said after the last one.
    pub thanks: Texts,
    /// The languages it is in, as tags: `en`, `pt-BR`. The first is for everybody who reads none of the others.
    pub languages: Vec<String>,
    /// Who is asked.
    #[serde(default)]
    pub asked_of: AskedOf,
    /// Whether it promises anonymity: what is answered is kept without who, when and in which order, and shown when the
    /// wave is over, of no fewer than five people.
    #[serde(default)]
    pub anonymous: bool,
    /// The questions, in order.
    pub questions: Vec<Question>,
    /// The touchpoint that it asks about, where it is always the same.
    pub about: Option<String>,
    /// The department that asks.
    pub department: Option<String>,
    /// Whether anybody may answer who has the address; else only who was invited.
    #[serde(default = "yes")]
    pub open: bool,
    /// When it ends: nobody can answer after that.
    #[schema(value_type = Option<String>)]
    pub closes_at: Option<Timestamp>,
    /// The sites that may show it within their pages, as `https://www.example.com`.
    #[serde(default)]
    pub embedded_on: Vec<String>,
}

fn yes() -> bool {
    true
}

/// A question.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyQuestion)]
pub struct Question {
    /// By which answers name it: 1 to 40 small letters, digits and underscores.
    pub id: String,
    /// What is asked.
    pub text: Texts,
    /// What helps to answer it.
    #[serde(default)]
    pub help: Texts,
    /// How it is answered.
    pub answer: Answer,
    /// Whether nobody can go on without answering it.
    #[serde(default)]
    pub required: bool,
    /// Whether it begins a new page. One that depends on an answer of its own page does so anyway.
    #[serde(default)]
    pub starts_page: bool,
    /// When it is asked: all of these must hold; without any, always.
    #[serde(default)]
    pub show_if: Vec<Condition>,
    /// The fact that it asks for: what is known and fresh is not asked, and what is answered is known from then on.
    pub fact: Option<FactAsked>,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = SurveyAnswer)]
pub enum Answer {
    /// How likely they would recommend us, 0 to 10 (Reichheld, 2003).
    Nps,
    /// The same of an employer.
    Enps,
    /// How satisfied, 1 to 5.
    Csat,
    /// How easy it was, 1 to 7; 7 is easy.
    Ces,
    /// 1 to 5 stars.
    Stars,
    /// 1 to 5 faces, from very sad to very happy.
    Smileys,
    /// One of some options.
    Single {
        /// The options.
        options: Vec<Choice>,
        /// Whether something else may be written.
        #[serde(default)]
        other: bool,
    },
    /// Some of some options.
    Multiple {
        /// The options.
        options: Vec<Choice>,
        /// How many at most.
        most: Option<u32>,
        /// Whether something else may be written.
        #[serde(default)]
        other: bool,
    },
    /// One of the columns in each row.
    Matrix {
        /// The rows.
        rows: Vec<Choice>,
        /// The columns.
        columns: Vec<Choice>,
    },
    /// The options in an order, the best first.
    Ranking {
        /// The options.
        options: Vec<Choice>,
    },
    /// In their own words.
    Text {
        /// How many characters at most; 2000 unless told.
        #[serde(default = "longest")]
        longest: u32,
    },
    /// A number.
    Number {
        /// The least.
        least: Option<f64>,
        /// The most.
        most: Option<f64>,
    },
    /// A day.
    Date,
    /// Whether data may be used for a purpose: recorded as their decision.
    Consent {
        /// The purpose, such as `marketing`.
        purpose: String,
    },
}

fn longest() -> u32 {
    2000
}

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyChoice)]
pub struct Choice {
    /// By which answers name it: 1 to 40 small letters, digits and underscores.
    pub id: String,
    /// What people see.
    pub text: Texts,
}

/// Something about an earlier answer. What was not answered holds none of these but `answered: false`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyCondition)]
pub struct Condition {
    /// The earlier question.
    pub question: String,
    /// It was answered with one of these options.
    #[serde(default)]
    pub is: Vec<String>,
    /// It was answered with so much or more.
    pub at_least: Option<f64>,
    /// It was answered with so much or less.
    pub at_most: Option<f64>,
    /// Whether it was answered at all.
    pub answered: Option<bool>,
}

/// A fact that a question asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SurveyFact)]
pub struct FactAsked {
    /// The fact.
    pub name: String,
    /// Why it is asked for.
    #[serde(default = "service")]
    #[schema(value_type = String, example = "service")]
    pub purpose: QuestionPurpose,
    /// For how many days it is fresh since it was learnt; for ever unless told.
    pub fresh_days: Option<u32>,
    /// For how many days an answer holds; for ever unless told.
    pub valid_days: Option<u32>,
}

fn service() -> QuestionPurpose {
    QuestionPurpose::Service
}
