//! Reading profiles: one snapshot of the folds, the journal's tail laid over it, a person's identifiers combined.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use kernel::{Identifier, IdentifierNo, Interaction, Position, Timestamp};
use parking_lot::RwLock;
use store::journal::{Tail, Unfolded, fold_cursor};
use store::runs::{Range, Runs};
use store::{Db, Result, Store, Tx};

use super::employees;
use super::entries::{FACTS, SUMMARY, TIMELINE};
use super::members::MEMBERS;
use super::model::{Fact, HeldIdentifier, Person, Side, TimelineFilter, TimelineItem};
use super::opening::Opener;
use super::registry::{self, Codes, Kind, Named};
use super::search;
use super::sight::Sight;
use super::stand_ins;
use super::summary::{self, Totals};
use super::timeline::{self, Dated};
use super::visible::Visible;
use crate::identity::{Part, PersonNo};
use crate::log::read_identifiers;
use crate::people::People;

/// A page of a list, with how many there are in all and where the next page begins.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: u64,
    /// The place after the last item, where there are more.
    pub next: Option<(Timestamp, Position)>,
}

/// How many interactions are opened to look for words in one person's timeline, at most.
const OPENED: usize = 10_000;

/// The profiles of a store. Cheap to clone.
#[derive(Clone)]
pub struct Profiles {
    pub(super) truth: Db,
    pub(crate) folds: Db,
    people: People,
    tail: Arc<Tail>,
    timeline: Arc<Runs>,
    summary: Arc<Runs>,
    facts: Arc<Runs>,
    pub(super) members: Arc<Runs>,
    codes: Arc<RwLock<Arc<Codes>>>,
}

impl Profiles {
    /// The profiles of a store.
    #[must_use]
    pub fn new(store: &Store, people: People, tail: Arc<Tail>) -> Profiles {
        Profiles {
            truth: store.truth.clone(),
            folds: store.folds.clone(),
            people,
            tail,
            timeline: Arc::new(Runs::new(TIMELINE)),
            summary: Arc::new(Runs::new(SUMMARY)),
            facts: Arc::new(Runs::new(FACTS)),
            members: Arc::new(Runs::new(MEMBERS)),
            codes: Arc::default(),
        }
    }

    /// The runs that hold them: timeline, summaries, facts, members of parts of the organisation.
    #[must_use]
    pub fn runs(&self) -> [Arc<Runs>; 4] {
        [self.timeline.clone(), self.summary.clone(), self.facts.clone(), self.members.clone()]
    }

    /// Who is who.
    #[must_use]
    pub fn people(&self) -> &People {
        &self.people
    }

    /// What is durable and not folded yet.
    #[must_use]
    pub fn tail(&self) -> &Arc<Tail> {
        &self.tail
    }

    /// Brings this server's memory up to date with what others wrote. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn catch_up(&self) -> Result<()> {
        if let Db::Postgres(_) = self.truth {
            self.truth.read_blocking(|tx| self.people.catch_up(tx))?;
            self.tail.catch_up(&self.truth)?;
        }
        Ok(())
    }

    pub(super) fn codes(&self, tx: &mut dyn Tx) -> Result<Arc<Codes>> {
        let known = self.codes.read().clone();
        if known.are_all(tx)? {
            return Ok(known);
        }
        let fresh = Arc::new(Codes::load(tx)?);
        *self.codes.write() = fresh.clone();
        Ok(fresh)
    }

    /// What the tail holds of some identifiers. It must be taken before the snapshot that it is laid over.
    fn tail_of(&self, parts: &[Part]) -> Vec<Unfolded> {
        let identifiers: BTreeSet<u32> = parts.iter().map(|part| part.identifier.0).collect();
        let mut unfolded = self.tail.of(identifiers);
        let state = self.people.now();
        unfolded.retain(|one| {
            let interaction = one.interaction();
            let owner = state.graph.owner_of(interaction.identifiers.iter().copied());
            let mut own = parts.iter().filter(|part| part.identifier == owner);
            own.any(|part| (part.from..part.until).contains(&interaction.occurred_at.0))
        });
        unfolded
    }

    /// A person of today, by the number of a person of any time, as a reader sees them. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn person(&self, number: PersonNo, sight: &Sight) -> Result<Option<Person>> {
        let (number, parts, flags) = {
            let state = self.people.now();
            let Some(number) = state.graph.resolve(number) else { return Ok(None) };
            let parts = state.graph.parts(number);
            if parts.is_empty() {
                return Ok(None);
            }
            let flags: Vec<(bool, bool)> = parts
                .iter()
                .map(|part| (state.graph.is_blocked(part.identifier), state.graph.is_crowded(*part)))
                .collect();
            (number, parts, flags)
        };
        if self.is_told_apart(&parts, sight)? {
            let visible = self.visible(&parts, sight)?;
            let held = self.held(&parts, &flags)?;
            let person = assemble(number, visible.cut(held), visible.totals());
            return Ok((person.interactions > 0).then_some(person));
        }
        let tail = self.tail_of(&parts);
        let blocked = self.blocked();
        let totals = self.folds.read_blocking(|tx| {
            let tail = after_folds(tx, tail)?;
            let codes = self.codes(tx)?;
            let parts = stand_ins::indexed(tx, &blocked, &parts)?;
            summary::read(tx, &self.summary, &self.timeline, &codes, &parts, sight.side, &tail)
        })?;
        let identifiers = self.held(&parts, &flags)?;
        Ok(Some(assemble(number, identifiers, totals)))
    }

    /// Whether what a reader sees of a person must be taken from single interactions: because they see a part only, or
    /// because the person's identifiers are also those of an employee.
    pub(super) fn is_told_apart(&self, parts: &[Part], sight: &Sight) -> Result<bool> {
        if !sight.is_whole() || sight.side == Side::Employee {
            return Ok(true);
        }
        let unfolded = self.tail.of(parts.iter().map(|part| part.identifier.0));
        if unfolded.iter().any(|one| Side::of(one.interaction()) == Side::Employee) {
            return Ok(true);
        }
        self.folds.read_blocking(|tx| employees::holds_any(tx, parts))
    }

    fn held(&self, parts: &[Part], flags: &[(bool, bool)]) -> Result<Vec<HeldIdentifier>> {
        let numbers: Vec<IdentifierNo> = parts.iter().map(|part| part.identifier).collect();
        let values = self.truth.read_blocking(|tx| read_identifiers(tx, &numbers))?;
        let values: HashMap<IdentifierNo, _> = values.into_iter().map(|value| (value.number, value)).collect();
        let mut held = Vec::with_capacity(values.len());
        for (part, (blocked, shared)) in parts.iter().zip(flags) {
            let Some(value) = values.get(&part.identifier) else { continue };
            held.push(HeldIdentifier {
                number: part.identifier,
                identifier: value.identifier.clone(),
                first_seen: value.first_seen,
                from: (part.from != i64::MIN).then_some(Timestamp(part.from)),
                until: (part.until != i64::MAX).then_some(Timestamp(part.until)),
                blocked: *blocked,
                shared: *shared,
            });
        }
        Ok(held)
    }

    /// What a person told us, as a reader sees it, newest value of each fact first. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn facts(&self, number: PersonNo, sight: &Sight) -> Result<Option<Vec<Fact>>> {
        let Some(parts) = self.parts(number) else { return Ok(None) };
        if self.is_told_apart(&parts, sight)? {
            let visible = self.visible(&parts, sight)?;
            return Ok((!visible.0.is_empty()).then(|| visible.facts()));
        }
        let tail = self.tail_of(&parts);
        let blocked = self.blocked();
        let facts = self.folds.read_blocking(|tx| {
            let tail = after_folds(tx, tail)?;
            let parts = stand_ins::indexed(tx, &blocked, &parts)?;
            super::facts::read(tx, &self.facts, &parts, sight.side, &tail)
        })?;
        Ok(Some(facts))
    }

    /// The person of today for a number that was a person's at some time; nobody where they were erased.
    #[must_use]
    pub fn today(&self, number: PersonNo) -> Option<PersonNo> {
        self.people.now().graph.resolve(number)
    }

    pub(crate) fn parts(&self, number: PersonNo) -> Option<Vec<Part>> {
        let state = self.people.now();
        let number = state.graph.resolve(number)?;
        Some(state.graph.parts(number))
    }

    /// All entries of a timeline that a filter lets through, and the tail that was laid over them. What the filter says
    /// of words and of parts of the organisation is not looked at.
    pub(super) fn entries(&self, parts: &[Part], filter: &TimelineFilter) -> Result<(Vec<Dated>, Vec<Unfolded>)> {
        let tail = self.tail_of(parts);
        let blocked = self.blocked();
        self.folds.read_blocking(|tx| {
            let tail = after_folds(tx, tail)?;
            let parts = stand_ins::indexed(tx, &blocked, parts)?;
            Ok((self.timeline_entries(tx, &parts, filter, None, &tail)?, tail))
        })
    }

    /// A page of a person's timeline, newest first, from after a place. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn timeline(
        &self,
        number: PersonNo,
        filter: &TimelineFilter,
        after: Option<(Timestamp, Position)>,
        limit: usize,
    ) -> Result<Option<Page<TimelineItem>>> {
        let Some(mut parts) = self.parts(number) else { return Ok(None) };
        let words = filter.text.as_deref().map(search::words).unwrap_or_default();
        if self.is_told_apart(&parts, &filter.sight)? {
            let visible = self.visible(&parts, &filter.sight)?;
            return if visible.0.is_empty() { Ok(None) } else { self.page_of(visible, filter, &words, after, limit) };
        }
        for part in &mut parts {
            part.from = part.from.max(filter.from.map_or(i64::MIN, |from| from.0));
            part.until = part.until.min(filter.to.map_or(i64::MAX, |to| to.0));
        }
        parts.retain(|part| part.from < part.until);
        let indexed = words.is_empty();
        let unfiltered = indexed
            && parts.iter().all(|part| part.from == i64::MIN && part.until == i64::MAX)
            && filter.channel.is_none()
            && filter.department.is_none()
            && filter.touchpoint.is_none();
        let (entries, total, tail) = if unfiltered {
            self.first_entries(&parts, filter, after, limit + 1)?
        } else {
            let (entries, tail) = self.entries(&parts, filter)?;
            (entries, None, tail)
        };
        let mut opener = Opener::new(&self.truth, &tail);
        let mut entries = entries;
        if !indexed {
            entries.truncate(OPENED);
            let mut kept = Vec::new();
            for entry in entries {
                if opener.open(entry.1)?.as_ref().is_some_and(|one| filter.is_said(one, &words)) {
                    kept.push(entry);
                }
            }
            entries = kept;
        }
        let total = total.unwrap_or(entries.len() as u64);
        entries.retain(|(at, position, _)| after.is_none_or(|after| (*at, *position) < after));
        let more = entries.len() > limit;
        entries.truncate(limit);
        let next = entries.last().filter(|_| more).map(|(at, position, _)| (*at, *position));
        let items = self.open_all(&entries, &mut opener)?;
        Ok(Some(Page { items, total, next }))
    }

    /// A page of what was opened already.
    fn page_of(
        &self,
        Visible(mut found): Visible,
        filter: &TimelineFilter,
        words: &[String],
        after: Option<(Timestamp, Position)>,
        limit: usize,
    ) -> Result<Option<Page<TimelineItem>>> {
        found.retain(|(_, one)| filter.takes(one) && filter.is_said(one, words));
        let total = found.len() as u64;
        found.retain(|(position, one)| after.is_none_or(|after| (one.occurred_at, *position) < after));
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|(position, one)| (one.occurred_at, *position));
        let items = found.into_iter();
        let items = items.map(|(position, interaction)| TimelineItem { position, interaction, identifier: None });
        Ok(Some(Page { items: self.with_owners(items.collect())?, total, next }))
    }

    /// The first entries after a place, how many there are in all, and the tail.
    pub(super) fn first_entries(
        &self,
        parts: &[Part],
        filter: &TimelineFilter,
        after: Option<(Timestamp, Position)>,
        limit: usize,
    ) -> Result<(Vec<Dated>, Option<u64>, Vec<Unfolded>)> {
        let (tail, side) = (self.tail_of(parts), filter.sight.side);
        let blocked = self.blocked();
        self.folds.read_blocking(|tx| {
            let tail = after_folds(tx, tail)?;
            let parts = stand_ins::indexed(tx, &blocked, parts)?;
            let entries = self.timeline_entries(tx, &parts, filter, Some((after, limit)), &tail)?;
            let codes = self.codes(tx)?;
            let total = summary::read(tx, &self.summary, &self.timeline, &codes, &parts, side, &tail)?.count;
            Ok((entries, Some(total), tail))
        })
    }

    /// The entries of a timeline, newest first; with `wanted` only as many as needed after a place.
    fn timeline_entries(
        &self,
        tx: &mut dyn Tx,
        parts: &[Part],
        filter: &TimelineFilter,
        wanted: Option<(Option<(Timestamp, Position)>, usize)>,
        tail: &[Unfolded],
    ) -> Result<Vec<Dated>> {
        let codes = self.codes(tx)?;
        let code = |kind, name: &Option<String>| name.as_ref().map(|name| codes.find(kind, name));
        let channel = code(Kind::Channel, &filter.channel);
        let touchpoint = code(Kind::Touchpoint, &filter.touchpoint);
        let department = code(Kind::Department, &filter.department);
        let is = |wanted: Option<Option<u32>>, has: u32| wanted.is_none_or(|wanted| wanted == Some(has));
        let mut accept = |(at, position, entry): &Dated| {
            wanted.is_none_or(|(after, _)| after.is_none_or(|after| (*at, *position) < after))
                && is(channel, entry.channel)
                && is(touchpoint, entry.touchpoint)
                && is(department, entry.department)
        };
        let limit = wanted.map_or(usize::MAX, |(_, limit)| limit);
        let mut found = Vec::new();
        for part in parts {
            let mut part = *part;
            if let Some((Some((at, _)), _)) = wanted {
                part.until = part.until.min(at.0.saturating_add(1));
            }
            found.extend(timeline::scan(tx, &self.timeline, &part, filter.sight.side, limit, &mut accept)?);
        }
        let same = |wanted: &Option<String>, has: &str| wanted.as_ref().is_none_or(|wanted| wanted == has);
        for unfolded in tail {
            let one = unfolded.interaction();
            if Side::of(one) == filter.sight.side
                && same(&filter.channel, &one.channel)
                && same(&filter.touchpoint, &one.touchpoint)
                && same(&filter.department, one.department.as_deref().unwrap_or_default())
            {
                found.push((one.occurred_at, unfolded.position, super::entries::TimelineEntry::default()));
            }
        }
        found.sort_unstable_by_key(|entry| std::cmp::Reverse((entry.0, entry.1)));
        found.dedup_by_key(|entry| entry.1);
        Ok(found)
    }

    /// The values of identifiers. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn identifiers(&self, numbers: &[IdentifierNo]) -> Result<HashMap<IdentifierNo, Identifier>> {
        let values = self.truth.read_blocking(|tx| read_identifiers(tx, numbers))?;
        Ok(values.into_iter().map(|value| (value.number, value.identifier)).collect())
    }

    /// Whose an interaction is today.
    #[must_use]
    pub fn person_of(&self, interaction: &Interaction) -> PersonNo {
        let state = self.people.now();
        let owner = state.graph.owner_of(interaction.identifiers.iter().copied());
        state.graph.person_at(owner, interaction.occurred_at.0)
    }

    /// Whether an interaction was an erased person's.
    #[must_use]
    pub fn is_erased(&self, interaction: &Interaction) -> bool {
        let state = self.people.now();
        let owner = state.graph.owner_of(interaction.identifiers.iter().copied());
        state.graph.is_erased(owner, interaction.occurred_at.0)
    }

    /// The identifier to which an interaction belongs today.
    #[must_use]
    pub fn owner_of(&self, interaction: &Interaction) -> IdentifierNo {
        self.people.now().graph.owner_of(interaction.identifiers.iter().copied())
    }

    /// The identifiers that are blocked.
    pub(super) fn blocked(&self) -> BTreeSet<IdentifierNo> {
        self.people.now().graph.blocked().clone()
    }

    /// Waits until the interactions of a blocked identifier are indexed under the next ones. Blocks, for at most ten
    /// seconds: where there are very many, the rest goes on by itself.
    ///
    /// # Errors
    /// What the database says.
    pub fn await_stand_ins(&self, identifier: IdentifierNo) -> Result<()> {
        for _ in 0..200 {
            if self.folds.read_blocking(|tx| stand_ins::stand_in_for(tx, identifier))? {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        Ok(())
    }

    /// How many interactions the timelines hold, each once: those under stand-ins stand there a second time. It reads
    /// all of the latter.
    ///
    /// # Errors
    /// What the database says.
    pub fn timeline_size(&self, tx: &mut dyn Tx) -> Result<u64> {
        let sql = "SELECT CAST(sum(entries) AS BIGINT) FROM runs WHERE name = $1 AND listed = 1";
        let all = tx.query_int(sql, &[TIMELINE.name.into()])?.unsigned_abs();
        let mut again = 0;
        let range = Range { low: &stand_ins::LOWEST_KEY, high: &[u8::MAX; 24], reverse: false, limit: usize::MAX };
        self.timeline.scan(tx, range, &mut |_, _| {
            again += 1;
            Ok(true)
        })?;
        Ok(all - again)
    }

    /// All names of a kind that interactions have named which a reader sees, the most used first; where the reader sees
    /// the whole organisation, those of employees with them if they may. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn registry(&self, kind: Kind, sight: &Sight, of_employees: bool) -> Result<Vec<Named>> {
        self.folds.read_blocking(|tx| {
            let codes = self.codes(tx)?;
            registry::list(tx, &codes, kind, sight, of_employees)
        })
    }
}

/// What of the tail this snapshot of the folds does not hold.
fn after_folds(tx: &mut dyn Tx, mut tail: Vec<Unfolded>) -> Result<Vec<Unfolded>> {
    let folded = fold_cursor(tx)?;
    tail.retain(|one| one.is_after(folded));
    Ok(tail)
}

fn assemble(number: PersonNo, identifiers: Vec<HeldIdentifier>, own: Totals) -> Person {
    let mut relations = own.current_relations();
    if relations.is_empty() {
        relations.push(kernel::Relation::Prospect);
    }
    Person {
        number,
        relations,
        identifiers,
        first_seen: own.first,
        last_seen: own.last,
        interactions: own.count,
        channels: own.channels,
    }
}
