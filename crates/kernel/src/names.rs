//! Small typed numbers that stand for named things of the organisation.

use serde::{Deserialize, Serialize};

/// The number of a source: a system, site or file series that sends interactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SourceNo(pub u32);
