//! The organisation: brands, departments, teams, locations, partners and touchpoints, and what things cost.
//!
//! Invariants: names are the keys that interactions use; everything is dated, so that an old interaction keeps the
//! owner that it had; what is named is on record as long as something names it; the company has one currency. All of
//! it is in memory, because intake asks with every interaction.
//! Tables: `organisation_units`, `organisation_costs`, `organisation_version` (truth).

mod costs;
mod files;
pub mod http;
mod model;
mod rules;
mod store;

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};
use std::time::Duration;

use ::store::{Db, Migration, Result, Store};
use kernel::Timestamp;
use parking_lot::RwLock;

pub use costs::{CostTable, Costs, Currency};
pub use model::{About, Brand, Department, Location, Moment, Partner, Team, Touchpoint, UnitKind, checked_name};
pub use rules::{Belongs, Dated, Follows, Refusal, Said, Units};

pub(crate) const MIGRATIONS: &[Migration] = store::MIGRATIONS;

/// How often it is looked whether another server has changed something: it is seen within a second.
const LOOK: Duration = Duration::from_millis(500);

/// All that is on record of the organisation, as of its last change.
#[derive(Clone, Debug, Default)]
pub struct Record {
    version: i64,
    /// Its units.
    pub units: Units,
    /// What things cost.
    pub costs: Costs,
}

/// A change of what is on record.
#[derive(Clone, Debug)]
pub enum Change {
    /// Something is said of a unit.
    Put {
        /// Its kind.
        kind: UnitKind,
        /// Its name.
        name: String,
        /// What is said.
        about: About,
        /// From when it holds.
        from: Timestamp,
    },
    /// A unit is no more.
    End {
        /// Its kind.
        kind: UnitKind,
        /// Its name.
        name: String,
        /// From when.
        from: Timestamp,
    },
    /// What things cost.
    Costs {
        /// The whole table.
        table: CostTable,
        /// From when it holds.
        from: Timestamp,
    },
}

/// What came of changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many were news.
    pub changed: u64,
    /// How many said what holds already.
    pub unchanged: u64,
}

/// The changes, by their place, that were refused, and why. None of them is made then.
pub type Refused = Vec<(usize, Refusal)>;

/// What changes have touched.
#[derive(Default)]
struct Touched {
    units: BTreeSet<(UnitKind, String)>,
    costs: bool,
}

impl Record {
    /// Makes changes, all or, where one is refused, some: then the record is good for nothing more.
    fn apply(&mut self, changes: Vec<Change>, touched: &mut Touched) -> Result<Outcome, Refused> {
        let (mut outcome, mut refused) = (Outcome::default(), Vec::new());
        for (place, change) in changes.into_iter().enumerate() {
            let news = match change {
                Change::Put { kind, name, about, from } => {
                    let news = self.units.put(kind, &name, about, from);
                    touched.units.insert((kind, name));
                    news
                }
                Change::End { kind, name, from } => {
                    let ended = self.units.end(kind, &name, from);
                    touched.units.insert((kind, name));
                    ended.map(|()| true)
                }
                Change::Costs { table, from } => {
                    touched.costs = true;
                    self.costs.put(table, from)
                }
            };
            match news {
                Ok(true) => outcome.changed += 1,
                Ok(false) => outcome.unchanged += 1,
                Err(refusal) => refused.push((place, refusal)),
            }
        }
        if refused.is_empty() { Ok(outcome) } else { Err(refused) }
    }
}

/// The organisation of a store. Cheap to clone.
#[derive(Clone)]
pub struct Organisation {
    truth: Db,
    current: Arc<RwLock<Arc<Record>>>,
}

impl Organisation {
    /// The organisation of a store. Blocks; must be called within a tokio runtime.
    ///
    /// # Errors
    /// What the database says.
    pub fn load(store: &Store) -> Result<Organisation> {
        let truth = store.truth.clone();
        let record = truth.read_blocking(store::load)?;
        let current = Arc::new(RwLock::new(Arc::new(record)));
        if let Db::Postgres(_) = truth {
            tokio::spawn(follow(truth.clone(), Arc::downgrade(&current)));
        }
        Ok(Organisation { truth, current })
    }

    /// What is on record now.
    #[must_use]
    pub fn now(&self) -> Arc<Record> {
        self.current.read().clone()
    }

    /// Makes changes, all of them or none.
    ///
    /// # Errors
    /// What the database says; within, which changes are refused and why.
    pub async fn change(&self, changes: Vec<Change>) -> Result<Result<Outcome, Refused>> {
        let made = self.truth.write(move |tx| {
            let version = store::next_version(tx)?;
            let (mut record, mut touched) = (store::load(tx)?, Touched::default());
            record.version = version;
            let outcome = match record.apply(changes, &mut touched) {
                Ok(outcome) => outcome,
                Err(refused) => return Ok(Err(refused)),
            };
            store::save_units(tx, &record.units, &touched.units)?;
            if touched.costs {
                store::save_costs(tx, &record.costs)?;
            }
            Ok(Ok((outcome, record)))
        });
        Ok(made.await?.map(|(outcome, record)| {
            remember(&self.current, record);
            outcome
        }))
    }

    /// What would come of changes.
    ///
    /// # Errors
    /// Which changes would be refused, and why.
    pub fn try_out(&self, changes: Vec<Change>) -> Result<Outcome, Refused> {
        Record::clone(&self.now()).apply(changes, &mut Touched::default())
    }
}

/// Puts a record in the place of an older one.
fn remember(current: &RwLock<Arc<Record>>, record: Record) {
    let mut current = current.write();
    if record.version > current.version {
        *current = Arc::new(record);
    }
}

/// Brings in what other servers change, until nobody needs it any more.
async fn follow(truth: Db, current: Weak<RwLock<Arc<Record>>>) {
    loop {
        tokio::time::sleep(LOOK).await;
        let Some(current) = current.upgrade() else { return };
        let known = current.read().version;
        let read = truth.read(move |tx| if store::version(tx)? > known { store::load(tx).map(Some) } else { Ok(None) });
        match read.await {
            Ok(Some(record)) => remember(&current, record),
            Ok(None) => {}
            Err(::store::Error::Closed) => return,
            Err(error) => tracing::warn!(%error, "the organisation cannot be read; it is tried again"),
        }
    }
}
