//! Why something that was received is not stored: the closed list that the ledger counts by.

use serde::{Deserialize, Serialize};

macro_rules! drop_reasons {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// Why an interaction was dropped. Every one that is received and neither stored nor a duplicate has exactly one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum DropReason { $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+ }

        impl DropReason {
            /// Every reason there is.
            pub const ALL: &[DropReason] = &[$(DropReason::$variant,)+];

            /// The name in the ledger and on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(DropReason::$variant => $name,)+ }
            }

            /// What happened and what to do, in a sentence.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(DropReason::$variant => concat!($($doc),+),)+ }
            }
        }
    };
}

drop_reasons! {
    /// It is not valid JSON, not valid text, or not an object: mend the sender.
    Malformed = "malformed",
    /// A field has a type or value that the protocol does not allow: mend the sender.
    InvalidField = "invalid_field",
    /// The call is of a kind that this server does not know.
    UnknownType = "unknown_type",
    /// It names nobody: no identifier, or only values that never identify anybody.
    NoIdentifier = "no_identifier",
    /// It carries more identifiers than one contact may.
    TooManyIdentifiers = "too_many_identifiers",
    /// An identifier is longer than allowed.
    IdentifierTooLong = "identifier_too_long",
    /// It is larger than one event may be.
    TooLarge = "too_large",
    /// It has more properties than one event may.
    TooManyProperties = "too_many_properties",
    /// Its properties are nested deeper than allowed.
    TooDeep = "too_deep",
    /// Its time cannot be read.
    InvalidTime = "invalid_time",
    /// Its time lies further in the past than allowed.
    TooOld = "too_old",
    /// Its time lies further in the future than allowed.
    InTheFuture = "in_the_future",
    /// The person did not allow this use; its content was not kept.
    ConsentRefused = "consent_refused",
    /// The mapping failed on it or made nothing of it: mend the mapping and replay.
    MappingFailed = "mapping_failed",
    /// The mapping's condition left it out on purpose.
    Filtered = "filtered",
}

impl DropReason {
    /// The reason of a name in the ledger.
    #[must_use]
    pub fn parse(name: &str) -> Option<DropReason> {
        DropReason::ALL.iter().copied().find(|reason| reason.as_str() == name)
    }
}
