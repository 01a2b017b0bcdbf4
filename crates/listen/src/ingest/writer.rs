//! The writer: it makes what was received durable, many requests in one transaction. One thread on SQLite, which has
//! one writer anyway; several on PostgreSQL, so that one gathers while another waits for the commit.
//!
//! A transaction appends to the journal: frames, new identifiers, evidence, consents, the ledger, dropped events, and
//! nothing else. Only when it is durable are the senders answered.

use std::collections::HashSet;
use std::sync::Arc;

use kernel::{DropReason, IdentifierNo, Interaction, MessageKey, Position, Purpose, Timestamp, Trust};
use know::log::{self, Claim, Entry};
use know::people::{Additions, People, State};
use know::profiles::Side;
use parking_lot::Mutex;
use store::journal::{self, Frame, Tail};
use store::{Db, Dialect, Result, Tx};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot};

use super::arrival::{Arrival, Received};
use super::dropped;
use super::ledger::{self, Counts, Outcome};
use super::seen::{self, Keys, Seen};
use crate::sources::Source;

/// What a request or a portion of a file brings.
pub(super) struct Batch {
    pub(super) source: Arc<Source>,
    pub(super) trust: Trust,
    pub(super) received_at: Timestamp,
    /// Whether who refuses the source's purpose is not taken in.
    pub(super) heeds_refusals: bool,
    pub(super) items: Vec<Received>,
    pub(super) reply: oneshot::Sender<Result<Receipt>>,
    /// Room among what may wait; given back when the batch is done.
    pub(super) room: OwnedSemaphorePermit,
}

/// What became of the items of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// How many are stored now.
    pub stored: u64,
    /// How many were stored before.
    pub duplicate: u64,
    /// Which were dropped, by their place in the batch, and why.
    pub dropped: Vec<(usize, DropReason, String)>,
    /// Whose consent string could not be read, by their place in the batch, and why.
    pub unread_consents: Vec<(usize, String)>,
}

/// Events that are gathered into one transaction.
const GATHERED: usize = 8192;

/// What the writer works with.
#[derive(Clone)]
pub(super) struct Writer {
    pub(super) truth: Db,
    pub(super) people: People,
    pub(super) seen: Arc<Seen>,
    pub(super) kept_dropped: u64,
    pub(super) refused: Arc<super::refused::Refused>,
}

impl Writer {
    /// Works until the last sender is gone. What became of each transaction goes to [`Writer::answer`] on a thread of
    /// its own, so that the next transaction need not wait until everybody is told of the last.
    pub(super) fn run(self, batches: &Mutex<mpsc::UnboundedReceiver<Batch>>, done: &std::sync::mpsc::Sender<Done>) {
        loop {
            let gathered = gather(&mut batches.lock());
            // What was refused since the last batch is counted at the end too.
            let last = gathered.is_none();
            // Who answers ends after the last writer only.
            let _ = done.send(self.commit(gathered.unwrap_or_default()));
            if last {
                return;
            }
        }
    }

    /// Tells what was stored to readers and senders, until the last writer is gone.
    pub(super) fn answer(tail: &Tail, done: &std::sync::mpsc::Receiver<Done>) {
        for Done { replies, outcome } in done {
            let (frames, receipts) = match outcome {
                Ok((frames, receipts)) => (frames, receipts.into_iter().map(Ok).collect()),
                Err(said) => {
                    let failed = || Err(store::Error::Unexpected(said.clone()));
                    (Vec::new(), std::iter::repeat_with(failed).take(replies.len()).collect::<Vec<_>>())
                }
            };
            tail.push(&frames);
            for ((reply, room), receipt) in replies.into_iter().zip(receipts) {
                drop(room);
                // A sender that went away does not matter: it will send again, and that is a duplicate.
                let _ = reply.send(receipt);
            }
        }
    }

    fn commit(&self, batches: Vec<Batch>) -> Done {
        let mut replies = Vec::with_capacity(batches.len());
        let mut work = Vec::with_capacity(batches.len());
        for batch in batches {
            replies.push((batch.reply, batch.room));
            work.push(Work {
                source: batch.source,
                trust: batch.trust,
                received_at: batch.received_at,
                heeds_refusals: batch.heeds_refusals,
                items: batch.items,
            });
        }
        let (people, seen, kept) = (self.people.clone(), self.seen.clone(), self.kept_dropped);
        let refused = self.refused.take();
        let given_back = refused.clone();
        let outcome = self.truth.write_blocking(move |tx| {
            ledger::count_refused(tx, &refused)?;
            write(tx, &people, &seen, work, kept)
        });
        let outcome = match outcome {
            Ok(written) => {
                self.seen.remember(&written.frames);
                self.people.apply(written.portion);
                Ok((written.frames, written.receipts))
            }
            Err(error) => {
                self.refused.give_back(&given_back);
                tracing::error!(%error, "intake could not write a batch; the senders are asked to try again");
                Err(error.to_string())
            }
        };
        Done { replies, outcome }
    }
}

/// A transaction that is over, and who waits for it.
pub(super) struct Done {
    replies: Vec<(oneshot::Sender<Result<Receipt>>, OwnedSemaphorePermit)>,
    outcome: std::result::Result<(Vec<Arc<Frame>>, Vec<Receipt>), String>,
}

/// The next batch and all that wait behind it, up to a transaction's worth; nothing when the last sender is gone.
fn gather(batches: &mut mpsc::UnboundedReceiver<Batch>) -> Option<Vec<Batch>> {
    let first = batches.blocking_recv()?;
    let mut events = first.items.len();
    let mut gathered = vec![first];
    while events < GATHERED
        && let Ok(next) = batches.try_recv()
    {
        events += next.items.len();
        gathered.push(next);
    }
    Some(gathered)
}

/// A batch without its way back.
struct Work {
    source: Arc<Source>,
    trust: Trust,
    received_at: Timestamp,
    heeds_refusals: bool,
    items: Vec<Received>,
}

/// What a transaction made durable.
struct Written {
    frames: Vec<Arc<Frame>>,
    portion: Option<(i64, Vec<Entry>)>,
    receipts: Vec<Receipt>,
}

fn write(tx: &mut dyn Tx, people: &People, known: &Seen, work: Vec<Work>, kept_dropped: u64) -> Result<Written> {
    people.catch_up(tx)?;
    let keys: Vec<MessageKey> =
        work.iter().flat_map(|batch| &batch.items).filter_map(|item| item.as_ref().ok()?.key).collect();
    let new = known.new_ones(tx, &keys)?;
    let sorted = sort_out(work, new, people);
    seen::forget(tx, &sorted.forgotten)?;
    let positions = positions(tx, sorted.accepted.len())?;
    let (stored, entries, identifiers) = number(tx, people, sorted.accepted, &positions, &sorted.consents)?;
    let portion = if entries.is_empty() { None } else { Some((log::append(tx, &entries)?, entries)) };
    log::keep_identifiers(tx, identifiers)?;
    let frames = write_frames(tx, stored, &positions)?;
    sorted.counts.write(tx)?;
    dropped::keep(tx, sorted.dropped, kept_dropped)?;
    Ok(Written { frames, portion, receipts: sorted.receipts })
}

/// Under which identifier's key something was decided, and on which side of the person.
type Said = ([u8; 16], Side, kernel::ConsentDecision);

/// What is to be stored, and what became of the rest.
#[derive(Default)]
struct Sorted {
    #[expect(clippy::vec_box, reason = "arrivals are moved several times, and are large")]
    accepted: Vec<Box<Arrival>>,
    consents: Vec<Said>,
    /// What was refused within this transaction, which the state does not know yet.
    refused: HashSet<([u8; 16], Purpose)>,
    /// Messages that are not kept, and whose keys are not either.
    forgotten: Vec<MessageKey>,
    counts: Counts,
    dropped: Vec<dropped::Drop>,
    receipts: Vec<Receipt>,
}

/// Separates duplicates, drops and what consent refuses from what is stored.
fn sort_out(work: Vec<Work>, mut new: Keys, people: &People) -> Sorted {
    let state = people.now();
    let mut sorted = Sorted::default();
    for batch in work {
        let mut receipt = Receipt::default();
        let (source, at, heeds_refusals) = (batch.source.number, batch.received_at, batch.heeds_refusals);
        sorted.counts.add(source, at, Outcome::Received, batch.items.len() as u64);
        for (place, item) in batch.items.into_iter().enumerate() {
            match item {
                Err(mut dropped) => {
                    if heeds_refusals && sorted.is_refused(&dropped.named, &batch.source.purpose, at, None, &state) {
                        // What consent refuses is on no disk, whatever else is wrong with it.
                        dropped.payload.clear();
                    }
                    receipt.dropped.push((place, dropped.reason, dropped.detail.clone()));
                    sorted.dropped.push(dropped::Drop { source, trust: batch.trust, received_at: at, dropped });
                }
                Ok(arrival) if arrival.key.is_some_and(|key| !new.remove(&key)) => receipt.duplicate += 1,
                Ok(mut arrival) => {
                    receipt.unread_consents.extend(arrival.unread_consent.take().map(|detail| (place, detail)));
                    let key = arrival.key;
                    if sorted.take(arrival, &batch.source, heeds_refusals, &state) {
                        receipt.stored += 1;
                    } else {
                        // What is not kept is new when it comes again.
                        new.extend(key);
                        let detail = format!("the purpose {} is refused", batch.source.purpose.as_str());
                        receipt.dropped.push((place, DropReason::ConsentRefused, detail));
                    }
                }
            }
        }
        sorted.counts.add(source, at, Outcome::Stored, receipt.stored);
        sorted.counts.add(source, at, Outcome::Duplicate, receipt.duplicate);
        sorted.counts.add(source, at, Outcome::UnreadConsent, receipt.unread_consents.len() as u64);
        for (_, reason, _) in &receipt.dropped {
            sorted.counts.add(source, at, Outcome::Dropped(*reason), 1);
        }
        sorted.receipts.push(receipt);
    }
    sorted
}

impl Sorted {
    /// Takes an arrival unless it is refused where refusals count; its decisions count either way. Returns whether it is
    /// stored.
    fn take(&mut self, arrival: Box<Arrival>, source: &Source, heeds_refusals: bool, state: &State) -> bool {
        let purpose = &source.purpose;
        let refuses = |decision: &kernel::ConsentDecision| decision.purpose == *purpose && !decision.granted;
        let keys: Vec<[u8; 16]> = arrival.identifiers.iter().map(|(_, key)| *key).collect();
        let side = Side::of(&arrival.interaction);
        for decision in &arrival.consents {
            for key in &keys {
                if state.consents.is_news(key, side, decision) {
                    self.consents.push((*key, side, decision.clone()));
                    let refusal = (*key, decision.purpose.clone());
                    if decision.granted {
                        self.refused.remove(&refusal)
                    } else {
                        self.refused.insert(refusal)
                    };
                }
            }
        }
        let granted = arrival.consents.iter().find(|decision| decision.purpose == *purpose && decision.granted);
        let at = arrival.interaction.occurred_at;
        if heeds_refusals
            && (arrival.consents.iter().any(refuses) || self.is_refused(&keys, purpose, at, granted, state))
        {
            self.forgotten.extend(arrival.key);
            return false;
        }
        self.accepted.push(arrival);
        true
    }
}

impl Sorted {
    /// Whether a purpose is refused on record, or was earlier in this transaction.
    fn is_refused(
        &self,
        keys: &[[u8; 16]],
        purpose: &Purpose,
        at: Timestamp,
        granted: Option<&kernel::ConsentDecision>,
        state: &State,
    ) -> bool {
        let stands = |key: &[u8; 16]| self.refused.contains(&(*key, purpose.clone()));
        !self.refused.is_empty() && keys.iter().any(stands) || state.refuses(keys, purpose, at, granted)
    }
}

/// The positions of the next interactions, frame by frame.
fn positions(tx: &mut dyn Tx, count: usize) -> Result<Vec<Position>> {
    let numbers = journal::next_frames(tx, count.div_ceil(Position::FRAME))?;
    Ok((0..count).map(|place| Position::new(numbers[place / Position::FRAME], place % Position::FRAME)).collect())
}

/// Gives identifiers their numbers. Where something new comes in, servers that share a database take turns.
#[expect(clippy::vec_box, reason = "arrivals are moved several times, and are large")]
fn number(
    tx: &mut dyn Tx,
    people: &People,
    accepted: Vec<Box<Arrival>>,
    positions: &[Position],
    consents: &[Said],
) -> Result<(Stored, Vec<Entry>, Vec<log::NewIdentifier>)> {
    let mut numbered = number_with(people, &accepted, positions, consents);
    if tx.dialect() == Dialect::Postgres && !numbered.1.is_empty() {
        log::lock(tx)?;
        people.catch_up(tx)?;
        numbered = number_with(people, &accepted, positions, consents);
    }
    let (numbers, entries, identifiers) = numbered;
    let stored = accepted.into_iter().zip(numbers).map(|(arrival, identifiers)| {
        let interaction = Interaction { identifiers, ..arrival.interaction };
        (interaction, arrival.key)
    });
    Ok((stored.collect(), entries, identifiers))
}

/// Interactions that are to be stored, with the keys of their messages.
type Stored = Vec<(Interaction, Option<MessageKey>)>;

type Numbered = (Vec<Vec<IdentifierNo>>, Vec<Entry>, Vec<log::NewIdentifier>);

fn number_with(people: &People, accepted: &[Box<Arrival>], positions: &[Position], consents: &[Said]) -> Numbered {
    let state = people.now();
    let mut additions = Additions::new(&state);
    let mut numbers = Vec::with_capacity(accepted.len());
    for (arrival, position) in accepted.iter().zip(positions) {
        let at = arrival.interaction.occurred_at;
        let claim = match (arrival.interaction.trust, arrival.asserts_identity) {
            (Trust::Public, _) => Claim::Public,
            (Trust::Secret, false) => Claim::Trusted,
            (Trust::Secret, true) => Claim::Asserted,
        };
        let mut own: Vec<IdentifierNo> = Vec::with_capacity(arrival.identifiers.len());
        for (identifier, key) in &arrival.identifiers {
            let number = additions.number(identifier, *key, at);
            additions.used(&identifier.namespace, number, claim, at);
            own.push(number);
        }
        if arrival.asserts_identity {
            // It speaks of the first and each of the others, not of the others among themselves.
            for other in own.iter().skip(1) {
                additions.seen_together(&[own[0], *other], claim, at, *position);
            }
        } else {
            additions.seen_together(&own, claim, at, *position);
        }
        numbers.push(own);
    }
    for (key, side, decision) in consents {
        additions.consent(*key, *side, decision.clone());
    }
    let (entries, identifiers) = additions.finish();
    (numbers, entries, identifiers)
}

fn write_frames(tx: &mut dyn Tx, stored: Stored, positions: &[Position]) -> Result<Vec<Arc<Frame>>> {
    let mut frames: Vec<Frame> = Vec::with_capacity(positions.len().div_ceil(Position::FRAME));
    for ((interaction, key), position) in stored.into_iter().zip(positions) {
        if position.index() == 0 {
            let room = Vec::with_capacity(Position::FRAME);
            frames.push(Frame { number: position.frame(), xid: 0, interactions: room, keys: Vec::new() });
        }
        if let Some(frame) = frames.last_mut() {
            frame.interactions.push(interaction);
            frame.keys.extend(key);
        }
    }
    let encoded = frames.iter().map(Frame::encode).collect::<Result<Vec<_>>>()?;
    let xid = journal::append(tx, encoded)?;
    Ok(frames.into_iter().map(|frame| Arc::new(Frame { xid, ..frame })).collect())
}
