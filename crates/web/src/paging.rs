//! Lists: items, how many there are in all, and a cursor to go on with.

use kernel::{Kind, Position, PublicIds, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::problem::{Problem, Result};

/// How many items a page has unless told.
const USUAL: usize = 50;
/// How many items a page has at most.
const MOST: usize = 500;

/// A page of a list.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct List<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// How many items there are in all.
    pub total: u64,
    /// The cursor of the next page; absent on the last one.
    pub next: Option<String>,
}

impl<T> List<T> {
    /// A list that fits on one page.
    #[must_use]
    pub fn whole(items: Vec<T>) -> List<T> {
        let total = items.len() as u64;
        List { items, total, next: None }
    }
}

/// Which page is wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// How many items, 1 to 500; 50 unless told.
    pub limit: Option<usize>,
    /// The `next` of the page before.
    pub cursor: Option<String>,
}

impl Paging {
    /// How many items.
    #[must_use]
    pub fn limit(&self) -> usize {
        self.limit.unwrap_or(USUAL).clamp(1, MOST)
    }

    /// The cursor as a moment and a position.
    ///
    /// # Errors
    /// 400 where it is none that we made.
    pub fn place(&self, ids: &PublicIds) -> Result<Option<(Timestamp, Position)>> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let read = || {
            let (at, position) = cursor.split_once('.')?;
            Some((Timestamp(at.parse().ok()?), Position(ids.decode(Kind::Cursor, position)?)))
        };
        read().map(Some).ok_or_else(not_ours)
    }

    /// The cursor as a number.
    ///
    /// # Errors
    /// 400 where it is none that we made.
    pub fn number(&self, ids: &PublicIds) -> Result<Option<u64>> {
        self.cursor.as_ref().map(|cursor| ids.decode(Kind::Cursor, cursor).ok_or_else(not_ours)).transpose()
    }
}

fn not_ours() -> Problem {
    Problem::bad_request("the cursor is not one that this server made; begin again without it")
}

/// The cursor of a moment and a position.
#[must_use]
pub fn place_cursor(ids: &PublicIds, (at, position): (Timestamp, Position)) -> String {
    format!("{}.{}", at.0, ids.encode(Kind::Cursor, position.0))
}

/// The cursor of a number.
#[must_use]
pub fn number_cursor(ids: &PublicIds, number: u64) -> String {
    ids.encode(Kind::Cursor, number)
}
