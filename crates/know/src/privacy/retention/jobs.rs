//! A run: one pass over the journal for all rules, then everything that followed from what is gone.
//!
//! What is left to do after a crash is seen from the journal (places of which nothing is left) and from the timeline
//! (entries for such places, which go last). Counts are written with the frames that they count.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::time::{Duration, Instant};

use ::store::journal::{self, Cursor, Head, Packed};
use ::store::{Error, Result};
use kernel::{Expired, Gone, IdentifierNo, Interaction, Part, Position, Timestamp};

use super::super::erasure::Mode;
use super::super::holds::HoldKind;
use super::super::rewriting::{Going, Note, Pass};
use super::super::store::active_holds;
use super::model::{Done, Run, RunStage};
use super::rules::{self, Plan};
use super::{Retention, store};
use crate::identity::{Graph, PersonNo};
use crate::profiles::Recount;

/// How often it is written down how far a run is, where it changes nothing.
const NOTED: Duration = Duration::from_secs(1);
/// People who are erased as one erasure.
const AT_ONCE: usize = 500;
/// Behind every frame.
const END: Cursor = Cursor { xid: i64::MAX, frame: u64::MAX };

/// Does a run, or what is left of one that was broken off. The caller has the turn.
pub(super) fn carry_out(retention: &Retention, run: Run, stop: &dyn Fn() -> bool) -> Result<()> {
    let now = retention.now();
    let (rules, frames) = retention.truth().read_blocking(|tx| Ok((store::rules(tx)?, journal::count(tx)?)))?;
    let plan = rules::plan(&rules, &(retention.sources)()?, run.by.is_none(), now);
    let pass = Pass::new(retention.erasures.store());
    let up_to = pass.await_folds()?;
    let mut sweep = Sweep::new(retention, Run { frames, looked_at: 0, stage: RunStage::Journal, ..run }, plan, stop)?;
    pass.rewrite(Some(up_to), &mut sweep)?;
    if sweep.run.dry {
        let people = sweep.emptied(BTreeSet::new(), up_to)?.len() as u64;
        let id = sweep.run.id;
        retention.truth().write_blocking(move |tx| store::add_people(tx, id, people))?;
    } else {
        sweep.settle(up_to, now)?;
    }
    let run = sweep.run;
    let stage = if sweep.cancelled { RunStage::Cancelled } else { RunStage::Done };
    let taken: u64 = run.done.iter().map(|done| done.destroyed + done.anonymised).sum();
    let (id, ended_at) = (run.id, retention.now());
    retention.truth().write_blocking(move |tx| {
        store::keep(tx, &run)?;
        store::end(tx, id, stage, ended_at)
    })?;
    tracing::info!(interactions = taken, stage = stage.as_str(), "retention has run");
    Ok(())
}

/// What becomes of an interaction.
enum Fate {
    Stays,
    /// By the rule at this place.
    Goes(usize),
}

/// A pass over the journal, and what it saw.
struct Sweep<'a> {
    retention: &'a Retention,
    run: Run,
    plan: Plan,
    stop: &'a dyn Fn() -> bool,
    cancelled: bool,
    noted: Instant,
    /// The people under a legal hold.
    held: HashSet<PersonNo>,
    /// What goes of the frame at hand.
    due: Vec<(Position, Mode)>,
    gone: Gone,
    /// The identifiers that stay with an interaction, a bit each.
    carried: Vec<u64>,
    /// The people who lost something in this pass.
    touched: BTreeSet<PersonNo>,
    recount: Recount,
}

impl<'a> Sweep<'a> {
    fn new(retention: &'a Retention, mut run: Run, plan: Plan, stop: &'a dyn Fn() -> bool) -> Result<Sweep<'a>> {
        for rule in &plan.rules {
            if !run.done.iter().any(|done| done.is_by(rule)) {
                let (about, name, days, then) = (rule.about, rule.name.clone(), rule.days.get(), rule.then);
                run.done.push(Done { about, name, days, then, destroyed: 0, anonymised: 0, held: 0 });
            }
        }
        // They are met again. What a broken dry run counted is counted again too.
        for done in &mut run.done {
            done.held = 0;
            if run.dry {
                (done.destroyed, done.anonymised) = (0, 0);
            }
        }
        let recount = retention.erasures.profiles().recount()?;
        Ok(Sweep {
            retention,
            run,
            plan,
            stop,
            cancelled: false,
            noted: Instant::now(),
            held: HashSet::new(),
            due: Vec::new(),
            gone: Gone::default(),
            carried: Vec::new(),
            touched: BTreeSet::new(),
            recount,
        })
    }

    fn fate(&mut self, graph: &Graph, head: &Head<'_>) -> Fate {
        if self.cancelled {
            return Fate::Stays;
        }
        let Some(due) = self.plan.due.get(&head.source) else { return Fate::Stays };
        if rules::counts_from(head.occurred_at, head.received_at) >= due.before {
            return Fate::Stays;
        }
        let rule = &self.plan.rules[due.rule];
        let Some(place) = self.run.done.iter().position(|done| done.is_by(rule)) else { return Fate::Stays };
        let person = |identifier: &IdentifierNo| graph.person_at(*identifier, head.occurred_at.0);
        // Whoever was there beside the one whose it is may need it as much.
        if !self.held.is_empty() && head.identifiers.iter().any(|one| self.held.contains(&person(one))) {
            self.run.done[place].held += 1;
            return Fate::Stays;
        }
        match rule.then {
            Mode::Erase => self.run.done[place].destroyed += 1,
            Mode::Anonymise => self.run.done[place].anonymised += 1,
        }
        self.touched.extend(head.identifiers.iter().map(person));
        Fate::Goes(due.rule)
    }

    fn carry(&mut self, identifiers: &[IdentifierNo]) {
        for identifier in identifiers {
            let (word, bit) = (identifier.0 as usize / 64, identifier.0 % 64);
            if self.carried.len() <= word {
                self.carried.resize(word + 1, 0);
            }
            self.carried[word] |= 1 << bit;
        }
    }

    fn is_carried(&self, identifier: IdentifierNo) -> bool {
        let word = self.carried.get(identifier.0 as usize / 64);
        word.is_some_and(|word| word & 1 << (identifier.0 % 64) != 0)
    }

    fn keep(&self) -> Result<()> {
        let run = self.run.clone();
        self.retention.truth().write_blocking(move |tx| store::keep(tx, &run))
    }

    /// Takes what is gone out of everything that followed from it.
    fn settle(&mut self, up_to: Cursor, now: Timestamp) -> Result<()> {
        let profiles = self.retention.erasures.profiles();
        let taken = self.run.done.iter().any(|done| done.destroyed + done.anonymised > 0);
        self.run.stage = RunStage::Indexes;
        self.keep()?;
        let mut known_by = BTreeSet::new();
        if taken {
            let numbers = profiles.indexing(&self.gone)?;
            self.count("indexes", profiles.index_anew(&numbers, &self.gone, now, self.stop)?);
            let empty = profiles.recount()?;
            profiles.write_recount(std::mem::replace(&mut self.recount, empty), up_to)?;
            known_by = profiles.stood_for(&numbers)?;
        }
        self.expire_others()?;
        self.run.stage = RunStage::People;
        self.keep()?;
        if !self.cancelled {
            self.erase_emptied(known_by, up_to)?;
        }
        if taken {
            // By these it is known what is left to do: they go last.
            let lines = profiles.forget_lines(&self.gone, now)?;
            self.count("indexes", lines);
        }
        self.retention.erasures.destroy_hidden()?;
        let databases = self.retention.erasures.store();
        databases.truth.wipe_blocking()?;
        databases.folds.wipe_blocking()
    }

    fn count(&mut self, holder: &str, rows: u64) {
        *self.run.rows.entry(holder.to_owned()).or_default() += rows;
    }

    /// What others hold of what is gone, and what they keep by themselves.
    fn expire_others(&mut self) -> Result<()> {
        let parts: Vec<Part> = {
            let state = self.retention.erasures.people().now();
            self.held.iter().flat_map(|person| state.graph.parts(*person)).collect()
        };
        let before = self.plan.due.iter().map(|(source, due)| (*source, due.before));
        let before = if self.cancelled { BTreeMap::new() } else { before.collect() };
        let held = self.retention.erasures.mentions(&parts)?;
        let expired = Expired { gone: self.gone.clone(), before, held };
        for holder in self.retention.erasures.holders() {
            let gone = holder.expire(&expired).map_err(|error| {
                Error::Unexpected(format!("{} cannot destroy yet what is too old: {error}", holder.name()))
            })?;
            if gone > 0 {
                self.count(holder.name(), gone);
            }
        }
        Ok(())
    }

    /// Erases the people of whom nothing is left.
    fn erase_emptied(&mut self, known_by: BTreeSet<IdentifierNo>, up_to: Cursor) -> Result<()> {
        let emptied = self.emptied(known_by, up_to)?;
        let id = self.run.id;
        for some in emptied.chunks(AT_ONCE) {
            let people = some.len() as u64;
            let reason = "nothing is left of them that may be kept".to_owned();
            self.retention
                .erasures
                .hide_at_once(some, "retention", reason, move |tx| store::add_people(tx, id, people))?;
        }
        Ok(())
    }

    /// The people who lost something and of whom nothing is left: no interaction that carries an identifier of theirs (so
    /// no part in an account either), no refusal, no hold, no decision to block.
    fn emptied(&mut self, known_by: BTreeSet<IdentifierNo>, up_to: Cursor) -> Result<Vec<(PersonNo, Vec<Part>)>> {
        let (erasures, now) = (&self.retention.erasures, self.retention.now());
        let mut since: BTreeSet<IdentifierNo> = BTreeSet::new();
        erasures.profiles().each_between(up_to, END, &mut |frame| {
            since.extend(frame.positioned().flat_map(|(_, one)| one.identifiers.clone()));
            Ok(())
        })?;
        self.carry(&since.into_iter().collect::<Vec<_>>());
        let held = self.retention.truth().read_blocking(|tx| active_holds(tx, now))?;
        let held: HashSet<IdentifierNo> = held.into_iter().map(|hold| hold.identifier).collect();
        let people: BTreeSet<(PersonNo, Vec<Part>)> = {
            let state = erasures.people().now();
            let known = known_by.into_iter().flat_map(|identifier| state.graph.holders(identifier));
            let all: BTreeSet<PersonNo> = known.chain(self.touched.iter().copied()).collect();
            let today = all.into_iter().filter_map(|person| state.graph.resolve(person));
            let refuses = |part: &Part| {
                state.consents.of(state.graph.key(part.identifier)).iter().any(|decision| !decision.granted)
            };
            let stays = |part: &Part| {
                held.contains(&part.identifier)
                    || part.is_whole() && self.is_carried(part.identifier)
                    || state.graph.is_blocked(part.identifier)
                    || refuses(part)
            };
            let with_parts = today.map(|person| (person, state.graph.parts(person)));
            with_parts.filter(|(_, parts)| !parts.is_empty() && !parts.iter().any(stays)).collect()
        };
        let mut emptied = Vec::new();
        for (person, parts) in people {
            if !erasures.profiles().has_left(&parts, &self.gone)? {
                emptied.push((person, parts));
            }
        }
        Ok(emptied)
    }
}

impl Going for Sweep<'_> {
    fn begin(&mut self) -> Result<()> {
        if (self.stop)() {
            return Err(Error::Closed);
        }
        let (id, now) = (self.run.id, self.retention.now());
        let (run, holds) =
            self.retention.truth().read_blocking(|tx| Ok((store::get(tx, id)?, active_holds(tx, now)?)))?;
        self.cancelled |= run.is_none_or(|run| run.cancel);
        let legal = holds.iter().filter(|hold| hold.kind == HoldKind::Legal);
        let state = self.retention.erasures.people().now();
        self.held = legal.flat_map(|hold| state.graph.holders(hold.identifier)).collect();
        Ok(())
    }

    fn concerns(&mut self, packed: &Packed) -> Result<bool> {
        self.due.clear();
        let people = self.retention.erasures.people().clone();
        let state = people.now();
        for (position, head) in packed.heads()? {
            if head.identifiers.is_empty() {
                self.gone.insert(position);
                self.recount.take(&head);
                continue;
            }
            match self.fate(&state.graph, &head) {
                Fate::Stays => {
                    self.carry(&head.identifiers);
                    self.recount.take(&head);
                }
                Fate::Goes(rule) => {
                    let then = self.plan.rules[rule].then;
                    if then == Mode::Anonymise {
                        self.recount.take_anonymised(&head);
                    }
                    self.gone.insert(position);
                    self.due.push((position, then));
                }
            }
        }
        Ok(!self.due.is_empty() && !self.run.dry)
    }

    fn left(&mut self, position: Position, one: &Interaction) -> Option<Interaction> {
        let due = self.due.iter().find(|(place, _)| *place == position);
        due.map(|(_, then)| one.erased(*then == Mode::Anonymise))
    }

    fn looked_at(&mut self, frames: u64, rewritten: bool) -> Option<Note> {
        self.run.looked_at += frames;
        if !rewritten && self.noted.elapsed() < NOTED {
            return None;
        }
        self.noted = Instant::now();
        let run = self.run.clone();
        Some(Box::new(move |tx| store::keep(tx, &run)))
    }
}
