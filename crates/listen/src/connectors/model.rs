//! A connector, and what it fetches.

use kernel::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ingest::Draft;

/// From where is fetched.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = ConnectorFrom)]
pub enum From {
    /// A folder of a mailbox, by IMAP (RFC 3501). Its password is the connector's secret.
    Imap {
        /// The server, such as `imap.example.com`.
        host: String,
        /// The port: 993 with `tls`, 143 else, unless told.
        port: Option<u16>,
        /// How the way there is kept secret.
        #[serde(default)]
        tls: ImapTls,
        /// Whose mailbox.
        user: String,
        /// The folder.
        #[serde(default = "inbox")]
        folder: String,
        /// Whether the mails that are there already are read too, not only those that come from now on.
        #[serde(default)]
        from_beginning: bool,
    },
    /// A feed: RSS, Atom or JSON Feed.
    Feed {
        /// Its address.
        url: String,
    },
    /// A server of Mastodon: what is posted publicly under a hashtag, or, without one, what mentions the account whose
    /// token is the connector's secret.
    Mastodon {
        /// The server, such as `https://mastodon.social`.
        server: String,
        /// The hashtag, without `#`.
        hashtag: Option<String>,
    },
}

fn inbox() -> String {
    "INBOX".to_owned()
}

/// How the way to a mailbox is kept secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ImapTls {
    /// It is TLS from the beginning.
    #[default]
    Tls,
    /// It begins in the clear and must change to TLS.
    Starttls,
    /// It is not: for a server on this machine.
    None,
}

/// A connector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connector {
    /// Its name, which is that of its source.
    pub name: String,
    /// From where it fetches.
    pub from: From,
    /// Whether it has a secret.
    pub has_secret: bool,
    /// How many minutes are between two looks.
    pub every_minutes: u32,
    /// Whether it fetches nothing for now.
    pub paused: bool,
    /// Up to where it has read.
    pub position: Position,
    /// When it looks next.
    pub next_at: Timestamp,
    /// When it looked last, and could.
    pub fetched_at: Option<Timestamp>,
    /// Why it could not at its last look.
    pub error: Option<String>,
    /// Since when it cannot.
    pub failing_since: Option<Timestamp>,
    /// How many interactions it has brought.
    pub stored: u64,
    /// When it was made.
    pub made_at: Timestamp,
    /// When somebody changed it last.
    pub changed_at: Timestamp,
}

/// Up to where a connector has read, each kind by what it goes by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Position {
    /// Of a mailbox: the UIDVALIDITY of the folder, and the last UID in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uid: Option<(u32, u32)>,
    /// Of a feed: its `ETag`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Of a feed: its `Last-Modified`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// Of a timeline: the id of the newest post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newest: Option<String>,
}

/// What was fetched.
#[derive(Debug)]
pub struct Fetched {
    pub(super) found: Vec<Found>,
    /// Up to where was read with that.
    pub(super) position: Position,
    /// Whether there is more behind it.
    pub(super) more: bool,
}

/// Something that was fetched.
#[derive(Debug)]
pub(super) struct Found {
    /// By which it is known when it is fetched again.
    pub(super) id: Vec<u8>,
    pub(super) item: Item,
}

/// What it is.
#[derive(Debug)]
pub(super) enum Item {
    /// A mail as it lies in the mailbox, and when it came there.
    Mail { raw: Vec<u8>, at: Option<Timestamp> },
    /// A post.
    Post(Box<Draft>),
}
