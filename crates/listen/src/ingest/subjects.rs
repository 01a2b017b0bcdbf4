//! Subjects as senders say them: what an interaction is about, what the person is to it, and what was learnt of it.

use kernel::{Subject, SubjectRole};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::cloudevents::facts;

/// A subject on the wire.
#[derive(Clone, Deserialize)]
pub(super) struct SaidSubject {
    kind: String,
    id: String,
    #[serde(default)]
    role: Option<SubjectRole>,
    /// Those that are single values count.
    #[serde(default)]
    facts: Map<String, Value>,
}

impl From<SaidSubject> for Subject {
    fn from(said: SaidSubject) -> Subject {
        Subject { kind: said.kind, id: said.id, role: said.role, facts: facts(said.facts) }
    }
}

/// The subjects of a list.
///
/// # Errors
/// What is no such list.
pub(crate) fn subjects_of(list: Value) -> serde_json::Result<Vec<Subject>> {
    let said: Vec<SaidSubject> = serde_json::from_value(list)?;
    Ok(said.into_iter().map(Subject::from).collect())
}
