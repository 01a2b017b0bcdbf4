//! Who sends messages for the organisation, and the messages that wait.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kernel::{IdentifierNo, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Over what a survey is asked by messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MessageChannel)]
pub enum Channel {
    /// Short messages.
    Sms,
    /// A call, answered on the phone's keys.
    Voice,
}

impl Channel {
    /// All of them.
    pub const ALL: [Channel; 2] = [Channel::Sms, Channel::Voice];

    /// The name on the wire, in the table, and of the channel of interactions.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Sms => "sms",
            Channel::Voice => "voice",
        }
    }

    /// The channel of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.as_str() == name)
    }
}

/// Who sends messages over a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messenger {
    /// The channel.
    pub channel: Channel,
    /// Where invitations are handed over, by a signed webhook.
    pub deliver_to: Option<String>,
    /// When somebody changed it last.
    pub changed_at: Timestamp,
}

/// What is shared with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Secrets {
    /// By which our webhooks are signed, in base 64.
    pub(super) signing: String,
    /// By which Twilio signs what it sends us: the account's auth token.
    pub(super) twilio: Option<String>,
}

impl Secrets {
    pub(super) fn signing_key(&self) -> Vec<u8> {
        STANDARD.decode(&self.signing).unwrap_or_default()
    }
}

macro_rules! states {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What became of a message.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, ToSchema)]
        pub enum MessageState { $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+ }

        impl MessageState {
            /// All of them.
            pub const ALL: [MessageState; [$($name),+].len()] = [$(MessageState::$variant,)+];

            /// The name in the table and on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(MessageState::$variant => $name,)+ }
            }
        }
    };
}

states! {
    /// It is handed over when its time has come.
    Waiting = "waiting",
    /// Whoever sends it has it.
    Sent = "sent",
    /// It was tried for days, or the receiver said that it is gone.
    GivenUp = "given_up",
    /// It is not needed any more: they have answered, there is nothing to ask of them, or the survey is over.
    NotNeeded = "not_needed",
    /// They may not be asked any more.
    NotPermitted = "not_permitted",
}

/// An invitation on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Queued {
    pub(super) invitation: u64,
    pub(super) survey: String,
    /// Whose number it goes to.
    pub(super) identifier: IdentifierNo,
    pub(super) state: MessageState,
    pub(super) attempts: u32,
    pub(super) next_at: Timestamp,
    /// What the last attempt came to.
    pub(super) error: Option<String>,
}
