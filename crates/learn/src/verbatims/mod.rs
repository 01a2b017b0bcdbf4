//! Verbatims: what people wrote in their own words, with what was understood of it, and what people say against that.

mod asking;
pub mod http;
mod shown;

pub(crate) use asking::{AskSaid, is_verbatim};
