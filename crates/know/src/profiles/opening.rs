//! Opening interactions: from their entries in the folds to what the journal holds of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{IdentifierNo, Interaction, Position, Timestamp};
use store::journal::{Unfolded, Unpacked, unpack_frame};
use store::{Db, Result};

use super::entries::TimelineEntry;
use super::model::{Opened, TimelineItem};
use super::timeline::Dated;
use super::view::Profiles;

impl Profiles {
    /// Opens an interaction with everything that came with it. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub fn open(&self, position: Position) -> Result<Option<Opened>> {
        let interaction = match self.tail().frame(position.frame()) {
            Some(frame) => frame.interactions.get(position.index()).cloned(),
            None => Opener::new(&self.truth, &[]).open(position)?,
        };
        let interaction = interaction.filter(|one| !one.is_erased() && !self.is_erased(one));
        let Some(interaction) = interaction else { return Ok(None) };
        let person = self.person_of(&interaction);
        let values = self.identifiers(&interaction.identifiers)?;
        let identifiers = interaction.identifiers.iter().filter_map(|number| values.get(number).cloned()).collect();
        Ok(Some(Opened { position, interaction, identifiers, person }))
    }

    /// Opens interactions by when and where they stand, as lines of a timeline. Blocks.
    ///
    /// # Errors
    /// What the database says.
    pub(crate) fn open_lines(&self, places: &[(Timestamp, Position)]) -> Result<Vec<TimelineItem>> {
        let entries: Vec<Dated> =
            places.iter().map(|(at, position)| (*at, *position, TimelineEntry::default())).collect();
        self.open_all(&entries, &mut Opener::new(&self.truth, &[]))
    }

    pub(super) fn open_all(&self, entries: &[Dated], opener: &mut Opener<'_>) -> Result<Vec<TimelineItem>> {
        let mut items = Vec::with_capacity(entries.len());
        for (_, position, _) in entries {
            if let Some(interaction) = opener.open(*position)? {
                items.push(TimelineItem { position: *position, interaction, identifier: None });
            }
        }
        self.with_owners(items)
    }

    /// Says of items of timelines to which identifier each belongs.
    pub(super) fn with_owners(&self, mut items: Vec<TimelineItem>) -> Result<Vec<TimelineItem>> {
        let owners: Vec<IdentifierNo> = items.iter().map(|item| self.owner_of(&item.interaction)).collect();
        let numbers: BTreeSet<IdentifierNo> = owners.iter().copied().collect();
        let values = self.identifiers(&numbers.into_iter().collect::<Vec<_>>())?;
        for (item, owner) in items.iter_mut().zip(owners) {
            item.identifier = values.get(&owner).cloned();
        }
        Ok(items)
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
}

/// Opens interactions by position, each frame once.
pub(super) struct Opener<'a> {
    truth: &'a Db,
    tail: BTreeMap<Position, &'a Unfolded>,
    frames: HashMap<u64, Option<Unpacked>>,
}

/// Frames that are held at once while many are opened.
const HELD_FRAMES: usize = 256;

impl<'a> Opener<'a> {
    pub(super) fn new(truth: &'a Db, tail: &'a [Unfolded]) -> Opener<'a> {
        Opener { truth, tail: tail.iter().map(|one| (one.position, one)).collect(), frames: HashMap::new() }
    }

    pub(super) fn open(&mut self, position: Position) -> Result<Option<Interaction>> {
        if let Some(unfolded) = self.tail.get(&position) {
            return Ok(Some(unfolded.interaction().clone()));
        }
        let number = position.frame();
        if !self.frames.contains_key(&number) {
            if self.frames.len() >= HELD_FRAMES {
                self.frames.clear();
            }
            let frame = self.truth.read_blocking(|tx| unpack_frame(tx, number))?;
            self.frames.insert(number, frame);
        }
        match self.frames.get(&number) {
            Some(Some(frame)) => Ok(frame.interaction(position.index())?.filter(|one| !one.is_erased())),
            _ => Ok(None),
        }
    }
}
