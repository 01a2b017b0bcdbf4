//! What a webhook and a delivery are.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// A webhook.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its name.
    pub name: String,
    /// Where requests go.
    pub url: String,
    /// Its secret, sealed.
    pub(super) secret: Vec<u8>,
    /// When it was made.
    pub made_at: Timestamp,
    /// When its address or secret was changed last.
    pub changed_at: Timestamp,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// It is sent when its time has come.
    Waiting,
    /// It was taken.
    Sent,
    /// It was tried for three days, or will never be taken.
    GivenUp,
}

impl DeliveryState {
    /// All of them.
    pub const ALL: [DeliveryState; 3] = [DeliveryState::Waiting, DeliveryState::Sent, DeliveryState::GivenUp];

    /// The name in the table and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            DeliveryState::Waiting => "waiting",
            DeliveryState::Sent => "sent",
            DeliveryState::GivenUp => "given_up",
        }
    }
}

/// A message on its way to a webhook or an address.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Its number.
    pub number: u64,
    /// To which webhook, by name.
    pub webhook: Option<String>,
    /// Or to which mail address.
    pub email: Option<String>,
    /// What happened, as `alert.opened`.
    pub event: String,
    /// What is sent, JSON.
    pub body: String,
    /// What became of it.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is sent or tried again.
    pub next_at: Timestamp,
    /// What the last attempt came to: a status, a code, or words of ours.
    pub answer: Option<String>,
    /// When it was made.
    pub made_at: Timestamp,
}

/// Something to be told.
#[derive(Clone, Debug)]
pub struct Told {
    /// To which webhook, by name.
    pub webhook: Option<String>,
    /// Or to which mail address.
    pub email: Option<String>,
    /// What happened, as `alert.opened`.
    pub event: &'static str,
    /// The number of the alert that it is about.
    pub about: Option<u64>,
    /// What is said of it.
    pub data: Value,
}
