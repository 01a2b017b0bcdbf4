//! Decisions of employees: merge, undo, block. Each is an entry of the people's log, and can be taken back.
//!
//! Tables: `identity_decisions` (truth): the decisions with who and why, to be shown.

use std::collections::BTreeSet;

use kernel::{IdentifierNo, Pair, Timestamp};
use store::{Migration, Result, Store, Tx};

use super::graph::{Change, Groups, PersonNo};
use super::model::{Link, LinkState};
use crate::log::{Decision, Entry, Verdict};
use crate::people::People;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::new(
    "identity_decisions_1",
    "CREATE TABLE identity_decisions (id {serial}, pair BIGINT NOT NULL, verdict TEXT NOT NULL, who TEXT NOT NULL,
        reason TEXT NOT NULL, at BIGINT NOT NULL);
     CREATE INDEX identity_decisions_pair ON identity_decisions (pair, id)",
)];

/// Why a decision cannot be taken.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is no such person or link.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// The two are one already.
    #[error("these are one person already")]
    AlreadyOne,
    /// The two were marked apart; that must be taken back first.
    #[error("these two hold identifiers that are marked apart: undo that link first")]
    MarkedApart,
    /// Joined, they would lose an identifier to somebody else.
    #[error(
        "joined, these two would lose an identifier that only a public source gave them: undo or decide that link first"
    )]
    WouldLose,
    /// The link is not in the state in which whoever decides has seen it.
    #[error("the link is {0} by now: look at it again")]
    Changed(&'static str),
    /// Neither evidence nor a decision is behind the link.
    #[error("nothing joins these two or marks them apart: there is nothing to undo")]
    NothingToUndo,
    /// One of the two is known only by an identifier that cannot stand for them.
    #[error(
        "one of these is known only by a number that had another holder before, or that is blocked: join them by another identifier"
    )]
    NoName,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// The decisions of which not all stays when people are erased: those about their identifiers go, of others stays the
/// reason that `left` leaves where it names them.
pub(crate) struct Forgotten(Vec<(i64, Option<String>)>);

impl Forgotten {
    /// Finds them.
    pub(crate) fn find(
        tx: &mut dyn Tx,
        gone: &BTreeSet<IdentifierNo>,
        left: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Forgotten> {
        let mut found = Vec::new();
        for row in tx.query("SELECT id, pair, reason FROM identity_decisions", &[])? {
            let pair = Pair::unpack(row.unsigned(1)?);
            if gone.contains(&pair.low()) || gone.contains(&pair.high()) {
                found.push((row.int(0)?, None));
            } else if let Some(reason) = left(row.text(2)?) {
                found.push((row.int(0)?, Some(reason)));
            }
        }
        Ok(Forgotten(found))
    }

    /// Leaves what is left of them.
    pub(crate) fn write(&self, tx: &mut dyn Tx) -> Result<()> {
        for (id, reason) in &self.0 {
            match reason {
                None => tx.execute("DELETE FROM identity_decisions WHERE id = $1", &[(*id).into()])?,
                Some(reason) => {
                    let sql = "UPDATE identity_decisions SET reason = $1 WHERE id = $2";
                    tx.execute(sql, &[reason.as_str().into(), (*id).into()])?
                }
            };
        }
        Ok(())
    }
}

/// What was decided about any of these identifiers, oldest first.
pub(crate) fn decisions_about(tx: &mut dyn Tx, identifiers: &BTreeSet<IdentifierNo>) -> Result<Vec<Decision>> {
    let mut pairs: Vec<(u64, Pair)> = Vec::new();
    for row in tx.query("SELECT min(id), pair FROM identity_decisions GROUP BY pair", &[])? {
        let pair = Pair::unpack(row.int(1)?.cast_unsigned());
        if identifiers.contains(&pair.low()) || identifiers.contains(&pair.high()) {
            pairs.push((row.unsigned(0)?, pair));
        }
    }
    pairs.sort_unstable();
    let mut all = Vec::new();
    for (_, pair) in pairs {
        all.extend(decisions(tx, pair)?.into_iter().rev());
    }
    Ok(all)
}

/// By how many pairs of identifiers it is tried to join two people.
const TRIED: usize = 16;

/// A decision that somebody thinks of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Proposed {
    /// Two people are one.
    Merge(PersonNo, PersonNo),
    /// A link is undone.
    Undo(Pair),
    /// The ends of a link are one person, or are marked apart.
    Decide { pair: Pair, joined: bool },
    /// An identifier is blocked, or used again.
    Block { identifier: IdentifierNo, blocked: bool },
}

/// Takes decisions about who is who.
#[derive(Clone)]
pub struct Identity {
    store: Store,
    people: People,
}

impl Identity {
    /// Decisions over these people.
    #[must_use]
    pub fn new(store: &Store, people: People) -> Identity {
        Identity { store: store.clone(), people }
    }

    /// The people.
    #[must_use]
    pub fn people(&self) -> &People {
        &self.people
    }

    /// The people whom a decision would concern, as they are and as they would be, each with what belongs to them.
    /// Nothing changes. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub(crate) fn preview(&self, proposed: Proposed) -> Result<(Groups, Groups), Refused> {
        let change = match proposed {
            Proposed::Merge(a, b) => return self.joined(a, b).map(|(_, before, after)| (before, after)),
            Proposed::Undo(pair) => {
                let verdict = self.undone(pair, None)?;
                Change::Decide { pair, joined: verdict == Verdict::Joined, apart: verdict == Verdict::Apart }
            }
            Proposed::Decide { pair, joined } => {
                self.people.now().graph.between(pair).ok_or(Refused::Missing("link"))?;
                Change::Decide { pair, joined, apart: !joined }
            }
            Proposed::Block { identifier, blocked } => {
                if identifier.0 >= self.people.now().graph.len() {
                    return Err(Refused::Missing("identifier"));
                }
                Change::Block { identifier, blocked }
            }
        };
        Ok(self.people.what_if(change))
    }

    /// The pairs of identifiers by which two people can be joined: those after which they are named first, then those that
    /// name somebody by themselves.
    fn between(&self, a: PersonNo, b: PersonNo) -> Result<Vec<Pair>, Refused> {
        let state = self.people.now();
        let graph = &state.graph;
        let resolve = |person| graph.resolve(person).ok_or(Refused::Missing("person"));
        let (a, b) = (resolve(a)?, resolve(b)?);
        if a == b {
            return Err(Refused::AlreadyOne);
        }
        let ends = |person| {
            let own =
                graph.parts(person).into_iter().filter(|part| part.is_whole() && !graph.is_blocked(part.identifier));
            let mut own: Vec<IdentifierNo> = own.map(|part| part.identifier).collect();
            let name = graph.named_after(person);
            own.retain(|one| *one == name || graph.is_strong(*one));
            own.sort_by_key(|one| *one != name);
            own
        };
        let (of_a, of_b) = (ends(a), ends(b));
        let pairs = of_a.iter().flat_map(|one| of_b.iter().map(|other| Pair::new(*one, *other)));
        let pairs: Vec<Pair> = pairs.take(TRIED).collect();
        if pairs.is_empty() { Err(Refused::NoName) } else { Ok(pairs) }
    }

    /// By which pair two people can be joined so that nobody loses anything, and what becomes of them.
    fn joined(&self, a: PersonNo, b: PersonNo) -> Result<(Pair, Groups, Groups), Refused> {
        let mut refused = Refused::WouldLose;
        for pair in self.between(a, b)? {
            if self.people.now().graph.between(pair).is_some_and(|edge| edge.apart) {
                refused = Refused::MarkedApart;
                continue;
            }
            let (before, after) = self.people.what_if(Change::Decide { pair, joined: true, apart: false });
            if before.len() == 2 && after.len() == 1 {
                return Ok((pair, before, after));
            }
        }
        if self.are_apart(a, b) { Err(Refused::MarkedApart) } else { Err(refused) }
    }

    /// Whether two people hold identifiers that are marked apart.
    fn are_apart(&self, a: PersonNo, b: PersonNo) -> bool {
        let state = self.people.now();
        let of_b: BTreeSet<IdentifierNo> = state.graph.parts(b).iter().map(|part| part.identifier).collect();
        let own: BTreeSet<IdentifierNo> = state.graph.parts(a).iter().map(|part| part.identifier).collect();
        let across = |pair: Pair| {
            own.contains(&pair.low()) && of_b.contains(&pair.high())
                || own.contains(&pair.high()) && of_b.contains(&pair.low())
        };
        state.graph.links(a).iter().any(|edge| edge.apart && across(edge.pair))
    }

    /// Makes two people one. Blocks. Returns the link that now joins them and the person.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn merge(
        &self,
        a: PersonNo,
        b: PersonNo,
        by: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<(Pair, PersonNo), Refused> {
        let (pair, _, _) = self.joined(a, b)?;
        self.record(pair, Verdict::Joined, by, reason, now)?;
        let person = self.people.now().graph.resolve(a).ok_or(Refused::Missing("person"))?;
        Ok((pair, person))
    }

    /// Undoes a link: the last decision is taken back, and the one before it counts again; evidence without a decision
    /// is marked apart, so that the next event does not join it again. `seen` is the state in which whoever undoes it has
    /// seen it, so that doing it again changes nothing. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn undo(
        &self,
        pair: Pair,
        seen: Option<LinkState>,
        by: &str,
        reason: &str,
        now: Timestamp,
    ) -> Result<Link, Refused> {
        let counts = self.undone(pair, seen)?;
        if counts == Verdict::Apart && !self.is_decided(pair) {
            self.record(pair, Verdict::Apart, by, reason, now)?;
            return self.link(pair)?.ok_or(Refused::Missing("link"));
        }
        let decision =
            Decision { pair, verdict: Verdict::Undecided, by: by.to_owned(), reason: reason.to_owned(), at: now };
        let entry = Entry::Decided(Decision { verdict: counts, ..decision.clone() });
        self.people.record_blocking(vec![entry], move |tx| keep(tx, &decision))?;
        self.link(pair)?.ok_or(Refused::Missing("link"))
    }

    fn is_decided(&self, pair: Pair) -> bool {
        self.people.now().graph.between(pair).is_some_and(|edge| edge.joined || edge.apart)
    }

    /// What will count of a link once it is undone.
    fn undone(&self, pair: Pair, seen: Option<LinkState>) -> Result<Verdict, Refused> {
        let (edge, state) = {
            let people = self.people.now();
            let edge = people.graph.between(pair).ok_or(Refused::Missing("link"))?;
            (edge, link_state(&people.graph, &edge))
        };
        if seen.is_some_and(|seen| seen != state) {
            return Err(Refused::Changed(state.as_str()));
        }
        if !edge.joined && !edge.apart {
            return if edge.first_seen().is_none() { Err(Refused::NothingToUndo) } else { Ok(Verdict::Apart) };
        }
        let decided = self.store.truth.read_blocking(|tx| decisions(tx, pair))?;
        let mut standing: Vec<Verdict> = Vec::new();
        for decision in decided.iter().rev() {
            match decision.verdict {
                Verdict::Undecided => drop(standing.pop()),
                verdict => standing.push(verdict),
            }
        }
        standing.pop();
        Ok(standing.last().copied().unwrap_or(Verdict::Undecided))
    }

    /// Joins the ends of a link that was refused, or marks them apart. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn decide(&self, pair: Pair, joined: bool, by: &str, reason: &str, now: Timestamp) -> Result<Link, Refused> {
        if self.people.now().graph.between(pair).is_none() {
            return Err(Refused::Missing("link"));
        }
        let verdict = if joined { Verdict::Joined } else { Verdict::Apart };
        self.record(pair, verdict, by, reason, now)?;
        self.link(pair)?.ok_or(Refused::Missing("link"))
    }

    /// Blocks an identifier, so that it joins nobody, or lets it be used again. Blocks.
    ///
    /// # Errors
    /// [`Refused`]
    pub fn block(&self, identifier: IdentifierNo, blocked: bool) -> Result<(), Refused> {
        if identifier.0 >= self.people.now().graph.len() {
            return Err(Refused::Missing("identifier"));
        }
        Ok(self.people.record_blocking(vec![Entry::Blocked { identifier, blocked }], |_| Ok(()))?)
    }

    fn record(&self, pair: Pair, verdict: Verdict, by: &str, reason: &str, now: Timestamp) -> Result<(), Refused> {
        let decision = Decision { pair, verdict, by: by.to_owned(), reason: reason.to_owned(), at: now };
        let kept = decision.clone();
        Ok(self.people.record_blocking(vec![Entry::Decided(decision)], move |tx| keep(tx, &kept))?)
    }

    /// One link with its evidence. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn link(&self, pair: Pair) -> Result<Option<Link>> {
        let found = {
            let state = self.people.now();
            state.graph.between(pair).map(|edge| (edge, link_state(&state.graph, &edge)))
        };
        let Some((edge, state)) = found else { return Ok(None) };
        let decisions = self.store.truth.read_blocking(|tx| decisions(tx, pair))?;
        Ok(Some(Link { pair, state, edge, decisions }))
    }

    /// The links of a person. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn links(&self, person: PersonNo) -> Result<Option<Vec<Link>>> {
        let edges = {
            let state = self.people.now();
            let Some(person) = state.graph.resolve(person) else { return Ok(None) };
            state.graph.links(person)
        };
        let links = edges.into_iter().map(|edge| self.link(edge.pair)).collect::<Result<Vec<_>>>()?;
        Ok(Some(links.into_iter().flatten().collect()))
    }

    /// The pairs about which somebody has decided, with the number of the last decision, the newest first. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn decided(&self) -> Result<Vec<(u64, Pair)>> {
        let sql = "SELECT max(id), pair FROM identity_decisions GROUP BY pair ORDER BY max(id) DESC";
        let rows = self.store.truth.read_blocking(|tx| tx.query(sql, &[]))?;
        rows.iter().map(|row| Ok((row.unsigned(0)?, Pair::unpack(row.int(1)?.cast_unsigned())))).collect()
    }

    /// The links that wait for a decision, after a pair, and how many there are in all. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn conflicts(&self, after: Option<u64>, limit: usize, but: &BTreeSet<u64>) -> Result<(Vec<Link>, u64)> {
        let (pairs, total) = {
            let state = self.people.now();
            let conflicts = state.graph.conflicts();
            let from = after.map_or(0, |after| after.saturating_add(1));
            let pairs = conflicts.range(from..).map(|(pair, _)| *pair).filter(|pair| !but.contains(pair));
            let pairs: Vec<Pair> = pairs.take(limit).map(Pair::unpack).collect();
            (pairs, (conflicts.len() - but.len()) as u64)
        };
        let links = pairs.into_iter().map(|pair| self.link(pair)).collect::<Result<Vec<_>>>()?;
        Ok((links.into_iter().flatten().collect(), total))
    }

    /// The conflicts of which an end belongs to a person who has one of these identifiers.
    #[must_use]
    pub fn conflicts_among(&self, identifiers: &BTreeSet<IdentifierNo>) -> Vec<Pair> {
        let state = self.people.now();
        let has = |end: IdentifierNo| {
            let person = state.graph.person_at(end, i64::MAX);
            state.graph.parts(person).iter().any(|part| identifiers.contains(&part.identifier))
        };
        let pairs = state.graph.conflicts().keys().map(|pair| Pair::unpack(*pair));
        pairs.filter(|pair| !identifiers.is_empty() && (has(pair.low()) || has(pair.high()))).collect()
    }
}

fn link_state(graph: &super::Graph, edge: &super::Edge) -> LinkState {
    if edge.apart {
        LinkState::Apart
    } else if graph.conflicts().contains_key(&edge.pair.packed()) {
        LinkState::Conflict
    } else if graph.is_active(edge) {
        LinkState::Active
    } else {
        LinkState::Idle
    }
}

fn keep(tx: &mut dyn Tx, decision: &Decision) -> Result<()> {
    let verdict = match decision.verdict {
        Verdict::Joined => "joined",
        Verdict::Apart => "apart",
        Verdict::Undecided => "undecided",
    };
    tx.execute(
        "INSERT INTO identity_decisions (pair, verdict, who, reason, at) VALUES ($1, $2, $3, $4, $5)",
        &[
            decision.pair.packed().cast_signed().into(),
            verdict.into(),
            decision.by.as_str().into(),
            decision.reason.as_str().into(),
            decision.at.into(),
        ],
    )?;
    Ok(())
}

fn decisions(tx: &mut dyn Tx, pair: Pair) -> Result<Vec<Decision>> {
    let rows = tx.query(
        "SELECT verdict, who, reason, at FROM identity_decisions WHERE pair = $1 ORDER BY id DESC",
        &[pair.packed().cast_signed().into()],
    )?;
    rows.iter()
        .map(|row| {
            let verdict = match row.text(0)? {
                "joined" => Verdict::Joined,
                "apart" => Verdict::Apart,
                _ => Verdict::Undecided,
            };
            Ok(Decision { pair, verdict, by: row.string(1)?, reason: row.string(2)?, at: row.time(3)? })
        })
        .collect()
}
