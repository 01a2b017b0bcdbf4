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
}

impl FactEntry {
    /// The same value was told again: the later telling says where it comes from, the better source how far it is known.
    pub(super) fn add(&mut self, other: &FactEntry) {
        let (first, times) = (self.first.min(other.first), self.times + other.times);
        if (other.trust, other.last, other.position) > (self.trust, self.last, self.position) {
            *self = other.clone();
        }
        (self.first, self.times) = (first, times);
    }
}

fn combine_summaries(older: &[u8], newer: &[u8]) -> Vec<u8> {
    combine(older, newer, Summary::add)
}

fn combine_facts(older: &[u8], newer: &[u8]) -> Vec<u8> {
    combine(older, newer, FactEntry::add)
}

/// Adds two encoded values. What cannot be read is left behind in favour of the other.
fn combine<'a, T: Serialize + Deserialize<'a>>(older: &'a [u8], newer: &'a [u8], add: fn(&mut T, &T)) -> Vec<u8> {
    match (postcard::from_bytes::<T>(older), postcard::from_bytes::<T>(newer)) {
        (Ok(mut sum), Ok(other)) => {
            add(&mut sum, &other);
            encode(&sum)
        }
        (Ok(_), Err(_)) => older.to_vec(),
        _ => newer.to_vec(),
    }
}

pub(super) fn encode<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("plain values can be encoded")
}
