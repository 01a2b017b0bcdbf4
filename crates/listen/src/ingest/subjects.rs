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
