//! What has changed since the large part was sorted: whose rows are somebody else's, and who has new ones.

use std::collections::BTreeSet;

use kernel::IdentifierNo;
use know::identity::{Graph, Moved, PersonNo};

use super::rows::Rows;
use super::sorted::{Blocked, Place, Sorted, Whose, whose};
use crate::effort::Meaning;

/// Lends the graph for a moment.
pub(super) type With<'a> = dyn Fn(&mut dyn FnMut(&Graph)) + 'a;

/// For how many rows the graph is lent at once: intake waits meanwhile.
const AT_ONCE: usize = 1 << 14;

/// The runs that still stand, and the rows of everybody else.
pub(super) struct Changes {
    /// The runs of the large part that still stand, a bit each.
    pub(super) clean: Vec<u64>,
    /// The identifiers that were blocked.
    pub(super) blocked: Blocked,
    places: Vec<Place>,
}

impl Changes {
    /// What has changed since that point in the history of people; nothing where it is not remembered so far back.
    /// Exact where the graph is the same one each time that it is lent.
    pub(super) fn find(with: &With<'_>, base: &Sorted, fresh: &Rows, since: Moved) -> Option<Changes> {
        let (mut moved, mut blocked, mut people) = (None, Blocked::new(), BTreeSet::new());
        with(&mut |graph| {
            moved = graph.moved_since(since).map(BTreeSet::<IdentifierNo>::from_iter);
            blocked.clone_from(graph.blocked());
            let moved = moved.iter().flatten();
            people.extend(moved.flat_map(|identifier| graph.holders(*identifier)));
        });
        let moved = moved?;
        let all: Vec<usize> = (0..fresh.len()).collect();
        let owners = owners(with, fresh, &all);
        people.extend(owners.iter().flatten().map(|whose| whose.person));
        let mut changes = Changes { clean: vec![u64::MAX; base.len().div_ceil(64)], blocked, places: Vec::new() };
        let mut dirty = BTreeSet::new();
        let people: Vec<PersonNo> = people.into_iter().collect();
        for some in people.chunks(AT_ONCE) {
            with(&mut |graph| {
                let parts = some.iter().flat_map(|person| graph.parts(*person));
                dirty.extend(parts.flat_map(|part| base.runs_with(part.identifier)));
            });
        }
        dirty.extend(moved.into_iter().flat_map(|identifier| base.runs_with(identifier)));
        for run in &dirty {
            changes.clean[run / 64] &= !(1 << (run % 64));
        }
        let rows: Vec<usize> = dirty.into_iter().flat_map(|run| base.rows_of(run)).collect();
        changes.take(&base.rows, 0, &rows, &self::owners(with, &base.rows, &rows));
        changes.take(fresh, 1, &all, &owners);
        Some(changes)
    }

    /// As if everything had changed.
    pub(super) fn all(with: &With<'_>, base: &Sorted, fresh: &Rows) -> Changes {
        let mut changes =
            Changes { clean: vec![0; base.len().div_ceil(64)], blocked: Blocked::new(), places: Vec::new() };
        with(&mut |graph| changes.blocked.clone_from(graph.blocked()));
        for (from, rows) in [&base.rows, fresh].into_iter().enumerate() {
            let all: Vec<usize> = (0..rows.len()).collect();
            changes.take(rows, from, &all, &owners(with, rows, &all));
        }
        changes
    }

    fn take(&mut self, rows: &Rows, from: usize, which: &[usize], owners: &[Option<Whose>]) {
        let owned = which.iter().zip(owners).filter_map(|(row, owner)| Some((*row, (*owner)?)));
        self.places.extend(owned.map(|(row, owner)| Place::new(owner, rows, from, row)));
    }

    /// The people of whom something has changed, sorted. Nothing of them is left here.
    pub(super) fn sorted(&mut self, base: &Sorted, fresh: &Rows, meaning: &Meaning) -> Sorted {
        Sorted::of(std::mem::take(&mut self.places), &[&base.rows, fresh], &self.blocked, meaning)
    }
}

/// Whose these rows are.
fn owners(with: &With<'_>, rows: &Rows, which: &[usize]) -> Vec<Option<Whose>> {
    let mut owners = Vec::with_capacity(which.len());
    for some in which.chunks(AT_ONCE) {
        with(&mut |graph| owners.extend(some.iter().map(|row| whose(graph, rows, *row))));
    }
    owners
}
