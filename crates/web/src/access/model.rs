//! Roles, rights, keys.

use std::net::IpAddr;

use kernel::{SourceNo, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::scope::Scope;

/// What somebody may do as a whole; `docs/access.md` has the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Everything.
    Admin,
    /// Sees people and figures, changes nothing.
    Analyst,
    /// Sees people and figures; their audiences and campaigns.
    Marketer,
    /// Sees people, and puts right who is who and what they allow.
    Agent,
    /// An agent who answers for others.
    TeamLead,
    /// Answers for touchpoints.
    TouchpointOwner,
    /// Sees figures, nobody by name.
    Executive,
    /// Sees people and employees, exports and erases them, reads the audit.
    PrivacyOfficer,
    /// Is asked how it really works; sees nobody.
    Employee,
    /// Belongs to another company; sees nobody.
    Partner,
    /// Sees what is not personal.
    ReadOnly,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 11] = [
        Role::Admin,
        Role::Analyst,
        Role::Marketer,
        Role::Agent,
        Role::TeamLead,
        Role::TouchpointOwner,
        Role::Executive,
        Role::PrivacyOfficer,
        Role::Employee,
        Role::Partner,
        Role::ReadOnly,
    ];

    /// The name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::Analyst => "analyst",
            Role::Marketer => "marketer",
            Role::Agent => "agent",
            Role::TeamLead => "team-lead",
            Role::TouchpointOwner => "touchpoint-owner",
            Role::Executive => "executive",
            Role::PrivacyOfficer => "privacy-officer",
            Role::Employee => "employee",
            Role::Partner => "partner",
            Role::ReadOnly => "read-only",
        }
    }

    /// The role of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// What an operation asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// To be signed in: what concerns oneself.
    BeKnown,
    /// To see people, what they did and said, and to handle alerts.
    SeePeople,
    /// To see by what people were found: links and conflicts.
    SeeLinks,
    /// To say who is who.
    JoinPeople,
    /// To record what people allow.
    RecordConsent,
    /// To see what employees did and said as employees.
    SeeEmployees,
    /// To see touchpoints and the organisation.
    SeeOrganisation,
    /// To change the organisation, its accounts, its costs and its alert rules.
    ChangeOrganisation,
    /// To see which ways people go, and what it costs them.
    SeeJourneys,
    /// To see the people behind such a figure.
    OpenFigures,
    /// To write surveys, to invite people to them, and to keep improvements.
    AskPeople,
    /// To see sources, the ledger, metrics and the doctor.
    SeeIntake,
    /// To change sources and mappings, to import.
    ChangeSources,
    /// To see, download and replay what was dropped.
    HandleDropped,
    /// To export and erase people, to set purposes, retention and holds.
    ProtectPeople,
    /// To make and revoke keys, to add, change and remove users, to take backups, to keep webhooks.
    ManageAccess,
    /// To read the audit.
    SeeAudit,
}

impl Right {
    /// All rights.
    pub const ALL: [Right; 17] = [
        Right::BeKnown,
        Right::SeePeople,
        Right::SeeLinks,
        Right::JoinPeople,
        Right::RecordConsent,
        Right::SeeEmployees,
        Right::SeeOrganisation,
        Right::ChangeOrganisation,
        Right::SeeJourneys,
        Right::OpenFigures,
        Right::AskPeople,
        Right::SeeIntake,
        Right::ChangeSources,
        Right::HandleDropped,
        Right::ProtectPeople,
        Right::ManageAccess,
        Right::SeeAudit,
    ];

    /// Whether the right can be held for a part of the organisation. What cannot be cut to a part asks for the whole.
    #[must_use]
    pub fn can_be_scoped(self) -> bool {
        matches!(self, Right::BeKnown | Right::SeePeople | Right::RecordConsent | Right::SeeOrganisation)
    }
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
        /// Of which part of the organisation.
        scope: Scope,
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
    /// Of which part of the organisation they see interactions.
    pub scope: Scope,
    /// From which address; none over the socket of the data directory.
    pub address: Option<IpAddr>,
}

impl Principal {
    /// Whoever has the data directory itself.
    #[must_use]
    pub fn local() -> Principal {
        Principal { name: "local".to_owned(), role: Role::Admin, scope: Scope::All, address: None }
    }

    /// Whether they hold a right.
    #[must_use]
    pub fn may(&self, right: Right) -> bool {
        super::rules::may(self.role, &self.scope, right)
    }
}
