//! The entries of the runs: how keys and values are laid out. Keys sort by identifier, then by time.

use kernel::{IdentifierNo, Interaction, Position, Relation, SourceNo, Timestamp, Trust};
use serde::{Deserialize, Serialize};
use store::runs::Shape;

use super::model::Side;

pub(super) const TIMELINE: Shape =
    Shape { name: "timeline", filtered: 4, compressed: true, combine: None, top_level: 6 };
pub(super) const SUMMARY: Shape =
    Shape { name: "summary", filtered: 4, compressed: true, combine: Some(combine_summaries), top_level: 6 };
pub(super) const FACTS: Shape =
    Shape { name: "facts", filtered: 4, compressed: true, combine: Some(combine_facts), top_level: 6 };

/// A moment as bytes that sort as it does.
fn sortable(at: i64) -> [u8; 8] {
    (at.cast_unsigned() ^ (1 << 63)).to_be_bytes()
}

fn unsortable(bytes: [u8; 8]) -> i64 {
    (u64::from_be_bytes(bytes) ^ (1 << 63)).cast_signed()
}

/// The key of a timeline entry: identifier, side, time, position.
pub(super) fn timeline_key(identifier: IdentifierNo, side: Side, at: i64, position: u64) -> Vec<u8> {
    let mut key = Vec::with_capacity(21);
    key.extend_from_slice(&identifier.0.to_be_bytes());
    key.push(side.code());
    key.extend_from_slice(&sortable(at));
    key.extend_from_slice(&position.to_be_bytes());
    key
}

/// Time and position of a timeline entry's key.
pub(super) fn read_timeline_key(key: &[u8]) -> Option<(Timestamp, Position)> {
    let at = unsortable(key.get(5..13)?.try_into().ok()?);
    let position = u64::from_be_bytes(key.get(13..21)?.try_into().ok()?);
    Some((Timestamp(at), Position(position)))
}

/// What a timeline entry says without opening the interaction: codes of the registry, 0 for none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TimelineEntry {
    pub(super) channel: u32,
    pub(super) touchpoint: u32,
    pub(super) department: u32,
}

/// The key of a summary: identifier and side.
pub(super) fn summary_key(identifier: IdentifierNo, side: Side) -> Vec<u8> {
    let mut key = identifier.0.to_be_bytes().to_vec();
    key.push(side.code());
    key
}

/// What adds up over an identifier's interactions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Summary {
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) count: u64,
    /// Channel codes with how many, by code.
    pub(super) channels: Vec<(u32, u64)>,
    /// Relations (places in [`Relation::ALL`]) with when each was last said, by place.
    pub(super) relations: Vec<(u8, i64)>,
}

impl Summary {
    pub(super) fn of(interaction: &Interaction, channel: u32) -> Summary {
        let at = interaction.occurred_at.0;
        let place = |relation: Relation| Relation::ALL.iter().position(|known| *known == relation).unwrap_or(0);
        let relations = interaction.relation.iter().map(|relation| (u8::try_from(place(*relation)).unwrap_or(0), at));
        Summary { first: at, last: at, count: 1, channels: vec![(channel, 1)], relations: relations.collect() }
    }

    pub(super) fn add(&mut self, other: &Summary) {
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        self.count += other.count;
        for (channel, count) in &other.channels {
            match self.channels.binary_search_by_key(channel, |(code, _)| *code) {
                Ok(place) => self.channels[place].1 += count,
                Err(place) => self.channels.insert(place, (*channel, *count)),
            }
        }
        for (relation, at) in &other.relations {
            match self.relations.binary_search_by_key(relation, |(code, _)| *code) {
                Ok(place) => self.relations[place].1 = self.relations[place].1.max(*at),
                Err(place) => self.relations.insert(place, (*relation, *at)),
            }
        }
    }
}

/// The key of a fact: identifier, side, name, a zero byte, the hash of the value. One entry a value, however often told.
pub(super) fn fact_key(identifier: IdentifierNo, side: Side, name: &str, value_hash: u64) -> Vec<u8> {
    let mut key = summary_key(identifier, side);
    key.extend(name[..name.floor_char_boundary(200)].bytes().filter(|byte| *byte != 0));
    key.push(0);
    key.extend_from_slice(&value_hash.to_be_bytes());
    key
}

/// The name within a fact's key.
pub(super) fn fact_name(key: &[u8]) -> Option<&str> {
    let rest = key.get(5..key.len().checked_sub(9)?)?;
    std::str::from_utf8(rest).ok()
}

/// A fact as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FactEntry {
    pub(super) value: String,
    pub(super) source: SourceNo,
    pub(super) department: Option<String>,
    pub(super) touchpoint: Option<String>,
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) times: u64,
    pub(super) valid_until: Option<i64>,
    pub(super) trust: Trust,
    pub(super) position: u64,
    /// The department that was told first, where known.
    pub(super) first_department: Option<String>,
}

/// A fact as it was kept before it was kept who was told first. Stores in PostgreSQL hold such until they fold anew.
#[derive(Deserialize)]
struct FormerFact {
    value: String,
    source: SourceNo,
    department: Option<String>,
    touchpoint: Option<String>,
    first: i64,
    last: i64,
    times: u64,
    valid_until: Option<i64>,
    trust: Trust,
    position: u64,
}

impl FormerFact {
    fn known_now(self) -> FactEntry {
        let FormerFact { value, source, department, touchpoint, first, last, times, valid_until, trust, position } =
            self;
        // Of a fact that was told once the last telling is the first.
        let first_department = department.clone().filter(|_| times == 1);
        FactEntry {
            value,
            source,
            department,
            touchpoint,
            first,
            last,
            times,
            valid_until,
            trust,
            position,
            first_department,
        }
    }
}

impl FactEntry {
    /// Reads an entry; nothing where it cannot be read.
    pub(super) fn read(bytes: &[u8]) -> Option<FactEntry> {
        let former = || postcard::from_bytes(bytes).ok().map(FormerFact::known_now);
        postcard::from_bytes(bytes).ok().or_else(former)
    }

    /// The same value was told again: the later telling says where it comes from, the better source how far it is known.
    pub(super) fn add(&mut self, other: &FactEntry) {
        let times = self.times + other.times;
        // Of two tellings at one time it is the same that counts as the first, in whatever order they come.
        let told = |entry: &FactEntry| (entry.first, entry.first_department.is_none(), entry.first_department.clone());
        let (first, _, first_department) = told(self).min(told(other));
        if (other.trust, other.last, other.position) > (self.trust, self.last, self.position) {
            *self = other.clone();
        }
        (self.first, self.first_department, self.times) = (first, first_department, times);
    }
}

fn combine_summaries(older: &[u8], newer: &[u8]) -> Vec<u8> {
    combine(older, newer, |bytes| postcard::from_bytes(bytes).ok(), Summary::add)
}

fn combine_facts(older: &[u8], newer: &[u8]) -> Vec<u8> {
    combine(older, newer, FactEntry::read, FactEntry::add)
}

/// Adds two encoded values. What cannot be read is left behind in favour of the other.
fn combine<T: Serialize>(older: &[u8], newer: &[u8], read: fn(&[u8]) -> Option<T>, add: fn(&mut T, &T)) -> Vec<u8> {
    match (read(older), read(newer)) {
        (Some(mut sum), Some(other)) => {
            add(&mut sum, &other);
            encode(&sum)
        }
        (Some(_), None) => older.to_vec(),
        _ => newer.to_vec(),
    }
}

pub(super) fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("plain values can be encoded")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(first: i64, department: Option<&str>) -> FactEntry {
        FactEntry {
            value: "\"Leeds\"".to_owned(),
            source: SourceNo(1),
            department: department.map(str::to_owned),
            touchpoint: None,
            first,
            last: first,
            times: 1,
            valid_until: None,
            trust: Trust::Secret,
            position: first.cast_unsigned(),
            first_department: department.map(str::to_owned),
        }
    }

    #[test]
    fn who_was_told_first_and_last_is_the_same_in_any_order() {
        let tellings = [told(3, Some("Care")), told(1, Some("Shop")), told(2, None), told(1, None)];
        for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]] {
            let mut sum = tellings[order[0]].clone();
            for place in &order[1..] {
                sum = FactEntry::read(&combine_facts(&encode(&sum), &encode(&tellings[*place]))).expect("an entry");
            }
            let (first, last) = (sum.first_department.as_deref(), sum.department.as_deref());
            assert_eq!((first, last, sum.times, sum.first, sum.last), (Some("Shop"), Some("Care"), 4, 1, 3));
        }
    }

    #[test]
    fn an_entry_of_before_is_read_and_says_who_was_told_first_where_that_can_be_known() {
        let former = |times: u64| {
            let FactEntry { value, source, department, touchpoint, first, last, valid_until, trust, position, .. } =
                told(7, Some("Care"));
            let fields = (value, source, department, touchpoint, first, last, times, valid_until, trust, position);
            FactEntry::read(&encode(&fields)).expect("an entry of before")
        };
        assert_eq!(former(1), told(7, Some("Care")));
        assert_eq!((former(2).times, former(2).first_department), (2, None));
    }
}
