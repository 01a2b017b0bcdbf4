//! What a lake holds of people: copies of the journal, which go when what they are copies of has gone.

use std::sync::Arc;
use std::time::{Duration, Instant};

use ::store::{Db, Store, journal};
use kernel::{Clock, Erased, Expired, HolderError, HoldsPersonal, Mentions, Part};
use serde_json::Value;

use crate::compactor::STILL_THERE;
use crate::{Error, Lake, store};

/// To be listed behind whoever writes the journal anew: it destroys what that has noted.
impl HoldsPersonal for Lake {
    fn name(&self) -> &'static str {
        "lake"
    }

    /// Nothing that the journal does not hold.
    fn export(&self, _: &[Part], _: &Mentions) -> Result<Value, HolderError> {
        Ok(Value::Null)
    }

    fn erase(&self, _: &Erased) -> Result<u64, HolderError> {
        Ok(self.forget()?)
    }

    fn expire(&self, _: &Expired) -> Result<u64, HolderError> {
        Ok(self.forget()?)
    }
}

/// The lakes of other servers, as a process sees them that has none: it waits until they have destroyed what it erases.
pub struct Elsewhere {
    truth: Db,
    folds: Db,
    clock: Arc<dyn Clock>,
}

/// How long it waits, and how long between two looks.
const PATIENCE: Duration = Duration::from_mins(2);
const BETWEEN: Duration = Duration::from_millis(100);

impl Elsewhere {
    /// The lakes of a store's other servers.
    #[must_use]
    pub fn new(store: &Store, clock: Arc<dyn Clock>) -> Elsewhere {
        Elsewhere { truth: store.truth.clone(), folds: store.folds.clone(), clock }
    }

    fn wait(&self) -> Result<u64, Error> {
        let wanted = self.truth.read_blocking(journal::last_rewritten)?;
        let (started, now) = (Instant::now(), self.clock.now());
        self.folds.write_blocking(move |tx| store::forget_unseen(tx, now))?;
        loop {
            let (any, clean) = self.folds.read_blocking(|tx| Ok((store::any(tx)?, store::all_clean(tx)?)))?;
            if !any {
                // Nobody needs to know what was written anew.
                self.truth.write_blocking(move |tx| journal::forget_rewritten(tx, wanted))?;
            }
            if !any || clean >= wanted {
                return Ok(0);
            }
            if started.elapsed() > PATIENCE {
                return Err(Error::Waiting(STILL_THERE.to_owned()));
            }
            std::thread::sleep(BETWEEN);
        }
    }
}

impl HoldsPersonal for Elsewhere {
    fn name(&self) -> &'static str {
        "lake"
    }

    /// Nothing that the journal does not hold.
    fn export(&self, _: &[Part], _: &Mentions) -> Result<Value, HolderError> {
        Ok(Value::Null)
    }

    fn erase(&self, _: &Erased) -> Result<u64, HolderError> {
        Ok(self.wait()?)
    }

    fn expire(&self, _: &Expired) -> Result<u64, HolderError> {
        Ok(self.wait()?)
    }
}
