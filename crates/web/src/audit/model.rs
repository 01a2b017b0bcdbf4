//! Rows of the audit, which of them are wanted, and what a check of the chain found.

use kernel::Timestamp;

/// SHA-256.
pub type Hash = [u8; 32];

/// A row of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number. From the first row of the chain on, numbers have no gaps.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who: `key:<name>` or `local`.
    pub who: String,
    /// From which remote address; empty for what came over the socket of the data directory.
    pub address: String,
    /// What was done: `<slice>.<verb>`.
    pub action: String,
    /// To what, by public id or name.
    pub subject: String,
    /// Why, where a reason was asked for.
    pub reason: String,
    /// A keyed digest of the reason, which stands for it in the chain: a reason may have to be erased.
    pub digest: Option<Hash>,
    /// What chains the row to the one before; absent of rows from before there was a chain.
    pub hash: Option<Hash>,
}

/// Which rows are wanted.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Only of this actor.
    pub who: Option<String>,
    /// Only this action.
    pub action: Option<String>,
    /// Only of this subject.
    pub subject: Option<String>,
    /// Only from this remote address.
    pub address: Option<String>,
    /// Only from this moment on.
    pub from: Option<Timestamp>,
    /// Only before this moment.
    pub to: Option<Timestamp>,
}

/// Where the chain begins and ends, sealed with a secret of the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the chain's first row.
    pub first: i64,
    /// The number of its last row; one less than `first` while there is none.
    pub last: i64,
    /// The hash of the last row; zeroes while there is none.
    pub hash: Hash,
    /// The seal; absent before the first row, and for ever once a seal was found broken.
    pub seal: Option<Vec<u8>>,
}

/// What a check of the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// How many rows were checked.
    pub rows: u64,
    /// The hash of the last row that fits: what somebody may note elsewhere.
    pub hash: Hash,
    /// The first thing that does not fit.
    pub misfit: Option<Misfit>,
}

/// What does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The row of this number was altered, or stands in another's place.
    Altered(i64),
    /// The row of this number is not there.
    Missing(i64),
    /// The row of this number was added past the chain.
    Added(i64),
    /// The head is not there, or not as this store sealed it.
    Head,
}
