//! Journeys: functions over interactions sorted by person and time. Pure: no IO, no clock; `docs/journeys.md` says
//! what each means.

mod conformance;
mod error;
mod follows;
mod funnel;
pub mod http;
mod labels;
mod lines;
mod moments;
mod paths;
mod people;
mod repeats;
mod retention;
mod sessions;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod work;

pub use conformance::{
    AFTER, Conformance, Cost, Design, Deviated, Deviation, Felt, InConformance, MOOD, MOOD_PLACE, SaidAt, Stage,
    conformance, conformance_people, emotions, emotions_people,
};
pub use error::JourneyError;
pub use follows::{Arrow, Counted, Follows, InFollows, Repeats, follows, follows_people};
pub use funnel::{AtStep, Exclusion, Funnel, FunnelStep, Order, Window, funnel, funnel_people};
pub use labels::Labels;
pub use lines::{Bits, Lines, Part, span};
pub use moments::{Adjusted, AtMoment, End, Ends, Looks, Moment, Moments, MomentsFound, moments, moments_people};
pub use paths::{
    Cut, Flow, FlowLink, FlowNode, FlowSize, InFlow, Occurrence, Shape, Variant, Variants, flow, flow_people, variants,
    variants_people,
};
pub use people::{Page, People, Person};
pub use repeats::{Again, Repeated, With, repeats, repeats_people};
pub use retention::{Calendar, Cohort, InCohort, Period, Retention, retention, retention_people};
pub use sessions::{
    EachSession, SessionDetail, Sessions, SessionsFrom, session_numbers, sessions, sessions_from, sessions_people,
};
pub use work::Work;
