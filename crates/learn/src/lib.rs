//! What the whole history says: which ways people go, where they turn back, and what it costs them.

pub mod journeys;
pub mod sql;
