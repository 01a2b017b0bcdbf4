//! What the whole history says: which ways people go, where they turn back, and what it costs them.

pub mod effort;
pub mod index;
pub mod journeys;
mod shown;
pub mod sql;
pub mod statistics;
