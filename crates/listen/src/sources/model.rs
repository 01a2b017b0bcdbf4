//! A source and what can be said of it.

use kernel::{Purpose, Relation, SourceNo, Timestamp};

/// A source.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its number.
    pub number: SourceNo,
    /// Its name.
    pub name: String,
    /// What its interactions are taken in for: who refuses that is not taken in.
    pub purpose: Purpose,
    /// The channel of interactions that name none.
    pub channel: Option<String>,
    /// The department of interactions that name none.
    pub department: Option<String>,
    /// The relation of interactions that name none.
    pub relation: Option<Relation>,
    /// The mapping of its webhook and files, as TOML.
    pub mapping: Option<String>,
    /// How often the mapping was changed.
    pub mapping_version: u32,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Source {
    /// A source that is in no store: for trying something out.
    #[must_use]
    pub fn unsaved(name: &str) -> Source {
        Source {
            number: SourceNo(0),
            name: name.to_owned(),
            purpose: super::usual_purpose(),
            channel: None,
            department: None,
            relation: None,
            mapping: None,
            mapping_version: 0,
            created_at: Timestamp(0),
        }
    }
}

/// What is to be changed of a source; nothing leaves a setting as it is.
#[derive(Clone, Debug, Default)]
pub struct SourceChange {
    /// The purpose.
    pub purpose: Option<Purpose>,
    /// The channel; an empty one takes it away.
    pub channel: Option<String>,
    /// The department; an empty one takes it away.
    pub department: Option<String>,
    /// The relation.
    pub relation: Option<Relation>,
    /// The mapping; an empty one takes it away.
    pub mapping: Option<String>,
}
