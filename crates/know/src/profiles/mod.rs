//! Profiles: the single view of a person. What happened (timeline), what they told us (facts), what they are to us.
//!
//! Invariants: everything is kept by identifier and combined when it is read, so that merging rewrites nothing; a read
//! overlays the journal's tail, so that what was acknowledged is seen at once; the employee's side of a person is
//! never mixed with the customer's.
//! Tables: `registry`, `search_names`, `search_text`, `stand_ins`, `stood_in_for`, `employee_identifiers`, `registry_parts` and the runs `timeline`, `facts`, `summary`,
//! `members` (folds).

mod employees;
mod entries;
mod expiring;
pub(crate) mod facts;
mod finding;
mod fold;
mod forgetting;
pub mod http;
mod line;
mod members;
pub mod model;
mod opening;
mod registry;
pub(crate) mod search;
mod sight;
pub(crate) mod stand_ins;
mod summary;
mod timeline;
mod view;
mod visible;

pub use expiring::{Recount, places_of};
pub use fold::ProfilesFold;
pub use forgetting::{Forgotten, as_json};
pub use line::{is_contact, is_spoken};
pub use model::{Fact, Opened, Person, Side, TimelineFilter, TimelineItem};
pub use registry::{Kind as RegistryKind, Named};
pub use search::{matches, words};
pub use sight::Sight;
pub use view::{Page, Profiles};

pub(crate) const FOLD_MIGRATIONS: &[&[store::Migration]] =
    &[registry::MIGRATIONS, search::MIGRATIONS, stand_ins::MIGRATIONS, employees::MIGRATIONS];
