//! The people behind a figure over HTTP: which page of them is wanted, and how they are shown.

use std::cmp::Reverse;

use know::identity::PersonNo;
use know::profiles::Sight;
use know::profiles::http::PeopleState;
use know::profiles::http::people::WirePerson;
use serde::Deserialize;
use utoipa::ToSchema;
use web::paging::List;
use web::{Principal, Result};

use crate::journeys::Page;

/// How many people a page has at most.
const MOST: usize = 500;

/// Which of the people behind a figure are wanted, the one who did something last first.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct WirePage {
    /// How many are skipped.
    skip: usize,
    /// How many are wanted, 1 to 500; 50 unless told.
    limit: Option<usize>,
}

impl WirePage {
    pub(crate) fn page(self) -> Page {
        Page { skip: self.skip, limit: self.limit.unwrap_or(50).clamp(1, MOST) }
    }
}

/// A page of people, each with when something was true of them, and how many there are: the last first, of equal times the
/// one with the higher position.
pub(crate) fn newest(mut all: Vec<(i64, u64, PersonNo)>, page: Page) -> (Vec<PersonNo>, u64) {
    let (total, wanted) = (all.len() as u64, page.skip.saturating_add(page.limit));
    if all.len() > wanted {
        // Those behind the page need no order.
        all.select_nth_unstable_by_key(wanted, |one| Reverse(*one));
        all.truncate(wanted);
    }
    all.sort_unstable_by_key(|one| Reverse(*one));
    (all.into_iter().skip(page.skip).map(|(.., person)| person).collect(), total)
}

/// Shows a page of people, of how many there are altogether, and notes in the audit that they were shown.
///
/// # Errors
/// What the store says.
pub(crate) async fn shown(
    people: &PeopleState,
    who: &Principal,
    sight: Sight,
    action: &str,
    (page, total): (Vec<PersonNo>, u64),
) -> Result<List<WirePerson>> {
    let items = people.cards(page, sight).await?;
    people.audit.read_many(who, action, "", &format!("{} people shown", items.len())).await?;
    Ok(List { items, total, next: None })
}
