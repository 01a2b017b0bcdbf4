//! What erasure asks of profiles: everything of a person, by what they are named, and to forget it.

use std::collections::{BTreeSet, HashMap};

use kernel::{Erased, IdentifierNo, Interaction, Part, Position, Timestamp};
use serde_json::{Value, json};
use store::journal::Unfolded;
use store::runs::merge;
use store::{Error, Result, Tx};

use super::entries::{self, FactEntry};
use super::model::{Side, TimelineFilter};
use super::opening::Opener;
use super::search;
use super::sight::Sight;
use super::stand_ins;
use super::timeline::Dated;
use super::view::Profiles;

/// Times by the beginning of a key: a number of an identifier or stand-in.
type Times = HashMap<[u8; 4], Vec<(i64, i64)>>;

/// How often runs are tried to be written anew while others merge them.
const TRIES: usize = 10;

/// Texts that the index is to forget, or to hold otherwise.
#[derive(Default)]
pub struct Forgotten(Vec<(Position, Option<String>)>);

impl Forgotten {
    /// An interaction is gone, or says something else now.
    pub fn text(&mut self, position: Position, instead: Option<&Interaction>) {
        self.0.push((position, instead.and_then(|one| one.text.clone())));
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.0.len() as u64
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes them to the index.
    ///
    /// # Errors
    /// What the database says.
    pub fn write(self, tx: &mut dyn Tx) -> Result<()> {
        search::rewrite(tx, self.0)
    }
}

impl Profiles {
    /// Everything that a person did and said on both sides, newest first. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn everything_of(&self, parts: &[Part]) -> Result<Vec<(Position, Interaction)>> {
        let mut all = Vec::new();
        for side in [Side::Customer, Side::Employee] {
            let (entries, tail) = self.side_of(parts, side)?;
            let mut opener = Opener::new(&self.truth, &tail);
            for (_, position, _) in entries {
                all.extend(opener.open(position)?.map(|one| (position, one)));
            }
        }
        Ok(all)
    }

    /// How many interactions a person has on both sides. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn count_of(&self, parts: &[Part]) -> Result<u64> {
        Ok(self.count_on(parts, Side::Customer)? + self.count_on(parts, Side::Employee)?)
    }

    /// How many interactions of these parts there are on one side. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn count_on(&self, parts: &[Part], side: Side) -> Result<u64> {
        Ok(self.side_of(parts, side)?.0.len() as u64)
    }

    fn side_of(&self, parts: &[Part], side: Side) -> Result<(Vec<Dated>, Vec<Unfolded>)> {
        self.entries(parts, &TimelineFilter { sight: Sight::whole(side), ..TimelineFilter::default() })
    }

    /// The names that a person told, of two words or more. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn names_of(&self, parts: &[Part]) -> Result<BTreeSet<String>> {
        let all = self.everything_of(parts)?;
        let told = all.iter().flat_map(|(_, one)| search::full_names_in(one));
        Ok(told.filter(|name| name.split_whitespace().count() > 1).collect())
    }

    /// Forgets what was folded of erased people, and facts of others that name them. Returns how many entries went.
    /// Blocks.
    ///
    /// # Errors
    /// What the database says, or that others kept merging.
    pub fn forget(&self, erased: &Erased, now: Timestamp) -> Result<u64> {
        let times = self.indexed_times(&erased.parts)?;
        let theirs = |key: &[u8]| key.first_chunk::<4>().and_then(|number| times.get(number));
        let within = |times: &[(i64, i64)], at: i64| times.iter().any(|(from, until)| (*from..*until).contains(&at));
        let whole = |times: &[(i64, i64)]| times.contains(&(i64::MIN, i64::MAX));
        let keep_timeline = |key: &[u8], _: &[u8]| {
            let at = entries::read_timeline_key(key).map_or(0, |(at, _)| at.0);
            !theirs(key).is_some_and(|times| within(times, at))
        };
        // What adds up over a number that was passed on says nothing of one of its holders.
        let keep_summary = |key: &[u8], _: &[u8]| !theirs(key).is_some_and(|times| whole(times));
        let keep_fact = |key: &[u8], value: &[u8]| {
            let Some(entry) = FactEntry::read(value) else { return true };
            let number = key.first_chunk::<4>().map(|number| IdentifierNo(u32::from_be_bytes(*number)));
            let is_held = number.is_some_and(|number| erased.held.owns(number, Timestamp(entry.last)));
            let field = entries::fact_name(key).unwrap_or_default();
            !theirs(key).is_some_and(|times| within(times, entry.last))
                && (is_held || !erased.mentions.are_in_json(field, &entry.value))
        };
        let [timeline, summary, facts, _] = self.runs();
        let beginnings: Vec<[u8; 4]> = times.keys().copied().collect();
        let may = |run: &store::runs::Run| beginnings.iter().any(|beginning| run.may_contain(beginning));
        let mut gone = 0;
        for _ in 0..TRIES {
            let erased = timeline
                .erase(&self.folds, now, &may, &keep_timeline)
                .and_then(|some| Ok(some + summary.erase(&self.folds, now, &may, &keep_summary)?))
                .and_then(|some| Ok(some + facts.erase(&self.folds, now, &|_| true, &keep_fact)?));
            match erased {
                Ok(0) => {
                    self.forget_names(&times)?;
                    while merge::clear_replaced(&self.folds, now)? {}
                    return Ok(gone);
                }
                Ok(some) => gone += some,
                // Another thread merged the same run: it is tried again with the runs that there are now.
                Err(error) => tracing::info!(%error, "erasing tries again"),
            }
        }
        Err(Error::Unexpected("the indexes are being merged all the time".to_owned()))
    }

    fn forget_names(&self, times: &Times) -> Result<()> {
        let numbers: Vec<IdentifierNo> = times.keys().map(|key| IdentifierNo(u32::from_be_bytes(*key))).collect();
        self.folds.write_blocking(move |tx| search::forget_names(tx, &numbers))
    }

    /// Under which numbers parts are indexed, with their times: their own, and those of stand-ins.
    fn indexed_times(&self, parts: &[Part]) -> Result<Times> {
        let blocked = self.blocked();
        let mut times: Times = HashMap::new();
        for part in parts {
            let numbers = self.folds.read_blocking(|tx| stand_ins::standing_for(tx, &blocked, part.identifier))?;
            for number in numbers {
                times.entry(number.0.to_be_bytes()).or_default().push((part.from, part.until));
            }
        }
        Ok(times)
    }
}

/// An interaction as an export shows it, with the name of its source and the identifiers that it carries.
#[must_use]
pub fn as_json(one: &Interaction, source: &str, identifiers: &[String]) -> Value {
    let facts: serde_json::Map<String, Value> = one
        .facts
        .iter()
        .map(|fact| {
            (fact.name.clone(), serde_json::from_str(&fact.value).unwrap_or_else(|_| fact.value.clone().into()))
        })
        .collect();
    json!({
        "occurred_at": one.occurred_at.to_string(),
        "received_at": one.received_at.to_string(),
        "source": source,
        "identifiers": identifiers,
        "channel": one.channel,
        "touchpoint": one.touchpoint,
        "direction": one.direction,
        "relation": one.relation,
        "department": one.department,
        "team": one.team,
        "employee": one.employee,
        "location": one.location,
        "what": one.name,
        "text": one.text,
        "subjects": one.subjects.iter().map(kernel::Subject::shown).collect::<Vec<Value>>(),
        "questions": one.questions,
        "facts": facts,
        "properties": one.properties.to_value(),
        "context": one.context.to_value(),
    })
}
