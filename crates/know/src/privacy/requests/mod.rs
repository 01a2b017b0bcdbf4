//! Privacy requests: what people ask for by right, and until when the law wants it answered.
//!
//! Invariants: a request stands on the identifiers with which it was made, never on a person; its clock runs from its
//! receipt; nothing is handed out, changed or destroyed for it before it is known who asks; what it refuses or restricts
//! holds from the moment it is filed; it survives the erasure of its person by numbers alone.
//! Tables: `privacy_requests` (truth).

mod holder;
pub mod http;
mod model;
mod rules;
mod store;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ::store::{Db, Migration, Result, Store, Tx};
use kernel::{Clock, ConsentDecision, Part, Timestamp};

pub(in crate::privacy) use holder::RequestsHolder;
pub use model::{Law, NewRequest, Request, RequestFilter, RequestKind, RequestState, Step, Verified, Waiting};
pub use rules::Refusal;

use super::holds::{Hold, HoldKind};
use super::store as privacy;
use crate::identity::PersonNo;
use crate::log::Entry;
use crate::people::{People, State};

pub(crate) const MIGRATIONS: &[Migration] = store::MIGRATIONS;

/// Why a request does not go on.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is no such request.
    #[error("there is no such request")]
    Missing,
    /// It is somebody else's.
    #[error("this request was made by somebody else")]
    NotTheirs,
    /// The step cannot be taken.
    #[error(transparent)]
    Step(#[from] Refusal),
    /// Somebody else took a step just now.
    #[error("this request was changed just now: look at it again")]
    Changed,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] ::store::Error),
}

/// The requests of a store. Cheap to clone.
#[derive(Clone)]
pub struct Requests {
    truth: Db,
    people: People,
    clock: Arc<dyn Clock>,
}

impl Requests {
    /// The requests of a store.
    #[must_use]
    pub fn new(store: &Store, people: &People, clock: Arc<dyn Clock>) -> Requests {
        Requests { truth: store.truth.clone(), people: people.clone(), clock }
    }

    /// Keeps a request, and does at once what needs no decision: what it refuses is refused, whom it restricts is not
    /// contacted. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn file(&self, asked: NewRequest) -> Result<i64> {
        let entries = self.refusals(&asked);
        let (due_at, now) = (rules::due(asked.law, asked.days, asked.received_at, false), self.clock.now());
        let keep = move |tx: &mut dyn Tx| {
            let mut holds = Vec::new();
            for hold in restrictions(&asked, now) {
                holds.push(privacy::insert_hold(tx, &hold)?);
            }
            store::insert(tx, &asked, due_at, &holds)
        };
        if entries.is_empty() {
            return self.truth.write_blocking(keep);
        }
        let id = Arc::new(AtomicI64::new(0));
        let kept = id.clone();
        self.people.record_blocking(entries, move |tx| {
            kept.store(keep(tx)?, Ordering::SeqCst);
            Ok(())
        })?;
        Ok(id.load(Ordering::SeqCst))
    }

    /// The decisions that a request is: its purposes are refused under each of its identifiers.
    fn refusals(&self, asked: &NewRequest) -> Vec<Entry> {
        let state = self.people.now();
        let mut entries = Vec::new();
        for identifier in &asked.identifiers {
            let key = *state.graph.key(*identifier);
            entries.extend(asked.purposes.iter().map(|purpose| {
                let (decided_at, evidence) = (asked.received_at, "privacy request".to_owned());
                let decision = ConsentDecision { purpose: purpose.clone(), granted: false, decided_at, evidence };
                Entry::Consent { key, decision }
            }));
        }
        entries
    }

    /// One request. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn get(&self, id: i64) -> Result<Request, Refused> {
        self.truth.read_blocking(|tx| store::get(tx, id))?.ok_or(Refused::Missing)
    }

    /// Requests, soonest due first, and how many there are in all. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn list(&self, filter: RequestFilter, limit: usize) -> Result<(Vec<Request>, u64)> {
        let now = self.clock.now();
        let Some(whose) = filter.person else {
            return self.truth.read_blocking(|tx| store::list(tx, &filter, now, limit));
        };
        let all = RequestFilter { after: None, ..filter };
        let (requests, _) = self.truth.read_blocking(|tx| store::list(tx, &all, now, usize::MAX >> 1))?;
        // Whose a request is follows from who is who today, which no row can say: all that fit are gone through.
        let state = self.people.now();
        let Some(whose) = state.graph.resolve(whose) else { return Ok((Vec::new(), 0)) };
        let theirs: Vec<Request> = requests.into_iter().filter(|one| person(&state, one) == Some(whose)).collect();
        let total = theirs.len() as u64;
        let behind = |one: &Request| filter.after.is_none_or(|after| (one.due_at, one.id) > after);
        Ok((theirs.into_iter().filter(behind).take(limit).collect(), total))
    }

    /// How many wait. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn waiting(&self) -> Result<Waiting> {
        let now = self.clock.now();
        self.truth.read_blocking(|tx| store::waiting(tx, now))
    }

    /// Whether a request still waits past its time.
    #[must_use]
    pub fn is_overdue(&self, request: &Request) -> bool {
        rules::is_overdue(request, self.clock.now())
    }

    /// Whose a request is today; nobody's once they are erased.
    #[must_use]
    pub fn person(&self, request: &Request) -> Option<PersonNo> {
        person(&self.people.now(), request)
    }

    /// Whether a step of a person's request could be taken now. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn check(&self, id: i64, whose: PersonNo, step: &Step) -> Result<(), Refused> {
        let request = self.get(id)?;
        let state = self.people.now();
        if person(&state, &request) != state.graph.resolve(whose) {
            return Err(Refused::NotTheirs);
        }
        rules::after(&request, step, self.clock.now())?;
        Ok(())
    }

    /// Takes a step. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn take(&self, id: i64, step: &Step) -> Result<Request, Refused> {
        let (request, now) = (self.get(id)?, self.clock.now());
        let next = rules::after(&request, step, now)?;
        let kept = next.clone();
        let written = self.truth.write_blocking(move |tx| {
            let written = store::update(tx, &kept, request.state)?;
            if written && kept.state == RequestState::Refused {
                for hold in &kept.holds {
                    privacy::release_hold(tx, *hold, now)?;
                }
            }
            Ok(written)
        })?;
        if written { Ok(next) } else { Err(Refused::Changed) }
    }
}

/// Whose a request is today.
fn person(state: &State, request: &Request) -> Option<PersonNo> {
    let at = request.asked.received_at.0;
    let there = |identifier: &&kernel::IdentifierNo| !state.graph.is_erased(**identifier, at);
    let identifier = request.asked.identifiers.iter().find(there)?;
    state.graph.resolve(state.graph.person_at(*identifier, at))
}

/// The holds that a request is.
fn restrictions(asked: &NewRequest, now: Timestamp) -> Vec<Hold> {
    if asked.kind != RequestKind::Restriction {
        return Vec::new();
    }
    let hold = |identifier: &kernel::IdentifierNo| Hold {
        id: 0,
        identifier: *identifier,
        kind: HoldKind::Contact,
        reason: "restriction was asked for".to_owned(),
        placed_by: asked.filed_by.clone(),
        placed_at: now,
        until: None,
        released_at: None,
    };
    asked.identifiers.iter().map(hold).collect()
}

/// An erasure that serves a request is confirmed: the request is done, unless it was over before. After a restore the
/// number may be another's request: it is that of the erased only where it was made with something of theirs. Done
/// `again`, it was known then who asked.
pub(in crate::privacy) fn serve(
    tx: &mut dyn Tx,
    id: i64,
    (erasure, parts): (i64, &[Part]),
    again: bool,
    now: Timestamp,
) -> Result<()> {
    let Some(request) = store::get(tx, id)?.filter(|request| request.is_of(parts)) else { return Ok(()) };
    let next = if again {
        rules::erased_again(&request, erasure, now)
    } else {
        rules::after(&request, &Step::Erased(erasure), now).ok()
    };
    next.map_or(Ok(()), |next| store::update(tx, &next, request.state).map(drop))
}
