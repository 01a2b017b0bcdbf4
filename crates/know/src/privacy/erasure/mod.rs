//! Erasure: a person is hidden at once and destroyed within the hour, everywhere, with a receipt.
//!
//! Invariants: nothing goes before a privacy officer has seen what would go and has named it; what is hidden is in no
//! view, count, search or export from that moment on; each step of the destruction is safe to run twice, so that a
//! crash loses nothing; what is kept is the place of each interaction, the keyed hash of its message and the numbers of
//! identifiers without their values; what is of people under a legal hold is not touched before it is released.
//! Tables: `privacy_erasures` (truth). File: `erasures.jsonl` in the data directory,
//! by which a restore erases again what a backup still holds.

pub mod http;
mod identifiers;
mod interactions;
mod model;
mod reasons;
mod replay;
mod store;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ::store::{Db, Migration, Result, Store};
use kernel::clock::MINUTE;
use kernel::{Clock, Erased, Held, HoldsPersonal, Identifier, IdentifierNo, KeyHasher, Mentions, Part};
use parking_lot::Mutex;

pub use interactions::SourceNames;
use model::Outcome;
pub use model::{Erasure, Mode, Proposal, Stage};
pub use replay::FILE;

use super::holds::{Hold, HoldKind};
use super::requests::{self, Requests, RequestsHolder, Step};
use crate::identity::PersonNo;
use crate::log::{Entry, read_identifiers};
use crate::people::People;
use crate::profiles::Profiles;

pub(crate) const MIGRATIONS: &[Migration] = store::MIGRATIONS;

/// How long what is hidden waits for more, so that many erasures are one pass over the journal.
const GATHERED: i64 = 10 * MINUTE;

/// The number of the turn of whoever writes the journal anew, among servers that share a database.
const PASSING: i64 = 7_070_020;

/// Why a person cannot be erased.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is no such person or erasure.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// What was confirmed is not what would go.
    #[error("the person holds other identifiers by now, or some that were named are not theirs: look at it again")]
    Changed,
    /// It was confirmed before.
    #[error("this erasure is {0} already")]
    Over(&'static str),
    /// A legal hold lies on the person.
    #[error("a legal hold lies on this person: nothing of them may be destroyed before it is released")]
    Held,
    /// The privacy request that it is to serve does not fit.
    #[error(transparent)]
    Request(#[from] requests::Refused),
    /// What was to be erased again cannot be.
    #[error("{0}")]
    Lines(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] ::store::Error),
}

/// Erases people. Cheap to clone.
#[derive(Clone)]
pub struct Erasures {
    store: Store,
    people: People,
    profiles: Profiles,
    requests: Requests,
    clock: Arc<dyn Clock>,
    hasher: KeyHasher,
    /// Where erasures are written down beside the database; on PostgreSQL only where that is configured.
    file: Option<PathBuf>,
    holders: Arc<Vec<Arc<dyn HoldsPersonal>>>,
    /// One question at a time is answered, and nothing is destroyed meanwhile.
    turn: Arc<Mutex<()>>,
    /// One pass over the journal at a time, that of retention too; taken before the turn.
    passing: Arc<Mutex<()>>,
    /// Somebody does not want to wait.
    hurry: Arc<AtomicBool>,
}

impl Erasures {
    /// Erasure over a store. `sources` says what sources are called, as exports show it; `others` are those who hold personal data outside of this room.
    #[must_use]
    pub fn new(
        store: &Store,
        profiles: &Profiles,
        clock: Arc<dyn Clock>,
        file: Option<PathBuf>,
        sources: SourceNames,
        others: Vec<Arc<dyn HoldsPersonal>>,
    ) -> Erasures {
        let people = profiles.people().clone();
        let mut holders: Vec<Arc<dyn HoldsPersonal>> =
            vec![Arc::new(interactions::Interactions::new(store, profiles, clock.clone(), sources))];
        holders.push(Arc::new(RequestsHolder(store.truth.clone())));
        holders.push(Arc::new(reasons::Reasons(store.truth.clone())));
        holders.extend(others);
        // The last one: the values of identifiers are what the others look for.
        holders.push(Arc::new(identifiers::Identifiers::new(store)));
        Erasures {
            hasher: store.secrets.hasher.clone(),
            store: store.clone(),
            requests: Requests::new(store, &people, clock.clone()),
            people,
            profiles: profiles.clone(),
            clock,
            file,
            holders: Arc::new(holders),
            turn: Arc::default(),
            passing: Arc::default(),
            hurry: Arc::default(),
        }
    }

    fn truth(&self) -> &Db {
        &self.store.truth
    }

    /// The store.
    pub(in crate::privacy) fn store(&self) -> &Store {
        &self.store
    }

    /// What is held of people.
    pub(in crate::privacy) fn profiles(&self) -> &Profiles {
        &self.profiles
    }

    /// The clock.
    pub(in crate::privacy) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// The people.
    pub(crate) fn people(&self) -> &People {
        &self.people
    }

    /// What people ask for by right.
    #[must_use]
    pub fn requests(&self) -> &Requests {
        &self.requests
    }

    /// Everybody who holds personal data.
    pub(crate) fn holders(&self) -> &[Arc<dyn HoldsPersonal>] {
        &self.holders
    }

    /// Says what would go if a person were erased, and keeps the question. `request` is the privacy request that it
    /// would serve. Nothing is hidden yet. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn propose(
        &self,
        person: PersonNo,
        mode: Mode,
        (by, reason): (&str, &str),
        request: Option<i64>,
    ) -> Result<Proposal, Refused> {
        let parts = {
            let state = self.people.now();
            let person = state.graph.resolve(person).ok_or(Refused::Missing("person"))?;
            state.graph.parts(person)
        };
        if let Some(request) = request {
            self.requests.check(request, person, &Step::Erased(0))?;
        }
        let (by, reason, now) = (by.to_owned(), reason.to_owned(), self.clock.now());
        let insert =
            move |tx: &mut dyn ::store::Tx| store::insert(tx, person, mode, &parts, (&by, &reason, request), now);
        let id = self.truth().write_blocking(insert)?;
        self.proposal(id)
    }

    /// An erasure with what it would take, where it has not taken it yet. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn proposal(&self, id: i64) -> Result<Proposal, Refused> {
        let erasure = self.get(id)?;
        if erasure.stage != Stage::Proposed {
            return Ok(Proposal { erasure, identifiers: Vec::new(), interactions: 0 });
        }
        let numbers: Vec<IdentifierNo> = erasure.parts.iter().map(|part| part.identifier).collect();
        let values = self.truth().read_blocking(|tx| read_identifiers(tx, &numbers))?;
        let mut identifiers = Vec::new();
        for value in values {
            let own: Vec<Part> = erasure.parts.iter().filter(|part| part.identifier == value.number).copied().collect();
            identifiers.push((value.number, value.identifier, self.profiles.count_of(&own)?));
        }
        let interactions = self.profiles.count_of(&erasure.parts)?;
        Ok(Proposal { erasure, identifiers, interactions })
    }

    /// One erasure. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn get(&self, id: i64) -> Result<Erasure, Refused> {
        self.truth().read_blocking(|tx| store::get(tx, id))?.ok_or(Refused::Missing("erasure"))
    }

    /// Erasures, newest first, before a number, and how many there are. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn list(&self, before: Option<i64>, limit: usize) -> Result<(Vec<Erasure>, u64)> {
        self.truth().read_blocking(|tx| store::list(tx, before, limit))
    }

    /// Takes a question back. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn withdraw(&self, id: i64) -> Result<(), Refused> {
        let erasure = self.get(id)?;
        if erasure.stage != Stage::Proposed {
            return Err(Refused::Over(erasure.stage.as_str()));
        }
        Ok(self.truth().write_blocking(move |tx| store::delete(tx, id))?)
    }

    /// Hides what was proposed, as far as it is named: from now on nobody sees it. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn confirm(&self, id: i64, identifiers: &[IdentifierNo]) -> Result<Erasure, Refused> {
        let _turn = self.turn.lock();
        let erasure = self.get(id)?;
        if erasure.stage != Stage::Proposed {
            return Err(Refused::Over(erasure.stage.as_str()));
        }
        let today = {
            let state = self.people.now();
            let person = state.graph.resolve(erasure.person).ok_or(Refused::Missing("person"))?;
            state.graph.parts(person)
        };
        let parts: Vec<Part> = today.iter().filter(|part| identifiers.contains(&part.identifier)).copied().collect();
        let named = identifiers.iter().all(|number| parts.iter().any(|part| part.identifier == *number));
        if today != erasure.parts || parts.is_empty() || !named {
            return Err(Refused::Changed);
        }
        let numbers: Vec<IdentifierNo> = today.iter().map(|part| part.identifier).collect();
        let (holds, now) = (self.truth().read_blocking(|tx| super::store::holds_of(tx, &numbers))?, self.clock.now());
        if holds.iter().any(|hold| hold.kind == HoldKind::Legal && hold.is_active(now)) {
            return Err(Refused::Held);
        }
        if let Some(request) = erasure.request {
            self.requests.check(request, erasure.person, &Step::Erased(id))?;
        }
        let erased = self.erased(parts.clone(), &self.profiles.names_of(&parts)?, erasure.mode)?;
        self.hide(id, parts, erasure.request, false)?;
        for holder in self.holders.iter().filter(|holder| holder.shows_hidden()) {
            if let Err(error) = holder.erase(&erased) {
                tracing::error!(%error, holder = holder.name(), "it is erased with everything else");
            }
        }
        self.get(id)
    }

    /// `again` says that it was done before, and is after a restore.
    fn hide(&self, id: i64, parts: Vec<Part>, request: Option<i64>, again: bool) -> Result<()> {
        let now = self.clock.now();
        let entries = parts.iter().map(|part| Entry::Erased(*part)).collect();
        self.people.record_blocking(entries, move |tx| {
            store::hide(tx, id, &parts, now)?;
            request.map_or(Ok(()), |request| requests::serve(tx, request, (id, &parts), again, now))
        })?;
        self.write_down(&[id])
    }

    /// Hides people without a question, as one erasure, with what `also` writes; they are destroyed with
    /// [`Erasures::destroy_hidden`] or with the next others. Blocks.
    pub(in crate::privacy) fn hide_at_once(
        &self,
        people: &[(PersonNo, Vec<Part>)],
        by: &'static str,
        reason: String,
        also: impl FnOnce(&mut dyn ::store::Tx) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let Some((first, _)) = people.first() else { return Ok(()) };
        let (person, token, now) = (*first, format!("{:032x}", rand::random::<u128>()), self.clock.now());
        let parts: Vec<Part> = people.iter().flat_map(|(_, parts)| parts.clone()).collect();
        let entries = parts.iter().map(|part| Entry::Erased(*part)).collect();
        let name = token.clone();
        self.people.record_blocking(entries, move |tx| {
            let id = store::insert_as(tx, &name, person, Mode::Erase, &parts, (by, &reason, None), now)?;
            store::hide(tx, id, &parts, now)?;
            also(tx)
        })?;
        let made = self.truth().read_blocking(|tx| store::by_token(tx, &token))?;
        self.write_down(&made.iter().map(|erasure| erasure.id).collect::<Vec<_>>())
    }

    /// Destroys what is hidden, for whoever is passing over the journal already. Blocks.
    pub(in crate::privacy) fn destroy_hidden(&self) -> Result<usize> {
        let hidden = self.hidden()?;
        if hidden.is_empty() { Ok(0) } else { self.destroy(&hidden) }
    }

    /// Lets the next [`Erasures::destroy_due`] not wait for more.
    pub fn hurry(&self) {
        self.hurry.store(true, Ordering::SeqCst);
    }

    /// Destroys what is hidden once it has waited for more, or somebody is in a hurry. Returns how many erasures are
    /// destroyed now. Blocks for as long as a pass over the journal takes.
    ///
    /// # Errors
    /// What kept it from finishing: it goes on with the next call.
    pub fn destroy_due(&self) -> Result<usize> {
        let hidden = self.hidden()?;
        let oldest = hidden.iter().filter_map(|erasure| erasure.hidden_at).min();
        let Some(oldest) = oldest else { return Ok(0) };
        if !self.hurry.swap(false, Ordering::SeqCst) && self.clock.now().0 - oldest.0 < GATHERED {
            return Ok(0);
        }
        let result = self.passing(|| self.destroy(&hidden))?;
        if !matches!(result, Some(Ok(_))) {
            self.hurry();
        }
        result.unwrap_or(Ok(0))
    }

    /// Does what goes over the whole journal and writes it, which nobody else does meanwhile; nothing where another
    /// server is at it.
    pub(in crate::privacy) fn passing<T>(&self, work: impl FnOnce() -> T) -> Result<Option<T>> {
        let _passing = self.passing.lock();
        self.truth().exclusively(PASSING, work)
    }

    /// What is hidden and can be destroyed: what waits for legal holds can once one of them is over.
    fn hidden(&self) -> Result<Vec<Erasure>> {
        let now = self.clock.now();
        let (mut hidden, holds) =
            self.truth().read_blocking(|tx| Ok((store::hidden(tx)?, super::store::active_holds(tx, now)?)))?;
        let active = legal(&holds);
        hidden.retain(|erasure| erasure.kept == 0 || !erasure.held_by.is_subset(&active));
        Ok(hidden)
    }

    fn destroy(&self, hidden: &[Erasure]) -> Result<usize> {
        let _turn = self.turn.lock();
        self.write_down(&hidden.iter().map(|erasure| erasure.id).collect::<Vec<_>>())?;
        let now = self.clock.now();
        let holds = legal(&self.truth().read_blocking(|tx| super::store::active_holds(tx, now))?);
        let hidden = self.with_names(hidden, !holds.is_empty())?;
        let mut outcomes = Vec::new();
        for mode in [Mode::Erase, Mode::Anonymise] {
            let some: Vec<&Erasure> = hidden.iter().filter(|erasure| erasure.mode == mode).collect();
            outcomes.extend(self.outcomes(&some, mode)?);
        }
        for db in [&self.store.truth, &self.store.folds] {
            db.wipe_blocking()?;
        }
        let destroyed = outcomes.iter().filter(|outcome| outcome.kept == 0).count();
        let (waiting, now) = (outcomes.len() - destroyed, self.clock.now());
        self.truth().write_blocking(move |tx| store::passed(tx, &outcomes, &holds, now))?;
        tracing::info!(erasures = destroyed, waiting, "destroyed what erased people had left");
        Ok(destroyed)
    }

    /// Erasures with the names of their people. These are told by what is about to go: they are `kept` where a hold may
    /// keep rows in which they stand.
    fn with_names(&self, some: &[Erasure], kept: bool) -> Result<Vec<Erasure>> {
        let mut named = some.to_vec();
        for erasure in &mut named {
            erasure.names.extend(self.profiles.names_of(&erasure.parts)?);
            if kept {
                let (id, told) = (erasure.id, erasure.names.clone());
                self.truth().write_blocking(move |tx| store::keep_names(tx, id, &told))?;
            }
        }
        Ok(named)
    }

    /// Takes out what is left of some erasures, all of one mode. Where a hold keeps anything, each goes by itself once
    /// more: the others need not wait.
    fn outcomes(&self, some: &[&Erasure], mode: Mode) -> Result<Vec<Outcome>> {
        if some.is_empty() {
            return Ok(Vec::new());
        }
        let (rows, kept) = self.take_out(some, mode)?;
        let mut outcomes = Vec::new();
        for erasure in some {
            let mut sums = erasure.rows.clone();
            add(&mut sums, &rows);
            let mut kept = kept;
            if kept > 0 && some.len() > 1 {
                let (further, own) = self.take_out(&[*erasure], mode)?;
                add(&mut sums, &further);
                kept = own;
            }
            outcomes.push(Outcome { id: erasure.id, rows: sums, kept });
        }
        Ok(outcomes)
    }

    /// Has everybody take out what they hold. Returns how many rows each changed, and how many stay because of a hold.
    fn take_out(&self, some: &[&Erasure], mode: Mode) -> Result<(Vec<(String, u64)>, u64)> {
        let parts: Vec<Part> = some.iter().flat_map(|erasure| erasure.parts.clone()).collect();
        let names = some.iter().flat_map(|erasure| erasure.names.clone()).collect();
        let erased = self.erased(parts, &names, mode)?;
        let mut rows = Vec::new();
        for holder in self.holders.iter() {
            let gone = holder
                .erase(&erased)
                .map_err(|error| ::store::Error::Unexpected(format!("{} cannot erase yet: {error}", holder.name())))?;
            rows.push((holder.name().to_owned(), gone));
        }
        Ok((rows, erased.held.kept()))
    }

    fn erased(&self, parts: Vec<Part>, names: &BTreeSet<String>, mode: Mode) -> Result<Erased> {
        let identifiers = self.values(&parts)?;
        let before_at = identifiers.iter().filter_map(|identifier| Some(identifier.value.split_once('@')?.0));
        let full = before_at.filter(|own| own.split(['.', '_', '-']).count() > 1);
        let own = names.iter().map(String::as_str).chain(full);
        Ok(Erased {
            mentions: self.named_by(&identifiers),
            own: Mentions::names(own),
            names: Mentions::names(names.iter().map(String::as_str)),
            parts,
            anonymised: mode == Mode::Anonymise,
            held: self.held()?,
        })
    }

    /// Whoever is under a legal hold now.
    fn held(&self) -> Result<Held> {
        let now = self.clock.now();
        let holds = self.truth().read_blocking(|tx| super::store::active_holds(tx, now))?;
        let parts: BTreeSet<Part> = {
            let state = self.people.now();
            let legal = holds.iter().filter(|hold| hold.kind == HoldKind::Legal);
            let people = legal.flat_map(|hold| state.graph.holders(hold.identifier));
            people.flat_map(|person| state.graph.parts(person)).collect()
        };
        let parts: Vec<Part> = parts.into_iter().collect();
        Ok(Held::new(&parts, self.mentions(&parts)?))
    }

    /// By what others may name these people.
    pub(crate) fn mentions(&self, parts: &[Part]) -> Result<Mentions> {
        Ok(self.named_by(&self.values(parts)?))
    }

    /// The identifiers that were never anybody else's.
    fn values(&self, parts: &[Part]) -> Result<Vec<Identifier>> {
        let whole: Vec<IdentifierNo> =
            parts.iter().filter(|part| part.is_whole()).map(|part| part.identifier).collect();
        let values = self.truth().read_blocking(|tx| read_identifiers(tx, &whole))?;
        Ok(values.into_iter().map(|value| value.identifier).collect())
    }

    fn named_by(&self, identifiers: &[Identifier]) -> Mentions {
        let state = self.people.now();
        let others = identifiers.iter().flat_map(|identifier| {
            let forms = state.graph.namespaces().other_forms(identifier).into_iter();
            forms.map(|form| Identifier::new(identifier.namespace.as_str(), form))
        });
        let all: Vec<Identifier> = identifiers.iter().cloned().chain(others).collect();
        Mentions::identifiers(&all)
    }

    /// The receipt of an erasure that is done: what can be shown to the person, and verified.
    #[must_use]
    pub fn receipt(&self, erasure: &Erasure) -> Option<String> {
        let said = erasure.said()?;
        let seal = self.seal(&said);
        Some(format!("{said};{seal}"))
    }

    /// Whether a receipt is one of ours, as it was given.
    #[must_use]
    pub fn is_receipt(&self, receipt: &str) -> bool {
        receipt.rsplit_once(';').is_some_and(|(said, seal)| self.seal(said) == seal)
    }

    fn seal(&self, said: &str) -> String {
        let key = self.hasher.message("erasure receipts", said.as_bytes());
        format!("{:032x}", u128::from_be_bytes(key.0))
    }
}

/// The numbers of those holds that are legal ones.
fn legal(holds: &[Hold]) -> BTreeSet<i64> {
    holds.iter().filter(|hold| hold.kind == HoldKind::Legal).map(|hold| hold.id).collect()
}

fn add(sums: &mut BTreeMap<String, u64>, rows: &[(String, u64)]) {
    for (holder, rows) in rows {
        *sums.entry(holder.clone()).or_default() += rows;
    }
}
