//! The whole history as layers: a large one, and small ones on top with the people of whom something has changed since.

use std::collections::BTreeSet;
use std::sync::Arc;

use kernel::IdentifierNo;
use know::identity::{Graph, Moved, PersonNo};
use store::Result;

use super::files::{Folder, Writing};
use super::rows::Rows;
use super::sorted::{Blocked, Sorted, Whose, whose};
use super::weave::{Kept, Place, Threads};
use crate::effort::Meaning;

/// Lends the graph for a moment.
pub(super) type With<'a> = dyn Fn(&mut dyn FnMut(&Graph)) + 'a;

/// For how many rows the graph is lent at once: intake waits meanwhile.
const AT_ONCE: usize = 1 << 14;

/// Runs, and which of them hold: nobody has a run that holds in two layers.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The runs.
    pub sorted: Arc<Sorted>,
    /// Those that hold, a bit each.
    pub holds: Arc<[u64]>,
}

impl Layer {
    pub(super) fn new(sorted: Arc<Sorted>) -> Layer {
        let holds = vec![u64::MAX; sorted.len().div_ceil(64)].into();
        Layer { sorted, holds }
    }

    /// Whether a run holds.
    #[must_use]
    pub fn holds(&self, run: usize) -> bool {
        is_set(&self.holds, run)
    }

    fn let_go(&mut self, runs: &BTreeSet<usize>) {
        let holds = Arc::make_mut(&mut self.holds);
        for run in runs {
            holds[run / 64] &= !(1 << (run % 64));
        }
    }

    fn kept(&self, layer: usize) -> impl Iterator<Item = Kept> {
        let runs = (0..self.sorted.len()).filter(|run| self.holds(*run));
        runs.map(move |run| Kept { whose: self.sorted.whose(run), layer, run })
    }
}

/// What has changed since some layers were made.
pub(super) struct Changes {
    /// Of each layer the runs that hold no more, because a row in them may be somebody else's.
    broken: Vec<BTreeSet<usize>>,
    /// The rows of those runs and the new ones, under the people whose they are, in their order.
    places: Vec<Place>,
    /// The identifiers that were blocked.
    pub(super) blocked: Blocked,
}

impl Changes {
    /// What has changed since that point in the history of people; nothing where it is not remembered so far back.
    /// Exact where the graph is the same one each time that it is lent. `fresh` has come in since; of the first layer
    /// these runs hold no more in any case.
    pub(super) fn find(
        with: &With<'_>,
        layers: &[Layer],
        fresh: &[Rows],
        since: Moved,
        drifted: &BTreeSet<usize>,
    ) -> Option<Changes> {
        let (mut moved, mut blocked, mut people) = (None, Blocked::new(), Vec::<PersonNo>::new());
        with(&mut |graph| {
            moved = graph.moved_since(since).map(Vec::<IdentifierNo>::from_iter);
            blocked.clone_from(graph.blocked());
            people.extend(moved.iter().flatten().flat_map(|identifier| graph.holders(*identifier)));
        });
        let mut moved = moved?;
        people.sort_unstable();
        people.dedup();
        for some in people.chunks(AT_ONCE) {
            with(&mut |graph| {
                let parts = some.iter().flat_map(|person| graph.parts(*person));
                moved.extend(parts.map(|part| part.identifier));
            });
        }
        moved.sort_unstable();
        moved.dedup();
        let runs = |layer: &Layer| -> BTreeSet<usize> {
            let runs = moved.iter().flat_map(|identifier| layer.sorted.runs_with(*identifier));
            runs.filter(|run| layer.holds(*run)).collect()
        };
        let mut broken: Vec<BTreeSet<usize>> = layers.iter().map(runs).collect();
        if let Some(first) = broken.first_mut() {
            first.extend(drifted.iter().filter(|run| layers[0].holds(**run)));
        }
        let mut places = Vec::new();
        for (from, (layer, runs)) in layers.iter().zip(&broken).enumerate() {
            let rows: Vec<usize> = runs.iter().flat_map(|run| layer.sorted.rows_of(*run)).collect();
            owned(with, &layer.sorted.rows, from, &rows, &mut places);
        }
        for (from, rows) in (layers.len()..).zip(fresh) {
            let all: Vec<usize> = (0..rows.len()).collect();
            owned(with, rows, from, &all, &mut places);
        }
        places.sort_unstable();
        Some(Changes { broken, places, blocked })
    }

    /// Whether nothing has.
    pub(super) fn are_none(&self) -> bool {
        self.places.is_empty() && self.broken.iter().all(BTreeSet::is_empty)
    }

    /// Everybody, anew, in memory or in files.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub(super) fn everybody(
        &self,
        base: &Layer,
        fresh: &[Rows],
        meaning: &Meaning,
        files: Option<Writing>,
    ) -> Result<(Sorted, Option<Folder>)> {
        let kept = base.kept(0).filter(|kept| !self.broken[0].contains(&kept.run));
        self.weave(std::slice::from_ref(base), fresh, meaning, kept, files)
    }

    /// A layer on top, with whom something has changed of. The layers below let go of them. How many rows it has at most
    /// is asked before.
    ///
    /// # Errors
    /// None: it is made in memory.
    pub(super) fn on_top(
        &self,
        layers: &mut Vec<Layer>,
        fresh: &[Rows],
        meaning: &Meaning,
        may_be: &dyn Fn(usize) -> bool,
    ) -> Result<bool> {
        let mut kept: Vec<Kept> = Vec::new();
        for run in self.places.chunk_by(|one, next| one.whose == next.whose) {
            kept.extend(find(layers, run[0].whose).filter(|kept| !self.broken[kept.layer].contains(&kept.run)));
        }
        let rows = |kept: &Kept| layers[kept.layer].sorted.rows_of(kept.run).len();
        if !may_be(self.places.len() + kept.iter().map(rows).sum::<usize>()) {
            return Ok(false);
        }
        let (sorted, _) = self.weave(layers, fresh, meaning, kept.iter().copied(), None)?;
        let mut gone = self.broken.clone();
        for kept in kept {
            gone[kept.layer].insert(kept.run);
        }
        for (layer, gone) in layers.iter_mut().zip(&gone).filter(|(_, gone)| !gone.is_empty()) {
            layer.let_go(gone);
        }
        layers.push(Layer::new(Arc::new(sorted)));
        Ok(true)
    }

    fn weave(
        &self,
        layers: &[Layer],
        fresh: &[Rows],
        meaning: &Meaning,
        kept: impl Iterator<Item = Kept>,
        files: Option<Writing>,
    ) -> Result<(Sorted, Option<Folder>)> {
        let sorted: Vec<&Sorted> = layers.iter().map(|layer| &*layer.sorted).collect();
        let from: Vec<&Rows> = sorted.iter().map(|sorted| &sorted.rows).chain(fresh).collect();
        let threads = Threads { layers: &sorted, from: &from, blocked: &self.blocked, meaning };
        threads.weave(kept, &self.places, files)
    }
}

/// The run of somebody that holds.
pub(super) fn find(layers: &[Layer], whose: Whose) -> Option<Kept> {
    let found = |(layer, one): (usize, &Layer)| {
        let run = one.sorted.find(whose).filter(|run| one.holds(*run))?;
        Some(Kept { whose, layer, run })
    };
    layers.iter().enumerate().rev().find_map(found)
}

/// Makes one of the two layers on top where the upper one is not much smaller: so there are few.
///
/// # Errors
/// None: it is made in memory.
pub(super) fn tidy(layers: &mut Vec<Layer>, blocked: &Blocked, meaning: &Meaning) -> Result<()> {
    let rows = |layer: &Layer| layer.sorted.rows.len();
    while let [_, .., lower, upper] = &layers[..]
        && rows(upper) > rows(lower) / 4
    {
        let mut kept: Vec<Kept> = lower.kept(0).chain(upper.kept(1)).collect();
        kept.sort_unstable();
        let both: [&Sorted; 2] = [&lower.sorted, &upper.sorted];
        let threads = Threads { layers: &both, from: &[], blocked, meaning };
        let (sorted, _) = threads.weave(kept.into_iter(), &[], None)?;
        layers.truncate(layers.len() - 2);
        layers.push(Layer::new(Arc::new(sorted)));
    }
    Ok(())
}

/// The runs of which a row is not theirs whose it was when they were made.
pub(super) fn drifted(with: &With<'_>, sorted: &Sorted) -> BTreeSet<usize> {
    let mut drifted = BTreeSet::new();
    let mut runs = 0..sorted.len();
    while !runs.is_empty() {
        with(&mut |graph| {
            let mut rows = 0;
            while rows < AT_ONCE
                && let Some(run) = runs.next()
            {
                let of_run = sorted.rows_of(run);
                rows += of_run.len();
                let theirs = Some(sorted.whose(run));
                if of_run.into_iter().any(|row| whose(graph, &sorted.rows, row) != theirs) {
                    drifted.insert(run);
                }
            }
        });
    }
    drifted
}

/// Some rows of the `from`-th of the places, under the people whose they are.
fn owned(with: &With<'_>, rows: &Rows, from: usize, which: &[usize], places: &mut Vec<Place>) {
    for some in which.chunks(AT_ONCE) {
        with(&mut |graph| {
            let owned = some.iter().filter_map(|row| Some((*row, whose(graph, rows, *row)?)));
            places.extend(owned.map(|(row, owner)| Place::new(owner, rows, from, row)));
        });
    }
}

/// Whether a bit is set.
#[must_use]
pub fn is_set(bits: &[u64], place: usize) -> bool {
    bits[place / 64] & 1 << (place % 64) != 0
}
