//! Who is who, as the lake asks for it: taken out of the people's state, and kept until that changes.

use std::sync::Arc;

use know::people::People;
use lake::{CLOSER, WhoIsWho, Whose};
use parking_lot::Mutex;
use store::{Db, Result, Store};

/// Who is who in a store.
pub struct Whoever {
    people: People,
    truth: Db,
    /// The owners by the portion of the people's log after which they were taken.
    taken: Mutex<Option<(i64, Whose)>>,
}

impl Whoever {
    /// The people of a store.
    #[must_use]
    pub fn new(store: &Store, people: People) -> Whoever {
        Whoever { people, truth: store.truth.clone(), taken: Mutex::default() }
    }
}

impl WhoIsWho for Whoever {
    fn now(&self) -> Result<Whose> {
        self.truth.read_blocking(|tx| self.people.catch_up(tx))?;
        let mut taken = self.taken.lock();
        let (applied, owners) = {
            let state = self.people.now();
            if let Some((applied, whose)) = &*taken
                && *applied == state.applied()
            {
                return Ok(whose.clone());
            }
            (state.applied(), state.graph.owners(CLOSER))
        };
        let special = owners.special;
        let closer = move |identifiers: &[u32], at: i64| special.person(identifiers, at);
        let whose = Whose::new(owners.dense, Arc::new(closer));
        *taken = Some((applied, whose.clone()));
        Ok(whose)
    }
}
