//! The words that every room shares: identifiers, the interaction, time, drop reasons, consent. No IO.

pub mod clock;
pub mod consent;
pub mod drop_reason;
pub mod identifier;
pub mod interaction;
pub mod json;
pub mod mentions;
pub mod message_key;
pub mod names;
pub mod personal;
pub mod public_id;

pub use clock::{Clock, ManualClock, SystemClock, Timestamp};
pub use consent::{ConsentDecision, Purpose};
pub use drop_reason::DropReason;
pub use identifier::{Identifier, IdentifierNo, Pair};
pub use interaction::{
    Direction, FactSaid, Interaction, Position, Question, QuestionPurpose, Relation, Subject, SubjectRole, Trust,
};
pub use mentions::Mentions;
pub use message_key::{KeyHasher, MessageKey};
pub use names::SourceNo;
pub use personal::{Erased, Expired, Gone, Held, HolderError, HoldsPersonal, Part};
pub use public_id::{Kind, PublicIds};
