//! Answers: what was answered to a survey, as a table to be taken elsewhere: a row a response, a column a question.
//!
//! Invariants: a reader sees what their role sees of the history and nothing more; of a survey that promises anonymity
//! there is no row.

pub mod http;
mod rules;
