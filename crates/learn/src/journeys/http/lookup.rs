//! What the index does not hold of a filter: which interactions have a property, and which people a fact. The lake says
//! that, and what it said is kept as long as nothing happens.

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use hashbrown::HashSet;
use know::profiles::Side;
use lake::{Lake, OneOf, Viewer};
use parking_lot::Mutex;
use store::journal::Cursor;
use web::{Problem, Result};

use super::filter::Filter;
use crate::index::{Layer, Snapshot};
use crate::questions::Asking;
use crate::sql::problem;

/// So many filters are kept at most.
const KEPT: usize = 16;

/// What was found; nothing where the filter does not ask.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The positions of interactions with the properties.
    pub(super) positions: Option<HashSet<u64>>,
    /// The numbers of people with the facts.
    pub(super) people: Option<HashSet<u64>>,
}

/// What is asked of the lake, and for whom: all by which [`viewer`](crate::sql::viewer) tells people apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    properties: Vec<OneOf>,
    facts: Vec<OneOf>,
    side: Side,
    sees: (bool, bool, bool),
}

/// What was found, kept for the questions that follow.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Last>>);

/// Over one snapshot.
#[derive(Default)]
struct Last {
    /// The snapshot's, which is not kept alive for this.
    of: Option<(Cursor, Weak<[Layer]>)>,
    found: HashMap<Key, Arc<Found>>,
}

impl Kept {
    fn get(&self, snapshot: &Snapshot, key: &Key) -> Option<Arc<Found>> {
        let last = self.0.lock();
        if last.is_of(snapshot) { last.found.get(key).cloned() } else { None }
    }

    fn keep(&self, snapshot: &Snapshot, key: Key, found: Arc<Found>) {
        let mut last = self.0.lock();
        if !last.is_of(snapshot) || last.found.len() >= KEPT {
            let of = (snapshot.cursor, Arc::downgrade(&snapshot.layers));
            *last = Last { of: Some(of), found: HashMap::new() };
        }
        last.found.insert(key, found);
    }
}

impl Last {
    fn is_of(&self, snapshot: &Snapshot) -> bool {
        let layers = Arc::downgrade(&snapshot.layers);
        self.of.as_ref().is_some_and(|(cursor, of)| *cursor == snapshot.cursor && Weak::ptr_eq(of, &layers))
    }
}

/// Finds what a filter asks beyond the index. The lake is asked after the snapshot was taken, so it holds all of that.
///
/// # Errors
/// 400 for a fact that nobody has told, 409 where there is no lake, and what the lake says.
pub(super) async fn find(asking: &Asking, filter: &Filter, snapshot: &Snapshot) -> Result<Arc<Found>> {
    let (properties, facts) = filter.beyond(&snapshot.dictionary)?;
    if properties.is_empty() && facts.is_empty() {
        return Ok(Arc::default());
    }
    let lake = asking.questions.lake.as_ref().ok_or_else(|| {
        Problem::conflict(
            "a filter by properties or facts reads the lake, and this server has no place for one: set `lake` to a \
             directory or a bucket's URL",
        )
    })?;
    let viewer = &asking.viewer;
    let sees = (viewer.identifiers, viewer.employees, viewer.mask.is_some());
    let key = Key { properties, facts, side: filter.side, sees };
    if let Some(found) = asking.questions.kept.get(snapshot, &key) {
        return Ok(found);
    }
    let found = Arc::new(look(lake, viewer, &key).await.map_err(problem)?);
    asking.questions.kept.keep(snapshot, key, found.clone());
    Ok(found)
}

async fn look(lake: &Lake, viewer: &Viewer, key: &Key) -> Result<Found, lake::SqlError> {
    let mut found = Found::default();
    if !key.properties.is_empty() {
        let positions = lake.positions_with(viewer, key.properties.clone()).await?;
        found.positions = Some(positions.into_iter().collect());
    }
    for fact in &key.facts {
        let people = lake.people_with(viewer, fact.clone(), key.side == Side::Employee).await?;
        let people: HashSet<u64> = people.into_iter().collect();
        found.people = Some(match found.people {
            Some(before) => before.intersection(&people).copied().collect(),
            None => people,
        });
    }
    Ok(found)
}
