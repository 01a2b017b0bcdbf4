//! Everything that is known of who is who and what they allow, in memory, brought up to date from the people's log.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use kernel::{ConsentDecision, Identifier, IdentifierNo, KeyHasher, Pair, Position, Purpose, Timestamp};
use parking_lot::{Mutex, RwLock, RwLockReadGuard, RwLockWriteGuard};
use store::{Db, Dialect, Result, Store, Tx};

use crate::identity::{Change, Graph, Groups, Namespaces, span_of};
use crate::log::{self, Claim, Entry, Evidence, NewIdentifier, Verdict};
use crate::privacy::Consents;
use crate::profiles::Side;

/// Portions of the log that are read at once.
const READ: usize = 256;
/// Entries that are taken in before others may look.
const AT_ONCE: usize = 256;

/// The state that follows from the log.
pub struct State {
    /// Who is who.
    pub graph: Graph,
    /// What they allow.
    pub consents: Consents,
    /// The last portion of the log that is taken in.
    applied: i64,
}

impl State {
    /// Nobody yet.
    pub(crate) fn empty(namespaces: Namespaces) -> State {
        State { graph: Graph::new(namespaces), consents: Consents::default(), applied: 0 }
    }

    pub(crate) fn apply(&mut self, entries: &[Entry]) {
        for entry in entries {
            match entry {
                Entry::Identifier { namespace, key, lasting } => self.graph.add(namespace, *key, *lasting),
                Entry::InUse { identifier, span } => self.graph.in_use(*identifier, *span),
                Entry::Seen(evidence) => self.graph.see(evidence),
                Entry::Decided(decision) => {
                    let (joined, apart) = (decision.verdict == Verdict::Joined, decision.verdict == Verdict::Apart);
                    self.graph.decide(decision.pair, joined, apart);
                }
                Entry::Blocked { identifier, blocked } => self.graph.block(*identifier, *blocked),
                Entry::Consent { key, decision } => self.consents.decide(*key, Side::Customer, decision),
                Entry::EmployeeConsent { key, decision } => self.consents.decide(*key, Side::Employee, decision),
                Entry::Erased(part) => {
                    if part.is_whole() {
                        self.consents.forget(self.graph.key(part.identifier));
                    }
                    self.graph.erase(*part);
                }
            }
        }
    }

    /// Up to which portion of the log it is; it changes with every change of the state.
    #[must_use]
    pub fn applied(&self) -> i64 {
        self.applied
    }

    /// Whether a purpose is refused by any identifier of the people behind these keys. `granted` is what the keys
    /// themselves say just now: it counts for them where it is the later decision.
    #[must_use]
    pub fn refuses(
        &self,
        keys: &[[u8; 16]],
        purpose: &Purpose,
        at: Timestamp,
        granted: Option<&ConsentDecision>,
    ) -> bool {
        if self.consents.is_open() {
            return false;
        }
        let refuses = |key: &[u8; 16]| {
            let refusal = self.consents.refusal(key, purpose);
            let superseded = |refusal| keys.contains(key) && granted.is_some_and(|granted| granted.supersedes(refusal));
            refusal.is_some_and(|refusal| !superseded(refusal))
        };
        keys.iter().any(|key| {
            refuses(key)
                || self.graph.find(key).is_some_and(|identifier| {
                    let person = self.graph.person_at(identifier, at.0);
                    self.graph.parts(person).iter().any(|part| refuses(self.graph.key(part.identifier)))
                })
        })
    }
}

/// The people of a store.
#[derive(Clone)]
pub struct People {
    state: Arc<RwLock<State>>,
    /// Whoever takes in portions holds this: others may look at the state in between, but not change it.
    turn: Arc<Mutex<()>>,
    truth: Db,
    hasher: KeyHasher,
}

impl People {
    /// Reads the log of a store into memory.
    ///
    /// # Errors
    /// What the database says, or that the log is damaged.
    pub fn load(store: &Store, namespaces: Namespaces) -> Result<People> {
        let hasher = store.secrets.hasher.clone();
        let state = State::empty(namespaces);
        let people =
            People { state: Arc::new(RwLock::new(state)), turn: Arc::default(), truth: store.truth.clone(), hasher };
        people.truth.read_blocking(|tx| people.read_on(tx))?;
        Ok(people)
    }

    /// The state as it is now. Held only for a moment: intake waits meanwhile.
    pub fn now(&self) -> RwLockReadGuard<'_, State> {
        self.state.read()
    }

    /// The people whom a change would concern, as they are and as they would be. Nothing changes; intake waits meanwhile.
    pub(crate) fn what_if(&self, change: Change) -> (Groups, Groups) {
        let _turn = self.turn.lock();
        self.state.write().graph.what_if(change)
    }

    /// Hashes identifiers as this store does.
    #[must_use]
    pub fn hasher(&self) -> &KeyHasher {
        &self.hasher
    }

    /// Takes in what other servers have written. On SQLite there is nobody else.
    ///
    /// # Errors
    /// What the database says.
    pub fn catch_up(&self, tx: &mut dyn Tx) -> Result<()> {
        if tx.dialect() == Dialect::Sqlite || log::last(tx)? <= self.state.read().applied {
            return Ok(());
        }
        self.read_on(tx)
    }

    /// Takes in what is durable, where somebody is not known yet who is in the journal: whoever reads that may be faster
    /// than who wrote it.
    ///
    /// # Errors
    /// What the database says.
    pub fn know(&self, identifier: IdentifierNo) -> Result<()> {
        if identifier.0 < self.now().graph.len() {
            return Ok(());
        }
        self.truth.read_blocking(|tx| self.read_on(tx))
    }

    fn read_on(&self, tx: &mut dyn Tx) -> Result<()> {
        let _turn = self.turn.lock();
        loop {
            let from = self.state.read().applied;
            let portions = log::read_after(tx, from, READ)?;
            if portions.is_empty() {
                return Ok(());
            }
            for (number, entries) in portions {
                apply(self.state.write(), number, &entries);
            }
        }
    }

    /// Takes in a portion that this server has just made durable.
    pub fn apply(&self, portion: Option<(i64, Vec<Entry>)>) {
        let Some((number, entries)) = portion else { return };
        let in_order = {
            let _turn = self.turn.lock();
            let state = self.state.write();
            let in_order = number == state.applied + 1;
            if in_order {
                apply(state, number, &entries);
            }
            in_order
        };
        if !in_order && let Err(error) = self.truth.read_blocking(|tx| self.read_on(tx)) {
            tracing::error!(%error, "reading the people's log failed; the next batch tries again");
        }
    }

    /// Writes entries to the log, with what `also` writes, and takes them in.
    ///
    /// # Errors
    /// What the database says.
    pub fn record_blocking(
        &self,
        entries: Vec<Entry>,
        also: impl FnOnce(&mut dyn Tx) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let written = entries.clone();
        let number = self.truth.write_blocking(move |tx| {
            log::lock(tx)?;
            also(tx)?;
            log::append(tx, &written)
        })?;
        self.apply(Some((number, entries)));
        Ok(())
    }
}

/// Takes in a portion. Now and then it lets waiting readers look: half a portion shows nothing that is wrong.
fn apply(mut state: RwLockWriteGuard<'_, State>, number: i64, entries: &[Entry]) {
    if number <= state.applied {
        return;
    }
    for some in entries.chunks(AT_ONCE) {
        state.apply(some);
        RwLockWriteGuard::bump(&mut state);
    }
    state.applied = number;
}

/// What a batch of intake brings to the log: gathered before its transaction, applied after it.
pub struct Additions<'a> {
    state: &'a State,
    fresh: HashMap<[u8; 16], IdentifierNo>,
    seen: HashMap<(Pair, Claim), (Timestamp, Timestamp, Position)>,
    consents: HashMap<([u8; 16], Side, Purpose), ConsentDecision>,
    in_use: BTreeSet<(IdentifierNo, i32)>,
    entries: Vec<Entry>,
    identifiers: Vec<NewIdentifier>,
}

impl<'a> Additions<'a> {
    /// Nothing yet, on top of a state.
    #[must_use]
    pub fn new(state: &'a State) -> Additions<'a> {
        Additions {
            state,
            fresh: HashMap::new(),
            seen: HashMap::new(),
            consents: HashMap::new(),
            in_use: BTreeSet::new(),
            entries: Vec::new(),
            identifiers: Vec::new(),
        }
    }

    /// An identifier was in use, as a trusted source says.
    pub fn used(&mut self, namespace: &str, identifier: IdentifierNo, claim: Claim, at: Timestamp) {
        let graph = &self.state.graph;
        if claim == Claim::Public || !graph.namespaces().changes_hands(namespace) {
            return;
        }
        let span = span_of(at.0);
        if identifier.0 >= graph.len() || graph.is_news_of_use(identifier, span) {
            self.in_use.insert((identifier, span));
        }
    }

    /// The number of an identifier in its normal form; one that is new gets the next number.
    pub fn number(&mut self, identifier: &Identifier, key: [u8; 16], at: Timestamp) -> IdentifierNo {
        if let Some(number) = self.state.graph.find(&key).or_else(|| self.fresh.get(&key).copied()) {
            return number;
        }
        let count = u32::try_from(self.fresh.len()).expect("a batch has far fewer than 2^31 identifiers");
        let number = IdentifierNo(self.state.graph.len() + count);
        self.fresh.insert(key, number);
        let lasting = self.state.graph.namespaces().is_lasting(&identifier.namespace, &identifier.value);
        self.entries.push(Entry::Identifier { namespace: identifier.namespace.clone(), key, lasting });
        self.identifiers.push(NewIdentifier { number, identifier: identifier.clone(), first_seen: at });
        number
    }

    /// The identifiers of one interaction were seen together.
    pub fn seen_together(&mut self, identifiers: &[IdentifierNo], claim: Claim, at: Timestamp, position: Position) {
        for (place, a) in identifiers.iter().enumerate() {
            for b in &identifiers[place + 1..] {
                if a == b {
                    continue;
                }
                let evidence = Evidence { pair: Pair::new(*a, *b), claim, at, position };
                let known = evidence.pair.high().0 < self.state.graph.len() && !self.state.graph.is_news(&evidence);
                if !known {
                    let first_and_last = self.seen.entry((evidence.pair, claim)).or_insert((at, at, position));
                    first_and_last.0 = first_and_last.0.min(at);
                    first_and_last.1 = first_and_last.1.max(at);
                }
            }
        }
    }

    /// Somebody decided about a purpose, on one of their sides.
    pub fn consent(&mut self, key: [u8; 16], side: Side, decision: ConsentDecision) {
        if !self.state.consents.is_news(&key, side, &decision) {
            return;
        }
        match self.consents.get(&(key, side, decision.purpose.clone())) {
            Some(known) if !decision.supersedes(known) => {}
            _ => {
                self.consents.insert((key, side, decision.purpose.clone()), decision);
            }
        }
    }

    /// Whether nothing came of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.seen.is_empty() && self.in_use.is_empty() && self.consents.is_empty()
    }

    /// The entries for the log, and the values of the new identifiers.
    #[must_use]
    pub fn finish(self) -> (Vec<Entry>, Vec<NewIdentifier>) {
        let mut entries = self.entries;
        entries.extend(self.in_use.into_iter().map(|(identifier, span)| Entry::InUse { identifier, span }));
        let mut seen: Vec<_> = self.seen.into_iter().collect();
        seen.sort_unstable_by_key(|((pair, claim), _)| (*pair, *claim));
        for ((pair, claim), (first, last, position)) in seen {
            entries.push(Entry::Seen(Evidence { pair, claim, at: first, position }));
            if last != first {
                entries.push(Entry::Seen(Evidence { pair, claim, at: last, position }));
            }
        }
        entries.extend(self.consents.into_iter().map(|((key, side, _), decision)| match side {
            Side::Customer => Entry::Consent { key, decision },
            Side::Employee => Entry::EmployeeConsent { key, decision },
        }));
        (entries, self.identifiers)
    }
}
