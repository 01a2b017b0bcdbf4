//! What retention asks of profiles: to forget interactions that are gone, and to be as if these had never come.
//!
//! What adds up over a person (summaries, facts, members, names) is made anew from what is left, under the numbers under
//! which something is gone. By the timeline it is known which numbers these are: its entries go last, so that a crash in
//! between loses nothing.

use std::collections::{BTreeSet, HashSet};

use kernel::{Gone, IdentifierNo, Interaction, Part, Position, Timestamp};
use store::journal::{Cursor, Frame, Head, hold_folds, read_after};
use store::runs::{Range, Run, merge};
use store::{Error, Result};

use super::entries::{self, TimelineEntry};
use super::fold::{Again, Indexed};
use super::members::number_in;
use super::model::{Side, TimelineFilter};
use super::opening::Opener;
use super::registry::{Codes, Kind, Place, Sightings, rename};
use super::search;
use super::sight::Sight;
use super::stand_ins;
use super::view::Profiles;

/// How often indexes are tried to be written anew while others change them.
const TRIES: usize = 10;
/// Numbers that are made anew at once.
const PORTION: usize = 50_000;
/// Frames that are read at once.
const READ: usize = 200;
/// All keys of the indexes.
const ALL: Range<'static> = Range { low: &[], high: &[u8::MAX; 25], reverse: false, limit: usize::MAX };

/// What is named where, counted anew.
pub struct Recount {
    codes: Codes,
    sightings: Sightings,
}

impl Recount {
    /// An interaction that stays as it is, or of which nothing is left but its place.
    pub fn take(&mut self, head: &Head<'_>) {
        self.sightings.take_registered(&mut self.codes, Place::of_head(head));
    }

    /// The same of one that was opened.
    pub fn take_whole(&mut self, one: &Interaction) {
        self.sightings.take_registered(&mut self.codes, Place::of(one));
    }

    /// An interaction that is anonymised now: it is still counted where it was.
    pub fn take_anonymised(&mut self, head: &Head<'_>) {
        self.sightings.take_registered(&mut self.codes, Place::of_head(head).by_day());
    }
}

/// The names of the places of an interaction.
#[must_use]
pub fn places_of(one: &Interaction) -> Vec<(Kind, String)> {
    Place::of(one).names().map(|(kind, name)| (kind, name.to_owned())).collect()
}

/// What is left under some numbers, in one snapshot.
struct Left {
    cursor: Cursor,
    entries: Vec<(u32, Position, TimelineEntry)>,
    codes: std::sync::Arc<Codes>,
    /// The runs of summaries, facts and members.
    runs: [Vec<std::sync::Arc<Run>>; 3],
}

fn number_of(key: &[u8]) -> Result<u32> {
    let number = key.first_chunk::<4>().ok_or_else(|| Error::Damaged("a key of an index".to_owned()))?;
    Ok(u32::from_be_bytes(*number))
}

impl Profiles {
    /// Gives registered names another one where `left` has one, and registers `more`. Returns how many got another. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn rename_places(&self, left: &dyn Fn(&str) -> Option<String>, more: BTreeSet<(Kind, String)>) -> Result<u64> {
        let known = self.folds.read_blocking(|tx| Codes::load(tx))?;
        let renamed = known.renamed(left);
        if renamed.is_empty() && more.is_empty() {
            return Ok(0);
        }
        self.folds.write_blocking(move |tx| {
            hold_folds(tx)?;
            rename(tx, &renamed, &more)
        })
    }

    /// Begins to count anew what is named where. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn recount(&self) -> Result<Recount> {
        let codes = self.folds.read_blocking(|tx| Codes::load(tx))?;
        Ok(Recount { codes, sightings: Sightings::default() })
    }

    /// Puts a count in the place of what was counted before. It goes up to a place in the journal; what was folded since
    /// is counted too. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn write_recount(&self, mut recount: Recount, mut counted: Cursor) -> Result<()> {
        let reached = self.folds.read_blocking(store::journal::fold_cursor)?;
        self.count_further(&mut recount, &mut counted, reached)?;
        let profiles = self.clone();
        self.folds.write_blocking(move |tx| {
            let reached = hold_folds(tx)?;
            profiles.count_further(&mut recount, &mut counted, reached)?;
            recount.sightings.write_instead(tx)
        })
    }

    fn count_further(&self, recount: &mut Recount, counted: &mut Cursor, reached: Cursor) -> Result<()> {
        if *counted >= reached {
            return Ok(());
        }
        recount.codes = self.folds.read_blocking(|tx| Codes::load(tx))?;
        self.each_between(*counted, reached, &mut |frame| {
            for one in &frame.interactions {
                recount.sightings.take_registered(&mut recount.codes, Place::of(one));
            }
            Ok(())
        })?;
        *counted = reached;
        Ok(())
    }

    /// The frames after a place in the journal, up to another. Blocks.
    ///
    /// # Errors
    /// What the database or `take` says.
    pub fn each_between(&self, mut from: Cursor, to: Cursor, take: &mut dyn FnMut(&Frame) -> Result<()>) -> Result<()> {
        loop {
            let frames = self.truth.read_blocking(|tx| read_after(tx, from, READ, &|_| None))?;
            let Some(last) = frames.last() else { return Ok(()) };
            from = last.cursor();
            for frame in &frames {
                if frame.cursor() > to {
                    return Ok(());
                }
                take(frame)?;
            }
        }
    }

    /// The numbers under which something is indexed that is gone. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn indexing(&self, gone: &Gone) -> Result<BTreeSet<u32>> {
        let mut numbers = BTreeSet::new();
        self.folds.read_blocking(|tx| {
            self.runs()[0].scan(tx, ALL, &mut |key, _| {
                if entries::read_timeline_key(key).is_some_and(|(_, position)| gone.contains(position)) {
                    numbers.insert(number_of(key)?);
                }
                Ok(true)
            })
        })?;
        Ok(numbers)
    }

    /// The identifiers that these numbers stand for. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn stood_for(&self, numbers: &BTreeSet<u32>) -> Result<BTreeSet<IdentifierNo>> {
        self.folds.read_blocking(|tx| {
            let found = numbers.iter().map(|number| stand_ins::stood_for(tx, *number));
            Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
        })
    }

    /// Whether a person has an interaction on any side that is not gone. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn has_left(&self, parts: &[Part], gone: &Gone) -> Result<bool> {
        for side in [Side::Customer, Side::Employee] {
            let filter = TimelineFilter { sight: Sight::whole(side), ..TimelineFilter::default() };
            if self.entries(parts, &filter)?.0.iter().any(|(_, position, _)| !gone.contains(*position)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Makes anew what adds up under these numbers, from what is left there. Returns how many entries went. Blocks;
    /// `stop` is asked now and then.
    ///
    /// # Errors
    /// What the database says, that it was to stop, or that others kept changing the indexes.
    pub fn index_anew(
        &self,
        numbers: &BTreeSet<u32>,
        gone: &Gone,
        now: Timestamp,
        stop: &dyn Fn() -> bool,
    ) -> Result<u64> {
        let all: Vec<u32> = numbers.iter().copied().collect();
        let mut changed = 0;
        for portion in all.chunks(PORTION) {
            if stop() {
                return Err(Error::Closed);
            }
            changed += self.index_portion(&portion.iter().copied().collect(), gone, now)?;
        }
        Ok(changed)
    }

    fn index_portion(&self, numbers: &BTreeSet<u32>, gone: &Gone, now: Timestamp) -> Result<u64> {
        let runs = self.runs();
        let mut last = None;
        for _ in 0..TRIES {
            let mut paused = Vec::new();
            for run in &runs[1..] {
                paused.push(run.pause(&self.folds, now)?);
            }
            let changed = self.left(numbers, gone).and_then(|left| self.exchange(numbers, left, now));
            for (run, paused) in runs[1..].iter().zip(paused) {
                run.resume(&self.folds, paused)?;
            }
            match changed {
                Ok(changed) => return Ok(changed),
                // Another thread or server changed the same at the same time.
                Err(error) => {
                    tracing::info!(%error, "indexing anew is tried again");
                    last = Some(error);
                }
            }
        }
        Err(last.unwrap_or(Error::Closed))
    }

    fn left(&self, numbers: &BTreeSet<u32>, gone: &Gone) -> Result<Left> {
        let wanted: HashSet<u32> = numbers.iter().copied().collect();
        let [timeline, summary, facts, members] = self.runs();
        let mut entries = Vec::new();
        self.folds.read_blocking(|tx| {
            timeline.scan(tx, ALL, &mut |key, value| {
                let number = number_of(key)?;
                let damaged = || Error::Damaged("a timeline entry".to_owned());
                if wanted.contains(&number) {
                    let (_, position) = entries::read_timeline_key(key).ok_or_else(damaged)?;
                    if !gone.contains(position) {
                        entries.push((number, position, postcard::from_bytes(value).map_err(|_| damaged())?));
                    }
                }
                Ok(true)
            })?;
            let runs = [summary.snapshot(tx)?, facts.snapshot(tx)?, members.snapshot(tx)?];
            let (cursor, codes) = (store::journal::fold_cursor(tx)?, self.codes(tx)?);
            entries.sort_unstable_by_key(|(_, position, _): &(u32, Position, TimelineEntry)| *position);
            Ok(Left { cursor, entries, codes, runs })
        })
    }

    /// Puts what follows from what is left in the place of what was there in the same snapshot.
    fn exchange(&self, numbers: &BTreeSet<u32>, left: Left, now: Timestamp) -> Result<u64> {
        let mut again = Again::default();
        let mut opener = Opener::new(&self.truth, &[]);
        for (number, position, entry) in left.entries {
            if let Some(one) = opener.open(position)? {
                again.take(IdentifierNo(number), (position, entry), &left.codes, &one);
            }
        }
        let Indexed { summaries, facts, members, names } = again.finish();
        let others = |key: &[u8], _: &[u8]| number_of(key).is_ok_and(|number| !numbers.contains(&number));
        let other_members = |key: &[u8], _: &[u8]| number_in(key).is_none_or(|number| !numbers.contains(&number));
        let beginnings: Vec<[u8; 4]> = numbers.iter().map(|number| number.to_be_bytes()).collect();
        let concerned = |runs: &[std::sync::Arc<Run>]| -> Vec<std::sync::Arc<Run>> {
            let may = |run: &&std::sync::Arc<Run>| beginnings.iter().any(|number| run.may_contain(number));
            runs.iter().filter(may).cloned().collect()
        };
        let [_, summary_runs, fact_runs, member_runs] = self.runs();
        let [of_summaries, of_facts, of_members] = &left.runs;
        let mut gone = summary_runs.exchange(&self.folds, now, &concerned(of_summaries), &others, summaries)?;
        gone += fact_runs.exchange(&self.folds, now, &concerned(of_facts), &others, facts)?;
        gone += member_runs.exchange(&self.folds, now, of_members, &other_members, members)?;
        let (profiles, numbers, cursor) = (self.clone(), numbers.clone(), left.cursor);
        self.folds.write_blocking(move |tx| {
            let reached = hold_folds(tx)?;
            let stale = search::exchange_names(tx, &numbers, names)?;
            // Whoever told such a name just now told it after the snapshot.
            profiles.each_between(cursor, reached, &mut |frame| {
                let told = frame.positioned().filter_map(|(_, one): (_, &Interaction)| search::name_in(one));
                match told.into_iter().find(|name| stale.contains(name)) {
                    Some(_) => Err(Error::Unexpected("a name was told again meanwhile".to_owned())),
                    None => Ok(()),
                }
            })
        })?;
        Ok(gone)
    }

    /// Forgets the lines of what is gone, and what of it was only marked as deleted. Comes last. Blocks.
    ///
    /// # Errors
    /// What the database says, or that others kept merging.
    pub fn forget_lines(&self, gone: &Gone, now: Timestamp) -> Result<u64> {
        let stays =
            |key: &[u8], _: &[u8]| entries::read_timeline_key(key).is_none_or(|(_, position)| !gone.contains(position));
        let mut changed = 0;
        for _ in 0..TRIES {
            match self.runs()[0].erase(&self.folds, now, &|_| true, &stays) {
                Ok(0) => {
                    self.folds.write_blocking(search::forget_words)?;
                    while merge::clear_replaced(&self.folds, now)? {}
                    return Ok(changed);
                }
                Ok(some) => changed += some,
                // Another thread merged the same run: it is tried again with the runs that there are now.
                Err(error) => tracing::info!(%error, "forgetting tries again"),
            }
        }
        Err(Error::Unexpected("the timeline is being merged all the time".to_owned()))
    }
}
