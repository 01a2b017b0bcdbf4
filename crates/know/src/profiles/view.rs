//! Reading profiles: one snapshot of the folds, the journal's tail laid over it, a person's identifiers combined.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use kernel::{Identifier, IdentifierNo, Interaction, Position, Timestamp};
use parking_lot::RwLock;
use store::journal::{Cursor, Frame, Tail, Unfolded, fold_cursor, read_frame};
use store::runs::{Range, Runs};
use store::{Db, Result, Store, Tx};

use super::entries::{FACTS, SUMMARY, TIMELINE};
use super::model::{Fact, HeldIdentifier, Opened, Person, Side, TimelineFilter, TimelineItem};
use super::registry::{self, Codes, Kind, Named};
use super::search::{self, Found};
use super::stand_ins;
use super::summary::{self, Totals};
use super::timeline::{self, Dated};
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

/// How many documents a search looks at, at most.
const SEARCHED: usize = 500;
/// How many frames are looked through for the people of the newest interactions, at least.
const RECENT_FRAMES: usize = 2000;
/// Identifiers that are counted before others may go on.
const COUNTED: u32 = 1 << 16;
/// How many interactions are opened to look for words in one person's timeline, at most.
const OPENED: usize = 10_000;

/// The profiles of a store. Cheap to clone.
#[derive(Clone)]
pub struct Profiles {
    truth: Db,
    folds: Db,
    people: People,
    tail: Arc<Tail>,
    timeline: Arc<Runs>,
    summary: Arc<Runs>,
    facts: Arc<Runs>,
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
            codes: Arc::default(),
        }
    }

    /// The runs that hold them: timeline, summaries, facts.
    #[must_use]
    pub fn runs(&self) -> [Arc<Runs>; 3] {
        [self.timeline.clone(), self.summary.clone(), self.facts.clone()]
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

    fn codes(&self, tx: &mut dyn Tx) -> Result<Arc<Codes>> {
        // Codes are only ever added: those in memory are good as long as nothing unknown is met.
        let count = tx.query_int("SELECT count(*) FROM registry", &[])?.unsigned_abs();
        let known = self.codes.read().clone();
        if known.len() as u64 == count {
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
            let owner = stand_ins::owner_of(&state.graph, &interaction.identifiers);
            let mut own = parts.iter().filter(|part| part.identifier == owner);
            own.any(|part| (part.from..part.until).contains(&interaction.occurred_at.0))
        });
        unfolded
    }

    /// A person of today, by the number of a person of any time. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn person(&self, number: PersonNo, side: Side) -> Result<Option<Person>> {
        let (number, parts, flags) = {
            let state = self.people.now();
            let Some(number) = state.graph.resolve(number) else { return Ok(None) };
            let parts = state.graph.parts(number);
            let flags: Vec<(bool, bool)> = parts
                .iter()
                .map(|part| (state.graph.is_blocked(part.identifier), state.graph.is_crowded(*part)))
                .collect();
            (number, parts, flags)
        };
        let tail = self.tail_of(&parts);
        let blocked = self.blocked();
        let totals = self.folds.read_blocking(|tx| {
            let tail = after_folds(tx, tail)?;
            let codes = self.codes(tx)?;
            let parts = stand_ins::indexed(tx, &blocked, &parts)?;
            let own = summary::read(tx, &self.summary, &self.timeline, &codes, &parts, side, &tail)?;
            let other_side = if side == Side::Customer { Side::Employee } else { Side::Customer };
            let other = summary::read(tx, &self.summary, &self.timeline, &codes, &parts, other_side, &tail)?;
            Ok((own, other))
        })?;
        let identifiers = self.held(&parts, &flags)?;
        Ok(Some(assemble(number, identifiers, totals)))
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

    /// What a person told us, newest value of each fact first. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn facts(&self, number: PersonNo, side: Side) -> Result<Option<Vec<Fact>>> {
        let Some(parts) = self.parts(number) else { return Ok(None) };
        let tail = self.tail_of(&parts);
        let blocked = self.blocked();
        let facts = self.folds.read_blocking(|tx| {
            let tail = after_folds(tx, tail)?;
            let parts = stand_ins::indexed(tx, &blocked, &parts)?;
            super::facts::read(tx, &self.facts, &parts, side, &tail)
        })?;
        Ok(Some(facts))
    }

    fn parts(&self, number: PersonNo) -> Option<Vec<Part>> {
        let state = self.people.now();
        let number = state.graph.resolve(number)?;
        Some(state.graph.parts(number))
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
        for part in &mut parts {
            part.from = part.from.max(filter.from.map_or(i64::MIN, |from| from.0));
            part.until = part.until.min(filter.to.map_or(i64::MAX, |to| to.0));
        }
        parts.retain(|part| part.from < part.until);
        let words = filter.text.as_deref().map(search::words).unwrap_or_default();
        let unfiltered = parts.iter().all(|part| part.from == i64::MIN && part.until == i64::MAX)
            && filter.channel.is_none()
            && filter.department.is_none()
            && filter.touchpoint.is_none()
            && words.is_empty();
        let tail = self.tail_of(&parts);
        let blocked = self.blocked();
        let (mut entries, total, tail) = self.folds.read_blocking(|tx| {
            let tail = after_folds(tx, tail)?;
            let parts = stand_ins::indexed(tx, &blocked, &parts)?;
            let wanted = if unfiltered { Some((after, limit + 1)) } else { None };
            let entries = self.timeline_entries(tx, &parts, filter, wanted, &tail)?;
            let total = if unfiltered {
                let codes = self.codes(tx)?;
                summary::read(tx, &self.summary, &self.timeline, &codes, &parts, filter.side, &tail)?.count
            } else {
                entries.len() as u64
            };
            Ok((entries, total, tail))
        })?;
        let mut opener = Opener::new(&self.truth, &tail);
        let mut total = total;
        if !words.is_empty() {
            entries.truncate(OPENED);
            let mut kept = Vec::new();
            for entry in entries {
                let said = opener.open(entry.1)?.is_some_and(|one| {
                    let text = format!("{} {}", one.name, one.text.as_deref().unwrap_or_default());
                    search::matches(&text, &words)
                });
                if said {
                    kept.push(entry);
                }
            }
            entries = kept;
            total = entries.len() as u64;
        }
        entries.retain(|(at, position, _)| after.is_none_or(|after| (*at, *position) < after));
        let more = entries.len() > limit;
        entries.truncate(limit);
        let next = entries.last().filter(|_| more).map(|(at, position, _)| (*at, *position));
        let items = self.open_all(&entries, &mut opener)?;
        Ok(Some(Page { items, total, next }))
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
            found.extend(timeline::scan(tx, &self.timeline, &part, filter.side, limit, &mut accept)?);
        }
        let same = |wanted: &Option<String>, has: &str| wanted.as_ref().is_none_or(|wanted| wanted == has);
        for unfolded in tail {
            let one = unfolded.interaction();
            if Side::of(one) == filter.side
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

    fn open_all(&self, entries: &[Dated], opener: &mut Opener<'_>) -> Result<Vec<TimelineItem>> {
        let mut items = Vec::with_capacity(entries.len());
        for (_, position, _) in entries {
            if let Some(interaction) = opener.open(*position)? {
                items.push(TimelineItem { position: *position, interaction, identifier: None });
            }
        }
        let owners: Vec<IdentifierNo> = items.iter().map(|item| self.owner_of(&item.interaction)).collect();
        let numbers: BTreeSet<IdentifierNo> = owners.iter().copied().collect();
        let values = self.identifiers(&numbers.into_iter().collect::<Vec<_>>())?;
        for (item, owner) in items.iter_mut().zip(owners) {
            item.identifier = values.get(&owner).cloned();
        }
        Ok(items)
    }

    /// The values of identifiers. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn identifiers(&self, numbers: &[IdentifierNo]) -> Result<HashMap<IdentifierNo, Identifier>> {
        let values = self.truth.read_blocking(|tx| read_identifiers(tx, numbers))?;
        Ok(values.into_iter().map(|value| (value.number, value.identifier)).collect())
    }

    /// Opens an interaction with everything that came with it. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn open(&self, position: Position) -> Result<Option<Opened>> {
        let frame = match self.tail.frame(position.frame()) {
            Some(frame) => Some(frame),
            None => self.truth.read_blocking(|tx| read_frame(tx, position.frame()))?,
        };
        let Some(interaction) = frame.and_then(|frame| frame.interactions.get(position.index()).cloned()) else {
            return Ok(None);
        };
        let person = self.person_of(&interaction);
        let values = self.identifiers(&interaction.identifiers)?;
        let identifiers = interaction.identifiers.iter().filter_map(|number| values.get(number).cloned()).collect();
        Ok(Some(Opened { position, interaction, identifiers, person }))
    }

    /// The people whom an identifier named at a moment, in the form that was typed, in any namespace or the one given.
    #[must_use]
    pub fn find_identifier(&self, namespace: Option<&str>, typed: &str, at: Timestamp) -> Vec<PersonNo> {
        let state = self.people.now();
        let namespaces = state.graph.namespaces();
        let candidates = namespace.map_or_else(|| namespaces.guess(typed), |namespace| vec![namespace]);
        let mut found = Vec::new();
        for namespace in candidates {
            let key = self.people.hasher().identifier(namespace, &namespaces.normal(namespace, typed));
            if let Some(number) = state.graph.find(&key) {
                let person = state.graph.person_at(number, at.0);
                if !found.contains(&person) {
                    found.push(person);
                }
            }
        }
        found
    }

    /// The people whose name or words hold all words of a query, best first, with what matched. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn search(&self, query: &str, side: Side) -> Result<Vec<(PersonNo, String)>> {
        let words = search::words(query);
        let frames = self.tail.frames_after(Cursor::default(), usize::MAX);
        let blocked = self.blocked();
        let (indexed, folded) =
            self.folds.read_blocking(|tx| Ok((search::find(tx, &words, side, SEARCHED)?, fold_cursor(tx)?)))?;
        let mut found: Vec<(PersonNo, String)> = Vec::new();
        for frame in frames.iter().filter(|frame| frame.cursor() > folded) {
            for (_, one) in frame.positioned().filter(|(_, one)| Side::of(one) == side) {
                let mut said = search::name_in(one).into_iter().chain(one.text.clone());
                if let Some(matched) = said.find(|text| search::matches(text, &words)) {
                    found.push((self.person_of(one), matched));
                }
            }
        }
        let mut opener = Opener::new(&self.truth, &[]);
        for document in indexed {
            match document {
                Found::Name(number, name) => {
                    let owner = self.folds.read_blocking(|tx| stand_ins::owner(tx, &blocked, number))?;
                    if let Some(owner) = owner {
                        found.push((self.people.now().graph.person_at(owner, i64::MAX), name));
                    }
                }
                Found::Text(position) => {
                    if let Some(one) = opener.open(position)?.filter(|one| Side::of(one) == side) {
                        found.push((self.person_of(&one), one.text.unwrap_or_default()));
                    }
                }
            }
        }
        let mut seen = BTreeSet::new();
        found.retain(|(person, _)| seen.insert(*person));
        Ok(found)
    }

    /// Whose an interaction is today.
    #[must_use]
    pub fn person_of(&self, interaction: &Interaction) -> PersonNo {
        let state = self.people.now();
        let owner = stand_ins::owner_of(&state.graph, &interaction.identifiers);
        state.graph.person_at(owner, interaction.occurred_at.0)
    }

    /// The identifier to which an interaction belongs today.
    #[must_use]
    pub fn owner_of(&self, interaction: &Interaction) -> IdentifierNo {
        stand_ins::owner_of(&self.people.now().graph, &interaction.identifiers)
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

    /// Opens interactions of the journal by their entries, which are in the order of their positions.
    pub(super) fn open_each(
        &self,
        entries: &[Dated],
        take: &mut dyn FnMut(&Dated, &Interaction) -> Result<()>,
    ) -> Result<()> {
        let mut opener = Opener::new(&self.truth, &[]);
        for entry in entries {
            if let Some(interaction) = opener.open(entry.1)? {
                take(entry, &interaction)?;
            }
        }
        Ok(())
    }

    /// The people of the newest interactions. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn recent(&self, side: Side, limit: usize) -> Result<Vec<PersonNo>> {
        let last = self.truth.read_blocking(|tx| tx.query_int("SELECT max(frame) FROM journal", &[]))?;
        let mut people = Vec::new();
        let mut number = last.unsigned_abs();
        // People repeat, and numbers of frames may have gaps: look a bounded way back.
        for _ in 0..RECENT_FRAMES.max(4 * limit) {
            if number == 0 || people.len() >= limit {
                break;
            }
            let frame = match self.tail.frame(number) {
                Some(frame) => Some(frame),
                None => self.truth.read_blocking(|tx| read_frame(tx, number))?,
            };
            for one in frame.iter().flat_map(|frame| frame.interactions.iter().rev()) {
                let person = self.person_of(one);
                if Side::of(one) == side && people.len() < limit && !people.contains(&person) {
                    people.push(person);
                }
            }
            number -= 1;
        }
        Ok(people)
    }

    /// How many people there are.
    #[must_use]
    pub fn people_count(&self) -> u64 {
        let (mut from, mut people) = (0, 0);
        loop {
            let state = self.people.now();
            let all = state.graph.len();
            let until = all.min(from + COUNTED);
            people += state.graph.named_after_any(from..until);
            if until == all {
                return people;
            }
            from = until;
        }
    }

    /// All names of a kind that interactions have named, the most used first. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn registry(&self, kind: Kind) -> Result<Vec<Named>> {
        self.folds.read_blocking(|tx| registry::list(tx, kind))
    }
}

/// What of the tail this snapshot of the folds does not hold.
fn after_folds(tx: &mut dyn Tx, mut tail: Vec<Unfolded>) -> Result<Vec<Unfolded>> {
    let folded = fold_cursor(tx)?;
    tail.retain(|one| one.is_after(folded));
    Ok(tail)
}

fn assemble(number: PersonNo, identifiers: Vec<HeldIdentifier>, (own, other): (Totals, Totals)) -> Person {
    let mut relations = own.current_relations();
    relations.extend(other.current_relations());
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

/// Opens interactions by position, each frame once.
struct Opener<'a> {
    truth: &'a Db,
    tail: BTreeMap<Position, &'a Unfolded>,
    frames: HashMap<u64, Option<Arc<Frame>>>,
}

/// Frames that are held at once while many are opened.
const HELD_FRAMES: usize = 256;

impl<'a> Opener<'a> {
    fn new(truth: &'a Db, tail: &'a [Unfolded]) -> Opener<'a> {
        Opener { truth, tail: tail.iter().map(|one| (one.position, one)).collect(), frames: HashMap::new() }
    }

    fn open(&mut self, position: Position) -> Result<Option<Interaction>> {
        if let Some(unfolded) = self.tail.get(&position) {
            return Ok(Some(unfolded.interaction().clone()));
        }
        let number = position.frame();
        if !self.frames.contains_key(&number) {
            if self.frames.len() >= HELD_FRAMES {
                self.frames.clear();
            }
            let frame = self.truth.read_blocking(|tx| read_frame(tx, number))?;
            self.frames.insert(number, frame);
        }
        let frame = self.frames.get(&number).and_then(Option::as_ref);
        Ok(frame.and_then(|frame| frame.interactions.get(position.index()).cloned()))
    }
}
