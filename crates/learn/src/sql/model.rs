//! What is configured of queries, and what is known of those that run.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// How much queries may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SqlSettings {
    /// How many seconds one may take.
    pub seconds: u64,
    /// Memory of all queries together, in MiB.
    pub memory_mb: u32,
    /// Disk of all queries together for what memory has no room for, in MiB.
    pub disk_mb: u32,
}

impl Default for SqlSettings {
    fn default() -> SqlSettings {
        SqlSettings { seconds: 60, memory_mb: 1024, disk_mb: 8192 }
    }
}

impl SqlSettings {
    /// As the lake takes them.
    #[must_use]
    pub fn limits(&self) -> lake::Limits {
        lake::Limits {
            memory: (self.memory_mb as usize) << 20,
            disk: u64::from(self.disk_mb) << 20,
            time: Duration::from_secs(self.seconds),
        }
    }
}
