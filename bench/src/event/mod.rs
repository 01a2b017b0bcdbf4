//! Events of the benchmark: templates of Segment calls of about 1 KB, in which ids, people and times are patched.

pub(crate) mod contact;
mod draft;
mod mix;
mod template;
pub(crate) mod text;
pub(crate) mod time;
pub(crate) mod uuid;
mod words;

pub(crate) use draft::Draft;
pub(crate) use mix::{identifies, mixture};
pub(crate) use template::{Draw, People, Template};
