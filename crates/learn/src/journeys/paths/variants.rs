//! The most frequent whole paths.

use std::cmp::Reverse;

use hashbrown::HashTable;

use super::Shape;
use crate::journeys::lines::{Line, Part};
use crate::journeys::{JourneyError, Page, People, Work, people};
use crate::statistics::Share;

/// A path and who took it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The steps.
    pub labels: Vec<u16>,
    /// The people who took it, out of all who have a path.
    pub people: Share,
}

/// The paths of the people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variants {
    /// How many people have a path.
    pub people: u64,
    /// How many different paths there are.
    pub distinct: u64,
    /// The most frequent paths; of equal ones in order of their labels.
    pub top: Vec<Variant>,
}

/// About so many paths go into one bucket, so that its table stays in the processor's cache.
const BUCKET: usize = 1 << 14;

/// The `top` most frequent paths. Linear in rows: the paths are first divided into buckets by their hash, and then
/// counted bucket by bucket.
///
/// # Errors
/// [`JourneyError::Cancelled`].
pub fn variants(parts: &[Part<'_>], shape: &Shape, top: usize, work: Work<'_>) -> Result<Variants, JourneyError> {
    let persons: usize = parts.iter().map(|part| part.lines.persons()).sum();
    let buckets = (persons / BUCKET).next_power_of_two().min(1 << 12);
    let filled = work.spread(parts, |worker| {
        let mut filled: Vec<Bucket> = vec![Bucket::default(); buckets];
        let mut room = Vec::new();
        worker.each(|line| {
            if let Some(path) = shape.of(&line, &mut room) {
                let hash = hash(path);
                // The table takes the lowest bits and the highest ones.
                let number = usize::try_from(hash >> 32 & 0xFFF).expect("twelve bits") & (buckets - 1);
                filled[number].put(hash, path);
            }
        })?;
        Ok(filled)
    })?;
    let people = filled.iter().flatten().map(|bucket| bucket.paths.len() as u64).sum();
    let counted = work.each(buckets, |(): &mut (), number| {
        let bucket: Vec<&Bucket> = filled.iter().map(|buckets| &buckets[number]).collect();
        let groups = count(&bucket);
        (groups.len() as u64, most_frequent(groups, top))
    })?;
    let distinct = counted.iter().map(|(distinct, _)| distinct).sum();
    let all = counted.into_iter().flat_map(|(_, groups)| groups).collect();
    let mut best = most_frequent(all, top);
    best.sort_unstable_by_key(Group::rank);
    let variant =
        |group: Group<'_>| Variant { labels: group.path.to_vec(), people: Share { hits: group.people, of: people } };
    Ok(Variants { people, distinct, top: best.into_iter().map(variant).collect() })
}

/// The people who took a path.
///
/// # Errors
/// [`JourneyError::Cancelled`].
pub fn variants_people(
    parts: &[Part<'_>],
    shape: &Shape,
    labels: &[u16],
    page: Page,
    work: Work<'_>,
) -> Result<People, JourneyError> {
    people::people(parts, page, work, || {
        let mut room = Vec::new();
        move |line: &Line<'_>| shape.of(line, &mut room) == Some(labels)
    })
}

/// Paths one behind the other, with the hash and the length of each.
#[derive(Clone, Default)]
struct Bucket {
    labels: Vec<u16>,
    paths: Vec<(u64, u32)>,
}

impl Bucket {
    fn put(&mut self, hash: u64, path: &[u16]) {
        self.labels.extend_from_slice(path);
        self.paths.push((hash, u32::try_from(path.len()).expect("a part has fewer than 2^32 rows")));
    }
}

/// A path and how many people took it.
struct Group<'a> {
    hash: u64,
    path: &'a [u16],
    people: u64,
}

impl<'a> Group<'a> {
    /// Less is more frequent.
    fn rank(&self) -> (Reverse<u64>, &'a [u16]) {
        (Reverse(self.people), self.path)
    }
}

fn count<'a>(bucket: &[&'a Bucket]) -> Vec<Group<'a>> {
    let paths: usize = bucket.iter().map(|piece| piece.paths.len()).sum();
    let mut numbers: HashTable<u32> = HashTable::with_capacity(paths);
    let mut groups: Vec<Group<'a>> = Vec::new();
    for piece in bucket {
        let mut rest = &piece.labels[..];
        for &(hash, length) in &piece.paths {
            let (path, behind) = rest.split_at(length as usize);
            rest = behind;
            let is_it = |number: &u32| {
                let group = &groups[*number as usize];
                group.hash == hash && group.path == path
            };
            if let Some(number) = numbers.find(hash, is_it) {
                groups[*number as usize].people += 1;
            } else {
                let number = u32::try_from(groups.len()).expect("there are fewer than 2^32 people");
                numbers.insert_unique(hash, number, |number| groups[*number as usize].hash);
                groups.push(Group { hash, path, people: 1 });
            }
        }
    }
    groups
}

/// The `top` most frequent groups, in no order. Most paths are taken once; they are compared with one another only
/// where the others are too few.
fn most_frequent(mut groups: Vec<Group<'_>>, top: usize) -> Vec<Group<'_>> {
    let frequent = groups.iter().filter(|group| group.people > 1).count();
    if frequent >= top {
        groups.retain(|group| group.people > 1);
    }
    if groups.len() > top {
        if top > 0 {
            groups.select_nth_unstable_by(top - 1, |one, other| one.rank().cmp(&other.rank()));
        }
        groups.truncate(top);
    }
    groups
}

/// A hash of 64 bits: four labels at a time are multiplied into 128 bits, whose halves are laid over one another (the
/// folded multiplication of wyhash, by Wang Yi). Equal hashes are compared label by label, so it need not be more.
fn hash(path: &[u16]) -> u64 {
    const FIRST: u64 = 0xA076_1D64_78BD_642F;
    const SECOND: u64 = 0xE703_7ED1_A0B4_28DB;
    let pack = |labels: &[u16; 4]| labels.iter().rev().fold(0, |packed, label| packed << 16 | u64::from(*label));
    let (fours, rest) = path.as_chunks::<4>();
    let mut state = FIRST ^ path.len() as u64;
    for four in fours {
        state = fold(state ^ pack(four), SECOND);
    }
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    fold(fold(state ^ pack(&last), SECOND), FIRST)
}

#[expect(clippy::cast_possible_truncation, reason = "the halves of the product are what is wanted")]
fn fold(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    (product >> 64) as u64 ^ product as u64
}
