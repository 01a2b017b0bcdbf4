//! Whose an interaction is: a dense map from identifiers to people that a query gathers through.

use std::sync::Arc;

/// In the dense map: the person depends on the time, on what is blocked or on what was erased.
pub const CLOSER: u32 = u32::MAX;

/// Says whose an interaction is that has these identifiers, in the order of priority, at a time in milliseconds.
pub type Closer = Arc<dyn Fn(&[u32], i64) -> Option<u64> + Send + Sync>;

/// Who is who at one moment.
#[derive(Clone)]
pub struct Whose {
    dense: Arc<[u32]>,
    closer: Closer,
}

impl Whose {
    /// For each identifier the number of its person, or [`CLOSER`] where `closer` has to be asked.
    #[must_use]
    pub fn new(dense: Arc<[u32]>, closer: Closer) -> Whose {
        Whose { dense, closer }
    }

    /// The number of the person to whom an interaction belongs; nobody where they are hidden or erased.
    #[must_use]
    pub fn person(&self, identifiers: &[u32], at: i64) -> Option<u64> {
        let first = *identifiers.first()?;
        match self.dense.get(first as usize) {
            Some(&CLOSER) => (self.closer)(identifiers, at),
            Some(person) => Some(u64::from(*person)),
            // Seen after this moment for the first time: nobody else's yet.
            None => Some(u64::from(first)),
        }
    }
}

impl std::fmt::Debug for Whose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Whose({} identifiers)", self.dense.len())
    }
}

/// Whoever knows who is who.
pub trait WhoIsWho: Send + Sync {
    /// Who is who now, with what other servers have decided. Blocks.
    ///
    /// # Errors
    /// What the database says.
    fn now(&self) -> store::Result<Whose>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_not_simple_is_looked_at_closer() {
        let whose = Whose::new(
            Arc::from([7, CLOSER]),
            Arc::new(|identifiers: &[u32], at| (at > 5).then(|| u64::from(identifiers[0]) << 32)),
        );
        assert_eq!(whose.person(&[0, 1], 0), Some(7));
        assert_eq!(whose.person(&[1, 0], 0), None);
        assert_eq!(whose.person(&[1, 0], 6), Some(1 << 32));
        assert_eq!(whose.person(&[9], 0), Some(9));
        assert_eq!(whose.person(&[], 0), None);
    }
}
