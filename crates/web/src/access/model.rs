//! Roles, rights, keys.

use kernel::{SourceNo, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a key may do as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Everything.
    Admin,
    /// Sees people and figures, changes nothing.
    Analyst,
    /// Sees people, and puts right who is who and what they allow.
    Agent,
    /// Sees what is not personal.
    ReadOnly,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 4] = [Role::Admin, Role::Analyst, Role::Agent, Role::ReadOnly];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::Analyst => "analyst",
            Role::Agent => "agent",
            Role::ReadOnly => "read-only",
        }
    }

    /// The role of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// What an operation asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// To see people, what they did and said.
    SeePeople,
    /// To say who is who.
    JoinPeople,
    /// To record what people allow.
    RecordConsent,
    /// To see touchpoints, departments, sources and the ledger.
    SeeOrganisation,
    /// To change sources and mappings, to import.
    ChangeSources,
    /// To see, download and replay what was dropped.
    HandleDropped,
    /// To make and revoke keys.
    ManageKeys,
    /// To read the audit.
    SeeAudit,
}

/// An operation of the HTTP API and what it asks for: a row of the authorisation table.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The HTTP method.
    pub method: &'static str,
    /// The route with its placeholders, as it is registered.
    pub path: &'static str,
    /// The right.
    pub right: Right,
}

/// How far a source's write key is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKeyKind {
    /// For browsers and apps, where anybody can read it.
    Public,
    /// For systems of the organisation.
    Secret,
}

/// What a key stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyHolder {
    /// Somebody with a role.
    Role {
        /// The role.
        role: Role,
        /// The key's name.
        name: String,
    },
    /// A source that sends interactions and can do nothing else.
    Source {
        /// The source.
        source: SourceNo,
        /// How far it is believed.
        kind: SourceKeyKind,
    },
}

/// A key without its token, which nobody keeps.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What it stands for.
    pub holder: KeyHolder,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// A key with its token, shown once.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// The key.
    pub key: Key,
    /// The token.
    pub token: String,
}

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The name in the audit.
    pub name: String,
    /// The role.
    pub role: Role,
}

impl Principal {
    /// Whoever has the data directory itself.
    #[must_use]
    pub fn local() -> Principal {
        Principal { name: "local".to_owned(), role: Role::Admin }
    }
}
