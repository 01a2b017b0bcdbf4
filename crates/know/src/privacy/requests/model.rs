//! What a privacy request is.

use kernel::{IdentifierNo, Purpose, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::identity::PersonNo;

/// Makes an enum whose variants have one name on the wire and in the table.
macro_rules! named {
    ($(#[doc = $doc:literal])+ $type:ident { $($(#[doc = $of:literal])+ $variant:ident = $name:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $type { $($(#[doc = $of])+ $variant,)+ }

        impl $type {
            /// All of them.
            pub const ALL: &[$type] = &[$($type::$variant,)+];

            /// The name on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($type::$variant => $name,)+ }
            }

            /// The one of a name.
            #[must_use]
            pub fn parse(name: &str) -> Option<$type> {
                $type::ALL.iter().copied().find(|one| one.as_str() == name)
            }
        }
    };
}

named! {
    /// What somebody asks for.
    RequestKind {
        /// What is held of them.
        Access = "access",
        /// The same, to take along.
        Portability = "portability",
        /// That something wrong is put right.
        Rectification = "rectification",
        /// That what is held of them is destroyed.
        Erasure = "erasure",
        /// That it is kept and not used.
        Restriction = "restriction",
        /// That it is not used for some purposes, which rest on our own interest.
        Objection = "objection",
        /// That what they allowed is allowed no more.
        Withdrawal = "withdrawal",
    }
}

named! {
    /// By what law they ask: it sets the clock.
    Law {
        /// The General Data Protection Regulation of the European Union, article 12(3).
        Gdpr = "gdpr",
        /// The same in the United Kingdom.
        UkGdpr = "uk_gdpr",
        /// The California Consumer Privacy Act.
        Ccpa = "ccpa",
        /// Brazil's Lei Geral de Proteção de Dados.
        Lgpd = "lgpd",
        /// Another, which gives so many days as the request says.
        Other = "other",
    }
}

named! {
    /// How far a request is.
    RequestState {
        /// It waits.
        Open = "open",
        /// It waits, and they were told that it takes longer.
        Extended = "extended",
        /// They have what they asked for.
        Done = "done",
        /// They were told why not.
        Refused = "refused",
    }
}

impl RequestState {
    /// Whether somebody still waits.
    #[must_use]
    pub fn is_pending(self) -> bool {
        matches!(self, RequestState::Open | RequestState::Extended)
    }
}

/// A request before it is kept.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// What they ask for.
    pub kind: RequestKind,
    /// By what law.
    pub law: Law,
    /// The days that another law gives.
    pub days: Option<u32>,
    /// The identifiers with which they asked.
    pub identifiers: Vec<IdentifierNo>,
    /// What they object to, or allow no more.
    pub purposes: Vec<Purpose>,
    /// How it came: a name such as `letter`.
    pub channel: String,
    /// What they said, as far as it is needed.
    pub note: String,
    /// When it came in.
    pub received_at: Timestamp,
    /// Who wrote it down.
    pub filed_by: String,
}

/// How and when it was checked that the asker is who they say.
#[derive(Clone, Debug)]
pub struct Verified {
    /// When.
    pub at: Timestamp,
    /// How; empty once the person is erased.
    pub how: String,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its number.
    pub id: i64,
    /// What is asked, by whom and how.
    pub asked: NewRequest,
    /// The last moment at which it can be answered in time.
    pub due_at: Timestamp,
    /// How far it is.
    pub state: RequestState,
    /// Since when it is known that they are who they say.
    pub verified: Option<Verified>,
    /// When they were told that it takes longer, and why.
    pub extended: Option<(Timestamp, String)>,
    /// When it was done or refused.
    pub closed_at: Option<Timestamp>,
    /// Why it was refused, or what was done; empty once the person is erased.
    pub outcome: String,
    /// When an export was made for it.
    pub exported_at: Option<Timestamp>,
    /// The erasure that serves it.
    pub erasure: Option<i64>,
    /// The holds that were placed for it.
    pub holds: Vec<i64>,
}

/// A step of a request.
#[derive(Clone, Debug)]
pub enum Step {
    /// They are who they say: how that was checked.
    Verify(String),
    /// It takes longer: why, as they are told.
    Extend(String),
    /// They do not get it: why, as they are told.
    Refuse(String),
    /// It is done: what was.
    Complete(String),
    /// An export was made for it.
    Exported,
    /// An erasure was confirmed for it.
    Erased(i64),
}

/// Which requests are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct RequestFilter {
    /// Only in this state.
    pub state: Option<RequestState>,
    /// Only of this kind.
    pub kind: Option<RequestKind>,
    /// Only those that wait, or only the others.
    pub pending: Option<bool>,
    /// Only those that wait past their time, or only the others.
    pub overdue: Option<bool>,
    /// Only those that are this person's today.
    pub person: Option<PersonNo>,
    /// Only behind this place.
    pub after: Option<(Timestamp, i64)>,
}

/// How many requests wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Waiting {
    /// How many wait.
    pub pending: u64,
    /// How many of them are due within seven days.
    pub due_soon: u64,
    /// How many of them are past their time.
    pub overdue: u64,
}
