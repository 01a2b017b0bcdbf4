//! Themes: what many people write about, with how many do, how it changes and what they say of it; called, merged and
//! hidden as people want it.

mod gather;
pub mod http;
mod runs;
