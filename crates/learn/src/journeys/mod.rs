//! Journeys: functions over interactions sorted by person and time. Pure: no IO, no clock; `docs/journeys.md` says
//! what each means.

mod error;
mod follows;
mod funnel;
mod labels;
mod lines;
mod paths;
mod people;
#[cfg(test)]
mod testing;
mod work;

pub use error::JourneyError;
pub use follows::{Arrow, Counted, Follows, InFollows, Repeats, follows, follows_people};
pub use funnel::{AtStep, Exclusion, Funnel, FunnelStep, Order, Window, funnel, funnel_people};
pub use labels::Labels;
pub use lines::{Bits, Lines, Part};
pub use paths::{
    Cut, Flow, FlowLink, FlowNode, FlowSize, InFlow, Occurrence, Shape, Variant, Variants, flow, flow_people, variants,
    variants_people,
};
pub use people::{Page, People, Person};
pub use work::Work;
