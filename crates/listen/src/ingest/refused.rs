//! Requests that were refused whole: counted in memory, written with the next transaction of intake.

use std::collections::HashMap;

use kernel::Timestamp;
use parking_lot::Mutex;

/// The counts that are not written yet.
#[derive(Debug, Default)]
pub(super) struct Refused(Mutex<HashMap<(Timestamp, u16), u64>>);

impl Refused {
    /// Counts a request that was answered with this status.
    pub(super) fn count(&self, at: Timestamp, status: u16) {
        *self.0.lock().entry((at.hour(), status)).or_default() += 1;
    }

    /// Takes the counts out, to write them.
    pub(super) fn take(&self) -> Vec<(Timestamp, u16, u64)> {
        let mut counts = self.0.lock();
        if counts.is_empty() {
            return Vec::new();
        }
        counts.drain().map(|((hour, status), requests)| (hour, status, requests)).collect()
    }

    /// Puts counts back that could not be written.
    pub(super) fn give_back(&self, counts: &[(Timestamp, u16, u64)]) {
        let mut own = self.0.lock();
        for (hour, status, requests) in counts {
            *own.entry((*hour, *status)).or_default() += requests;
        }
    }
}
