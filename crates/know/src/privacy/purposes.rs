//! Purposes: what data may be used for, and on what ground of law. They are in memory too, because intake asks with
//! every consent string.
//! Tables: `privacy_purposes` (truth).

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};
use std::time::Duration;

use ::store::{Db, Result, Store, Tx};
use kernel::{Purpose, Timestamp};
use parking_lot::RwLock;

use super::permits::LegalBasis;
use super::store;

/// What purposes rest on unless somebody says otherwise. A purpose that is not among them rests on consent.
const USUAL: [(&str, LegalBasis); 8] = [
    ("analytics", LegalBasis::LegitimateInterest),
    ("law", LegalBasis::LegalObligation),
    ("marketing", LegalBasis::Consent),
    ("necessary", LegalBasis::Contract),
    ("service", LegalBasis::Contract),
    ("sharing", LegalBasis::Consent),
    ("surveys", LegalBasis::LegitimateInterest),
    ("verification", LegalBasis::Contract),
];

/// How often it is looked whether another server has changed something: it is seen within a second.
const LOOK: Duration = Duration::from_millis(500);

/// What each purpose rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bases(BTreeMap<Purpose, LegalBasis>);

impl Default for Bases {
    fn default() -> Bases {
        Bases(USUAL.iter().map(|(name, basis)| (Purpose::new(name), *basis)).collect())
    }
}

impl Bases {
    /// What a purpose rests on; consent, where nobody has listed it.
    #[must_use]
    pub fn of(&self, purpose: &Purpose) -> LegalBasis {
        self.0.get(purpose).copied().unwrap_or(LegalBasis::Consent)
    }
}

/// All purposes and what they rest on.
pub(super) fn all(tx: &mut dyn Tx) -> Result<BTreeMap<Purpose, LegalBasis>> {
    let mut purposes = Bases::default().0;
    purposes.extend(store::purposes(tx)?);
    Ok(purposes)
}

/// The purposes of a store. Cheap to clone.
#[derive(Clone)]
pub struct Purposes {
    truth: Db,
    current: Arc<RwLock<Arc<Bases>>>,
    /// One change at a time, so that the last one is what is remembered.
    turn: Arc<tokio::sync::Mutex<()>>,
}

impl Purposes {
    /// The purposes of a store. Blocks; must be called within a tokio runtime.
    ///
    /// # Errors
    /// What the database says.
    pub fn load(store: &Store) -> Result<Purposes> {
        let truth = store.truth.clone();
        let bases = Bases(truth.read_blocking(all)?);
        let current = Arc::new(RwLock::new(Arc::new(bases)));
        if let Db::Postgres(_) = truth {
            tokio::spawn(follow(truth.clone(), Arc::downgrade(&current)));
        }
        Ok(Purposes { truth, current, turn: Arc::default() })
    }

    /// What they rest on now.
    #[must_use]
    pub fn now(&self) -> Arc<Bases> {
        self.current.read().clone()
    }

    /// Says on what a purpose rests.
    pub(super) async fn set(&self, purpose: Purpose, basis: LegalBasis, now: Timestamp) -> Result<()> {
        let _turn = self.turn.lock().await;
        let written = self.truth.write(move |tx| {
            store::set_purpose(tx, &purpose, basis, now)?;
            all(tx)
        });
        *self.current.write() = Arc::new(Bases(written.await?));
        Ok(())
    }
}

/// Brings in what other servers change, until nobody needs it any more.
async fn follow(truth: Db, current: Weak<RwLock<Arc<Bases>>>) {
    loop {
        tokio::time::sleep(LOOK).await;
        let Some(current) = current.upgrade() else { return };
        match truth.read(all).await {
            Ok(bases) if bases != current.read().0 => *current.write() = Arc::new(Bases(bases)),
            Ok(_) => {}
            Err(::store::Error::Closed) => return,
            Err(error) => tracing::warn!(%error, "the purposes cannot be read; it is tried again"),
        }
    }
}
