//! Surveys: what is asked, by name and version. Answers keep the version that they answered.

pub mod http;
mod model;
mod qr;
mod rules;
pub mod templates;

use web::versions::{self, Versions};

pub use model::{Answer, AskedOf, Choice, Condition, FactAsked, Question, Survey, Texts};
pub(super) use rules::OTHER;

/// The surveys of a store.
pub type Surveys = Versions<Survey>;

/// A version of a survey.
pub type Version = versions::Version<Survey>;

impl versions::Definition for Survey {
    const KIND: &'static str = "surveys";
    const ONE: &'static str = "survey";
}
