//! The second factor: a code that changes every half minute, and codes for the day the phone is lost.
//!
//! Invariants: secrets are kept encrypted; each code is taken once; recovery codes are kept only as their SHA-256.
//! Tables: `access_second_factors`, `access_recovery_codes` (truth).

pub mod http;
mod rules;
pub(crate) mod store;

use std::sync::Arc;

use ::store::{Db, Result, Store, Tx};
use kernel::Clock;

use super::{sessions, users};
use crate::sealed::Sealing;

/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;

/// The second factors of a store's users.
#[derive(Clone)]
pub(crate) struct SecondFactor {
    truth: Db,
    clock: Arc<dyn Clock>,
    sealing: Sealing,
}

impl SecondFactor {
    pub(crate) fn new(store: &Store, clock: Arc<dyn Clock>) -> SecondFactor {
        SecondFactor { truth: store.truth.clone(), clock, sealing: Sealing::new(store, "second factor") }
    }

    /// Begins to set one up, and returns its secret. It counts once a code of it has come; one that was begun before
    /// and never counted is replaced. Nothing where one counts already.
    pub(crate) async fn start(&self, user: i64) -> Result<Option<Vec<u8>>> {
        let secret = rand::random::<[u8; rules::SECRET]>();
        let sealed = self.sealing.seal(&user.to_be_bytes(), &secret)?;
        let work = move |tx: &mut dyn Tx| {
            if users::store::get(tx, user)?.is_none_or(|user| user.second_factor) {
                return Ok(false);
            }
            store::start(tx, user, &sealed)?;
            Ok(true)
        };
        Ok(self.truth.write(work).await?.then(|| secret.to_vec()))
    }

    /// Lets the factor that was begun count, if this is a code of it; ends the user's other sessions, which began
    /// without it; and returns the recovery codes, which are shown this once.
    pub(crate) async fn confirm(&self, user: i64, code: String, but: [u8; 32]) -> Result<Option<Vec<String>>> {
        let (this, now) = (self.clone(), self.clock.now());
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| rules::fresh_recovery_code()).collect();
        let hashes: Vec<[u8; 32]> = codes.iter().map(|code| rules::recovery_hash(user, code)).collect();
        let work = move |tx: &mut dyn Tx| {
            let waiting = users::store::get(tx, user)?.is_some_and(|user| !user.second_factor);
            if !waiting || !this.accept_code(tx, user, &code)? {
                return Ok(false);
            }
            users::store::set_second_factor(tx, user, Some(now))?;
            store::put_recovery_codes(tx, user, &hashes)?;
            sessions::store::end_of_user(tx, user, Some(but))?;
            Ok(true)
        };
        Ok(self.truth.write(work).await?.then_some(codes))
    }

    /// Whether somebody has the factor: a code of it, or a recovery code. Neither is taken twice.
    pub(crate) async fn accept(&self, user: i64, code: String) -> Result<bool> {
        let this = self.clone();
        let work = move |tx: &mut dyn Tx| {
            Ok(this.accept_code(tx, user, &code)?
                || store::take_recovery_code(tx, user, &rules::recovery_hash(user, &code))?)
        };
        self.truth.write(work).await
    }

    fn accept_code(&self, tx: &mut dyn Tx, user: i64, code: &str) -> Result<bool> {
        let Some(sealed) = store::secret(tx, user)? else { return Ok(false) };
        let secret = self.sealing.open(&user.to_be_bytes(), &sealed)?;
        let Some(step) = rules::step_of(&secret, code, self.clock.now()) else { return Ok(false) };
        store::take_step(tx, user, step)
    }
}
